package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Activations, and what says nothing once training is over. */
final class ActivationRules {

    /** PyTorch's and ONNX's numbers of {@code Selu}. */
    private static final double SELU_ALPHA = Tensors.shortest(1.67326319217681884765625f);

    private static final double SELU_GAMMA = Tensors.shortest(1.05070102214813232421875f);

    static final Map<String, OperatorRule> RULES = Map.ofEntries(
            Map.entry("LeakyRelu", OperatorRule.of(call -> slope(call, "leaky_relu", "negative_slope", 0.01))),
            Map.entry("Elu", OperatorRule.of(call -> slope(call, "elu", "alpha", 1))),
            Map.entry("Celu", OperatorRule.of(call -> slope(call, "celu", "alpha", 1))),
            Map.entry("Selu", OperatorRule.of(ActivationRules::selu)),
            Map.entry("PRelu", OperatorRule.of(ActivationRules::prelu)),
            Map.entry("Gelu", OperatorRule.of(ActivationRules::gelu)),
            Map.entry("HardSigmoid", OperatorRule.of(ActivationRules::hardSigmoid)),
            Map.entry("Swish", OperatorRule.of(ActivationRules::swish)),
            Map.entry("Softmax", OperatorRule.of(call -> softmax(call, "softmax"))),
            Map.entry("LogSoftmax", OperatorRule.of(call -> softmax(call, "log_softmax"))),
            Map.entry("Clip", OperatorRule.of(ActivationRules::clip)),
            Map.entry("Dropout", ActivationRules::dropout));

    private ActivationRules() {}

    private static Operand slope(OperatorCall call, String layer, String parameter, double otherwise) {
        Flowing x = call.flowing(0);
        return call.layers()
                .layer(layer)
                .real(parameter, call.real("alpha", otherwise))
                .input(x)
                .batch(x.batch())
                .one();
    }

    /** {@code gamma * elu(x, alpha)}. */
    private static Operand selu(OperatorCall call) {
        double alpha = call.real("alpha", SELU_ALPHA);
        double gamma = call.real("gamma", SELU_GAMMA);
        Layers layers = call.layers();
        Flowing x = call.flowing(0);
        // opset 1 to 5 had 1.6732 and 1.0507
        if (Math.abs(alpha - SELU_ALPHA) < 1e-6 && Math.abs(gamma - SELU_GAMMA) < 1e-6) {
            return layers.map("selu", x);
        }
        Flowing curve = layers.layer("elu")
                .real("alpha", alpha)
                .input(x)
                .batch(x.batch())
                .one();
        return layers.join("mul", curve, Layers.number(gamma));
    }

    /** {@code max(x, 0) + slope * min(x, 0)}; with one slope, or one a channel, the layer of that name. */
    private static Operand prelu(OperatorCall call) {
        Layers layers = call.layers();
        Flowing x = call.flowing(0);
        Operand slope = call.input(1);
        List<Long> extents = layers.fixed(slope, "the slope");
        // before opset 7 a slope of one dimension belonged to the channels
        boolean channels = call.version() < 7 && extents.size() == 1 && extents.get(0) > 1;
        Operand stretched = channels ? layers.shaped(slope, channelwise(x.rank(), extents.get(0))) : slope;
        if (slope instanceof Operand.Constant && x.shape().rank() > 0) {
            long count = Tensors.product(extents);
            boolean perChannel = x.batch() == 0
                    && x.shape().extent(0).equals(Extent.of(count))
                    && layers.fixed(stretched, "the slope")
                            .equals(channelwise(x.rank(), count).subList(x.rank() - layers.rank(stretched), x.rank()));
            if (count == 1 || perChannel) {
                return layers.layer("prelu")
                        .whole("num_parameters", count)
                        .tensor("weight", layers.shaped(slope, List.of(count)))
                        .input(x)
                        .batch(x.batch())
                        .one();
            }
        }
        Operand below = layers.layer("minimum")
                .real("number", 0)
                .input(x)
                .batch(x.batch())
                .one();
        return layers.join("add", layers.join("mul", below, stretched), layers.map("relu", x));
    }

