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

        public Expression at(Axis... axes) {
            return at(KernelBuilder.indices(List.of(axes)));
        }
    }

    public Buffer input() {
        return inputs.get(0);
    }

    public Buffer output() {
        return outputs.get(0);
    }

    public Shape inputShape() {
        return input().shape();
    }

    public Weight weight(String name) {
        return weights.get(name);
    }

    public Expression load(Buffer buffer, List<Axis> axes) {
        return new Expression.Load(element(buffer, axes));
    }

    public Access element(Buffer buffer, List<Axis> axes) {
        return Access.of(buffer, KernelBuilder.indices(axes));
    }

    public Access store(List<Axis> axes) {
        return element(output(), axes);
    }
}
