package io.github.nnc.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Resizing in its modes and versions, and which of them are the layer {@code upsample}. */
class ResizeTest {

    private static final List<String> COORDINATES =
            List.of("half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric");

    @Test
    void resizesAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (String coordinates : COORDINATES) {
            for (String mode : List.of("linear", "cubic")) {
                graphs.add(sizes(7, 9, "mode", mode, "coordinate_transformation_mode", coordinates));
                graphs.add(scales(0.5, 1.5, "mode", mode, "coordinate_transformation_mode", coordinates));
            }
            for (String nearest : List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")) {
                graphs.add(sizes(9, 3, "nearest_mode", nearest, "coordinate_transformation_mode", coordinates));
            }
        }
        graphs.add(scales(2, 3, "mode", "cubic", "cubic_coeff_a", -0.5, "exclude_outside", 1));
        OnnxRuntime.agrees(graphs);
    }

    @Test
    void keepsTheBatchOfSizesThatAreTakenFromIt() {
        assertThat(batched(OnnxGraph.of(13).open("x", "n", 3, 4, 5), "n").statements())
                .containsExactly("input 3x4x5", "upsample 2");
        assertThat(batched(OnnxGraph.of(13).open("x", "n", 3, 4, 5), "").refusal())
                .contains("`sizes` depends on lengths that vary");
        OnnxRuntime.agrees(List.of(batched(OnnxGraph.of(13).input("x", 2, 3, 4, 5), "n")));
    }

    /** Sizes of which the first is that of the input, or something that is worked out of it. */
    private static OnnxGraph batched(OnnxGraph graph, String first) {
        graph.wholes("starts", 0)
                .wholes("ends", 1)
                .wholes("others", 3, 8, 10)
                .operator("Shape", "x", "shape")
                .operator("Slice", "shape starts ends", "n");
        if (first.isEmpty()) {
            graph.wholes("two", 2).operator("Mul", "n two", "m");
        }
        return graph.operator("Concat", (first.isEmpty() ? "m" : first) + " others", "sizes", "axis", 0)
                .node("Resize", "x _ _ sizes", "coordinate_transformation_mode", "asymmetric", "nearest_mode", "floor")
                .output("y");
    }

    @Test
    void readsEveryVersion() {
        List<OnnxGraph> graphs = new ArrayList<>();
        graphs.add(OnnxGraph.of(7, "Upsample", List.of(2L, 3L, 4L, 5L), "scales", List.of(1.0, 1.0, 2.0, 3.0)));
        graphs.add(OnnxGraph.of(
                7, "Upsample", List.of(2L, 3L, 4L, 5L), "scales", List.of(1.0, 1.0, 2.0, 2.0), "mode", "linear"));
        for (String type : List.of("Upsample", "Resize")) {
            graphs.add(OnnxGraph.of(type.equals("Resize") ? 10 : 9)
                    .input("x", 2, 3, 4, 5)
                    .floats("s", List.of(4L), 1, 1, 1.5, 2)
                    .node(type, "x s", "mode", "linear")
                    .output("y"));
        }
        graphs.add(OnnxGraph.of(18)
                .input("x", 2, 3, 8, 10)
                .wholes("s", 3, 4)
                .node("Resize", "x _ _ s", "axes", List.of(3, 2), "keep_aspect_ratio_policy", "not_larger")
                .output("y"));
        graphs.add(OnnxGraph.of(13)
                .input("x", 2, 3, 4, 5)
                .floats("roi", List.of(8L), 0, 0, 0.1, -0.2, 1, 1, 0.8, 1.2)
                .wholes("s", 2, 3, 3, 6)
                .node(
                        "Resize",
                        "x roi _ s",
                        "mode",
                        "linear",
                        "coordinate_transformation_mode",
                        "tf_crop_and_resize",
                        "extrapolation_value",
                        4.5)
                .output("y"));
        graphs.add(OnnxGraph.of(13)
                .input("x", 2, 3, 4)
                .wholes("s", 2, 3, 6)
                .node("Resize", "x _ _ s", "mode", "linear")
                .output("y"));
        OnnxRuntime.agrees(graphs);
    }

    private static OnnxGraph sizes(long height, long width, Object... attributes) {
        return OnnxGraph.of(19)
                .input("x", 2, 3, 4, 6)
                .wholes("s", 2, 3, height, width)
                .node("Resize", "x _ _ s", attributes)
                .output("y");
    }

    private static OnnxGraph scales(double height, double width, Object... attributes) {
        return OnnxGraph.of(19)
                .input("x", 2, 3, 4, 6)
                .floats("s", List.of(4L), 1, 1, height, width)
                .node("Resize", "x _ s", attributes)
                .output("y");
    }

    @Test
    void takesFactorsThatTheNetworkGets() {
        OnnxGraph graph =
                OnnxGraph.of(19).input("x", 1, 1, 4, 4).input("s", 4).node("Resize", "x _ s", "mode", "linear");
        assertThat(graph.output("y").refusal())
                .contains("`scales` is computed by the network, and the file does not say how long dimension 0");
    }

    @Test
    void isUpsampleWherePyTorchCountsAlike() {
        assertThat(scales(2, 2).statements()).containsExactly("input 3x4x6", "upsample 2");
        assertThat(scales(2, 3, "nearest_mode", "floor", "coordinate_transformation_mode", "asymmetric")
                        .statements())
                .containsExactly("input 3x4x6", "upsample 2, 3");
        assertThat(sizes(7, 9, "mode", "linear", "coordinate_transformation_mode", "align_corners")
                        .statements())
                .containsExactly("input 3x4x6", "upsample size=7x9 mode=linear align_corners");
        assertThat(sizes(9, 3).statements()).noneMatch(statement -> statement.startsWith("upsample"));
        assertThat(sizes(4, 6, "mode", "linear").imported().text()).doesNotContain("upsample", "matmul");
    }

    @Test
    void refusesWhatHasNoMeaning() {
        assertThat(scales(2, 2, "mode", "quintic").refusal()).contains("`Resize`: `mode` is quintic");
        assertThat(scales(2, 2, "coordinate_transformation_mode", "any").refusal())
                .contains("`Resize`: `coordinate_transformation_mode` is any");
        assertThat(scales(1e30, 2).refusal()).contains("is too large");
        assertThat(scales(Double.NaN, 2).refusal()).contains("`Resize`: nothing is left of axis 2");
        assertThat(scales(0.1, 2).refusal()).contains("`Resize`: nothing is left of axis 2");
        assertThat(sizes(7, 9, "keep_aspect_ratio_policy", "any").refusal())
                .contains("`Resize`: `keep_aspect_ratio_policy` is any");
    }
}
