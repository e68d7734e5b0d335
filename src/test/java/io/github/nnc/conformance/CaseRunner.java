package io.github.nnc.conformance;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.graph.Graph;
import io.github.nnc.graph.GraphReader;
import io.github.nnc.graph.Tensor;
import io.github.nnc.graph.TensorFile;
import io.github.nnc.importer.ImportRequest;
import io.github.nnc.importer.Imported;
import io.github.nnc.importer.OnnxImport;
import io.github.nnc.inmemory.MemoryCompiler;
import io.github.nnc.inmemory.Network;
import io.github.nnc.inmemory.NetworkLoader;
import io.github.nnc.model.Model;
import io.github.nnc.testing.FilesInMemory;
import io.github.nnc.weights.DataType;
import io.github.nnc.weights.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Imports, compiles and runs a case, and compares what comes out. */
final class CaseRunner {

    private final NetworkLoader loader =
            new NetworkLoader(MemoryCompiler.ofThisRuntime().orElseThrow());

    /** First with every input open, then with the integers and truth values that decide shapes as constants. */
    CaseResult run(SuiteCase suiteCase) {
        FilesInMemory files = new FilesInMemory(suiteCase.files());
        Diagnostics reading = new Diagnostics();
        Optional<Graph> graph = GraphReader.read("model.onnx", files, reading);
        if (graph.isEmpty()) {
            return failed(suiteCase, List.of(), reasons(reading.sorted()));
        }
        Map<String, Tensor> inputs = tensors(graph.get().inputs(), "input_", files);
        Map<String, Tensor> expected = tensors(graph.get().outputs(), "output_", files);
        Diagnostics open = new Diagnostics();
        Optional<Imported> imported = OnnxImport.of(request(files, Map.of()), open);
        if (imported.isPresent()) {
            return compared(suiteCase, imported.get(), inputs, expected, List.of());
        }
        Map<String, Tensor> fixed = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> {
            if (!tensor.type().isFloating()) {
                fixed.put(name, tensor);
            }
        });
        Diagnostics closed = new Diagnostics();
        Optional<Imported> again = fixed.isEmpty() ? Optional.empty() : OnnxImport.of(request(files, fixed), closed);
        if (again.isEmpty()) {
            return failed(suiteCase, List.of(), reasons(fixed.isEmpty() ? open.sorted() : closed.sorted()));
        }
        return compared(suiteCase, again.get(), inputs, expected, List.copyOf(fixed.keySet()));
    }

    private static ImportRequest request(FilesInMemory files, Map<String, Tensor> constants) {
        return new ImportRequest("model.onnx", files, "m", "m.safetensors", Map.of(), constants);
    }

    private static CaseResult failed(SuiteCase suiteCase, List<String> fixed, String reason) {
        return new CaseResult(suiteCase.group(), suiteCase.name(), false, false, 0, fixed, reason);
    }

    private static String reasons(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(found -> found.notes().isEmpty() ? found.message() : String.join("; ", found.notes()))
                .collect(Collectors.joining("; "));
    }

    private static Map<String, Tensor> tensors(List<Graph.Port> ports, String prefix, FilesInMemory files) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < ports.size(); i++) {
            String file = prefix + i + ".pb";
            if (files.files().containsKey(file)) {
                Diagnostics diagnostics = new Diagnostics();
                tensors.put(
                        ports.get(i).name(),
                        TensorFile.read(file, files, diagnostics)
                                .orElseThrow(() -> new IllegalStateException(reasons(diagnostics.sorted()))));
            }
        }
        return tensors;
    }

    private CaseResult compared(
            SuiteCase suiteCase,
            Imported imported,
            Map<String, Tensor> inputs,
            Map<String, Tensor> expected,
            List<String> fixed) {
        try {
            Map<String, float[]> results = results(imported, inputs);
            Difference difference = new Difference();
            expected.forEach((name, tensor) -> compare(difference, name, tensor, results.get(name)));
            return new CaseResult(
                    suiteCase.group(),
                    suiteCase.name(),
                    difference.isWithin(),
                    difference.isClose(),
                    difference.ulps(),
                    fixed,
                    difference.first());
        } catch (RuntimeException e) {
            return failed(suiteCase, fixed, e + "\n" + imported.text());
        }
    }

    private static void compare(Difference difference, String name, Tensor expected, float[] actual) {
        if (actual.length != expected.size()) {
            difference.addSize(name, expected.size(), actual.length);
            return;
        }
        for (int i = 0; i < actual.length; i++) {
            difference.add(name, i, number(expected, i), actual[i]);
        }
    }

    private static float number(Tensor tensor, int i) {
        return tensor.type().isFloating() ? tensor.real(i) : tensor.whole(i);
    }

    /** The outputs by name, of all examples one behind the other. */
    private Map<String, float[]> results(Imported imported, Map<String, Tensor> inputs) {
        Network network = network(imported);
        boolean batched = imported.inputs().stream().anyMatch(Imported.Port::batch);
        int examples = batched
                ? Math.toIntExact(inputs.get(imported.inputs().get(0).onnxName())
                        .extents()
                        .get(0))
                : 1;
        List<List<float[]>> results = new ArrayList<>();
        for (int i = 0; i < examples; i++) {
            int example = i;
            Object[] arguments = imported.inputs().stream()
                    .map(port -> argument(port, inputs.get(port.onnxName()), example, examples))
                    .toArray();
            results.add(Arrays.stream(network.forward(arguments))
                    .map(CaseRunner::floats)
                    .toList());
        }
        Map<String, float[]> byName = new LinkedHashMap<>();
        for (int i = 0; i < imported.outputs().size(); i++) {
            int output = i;
            byName.put(
                    imported.outputs().get(i).onnxName(),
                    joined(results.stream().map(all -> all.get(output)).toList()));
        }
        return byName;
    }

    private Network network(Imported imported) {
        ByteArrayOutputStream weights = new ByteArrayOutputStream();
        try {
            SafetensorsWriter.write(imported.tensors(), DataType.F32, weights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FilesInMemory files = new FilesInMemory(Map.of(
                "m.nn", imported.text().getBytes(StandardCharsets.UTF_8), "m.safetensors", weights.toByteArray()));
        Model model = Compiler.check(files, "m.nn").models().get(0);
        CompileResult compiled = Compiler.compile(new CompileRequest(
                files, List.of(new CompileRequest.Source("m.nn", "")), Optional.empty(), true, Optional.empty()));
        if (compiled.hasErrors()) {
            throw new IllegalStateException(reasons(compiled.diagnostics()));
        }
        OptionalLong seed = imported.tensors().isEmpty() ? OptionalLong.of(1) : OptionalLong.empty();
        return loader.load(model, "", compiled.sources(), compiled.resources(), seed);
    }

    private static Object argument(Imported.Port port, Tensor tensor, int example, int examples) {
        int size = port.batch() ? tensor.size() / examples : tensor.size();
        int from = port.batch() ? example * size : 0;
        if (port.type().isIds()) {
            int[] ids = new int[size];
            for (int i = 0; i < size; i++) {
                ids[i] = Math.toIntExact(tensor.whole(from + i));
            }
            return ids;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = number(tensor, from + i);
        }
        return values;
    }

    private static float[] floats(Object result) {
        if (result instanceof float[] numbers) {
            return numbers;
        }
        int[] ids = (int[]) result;
        float[] numbers = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            numbers[i] = ids[i];
        }
        return numbers;
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
