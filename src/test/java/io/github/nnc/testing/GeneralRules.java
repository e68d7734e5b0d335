package io.github.nnc.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;

/** Layers that move numbers, map each by a function of its own, or search a line. */
final class GeneralRules {

    static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("transpose", Rule.of(GeneralRules::transpose)),
            Map.entry("permute", Rule.of(GeneralRules::permute)),
            Map.entry("mean", Rule.of(at -> reduced(at, 0, Double::sum, count(at)))),
            Map.entry("sum", Rule.of(at -> reduced(at, 0, Double::sum, 1))),
            Map.entry("max", Rule.of(at -> reduced(at, Double.NEGATIVE_INFINITY, Math::max, 1))),
            Map.entry("min", Rule.of(at -> reduced(at, Double.POSITIVE_INFINITY, Math::min, 1))),
            Map.entry("prod", Rule.of(at -> reduced(at, 1, (a, b) -> a * b, 1))),
            Map.entry("logsumexp", Rule.of(at -> reduced(at, Double.NEGATIVE_INFINITY, GeneralRules::logSum, 1))),
            Map.entry("index_select", Rule.of(GeneralRules::indexSelect)),
            Map.entry("tile", Rule.of(GeneralRules::tile)),
            Map.entry("squeeze", Rule.of(at -> new Tensor(at.shape(), at.x().data()))),
            Map.entry("unsqueeze", Rule.of(at -> new Tensor(at.shape(), at.x().data()))),
            Map.entry("slice", Rule.of(GeneralRules::slice)),
            Map.entry("first", Rule.of(at -> token(at.x(), 0))),
            Map.entry("last", Rule.of(at -> token(at.x(), at.x().shape()[0] - 1))),
            Map.entry("argmax", Rule.of(GeneralRules::argmax)),
            Map.entry("clip", Rule.of(GeneralRules::clip)),
            Map.entry("abs", Rule.each(Math::abs)),
            Map.entry("exp", Rule.each(Math::exp)),
            Map.entry("log", Rule.each(Math::log)),
            Map.entry("sqrt", Rule.each(Math::sqrt)),
            Map.entry("sin", Rule.each(Math::sin)),
            Map.entry("cos", Rule.each(Math::cos)),
            Map.entry("erf", Rule.each(ErrorFunction::erf)),
            Map.entry("floor", Rule.each(Math::floor)),
            Map.entry("ceil", Rule.each(Math::ceil)),
            Map.entry("round", Rule.each(Math::rint)),
            Map.entry("sign", Rule.each(x -> x > 0 ? 1 : x < 0 ? -1 : 0)),
            Map.entry("threshold", Rule.of(GeneralRules::threshold)));

    private GeneralRules() {}

    /** Each output is the input at the indices that the operator makes of its own. */
    static Tensor moved(Rule.Application at, UnaryOperator<int[]> source) {
        Tensor result = at.result();
        for (int i = 0; i < result.data().length; i++) {
            result.data()[i] = at.x().at(source.apply(result.indices(i)));
        }
        return result;
    }

    private static Tensor transpose(Rule.Application at) {
        return moved(at, indices -> {
            int last = indices[indices.length - 1];
            indices[indices.length - 1] = indices[indices.length - 2];
            indices[indices.length - 2] = last;
            return indices;
        });
    }

    private static Tensor permute(Rule.Application at) {
        List<Long> axes = at.arguments().wholes("axes");
        return moved(at, indices -> {
            int[] source = new int[indices.length];
            for (int k = 0; k < source.length; k++) {
                source[position(axes.get(k), source.length)] = indices[k];
            }
            return source;
        });
    }

    private static boolean[] reducedAxes(Rule.Application at) {
        boolean[] reduced = new boolean[at.x().rank()];
        List<Long> axes = at.arguments().wholes("axis");
        axes.forEach(axis -> reduced[position(axis, reduced.length)] = true);
        reduced[0] |= axes.isEmpty();
        return reduced;
    }

    private static double count(Rule.Application at) {
        return (double) at.x().data().length / Tensor.size(at.shape());
    }

    /** The numbers of each line, taken together from the start on, and divided. */
    private static Tensor reduced(Rule.Application at, double start, DoubleBinaryOperator operator, double divisor) {
        boolean[] reduced = reducedAxes(at);
        int[] kept = at.x().shape().clone();
        for (int d = 0; d < kept.length; d++) {
            kept[d] = reduced[d] ? 1 : kept[d];
        }
        Tensor lines = new Tensor(kept, new double[Tensor.size(kept)]);
        Arrays.fill(lines.data(), start);
        for (int i = 0; i < at.x().data().length; i++) {
            int[] indices = at.x().indices(i);
            for (int d = 0; d < kept.length; d++) {
                indices[d] = reduced[d] ? 0 : indices[d];
            }
            int line = lines.offset(indices);
            lines.data()[line] =
                    operator.applyAsDouble(lines.data()[line], at.x().data()[i]);
        }
        double[] results =
                Arrays.stream(lines.data()).map(value -> value / divisor).toArray();
        return new Tensor(at.shape(), results);
    }

    private static Tensor slice(Rule.Application at) {
        int axis = position(at.arguments().whole("axis"), at.x().rank());
        int length = at.x().shape()[axis];
        int step = (int) at.arguments().whole("step");
        long written = at.arguments().optionalWhole("start").orElse(step < 0 ? length : 0);
        int start = Math.min(Math.max(position(written, length), 0), step < 0 ? length - 1 : length);
        return moved(at, indices -> {
            indices[axis] = start + step * indices[axis];
            return indices;
        });
    }

    /** The logarithm of e^a + e^b. */
    private static double logSum(double a, double b) {
        double larger = Math.max(a, b);
        double smaller = Math.min(a, b);
        return smaller == Double.NEGATIVE_INFINITY ? larger : larger + Math.log1p(Math.exp(smaller - larger));
    }

    private static Tensor indexSelect(Rule.Application at) {
        int axis = position(at.arguments().whole("axis"), at.x().rank());
        List<Long> places = at.arguments().wholes("index");
        return moved(at, indices -> {
            indices[axis] = position(places.get(indices[axis]), at.x().shape()[axis]);
            return indices;
        });
    }

    private static Tensor tile(Rule.Application at) {
        int[] shape = at.x().shape();
        return moved(at, indices -> {
            int[] source = Arrays.copyOfRange(indices, indices.length - shape.length, indices.length);
            for (int d = 0; d < shape.length; d++) {
                source[d] %= shape[d];
            }
            return source;
        });
    }

    static int position(long written, int size) {
        return (int) (written < 0 ? written + size : written);
    }

    private static Tensor token(Tensor x, int at) {
        int features = x.shape()[1];
        return new Tensor(new int[] {features}, Arrays.copyOfRange(x.data(), at * features, (at + 1) * features));
    }

    private static Tensor argmax(Rule.Application at) {
        Tensor x = at.x();
        int axis = position(at.arguments().optionalWhole("axis").orElse(-1), x.rank());
        Tensor result = at.result();
        for (int i = 0; i < result.data().length; i++) {
            List<Integer> rest = new ArrayList<>();
            Arrays.stream(result.indices(i)).forEach(rest::add);
            rest.add(axis, 0);
            int[] indices = rest.stream().mapToInt(Integer::intValue).toArray();
            int best = 0;
            for (int place = 1; place < x.shape()[axis]; place++) {
                indices[axis] = best;
                double largest = x.at(indices);
                indices[axis] = place;
                best = x.at(indices) > largest ? place : best;
            }
            result.data()[i] = best;
        }
        return result;
    }

    private static Tensor threshold(Rule.Application at) {
        float bound = (float) at.arguments().real("threshold");
        float other = (float) at.arguments().real("value");
        return Rule.each(x -> x > bound ? x : other).compute(at).get(0);
    }

    private static Tensor clip(Rule.Application at) {
        double least = at.arguments().optionalReal("min").orElse(Double.NEGATIVE_INFINITY);
        double most = at.arguments().optionalReal("max").orElse(Double.POSITIVE_INFINITY);
        return Rule.each(x -> Math.min(Math.max(x, least), most)).compute(at).get(0);
    }
}
