package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Normalisations. */
final class NormRules {

    static final Map<String, OperatorRule> RULES = Map.of(
            "BatchNormalization", NormRules::batchNorm,
            "InstanceNormalization", OperatorRule.of(NormRules::instanceNorm),
            "GroupNormalization", OperatorRule.of(NormRules::groupNorm),
            "LayerNormalization", NormRules::layerNorm,
            "RMSNormalization", OperatorRule.of(NormRules::rmsNorm),
            "SimplifiedLayerNormalization", OperatorRule.of(NormRules::rmsNorm),
            "LRN", OperatorRule.of(NormRules::localResponseNorm),
            "LpNormalization", OperatorRule.of(NormRules::lpNorm),
            "MeanVarianceNormalization", OperatorRule.of(NormRules::meanVariance));

    private NormRules() {}

    private static List<Operand> batchNorm(OperatorCall call) {
        Layers layers = call.layers();
        call.ignore("consumed_inputs");
        if (!call.flag("spatial", true)) {
            throw new Unsupported("attribute `spatial` is 0: each place has statistics of its own");
        }
        double epsilon = call.real("epsilon", 1e-5);
        double momentum = call.real("momentum", 0.9);
        boolean training = call.version() >= 14 && call.flag("training_mode", false);
        call.ignore("is_test", "training_mode");
        Flowing x = call.flowing(0);
        if (training) {
            return trainingNorm(call, x, epsilon, momentum);
        }
        return List.of(layers.eachExample(
                x,
                example -> layers.layer("batchnorm")
                        .real("eps", epsilon)
                        .tensor("weight", call.input(1))
                        .tensor("bias", call.input(2))
                        .tensor("running_mean", call.input(3))
                        .tensor("running_var", call.input(4))
                        .input(example)
                        .one()));
    }

