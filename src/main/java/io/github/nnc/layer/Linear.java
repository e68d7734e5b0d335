package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code linear}: x, the name that Keras gives to no activation at all. */
record Linear() implements Elementwise {

    static final LayerType TYPE =
            LayerType.activation("linear", "The number itself: no activation.", List.of(), arguments -> new Linear());

    @Override
    public Expression apply(Expression x) {
        return x;
    }
}
