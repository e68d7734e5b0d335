package io.github.nnc.emit;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that the text of a nest's kernel depends on: the nest with its buffers and axes numbered in the order in which they
 * occur. Equal patterns have one kernel, which need not be written to be known.
 *
 * @param nest over buffers and axes that stand for their number and for what text shows of them
 * @param names what text shows of the names of the buffers
 */
record KernelPattern(Step.Nest nest, List<String> names) {

    /**
     * A pattern and what one nest has in its places.
     *
     * @param buffers by their number
     * @param axes by their number
     */
    record Match(KernelPattern pattern, List<Buffer> buffers, List<Axis> axes) {

        /** The arguments of a nest of the same pattern, with this one's buffers and axes instead. */
        List<Kernel.Argument> arguments(List<Kernel.Argument> others, Match other) {
            return others.stream()
                    .map(argument -> {
                        if (argument instanceof Kernel.Argument.Array array) {
                            return new Kernel.Argument.Array(of(array.buffer(), other), array.layout());
                        } else if (argument instanceof Kernel.Argument.Offset offset) {
                            return new Kernel.Argument.Offset(of(offset.buffer(), other));
                        } else if (argument instanceof Kernel.Argument.Iteration iteration) {
                            return new Kernel.Argument.Iteration(axes.get(other.axes.indexOf(iteration.axis())));
                        }
                        return argument;
                    })
                    .toList();
        }

        private Buffer of(Buffer buffer, Match other) {
            return buffers.get(other.buffers.indexOf(buffer));
        }
    }

    /** Recognises patterns; belongs to one class that is written. */
    static final class Recogniser {

        private final Map<List<Object>, Buffer> buffers = new HashMap<>();
        private final Map<List<Object>, Axis> axes = new HashMap<>();

        Match match(Step.Nest nest) {
            Numbering numbering = new Numbering(nest.origin());
            List<Axis> parallel =
                    nest.parallel().stream().map(numbering::standIn).toList();
            List<Axis> reduction =
                    nest.reduction().stream().map(numbering::standIn).toList();
            Step.Nest numbered = numbering.rewrite(nest).over(parallel, reduction);
            Step.Nest pattern = new Step.Nest(
                    "",
                    parallel,
                    reduction,
                    numbered.reduce(),
                    numbered.body(),
                    numbered.epilogue(),
                    numbered.target(),
                    numbered.store());
            return new Match(
                    new KernelPattern(pattern, List.copyOf(numbering.names)),
                    numbering.buffersFound,
                    numbering.axesFound);
        }

        private final class Numbering extends Rewriter {

            private final String origin;
            private final List<Buffer> buffersFound = new ArrayList<>();
            private final List<String> names = new ArrayList<>();
            private final List<Axis> axesFound = new ArrayList<>();
            private final Map<Object, Object> standIns = new IdentityHashMap<>();

            Numbering(String origin) {
                this.origin = origin;
            }

            @Override
            protected Buffer buffer(Buffer buffer) {
                return (Buffer) standIns.computeIfAbsent(buffer, b -> {
                    buffersFound.add(buffer);
                    // an own buffer is called by its name, those of other layers are all the same
                    names.add((buffer.name().startsWith(origin + ".") ? "." : "") + Identifiers.local(buffer.name()));
                    return buffers.computeIfAbsent(
                            List.of(buffersFound.size(), buffer.role(), buffer.element(), buffer.shape()),
                            key -> new Buffer("b" + names.size(), buffer.role(), buffer.element(), buffer.shape()));
                });
            }

            Axis standIn(Axis axis) {
                return (Axis) standIns.computeIfAbsent(axis, a -> {
                    axesFound.add(axis);
                    return axes.computeIfAbsent(
                            List.of(axesFound.size(), axis.name(), axis.extent()),
                            key -> new Axis(axis.name(), axis.extent()));
                });
            }

            @Override
            protected Index.Affine affine(Index.Affine index) {
                return new Index.Affine(
                        index.terms().stream()
                                .map(term -> new Index.Term(standIn(term.axis()), term.coefficient()))
                                .toList(),
                        index.lengths(),
                        index.constant());
            }
        }
    }
}
