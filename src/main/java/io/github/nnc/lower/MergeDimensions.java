package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes one axis of two that every access of a nest walks through as one run of memory: an image is mapped like a
 * vector, and what was flattened is read as it was written.
 */
final class MergeDimensions implements Pass {

    @Override
    public Program apply(Program program) {
        return program.with(
                program.buffers(),
                program.steps().stream().map(MergeDimensions::merged).toList());
    }

    private static Step merged(Step step) {
        if (step instanceof Step.Sequence sequence) {
            return new Step.Sequence(
                    sequence.origin(),
                    sequence.axis(),
                    sequence.steps().stream().map(MergeDimensions::merged).toList());
        }
        return merged((Step.Nest) step);
    }

    /** The nest with as few axes as it can have. */
    static Step.Nest merged(Step.Nest nest) {
        Step.Nest merged = nest;
        for (Optional<Step.Nest> next = mergeOne(nest); next.isPresent(); next = mergeOne(merged)) {
            merged = next.get();
        }
        return merged;
    }

    private static Optional<Step.Nest> mergeOne(Step.Nest nest) {
        for (int i = 0; i + 1 < nest.parallel().size(); i++) {
            Pair pair = new Pair(nest.parallel().get(i), nest.parallel().get(i + 1));
            if (pair.fits(nest)) {
                return Optional.of(pair.merge(nest, without(nest.parallel(), i, pair.merged), nest.reduction()));
            }
        }
        for (int i = 0; i + 1 < nest.reduction().size() && nest.reduce() != Step.Reduction.ARGMAX; i++) {
            Pair pair = new Pair(nest.reduction().get(i), nest.reduction().get(i + 1));
            if (pair.fits(nest)) {
                return Optional.of(pair.merge(nest, nest.parallel(), without(nest.reduction(), i, pair.merged)));
            }
        }
        return Optional.empty();
    }

    private static List<Axis> without(List<Axis> axes, int at, Axis merged) {
        List<Axis> fewer = new ArrayList<>(axes);
        fewer.remove(at);
        fewer.set(at, merged);
        return fewer;
    }

    /** Two axes, the second inside the first, and the one that takes their place. */
    private static final class Pair {

        private final Axis outer;
        private final Axis inner;
        private final Axis merged;

        Pair(Axis outer, Axis inner) {
            this.outer = outer;
            this.inner = inner;
            boolean fixed = outer.extent().isFixed()
                    && inner.extent().isFixed()
                    && Math.multiplyHigh(outer.extent().max(), inner.extent().max()) == 0
                    && outer.extent().max() * inner.extent().max() >= 0;
            this.merged = fixed
                    ? new Axis(
                            outer.name(),
                            Extent.of(outer.extent().max() * inner.extent().max()))
                    : outer;
        }

        boolean fits(Step.Nest nest) {
            if (merged == outer || positions(nest.body()) || positions(nest.epilogue())) {
                return false;
            }
            List<Access> accesses = new ArrayList<>(Reads.of(nest));
            accesses.add(nest.target());
            return accesses.stream().allMatch(this::fits);
        }

        /** Whether an access has the two as neighbouring dimensions and nowhere else, or not at all. */
        private boolean fits(Access access) {
            boolean mentioned = Uses.dependsOn(access, outer) || Uses.dependsOn(access, inner);
            if (!mentioned) {
                return true;
            }
            int at = place(access);
            boolean row = at + 2 == access.view().rank() && isRow(access);
            if (at < 0 || access.outside().isPresent() || row) {
                return false;
            }
            for (int i = 0; i < access.indices().size(); i++) {
                Index index = access.indices().get(i);
                if (i != at && i != at + 1 && (Uses.dependsOn(index, outer) || Uses.dependsOn(index, inner))) {
                    return false;
                }
            }
            return true;
        }

        /** Whether the last dimension is a row of its own. */
        private static boolean isRow(Access access) {
            Shape shape = access.buffer().shape();
            return access.buffer().role() == Buffer.Role.ROWS
                    && access.view().extent(access.view().rank() - 1).equals(shape.extent(shape.rank() - 1));
        }

        private int place(Access access) {
            for (int i = 0; i + 1 < access.indices().size(); i++) {
                if (Uses.isAxis(access.indices().get(i), outer)
                        && Uses.isAxis(access.indices().get(i + 1), inner)
                        && access.view().extent(i).equals(outer.extent())
                        && access.view().extent(i + 1).equals(inner.extent())) {
                    return i;
                }
            }
            return -1;
        }

        private boolean positions(Expression expression) {
            boolean[] found = {false};
            new Rewriter() {
                @Override
                protected Index.Affine position(Index.Affine index) {
                    found[0] |= Uses.dependsOn(index, outer) || Uses.dependsOn(index, inner);
                    return index;
                }
            }.rewrite(expression);
            return found[0];
        }

        Step.Nest merge(Step.Nest nest, List<Axis> parallel, List<Axis> reduction) {
            Rewriter merging = new Rewriter() {
                @Override
                protected Expression load(Access access) {
                    return new Expression.Load(merge(access));
                }
            };
            return new Step.Nest(
                    nest.origin(),
                    parallel,
                    reduction,
                    nest.reduce(),
                    merging.rewrite(nest.body()),
                    merging.rewrite(nest.epilogue()),
                    merge(nest.target()),
                    nest.store());
        }

        private Access merge(Access access) {
            int at = place(access);
            if (at < 0) {
                return access;
            }
            List<Index> indices = new ArrayList<>(access.indices());
            indices.remove(at);
            indices.set(at, Index.of(merged));
            List<Extent> extents = new ArrayList<>(access.view().extents());
            extents.remove(at);
            extents.set(at, merged.extent());
            return new Access(access.buffer(), new Shape(extents), indices, access.outside());
        }
    }
}
