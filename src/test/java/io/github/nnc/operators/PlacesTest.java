package io.github.nnc.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What takes places, puts values beside each other and pads, in what the suite leaves out. */
class PlacesTest {

    private static final List<Long> SHAPE = List.of(2L, 4L, 5L, 6L);

    @Test
    void slicesAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        graphs.add(OnnxGraph.of(9, "Slice", SHAPE, "starts", List.of(1, -3), "ends", List.of(9, -1)));
        graphs.add(OnnxGraph.of(
                9, "Slice", SHAPE, "starts", List.of(1, -4), "ends", List.of(3, 9), "axes", List.of(3, 1)));
        graphs.add(slice(new long[] {-1, 1}, new long[] {-9, 4}, new long[] {2, 3}, new long[] {-2, 2}));
        graphs.add(slice(new long[] {9}, new long[] {0}, new long[] {-1}, new long[] {-1}));
        graphs.add(slice(new long[] {0}, new long[] {Long.MAX_VALUE}, new long[] {1}, new long[] {3}));
        graphs.add(slice(new long[] {1}, new long[] {2}, new long[] {0}, new long[] {1}));
        graphs.add(slice(new long[] {3}, new long[] {Long.MIN_VALUE}, new long[] {2}, new long[] {Long.MIN_VALUE}));
        OnnxRuntime.agrees(graphs);
    }

    private static OnnxGraph slice(long[] starts, long[] ends, long[] axes, long[] steps) {
        return OnnxGraph.of(13)
                .input("x", 2, 4, 5, 6)
                .wholes("starts", starts)
                .wholes("ends", ends)
                .wholes("axes", axes)
                .wholes("steps", steps)
                .node("Slice", "x starts ends axes steps")
                .output("y");
    }

    @Test
    void slicesALengthThatVaries() {
        assertThat(open(-3, Long.MAX_VALUE).statements()).contains("slice start=-3");
        assertThat(open(0, 3).statements()).contains("slice end=3");
        assertThat(open(0, Long.MAX_VALUE).statements()).noneMatch(statement -> statement.startsWith("slice"));
        assertThat(open(1, -1).refusal()).contains("`slice` needs as many places in each call");
    }

    private static OnnxGraph open(long start, long end) {
        return OnnxGraph.of(13)
                .open("x", 1, "n", 4)
                .dimension("n", 4, 64)
                .wholes("start", start)
                .wholes("end", end)
                .wholes("axis", 1)
                .node("Slice", "x start end axis")
                .output("y");
    }

    @Test
    void splitsAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        graphs.add(parts(OnnxGraph.of(11).input("x", 2, 4, 5), "x", "axis", -1, "split", List.of(1, 2, 2)));
        graphs.add(parts(OnnxGraph.of(18).input("x", 2, 5, 5), "x", "axis", 1, "num_outputs", 3));
        graphs.add(parts(OnnxGraph.of(13).input("x", 3, 4, 5).wholes("s", 1, 1, 1), "x s", "axis", 0));
        OnnxRuntime.agrees(graphs);
        assertThat(parts(OnnxGraph.of(13).input("x", 2, 4, 5), "x", "axis", 1).refusal())
                .contains("`Split`: 4 places in 3 equal parts");
        assertThat(parts(OnnxGraph.of(13).input("x", 2, 4, 5).wholes("s", 1, 1, 1), "x s", "axis", 1)
                        .refusal())
                .contains("`Split`: `split` [1, 1, 1] does not fit 4 places in 3 parts");
        assertThat(parts(OnnxGraph.of(13).input("x", 2, 4, 5).wholes("s", 4, 0, 0), "x s", "axis", 1)
                        .refusal())
                .contains("a value has at least one number");
    }

    private static OnnxGraph parts(OnnxGraph graph, String inputs, Object... attributes) {
        return graph.operator("Split", inputs, "a b c", attributes).output("a", "b", "c");
    }

    @Test
    void putsTogetherAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (int axis = -3; axis <= 2; axis++) {
            graphs.add(OnnxGraph.of(13)
                    .input("a", 2, 4, 5)
                    .input("b", 2, 4, 5)
                    .node("Concat", "a b a", "axis", axis)
                    .output("y"));
        }
        graphs.add(OnnxGraph.of(13)
                .input("x", 1, 4, 5)
                .weights("token", 1, 1, 5)
                .node("Concat", "token x", "axis", 1)
                .output("y"));
        graphs.add(OnnxGraph.of(13)
                .input("x", 2, 1, 3)
                .wholes("r", 2, 3, 2)
                .node("Tile", "x r")
                .output("y"));
        for (long[] shape : new long[][] {{2, 4, 3}, {1, 3}, {5, 2, 1, 3}, {3}}) {
            graphs.add(OnnxGraph.of(13)
                    .input("x", 2, 1, 3)
                    .wholes("s", shape)
                    .node("Expand", "x s")
                    .output("y"));
        }
        OnnxRuntime.agrees(graphs);
    }

    @Test
    void padsAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (String mode : List.of("constant", "reflect", "edge", "wrap")) {
            graphs.add(pad(mode, 0, 0, 1, 2, 0, 0, 0, 1));
            graphs.add(pad(mode, 0, 1, 0, -2, 0, 2, 0, -1));
            graphs.add(pad(mode, 1, 0, 0, 0, 1, 0, 2, 0));
            graphs.add(pad(mode, 0, 0, -1, 0, 0, 0, 2, 0));
        }
        graphs.add(OnnxGraph.of(10, "Pad", SHAPE, "pads", List.of(0, 0, 1, 1, 0, 0, 0, 0), "value", 1.5));
        graphs.add(OnnxGraph.of(10, "Pad", SHAPE, "pads", List.of(0, 0, 0, 0, 0, 0, 0, 0)));
        graphs.add(OnnxGraph.of(10, "Pad", List.of(4L), "pads", List.of(2, 1), "mode", "reflect"));
        graphs.add(OnnxGraph.of(13)
                .input("x", 2, 3)
                .input("v")
                .wholes("pads", 1, 0, 0, 2)
                .node("Pad", "x pads v")
                .output("y"));
        OnnxRuntime.agrees(graphs);
        assertThat(pad("wrap", 0, 0, 0, 1, 0, 0, 0, 0).statements())
                .containsExactly("input 4x5x6", "pad 1x0 circular axis=2");
        assertThat(pad("constant", 0, 0, 0, Long.MIN_VALUE, 0, 0, 0, 0).refusal())
                .contains("`Pad`: `pads` is [0, 0, 0, -9223372036854775808, 0, 0, 0, 0], but must be");
        assertThat(pad("anyhow", 0, 0, 0, 1, 0, 0, 0, 0).refusal()).contains("`Pad`: `mode` is anyhow");
    }

    private static OnnxGraph pad(String mode, long... pads) {
        return OnnxGraph.of(19)
                .input("x", 2, 4, 5, 6)
                .wholes("pads", pads)
                .node("Pad", "x pads", "mode", mode)
                .output("y");
    }

    @Test
    void makesPixelsAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        graphs.add(OnnxGraph.of(13, "DepthToSpace", List.of(2L, 8L, 2L, 3L), "blocksize", 2));
        graphs.add(OnnxGraph.of(13, "DepthToSpace", List.of(2L, 8L, 2L, 3L), "blocksize", 2, "mode", "CRD"));
        graphs.add(OnnxGraph.of(13, "SpaceToDepth", List.of(2L, 2L, 4L, 6L), "blocksize", 2));
        graphs.add(OnnxGraph.of(13, "SpaceToDepth", List.of(2L, 1L, 4L, 6L), "blocksize", 2));
        OnnxRuntime.agrees(graphs);
        assertThat(graphs.get(1).statements()).containsExactly("input 8x2x3", "pixel_shuffle 2");
        assertThat(graphs.get(3).statements()).containsExactly("input 1x4x6", "pixel_unshuffle 2");
        assertThat(OnnxGraph.of(13, "DepthToSpace", List.of(2L, 6L, 2L, 3L), "blocksize", 2)
                        .refusal())
                .contains("`blocksize` does not fit a value of 6x2x3 without its batch");
    }

    @Test
    void recognisesShuffles() {
        OnnxGraph unshuffle = OnnxGraph.of(13)
                .input("x", 2, 2, 4, 6)
                .wholes("apart", 2, 2, 2, 2, 3, 2)
                .wholes("merged", 2, 8, 2, 3)
                .operator("Reshape", "x apart", "a")
                .operator("Transpose", "a", "t", "perm", List.of(0, 1, 3, 5, 2, 4))
                .node("Reshape", "t merged")
                .output("y");
        assertThat(unshuffle.statements()).containsExactly("input 2x4x6", "pixel_unshuffle 2");
        OnnxRuntime.agrees(List.of(unshuffle));
    }
}
