package io.github.nnc.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.testing.ErrorFunction;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The functions of arrays are as exact as a float allows, over all floats. */
class FunctionsTest {

    private static final float[] SCRATCH = new float[Math.max(Exponential.SCRATCH, Logarithm.SCRATCH)];

    private interface OfArray {
        void apply(float[] x, float[] y, int count);
    }

    private record Function(String name, OfArray fast, DoubleUnaryOperator exact, double relativeError) {}

    private static final List<Function> FUNCTIONS = List.of(
            new Function("exp", (x, y, n) -> Exponential.exp(x, y, n, SCRATCH), Math::exp, 2.5e-7),
            new Function("expm1", (x, y, n) -> Exponential.expm1(x, y, n, SCRATCH), Math::expm1, 2e-7),
            new Function("log", (x, y, n) -> Logarithm.log(x, y, n, SCRATCH), Math::log, 2e-7),
            new Function("log1p", (x, y, n) -> Logarithm.log1p(x, y, n, SCRATCH), Math::log1p, 2e-7),
            new Function("tanh", HyperbolicTangent::tanh, Math::tanh, 5e-7),
            new Function(
                    "erf",
                    io.github.nnc.support.ErrorFunction::erf,
                    x -> Double.isInfinite(x) ? Math.signum(x) : ErrorFunction.erf(x),
                    5e-7));

    @TestFactory
    Stream<DynamicTest> agreeWithDoublePrecisionOverAllFloats() {
        return FUNCTIONS.stream()
                .map(function -> DynamicTest.dynamicTest(function.name(), () -> {
                    // a prime step through the bits of all floats: infinities, NaNs and subnormals among them
                    int count = (int) ((1L << 32) / 4099);
                    float[] x = new float[count];
                    for (int i = 0; i < count; i++) {
                        x[i] = Float.intBitsToFloat(i * 4099);
                    }
                    check(function, x);
                }));
    }

    @TestFactory
    Stream<DynamicTest> agreeWithDoublePrecisionWhereTheyBend() {
        return FUNCTIONS.stream()
                .map(function -> DynamicTest.dynamicTest(function.name(), () -> {
                    float[] x = new float[1_000_000];
                    for (int i = 0; i < x.length; i++) {
                        x[i] = -104 + 2e-6f * i * 97;
                    }
                    check(function, x);
                    for (int i = 0; i < x.length; i++) {
                        x[i] = 4e-6f * i - 2;
                    }
                    check(function, x);
                }));
    }

    @TestFactory
    Stream<DynamicTest> agreeAtTheEdges() {
        float[] edges = {
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MIN_NORMAL,
            0,
            -0f,
            1,
            -1,
            -1.0000001f,
            88.722839f,
            88.72284f,
            88.8f,
            -87.33654f,
            -95,
            -103.97207f,
            -103.97208f,
            -105,
            3.93f,
            9.02f
        };
        return FUNCTIONS.stream()
                .map(function -> DynamicTest.dynamicTest(function.name(), () -> check(function, edges)));
    }

    @TestFactory
    Stream<DynamicTest> takeAnyNumberOfValuesAndMayReplaceThem() {
        return FUNCTIONS.stream()
                .map(function -> DynamicTest.dynamicTest(function.name(), () -> {
                    float[] x = new float[1000];
                    for (int i = 0; i < x.length; i++) {
                        x[i] = 0.01f * i;
                    }
                    float[] whole = new float[x.length];
                    function.fast().apply(x, whole, x.length);
                    for (int count : new int[] {0, 1, 255, 256, 257, 511, 512, 999}) {
                        float[] part = x.clone();
                        function.fast().apply(part, part, count);
                        assertThat(Arrays.copyOf(part, count)).containsExactly(Arrays.copyOf(whole, count));
                        assertThat(Arrays.copyOfRange(part, count, x.length))
                                .containsExactly(Arrays.copyOfRange(x, count, x.length));
                    }
                }));
    }

    private static void check(Function function, float[] x) {
        float[] y = new float[x.length];
        function.fast().apply(x, y, x.length);
        for (int i = 0; i < x.length; i++) {
            double exact = function.exact().applyAsDouble(x[i]);
            if (!isClose(y[i], exact, function.relativeError())) {
                throw new AssertionError(function.name() + "(" + x[i] + ") is " + exact + ", not " + y[i]);
            }
        }
    }

    /** Within the relative error, a unit of the smallest subnormals, and to infinity where a float has no other. */
    private static boolean isClose(float actual, double exact, double relativeError) {
        if (Double.isNaN(exact) || Float.isInfinite(actual) || Double.isInfinite(exact)) {
            return Float.compare(actual, (float) exact) == 0;
        }
        return Math.abs(actual - exact) <= relativeError * Math.abs(exact) + Float.MIN_VALUE;
    }
}
