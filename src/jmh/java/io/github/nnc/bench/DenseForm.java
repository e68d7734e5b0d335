package io.github.nnc.bench;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The forms in which a dense layer can be written in Java. Each gives the source of a class {@code bench.Form} with a
 * constructor of (weights in PyTorch's order, biases) and {@code accept(x, y)}.
 */
enum DenseForm {
    /** No loop: inputs in local variables, one expression an output. */
    STRAIGHT_LINE {
        @Override
        String members(int size) {
            return FIELDS + "    public Form(float[] w, float[] b) { this.w = w; this.b = b; }\n";
        }

        @Override
        String body(int size) {
            StringBuilder body = new StringBuilder("        float[] w = this.w, b = this.b;\n");
            for (int k = 0; k < size; k++) {
                body.append(line("float x%1$d = x[%1$d];", k));
            }
            for (int j = 0; j < size; j++) {
                int row = j * size;
                String sum = IntStream.range(0, size)
                        .mapToObj(k -> String.format(Locale.ROOT, "x%d * w[%d]", k, row + k))
                        .collect(Collectors.joining(" + "));
                body.append(line("y[%1$d] = Math.max(0f, b[%1$d] + ", j).stripTrailing());
                body.append(sum).append(");\n");
            }
            return body.toString();
        }
    },
    /** Two loops as a textbook has them. */
    LOOP {
        @Override
        String members(int size) {
            return STRAIGHT_LINE.members(size);
        }

        @Override
        String body(int size) {
            return line("float[] w = this.w, b = this.b;")
                    + line("for (int j = 0; j < %d; j++) {", size)
                    + line("    float s = b[j];")
                    + line("    for (int k = 0; k < %1$d; k++) s += x[k] * w[j * %1$d + k];", size)
                    + line("    y[j] = Math.max(0f, s);")
                    + line("}");
        }
    },
    /** Eight outputs at a time in local variables, a loop over the inputs. */
    LOCALS {
        @Override
        String members(int size) {
            return STRAIGHT_LINE.members(size);
        }

        @Override
        String body(int size) {
            StringBuilder body = new StringBuilder("        float[] w = this.w, b = this.b;\n");
            int tile = Math.min(TILE, size);
            body.append(line("for (int j = 0; j < %d; j += %d) {", size, tile));
            for (int t = 0; t < tile; t++) {
                body.append(line("    float s%1$d = b[j + %1$d];", t));
            }
            body.append(line("    int row = j * %d;", size));
            body.append(line("    for (int k = 0; k < %d; k++) {", size));
            body.append(line("        float v = x[k];"));
            for (int t = 0; t < tile; t++) {
                body.append(line("        s%d += v * w[row + k + %d];", t, t * size));
            }
            body.append(line("    }"));
            for (int t = 0; t < tile; t++) {
                body.append(line("    y[j + %1$d] = Math.max(0f, s%1$d);", t));
            }
            return body.append(line("}")).toString();
        }
    },
    /** The inner loop across outputs, four rows of weights at a time, one array a row: what HotSpot vectorises. */
    ROWS {
        @Override
        String members(int size) {
            return "    private final float[][] w;\n    private final float[] b;\n"
                    + "    public Form(float[] flat, float[] b) {\n"
                    + line("this.w = new float[%1$d][%1$d]; this.b = b;", size)
                    + line("for (int k = 0; k < %d; k++)", size)
                    + line("    for (int j = 0; j < %1$d; j++) w[k][j] = flat[j * %1$d + k];", size)
                    + "    }\n"
                    + "    private static void rows(float[] y, float x0, float x1, float x2, float x3,"
                    + " float[] w0, float[] w1, float[] w2, float[] w3) {\n"
                    + line("for (int j = 0; j < %d; j++)", size)
                    + line("    y[j] = y[j] + x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j];")
                    + "    }\n";
        }

        @Override
        String body(int size) {
            return line("float[][] w = this.w;")
                    + line("System.arraycopy(b, 0, y, 0, %d);", size)
                    + line("for (int k = 0; k < %d; k += 4)", size)
                    + line("    rows(y, x[k], x[k + 1], x[k + 2], x[k + 3], w[k], w[k + 1], w[k + 2], w[k + 3]);")
                    + line("for (int j = 0; j < %d; j++) y[j] = Math.max(0f, y[j]);", size);
        }
    };

    private static final int TILE = 8;
    private static final String FIELDS = "    private final float[] w, b;\n";

    /** Fields, constructor and further methods. */
    abstract String members(int size);

    /** The statements that make {@code y} of {@code x}. */
    abstract String body(int size);

    /** The class of a layer with as many inputs as outputs, a multiple of four. */
    String source(int size) {
        return "package bench;\n"
                + "public final class Form implements java.util.function.BiConsumer<float[], float[]> {\n"
                + members(size)
                + "    @Override public void accept(float[] x, float[] y) {\n"
                + body(size)
                + "    }\n}\n";
    }

    private static String line(String format, Object... arguments) {
        return "        " + String.format(Locale.ROOT, format, arguments) + "\n";
    }
}
