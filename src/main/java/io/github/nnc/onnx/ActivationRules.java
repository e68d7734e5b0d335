package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Functions of each number by itself, and of the numbers along an axis. */
final class ActivationRules {

    static final Map<String, OnnxRule> RULES = Map.ofEntries(
            Map.entry("linear", OnnxRule.stretching(Application::x)),
            Map.entry("identity", OnnxRule.stretching(Application::x)),
            Map.entry("dropout", OnnxRule.stretching(Application::x)),
            Map.entry("relu", named("Relu")),
            Map.entry("relu6", OnnxRule.stretching(at -> clip(at, OptionalDouble.of(0), OptionalDouble.of(6)))),
            Map.entry("leaky_relu", named("LeakyRelu", at -> real(at, "alpha", "negative_slope"))),
            Map.entry("elu", named("Elu", at -> real(at, "alpha", "alpha"))),
            Map.entry("selu", named("Selu")),
            Map.entry("celu", named("Celu", at -> real(at, "alpha", "alpha"))),
            Map.entry(
                    "gelu",
                    named(
                            "Gelu",
                            at -> Attributes.word("approximate", at.arguments().word("approximate")))),
            Map.entry("silu", OnnxRule.stretching(at -> at.operator("Mul", at.x(), at.operator("Sigmoid", at.x())))),
            Map.entry("mish", named("Mish")),
            Map.entry("sigmoid", named("Sigmoid")),
            Map.entry("tanh", named("Tanh")),
            Map.entry("hard_sigmoid", named("HardSigmoid", at -> Attributes.real("alpha", 1.0 / 6))),
            Map.entry("hard_swish", named("HardSwish")),
            Map.entry("hard_tanh", OnnxRule.stretching(ActivationRules::hardTanh)),
            Map.entry("softplus", OnnxRule.stretching(ActivationRules::softplus)),
            Map.entry("softsign", named("Softsign")),
            Map.entry("softmax", named("Softmax", ActivationRules::axis)),
            Map.entry("log_softmax", named("LogSoftmax", ActivationRules::axis)),
            Map.entry(
                    "clip",
                    OnnxRule.stretching(at -> clip(
                            at,
                            at.arguments().optionalReal("min"),
                            at.arguments().optionalReal("max")))),
            Map.entry("abs", named("Abs")),
            Map.entry("exp", named("Exp")),
            Map.entry("log", named("Log")),
            Map.entry("sqrt", named("Sqrt")),
            Map.entry("sin", named("Sin")),
            Map.entry("cos", named("Cos")),
            Map.entry("erf", named("Erf")),
            Map.entry("floor", named("Floor")),
            Map.entry("ceil", named("Ceil")),
            Map.entry("round", named("Round")),
            Map.entry("sign", named("Sign")),
            Map.entry("threshold", OnnxRule.stretching(ActivationRules::threshold)),
            Map.entry("prelu", OnnxRule.of(ActivationRules::prelu)),
            Map.entry("glu", OnnxRule.stretching(at -> gate(at, false))),
            Map.entry("swiglu", OnnxRule.stretching(at -> gate(at, true))));

    /** Above it log(1 + exp(x)) and x are the same float. */
    private static final double STRAIGHT = 20;

    private ActivationRules() {}

    /** A layer that is an operator, its attributes made of the layer's arguments. */
    @SafeVarargs
    private static OnnxRule named(String type, Function<Application, AttributeProto>... attributes) {
        return OnnxRule.stretching(at -> {
            List<AttributeProto> given = new ArrayList<>();
            for (Function<Application, AttributeProto> attribute : attributes) {
                given.add(attribute.apply(at));
            }
            return at.operator(type, List.of(at.x()), given.toArray(AttributeProto[]::new));
        });
    }

    private static AttributeProto real(Application at, String attribute, String argument) {
        return Attributes.real(attribute, at.arguments().real(argument));
    }

    private static AttributeProto axis(Application at) {
        return Attributes.whole(
                "axis", at.dimension(at.arguments().optionalWhole("axis").orElse(-1)));
    }

    private static String clip(Application at, OptionalDouble least, OptionalDouble most) {
        List<String> inputs = new ArrayList<>(List.of(at.x()));
        inputs.add(least.isPresent() ? at.number(least.getAsDouble()) : "");
        if (most.isPresent()) {
            inputs.add(at.number(most.getAsDouble()));
        }
        return at.operator("Clip", inputs);
    }

    private static String hardTanh(Application at) {
        return clip(
                at,
                OptionalDouble.of(at.arguments().real("min_val")),
                OptionalDouble.of(at.arguments().real("max_val")));
    }

    private static String softplus(Application at) {
        double beta = at.arguments().real("beta");
        double threshold = at.arguments().real("threshold");
        String scaled = beta == 1 ? at.x() : at.operator("Mul", at.x(), at.number(beta));
        String curve = at.operator("Softplus", scaled);
        String result = beta == 1 ? curve : at.operator("Div", curve, at.number(beta));
        return threshold >= STRAIGHT
                ? result
                : at.operator("Where", at.operator("Greater", scaled, at.number(threshold)), at.x(), result);
    }

    private static String threshold(Application at) {
        String below =
                at.operator("LessOrEqual", at.x(), at.number(at.arguments().real("threshold")));
        return at.operator("Where", below, at.number(at.arguments().real("value")), at.x());
    }

    private static String prelu(Application at) {
        List<Long> shape = new ArrayList<>(at.use("weight").shape().extents().stream()
                .map(extent -> extent.max())
                .toList());
        for (int d = 1; d < at.shape().rank() && shape.get(0) > 1; d++) {
            shape.add(1L);
        }
        return at.operator("PRelu", at.x(), at.tensors().shaped(at.use("weight"), shape));
    }

    /** The first half of a value times a function of the second, or the other way round. */
    private static String gate(Application at, boolean silu) {
        long axis = at.dimension(at.arguments().optionalWhole("axis").orElse(-1));
        List<String> halves = at.split(at.x(), 2, axis);
        String first = halves.get(0);
        String second = halves.get(1);
        return silu
                ? at.operator("Mul", at.operator("Mul", first, at.operator("Sigmoid", first)), second)
                : at.operator("Mul", first, at.operator("Sigmoid", second));
    }
}
