package io.github.nnc.layer;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Expression.UnaryOperator;
import io.github.nnc.kernel.Step;
import java.util.List;
import java.util.OptionalLong;

/** {@code log_softmax}: the logarithm of softmax, without the rounding of the way through probabilities. */
record LogSoftmax(OptionalLong axis) implements SoftmaxFamily {

    static final LayerType TYPE = new LayerType(
            "log_softmax",
            "Numbers become logarithms of probabilities.",
            "any shape to the same",
            "input 4; dense 3 log_softmax",
            LayerType.Role.ACTIVATION,
            false,
            List.of(AXIS),
            arguments -> new LogSoftmax(arguments.optionalWhole("axis")));

    @Override
    public void normalise(Lowering lowering, Line line, Expression shifted) {
        Buffer logarithm = line.temporary(lowering, "log");
        lowering.kernels()
                .reduce(
                        line.others(),
                        List.of(line.along()),
                        Step.Reduction.SUM,
                        shifted.exp(),
                        total -> total.apply(UnaryOperator.LOG),
                        lowering.element(logarithm, line.others()));
        lowering.kernels()
                .map(line.all(), shifted.minus(lowering.load(logarithm, line.others())), lowering.store(line.all()));
    }
}
