package io.github.nnc.operators;

import io.github.nnc.graph.ElementType;
import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that find numbers by places of their own, sort them, or add them up. */
final class PickingRules {

    static final Map<String, OperatorRule> RULES = Map.of(
            "CumSum", OperatorRule.of(PickingRules::cumulativeSum),
            "GatherElements", OperatorRule.of(PickingRules::gatherElements),
            "GatherND", OperatorRule.of(PickingRules::gatherTuples),
            "TopK", PickingRules::largest);

    /** More places are no longer text that anyone reads. */
    private static final int MOST_LISTED = 1024;

    private PickingRules() {}

    private static Operand cumulativeSum(OperatorCall call) {
        Layers layers = call.layers();
        Operand operand = call.input(0);
        int axis = layers.axis(operand, (long) Tensors.number(call.known(1, "the axis")));
        boolean exclusive = call.flag("exclusive", false);
        boolean reverse = call.flag("reverse", false);
        if (operand instanceof Operand.Constant constant) {
            return new Operand.Constant(call.outputName(0), sums(constant.tensor(), axis, exclusive, reverse));
        }
        Flowing x = layers.flowing(operand);
        LayerBuilder sum = layers.layer("cumsum").input(x).batch(x.batch());
        return along(sum, x, layers.inner(x, axis))
                .flag("exclusive", exclusive)
                .flag("reverse", reverse)
                .one();
    }

    private static Tensor sums(Tensor tensor, int axis, boolean exclusive, boolean reverse) {
        int length = Math.toIntExact(tensor.extents().get(axis));
        Tensor[] sums = new Tensor[length];
        Tensor sum = null;
        for (int i = 0; i < length; i++) {
            int place = reverse ? length - 1 - i : i;
            Tensor own = TensorMath.slice(tensor, axis, place, place + 1L, 1);
            Tensor before = sum == null ? TensorMath.join("sub", own, own) : sum;
            sum = TensorMath.join("add", before, own);
            sums[place] = exclusive ? before : sum;
        }
        return length == 0 ? tensor : TensorMath.concat(Arrays.asList(sums), axis);
    }

    /** The axis, unless it is the one that the layer takes by itself. */
    private static LayerBuilder along(LayerBuilder layer, Flowing x, int axis) {
        int rank = x.shape().rank();
        return rank <= 2 && axis == rank - 1 ? layer : layer.whole("axis", axis);
    }

    /** Numbers and their places; of equal ones the first stands first, sorted or not. */
    private static List<Operand> largest(OperatorCall call) {
        Layers layers = call.layers();
        Flowing x = call.flowing(0);
        call.ignore("sorted");
        long k = call.version() < 10 ? call.whole("k", 0) : (long) Tensors.number(call.known(1, "`k`"));
        int axis = layers.inner(x, call.whole("axis", -1));
        LayerBuilder topk = layers.layer("topk").whole("k", k).input(x).batch(x.batch());
        return List.copyOf(
                along(topk, x, axis).flag("largest", call.flag("largest", true)).all());
    }

    /** For each index the number at that place along an axis, all other places being those of the index. */
    private static Operand gatherElements(OperatorCall call) {
        Layers layers = call.layers();
        Operand data = call.input(0);
        Operand indices = call.input(1);
        int axis = layers.axis(data, call.whole("axis", 0));
        if (indices instanceof Operand.Constant known) {
            if (data instanceof Flowing x && x.isBatched()) {
                Operand one = ofOneExample(layers, known, x.batch());
                int inner = layers.inner(x, axis);
                return elements(layers, x.at(-1), (Operand.Constant) one, inner, x.batch());
            }
            return elements(layers, data, known, axis, -1);
        }
        Flowing x = layers.flowing(data);
        Flowing ids = layers.flowing(indices);
        if (!ids.value().type().isIds()) {
            throw new Unsupported("indices are numbers that the network computes");
        }
        if (x.batch() != ids.batch()) {
            throw new MixesBatch(layers.origin());
        }
        return layers.layer("gather")
                .input(x)
                .value("index", ids)
                .whole("axis", layers.inner(x, axis))
                .batch(x.batch())
                .one();
    }

    /** Indices without the dimension of the batch, which must be that of a single example. */
    private static Operand ofOneExample(Layers layers, Operand.Constant indices, int batch) {
        if (!layers.batch().equals(Extent.of(1))) {
            throw new MixesBatch(layers.origin());
        }
        return layers.squeeze(indices, batch);
    }

