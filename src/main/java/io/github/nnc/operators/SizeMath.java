package io.github.nnc.operators;

import io.github.nnc.graph.ElementType;
import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Arithmetic on shapes as graphs do it, where some lengths are decided by each call. */
final class SizeMath {

    /** A length that is computed from one that each call decides. */
    private static final Extent COMPUTED = new Extent.Symbol("computed", 0, Integer.MAX_VALUE);

    private SizeMath() {}

    /** The dimensions of a value; a constant where all are known. */
    static Operand of(String name, List<Extent> extents) {
        return known(name, new Operand.Sizes(extents.stream().map(Optional::of).toList(), false));
    }

    /** A constant where all numbers are known. */
    static Operand known(String name, Operand.Sizes sizes) {
        boolean all = sizes.values().stream()
                .allMatch(value -> value.filter(Extent::isFixed).isPresent());
        if (!all) {
            return sizes;
        }
        List<Long> extents =
                sizes.scalar() ? List.of() : List.of((long) sizes.values().size());
        long[] values =
                sizes.values().stream().mapToLong(value -> value.get().max()).toArray();
        return new Operand.Constant(name, Tensor.ofWholes(ElementType.INT64, extents, values));
    }

    /** Whole numbers as sizes; a negative one, which stands for what is inferred, is left open. */
    static Operand.Sizes sizes(Operand operand) {
        if (operand instanceof Operand.Sizes sizes) {
            return sizes;
        }
        if (operand instanceof Operand.Constant constant && constant.extents().size() <= 1) {
            List<Optional<Extent>> values = new ArrayList<>();
            for (long value : Tensors.wholes(constant.tensor())) {
                values.add(value < 0 ? Optional.empty() : Optional.of(Extent.of(value)));
            }
            return new Operand.Sizes(values, constant.extents().isEmpty());
        }
        throw new Unsupported("lengths that vary are combined with something else");
    }

    static Operand slice(Operand.Sizes sizes, long start, long end, long step) {
        List<Optional<Extent>> values = new ArrayList<>();
        for (long i = start; step > 0 ? i < end : i > end; i += step) {
            values.add(sizes.values().get(Math.toIntExact(i)));
        }
        return known("", new Operand.Sizes(values, false));
    }

    static Operand concat(List<? extends Operand> parts) {
        List<Optional<Extent>> values = new ArrayList<>();
        parts.forEach(part -> values.addAll(sizes(part).values()));
        return known("", new Operand.Sizes(values, false));
    }

    /** The numbers at indices, from 0 or, negative, from the end. */
    static Operand gather(Operand.Sizes sizes, Tensor indices) {
        List<Optional<Extent>> values = new ArrayList<>();
        for (long index : Tensors.wholes(indices)) {
            values.add(sizes.values().get(Layers.axis(sizes.values().size(), index)));
        }
        return known("", new Operand.Sizes(values, indices.extents().isEmpty()));
    }

    /** One number as a vector, or a vector of one as a number. */
    static Operand scalar(Operand.Sizes sizes, boolean scalar) {
        if (sizes.values().size() != 1) {
            throw new Unsupported("a vector of lengths that vary changes its dimensions");
        }
        return new Operand.Sizes(sizes.values(), scalar);
    }

    /** The dimensions to lay numbers out in: what is computed follows from the others, as what is left open does. */
    static List<Optional<Extent>> laidOut(Operand.Sizes sizes) {
        return sizes.values().stream()
                .map(size -> size.filter(extent -> extent != COMPUTED))
                .toList();
    }

    /** For each place whether the numbers at it are equal, where all calls agree on that. */
    static Tensor equal(Operand.Sizes left, Operand.Sizes right) {
        int count = Math.max(left.values().size(), right.values().size());
        float[] equal = new float[count];
        for (int i = 0; i < count; i++) {
            equal[i] = isEqual(at(left, i), at(right, i)) ? 1 : 0;
        }
        return TensorMath.cast(Tensor.ofReals(List.of((long) count), equal), ElementType.BOOL);
    }

    private static boolean isEqual(Optional<Extent> left, Optional<Extent> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.isEmpty() && right.isEmpty();
        }
        Extent first = left.get();
        Extent second = right.get();
        boolean apart = first.max() < second.min() || second.max() < first.min();
        boolean same = first.equals(second) && first != COMPUTED;
        if (!apart && !same) {
            throw new Unsupported("lengths that vary are compared");
        }
        return same;
    }

    /** Of two numbers at each place the one that is chosen. */
    static Operand choose(Tensor condition, Operand.Sizes chosen, Operand.Sizes other) {
        int count = Math.max(
                condition.size(),
                Math.max(chosen.values().size(), other.values().size()));
        List<Optional<Extent>> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean first = condition.whole(Math.min(i, condition.size() - 1)) != 0;
            values.add(at(first ? chosen : other, i));
        }
        return known("", new Operand.Sizes(values, false));
    }

    private static Optional<Extent> at(Operand.Sizes sizes, int place) {
        return sizes.values().get(Math.min(place, sizes.values().size() - 1));
    }

    /** Arithmetic on lengths that vary gives what is not known, unless it changes nothing. */
    static Operand join(String layer, Operand.Sizes left, Operand.Sizes right) {
        int count = Math.max(left.values().size(), right.values().size());
        List<Optional<Extent>> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(combined(layer, at(left, i), at(right, i)));
        }
        return known("", new Operand.Sizes(values, left.scalar() && right.scalar()));
    }

    private static Optional<Extent> combined(String layer, Optional<Extent> left, Optional<Extent> right) {
        boolean fixed = left.filter(Extent::isFixed).isPresent()
                && right.filter(Extent::isFixed).isPresent();
        if (fixed) {
            Tensor first =
                    Tensor.ofWholes(ElementType.INT64, List.of(), left.get().max());
            Tensor second =
                    Tensor.ofWholes(ElementType.INT64, List.of(), right.get().max());
            long result = TensorMath.join(layer, first, second).whole(0);
            return result < 0 ? Optional.empty() : Optional.of(Extent.of(result));
        }
        long neutral = layer.equals("mul") || layer.equals("div") ? 1 : 0;
        Optional<Extent> nothing = Optional.of(Extent.of(neutral));
        boolean commutes = layer.equals("mul") || layer.equals("add");
        boolean shifts = layer.equals("add") || layer.equals("sub") || neutral == 1;
        if (shifts && right.equals(nothing)) {
            return left;
        }
        return commutes && left.equals(nothing) ? right : Optional.of(COMPUTED);
    }
}
