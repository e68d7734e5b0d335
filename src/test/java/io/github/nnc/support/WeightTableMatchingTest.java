package io.github.nnc.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files are listings as torchvision and torch.nn print them: {@code name shape}. */
class WeightTableMatchingTest {
    @Test
    void takesEqualDenseLayersInNumericOrderWhateverTheOrderOfTheFile() {
        List<String> model = IntStream.rangeClosed(1, 6)
                .boxed()
                .flatMap(i -> Stream.of("dense" + i + "/weight 8x8", "dense" + i + "/bias 8"))
                .collect(Collectors.toList());
        List<String> file = IntStream.of(10, 8, 6, 4, 2, 0)
                .boxed()
                .flatMap(i -> Stream.of(i + ".weight 8x8", i + ".bias 8"))
                .collect(Collectors.toCollection(ArrayList::new));
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(file, new Random(seed));
            assertThat(pairs(model, file))
                    .containsExactly(
                            "dense1.weight=0.weight", "dense1.bias=0.bias",
                            "dense2.weight=2.weight", "dense2.bias=2.bias",
                            "dense3.weight=4.weight", "dense3.bias=4.bias",
                            "dense4.weight=6.weight", "dense4.bias=6.bias",
                            "dense5.weight=8.weight", "dense5.bias=8.bias",
                            "dense6.weight=10.weight", "dense6.bias=10.bias");
        }
    }

    @Test
    void placesAlexnet() {
        assertThat(pairs(
                        List.of(
                                "features.conv1/weight 64x3x11x11", "features.conv1/bias 64",
                                "features.conv2/weight 192x64x5x5", "features.conv2/bias 192",
                                "features.conv3/weight 384x192x3x3", "features.conv3/bias 384",
                                "features.conv4/weight 256x384x3x3", "features.conv4/bias 256",
                                "features.conv5/weight 256x256x3x3", "features.conv5/bias 256",
                                "classifier.dense1/weight 4096x9216", "classifier.dense1/bias 4096",
                                "classifier.dense2/weight 4096x4096", "classifier.dense2/bias 4096",
                                "classifier.dense3/weight 1000x4096", "classifier.dense3/bias 1000"),
                        List.of(
                                "classifier.1.bias 4096", "classifier.1.weight 4096x9216",
                                "classifier.4.bias 4096", "classifier.4.weight 4096x4096",
                                "classifier.6.bias 1000", "classifier.6.weight 1000x4096",
                                "features.0.bias 64", "features.0.weight 64x3x11x11",
                                "features.10.bias 256", "features.10.weight 256x256x3x3",
                                "features.3.bias 192", "features.3.weight 192x64x5x5",
                                "features.6.bias 384", "features.6.weight 384x192x3x3",
                                "features.8.bias 256", "features.8.weight 256x384x3x3")))
                .contains(
                        "features.conv3.weight=features.6.weight",
                        "features.conv5.bias=features.10.bias",
                        "classifier.dense2.weight=classifier.4.weight")
                .hasSize(16);
    }

    @Test
    void placesVggWithBatchNormsAndIgnoresTheirCounters() {
        List<String> model = new ArrayList<>();
        List<String> file = new ArrayList<>();
        int[] convolutions = {0, 3, 7, 10, 14};
        for (int i = 0; i < convolutions.length; i++) {
            int at = convolutions[i];
            model.add("features.conv" + (i + 1) + "/weight 64x64x3x3");
            file.add(0, "features." + at + ".weight 64x64x3x3");
            for (String name : List.of("weight", "bias", "running_mean", "running_var")) {
                model.add("features.batchnorm" + (i + 1) + "/" + name + " 64");
                file.add(0, "features." + (at + 1) + "." + name + " 64");
            }
            file.add("features." + (at + 1) + ".num_batches_tracked scalar");
        }
        assertThat(pairs(model, file))
                .contains(
                        "features.conv2.weight=features.3.weight",
                        "features.batchnorm3.running_var=features.8.running_var",
                        "features.conv5.weight=features.14.weight")
                .hasSize(25);
    }

    @Test
    void placesResnetByEqualNamesAndTheUnlabelledDownsamplingByNumber() {
        assertThat(pairs(
                        List.of(
                                "conv1/weight 64x3x7x7",
                                "layer1.0.conv1/weight 64x64x1x1",
                                "layer1.0.bn1/weight 64",
                                "layer1.0.downsample.conv1/weight 256x64x1x1",
                                "layer1.0.downsample.batchnorm1/weight 256",
                                "layer1.1.conv1/weight 64x256x1x1",
                                "fc/weight 1000x2048"),
                        List.of(
                                "conv1.weight 64x3x7x7",
                                "fc.weight 1000x2048",
                                "layer1.0.bn1.weight 64",
                                "layer1.0.conv1.weight 64x64x1x1",
                                "layer1.0.downsample.0.weight 256x64x1x1",
                                "layer1.0.downsample.1.weight 256",
                                "layer1.1.conv1.weight 64x256x1x1")))
                .contains(
                        "layer1.0.downsample.conv1.weight=layer1.0.downsample.0.weight",
                        "layer1.0.downsample.batchnorm1.weight=layer1.0.downsample.1.weight",
                        "layer1.1.conv1.weight=layer1.1.conv1.weight")
                .hasSize(7);
    }

    @Test
    void placesBlocksOfSqueezenetAndMobilenetBesideSingleLayers() {
        assertThat(pairs(
                        List.of(
                                "features.conv1/weight 64x3x3x3",
                                "features.fire1.squeeze/weight 16x64x1x1",
                                "features.fire1.expand/weight 64x16x3x3",
                                "features.fire2.squeeze/weight 16x64x1x1",
                                "features.fire2.expand/weight 64x16x3x3",
                                "features.inverted1.conv.cbr1.conv1/weight 8x8",
                                "features.inverted1.conv.cbr1.batchnorm1/weight 8",
                                "features.inverted1.conv.conv1/weight 4x8",
                                "features.inverted1.conv.batchnorm1/weight 4"),
                        List.of(
                                "features.0.weight 64x3x3x3",
                                "features.10.conv.0.0.weight 8x8",
                                "features.10.conv.0.1.weight 8",
                                "features.10.conv.1.weight 4x8",
                                "features.10.conv.2.weight 4",
                                "features.3.squeeze.weight 16x64x1x1",
                                "features.3.expand.weight 64x16x3x3",
                                "features.4.squeeze.weight 16x64x1x1",
                                "features.4.expand.weight 64x16x3x3")))
                .contains(
                        "features.fire2.expand.weight=features.4.expand.weight",
                        "features.inverted1.conv.cbr1.batchnorm1.weight=features.10.conv.0.1.weight",
                        "features.inverted1.conv.batchnorm1.weight=features.10.conv.2.weight")
                .hasSize(9);
    }

    @Test
    void placesTransformerLayersByEqualNamesAndByNumberUnderAPrefix() {
        List<String> parameters = List.of(
                "self_attn/in_proj_weight 96x32",
                "self_attn/out_proj.weight 32x32",
                "linear1/weight 64x32",
                "norm1/weight 32");
        List<String> labelled = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        List<String> file = new ArrayList<>();
        for (int layer = 0; layer < 12; layer++) {
            for (String parameter : parameters) {
                labelled.add("layers." + layer + "." + parameter);
                calls.add("encoder" + (layer + 1) + "." + parameter);
                file.add("layers." + layer + "." + parameter.replace('/', '.'));
            }
        }
        assertThat(pairs(labelled, file))
                .hasSize(48)
                .allSatisfy(pair -> assertThat(pair.substring(pair.indexOf('=') + 1))
                        .isEqualTo(pair.substring(0, pair.indexOf('='))));
        WeightTable matcher = matched(text(calls), tensors(file), "layers");
        assertThat(matcher.problems).isEmpty();
        assertThat(pairs(calls, matcher))
                .contains(
                        "encoder11.self_attn.out_proj.weight=layers.10.self_attn.out_proj.weight",
                        "encoder3.linear1.weight=layers.2.linear1.weight")
                .hasSize(48);
    }

    @Test
    void placesLabelledRepetitionsOfUnlabelledLayers() {
        assertThat(pairs(
                        List.of(
                                "enc.0.dense1/weight 4x4",
                                "enc.0.dense2/weight 4x4",
                                "enc.1.dense1/weight 4x4",
                                "enc.1.dense2/weight 4x4"),
                        List.of(
                                "enc.1.3.weight 4x4",
                                "enc.1.10.weight 4x4",
                                "enc.0.0.weight 4x4",
                                "enc.0.2.weight 4x4")))
                .containsExactly(
                        "enc.0.dense1.weight=enc.0.0.weight",
                        "enc.0.dense2.weight=enc.0.2.weight",
                        "enc.1.dense1.weight=enc.1.3.weight",
                        "enc.1.dense2.weight=enc.1.10.weight");
    }

    @Test
    void takesNumbersOfTheModelAsPlacesWhereTheFileNumbersOtherwise() {
        List<String> model = List.of("a.0.fc/weight 4x4", "a.1.fc/weight 4x4", "a.2.fc/weight 4x4");
        assertThat(pairs(model, List.of("a.0.fc.weight 4x4", "a.2.fc.weight 4x4", "a.4.fc.weight 4x4")))
                .containsExactly(
                        "a.0.fc.weight=a.0.fc.weight", "a.1.fc.weight=a.2.fc.weight", "a.2.fc.weight=a.4.fc.weight");
        assertThat(pairs(model, List.of("a.1.fc.weight 4x4", "a.2.fc.weight 4x4", "a.3.fc.weight 4x4")))
                .containsExactly(
                        "a.0.fc.weight=a.1.fc.weight", "a.1.fc.weight=a.2.fc.weight", "a.2.fc.weight=a.3.fc.weight");
    }

    @Test
    void takesLabelledLayersInOrderWithTheOthers() {
        assertThat(pairs(
                        List.of("conv1/weight 8x1x3x3", "hidden/weight 16x8", "dense1/weight 2x16"),
                        List.of("0.weight 8x1x3x3", "3.weight 16x8", "5.weight 2x16")))
                .containsExactly("conv1.weight=0.weight", "hidden.weight=3.weight", "dense1.weight=5.weight");
        assertThat(pairs(
                        List.of("dense1/weight 4x4", "head/weight 4x4", "dense2/weight 4x4"),
                        List.of("0.weight 4x4", "2.weight 4x4", "head.weight 4x4")))
                .containsExactly("dense1.weight=0.weight", "head.weight=head.weight", "dense2.weight=2.weight");
    }

    @Test
    void placesParametersOfTheModelAndLists() {
        assertThat(pairs(
                        List.of("/class_token 1x1x8", "p/0 4", "p/1 4", "dense1/weight 2x8"),
                        List.of("class_token 1x1x8", "p.0 4", "p.1 4", "0.weight 2x8")))
                .containsExactly("class_token=class_token", "p.0=p.0", "p.1=p.1", "dense1.weight=0.weight");
    }

    @Test
    void letsRanksDifferByOnesAtTheEnds() {
        assertThat(problems(List.of("a/weight 4x3"), List.of("a.weight 4x3x1x1")))
                .isEmpty();
        assertThat(problems(List.of("a/weight 1x1x4x3"), List.of("a.weight 4x3")))
                .isEmpty();
        assertThat(problems(List.of("a/weight scalar"), List.of("a.weight 1x1")))
                .isEmpty();
        assertThat(problems(List.of("a/weight 4x1x3"), List.of("a.weight 4x3"))).hasSize(1);
        assertThat(problems(List.of("a/weight 4x1"), List.of("a.weight 1x4")))
                .containsExactly("NN413: `a.weight` needs 4x1, but it is 1x4 in the file; its transpose would fit");
    }

    @Test
    void saysWhichTensorItTriedAndWhetherItsTransposeFits() {
        assertThat(problems(
                        List.of("dense1/weight 4x3", "dense1/bias 4", "dense2/weight 2x4"),
                        List.of("0.weight 3x4", "0.bias 5", "2.weight 2x4")))
                .containsExactly(
                        "NN413: `dense1.weight` needs 4x3, but `0.weight` is 3x4 in the file; its transpose would fit",
                        "NN413: `dense1.bias` needs 4, but `0.bias` is 5 in the file");
    }

    @Test
    void tellsMissingAndExtraTensorsAtOnce() {
        assertThat(problems(
                        List.of("fc/weight 4x3", "fc/bias 4", "dense1/weight 4x4", "dense1/bias 4"),
                        List.of("fcc.weight 4x3", "fcc.bias 4", "0.weight 4x4", "0.scale 4", "fc.bias 4")))
                .containsExactlyInAnyOrder(
                        "NN411: `fc.weight` (4x3) is missing",
                        "NN411: `dense1.bias` (4) is missing: the file has no `0.bias`",
                        "NN412: the file has `fcc.weight` (4x3), `fcc.bias` (4), `0.scale` (4),"
                                + " which the model does not expect");
    }

    @Test
    void guessesNothingWhereTheCountsDiffer() {
        List<String> three = List.of("g.dense1/weight 4x4", "g.dense2/weight 4x4", "g.dense3/weight 4x4");
        assertThat(problems(three, List.of("g.0.weight 4x4", "g.4.weight 4x4")))
                .containsExactly("NN415: `g` has 3 modules (`dense1`, `dense2`, `dense3`) to be matched by number,"
                        + " but the file has 2 modules (`0`, `4`) under `g`");
        assertThat(problems(three, List.of("g.0.weight 4x4", "g.4.weight 4x4", "g.5.weight 1", "g.10.weight 4x4")))
                .containsExactly("NN415: `g` has 3 modules (`dense1`, `dense2`, `dense3`) to be matched by number,"
                        + " but the file has 4 modules (`0`, `4`, `5`, `10`) under `g`");
    }

    @Test
    void looksUnderThePrefixOnly() {
        WeightTable matcher = matched("a/weight 1 constant=0", tensors(List.of("berta.a.weight 1")), "bert");
        assertThat(matcher.problems)
                .containsExactly("NN411: `a.weight` (1) is missing: the file has no `bert.a.weight`");
        assertThat(matched("", List.of(), "").problems).isEmpty();
        assertThat(matched("a/weight 1 constant=0", List.of(), "").problems).hasSize(1);
    }

    @Test
    void tellsFlawsOfBoundTensorsWithTheOthers() {
        TensorNode tensor = tensor("a.weight 2", 0, Float.NaN);
        tensor.flaw = "NN414: tensor `a.weight` holds NaN at index 1";
        String slots = "a/weight 3 constant=0\nb/weight 1 constant=0";
        assertThat(matched(slots, List.of(tensor), "").problems)
                .extracting(problem -> problem.substring(0, 5))
                .containsExactly("NN413", "NN414", "NN411");
        assertThatThrownBy(() -> bind(slots, List.of(tensor), ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("3 problems")
                .hasMessageContaining("NaN at index 1")
                .hasMessageContaining("`b.weight` (1) is missing");
    }

    @Test
    void acceptsSharedTensorsFromEitherOrBothAndComparesThem() throws IOException {
        String slots = "wte/weight 2x1 constant=0\nhead/weight 2x1 constant=0 =wte.weight";
        TensorNode first = tensor("wte.weight 2x1", 1, 2);
        TensorNode equal = tensor("head.weight 2x1", 1, 2);
        TensorNode other = tensor("head.weight 2x1", 1, 3);
        for (List<TensorNode> file : List.of(List.of(first), List.of(equal), List.of(first, equal))) {
            float[][] values = bind(slots, file, "");
            assertThat(values).hasDimensions(2, 2);
            assertThat(values[0]).containsExactly(1, 2);
            assertThat(values[1]).containsExactly(1, 2);
        }
        assertThatThrownBy(() -> bind(slots, List.of(first, other), ""))
                .hasMessage("NN416: `head.weight` shares `wte.weight`, but `head.weight` and `wte.weight` in the file"
                        + " differ");
    }

    @Test
    void countsModulesThatOnlyShareAsTheFileDoes() {
        List<String> model =
                List.of("dense1/weight 4x4", "dense2/weight 4x4 constant=0 =dense1.weight", "dense3/weight 4x4");
        assertThat(pairs(model, List.of("0.weight 4x4", "5.weight 4x4")))
                .containsExactly("dense1.weight=0.weight", "dense2.weight=0.weight", "dense3.weight=5.weight");
        assertThat(pairs(model, List.of("0.weight 4x4", "2.weight 4x4", "5.weight 4x4")))
                .containsExactly("dense1.weight=0.weight", "dense2.weight=2.weight", "dense3.weight=5.weight");
    }

    @Test
    void callsNumberedModulesExtraWhereTheModelOnlyShares() {
        assertThat(problems(
                        List.of("a/weight 4x4", "b/weight 4x4 constant=0 =a.weight"),
                        List.of("a.weight 4x4", "0.weight 4x4", "1.weight 4x4")))
                .containsExactly(
                        "NN412: the file has `0.weight` (4x4), `1.weight` (4x4), which the model does not expect");
    }

    @Test
    void survivesHostileNames() {
        String deep = "a.".repeat(100_000) + "b";
        assertThat(problems(List.of("dense1/weight 1"), List.of(deep + " 1", ". 1", "00.weight 1", "9999999999.w 1")))
                .hasSize(2);
    }

    @Test
    void matchesTensOfThousandsOfLayersInLinearTime() {
        List<String> model = new ArrayList<>();
        List<String> file = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            model.add("dense" + (i + 1) + "/weight 1");
            file.add(2 * i + ".weight 1");
        }
        assertThat(pairs(model, file)).hasSize(50_000).endsWith("dense50000.weight=99998.weight");
    }

    private static WeightTable matched(String slots, List<TensorNode> file, String prefix) {
        WeightTable matcher = new WeightVariants(slots);
        matcher.match(tree(file), prefix);
        return matcher;
    }

    private static float[][] bind(String slots, List<TensorNode> file, String prefix) throws IOException {
        return new WeightVariants(slots).bind(tree(file), prefix);
    }

    /** A file of some tensors, which go under the parts of their names. */
    static TensorNode tree(List<TensorNode> tensors) {
        TensorNode file = new TensorNode(null, "");
        for (TensorNode tensor : tensors) {
            TensorNode node = file.reach(tensor.name);
            node.type = tensor.type;
            node.shape = tensor.shape;
            node.values = tensor.values;
            node.flaw = tensor.flaw;
        }
        return file;
    }

    private static List<String> pairs(List<String> model, List<String> file) {
        WeightTable matcher = matched(text(model), tensors(file), "");
        assertThat(matcher.problems).isEmpty();
        return pairs(model, matcher);
    }

    private static List<String> pairs(List<String> model, WeightTable matcher) {
        return IntStream.range(0, model.size())
                .mapToObj(i -> matcher.slots[i].path() + "=" + matcher.bound[i].path())
                .collect(Collectors.toList());
    }

    private static List<String> problems(List<String> model, List<String> file) {
        return matched(text(model), tensors(file), "").problems;
    }

    private static String text(List<String> model) {
        return model.stream()
                .map(line -> line.split(" ").length == 2 ? line + " constant=0" : line)
                .collect(Collectors.joining("\n"));
    }

    private static List<TensorNode> tensors(List<String> file) {
        Map<String, TensorNode> tensors = new LinkedHashMap<>();
        for (String line : file) {
            tensors.put(line, tensor(line));
        }
        return List.copyOf(tensors.values());
    }

    private static TensorNode tensor(String line, float... values) {
        String[] parts = line.split(" ");
        long[] shape = parts[1].equals("scalar")
                ? new long[0]
                : Stream.of(parts[1].split("x")).mapToLong(Long::parseLong).toArray();
        TensorNode tensor = new TensorNode(null, parts[0]);
        tensor.type = "F32";
        tensor.shape = shape;
        tensor.values = values;
        return tensor;
    }
}
