package io.github.nnc.operators;

import io.github.nnc.graph.ElementType;
import io.github.nnc.graph.Tensor;
import java.util.Arrays;
import java.util.List;

/** Numbers of tensors as rules read them. */
final class Tensors {

    /** Less than any number but infinity. */
    static final double LOWEST = shortest(-Float.MAX_VALUE);

    private Tensors() {}

    static List<Long> wholes(Tensor tensor) {
        if (tensor.type() != ElementType.BOOL && !tensor.type().isWhole()) {
            throw new Unsupported("whole numbers are expected, but the tensor has " + tensor.type());
        }
        return Arrays.stream(tensor.wholes()).boxed().toList();
    }

    /** The only number of a tensor, as {@link #shortest}. */
    static double number(Tensor tensor) {
        if (tensor.size() != 1) {
            throw new Unsupported("one number is expected, but the tensor has " + tensor.size());
        }
        return tensor.type().isFloating() ? shortest(tensor.real(0)) : tensor.whole(0);
    }

    /** The shortest decimal number that rounds to a float, as a double. */
    static double shortest(float value) {
        return Float.isFinite(value) ? Double.parseDouble(Float.toString(value)) : value;
    }

    static long product(List<Long> extents) {
        return extents.stream().reduce(1L, Math::multiplyExact);
    }
}
