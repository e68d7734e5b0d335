package io.github.nnc.bench.models;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import java.nio.file.Path;
import java.util.List;

/** Models as the checker has them. */
public final class Checked {

    private Checked() {}

    /** The only model of a file. */
    public static Model model(Path file) {
        CheckResult result = Compiler.check(
                new DiskFiles(file.getParent()), file.getFileName().toString());
        if (result.hasErrors()) {
            throw new IllegalStateException(result.diagnostics().toString());
        }
        return result.models().get(0);
    }

    /** How many numbers a value has; a length that varies is counted as one. */
    public static int size(List<Extent> extents) {
        return extents.stream()
                .mapToInt(extent -> extent.isFixed() ? (int) extent.max() : 1)
                .reduce(1, Math::multiplyExact);
    }

    /** The numbers of the only input. */
    public static int inputSize(Model model) {
        return size(model.inputs().get(0).value().type().shape().extents());
    }

    /** The numbers of the only output. */
    public static int outputSize(Model model) {
        return size(model.outputs().get(0).value().type().shape().extents());
    }
}
