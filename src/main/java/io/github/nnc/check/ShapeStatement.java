package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.model.Value;
import io.github.nnc.source.Span;
import io.github.nnc.tensor.Shape;
import java.util.Optional;

/** {@code shape}: asserts the shape of the current value. */
final class ShapeStatement extends StatementType {

    ShapeStatement() {
        super(
                "shape",
                "Asserts the shape of the value that arrives, and leaves the value alone.",
                "input 2x3; flatten; shape 6; dense 2",
                new Form("shape 1152", "a vector of 1152 numbers arrives here"),
                new Form("shape 32x5x5", "an image of this size arrives here"));
    }

    @Override
    boolean takesWord(int position) {
        return false;
    }

    @Override
    Result apply(Step step) {
        step.refuseBody();
        ModelStatements.refuseLabel(step);
        StatementArguments arguments = new StatementArguments(step);
        if (arguments.value().isEmpty()) {
            if (arguments.complete()) {
                ModelStatements.missing(step, "the expected sizes, as in `shape 32x5x5`");
            }
            return Result.of(step.arriving());
        }
        Optional<Shape> expected = ModelStatements.shape(step, arguments.value().get());
        if (step.needsValue(step.arriving()) && expected.isPresent()) {
            Value value = step.arriving().value().orElseThrow();
            if (!value.type().shape().equals(expected.get())) {
                step.reject(mismatch(arguments.value().get().span(), value, expected.get()));
            }
        }
        return Result.of(step.arriving());
    }

    private static Diagnostic mismatch(Span place, Value value, Shape expected) {
        Shape actual = value.type().shape();
        Diagnostic misfit = Diagnostic.of(
                        Code.SHAPE_ASSERTION,
                        place,
                        "the shape should be " + expected + " here, but " + actual + " arrives")
                .withNote(LayerInference.origin(value, place));
        return actual.isFixed() && actual.rank() > 0
                ? misfit.withHelp("write `shape " + actual + "`", new Edit(place, actual.toString()))
                : misfit;
    }
}
