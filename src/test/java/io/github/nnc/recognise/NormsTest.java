package io.github.nnc.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.nnc.operators.OnnxGraph;
import io.github.nnc.operators.OnnxRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Norms in steps. */
class NormsTest {

    @Test
    void findsLayerNorm() {
        OnnxGraph full = normed(List.of(-1), List.of(-1))
                .operator("Mul", "n w", "m")
                .node("Add", "m b")
                .output("y");
        OnnxGraph weighted = normed(List.of(2), List.of(2)).node("Mul", "w n").output("y");
        OnnxGraph plain =
                normed(List.of(1, 2), List.of(1, 2)).node("Identity", "n").output("y");
        assertEquals(List.of("input 5x8", "layernorm eps=0.000001"), full.statements());
        assertEquals(List.of("input 5x8", "layernorm eps=0.000001 bias=false"), weighted.statements());
        assertEquals(
                List.of("input 5x8", "layernorm eps=0.000001 elementwise_affine=false axis=0"), plain.statements());
        OnnxRuntime.agrees(List.of(full, weighted, plain));
    }

    @Test
    void findsNormsByTheRootOfTheMeanSquare() {
        OnnxGraph graph = start().operator("Mul", "x x", "a")
                .operator("ReduceMean", "a", "c", "axes", List.of(-1))
                .operator("Add", "c eps", "d")
                .operator("Sqrt", "d", "e")
                .operator("Reciprocal", "e", "f")
                .operator("Mul", "x f", "g")
                .node("Mul", "w g")
                .output("y");
        assertEquals(List.of("input 5x8", "rmsnorm eps=0.000001"), graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void findsAnInverseMadeByDivision() {
        OnnxGraph graph = start().floats("one", List.of(), 1)
                .operator("Pow", "x two", "a")
                .operator("ReduceMean", "a", "c", "axes", List.of(-1))
                .operator("Add", "c eps", "d")
                .operator("Sqrt", "d", "e")
                .operator("Div", "one e", "f")
                .operator("Mul", "x f", "g")
                .node("Mul", "w g")
                .output("y");
        assertEquals(List.of("input 5x8", "rmsnorm eps=0.000001"), graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void leavesOtherAxesAlone() {
        OnnxGraph tokens = normed(List.of(1), List.of(1)).node("Identity", "n").output("y");
        OnnxGraph mixed = normed(List.of(1), List.of(2)).node("Identity", "n").output("y");
        OnnxGraph byToken = normed(List.of(2), List.of(2))
                .weights("u", 5, 1)
                .node("Mul", "n u")
                .output("y");
        for (OnnxGraph graph : List.of(tokens, mixed)) {
            assertFalse(String.join(" ", graph.statements()).contains("layernorm"));
        }
        assertEquals(
                List.of("u: parameter 5x1", "input 5x8", "layernorm eps=0.000001 elementwise_affine=false", "mul u"),
                byToken.statements());
        OnnxRuntime.agrees(List.of(tokens, mixed, byToken));
    }

    @Test
    void keepsWhatOthersRead() {
        OnnxGraph graph =
                normed(List.of(2), List.of(2)).operator("Identity", "n", "y").output("y", "d");
        assertFalse(String.join(" ", graph.statements()).contains("layernorm"));
        OnnxRuntime.agrees(List.of(graph));
    }

    private static OnnxGraph start() {
        return OnnxGraph.of(13)
                .input("x", 2, 5, 8)
                .weights("w", 8)
                .weights("b", 8)
                .floats("eps", List.of(), 1e-6)
                .floats("two", List.of(), 2);
    }

    private static OnnxGraph normed(List<Integer> axes, List<Integer> others) {
        return start().operator("ReduceMean", "x", "a", "axes", axes)
                .operator("Sub", "x a", "d")
                .operator("Pow", "d two", "p")
                .operator("ReduceMean", "p", "v", "axes", others)
                .operator("Add", "v eps", "s")
                .operator("Sqrt", "s", "r")
                .operator("Div", "d r", "n");
    }
}
