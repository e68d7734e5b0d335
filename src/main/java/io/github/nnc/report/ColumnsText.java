package io.github.nnc.report;

import io.github.nnc.model.Model;
import io.github.nnc.report.Canvas.Ink;
import io.github.nnc.report.Columns.Column;
import java.util.List;
import java.util.Map;

/** Draws columns for a terminal. */
final class ColumnsText {

    private static final int BOX_ROWS = 5;
    private static final int BOX_COLUMNS = 9;

    private final Model model;
    private final List<Column> columns;
    private final Map<String, float[]> values;
    private final int pitch;
    private final int rows;
    private final int spacing;
    private final int left;

    /** @param values of all tensors by name; empty where weights are not known */
    ColumnsText(Model model, Columns columns, Map<String, float[]> values) {
        this.model = model;
        this.columns = columns.columns();
        this.values = values;
        int most = this.columns.stream().mapToInt(Column::neurons).max().orElse(0);
        this.pitch = most <= 6 ? 3 : 2;
        this.rows = Math.max((most - 1) * pitch + 1, BOX_ROWS);
        int widest = this.columns.stream()
                .flatMap(column -> column.captions().stream())
                .mapToInt(String::length)
                .max()
                .orElse(0);
        this.spacing = Math.max(22, widest + 3);
        this.left = widest / 2 + 1;
    }

    String draw(boolean coloured) {
        int captions = columns.stream().mapToInt(c -> c.captions().size()).max().orElse(0);
        int width = x(columns.size() - 1) + Math.max(spacing, 30);
        Canvas canvas = new Canvas(width, rows + 1 + captions);
        for (int i = 1; i < columns.size(); i++) {
            connections(canvas, i);
        }
        for (int i = 0; i < columns.size(); i++) {
            column(canvas, i);
        }
        return "model " + model.name() + ": " + Numbers.counted(model.parameters(), "parameter", "parameters") + "\n\n"
                + canvas.render(coloured);
    }

    private void connections(Canvas canvas, int index) {
        Column from = columns.get(index - 1);
        Column to = columns.get(index);
        boolean oneToOne = from.neurons() > 0
                && from.neurons() == to.neurons()
                && to.arrows().isEmpty();
        boolean weighted = from.neurons() > 0 && to.neurons() > 0 && to.arrows().isPresent() && !values.isEmpty();
        int x1 = x(index - 1) + (from.neurons() == 0 ? BOX_COLUMNS / 2 + 1 : right(from) + 1);
        int x2 = x(index) - (to.neurons() == 0 ? BOX_COLUMNS / 2 + 1 : 2);
        for (int i = 0; i < Math.max(1, from.neurons()); i++) {
            for (int j = 0; j < Math.max(1, to.neurons()); j++) {
                if (!oneToOne || i == j) {
                    boolean negative = weighted && to.arrows().get().weight(values, j, i) < 0;
                    Ink ink = !weighted ? Ink.FAINT : negative ? Ink.NEGATIVE : Ink.POSITIVE;
                    canvas.line(x1, y(from, i), x2, y(to, j), ink);
                }
            }
        }
    }

    private void column(Canvas canvas, int index) {
        Column column = columns.get(index);
        if (column.neurons() == 0) {
            box(canvas, x(index) - BOX_COLUMNS / 2, (rows - BOX_ROWS) / 2);
        }
        for (int i = 0; i < column.neurons(); i++) {
            canvas.text(x(index), y(column, i), "● " + column.names().get(i), Ink.BOLD);
        }
        for (int i = 0; i < column.captions().size(); i++) {
            String caption = column.captions().get(i);
            canvas.text(x(index) - caption.length() / 2 + 1, rows + 1 + i, caption, i == 0 ? Ink.BOLD : Ink.FAINT);
        }
    }

    private static void box(Canvas canvas, int x, int y) {
        String wall = "─".repeat(BOX_COLUMNS - 2);
        String inside = " ".repeat((BOX_COLUMNS - 3) / 2);
        canvas.text(x, y, "╭" + wall + "╮", Ink.BOLD);
        for (int i = 1; i < BOX_ROWS - 1; i++) {
            canvas.text(x, y + i, "│" + inside + "●" + inside + "│", Ink.BOLD);
        }
        canvas.text(x, y + BOX_ROWS - 1, "╰" + wall + "╯", Ink.BOLD);
    }

    /** How many characters right of its place a neuron's name ends. */
    private static int right(Column column) {
        return 2 + column.names().stream().mapToInt(String::length).max().orElse(0);
    }

    private int x(int index) {
        return left + index * spacing;
    }

    private int y(Column column, int neuron) {
        return column.neurons() == 0 ? rows / 2 : (rows - (column.neurons() - 1) * pitch - 1) / 2 + neuron * pitch;
    }
}
