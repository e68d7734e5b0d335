package io.github.nnc.graph;

import static io.github.nnc.graph.Models.external;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.disk.DiskFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing outside the model's folder is read, and nothing twice. */
class ExternalDataTest {

    private static final byte[] TWO_FLOATS = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectories(root.resolve("models/net"));
        Files.write(root.resolve("models/secret.bin"), TWO_FLOATS);
        Files.write(folder.resolve("w.bin"), TWO_FLOATS);
        Files.createDirectory(folder.resolve("data"));
        Files.write(folder.resolve("data/w.bin"), TWO_FLOATS);
    }

    private List<Diagnostic> problems(TensorProto.Builder... tensors) throws IOException {
        ModelProto.Builder model = Models.small();
        for (TensorProto.Builder tensor : tensors) {
            model.getGraphBuilder().addInitializer(tensor);
        }
        Files.write(folder.resolve("m.onnx"), model.build().toByteArray());
        Diagnostics diagnostics = new Diagnostics();
        Optional<Graph> graph = GraphReader.read("models/net/m.onnx", new DiskFiles(root), diagnostics);
        assertThat(graph.isPresent()).isEqualTo(diagnostics.sorted().isEmpty());
        graph.ifPresent(read -> assertThat(read.constants().get("t").reals()).containsExactly(1, 2));
        return diagnostics.sorted();
    }

    private void isRefused(String location, String reason) throws IOException {
        assertThat(problems(external("t", List.of(2L), "location", location)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(Code.ONNX_EXTERNAL_DATA);
                    assertThat(problem.message()).contains("tensor `t`").contains(reason);
                });
    }

    @Test
    void filesInTheFolderAndBelowAreRead() throws IOException {
        assertThat(problems(external("t", List.of(2L), "location", "w.bin"))).isEmpty();
        assertThat(problems(external("t", List.of(2L), "location", "data/w.bin")))
                .isEmpty();
        assertThat(problems(external("t", List.of(2L), "location", "./data/./w.bin")))
                .isEmpty();
    }

    @Test
    void filesElsewhereAreNotRead() throws IOException {
        isRefused("../secret.bin", "leads out of the model's folder");
        isRefused("data/../../secret.bin", "leads out of the model's folder");
        isRefused(root.resolve("models/secret.bin").toString(), "is an absolute path");
        isRefused(folder.resolve("w.bin").toString(), "is an absolute path");
    }

    @Test
    void linksCountAsThePlaceTheyLeadTo() throws IOException {
        Files.createSymbolicLink(folder.resolve("inside.bin"), Path.of("data", "w.bin"));
        Files.createSymbolicLink(folder.resolve("outside.bin"), Path.of("..", "secret.bin"));
        Files.createSymbolicLink(folder.resolve("above"), Path.of(".."));
        assertThat(problems(external("t", List.of(2L), "location", "inside.bin")))
                .isEmpty();
        isRefused("outside.bin", "is a link that leads out of the folder");
        isRefused("above/secret.bin", "is a link that leads out of the folder");
    }

    @Test
    void theFolderItselfMayBeReachedByALink() throws IOException {
        assertThat(problems(external("t", List.of(2L), "location", "w.bin"))).isEmpty();
        Files.createSymbolicLink(root.resolve("latest"), Path.of("models", "net"));
        Diagnostics diagnostics = new Diagnostics();
        assertThat(GraphReader.read("latest/m.onnx", new DiskFiles(root), diagnostics))
                .isPresent();
        assertThat(diagnostics.sorted()).isEmpty();
    }

    @Test
    void foldersAndNamesThatNoFileCanHaveAreRefused() throws IOException {
        isRefused("data", "it is a directory");
        isRefused("w\0.bin", "does not exist");
        isRefused("missing.bin", "does not exist");
    }

    @Test
    void tensorsMayShareAllTheirBytesButNotSome() throws IOException {
        TensorProto.Builder[] shared = {
            external("t", List.of(2L), "location", "w.bin"), external("u", List.of(2L, 1L), "location", "w.bin")
        };
        assertThat(problems(shared)).isEmpty();
        TensorProto.Builder[] overlapping = {
            external("t", List.of(2L), "location", "w.bin"),
            external("u", List.of(1L), "location", "w.bin", "offset", "4")
        };
        assertThat(problems(overlapping))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("tensors overlap in `w.bin`"));
    }
}
