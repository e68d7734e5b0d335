package io.github.nnc.cli;

import io.github.nnc.disk.FileWriter;
import io.github.nnc.support.TensorNode;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.weights.NpyReader;
import io.github.nnc.weights.NpyWriter;
import io.github.nnc.weights.WeightException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tables of numbers in files, {@code .csv} or {@code .npy} by their names; a row is an example. */
record NumberFiles(Inspection inspection) {

    /**
     * The rows of a file.
     *
     * @param width how many numbers an example has, where that is fixed; otherwise 0
     */
    List<float[]> read(String path, int width) {
        boolean npy = isNpy(path);
        try (SeekableByteChannel channel = inspection.files().open(inspection.treePath(path))) {
            return npy ? npy(path, channel, width) : csv(path, channel);
        } catch (WeightException e) {
            throw Failure.input(path + " cannot be used: " + e.getMessage());
        } catch (IOException e) {
            throw Failure.cannotRead(path, e);
        }
    }

    /** @param shape of one row */
    void write(String path, Shape shape, List<float[]> rows) {
        byte[] content = isNpy(path) ? npy(shape, rows) : csv(rows);
        try {
            FileWriter.write(inspection.shell().path(path), content);
        } catch (IOException e) {
            throw Failure.cannotWrite(path, e);
        }
    }

    /** A number as people and CSV files write it. */
    static float parse(String text, String where) {
        float value;
        try {
            value = Float.parseFloat(text.strip());
        } catch (NumberFormatException e) {
            throw Failure.input(where + ": `" + text.strip() + "` is not a number");
        }
        if (!Float.isFinite(value)) {
            throw Failure.input(where + ": " + text.strip() + " is not a finite number of 32 bits");
        }
        return value;
    }

    private static boolean isNpy(String path) {
        if (!path.endsWith(".npy") && !path.endsWith(".csv")) {
            throw Failure.usage("`" + path + "`: tables are .csv or .npy");
        }
        return path.endsWith(".npy");
    }

    private static List<float[]> csv(String path, SeekableByteChannel channel) throws IOException {
        List<float[]> rows = new ArrayList<>();
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        int line = 0;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            if (text.isBlank()) {
                continue;
            }
            String[] cells = text.split(",", -1);
            float[] row = new float[cells.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = parse(cells[i], path + ", row " + line + ", column " + (i + 1));
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw Failure.input(path + " has no rows");
        }
        return rows;
    }

    /** An array of one example, or of several along its first axis. */
    private static List<float[]> npy(String path, SeekableByteChannel channel, int width) throws IOException {
        TensorNode tensor = NpyReader.read(path, channel);
        if (tensor.flaw != null) {
            throw WeightException.of(-1, tensor.flaw);
        }
        int count = tensor.values.length == width || tensor.shape.length < 2 ? 1 : (int) tensor.shape[0];
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int size = tensor.values.length / count;
            float[] row = new float[size];
            System.arraycopy(tensor.values, i * size, row, 0, size);
            rows.add(row);
        }
        if (rows.isEmpty() || tensor.values.length == 0) {
            throw Failure.input(path + " has no values");
        }
        return rows;
    }

    private static byte[] csv(List<float[]> rows) {
        StringBuilder text = new StringBuilder();
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                text.append(i == 0 ? "" : ",").append(row[i]);
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] npy(Shape shape, List<float[]> rows) {
        List<Extent> extents = new ArrayList<>(shape.extents());
        extents.add(0, Extent.of(rows.size()));
        float[] values = new float[rows.size() * rows.get(0).length];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * rows.get(0).length, rows.get(0).length);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            NpyWriter.write(new Shape(extents), values, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
