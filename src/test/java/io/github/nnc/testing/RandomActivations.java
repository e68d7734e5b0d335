package io.github.nnc.testing;

import java.util.Random;

/** Activations at random, as words after a layer and as statements with arguments. */
final class RandomActivations {

    static final String[] WORDS = {
        "linear",
        "relu",
        "relu6",
        "leaky_relu",
        "elu",
        "selu",
        "celu",
        "gelu",
        "silu",
        "mish",
        "sigmoid",
        "tanh",
        "hard_sigmoid",
        "hard_swish",
        "hard_tanh",
        "softplus",
        "softsign"
    };

    private static final String[] STATEMENTS = {
        "leaky_relu 0.2",
        "leaky_relu negative_slope=0.3",
        "elu alpha=0.5",
        "celu alpha=2.5",
        "gelu approximate=tanh",
        "hard_tanh min_val=-2 max_val=0.5",
        "softplus beta=2",
        "softplus beta=0.5 threshold=3.25"
    };

    private RandomActivations() {}

    static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    static String statement(Random random) {
        return random.nextInt(3) == 0 ? STATEMENTS[random.nextInt(STATEMENTS.length)] : word(random);
    }
}
