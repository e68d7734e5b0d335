package io.github.nnc.cli;

import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.TensorType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Cuts one row of numbers into the inputs of a model, in their order; one varying length follows from the row's. */
final class Examples {

    private final Model model;
    private final Set<Extent> varying = new LinkedHashSet<>();

    Examples(Model model) {
        this.model = model;
        for (Model.Input input : model.inputs()) {
            input.value().type().shape().extents().stream()
                    .filter(extent -> !extent.isFixed())
                    .forEach(varying::add);
        }
        if (varying.size() > 1) {
            throw Failure.input("`" + model.name() + "` has " + varying.size()
                    + " lengths that vary, which one row of numbers does not tell");
        }
    }

    /**
     * The inputs of one call.
     *
     * @param where the row stands, for messages
     */
    Object[] inputs(float[] row, String where) {
        long length = length(row.length, where);
        List<Object> inputs = new ArrayList<>();
        int at = 0;
        for (Model.Input input : model.inputs()) {
            TensorType type = input.value().type();
            int size = size(type, length).intValueExact();
            inputs.add(type.isIds() ? ids(row, at, size, where) : floats(row, at, size));
            at += size;
        }
        return inputs.toArray();
    }

    private long length(int values, String where) {
        if (varying.isEmpty()) {
            if (!total(0).equals(BigInteger.valueOf(values))) {
                throw wrongCount(values, where, total(0).toString());
            }
            return 0;
        }
        Extent extent = varying.iterator().next();
        for (long length = extent.min(); length <= Math.min(extent.max(), values); length++) {
            if (total(length).equals(BigInteger.valueOf(values))) {
                return length;
            }
        }
        throw wrongCount(values, where, total(extent.min()) + " to " + total(extent.max()));
    }

    private Failure wrongCount(int values, String where, String needed) {
        return Failure.input(where + " has " + values + (values == 1 ? " value" : " values") + ", but `" + model.name()
                + "` takes " + needed + " (" + signature() + ")");
    }

    private String signature() {
        List<String> parts = new ArrayList<>();
        for (Model.Input input : model.inputs()) {
            parts.add((input.name().isEmpty() ? "input" : input.name()) + " "
                    + input.value().type());
        }
        return String.join(", ", parts);
    }

    private BigInteger total(long length) {
        return model.inputs().stream()
                .map(input -> size(input.value().type(), length))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger size(TensorType type, long length) {
        BigInteger size = BigInteger.ONE;
        for (Extent extent : type.shape().extents()) {
            size = size.multiply(BigInteger.valueOf(extent.isFixed() ? extent.max() : length));
        }
        return size;
    }

    private static float[] floats(float[] row, int at, int size) {
        float[] values = new float[size];
        System.arraycopy(row, at, values, 0, size);
        return values;
    }

    private static int[] ids(float[] row, int at, int size, String where) {
        int[] ids = new int[size];
        for (int i = 0; i < size; i++) {
            ids[i] = (int) row[at + i];
            if (ids[i] != row[at + i]) {
                throw Failure.input(
                        where + ": value " + (at + i + 1) + " is " + row[at + i] + ", but an id is a whole number");
            }
        }
        return ids;
    }
}
