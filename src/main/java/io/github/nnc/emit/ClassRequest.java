package io.github.nnc.emit;

import io.github.nnc.kernel.Program;
import io.github.nnc.lower.Thresholds;
import io.github.nnc.model.Model;
import java.util.List;
import java.util.Optional;

/**
 * What to make a class of.
 *
 * @param packageName empty for the unnamed package
 * @param program the model, lowered
 * @param bundled the values of {@link Model#tensors}, in their order, where the weights travel with the class
 * @param resourceRoot the group and artifact under which the native-image configuration is filed
 * @param target what kernels are written for
 * @param thresholds where one form of code takes over from another
 * @param parallel whether one of its methods spreads a single pass over threads
 */
public record ClassRequest(
        String packageName,
        Model model,
        Program program,
        Optional<List<float[]>> bundled,
        Optional<String> resourceRoot,
        Target target,
        Thresholds thresholds,
        boolean parallel) {

    /** A request for a class whose passes take one thread each. */
    public ClassRequest(
            String packageName,
            Model model,
            Program program,
            Optional<List<float[]>> bundled,
            Optional<String> resourceRoot,
            Target target,
            Thresholds thresholds) {
        this(packageName, model, program, bundled, resourceRoot, target, thresholds, false);
    }

    /** A request for the plain target. */
    public ClassRequest(
            String packageName,
            Model model,
            Program program,
            Optional<List<float[]>> bundled,
            Optional<String> resourceRoot) {
        this(packageName, model, program, bundled, resourceRoot, Target.PLAIN, Thresholds.MEASURED);
    }

    public ClassRequest with(Target other) {
        return new ClassRequest(packageName, model, program, bundled, resourceRoot, other, thresholds, parallel);
    }

    /** The same for a class one of whose methods spreads a pass over threads, or for one without. */
    public ClassRequest withParallel(boolean wanted) {
        return new ClassRequest(packageName, model, program, bundled, resourceRoot, target, thresholds, wanted);
    }
}
