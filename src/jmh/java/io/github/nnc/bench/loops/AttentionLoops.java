package io.github.nnc.bench.loops;

import java.util.Arrays;

/** Attention over all tokens of a call, or, where it carries, over those of the calls before as well. */
final class AttentionLoops {

    private static final double BASE = 10_000;

    private final Sizes sizes;
    private final Projections weights;
    private final float[] queries;
    private final float[] keys;
    private final float[] values;
    private final float[] seen;
    private final float[] scores;
    private int position;

    /**
     * How many of what.
     *
     * @param tokens of a call
     * @param capacity of the keys and values that are kept
     * @param carries whether a call goes on where the one before it ended, each token seeing those up to itself
     * @param rotary whether neighbours in queries and keys are turned by the token's position
     */
    record Sizes(int tokens, int features, int heads, int keyHeads, int capacity, boolean carries, boolean rotary) {

        int head() {
            return features / heads;
        }

        int keyFeatures() {
            return keyHeads * head();
        }
    }

    /** Weights and biases, these null where there are none. */
    record Projections(float[][] weights, float[][] biases) {}

    AttentionLoops(Sizes sizes, Projections weights) {
        this.sizes = sizes;
        this.weights = weights;
        queries = new float[sizes.tokens() * sizes.features()];
        keys = new float[sizes.capacity() * sizes.keyFeatures()];
        values = new float[sizes.capacity() * sizes.keyFeatures()];
        seen = new float[sizes.tokens() * sizes.features()];
        scores = new float[sizes.capacity()];
    }

    void reset() {
        position = 0;
    }

    void run(float[] x, float[] y) {
        int tokens = sizes.tokens();
        int start = position;
        project(0, x, queries, 0, sizes.features());
        project(1, x, keys, start, sizes.keyFeatures());
        project(2, x, values, start, sizes.keyFeatures());
        if (sizes.rotary()) {
            for (int t = 0; t < tokens; t++) {
                turn(queries, t * sizes.features(), sizes.heads(), start + t);
                turn(keys, (start + t) * sizes.keyFeatures(), sizes.keyHeads(), start + t);
            }
        }
        for (int t = 0; t < tokens; t++) {
            int visible = sizes.carries() ? start + t + 1 : start + tokens;
            for (int h = 0; h < sizes.heads(); h++) {
                attend(t, h, visible);
            }
        }
        Loops.dense(seen, tokens, sizes.features(), weights.weights()[3], weights.biases()[3], sizes.features(), y);
        position += sizes.carries() ? tokens : 0;
    }

    private void project(int which, float[] x, float[] y, int firstRow, int out) {
        float[] weight = weights.weights()[which];
        float[] bias = weights.biases()[which];
        int in = sizes.features();
        for (int t = 0; t < sizes.tokens(); t++) {
            for (int o = 0; o < out; o++) {
                float sum = bias == null ? 0 : bias[o];
                for (int i = 0; i < in; i++) {
                    sum += weight[o * in + i] * x[t * in + i];
                }
                y[(firstRow + t) * out + o] = sum;
            }
        }
    }

    private void turn(float[] rows, int from, int heads, int token) {
        int size = sizes.head();
        for (int i = 0; i < size; i += 2) {
            double angle = token * Math.pow(BASE, -(double) i / size);
            float cosine = (float) Math.cos(angle);
            float sine = (float) Math.sin(angle);
            for (int h = 0; h < heads; h++) {
                int at = from + h * size + i;
                float a = rows[at];
                float b = rows[at + 1];
                rows[at] = a * cosine - b * sine;
                rows[at + 1] = a * sine + b * cosine;
            }
        }
    }

    private void attend(int token, int head, int visible) {
        int size = sizes.head();
        int query = token * sizes.features() + head * size;
        int shared = head / (sizes.heads() / sizes.keyHeads()) * size;
        float factor = (float) (1 / Math.sqrt(size));
        for (int k = 0; k < visible; k++) {
            float sum = 0;
            for (int i = 0; i < size; i++) {
                sum += queries[query + i] * keys[k * sizes.keyFeatures() + shared + i];
            }
            scores[k] = sum * factor;
        }
        Loops.softmax(scores, 0, visible);
        Arrays.fill(seen, query, query + size, 0);
        for (int k = 0; k < visible; k++) {
            for (int i = 0; i < size; i++) {
                seen[query + i] += scores[k] * values[k * sizes.keyFeatures() + shared + i];
            }
        }
    }
}
