package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.emit.ClassRequest;
import io.github.nnc.emit.Emitter;
import io.github.nnc.emit.GeneratedClass;
import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryCompiler;
import io.github.nnc.inmemory.MemoryLoader;
import io.github.nnc.lower.Lower;
import io.github.nnc.model.Model;
import io.github.nnc.weights.DataType;
import io.github.nnc.weights.SafetensorsWriter;
import io.github.nnc.weights.WeightTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The generated class of a model with its weights, compiled as users compile it and loaded. */
public record CompiledNetwork(
        Model model, GeneratedClass source, Map<String, byte[]> classes, Class<?> type, Object network) {

    private static final List<String> STRICT = List.of("--release", "17", "-Xlint:all", "-Werror");

    /** A model and its weights by name. */
    public record Weighted(Model model, Map<String, Tensor> weights) {}

    public static CompiledNetwork of(Model model, Map<String, Tensor> weights) {
        return all(List.of(new Weighted(model, weights))).get(0);
    }

    /** Many in one run of javac, each in a package of its own. */
    public static List<CompiledNetwork> all(List<Weighted> models) {
        List<GeneratedClass> generated = new ArrayList<>();
        Map<String, String> sources = new TreeMap<>();
        Map<String, byte[]> resources = new TreeMap<>();
        for (Weighted each : models) {
            GeneratedClass one = emit(each, "com.example.n" + generated.size());
            generated.add(one);
            sources.put(one.path(), one.source());
            resources.putAll(one.resources());
            one.weightsResource().ifPresent(path -> resources.put(path, safetensors(each)));
        }
        Compilation compilation = MemoryCompiler.ofThisRuntime().orElseThrow().compile(sources, STRICT);
        assertThat(compilation.messages()).isEmpty();
        MemoryLoader loader = new MemoryLoader(compilation.classes(), resources);
        List<CompiledNetwork> networks = new ArrayList<>();
        for (GeneratedClass one : generated) {
            networks.add(load(models.get(networks.size()).model(), one, compilation, loader));
        }
        return networks;
    }

    private static GeneratedClass emit(Weighted each, String packageName) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<List<float[]>> bundled = Optional.of(each.model().tensors().stream()
                .map(tensor -> floats(each.weights().get(tensor.name())))
                .toList());
        ClassRequest request =
                new ClassRequest(packageName, each.model(), Lower.program(each.model()), bundled, Optional.empty());
        return Emitter.emit(request, diagnostics).orElseThrow(() -> new AssertionError(diagnostics.sorted()));
    }

    private static byte[] safetensors(Weighted each) {
        List<WeightTensor> tensors = each.model().tensors().stream()
                .map(tensor -> new WeightTensor(
                        tensor.name(),
                        tensor.spec().shape(),
                        floats(each.weights().get(tensor.name()))))
                .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            SafetensorsWriter.write(tensors, DataType.F32, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static CompiledNetwork load(
            Model model, GeneratedClass source, Compilation compilation, MemoryLoader loader) {
        String name = source.path().replace(".java", "").replace('/', '.');
        Map<String, byte[]> classes = new TreeMap<>(compilation.classes());
        classes.keySet().removeIf(other -> !other.equals(name) && !other.startsWith(name + "$"));
        try {
            Class<?> type = Class.forName(name, true, loader);
            return new CompiledNetwork(
                    model, source, classes, type, type.getMethod("load").invoke(null));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(source.source(), e);
        }
    }

    static float[] floats(Tensor tensor) {
        float[] floats = new float[tensor.data().length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) tensor.data()[i];
        }
        return floats;
    }

    /** One row through {@code forward(x)}. */
    public List<double[]> simple(List<Tensor> inputs) {
        Object[] arguments = inputs.stream().map(CompiledNetwork::floats).toArray();
        Object result = call("forward", arguments);
        if (result instanceof float[] only) {
            return List.of(doubles(only));
        }
        List<double[]> outputs = new ArrayList<>();
        for (RecordComponent component : result.getClass().getRecordComponents()) {
            outputs.add(doubles(component(component.getAccessor(), result)));
        }
        return outputs;
    }

    /** One row through the form that allocates nothing, in the midst of larger arrays, which must stay as they are. */
    public List<double[]> inPlace(List<Tensor> inputs) {
        List<Object> arguments = new ArrayList<>();
        int offset = 3;
        for (Tensor input : inputs) {
            float[] room = new float[input.data().length + 5];
            Arrays.fill(room, Float.NaN);
            System.arraycopy(floats(input), 0, room, offset, input.data().length);
            arguments.add(room);
            arguments.add(offset);
        }
        List<float[]> results = new ArrayList<>();
        for (Model.Output output : model.outputs()) {
            float[] room = new float[size(output) + 5];
            Arrays.fill(room, Float.NaN);
            results.add(room);
            arguments.add(room);
            arguments.add(offset);
        }
        arguments.add(call("newWorkspace"));
        call("forward", arguments.toArray());
        for (float[] room : results) {
            assertThat(List.of(room[0], room[2], room[room.length - 1])).containsOnly(Float.NaN);
        }
        return results.stream()
                .map(room -> doubles(Arrays.copyOfRange(room, offset, room.length - 2)))
                .toList();
    }

    /** Rows through the form that takes a batch; the result has the rows of each output one after another. */
    public List<double[]> batch(List<List<Tensor>> rows) {
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < model.inputs().size(); i++) {
            int size = rows.get(0).get(i).data().length;
            float[] all = new float[rows.size() * size];
            for (int row = 0; row < rows.size(); row++) {
                System.arraycopy(floats(rows.get(row).get(i)), 0, all, row * size, size);
            }
            arguments.add(all);
        }
        List<float[]> results = new ArrayList<>();
        for (Model.Output output : model.outputs()) {
            results.add(new float[rows.size() * size(output)]);
        }
        arguments.addAll(results);
        arguments.add(rows.size());
        arguments.add(call("newWorkspace"));
        call("forward", arguments.toArray());
        return results.stream().map(CompiledNetwork::doubles).toList();
    }

    private static int size(Model.Output output) {
        return output.value().type().shape().elements().intValueExact();
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private static float[] component(Method accessor, Object outputs) {
        try {
            return (float[]) accessor.invoke(outputs);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(accessor.toString(), e);
        }
    }

    private Object call(String name, Object... arguments) {
        Class<?>[] types = Arrays.stream(arguments)
                .map(argument -> argument instanceof Integer ? int.class : argument.getClass())
                .toArray(Class<?>[]::new);
        try {
            return type.getMethod(name, types).invoke(network, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        }
    }
}
