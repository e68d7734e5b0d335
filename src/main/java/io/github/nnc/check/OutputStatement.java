package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.model.Model;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code output}: lists the values that the caller receives. */
final class OutputStatement extends StatementType {

    OutputStatement() {
        super(
                "output",
                "Lists the values that the caller receives; without it the last value is the only one.",
                "input 3; hidden: dense 4 relu; answer: dense 2; output hidden, answer",
                new Form("output a", "the labelled value `a`"),
                new Form("output a, b", "both, which are the components of a record in Java"));
    }

    @Override
    boolean takesWord(int position) {
        return position == 0;
    }

    @Override
    Result apply(Step step) {
        step.refuseBody();
        ModelStatements.refuseLabel(step);
        if (!ModelStatements.inModel(step)) {
            return Result.of(step.arriving());
        }
        Optional<Span> earlier = step.builder().startOutputs(step.nameSpan());
        if (earlier.isPresent()) {
            step.reject(
                    Code.REPEATED_STATEMENT,
                    step.nameSpan(),
                    "the outputs are listed already, at "
                            + Report.line(earlier.get(), step.nameSpan().file()));
            return Result.of(step.arriving());
        }
        StatementArguments arguments = new StatementArguments(step);
        if (arguments.value().isEmpty()) {
            ModelStatements.missing(step, "labels, as in `output a, b`");
        }
        List<Model.Output> outputs = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Item item : arguments.value().map(value -> value.items()).orElse(List.of())) {
            FromStatement.label(step, item).ifPresent(label -> {
                if (names.contains(label.path())) {
                    step.reject(Code.DUPLICATE_ARGUMENT, item.span(), "`" + label.path() + "` is listed twice");
                }
                names.add(label.path());
                FromStatement.flow(step, label)
                        .value()
                        .ifPresent(value ->
                                outputs.add(new Model.Output(label.path(), value, Optional.empty(), item.span())));
            });
        }
        step.builder().setOutputs(outputs);
        return Result.of(step.arriving());
    }
}
