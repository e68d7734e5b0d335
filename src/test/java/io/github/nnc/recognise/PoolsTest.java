package io.github.nnc.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nnc.operators.OnnxGraph;
import io.github.nnc.operators.OnnxRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Means of whole channels. */
class PoolsTest {

    @Test
    void stayImagesWhereConvolutionsFollow() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 2, 3, 4, 5)
                .weights("w", 2, 3, 1, 1)
                .operator("GlobalAveragePool", "x", "a")
                .node("Conv", "a w")
                .output("y");
        assertEquals(List.of("input 3x4x5", "adaptive_avgpool 1", "conv 2 1 bias=false"), graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void becomeVectorsWhereTheyAreFlattened() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 2, 3, 4, 5)
                .operator("GlobalAveragePool", "x", "a")
                .node("Flatten", "a")
                .output("y");
        assertEquals(List.of("input 3x4x5", "global_avgpool"), graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void areMeansOverAllButTheChannels() {
        OnnxGraph flat = mean(List.of(2, 3), 0);
        OnnxGraph kept = mean(List.of(-1, -2), 1);
        OnnxGraph rows = mean(List.of(2), 0);
        OnnxGraph everything = mean(List.of(1, 2, 3), 0);
        assertEquals(List.of("input 3x4x5", "global_avgpool"), flat.statements());
        assertEquals(List.of("input 3x4x5", "adaptive_avgpool 1"), kept.statements());
        assertEquals(List.of("input 3x4x5", "mean axis=1"), rows.statements());
        assertEquals(List.of("input 3x4x5", "mean axis=0,1,2"), everything.statements());
        OnnxRuntime.agrees(List.of(flat, kept, rows, everything));
    }

    private static OnnxGraph mean(List<Integer> axes, int kept) {
        return OnnxGraph.of(13)
                .input("x", 2, 3, 4, 5)
                .node("ReduceMean", "x", "axes", axes, "keepdims", kept)
                .output("y");
    }
}