    private static Operand elements(Layers layers, Operand data, Operand.Constant indices, int axis, int batch) {
        List<Long> extents = layers.fixed(data, "what numbers are taken from");
        List<Long> wanted = indices.extents();
        if (wanted.size() != extents.size()) {
            throw new Unsupported("indices have " + wanted.size() + " dimensions instead of " + extents.size());
        }
        long[] own = TensorMath.strides(extents);
        long[] strides = TensorMath.strides(wanted);
        long[] places = new long[indices.tensor().size()];
        for (int i = 0; i < places.length; i++) {
            for (int d = 0; d < own.length; d++) {
                long along = i / strides[d] % wanted.get(d);
                places[i] += own[d] * (d == axis ? counted(indices.tensor(), i, extents.get(d)) : along);
            }
        }
        return taken(layers, data, List.of(Tensors.product(extents)), places, wanted, batch);
    }

    /** For each tuple of indices what lies at it, a number or a slice. */
    private static Operand gatherTuples(OperatorCall call) {
        Layers layers = call.layers();
        int shared = Math.toIntExact(call.whole("batch_dims", 0));
        Operand data = call.input(0);
        if (!(call.input(1) instanceof Operand.Constant indices)) {
            throw new Unsupported("indices are computed by the network, and layers know places along one axis only");
        }
        if (data instanceof Flowing x && x.isBatched()) {
            if (x.batch() >= shared) {
                throw new MixesBatch(layers.origin());
            }
            Operand one = ofOneExample(layers, indices, x.batch());
            return tuples(layers, x.at(-1), (Operand.Constant) one, shared - 1, x.batch());
        }
        return tuples(layers, data, indices, shared, -1);
    }

    private static Operand tuples(Layers layers, Operand data, Operand.Constant indices, int shared, int batch) {
        List<Long> extents = layers.fixed(data, "what numbers are taken from");
        List<Long> own = indices.extents();
        int length = own.isEmpty() ? 0 : Math.toIntExact(own.get(own.size() - 1));
        int named = shared + length;
        if (length == 0 || shared >= own.size() || named > extents.size()) {
            throw new Unsupported("indices of " + own + " do not fit " + extents);
        }
        List<Long> front = extents.subList(0, named);
        long[] strides = TensorMath.strides(front);
        long together = Tensors.product(own.subList(shared, own.size() - 1));
        long[] places = new long[indices.tensor().size() / length];
        for (int i = 0; i < places.length; i++) {
            places[i] = i / Math.max(1, together) * (shared == 0 ? 0 : strides[shared - 1]);
            for (int d = 0; d < length; d++) {
                places[i] += strides[shared + d] * counted(indices.tensor(), i * length + d, front.get(shared + d));
            }
        }
        List<Long> rest = extents.subList(named, extents.size());
        List<Long> laid = new ArrayList<>(List.of(Tensors.product(front)));
        laid.addAll(rest);
        List<Long> wanted = new ArrayList<>(own.subList(0, own.size() - 1));
        wanted.addAll(rest);
        return taken(layers, data, laid, places, wanted, batch);
    }

    /** An index from 0. */
    private static long counted(Tensor indices, int at, long length) {
        long index = indices.whole(at);
        long counted = index < 0 ? index + length : index;
        if (counted < 0 || counted >= length) {
            throw new Unsupported("index " + index + " is not among " + length + " places");
        }
        return counted;
    }

    /** Places of the first of some dimensions, under the dimensions that are wanted. */
    private static Operand taken(
            Layers layers, Operand data, List<Long> laid, long[] places, List<Long> wanted, int batch) {
        if (data instanceof Operand.Constant constant) {
            Tensor chosen = TensorMath.gather(
                    TensorMath.reshape(constant.tensor(), laid),
                    Tensor.ofWholes(ElementType.INT64, List.of((long) places.length), places),
                    0);
            return new Operand.Constant(layers.nextName(), TensorMath.reshape(chosen, wanted));
        }
        if (places.length > MOST_LISTED) {
            throw new Unsupported(
                    places.length + " indices are known, of which a network lists " + MOST_LISTED + " at most");
        }
        Flowing x = layers.flowing(data);
        Flowing chosen = layers.layer("index_select")
                .wholes("index", Arrays.stream(places).boxed().toList())
                .input(layers.inside(x, extents(laid)))
                .batch(-1)
                .one();
        return layers.inside(chosen, extents(wanted)).at(batch);
    }

    private static List<Optional<Extent>> extents(List<Long> lengths) {
        return lengths.stream().map(Extent::of).map(Optional::of).toList();
    }
}
