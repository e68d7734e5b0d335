package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.github.nnc.layer.Arguments;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A layer to be written.
 *
 * @param inputs the names of its inputs in the graph, each with the batch in front
 */
record Application(Node node, List<String> inputs, OnnxGraph graph, Lengths lengths, Tensors tensors, States states) {

    /** The first input. */
    String x() {
        return inputs.get(0);
    }

    /** The shape of the first input, without the batch. */
    Shape shape() {
        return shape(0);
    }

    Shape shape(int input) {
        return node.inputs().get(input).type().shape();
    }

    /** The shape of the first output, without the batch. */
    Shape target() {
        return node.outputs().get(0).type().shape();
    }

    Arguments arguments() {
        return node.arguments();
    }

    boolean has(String tensor) {
        return node.tensors().containsKey(tensor);
    }

    TensorUse use(String tensor) {
        return node.tensors().get(tensor);
    }

    /** The name of a tensor that the layer has; empty where it has none, as operators leave out optional inputs. */
    String tensor(String name) {
        return Optional.ofNullable(use(name)).map(tensors::of).orElse("");
    }

    /** An operator with several outputs. */
    List<String> operator(String type, List<String> inputs, int outputs, AttributeProto... attributes) {
        return graph.operator(node.path(), type, inputs, outputs, attributes);
    }

    /** Equal parts along a dimension. */
    List<String> split(String value, int parts, long dimension) {
        return operator(
                "Split",
                List.of(value),
                parts,
                Attributes.whole("axis", dimension),
                Attributes.whole("num_outputs", parts));
    }

    String operator(String type, List<String> inputs, AttributeProto... attributes) {
        return graph.operator(node.path(), type, inputs, attributes);
    }

    /** An operator of one value without attributes. */
    String operator(String type, String... inputs) {
        return graph.operator(node.path(), type, Arrays.asList(inputs));
    }

    /** A number that stretches over any value. */
    String number(double value) {
        return graph.floats("constant", List.of(), (float) value);
    }

    String wholes(Long... values) {
        return graph.wholes(Arrays.asList(values));
    }

    /** A {@code Reshape} that leaves the batch as it is; another 0 leaves its dimension. */
    String reshape(String value, Long... behindBatch) {
        Long[] target = new Long[behindBatch.length + 1];
        target[0] = 0L;
        System.arraycopy(behindBatch, 0, target, 1, behindBatch.length);
        return operator("Reshape", value, wholes(target));
    }

    /** Dimensions in another order, the batch counted. */
    String transpose(String value, Long... order) {
        return operator("Transpose", List.of(value), Attributes.wholes("perm", Arrays.asList(order)));
    }

    /** A value with more around the axes behind the channels. */
    String pad(String value, List<Long> sides, String mode, String number) {
        return pad(value, behindChannels(sides.size() / 2), sides, mode, number);
    }

    /**
     * A value with more around some dimensions. The axes are named, because ONNX Runtime 1.29 merges a
     * {@code Pad} that does not name them into a pool behind it even where that pool must not have as much padding.
     *
     * @param sides how much before each axis, then how much behind each
     * @param number what is added; empty where the mode decides it
     */
    String pad(String value, List<Long> axes, List<Long> sides, String mode, String number) {
        List<String> inputs = List.of(value, graph.wholes(sides), number, graph.wholes(axes));
        return operator("Pad", inputs, Attributes.word("mode", mode));
    }

    /** The dimensions of so many axes behind batch and channels. */
    static List<Long> behindChannels(int axes) {
        return LongStream.range(2, 2L + axes).boxed().toList();
    }

    /** Which dimension an axis of the first input is in the graph, where the batch comes first. */
    long dimension(long axis) {
        return dimension(axis, shape().rank());
    }

    static long dimension(long axis, int rank) {
        return axis < 0 ? axis + rank + 1 : axis + 1;
    }
}
