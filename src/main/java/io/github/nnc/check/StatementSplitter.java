package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Parameter;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Argument;
import io.github.nnc.syntax.Identifier;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the places where a {@code ;} was forgotten. To the grammar {@code dense 4 relu dense 2} is one statement; here it
 * becomes two, with a diagnostic, and checking goes on as if it had been written.
 */
final class StatementSplitter {

    private final Report report;

    StatementSplitter(Report report) {
        this.report = report;
    }

    /** The statements that were meant, in order; one where nothing is missing. */
    List<Statement.Call> split(Statement.Call written, Frame frame) {
        List<Statement.Call> calls = new ArrayList<>();
        Statement.Call rest = written;
        for (OptionalInt at = firstForeign(rest, frame); at.isPresent(); at = firstForeign(rest, frame)) {
            calls.add(before(rest, at.getAsInt()));
            rest = from(rest, at.getAsInt());
        }
        calls.add(rest);
        return calls;
    }

    private OptionalInt firstForeign(Statement.Call call, Frame frame) {
        String name = call.name().text();
        Optional<FileScope.Block> block = frame.file().block(name);
        Optional<StatementType> statement = block.isPresent() ? Optional.empty() : StatementCatalog.find(name);
        Optional<LayerType> layer =
                block.isPresent() || statement.isPresent() ? Optional.empty() : LayerCatalog.find(name);
        if (layer.isPresent()) {
            return inLayer(call, layer.get(), frame);
        }
        int positional = 0;
        for (int at = 0; at < call.arguments().size(); at++) {
            Argument argument = call.arguments().get(at);
            Optional<String> word = word(argument, frame);
            if (word.isPresent() && Known.beginsStatement(word.get(), frame.file())) {
                boolean taken = block.isPresent()
                        ? positional < block.get().declaration().parameters().size()
                                && (isLabel(word.get(), frame) || Known.isActivation(word.get()))
                        : statement.isPresent()
                                ? isTaken(call, statement.get(), word.get(), positional)
                                // what an unknown name takes is unknown: its own error is enough
                                : Known.isActivation(word.get());
                if (!taken) {
                    reportMissing(call, at, frame);
                    return OptionalInt.of(at);
                }
            }
            positional += argument.key().isPresent() ? 0 : 1;
        }
        return OptionalInt.empty();
    }

    // an activation has no body, so that the one behind it belongs to the statement
    private static boolean isTaken(Statement.Call call, StatementType type, String word, int position) {
        return type.takesWord(position) || type.takesBody() && call.body().isPresent() && Known.isActivation(word);
    }

    private OptionalInt inLayer(Statement.Call call, LayerType type, Frame frame) {
        long places =
                type.parameters().stream().filter(ArgumentBinder::isPositional).count();
        int activation = -1;
        for (int at = 0; at < call.arguments().size(); at++) {
            Argument argument = call.arguments().get(at);
            Optional<String> word = word(argument, frame);
            if (word.isEmpty()) {
                places -= argument.key().isPresent() ? 0 : 1;
                if (activation >= 0 && belongsToActivation(call, activation, argument, type, places)) {
                    reportActivation(call, activation, frame);
                    return OptionalInt.of(activation);
                }
            } else if (isOperand(word.get(), type, frame) || Known.isOption(word.get(), type)) {
                continue;
            } else if (type.takesActivation() && activation < 0 && Known.isActivation(word.get())) {
                activation = at;
            } else if (Known.beginsStatement(word.get(), frame.file())) {
                reportMissing(call, at, frame);
                return OptionalInt.of(at);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean belongsToActivation(
            Statement.Call call, int at, Argument argument, LayerType type, long places) {
        String name = ((Item.Path) call.arguments().get(at).value().items().get(0))
                .parts()
                .get(0);
        List<Parameter> parameters = LayerCatalog.find(name).orElseThrow().parameters();
        if (argument.key().isEmpty()) {
            return places < 0 && parameters.stream().anyMatch(ArgumentBinder::isPositional);
        }
        String key = argument.key().get().text();
        return type.parameter(key).isEmpty()
                && parameters.stream().anyMatch(p -> p.name().equals(key));
    }

    private static boolean isOperand(String word, LayerType type, Frame frame) {
        return type.role() == LayerType.Role.JOIN && isLabel(word, frame);
    }

    private static boolean isLabel(String word, Frame frame) {
        return frame.labels().lookup(word).isPresent();
    }

    /** A bare word that is neither parameter nor constant nor {@code in}. */
    private static Optional<String> word(Argument argument, Frame frame) {
        if (argument.key().isPresent() || argument.value().isList()) {
            return Optional.empty();
        }
        if (argument.value().items().get(0) instanceof Item.Path path && path.isWord()) {
            String word = path.parts().get(0);
            boolean bound = frame.bindings().containsKey(word)
                    || frame.file().constant(word).isPresent()
                    || word.equals(Evaluator.IN);
            return bound ? Optional.empty() : Optional.of(word);
        }
        return Optional.empty();
    }

    private void reportMissing(Statement.Call call, int at, Frame frame) {
        Span word = call.arguments().get(at).span();
        report.add(
                frame,
                Diagnostic.of(Code.MISSING_SEMICOLON, word, "missing `;` before `" + word.text() + "`")
                        .withHelp("put `;` before it", new Edit(end(call, at).after(), ";")));
    }

    private void reportActivation(Statement.Call call, int at, Frame frame) {
        Span word = call.arguments().get(at).span();
        report.add(
                frame,
                Diagnostic.of(
                                Code.ACTIVATION_ARGUMENTS,
                                word,
                                "`" + word.text() + "` has arguments, so it must be a statement of its own")
                        .withHelp("put `;` before it", new Edit(end(call, at).after(), ";")));
    }

    private static Span end(Statement.Call call, int at) {
        return at == 0 ? call.name().span() : call.arguments().get(at - 1).span();
    }

    private static Statement.Call before(Statement.Call call, int at) {
        return new Statement.Call(
                call.label(),
                call.name(),
                call.arguments().subList(0, at),
                Optional.empty(),
                call.documentation(),
                call.span().file().span(call.span().start(), end(call, at).end()));
    }

    private static Statement.Call from(Statement.Call call, int at) {
        Span word = call.arguments().get(at).span();
        return new Statement.Call(
                Optional.empty(),
                new Identifier(word.text(), word),
                call.arguments().subList(at + 1, call.arguments().size()),
                call.body(),
                Optional.empty(),
                word.file().span(word.start(), call.span().end()));
    }
}
