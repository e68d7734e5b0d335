package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Expression;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.OptionalDouble;

/** {@code div}: a / b, element by element. */
record Div(OptionalDouble number) implements ElementwiseJoin {

    static final LayerType TYPE =
            LayerType.elementwiseJoin("div", "The first value divided by the others, element by element.", Div::new);

    @Override
    public List<TensorType> outputs(Inference inference) {
        boolean zero = number.isPresent() && number.getAsDouble() == 0;
        return zero
                ? inference.rejectArguments(
                        Diagnostic.of(Code.DIVISION_BY_ZERO, inference.place("number"), "`div` divides by zero here"))
                : ElementwiseJoin.super.outputs(inference);
    }

    @Override
    public Expression combine(Expression left, Expression right) {
        return left.dividedBy(right);
    }
}
