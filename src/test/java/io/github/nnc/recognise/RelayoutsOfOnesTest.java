package io.github.nnc.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nnc.operators.OnnxGraph;
import io.github.nnc.operators.OnnxRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layouts that end where they began. */
class RelayoutsOfOnesTest {

    @Test
    void dropsMovesOfUnitDimensions() {
        OnnxGraph graph = moved(2, 4, 1, 3, List.of(0, 2, 1, 3));
        assertEquals(List.of("input 4x3", "tanh", "relu"), graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void keepsMovesOfOthers() {
        OnnxGraph graph = moved(2, 2, 2, 3, List.of(0, 2, 1, 3));
        assertEquals(
                List.of("input 4x3", "tanh", "reshape 2x2x3", "permute 1, 0, 2", "reshape 4x3", "relu"),
                graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void keepsNetworksThatDoNothingElse() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 2, 1, 1, 3)
                .node("Transpose", "x", "perm", List.of(0, 2, 1, 3))
                .output("y");
        assertEquals(List.of("input 1x1x3", "identity"), graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    private static OnnxGraph moved(long batch, long rows, long columns, long features, List<Integer> order) {
        return OnnxGraph.of(13)
                .input("x", 2, 4, 3)
                .wholes("apart", batch, rows, columns, features)
                .wholes("together", 2, 4, 3)
                .operator("Tanh", "x", "a")
                .operator("Reshape", "a apart", "b")
                .operator("Transpose", "b", "c", "perm", order)
                .operator("Reshape", "c together", "d")
                .node("Relu", "d")
                .output("y");
    }
}
