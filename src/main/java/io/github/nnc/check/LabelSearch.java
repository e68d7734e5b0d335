package io.github.nnc.check;

import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Identifier;
import io.github.nnc.syntax.Statement;
import java.util.Optional;

/** Looks for a label in text that has not been reached yet, to explain why it is not known. */
final class LabelSearch {

    private LabelSearch() {}

    /** The statement that will define a label in one of the scopes around. */
    static Optional<Identifier> find(LabelScope scope, String name) {
        for (Optional<LabelScope> at = Optional.of(scope);
                at.isPresent();
                at = at.get().around()) {
            Optional<Identifier> found = inBody(at.get().text(), name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Identifier> inBody(Body body, String name) {
        return body.branches().stream()
                .flatMap(branch -> branch.statements().stream())
                .map(statement -> inStatement(statement, name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Identifier> inStatement(Statement statement, String name) {
        Optional<Identifier> label = statement.label();
        if (label.isPresent()) {
            return label.filter(written -> written.text().equals(name));
        }
        if (statement instanceof Statement.Group group) {
            return inBody(group.body(), name);
        }
        return statement instanceof Statement.Call call
                ? call.body().flatMap(body -> inBody(body, name))
                : Optional.empty();
    }
}
