package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.OptionalDouble;

/** {@code pow}: a to the power b, element by element; of a number below 0 only whole powers exist, others are NaN. */
record Pow(OptionalDouble number) implements ElementwiseJoin {

    static final LayerType TYPE = LayerType.elementwiseJoin(
            "pow",
            "The first value to the power of the others, element by element; below 0 only whole powers exist, others"
                    + " are NaN.",
            "input 3; pow 2",
            Parameter.real("exponent", "the power, a number of any sign"),
            Pow::new);

    /** A square is a product, which rounds once and needs no call. */
    @Override
    public Expression combine(Expression left, Expression right) {
        return right instanceof Expression.Constant power && power.value() == 2
                ? left.times(left)
                : new Expression.Binary(Expression.BinaryOperator.POWER, left, right);
    }
}
