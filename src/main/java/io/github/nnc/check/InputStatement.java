package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.model.Model;
import io.github.nnc.model.Value;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Identifier;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code input}: a value that the caller provides. */
final class InputStatement extends StatementType {

    private static final String TOKENS = "tokens";

    InputStatement() {
        super(
                "input",
                "A value that the caller provides; the chain starts anew with it.",
                "input 3; dense 2",
                new Form("input 3", "a vector of three numbers"),
                new Form("input 1x28x28", "an image: channels x height x width"),
                new Form("input 50x128", "tokens x features"),
                new Form("input (n x 128)", "the same, where `n` is a constant or a length that varies"),
                new Form("input n tokens=100", "a sequence of ids from 0 to 99"),
                new Form("input tokens=42", "one id from 0 to 41"));
    }

    @Override
    boolean takesWord(int position) {
        return false;
    }

    @Override
    Result apply(Step step) {
        step.refuseBody();
        Optional<Identifier> label = step.call().label();
        label.ifPresent(name ->
                Names.of(step.report(), step.frame(), label, name(), step.call().span()));
        if (!ModelStatements.inModel(step)) {
            return Result.UNKNOWN;
        }
        Optional<TensorType> type = type(step);
        if (type.isEmpty()) {
            step.builder().addUnknownInput();
            return Result.UNKNOWN;
        }
        Span span = step.call().span();
        Value value = new Value(type.get(), new Value.Origin(span, span.quoted(), Optional.empty()));
        step.builder()
                .addInput(new Model.Input(
                        label.map(Identifier::text).orElse(""),
                        value,
                        step.call().documentation(),
                        label.map(Identifier::span).orElse(step.nameSpan())));
        return Result.of(new Flow.Known(value));
    }

    private static Optional<TensorType> type(Step step) {
        StatementArguments arguments = new StatementArguments(step, TOKENS);
        Optional<Shape> shape = Optional.of(new Shape(List.of()));
        boolean ids = arguments.key(TOKENS).isPresent();
        if (arguments.value().isPresent()) {
            shape = ModelStatements.shape(step, arguments.value().get());
        } else if (!ids && arguments.complete()) {
            step.reject(
                    Code.MISSING_ARGUMENT,
                    step.nameSpan(),
                    "`input` needs its size, as in `input 3` or `input 1x28x28`");
            return Optional.empty();
        }
        if (!arguments.complete()) {
            return Optional.empty();
        }
        if (!ids) {
            return shape.map(TensorType::floats);
        }
        Optional<Shape> known = shape;
        return ModelStatements.whole(step, TOKENS, arguments.key(TOKENS).get(), 1, Integer.MAX_VALUE)
                .flatMap(tokens -> known.map(dimensions -> TensorType.ids(dimensions, tokens)));
    }
}
