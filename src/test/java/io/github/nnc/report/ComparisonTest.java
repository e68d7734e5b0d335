package io.github.nnc.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static Comparison compare(float[] result, float... expected) {
        return Comparison.of(List.of(result), List.of(expected), OptionalDouble.empty());
    }

    @Test
    void allowsAShareOfTheLargestExpectedValue() {
        Comparison near = compare(new float[] {1, -200.0019f}, 1, -200);
        assertThat(near.agrees()).isTrue();
        assertThat(near.text())
                .isEqualTo("agrees within 0.00200; largest difference 0.00191 (9.54e-06 of it) at example 1, value 2:"
                        + " expected -200.0, got -200.0019\n");
        assertThat(compare(new float[] {1.0019f, -200}, 1, -200).agrees()).isTrue();
        assertThat(compare(new float[] {1, -200.0025f}, 1, -200).agrees()).isFalse();
    }

    @Test
    void takesTheToleranceThatIsGiven() {
        List<float[]> results = List.of(new float[] {1}, new float[] {2.5f});
        List<float[]> expected = List.of(new float[] {1}, new float[] {2});
        assertThat(Comparison.of(results, expected, OptionalDouble.of(0.5)).agrees())
                .isTrue();
        assertThat(Comparison.of(results, expected, OptionalDouble.of(0.25)))
                .isEqualTo(new Comparison(
                        false,
                        "does not agree within 0.250; largest difference 0.500 (0.250 of it) at example 2, value 1:"
                                + " expected 2.0, got 2.5\n"));
    }

    @Test
    void differsWhereLengthsDo() {
        assertThat(compare(new float[] {1, 2}, 1, 2, 3))
                .isEqualTo(new Comparison(false, "differs: example 1 has 2 values, but 3 are expected\n"));
        assertThat(Comparison.of(
                        List.of(new float[] {1}), List.of(new float[] {1}, new float[] {2}), OptionalDouble.empty()))
                .isEqualTo(new Comparison(false, "differs: 1 examples, but 2 are expected\n"));
    }

    @Test
    void givesNoShareOfZero() {
        assertThat(compare(new float[] {0.5f}, 0).text())
                .isEqualTo("does not agree within 1.00e-06; largest difference 0.500 at example 1, value 1:"
                        + " expected 0.0, got 0.5\n");
        assertThat(compare(new float[] {0, 0}, 0, 0))
                .isEqualTo(new Comparison(
                        true,
                        "agrees within 1.00e-06; largest difference 0.00 at example 1, value 1:"
                                + " expected 0.0, got 0.0\n"));
    }

    @Test
    void neverAgreesWithWhatIsNoNumber() {
        String text = "does not agree within 2.10e-05; largest difference at example 1, value 2: expected ";
        assertThat(compare(new float[] {2, Float.NaN}, 2, 1)).isEqualTo(new Comparison(false, text + "1.0, got NaN\n"));
        assertThat(compare(new float[] {2, 1}, 2, Float.NaN)).isEqualTo(new Comparison(false, text + "NaN, got 1.0\n"));
        assertThat(compare(new float[] {2, 1}, 2, Float.POSITIVE_INFINITY))
                .isEqualTo(new Comparison(false, text + "Infinity, got 1.0\n"));
        assertThat(Comparison.of(
                                List.of(new float[] {Float.NEGATIVE_INFINITY}),
                                List.of(new float[] {1}),
                                OptionalDouble.of(Double.POSITIVE_INFINITY))
                        .agrees())
                .isFalse();
    }

    @Test
    void agreesWhereTheSameIsExpected() {
        assertThat(compare(new float[] {Float.POSITIVE_INFINITY}, Float.POSITIVE_INFINITY))
                .isEqualTo(new Comparison(
                        true,
                        "agrees within 1.00e-06; largest difference 0.00 at example 1, value 1:"
                                + " expected Infinity, got Infinity\n"));
    }
}
