package io.github.nnc.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightRandomTest {
    private static final long FNV_OF_A = 0xAF63DC4C8601EC8CL;

    @Test
    void isSplitMixOverSeedAndName() {
        float[] values = new WeightVariants("/a 1000 uniform=0.5").random(42)[0];
        long mixed = new SplittableRandom(42).nextLong();
        SplittableRandom reference = new SplittableRandom(mixed ^ FNV_OF_A);
        for (float value : values) {
            assertThat(value).isEqualTo((float) ((2 * ((reference.nextLong() >>> 40) * 0x1p-24) - 1) * 0.5));
        }
    }

    @Test
    void keepsTheseValuesForEver() {
        float[][] values = new WeightVariants("dense1/weight 4x3 uniform=0.5\nemb/weight 3x2 normal=0.02").random(7);
        assertThat(WeightTable.digest("m", "", values))
                .isEqualTo("52caf7f40ad79f8d3104157b8d0592683998f91765af9bb2f771cca51920d473");
    }

    @Test
    void givesEachTensorItsOwnValuesWhateverTheOthersAre() {
        float[][] two = new WeightVariants("a/w 4 uniform=1\nb/w 4 uniform=1").random(1);
        assertThat(two[0]).isNotEqualTo(two[1]);
        assertThat(new WeightVariants("b/w 4 uniform=1").random(1)[0]).isEqualTo(two[1]);
        assertThat(new WeightVariants("b/w 4 uniform=1").random(2)[0]).isNotEqualTo(two[1]);
    }

    @Test
    void hasTheMomentsOfItsDistributions() {
        float[][] values = new WeightVariants("u/w 100000 uniform=0.25\nn/w 100000 normal=2").random(3);
        double[] uniform = moments(values[0]);
        assertThat(uniform[0]).isBetween(-0.002, 0.002);
        assertThat(uniform[1]).isBetween(0.25 * 0.25 / 3 * 0.98, 0.25 * 0.25 / 3 * 1.02);
        double[] normal = moments(values[1]);
        assertThat(normal[0]).isBetween(-0.03, 0.03);
        assertThat(normal[1]).isBetween(3.9, 4.1);
        for (float value : values[0]) {
            assertThat(value).isBetween(-0.25f, 0.25f);
        }
        for (float value : values[1]) {
            assertThat(Math.abs(value)).isLessThan(13f);
        }
    }

    @Test
    void fillsConstantsAndSharesArrays() {
        float[][] values = new WeightVariants("a/w 2 constant=0\n"
                        + "b/w 2 constant=1\n"
                        + "c/w scalar constant=-0.5\n"
                        + "d/w 2 normal=1 =e.w\n"
                        + "e/w 2 normal=1")
                .random(3);
        assertThat(values[0]).containsExactly(0, 0);
        assertThat(values[1]).containsExactly(1, 1);
        assertThat(values[2]).containsExactly(-0.5f);
        assertThat(values[3]).isSameAs(values[4]);
    }

    private static double[] moments(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        return new double[] {mean, squares / values.length - mean * mean};
    }
}
