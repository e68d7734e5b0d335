package io.github.nnc.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Remainders. */
class ModTest {

    @Test
    void haveTheSignOfTheSecondNumber() {
        OnnxGraph wholes = OnnxGraph.of(13)
                .input("x", 2, 4)
                .wholes("a", 7, -7, 7, -7)
                .wholes("b", 3, 3, -3, -3)
                .operator("Mod", "a b", "m")
                .operator("Cast", "m", "f", "to", 1)
                .node("Mul", "x f")
                .output("y");
        OnnxGraph lengths = OnnxGraph.of(13)
                .input("x", 2, 10)
                .wholes("width", 4)
                .wholes("second", 1)
                .wholes("none", 0)
                .operator("Shape", "x", "shape")
                .operator("Gather", "shape second", "length")
                .operator("Mod", "length width", "over")
                .node("Slice", "x none over second")
                .output("y");
        assertThat(lengths.statements()).containsExactly("input 10", "slice end=2");
        OnnxRuntime.agrees(List.of(wholes, lengths));
    }

    @Test
    void refusesWhatLayersCannotSay() {
        OnnxGraph flowing = OnnxGraph.of(13)
                .input("x", 2, 4)
                .floats("b", List.of(), 3)
                .node("Mod", "x b", "fmod", 0)
                .output("y");
        OnnxGraph signed = OnnxGraph.of(13)
                .input("x", 2, 4)
                .floats("b", List.of(), 3)
                .node("Mod", "x b", "fmod", 1)
                .output("y");
        OnnxGraph none = OnnxGraph.of(13)
                .input("x", 2, 1)
                .wholes("a", 3)
                .wholes("b", 0)
                .operator("Mod", "a b", "m")
                .operator("Cast", "m", "f", "to", 1)
                .node("Mul", "x f")
                .output("y");
        assertThat(flowing.refusal()).contains("the remainder of numbers that the network computes");
        assertThat(signed.refusal()).contains("attribute `fmod` is 1");
        assertThat(none.refusal()).contains("a division by 0");
    }
}
