package io.github.nnc.operators;

import io.github.nnc.graph.ElementType;
import io.github.nnc.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;

/** Arithmetic on tensors that are known; what is rounded is rounded to floats, as a runtime does. */
final class TensorMath {

    /** What stretching may make of a small tensor: a few bytes of a file must not ask for all memory. */
    private static final long MOST_STRETCHED = 1L << 24;

    private TensorMath() {}

    /** The same numbers as floats. */
    static Tensor floats(Tensor tensor) {
        float[] values = new float[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.type().isFloating() ? tensor.real(i) : tensor.whole(i);
        }
        return Tensor.ofReals(tensor.extents(), values);
    }

    static Tensor reshape(Tensor tensor, List<Long> extents) {
        if (Tensors.product(extents) != tensor.size()) {
            throw new Unsupported("a tensor of " + tensor.extents() + " is needed as one of " + extents);
        }
        return tensor.type().isFloating()
                ? Tensor.ofReals(extents, tensor.reals())
                : Tensor.ofWholes(tensor.type(), extents, tensor.wholes());
    }

    static Tensor permute(Tensor tensor, List<Integer> order) {
        List<Long> extents =
                order.stream().map(axis -> tensor.extents().get(axis)).toList();
        long[] strides = strides(tensor.extents());
        return pick(
                tensor, extents, order.stream().mapToLong(axis -> strides[axis]).toArray(), 0);
    }

    /** Every step-th place along an axis from {@code start} up to but not including {@code end}. */
    static Tensor slice(Tensor tensor, int axis, long start, long end, long step) {
        long[] strides = strides(tensor.extents());
        List<Long> extents = new ArrayList<>(tensor.extents());
        long reach = step > 0 ? end - start + step - 1 : end - start + step + 1;
        extents.set(axis, Math.max(0, reach / step));
        long offset = extents.contains(0L) ? 0 : start * strides[axis];
        strides[axis] *= step;
        return pick(tensor, extents, strides, offset);
    }

    static Tensor concat(List<Tensor> parts, int axis) {
        List<Long> extents = new ArrayList<>(parts.get(0).extents());
        extents.set(
                axis, parts.stream().mapToLong(part -> part.extents().get(axis)).sum());
        List<Integer> from = new ArrayList<>();
        List<Integer> at = new ArrayList<>();
        long outer = Tensors.product(extents.subList(0, axis));
        for (int o = 0; o < outer; o++) {
            for (int part = 0; part < parts.size(); part++) {
                int run = (int) (parts.get(part).size() / Math.max(outer, 1));
                for (int i = 0; i < run; i++) {
                    from.add(part);
                    at.add(o * run + i);
                }
            }
        }
        return taken(parts.get(0).type(), extents, parts, from::get, at::get);
    }

    /** Slices of an axis in the order of indices; the dimensions of the indices take its place. */
    static Tensor gather(Tensor tensor, Tensor indices, int axis) {
        long length = tensor.extents().get(axis);
        List<Long> extents = new ArrayList<>(tensor.extents().subList(0, axis));
        extents.addAll(indices.extents());
        extents.addAll(tensor.extents().subList(axis + 1, tensor.extents().size()));
        int inner = (int) Tensors.product(
                tensor.extents().subList(axis + 1, tensor.extents().size()));
        int count = indices.size();
        return taken(tensor.type(), extents, List.of(tensor), i -> 0, i -> {
            int place = i / inner % count;
            long index = indices.whole(place);
            long counted = index < 0 ? index + length : index;
            if (counted < 0 || counted >= length) {
                throw new Unsupported("index " + index + " is not among " + length + " places");
            }
            int outer = i / inner / count;
            return (int) ((outer * length + counted) * inner + i % inner);
        });
    }

    /** The same numbers, repeated where a dimension of 1, or none, becomes longer. */
    static Tensor expand(Tensor tensor, List<Long> extents) {
        checkStretched(extents);
        int more = extents.size() - tensor.extents().size();
        long[] own = strides(tensor.extents());
        long[] strides = new long[extents.size()];
        for (int i = Math.max(0, more); i < extents.size(); i++) {
            long extent = tensor.extents().get(i - more);
            if (extent != 1 && extent != extents.get(i)) {
                throw new Unsupported(tensor.extents() + " cannot be stretched to " + extents);
            }
            strides[i] = extent == 1 ? 0 : own[i - more];
        }
        return pick(tensor, extents, strides, 0);
    }

