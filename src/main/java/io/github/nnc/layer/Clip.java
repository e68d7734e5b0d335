package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Expression;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.OptionalDouble;

/** {@code clip}: no number below a minimum, none above a maximum; PyTorch's {@code clip}. */
record Clip(OptionalDouble least, OptionalDouble most) implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "clip",
            "Numbers below `min` become `min`, those above `max` become `max`.",
            "any shape to the same",
            "input 3; clip 0 1",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    Parameter.real("min", "the smallest number that is left as it is; none without it")
                            .optional(),
                    Parameter.real("max", "the largest number that is left as it is; none without it")
                            .optional()),
            arguments -> new Clip(arguments.optionalReal("min"), arguments.optionalReal("max")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (least.isEmpty() && most.isEmpty()) {
            return inference.rejectArguments(
                    Diagnostic.of(Code.MISSING_ARGUMENT, inference.place(), "`clip` needs `min`, `max` or both")
                            .withHelp("write `clip 0 1`, `clip min=0` or `clip max=1`"));
        }
        if (least.isPresent() && most.isPresent() && least.getAsDouble() > most.getAsDouble()) {
            return inference.rejectArguments(crossed(inference));
        }
        return Elementwise.super.outputs(inference);
    }

    private Diagnostic crossed(Inference inference) {
        String lower = Parameter.text(least.getAsDouble());
        String upper = Parameter.text(most.getAsDouble());
        return Diagnostic.of(
                        Code.OUT_OF_RANGE,
                        inference.place("max"),
                        "`clip` needs a max not below its min, but " + upper + " is below " + lower)
                .withHelp(
                        "exchange them: `min=" + upper + " max=" + lower + "`",
                        inference.argument("min", upper),
                        inference.argument("max", lower));
    }

    @Override
    public Expression apply(Expression x) {
        Expression above = least.isPresent() ? x.maximum(Expression.constant(least.getAsDouble())) : x;
        return most.isPresent() ? above.minimum(Expression.constant(most.getAsDouble())) : above;
    }
}
