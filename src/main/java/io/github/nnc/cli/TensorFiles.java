package io.github.nnc.cli;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.graph.ElementType;
import io.github.nnc.graph.Tensor;
import io.github.nnc.graph.TensorFile;
import io.github.nnc.importer.Imported;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tensors in files: {@code .pb} as ONNX has them, or tables of numbers that become what an input takes. */
record TensorFiles(Inspection inspection) {

    /** The tensor for an input. */
    Tensor read(String path, ElementType type, Imported.Port port) {
        if (path.endsWith(".pb")) {
            Tensor tensor = tensor(path);
            int rank = port.type().shape().rank() + (port.batch() ? 1 : 0);
            boolean fits = tensor.extents().size() == rank && tensor.type().isFloating() == type.isFloating();
            if (!fits) {
                throw Failure.input(path + " has a tensor " + tensor + ", but `" + port.onnxName() + "` takes " + type
                        + " of " + rank + " dimensions");
            }
            return tensor;
        }
        float[] values = numbers(path);
        List<Long> extents = extents(path, values.length, port);
        if (type.isFloating()) {
            return Tensor.ofReals(extents, values);
        }
        long[] wholes = new long[values.length];
        for (int i = 0; i < wholes.length; i++) {
            if (values[i] != Math.rint(values[i])) {
                throw Failure.input(path + ": `" + port.onnxName() + "` takes whole numbers, not " + values[i]);
            }
            wholes[i] = (long) values[i];
        }
        return Tensor.ofWholes(type, extents, wholes);
    }

    /** What an output has to be; the numbers of a table have the given shape, if they are as many. */
    Tensor expected(String path, List<Long> extents) {
        if (path.endsWith(".pb")) {
            return tensor(path);
        }
        float[] values = numbers(path);
        long size = extents.stream().reduce(1L, Math::multiplyExact);
        return Tensor.ofReals(size == values.length ? extents : List.of((long) values.length), values);
    }

    /** All numbers in a table, in row-major order. */
    private float[] numbers(String path) {
        List<float[]> rows = new NumberFiles(inspection).read(path, 0);
        float[] all = new float[rows.stream().mapToInt(row -> row.length).sum()];
        int at = 0;
        for (float[] row : rows) {
            System.arraycopy(row, 0, all, at, row.length);
            at += row.length;
        }
        return all;
    }

    private Tensor tensor(String path) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Tensor> tensor = TensorFile.read(inspection.treePath(path), inspection.files(), diagnostics);
        inspection.show(diagnostics.sorted());
        return tensor.filter(read -> read.type().isHeld() && read.type() != ElementType.STRING)
                .orElseThrow(() -> Failure.input(path + " holds no numbers"));
    }

    /** The shape of an input, of which one dimension is as long as the values fill. */
    private static List<Long> extents(String path, int size, Imported.Port port) {
        List<Long> extents = new ArrayList<>();
        if (port.batch()) {
            extents.add(null);
        }
        for (Extent extent : port.type().shape().extents()) {
            extents.add(extent.isFixed() ? extent.max() : null);
        }
        long known = extents.stream().filter(extent -> extent != null).reduce(1L, Math::multiplyExact);
        long open = extents.stream().filter(extent -> extent == null).count();
        if (open > 1) {
            throw Failure.usage(path + ": the input `" + port.onnxName() + "` has " + open
                    + " dimensions that vary, and a table does not say which is how long: give a .pb");
        }
        if (known == 0 || size % known != 0 || open == 0 && size != known) {
            throw Failure.input(path + " has " + size + " values, but `" + port.onnxName() + "` takes " + known
                    + (open == 0 ? "" : " each"));
        }
        return extents.stream()
                .map(extent -> extent == null ? (Long) (size / known) : extent)
                .toList();
    }
}
