package io.github.nnc.operators;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.importer.Imported;
import io.github.nnc.model.Model;
import io.github.nnc.source.SourceFile;
import io.github.nnc.testing.CompiledNetwork;
import io.github.nnc.testing.Tensor;
import io.github.nnc.weights.WeightTensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Holds what is made of graphs against ONNX Runtime. */
public final class OnnxRuntime {

    private OnnxRuntime() {}

    /** Imports, compiles and runs graphs on the same numbers as ONNX Runtime, to 1e-4. */
    public static void agrees(List<OnnxGraph> graphs) {
        List<Imported> imported = graphs.stream().map(OnnxGraph::imported).toList();
        List<CompiledNetwork> networks =
                CompiledNetwork.all(imported.stream().map(OnnxRuntime::weighted).toList());
        for (int i = 0; i < graphs.size(); i++) {
            OnnxGraph graph = graphs.get(i);
            Map<String, double[]> inputs = inputs(graph);
            Map<String, double[]> expected = run(graph, inputs);
            Map<String, double[]> actual = run(graph, imported.get(i), networks.get(i), inputs);
            expected.forEach((name, values) ->
                    compare(graph + "\n" + imported.get(graphs.indexOf(graph)).text(), values, actual.get(name)));
        }
    }

    private static CompiledNetwork.Weighted weighted(Imported imported) {
        Model model =
                Compiler.check(new SourceFile("g.nn", imported.text())).models().get(0);
        Map<String, Tensor> weights = new HashMap<>();
        for (WeightTensor tensor : imported.tensors()) {
            double[] values = IntStream.range(0, tensor.values().length)
                    .mapToDouble(i -> tensor.values()[i])
                    .toArray();
            weights.put(tensor.name(), new Tensor(shape(tensor.shape()), values));
        }
        return new CompiledNetwork.Weighted(model, weights);
    }

    private static int[] shape(io.github.nnc.tensor.Shape shape) {
        return shape.extents().stream().mapToInt(extent -> (int) extent.max()).toArray();
    }

    private static Map<String, double[]> inputs(OnnxGraph graph) {
        Random random = new Random(3);
        Map<String, double[]> inputs = new LinkedHashMap<>();
        graph.inputs()
                .forEach((name, shape) -> inputs.put(
                        name,
                        random.doubles(OnnxGraph.size(shape), -2, 2)
                                .map(value -> (float) value)
                                .toArray()));
        return inputs;
    }

    private static Map<String, double[]> run(OnnxGraph graph, Map<String, double[]> inputs) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> tensors = new HashMap<>();
        Map<String, double[]> outputs = new LinkedHashMap<>();
        try (OrtSession session = environment.createSession(graph.file(), new OrtSession.SessionOptions())) {
            for (Map.Entry<String, double[]> input : inputs.entrySet()) {
                FloatBuffer floats = FloatBuffer.allocate(input.getValue().length);
                Arrays.stream(input.getValue()).forEach(value -> floats.put((float) value));
                tensors.put(
                        input.getKey(),
                        OnnxTensor.createTensor(
                                environment, floats.rewind(), graph.inputs().get(input.getKey())));
            }
            try (OrtSession.Result results = session.run(tensors)) {
                for (Map.Entry<String, ai.onnxruntime.OnnxValue> result : results) {
                    outputs.put(result.getKey(), numbers((OnnxTensor) result.getValue()));
                }
            }
            return outputs;
        } catch (OrtException e) {
            throw new AssertionError(graph + "\n" + e.getMessage(), e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static double[] numbers(OnnxTensor tensor) {
        FloatBuffer floats = tensor.getFloatBuffer();
        if (floats != null) {
            return IntStream.range(0, floats.remaining())
                    .mapToDouble(floats::get)
                    .toArray();
        }
        LongBuffer longs = tensor.getLongBuffer();
        return IntStream.range(0, longs.remaining()).mapToDouble(longs::get).toArray();
    }

    /** The outputs by name; of a batch, example by example. */
    private static Map<String, double[]> run(
            OnnxGraph graph, Imported imported, CompiledNetwork network, Map<String, double[]> inputs) {
        boolean batched = imported.inputs().stream().anyMatch(Imported.Port::batch);
        int examples =
                batched ? (int) graph.inputs().get(imported.inputs().get(0).onnxName())[0] : 1;
        Map<String, double[]> outputs = new HashMap<>();
        for (int example = 0; example < examples; example++) {
            List<Tensor> arguments = new ArrayList<>();
            for (Imported.Port port : imported.inputs()) {
                double[] all = inputs.get(port.onnxName());
                int size = all.length / examples;
                double[] own = Arrays.copyOfRange(all, example * size, (example + 1) * size);
                arguments.add(new Tensor(shape(port, graph.inputs().get(port.onnxName())), own));
            }
            List<double[]> results = network.simple(arguments);
            for (int i = 0; i < results.size(); i++) {
                outputs.merge(imported.outputs().get(i).onnxName(), results.get(i), OnnxRuntime::joined);
            }
        }
        return outputs;
    }

    /** Lengths that vary are those of the graph's input. */
    private static int[] shape(Imported.Port port, long[] given) {
        int[] shape = shape(port.type().shape());
        if (!port.type().shape().isFixed()) {
            Arrays.setAll(shape, axis -> (int) given[given.length - shape.length + axis]);
        }
        return shape;
    }

    private static double[] joined(double[] first, double[] second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static void compare(String what, double[] expected, double[] actual) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            double allowed = 1e-5 + 1e-4 * Math.abs(expected[i]);
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as("%s%n%s: %s is %s", what, i, expected[i], actual[i])
                    .isLessThanOrEqualTo(allowed);
        }
    }
}
