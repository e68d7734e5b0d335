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
 */
public record ClassRequest(
        String packageName,
        Model model,
        Program program,
        Optional<List<float[]>> bundled,
        Optional<String> resourceRoot,
        Target target,
        Thresholds thresholds) {

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
        return new ClassRequest(packageName, model, program, bundled, resourceRoot, other, thresholds);
    }
}
