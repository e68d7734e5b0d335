package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.emit.ClassRequest;
import io.github.nnc.emit.Emitter;
import io.github.nnc.emit.GeneratedClass;
import io.github.nnc.emit.Target;
import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryLoader;
import io.github.nnc.lower.Lower;
import io.github.nnc.lower.Thresholds;
import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.TensorType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The generated class of a model with its weights, compiled as users compile it and loaded. */
public record CompiledNetwork(
        Model model, GeneratedClass source, Map<String, byte[]> classes, Class<?> type, Object network) {

    /** Where values begin in arrays that are larger than they need to be. */
    private static final int MARGIN = 3;

    /** A model and its weights by name. */
    public record Weighted(Model model, Map<String, Tensor> weights) {}

    public static CompiledNetwork of(Model model, Map<String, Tensor> weights) {
        return all(List.of(new Weighted(model, weights))).get(0);
    }

    /** Many in one run of javac, each in a package of its own. */
    public static List<CompiledNetwork> all(List<Weighted> models) {
        return all(models, Target.PLAIN);
    }

    /** Many for a target, whose kernels run from the first call on. */
    public static List<CompiledNetwork> all(List<Weighted> models, Target target) {
        return all(models, target, Thresholds.MEASURED);
    }

    /** Many whose forms of code are chosen by other thresholds. */
    public static List<CompiledNetwork> all(List<Weighted> models, Target target, Thresholds thresholds) {
        return all(models, target, thresholds, false);
    }

    /** Many that have a form for threads that share a pass. */
    public static List<CompiledNetwork> allParallel(List<Weighted> models, Target target, Thresholds thresholds) {
        return all(models, target, thresholds, true);
    }

    private static List<CompiledNetwork> all(
            List<Weighted> models, Target target, Thresholds thresholds, boolean parallel) {
        List<GeneratedClass> generated = new ArrayList<>();
        Map<String, String> sources = new TreeMap<>();
        Map<String, byte[]> resources = new TreeMap<>();
        for (Weighted each : models) {
            GeneratedClass one = emit(each, "com.example.n" + generated.size(), target, thresholds, parallel);
            generated.add(one);
            sources.put(one.path(), one.source());
            one.companion().ifPresent(companion -> sources.put(companion.getKey(), companion.getValue()));
            resources.putAll(one.resources());
        }
        Compilation compilation = StrictJavac.compile(sources, target);
        MemoryLoader loader = new MemoryLoader(compilation.classes(), resources);
        List<CompiledNetwork> networks = new ArrayList<>();
        System.setProperty("nnc.vector", "always");
        try {
            for (GeneratedClass one : generated) {
                networks.add(load(models.get(networks.size()).model(), one, compilation, loader));
            }
        } finally {
            System.clearProperty("nnc.vector");
        }
        return networks;
    }

    private static GeneratedClass emit(
            Weighted each, String packageName, Target target, Thresholds thresholds, boolean parallel) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<List<float[]>> bundled = Optional.of(each.model().tensors().stream()
                .map(tensor -> floats(each.weights().get(tensor.name())))
                .toList());
        ClassRequest request = new ClassRequest(
                packageName,
                each.model(),
                Lower.program(each.model(), thresholds),
                bundled,
                Optional.empty(),
                target,
                thresholds,
                parallel);
        return Emitter.emit(request, diagnostics).orElseThrow(() -> new AssertionError(diagnostics.sorted()));
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
        return floats(tensor.data());
    }

    /** Whether there is a form of {@code forward} for many rows. */
    public boolean takesBatches() {
        return lengths().isEmpty() && !model.carries();
    }

    /** Which kernels run, where the class has a choice. */
    public Optional<Object> target() {
        return source.companion().isPresent() ? Optional.of(call("target")) : Optional.empty();
    }

    /** What its calls go on from; nothing where each stands alone. */
    public Optional<Object> newState() {
        return model.carries() ? Optional.of(call("newState")) : Optional.empty();
    }

    /** The lengths that a call decides, in the order of the parameters. */
    private List<Extent> lengths() {
        return model.inputs().stream()
                .flatMap(input -> input.value().type().shape().extents().stream())
                .filter(extent -> !extent.isFixed())
                .distinct()
                .toList();
    }

    /** One row through {@code forward(x)}, on its own. */
    public List<double[]> simple(List<Tensor> inputs) {
        return simple(inputs, newState());
    }

    /** One row through {@code forward(x)} or {@code forward(x, state)}. */
    public List<double[]> simple(List<Tensor> inputs, Optional<Object> state) {
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            arguments.add(
                    isSingleId(i)
                            ? (Object) (int) inputs.get(i).data()[0]
                            : array(i, inputs.get(i).data()));
        }
        state.ifPresent(arguments::add);
        Object result = call("forward", arguments.toArray());
        if (result.getClass().isArray()) {
            return List.of(doubles(result));
        }
        List<double[]> outputs = new ArrayList<>();
        for (RecordComponent component : result.getClass().getRecordComponents()) {
            outputs.add(doubles(component(component.getAccessor(), result)));
        }
        return outputs;
    }

    private TensorType type(int input) {
        return model.inputs().get(input).value().type();
    }

    private boolean isSingleId(int input) {
        return type(input).isIds() && type(input).shape().rank() == 0;
    }

    private Object array(int input, double[] values) {
        return type(input).isIds() ? ints(values) : floats(values);
    }

    /** One row through the form that allocates nothing, in the midst of larger arrays, which must stay as they are. */
    public List<double[]> inPlace(List<Tensor> inputs) {
        return inPlace(inputs, newState());
    }

    /** The same, going on from a state where there is one. */
    public List<double[]> inPlace(List<Tensor> inputs, Optional<Object> state) {
        List<Object> results = new ArrayList<>();
        Object[] arguments = inPlace(inputs, state, results);
        call("forward", arguments);
        return results.stream().map(room -> inside(room, MARGIN)).toList();
    }

    /** The same by threads that share the pass. */
    public List<double[]> shared(List<Tensor> inputs, Optional<Object> state, Executor executor, int threads) {
        List<Object> results = new ArrayList<>();
        List<Object> arguments = new ArrayList<>(Arrays.asList(inPlace(inputs, state, results)));
        arguments.set(arguments.size() - 1, executor);
        arguments.add(call("newWorkspace", threads));
        call("forward", arguments.toArray());
        return results.stream().map(room -> inside(room, MARGIN)).toList();
    }

    private static long numbers(Object array) {
        return array instanceof float[][] rows
                ? Arrays.stream(rows).mapToLong(row -> row.length).sum()
                : Array.getLength(array);
    }

    /** How many bytes so many calls of the form that allocates nothing do allocate, each from a fresh state. */
    public long allocated(List<Tensor> inputs, int calls) {
        return allocated(calls, () -> inPlace(inputs, newState(), new ArrayList<>()));
    }

    /** How many bytes so many batches of the form for one thread allocate. */
    public long allocatedByBatches(List<List<Tensor>> rows, int calls) {
        return allocated(calls, () -> {
            List<Object> arguments = batchArrays(rows, new ArrayList<>());
            arguments.add(call("newWorkspace"));
            return arguments.toArray();
        });
    }

    /** How many bytes so many batches of the form for threads allocate, where this thread does all. */
    public long allocatedByShares(List<List<Tensor>> rows, int shares, int calls) {
        Executor here = Runnable::run;
        return allocated(calls, () -> {
            List<Object> arguments = batchArrays(rows, new ArrayList<>());
            arguments.addAll(List.of(here, workspaces(shares)));
            return arguments.toArray();
        });
    }

    private long allocated(int calls, Supplier<Object[]> arguments) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        MethodHandle forward = handle("forward", arguments.get());
        MethodHandle warming = handle("forward", arguments.get());
        try {
            for (int i = 0; i < 3; i++) {
                warming.invokeExact();
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            long idle = threads.getCurrentThreadAllocatedBytes() - before;
            before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < calls; i++) {
                forward.invokeExact();
            }
            return threads.getCurrentThreadAllocatedBytes() - before - idle;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** The bytes of all arrays that one thread needs. */
    public long workspaceBytes() {
        Object workspace = call("newWorkspace");
        long bytes = 0;
        try {
            for (Field field : workspace.getClass().getDeclaredFields()) {
                field.setAccessible(true);
                bytes += Float.BYTES * numbers(field.get(workspace));
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        return bytes;
    }

    /** A method with all its arguments in place, so that calling it needs no array of them. */
    private MethodHandle handle(String name, Object... arguments) {
        try {
            MethodHandle method = MethodHandles.lookup()
                    .unreflect(type.getMethod(name, types(arguments)))
                    .asFixedArity();
            return MethodHandles.insertArguments(method.bindTo(network), 0, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        }
    }

    /** The arguments of the form that allocates nothing; the arrays for the outputs are added to {@code results}. */
    private Object[] inPlace(List<Tensor> inputs, Optional<Object> state, List<Object> results) {
        List<Object> arguments = new ArrayList<>();
        int offset = MARGIN;
        for (int i = 0; i < inputs.size(); i++) {
            double[] data = inputs.get(i).data();
            if (isSingleId(i)) {
                arguments.add((int) data[0]);
            } else {
                double[] room = new double[data.length + 5];
                Arrays.fill(room, Double.NaN);
                System.arraycopy(data, 0, room, offset, data.length);
                arguments.add(array(i, room));
                arguments.add(offset);
            }
        }
        Lengths lengths = Lengths.of(model, inputs);
        lengths().forEach(length -> arguments.add(lengths.of(length)));
        for (Model.Output output : model.outputs()) {
            Object room = room(output, size(output, lengths) + 5);
            results.add(room);
            arguments.add(room);
            arguments.add(offset);
        }
        state.ifPresent(arguments::add);
        arguments.add(call("newWorkspace"));
        return arguments.toArray();
    }

    private static Object room(Model.Output output, int size) {
        if (output.value().type().isIds()) {
            int[] ids = new int[size];
            Arrays.fill(ids, Integer.MIN_VALUE);
            return ids;
        }
        float[] floats = new float[size];
        Arrays.fill(floats, Float.NaN);
        return floats;
    }

    /** The values between the margins, which nobody may have touched. */
    private static double[] inside(Object room, int offset) {
        double[] all = doubles(room);
        double margin = room instanceof int[] ? Integer.MIN_VALUE : Double.NaN;
        assertThat(List.of(all[0], all[2], all[all.length - 1])).containsOnly(margin);
        return Arrays.copyOfRange(all, offset, all.length - 2);
    }

    /** Rows through the form that takes a batch; the result has the rows of each output one after another. */
    public List<double[]> batch(List<List<Tensor>> rows) {
        return batch(rows, List.of(call("newWorkspace")));
    }

    /** The same through the form for threads, each of which has a workspace of its own. */
    public List<double[]> batch(List<List<Tensor>> rows, Executor executor, int threads) {
        return batch(rows, List.of(executor, workspaces(threads)));
    }

    private Object workspaces(int count) {
        Object workspaces = Array.newInstance(call("newWorkspace").getClass(), count);
        for (int i = 0; i < count; i++) {
            Array.set(workspaces, i, call("newWorkspace"));
        }
        return workspaces;
    }

    private List<double[]> batch(List<List<Tensor>> rows, List<Object> last) {
        List<Object> results = new ArrayList<>();
        List<Object> arguments = batchArrays(rows, results);
        arguments.addAll(last);
        call("forward", arguments.toArray());
        return results.stream().map(CompiledNetwork::doubles).toList();
    }

    /** The arguments of any form for a batch up to their number; the arrays for the outputs are added to {@code results}. */
    private List<Object> batchArrays(List<List<Tensor>> rows, List<Object> results) {
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < model.inputs().size(); i++) {
            int size = rows.get(0).get(i).data().length;
            double[] all = new double[rows.size() * size];
            for (int row = 0; row < rows.size(); row++) {
                System.arraycopy(rows.get(row).get(i).data(), 0, all, row * size, size);
            }
            arguments.add(array(i, all));
        }
        Lengths fixed = new Lengths(Map.of());
        for (Model.Output output : model.outputs()) {
            results.add(room(output, rows.size() * size(output, fixed)));
        }
        arguments.addAll(results);
        arguments.add(rows.size());
        return arguments;
    }

    private static int size(Model.Output output, Lengths lengths) {
        return Tensor.size(lengths.of(output.value().type().shape()));
    }

    private static int[] ints(double[] values) {
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] doubles(Object array) {
        if (array instanceof int[] ints) {
            return Arrays.stream(ints).asDoubleStream().toArray();
        }
        float[] floats = (float[]) array;
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private static Object component(Method accessor, Object outputs) {
        try {
            return accessor.invoke(outputs);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(accessor.toString(), e);
        }
    }

    private Object call(String name, Object... arguments) {
        try {
            return type.getMethod(name, types(arguments)).invoke(network, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        }
    }

    private static Class<?>[] types(Object... arguments) {
        return Arrays.stream(arguments).map(CompiledNetwork::type).toArray(Class<?>[]::new);
    }

    private static Class<?> type(Object argument) {
        if (argument instanceof Executor) {
            return Executor.class;
        }
        return argument instanceof Integer ? int.class : argument.getClass();
    }
}
