package io.github.nnc.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nnc.operators.OnnxGraph;
import io.github.nnc.operators.OnnxRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Learned numbers behind products. */
class AffinesTest {

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
    void foldsABatchNormInSteps() {
        OnnxGraph conv = OnnxGraph.of(13)
                .input("x", 2, 3, 7, 6)
                .weights("w", 6, 3, 2, 2)
                .weights("mean", 6, 1, 1)
                .weights("deviation", 1, 6, 1, 1)
                .weights("gamma", 6, 1, 1)
                .weights("beta", 1, 6, 1, 1)
                .operator("Conv", "x w", "a")
                .operator("Sub", "a mean", "b")
                .operator("Div", "b deviation", "c")
                .operator("Mul", "gamma c", "d")
                .operator("Add", "d beta", "e")
                .node("Relu", "e")
                .output("y");
        OnnxGraph dense = OnnxGraph.of(13)
                .input("x", 2, 4)
                .weights("w", 5, 4)
                .weights("b", 5)
                .weights("factor", 5)
                .operator("Gemm", "x w b", "a", "transB", 1)
                .node("Mul", "a factor")
                .output("y");
        assertEquals(List.of("input 3x7x6", "conv 6 2 relu"), conv.statements());
        assertEquals(List.of("input 4", "dense 5"), dense.statements());
        OnnxRuntime.agrees(List.of(conv, dense));
    }

    @Test
    void foldsWhatFollowsATransposedConvolutionInGroups() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 2, 4, 3, 3)
                .weights("w", 4, 3, 2, 2)
                .weights("b", 6)
                .weights("factor", 6, 1, 1)
                .operator("ConvTranspose", "x w b", "a", "group", 2, "strides", List.of(2, 2))
                .node("Mul", "a factor")
                .output("y");
        assertEquals(List.of("input 4x3x3", "conv_transpose 6 2 stride=2 groups=2"), graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void keepsALayerThatOthersRead() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 2, 4)
                .weights("w", 4, 4)
                .weights("factor", 4)
                .operator("MatMul", "x w", "a")
                .operator("Mul", "a factor", "b")
                .node("Add", "a b")
                .output("y");
        assertEquals(
                List.of("factor: parameter 4", "input 4", "dense 4 bias=false", "residual < mul factor >"),
                graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void leavesZeroDivisorsAlone() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 2, 4)
                .weights("w", 4, 3)
                .floats("none", List.of(3L), 0, 1, 2)
                .operator("MatMul", "x w", "a")
                .node("Div", "a none")
                .output("y");
        assertEquals(List.of("none: parameter 3", "input 4", "dense 3 bias=false", "div none"), graph.statements());
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
