package io.github.nnc.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.operators.OnnxGraph;
import org.junit.jupiter.api.Test;

/** What the metadata of a file says of the entries of its outputs. */
class LabelsTest {

    @Test
    void wordsNumbersAndTexts() {
        assertThat(dense().labels("y", "cat", "big_dog2").statements())
                .containsExactly("input 3", "dense 2", "labels cat, big_dog2");
        assertThat(dense().labels("y", "9", "10").statements()).endsWith("labels 9..10");
        assertThat(dense().labels("y", "9", "8").statements()).endsWith("labels \"9\", \"8\"");
        assertThat(dense().labels("y", "a \"b\" \\", "2nd, 3rd").statements())
                .endsWith("labels \"a \\\"b\\\" \\\\\", \"2nd, 3rd\"");
    }

    /** Nothing keeps the metadata of a file true of its graph. */
    @Test
    void labelsThatNameNothingAreLeftOut() {
        assertThat(dense().labels("y", "one").statements()).containsExactly("input 3", "dense 2");
        assertThat(dense().labels("y", "one", "one").statements()).containsExactly("input 3", "dense 2");
        assertThat(dense().labels("y", "one", " ").statements()).containsExactly("input 3", "dense 2");
        assertThat(dense().labels("y").statements()).containsExactly("input 3", "dense 2");
        assertThat(dense().labels("z", "one", "two").statements()).containsExactly("input 3", "dense 2");
    }

    @Test
    void eachOutputHasItsOwn() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 2, 3)
                .weights("v", 2, 3)
                .weights("w", 4, 3)
                .operator("Gemm", "x v", "kind", "transB", 1)
                .operator("Gemm", "x w", "place", "transB", 1)
                .output("kind", "place")
                .labels("place", "n", "e", "s", "w")
                .labels("kind", "cat", "dog");
        assertThat(graph.statements())
                .containsExactly(
                        "x: input 3",
                        "kind: dense 2 bias=false",
                        "labels cat, dog",
                        "from x; place: dense 4 bias=false",
                        "labels n, e, s, w",
                        "output kind, place");
    }

    @Test
    void aRepetitionMayEndInThem() {
        OnnxGraph graph = OnnxGraph.of(13).input("x", 2, 2);
        String from = "x";
        for (int i = 0; i < 3; i++) {
            graph.weights("w" + i, 2, 2).weights("b" + i, 2);
            graph.operator("Gemm", from + " w" + i + " b" + i, "h" + i, "transB", 1)
                    .operator("Relu", "h" + i, "r" + i);
            from = "r" + i;
        }
        assertThat(graph.output("r2").labels("r2", "cat", "dog").statements())
                .containsExactly("input 2", "repeat 3 < dense 2 relu >", "labels cat, dog");
    }

    private static OnnxGraph dense() {
        return OnnxGraph.of(13)
                .input("x", 2, 3)
                .weights("w", 2, 3)
                .weights("b", 2)
                .node("Gemm", "x w b", "transB", 1)
                .output("y");
    }
}
