package io.github.nnc.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.TextRenderer;
import io.github.nnc.testing.Golden;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are wrong in one way each are refused with the message in {@code src/test/cases/onnx/broken.txt}. */
class BrokenModelsTest {

    private static final Path GOLDEN = Path.of("src/test/cases/onnx/broken.txt");

    static List<BrokenModel> models() {
        return BrokenModel.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void areRefusedForTheirMistakeAndNoOther(BrokenModel model) {
        assertThat(model.diagnostics())
                .isNotEmpty()
                .extracting(Diagnostic::code)
                .containsOnly(model.code());
    }

    @ParameterizedTest
    @MethodSource("models")
    void areToldAWayOut(BrokenModel model) {
        assertThat(model.diagnostics())
                .allSatisfy(diagnostic -> assertThat(diagnostic.helps()).isNotEmpty());
    }

    @Test
    void areToldAsPeopleReadIt() {
        StringBuilder text = new StringBuilder();
        for (BrokenModel model : models()) {
            text.append("# ").append(model.name()).append("\n\n");
            model.diagnostics()
                    .forEach(diagnostic ->
                            text.append(TextRenderer.plain().render(diagnostic)).append('\n'));
        }
        Golden.check(GOLDEN, text.toString());
    }

    @Test
    void areManyAndHaveNamesOfTheirOwn() {
        assertThat(models())
                .extracting(BrokenModel::name)
                .hasSizeGreaterThan(50)
                .doesNotHaveDuplicates();
    }
}
