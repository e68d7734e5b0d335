package io.github.nnc.cli;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.graph.Tensor;
import io.github.nnc.graph.TensorFile;
import io.github.nnc.importer.ImportRequest;
import io.github.nnc.importer.Imported;
import io.github.nnc.importer.ModelName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The ONNX file of a verb, and how its open ends are closed. */
final class ImportOptions {

    @Parameters(paramLabel = "FILE", description = "The .onnx file.")
    private String file;

    @Option(names = "--name", paramLabel = "NAME", description = "The name of the model; that of the file without it.")
    private String name;

    @Option(
            names = "--dim",
            paramLabel = "NAME=N",
            description =
                    "How long a dimension is that has a name in the file: `batch=1`, or `seq=1..128` where each call"
                            + " may choose.")
    private Map<String, String> dimensions = new LinkedHashMap<>();

    @Option(names = "--const", paramLabel = "NAME=FILE", description = "Fixes an input to the tensor in a .pb file.")
    private Map<String, String> constants = new LinkedHashMap<>();

    String file() {
        return file;
    }

    /** What is asked for; empty, and reported, where a tensor cannot be read. */
    Optional<ImportRequest> request(Inspection inspection, Diagnostics diagnostics) {
        if (name != null && !ModelName.isName(name)) {
            throw Failure.usage(
                    "`--name` takes letters, digits and `_`, a letter first, and no word of the language, but not `"
                            + name + "`");
        }
        String model = name == null ? ModelName.of(file) : name;
        Map<String, ImportRequest.Bounds> bounds = new LinkedHashMap<>();
        dimensions.forEach((dimension, text) -> bounds.put(dimension, bounds(dimension, text)));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        constants.forEach((input, path) -> TensorFile.read(inspection.treePath(path), inspection.files(), diagnostics)
                .ifPresent(tensor -> tensors.put(input, tensor)));
        if (diagnostics.hasErrors()) {
            return Optional.empty();
        }
        return Optional.of(new ImportRequest(
                inspection.treePath(file), inspection.files(), model, Imported.weights(model), bounds, tensors));
    }

    private static ImportRequest.Bounds bounds(String dimension, String text) {
        return ImportRequest.Bounds.parse(text)
                .orElseThrow(() -> Failure.usage("`--dim " + dimension
                        + "` takes a length from 1 on such as `4`, or a range such as `1..128`, not `" + text + "`"));
    }
}
