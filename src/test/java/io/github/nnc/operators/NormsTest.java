package io.github.nnc.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Norms in what the suite leaves out: versions, values that are no batch, tensors of other ranks, refusals. */
class NormsTest {

    private static final List<Long> IMAGE = List.of(2L, 6L, 3L, 4L);

    @Test
    void normalisesBatchesAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        graphs.add(batchNorm(OnnxGraph.of(9).input("x", 2, 6)));
        graphs.add(batchNorm(OnnxGraph.of(9).input("x", 2, 6, 5)));
        graphs.add(batchNorm(OnnxGraph.of(15).input("x", 2, 6, 3, 4)));
        graphs.add(batchNorm(OnnxGraph.of(7).input("x", 2, 6, 3, 4), "spatial", 1, "momentum", 0.5, "epsilon", 0.01));
        graphs.add(mixed(batchNorm(OnnxGraph.of(15).input("x", 2, 6, 5))));
        OnnxRuntime.agrees(graphs);
        assertThat(graphs.get(1).statements()).containsExactly("input 6x5", "batchnorm");
        assertThat(batchNorm(OnnxGraph.of(7).input("x", 2, 6, 3, 4), "spatial", 0)
                        .refusal())
                .contains("`spatial`");
        assertThat(OnnxGraph.of(9)
                        .input("x", 2, 6, 5)
                        .weights("w", 6)
                        .floats("v", List.of(6L), 1, 2, 3, 4, 5, 6)
                        .operator("BatchNormalization", "x w w w v", "y m s")
                        .output("y", "m", "s")
                        .refusal())
                .contains("`BatchNormalization`: output 2");
    }

    private static OnnxGraph batchNorm(OnnxGraph graph, Object... attributes) {
        return graph.weights("w", 6)
                .weights("b", 6)
                .weights("mean", 6)
                .floats("var", List.of(6L), 1, 0.5, 3, 2, 0.25, 4)
                .node("BatchNormalization", "x w b mean var", attributes)
                .output("y");
    }

    /** With an output that mixes the batch, so that it is an ordinary dimension. */
    private static OnnxGraph mixed(OnnxGraph graph) {
        return graph.operator("ReduceSum", "x", "all").output("all");
    }

    @Test
    void movesRunningStatisticsInTraining() {
        OnnxGraph training = OnnxGraph.of(15)
                .input("x", 2, 3, 4)
                .weights("w", 3)
                .weights("b", 3)
                .weights("mean", 3)
                .floats("var", List.of(3L), 1, 0.5, 3)
                .operator("BatchNormalization", "x w b mean var", "y m s", "training_mode", 1, "momentum", 0.75)
                .output("y", "m", "s");
        assertThat(training.statements()).contains("x: input 2x3x4", "y_3: mean axis=0,2 keepdim", "mul 0.25");
    }

    @Test
    void normalisesChannelsAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (long version : new long[] {6, 22}) {
            graphs.add(channels(version, "InstanceNormalization", 6, "epsilon", 0.1));
        }
        graphs.add(mixed(channels(13, "InstanceNormalization", 6)));
        graphs.add(channels(18, "GroupNormalization", 2, "num_groups", 2));
        graphs.add(channels(18, "GroupNormalization", 6, "num_groups", 6));
        graphs.add(channels(21, "GroupNormalization", 6, "num_groups", 3, "epsilon", 0.1));
        graphs.add(mixed(channels(21, "GroupNormalization", 6, "num_groups", 3)));
        for (int size = 1; size <= 5; size += 2) {
            graphs.add(OnnxGraph.of(13, "LRN", IMAGE, "size", size, "alpha", 0.3, "beta", 0.6, "bias", 1.5));
        }
        OnnxRuntime.agrees(graphs);
    }

    /** The runtime takes odd sizes only; by the definition a window of 4 reaches one channel down and two up. */
    @Test
    void reachesFurtherUpInChannels() {
        assertThat(OnnxGraph.of(13, "LRN", IMAGE, "size", 4).statements())
                .containsExactly("input 6x3x4", "slice step=-1", "lrn 4", "slice step=-1");
    }

    @Test
    void spreadsNumbersOfGroupsThatFlow() {
        OnnxGraph graph = OnnxGraph.of(18)
                .input("x", 1, 6, 4)
                .input("w", 2)
                .weights("b", 2)
                .node("GroupNormalization", "x w b", "num_groups", 2)
                .output("y");
        OnnxRuntime.agrees(List.of(graph));
    }

    private static OnnxGraph channels(long version, String type, long numbers, Object... attributes) {
        return OnnxGraph.of(version)
                .input("x", 2, 6, 3, 4)
                .weights("w", numbers)
                .weights("b", numbers)
                .node(type, "x w b", attributes)
                .output("y");
    }

    @Test
    void normalisesLayersAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (int axis = -3; axis <= 2; axis++) {
            graphs.add(layerNorm(axis, "x w b", axis < 0 ? axis + 3 : axis));
            graphs.add(layerNorm(axis, "x w", axis < 0 ? axis + 3 : axis));
        }
        graphs.add(OnnxGraph.of(17)
                .input("x", 2, 3, 4)
                .weights("w", 3, 1)
                .weights("b", 1)
                .node("LayerNormalization", "x w b", "axis", 1, "stash_type", 1)
                .output("y"));
        OnnxRuntime.agrees(graphs);
        assertThat(OnnxGraph.of(17)
                        .input("x", 2, 3, 4)
                        .weights("w", 4)
                        .node("LayerNormalization", "x w")
                        .output("y")
                        .statements())
                .containsExactly("input 3x4", "layernorm bias=false");
    }

    private static OnnxGraph layerNorm(int axis, String inputs, int first) {
        long[] shape = {2, 3, 4};
        long[] own = Arrays.copyOfRange(shape, first, 3);
        return OnnxGraph.of(17)
                .input("x", shape)
                .weights("w", own)
                .weights("b", own)
                .operator("LayerNormalization", inputs, "y mean inv", "axis", axis)
                .output("y", "mean", "inv");
    }

    @Test
    void dividesBySizesAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (int axis = -1; axis <= 1; axis++) {
            for (int power = 1; power <= 2; power++) {
                graphs.add(OnnxGraph.of(13, "LpNormalization", List.of(2L, 3L, 4L), "axis", axis, "p", power));
            }
        }
        graphs.add(OnnxGraph.of(13)
                .input("x", 1, 4)
                .floats("zero", List.of(1L), 0)
                .operator("Mul", "x zero", "zeros")
                .node("LpNormalization", "zeros")
                .output("y"));
        graphs.add(OnnxGraph.of(13, "MeanVarianceNormalization", IMAGE));
        graphs.add(OnnxGraph.of(13, "MeanVarianceNormalization", IMAGE, "axes", List.of(1, -1)));
        OnnxRuntime.agrees(graphs);
    }

    @Test
    void dividesByRootsOfMeanSquares() {
        OnnxGraph graph = OnnxGraph.of(23)
                .input("x", 2, 3, 4)
                .weights("w", 4)
                .node("RMSNormalization", "x w")
                .output("y");
        assertThat(graph.statements()).containsExactly("input 3x4", "rmsnorm eps=0.00001");
    }
}
