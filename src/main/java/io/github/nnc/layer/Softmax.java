package io.github.nnc.layer;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Step;
import java.util.List;
import java.util.OptionalLong;

/** {@code softmax}: exp(x) over the sum of all exp(x) along an axis. */
record Softmax(OptionalLong axis) implements SoftmaxFamily {

    static final LayerType TYPE = new LayerType(
            "softmax",
            "Numbers become probabilities, whose sum is 1.",
            "any shape to the same",
            "input 4; dense 3 softmax",
            LayerType.Role.ACTIVATION,
            false,
            List.of(AXIS),
            arguments -> new Softmax(arguments.optionalWhole("axis")));

    @Override
    public void normalise(Lowering lowering, Line line, Expression shifted) {
        Buffer exponentials = lowering.kernels().temporary("exp", lowering.inputShape());
        Buffer sum = line.temporary(lowering, "sum");
        Expression exponential = lowering.load(exponentials, line.all());
        lowering.kernels().map(line.all(), shifted.exp(), lowering.element(exponentials, line.all()));
        lowering.kernels()
                .reduce(
                        line.others(),
                        List.of(line.along()),
                        Step.Reduction.SUM,
                        exponential,
                        total -> total,
                        lowering.element(sum, line.others()));
        lowering.kernels()
                .map(line.all(), exponential.dividedBy(lowering.load(sum, line.others())), lowering.store(line.all()));
    }
}
