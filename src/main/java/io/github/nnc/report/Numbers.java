package io.github.nnc.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** How reports write numbers. */
final class Numbers {

    private static final String[] SCALES = {"", "", "million", "billion", "trillion", "quadrillion", "quintillion"};
    private static final String[] BYTES = {"bytes", "KB", "MB", "GB", "TB", "PB", "EB"};

    private Numbers() {}

    /** {@code 1,800,000}. */
    static String grouped(BigInteger number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 26 parameters}, {@code 1 parameter}. */
    static String counted(BigInteger number, String one, String many) {
        return number.signum() == 0
                ? "no " + many
                : grouped(number) + " " + (number.equals(BigInteger.ONE) ? one : many);
    }

    /** {@code " (1.8 trillion)"} behind a number that nobody reads digit by digit, otherwise nothing. */
    static String inWords(BigInteger number) {
        int scale = (number.toString().length() - 1) / 3;
        return scale < 2 || scale >= SCALES.length ? "" : " (" + scaled(number, scale) + " " + SCALES[scale] + ")";
    }

    /** {@code 104 bytes}, {@code 407,080 bytes (407 KB)}. */
    static String bytes(BigInteger number) {
        int scale = Math.min((number.toString().length() - 1) / 3, BYTES.length - 1);
        return counted(number, "byte", "bytes")
                + (scale == 0 ? "" : " (" + scaled(number, scale) + " " + BYTES[scale] + ")");
    }

    private static String scaled(BigInteger number, int scale) {
        BigDecimal value = new BigDecimal(number).movePointLeft(3 * scale);
        return value.round(new MathContext(3, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toPlainString();
    }
}
