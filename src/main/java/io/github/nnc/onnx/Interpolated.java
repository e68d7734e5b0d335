package io.github.nnc.onnx;

/**
 * What each value along an axis counts in each value of the axis resampled, as PyTorch's {@code functional.interpolate}
 * weighs them: a triangle over their distance, or the cubic convolution of Keys (1981), which antialiasing widens to cover
 * all that become one.
 *
 * @param ratio how far one step along the output goes along the input
 * @param from the length of the input
 * @param to the length of the output
 */
record Interpolated(String mode, boolean alignCorners, boolean antialias, double ratio, int from, int to) {

    /** A matrix of input places x output places. */
    float[] shares() {
        double[] shares = new double[from * to];
        for (int o = 0; o < to; o++) {
            if (mode.equals("nearest")) {
                shares[Math.min(from - 1, (int) Math.floor(o * ratio)) * to + o] = 1;
            } else {
                weigh(shares, o);
            }
        }
        float[] rounded = new float[shares.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) shares[i];
        }
        return rounded;
    }

    private void weigh(double[] shares, int o) {
        double source = alignCorners && !antialias ? o * ratio : (o + 0.5) * ratio - 0.5;
        double stretch = antialias ? Math.max(1, ratio) : 1;
        double support = (mode.equals("linear") ? 1 : 2) * stretch;
        double total = 0;
        for (int place = (int) Math.floor(source - support); place <= source + support; place++) {
            double weight = curve(Math.abs(place - source) / stretch);
            if (!antialias) {
                // borders go on
                shares[Math.max(0, Math.min(from - 1, place)) * to + o] += weight;
            } else if (place >= 0 && place < from) {
                shares[place * to + o] = weight;
                total += weight;
            }
        }
        for (int i = 0; i < from && antialias; i++) {
            shares[i * to + o] /= total;
        }
    }

    private double curve(double d) {
        if (mode.equals("linear")) {
            return Math.max(0, 1 - d);
        }
        double a = antialias ? -0.5 : -0.75;
        if (d >= 2) {
            return 0;
        }
        return d < 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : a * (((d - 5) * d + 8) * d - 4);
    }
}
