package com.example;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The network {@code varying}: 224 parameters.
 *
 * <pre>
 * layer              output  parameters
 * text: input        n x 6
 * other: input       n x 6
 * add1: add          n x 6
 * dense1: dense      n x 20         140
 * tanh1: tanh        n x 20
 * dense2: dense      n x 4           84
 * softmax1: softmax  n x 4
 * </pre>
 *
 * An instance never changes and serves any number of threads.
 *
 * <pre>{@code
 * Varying net = Varying.load(Path.of("weights.safetensors"));
 * float[] y = net.forward(new float[6 * 7], new float[6 * 7]);
 * }</pre>
 *
 * <table>
 * <caption>Tensors</caption>
 * <tr><th>tensor</th><th>shape</th><th>parameters</th></tr>
 * <tr><td>dense1.weight</td><td>20x6</td><td>120</td></tr>
 * <tr><td>dense1.bias</td><td>20</td><td>20</td></tr>
 * <tr><td>dense2.weight</td><td>4x20</td><td>80</td></tr>
 * <tr><td>dense2.bias</td><td>4</td><td>4</td></tr>
 * </table>
 */
@Varying.Generated("nnc")
public final class Varying {
    /** How many numbers training found. */
    public static final long PARAMETERS = 224;

    /** The smallest {@code n} that a call may have. */
    public static final int N_MIN = 1;

    /** The largest {@code n} that a call may have. */
    public static final int N_MAX = 9;

    /** The dimensions of {@code text}, outermost first; -1 where each call decides. */
    public static final List<Integer> TEXT_SHAPE = List.of(-1, 6);

    /** The dimensions of {@code other}, outermost first; -1 where each call decides. */
    public static final List<Integer> OTHER_SHAPE = List.of(-1, 6);

    /** The dimensions of {@code y}, outermost first; -1 where each call decides. */
    public static final List<Integer> OUTPUT_SHAPE = List.of(-1, 4);

    private static final String MODEL = "8b418c2890e23bc2087b98f237b7e74b0c53b5e24ca711d73cbc58945b6873a8";

    /** Each tensor's module and parameter, shape, and how random values are drawn. */
    private static final String TENSORS = """
            dense1/weight 20x6 uniform=0x1.a20bd700c2c3fp-2
            dense1/bias 20 uniform=0x1.a20bd700c2c3fp-2
            dense2/weight 4x20 uniform=0x1.c9f25c5bfedd9p-3
            dense2/bias 4 uniform=0x1.c9f25c5bfedd9p-3
            """;

    private final float[][] dense1Weight;

    private final float[] dense1Bias;

    private final float[] dense2Weight;

    private final float[] dense2Bias;

    private final String fingerprint;

    private Varying(float[][] tensors, String fingerprint) {
        dense1Weight = columns(tensors[0], 6);
        dense1Bias = tensors[1];
        dense2Weight = tensors[2];
        dense2Bias = tensors[3];
        this.fingerprint = fingerprint;
    }

    /**
     * The network with the weights of a safetensors file.
     *
     * @throws IOException if it cannot be read, or if its tensors are not those of this network
     */
    public static Varying load(Path safetensors) throws IOException {
        try (InputStream stream = Files.newInputStream(safetensors)) {
            return load(stream);
        }
    }

    /**
     * The network with the weights of a safetensors file; the stream is left open.
     *
     * @throws IOException if it cannot be read, or if its tensors are not those of this network
     */
    public static Varying load(InputStream safetensors) throws IOException {
        float[][] tensors = new WeightTable(TENSORS).load(safetensors, "");
        return new Varying(tensors, WeightTable.digest(MODEL, TENSORS, tensors));
    }

    /** An untrained network: random weights, the same for the same seed on every machine. */
    public static Varying random(long seed) {
        float[][] tensors = new WeightTable(TENSORS).random(seed);
        return new Varying(tensors, WeightTable.digest(MODEL, TENSORS, tensors));
    }

    /** What tells this network from another, architecture and weights: a SHA-256, for logs. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Room for what is computed on the way; each thread needs its own. */
    public Workspace newWorkspace() {
        return new Workspace();
    }

    /**
     * One forward pass of {@code varying}.
     *
     * @param text n x 6 values
     * @param other n x 6 values
     * @throws IllegalArgumentException if a length or an id does not fit
     */
    public float[] forward(float[] text, float[] other) {
        int n = text.length / 6;
        checkBounds("n", n, N_MIN, N_MAX);
        checkLength("text", text.length, n * 6);
        checkLength("other", other.length, n * 6);
        float[] y = new float[n * 4];
        forward(text, 0, other, 0, n, y, 0, newWorkspace());
        return y;
    }

