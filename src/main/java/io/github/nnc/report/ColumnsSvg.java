package io.github.nnc.report;

import io.github.nnc.model.Model;
import io.github.nnc.report.Columns.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Draws columns: circles for neurons, a line for every connection, coloured by its weight where weights are known. */
final class ColumnsSvg {

    private static final double MARGIN = 48;
    private static final double HEAD = 84;
    private static final double PITCH = 48;
    private static final double RADIUS = 17;
    private static final double BOX = 120;
    private static final double BOX_WIDTH = 64;
    private static final double LINE_HEIGHT = 17;

    private static final String[] FILLS = {"#e8eefc", "#fff4dc", "#e3f5ea"};
    private static final String[] STROKES = {"#4c6fbf", "#c98a1b", "#3b9464"};

    private final Model model;
    private final List<Column> columns;
    private final Map<String, float[]> values;
    private final Svg svg = new Svg();
    private final double spacing;
    private final double tallest;

    /** @param values of all tensors by name; empty where weights are not known */
    ColumnsSvg(Model model, Columns columns, Map<String, float[]> values) {
        this.model = model;
        this.columns = columns.columns();
        this.values = values;
        double widest = 0;
        double most = 0;
        for (Column column : this.columns) {
            most = Math.max(most, height(column));
            for (String caption : column.captions()) {
                widest = Math.max(widest, Svg.width(caption, 13));
            }
        }
        this.spacing = Math.max(190, widest + 28);
        this.tallest = most;
    }

    String draw() {
        int captions = columns.stream().mapToInt(c -> c.captions().size()).max().orElse(0);
        double longest = columns.get(columns.size() - 1).names().stream()
                .mapToDouble(name -> Svg.width(name, 13))
                .max()
                .orElse(0);
        double width = x(columns.size() - 1) + Math.max(spacing / 2, RADIUS + 10 + longest) + MARGIN / 2;
        double height = HEAD + tallest + 34 + captions * LINE_HEIGHT + (coloured() ? 34 : 0) + 16;
        svg.text(MARGIN / 2 + 4, 36, "start", 20, "bold", Svg.INK, model.name());
        svg.text(
                MARGIN / 2 + 4,
                57,
                "start",
                13,
                "normal",
                Svg.FAINT,
                Numbers.counted(model.parameters(), "parameter", "parameters"));
        for (int i = 1; i < columns.size(); i++) {
            connections(i);
        }
        for (int i = 0; i < columns.size(); i++) {
            column(i);
        }
        if (coloured()) {
            legend(height - 22);
        }
        return svg.document(width, height, model.name());
    }

    private void connections(int index) {
        Column from = columns.get(index - 1);
        Column to = columns.get(index);
        boolean neurons = from.neurons() > 0 && to.neurons() > 0;
        boolean oneToOne = neurons && to.arrows().isEmpty() && from.neurons() == to.neurons();
        float largest = isWeighted(index) ? largest(to.arrows().get()) : 0;
        for (int i = 0; i < Math.max(1, from.neurons()); i++) {
            for (int j = 0; j < Math.max(1, to.neurons()); j++) {
                if (oneToOne && i != j) {
                    continue;
                }
                double x1 = x(index - 1) + (from.neurons() == 0 ? BOX_WIDTH / 2 : RADIUS);
                double x2 = x(index) - (to.neurons() == 0 ? BOX_WIDTH / 2 : RADIUS);
                if (largest > 0) {
                    weighted(
                            x1,
                            y(from, i),
                            x2,
                            y(to, j),
                            to.arrows().get().weight(values, j, i),
                            largest,
                            hint(from, i, to, j));
                } else {
                    svg.line(x1, y(from, i), x2, y(to, j), Svg.LINE, 1, 0.75, "");
                }
            }
        }
    }

    private void weighted(double x1, double y1, double x2, double y2, float weight, float largest, String hint) {
        double share = Math.abs(weight) / largest;
        svg.line(
                x1,
                y1,
                x2,
                y2,
                weight < 0 ? Svg.NEGATIVE : Svg.POSITIVE,
                0.6 + 3.4 * share,
                0.25 + 0.7 * share,
                hint + String.format(Locale.ROOT, "%.4g", weight));
    }

    private static String hint(Column from, int i, Column to, int j) {
        return from.names().get(i) + " to " + to.names().get(j) + ": ";
    }

    /** Whether every connection into a column has a weight of its own that is known. */
    private boolean isWeighted(int index) {
        return index > 0
                && columns.get(index - 1).neurons() > 0
                && columns.get(index).neurons() > 0
                && columns.get(index).arrows().isPresent()
                && !values.isEmpty();
    }

    private boolean coloured() {
        return IntStream.range(0, columns.size()).anyMatch(this::isWeighted);
    }

    private float largest(Connections arrows) {
        float largest = 0;
        for (int i = 0; i < arrows.inputs(); i++) {
            for (int j = 0; j < arrows.outputs(); j++) {
                largest = Math.max(largest, Math.abs(arrows.weight(values, j, i)));
            }
        }
        return largest;
    }

    private void column(int index) {
        Column column = columns.get(index);
        boolean last = index == columns.size() - 1;
        int kind = index == 0 ? 0 : last ? 2 : 1;
        if (column.neurons() == 0) {
            double y = HEAD + (tallest - BOX) / 2;
            svg.rectangle(x(index) - BOX_WIDTH / 2, y, BOX_WIDTH, BOX, 12, FILLS[kind], STROKES[kind]);
            for (int i = -1; i <= 1; i++) {
                svg.circle(x(index), y + BOX / 2 + i * 24, 3, STROKES[kind], STROKES[kind]);
            }
        }
        boolean outside = column.names().stream().anyMatch(name -> Svg.width(name, 13) > 2 * RADIUS - 6);
        for (int i = 0; i < column.neurons(); i++) {
            String name = column.names().get(i);
            svg.circle(x(index), y(column, i), RADIUS, FILLS[kind], STROKES[kind]);
            svg.text(
                    x(index) + (outside ? RADIUS + 8 : 0),
                    y(column, i) + 4.5,
                    outside ? "start" : "middle",
                    13,
                    "normal",
                    Svg.INK,
                    name);
        }
        double y = HEAD + tallest + 34;
        for (int i = 0; i < column.captions().size(); i++) {
            svg.text(
                    x(index),
                    y + i * LINE_HEIGHT,
                    "middle",
                    13,
                    i == 0 ? "bold" : "normal",
                    i == 0 ? Svg.INK : Svg.FAINT,
                    column.captions().get(i));
        }
    }

    private void legend(double y) {
        double x = MARGIN / 2 + 4;
        svg.line(x, y - 4, x + 26, y - 4, Svg.POSITIVE, 3, 0.9, "");
        svg.text(x + 34, y, "start", 12, "normal", Svg.FAINT, "positive weight");
        svg.line(x + 140, y - 4, x + 166, y - 4, Svg.NEGATIVE, 3, 0.9, "");
        svg.text(x + 174, y, "start", 12, "normal", Svg.FAINT, "negative; the thicker, the larger");
    }

    private double x(int index) {
        return MARGIN / 2 + spacing / 2 + index * spacing;
    }

    private double y(Column column, int neuron) {
        return column.neurons() == 0
                ? HEAD + tallest / 2
                : HEAD + (tallest - height(column)) / 2 + RADIUS + neuron * PITCH;
    }

    private static double height(Column column) {
        return column.neurons() == 0 ? BOX : (column.neurons() - 1) * PITCH + 2 * RADIUS;
    }
}
