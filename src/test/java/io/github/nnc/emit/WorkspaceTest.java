package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.lower.Cost;
import io.github.nnc.model.Model;
import io.github.nnc.testing.TestNetworks;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A thread needs no more room than the costs of a model say, which summaries show. */
class WorkspaceTest {

    private static final Pattern ARRAY = Pattern.compile("new (?:float|int)\\[(\\d+)](?:\\[(\\d+)])?");

    @TestFactory
    Stream<DynamicTest> staysWithinItsCost() {
        return TestNetworks.all().stream()
                .map(model -> DynamicTest.dynamicTest(model.name() + " " + model.parameters(), () -> check(model)));
    }

    private static void check(Model model) {
        String source = Generated.emit(model, Optional.empty()).source();
        int start = source.indexOf("class Workspace {");
        Matcher arrays = ARRAY.matcher(source.substring(start, source.indexOf("private Workspace()", start)));
        long bytes = 0;
        while (arrays.find()) {
            long inner = arrays.group(2) == null ? 1 : Long.parseLong(arrays.group(2));
            bytes += Float.BYTES * Long.parseLong(arrays.group(1)) * inner;
        }
        assertThat(bytes).isLessThanOrEqualTo(Cost.of(model).workspaceBytes().longValueExact());
    }
}
