package io.github.nnc.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What graphs compute of lengths that each call decides. */
class LengthsTest {

    /** PyTorch's {@code expand(n, -1, -1)} asks which lengths are -1 and takes 1 in their place. */
    @Test
    void stretchesALearnedTokenToAllExamples() {
        assertThat(token(OnnxGraph.of(13).open("x", "batch", 2, 3)).statements())
                .containsExactly("token: parameter 1x3", "x: input 2x3", "from token; concat x axis=0");
        OnnxRuntime.agrees(List.of(token(OnnxGraph.of(13).input("x", 4, 2, 3))));
    }

    private static OnnxGraph token(OnnxGraph graph) {
        return graph.weights("token", 1, 1, 3)
                .wholes("first", 0)
                .wholes("inferred", -1)
                .wholes("minus", -1)
                .operator("Shape", "x", "shape")
                .operator("Gather", "shape first", "n")
                .operator("Concat", "n inferred inferred", "asked", "axis", 0)
                .operator("Reshape", "asked minus", "flat")
                .operator("Shape", "flat", "count")
                .operator("ConstantOfShape", "count", "zeros")
                .wholes("one", 1)
                .operator("Cast", "zeros", "none", "to", 7)
                .operator("Add", "none one", "ones")
                .operator("Mul", "ones minus", "open")
                .operator("Equal", "flat open", "isOpen")
                .operator("Where", "isOpen ones flat", "target")
                .operator("Expand", "token target", "tokens")
                .node("Concat", "tokens x", "axis", 1)
                .output("y");
    }

    @Test
    void refusesToCompareWhatCallsDecide() {
        assertThat(OnnxGraph.of(13)
                        .open("x", "batch", 2, 3)
                        .wholes("numbers", 4, 2, 3)
                        .operator("Shape", "x", "shape")
                        .operator("Equal", "shape numbers", "same")
                        .operator("Where", "same shape numbers", "target")
                        .node("Reshape", "x target")
                        .output("y")
                        .refusal())
                .contains("`Equal`: lengths that vary are compared");
    }

    /** The rows of all examples are laid out one behind the other, and taken apart again; here there is one example. */
    @Test
    void theOnlyExampleComesBack() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 1, 4, 3)
                .weights("w", 3, 5)
                .weights("b", 5)
                .wholes("rows", -1, 3)
                .wholes("examples", 1, 4, 5)
                .operator("Reshape", "x rows", "flat")
                .operator("Gemm", "flat w b", "product")
                .operator("Reshape", "product examples", "apart")
                .node("Softmax", "apart", "axis", 1)
                .output("y");
        assertThat(graph.statements()).containsExactly("input 4x3", "dense 5", "softmax axis=0");
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void numbersBecomeTruths() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 2, 3)
                .operator("Floor", "x", "whole")
                .operator("Cast", "whole", "isOther", "to", 9)
                .operator("Cast", "isOther", "counted", "to", 7)
                .operator("Cast", "counted", "number", "to", 1)
                .node("Add", "number x")
                .output("y");
        assertThat(graph.text()).contains("floor;", "not_equal 0;");
        OnnxRuntime.agrees(List.of(graph));
    }
}
