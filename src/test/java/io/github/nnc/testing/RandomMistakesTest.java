package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.model.Model;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a network is said in diagnostics; what is accepted runs. */
class RandomMistakesTest {

    private static final int COUNT = 300;
    private static final BigInteger SMALL = BigInteger.valueOf(20_000);

    @Test
    void endInDiagnosticsOrInClassesThatRun() {
        List<Model> accepted = new ArrayList<>();
        Set<Code> codes = EnumSet.noneOf(Code.class);
        int refused = 0;
        for (long seed = 0; seed < COUNT; seed++) {
            String text = RandomMistakes.of(seed);
            CheckResult result = check(text);
            if (result.hasErrors()) {
                refused++;
                result.diagnostics().stream().map(Diagnostic::code).forEach(codes::add);
                assertThat(result.models()).as(text).isEmpty();
            }
            result.models().stream()
                    .filter(model -> model.parameters().compareTo(SMALL) < 0)
                    .forEach(accepted::add);
        }
        assertThat(refused).as("refused networks").isGreaterThan(COUNT / 2);
        assertThat(codes).hasSizeGreaterThan(25);
        assertThat(accepted.size()).as("accepted networks").isGreaterThan(5);
        run(accepted);
    }

    private static CheckResult check(String text) {
        try {
            return Compiler.check(FilesInMemory.ofTexts(Map.of("m.nn", text)), "m.nn");
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(text, e);
        }
    }

    private static void run(List<Model> models) {
        List<CompiledNetwork> networks = CompiledNetwork.all(models.stream()
                .map(model -> new CompiledNetwork.Weighted(model, Networks.weights(model, 1)))
                .toList());
        for (int i = 0; i < models.size(); i++) {
            assertThat(networks.get(i).simple(Networks.inputs(models.get(i), i)))
                    .hasSameSizeAs(models.get(i).outputs());
        }
    }
}
