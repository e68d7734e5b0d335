package io.github.nnc.report;

import io.github.nnc.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A short chain drawn from left to right: every layer a column, small ones neuron by neuron.
 *
 * @param columns from the input to the output
 */
record Columns(List<Column> columns) {

    /** Beyond so many neurons a layer is a box. */
    static final int NEURONS = 16;

    private static final int LONGEST = 10;

    Columns {
        columns = List.copyOf(columns);
    }

    /**
     * One layer.
     *
     * @param neurons how many are drawn; 0 for a box
     * @param names of the neurons, as many as are drawn
     * @param captions what stands below, line by line
     * @param arrows from the column before, where both are drawn neuron by neuron and every one sees every other
     */
    record Column(int neurons, List<String> names, List<String> captions, Optional<Connections> arrows) {

        Column {
            names = List.copyOf(names);
            captions = List.copyOf(captions);
        }
    }

    /** Empty where the model is no short chain, or has no layer that is small enough. */
    static Optional<Columns> of(Model model) {
        List<Stage> stages = Stage.of(model);
        if (model.inputs().size() != 1 || model.outputs().size() != 1 || stages.size() > LONGEST) {
            return Optional.empty();
        }
        List<Column> columns = new ArrayList<>();
        int inputs = drawn(Connections.vector(model.inputs().get(0).value().type()));
        String shape = model.inputs().get(0).value().type().toString();
        columns.add(new Column(inputs, names("x", inputs), List.of("input " + shape), Optional.empty()));
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            if (!stage.sources().equals(List.of(i - 1)) || stage.outputs().size() != 1) {
                return Optional.empty();
            }
            columns.add(column(stage, i == stages.size() - 1, labels(model)));
        }
        return columns.stream().anyMatch(column -> column.neurons() > 0)
                ? Optional.of(new Columns(columns))
                : Optional.empty();
    }

    private static Column column(Stage stage, boolean last, Optional<List<String>> labels) {
        int neurons = drawn(Connections.vector(stage.outputs().get(0).type()));
        List<String> captions = new ArrayList<>(List.of(stage.statement()));
        if (neurons == 0) {
            captions.add(stage.outputs().get(0).type().toString());
        }
        if (!stage.learned().isEmpty()) {
            captions.add(Numbers.counted(stage.parameters(), "parameter", "parameters"));
        }
        List<String> names = last && labels.isPresent() && labels.get().size() == neurons
                ? labels.get()
                : names(last ? "y" : "h", neurons);
        return new Column(neurons, names, captions, Connections.of(stage.nodes().get(0)));
    }

    private static Optional<List<String>> labels(Model model) {
        return model.outputs().get(0).labels();
    }

    private static int drawn(int neurons) {
        return neurons < 0 || neurons > NEURONS ? 0 : neurons;
    }

    private static List<String> names(String letter, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add(count == 1 ? letter : letter + i);
        }
        return names;
    }
}
