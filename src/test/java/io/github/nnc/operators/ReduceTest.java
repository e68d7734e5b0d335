package io.github.nnc.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reductions in all versions, along the batch too, and places of extremes. */
class ReduceTest {

    private static final List<Long> SHAPE = List.of(2L, 3L, 4L);

    @Test
    void reducesAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (String type : List.of("Mean", "Sum", "Max", "Min", "Prod", "L1", "L2", "SumSquare", "LogSumExp")) {
            for (int keeps = 0; keeps <= 1; keeps++) {
                graphs.add(OnnxGraph.of(11, "Reduce" + type, SHAPE, "axes", List.of(-1), "keepdims", keeps));
                graphs.add(OnnxGraph.of(11, "Reduce" + type, SHAPE, "keepdims", keeps));
                graphs.add(input(type, keeps, 1, 2));
                graphs.add(input(type, keeps, 0));
            }
        }
        graphs.add(OnnxGraph.of(18, "ReduceSum", SHAPE, "noop_with_empty_axes", 1));
        OnnxRuntime.agrees(graphs);
    }

    private static OnnxGraph input(String type, int keeps, long... axes) {
        return OnnxGraph.of(18)
                .input("x", 2, 3, 4)
                .wholes("axes", axes)
                .node("Reduce" + type, "x axes", "keepdims", keeps)
                .output("y");
    }

    @Test
    void findsPlacesOfExtremes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (String type : List.of("ArgMax", "ArgMin")) {
            for (int keeps = 0; keeps <= 1; keeps++) {
                for (int axis = -1; axis <= 1; axis++) {
                    graphs.add(OnnxGraph.of(13)
                            .input("x", 2, 3, 4)
                            .node(type, "x", "axis", axis, "keepdims", keeps)
                            .wholesOutput("y"));
                }
            }
        }
        OnnxRuntime.agrees(graphs);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThat(OnnxGraph.of(13)
                        .input("x", 2, 3)
                        .node("ArgMax", "x", "select_last_index", 1)
                        .wholesOutput("y")
                        .refusal())
                .contains("`ArgMax`: attribute `select_last_index` asks for the last of equal numbers");
        assertThat(OnnxGraph.of(11, "ReduceSum", SHAPE, "axes", List.of(3)).refusal())
                .contains("axis 3 does not exist among 3 dimensions");
    }
}
