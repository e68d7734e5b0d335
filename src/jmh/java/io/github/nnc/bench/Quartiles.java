package io.github.nnc.bench;

import java.util.List;

/** The median of numbers, and what a quarter of them is below and above. */
public record Quartiles(double lower, double median, double upper) {

    public static Quartiles of(List<Double> numbers) {
        List<Double> sorted = numbers.stream().sorted().toList();
        return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
    }

    /** Between neighbours in proportion. */
    private static double at(List<Double> sorted, double share) {
        double place = share * (sorted.size() - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
}
