package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Operand;
import io.github.nnc.network.TensorSource;
import io.github.nnc.network.Value;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Known tensors of which each call decides how much of them it takes: what is done to them is done to all of each. */
record Cutting(Layers layers) {

    /** The front of a tensor, as long as its dimensions are said to be. */
    static Operand of(Operand.Constant whole, List<Extent> extents) {
        Tensor tensor = whole.tensor();
        for (int axis = 0; axis < extents.size(); axis++) {
            long length = extents.get(axis).max();
            long own = tensor.extents().get(axis);
            if (length > own) {
                throw new Unsupported("up to " + length + " places of " + own + " along axis " + axis);
            }
            tensor = length == own ? tensor : TensorMath.slice(tensor, axis, 0, length, 1);
        }
        Operand.Constant longest = tensor == whole.tensor() ? whole : new Operand.Constant(whole.name(), tensor);
        return extents.stream().allMatch(Extent::isFixed) ? longest : new Operand.Cut(longest, extents);
    }

    /** Something done to a known tensor, of which each call may take as much as it wants. */
    static Operand each(String name, Operand operand, String what, UnaryOperator<Tensor> change) {
        if (operand instanceof Operand.Constant constant) {
            return new Operand.Constant(name, change.apply(constant.tensor()));
        }
        if (operand instanceof Operand.Cut cut) {
            Tensor whole = change.apply(cut.whole().tensor());
            return new Operand.Cut(new Operand.Constant(name, whole), cut.extents());
        }
        throw new Unsupported(what + " is computed by the network, but must be known when it is imported");
    }

    /** A tensor stretched to dimensions of which some vary. */
    static Operand stretched(Operand.Constant constant, List<Extent> wanted) {
        List<Long> longest = wanted.stream().map(Extent::max).toList();
        TensorMath.checkStretched(longest);
        List<Long> whole = TensorMath.stretched(constant.extents(), longest);
        int more = whole.size() - wanted.size();
        List<Extent> extents = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
            boolean varies = i >= more && !wanted.get(i - more).isFixed();
            extents.add(varies ? wanted.get(i - more) : Extent.of(whole.get(i)));
        }
        return of(new Operand.Constant(constant.name(), TensorMath.expand(constant.tensor(), whole)), extents);
    }

    /** A number as often as a shape says. */
    static Operand filled(String name, Tensor number, List<Extent> extents) {
        List<Long> longest = extents.stream().map(Extent::max).toList();
        TensorMath.checkStretched(longest);
        Tensor whole = TensorMath.expand(TensorMath.reshape(number, List.of()), longest);
        return of(new Operand.Constant(name, whole), extents);
    }

    /** The places of an axis from the first one on. */
    Operand front(Operand operand, int axis, Extent length) {
        List<Extent> extents = new ArrayList<>(layers.extents(operand));
        if (extents.get(axis).equals(length)) {
            return operand;
        }
        extents.set(axis, length);
        if (operand instanceof Operand.Constant constant) {
            return of(constant, extents);
        }
        if (operand instanceof Operand.Cut cut) {
            return of(cut.whole(), extents);
        }
        throw new Unsupported("`ends` is a length that varies, " + length + ", of a value that the network computes");
    }

    static Operand unsqueeze(Operand.Cut cut, int axis) {
        List<Long> whole = new ArrayList<>(cut.whole().extents());
        List<Extent> extents = new ArrayList<>(cut.extents());
        whole.add(axis, 1L);
        extents.add(axis, Extent.of(1));
        return of(
                new Operand.Constant(
                        cut.whole().name(), TensorMath.reshape(cut.whole().tensor(), whole)),
                extents);
    }

    static Operand squeeze(Operand.Cut cut, int axis) {
        List<Long> whole = new ArrayList<>(cut.whole().extents());
        List<Extent> extents = new ArrayList<>(cut.extents());
        if (!extents.remove(axis).equals(Extent.of(1))) {
            throw new Unsupported("dimension " + axis + " of " + cut.extents() + " is not 1");
        }
        whole.remove(axis);
        return of(
                new Operand.Constant(
                        cut.whole().name(), TensorMath.reshape(cut.whole().tensor(), whole)),
                extents);
    }

    /** Rows of a table at places of which each call takes as many as it wants. */
    static Operand gather(Operand.Constant table, Operand.Cut places, int axis) {
        List<Extent> extents = new ArrayList<>(
                table.extents().subList(0, axis).stream().map(Extent::of).toList());
        extents.addAll(places.extents());
        table.extents().stream().skip(axis + 1L).map(Extent::of).forEach(extents::add);
        Tensor rows = TensorMath.gather(table.tensor(), places.whole().tensor(), axis);
        return of(new Operand.Constant(table.name(), rows), extents);
    }

    /** With something that is known as well. */
    Operand join(String layer, Operand left, Operand right) {
        List<Extent> first = layers.extents(left);
        List<Extent> second = layers.extents(right);
        int rank = Math.max(first.size(), second.size());
        List<Extent> extents = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            Extent one = at(first, i - rank + first.size());
            Extent other = at(second, i - rank + second.size());
            if (!one.equals(other) && !one.equals(Extent.of(1)) && !other.equals(Extent.of(1))) {
                throw new Unsupported("shapes " + first + " and " + second + " do not fit each other");
            }
            extents.add(one.equals(Extent.of(1)) ? other : one);
        }
        Tensor whole = TensorMath.join(layer, whole(left), whole(right));
        return of(new Operand.Constant(layers.nextName(), whole), extents);
    }

    private static Extent at(List<Extent> extents, int axis) {
        return axis < 0 ? Extent.of(1) : extents.get(axis);
    }

    private static Tensor whole(Operand operand) {
        return operand instanceof Operand.Cut cut ? cut.whole().tensor() : ((Operand.Constant) operand).tensor();
    }

    /**
     * A parameter of lengths that vary. There is no such statement: a larger layer has to take it in, as causal attention
     * does with its mask.
     */
    static Flowing flowing(Layers layers, Operand.Cut cut) {
        LayerType parameter = LayerCatalog.find("parameter").orElseThrow();
        Operand.Constant whole = floats(cut.whole());
        layers.needsFinite(whole);
        Value value = new Value(layers.nextName(), TensorType.floats(new Shape(cut.extents())));
        layers.add(new LayerCall(
                layers.origin(),
                parameter,
                Map.of(),
                List.of(),
                Map.of("", new TensorSource.Stored(whole)),
                List.of(value)));
        return new Flowing(value, -1);
    }

    private static Operand.Constant floats(Operand.Constant constant) {
        return constant.tensor().type().isFloating()
                ? constant
                : new Operand.Constant(constant.name(), TensorMath.floats(constant.tensor()));
    }

    /** Tokens and a row of the table for each of them; empty where that is not what is added. */
    Optional<Operand> added(Flowing tokens, Operand.Cut table) {
        List<Extent> rows = new ArrayList<>(table.extents());
        List<Long> whole = new ArrayList<>(table.whole().extents());
        while (rows.size() > 2 && rows.get(0).equals(Extent.of(1))) {
            rows.remove(0);
            whole.remove(0);
        }
        boolean fits = rows.equals(tokens.shape().extents())
                && rows.size() == 2
                && rows.get(1).isFixed()
                && table.extents().size() <= tokens.rank();
        if (!fits) {
            return Optional.empty();
        }
        Operand.Constant weight = new Operand.Constant(
                table.whole().name(), TensorMath.reshape(table.whole().tensor(), whole));
        return Optional.of(layers.layer("position")
                .tensor("weight", weight)
                .input(tokens)
                .batch(tokens.batch())
                .one());
    }
}
