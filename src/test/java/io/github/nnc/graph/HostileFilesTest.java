package io.github.nnc.graph;

import static io.github.nnc.graph.Models.attribute;
import static io.github.nnc.graph.Models.branch;
import static io.github.nnc.graph.Models.external;
import static io.github.nnc.graph.Models.floats;
import static io.github.nnc.graph.Models.function;
import static io.github.nnc.graph.Models.holder;
import static io.github.nnc.graph.Models.node;
import static io.github.nnc.graph.Models.set;
import static io.github.nnc.graph.Models.tensor;
import static io.github.nnc.graph.Models.value;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.source.FileTree;
import io.github.nnc.testing.FilesInMemory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes, there is a graph or a message, soon and in little memory. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileFilesTest {

    private static final long SOME_MEGABYTES = 4 << 20;

    /** One that has something of everything. */
    private static byte[] rich() {
        ModelProto.Builder model = Models.small().addOpsetImport(set("own", 1));
        model.addFunctions(function(
                "Twice",
                List.of("a"),
                List.of("b"),
                node("Neg", "", List.of("a"), "c"),
                node("Neg", "", List.of("c"), "b")));
        ByteString text = ByteString.copyFromUtf8("same");
        model.getGraphBuilder()
                .addInitializer(
                        tensor("ids", DataType.INT64, List.of(2L)).setRawData(ByteString.copyFrom(new byte[16])))
                .addInitializer(tensor("words", DataType.STRING, List.of(1L)).addStringData(text))
                .addInitializer(external("far", List.of(2L), "location", "w.bin", "offset", "4"))
                .addValueInfo(value("p", 1, 2))
                .addNode(node("Twice", "twice", List.of("y"), "t").setDomain("own"))
                .addNode(holder("choice", branch("i", node("Relu", "", List.of("t"), "i")), "z"))
                .addNode(node("Conv", "", List.of("z", ""), "v")
                        .addAttribute(attribute("axis", AttributeType.INT).setI(1))
                        .addAttribute(attribute("alpha", AttributeType.FLOAT).setF(0.5f))
                        .addAttribute(attribute("mode", AttributeType.STRING).setS(text))
                        .addAttribute(
                                attribute("pads", AttributeType.INTS).addInts(1).addInts(2))
                        .addAttribute(attribute("value", AttributeType.TENSOR).setT(floats("", List.of(), 1))));
        return model.build().toByteArray();
    }

    private static FileTree files(byte[] model) {
        return new FilesInMemory(Map.of("m.onnx", model, "w.bin", new byte[12]));
    }

    /** Either a graph and no message, or messages and no graph. */
    private static boolean isRead(byte[] model) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Graph> graph;
        try {
            graph = GraphReader.read("m.onnx", files(model), diagnostics);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(HexFormat.of().formatHex(model), e);
        }
        assertThat(graph.isPresent()).isEqualTo(diagnostics.sorted().isEmpty());
        return graph.isPresent();
    }

    @Test
    void everyBeginningOfAFileIsReadOrRefused() {
        byte[] rich = rich();
        assertThat(isRead(rich)).isTrue();
        for (int length = 0; length < rich.length; length++) {
            isRead(Arrays.copyOf(rich, length));
        }
    }

    @Test
    void everyFileWithAByteLessIsReadOrRefused() {
        byte[] rich = rich();
        for (int lost = 0; lost < rich.length; lost++) {
            byte[] shorter = Arrays.copyOf(rich, rich.length - 1);
            System.arraycopy(rich, lost + 1, shorter, lost, rich.length - lost - 1);
            isRead(shorter);
        }
    }

    @Test
    void filesWithWrongBytesAreReadOrRefused() {
        byte[] rich = rich();
        Random random = new Random(2023);
        int read = 0;
        for (int attempt = 0; attempt < 5_000; attempt++) {
            byte[] wrong = rich.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                wrong[random.nextInt(wrong.length)] = (byte) random.nextInt(256);
            }
            read += isRead(wrong) ? 1 : 0;
        }
        assertThat(read).as("numbers and names may change").isBetween(1, 2_500);
    }

    @Test
    void filesWithSingleBitsFlippedAreReadOrRefused() {
        byte[] rich = rich();
        for (int bit = 0; bit < 8 * rich.length; bit++) {
            byte[] wrong = rich.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            isRead(wrong);
        }
    }

    @Test
    void tensorsWithWrongBytesAreReadOrRefused() {
        byte[] sound = floats("t", List.of(2L, 3L), 1, 2, 3, 4, 5, 6).build().toByteArray();
        for (int bit = 0; bit < 8 * sound.length; bit++) {
            byte[] wrong = sound.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            Diagnostics diagnostics = new Diagnostics();
            Optional<Tensor> read = TensorFile.read("m.onnx", files(wrong), diagnostics);
            assertThat(read.isPresent()).isEqualTo(diagnostics.sorted().isEmpty());
        }
    }

    static List<BrokenModel> small() {
        return BrokenModel.all().stream()
                .filter(model -> model.files().get("model.onnx").length < 10_000)
                .filter(model -> !model.name().equals("2^40 calls"))
                .toList();
    }

    /** Among them tensors of 2^40 elements, of 2^31 - 1 with two values, and elsewhere. */
    @ParameterizedTest
    @MethodSource("small")
    void nothingIsAllocatedOnAFilesWord(BrokenModel model) {
        model.diagnostics();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        model.diagnostics();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(SOME_MEGABYTES);
    }

    @Test
    void aFileFullOfMistakesGetsTheFirstOfThem() {
        ModelProto.Builder model = Models.small();
        for (int i = 0; i < 1_000; i++) {
            model.getGraphBuilder().addNode(node("Relu", "", List.of("no" + i), "r" + i));
        }
        Diagnostics diagnostics = new Diagnostics();
        GraphReader.read("m.onnx", files(model.build().toByteArray()), diagnostics);
        assertThat(diagnostics.sorted())
                .hasSize(101)
                .extracting(Diagnostic::code)
                .containsOnly(Code.ONNX_GRAPH);
    }

    @Test
    void namesOfAFileDoNotReachTheTerminalAsTheyAre() {
        String name = "\u001b[2J\u202e" + "x".repeat(100_000);
        ModelProto.Builder model = Models.small();
        model.getGraphBuilder().addNode(node("Relu", name, List.of(name), "r"));
        Diagnostics diagnostics = new Diagnostics();
        GraphReader.read("m.onnx", files(model.build().toByteArray()), diagnostics);
        String message = diagnostics.sorted().get(0).message();
        assertThat(message).hasSizeLessThan(400).doesNotContain("\u001b").doesNotContain("\u202e");
    }

    /** 50,000 operators in the wrong order and as many in a circle take no more than a moment. */
    @Test
    void largeGraphsAreSortedInTime() {
        ModelProto.Builder model = Models.small();
        for (int i = 50_000; i > 0; i--) {
            model.getGraphBuilder().addNode(node("Relu", "", List.of("v" + (i - 1)), "v" + i));
        }
        ModelProto.Builder circle = model.clone();
        model.getGraphBuilder().addNode(node("Relu", "", List.of("x"), "v0"));
        circle.getGraphBuilder().addNode(node("Relu", "", List.of("v50000"), "v0"));
        assertThat(isRead(model.build().toByteArray())).isTrue();
        assertThat(isRead(circle.build().toByteArray())).isFalse();
    }

    /** Of a file that is too large no byte is read. */
    @Test
    void filesOfMoreThanProtobufCountsAreRefused() {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(GraphReader.read("m.onnx", new Unreadable(1L << 31), diagnostics))
                .isEmpty();
        assertThat(diagnostics.sorted()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(Code.ONNX_UNREADABLE);
            assertThat(problem.message()).contains("has 2147483648 bytes");
        });
    }

    @Test
    void filesThatCannotBeReadAreReported() {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(GraphReader.read("m.onnx", new Unreadable(10), diagnostics)).isEmpty();
        assertThat(diagnostics.sorted()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(Code.FILE_NOT_FOUND);
            assertThat(problem.message()).contains("cannot be read: a bad sector");
        });
    }

    /** A file of a size, on a medium that fails. */
    private record Unreadable(long bytes) implements FileTree, SeekableByteChannel {

        @Override
        public SeekableByteChannel open(String path) {
            return this;
        }

        @Override
        public SeekableByteChannel openBeside(String from, String relative) {
            return this;
        }

        @Override
        public String resolve(String from, String relative) {
            return relative;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            throw new IOException("a bad sector");
        }

        @Override
        public int write(ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public long position() {
            return 0;
        }

        @Override
        public SeekableByteChannel position(long position) {
            return this;
        }

        @Override
        public long size() {
            return bytes;
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
