package io.github.nnc.report;

import io.github.nnc.model.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The outputs of a model as people want to read them: probabilities by name, and which is the largest. */
public final class Predictions {

    /** More classes than these are shown by their probability, the largest first, and only some. */
    private static final int ALL_CLASSES = 10;

    private static final int BEST_CLASSES = 5;
    private static final int VALUES = 100;

    private Predictions() {}

    /** One example in full, several a line each. */
    public static String of(Model model, List<List<float[]>> results) {
        if (results.size() == 1) {
            return one(model, results.get(0));
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < results.size(); i++) {
            text.append(i + 1).append(": ").append(line(model, results.get(i))).append('\n');
        }
        return text.toString();
    }

    private static String one(Model model, List<float[]> outputs) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < outputs.size(); i++) {
            Model.Output output = model.outputs().get(i);
            text.append(outputs.size() > 1 ? output.name() + ":\n" : "");
            text.append(
                    output.labels().isPresent()
                            ? labelled(output.labels().get(), outputs.get(i))
                            : values(output, outputs.get(i)) + "\n");
        }
        return text.toString();
    }

    private static String line(Model model, List<float[]> outputs) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Model.Output output = model.outputs().get(i);
            Optional<List<String>> labels = output.labels();
            float[] values = outputs.get(i);
            String part = labels.isPresent()
                    ? rows(labels.get().size(), values).stream()
                            .map(row -> best(labels.get(), row) + " " + amount(row, largest(row)))
                            .collect(Collectors.joining(", "))
                    : values(output, values);
            parts.add((outputs.size() > 1 ? output.name() + " " : "") + part);
        }
        return String.join("; ", parts);
    }

    private static String labelled(List<String> labels, float[] values) {
        List<float[]> rows = rows(labels.size(), values);
        if (rows.size() > 1) {
            return "prediction: " + rows.stream().map(row -> best(labels, row)).collect(Collectors.joining(" ")) + "\n";
        }
        List<Integer> order = IntStream.range(0, labels.size()).boxed().collect(Collectors.toList());
        if (labels.size() > ALL_CLASSES) {
            order.sort(Comparator.comparing(i -> -values[i]));
            order = order.subList(0, BEST_CLASSES);
        }
        String lines = order.stream()
                .map(i -> labels.get(i) + " " + amount(values, i) + "\n")
                .collect(Collectors.joining());
        return lines + "prediction: " + best(labels, values) + "\n";
    }

    private static List<float[]> rows(int width, float[] values) {
        List<float[]> rows = new ArrayList<>();
        for (int at = 0; at < values.length; at += width) {
            float[] row = new float[width];
            System.arraycopy(values, at, row, 0, width);
            rows.add(row);
        }
        return rows;
    }

    private static String best(List<String> labels, float[] row) {
        return labels.get(largest(row));
    }

    private static int largest(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    /** A share of the whole where the row is one, otherwise the number itself. */
    private static String amount(float[] row, int index) {
        double sum = 0;
        boolean shares = true;
        for (float value : row) {
            sum += value;
            shares &= value >= 0 && value <= 1;
        }
        return shares && Math.abs(sum - 1) < 1e-3
                ? String.format(Locale.ROOT, "%.1f%%", 100 * row[index])
                : Float.toString(row[index]);
    }

    /** Numbers as they are, ids as the whole numbers they are. */
    private static String values(Model.Output output, float[] values) {
        boolean ids = output.value().type().isIds();
        String shown = IntStream.range(0, Math.min(values.length, VALUES))
                .mapToObj(i -> ids ? Integer.toString((int) values[i]) : Float.toString(values[i]))
                .collect(Collectors.joining(" "));
        return values.length <= VALUES
                ? shown
                : shown + " … (" + values.length + " values; `--output` writes them all)";
    }
}
