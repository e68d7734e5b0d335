package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import io.github.nnc.kernel.Axis;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A method made of loops around calls of other methods; what those need and no loop has becomes a parameter. */
final class VectorCaller {

    private final Identifiers names = new Identifiers(List.of("lanes"));
    private final Map<Kernel.Argument, ParameterSpec> parameters = new LinkedHashMap<>();
    private final Map<Axis, String> axes = new IdentityHashMap<>();
    private final CodeBlock.Builder code = CodeBlock.builder();
    private final Optional<Axis> divided;

    /** @param divided the axis of which each call has a range, which it is told */
    VectorCaller(Optional<Axis> divided) {
        this.divided = divided;
    }

    CodeBlock.Builder code() {
        return code;
    }

    /** The variable of an axis that this method loops over. */
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

    private String end(String name, Kernel.Argument argument) {
        return parameter(ParameterSpec.builder(int.class, name).build(), argument);
    }

    /** Where the loop over an axis ends. */
    String bound(Axis axis) {
        if (isDivided(axis)) {
            return end("to", new Kernel.Argument.End());
        }
        return axis.extent() instanceof Extent.Symbol symbol
                ? parameter(ParameterSpec.builder(int.class, "n").build(), new Kernel.Argument.Length(symbol))
                : axis.extent().toString();
    }

    void open(Axis axis) {
        String bound = bound(axis);
        String name = declare(axis);
        code.beginControlFlow("for (int $L = $L; $L < $L; $L++)", name, begin(axis), name, bound, name);
    }

    /**
     * Calls a method.
     *
     * @param at where an axis stands, if not at its variable
     */
    void call(VectorMethod callee, Map<Axis, String> at) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < callee.arguments().size(); i++) {
            arguments.add(
                    argument(callee.parameters().get(i), callee.arguments().get(i), at));
        }
        code.addStatement("$L(" + String.join(",$W", arguments) + ")", callee.name());
    }

    private String argument(ParameterSpec parameter, Kernel.Argument argument, Map<Axis, String> at) {
        if (argument instanceof Kernel.Argument.Iteration iteration) {
            String place = at.getOrDefault(iteration.axis(), axes.get(iteration.axis()));
            if (place != null) {
                return place;
            }
        }
        return parameter(parameter, argument);
    }

    private String parameter(ParameterSpec wanted, Kernel.Argument argument) {
        return parameters
                .computeIfAbsent(
                        argument,
                        a -> ParameterSpec.builder(wanted.type(), names.allocate(wanted.name()))
                                .build())
                .name();
    }

    VectorMethod method(String name) {
        return new VectorMethod(name, List.copyOf(parameters.values()), List.copyOf(parameters.keySet()), code.build());
    }
}
