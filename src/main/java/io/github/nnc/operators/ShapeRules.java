package io.github.nnc.operators;

import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that lay the same numbers out otherwise. */
final class ShapeRules {

    static final Map<String, OperatorRule> RULES = Map.of(
            "Flatten", OperatorRule.of(ShapeRules::flatten),
            "Reshape", OperatorRule.of(ShapeRules::reshape),
            "Transpose", OperatorRule.of(ShapeRules::transpose),
            "Squeeze", OperatorRule.of(ShapeRules::squeeze),
            "Unsqueeze", OperatorRule.of(ShapeRules::unsqueeze));

    private ShapeRules() {}

    private static Operand transpose(OperatorCall call) {
        Operand x = call.input(0);
        List<Integer> reversed = new ArrayList<>();
        for (int axis = call.layers().rank(x) - 1; axis >= 0; axis--) {
            reversed.add(axis);
        }
        return call.layers()
                .permute(
                        x,
                        call.wholes("perm")
                                .map(axes -> axes.stream().map(Long::intValue).toList())
                                .orElse(reversed));
    }

    /** All dimensions before an axis become one, and all from it on. */
    private static Operand flatten(OperatorCall call) {
        Layers layers = call.layers();
        Operand x = call.input(0);
        int rank = layers.rank(x);
        long written = call.whole("axis", 1);
        int axis = (int) (written < 0 ? written + rank : written);
        List<Extent> extents = layers.extents(x);
        return new Reshaping(layers, x)
                .to(List.of(product(extents.subList(0, axis)), product(extents.subList(axis, rank))));
    }

    /** The product of dimensions, empty where it depends on lengths that vary. */
    private static Optional<Extent> product(List<Extent> extents) {
        if (extents.size() == 1) {
            return Optional.of(extents.get(0));
        }
        return extents.stream().allMatch(Extent::isFixed)
                ? Optional.of(Extent.of(extents.stream().mapToLong(Extent::max).reduce(1, Math::multiplyExact)))
                : Optional.empty();
    }

    private static Operand reshape(OperatorCall call) {
        Layers layers = call.layers();
        Operand x = call.input(0);
        if (x instanceof Operand.Sizes sizes) {
            return vector(call, sizes);
        }
        boolean zeroIsZero = call.flag("allowzero", false);
        List<Extent> own = layers.extents(x);
        List<Optional<Extent>> wanted = new ArrayList<>();
        for (Optional<Extent> extent : written(call)) {
            boolean copied = extent.filter(Extent.of(0)::equals).isPresent() && !zeroIsZero;
            wanted.add(copied ? Optional.of(own.get(wanted.size())) : extent);
        }
        return new Reshaping(layers, x).to(wanted);
    }

    /** Lengths are a vector as they are. */
    private static Operand vector(OperatorCall call, Operand.Sizes sizes) {
        call.ignore("allowzero");
        List<Long> wanted = call.wholesOrInput("shape", 1, 5).orElse(List.of());
        boolean same = wanted.equals(List.of(-1L))
                || wanted.equals(List.of((long) sizes.values().size()));
        if (!same) {
            throw new Unsupported("lengths that vary are laid out as " + wanted);
        }
        return SizeMath.known(call.outputName(0), new Operand.Sizes(sizes.values(), false));
    }

    /** The dimensions as they are asked for; -1 is empty. */
    private static List<Optional<Extent>> written(OperatorCall call) {
        if (call.version() >= 5 && call.input(1) instanceof Operand.Sizes sizes) {
            return SizeMath.laidOut(sizes);
        }
        List<Long> wholes = call.wholesOrInput("shape", 1, 5).orElse(Collections.emptyList());
        return wholes.stream()
                .map(size -> size == -1 ? Optional.<Extent>empty() : Optional.of(Extent.of(size)))
                .toList();
    }

    /** The dimensions of 1 at the axes, or all of them where none is named, are left out. */
    private static Operand squeeze(OperatorCall call) {
        Layers layers = call.layers();
        Operand x = call.input(0);
        List<Extent> extents = layers.extents(x);
        List<Integer> axes = new ArrayList<>();
        Optional<List<Long>> written = call.wholesOrInput("axes", 1, 13);
        if (written.isPresent()) {
            written.get().forEach(axis -> axes.add(layers.axis(x, axis)));
        } else {
            for (int i = 0; i < extents.size(); i++) {
                if (extents.get(i).equals(Extent.of(1))) {
                    axes.add(i);
                }
            }
        }
        axes.sort(Comparator.reverseOrder());
        Operand result = x;
        for (int axis : axes) {
            result = layers.squeeze(result, axis);
        }
        return result;
    }

    /** Dimensions of 1 at axes of the result. */
    private static Operand unsqueeze(OperatorCall call) {
        Layers layers = call.layers();
        Operand result = call.input(0);
        List<Long> written = call.wholesOrInput("axes", 1, 13).orElse(List.of());
        int rank = layers.rank(result) + written.size();
        List<Integer> axes =
                written.stream().map(axis -> Layers.axis(rank, axis)).sorted().toList();
        for (int axis : axes) {
            result = layers.unsqueeze(result, axis);
        }
        return result;
    }
}
