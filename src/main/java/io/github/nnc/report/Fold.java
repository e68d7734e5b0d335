package io.github.nnc.report;

import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Repeated structure: either one stage, or a unit of folds that stands several times in a row with the same layers, shapes
 * and connections.
 */
sealed interface Fold {

    /** The index of its first stage. */
    int first();

    /** How many stages it covers, all repetitions included. */
    int length();

    record Single(int first) implements Fold {

        @Override
        public int length() {
            return 1;
        }
    }

    /** {@code unit} is its first repetition. */
    record Repeat(int first, int count, List<Fold> unit) implements Fold {

        public Repeat {
            unit = List.copyOf(unit);
        }

        int period() {
            return unit.stream().mapToInt(Fold::length).sum();
        }

        @Override
        public int length() {
            return count * period();
        }
    }

    /** The largest period that is looked for, in stages. */
    int LONGEST_UNIT = 512;

    /** Folds what is repeated where there are more than {@code plain} stages. */
    static List<Fold> of(List<Stage> stages, int plain) {
        return of(stages, 0, stages.size(), plain);
    }

    private static List<Fold> of(List<Stage> stages, int from, int to, int plain) {
        List<Fold> folds = new ArrayList<>();
        int at = from;
        while (at < to) {
            Fold fold = to - from <= plain ? new Single(at) : longest(stages, at, to);
            folds.add(fold);
            at += fold.length();
        }
        return folds;
    }

    private static Fold longest(List<Stage> stages, int at, int to) {
        int bestPeriod = 0;
        int bestCount = 0;
        for (int period = 1; period <= Math.min(LONGEST_UNIT, (to - at) / 2); period++) {
            int same = 0;
            while (at + period + same < to && alike(stages, at + same, at + same + period)) {
                same++;
            }
            int count = same / period + 1;
            if (count >= 3 && period * count > bestPeriod * bestCount) {
                bestPeriod = period;
                bestCount = count;
            }
        }
        return bestCount == 0
                ? new Single(at)
                : new Repeat(at, bestCount, of(stages, at, at + bestPeriod, bestPeriod > 3 ? 3 : bestPeriod));
    }

    private static boolean alike(List<Stage> stages, int one, int other) {
        Stage a = stages.get(one);
        Stage b = stages.get(other);
        if (a.nodes().size() != b.nodes().size()
                || a.sources().size() != b.sources().size()
                || a.shared() != b.shared()
                || !a.parameters().equals(b.parameters())) {
            return false;
        }
        for (int i = 0; i < a.sources().size(); i++) {
            int from = a.sources().get(i);
            int alsoFrom = b.sources().get(i);
            if (from != alsoFrom && one - from != other - alsoFrom) {
                return false;
            }
        }
        for (int i = 0; i < a.nodes().size(); i++) {
            if (!alike(a.nodes().get(i), b.nodes().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean alike(Node a, Node b) {
        return a.type() == b.type()
                && a.arguments().equals(b.arguments())
                && types(a.reads()).equals(types(b.reads()))
                && types(a.outputs()).equals(types(b.outputs()));
    }

    private static List<TensorType> types(List<Value> values) {
        return values.stream().map(Value::type).toList();
    }
}
