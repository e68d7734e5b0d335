package io.github.nnc.lower;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import io.github.nnc.kernel.Substitution;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Value numbering of what is computed before the first pass: constants that the same loops make of the same numbers
 * become one. The angles of a hundred equal layers are kept once.
 */
final class ShareConstants implements Pass {

    @Override
    public Program apply(Program program) {
        Map<Buffer, Buffer> twins = new Numbering(program).twins();
        if (twins.isEmpty()) {
            return program;
        }
        Rewriter renaming = new Rewriter() {
            @Override
            protected Buffer buffer(Buffer buffer) {
                return twins.getOrDefault(buffer, buffer);
            }
        };
        return new Program(
                program.buffers().stream()
                        .filter(buffer -> !twins.containsKey(buffer))
                        .toList(),
                program.preparation().stream()
                        .filter(step -> !(step instanceof Step.Nest nest)
                                || !twins.containsKey(nest.target().buffer()))
                        .map(renaming::rewrite)
                        .toList(),
                program.steps().stream().map(renaming::rewrite).toList(),
                program.counters());
    }

    /** Finds for each constant the first one that is the same. */
    private static final class Numbering {

        /** Stands for the constant that a nest writes, whichever it is. */
        private static final Buffer ITSELF =
                new Buffer("", Buffer.Role.CONSTANT, Buffer.Element.FLOAT, new Shape(List.of()));

        private final Program program;
        private final Uses uses;
        private final Map<Object, Buffer> firsts = new HashMap<>();
        private final Map<Buffer, Buffer> twins = new IdentityHashMap<>();
        private final Map<Place, Axis> axes = new HashMap<>();

        /** What an axis is called whatever it was called: its place in the nest. */
        private record Place(int at, Extent extent) {}

        /** A constant by how it comes about: the numbers it holds, or the loops that write it. */
        private record Origin(Shape shape, Buffer.Element element, List<?> content) {}

        Numbering(Program program) {
            this.program = program;
            this.uses = Uses.of(program.preparation());
        }

        Map<Buffer, Buffer> twins() {
            for (Buffer buffer : program.buffers(Buffer.Role.CONSTANT)) {
                buffer.numbers().ifPresent(numbers -> number(buffer, floats(numbers)));
            }
            Set<Step> written = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Step step : program.preparation()) {
                written.add(step);
                if (step instanceof Step.Nest nest) {
                    Buffer target = nest.target().buffer();
                    List<Step.Nest> writers = uses.writers(target);
                    if (written.containsAll(writers)) {
                        number(target, writers.stream().map(this::nameless).toList());
                    }
                }
            }
            return twins;
        }

        private void number(Buffer buffer, List<?> content) {
            Buffer first = firsts.putIfAbsent(new Origin(buffer.shape(), buffer.element(), content), buffer);
            if (first != null) {
                twins.put(buffer, first);
            }
        }

        private static List<Float> floats(float[] numbers) {
            List<Float> floats = new ArrayList<>();
            for (float number : numbers) {
                floats.add(number);
            }
            return floats;
        }

        /** The nest without the names of its axes, of its layer and of its target. */
        private Step.Nest nameless(Step.Nest nest) {
            Map<Axis, Index.Affine> renamed = new HashMap<>();
            List<Axis> parallel = places(nest.parallel(), 0, renamed);
            List<Axis> reduction = places(nest.reduction(), parallel.size(), renamed);
            Buffer target = nest.target().buffer();
            Step.Nest nameless = new Rewriter() {
                @Override
                protected Buffer buffer(Buffer buffer) {
                    return buffer == target ? ITSELF : twins.getOrDefault(buffer, buffer);
                }
            }.rewrite(new Substitution(renamed).rewrite(nest));
            return new Step.Nest(
                    "",
                    parallel,
                    reduction,
                    nameless.reduce(),
                    nameless.body(),
                    nameless.epilogue(),
                    nameless.target(),
                    nameless.store());
        }

        private List<Axis> places(List<Axis> own, int from, Map<Axis, Index.Affine> renamed) {
            List<Axis> places = new ArrayList<>();
            for (Axis axis : own) {
                Place place = new Place(from + places.size(), axis.extent());
                Axis common = axes.computeIfAbsent(place, p -> new Axis("a" + p.at(), p.extent()));
                renamed.put(axis, Index.of(common));
                places.add(common);
            }
            return places;
        }
    }
}