    /** By the mean and the variance of the whole batch, which is an ordinary dimension then; both move the running ones. */
    private static List<Operand> trainingNorm(OperatorCall call, Flowing x, double epsilon, double momentum) {
        Layers layers = call.layers();
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            if (axis != 1) {
                axes.add(axis);
            }
        }
        Moments moments = Moments.of(layers, x, axes);
        Operand shape = layers.join("mul", moments.centred(), moments.inverseDeviation(epsilon));
        Operand result = layers.join(
                "add",
                layers.join("mul", shape, channels(layers, call.input(1), x.rank())),
                channels(layers, call.input(2), x.rank()));
        Operand mean = moved(layers, call.input(3), moments.mean(), momentum);
        Operand variance = moved(layers, call.input(4), moments.variance(), momentum);
        return List.of(result, mean, variance);
    }

    private static Operand moved(Layers layers, Operand running, Operand current, double momentum) {
        Operand flat = layers.shaped(current, layers.fixed(running, "the running mean"));
        return layers.join(
                "add",
                layers.join("mul", running, Layers.number(momentum)),
                layers.join("mul", flat, Layers.number(1 - momentum)));
    }

    /** A vector of channels with dimensions of 1 behind them, as many as it takes beside a leading dimension. */
    private static Operand channels(Layers layers, Operand vector, int rank) {
        Operand result = vector;
        for (int i = 2; i < rank; i++) {
            result = layers.unsqueeze(result, layers.rank(result));
        }
        return result;
    }

    private static Operand instanceNorm(OperatorCall call) {
        Layers layers = call.layers();
        call.ignore("consumed_inputs");
        double epsilon = call.real("epsilon", 1e-5);
        return layers.eachExample(
                call.flowing(0),
                example -> layers.layer("instancenorm")
                        .real("eps", epsilon)
                        .flag("affine", true)
                        .tensor("weight", call.input(1))
                        .tensor("bias", call.input(2))
                        .input(example)
                        .one());
    }

    private static Operand groupNorm(OperatorCall call) {
        Layers layers = call.layers();
        call.ignore("stash_type");
        double epsilon = call.real("epsilon", 1e-5);
        long groups = call.whole("num_groups", 1);
        Flowing x = call.flowing(0);
        long channels = layers.fixed(new Flowing(x.value(), -1), "what arrives").get(x.isBatched() ? 0 : 1);
        Operand weight = perChannel(call, call.input(1), groups, channels);
        Operand bias = perChannel(call, call.input(2), groups, channels);
        return layers.eachExample(
                x,
                example -> layers.layer("groupnorm")
                        .whole("groups", groups)
                        .real("eps", epsilon)
                        .tensor("weight", weight)
                        .tensor("bias", bias)
                        .input(example)
                        .one());
    }

    /** Before operator set 21 there was one number a group. */
    private static Operand perChannel(OperatorCall call, Operand tensor, long groups, long channels) {
        if (call.version() >= 21 || groups == channels) {
            return tensor;
        }
        Layers layers = call.layers();
        Operand column = layers.shaped(tensor, List.of(groups, 1L));
        Operand rows = new Expansion(layers, column)
                .to(List.of(Optional.of(Extent.of(groups)), Optional.of(Extent.of(channels / groups))));
        return layers.shaped(rows, List.of(channels));
    }

    /** Also the mean and the inverse of the deviation, where the graph asks for them. */
    private static List<Operand> layerNorm(OperatorCall call) {
        Layers layers = call.layers();
        call.ignore("stash_type");
        double epsilon = call.real("epsilon", 1e-5);
        Flowing x = call.flowing(0);
        int axis = layers.axis(x, call.whole("axis", -1));
        Optional<Operand> bias = call.optional(2);
        boolean own = isNormalised(layers, x, axis, call.input(1))
                && bias.filter(shift -> !isNormalised(layers, x, axis, shift)).isEmpty();
        LayerBuilder norm = along(layers, "layernorm", x, axis)
                .real("eps", epsilon)
                .flag("elementwise_affine", own)
                .flag("bias", !own || bias.isPresent());
        if (own) {
            norm.tensor("weight", call.input(1));
            bias.ifPresent(shift -> norm.tensor("bias", shift));
        }
        Operand result = norm.one();
        if (!own) {
            Operand scaled = layers.join("mul", result, call.input(1));
            result = bias.map(shift -> layers.join("add", scaled, shift)).orElse(scaled);
        }
        List<Operand> results = new ArrayList<>(List.of(result));
        if (call.wants(1) || call.wants(2)) {
            List<Integer> axes = new ArrayList<>();
            for (int d = axis; d < x.rank(); d++) {
                axes.add(d);
            }
            Moments moments = Moments.of(layers, x, axes);
            results.add(moments.mean());
            results.add(moments.inverseDeviation(epsilon));
        }
        return results;
    }

    private static Operand rmsNorm(OperatorCall call) {
        Layers layers = call.layers();
        call.ignore("stash_type");
        Flowing x = call.flowing(0);
        int axis = layers.axis(x, call.whole("axis", -1));
        boolean own = isNormalised(layers, x, axis, call.input(1));
        LayerBuilder norm = along(layers, "rmsnorm", x, axis)
                .real("eps", call.real("epsilon", 1e-5))
                .flag("elementwise_affine", own);
        if (own) {
            norm.tensor("weight", call.input(1));
        }
        Flowing result = norm.one();
        return own ? result : layers.join("mul", result, call.input(1));
    }

    /** Whether a tensor has a number for each place of the dimensions from an axis on. */
    private static boolean isNormalised(Layers layers, Flowing x, int axis, Operand tensor) {
        List<Extent> extents = layers.extents(x);
        return layers.extents(tensor).equals(extents.subList(axis, extents.size()));
    }

    /** A norm over the dimensions from an axis on, which is left out where it is the last of one or two. */
    private static LayerBuilder along(Layers layers, String type, Flowing x, int axis) {
        int inner = layers.inner(x, axis);
        if (x.isBatched() && x.batch() > axis) {
            throw new MixesBatch(layers.origin());
        }
        LayerBuilder norm = layers.layer(type).input(x).batch(x.batch());
        int rank = x.shape().rank();
        return rank <= 2 && inner == rank - 1 ? norm : norm.whole("axis", inner);
    }

    private static Operand localResponseNorm(OperatorCall call) {
        Layers layers = call.layers();
        long size = call.whole("size", 1);
        double alpha = call.real("alpha", 1e-4);
        double beta = call.real("beta", 0.75);
        double bias = call.real("bias", 1);
        return layers.eachExample(call.flowing(0), example -> {
            Flowing norm = layers.layer("lrn")
                    .whole("size", size)
                    .real("alpha", alpha)
                    .real("beta", beta)
                    .real("k", bias)
                    .input(size % 2 == 0 ? backwards(layers, example) : example)
                    .one();
            return size % 2 == 0 ? backwards(layers, norm) : norm;
        });
    }

    /** The channels in reverse: a window of even size reaches further up in ONNX, and further down in the layer. */
    private static Flowing backwards(Layers layers, Flowing example) {
        return layers.layer("slice").whole("step", -1).input(example).one();
    }

    /** Each number divided by the size of those along an axis; zeros stay zeros. */
    private static Operand lpNorm(OperatorCall call) {
        Layers layers = call.layers();
        Flowing x = call.flowing(0);
        long power = call.whole("p", 2);
        int axis = layers.axis(x, call.whole("axis", -1));
        Operand positive = power == 1 ? layers.map("abs", (Operand) x) : layers.join("mul", x, x);
        Flowing sum = Moments.reduced(layers, "sum", layers.flowing(positive), List.of(axis), true);
        Flowing size = power == 1 ? sum : layers.map("sqrt", sum);
        return layers.join("div", x, layers.join("maximum", size, Layers.number(Float.MIN_NORMAL)));
    }

    private static Operand meanVariance(OperatorCall call) {
        Layers layers = call.layers();
        Flowing x = call.flowing(0);
        List<Integer> axes = new ArrayList<>();
        for (long axis : call.wholes("axes").orElse(List.of(0L, 2L, 3L))) {
            axes.add(layers.axis(x, axis));
        }
        Moments moments = Moments.of(layers, x, axes);
        // the reference adds this to the deviation
        Operand deviation = layers.join("add", layers.map("sqrt", moments.variance()), Layers.number(1e-9));
        return layers.join("div", moments.centred(), deviation);
    }
}
