package io.github.nnc.testing;

import io.github.nnc.layer.Arguments;
import io.github.nnc.model.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** What a layer computes, in double precision: one tensor for each of its outputs. */
interface Rule {

    List<Tensor> compute(Application at);

    /** The rule of a layer with one output. */
    static Rule of(Single single) {
        return at -> List.of(single.compute(at));
    }

    /** The same for each number by itself. */
    static Rule each(DoubleUnaryOperator operator) {
        return of(at -> new Tensor(
                at.shape(), Arrays.stream(at.x().data()).map(operator).toArray()));
    }

    /** A rule for a layer with one output. */
    interface Single {

        Tensor compute(Application at);
    }

    /**
     * One layer at work.
     *
     * @param shapes of its outputs, as the model says they are
     * @param tensors by the layer's own name of each
     */
    record Application(Node node, List<Tensor> inputs, List<int[]> shapes, Map<String, Tensor> tensors) {

        Tensor x() {
            return inputs.get(0);
        }

        /** The shape of the first output. */
        int[] shape() {
            return shapes.get(0);
        }

        Arguments arguments() {
            return node.arguments();
        }

        Tensor tensor(String name) {
            return tensors.get(name);
        }

        /** Zeros of the first output's shape, to be filled. */
        Tensor result() {
            return new Tensor(shape(), new double[Tensor.size(shape())]);
        }
    }
}
