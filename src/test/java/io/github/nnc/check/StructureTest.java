package io.github.nnc.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Repetitions, branches, joins, blocks, paths: how statements are written out. */
class StructureTest {

    private static Node last(Model model) {
        return model.nodes().get(model.nodes().size() - 1);
    }

    private static List<String> makers(Model model, Node node) {
        return node.inputs().stream().map(value -> maker(model, value)).toList();
    }

    private static String maker(Model model, Value value) {
        return model.nodes().stream()
                .filter(node -> node.outputs().contains(value))
                .map(Node::path)
                .findFirst()
                .orElse("input");
    }

    @Test
    void repeatsInThreeForms() {
        assertThat(Checked.shapes(Checked.model("model m < input 2; repeat 3 < dense 4 > >")))
                .containsExactly("4", "4", "4");
        assertThat(Checked.shapes(Checked.model("model m < input 2; repeat k=2..4 < dense (2 * k) > >")))
                .containsExactly("4", "6", "8");
        assertThat(Checked.shapes(Checked.model("model m < input 2; repeat c=64,128 < dense c > >")))
                .containsExactly("64", "128");
        assertThat(Checked.shapes(Checked.model("model m < input 2; repeat 0 < dense 4 >; dense 3 >")))
                .containsExactly("3");
        assertThat(Checked.shapes(Checked.model("const all = 5,6; model m < input 2; repeat c=all < dense c > >")))
                .containsExactly("5", "6");
    }

    @Test
    void joinsTheCurrentValueThenTheLabels() {
        Model model = Checked.model("model m < input 4; a: dense 4; b: dense 4; sub a >");
        assertThat(makers(model, last(model))).containsExactly("b", "a");
        Model two = Checked.model("model m < input 4; a: dense 4; b: dense 4; dense 4; add a, b >");
        assertThat(makers(two, last(two))).containsExactly("dense1", "a", "b");
    }

    @Test
    void startsEachBranchFromTheCurrentValue() {
        Model model = Checked.model("model m < input 4; x: dense 4; sub < dense 4 | | from x; relu > >");
        assertThat(makers(model, last(model))).containsExactly("dense1", "x", "relu1");
    }

    @Test
    void bringsAllRepetitionsTogether() {
        Model model = Checked.model("""
                model wave <
                  input 8;
                  stack: repeat d=1,2,4 <
                    residual <
                      g: mul < dense 8 tanh | dense 8 sigmoid >;
                      skip: dense 5; from g; dense 8;
                    >;
                  >;
                  add < from stack.*.skip >; relu;
                >
                """);
        Node join = model.nodes().stream()
                .filter(n -> n.path().equals("add1"))
                .findFirst()
                .orElseThrow();
        assertThat(makers(model, join)).containsExactly("stack.0.skip", "stack.1.skip", "stack.2.skip");
    }

    @Test
    void readsLabelsThroughPaths() {
        Model model = Checked.model("""
                block part < inner: dense 4 relu; dense 4 >
                model m <
                  input 4;
                  enc: repeat 2 < part >;
                  tower: < a: dense 4; b: part >;
                  repeat 2 < r: < s: dense 4 > >;
                  add enc.1.inner, tower.a, tower.b.inner, r.0.s;
                >
                """);
        assertThat(makers(model, last(model)))
                .containsExactly("r.1.s", "enc.1.inner.relu", "tower.a", "tower.b.inner.relu", "r.0.s");
    }

    @Test
    void seesTheLatestRepetitionFromWithin() {
        Model model = Checked.model("model m < input 4; repeat 2 < a: dense 4; relu; add a > >");
        assertThat(makers(model, last(model))).containsExactly("relu2", "a.1");
    }

    @Test
    void bindsParametersDefaultsAndIn() {
        Model model = Checked.model("""
                const base = 3;
                block part(w, d = in, e = (w * base), f = relu) < dense w f; dense d; dense e; dense in >
                model m < input 5; part 4; part e=2 w=7 f=tanh >
                """);
        assertThat(Checked.shapes(model)).containsExactly("4", "4", "5", "12", "12", "7", "7", "12", "2", "2");
        assertThat(Checked.paths(model)).contains("part1.dense1.relu", "part2.dense1.tanh");
    }

    @Test
    void handsLabelsToBlocks() {
        Model model = Checked.model("""
                block up(skip) < concat < from skip | >; dense (in / 2) >
                model m < input 4; a: dense 6; b: dense 4; up a >
                """);
        assertThat(makers(model, model.nodes().get(2))).containsExactly("a", "b");
        assertThat(Checked.shapes(model)).containsExactly("6", "4", "10", "5");
    }

    @Test
    void hidesTheCallersLabelsFromBlocks() {
        assertThat(Checked.lines("block b < add outer > model m < input 4; outer: dense 4; b >"))
                .containsExactly("NN104 1:15 no value has the label `outer`");
    }

    @Test
    void prefersParametersToConstantsToLabels() {
        assertThat(Checked.shapes(
                        Checked.model("const w = 9; block b(w) < dense w > model m < input 4; w: dense w; b 2 >")))
                .containsExactly("9", "2");
        assertThat(Checked.shapes(
                        Checked.model("model m < input 4; relu: dense 3; dense 2 relu; add < relu | relu > >")))
                .containsExactly("3", "2", "2", "2", "2", "2");
    }

