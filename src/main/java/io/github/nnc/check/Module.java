package io.github.nnc.check;

/**
 * A name for a layer or for a group of them.
 *
 * @param path the name of the nodes, unique in the model
 * @param tensors where its tensors are filed; differs from the path where the weights belong to another module
 * @param shared whether the tensors exist already, because this is another module applied again
 */
record Module(String path, String tensors, boolean shared) {

    static final Module ROOT = new Module("", "", false);

    Module child(String name) {
        return new Module(join(path, name), join(tensors, name), shared);
    }

    /** This module's nodes with another one's tensors. */
    Module sharing(Module owner) {
        return new Module(path, owner.tensors, true);
    }

    private static String join(String scope, String name) {
        return scope.isEmpty() ? name : scope + "." + name;
    }
}
