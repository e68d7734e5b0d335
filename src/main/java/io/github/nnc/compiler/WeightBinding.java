package io.github.nnc.compiler;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.model.Model;
import io.github.nnc.source.FileTree;
import io.github.nnc.source.Span;
import io.github.nnc.weights.WeightBinder;
import java.util.List;
import java.util.Optional;

/** Finds the weight file of a model: the one given beside it, otherwise the one it names. */
final class WeightBinding {

    private WeightBinding() {}

    /**
     * The values of {@link Model#tensors}, in their order.
     *
     * @param given as the file tree knows it; a model that names no file needs it
     */
    static Optional<List<float[]>> bind(
            FileTree files, String source, Optional<String> given, Model model, Diagnostics diagnostics) {
        String prefix = model.weights().flatMap(Model.WeightFile::prefix).orElse("");
        Span place = model.weights().map(Model.WeightFile::span).orElse(model.span());
        String path = given.orElseGet(
                () -> files.resolve(source, model.weights().orElseThrow().path()));
        return new WeightBinder(files, diagnostics).bind(model, path, prefix, place);
    }
}
