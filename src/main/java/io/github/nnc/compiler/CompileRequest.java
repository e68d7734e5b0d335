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
 */
public record CompileRequest(
        FileTree files,
        List<Source> sources,
        Optional<String> weights,
        boolean bundle,
        Optional<String> resourceRoot,
        Target target) {

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
        this(files, sources, weights, bundle, resourceRoot, Target.PLAIN);
    }

    /** The same for the vector target, or for the plain one. */
    public CompileRequest withVectors(boolean wanted) {
        return new CompileRequest(files, sources, weights, bundle, resourceRoot, wanted ? Target.VECTOR : Target.PLAIN);
    }

    /** One file; the package is empty for the unnamed one. */
    public record Source(String path, String packageName) {}
}