    /** Refuses a tensor that is too large to be made up of nothing. */
    static void checkStretched(List<Long> extents) {
        long product = 1;
        for (long extent : extents) {
            if (extent < 0 || extent > MOST_STRETCHED || (product *= Math.max(1, extent)) > MOST_STRETCHED) {
                throw new Unsupported("a constant of the dimensions " + extents + " is too large");
            }
        }
    }

    /** What two tensors become when the smaller dimensions are stretched. */
    static List<Long> stretched(List<Long> left, List<Long> right) {
        int rank = Math.max(left.size(), right.size());
        List<Long> extents = new ArrayList<>();
        for (int back = rank; back > 0; back--) {
            long first = back <= left.size() ? left.get(left.size() - back) : 1;
            long second = back <= right.size() ? right.get(right.size() - back) : 1;
            if (first != second && first != 1 && second != 1) {
                throw new Unsupported(left + " and " + right + " cannot be stretched over each other");
            }
            extents.add(first == 1 ? second : first);
        }
        return extents;
    }

    /** A join of two tensors by the name of its layer. */
    static Tensor join(String layer, Tensor left, Tensor right) {
        return switch (layer) {
            case "add" -> combine(left, right, Double::sum, Math::addExact);
            case "sub" -> combine(left, right, (a, b) -> a - b, Math::subtractExact);
            case "mul" -> combine(left, right, (a, b) -> a * b, Math::multiplyExact);
            case "div" -> combine(left, right, (a, b) -> a / b, TensorMath::quotient);
            case "mod" -> combine(left, right, (a, b) -> a - b * Math.floor(a / b), TensorMath::remainder);
            case "pow" -> combine(left, right, Math::pow, TensorMath::power);
            case "maximum" -> combine(left, right, Math::max, Math::max);
            case "minimum" -> combine(left, right, Math::min, Math::min);
            case "less_equal" ->
                combine(floats(left), floats(right), (a, b) -> a <= b ? 1 : 0, (a, b) -> a <= b ? 1 : 0);
            default -> throw new Unsupported("`" + layer + "` of two tensors that are known");
        };
    }

