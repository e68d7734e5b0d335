package io.github.nnc.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The names of tensors, by section 4 of the language. */
class NamesTest {

    private static List<String> weights(String text) {
        return Checked.tensors(Checked.model(text)).stream()
                .filter(name -> name.endsWith("weight"))
                .map(name -> name.substring(0, name.length() - ".weight".length()))
                .toList();
    }

    @Test
    void countsUnlabelledLayersInTheirScope() {
        assertThat(weights("model m < input 4; dense 4; a: dense 4; dense 4; g: < dense 4; dense 4 >; dense 4 >"))
                .containsExactly("dense1", "a", "dense2", "g.dense1", "g.dense2", "dense3");
    }

    @Test
    void leavesUnlabelledStructureOut() {
        assertThat(weights("model m < input 4; < dense 4 >; residual < dense 4 >; add < dense 4 | dense 4 > >"))
                .containsExactly("dense1", "dense2", "dense3", "dense4");
    }

    @Test
    void namesUnlabelledBlockCallsByBlockAndNumber() {
        assertThat(weights("block encoder < dense 4 > model m < input 4; encoder; encoder; a: encoder >"))
                .containsExactly("encoder1.dense1", "encoder2.dense1", "a.dense1");
    }

    @Test
    void letsABlockCallThatStandsAloneAddNothing() {
        assertThat(weights("block encoder < dense 4 > model m < input 4; a: < encoder >; residual < encoder > >"))
                .containsExactly("a.dense1", "dense1");
    }

    @Test
    void keepsTheNameOfABlockCallBesideOtherNamedThings() {
        assertThat(weights("block part < fc: dense 4 > model m < input 4; add < part | dense 4 >; add < part | > >"))
                .containsExactly("part1.fc", "dense1", "fc");
    }

    @Test
    void numbersALabelledRepetition() {
        assertThat(weights("block encoder < fc: dense 4 > model m < input 4; layer: repeat 3 < encoder > >"))
                .containsExactly("layer.0.fc", "layer.1.fc", "layer.2.fc");
    }

    @Test
    void letsNumbersRunOnInAnUnlabelledRepetition() {
        assertThat(weights("model m < input 4; dense 4; repeat 2 < dense 4; a: dense 4; dense 4 >; dense 4 >"))
                .containsExactly("dense1", "dense2", "a.0", "dense3", "dense4", "a.1", "dense5", "dense6");
    }

    @Test
    void numbersBlockCallsOfAnUnlabelledRepetition() {
        assertThat(weights("block keep < fc: dense 4 > model m < input 4; repeat 2 < keep >; keep >"))
                .containsExactly("keep1.fc", "keep2.fc", "keep3.fc");
    }

    @Test
    void countsOnThroughNestedRepetitions() {
        assertThat(weights("model m < input 4; repeat 2 < repeat 2 < a: dense 4 > > >"))
                .containsExactly("a.0", "a.1", "a.2", "a.3");
    }

    @Test
    void namesAStageOfAResidualNetworkSoThatTorchvisionsWeightsFit() {
        String text = """
            block path(w) < conv1: dense w bias=false; conv2: dense (4 * w) relu >
            block widen(w) <
              add < path w | downsample: < dense (4 * w) bias=false; dense (4 * w) > >;
              relu;
            >
            block keep(w) < residual < path w >; relu >
            block stage(n, w) < widen w; repeat (n - 1) < keep w > >
            model net < input 16; conv1: dense 8; layer1: stage 3 8; fc: dense 10 >
            """;
        assertThat(weights(text))
                .containsExactly(
                        "conv1",
                        "layer1.widen1.conv1",
                        "layer1.widen1.conv2",
                        "layer1.widen1.downsample.dense1",
                        "layer1.widen1.downsample.dense2",
                        "layer1.keep1.conv1",
                        "layer1.keep1.conv2",
                        "layer1.keep2.conv1",
                        "layer1.keep2.conv2",
                        "fc");
    }

