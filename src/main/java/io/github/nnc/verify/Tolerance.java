package io.github.nnc.verify;

/** How far a result may be from what is expected: {@code absolute + relative * |expected|}. */
public record Tolerance(double relative, double absolute) {

    /** That of ONNX's own suite. */
    public static final Tolerance SUITE = new Tolerance(1e-3, 1e-5);

    boolean allows(float expected, double error) {
        return error < Double.POSITIVE_INFINITY && error <= absolute + relative * Math.abs((double) expected);
    }
}
