package io.github.nnc.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nnc.operators.OnnxGraph;
import io.github.nnc.operators.OnnxRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Biases behind products. */
class BiasesTest {

    @Test
    void findsBiases() {
        OnnxGraph dense = OnnxGraph.of(13)
                .input("x", 2, 4, 3)
                .weights("w", 3, 5)
                .weights("b", 5)
                .operator("MatMul", "x w", "a")
                .node("Add", "b a")
                .output("y");
        OnnxGraph conv = conv(1, 6, 1, 1);
        assertEquals(List.of("input 4x3", "dense 5"), dense.statements());
        assertEquals(List.of("input 3x7x6", "conv 6 2"), conv.statements());
        OnnxRuntime.agrees(List.of(dense, conv));
    }

    @Test
    void leavesOtherSummandsAlone() {
        OnnxGraph rows = OnnxGraph.of(13)
                .input("x", 2, 4, 3)
                .weights("w", 3, 5)
                .weights("b", 4, 1)
                .operator("MatMul", "x w", "a")
                .node("Add", "b a")
                .output("y");
        OnnxGraph columns = conv(1, 1, 1, 5);
        assertEquals(List.of("b: parameter 4x1", "input 4x3", "dense 5 bias=false", "add b"), rows.statements());
        assertEquals(4, columns.statements().size());
        OnnxRuntime.agrees(List.of(rows, columns));
    }

    private static OnnxGraph conv(long... bias) {
        return OnnxGraph.of(13)
                .input("x", 2, 3, 7, 6)
                .weights("w", 6, 3, 2, 2)
                .weights("b", bias)
                .operator("Conv", "x w", "a")
                .node("Add", "a b")
                .output("y");
    }
}
