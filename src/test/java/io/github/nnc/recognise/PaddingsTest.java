package io.github.nnc.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nnc.operators.OnnxGraph;
import io.github.nnc.operators.OnnxRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Zeros around what windows slide over. */
class PaddingsTest {

    @Test
    void belongToTheWindows() {
        OnnxGraph even = image(1, 1, 1, 1, 0).node("Conv", "p w").output("y");
        OnnxGraph uneven = image(0, 1, 2, 1, 0).node("Conv", "p w").output("y");
        OnnxGraph means = image(1, 2, 1, 2, 0)
                .node("AveragePool", "p", "kernel_shape", List.of(3, 3), "strides", List.of(1, 1))
                .output("y");
        assertEquals(List.of("input 2x6x7", "conv 3 3 padding=1 bias=false"), even.statements());
        assertEquals(List.of("input 2x6x7", "conv 3 3 padding=0x2x1x1 bias=false"), uneven.statements());
        assertEquals(List.of("input 2x6x7", "avgpool 3 stride=1 padding=1x2"), means.statements());
        OnnxRuntime.agrees(List.of(even, uneven, means));
    }

    @Test
    void beforeSequencesAreCausal() {
        OnnxGraph all = sequence(4, 0);
        OnnxGraph fewer = sequence(3, 0);
        OnnxGraph behind = sequence(0, 4);
        assertEquals(List.of("input 2x9", "conv 3 3 padding=causal dilation=2 bias=false"), all.statements());
        assertEquals(List.of("input 2x9", "conv 3 3 padding=3x0 dilation=2 bias=false"), fewer.statements());
        assertEquals(List.of("input 2x9", "conv 3 3 padding=0x4 dilation=2 bias=false"), behind.statements());
        OnnxRuntime.agrees(List.of(all, fewer, behind));
    }

    @Test
    void stayWhereWindowsCannotHaveThem() {
        OnnxGraph wide = image(3, 0, 0, 0, 0).node("Conv", "p w").output("y");
        OnnxGraph ones = image(1, 1, 1, 1, 1).node("Conv", "p w").output("y");
        OnnxGraph twice = image(1, 1, 1, 1, 0)
                .operator("Conv", "p w", "y")
                .operator("Relu", "p", "z")
                .output("y", "z");
        OnnxGraph largest = image(1, 1, 1, 1, 0)
                .node("MaxPool", "p", "kernel_shape", List.of(3, 3))
                .output("y");
        OnnxGraph both = image(1, 1, 1, 1, 0)
                .node("Conv", "p w", "pads", List.of(1, 1, 1, 1))
                .output("y");
        for (OnnxGraph graph : List.of(wide, ones, twice, largest, both)) {
            assertEquals(
                    1,
                    graph.text().lines().filter(line -> line.contains("pad ")).count(),
                    graph.text());
        }
        // of the zeros before a maxpool ONNX Runtime itself makes padding that counts less than anything
        OnnxRuntime.agrees(List.of(wide, ones, twice, both));
    }

    private static OnnxGraph image(int top, int left, int bottom, int right, double value) {
        return OnnxGraph.of(13)
                .input("x", 1, 2, 6, 7)
                .weights("w", 3, 2, 3, 3)
                .wholes("amounts", 0, 0, top, left, 0, 0, bottom, right)
                .floats("value", List.of(), value)
                .operator("Pad", "x amounts value", "p");
    }

    private static OnnxGraph sequence(int before, int behind) {
        return OnnxGraph.of(13)
                .input("x", 1, 2, 9)
                .weights("w", 3, 2, 3)
                .wholes("amounts", 0, 0, before, 0, 0, behind)
                .operator("Pad", "x amounts", "p")
                .node("Conv", "p w", "dilations", List.of(2))
                .output("y");
    }
}
