package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A join of two operands that stretch over each other; constants alone are computed at once. */
record Joining(Layers layers, String layer) {

    private static final Set<String> COMMUTATIVE = Set.of("add", "mul", "maximum", "minimum");

    Operand of(Operand left, Operand right) {
        if (left instanceof Operand.Constant first && right instanceof Operand.Constant second) {
            return new Operand.Constant(layers.nextName(), TensorMath.join(layer, first.tensor(), second.tensor()));
        }
        if (isSizes(left, right) || isSizes(right, left)) {
            return SizeMath.join(layer, SizeMath.sizes(left), SizeMath.sizes(right));
        }
        if (layer.equals("add") && left instanceof Flowing && isMask(right)) {
            return of(left, hiding(right));
        }
        if (isCut(left, right) || isCut(right, left)) {
            return new Cutting(layers).join(layer, left, right);
        }
        if (left instanceof Operand.Cut && COMMUTATIVE.contains(layer)) {
            return of(right, left);
        }
        if (layer.equals("add") && left instanceof Flowing tokens && right instanceof Operand.Cut table) {
            return new Cutting(layers).added(tokens, table).orElseGet(() -> stretched(List.of(left, right)));
        }
        if (left instanceof Operand.Constant && COMMUTATIVE.contains(layer)) {
            return of(right, left);
        }
        if (right instanceof Operand.Constant constant && isNumber(constant) && !enlarges(constant, left)) {
            Flowing x = layers.flowing(left);
            if (changesNothing(Tensors.number(constant.tensor()))) {
                return x;
            }
            return layers.layer(layer)
                    .number(Tensors.number(constant.tensor()))
                    .input(x)
                    .batch(x.batch())
                    .one();
        }
        return stretched(List.of(left, right));
    }

    private boolean changesNothing(double number) {
        return switch (layer) {
            case "add", "sub" -> number == 0;
            case "mul", "div", "pow" -> number == 1;
            default -> false;
        };
    }

    /** Whether a constant hides by minus infinity, which weight files cannot hold, what others are to be left of. */
    private static boolean isMask(Operand operand) {
        Operand whole = operand instanceof Operand.Cut cut ? cut.whole() : operand;
        return whole instanceof Operand.Constant constant
                && constant.tensor().type().isFloating()
                && TensorMath.hides(constant.tensor());
    }

    /** With the lowest number in the place of minus infinity: e to the power of both is 0. */
    private Operand hiding(Operand operand) {
        Operand.Constant whole = operand instanceof Operand.Cut cut ? cut.whole() : (Operand.Constant) operand;
        Operand.Constant mask = new Operand.Constant(whole.name(), TensorMath.lowest(whole.tensor()));
        return operand instanceof Operand.Cut cut ? new Operand.Cut(mask, cut.extents()) : mask;
    }

    private static boolean isCut(Operand operand, Operand other) {
        return operand instanceof Operand.Cut && (other instanceof Operand.Constant || other instanceof Operand.Cut);
    }

    private static boolean isSizes(Operand operand, Operand other) {
        return operand instanceof Operand.Sizes && !(other instanceof Flowing);
    }

    private static boolean isNumber(Operand.Constant constant) {
        return constant.tensor().size() == 1 && Double.isFinite(Tensors.number(constant.tensor()));
    }

    private boolean enlarges(Operand.Constant constant, Operand other) {
        return constant.extents().size() > layers.rank(other);
    }

    /** All without the batch, which stands at the same place counted from the end, or in some of them only. */
    Flowing stretched(List<Operand> operands) {
        int fromEnd = operands.stream().mapToInt(this::fromEnd).max().orElseThrow();
        int rank = operands.stream().mapToInt(layers::rank).max().orElseThrow();
        List<Operand> aligned =
                operands.stream().map(operand -> without(operand, fromEnd)).toList();
        int inner = aligned.stream().mapToInt(this::inner).max().orElseThrow();
        LayerBuilder join = layers.layer(layer);
        aligned.forEach(operand -> join.input(lengthened(operand, inner)));
        return join.batch(fromEnd == 0 ? -1 : rank - fromEnd).one();
    }

    /** How many dimensions an example has. */
    private int inner(Operand operand) {
        return layers.rank(operand) - (fromEnd(operand) == 0 ? 0 : 1);
    }

    /** With dimensions of 1 in front, as many as it takes. */
    private Flowing lengthened(Operand operand, int rank) {
        int missing = rank - inner(operand);
        if (missing == 0) {
            return layers.flowing(operand);
        }
        if (operand instanceof Operand.Cut) {
            return lengthened(layers.unsqueeze(operand, 0), rank);
        }
        List<Extent> extents = new ArrayList<>(Collections.nCopies(missing, Extent.of(1)));
        if (operand instanceof Operand.Constant constant) {
            extents.addAll(layers.extents(constant));
            return layers.flowing(
                    layers.shaped(constant, extents.stream().map(Extent::max).toList()));
        }
        Flowing x = layers.flowing(operand);
        extents.addAll(x.shape().extents());
        return layers.inside(x, extents.stream().map(Optional::of).toList());
    }

    /** The place of the batch counted from the end, from 1; 0 where there is none. */
    private int fromEnd(Operand operand) {
        return operand instanceof Flowing flowing && flowing.isBatched() ? flowing.rank() - flowing.batch() : 0;
    }

    /** An operand that has no dimension where the other one has the batch. */
    private Operand without(Operand operand, int fromEnd) {
        int own = fromEnd(operand);
        if (own == fromEnd || layers.rank(operand) < fromEnd) {
            return operand;
        }
        List<Extent> extents = new ArrayList<>(layers.extents(operand));
        int place = extents.size() - fromEnd;
        if (own != 0 || !extents.get(place).equals(Extent.of(1))) {
            throw new MixesBatch(layers.origin());
        }
        return layers.squeeze(operand, place);
    }
}
