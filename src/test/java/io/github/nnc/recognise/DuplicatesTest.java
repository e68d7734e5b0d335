package io.github.nnc.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.operators.OnnxGraph;
import io.github.nnc.operators.OnnxRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuplicatesTest {

    private static OnnxGraph twice() {
        return OnnxGraph.of(13)
                .input("x", 2, 4)
                .operator("Sigmoid", "x", "a")
                .operator("Sigmoid", "x", "b")
                .operator("Exp", "a", "c")
                .operator("Exp", "b", "d")
                .weights("w", 4, 4)
                .operator("MatMul", "c w", "e")
                .operator("MatMul", "d w", "f")
                .operator("Tanh", "e", "g");
    }

    @Test
    void whatIsComputedTwiceIsComputedOnce() {
        OnnxGraph graph = twice().node("Mul", "g f").output("y");
        assertThat(graph.statements())
                .filteredOn(text -> text.contains("sigmoid"))
                .hasSize(1);
        assertThat(graph.statements()).filteredOn(text -> text.contains("exp")).hasSize(1);
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void outputsStayApart() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 2, 4)
                .operator("Tanh", "x", "a")
                .operator("Tanh", "x", "b")
                .output("a")
                .output("b");
        assertThat(graph.statements()).filteredOn(text -> text.contains("tanh")).hasSize(2);
        OnnxRuntime.agrees(List.of(graph));
    }
}
