package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Layers that shift and scale. */
final class NormRules {

    static final Map<String, OnnxRule> RULES = Map.of(
            "batchnorm", OnnxRule.of(NormRules::batchnorm),
            "instancenorm", OnnxRule.of(NormRules::instancenorm),
            "groupnorm", OnnxRule.of(NormRules::groupnorm),
            "layernorm", OnnxRule.of(NormRules::layernorm),
            "rmsnorm", OnnxRule.of(NormRules::rmsnorm),
            "lrn", OnnxRule.of(NormRules::lrn),
            "normalize",
                    OnnxRule.stretching(at ->
                            at.operator("Div", at.operator("Sub", at.x(), numbers(at, "mean")), numbers(at, "std"))),
            "denormalize",
                    OnnxRule.stretching(at ->
                            at.operator("Add", at.operator("Mul", at.x(), numbers(at, "std")), numbers(at, "mean"))));

    private NormRules() {}

    private static AttributeProto eps(Application at) {
        return Attributes.real("epsilon", at.arguments().real("eps"));
    }

    /** The learned tensor, or as many equal numbers where the layer has none but the operator wants one. */
    private static String orElse(Application at, String tensor, Shape shape, float value) {
        return at.has(tensor)
                ? at.tensor(tensor)
                : filled(at, shape.extents().stream().map(Extent::max).toList(), value);
    }

    private static String filled(Application at, List<Long> shape, float value) {
        float[] values = new float[Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b))];
        Arrays.fill(values, value);
        return at.graph().floats("constant", shape, values);
    }

    private static Shape channels(Application at) {
        return new Shape(List.of(at.shape().extent(0)));
    }

    private static String batchnorm(Application at) {
        return at.operator(
                "BatchNormalization",
                List.of(
                        at.x(),
                        orElse(at, "weight", channels(at), 1),
                        orElse(at, "bias", channels(at), 0),
                        at.tensor("running_mean"),
                        at.tensor("running_var")),
                eps(at));
    }

    private static String instancenorm(Application at) {
        return at.operator(
                "InstanceNormalization",
                List.of(at.x(), orElse(at, "weight", channels(at), 1), orElse(at, "bias", channels(at), 0)),
                eps(at));
    }

    /** Groups as channels of one long axis; what is learned belongs to channels and comes after it. */
    private static String groupnorm(Application at) {
        long groups = at.arguments().whole("groups");
        String normalised = at.operator(
                "InstanceNormalization",
                List.of(
                        at.reshape(at.x(), groups, -1L),
                        filled(at, List.of(groups), 1),
                        filled(at, List.of(groups), 0)),
                eps(at));
        String y = at.operator(
                "Reshape", normalised, at.lengths().target(at.shape().extents()));
        List<Long> perChannel = perChannel(at, 0);
        String scaled = at.has("weight") ? at.operator("Mul", y, at.tensors().shaped(at.use("weight"), perChannel)) : y;
        return at.has("bias") ? at.operator("Add", scaled, at.tensors().shaped(at.use("bias"), perChannel)) : scaled;
    }

    /** A shape that stretches numbers along one axis over the axes behind it. */
    private static List<Long> perChannel(Application at, int axis) {
        List<Long> shape = new ArrayList<>(Collections.nCopies(at.shape().rank() - axis, 1L));
        shape.set(0, at.shape().extent(axis).max());
        return shape;
    }

    private static int firstAxis(Application at) {
        long axis = at.arguments().optionalWhole("axis").orElse(-1);
        return (int) (at.dimension(axis) - 1);
    }

    private static String layernorm(Application at) {
        int first = firstAxis(at);
        Shape normalised =
                new Shape(at.shape().extents().subList(first, at.shape().rank()));
        List<String> inputs = new ArrayList<>(List.of(at.x(), orElse(at, "weight", normalised, 1)));
        if (at.has("bias")) {
            inputs.add(at.tensor("bias"));
        }
        return at.operator("LayerNormalization", inputs, Attributes.whole("axis", first + 1L), eps(at));
    }

    private static String rmsnorm(Application at) {
        int first = firstAxis(at);
        List<Long> axes = new ArrayList<>();
        for (long axis = first - at.shape().rank(); axis < 0; axis++) {
            axes.add(axis);
        }
        String squares = at.operator("Pow", at.x(), at.number(2));
        String mean = at.operator("ReduceMean", squares, at.graph().wholes(axes));
        String size = at.operator(
                "Sqrt", at.operator("Add", mean, at.number(at.arguments().real("eps"))));
        String y = at.operator("Div", at.x(), size);
        return at.has("weight") ? at.operator("Mul", y, at.tensor("weight")) : y;
    }

    /**
     * The mean of squares over neighbouring channels as a pool of one axis, since the operator of that name reaches to the
     * other side than PyTorch where the size is even.
     */
    private static String lrn(Application at) {
        long size = at.arguments().whole("size");
        String squares = at.operator("Mul", at.x(), at.x());
        String flat = at.reshape(squares, 1L, at.shape().extent(0).max(), -1L);
        String means = at.operator(
                "AveragePool",
                List.of(flat),
                Attributes.wholes("kernel_shape", List.of(size, 1L)),
                Attributes.wholes("pads", List.of(size / 2, 0L, (size - 1) / 2, 0L)),
                Attributes.whole("count_include_pad", 1));
        String back =
                at.operator("Reshape", means, at.lengths().target(at.shape().extents()));
        String weighted = at.operator("Mul", back, at.number(at.arguments().real("alpha")));
        String base = at.operator("Add", weighted, at.number(at.arguments().real("k")));
        return at.operator(
                "Div", at.x(), at.operator("Pow", base, at.number(at.arguments().real("beta"))));
    }

    /** Given numbers, one for all or one for each place along an axis. */
    private static String numbers(Application at, String name) {
        List<Double> numbers = at.arguments().numbers(name);
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).floatValue();
        }
        if (values.length == 1) {
            return at.number(values[0]);
        }
        int axis = (int) at.dimension(at.arguments().optionalWhole("axis").orElse(0)) - 1;
        return at.graph().floats(at.node().path() + "." + name, perChannel(at, axis), values);
    }
}
