package io.github.nnc.support;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of this machine, and functions of them; at most some 2 units in the last place from the exact value. */
public final class Lanes {

    /** As many numbers as a register holds. */
    static final VectorSpecies<Float> ALL = FloatVector.SPECIES_PREFERRED;

    /** Adding it to a float leaves the nearest whole number in the low bits. */
    private static final float ROUNDER = 12582912f;

    private static final float LOG2_E = 1.442695041f;

    /** The first bits of ln 2, so that a product with a whole number below 2^9 is exact, and the rest. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;

    private Lanes() {}

    /** e^x. */
    static FloatVector exp(FloatVector x) {
        FloatVector bounded = x.max(-104f).min(89f);
        FloatVector shifted = bounded.mul(LOG2_E).add(ROUNDER);
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector power = powerLessOne(rest(bounded, n)).add(1f);
        IntVector exponent = exponent(shifted);
        IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
        return power.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
    }

    /** e^x - 1, exact near 0 as well. */
    static FloatVector expm1(FloatVector x) {
        return smallExpm1(x.max(-18f).min(20f)).blend(exp(x), x.compare(VectorOperators.GT, 18f));
    }

    /** The hyperbolic tangent. */
    static FloatVector tanh(FloatVector x) {
        FloatVector doubled = smallExpm1(x.max(-9f).min(9f).mul(2f));
        return doubled.div(doubled.add(2f));
    }

    /** The error function: Maclaurin's series up to 1, beyond it Abramowitz and Stegun 7.1.26. */
    static FloatVector erf(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector t = size.broadcast(1f).div(size.mul(0.3275911f).add(1f));
        FloatVector sum = t.mul(1.061405429f).add(-1.453152027f);
        sum = sum.fma(t, t.broadcast(1.421413741f));
        sum = sum.fma(t, t.broadcast(-0.284496736f));
        sum = sum.fma(t, t.broadcast(0.254829592f)).mul(t);
        FloatVector far = size.broadcast(1f).sub(sum.mul(exp(x.mul(x).neg())));
        FloatVector signed = far.blend(far.neg(), x.compare(VectorOperators.LT, 0f));
        return signed.blend(nearErf(x), size.compare(VectorOperators.LT, 1f));
    }

    private static FloatVector nearErf(FloatVector x) {
        FloatVector square = x.mul(x);
        FloatVector sum = square.mul(1f / 76204800).add(-1f / 6894720);
        sum = sum.fma(square, square.broadcast(1f / 685440));
        sum = sum.fma(square, square.broadcast(-1f / 75600));
        sum = sum.fma(square, square.broadcast(1f / 9360));
        sum = sum.fma(square, square.broadcast(-1f / 1320));
        sum = sum.fma(square, square.broadcast(1f / 216));
        sum = sum.fma(square, square.broadcast(-1f / 42));
        sum = sum.fma(square, square.broadcast(1f / 10));
        sum = sum.fma(square, square.broadcast(-1f / 3));
        return sum.fma(square, square.broadcast(1f)).mul(x).mul(1.128379167f);
    }

    /** e^x - 1 for x from -18 to 20. */
    private static FloatVector smallExpm1(FloatVector x) {
        FloatVector shifted = x.mul(LOG2_E).add(ROUNDER);
        FloatVector power = powerLessOne(rest(x, shifted.sub(ROUNDER)));
        FloatVector scale = powerOfTwo(exponent(shifted));
        return power.fma(scale, scale.sub(1f));
    }

    private static IntVector exponent(FloatVector shifted) {
        return shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUNDER));
    }

    private static FloatVector rest(FloatVector x, FloatVector n) {
        return n.fma(n.broadcast(-LN2_LOW), n.fma(n.broadcast(-LN2_HIGH), x));
    }

    private static FloatVector powerOfTwo(IntVector exponent) {
        return exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    /** e^x - 1 for |x| up to half of ln 2: the first seven terms of its series. */
    private static FloatVector powerLessOne(FloatVector x) {
        FloatVector sum = x.mul(1f / 5040).add(1f / 720);
        sum = sum.fma(x, x.broadcast(1f / 120));
        sum = sum.fma(x, x.broadcast(1f / 24));
        sum = sum.fma(x, x.broadcast(1f / 6));
        sum = sum.fma(x, x.broadcast(0.5f));
        return sum.fma(x.mul(x), x);
    }
}
