package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.model.Value;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Item;
import io.github.nnc.tensor.Extent;
import java.util.List;
import java.util.Optional;

/** {@code labels}: names the entries of the value before it. */
final class LabelsStatement extends StatementType {

    private static final String FILE = "file";

    LabelsStatement() {
        super(
                "labels",
                "Names the entries of an output, along its last dimension.",
                "input 3; dense 2 softmax; labels cat, dog",
                new Form("labels cat, dog", "words, or texts in double quotes"),
                new Form("labels 0..9", "the numbers of a range, both ends included"),
                new Form("labels file=\"imagenet.txt\"", "a text file of one label a line, relative to this file"));
    }

    @Override
    boolean takesWord(int position) {
        return position == 0;
    }

    @Override
    Result apply(Step step) {
        step.refuseBody();
        ModelStatements.refuseLabel(step);
        StatementArguments arguments = new StatementArguments(step, FILE);
        if (ModelStatements.inModel(step) && arguments.complete()) {
            Optional<List<String>> names = names(step, arguments);
            if (step.needsValue(step.arriving()) && names.isPresent()) {
                Value value = step.arriving().value().orElseThrow();
                attach(step, value, names.get(), place(step, arguments));
            }
        }
        return Result.of(step.arriving());
    }

    private static Span place(Step step, StatementArguments arguments) {
        return arguments
                .value()
                .or(() -> arguments.key(FILE))
                .map(written -> written.span())
                .orElse(step.nameSpan());
    }

    private static void attach(Step step, Value value, List<String> names, Span place) {
        if (value.type().shape().rank() == 0 || !value.type().shape().last().isFixed()) {
            step.reject(
                    Code.VARYING_LABELS,
                    step.nameSpan(),
                    "`labels` needs a last dimension of fixed length, but "
                            + value.type().shape() + " arrives");
            return;
        }
        Extent last = value.type().shape().last();
        if (last.max() != names.size()) {
            step.reject(Diagnostic.of(
                            Code.LABEL_COUNT,
                            place,
                            Report.plural(names.size(), "label") + " for " + Report.plural(last.max(), "value"))
                    .withNote(LayerInference.origin(value, place)));
            return;
        }
        step.builder()
                .label(value, new ModelBuilder.ClassLabels(names, step.nameSpan()))
                .ifPresent(earlier -> step.reject(
                        Code.REPEATED_STATEMENT,
                        step.nameSpan(),
                        "this value has labels already, at " + Report.line(earlier.span(), place.file())));
    }

    private static Optional<List<String>> names(Step step, StatementArguments arguments) {
        if (arguments.value().isPresent() == arguments.key(FILE).isPresent()) {
            ModelStatements.missing(step, "labels, as in `labels cat, dog`, or a file, `labels file=\"labels.txt\"`");
            return Optional.empty();
        }
        if (arguments.value().isPresent()) {
            return LabelNames.written(step, arguments.value().get().items());
        }
        List<Item> file = arguments.key(FILE).get().items();
        if (file.size() == 1 && file.get(0) instanceof Item.Text path) {
            return step.elaborator()
                    .labelFiles()
                    .read(step, path)
                    .flatMap(lines -> LabelNames.distinct(step, lines, path.span()));
        }
        step.reject(Code.WRONG_KIND, place(step, arguments), "`file` takes a path in double quotes");
        return Optional.empty();
    }
}