    /** 1, then the channels, then ones. */
    private static List<Long> channelwise(int rank, long channels) {
        List<Long> extents = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            extents.add(i == 1 ? channels : 1L);
        }
        return extents;
    }

    private static Operand gelu(OperatorCall call) {
        Flowing x = call.flowing(0);
        String approximate = call.text("approximate", "none");
        LayerBuilder gelu = call.layers().layer("gelu").input(x).batch(x.batch());
        return approximate.equals("none")
                ? gelu.one()
                : gelu.word("approximate", approximate).one();
    }

    /** {@code max(0, min(1, alpha * x + beta))}; with the numbers of PyTorch the layer of that name. */
    private static Operand hardSigmoid(OperatorCall call) {
        Layers layers = call.layers();
        Flowing x = call.flowing(0);
        double alpha = call.real("alpha", 0.2);
        double beta = call.real("beta", 0.5);
        if ((float) alpha == 1f / 6 && beta == 0.5) {
            return layers.map("hard_sigmoid", x);
        }
        Operand line = layers.join("add", layers.join("mul", x, Layers.number(alpha)), Layers.number(beta));
        return between(layers, layers.flowing(line), 0, 1);
    }

    private static Flowing between(Layers layers, Flowing x, double least, double most) {
        return layers.layer("clip")
                .real("min", least)
                .real("max", most)
                .input(x)
                .batch(x.batch())
                .one();
    }

    /** {@code x * sigmoid(alpha * x)}. */
    private static Operand swish(OperatorCall call) {
        Layers layers = call.layers();
        Flowing x = call.flowing(0);
        double alpha = call.real("alpha", 1);
        if (alpha == 1) {
            return layers.map("silu", x);
        }
        return layers.join(
                "mul", layers.map("sigmoid", layers.flowing(layers.join("mul", x, Layers.number(alpha)))), x);
    }

    /** Up to opset 12 all dimensions from the axis on are one; from 13 on it is the axis alone. */
    private static Operand softmax(OperatorCall call, String layer) {
        Layers layers = call.layers();
        Flowing x = call.flowing(0);
        boolean joined = call.version() < 13;
        int axis = layers.axis(x, call.whole("axis", joined ? 1 : -1));
        if (joined && axis < x.rank() - 1) {
            return joined(layers, x, axis, layer);
        }
        return along(layers, x, axis, layer);
    }

    private static Flowing along(Layers layers, Flowing x, int axis, String layer) {
        int inner = layers.inner(x, axis);
        LayerBuilder softmax = layers.layer(layer).input(x).batch(x.batch());
        if (x.shape().rank() > 2 || inner != x.shape().rank() - 1) {
            softmax.whole("axis", inner);
        }
        return softmax.one();
    }

    private static Operand joined(Layers layers, Flowing x, int axis, String layer) {
        List<Long> extents = layers.fixed(x.isBatched() ? new Flowing(x.value(), -1) : x, "what arrives");
        if (x.batch() >= axis) {
            throw new MixesBatch(layers.origin());
        }
        int before = axis - (x.isBatched() ? 1 : 0);
        List<Optional<Extent>> flat = new ArrayList<>();
        extents.subList(0, before).forEach(extent -> flat.add(Optional.of(Extent.of(extent))));
        flat.add(Optional.of(Extent.of(Tensors.product(extents.subList(before, extents.size())))));
        Flowing laid = layers.inside(x, flat);
        Flowing result = along(layers, laid, laid.rank() - 1, layer);
        return layers.inside(
                result, extents.stream().map(Extent::of).map(Optional::of).toList());
    }

    private static Operand clip(OperatorCall call) {
        Optional<Operand> least = bound(call, "min", 1);
        Optional<Operand> most = bound(call, "max", 2);
        Layers layers = call.layers();
        boolean known = least.filter(bound -> !(bound instanceof Operand.Constant))
                        .isEmpty()
                && most.filter(bound -> !(bound instanceof Operand.Constant)).isEmpty();
        if (!known || call.input(0) instanceof Operand.Constant) {
            Operand raised = least.map(bound -> layers.join("maximum", call.input(0), bound))
                    .orElse(call.input(0));
            return most.map(bound -> layers.join("minimum", raised, bound)).orElse(raised);
        }
        return clipped(layers, call.flowing(0), least.map(ActivationRules::value), most.map(ActivationRules::value));
    }

    private static double value(Operand constant) {
        return Tensors.number(((Operand.Constant) constant).tensor());
    }

    private static Flowing clipped(Layers layers, Flowing x, Optional<Double> least, Optional<Double> most) {
        Optional<Double> from = least.filter(bound -> Math.abs(bound) < Float.MAX_VALUE);
        Optional<Double> to = most.filter(bound -> Math.abs(bound) < Float.MAX_VALUE);
        if (from.isEmpty() && to.isEmpty()) {
            return x;
        }
        if (from.equals(Optional.of(0.0)) && to.isEmpty()) {
            return layers.map("relu", x);
        }
        if (from.equals(Optional.of(0.0)) && to.equals(Optional.of(6.0))) {
            return layers.map("relu6", x);
        }
        LayerBuilder clip = layers.layer("clip").input(x).batch(x.batch());
        from.ifPresent(bound -> clip.real("min", bound));
        to.ifPresent(bound -> clip.real("max", bound));
        return clip.one();
    }

    private static Optional<Operand> bound(OperatorCall call, String name, int input) {
        if (call.version() < 11) {
            return call.real(name).map(Layers::number);
        }
        return call.optional(input);
    }

    /** Does nothing once training is over; its mask is then true everywhere. */
    private static List<Operand> dropout(OperatorCall call) {
        call.ignore("seed", "ratio", "is_test", "consumed_inputs");
        Operand x = call.input(0);
        boolean training = call.version() >= 12 && call.has(2);
        if (training && Tensors.number(call.known(2, "`training_mode`")) != 0) {
            if (call.has(1) && !(call.input(1) instanceof Operand.Constant)) {
                throw new Unsupported("how much it drops in training is an input; `--const` fixes it, which must be 0");
            }
            if (!call.has(1) || value(call.input(1)) != 0) {
                throw new Unsupported("it drops numbers at random, which a network does in training only");
            }
        }
        if (!call.wants(1)) {
            return List.of(x);
        }
        Flowing flowing = call.flowing(0);
        List<Long> extents = call.layers().fixed(new Flowing(flowing.value(), -1), "what arrives");
        Tensor mask = TensorMath.expand(Tensor.ofReals(List.of(), 1), extents);
        Flowing all = call.layers().flowing(new Operand.Constant(call.outputName(1), mask));
        return List.of(x, all.at(flowing.batch()));
    }
}
