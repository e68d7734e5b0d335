package io.github.nnc.weights;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.model.Model;
import io.github.nnc.source.FileTree;
import io.github.nnc.source.Span;
import io.github.nnc.support.TensorNode;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * Binds the tensors of a file to a model, or reports all that is wrong: what concerns a layer at the layer, what concerns
 * the file at the statement that names it.
 */
public final class WeightBinder {

    private final FileTree files;
    private final Diagnostics diagnostics;

    public WeightBinder(FileTree files, Diagnostics diagnostics) {
        this.files = files;
        this.diagnostics = diagnostics;
    }

    /**
     * Reads a weight file.
     *
     * @param path as the file tree knows it
     * @param prefix the scope of the file to look in, empty for all of it
     * @param place the statement, or whatever else names the file
     * @return the values of {@link Model#tensors}, in their order; empty where there was a problem
     */
    public Optional<List<float[]>> bind(Model model, String path, String prefix, Span place) {
        TensorNode tensors;
        try (SeekableByteChannel channel = files.open(path)) {
            tensors = WeightFile.read(channel, prefix);
        } catch (WeightException e) {
            diagnostics.report(Diagnostic.of(e.code(), place, "`" + path + "` cannot be used: " + e.getMessage()));
            return Optional.empty();
        } catch (NoSuchFileException e) {
            diagnostics.report(Diagnostic.of(Code.WEIGHTS_UNREADABLE, place, "there is no weight file `" + path + "`"));
            return Optional.empty();
        } catch (IOException e) {
            diagnostics.report(
                    Diagnostic.of(Code.WEIGHTS_UNREADABLE, place, "`" + path + "` cannot be read: " + e.getMessage()));
            return Optional.empty();
        }
        ExpectedTensors expected = ExpectedTensors.of(model);
        WeightMatcher matcher = new WeightMatcher(expected.text());
        matcher.match(tensors, prefix);
        if (!matcher.problems().isEmpty()) {
            new WeightReport(expected, path, prefix, place, WeightFile.tensors(tensors), matcher)
                    .diagnostics()
                    .forEach(diagnostics::report);
            return Optional.empty();
        }
        return Optional.of(model.tensors().stream()
                .map(tensor -> matcher.bound(expected.index(tensor)).values)
                .toList());
    }
}
