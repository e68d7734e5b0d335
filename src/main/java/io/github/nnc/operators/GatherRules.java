package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that choose by numbers. */
final class GatherRules {

    static final Map<String, OperatorRule> RULES = Map.of("Gather", OperatorRule.of(GatherRules::gather));

    private GatherRules() {}

    private static Operand gather(OperatorCall call) {
        Layers layers = call.layers();
        Operand data = call.input(0);
        Operand indices = call.input(1);
        long written = call.whole("axis", 0);
        if (indices instanceof Operand.Constant known) {
            if (data instanceof Operand.Sizes sizes) {
                return SizeMath.gather(sizes, known.tensor());
            }
            int axis = layers.axis(data, written);
            return data instanceof Operand.Constant constant
                    ? new Operand.Constant(constant.name(), TensorMath.gather(constant.tensor(), known.tensor(), axis))
                    : places(layers, data, known.tensor(), axis);
        }
        int axis = layers.axis(data, written);
        if (data instanceof Operand.Constant table && indices instanceof Operand.Cut places) {
            return Cutting.gather(table, places, axis);
        }
        return axis == 0 ? rows(layers, data, indices) : columns(layers, data, indices, axis);
    }

    /** Places of an axis that are known. */
    private static Operand places(Layers layers, Operand data, Tensor indices, int axis) {
        Extent length = layers.extents(data).get(axis);
        if (!length.isFixed() && indices.extents().isEmpty() && indices.whole(0) == -1) {
            return last(layers, layers.flowing(data), axis);
        }
        List<Long> places = Tensors.wholes(indices).stream()
                .map(index -> counted(index, length))
                .toList();
        Operand chosen = chosen(layers, data, places, axis);
        if (indices.extents().isEmpty()) {
            return layers.squeeze(chosen, axis);
        }
        if (indices.extents().size() == 1) {
            return chosen;
        }
        List<Optional<Extent>> extents = new ArrayList<>();
        layers.extents(chosen).forEach(extent -> extents.add(Optional.of(extent)));
        extents.remove(axis);
        List<Long> shape = indices.extents();
        for (int i = 0; i < shape.size(); i++) {
            extents.add(axis + i, Optional.of(Extent.of(shape.get(i))));
        }
        return new Reshaping(layers, chosen).to(extents);
    }

    /** Neighbours are a slice, others are listed. */
    private static Operand chosen(Layers layers, Operand data, List<Long> places, int axis) {
        long first = places.get(0);
        boolean neighbours = true;
        for (int i = 1; i < places.size(); i++) {
            neighbours &= places.get(i) == first + i;
        }
        if (neighbours) {
            return layers.slice(data, axis, first, first + places.size(), 1);
        }
        Flowing x = layers.flowing(data);
        return layers.layer("index_select")
                .wholes("index", places)
                .whole("axis", layers.inner(x, axis))
                .input(x)
                .batch(x.batch())
                .one();
    }

    /** The last place of a length that varies. */
    private static Operand last(Layers layers, Flowing x, int axis) {
        if (layers.inner(x, axis) != 0 || x.shape().rank() != 2) {
            throw new Unsupported("index -1 counts from the end of " + x.shape().extent(layers.inner(x, axis))
                    + " places, which only tokens with features allow");
        }
        return layers.layer("last")
                .input(x)
                .batch(x.batch() > axis ? x.batch() - 1 : x.batch())
                .one();
    }

    private static long counted(long index, Extent length) {
        if (index >= 0) {
            if (index >= length.max()) {
                throw new Unsupported("index " + index + " is not among " + length + " places");
            }
            return index;
        }
        if (!length.isFixed() || index + length.max() < 0) {
            throw new Unsupported("index " + index + " counts from the end of " + length + " places");
        }
        return index + length.max();
    }

    /** Places of another axis than the first, which stands in front meanwhile. */
    private static Operand columns(Layers layers, Operand data, Operand ids, int axis) {
        int rank = layers.rank(data);
        List<Integer> front = new ArrayList<>(List.of(axis));
        for (int i = 0; i < rank; i++) {
            if (i != axis) {
                front.add(i);
            }
        }
        Operand chosen = rows(layers, layers.permute(data, front), ids);
        int added = layers.rank(ids);
        List<Integer> back = new ArrayList<>();
        for (int i = 0; i < axis; i++) {
            back.add(added + i);
        }
        for (int i = 0; i < added; i++) {
            back.add(i);
        }
        for (int i = axis; i < rank - 1; i++) {
            back.add(added + i);
        }
        return layers.permute(chosen, back);
    }

    /** The rows of a table that ids choose, as an embedding. */
    static Operand rows(Layers layers, Operand table, Operand ids) {
        Flowing chosen = layers.flowing(ids);
        if (!chosen.value().type().isIds()) {
            throw new Unsupported("indices are numbers that the network computes");
        }
        long vocabulary = chosen.value().type().vocabulary().getAsLong();
        List<Long> extents = layers.fixed(table, "the table");
        Operand known = extents.get(0) > vocabulary ? layers.slice(table, 0, 0, vocabulary, 1) : table;
        long features = Tensors.product(extents.subList(1, extents.size()));
        Flowing vectors = layers.layer("embedding")
                .whole("features", features)
                .tensor("weight", layers.shaped(known, List.of(vocabulary, features)))
                .input(chosen)
                .batch(chosen.batch())
                .one();
        if (extents.size() == 2) {
            return layers.ofOne(vectors);
        }
        List<Optional<Extent>> wanted = new ArrayList<>();
        chosen.shape().extents().forEach(extent -> wanted.add(Optional.of(extent)));
        extents.subList(1, extents.size()).forEach(extent -> wanted.add(Optional.of(Extent.of(extent))));
        return layers.ofOne(layers.inside(vectors, wanted));
    }
}
