package io.github.nnc.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.model.Model;
import io.github.nnc.testing.Networks;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionsTest {

    private static String one(Model model, float... output) {
        return Predictions.of(model, List.of(List.of(output)));
    }

    @Test
    void showsProbabilitiesByName() {
        Model model = Networks.model("model m < input 2; dense 3 softmax; labels cat, dog, cow >");
        assertThat(one(model, 0.25f, 0.7f, 0.05f)).isEqualTo("""
            cat 25.0%
            dog 70.0%
            cow 5.0%
            prediction: dog
            """);
        assertThat(Predictions.of(
                        model,
                        List.of(List.of(new float[] {0.25f, 0.7f, 0.05f}), List.of(new float[] {0.5f, 0.2f, 0.3f}))))
                .isEqualTo("""
                    1: dog 70.0%
                    2: cat 50.0%
                    """);
    }

    @Test
    void showsTheNumbersWhereTheyAreNoProbabilities() {
        Model model = Networks.model("model m < input 2; dense 3; labels cat, dog, cow >");
        assertThat(one(model, -1.5f, 3, 0.25f)).isEqualTo("""
            cat -1.5
            dog 3.0
            cow 0.25
            prediction: dog
            """);
        assertThat(one(model, 0.5f, 0.25f, 0)).contains("cat 0.5\n").doesNotContain("%");
        assertThat(one(model, 2, -0.5f, -0.5f)).contains("cat 2.0\n").doesNotContain("%");
    }

    @Test
    void showsTheBestOfManyClasses() {
        Model model = Networks.model("model m < input 2; dense 12 softmax; labels 0..11 >");
        assertThat(one(model, 0, 0.01f, 0.02f, 0.03f, 0.04f, 0.3f, 0.05f, 0.25f, 0.15f, 0.1f, 0.05f, 0))
                .isEqualTo("""
                    5 30.0%
                    7 25.0%
                    8 15.0%
                    9 10.0%
                    6 5.0%
                    prediction: 5
                    """);
    }

    @Test
    void predictsEachRow() {
        Model model = Networks.model("model m < input 3x2; dense 2 softmax; labels up, down >");
        assertThat(one(model, 0.9f, 0.1f, 0.2f, 0.8f, 0.6f, 0.4f)).isEqualTo("prediction: up down up\n");
        float[] rows = {0.9f, 0.1f, 0.2f, 0.8f, 0.6f, 0.4f};
        assertThat(Predictions.of(model, List.of(List.of(rows), List.of(rows)))).isEqualTo("""
            1: up 90.0%, down 80.0%, up 60.0%
            2: up 90.0%, down 80.0%, up 60.0%
            """);
    }

    @Test
    void showsValuesWithoutLabels() {
        Model model = Networks.model("model m < input 2; dense 3 >");
        assertThat(one(model, 0.5f, -2, 1e-9f)).isEqualTo("0.5 -2.0 1.0E-9\n");
        Model wide = Networks.model("model m < input 2; dense 101 >");
        assertThat(one(wide, new float[101]))
                .isEqualTo("0.0 ".repeat(100) + "… (101 values; `--output` writes them all)\n");
    }

    @Test
    void showsIdsAsWholeNumbers() {
        Model model = Networks.model("model m < input 3x2; argmax >");
        assertThat(one(model, 1, 0, 1)).isEqualTo("1 0 1\n");
    }

    @Test
    void namesOutputsWhereThereAreSeveral() {
        Model model = Networks.model("""
            model m <
              input 2;
              hidden: dense 2 relu;
              animal: dense 2 softmax;
              output hidden, animal;
            >
            """);
        List<float[]> outputs = List.of(new float[] {1, 0}, new float[] {0.5f, 0.5f});
        assertThat(Predictions.of(model, List.of(outputs))).isEqualTo("hidden:\n1.0 0.0\nanimal:\n0.5 0.5\n");
        assertThat(Predictions.of(model, List.of(outputs, outputs)))
                .isEqualTo("1: hidden 1.0 0.0; animal 0.5 0.5\n2: hidden 1.0 0.0; animal 0.5 0.5\n");
    }
}
