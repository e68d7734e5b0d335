package io.github.nnc.importer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Statements that recur with other numbers, and are written once.
 *
 * @param body the statements, as those of one of the calls
 * @param spelled what stands there in the place of arguments, by statement and name
 */
record Block(List<Parameter> parameters, List<Part> body, Map<Item, Map<String, String>> spelled) {

    Block {
        parameters = List.copyOf(parameters);
        body = List.copyOf(body);
        spelled = Map.copyOf(spelled);
    }

    /**
     * A number that differs from call to call.
     *
     * @param byName whether calls say which number it is
     * @param standard what calls leave out
     */
    record Parameter(String name, boolean byName, Optional<String> standard) {}

    Block withBody(List<Part> other) {
        return new Block(parameters, other, spelled);
    }

    /** The arguments of a call, as they are written. */
    String arguments(Part.Call call) {
        StringBuilder text = new StringBuilder();
        for (Parameter parameter : parameters) {
            String value = call.arguments().get(parameter.name());
            if (!parameter.standard().filter(value::equals).isPresent()) {
                text.append(' ')
                        .append(parameter.byName() ? parameter.name() + "=" : "")
                        .append(value);
            }
        }
        return text.toString();
    }

    /** The parameters in parentheses; nothing where there are none. */
    String declared() {
        return parameters.isEmpty()
                ? ""
                : parameters.stream()
                        .map(parameter -> parameter.name()
                                + parameter
                                        .standard()
                                        .map(value -> " = " + value)
                                        .orElse(""))
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
