package io.github.nnc.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.layer.Arguments;
import io.github.nnc.layer.Initialisation;
import io.github.nnc.layer.Layer;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.WeightSpec;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import io.github.nnc.tensor.Shape;
import io.github.nnc.testing.FilesInMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WeightBinderTest {

    private static final SourceFile FILE = new SourceFile("m.nn", " ".repeat(1000));
    private static final Span PLACE = FILE.span(900, 920);

    private static final Layer NO_LAYER = null;

    private final Diagnostics diagnostics = new Diagnostics();
    private int place;

    @Test
    void bindsStateDictsWhateverTheirOrder() throws IOException {
        Model expected = modelOf(
                dense("dense1", 8, 8),
                dense("dense2", 8, 8),
                dense("dense3", 8, 8),
                dense("dense4", 8, 8),
                dense("dense5", 8, 8),
                dense("dense6", 8, 8));
        List<float[]> first = bindResource(expected, "six_equal.safetensors", "");
        assertThat(first).hasSize(12);
        for (String name : List.of("_sorted.safetensors", "_reversed.safetensors", "_shuffled.safetensors", ".npz")) {
            assertThat(bindResource(expected, "six_equal" + name, ""))
                    .usingRecursiveComparison()
                    .isEqualTo(first);
        }
        assertThat(first.get(10)).isEqualTo(values("six_equal.safetensors", "10.weight"));
        assertThat(first.get(3)).isEqualTo(values("six_equal.safetensors", "2.bias"));
    }

    @Test
    void looksUnderThePrefix() throws IOException {
        List<Owner> nested = List.of(
                dense("stem", 8, 6),
                dense("blocks.0.up", 10, 8),
                dense("blocks.0.down", 8, 10),
                dense("blocks.1.up", 10, 8),
                dense("blocks.1.down", 8, 10),
                dense("blocks.2.up", 10, 8),
                dense("blocks.2.down", 8, 10),
                dense("mixer.dense1", 8, 8),
                dense("mixer.dense2", 8, 8),
                dense("towers.0.dense1", 5, 8),
                bare("towers.0.dense2", 8, 5),
                dense("towers.1.dense1", 5, 8),
                bare("towers.1.dense2", 8, 5),
                dense("head", 3, 8));
        Model expected = modelOf(nested.toArray(Owner[]::new));
        assertThat(bindResource(expected, "prefixed.safetensors", "net.encoder"))
                .usingRecursiveComparison()
                .isEqualTo(bindResource(expected, "nested.safetensors", ""));
        assertThat(bind(expected, WeightFileTest.resource("prefixed.safetensors"), ""))
                .isEmpty();
        Diagnostic diagnostic = only();
        assertThat(diagnostic.span()).isEqualTo(PLACE);
        assertThat(diagnostic.helps().get(0).text()).isEqualTo("write `prefix=net.encoder` after the file's name");
        assertThat(diagnostic.helps().get(0).edits().get(0).replacement()).isEqualTo(" prefix=net.encoder");
    }

    @Test
    void reportsEachProblemWhereItIs() throws IOException {
        Owner one = dense("one", 4, 3);
        Owner two = dense("two", 2, 4);
        Owner three = dense("three", 2, 2);
        byte[] file = safetensors(
                tensor("one.weight", Shape.of(3, 4)),
                tensor("one.bias", Shape.of(4)),
                tensor("three.weight", Shape.of(2, 2)),
                tensor("three.bias", Shape.of(2)),
                tensor("twoo.weight", Shape.of(2, 4)),
                tensor("twoo.bias", Shape.of(2)));
        assertThat(bind(modelOf(one, two, three), file, "")).isEmpty();
        assertThat(diagnostics.sorted())
                .extracting(Diagnostic::code)
                .containsExactly(Code.TENSOR_SHAPE, Code.TENSOR_MISSING, Code.TENSOR_EXTRA);
        assertThat(diagnostics.sorted()).extracting(Diagnostic::span).containsExactly(one.span(), two.span(), PLACE);
        assertThat(diagnostics.sorted())
                .extracting(Diagnostic::message)
                .containsExactly(
                        "`one.weight` needs 4x3, but it is 3x4 in the file; its transpose would fit",
                        "`two.weight` (2x4) is missing, `two.bias` (2) is missing",
                        "the file has `twoo.bias` (2), `twoo.weight` (2x4), which the model does not expect");
        assertThat(diagnostics.sorted().get(1).helps().get(0).text()).contains("the file has `twoo.weight`");
        assertThat(diagnostics.sorted().get(0).notes()).containsExactly("the weights are those of `w.safetensors`");
    }

    @Test
    void reportsValuesThatAreNotFinite() throws IOException {
        byte[] file = safetensors(tensor("one.weight", Shape.of(2, 2)), tensor("one.bias", Shape.of(2)));
        file[file.length - 1] = (byte) 0x7f;
        file[file.length - 2] = (byte) 0x80;
        Owner one = dense("one", 2, 2);
        assertThat(bind(modelOf(one), file, "")).isEmpty();
        assertThat(only().code()).isEqualTo(Code.TENSOR_NOT_FINITE);
        assertThat(only().message()).contains("`one.weight`").contains("at index 3");
        assertThat(only().span()).isEqualTo(one.span());
    }

    @Test
    void reportsCountsThatDifferOnce() throws IOException {
        byte[] file = safetensors(
                tensor("0.weight", Shape.of(2, 2)), tensor("0.bias", Shape.of(2)),
                tensor("2.weight", Shape.of(2, 2)), tensor("2.bias", Shape.of(2)));
        Owner first = dense("dense1", 2, 2);
        assertThat(bind(modelOf(first, dense("dense2", 2, 2), dense("dense3", 2, 2)), file, ""))
                .isEmpty();
        assertThat(only().code()).isEqualTo(Code.MODULE_COUNT);
        assertThat(only().span()).isEqualTo(first.span());
    }

    @Test
    void saysOnceThatFileAndModelAreStrangers() throws IOException {
        byte[] file = safetensors(tensor("encoder.weight", Shape.of(2, 2)));
        assertThat(bind(modelOf(dense("dense1", 2, 2), dense("dense2", 2, 2)), file, ""))
                .isEmpty();
        assertThat(only().code()).isEqualTo(Code.TENSOR_MISSING);
        assertThat(only().notes())
                .containsExactly(
                        "the model expects `dense1.weight`, `dense1.bias`, `dense2.weight`, `dense2.bias`",
                        "the file has `encoder.weight`");
    }

    @Test
    void reportsFilesThatCannotBeUsed() {
        Model expected = modelOf(dense("one", 2, 2));
        assertThat(bind(expected, new byte[7], "")).isEmpty();
        assertThat(only().code()).isEqualTo(Code.WEIGHTS_DAMAGED);
        assertThat(only().message())
                .startsWith("`w.safetensors` cannot be used: the file ends 1 bytes before the end of its header");
        Diagnostics others = new Diagnostics();
        assertThat(new WeightBinder(new FilesInMemory(Map.of()), others).bind(expected, "none.npz", "", PLACE))
                .isEmpty();
        assertThat(others.sorted()).extracting(Diagnostic::code).containsExactly(Code.WEIGHTS_UNREADABLE);
    }

    @Test
    void acceptsSharedTensorsUnderEitherName() throws IOException {
        LearnedTensor table = new LearnedTensor("wte", spec("weight", 2, 2), FILE.span(0, 3));
        Node embedding = node("wte", Map.of("weight", new TensorUse.Learned(table, false)), table.span());
        Node head = node("head", Map.of("weight", new TensorUse.Learned(table, false)), FILE.span(10, 13));
        Node back = node("back", Map.of("weight", new TensorUse.Learned(table, true)), FILE.span(20, 23));
        Model model = model(List.of(embedding, head, back), List.of(table));
        assertThat(ExpectedTensors.of(model).text())
                .isEqualTo("wte/weight 2x2 uniform=0x1.0p-1\nhead/weight 2x2 uniform=0x1.0p-1 =wte.weight");
        for (String name : List.of("wte.weight", "head.weight")) {
            List<float[]> bound =
                    bind(model, safetensors(tensor(name, Shape.of(2, 2))), "").orElseThrow();
            assertThat(bound).containsExactly(tensor(name, Shape.of(2, 2)).values());
        }
    }

    @Test
    void writesALineForEveryTensor() {
        LearnedTensor token = new LearnedTensor(
                "vit.cls", new WeightSpec("", Shape.of(1, 4), Initialisation.constant(0)), FILE.span(0, 1));
        LearnedTensor scale =
                new LearnedTensor("scale", new WeightSpec("", Shape.of(), Initialisation.constant(1)), FILE.span(1, 2));
        LearnedTensor half = new LearnedTensor(
                "a", new WeightSpec("out_proj.weight", Shape.of(3), Initialisation.constant(0.5)), FILE.span(2, 3));
        LearnedTensor normal =
                new LearnedTensor("b", new WeightSpec("w", Shape.of(3), Initialisation.normal(1)), FILE.span(3, 4));
        ExpectedTensors expected = ExpectedTensors.of(model(List.of(), List.of(token, scale, half, normal)));
        assertThat(expected.text())
                .isEqualTo("vit/cls 1x4 constant=0\n/scale scalar constant=1\na/out_proj.weight 3 constant=0x1.0p-1\n"
                        + "b/w 3 normal=0x1.0p0");
        assertThat(expected.index(normal)).isEqualTo(3);
    }

    /** A dense layer of a model. */
    private record Owner(String path, List<WeightSpec> specs, Span span) {}

    private Owner dense(String path, long out, long in) {
        int start = place;
        place += path.length();
        return new Owner(path, List.of(spec("weight", out, in), spec("bias", out)), FILE.span(start, place));
    }

    private Owner bare(String path, long out, long in) {
        Owner dense = dense(path, out, in);
        return new Owner(path, dense.specs().subList(0, 1), dense.span());
    }

    private static WeightSpec spec(String name, long... extents) {
        return new WeightSpec(name, Shape.of(extents), Initialisation.uniform(0.5));
    }

    private static Model modelOf(Owner... owners) {
        List<Node> nodes = new ArrayList<>();
        List<LearnedTensor> tensors = new ArrayList<>();
        for (Owner owner : owners) {
            Map<String, TensorUse> uses = new LinkedHashMap<>();
            for (WeightSpec spec : owner.specs()) {
                LearnedTensor tensor = new LearnedTensor(owner.path(), spec, owner.span());
                tensors.add(tensor);
                uses.put(spec.name(), new TensorUse.Learned(tensor, false));
            }
            nodes.add(node(owner.path(), uses, owner.span()));
        }
        return model(nodes, tensors);
    }

    private static Node node(String path, Map<String, TensorUse> uses, Span span) {
        LayerType type = LayerCatalog.find("dense").orElseThrow();
        return new Node(path, type, new Arguments(Map.of()), NO_LAYER, List.of(), List.of(), uses, false, span);
    }

    private static Model model(List<Node> nodes, List<LearnedTensor> tensors) {
        return new Model(
                "m", Optional.empty(), List.of(), nodes, tensors, List.of(), Optional.empty(), FILE.span(0, 1));
    }

    private Optional<List<float[]>> bind(Model expected, byte[] file, String prefix) {
        FilesInMemory files = new FilesInMemory(Map.of("w.safetensors", file));
        return new WeightBinder(files, diagnostics).bind(expected, "w.safetensors", prefix, PLACE);
    }

    private List<float[]> bindResource(Model expected, String name, String prefix) throws IOException {
        Optional<List<float[]>> bound = bind(expected, WeightFileTest.resource(name), prefix);
        assertThat(diagnostics.sorted()).isEmpty();
        return bound.orElseThrow();
    }

    private Diagnostic only() {
        assertThat(diagnostics.sorted()).hasSize(1);
        return diagnostics.sorted().get(0);
    }

    private static float[] values(String file, String name) throws IOException {
        return WeightFile.tensors(WeightFile.read(FilesInMemory.channel(WeightFileTest.resource(file)), "")).stream()
                .filter(tensor -> tensor.path().equals(name))
                .findFirst()
                .orElseThrow()
                .values;
    }

    private static WeightTensor tensor(String name, Shape shape) {
        float[] values = new float[shape.elements().intValueExact()];
        Arrays.fill(values, 0.5f);
        return new WeightTensor(name, shape, values);
    }

    private static byte[] safetensors(WeightTensor... tensors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafetensorsWriter.write(List.of(tensors), DataType.F32, out);
        return out.toByteArray();
    }
}
