package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Expression.UnaryOperator;
import io.github.nnc.kernel.Step;
import io.github.nnc.support.Exponential;
import io.github.nnc.support.Logarithm;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A transcendental function of each number of one temporary, written to another of the same shape: what can be computed
 * array by array.
 *
 * @param axes all dimensions of both, in their order
 */
public record FunctionMap(UnaryOperator function, Buffer from, Buffer to, List<Axis> axes) {

    private static final Set<UnaryOperator> FUNCTIONS = EnumSet.of(
            UnaryOperator.EXP,
            UnaryOperator.EXPM1,
            UnaryOperator.LOG,
            UnaryOperator.LOG1P,
            UnaryOperator.TANH,
            UnaryOperator.ERF);

    public FunctionMap {
        axes = List.copyOf(axes);
    }

    /** The function that a nest computes, where it has so many values that arrays are faster than one after another. */
    public static Optional<FunctionMap> of(Step.Nest nest, Thresholds thresholds) {
        return find(nest).filter(found -> thresholds.areManyForFunctions(found.axes()));
    }

    private static Optional<FunctionMap> find(Step.Nest nest) {
        if (nest.reduce() == Step.Reduction.NONE
                && nest.store() == Step.Store.ASSIGN
                && nest.epilogue() instanceof Expression.Reduced
                && isWhole(nest.target(), nest.parallel())
                && nest.body() instanceof Expression.Unary unary
                && FUNCTIONS.contains(unary.operator())
                && unary.operand() instanceof Expression.Load load
                && isWhole(load.access(), nest.parallel())) {
            return Optional.of(new FunctionMap(
                    unary.operator(), load.access().buffer(), nest.target().buffer(), nest.parallel()));
        }
        return Optional.empty();
    }

    /** Whether an operator is one of the functions that arrays are computed of. */
    static boolean isFunction(UnaryOperator operator) {
        return FUNCTIONS.contains(operator);
    }

    /** Whether an access walks through the whole of an array of numbers that begins at its index 0. */
    static boolean isWhole(Access access, List<Axis> axes) {
        return access.buffer().role() == Buffer.Role.TEMPORARY
                && access.buffer().element() == Buffer.Element.FLOAT
                && Uses.isIdentity(access, axes);
    }

    /** How many numbers it keeps on the way. */
    public long scratch() {
        return switch (function) {
            case EXP, EXPM1 -> Exponential.SCRATCH;
            case LOG, LOG1P -> Logarithm.SCRATCH;
            default -> 0;
        };
    }
}
