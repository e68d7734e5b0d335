package io.github.nnc.importer;

import io.github.nnc.graph.Tensor;
import io.github.nnc.source.FileTree;
import java.util.Map;

/**
 * What to import.
 *
 * @param path of the ONNX file
 * @param files where it lies, and what it refers to
 * @param name of the model
 * @param weights the name of the weight file, which the text will refer to
 * @param dimensions how long dimensions are that the file gives a name
 * @param constants inputs that are fixed, by name
 */
public record ImportRequest(
        String path,
        FileTree files,
        String name,
        String weights,
        Map<String, Bounds> dimensions,
        Map<String, Tensor> constants) {

    public ImportRequest {
        dimensions = Map.copyOf(dimensions);
        constants = Map.copyOf(constants);
    }

    /** How long a dimension is at least and at most. */
    public record Bounds(long least, long most) {

        /** One length. */
        public static Bounds of(long length) {
            return new Bounds(length, length);
        }
    }
}
