package io.github.nnc.lower;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import java.math.BigInteger;
import java.util.List;

/**
 * What one call of a program costs, lengths at their largest.
 *
 * @param multiplyAdds iterations of all loops that reduce a product to a sum, exact at any size
 */
public record Cost(BigInteger multiplyAdds) {

    public static Cost of(Program program) {
        return new Cost(multiplyAdds(program.steps(), BigInteger.ONE));
    }

    private static BigInteger multiplyAdds(List<Step> steps, BigInteger times) {
        BigInteger sum = BigInteger.ZERO;
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                BigInteger inner = times.multiply(
                        BigInteger.valueOf(sequence.axis().extent().max()));
                sum = sum.add(multiplyAdds(sequence.steps(), inner));
            } else if (step instanceof Step.Nest nest && isContraction(nest)) {
                sum = sum.add(iterations(nest.parallel())
                        .multiply(iterations(nest.reduction()))
                        .multiply(times));
            }
        }
        return sum;
    }

    private static boolean isContraction(Step.Nest nest) {
        return nest.reduce() == Step.Reduction.SUM
                && nest.body() instanceof Expression.Binary product
                && product.operator() == Expression.BinaryOperator.MULTIPLY;
    }

    /** How often the body of a nest runs; the largest long stands for all that is larger. */
    static long iterations(Step.Nest nest) {
        BigInteger count = iterations(nest.parallel()).multiply(iterations(nest.reduction()));
        return count.bitLength() > 62 ? Long.MAX_VALUE / 1024 : count.longValueExact();
    }

    private static BigInteger iterations(List<Axis> axes) {
        return axes.stream()
                .map(axis -> BigInteger.valueOf(axis.extent().max()))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }
}
