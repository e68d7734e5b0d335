package io.github.nnc.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.parser.Parser;
import io.github.nnc.source.SourceFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {

    @ParameterizedTest
    @CsvSource({
        "models/ResNet-18.onnx, resnet_18",
        "C:\\nets\\Über (2).onnx, ber_2",
        "2.onnx, network",
        "model.onnx, network",
        "Model_2.onnx, model_2",
    })
    void isMadeOfThatOfTheFile(String path, String name) {
        assertThat(ModelName.of(path)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"model", "block", "const", "import", "x", "input", "repeat", "X", "network", "a_2", "2a", ""})
    void isOneThatTheParserTakes(String name) {
        Diagnostics diagnostics = new Diagnostics();
        Parser.parse(new SourceFile("test.nn", "model " + name + " < input 3; dense 2 >"), diagnostics);
        assertThat(ModelName.isName(name)).isEqualTo(!diagnostics.hasErrors());
    }
}
