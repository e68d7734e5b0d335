package io.github.nnc.compiler;

import io.github.nnc.emit.Target;
import io.github.nnc.source.FileTree;
import java.util.List;
import java.util.Optional;

/**
 * What to compile.
 *
 * @param files what may be read
 * @param sources each {@code .nn} file and the Java package of its classes
 * @param weights a weight file that takes the place of the one the models name
 * @param bundle whether the weights travel with the classes; without them there is no {@code load()}
 * @param resourceRoot the group and artifact under which the native-image configuration is filed, {@code com.example/app}
 * @param target what kernels are written for
 * @param parallel whether classes have a method that spreads a single pass over threads
 */
public record CompileRequest(
        FileTree files,
        List<Source> sources,
        Optional<String> weights,
        boolean bundle,
        Optional<String> resourceRoot,
        Target target,
        boolean parallel) {

    public CompileRequest {
        sources = List.copyOf(sources);
    }

    /** A request for the plain target. */
    public CompileRequest(
            FileTree files,
            List<Source> sources,
            Optional<String> weights,
            boolean bundle,
            Optional<String> resourceRoot) {
        this(files, sources, weights, bundle, resourceRoot, Target.PLAIN, false);
    }

    /** The same for the vector target, or for the plain one. */
    public CompileRequest withVectors(boolean wanted) {
        Target wished = wanted ? Target.VECTOR : Target.PLAIN;
        return new CompileRequest(files, sources, weights, bundle, resourceRoot, wished, parallel);
    }

    /** The same for classes with a method that spreads a single pass over threads, or without. */
    public CompileRequest withParallel(boolean wanted) {
        return new CompileRequest(files, sources, weights, bundle, resourceRoot, target, wanted);
    }

    /** One file; the package is empty for the unnamed one. */
    public record Source(String path, String packageName) {}
}
