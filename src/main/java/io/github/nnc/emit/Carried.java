package io.github.nnc.emit;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Counter;
import io.github.nnc.kernel.Program;
import io.github.nnc.model.JavaNames;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call leaves to the next one, as the class shows it; nothing where each call stands alone.
 *
 * @param variable the parameter for it
 * @param fields by the buffer that each array holds
 * @param positions how far a stream is, for each length by which it goes on
 */
record Carried(String variable, Map<Buffer, String> fields, List<Position> positions) {

    /** The array of arrays where there are too many for a field each. */
    static final String TABLE = "kept";

    /** So many arrays are made and copied within the 8,000 bytes of a method. */
    static final int MOST_FIELDS = 250;

    private static final List<String> TAKEN = List.of("reset", "copy", "position", TABLE);

    /**
     * A number of steps.
     *
     * @param field its name in the state
     * @param step how many steps a call adds
     * @param counters all that count these steps, each up to a number of its own
     */
    record Position(String field, Extent step, List<Counter> counters) {

        long capacity() {
            return counters.stream().mapToLong(Counter::capacity).min().orElseThrow();
        }

        /** How many steps a call adds, as Java. */
        String step(Map<Extent.Symbol, String> lengths) {
            return SizeText.of(new Shape(List.of(step)), lengths);
        }
    }

    Carried {
        fields = Collections.unmodifiableMap(fields);
        positions = List.copyOf(positions);
    }

    static Carried of(Program program, Identifiers names) {
        if (!program.carries()) {
            return new Carried("", Map.of(), List.of());
        }
        Identifiers inside = new Identifiers(TAKEN);
        Map<Extent, List<Counter>> counters = new LinkedHashMap<>();
        program.counters()
                .forEach(counter -> counters.computeIfAbsent(counter.step(), s -> new ArrayList<>())
                        .add(counter));
        List<Position> positions = new ArrayList<>();
        counters.forEach((step, equal) -> positions.add(new Position(inside.allocate("steps"), step, equal)));
        Map<Buffer, String> fields = new LinkedHashMap<>();
        List<Buffer> states = program.buffers(Buffer.Role.STATE);
        for (Buffer buffer : states) {
            fields.put(
                    buffer,
                    states.size() > MOST_FIELDS
                            ? TABLE + "[" + fields.size() + "]"
                            : inside.allocate(JavaNames.variableName(buffer.name())));
        }
        return new Carried(names.allocate(List.of("s", "state")), fields, positions);
    }

    boolean isEmpty() {
        return variable.isEmpty();
    }

    /** The steps of a position in the state that is the parameter. */
    String steps(Position position) {
        return variable + "." + position.field();
    }

    /** A length that a counter tells, as Java; {@code lengths} are those that a call decides. */
    Optional<String> length(Extent length, Map<Extent.Symbol, String> lengths) {
        for (Position position : positions) {
            for (Counter counter : position.counters()) {
                if (counter.elapsed() == length) {
                    return Optional.of(steps(position));
                } else if (counter.total() == length) {
                    return Optional.of(steps(position) + " + " + position.step(lengths));
                }
            }
        }
        return Optional.empty();
    }
}
