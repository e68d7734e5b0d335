package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import io.github.nnc.kernel.Substitution;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Delinearisation: makes a nest see buffers in shapes of more dimensions, splitting its axes where they run through several. */
final class SplitViews {

    private final Map<Buffer, Shape> shapes;
    private Step.Nest nest;

    private SplitViews(Step.Nest nest, Map<Buffer, Shape> shapes) {
        this.nest = nest;
        this.shapes = shapes;
    }

    /** What became of a nest: itself rewritten, or a buffer that it cannot see in the given shape. */
    record Result(Step.Nest nest, Optional<Buffer> obstacle) {}

    /** The nest with every access to a given buffer through the given shape, or through one of still more dimensions. */
    static Result of(Step.Nest nest, Map<Buffer, Shape> shapes) {
        return new SplitViews(nest, shapes).result();
    }

    private Result result() {
        for (Optional<Digits> next = firstCoarse(); next.isPresent(); next = firstCoarse()) {
            Digits digits = next.get();
            if (digits.axis == null || !isSplittable(digits.axis)) {
                return new Result(nest, Optional.of(digits.access.buffer()));
            }
            nest = split(nest, digits.axis, digits.inner);
        }
        Rewriter finer = new Rewriter() {
            @Override
            protected Access access(Access access) {
                return isSplit(access) ? new Digits(access, shapes.get(access.buffer())).finer() : access;
            }
        };
        return new Result(finer.rewrite(nest), Optional.empty());
    }

    /** Whether an access is to be seen in another shape than it is. */
    private boolean isSplit(Access access) {
        Shape shape = shapes.get(access.buffer());
        return shape != null && !shape.equals(access.view());
    }

    /** The first access that cannot be seen in its shape as the axes are. */
    private Optional<Digits> firstCoarse() {
        List<Access> accesses = new ArrayList<>(Reads.of(nest));
        accesses.add(nest.target());
        return accesses.stream()
                .filter(this::isSplit)
                .map(access -> new Digits(access, shapes.get(access.buffer())))
                .filter(digits -> !digits.found)
                .findFirst();
    }

    private boolean isSplittable(Axis axis) {
        return nest.parallel().contains(axis)
                || nest.reduction().contains(axis) && nest.reduce() != Step.Reduction.ARGMAX;
    }

    /** The nest with two axes in the place of one, the inner one of a given length. */
    static Step.Nest split(Step.Nest nest, Axis axis, long length) {
        Axis outer = new Axis(axis.name(), Extent.of(axis.extent().max() / length));
        Axis inner = new Axis(axis.name(), Extent.of(length));
        Index.Affine joined = Index.of(outer).times(length).plus(Index.of(inner));
        Rewriter views = new Rewriter() {
            @Override
            protected Access access(Access access) {
                int at = access.indices().indexOf(joined);
                if (at < 0 || !access.view().extent(at).equals(axis.extent())) {
                    return access;
                }
                List<Index> indices = new ArrayList<>(access.indices());
                indices.set(at, Index.of(inner));
                indices.add(at, Index.of(outer));
                List<Extent> extents = new ArrayList<>(access.view().extents());
                extents.set(at, inner.extent());
                extents.add(at, outer.extent());
                return new Access(access.buffer(), new Shape(extents), indices, access.outside());
            }
        };
        return views.rewrite(new Substitution(Map.of(axis, joined)).rewrite(nest))
                .over(replaced(nest.parallel(), axis, outer, inner), replaced(nest.reduction(), axis, outer, inner));
    }

    private static List<Axis> replaced(List<Axis> axes, Axis axis, Axis outer, Axis inner) {
        List<Axis> replaced = new ArrayList<>();
        for (Axis each : axes) {
            if (each == axis) {
                replaced.add(outer);
                replaced.add(inner);
            } else {
                replaced.add(each);
            }
        }
        return replaced;
    }

    /**
     * The indices of an access in a shape of more dimensions: each index that covers several of them, divided by their
     * lengths.
     */
    private static final class Digits {

        private final Access access;
        private final List<Index> indices = new ArrayList<>();
        private final List<Extent> extents = new ArrayList<>();
        private final boolean found;

        /** Where nothing was found, the axis that is to be split first, if that helps, and the length of its inner part. */
        private Axis axis;

        private long inner;

        Digits(Access access, Shape shape) {
            this.access = access;
            this.found =
                    find(Strides.of(access.view()).each(), Strides.of(shape).each());
        }

        Access finer() {
            return new Access(access.buffer(), new Shape(extents), indices, access.outside());
        }

        private boolean find(List<Long> seen, List<Long> wanted) {
            for (int d = 0; d < seen.size(); d++) {
                Extent extent = access.view().extent(d);
                long from = seen.get(d);
                long outer = from * extent.max();
                List<Long> parts = new ArrayList<>();
                for (long stride : wanted) {
                    if (stride > from && stride < outer) {
                        if (outer % stride != 0 || stride % from != 0 || !extent.isFixed()) {
                            return false;
                        }
                        parts.add(outer / stride);
                        outer = stride;
                    }
                }
                parts.add(outer / from);
                if (parts.size() == 1) {
                    extents.add(extent);
                } else {
                    parts.forEach(part -> extents.add(Extent.of(part)));
                }
                if (!divide(access.indices().get(d), extent.max(), parts)) {
                    return false;
                }
            }
            return true;
        }

        private boolean divide(Index index, long whole, List<Long> parts) {
            if (parts.size() == 1) {
                return indices.add(index);
            }
            return index instanceof Index.Affine affine
                    && affine.lengths().isEmpty()
                    && affine.least() >= 0
                    && affine.most() < whole
                    && divide(affine, parts);
        }

        private boolean divide(Index.Affine index, List<Long> parts) {
            if (parts.size() == 1) {
                return indices.add(index);
            }
            List<Long> rest = parts.subList(1, parts.size());
            long divisor = rest.stream().reduce(1L, (a, b) -> a * b);
            Index.Affine quotient = Index.of(Math.floorDiv(index.constant(), divisor));
            Index.Affine remainder = Index.of(Math.floorMod(index.constant(), divisor));
            for (Index.Term term : index.terms()) {
                if (term.coefficient() % divisor == 0) {
                    quotient = quotient.plus(Index.of(term.axis()).times(term.coefficient() / divisor));
                } else {
                    remainder = remainder.plus(Index.of(term.axis()).times(term.coefficient()));
                }
            }
            if (remainder.least() >= 0 && remainder.most() < divisor) {
                indices.add(quotient);
                return divide(remainder, rest);
            }
            chooseAxis(remainder, divisor);
            return false;
        }

        private void chooseAxis(Index.Affine remainder, long divisor) {
            for (Index.Term term : remainder.terms()) {
                long coefficient = term.coefficient();
                if (coefficient > 0
                        && divisor % coefficient == 0
                        && term.axis().extent().isFixed()) {
                    long length = divisor / coefficient;
                    long extent = term.axis().extent().max();
                    if (extent > length && extent % length == 0) {
                        axis = term.axis();
                        inner = length;
                        return;
                    }
                }
            }
        }
    }
}
