package io.github.nnc.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nnc.operators.OnnxGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Learned rows that are added to tokens. */
class PositionsTest {

    @Test
    void findsRowsForPlaces() {
        assertEquals(
                List.of("input 3 tokens=9", "embedding 4", "position"),
                added(3, 4).statements());
        assertEquals(
                List.of("p: parameter 1x4", "input 3 tokens=9", "embedding 4", "add p"),
                added(1, 4).statements());
    }

    private static OnnxGraph added(long rows, long features) {
        return OnnxGraph.of(13)
                .ids("x", 2, 3)
                .weights("w", 9, 4)
                .weights("p", rows, features)
                .operator("Gather", "w x", "e")
                .node("Add", "e p")
                .output("y");
    }
}
