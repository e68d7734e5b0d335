package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.source.FileTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads ONNX files of IR version 3 to 13 (<a href="https://onnx.ai/onnx/repo-docs/IR.html">the format</a>). Nothing
 * that a file says is believed: memory is taken for what is there, and what is returned is a sound graph. Functions of
 * the model are written out where they are called; what describes training is not looked at.
 */
public final class GraphReader {

    private static final String LABELS = "labels.";

    private GraphReader() {}

    /**
     * Reads a file, and what it keeps in other files of its folder.
     *
     * @param path the {@code .onnx} file
     * @return empty, and reported, where it cannot be read or is broken
     */
    public static Optional<Graph> read(String path, FileTree files, Diagnostics diagnostics) {
        Problems problems = new Problems(path, diagnostics);
        return OnnxBytes.read(path, files, ModelProto.parser(), problems)
                .flatMap(model -> graph(model, path, files, problems))
                .filter(graph -> !problems.any());
    }

    private static Optional<Graph> graph(ModelProto model, String path, FileTree files, Problems problems) {
        if (!model.hasGraph()) {
            problems.report(
                    Code.ONNX_UNREADABLE,
                    Problems.quoted(path) + " is no file of ONNX: it has no graph",
                    "name the file that the exporter wrote");
            return Optional.empty();
        }
        ModelProto whole = new FunctionInliner(model, problems).inlined(model);
        if (problems.any()) {
            return Optional.empty();
        }
        Versions versions = new Versions(whole.getIrVersion(), whole.getOpsetImportList(), problems);
        TensorReader tensors = new TensorReader(new ExternalData(path, files, problems), problems);
        Graph converted = new GraphConverter(problems, tensors, versions).convert(whole.getGraph());
        return Optional.of(converted.withLabels(labels(whole)));
    }

    /** What the metadata lists under {@code labels.} and the name of an output, one a line. */
    private static Map<String, List<String>> labels(ModelProto model) {
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            if (entry.getKey().startsWith(LABELS)) {
                labels.put(
                        entry.getKey().substring(LABELS.length()),
                        entry.getValue().lines().toList());
            }
        }
        return labels;
    }
}
