package io.github.nnc.testing;

import io.github.nnc.layer.Arguments;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** Layers over tokens. */
final class SequenceRules {

    static final Map<String, Rule> RULES = Map.of(
            "embedding", Rule.of(SequenceRules::embedding),
            "one_hot", Rule.of(SequenceRules::oneHot),
            "position", Rule.of(SequenceRules::position),
            "glu", Rule.of(at -> gate(at, (a, b) -> a / (1 + Math.exp(-b)))),
            "swiglu", Rule.of(at -> gate(at, (a, b) -> a * b / (1 + Math.exp(-a)))),
            "attention", Rule.of(SequenceRules::attention));

    private SequenceRules() {}

    private static Tensor embedding(Rule.Application at) {
        Tensor result = at.result();
        Tensor table = at.tensor("weight");
        int features = table.shape()[1];
        for (int i = 0; i < result.data().length; i++) {
            result.data()[i] = table.at((int) at.x().data()[i / features], i % features);
        }
        return result;
    }

    private static Tensor oneHot(Rule.Application at) {
        Tensor result = at.result();
        int classes = result.shape()[result.rank() - 1];
        for (int i = 0; i < at.x().data().length; i++) {
            result.data()[i * classes + (int) at.x().data()[i]] = 1;
        }
        return result;
    }

    private static Tensor position(Rule.Application at) {
        Tensor result = at.result();
        boolean sinusoidal = at.arguments().word("kind").equals("sinusoidal");
        double features = result.shape()[1];
        for (int i = 0; i < result.data().length; i++) {
            int token = result.indices(i)[0];
            int feature = result.indices(i)[1];
            double angle = token / Math.pow(10_000, (feature - feature % 2) / features);
            double wave = feature % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
            result.data()[i] =
                    at.x().data()[i] + (sinusoidal ? wave : at.tensor("weight").at(token, feature));
        }
        return result;
    }

    private static Tensor gate(Rule.Application at, DoubleBinaryOperator gate) {
        Tensor result = at.result();
        int axis = (int) at.arguments().optionalWhole("axis").orElse(-1);
        int along = axis < 0 ? axis + result.rank() : axis;
        for (int i = 0; i < result.data().length; i++) {
            int[] first = result.indices(i);
            int[] second = first.clone();
            second[along] += result.shape()[along];
            result.data()[i] = gate.applyAsDouble(at.x().at(first), at.x().at(second));
        }
        return result;
    }

    /** One head after another, each with arrays of its own. */
    private static Tensor attention(Rule.Application at) {
        Arguments given = at.arguments();
        int heads = (int) given.whole("heads");
        int keyHeads = (int) given.optionalWhole("kv_heads").orElse(heads);
        int features = at.x().shape()[1];
        int size = (int) given.optionalWhole("head_size").orElse(features / heads);
        Tensor[] projected = projected(at, size * heads);
        Tensor joined = new Tensor(
                new int[] {at.x().shape()[0], heads * size}, new double[at.x().shape()[0] * heads * size]);
        for (int head = 0; head < heads; head++) {
            int shared = head / (heads / keyHeads);
            double[][] queries = rotated(given, columns(projected[0], head * size, size));
            double[][] keys = rotated(given, columns(projected[1], shared * size, size));
            double[][] values = columns(projected[2], shared * size, size);
            double scale = given.optionalReal("scale").orElse(1 / Math.sqrt(size));
            for (int t = 0; t < queries.length; t++) {
                double[] weights = new double[keys.length];
                double total = 0;
                for (int s = 0; s < keys.length; s++) {
                    boolean seen = !given.flag("causal") || s <= t;
                    double score = scale * product(queries[t], keys[s]) + mask(at, t, s);
                    weights[s] = seen ? Math.exp(score) : 0;
                    total += weights[s];
                }
                for (int s = 0; s < keys.length; s++) {
                    for (int i = 0; i < size; i++) {
                        joined.data()[joined.offset(t, head * size + i)] += weights[s] / total * values[s][i];
                    }
                }
            }
        }
        String out = at.node().tensors().containsKey("out_proj.weight") ? "out_proj" : "o_proj";
        return linear(joined, at.tensor(out + ".weight"), at.tensor(out + ".bias"), 0, features);
    }

    /** What the mask adds to a score. */
    private static double mask(Rule.Application at, int query, int key) {
        if (at.arguments().input("mask").isEmpty()) {
            return 0;
        }
        Tensor mask = at.inputs().get(at.arguments().input("mask").getAsInt());
        if (mask.rank() == 2) {
            return mask.at(mask.shape()[0] == 1 ? 0 : query, key);
        }
        return mask.at(key) == 0 ? 0 : Double.NEGATIVE_INFINITY;
    }

    /** Queries, keys and values of all heads. */
    private static Tensor[] projected(Rule.Application at, int queryFeatures) {
        Tensor memory = at.inputs().get(at.arguments().input("memory").orElse(0));
        Tensor packed = at.tensor("in_proj_weight");
        Tensor[] result = new Tensor[3];
        String[] names = {"q_proj", "k_proj", "v_proj"};
        for (int i = 0; i < 3; i++) {
            Tensor weight = packed == null ? at.tensor(names[i] + ".weight") : packed;
            Tensor bias = packed == null ? at.tensor(names[i] + ".bias") : at.tensor("in_proj_bias");
            int count = packed == null ? weight.shape()[0] : queryFeatures;
            result[i] = linear(i == 0 ? at.x() : memory, weight, bias, packed == null ? 0 : i * queryFeatures, count);
        }
        return result;
    }

    /** Rows of a matrix from {@code first} on, applied to each token. */
    private static Tensor linear(Tensor x, Tensor weight, Tensor bias, int first, int count) {
        Tensor result = new Tensor(new int[] {x.shape()[0], count}, new double[x.shape()[0] * count]);
        for (int t = 0; t < x.shape()[0]; t++) {
            for (int o = 0; o < count; o++) {
                double sum = bias == null ? 0 : bias.at(first + o);
                for (int i = 0; i < x.shape()[1]; i++) {
                    sum += weight.at(first + o, i) * x.at(t, i);
                }
                result.data()[result.offset(t, o)] = sum;
            }
        }
        return result;
    }

    private static double[][] columns(Tensor x, int from, int count) {
        double[][] columns = new double[x.shape()[0]][count];
        for (int t = 0; t < columns.length; t++) {
            for (int i = 0; i < count; i++) {
                columns[t][i] = x.at(t, from + i);
            }
        }
        return columns;
    }

    /** Each pair as a complex number times e^(i angle). */
    private static double[][] rotated(Arguments given, double[][] rows) {
        if (given.word("rotary").equals("none")) {
            return rows;
        }
        boolean half = given.word("rotary").equals("half");
        int size = rows[0].length;
        double[][] result = new double[rows.length][size];
        for (int t = 0; t < rows.length; t++) {
            for (int pair = 0; pair < size / 2; pair++) {
                int re = half ? pair : 2 * pair;
                int im = half ? pair + size / 2 : 2 * pair + 1;
                double angle = t / Math.pow(given.optionalReal("base").orElse(10_000), 2.0 * pair / size);
                result[t][re] = rows[t][re] * Math.cos(angle) - rows[t][im] * Math.sin(angle);
                result[t][im] = rows[t][im] * Math.cos(angle) + rows[t][re] * Math.sin(angle);
            }
        }
        return result;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
