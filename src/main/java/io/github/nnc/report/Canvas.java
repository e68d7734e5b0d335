package io.github.nnc.report;

import java.util.Arrays;

/**
 * A sheet of characters on which lines are drawn in Braille dots, two by four in a character, and text over them.
 */
final class Canvas {

    private static final int BRAILLE = 0x2800;

    /** The bit of each dot by column and row within a character: Unicode chapter 21.1, Braille patterns. */
    private static final int[][] BITS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

    private final int columns;
    private final int rows;
    private final int[][] dots;
    private final char[][] text;
    private final Ink[][] inks;

    Canvas(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        this.dots = new int[rows][columns];
        this.text = new char[rows][columns];
        this.inks = new Ink[rows][columns];
        for (Ink[] row : inks) {
            Arrays.fill(row, Ink.PLAIN);
        }
    }

    /** The colours of a terminal that drawings use. */
    enum Ink {
        PLAIN(""),
        FAINT("\u001b[2m"),
        BOLD("\u001b[1m"),
        POSITIVE("\u001b[34m"),
        NEGATIVE("\u001b[31m");

        private final String begin;

        Ink(String begin) {
            this.begin = begin;
        }

        String begin() {
            return begin;
        }
    }

    /** A line between the middles of two characters. */
    void line(int fromColumn, int fromRow, int toColumn, int toRow, Ink ink) {
        int x1 = 2 * fromColumn;
        int y1 = 4 * fromRow + 1;
        int x2 = 2 * toColumn + 1;
        int y2 = 4 * toRow + 1;
        int steps = Math.max(1, Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1)));
        for (int i = 0; i <= steps; i++) {
            dot(x1 + Math.round((float) i * (x2 - x1) / steps), y1 + Math.round((float) i * (y2 - y1) / steps), ink);
        }
    }

    /** Text that starts at a character; what does not fit is cut. */
    void text(int column, int row, String written, Ink ink) {
        for (int i = 0; i < written.length(); i++) {
            if (column + i >= 0 && column + i < columns && row >= 0 && row < rows) {
                text[row][column + i] = written.charAt(i);
                inks[row][column + i] = ink;
            }
        }
    }

    String render(boolean coloured) {
        StringBuilder result = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            int end = columns;
            while (end > 0 && blank(row, end - 1)) {
                end--;
            }
            Ink current = Ink.PLAIN;
            for (int column = 0; column < end; column++) {
                Ink ink = coloured && !blank(row, column) ? inks[row][column] : Ink.PLAIN;
                if (ink != current) {
                    result.append(current == Ink.PLAIN ? "" : "\u001b[0m").append(ink.begin());
                    current = ink;
                }
                result.append(character(row, column));
            }
            result.append(current == Ink.PLAIN ? "\n" : "\u001b[0m\n");
        }
        return result.toString();
    }

    private void dot(int x, int y, Ink ink) {
        int column = x / 2;
        int row = y / 4;
        if (x >= 0 && y >= 0 && column < columns && row < rows) {
            dots[row][column] |= BITS[x % 2][y % 4];
            inks[row][column] = ink;
        }
    }

    private boolean blank(int row, int column) {
        return dots[row][column] == 0 && (text[row][column] == 0 || text[row][column] == ' ');
    }

    private char character(int row, int column) {
        if (text[row][column] != 0) {
            return text[row][column];
        }
        return dots[row][column] == 0 ? ' ' : (char) (BRAILLE + dots[row][column]);
    }
}
