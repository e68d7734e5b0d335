package io.github.nnc.layer;

import java.math.BigDecimal;
import java.math.BigInteger;

/** How far one step along an output goes along its input: a fraction in lowest terms. */
record Ratio(BigInteger numerator, BigInteger denominator) {

    static Ratio of(long numerator, long denominator) {
        return reduced(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** One divided by a number as people write it, {@code 3/4} for {@code 1.333...} no nearer than its digits. */
    static Ratio inverse(double number) {
        BigDecimal written = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        BigInteger power = BigInteger.TEN.pow(Math.abs(written.scale()));
        return written.scale() > 0
                ? reduced(power, written.unscaledValue())
                : reduced(BigInteger.ONE, written.unscaledValue().multiply(power));
    }

    private static Ratio reduced(BigInteger numerator, BigInteger denominator) {
        BigInteger common = numerator.gcd(denominator);
        return new Ratio(numerator.divide(common), denominator.divide(common));
    }

    double value() {
        return numerator.doubleValue() / denominator.doubleValue();
    }

    boolean isOne() {
        return numerator.equals(denominator);
    }

    /** Whether both parts, times {@code factor}, are whole numbers that a float holds. */
    boolean isExact(long factor) {
        BigInteger largest = numerator.max(denominator).multiply(BigInteger.valueOf(factor));
        return largest.bitLength() <= 24;
    }
}
