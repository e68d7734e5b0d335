package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.source.FileTree;
import java.util.Optional;

/** A file with one tensor of ONNX, as its test data come in: {@code input_0.pb}. */
public final class TensorFile {

    private TensorFile() {}

    /** Reads a tensor; empty, and reported, where the file cannot be read or the tensor is broken. */
    public static Optional<Tensor> read(String path, FileTree files, Diagnostics diagnostics) {
        Problems problems = new Problems(path, diagnostics);
        TensorReader tensors = new TensorReader(new ExternalData(path, files, problems), problems);
        return OnnxBytes.read(path, files, TensorProto.parser(), problems)
                .flatMap(proto -> tensors.read(proto, "the tensor"));
    }
}
