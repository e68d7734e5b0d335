package io.github.nnc.report;

import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.Map;
import java.util.Optional;

/**
 * The weighted arrows of a layer in which every output sees every input: y = W x, perhaps + b, with learned numbers. It
 * is recognised by the shape of its tensor, not by its name.
 *
 * @param inputs how many numbers arrive
 * @param outputs how many leave
 * @param weight the tensor of shape outputs x inputs
 * @param bias the tensor of shape outputs, where there is one
 */
record Connections(int inputs, int outputs, TensorUse.Learned weight, Optional<TensorUse.Learned> bias) {

    static Optional<Connections> of(Node node) {
        if (node.inputs().size() != 1 || node.outputs().size() != 1) {
            return Optional.empty();
        }
        int in = vector(node.inputs().get(0).type());
        int out = vector(node.outputs().get(0).type());
        TensorUse weight = node.tensors().get("weight");
        TensorUse bias = node.tensors().get("bias");
        if (in < 0 || out < 0 || weight == null || node.tensors().size() > (bias == null ? 1 : 2)) {
            return Optional.empty();
        }
        Shape stored = weight.transposed() ? Shape.of(in, out) : Shape.of(out, in);
        boolean fits =
                weight.stored().equals(stored) && (bias == null || bias.stored().equals(Shape.of(out)));
        boolean known = weight instanceof TensorUse.Learned && !(bias instanceof TensorUse.Given);
        return fits && known
                ? Optional.of(new Connections(
                        in, out, (TensorUse.Learned) weight, Optional.ofNullable((TensorUse.Learned) bias)))
                : Optional.empty();
    }

    /** The length of a vector of numbers; -1 for everything else. */
    static int vector(TensorType type) {
        return !type.isIds()
                        && type.shape().rank() == 1
                        && type.shape().isFixed()
                        && type.shape().last().max() <= Integer.MAX_VALUE
                ? (int) type.shape().last().max()
                : -1;
    }

    /** The weight of one arrow, found in the values of all tensors by name. */
    float weight(Map<String, float[]> values, int output, int input) {
        float[] stored = values.get(weight.tensor().name());
        return stored[weight.transposed() ? input * outputs + output : output * inputs + input];
    }

    float bias(Map<String, float[]> values, int output) {
        return bias.map(use -> values.get(use.tensor().name())[output]).orElse(0f);
    }
}
