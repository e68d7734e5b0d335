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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.function.IntConsumer;

/**
 * The network {@code cat_dog}: 26 parameters.
 *
 * <pre>
 * layer              output  parameters
 * input              3
 * dense1: dense      4               16
 * relu1: relu        4
 * dense2: dense      2               10
 * softmax1: softmax  2
 * </pre>
 *
 * An instance never changes and serves any number of threads.
 *
 * <pre>{@code
 * CatDog net = CatDog.load();
 * float[] y = net.forward(new float[] {0.5f, 0.8f, 0.2f});
 * Label label = net.predict(new float[] {0.5f, 0.8f, 0.2f});
 * }</pre>
 *
 * <table>
 * <caption>Tensors</caption>
 * <tr><th>tensor</th><th>shape</th><th>parameters</th></tr>
 * <tr><td>dense1.weight</td><td>4x3</td><td>12</td></tr>
 * <tr><td>dense1.bias</td><td>4</td><td>4</td></tr>
 * <tr><td>dense2.weight</td><td>2x4</td><td>8</td></tr>
 * <tr><td>dense2.bias</td><td>2</td><td>2</td></tr>
 * </table>
 */
@CatDog.Generated("nnc")
public final class CatDog {
    /** How many numbers training found. */
    public static final long PARAMETERS = 26;

    /** How many values {@code x} has. */
    public static final int INPUT_SIZE = 3;

    /** The dimensions of {@code x}, outermost first. */
    public static final List<Integer> INPUT_SHAPE = List.of(3);

    /** How many values {@code y} has. */
    public static final int OUTPUT_SIZE = 2;

    /** The dimensions of {@code y}, outermost first. */
    public static final List<Integer> OUTPUT_SHAPE = List.of(2);

    private static final String MODEL = "09685fc63c0efcf21cbb39cfba8f29efe733f1150808be3e3582970a72646b60";

    /** Each tensor's module and parameter, shape, and how random values are drawn. */
    private static final String TENSORS = """
            dense1/weight 4x3 uniform=0x1.279a74590331dp-1
            dense1/bias 4 uniform=0x1.279a74590331dp-1
            dense2/weight 2x4 uniform=0x1.0p-1
            dense2/bias 2 uniform=0x1.0p-1
            """;

    private final float[] dense1Weight;

    private final float[] dense1Bias;

    private final float[] dense2Weight;

    private final float[] dense2Bias;

    private final String fingerprint;

    private CatDog(float[][] tensors, String fingerprint) {
        dense1Weight = tensors[0];
        dense1Bias = tensors[1];
        dense2Weight = tensors[2];
        dense2Bias = tensors[3];
        this.fingerprint = fingerprint;
    }

    /** The network with the weights that were there when it was compiled. */
    public static CatDog load() {
        float[][] tensors = {
                {0.9f, 0.1f, 0.45f, -0.6f, -0.2f, 0.3f, 1.1f, 0.25f, 0.8f, 0.05f, 0.15f, 0.02f},
                {0f, -0.1f, 1.0E-7f, 0.001f},
                {1.2f, -0.4f, 0.9f, 0.3f, -0.7f, 0.6f, 0.1f, -0.2f},
                {0.05f, -0.05f}
        };
        return new CatDog(tensors, "a83f7a366550449845bc55e8d2ec1bc4a6a6521f4a05e8c8823a5509534a2377");
    }

    /**
     * The network with the weights of a safetensors file.
     *
     * @throws IOException if it cannot be read, or if its tensors are not those of this network
     */
    public static CatDog load(Path safetensors) throws IOException {
        try (InputStream stream = Files.newInputStream(safetensors)) {
            return load(stream);
        }
    }

    /**
     * The network with the weights of a safetensors file; the stream is left open.
     *
     * @throws IOException if it cannot be read, or if its tensors are not those of this network
     */
    public static CatDog load(InputStream safetensors) throws IOException {
        float[][] tensors = new WeightTable(TENSORS).load(safetensors, "");
        return new CatDog(tensors, WeightTable.digest(MODEL, TENSORS, tensors));
    }

