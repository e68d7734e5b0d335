package io.github.nnc.bench.contenders;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.nnc.bench.Agreement;
import io.github.nnc.bench.models.Checked;
import io.github.nnc.bench.models.OnnxFiles;
import io.github.nnc.bench.models.Prepared;
import io.github.nnc.bench.models.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Examples that were published with a network's ONNX file: the generated class must come to the same result. */
public final class Published {

    private Published() {}

    /**
     * Compares, where the file is at hand.
     *
     * @throws IllegalStateException if the results differ
     */
    public static void check(Subject subject, Prepared prepared, Path checks) throws Exception {
        Path example = OnnxFiles.folder(subject, checks).resolve("test_data_set_0");
        if (Files.exists(example)) {
            float[] expected = values(example.resolve("output_0.pb"));
            int outputs = Checked.outputSize(Checked.model(prepared.text()));
            int samples = expected.length / outputs;
            try (Contender plain = new GeneratedContender(prepared.plain(), samples, outputs)) {
                plain.fill(values(example.resolve("input_0.pb")));
                plain.run();
                Agreement.check(subject.name() + " and its published result", plain.results(), expected);
            }
        }
    }

    private static float[] values(Path file) throws IOException {
        return OnnxFiles.floats(TensorProto.parseFrom(Files.readAllBytes(file)));
    }
}
