package io.github.nnc.layer;

import io.github.nnc.tensor.Extent;

/**
 * The lengths that one attention works with.
 *
 * @param queries how many tokens ask
 * @param keys how many tokens are asked
 * @param features of a token that asks, and of the result
 * @param memoryFeatures of a token that is asked
 * @param heads how many times attention is computed
 * @param keyHeads how many heads the keys and the values have; {@code heads} is a multiple of it
 * @param headSize how many numbers a head has of each token
 * @param packed whether the three projections into heads are one tensor, as in PyTorch's {@code MultiheadAttention}
 */
record AttentionSizes(
        Extent queries,
        Extent keys,
        long features,
        long memoryFeatures,
        long heads,
        long keyHeads,
        long headSize,
        boolean packed) {

    /** How many heads share one head of the keys and the values. */
    long shared() {
        return heads / keyHeads;
    }

    long queryFeatures() {
        return heads * headSize;
    }

    long keyFeatures() {
        return keyHeads * headSize;
    }
}
