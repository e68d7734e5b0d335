package io.github.nnc.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.nnc.operators.OnnxGraph;
import io.github.nnc.operators.OnnxRuntime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attention in steps, on 2 examples of 3 tokens with 4 features. */
class AttentionsTest {

    private static final double USUAL = 1 / Math.sqrt(2);
    private static final double HIDDEN = -3.4028234663852886e38;

    @Test
    void findsOneProjectionCutInThree() {
        OnnxGraph plain = scores(packed(), USUAL).operator("Softmax", "s", "p", "axis", -1);
        OnnxGraph scaled = scores(packed(), 0.5).operator("Softmax", "s", "p", "axis", 3);
        OnnxGraph causal = masked(0, HIDDEN, HIDDEN, 0, 0, HIDDEN, 0, 0, 0);
        assertEquals(List.of("input 3x4", "attention 2"), joined(plain).statements());
        assertEquals(
                List.of("input 3x4", "attention 2 scale=0.5"), joined(scaled).statements());
        assertEquals(List.of("input 3x4", "attention 2 causal"), joined(causal).statements());
        OnnxRuntime.agrees(List.of(plain, scaled, causal));
    }

    @Test
    void findsDenseLayersOfTheirOwn() {
        OnnxGraph graph = scores(separate("x"), USUAL).operator("Softmax", "s", "p", "axis", -1);
        assertEquals(List.of("input 3x4", "attention 2"), joined(graph).statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void findsCrossAttentionAndMasksOfTheCaller() {
        OnnxGraph cross =
                scores(separate("other").input("other", 2, 5, 4), USUAL, 5).operator("Softmax", "s", "p", "axis", -1);
        OnnxGraph masked = scores(packed().input("hidden", 2, 1, 3, 3), USUAL)
                .operator("Add", "s hidden", "m")
                .operator("Softmax", "m", "p", "axis", -1);
        assertEquals(
                List.of("x: input 3x4", "other: input 5x4", "from x; attention 2 memory=other"),
                joined(cross).statements());
        assertEquals(
                List.of(
                        "x: input 3x4",
                        "hidden: input 1x3x3",
                        "hidden_2: squeeze axis=0",
                        "from x; attention 2 mask=hidden_2"),
                joined(masked).statements());
        OnnxRuntime.agrees(List.of(cross, masked));
    }

    @Test
    void findsMasksThatHideKeysFromAllTokens() {
        OnnxGraph padded = scores(packed().input("padding", 2, 1, 1, 3), USUAL)
                .operator("Add", "s padding", "m")
                .operator("Softmax", "m", "p", "axis", -1);
        assertEquals(
                List.of(
                        "x: input 3x4",
                        "padding: input 1x1x3",
                        "padding_2: squeeze axis=0",
                        "from x; attention 2 mask=padding_2"),
                joined(padded).statements());
        OnnxRuntime.agrees(List.of(padded));
    }

    @Test
    void leavesMasksOfEachQueryAlone() {
        OnnxGraph column = joined(scores(packed().input("shift", 2, 1, 3, 1), USUAL)
                .operator("Add", "s shift", "m")
                .operator("Softmax", "m", "p", "axis", -1));
        assertFalse(String.join(" ", column.statements()).contains("attention"));
        OnnxRuntime.agrees(List.of(column));
    }

    @Test
    void keepsLearnedMasks() {
        OnnxGraph graph = joined(masked(0, -1, HIDDEN, 0, 0, HIDDEN, 0, 0, 0));
        List<String> statements = graph.statements();
        assertEquals("from x; attention 2 mask=a", statements.get(statements.size() - 1));
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void leavesWhatDiffersAlone() {
        List<OnnxGraph> graphs = new ArrayList<>();
        graphs.add(scores(packed(), USUAL).operator("Softmax", "s", "p", "axis", 2));
        graphs.forEach(AttentionsTest::joined);
        graphs.add(joined(scores(packed(), USUAL).operator("Softmax", "s", "p", "axis", -1))
                .output("p"));
        for (OnnxGraph graph : graphs) {
            assertFalse(String.join(" ", graph.statements()).contains("attention"));
        }
        OnnxRuntime.agrees(graphs);
    }

    private static OnnxGraph start() {
        return OnnxGraph.of(13)
                .input("x", 2, 3, 4)
                .wholes("four", 4, 4, 4)
                .weights("out_w", 4, 4)
                .weights("out_b", 4);
    }

    private static OnnxGraph packed() {
        return start().weights("w", 4, 12)
                .weights("b", 12)
                .operator("MatMul", "x w", "m0")
                .operator("Add", "m0 b", "m1")
                .operator("Split", "m1 four", "q0 k0 v0", "axis", 2);
    }

    /** The projection of the keys has no bias, as in Whisper. */
    private static OnnxGraph separate(String memory) {
        return start().weights("wq", 4, 4)
                .weights("wk", 4, 4)
                .weights("wv", 4, 4)
                .weights("b", 4)
                .operator("MatMul", "x wq", "q1")
                .operator("Add", "q1 b", "q0")
                .operator("MatMul", memory + " wk", "k0")
                .operator("MatMul", memory + " wv", "v1")
                .operator("Add", "v1 b", "v0");
    }

    private static OnnxGraph scores(OnnxGraph graph, double scale) {
        return scores(graph, scale, 3);
    }

    private static OnnxGraph scores(OnnxGraph graph, double scale, long keys) {
        return graph.wholes("query_heads", 2, 3, 2, 2)
                .wholes("key_heads", 2, keys, 2, 2)
                .floats("scale", List.of(), scale)
                .operator("Reshape", "q0 query_heads", "q2")
                .operator("Transpose", "q2", "q", "perm", List.of(0, 2, 1, 3))
                .operator("Reshape", "k0 key_heads", "k2")
                .operator("Transpose", "k2", "k", "perm", List.of(0, 2, 3, 1))
                .operator("Reshape", "v0 key_heads", "v2")
                .operator("Transpose", "v2", "v", "perm", List.of(0, 2, 1, 3))
                .operator("MatMul", "q k", "s0")
                .operator("Mul", "s0 scale", "s");
    }

    private static OnnxGraph masked(double... mask) {
        return scores(packed(), USUAL)
                .floats("mask", List.of(1L, 1L, 3L, 3L), mask)
                .operator("Add", "s mask", "a")
                .operator("Softmax", "a", "p", "axis", -1);
    }

    private static OnnxGraph joined(OnnxGraph graph) {
        return graph.wholes("tokens", 2, 3, 4)
                .operator("MatMul", "p v", "o0")
                .operator("Transpose", "o0", "o1", "perm", List.of(0, 2, 1, 3))
                .operator("Reshape", "o1 tokens", "o2")
                .operator("MatMul", "o2 out_w", "o3")
                .node("Add", "o3 out_b")
                .output("y");
    }
}
