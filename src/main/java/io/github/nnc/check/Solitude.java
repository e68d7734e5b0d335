package io.github.nnc.check;

import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Statement;

/**
 * Whether an unlabelled block call stands alone in its {@code < >}, so that it adds nothing to the names inside: it is
 * the only statement of its branch, and no other branch holds anything that would be named by kind and number.
 */
final class Solitude {

    private Solitude() {}

    static boolean isAlone(Body body, Body.Branch branch, FileScope file) {
        if (branch.statements().size() != 1
                || !isUnlabelledCall(branch.statements().get(0))) {
            return false;
        }
        return body.branches().stream().noneMatch(other -> other != branch && hasNumbered(other, file));
    }

    private static boolean isUnlabelledCall(Statement statement) {
        return statement instanceof Statement.Call && statement.label().isEmpty();
    }

    private static boolean hasNumbered(Body.Branch branch, FileScope file) {
        return branch.statements().stream().anyMatch(statement -> isNumbered(statement, file));
    }

    private static boolean isNumbered(Statement statement, FileScope file) {
        if (statement.label().isPresent()) {
            return false;
        }
        if (statement instanceof Statement.Group group) {
            return group.body().branches().stream().anyMatch(branch -> hasNumbered(branch, file));
        }
        if (!(statement instanceof Statement.Call call)) {
            return false;
        }
        String name = call.name().text();
        boolean named = file.block(name).isPresent()
                || StatementCatalog.find(name).isEmpty()
                        && LayerCatalog.find(name).isPresent()
                        && call.body().isEmpty();
        return named
                || call.body()
                        .map(inner -> inner.branches().stream().anyMatch(branch -> hasNumbered(branch, file)))
                        .orElse(false);
    }
}
