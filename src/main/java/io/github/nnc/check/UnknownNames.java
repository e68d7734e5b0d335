package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.diagnostic.NearNames;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Argument;
import io.github.nnc.syntax.Identifier;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Words the messages about names that nobody knows. */
final class UnknownNames {

    private UnknownNames() {}

    static Diagnostic statement(Identifier name, FileScope file) {
        Diagnostic unknown = Diagnostic.of(
                Code.UNKNOWN_NAME, name.span(), "there is no layer, block or statement `" + name.text() + "`");
        Collection<String> known = Known.statements(file);
        return ForeignNames.statement(name.text(), known)
                .map(here -> unknown.withHelp("it is called `" + here + "` here", new Edit(name.span(), here)))
                .orElseGet(() -> near(unknown, name.text(), known, name.span()));
    }

    static Diagnostic argument(Argument argument, String owner, Collection<String> known) {
        return argument(argument, owner, known, List.of());
    }

    /** {@code tensors} may be named as well. */
    static Diagnostic argument(Argument argument, String owner, Collection<String> known, Collection<String> tensors) {
        Identifier key = argument.key().orElseThrow();
        Diagnostic unknown = Diagnostic.of(
                Code.UNKNOWN_ARGUMENT, key.span(), "`" + owner + "` has no argument `" + key.text() + "`");
        if (ForeignNames.INFERRED.contains(key.text())) {
            return unknown.withHelp(
                    "leave it out: it follows from the shape that arrives", new Edit(argument.span(), ""));
        }
        Optional<String> here = ForeignNames.argument(key.text(), known);
        if (here.isPresent()) {
            return unknown.withHelp("it is called `" + here.get() + "` here", new Edit(key.span(), here.get()));
        }
        Diagnostic parameter = near(unknown, key.text(), known, key.span());
        Diagnostic near = parameter.helps().isEmpty() ? near(unknown, key.text(), tensors, key.span()) : parameter;
        return near.helps().isEmpty() ? near.withNote(list(owner, known)) : near;
    }

    /** The argument that an unknown key stands for, if it has a name here that is another one or spelled almost alike. */
    static Optional<String> meant(String key, Collection<String> known) {
        return ForeignNames.INFERRED.contains(key)
                ? Optional.empty()
                : ForeignNames.argument(key, known).or(() -> NearNames.closest(key, known));
    }

    static Diagnostic word(String word, Span span, String message, Collection<String> known) {
        return near(Diagnostic.of(Code.UNKNOWN_WORD, span, message), word, known, span);
    }

    private static Diagnostic near(Diagnostic unknown, String name, Collection<String> known, Span span) {
        return NearNames.closest(name, known)
                .map(near -> unknown.withHelp("did you mean `" + near + "`?", new Edit(span, near)))
                .orElse(unknown);
    }

    private static String list(String owner, Collection<String> known) {
        return known.isEmpty()
                ? "`" + owner + "` takes no arguments by name"
                : "its arguments are `" + String.join("`, `", known) + "`";
    }
}
