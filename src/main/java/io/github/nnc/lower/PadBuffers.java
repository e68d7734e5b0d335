package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Gives what is read beyond its borders a margin that holds what stands there, so that no load needs a guard: a temporary
 * grows, and whoever wrote it writes the middle; an input is copied into a temporary with margins.
 */
final class PadBuffers implements Pass {

    private final Thresholds thresholds;

    /** Leaves alone what is read so seldom that its guards cost less than margins. */
    PadBuffers(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Program apply(Program program) {
        Map<Buffer, Margins> margins = Margins.of(program.steps(), thresholds);
        if (margins.isEmpty()) {
            return program;
        }
        List<Buffer> buffers = new ArrayList<>();
        Map<Buffer, Padded> padded = new IdentityHashMap<>();
        for (Buffer buffer : program.buffers()) {
            boolean grows = buffer.role() == Buffer.Role.TEMPORARY && margins.containsKey(buffer);
            if (!grows) {
                buffers.add(buffer);
            }
            if (margins.containsKey(buffer)) {
                Padded other = Padded.of(buffer, margins.get(buffer));
                padded.put(buffer, other);
                buffers.add(other.buffer());
            }
        }
        return program.with(buffers, steps(program.steps(), padded));
    }

    private static List<Step> steps(List<Step> steps, Map<Buffer, Padded> padded) {
        Rewriter growing = new Rewriter() {
            @Override
            protected Access access(Access access) {
                Padded other = padded.get(access.buffer());
                boolean stays = other == null
                        || access.buffer().role() == Buffer.Role.INPUT
                                && access.outside().isEmpty();
                return stays ? access : other.inside(access);
            }
        };
        List<Step> result = new ArrayList<>();
        padded.forEach((buffer, other) -> {
            if (buffer.role() == Buffer.Role.INPUT) {
                result.add(other.copy(buffer));
                other.addMargins(buffer.name(), result);
            }
        });
        Map<Buffer, Step> written = new IdentityHashMap<>();
        for (Step step : steps) {
            result.add(growing.rewrite(step));
            if (step instanceof Step.Nest nest && written.put(nest.target().buffer(), step) == null) {
                Padded target = padded.get(nest.target().buffer());
                if (target != null) {
                    target.addMargins(nest.origin(), result);
                }
            }
        }
        return result;
    }

    /** A buffer with margins around what another one holds. */
    private record Padded(Buffer buffer, Shape middle, Margins margins) {

        static Padded of(Buffer original, Margins margins) {
            List<Extent> extents = new ArrayList<>();
            for (int d = 0; d < margins.view().rank(); d++) {
                Extent extent = margins.view().extent(d);
                long margin = margins.before(d) + margins.after(d);
                extents.add(margin == 0 ? extent : Extent.of(extent.max() + margin));
            }
            String name = original.role() == Buffer.Role.INPUT ? original.name() + ".padded" : original.name();
            Buffer buffer = new Buffer(name, Buffer.Role.TEMPORARY, original.element(), new Shape(extents));
            return new Padded(buffer, margins.view(), margins);
        }

        Access inside(Access access) {
            List<Index> indices = new ArrayList<>();
            for (int d = 0; d < access.indices().size(); d++) {
                long before = margins.before(d);
                Index index = access.indices().get(d);
                indices.add(before == 0 ? index : ((Index.Affine) index).plus(before));
            }
            return new Access(buffer, buffer.shape(), indices, OptionalDouble.empty());
        }

        Step copy(Buffer original) {
            List<Axis> axes = KernelBuilder.axes("i", middle);
            Access source = Access.walk(original, axes);
            return map(original.name(), axes, new Expression.Load(source), inside(source));
        }

        /** One nest for the margins along each dimension: over all of those within it, the middle of those around it. */
        void addMargins(String origin, List<Step> steps) {
            for (int d = 0; d < middle.rank(); d++) {
                long before = margins.before(d);
                long after = margins.after(d);
                if (before == after && before > 0) {
                    Axis side = new Axis("side", Extent.of(2));
                    Index.Affine start =
                            Index.of(side).times(before + middle.extent(d).max());
                    steps.add(margin(origin, d, List.of(side), start, before));
                } else {
                    if (before > 0) {
                        steps.add(margin(origin, d, List.of(), Index.of(0), before));
                    }
                    if (after > 0) {
                        Index.Affine start = Index.of(before + middle.extent(d).max());
                        steps.add(margin(origin, d, List.of(), start, after));
                    }
                }
            }
        }

        private Step margin(String origin, int along, List<Axis> sides, Index.Affine start, long length) {
            List<Axis> axes = new ArrayList<>(sides);
            List<Index> indices = new ArrayList<>();
            for (int d = 0; d < middle.rank(); d++) {
                Extent extent = d < along
                        ? middle.extent(d)
                        : d == along ? Extent.of(length) : buffer.shape().extent(d);
                Axis axis = new Axis("i" + d, extent);
                axes.add(axis);
                Index.Affine first = d < along ? Index.of(margins.before(d)) : d == along ? start : Index.of(0);
                indices.add(first.plus(Index.of(axis)));
            }
            return map(origin, axes, Expression.constant(margins.outside()), Access.of(buffer, indices));
        }

        private static Step map(String origin, List<Axis> axes, Expression value, Access target) {
            return new Step.Nest(
                    origin,
                    axes,
                    List.of(),
                    Step.Reduction.NONE,
                    value,
                    new Expression.Reduced(),
                    target,
                    Step.Store.ASSIGN);
        }
    }
}
