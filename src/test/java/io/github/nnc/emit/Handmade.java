package io.github.nnc.emit;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryLoader;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.layer.Initialisation;
import io.github.nnc.layer.WeightSpec;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Value;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.TensorType;
import io.github.nnc.testing.StrictJavac;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The class of a program that no layer wrote, compiled and loaded. */
final class Handmade {

    private static final int VOCABULARY = 1000;
    private static final Span SPAN = new SourceFile("m.nn", "model handmade < >").span(0, 5);

    private final Program program;
    private final GeneratedClass source;
    private final Class<?> type;
    private final Object network;

    private Handmade(Program program, GeneratedClass source, Class<?> type, Object network) {
        this.program = program;
        this.source = source;
        this.type = type;
        this.network = network;
    }

    /** With the weights in the order of the program's buffers. */
    static Handmade of(Program program, float[]... weights) {
        GeneratedClass source = Emitter.emit(
                        new ClassRequest("", model(program), program, Optional.of(List.of(weights)), Optional.empty()),
                        new Diagnostics())
                .orElseThrow();
        Compilation compilation = StrictJavac.compile(Map.of(source.path(), source.source()));
        try {
            Class<?> type = new MemoryLoader(compilation.classes(), Map.of()).loadClass("Handmade");
            return new Handmade(program, source, type, type.getMethod("load").invoke(null));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(source.source(), e);
        }
    }

    private static Model model(Program program) {
        List<Model.Input> inputs = program.buffers(Buffer.Role.INPUT).stream()
                .map(b -> new Model.Input(b.name(), value(b), Optional.empty(), SPAN))
                .toList();
        List<LearnedTensor> tensors = program.buffers(Buffer.Role.WEIGHT).stream()
                .map(b -> new LearnedTensor(
                        b.name().replace(".weight", ""),
                        new WeightSpec("weight", b.shape(), Initialisation.normal(1)),
                        SPAN))
                .toList();
        List<Model.Output> outputs = program.buffers(Buffer.Role.OUTPUT).stream()
                .map(b -> new Model.Output(b.name(), value(b), Optional.empty(), SPAN))
                .toList();
        return new Model("handmade", Optional.empty(), inputs, List.of(), tensors, outputs, Optional.empty(), SPAN);
    }

    private static Value value(Buffer buffer) {
        TensorType type = buffer.element() == Buffer.Element.INT
                ? TensorType.ids(buffer.shape(), VOCABULARY)
                : TensorType.floats(buffer.shape());
        return new Value(type, new Value.Origin(SPAN, "value", Optional.empty()));
    }

    GeneratedClass source() {
        return source;
    }

    Class<?> type() {
        return type;
    }

    Object newState() {
        return invoke(network, "newState", List.of(), List.of());
    }

    static Object call(Object state, String method) {
        return invoke(state, method, List.of(), List.of());
    }

    /** The form that allocates nothing; the state goes last where the program carries. Arrays for arrays, one an output. */
    List<double[]> forward(List<double[]> inputs, Map<Extent, Integer> lengths, Object... state) {
        List<Class<?>> types = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        Set<Extent> decided = new LinkedHashSet<>();
        List<Buffer> given = program.buffers(Buffer.Role.INPUT);
        for (int i = 0; i < given.size(); i++) {
            add(types, arguments, array(given.get(i), inputs.get(i)));
            given.get(i).shape().extents().stream().filter(e -> !e.isFixed()).forEach(decided::add);
        }
        decided.forEach(length -> {
            types.add(int.class);
            arguments.add(lengths.get(length));
        });
        List<Object> results = new ArrayList<>();
        for (Buffer output : program.buffers(Buffer.Role.OUTPUT)) {
            int size = output.shape().extents().stream()
                    .mapToInt(e -> e.isFixed() ? (int) e.max() : lengths.get(e))
                    .reduce(1, (a, b) -> a * b);
            results.add(array(output, new double[size]));
            add(types, arguments, results.get(results.size() - 1));
        }
        for (Object one : state) {
            types.add(one.getClass());
            arguments.add(one);
        }
        Object workspace = invoke(network, "newWorkspace", List.of(), List.of());
        types.add(workspace.getClass());
        arguments.add(workspace);
        invoke(network, "forward", types, arguments);
        return results.stream().map(Handmade::doubles).toList();
    }

    private static void add(List<Class<?>> types, List<Object> arguments, Object array) {
        types.addAll(List.of(array.getClass(), int.class));
        arguments.addAll(List.of(array, 0));
    }

    private static Object array(Buffer buffer, double[] values) {
        boolean ids = buffer.element() == Buffer.Element.INT;
        Object array = Array.newInstance(ids ? int.class : float.class, values.length);
        for (int i = 0; i < values.length; i++) {
            if (ids) {
                Array.setInt(array, i, (int) values[i]);
            } else {
                Array.setFloat(array, i, (float) values[i]);
            }
        }
        return array;
    }

    private static double[] doubles(Object array) {
        double[] values = new double[Array.getLength(array)];
        Arrays.setAll(values, i -> Array.getDouble(array, i));
        return values;
    }

    private static Object invoke(Object on, String name, List<Class<?>> types, List<?> arguments) {
        try {
            return on.getClass().getMethod(name, types.toArray(Class<?>[]::new)).invoke(on, arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new AssertionError(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        }
    }
}
