package io.github.nnc.emit;

import io.github.nnc.layer.WeightSpec;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The documentation of a class: what the author wrote, the architecture, an example, the table of parameters. */
final class ClassDoc {

    private static final int MOST_LINES = 80;

    private ClassDoc() {}

    static String of(ClassRequest request, Signature signature) {
        Model model = request.model();
        StringBuilder text = new StringBuilder();
        text.append(model.documentation()
                .map(ClassDoc::escape)
                .orElse("The network {@code " + model.name() + "}: "
                        + count(model.parameters().longValueExact(), "parameter") + "."));
        text.append("\n\n<pre>\n").append(escape(architecture(model))).append("</pre>\n\n");
        text.append("An instance never changes and serves any number of threads.");
        if (!signature.carried().isEmpty()) {
            text.append(" What a call leaves to the next one is in a {@link State}.");
        }
        text.append("\n\n<pre>{@code\n");
        text.append(example(request, signature)).append("}</pre>\n");
        if (!model.tensors().isEmpty()) {
            text.append("\n<table>\n<caption>Tensors</caption>\n");
            text.append("<tr><th>tensor</th><th>shape</th><th>parameters</th></tr>\n");
            model.tensors()
                    .forEach(tensor -> text.append("<tr><td>")
                            .append(escape(tensor.name()))
                            .append("</td><td>")
                            .append(tensor.spec().shape())
                            .append("</td><td>")
                            .append(tensor.spec().learned() ? count(tensor.spec()) : "not learned")
                            .append("</td></tr>\n"));
            text.append("</table>\n");
        }
        return text.toString();
    }

    private static String count(WeightSpec spec) {
        return number(spec.shape().elements().longValueExact());
    }

    /** The first and the last of very many lines. */
    private static <T> List<T> shortened(List<T> lines, T between) {
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        List<T> some = new ArrayList<>(lines.subList(0, MOST_LINES / 2));
        some.add(between);
        some.addAll(lines.subList(lines.size() - MOST_LINES / 2, lines.size()));
        return some;
    }

    /** A value as a parameter's documentation describes it. */
    static String describe(Port port) {
        String what = port.isInt() && port.vocabulary().isPresent()
                ? (port.isSingleId() ? "an id" : port.shape() + " ids") + ", 0 to "
                        + (port.vocabulary().getAsLong() - 1)
                : port.shape() + (port.isInt() ? " whole numbers" : " values");
        String said = port.documentation().map(text -> "; " + escape(text)).orElse("");
        String labels = port.labels()
                .filter(l -> l.texts().size() <= 10)
                .map(l -> ": " + escape(String.join(", ", l.texts())))
                .orElse("");
        return what + labels + said;
    }

    private static String architecture(Model model) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("layer", "output", "parameters"));
        for (Model.Input input : model.inputs()) {
            String name = input.name().isEmpty() ? "input" : input.name() + ": input";
            rows.add(List.of(name, input.value().type().toString(), ""));
        }
        for (Node node : model.nodes()) {
            rows.add(List.of(layer(node), shapes(node.outputs()), number(parameters(node))));
        }
        int first = width(rows, 0);
        int second = width(rows, 1);
        StringBuilder text = new StringBuilder();
        for (List<String> row : shortened(rows, List.of("...", "", ""))) {
            text.append(String.format(
                                    Locale.ROOT,
                                    "%-" + first + "s  %-" + second + "s  %10s",
                                    row.get(0),
                                    row.get(1),
                                    row.get(2))
                            .stripTrailing())
                    .append('\n');
        }
        return text.toString();
    }

    private static String layer(Node node) {
        return node.path() + ": " + node.type().name();
    }

    private static String shapes(List<Value> values) {
        return values.stream().map(value -> value.type().toString()).collect(Collectors.joining(", "));
    }

    /** The parameters that a node brings; those it shares with an earlier one are not its own. */
    private static long parameters(Node node) {
        long sum = 0;
        for (WeightSpec spec :
                node.layer().weights(node.inputs().stream().map(Value::type).toList())) {
            TensorUse use = node.tensors().get(spec.name());
            if (spec.learned()
                    && use.learned()
                            .filter(tensor -> tensor.module().equals(node.path()))
                            .isPresent()) {
                sum += spec.shape().elements().longValueExact();
            }
        }
        return sum;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
    }

    private static String example(ClassRequest request, Signature signature) {
        String type = signature.className();
        StringBuilder text = new StringBuilder(type + " net = " + type + ".");
        text.append(request.bundled().isPresent() ? "load()" : "load(Path.of(\"weights.safetensors\"))")
                .append(";\n");
        boolean carries = !signature.carried().isEmpty();
        text.append(carries ? type + ".State state = net.newState();\n" : "");
        String arguments = signature.inputs().stream().map(ClassDoc::argument).collect(Collectors.joining(", "))
                + (carries ? ", state" : "");
        if (signature.outputs().size() == 1) {
            Port output = signature.outputs().get(0);
            text.append(output.isInt() ? "int[] " : "float[] ")
                    .append(output.variable())
                    .append(" = net.forward(")
                    .append(arguments)
                    .append(");\n");
            output.labels()
                    .ifPresent(labels -> text.append(labels.type())
                            .append(output.shape().rank() > 1 ? "[]" : "")
                            .append(" label = net.predict(")
                            .append(arguments)
                            .append(");\n"));
        } else {
            text.append("Outputs outputs = net.forward(").append(arguments).append(");\n");
        }
        return text.toString();
    }

    private static String argument(Port input) {
        String type = input.isInt() ? "int" : "float";
        if (input.isSingleId()) {
            return "0";
        } else if (!input.shape().isFixed()) {
            long row = input.shape().elements().longValueExact()
                    / Math.max(1, input.shape().extent(0).max());
            return "new " + type + "[" + (row == 1 ? "" : row + " * ") + "7]";
        } else if (input.size() <= 4 && !input.isInt()) {
            return "new float[] {"
                    + List.of("0.5f", "0.8f", "0.2f", "0.1f").subList(0, (int) input.size()).stream()
                            .collect(Collectors.joining(", "))
                    + "}";
        }
        return "new " + type + "[" + input.size() + "]";
    }

    private static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    private static String number(long value) {
        return value == 0 ? "" : String.format(Locale.ROOT, "%,d", value);
    }

    /** Text as Javadoc shows it: no markup, no tags, no end of comment, no Unicode escape. */
    static String escape(String text) {
        StringBuilder result = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '&' -> result.append("&amp;");
                case '<' -> result.append("&lt;");
                case '>' -> result.append("&gt;");
                case '@' -> result.append("&#64;");
                case '*' -> result.append("&#42;");
                case '\\' -> result.append("&#92;");
                case '{' -> result.append("&#123;");
                case '}' -> result.append("&#125;");
                default -> result.append(c);
            }
        }
        return result.toString();
    }
}
