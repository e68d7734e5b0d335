package io.github.nnc.report;

import io.github.nnc.layer.Elementwise;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Stage by stage what came out: small layers neuron by neuron as sums, large ones as statistics. */
final class TraceText {

    private final Model model;
    private final Map<Value, float[]> numbers;
    private final Map<String, float[]> weights;
    private final StringBuilder text = new StringBuilder();
    private int weightsBefore;
    private int biasesBefore;

    /** @param weights the values of all tensors by name */
    TraceText(Model model, Map<Value, float[]> numbers, Map<String, float[]> weights) {
        this.model = model;
        this.numbers = numbers;
        this.weights = weights;
    }

    String text() {
        for (Model.Input input : model.inputs()) {
            text.append(input.name().isEmpty() ? "input" : input.name()).append(": ");
            text.append(input.value().type()).append('\n');
            values("x", numbers.get(input.value()));
        }
        List<Stage> stages = Stage.of(model);
        for (int i = 0; i < stages.size(); i++) {
            stage(stages.get(i), i == stages.size() - 1 ? "y" : "h");
        }
        return text.toString();
    }

    private void stage(Stage stage, String letter) {
        text.append('\n')
                .append(stage.name())
                .append(": ")
                .append(stage.statement())
                .append('\n');
        Node node = stage.nodes().get(0);
        Optional<Connections> connections = Connections.of(node);
        int next = 0;
        if (connections.isPresent()) {
            next = neurons(stage, connections.get(), letter);
            weightsBefore += connections.get().inputs() * connections.get().outputs();
            biasesBefore +=
                    connections.get().bias().isPresent() ? connections.get().outputs() : 0;
        }
        for (Node later : stage.nodes().subList(next, stage.nodes().size())) {
            if (stage.nodes().size() > 1) {
                text.append("  ").append(later.type().name()).append(":\n");
            }
            for (int i = 0; i < later.outputs().size(); i++) {
                String name = later.layer().outputNames().get(i);
                if (!name.isEmpty()) {
                    text.append("  ")
                            .append(stage.name())
                            .append('.')
                            .append(name)
                            .append(":\n");
                }
                values(letter, numbers.get(later.outputs().get(i)));
            }
        }
    }

    /** Shows a layer as sums, together with the word behind it where that maps each sum by itself; how many nodes these are. */
    private int neurons(Stage stage, Connections layer, String letter) {
        if (layer.inputs() > Columns.NEURONS || layer.outputs() > Columns.NEURONS) {
            return 0;
        }
        Node node = stage.nodes().get(0);
        boolean mapped = stage.nodes().size() > 1 && stage.nodes().get(1).layer() instanceof Elementwise;
        String word = mapped ? stage.nodes().get(1).type().name() : "";
        float[] x = numbers.get(node.inputs().get(0));
        float[] sums = numbers.get(node.outputs().get(0));
        float[] results = mapped ? numbers.get(stage.nodes().get(1).outputs().get(0)) : sums;
        for (int o = 0; o < layer.outputs(); o++) {
            int output = o;
            String name = name(letter, o, layer.outputs());
            String symbols = IntStream.range(0, x.length)
                    .mapToObj(i -> number(x[i]) + "*w" + (weightsBefore + output * x.length + i + 1))
                    .collect(Collectors.joining(" + "));
            String figures = IntStream.range(0, x.length)
                    .mapToObj(i -> number(x[i]) + "*" + number(layer.weight(weights, output, i)))
                    .collect(Collectors.joining(" + "));
            if (layer.bias().isPresent()) {
                symbols += " + b" + (biasesBefore + o + 1);
                float bias = layer.bias(weights, o);
                figures += (bias < 0 ? " - " : " + ") + number(Math.abs(bias));
            }
            boolean killed = mapped && results[o] == 0 && sums[o] != 0;
            text.append("  " + name + " = " + applied(word, symbols) + " = " + number(results[o]));
            text.append(killed ? "   killed by " + word : "").append('\n');
            text.append("  " + " ".repeat(name.length()) + " = " + applied(word, figures));
            text.append(mapped ? " = " + applied(word, number(sums[o])) : "").append('\n');
        }
        return mapped ? 2 : 1;
    }

    private static String applied(String word, String sum) {
        return word.isEmpty() ? sum : word + "(" + sum + ")";
    }

    private void values(String letter, float[] values) {
        if (values.length > Columns.NEURONS) {
            text.append("  ").append(statistics(values)).append('\n');
            return;
        }
        for (int i = 0; i < values.length; i++) {
            text.append("  " + name(letter, i, values.length) + " = " + number(values[i]) + "\n");
        }
    }

    private static String statistics(float[] values) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        double sum = 0;
        int zeros = 0;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum += value;
            zeros += value == 0 ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "%,d values: min %s, mean %s, max %s, %.0f%% zeros",
                values.length,
                number(min),
                number((float) (sum / values.length)),
                number(max),
                100.0 * zeros / values.length);
    }

    private static String name(String letter, int index, int count) {
        return count == 1 ? letter : letter + (index + 1);
    }

    /** Two places behind the point; what two places do not show has two digits. */
    private static String number(float value) {
        double size = Math.abs(value);
        String pattern = size != 0 && size < 0.005 || size >= 1e6 ? "%.1e" : "%.2f";
        return String.format(Locale.ROOT, pattern, value == 0 ? 0f : value);
    }
}
