package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The names inside one kernel method; what is named first becomes the first parameter. */
final class KernelScope {

    private final Identifiers names = new Identifiers(List.of());
    private final String origin;
    private final Optional<Axis> divided;
    private final List<ParameterSpec> parameters = new ArrayList<>();
    private final List<Kernel.Argument> arguments = new ArrayList<>();
    private final Map<Buffer, String> arrays = new IdentityHashMap<>();
    private final Map<Buffer, String> offsets = new IdentityHashMap<>();
    private final Map<Axis, String> axes = new IdentityHashMap<>();
    private final Map<Extent.Symbol, String> lengths = new IdentityHashMap<>();
    private final Map<Expression, String> locals = new HashMap<>();
    private final Set<String> inside = new HashSet<>();
    private final Map<String, String> starts = new LinkedHashMap<>();
    private final Map<Kernel.Argument, String> ends = new HashMap<>();
    private final Address address = new Address(this::axis, this::length, this::load);
    private final ScalarCode scalars = new ScalarCode(this::load, address::of, locals::get);

    /** A kernel for a step of the layer at a path. */
    KernelScope(String origin) {
        this(origin, Optional.empty());
    }

    /** @param divided the axis of which each call has a range, which it is told */
    KernelScope(String origin, Optional<Axis> divided) {
        this.origin = origin;
        this.divided = divided;
    }

    List<ParameterSpec> parameters() {
        return parameters;
    }

    List<Kernel.Argument> arguments() {
        return arguments;
    }

    String local(String name) {
        return names.allocate(name);
    }

    /** From now on the variable stands for the expression. */
    void bind(Expression expression, String variable) {
        locals.put(expression, variable);
    }

    void unbind(Expression expression) {
        locals.remove(expression);
    }

    String print(Expression expression) {
        return scalars.print(expression);
    }

    String index(Index.Affine index) {
        return address.of(index);
    }

    /** The name of an axis that the kernel loops over. */
    String declare(Axis axis) {
        return axes.computeIfAbsent(axis, a -> names.allocate(Identifiers.local(a.name())));
    }

    boolean isDivided(Axis axis) {
        return divided.filter(axis::equals).isPresent();
    }

    /** Where the loop over an axis begins. */
    String begin(Axis axis) {
        return isDivided(axis) ? end("from", new Kernel.Argument.Begin()) : "0";
    }

    /** Where the loop over an axis ends. */
    String bound(Axis axis) {
        if (isDivided(axis)) {
            return end("to", new Kernel.Argument.End());
        }
        return axis.extent() instanceof Extent.Symbol symbol
                ? length(symbol)
                : axis.extent().toString();
    }

    private String end(String name, Kernel.Argument argument) {
        return ends.computeIfAbsent(argument, a -> {
            String allocated = names.allocate(name);
            parameter(int.class, allocated, a);
            return allocated;
        });
    }

    /** Begins the loop over an axis. */
    void open(Axis axis, CodeBlock.Builder code) {
        String name = declare(axis);
        code.beginControlFlow("for (int $L = $L; $L < $L; $L++)", name, begin(axis), name, bound(axis), name);
    }

    /** The array of a weight in a layout of its own, or of what lies in rows. */
    String rows(Buffer weight, Kernel.Layout layout) {
        String name = names.allocate(Identifiers.local(weight.name()));
        parameter(float[][].class, name, new Kernel.Argument.Array(weight, layout));
        return name;
    }

    /** An array of sums on the way, counted from 0, at least as long as given. */
    String sums(int number, long size) {
        String name = names.allocate("sums" + number);
        parameter(float[].class, name, new Kernel.Argument.Sums(number, size));
        return name;
    }

