package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far loads leave a buffer on each side of each dimension, and what they find there.
 *
 * @param view the shape in which everyone sees the buffer
 */
record Margins(Shape view, List<Long> befores, List<Long> afters, double outside) {

    /** So often must a value be read under a guard on average that a margin pays, which has to be written. */
    private static final long FEWEST_READS = 8;

    /** A buffer may become so many times as large. */
    private static final double MOST_GROWTH = 2.5;

    Margins {
        befores = List.copyOf(befores);
        afters = List.copyOf(afters);
    }

    long before(int dimension) {
        return befores.get(dimension);
    }

    long after(int dimension) {
        return afters.get(dimension);
    }

    /** Of the inputs and temporaries for which margins pay. */
    static Map<Buffer, Margins> of(List<Step> steps, Thresholds thresholds) {
        Map<Buffer, List<Use>> uses = new LinkedHashMap<>();
        collect(steps, true, uses);
        Map<Buffer, Margins> margins = new IdentityHashMap<>();
        uses.forEach((buffer, all) -> of(buffer, all, thresholds).ifPresent(found -> margins.put(buffer, found)));
        return margins;
    }

    /** An access, the nest that it stands in, and whether that runs once in a pass. */
    private record Use(Access access, Step.Nest nest, boolean once) {}

    private static void collect(List<Step> steps, boolean once, Map<Buffer, List<Use>> uses) {
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                collect(sequence.steps(), false, uses);
            } else {
                Step.Nest nest = (Step.Nest) step;
                List<Access> accesses = new ArrayList<>(Reads.of(nest));
                accesses.add(nest.target());
                for (Access access : accesses) {
                    uses.computeIfAbsent(access.buffer(), b -> new ArrayList<>())
                            .add(new Use(access, nest, once));
                }
            }
        }
    }

    private static Optional<Margins> of(Buffer buffer, List<Use> uses, Thresholds thresholds) {
        List<Use> guarded =
                uses.stream().filter(use -> use.access().outside().isPresent()).toList();
        boolean grows = buffer.role() == Buffer.Role.TEMPORARY;
        if (guarded.isEmpty() || !grows && buffer.role() != Buffer.Role.INPUT) {
            return Optional.empty();
        }
        Shape view = guarded.get(0).access().view();
        double outside = guarded.get(0).access().outside().getAsDouble();
        for (Use use : grows ? uses : guarded) {
            if (!use.once()
                    || !use.access().view().equals(view)
                    || use.access().outside().orElse(outside) != outside) {
                return Optional.empty();
            }
        }
        return along(view, guarded, outside)
                .filter(margins -> margins.areAffine(grows ? uses : guarded) && margins.pay(guarded, thresholds));
    }

    private static Optional<Margins> along(Shape view, List<Use> guarded, double outside) {
        List<Long> befores = new ArrayList<>();
        List<Long> afters = new ArrayList<>();
        for (int d = 0; d < view.rank(); d++) {
            long before = 0;
            long after = 0;
            for (Use use : guarded) {
                if (!(use.access().indices().get(d) instanceof Index.Affine index)) {
                    return Optional.empty();
                }
                before = Math.max(before, -index.least());
                after = Math.max(after, index.minus(Index.of(view.extent(d))).most() + 1);
            }
            if (before + after > 0 && !view.extent(d).isFixed()) {
                return Optional.empty();
            }
            // strides leave the last margin out: equal shapes let a sum take the place of what it is computed from
            boolean alike = Math.abs(before - after) == 1;
            befores.add(alike ? Math.max(before, after) : before);
            afters.add(alike ? Math.max(before, after) : after);
        }
        return Optional.of(new Margins(view, befores, afters, outside));
    }

    /** Whether all indices into dimensions with a margin can be moved by it. */
    private boolean areAffine(List<Use> uses) {
        for (Use use : uses) {
            for (int d = 0; d < view.rank(); d++) {
                if (before(d) > 0 && !(use.access().indices().get(d) instanceof Index.Affine)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean pay(List<Use> guarded, Thresholds thresholds) {
        BigInteger reads =
                guarded.stream().map(use -> Cost.iterations(use.nest())).reduce(BigInteger.ZERO, BigInteger::add);
        double growth = 1;
        for (int d = 0; d < view.rank(); d++) {
            Extent extent = view.extent(d);
            growth *= (double) (extent.max() + before(d) + after(d)) / extent.max();
        }
        return growth > 1
                && growth <= MOST_GROWTH
                && reads.compareTo(BigInteger.valueOf(thresholds.guardedIterations())) >= 0
                && reads.compareTo(view.elements().multiply(BigInteger.valueOf(FEWEST_READS))) >= 0;
    }
}
