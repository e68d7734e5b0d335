package io.github.nnc.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/** Layers that shift and scale: by recorded statistics, by those of the value itself, or by given numbers. */
final class NormRules {

    static final Map<String, Rule> RULES = Map.of(
            "batchnorm", Rule.of(NormRules::batchnorm),
            "instancenorm", Rule.of(at -> grouped(at, at.x().shape()[0])),
            "groupnorm", Rule.of(at -> grouped(at, (int) at.arguments().whole("groups"))),
            "layernorm", Rule.of(NormRules::layernorm),
            "rmsnorm", Rule.of(NormRules::rmsnorm),
            "lrn", Rule.of(NormRules::lrn),
            "prelu", Rule.of(NormRules::prelu),
            "normalize", Rule.of(at -> given(at, true)),
            "denormalize", Rule.of(at -> given(at, false)));

    private NormRules() {}

    private static Tensor batchnorm(Rule.Application at) {
        Tensor y = at.result();
        for (int i = 0; i < y.data().length; i++) {
            int channel = y.indices(i)[0];
            double variance =
                    at.tensor("running_var").at(channel) + at.arguments().real("eps");
            double x = (at.x().data()[i] - at.tensor("running_mean").at(channel)) / Math.sqrt(variance);
            y.data()[i] = at.arguments().flag("affine")
                    ? x * at.tensor("weight").at(channel) + at.tensor("bias").at(channel)
                    : x;
        }
        return y;
    }

    /** Numbers of one group have channels that fall into the same part of all channels. */
    private static Tensor grouped(Rule.Application at, int groups) {
        Tensor x = at.x();
        int size = x.shape()[0] / groups;
        Tensor y = at.result();
        for (int i = 0; i < y.data().length; i++) {
            int channel = x.indices(i)[0];
            double normal =
                    standardised(x, i, at.arguments().real("eps"), j -> x.indices(j)[0] / size == channel / size);
            y.data()[i] = at.arguments().flag("affine")
                    ? normal * at.tensor("weight").at(channel)
                            + at.tensor("bias").at(channel)
                    : normal;
        }
        return y;
    }

    private static double standardised(Tensor x, int i, double eps, IntPredicate together) {
        double[] run = run(x, together);
        double mean = Arrays.stream(run).average().orElseThrow();
        double variance =
                Arrays.stream(run).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        return (x.data()[i] - mean) / Math.sqrt(variance + eps);
    }

    private static double[] run(Tensor x, IntPredicate together) {
        double[] run = new double[x.data().length];
        int count = 0;
        for (int j = 0; j < x.data().length; j++) {
            if (together.test(j)) {
                run[count++] = x.data()[j];
            }
        }
        return Arrays.copyOf(run, count);
    }

    /** How many neighbouring numbers are normalised together. */
    private static int length(Rule.Application at) {
        OptionalLong axis = at.arguments().optionalWhole("axis");
        int[] shape = at.x().shape();
        int first = (int) axis.orElse(-1);
        int length = 1;
        for (int d = first < 0 ? first + shape.length : first; d < shape.length; d++) {
            length *= shape[d];
        }
        return length;
    }

    private static Tensor layernorm(Rule.Application at) {
        int length = length(at);
        boolean affine = at.arguments().flag("elementwise_affine");
        Tensor y = at.result();
        for (int i = 0; i < y.data().length; i++) {
            int token = i / length;
            double normal = standardised(at.x(), i, at.arguments().real("eps"), j -> j / length == token);
            double scaled = affine ? normal * at.tensor("weight").data()[i % length] : normal;
            y.data()[i] = affine && at.arguments().flag("bias")
                    ? scaled + at.tensor("bias").data()[i % length]
                    : scaled;
        }
        return y;
    }

    private static Tensor rmsnorm(Rule.Application at) {
        int length = length(at);
        Tensor y = at.result();
        for (int i = 0; i < y.data().length; i++) {
            int token = i / length;
            double square = Arrays.stream(run(at.x(), j -> j / length == token))
                    .map(v -> v * v)
                    .average()
                    .orElseThrow();
            double normal = at.x().data()[i] / Math.sqrt(square + at.arguments().real("eps"));
            y.data()[i] = at.arguments().flag("elementwise_affine")
                    ? normal * at.tensor("weight").data()[i % length]
                    : normal;
        }
        return y;
    }

    private static Tensor lrn(Rule.Application at) {
        Tensor x = at.x();
        int size = (int) at.arguments().whole("size");
        Tensor y = at.result();
        for (int i = 0; i < y.data().length; i++) {
            int[] indices = x.indices(i);
            int channel = indices[0];
            double squares = 0;
            for (int c = channel - size / 2; c < channel - size / 2 + size; c++) {
                indices[0] = c;
                squares += c < 0 || c >= x.shape()[0] ? 0 : Math.pow(x.at(indices), 2);
            }
            double divisor = at.arguments().real("k") + at.arguments().real("alpha") * squares / size;
            y.data()[i] = x.data()[i] / Math.pow(divisor, at.arguments().real("beta"));
        }
        return y;
    }

    private static Tensor prelu(Rule.Application at) {
        Tensor weight = at.tensor("weight");
        Tensor y = at.result();
        for (int i = 0; i < y.data().length; i++) {
            double x = at.x().data()[i];
            int own = weight.data().length == 1 ? 0 : y.indices(i)[0];
            y.data()[i] = x > 0 ? x : x * weight.at(own);
        }
        return y;
    }

    private static Tensor given(Rule.Application at, boolean forwards) {
        Tensor y = at.result();
        int axis = (int) at.arguments().optionalWhole("axis").orElse(0);
        for (int i = 0; i < y.data().length; i++) {
            double x = at.x().data()[i];
            double mean = number(at.arguments().numbers("mean"), y, i, axis);
            double std = number(at.arguments().numbers("std"), y, i, axis);
            y.data()[i] = forwards ? (x - mean) / std : x * std + mean;
        }
        return y;
    }

    private static double number(List<Double> numbers, Tensor y, int i, int axis) {
        return numbers.size() == 1 ? numbers.get(0) : numbers.get(y.indices(i)[axis < 0 ? axis + y.rank() : axis]);
    }
}
