package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Identifier;
import io.github.nnc.syntax.Statement;
import java.util.Optional;

/** Gives names to modules by section 4 of the language, and reports names that are given out twice. */
final class Names {

    private Names() {}

    /** The name of a statement: its label, otherwise kind and number. */
    static Module of(Report report, Frame frame, Optional<Identifier> label, String kind, Span span) {
        if (label.isEmpty()) {
            ModuleScope.Naming naming = frame.modules().numbered(kind, span);
            naming.earlier().ifPresent(claim -> report.add(frame, likeNumbered(claim.span(), naming.module(), span)));
            return naming.module();
        }
        Identifier name = label.get();
        ModuleScope.Naming naming = frame.repetition() > 0
                ? frame.modules().repeated(name)
                : frame.modules().labelled(name);
        Optional<Identifier> other = frame.labels().otherDefinition(name);
        if (other.isPresent()) {
            report.add(
                    frame,
                    Diagnostic.of(
                            Code.DUPLICATE_LABEL,
                            name.span(),
                            "there is a label `" + name.text() + "` in this scope already, at "
                                    + Report.line(
                                            other.get().span(), name.span().file())));
        } else {
            naming.earlier().ifPresent(claim -> report.add(taken(frame, name, claim)));
        }
        return naming.module();
    }

    private static Diagnostic taken(Frame frame, Identifier name, ModuleScope.Claim claim) {
        if (claim.numbered()) {
            return likeNumberedBy(name, claim);
        }
        if (frame.inlined().isEmpty()) {
            return Diagnostic.of(
                            Code.DUPLICATE_MODULE,
                            name.span(),
                            "`" + name.text() + "` would be the name of two modules in a weight file")
                    .withNote("the other one is labelled at "
                            + Report.line(claim.span(), name.span().file())
                            + ", in a block call that stands alone in its `< >` and so adds nothing to the name");
        }
        Statement.Call call = frame.inlined().get();
        return Diagnostic.of(
                        Code.DUPLICATE_MODULE,
                        call.span(),
                        "the modules inside `" + call.name().text()
                                + "` would have the names of others in a weight file")
                .withNote("a block call that stands alone in its `< >` adds nothing to the names inside, and `"
                        + name.text() + "` is there already")
                .withHelp("label the block", new Edit(call.span().before(), "second: "));
    }

    private static Diagnostic likeNumberedBy(Identifier name, ModuleScope.Claim claim) {
        return Diagnostic.of(
                Code.LABEL_LIKE_NUMBERED,
                name.span(),
                "the label `" + name.text() + "` is also the name of an unlabelled statement, `"
                        + claim.span().quoted() + "` at "
                        + Report.line(claim.span(), name.span().file()));
    }

    private static Diagnostic likeNumbered(Span label, Module module, Span unlabelled) {
        String path = module.path();
        return Diagnostic.of(
                Code.LABEL_LIKE_NUMBERED,
                label,
                "the label `" + path.substring(path.lastIndexOf('.') + 1)
                        + "` is also the name of an unlabelled statement, `" + unlabelled.quoted() + "` at "
                        + Report.line(unlabelled, label.file()));
    }
}
