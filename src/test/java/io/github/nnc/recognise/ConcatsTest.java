package io.github.nnc.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nnc.operators.OnnxGraph;
import io.github.nnc.operators.OnnxRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Joins that begin with what others have joined. */
class ConcatsTest {

    @Test
    void goOnFromTheLongestOne() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 2, 2, 3, 3)
                .operator("Relu", "x", "a")
                .operator("Concat", "x a", "ab", "axis", 1)
                .operator("Tanh", "ab", "b")
                .operator("Concat", "x a b", "abc", "axis", 1)
                .operator("Sigmoid", "abc", "c")
                .node("Concat", "x a b c", "axis", 1)
                .output("y");
        String text = """
            model g <
              input 2x3x3;
              concat <
              | relu;
              >;
              concat <
              | tanh;
              >;
              concat <
              | sigmoid;
              >;
            >
            """;
        assertEquals(text, graph.text());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void otherAxesAndOtherOrdersAreOtherJoins() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 2, 2, 2, 3)
                .operator("Relu", "x", "a")
                .operator("Concat", "x a", "ab", "axis", 2)
                .operator("Concat", "a x x", "other", "axis", 1)
                .operator("Concat", "x a x", "rows", "axis", 3)
                .output("ab", "other", "rows");
        assertEquals(
                3, graph.text().lines().filter(line -> line.contains("concat")).count());
        OnnxRuntime.agrees(List.of(graph));
    }
}
