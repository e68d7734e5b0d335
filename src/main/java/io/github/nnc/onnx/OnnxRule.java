package io.github.nnc.onnx;

import java.util.List;

/** How a layer is written in ONNX: the names of the values that are its outputs. */
interface OnnxRule {

    List<String> write(Application at);

    /**
     * Whether it takes values that are the same for the whole batch as they are, with a batch of one. For all others they
     * are repeated.
     */
    default boolean stretches() {
        return false;
    }

    /** The rule of a layer with one output. */
    static OnnxRule of(Single single) {
        return at -> List.of(single.write(at));
    }

    /** A rule that operators stretch over the batch by themselves. */
    static OnnxRule stretching(Single single) {
        return new OnnxRule() {
            @Override
            public List<String> write(Application at) {
                return List.of(single.write(at));
            }

            @Override
            public boolean stretches() {
                return true;
            }
        };
    }

    /** How a layer with one output is written. */
    interface Single {

        String write(Application at);
    }
}