    String array(Buffer buffer) {
        String known = arrays.get(buffer);
        if (known != null) {
            return known;
        }
        String name = names.allocate(
                switch (buffer.role()) {
                    case WEIGHT, CONSTANT -> Identifiers.local(buffer.name());
                    case OUTPUT -> "y";
                    case TEMPORARY, ROWS ->
                        buffer.name().startsWith(origin + ".") ? Identifiers.local(buffer.name()) : "x";
                    case STATE -> Identifiers.local(buffer.name());
                    case INPUT -> "x";
                });
        return array(buffer, name);
    }

    /** The array that the kernel writes. */
    String target(Buffer buffer) {
        String known = arrays.get(buffer);
        return known != null ? known : array(buffer, names.allocate("y"));
    }

    private String array(Buffer buffer, String name) {
        arrays.put(buffer, name);
        if (buffer.role() == Buffer.Role.ROWS) {
            parameter(float[][].class, name, new Kernel.Argument.Array(buffer, Kernel.Layout.FLAT));
            return name;
        }
        boolean integers = buffer.element() == Buffer.Element.INT;
        if (integers && buffer.shape().rank() == 0 && buffer.role() == Buffer.Role.INPUT) {
            parameter(int.class, name, new Kernel.Argument.Array(buffer, Kernel.Layout.FLAT));
            return name;
        }
        parameter(integers ? int[].class : float[].class, name, new Kernel.Argument.Array(buffer, Kernel.Layout.FLAT));
        if (buffer.role() == Buffer.Role.INPUT || buffer.role() == Buffer.Role.OUTPUT) {
            String offset = names.allocate(name + "At");
            offsets.put(buffer, offset);
            parameter(int.class, offset, new Kernel.Argument.Offset(buffer));
        }
        return name;
    }

    /** The element that an access points to, without its guard. */
    String element(Access access, String array) {
        if (access.buffer().role() == Buffer.Role.INPUT && !offsets.containsKey(access.buffer())) {
            return array;
        }
        if (access.buffer().role() == Buffer.Role.ROWS) {
            int last = access.indices().size() - 1;
            return array + "[" + index(access.row(last)) + "]["
                    + index((Index.Affine) access.indices().get(last)) + "]";
        }
        return array + "[" + place(access) + "]";
    }

    /** Where in its array the element lies that an access points to. */
    String place(Access access) {
        String offset = offsets.getOrDefault(access.buffer(), "");
        return inside.isEmpty()
                ? address.of(access, offset)
                : address.of(access, offset, inside, sum -> starts.computeIfAbsent(sum, s -> names.allocate("at")));
    }

    /** What {@code code} prints inside loops over the axes, behind the variables for where its addresses begin. */
    CodeBlock startingBefore(List<Axis> loops, Supplier<CodeBlock> code) {
        loops.forEach(axis -> inside.add(declare(axis)));
        CodeBlock printed = code.get();
        CodeBlock.Builder all = CodeBlock.builder();
        starts.forEach((sum, variable) -> all.addStatement("int $L = $L", variable, sum));
        inside.clear();
        starts.clear();
        return all.add(printed).build();
    }

    /** The condition under which an access stays inside its view; empty where it always does. */
    String guard(Access access) {
        return address.guard(access);
    }

    private String load(Access access) {
        String element = element(access, array(access.buffer()));
        String guard = address.guard(access);
        return guard.isEmpty()
                ? element
                : "(" + guard + " ? " + element + " : "
                        + FloatLiteral.of(access.outside().orElse(0)) + ")";
    }

    private String axis(Axis axis) {
        return axes.computeIfAbsent(axis, a -> {
            String name = names.allocate(Identifiers.local(a.name()));
            parameter(int.class, name, new Kernel.Argument.Iteration(a));
            return name;
        });
    }

    private String length(Extent.Symbol symbol) {
        return lengths.computeIfAbsent(symbol, s -> {
            String name = names.allocate("n");
            parameter(int.class, name, new Kernel.Argument.Length(s));
            return name;
        });
    }

    private void parameter(Class<?> type, String name, Kernel.Argument argument) {
        parameters.add(ParameterSpec.builder(type, name).build());
        arguments.add(argument);
    }
}