    /**
     * One forward pass that allocates nothing. Inputs are read, and outputs written, from the given
     * index of their array on; outputs must not overlap inputs.
     *
     * @param text n x 6 values
     * @param textAt where they begin
     * @param other n x 6 values
     * @param otherAt where they begin
     * @param n a length, 1 to 9
     * @param y takes n x 4 values
     * @param yAt where they begin
     * @param w used by no other thread meanwhile
     * @throws IllegalArgumentException if a length or an id does not fit
     */
    public void forward(float[] text, int textAt, float[] other, int otherAt, int n, float[] y,
            int yAt, Workspace w) {
        checkBounds("n", n, N_MIN, N_MAX);
        checkRange("text", text.length, textAt, n * 6);
        checkRange("other", other.length, otherAt, n * 6);
        checkRange("y", y.length, yAt, n * 4);
        // add
        mapNx6(n, text, textAt, other, otherAt, w.a);
        // dense 20
        rows6x20(w.a, dense1Weight, w.sums0, w.sums1, n, w.b, dense1Bias);
        tanhOfNx20(w.b, w.b, n);
        // dense 4
        sumNx4Over20(n, w.b, dense2Weight, dense2Bias, w.a);
        // softmax
        maximumNOver4(n, w.a, w.b);
        mapNx4(n, w.a, w.b, w.a);
        expOfNx4(w.a, w.a, n, w.sums0);
        sumNOver4(n, w.a, w.b);
        mapNx4_2(n, w.a, w.b, y, yAt);
    }

    private static void checkLength(String name, int length, int needed) {
        if (length != needed) {
            throw new IllegalArgumentException(
                    String.format("%s has length %s, but needs %s", name, length, needed));
        }
    }

