package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Counters;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The buffers that a layer reads and writes, and the builder it writes its steps with.
 *
 * @param counters what the whole model counts from call to call
 */
public record Lowering(
        List<Buffer> inputs,
        List<Buffer> outputs,
        Map<String, Weight> weights,
        KernelBuilder kernels,
        Counters counters) {

    /** A tensor as the layer knows it; a transposed one is stored with its dimensions in reverse. */
    public record Weight(Buffer buffer, boolean transposed) {

        /** The element at some indices, in the order of the layer's dimensions. */
        public Expression at(List<? extends Index> indices) {
            return new Expression.Load(Access.of(buffer, stored(indices)));
        }

        /** The same, {@code outside} where an index leaves the tensor. */
        public Expression at(List<? extends Index> indices, double outside) {
            return new Expression.Load(Access.padded(buffer, stored(indices), outside));
        }

        private List<Index> stored(List<? extends Index> indices) {
            List<Index> stored = new ArrayList<>(indices);
            if (transposed) {
                Collections.reverse(stored);
            }
            return stored;
        }

        /** The element at the point of so many axes as it has dimensions. */
        public Expression at(Axis... axes) {
            return at(KernelBuilder.indices(List.of(axes)));
        }
    }

    /** What arrives: the first input, and the only one of most layers. */
    public Buffer input() {
        return inputs.get(0);
    }

    /** The first output, and the only one of most layers. */
    public Buffer output() {
        return outputs.get(0);
    }

    public Shape inputShape() {
        return input().shape();
    }

    /** A tensor that {@link Layer#weights} lists. */
    public Weight weight(String name) {
        return weights.get(name);
    }

    /** The value of a buffer at the point of so many axes as it has dimensions. */
    public Expression load(Buffer buffer, List<Axis> axes) {
        return new Expression.Load(element(buffer, axes));
    }

    /** The place of that value, to store at. */
    public Access element(Buffer buffer, List<Axis> axes) {
        return Access.of(buffer, KernelBuilder.indices(axes));
    }

    /** The place in the first output at the point of so many axes. */
    public Access store(List<Axis> axes) {
        return element(output(), axes);
    }
}