    @Test
    void importsTheBlocksOfAFileWithItsConstants() {
        CheckResult result = Checked.of(Map.of(
                "m.nn", "import \"parts.nn\"; const width = 2; model m < input 4; part; dense width >",
                "parts.nn",
                        "import \"more.nn\"; const width = 7; block part < half; dense width > model other < input 1 >",
                "more.nn", "block half < dense (in / 2) >"));
        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.models()).hasSize(1);
        assertThat(Checked.shapes(result.models().get(0))).containsExactly("2", "7", "2");
        assertThat(result.filesRead()).containsExactly("m.nn", "more.nn", "parts.nn");
    }

    @Test
    void doesNotImportWhatAFileImports() {
        CheckResult result = Checked.of(Map.of(
                "m.nn", "import \"parts.nn\"; model m < input 4; half >",
                "parts.nn", "import \"more.nn\"; block part < half >",
                "more.nn", "block half < dense (in / 2) >"));
        assertThat(result.diagnostics().stream().map(d -> d.code().id())).containsExactly("NN101");
    }

    @Test
    void listsOutputsByTheirPaths() {
        Model model = Checked.model("model m < input 4; enc: repeat 2 < a: dense 4 >; b: dense 2; output enc.0.a, b >");
        assertThat(model.outputs().stream().map(Model.Output::name)).containsExactly("enc.0.a", "b");
        assertThat(maker(model, model.outputs().get(0).value())).isEqualTo("enc.0.a");
    }

    @Test
    void labelsSeveralOutputs() {
        Model model = Checked.model("""
                model m <
                  input 4;
                  kind: dense 2 softmax; labels cat, dog;
                  from kind; age: dense 3; labels 0..2;
                  output kind, age;
                >
                """);
        assertThat(model.outputs().get(0).labels().orElseThrow()).containsExactly("cat", "dog");
        assertThat(model.outputs().get(1).labels().orElseThrow()).containsExactly("0", "1", "2");
    }

    @Test
    void readsLabelsFromAFile() {
        CheckResult result = Checked.of(
                Map.of("m.nn", "model m < input 4; dense 2; labels file=\"l.txt\" >", "l.txt", "hot dog\r\ncat\r\n"));
        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.models().get(0).outputs().get(0).labels().orElseThrow())
                .containsExactly("hot dog", "cat");
        assertThat(result.filesRead()).containsExactly("l.txt", "m.nn");
    }

    @Test
    void carriesVaryingLengths() {
        Model model = Checked.model("""
                const n = ..512;
                model m < a: input (n x 8); b: input (n x 4); from a; dense 4; add b; softmax axis=1; shape (n x 4) >
                """);
        assertThat(Checked.shapes(model)).containsExactly("n x 4", "n x 4", "n x 4");
        assertThat(model.inputs().get(0).value().type().shape().extent(0))
                .isSameAs(model.inputs().get(1).value().type().shape().extent(0));
        assertThat(Checked.lines("model m < a: input (..512 x 4); b: input (..512 x 4); add a >"))
                .anyMatch(line -> line.startsWith("NN206"));
    }

    @Test
    void takesIds() {
        assertThat(Checked.lines("model m < city: input tokens=42; dense 4 >"))
                .containsExactly("NN205 1:34 `dense` computes with numbers, but receives one number ids below 42");
    }

    @Test
    void countsATrillionParametersExactly() {
        Model model = Checked.model("model gpt < input 12288; repeat 120 < dense 1220703; dense 12288 > >");
        BigInteger in = BigInteger.valueOf(12288);
        BigInteger wide = BigInteger.valueOf(1220703);
        BigInteger block = in.multiply(wide).shiftLeft(1).add(wide).add(in);
        assertThat(model.parameters()).isEqualTo(block.multiply(BigInteger.valueOf(120)));
    }

    @Test
    void writesOutLongModelsInTime() {
        assertThat(Checked.model("model m < input 64; repeat 20000 < dense 64 relu > >")
                        .nodes())
                .hasSize(40000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThat(Checked.lines("block a < repeat 99999 < b > > block b < repeat 99999 < relu > >"
                                + " model m < input 2; a >"))
                        .anyMatch(line -> line.startsWith("NN307")));
    }

    @Test
    void refusesBlocksThatDoubleThemselves() {
        StringBuilder text = new StringBuilder("block b0 < dense 2 >\n");
        for (int i = 1; i <= 60; i++) {
            text.append("block b" + i + " < b" + (i - 1) + "; b" + (i - 1) + " >\n");
        }
        text.append("model m < input 2; b60 >");
        assertThatNoException()
                .isThrownBy(
                        () -> assertThat(Checked.lines(text.toString())).anyMatch(line -> line.startsWith("NN307")));
    }

    @Test
    void reportsAMistakeOfABlockOnce() {
        assertThat(Checked.lines("block b < dense 4 wrong > model m < input 2; repeat 50 < b > >"))
                .containsExactly("NN103 1:19 `wrong` means nothing to `dense`");
    }

    @Test
    void checksBlocksThatNobodyCalls() {
        assertThat(Checked.lines("block b(w, f) < dense w f; dens 3; repeat w < dense 4 wrong > >"))
                .containsExactly(
                        "NN101 1:28 there is no layer, block or statement `dens`",
                        "NN103 1:55 `wrong` means nothing to `dense`");
    }
}
