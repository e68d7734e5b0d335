package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.Value;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** What the statements that are not layers have in common. */
final class ModelStatements {

    private ModelStatements() {}

    /** Whether the statement stands in the model itself; reports it where it does not. */
    static boolean inModel(Step step) {
        if (step.frame().place() == Frame.Place.MODEL && step.frame().repetition() == 0) {
            return true;
        }
        String place = switch (step.frame().place()) {
            case BLOCK -> "a block";
            case SCOPE -> "labelled structure";
            default -> "a repetition";
        };
        step.reject(
                Code.MISPLACED_STATEMENT,
                step.nameSpan(),
                "`" + step.call().name().text() + "` belongs to the model itself, but stands in " + place);
        return false;
    }

    /** Reports a label on a statement that makes no value. */
    static void refuseLabel(Step step) {
        step.call().label().ifPresent(label -> {
            int start = label.span().start();
            Span written = label.span().file().span(start, step.nameSpan().start());
            step.reject(Diagnostic.of(
                            Code.LABEL_WITHOUT_VALUE,
                            label.span(),
                            "`" + step.call().name().text() + "` makes no value that `" + label.text()
                                    + "` could be the label of")
                    .withHelp("leave the label out", new Edit(written, "")));
        });
    }

    /** The sizes that a statement is given. */
    static Optional<Shape> shape(Step step, Value written) {
        String name = step.call().name().text();
        if (written.isList()) {
            Commas.refuse(step, written);
            return Optional.empty();
        }
        Item item = written.items().get(0);
        Datum datum = step.evaluator().item(item);
        if (datum == Datum.Unknown.UNKNOWN) {
            return Optional.empty();
        }
        if (datum instanceof Datum.Word word) {
            step.reject(UnknownNames.word(
                    word.value(),
                    item.span(),
                    "`" + word.value() + "` is neither a parameter nor a constant",
                    step.frame().file().constantNames()));
            return Optional.empty();
        }
        Optional<List<Optional<Extent>>> extents = new ArgumentConverter(step, name)
                .extents(datum, item.span(), () -> "`" + name + "` takes sizes, as in `1x28x28`, but this is " + datum);
        if (extents.isPresent() && extents.get().contains(Optional.<Extent>empty())) {
            step.reject(
                    Code.MISPLACED_QUESTION_MARK,
                    item.span(),
                    "`" + name + "` cannot infer a size: `?` stands in `reshape` only");
            return Optional.empty();
        }
        return extents.map(
                list -> new Shape(list.stream().flatMap(Optional::stream).toList()));
    }

    /** A whole number within bounds. */
    static Optional<Long> whole(Step step, String key, Value written, long least, long most) {
        Datum datum = step.evaluator().value(written);
        if (datum instanceof Datum.Whole whole) {
            if (whole.value() >= least && whole.value() <= most) {
                return Optional.of(whole.value());
            }
            step.reject(
                    Code.OUT_OF_RANGE,
                    written.span(),
                    "`" + key + "` of `" + step.call().name().text() + "` must be from " + least + " to " + most
                            + ", but this is " + whole.value());
        } else if (datum != Datum.Unknown.UNKNOWN) {
            step.reject(
                    Code.WRONG_KIND,
                    written.span(),
                    "`" + key + "` of `" + step.call().name().text() + "` takes a whole number, but this is " + datum);
        }
        return Optional.empty();
    }

    /** Reports an argument that is left out. */
    static void missing(Step step, String what) {
        step.reject(
                Code.MISSING_ARGUMENT, step.nameSpan(), "`" + step.call().name().text() + "` needs " + what);
    }
}