    @Test
    void scopesJoinsThatHaveALabel() {
        Model model = Checked.model(
                "model m < input 4; g: mul < dense 4 tanh | dense 4 sigmoid > relu; dense 2 >".replace("> relu", ">"));
        assertThat(Checked.paths(model))
                .containsExactly("g.dense1", "g.dense1.tanh", "g.dense2", "g.dense2.sigmoid", "g", "dense1");
    }

    @Test
    void givesTheNodesOfAModuleAppliedAgainNamesOfTheirOwn() {
        Model model = Checked.model("""
            model siamese <
              left: input 6;
              right: input 6;
              from left;
              tower: < dense 8 relu; dense 4 sigmoid >;
              from right; reuse tower;
              sub tower; dense 1 sigmoid;
            >
            """);
        assertThat(Checked.tensors(model))
                .containsExactly(
                        "tower.dense1.weight",
                        "tower.dense1.bias",
                        "tower.dense2.weight",
                        "tower.dense2.bias",
                        "dense1.weight",
                        "dense1.bias");
        assertThat(model.parameters()).isEqualTo(6 * 8 + 8 + 8 * 4 + 4 + 4 + 1);
        assertThat(Checked.paths(model)).contains("tower.dense1", "reuse1.dense1", "reuse1.dense2.sigmoid", "sub1");
        assertThat(model.nodes().get(4).tensors().get("weight").learned().orElseThrow())
                .isSameAs(model.nodes().get(0).tensors().get("weight").learned().orElseThrow());
    }

    @Test
    void sharesTensorsAlsoTransposed() {
        Model model = Checked.model("""
            model tied <
              input 6;
              encode: dense 4 tanh;
              dense 6 weight=encode.weight transposed;
              again: dense 4 weight=encode.weight bias=false;
              dense 6 weight=again.weight transposed bias=false;
            >
            """);
        assertThat(Checked.tensors(model)).containsExactly("encode.weight", "encode.bias", "dense1.bias");
        assertThat(model.parameters()).isEqualTo(24 + 4 + 6);
        assertThat(model.nodes().get(2).tensors().get("weight").transposed()).isTrue();
        assertThat(model.nodes().get(3).tensors().get("weight").transposed()).isFalse();
        assertThat(model.nodes().get(4).tensors().get("weight").transposed()).isTrue();
    }

    /** A value is no learned tensor; whoever shares the tensor reads the same value, and so does who applies it again. */
    @Test
    void takesTensorsFromValues() {
        Model model = Checked.model("""
            model hyper <
              x: input 6;
              w: input 6x4;
              b: input 4;
              table: parameter 4x6;
              from b; c: tanh;
              from x;
              first: dense 4 weight=w transposed bias=c;
              second: dense 6 weight=first.weight transposed;
              third: dense 4 weight=table bias=b;
              from x; reuse first;
              add third;
            >
            """);
        assertThat(Checked.tensors(model)).containsExactly("table", "second.bias");
        assertThat(model.parameters()).isEqualTo(24 + 6);
        Value w = model.inputs().get(1).value();
        assertThat(use(model, "first", "weight")).isEqualTo(new TensorUse.Given(w, true));
        assertThat(use(model, "second", "weight")).isEqualTo(new TensorUse.Given(w, false));
        assertThat(use(model, "reuse1", "weight")).isEqualTo(new TensorUse.Given(w, true));
        assertThat(use(model, "first", "bias").value())
                .contains(node(model, "c").outputs().get(0));
        assertThat(use(model, "third", "weight").learned())
                .contains(model.tensors().get(0));
    }

    private static TensorUse use(Model model, String node, String tensor) {
        return node(model, node).tensors().get(tensor);
    }

    private static Node node(Model model, String path) {
        return model.nodes().stream()
                .filter(node -> node.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void reusesLayersRepetitionsAndTheirParts() {
        assertThat(weights("""
            block part < a: dense 4; dense 4 >
            model m <
              input 4;
              fc: dense 4 relu; reuse fc;
              stack: repeat 2 < part >; reuse stack; reuse stack.1;
              second: reuse stack.0; reuse second;
              repeat 2 < b: dense 4 >; reuse b.0;
            >
            """))
                .containsExactly("fc", "stack.0.a", "stack.0.dense1", "stack.1.a", "stack.1.dense1", "b.0", "b.1");
    }
}