    /** A layer without arguments, by its name, on each number. */
    static Tensor map(String layer, Tensor tensor) {
        DoubleUnaryOperator function = switch (layer) {
            case "sin" -> Math::sin;
            case "cos" -> Math::cos;
            case "abs" -> Math::abs;
            case "exp" -> Math::exp;
            case "log" -> Math::log;
            case "sqrt" -> Math::sqrt;
            case "tanh" -> Math::tanh;
            case "floor" -> Math::floor;
            case "ceil" -> Math::ceil;
            case "round" -> Math::rint;
            case "relu" -> x -> Math.max(x, 0);
            case "sigmoid" -> x -> 1 / (1 + Math.exp(-x));
            default -> throw new Unsupported("`" + layer + "` of a tensor that is known");
        };
        float[] values = new float[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) function.applyAsDouble(real(tensor, i));
        }
        Tensor result = Tensor.ofReals(tensor.extents(), values);
        return tensor.type().isFloating() ? result : cast(result, tensor.type());
    }

    /** The same numbers in another type; whole ones lose what is behind the point, truth is what is not 0. */
    static Tensor cast(Tensor tensor, ElementType type) {
        if (type.isFloating()) {
            return floats(tensor);
        }
        if (!type.isWhole() && type != ElementType.BOOL) {
            throw new Unsupported("a tensor becomes " + type);
        }
        long[] values = new long[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            long whole = tensor.type().isFloating() ? (long) tensor.real(i) : tensor.whole(i);
            boolean truth = tensor.type().isFloating() ? tensor.real(i) != 0 : whole != 0;
            values[i] = type == ElementType.BOOL ? truth ? 1 : 0 : whole;
        }
        return Tensor.ofWholes(type, tensor.extents(), values);
    }

    /** The numbers of the second tensor where the first is not 0, otherwise those of the third. */
    static Tensor choose(Tensor condition, Tensor chosen, Tensor other) {
        List<Long> extents = stretched(condition.extents(), stretched(chosen.extents(), other.extents()));
        Tensor where = expand(condition, extents);
        Tensor first = expand(chosen, extents);
        Tensor second = expand(other, extents);
        return taken(chosen.type(), extents, List.of(first, second), i -> where.whole(i) != 0 ? 0 : 1, i -> i);
    }

    /** A tensor with numbers of another one at some of its places: which one at each, -1 where its own stays. */
    static Tensor replaced(Tensor tensor, Tensor other, int[] from) {
        return taken(
                tensor.type(),
                tensor.extents(),
                List.of(tensor, other),
                i -> from[i] < 0 ? 0 : 1,
                i -> from[i] < 0 ? i : from[i]);
    }

    private static long power(long base, long exponent) {
        return (long) Math.pow(base, exponent);
    }

    private static long quotient(long left, long right) {
        if (right == 0) {
            throw new Unsupported("a division by 0");
        }
        return left / right;
    }

    /** Whether some numbers are minus infinity and all others finite. */
    static boolean hides(Tensor tensor) {
        boolean hides = false;
        for (float value : tensor.reals()) {
            hides |= value == Float.NEGATIVE_INFINITY;
            if (!Float.isFinite(value) && value != Float.NEGATIVE_INFINITY) {
                return false;
            }
        }
        return hides;
    }

    /** The lowest number in the place of minus infinity. */
    static Tensor lowest(Tensor tensor) {
        float[] values = tensor.reals().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(values[i], -Float.MAX_VALUE);
        }
        return Tensor.ofReals(tensor.extents(), values);
    }

    private static long remainder(long left, long right) {
        if (right == 0) {
            throw new Unsupported("a division by 0");
        }
        return Math.floorMod(left, right);
    }

    static Tensor combine(Tensor left, Tensor right, DoubleBinaryOperator reals, LongBinaryOperator wholes) {
        List<Long> extents = stretched(left.extents(), right.extents());
        Tensor first = expand(left, extents);
        Tensor second = expand(right, extents);
        boolean floating = left.type().isFloating() || right.type().isFloating();
        if (floating) {
            float[] values = new float[first.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) reals.applyAsDouble(real(first, i), real(second, i));
            }
            return Tensor.ofReals(extents, values);
        }
        long[] values = new long[first.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = wholes.applyAsLong(first.whole(i), second.whole(i));
        }
        return Tensor.ofWholes(left.type(), extents, values);
    }

    private static double real(Tensor tensor, int i) {
        return tensor.type().isFloating() ? tensor.real(i) : tensor.whole(i);
    }

    static long[] strides(List<Long> extents) {
        long[] strides = new long[extents.size()];
        long stride = 1;
        for (int i = extents.size() - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= extents.get(i);
        }
        return strides;
    }

    /** A tensor whose element at some indices lies at {@code offset} plus the sum of indices times strides. */
    private static Tensor pick(Tensor tensor, List<Long> extents, long[] strides, long offset) {
        long[] own = strides(extents);
        return taken(tensor.type(), extents, List.of(tensor), i -> 0, i -> {
            long at = offset;
            for (int d = 0; d < own.length; d++) {
                at += i / own[d] % extents.get(d) * strides[d];
            }
            return (int) at;
        });
    }

    private static Tensor taken(
            ElementType type, List<Long> extents, List<Tensor> parts, IntUnaryOperator from, IntUnaryOperator at) {
        int size = Math.toIntExact(Tensors.product(extents));
        if (type.isFloating()) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = parts.get(from.applyAsInt(i)).real(at.applyAsInt(i));
            }
            return Tensor.ofReals(extents, values);
        }
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = parts.get(from.applyAsInt(i)).whole(at.applyAsInt(i));
        }
        return Tensor.ofWholes(type, extents, values);
    }

    /** Axes as they are, without those of some list. */
    static List<Long> without(List<Long> extents, List<Integer> axes) {
        List<Long> left = new ArrayList<>(extents);
        List<Integer> sorted = new ArrayList<>(axes);
        sorted.sort(Collections.reverseOrder());
        sorted.forEach(axis -> left.remove((int) axis));
        return left;
    }
}
