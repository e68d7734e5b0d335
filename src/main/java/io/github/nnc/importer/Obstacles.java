package io.github.nnc.importer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.operators.Obstacle;
import io.github.nnc.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says all that stands in the way of an import at once: a note for each kind of obstacle, with the operators it is at. */
final class Obstacles {

    /** How many operators a note names. */
    private static final int MOST_NAMES = 5;

    private Obstacles() {}

    static Diagnostic diagnostic(Span place, List<Obstacle> obstacles) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        for (Obstacle obstacle : obstacles) {
            kinds.computeIfAbsent("`" + obstacle.type() + "`: " + obstacle.reason(), kind -> new ArrayList<>())
                    .add(obstacle.operator());
        }
        String count = obstacles.size() == 1 ? "a part" : obstacles.size() + " parts";
        Diagnostic refusal =
                Diagnostic.of(Code.ONNX_UNSUPPORTED, place, "the graph has " + count + " that layers cannot say");
        for (Map.Entry<String, List<String>> kind : kinds.entrySet()) {
            refusal = refusal.withNote(kind.getKey() + at(kind.getValue()));
        }
        return refusal.withHelp("`nnc ops` lists the operators that can be imported");
    }

    private static String at(List<String> operators) {
        List<String> names = operators.stream().filter(name -> !name.isEmpty()).toList();
        String count = operators.size() == 1 ? "" : operators.size() + " times";
        if (names.isEmpty()) {
            return count.isEmpty() ? "" : ", " + count;
        }
        String listed = "`" + String.join("`, `", names.subList(0, Math.min(MOST_NAMES, names.size()))) + "`"
                + (names.size() > MOST_NAMES ? ", …" : "");
        return count.isEmpty() ? ", at " + listed : ", " + count + ": " + listed;
    }
}
