package io.github.nnc.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nnc.operators.OnnxGraph;
import io.github.nnc.operators.OnnxRuntime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Statements that recur with other numbers. */
class BlocksTest {

    @Test
    void stagesOfOtherWidthsCallABlock() {
        Images graph = new Images(3, 16);
        for (int stage = 1; stage <= 4; stage++) {
            String module = "stages." + stage;
            graph.conv(module + ".conv1", 2 * stage, 3, stage == 1 ? 1 : 2, 1).then("Relu");
            graph.conv(module + ".conv2", 2 * stage, 3, 1, 1).then("Relu");
            graph.then("MaxPool", "kernel_shape", List.of(1, 1));
        }
        assertEquals("""
            block stage_block(channels, stride = 1) <
              conv channels 3 stride=stride padding=1 relu;
              conv channels 3 padding=1 relu;
              maxpool 1;
            >

            model g <
              input 3x16x16;
              stages_1: stage_block 2;
              stages_2: stage_block 4 stride=2;
              stages_3: stage_block 6 stride=2;
              stages_4: stage_block 8 stride=2;
              weights "g.safetensors";
            >
            """, graph.text());
    }

    @Test
    void residualsInRepetitionsAndBesideThemCallTheSameBlock() {
        Images graph = new Images(4, 6);
        residual(graph, "layer1.0", 4);
        residual(graph, "layer1.1", 4);
        for (int layer = 2; layer <= 4; layer++) {
            graph.conv("widen" + layer, 4 * layer, 1, 1, 0);
            residual(graph, "layer" + layer + ".0", 4 * layer);
        }
        assertEquals("""
            block residual_block(channels) <
              residual <
                conv channels 3 padding=1 relu;
                conv channels 3 padding=1;
              >;
              relu;
            >

            model g <
              input 4x6x6;
              layer1: repeat 2 < residual_block 4 >;
              widen2: conv 8 1;
              layer2: residual_block 8;
              widen3: conv 12 1;
              layer3: residual_block 12;
              widen4: conv 16 1;
              layer4: residual_block 16;
              weights "g.safetensors";
            >
            """, graph.text());
    }

    private static void residual(Images graph, String module, int channels) {
        String before = graph.value();
        graph.conv(module + ".conv1", channels, 3, 1, 1).then("Relu");
        graph.conv(module + ".conv2", channels, 3, 1, 1).join("Add", before).then("Relu");
    }

    @Test
    void whatComesOutOfACallHasItsName() {
        Images graph = new Images(2, 8);
        String kept = graph.value();
        for (int i = 0; i < 6; i++) {
            graph.conv("down." + i + ".a", 3 + i, 3, 1, 1).then("Relu");
            graph.conv("down." + i + ".b", 3 + i, 3, 1, 1).then("Relu");
            kept = i == 1 ? graph.value() : kept;
        }
        graph.join("Concat", kept, "axis", 1);
        assertThat(graph.text())
                .contains("block conv_block(channels) <")
                .contains("  down_1: conv_block 4;\n  down_2: conv_block 5;\n")
                .contains("  from down_1; concat down_5");
    }

    @Test
    void piecesEndWhereModulesDo() {
        Images graph = new Images(2, 8);
        for (int i = 0; i < 5; i++) {
            graph.conv("head" + i, 5 + i, 1, 1, 0).then("Relu");
            graph.conv("unit" + i + ".a", 3 + i, 3, 1, 1).then("Relu");
            graph.conv("unit" + i + ".b", 3 + i, 3, 1, 1).then("Relu");
        }
        assertThat(graph.text()).contains("""
            block unit_block(channels) <
              a: conv channels 3 padding=1 relu;
              b: conv channels 3 padding=1 relu;
            >
            """);
    }

    @Test
    void whatSavesNothingIsNoBlock() {
        Images graph = new Images(2, 8);
        for (int i = 0; i < 3; i++) {
            graph.conv("a" + i, 3 + i, 3, 1, 1).then("Relu");
            graph.conv("b" + i, 3 + i, 1, 1, 0);
        }
        assertThat(graph.text()).doesNotContain("block");
    }

    /** A chain of operators on images. */
    private static final class Images {

        private final OnnxGraph graph = OnnxGraph.of(13);
        private final Random random = new Random(5);
        private String value = "x";
        private int channels;
        private int values;

        Images(int channels, int size) {
            this.channels = channels;
            graph.input("x", 1, channels, size, size);
        }

        String value() {
            return value;
        }

        Images conv(String module, int filters, int kernel, int stride, int padding) {
            int size = filters * channels * kernel * kernel;
            // so small that what flows keeps its size
            double most = 1.5 / Math.sqrt((double) channels * kernel * kernel);
            graph.floats(
                    module + ".weight",
                    List.of((long) filters, (long) channels, (long) kernel, (long) kernel),
                    random.doubles(size, -most, most).toArray());
            graph.weights(module + ".bias", filters);
            channels = filters;
            return add(
                    "Conv",
                    value + " " + module + ".weight " + module + ".bias",
                    "strides",
                    List.of(stride, stride),
                    "pads",
                    List.of(padding, padding, padding, padding));
        }

        Images then(String operator, Object... attributes) {
            return add(operator, value, attributes);
        }

        Images join(String operator, String other, Object... attributes) {
            return add(operator, other + " " + value, attributes);
        }

        private Images add(String operator, String inputs, Object... attributes) {
            value = "v" + ++values;
            graph.operator(operator, inputs, value, attributes);
            return this;
        }

        /** The text, once it computes the same as the graph. */
        String text() {
            graph.output(value);
            OnnxRuntime.agrees(List.of(graph));
            return graph.text();
        }
    }
}
