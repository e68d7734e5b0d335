package io.github.nnc.onnx;

import io.github.nnc.tensor.Extent;
import java.util.List;
import java.util.Map;

/** Dense layers, learned values, and what turns ids and positions into numbers. */
final class TokenRules {

    static final Map<String, OnnxRule> RULES = Map.of(
            "dense", OnnxRule.of(TokenRules::dense),
            "parameter", OnnxRule.stretching(TokenRules::parameter),
            "embedding", OnnxRule.of(at -> at.operator("Gather", at.tensor("weight"), at.x())),
            "one_hot", OnnxRule.of(TokenRules::oneHot),
            "position", OnnxRule.of(TokenRules::position),
            "attention", OnnxRule.of(at -> new AttentionWriter(at).write()));

    private static final double BASE = 10_000;

    private TokenRules() {}

    private static String dense(Application at) {
        if (at.shape().rank() > 1) {
            return projection(at, at.x(), "weight", "bias");
        }
        List<String> inputs = at.has("bias")
                ? List.of(at.x(), at.tensor("weight"), at.tensor("bias"))
                : List.of(at.x(), at.tensor("weight"));
        return at.operator("Gemm", inputs, Attributes.whole("transB", 1));
    }

    /** W x + b for each token, with what is called so; without b where there is none. */
    static String projection(Application at, String x, String weight, String bias) {
        String product = at.operator("MatMul", x, at.tensors().transposed(at.use(weight)));
        return at.has(bias) ? at.operator("Add", product, at.tensor(bias)) : product;
    }

    /** The value with a batch of one. */
    private static String parameter(Application at) {
        return at.operator("Unsqueeze", at.tensor(""), at.wholes(0L));
    }

    private static String oneHot(Application at) {
        long vocabulary = at.node().inputs().get(0).type().vocabulary().orElseThrow();
        String values = at.graph().floats("constant", List.of(2L), 0, 1);
        return at.operator("OneHot", at.x(), at.graph().whole(vocabulary), values);
    }

    private static String position(Application at) {
        Extent tokens = at.shape().extent(0);
        long rows = at.arguments().optionalWhole("max_length").orElse(tokens.max());
        boolean sinusoidal = at.arguments().word("kind").equals("sinusoidal");
        String table = sinusoidal ? sines(at, rows) : at.tensor("weight");
        if (!at.arguments().flag("carry")) {
            return at.operator("Add", at.x(), head(at, table, rows, tokens));
        }
        String path = at.node().path();
        String past = at.states().past(path, "length", Lengths.counter());
        at.states().present(path, "length", Lengths.counter(), end(at, past, tokens));
        return at.operator("Add", at.x(), run(at, table, past, tokens));
    }

    /** As many of the first rows as there are tokens. */
    static String head(Application at, String table, long rows, Extent tokens) {
        return tokens.equals(Extent.of(rows)) ? table : run(at, table, at.wholes(0L), tokens);
    }

    /** As many rows as there are tokens, from a place on. */
    static String run(Application at, String table, String start, Extent tokens) {
        return at.operator("Slice", table, start, end(at, start, tokens), at.wholes(0L));
    }

    private static String end(Application at, String start, Extent tokens) {
        String length = at.lengths().of(tokens);
        return start.equals(at.wholes(0L))
                ? length
                : at.graph().once("after " + start + length, () -> at.operator("Add", start, length));
    }

    /** Sines in the even columns, cosines in the odd ones (Vaswani et al., 2017, section 3.5). */
    private static String sines(Application at, long rows) {
        int features = Math.toIntExact(at.shape().last().max());
        float[] table = new float[Math.toIntExact(rows * features)];
        for (int i = 0; i < table.length; i++) {
            double angle = angle(i / features, i % features / 2, features, BASE);
            table[i] = (float) (i % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
        }
        return at.graph().floats("positions", List.of(rows, (long) features), table);
    }

    /** The angle of a pair of numbers of a token: p * base^(-2 i / size). */
    static double angle(int position, int pair, long size, double base) {
        return position * Math.pow(base, -2.0 * pair / size);
    }
}
