package io.github.nnc.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Known tensors of which each call takes as much as it has tokens. */
class CuttingTest {

    /** As BERT numbers its tokens. */
    @Test
    void positionsAreRowsOfATable() {
        OnnxGraph cut = tokens(16)
                .weights("table", 16, 4)
                .operator("Slice", "table first n first", "rows")
                .node("Add", "x rows")
                .output("y");
        OnnxGraph numbered = tokens(8)
                .weights("table", 16, 4)
                .wholes("places", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
                .operator("Unsqueeze", "places first", "row")
                .operator("Slice", "row first n second", "own")
                .operator("Gather", "table own", "rows")
                .node("Add", "rows x")
                .output("y");
        OnnxGraph counted = tokens(8)
                .weights("table", 16, 4)
                .wholes("step", 1)
                .operator("Squeeze", "n first", "limit")
                .operator("Squeeze", "first first", "start")
                .operator("Squeeze", "step first", "by")
                .operator("Range", "start limit by", "own")
                .operator("Gather", "table own", "rows")
                .node("Add", "x rows")
                .output("y");
        OnnxGraph alike = tokens(8)
                .weights("table", 2, 4)
                .operator("ConstantOfShape", "n", "zeros")
                .operator("Cast", "zeros", "own", "to", 7)
                .operator("Gather", "table own", "rows")
                .node("Add", "x rows")
                .output("y");
        List<OnnxGraph> graphs = List.of(cut, numbered, counted, alike);
        assertThat(graphs)
                .allSatisfy(graph -> assertThat(graph.statements()).containsExactly("input (n x 4)", "position"));
        OnnxRuntime.agrees(graphs);
    }

    @Test
    void refusesTablesThatAreTooShort() {
        assertThat(tokens(17)
                        .weights("table", 16, 4)
                        .operator("Slice", "table first n first", "rows")
                        .node("Add", "x rows")
                        .output("y")
                        .refusal())
                .contains("`Slice`: up to 17 places of 16 along axis 0");
    }

    @Test
    void refusesWhatNoLayerTakesIn() {
        assertThat(tokens(16)
                        .weights("table", 16, 4)
                        .operator("Slice", "table first n first", "rows")
                        .node("Mul", "x rows")
                        .output("y")
                        .refusal())
                .contains("`Mul`: it reads as much of a known tensor as each call decides, n x 4");
    }

    /** A number for each pair of tokens, which is minus infinity where the second one is hidden from the first. */
    @Test
    void masksAreThoseOfCausalAttention() {
        double[] mask = new double[36];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % 6 > i / 6 ? Double.NEGATIVE_INFINITY : 0;
        }
        OnnxGraph cut = tokens(6)
                .floats("mask", List.of(1L, 6L, 6L), mask)
                .operator("Slice", "mask first n second", "rows")
                .wholes("last", 2)
                .operator("Slice", "rows first n last", "square");
        OnnxGraph made = tokens(6)
                .floats("hidden", List.of(1L), Double.NEGATIVE_INFINITY)
                .operator("Concat", "n n", "size", "axis", 0)
                .operator("Expand", "hidden size", "all")
                .wholes("above", 1)
                .operator("Trilu", "all above", "square", "upper", 1);
        List<OnnxGraph> graphs = List.of(attention(cut), attention(made));
        assertThat(graphs)
                .allSatisfy(
                        graph -> assertThat(graph.statements()).containsExactly("input (n x 4)", "attention 2 causal"));
        OnnxRuntime.agrees(graphs);
    }

    /** Two heads of tokens that see what a square of numbers leaves them. */
    private static OnnxGraph attention(OnnxGraph graph) {
        for (String part : List.of("q", "k", "v")) {
            graph.weights(part, 4, 4)
                    .weights(part + "b", 4)
                    .operator("MatMul", "x " + part, part + "1")
                    .operator("Add", part + "1 " + part + "b", part + "2")
                    .operator("Reshape", part + "2 apart", part + "3")
                    .operator("Transpose", part + "3", part + "4", "perm", part.equals("k") ? KEYS : HEADS);
        }
        return graph.wholes("apart", 1, -1, 2, 2)
                .wholes("together", 1, -1, 4)
                .weights("o", 4, 4)
                .weights("ob", 4)
                .floats("scale", List.of(), Math.sqrt(2))
                .operator("MatMul", "q4 k4", "product")
                .operator("Div", "product scale", "scores")
                .operator("Add", "scores square", "masked")
                .operator("Softmax", "masked", "weights", "axis", 3)
                .operator("MatMul", "weights v4", "heads")
                .operator("Transpose", "heads", "turned", "perm", HEADS)
                .operator("Reshape", "turned together", "joined")
                .operator("MatMul", "joined o", "out")
                .node("Add", "out ob")
                .output("y");
    }

    private static final List<Integer> HEADS = List.of(0, 2, 1, 3);
    private static final List<Integer> KEYS = List.of(0, 2, 3, 1);

    /** One example of tokens, up to some number of them, and how many there are. */
    private static OnnxGraph tokens(long most) {
        return OnnxGraph.of(14)
                .open("x", 1, "n", 4)
                .dimension("n", 1, most)
                .wholes("first", 0)
                .wholes("second", 1)
                .operator("Shape", "x", "shape")
                .operator("Slice", "shape second two first", "n")
                .wholes("two", 2);
    }
}
