package io.github.nnc.operators;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How places along one axis are made of those of another length, as ONNX defines it for {@code Resize}. The cubic curve is
 * the convolution of Keys (1981), and antialiasing widens a curve to cover all that becomes one.
 *
 * @param mode {@code nearest}, {@code linear} or {@code cubic}
 * @param coordinates where a place lies along the input
 * @param nearest which way a coordinate is rounded where the mode is {@code nearest}
 * @param cubic the number that makes the cubic curve
 * @param inside whether places outside of the input count for nothing, instead of as its border
 */
record Sampling(String mode, String coordinates, String nearest, double cubic, boolean inside, boolean antialias) {

    /**
     * An axis that is sampled.
     *
     * @param from the length of the input
     * @param to the length of the output
     * @param scale the factor between them, which need not be a quotient of whole numbers
     * @param start where the part of the input begins that is sampled, 0 for its first place and 1 for its last
     * @param end where that part ends
     */
    record Span(long from, long to, double scale, double start, double end) {}

    boolean crops() {
        return coordinates.equals("tf_crop_and_resize");
    }

    /** What places of the input count in a place of the output; the others count nothing. */
    SortedMap<Long, Double> shares(Span span, long place) {
        double at = coordinate(span, place);
        if (isOutside(span, at)) {
            return new TreeMap<>();
        }
        if (mode.equals("nearest")) {
            return new TreeMap<>(Map.of(clamped(rounded(at), span.from()), 1.0));
        }
        return spread(at, span);
    }

    private static long clamped(double place, long length) {
        return (long) Math.max(0, Math.min(place, length - 1));
    }

    private SortedMap<Long, Double> spread(double at, Span span) {
        double narrowing = antialias ? Math.min(span.scale(), 1) : 1;
        double reach = (mode.equals("linear") ? 1 : 2) / narrowing;
        SortedMap<Long, Double> shares = new TreeMap<>();
        double sum = 0;
        for (double place = Math.floor(at - reach); place <= at + reach; place++) {
            double weight = curve(Math.abs(place - at) * narrowing);
            if (weight != 0 && (!inside || place >= 0 && place < span.from())) {
                shares.merge(clamped(place, span.from()), weight, Double::sum);
                sum += weight;
            }
        }
        if (inside || antialias) {
            double all = sum;
            shares.replaceAll((place, weight) -> weight / all);
        }
        return shares;
    }

    /** What a value counts at a distance: a triangle, or (a + 2) d^3 - (a + 3) d^2 + 1 and then a (d^3 - 5 d^2 + 8 d - 4). */
    private double curve(double distance) {
        double d = distance;
        if (mode.equals("linear")) {
            return Math.max(0, 1 - d);
        }
        if (d <= 1) {
            return ((cubic + 2) * d - (cubic + 3)) * d * d + 1;
        }
        return d < 2 ? (((d - 5) * d + 8) * d - 4) * cubic : 0;
    }

    private double rounded(double at) {
        return switch (nearest) {
            case "round_prefer_floor" -> Math.ceil(at - 0.5);
            case "round_prefer_ceil" -> Math.floor(at + 0.5);
            case "floor" -> Math.floor(at);
            case "ceil" -> Math.ceil(at);
            default -> throw new Unsupported("`nearest_mode` is " + nearest);
        };
    }

    /** Where a place of the output lies along the input. */
    double coordinate(Span span, long place) {
        double width = span.scale() * span.from();
        double last = span.from() - 1.0;
        return switch (coordinates) {
            case "half_pixel" -> (place + 0.5) / span.scale() - 0.5;
            case "pytorch_half_pixel" -> span.to() > 1 ? (place + 0.5) / span.scale() - 0.5 : 0;
            case "half_pixel_symmetric" ->
                span.from() / 2.0 * (1 - span.to() / width) + (place + 0.5) / span.scale() - 0.5;
            case "asymmetric" -> place / span.scale();
            case "align_corners" -> place == 0 ? 0 : place * last / (width - 1);
            case "tf_crop_and_resize" ->
                span.to() > 1
                        ? last * (span.start() + place * (span.end() - span.start()) / (span.to() - 1))
                        : last * 0.5 * (span.start() + span.end());
            default -> throw new Unsupported("`coordinate_transformation_mode` is " + coordinates);
        };
    }

    /** Whether nothing is there, which may be where parts of the input are sampled. */
    boolean isOutside(Span span, double at) {
        return crops() && (at < 0 || at > span.from() - 1);
    }

    /** Whether another sampling of the same lengths gives the same, up to what a float holds. */
    boolean equals(Span span, Sampling other, Span otherSpan) {
        for (long place = 0; place < span.to(); place++) {
            Map<Long, Double> own = shares(span, place);
            Map<Long, Double> theirs = other.shares(otherSpan, place);
            boolean same = !isOutside(span, coordinate(span, place));
            for (Long at : own.keySet()) {
                same &= isNear(own.get(at), theirs.getOrDefault(at, 0.0));
            }
            for (Long at : theirs.keySet()) {
                same &= isNear(own.getOrDefault(at, 0.0), theirs.get(at));
            }
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNear(double left, double right) {
        return Math.abs(left - right) <= 1e-6;
    }
}
