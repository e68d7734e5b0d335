package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Statement;
import java.util.List;
import java.util.Optional;

/** {@code residual}: a body, and what went into it added to its result. */
final class ResidualStatement extends StatementType {

    ResidualStatement() {
        super(
                "residual",
                "Adds what arrives to what its body makes of it; the shapes must be equal.",
                "input 8; residual < dense 8 relu >",
                new Form("residual < … >", "the same as `add < … | >`"));
    }

    @Override
    boolean takesWord(int position) {
        return false;
    }

    @Override
    boolean takesBody() {
        return true;
    }

    @Override
    Result apply(Step step) {
        Statement.Call call = step.call();
        new StatementArguments(step).value().ifPresent(value -> step.reject(tooMany(call, value.span())));
        Module module = Names.of(step.report(), step.frame(), call.label(), name(), call.span());
        if (call.body().isEmpty()) {
            step.reject(Code.BODY_REQUIRED, step.nameSpan(), "`residual` needs a body, as in `residual < dense 8 >`");
            return Result.UNKNOWN;
        }
        Result.Again[] again = new Result.Again[1];
        again[0] = (as, value, calls) -> once(
                        new Step(step.elaborator(), call, step.frame().calledBy(calls), value, step.alone()), as)
                .withReuse(as, again[0]);
        return again[0].apply(module, step.arriving(), step.frame().caller());
    }

    private static Diagnostic tooMany(Statement.Call call, Span argument) {
        String word = argument.text();
        if (!Known.isActivation(word) || call.body().isEmpty()) {
            return Diagnostic.of(Code.TOO_MANY_ARGUMENTS, argument, "`residual` takes no arguments, only `< >`");
        }
        boolean spaced = argument.file().text().charAt(argument.start() - 1) == ' ';
        Span removed = argument.file().span(argument.start() - (spaced ? 1 : 0), argument.end());
        return Diagnostic.of(
                        Code.TOO_MANY_ARGUMENTS,
                        argument,
                        "`residual` takes no activation, only `< >`, but here is `" + word + "`")
                .withHelp(
                        "put `; " + word + "` behind the body",
                        new Edit(removed, ""),
                        new Edit(call.body().get().span().after(), "; " + word));
    }

    private static Result once(Step step, Module module) {
        Body body = step.call().body().orElseThrow();
        Optional<LabelScope> members =
                step.call().label().map(label -> step.frame().labels().inner(body));
        Frame frame = members.map(inside -> step.frame().scope(inside, module))
                .orElseGet(() -> step.frame().deeper());
        Flow inner = step.elaborator().body(body, frame, step.arriving());
        Flow sum = step.elaborator()
                .layers()
                .join(step, LayerCatalog.find("add").orElseThrow(), List.of(inner, step.arriving()), module);
        Result result = Result.of(sum);
        return members.map(result::withMembers).orElse(result);
    }
}
