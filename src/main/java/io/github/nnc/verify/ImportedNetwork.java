package io.github.nnc.verify;

import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.graph.Tensor;
import io.github.nnc.importer.Imported;
import io.github.nnc.inmemory.Network;
import io.github.nnc.inmemory.NetworkLoader;
import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** An imported network, compiled in memory, that takes and gives what the graph does. */
public final class ImportedNetwork {

    private final Imported imported;
    private final Network network;

    private ImportedNetwork(Imported imported, Network network) {
        this.imported = imported;
        this.network = network;
    }

    /**
     * Compiles what an import would write.
     *
     * @param weightFile the name of the weight file in the text
     * @throws IllegalStateException if the text does not compile, which would be a mistake of the import
     */
    public static ImportedNetwork of(Imported imported, String weightFile, NetworkLoader loader) {
        ImportedFiles files = ImportedFiles.of(imported, weightFile);
        Model model = Compiler.check(files, ImportedFiles.TEXT).models().get(0);
        boolean bundled = !imported.tensors().isEmpty();
        CompileResult compiled =
                Compiler.compile(files, new Compiler.ModelSource(ImportedFiles.TEXT, Optional.empty(), bundled), model);
        if (compiled.hasErrors()) {
            throw new IllegalStateException(
                    compiled.diagnostics().stream().map(Diagnostic::message).collect(Collectors.joining("; ")));
        }
        OptionalLong seed = bundled ? OptionalLong.empty() : OptionalLong.of(0);
        return new ImportedNetwork(imported, loader.load(model, "", compiled.sources(), compiled.resources(), seed));
    }

    /**
     * The outputs by their names in the graph and in the shapes that it gives them: with a batch, the examples one behind
     * the other. Ids are numbers.
     *
     * @param inputs of all ports, by their names in the graph; those with a batch have as many examples each
     * @throws IllegalArgumentException if the examples of the inputs differ in number, or the network refuses one
     */
    public Map<String, Tensor> call(Map<String, Tensor> inputs) {
        int examples = examples(inputs);
        List<List<float[]>> results = new ArrayList<>();
        imported.outputs().forEach(output -> results.add(new ArrayList<>()));
        for (int example = 0; example < examples; example++) {
            Object[] arguments = new Object[imported.inputs().size()];
            for (int i = 0; i < arguments.length; i++) {
                Imported.Port port = imported.inputs().get(i);
                arguments[i] = argument(port, inputs.get(port.onnxName()), example, examples);
            }
            Object[] outputs = network.forward(arguments);
            for (int i = 0; i < outputs.length; i++) {
                results.get(i).add(numbers(outputs[i]));
            }
        }
        Map<Extent, Long> lengths = lengths(inputs);
        Map<String, Tensor> byName = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            Imported.Port port = imported.outputs().get(i);
            byName.put(port.onnxName(), Tensor.ofReals(extents(port, examples, lengths), joined(results.get(i))));
        }
        return byName;
    }

    /** Of each length that varies what it is in these inputs. */
    private Map<Extent, Long> lengths(Map<String, Tensor> inputs) {
        Map<Extent, Long> lengths = new HashMap<>();
        for (Imported.Port port : imported.inputs()) {
            List<Long> given = inputs.get(port.onnxName()).extents();
            List<Extent> extents = port.type().shape().extents();
            for (int d = 0; d < extents.size(); d++) {
                if (!extents.get(d).isFixed()) {
                    lengths.put(extents.get(d), given.get(port.batch() ? d + 1 : d));
                }
            }
        }
        return lengths;
    }

    private static List<Long> extents(Imported.Port port, long examples, Map<Extent, Long> lengths) {
        List<Long> extents = new ArrayList<>();
        if (port.batch()) {
            extents.add(examples);
        }
        for (Extent extent : port.type().shape().extents()) {
            extents.add(extent.isFixed() ? Long.valueOf(extent.max()) : lengths.get(extent));
        }
        return extents;
    }

    private int examples(Map<String, Tensor> inputs) {
        List<Long> batches = imported.inputs().stream()
                .filter(Imported.Port::batch)
                .map(port -> inputs.get(port.onnxName()).extents().get(0))
                .distinct()
                .toList();
        if (batches.size() > 1) {
            throw new IllegalArgumentException("the inputs have different numbers of examples: " + batches);
        }
        return batches.isEmpty() ? 1 : Math.toIntExact(batches.get(0));
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

    /** All numbers of a tensor; whole ones and truth values as numbers. */
    public static float[] numbers(Tensor tensor) {
        float[] numbers = new float[tensor.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(tensor, i);
        }
        return numbers;
    }

    private static float number(Tensor tensor, int i) {
        return tensor.type().isFloating() ? tensor.real(i) : tensor.whole(i);
    }

    private static float[] numbers(Object result) {
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