    /** An untrained network: random weights, the same for the same seed on every machine. */
    public static CatDog random(long seed) {
        float[][] tensors = new WeightTable(TENSORS).random(seed);
        return new CatDog(tensors, WeightTable.digest(MODEL, TENSORS, tensors));
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
     * One forward pass of {@code cat_dog}.
     *
     * @param x 3 values
     * @throws IllegalArgumentException if a length or an id does not fit
     */
    public float[] forward(float[] x) {
        checkLength("x", x.length, 3);
        float[] y = new float[2];
        forward(x, 0, y, 0, newWorkspace());
        return y;
    }

    /**
     * One forward pass that allocates nothing. Inputs are read, and outputs written, from the given
     * index of their array on; outputs must not overlap inputs.
     *
     * @param x 3 values
     * @param xAt where they begin
     * @param y takes 2 values: cat, dog
     * @param yAt where they begin
     * @param w used by no other thread meanwhile
     * @throws IllegalArgumentException if a length or an id does not fit
     */
    public void forward(float[] x, int xAt, float[] y, int yAt, Workspace w) {
        checkRange("x", x.length, xAt, 3);
        checkRange("y", y.length, yAt, 2);
        float x0 = x[xAt];
        float x1 = x[xAt + 1];
        float x2 = x[xAt + 2];
        // known lengths spare a check at each index
        if (dense1Weight.length != 12 || dense1Bias.length != 4 || dense2Weight.length != 8
                || dense2Bias.length != 2) {
            throw new AssertionError();
        }

        // dense 4
        float relu1_0 = Math.max(x0 * dense1Weight[0] + x1 * dense1Weight[1] + x2 * dense1Weight[2]
                + dense1Bias[0], 0f);
        float relu1_1 = Math.max(x0 * dense1Weight[3] + x1 * dense1Weight[4] + x2 * dense1Weight[5]
                + dense1Bias[1], 0f);
        float relu1_2 = Math.max(x0 * dense1Weight[6] + x1 * dense1Weight[7] + x2 * dense1Weight[8]
                + dense1Bias[2], 0f);
        float relu1_3 = Math.max(x0 * dense1Weight[9] + x1 * dense1Weight[10]
                + x2 * dense1Weight[11] + dense1Bias[3], 0f);

        // dense 2
        float dense2_0 = relu1_0 * dense2Weight[0] + relu1_1 * dense2Weight[1]
                + relu1_2 * dense2Weight[2] + relu1_3 * dense2Weight[3] + dense2Bias[0];
        float dense2_1 = relu1_0 * dense2Weight[4] + relu1_1 * dense2Weight[5]
                + relu1_2 * dense2Weight[6] + relu1_3 * dense2Weight[7] + dense2Bias[1];

        // softmax
        float maximum = Math.max(dense2_0, dense2_1);
        float exp0 = (float) Math.exp(dense2_0 - maximum);
        float exp1 = (float) Math.exp(dense2_1 - maximum);
        float sum = exp0 + exp1;
        y[yAt] = exp0 / sum;
        y[yAt + 1] = exp1 / sum;
    }

    /**
     * Many forward passes; the values of one follow those of the one before. Allocates nothing.
     *
     * @param xs {@code count} times what one pass has for {@code x}
     * @param ys {@code count} times what one pass has for {@code y}
     * @param count how many passes
     * @param w used by no other thread meanwhile
     * @throws IllegalArgumentException if a length or an id does not fit
     */
    public void forward(float[] xs, float[] ys, int count, Workspace w) {
        checkRange("xs", xs.length, 0, (long) count * 3);
        checkRange("ys", ys.length, 0, (long) count * 2);
        samples(xs, ys, 0, count, w);
    }

    /**
     * Many forward passes, spread over as many threads as there are workspaces: this one and
     * those of an executor. Has the results of the form for one thread and allocates nothing for
     * each pass. When it returns, no thread works for it any more, after a failure and an
     * interruption as well; an interruption does not shorten it and stays set.
     *
     * @param xs {@code count} times what one pass has for {@code x}
     * @param ys {@code count} times what one pass has for {@code y}
     * @param count how many passes
     * @param executor runs what other threads do; what it has not begun when this thread is done,
     *     this thread does
     * @param workspaces at least one, each once, used by no other call meanwhile
     * @throws IllegalArgumentException if a length, an id or the number of workspaces does not fit
     * @throws java.util.concurrent.RejectedExecutionException if the executor takes no work; what has
     *     become of the outputs is open then
     */
    public void forward(float[] xs, float[] ys, int count, Executor executor,
            Workspace... workspaces) {
        checkRange("xs", xs.length, 0, (long) count * 3);
        checkRange("ys", ys.length, 0, (long) count * 2);
        if (Set.of(workspaces).isEmpty()) {
            throw new IllegalArgumentException("a batch needs a workspace");
        }
        BatchShares.run(workspaces.length, k -> samples(xs, ys,
                BatchShares.begin(k, workspaces.length, count, 1),
                BatchShares.begin(k + 1, workspaces.length, count, 1), workspaces[k]), executor);
    }

    private void samples(float[] xs, float[] ys, int k, int end, Workspace w) {
        for (; k < end; k++) {
            forward(xs, k * 3, ys, k * 2, w);
        }
    }

    /**
     * The label of the largest value of {@code cat_dog}.
     *
     * @param x 3 values
     * @throws IllegalArgumentException if a length or an id does not fit
     */
    public Label predict(float[] x) {
        float[] yValues = forward(x);
        return Label.values()[largest(yValues, 0, 2)];
    }

    private static void checkLength(String name, int length, int needed) {
        if (length != needed) {
            throw new IllegalArgumentException(
                    String.format("%s has length %s, but needs %s", name, length, needed));
        }
    }

    private static void checkRange(String name, int length, int at, long needed) {
        if (at < 0 || needed < 0 || needed > length - at) {
            throw new IllegalArgumentException(
                    String.format("%s has length %s, but needs %s from index %s", name, length, needed, at));
        }
    }

    /** The first position of the largest value. */
    private static int largest(float[] values, int from, int size) {
        int best = 0;
        for (int k = 1; k < size; k++) {
            if (values[from + k] > values[from + best]) {
                best = k;
            }
        }
        return best;
    }

    /** The entries of {@code y}, in their order. */
    public enum Label {
        CAT("cat"),

        DOG("dog");

        private final String text;

        Label(String text) {
            this.text = text;
        }

        /** The label as it is written in the model. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** Room for what is computed on the way. It belongs to one thread at a time. */
    public static final class Workspace {
        private Workspace() {}
    }

    @Retention(RetentionPolicy.CLASS)
    @interface Generated {
        String value();
    }

