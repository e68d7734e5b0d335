package io.github.nnc.check;

import io.github.nnc.source.Span;
import java.util.Optional;

/**
 * A name for a layer or for a group of them.
 *
 * @param path the name of the nodes, unique in the model
 * @param tensors where its tensors are filed; differs from the path where the weights belong to another module
 * @param reuse the statement that applies another module again, whose tensors exist already
 */
record Module(String path, String tensors, Optional<Span> reuse) {

    static final Module ROOT = new Module("", "", Optional.empty());

    Module child(String name) {
        return new Module(join(path, name), join(tensors, name), reuse);
    }

    /** This module's nodes with another one's tensors. */
    Module sharing(Module owner, Span statement) {
        return new Module(path, owner.tensors, Optional.of(statement));
    }

    private static String join(String scope, String name) {
        return scope.isEmpty() ? name : scope + "." + name;
    }
}
