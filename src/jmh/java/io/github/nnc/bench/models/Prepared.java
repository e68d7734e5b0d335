package io.github.nnc.bench.models;

import io.github.nnc.bench.torch.TorchScript;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.emit.Target;
import io.github.nnc.model.JavaNames;
import io.github.nnc.model.Model;
import io.github.nnc.onnx.OnnxExport;
import io.github.nnc.weights.DataType;
import io.github.nnc.weights.SafetensorsWriter;
import io.github.nnc.weights.WeightTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A network in a folder, in the form that each contender wants: text, weights, class files, ONNX, TorchScript. Made once,
 * read by each fork.
 */
public record Prepared(Path folder, int tokens) {

    private static final String TEXT = "net.nn";
    private static final String WEIGHTS = "net.safetensors";
    private static final String TORCH = "net.pt";

    /** Where the classes of the plain target are. */
    public Path plain() {
        return folder.resolve("plain");
    }

    /** Where the classes of the vector target are. */
    public Path vector() {
        return folder.resolve("vector");
    }

    public Path text() {
        return folder.resolve(TEXT);
    }

    public Path weights() {
        return folder.resolve(WEIGHTS);
    }

    public Path onnx(int batch) {
        return folder.resolve("net-" + batch + ".onnx");
    }

    /** Exists unless PyTorch's form of the network cannot be written. */
    public Path torch() {
        return folder.resolve(TORCH);
    }

    /** Writes all forms of a network for calls with so many samples. */
    public static Prepared write(Subject subject, Path folder, List<Integer> batches, Path checks) throws IOException {
        Prepared prepared = new Prepared(Files.createDirectories(folder), subject.tokens());
        Files.writeString(prepared.text(), subject.text());
        Model model = Checked.model(prepared.text());
        List<WeightTensor> weights = weights(subject, model, checks);
        prepared.classes(model, weights);
        prepared.rivals(model, weights, subject.tokens() == 0 ? batches : List.of(1));
        return prepared;
    }

    private static List<WeightTensor> weights(Subject subject, Model model, Path checks) throws IOException {
        Path onnx = OnnxFiles.folder(subject, checks).resolve("model.onnx");
        return Files.exists(onnx) ? OnnxFiles.weights(model, onnx) : Weights.drawn(model);
    }

    /** Writes the classes of a network alone, with drawn weights. */
    public static Prepared classesOf(Subject subject, Path folder) throws IOException {
        Prepared prepared = new Prepared(Files.createDirectories(folder), subject.tokens());
        Files.writeString(prepared.text(), subject.text());
        Model model = Checked.model(prepared.text());
        prepared.classes(model, Weights.drawn(model));
        return prepared;
    }

    private void classes(Model model, List<WeightTensor> weights) throws IOException {
        try (OutputStream out = Files.newOutputStream(weights())) {
            SafetensorsWriter.write(weights, DataType.F32, out);
        }
        classes(model, Target.PLAIN, plain());
        classes(model, Target.VECTOR, vector());
    }

    private void classes(Model model, Target target, Path classes) throws IOException {
        CompileResult result = Generated.sources(text(), Optional.of(WEIGHTS), target);
        boolean switches = !result.vectorSources().isEmpty();
        String type = JavaNames.className(model.name());
        String caller = tokens == 0
                ? Callers.samples(type, switches)
                : Callers.tokens(type, Checked.outputSize(model), switches);
        Generated.write(result, caller, classes);
    }

    private void rivals(Model model, List<WeightTensor> weights, List<Integer> batches) throws IOException {
        Map<String, float[]> values = new HashMap<>();
        weights.forEach(tensor -> values.put(tensor.name(), tensor.values()));
        for (int batch : batches) {
            Diagnostics diagnostics = new Diagnostics();
            Optional<byte[]> onnx = OnnxExport.of(model, values, OptionalLong.of(batch), diagnostics);
            Files.write(onnx(batch), onnx.orElseThrow(() -> new IllegalStateException(diagnostics.toString())));
        }
        if (tokens == 0) {
            try (OutputStream out = Files.newOutputStream(torch())) {
                TorchScript.write(model, weights, out);
            }
        }
    }

    /** What a weight file holds, in float32. */
    public double weightBytes() {
        Model model = Checked.model(text());
        return Float.BYTES * model.parameters().add(model.buffers()).doubleValue();
    }

    /** How often a call adds a product to a sum. */
    public BigInteger multiplyAdds() {
        return Compiler.cost(Checked.model(text())).multiplyAdds();
    }
}
