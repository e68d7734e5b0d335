package io.github.nnc.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Interpolation as PyTorch computes it: each output from some inputs along every axis. */
final class InterpolationRules {

    static final Map<String, Rule> RULES = Map.of("upsample", Rule.of(InterpolationRules::upsample));

    private InterpolationRules() {}

    private record Part(int place, double share) {}

    private static Tensor upsample(Rule.Application at) {
        Tensor y = at.result();
        for (int i = 0; i < y.data().length; i++) {
            int[] place = y.indices(i);
            List<List<Part>> parts = new ArrayList<>();
            for (int d = 1; d < place.length; d++) {
                parts.add(parts(at, d, place[d]));
            }
            y.data()[i] = sum(at.x(), place.clone(), parts, 1);
        }
        return y;
    }

    private static double sum(Tensor x, int[] from, List<List<Part>> parts, int axis) {
        if (axis == from.length) {
            return x.at(from);
        }
        double sum = 0;
        for (Part part : parts.get(axis - 1)) {
            from[axis] = part.place;
            sum += part.share * sum(x, from, parts, axis + 1);
        }
        return sum;
    }

    private static List<Part> parts(Rule.Application at, int axis, int place) {
        int from = at.x().shape()[axis];
        int to = at.shape()[axis];
        boolean corners = at.arguments().flag("align_corners");
        List<Double> factors = at.arguments().numbers("scale_factor");
        double step = (double) from / to;
        if (corners) {
            step = to == 1 ? 0 : (from - 1.0) / (to - 1.0);
        } else if (!factors.isEmpty()) {
            step = 1 / factors.get(factors.size() == 1 ? 0 : axis - 1);
        }
        boolean linear = at.arguments().word("mode").equals("linear");
        boolean antialias = at.arguments().flag("antialias");
        if (from == to && !antialias && linear) {
            return List.of(new Part(place, 1));
        }
        if (at.arguments().word("mode").equals("nearest")) {
            return List.of(new Part((int) Math.min(Math.floor(place * step + 1e-9), from - 1.0), 1));
        }
        if (antialias) {
            return antialiased(step * (place + 0.5), step, linear, from);
        }
        double source = corners ? step * place : step * (place + 0.5) - 0.5;
        return linear ? between(Math.max(0, source), from) : cubic(source, from);
    }

    private static List<Part> between(double source, int length) {
        int first = (int) source;
        double rest = source - first;
        return List.of(
                new Part(Math.min(first, length - 1), 1 - rest), new Part(Math.min(first + 1, length - 1), rest));
    }

    private static List<Part> cubic(double source, int length) {
        int middle = (int) Math.floor(source);
        List<Part> parts = new ArrayList<>();
        for (int i = middle - 1; i <= middle + 2; i++) {
            parts.add(new Part(Math.min(Math.max(i, 0), length - 1), keys(Math.abs(i - source), -0.75)));
        }
        return parts;
    }

    private static List<Part> antialiased(double center, double step, boolean linear, int length) {
        double width = Math.max(1, step);
        double support = (linear ? 1 : 2) * width;
        int first = Math.max((int) (center - support + 0.5), 0);
        int end = Math.min((int) (center + support + 0.5), length);
        double total = 0;
        List<Part> parts = new ArrayList<>();
        for (int i = first; i < end; i++) {
            double distance = Math.abs(i - center + 0.5) / width;
            double share = linear ? Math.max(0, 1 - distance) : keys(distance, -0.5);
            parts.add(new Part(i, share));
            total += share;
        }
        double sum = total;
        return parts.stream()
                .map(part -> new Part(part.place, part.share / sum))
                .toList();
    }

    /** The cubic convolution of Keys (1981). */
    private static double keys(double d, double a) {
        if (d < 1) {
            return (a + 2) * d * d * d - (a + 3) * d * d + 1;
        }
        return d < 2 ? a * d * d * d - 5 * a * d * d + 8 * a * d - 4 * a : 0;
    }
}
