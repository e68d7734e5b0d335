package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.model.Model;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.Value;
import java.util.Optional;

/** {@code weights}: names the file of the trained weights. */
final class WeightsStatement extends StatementType {

    private static final String PREFIX = "prefix";

    WeightsStatement() {
        super(
                "weights",
                "Names the file of the trained weights, relative to this file: safetensors or npz.",
                "input 3; dense 4",
                new Form("weights \"digits.safetensors\"", "the file that travels with the class"),
                new Form(
                        "weights \"bert.safetensors\" prefix=bert", "only the tensors whose names begin with `bert.`"));
    }

    @Override
    boolean takesWord(int position) {
        return false;
    }

    @Override
    Result apply(Step step) {
        step.refuseBody();
        ModelStatements.refuseLabel(step);
        StatementArguments arguments = new StatementArguments(step, PREFIX);
        if (!ModelStatements.inModel(step)) {
            return Result.of(step.arriving());
        }
        if (arguments.value().isEmpty()) {
            if (arguments.complete()) {
                ModelStatements.missing(step, "a path in double quotes, as in `weights \"digits.safetensors\"`");
            }
            return Result.of(step.arriving());
        }
        Value value = arguments.value().get();
        if (value.isList() || !(value.items().get(0) instanceof Item.Text path)) {
            step.reject(Code.WRONG_KIND, value.span(), "`weights` takes a path in double quotes");
            return Result.of(step.arriving());
        }
        Optional<String> prefix = arguments.key(PREFIX).flatMap(written -> prefix(step, written));
        Optional<Span> earlier = step.builder().setWeights(new Model.WeightFile(path.value(), prefix, path.span()));
        earlier.ifPresent(other -> step.reject(
                Code.REPEATED_STATEMENT,
                step.nameSpan(),
                "the weights are named already, at " + Report.line(other, other.file())));
        return Result.of(step.arriving());
    }

    private static Optional<String> prefix(Step step, Value written) {
        if (!written.isList() && written.items().get(0) instanceof Item.Text text) {
            return Optional.of(text.value());
        }
        if (!written.isList() && written.items().get(0) instanceof Item.Path path) {
            return Optional.of(String.join(".", path.parts()));
        }
        step.reject(Code.WRONG_KIND, written.span(), "`prefix` takes a name, as in `prefix=bert`");
        return Optional.empty();
    }
}
