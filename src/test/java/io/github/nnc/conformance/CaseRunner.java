package io.github.nnc.conformance;

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
import io.github.nnc.inmemory.NetworkLoader;
import io.github.nnc.testing.FilesInMemory;
import io.github.nnc.verify.Difference;
import io.github.nnc.verify.ImportedNetwork;
import io.github.nnc.verify.Tolerance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Imports, compiles and runs a case, and compares what comes out. */
final class CaseRunner {

    private static final String WEIGHTS = "m.safetensors";

    private static final Tolerance CLOSE = new Tolerance(1e-6, 1e-6);

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
        return new ImportRequest("model.onnx", files, "m", WEIGHTS, Map.of(), constants);
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
            Map<String, Tensor> results =
                    ImportedNetwork.of(imported, WEIGHTS, loader).call(inputs);
            boolean close = true;
            long ulps = 0;
            String reason = "";
            for (Map.Entry<String, Tensor> output : expected.entrySet()) {
                Tensor wanted = output.getValue();
                Tensor actual = results.get(output.getKey());
                if (!wanted.extents().equals(actual.extents())) {
                    String shapes = "the shape of " + output.getKey() + " is " + actual.extents() + " instead of "
                            + wanted.extents();
                    return failed(suiteCase, fixed, shapes);
                }
                Difference difference = Difference.of(wanted, actual, Tolerance.SUITE);
                ulps = Math.max(ulps, difference.ulps());
                close &= Difference.of(wanted, actual, CLOSE).isWithin();
                if (reason.isEmpty() && !difference.isWithin()) {
                    int i = difference.beyond();
                    reason = output.getKey() + "[" + i + "] is " + ImportedNetwork.numbers(actual)[i] + " instead of "
                            + ImportedNetwork.numbers(wanted)[i];
                }
            }
            return new CaseResult(suiteCase.group(), suiteCase.name(), reason.isEmpty(), close, ulps, fixed, reason);
        } catch (IllegalArgumentException e) {
            return failed(suiteCase, fixed, "the network refuses its input: " + e.getMessage());
        } catch (RuntimeException e) {
            return failed(suiteCase, fixed, e + "\n" + imported.text());
        }
    }
}
