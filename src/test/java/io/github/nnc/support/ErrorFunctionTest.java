package io.github.nnc.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class ErrorFunctionTest {

    @Test
    void agreesWithSeriesAndContinuedFraction() {
        for (double x = -7; x <= 7; x += 0.001) {
            assertThat(ErrorFunction.erf(x))
                    .as("erf(%s)", x)
                    .isCloseTo(io.github.nnc.testing.ErrorFunction.erf(x), offset(Math.abs(x) < 4 ? 1e-14 : 2e-8));
        }
    }

    @Test
    void tendsToOneAndKeepsNaN() {
        assertThat(ErrorFunction.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(ErrorFunction.erf(-1e30)).isEqualTo(-1);
        assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
        assertThat(ErrorFunction.erf(-0.0)).isEqualTo(-0.0);
    }
}