    private static void checkBounds(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    String.format("%s is %s, but must be %s to %s", name, value, least, most));
        }
    }

    private static void checkRange(String name, int length, int at, long needed) {
        if (at < 0 || needed < 0 || needed > length - at) {
            throw new IllegalArgumentException(
                    String.format("%s has length %s, but needs %s from index %s", name, length, needed, at));
        }
    }

    /** Computes nx6 values, one by one. */
    private static void mapNx6(int n, float[] x, int xAt, float[] x_2, int x_2At, float[] y) {
        for (int i0 = 0; i0 < n; i0++) {
            for (int i1 = 0; i1 < 6; i1++) {
                y[i0 * 6 + i1] = x[xAt + i0 * 6 + i1] + x_2[x_2At + i0 * 6 + i1];
            }
        }
    }

    /** Sums 6 rows of 20 weights, each times its input, 4 rows at a time for 2 sums. */
    private static void rows6x20(float[] x, float[][] weight, float[] sums0, float[] sums1, int n,
            float[] y, float[] bias) {
        for (int t0 = 0; t0 < n - 1; t0 += 2) {
            for (int o = 0; o < 20; o++) {
                sums0[o] = 0f;
                sums1[o] = 0f;
            }
            float x0 = x[t0 * 6];
            float x1 = x[t0 * 6 + 1];
            float x2 = x[t0 * 6 + 2];
            float x3 = x[t0 * 6 + 3];
            float x4 = x[t0 * 6 + 6];
            float x5 = x[t0 * 6 + 7];
            float x6 = x[t0 * 6 + 8];
            float x7 = x[t0 * 6 + 9];
            float[] w0 = weight[0];
            float[] w1 = weight[1];
            float[] w2 = weight[2];
            float[] w3 = weight[3];
            for (int o = 0; o < 20; o++) {
                sums0[o] = sums0[o] + x0 * w0[o] + x1 * w1[o] + x2 * w2[o] + x3 * w3[o];
                sums1[o] = sums1[o] + x4 * w0[o] + x5 * w1[o] + x6 * w2[o] + x7 * w3[o];
            }
            float x0_2 = x[t0 * 6 + 4];
            float x1_2 = x[t0 * 6 + 5];
            float x2_2 = x[t0 * 6 + 10];
            float x3_2 = x[t0 * 6 + 11];
            float[] w0_2 = weight[4];
            float[] w1_2 = weight[5];
            for (int o = 0; o < 20; o++) {
                sums0[o] = sums0[o] + x0_2 * w0_2[o] + x1_2 * w1_2[o];
                sums1[o] = sums1[o] + x2_2 * w0_2[o] + x3_2 * w1_2[o];
            }
            for (int o = 0; o < 20; o++) {
                y[t0 * 20 + o] = sums0[o] + bias[o];
            }
            for (int o = 0; o < 20; o++) {
                y[t0 * 20 + o + 20] = sums1[o] + bias[o];
            }
        }
        if (n % 2 == 1) {
            for (int o = 0; o < 20; o++) {
                sums0[o] = 0f;
            }
            float x0_3 = x[n * 6 - 6];
            float x1_3 = x[n * 6 - 5];
            float x2_3 = x[n * 6 - 4];
            float x3_3 = x[n * 6 - 3];
            float[] w0_3 = weight[0];
            float[] w1_3 = weight[1];
            float[] w2_2 = weight[2];
            float[] w3_2 = weight[3];
            for (int o = 0; o < 20; o++) {
                sums0[o] = sums0[o] + x0_3 * w0_3[o] + x1_3 * w1_3[o] + x2_3 * w2_2[o]
                        + x3_3 * w3_2[o];
            }
            float x0_4 = x[n * 6 - 2];
            float x1_4 = x[n * 6 - 1];
            float[] w0_4 = weight[4];
            float[] w1_4 = weight[5];
            for (int o = 0; o < 20; o++) {
                sums0[o] = sums0[o] + x0_4 * w0_4[o] + x1_4 * w1_4[o];
            }
            for (int o = 0; o < 20; o++) {
                y[n * 20 + o - 20] = sums0[o] + bias[o];
            }
        }
    }

    /** Computes tanh of nx20 values. */
    private static void tanhOfNx20(float[] argument, float[] y, int n) {
        HyperbolicTangent.tanh(argument, y, 20 * n);
    }

    /** Reduces 20 values to each of nx4 values, 4 at a time. */
    private static void sumNx4Over20(int n, float[] x, float[] weight, float[] bias, float[] y) {
        for (int t0 = 0; t0 < n; t0++) {
            float sum0 = 0f;
            float sum1 = 0f;
            float sum2 = 0f;
            float sum3 = 0f;
            for (int i = 0; i < 20; i++) {
                float v = x[t0 * 20 + i];
                sum0 += v * weight[i];
                sum1 += v * weight[i + 20];
                sum2 += v * weight[i + 40];
                sum3 += v * weight[i + 60];
            }
            y[t0 * 4] = sum0 + bias[0];
            y[t0 * 4 + 1] = sum1 + bias[1];
            y[t0 * 4 + 2] = sum2 + bias[2];
            y[t0 * 4 + 3] = sum3 + bias[3];
        }
    }

    /** Reduces 4 values to each of n values. */
    private static void maximumNOver4(int n, float[] x, float[] y) {
        for (int i0 = 0; i0 < n; i0++) {
            float maximum = Float.NEGATIVE_INFINITY;
            for (int i1 = 0; i1 < 4; i1++) {
                maximum = Math.max(maximum, x[i0 * 4 + i1]);
            }
            y[i0] = maximum;
        }
    }

    /** Computes nx4 values, one by one. */
    private static void mapNx4(int n, float[] x, float[] maximum, float[] y) {
        for (int i0 = 0; i0 < n; i0++) {
            for (int i1 = 0; i1 < 4; i1++) {
                y[i0 * 4 + i1] = x[i0 * 4 + i1] - maximum[i0];
            }
        }
    }

    /** Computes exp of nx4 values. */
    private static void expOfNx4(float[] argument, float[] y, int n, float[] sums0) {
        Exponential.exp(argument, y, 4 * n, sums0);
    }

    /** Reduces 4 values to each of n values. */
    private static void sumNOver4(int n, float[] exp, float[] y) {
        for (int i0 = 0; i0 < n; i0++) {
            float sum = 0f;
            for (int i1 = 0; i1 < 4; i1++) {
                sum += exp[i0 * 4 + i1];
            }
            y[i0] = sum;
        }
    }

    /** Computes nx4 values, one by one. */
    private static void mapNx4_2(int n, float[] exp, float[] sum, float[] y, int yAt) {
        for (int i0 = 0; i0 < n; i0++) {
            for (int i1 = 0; i1 < 4; i1++) {
                y[yAt + i0 * 4 + i1] = exp[i0 * 4 + i1] / sum[i0];
            }
        }
    }

    /** A matrix as one array for each column. */
    private static float[][] columns(float[] matrix, int width) {
        int height = matrix.length / width;
        float[][] columns = new float[width][height];
        for (int i = 0; i < width; i++) {
            float[] column = columns[i];
            for (int j = 0; j < height; j++) {
                column[j] = matrix[j * width + i];
            }
        }
        return columns;
    }

    /** Room for what is computed on the way. It belongs to one thread at a time. */
    public static final class Workspace {
        private final float[] a = new float[54];

        private final float[] b = new float[180];

        private final float[] sums0 = new float[512];

        private final float[] sums1 = new float[20];

        private Workspace() {}
    }

    @Retention(RetentionPolicy.CLASS)
    @interface Generated {
        String value();
    }

