package io.github.nnc.layer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the catalogue knows of a layer; documentation and error messages are made from it.
 *
 * @param summary what it computes, one sentence
 * @param shapeRule from which shape to which, as the reference prints it
 * @param example the body of a model that uses it, which compiles as it stands
 * @param role how statements of it take part in a chain
 * @param takesActivation whether an activation word may follow its arguments
 * @param factory makes the layer once its arguments are bound
 * @param tensors the names that {@link Layer#weights} may give; of a stack of layers and directions those of the first
 */
public record LayerType(
        String name,
        String summary,
        String shapeRule,
        String example,
        Role role,
        boolean takesActivation,
        List<Parameter> parameters,
        Function<Arguments, Layer> factory,
        List<String> tensors) {

    private static final Pattern STACKED = Pattern.compile("_l\\d+(_reverse)?");

    /** How a statement of the layer takes part in a chain. */
    public enum Role {
        /** One value in, one out. */
        CHAIN,
        /** The same, element by element or over an axis; without arguments it may stand as a word after another layer. */
        ACTIVATION,
        /** Several values, the current one first, become one. */
        JOIN,
        /** Nothing arrives: the chain starts anew with what it makes. */
        SOURCE
    }

    public LayerType {
        parameters = List.copyOf(parameters);
        tensors = List.copyOf(tensors);
    }

    /** A layer without tensors. */
    public LayerType(
            String name,
            String summary,
            String shapeRule,
            String example,
            Role role,
            boolean takesActivation,
            List<Parameter> parameters,
            Function<Arguments, Layer> factory) {
        this(name, summary, shapeRule, example, role, takesActivation, parameters, factory, List.of());
    }

    /** The same with tensors of these names. */
    LayerType withTensors(List<String> names) {
        return new LayerType(name, summary, shapeRule, example, role, takesActivation, parameters, factory, names);
    }

    /** A map of single numbers, which keeps every shape. */
    static LayerType activation(
            String name, String summary, List<Parameter> parameters, Function<Arguments, Layer> factory) {
        return new LayerType(
                name,
                summary,
                "any shape to the same",
                "input 3; " + name,
                Role.ACTIVATION,
                false,
                parameters,
                factory);
    }

    /** Arithmetic between values, element by element, or between a value and one number. */
    static LayerType elementwiseJoin(String name, String summary, Function<OptionalDouble, Layer> factory) {
        return elementwiseJoin(
                name,
                summary,
                "input 4; " + name + " < dense 3 | dense 3 >",
                Parameter.real("number", 0, "what stands in the place of a second value"),
                factory);
    }

    /** The same with another example, and another parameter for the number. */
    static LayerType elementwiseJoin(
            String name, String summary, String example, Parameter number, Function<OptionalDouble, Layer> factory) {
        return new LayerType(
                name,
                summary,
                "values of equal shape, in which a dimension of 1 stretches, to that shape",
                example,
                Role.JOIN,
                true,
                List.of(number.optional()),
                arguments -> factory.apply(arguments.optionalReal(number.name())));
    }

    public Optional<Parameter> parameter(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** Whether it may have a tensor of this name. */
    public boolean hasTensor(String tensor) {
        return tensors.contains(STACKED.matcher(tensor).replaceFirst("_l0"));
    }

    /** The parameter that may stand in the place of a join's second value. */
    public Optional<Parameter> number() {
        return parameters.stream()
                .filter(p -> role == Role.JOIN && p.kind() == Parameter.Kind.REAL)
                .findFirst();
    }

    public boolean isActivation() {
        return role == Role.ACTIVATION;
    }
}
