package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Expression;
import io.github.nnc.tensor.TensorType;
import java.util.List;

/** {@code hard_tanh}: min(max(x, min_val), max_val). */
record HardTanh(double least, double most) implements Elementwise {

    static final LayerType TYPE = LayerType.activation(
            "hard_tanh",
            "The number itself between two bounds, otherwise the nearer of them.",
            List.of(Parameter.real("min_val", -1, "the lower bound"), Parameter.real("max_val", 1, "the upper bound")),
            arguments -> new HardTanh(arguments.real("min_val"), arguments.real("max_val")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (least >= most) {
            return inference.rejectArguments(misfit(inference));
        }
        return Elementwise.super.outputs(inference);
    }

    private Diagnostic misfit(Inference inference) {
        String lower = Parameter.text(least);
        String upper = Parameter.text(most);
        Diagnostic misfit = Diagnostic.of(
                Code.OUT_OF_RANGE,
                inference.place("max_val"),
                "`hard_tanh` needs a max_val above its min_val, but " + upper + " is not above " + lower);
        return least == most
                ? misfit.withHelp("write different bounds")
                : misfit.withHelp(
                        "exchange them: `min_val=" + upper + " max_val=" + lower + "`",
                        inference.argument("min_val", upper),
                        inference.argument("max_val", lower));
    }

    @Override
    public Expression apply(Expression x) {
        return x.maximum(constant(least)).minimum(constant(most));
    }
}
