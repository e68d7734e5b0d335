package io.github.nnc.emit;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Counter;
import io.github.nnc.kernel.Program;
import io.github.nnc.model.JavaNames;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call leaves to the next one, as the class shows it; nothing where each call stands alone.
 *
 * @param variable the parameter for it
 * @param fields by the buffer that each array holds
 * @param positions by the counter that each number is
 */
record Carried(String variable, Map<Buffer, String> fields, Map<Counter, String> positions) {

    private static final List<String> METHODS = List.of("reset", "copy", "position");

    Carried {
        fields = Collections.unmodifiableMap(fields);
        positions = Collections.unmodifiableMap(positions);
    }

    static Carried of(Program program, Identifiers names) {
        if (!program.carries()) {
            return new Carried("", Map.of(), Map.of());
        }
        Identifiers inside = new Identifiers(METHODS);
        Map<Counter, String> positions = new LinkedHashMap<>();
        program.counters().forEach(counter -> positions.put(counter, inside.allocate("steps")));
        Map<Buffer, String> fields = new LinkedHashMap<>();
        for (Buffer buffer : program.buffers(Buffer.Role.STATE)) {
            fields.put(buffer, inside.allocate(JavaNames.variableName(buffer.name())));
        }
        return new Carried(names.allocate(List.of("s", "state")), fields, positions);
    }

    boolean isEmpty() {
        return variable.isEmpty();
    }

    /** The lengths that the counters tell, as Java. */
    Map<Extent.Symbol, String> lengths(Map<Extent.Symbol, String> ofTheCall) {
        Map<Extent.Symbol, String> lengths = new IdentityHashMap<>();
        positions.forEach((counter, field) -> {
            String elapsed = variable + "." + field;
            lengths.put(counter.elapsed(), elapsed);
            lengths.put(counter.total(), elapsed + " + " + step(counter, ofTheCall));
        });
        return lengths;
    }

    /** How many steps a call adds, as Java. */
    static String step(Counter counter, Map<Extent.Symbol, String> ofTheCall) {
        return SizeText.of(new Shape(List.of(counter.step())), ofTheCall);
    }
}
