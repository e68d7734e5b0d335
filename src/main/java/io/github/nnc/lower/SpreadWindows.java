package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Spreads overlapping windows out (im2col): where a contraction has few outputs at many points, a row for each point of
 * the reduction takes what all windows hold there, and the inner loop, which would be short across the outputs, runs
 * across the windows.
 */
final class SpreadWindows implements Pass {

    /** So many times as many windows as outputs make up for the copy. */
    private static final long LONGER = 3;

    /** More outputs make loops that are long enough. */
    private static final long MOST_OUTPUTS = 48;

    private final Thresholds thresholds;

    SpreadWindows(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Program apply(Program program) {
        return RowCopies.in(
                program,
                copies -> nest -> Contraction.ofRows(nest, thresholds)
                        .filter(found -> pays(nest, found))
                        .flatMap(found -> spread(nest, found, copies))
                        .orElse(List.of(nest)));
    }

    private boolean pays(Step.Nest nest, Contraction found) {
        List<Axis> windows = windows(nest, found);
        BigInteger outputs = BigInteger.valueOf(found.output().extent().max());
        return found.output().extent().max() <= MOST_OUTPUTS
                && !found.input().buffer().isParameter()
                && walked(nest, windows).stream()
                        .allMatch(axis -> axis.extent().isFixed() && Uses.dependsOn(found.input(), axis))
                && windows.stream().noneMatch(axis -> Uses.dependsOn(found.weight(), axis))
                && Cost.iterations(windows).compareTo(outputs.multiply(BigInteger.valueOf(LONGER))) >= 0
                && Cost.iterations(walked(nest, windows)).compareTo(BigInteger.valueOf(thresholds.spreadNumbers()))
                        <= 0;
    }

    private static List<Axis> windows(Step.Nest nest, Contraction found) {
        return nest.parallel().stream().filter(axis -> axis != found.output()).toList();
    }

    private static List<Axis> walked(Step.Nest nest, List<Axis> windows) {
        List<Axis> axes = new ArrayList<>(nest.reduction());
        axes.addAll(windows);
        return axes;
    }

    /** The copy and the sums, unless what the nest stores or reads beside does not lie as the windows follow each other. */
    private static Optional<List<Step>> spread(Step.Nest nest, Contraction found, RowCopies copies) {
        List<Axis> windows = windows(nest, found);
        List<Axis> walked = walked(nest, windows);
        List<Extent> extents =
                new ArrayList<>(nest.reduction().stream().map(Axis::extent).toList());
        extents.add(Extent.of(Cost.iterations(windows).longValueExact()));
        Buffer rows = copies.rows(nest, new Shape(extents));
        List<Axis> order = new ArrayList<>(List.of(found.output()));
        order.addAll(windows);
        Shape apart = new Shape(walked.stream().map(Axis::extent).toList());
        Access read = new Access(rows, apart, KernelBuilder.indices(walked), OptionalDouble.empty());
        Step.Nest sums =
                MergeDimensions.merged(RowCopies.products(nest.over(order, nest.reduction()), found.weight(), read));
        if (sums.parallel().size() != 2) {
            return Optional.empty();
        }
        copies.add(rows);
        List<Index> places = new ArrayList<>(KernelBuilder.indices(nest.reduction()));
        places.add(place(windows));
        return Optional.of(List.of(RowCopies.copy(nest, found.input(), walked, Access.of(rows, places)), sums));
    }

    /** Where a window stands among all of them. */
    private static Index.Affine place(List<Axis> windows) {
        Index.Affine place = Index.of(0);
        for (Axis axis : windows) {
            place = place.times(axis.extent().max()).plus(Index.of(axis));
        }
        return place;
    }
}
