package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.Value;
import java.util.Optional;

/** {@code from}: the chain goes on from a label. */
final class FromStatement extends StatementType {

    FromStatement() {
        super(
                "from",
                "The chain goes on from a labelled value.",
                "a: input 3; b: input 4; from a; dense 4; add b",
                new Form("from a", "from the value that has the label `a`"),
                new Form("from enc.3.skip", "from the label `skip` in the repetition 3 of `enc`"),
                new Form("from enc.*.skip", "alone in the branch of a join: from that label in every repetition"));
    }

    @Override
    boolean takesWord(int position) {
        return position == 0;
    }

    @Override
    Result apply(Step step) {
        step.refuseBody();
        step.call()
                .label()
                .ifPresent(label -> Names.of(
                        step.report(),
                        step.frame(),
                        step.call().label(),
                        name(),
                        step.call().span()));
        return label(step).map(labelled -> Result.of(flow(step, labelled))).orElse(Result.UNKNOWN);
    }

    /** The label that the statement names, alone; reported where there is none. */
    static Optional<Datum.Labelled> label(Step step) {
        StatementArguments arguments = new StatementArguments(step);
        if (arguments.value().isEmpty()) {
            ModelStatements.missing(
                    step, "a label, as in `" + step.call().name().text() + " a`");
            return Optional.empty();
        }
        Value value = arguments.value().get();
        if (value.isList()) {
            Commas.refuse(step, value);
            return Optional.empty();
        }
        return label(step, value.items().get(0));
    }

    static Optional<Datum.Labelled> label(Step step, Item item) {
        if (!(item instanceof Item.Path path)) {
            step.reject(
                    Code.WRONG_KIND,
                    item.span(),
                    "`" + step.call().name().text() + "` takes a label, but this is `"
                            + item.span().text() + "`");
            return Optional.empty();
        }
        Optional<Datum.Labelled> found = new Paths(step.report(), step.frame()).resolve(path);
        if (found.isPresent() && found.get().several()) {
            step.reject(wildcard(item.span()));
            return Optional.empty();
        }
        return found;
    }

    /** The value of one label. */
    static Flow flow(Step step, Datum.Labelled labelled) {
        Result result = labelled.results().get(0);
        if (result.flow().isPresent()) {
            return result.flow().get();
        }
        String last = labelled.path() + "." + (result.repetitions().size() - 1);
        step.reject(Diagnostic.of(
                        Code.REPETITION,
                        step.nameSpan(),
                        "`" + labelled.path() + "` is repeated, so it names several values")
                .withHelp("write `" + last + "` for the last one"));
        return Flow.Absent.UNKNOWN;
    }

    static Diagnostic wildcard(Span span) {
        return Diagnostic.of(
                        Code.WILDCARD, span, "`" + span.quoted() + "` names several values, but one is expected here")
                .withHelp("in the branch of a join, `from` such a path alone brings all of them");
    }
}
