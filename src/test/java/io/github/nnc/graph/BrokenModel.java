package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.testing.FilesInMemory;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An ONNX file with a mistake.
 *
 * @param name what the mistake is
 * @param code what must be reported, once or several times, and nothing else
 * @param files the file {@code model.onnx} and those beside it
 */
public record BrokenModel(String name, Code code, Map<String, byte[]> files) {

    /** All of them, in the order of what is looked at first. */
    public static List<BrokenModel> all() {
        return BrokenModels.all();
    }

    static BrokenModel ofBytes(String name, Code code, byte[] bytes) {
        return new BrokenModel(name, code, Map.of("model.onnx", bytes));
    }

    /** The small network, changed. */
    static BrokenModel of(String name, Code code, Consumer<ModelProto.Builder> change) {
        ModelProto.Builder model = Models.small();
        change.accept(model);
        return ofBytes(name, code, model.build().toByteArray());
    }

    /** What the reader says of it; it must not return a graph. */
    public List<Diagnostic> diagnostics() {
        Diagnostics diagnostics = new Diagnostics();
        if (GraphReader.read("model.onnx", new FilesInMemory(files), diagnostics)
                .isPresent()) {
            throw new AssertionError(name + " was read");
        }
        return diagnostics.sorted();
    }

    @Override
    public String toString() {
        return name;
    }
}
