package io.github.nnc.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Convolutions and pools in what the suite leaves out: versions, paddings, single axes, refusals. */
class WindowsTest {

    private static final List<Long> IMAGE = List.of(2L, 3L, 7L, 6L);

    @Test
    void convolvesAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (String automatic : List.of("NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID")) {
            for (int stride = 1; stride <= 2; stride++) {
                graphs.add(conv("Conv", 4, List.of(4L, 3L, 2L, 3L), "auto_pad", automatic, "strides", pair(stride)));
            }
        }
        graphs.add(conv("Conv", 6, List.of(6L, 1L, 3L, 3L), "group", 3, "pads", List.of(2, 0, 1, 3)));
        graphs.add(conv("Conv", 3, List.of(3L, 1L, 2L, 2L), "group", 3, "dilations", List.of(2, 3)));
        graphs.add(OnnxGraph.of(1)
                .input("x", 2, 3, 9)
                .weights("w", 2, 3, 4)
                .node("Conv", "x w", "kernel_shape", List.of(4), "pads", List.of(1, 2))
                .output("y"));
        OnnxRuntime.agrees(graphs);
    }

    @Test
    void convolvesBackwardsAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        List<Long> weight = List.of(3L, 2L, 3L, 4L);
        for (String automatic : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
            graphs.add(conv("ConvTranspose", 2, weight, "auto_pad", automatic, "strides", pair(2)));
            graphs.add(conv("ConvTranspose", 2, weight, "auto_pad", automatic));
        }
        graphs.add(conv("ConvTranspose", 2, weight, "strides", pair(3), "output_shape", List.of(20, 19)));
        graphs.add(conv("ConvTranspose", 2, weight, "strides", pair(3), "output_shape", List.of(22, 18)));
        graphs.add(conv("ConvTranspose", 2, weight, "pads", List.of(1, 0, 2, 1), "dilations", pair(2)));
        graphs.add(conv(
                "ConvTranspose",
                3,
                List.of(3L, 1L, 2L, 2L),
                "group",
                3,
                "strides",
                pair(2),
                "output_padding",
                pair(1)));
        OnnxRuntime.agrees(graphs);
    }

    private static OnnxGraph conv(String type, long channels, List<Long> weight, Object... attributes) {
        return OnnxGraph.of(11)
                .input("x", 2, 3, 7, 6)
                .weights("w", weight.stream().mapToLong(Long::longValue).toArray())
                .weights("b", channels)
                .node(type, "x w b", attributes)
                .output("y");
    }

    private static List<Integer> pair(int size) {
        return List.of(size, size);
    }

    @Test
    void poolsAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (String type : List.of("MaxPool", "AveragePool", "LpPool")) {
            for (int stride = 1; stride <= 3; stride++) {
                List<Integer> strides = pair(stride);
                graphs.add(pool(type, 18, "strides", strides, "auto_pad", "SAME_LOWER"));
                graphs.add(pool(type, 18, "strides", strides, "pads", List.of(1, 0, 2, 1)));
                graphs.add(pool(type, 18, "strides", strides, "auto_pad", "VALID"));
            }
        }
        for (int stride = 1; stride <= 3; stride++) {
            List<Integer> strides = pair(stride);
            graphs.add(pool("MaxPool", 12, "strides", strides, "ceil_mode", 1, "pads", List.of(1, 1, 1, 1)));
            graphs.add(pool("MaxPool", 12, "strides", strides, "dilations", pair(2), "pads", List.of(1, 2, 1, 0)));
            graphs.add(pool("AveragePool", 11, "strides", strides, "ceil_mode", 1));
            graphs.add(pool("AveragePool", 19, "strides", strides, "dilations", pair(2), "count_include_pad", 1));
            graphs.add(pool("AveragePool", 7, "strides", strides, "count_include_pad", 1, "pads", List.of(1, 2, 0, 1)));
        }
        for (String type : List.of("GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool")) {
            graphs.add(OnnxGraph.of(13, type, IMAGE));
            graphs.add(OnnxGraph.of(13, type, List.of(2L, 3L, 4L)));
        }
        OnnxRuntime.agrees(graphs);
    }

    private static OnnxGraph pool(String type, long version, Object... attributes) {
        List<Object> all = new ArrayList<>(List.of(attributes));
        all.addAll(List.of("kernel_shape", List.of(3, 3)));
        return OnnxGraph.of(version, type, IMAGE, all.toArray());
    }

    @Test
    void findsPlacesOfTheLargest() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (int columns = 0; columns <= 1; columns++) {
            for (List<Integer> pads : List.of(List.of(0, 0, 0, 0), List.of(1, 0, 1, 2))) {
                graphs.add(OnnxGraph.of(12)
                        .input("x", 1, 3, 7, 6)
                        .operator(
                                "MaxPool",
                                "x",
                                "y z",
                                "kernel_shape",
                                List.of(3, 3),
                                "strides",
                                List.of(2, 1),
                                "pads",
                                pads,
                                "storage_order",
                                columns)
                        .output("y")
                        .wholesOutput("z"));
            }
        }
        OnnxRuntime.agrees(graphs);
    }

    @Test
    void saysWhatPeopleWouldWrite() {
        assertThat(conv("Conv", 3, List.of(3L, 1L, 3L, 3L), "group", 3, "auto_pad", "SAME_UPPER")
                        .statements())
                .containsExactly("input 3x7x6", "depthwise 3 padding=1");
        assertThat(OnnxGraph.of(
                                13,
                                "MaxPool",
                                IMAGE,
                                "kernel_shape",
                                pair(2),
                                "strides",
                                pair(2),
                                "ceil_mode",
                                0,
                                "dilations",
                                pair(1))
                        .statements())
                .containsExactly("input 3x7x6", "maxpool 2");
        assertThat(OnnxGraph.of(13)
                        .input("x", 2, 3, 7, 6)
                        .operator("GlobalAveragePool", "x", "p")
                        .node("Flatten", "p")
                        .output("y")
                        .statements())
                .containsExactly("input 3x7x6", "global_avgpool");
    }

    @Test
    void keepsALengthThatVaries() {
        assertThat(sequence("auto_pad", "SAME_LOWER").statements()).contains("conv 4 4 padding=2x1 bias=false");
        assertThat(sequence("auto_pad", "SAME_UPPER", "strides", List.of(2)).refusal())
                .contains("`Conv`: `auto_pad` with a stride of 2 over a length that varies, n");
    }

    private static OnnxGraph sequence(Object... attributes) {
        return OnnxGraph.of(13)
                .open("x", 1, 3, "n")
                .dimension("n", 4, 64)
                .weights("w", 4, 3, 4)
                .node("Conv", "x w", attributes)
                .output("y");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThat(conv("Conv", 4, List.of(4L, 3L, 3L, 3L), "kernel_shape", pair(2))
                        .refusal())
                .contains("`Conv`: `kernel_shape` [2, 2] is not that of the weight, [3, 3]");
        assertThat(conv("Conv", 4, List.of(4L, 3L, 3L, 3L), "pads", List.of(1, 1))
                        .refusal())
                .contains("`Conv`: `pads` has 2 numbers for 2 axes");
        assertThat(pool("MaxPool", 13, "pads", List.of(0, -1, 0, 0)).refusal())
                .contains("`MaxPool`: `pads` is [0, -1, 0, 0], but must be 0 to");
        assertThat(pool("MaxPool", 13, "strides", pair(0)).refusal())
                .contains("`MaxPool`: `strides` is [0, 0], but must be 1 to");
        assertThat(conv("Conv", 4, List.of(4L, 3L, 3L, 3L), "group", 0).refusal())
                .contains("`Conv`: `group` is [0], but must be 1 to");
        assertThat(pool("MaxPool", 13, "auto_pad", "SOMEHOW").refusal()).contains("`auto_pad` is SOMEHOW");
        assertThat(pool("AveragePool", 13, "pads", List.of(3, 0, 0, 0)).refusal())
                .contains("`AveragePool`: `pads` are so large that a window sees nothing but padding");
        assertThat(OnnxGraph.of(13)
                        .input("x", 2, 3, 7, 6)
                        .operator("MaxPool", "x", "y z", "kernel_shape", pair(2))
                        .output("y", "z")
                        .refusal())
                .contains("output `Indices` counts places over 2 examples");
    }
}
