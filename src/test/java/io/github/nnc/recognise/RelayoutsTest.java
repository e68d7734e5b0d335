package io.github.nnc.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nnc.operators.OnnxGraph;
import io.github.nnc.operators.OnnxRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes of dimensions one behind the other, on 2 examples of 3 tokens with 4 features. */
class RelayoutsTest {

    private static OnnxGraph start() {
        return OnnxGraph.of(17).input("x", 2, 3, 4);
    }

    @Test
    void leavesOutWhatCancels() {
        OnnxGraph graph = start().wholes("apart", 2, 3, 1, 4)
                .wholes("back", 2, 3, 4)
                .operator("Relu", "x", "a")
                .operator("Reshape", "a apart", "b")
                .operator("Transpose", "b", "c", "perm", List.of(0L, 2L, 1L, 3L))
                .operator("Reshape", "c back", "d")
                .operator("Tanh", "d", "y")
                .output("y");
        assertEquals(List.of("input 3x4", "relu", "tanh"), graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void writesOneForSeveral() {
        OnnxGraph graph = start().wholes("flat", 2, 12)
                .wholes("other", 2, 2, 6)
                .operator("Reshape", "x flat", "a")
                .operator("Reshape", "a other", "b")
                .operator("Tanh", "b", "y")
                .output("y");
        assertEquals(List.of("input 3x4", "reshape 2x6", "tanh"), graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void keepsWhatMovesNumbers() {
        OnnxGraph graph = start().wholes("back", 2, 3, 4)
                .operator("Relu", "x", "a")
                .operator("Transpose", "a", "b", "perm", List.of(0L, 2L, 1L))
                .operator("Reshape", "b back", "c")
                .operator("Tanh", "c", "y")
                .output("y");
        assertEquals(List.of("input 3x4", "relu", "transpose", "reshape 3x4", "tanh"), graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void keepsValuesThatTheCallerReceives() {
        OnnxGraph graph = start().wholes("apart", 2, 3, 1, 4)
                .wholes("back", 2, 3, 4)
                .operator("Reshape", "x apart", "a")
                .operator("Reshape", "a back", "y")
                .output("y");
        assertEquals(List.of("input 3x4", "identity"), graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }
}
