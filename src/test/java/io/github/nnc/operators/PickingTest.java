package io.github.nnc.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What finds numbers by places, sorts them, adds them up, or marks a place. */
class PickingTest {

    @Test
    void sumsUpAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (int axis = -1; axis <= 1; axis++) {
            for (int exclusive = 0; exclusive <= 1; exclusive++) {
                for (int reverse = 0; reverse <= 1; reverse++) {
                    graphs.add(OnnxGraph.of(14)
                            .input("x", 2, 3, 4)
                            .ints("axis", axis)
                            .node("CumSum", "x axis", "exclusive", exclusive, "reverse", reverse)
                            .output("y"));
                }
            }
        }
        graphs.add(OnnxGraph.of(14)
                .input("x", 2, 2, 3)
                .weights("w", 2, 3)
                .ints("axis", 1)
                .operator("CumSum", "w axis", "s", "exclusive", 1, "reverse", 1)
                .node("Mul", "x s")
                .output("y"));
        OnnxRuntime.agrees(graphs);
        assertThat(graphs.get(8).statements()).containsExactly("input 3x4", "cumsum axis=0");
        assertThat(graphs.get(3).statements()).containsExactly("input 3x4", "cumsum exclusive reverse");
    }

    @Test
    void findsTheLargestAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (int axis = -1; axis <= 1; axis++) {
            for (int largest = 0; largest <= 1; largest++) {
                graphs.add(top(axis, largest).output("v").wholesOutput("i"));
            }
        }
        graphs.add(OnnxGraph.of(9)
                .input("x", 2, 5)
                .operator("TopK", "x", "v i", "k", 3)
                .output("v")
                .wholesOutput("i"));
        OnnxRuntime.agrees(graphs);
        assertThat(graphs.get(1).statements()).containsExactly("input 3x4", "v: topk 2", "output v, v.indices");
        assertThat(OnnxGraph.of(11)
                        .input("x", 2, 5)
                        .wholes("k", 6)
                        .operator("TopK", "x k", "v i")
                        .output("v")
                        .refusal())
                .contains("`TopK`: `topk` takes 6 of 5 places");
    }

    private static OnnxGraph top(int axis, int largest) {
        return OnnxGraph.of(11)
                .input("x", 2, 3, 4)
                .wholes("k", 2)
                .operator("TopK", "x k", "v i", "axis", axis, "largest", largest, "sorted", 1);
    }

    @Test
    void gathersElementsAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (int axis = -1; axis <= 1; axis++) {
            graphs.add(top(axis, 1)
                    .operator("Tanh", "x", "t")
                    .node("GatherElements", "t i", "axis", axis)
                    .output("y"));
        }
        graphs.add(OnnxGraph.of(13)
                .input("x", 3, 2)
                .wholes("flat", 1, 0, -1, 0)
                .wholes("shape", 2, 2)
                .operator("Reshape", "flat shape", "i")
                .node("GatherElements", "x i", "axis", 0)
                .output("y"));
        graphs.add(OnnxGraph.of(13)
                .input("x", 1, 4, 2)
                .wholes("flat", 3, 1, -1, 0)
                .wholes("shape", 1, 2, 2)
                .operator("Reshape", "flat shape", "i")
                .node("GatherElements", "x i", "axis", 1)
                .output("y"));
        OnnxRuntime.agrees(graphs);
        assertThat(graphs.get(0).statements())
                .containsExactly("x: input 3x4", "v: topk 2", "from x; tanh", "gather index=v.indices axis=1");
    }

    @Test
    void gathersTuplesAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        graphs.add(tuples(0, new long[] {2, 2}, 0, 1, -1, 0));
        graphs.add(tuples(0, new long[] {2, 1}, 1, 0));
        graphs.add(tuples(0, new long[] {2, 1, 3}, 1, 0, 3, 0, -1, -2));
        graphs.add(tuples(1, new long[] {2, 2, 1}, 1, 0, 2, 2));
        graphs.add(tuples(2, new long[] {2, 3, 1}, 1, 0, 2, 2, 3, 3));
        OnnxRuntime.agrees(graphs);
        assertThat(tuples(0, new long[] {1, 1}, 7).refusal()).contains("`GatherND`: index 7 is not among 2 places");
        assertThat(tuples(0, new long[] {1, 4}, 0, 0, 0, 0).refusal())
                .contains("`GatherND`: indices of [1, 4] do not fit [2, 3, 4]");
        assertThat(top(-1, 1)
                        .node("GatherND", "x i", "batch_dims", 1)
                        .output("y")
                        .refusal())
                .contains("`GatherND`: indices are computed by the network");
    }

    private static OnnxGraph tuples(int shared, long[] shape, long... indices) {
        return OnnxGraph.of(13)
                .input("x", 2, 3, 4)
                .wholes("flat", indices)
                .wholes("shape", shape)
                .operator("Reshape", "flat shape", "i")
                .node("GatherND", "x i", "batch_dims", shared)
                .output("y");
    }

    @Test
    void marksPlacesAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (int axis = -1; axis <= 1; axis++) {
            graphs.add(OnnxGraph.of(13)
                    .input("x", 2, 3, 4)
                    .operator("ArgMax", "x", "i", "axis", 2, "keepdims", 0)
                    .wholes("depth", 4)
                    .floats("values", List.of(2L), -1, 3)
                    .node("OneHot", "i depth values", "axis", axis)
                    .output("y"));
        }
        for (int depth = 3; depth <= 6; depth++) {
            graphs.add(OnnxGraph.of(13)
                    .input("x", 2, 4)
                    .operator("ArgMax", "x", "i", "axis", 1, "keepdims", 0)
                    .wholes("depth", depth)
                    .floats("values", List.of(2L), 0, 1)
                    .node("OneHot", "i depth values")
                    .output("y"));
        }
        graphs.add(OnnxGraph.of(13)
                .input("x", 2, 3)
                .operator("Floor", "x", "i")
                .floats("depth", List.of(), 2)
                .floats("values", List.of(2L), 0, 1)
                .node("OneHot", "i depth values")
                .output("y"));
        graphs.add(OnnxGraph.of(13)
                .input("x", 2, 3, 4)
                .wholes("i", 1, -1, 9)
                .wholes("depth", 4)
                .floats("values", List.of(2L), 0, 1)
                .operator("OneHot", "i depth values", "h")
                .node("Mul", "x h")
                .output("y"));
        OnnxRuntime.agrees(graphs);
        assertThat(graphs.get(4).statements()).containsExactly("input 4", "argmax axis=0", "one_hot");
        assertThat(graphs.get(5).statements()).containsExactly("input 4", "argmax axis=0", "one_hot", "pad 0x1 axis=0");
    }

    /** Indices of floats that are not whole mark no place, whether they are known or not. */
    @Test
    void marksPlacesOfFloatsAsTheRuntimeDoes() {
        OnnxGraph flowing = OnnxGraph.of(13)
                .input("x", 2, 30)
                .floats("depth", List.of(), 2)
                .floats("values", List.of(2L), 0, 1)
                .node("OneHot", "x depth values")
                .output("y");
        OnnxGraph known = OnnxGraph.of(13)
                .input("x", 2, 5, 4)
                .floats("i", List.of(5L), -0.5, 1.75, -1.5, 3.25, 4)
                .floats("depth", List.of(), 4)
                .floats("values", List.of(2L), 0, 1)
                .operator("OneHot", "i depth values", "h")
                .node("Mul", "x h")
                .output("y");
        OnnxRuntime.agrees(List.of(flowing, known));
    }

    /** As exporters fill the masks of windows, region by region. */
    @Test
    void writesIntoKnownTensors() {
        OnnxGraph numbers = written(new long[] {2, 2}, List.of(2L), 1, 2, 0, -1);
        OnnxGraph twice = written(new long[] {1, 2, 2}, List.of(1L, 2L), 0, 1, 0, 1);
        OnnxGraph rows = written(new long[] {1, 1}, List.of(1L, 3L), -2);
        OnnxRuntime.agrees(List.of(numbers, twice, rows));
        assertThat(written(new long[] {1, 1}, List.of(1L, 3L), 2).refusal())
                .contains("`ScatterND`: index 2 is not among 2 places");
        assertThat(written(new long[] {1, 1}, List.of(1L), 0).refusal())
                .contains("`ScatterND`: what is written is [1] instead of [1, 3]");
        assertThat(written(new long[] {1, 3}, List.of(1L), 0, 0, 0).refusal())
                .contains("`ScatterND`: indices of [1, 3] do not fit [2, 3]");
    }

    private static OnnxGraph written(long[] shape, List<Long> updates, long... indices) {
        double[] numbers = new double[(int) Tensors.product(updates)];
        Arrays.setAll(numbers, i -> 10 + i);
        return OnnxGraph.of(13)
                .input("x", 2, 3)
                .floats("data", List.of(2L, 3L), 1, 2, 3, 4, 5, 6)
                .wholes("flat", indices)
                .wholes("shape", shape)
                .operator("Reshape", "flat shape", "i")
                .floats("updates", updates, numbers)
                .operator("ScatterND", "data i updates", "own")
                .node("Mul", "x own")
                .output("y");
    }

    /** Exporters cut shapes apart, of which nothing may be left over. */
    @Test
    void takesNothingOfWhatIsKnown() {
        OnnxGraph known = OnnxGraph.of(13)
                .input("x", 2, 6)
                .wholes("shape", 2, 3, 2)
                .wholes("three", 3)
                .operator("Slice", "shape three three", "none")
                .operator("Concat", "shape none", "target", "axis", 0)
                .node("Reshape", "x target")
                .output("y");
        OnnxRuntime.agrees(List.of(known));
        OnnxGraph computed = OnnxGraph.of(13)
                .input("x", 2, 6)
                .wholes("six", 6)
                .wholes("one", 1)
                .operator("Slice", "x six six one", "none")
                .node("Concat", "x none", "axis", 1)
                .output("y");
        assertThat(computed.refusal()).contains("`Slice`: it takes none of the 6 places along axis 1");
        OnnxGraph learned = OnnxGraph.of(13)
                .input("x", 2, 6)
                .floats("table", List.of(2L, 6L), new double[12])
                .wholes("six", 6)
                .wholes("one", 1)
                .operator("Slice", "table six six one", "none")
                .node("Add", "x none")
                .output("y");
        assertThat(learned.refusal()).contains("`Add`: the tensor `table` has no numbers");
    }

    @Test
    void listsPlacesThatAreNoNeighbours() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 2, 5)
                .wholes("i", 2, 0, 1)
                .node("Gather", "x i", "axis", 1)
                .output("y");
        OnnxRuntime.agrees(List.of(graph));
        assertThat(graph.statements()).containsExactly("input 5", "index_select 2, 0, 1");
    }

    @Test
    void countsShapes() {
        OnnxGraph graph = OnnxGraph.of(18)
                .open("x", "batch", 3, 4)
                .operator("Shape", "x", "shape", "start", 1)
                .operator("ReduceProd", "shape", "features")
                .wholes("minus", -1)
                .operator("Concat", "minus features", "target", "axis", 0)
                .node("Reshape", "x target")
                .output("y");
        assertThat(graph.statements()).containsExactly("input 3x4", "flatten");
    }
}
