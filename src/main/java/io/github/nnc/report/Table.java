package io.github.nnc.report;

import java.util.ArrayList;
import java.util.List;

/** Columns of text; cells of the last column stand to the right, a cell that stands alone in its row may run over. */
final class Table {

    private static final String GAP = "  ";

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        this.heads = List.of(heads);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The table with a rule under its head and one at its end. */
    String text() {
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = heads.get(i).length();
        }
        for (List<String> row : rows) {
            for (int i = 0; i < row.size() && row.size() > 1; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        int total = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        String rule = "─".repeat(total) + "\n";
        StringBuilder text = new StringBuilder(line(heads, widths)).append(rule);
        rows.forEach(row -> text.append(line(row, widths)));
        return text.append(rule).toString();
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(Math.max(0, widths[i] - cell.length()));
            boolean right = cells.size() > 1 && i == widths.length - 1;
            line.append(i == 0 ? "" : GAP).append(right ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing() + "\n";
    }
}
