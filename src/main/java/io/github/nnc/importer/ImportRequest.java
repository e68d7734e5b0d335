package io.github.nnc.importer;

import io.github.nnc.graph.Tensor;
import io.github.nnc.source.FileTree;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to import.
 *
 * @param path of the ONNX file
 * @param files where it lies, and what it refers to
 * @param name of the model
 * @param weights the name of the weight file, which the text will refer to
 * @param dimensions how long dimensions are that the file gives a name
 * @param constants inputs that are fixed, by name
 */
public record ImportRequest(
        String path,
        FileTree files,
        String name,
        String weights,
        Map<String, Bounds> dimensions,
        Map<String, Tensor> constants) {

    public ImportRequest {
        dimensions = Map.copyOf(dimensions);
        constants = Map.copyOf(constants);
    }

    /** How long a dimension is at least and at most. */
    public record Bounds(long least, long most) {

        private static final Pattern TEXT = Pattern.compile("(\\d{1,9})|(\\d{1,9})?\\.\\.(\\d{1,9})");

        /** {@code 4}, {@code 1..128} or {@code ..128}; empty where it is none of these, or no length at all. */
        public static Optional<Bounds> parse(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            long most = Long.parseLong(matcher.group(1) == null ? matcher.group(3) : matcher.group(1));
            long least =
                    matcher.group(1) != null ? most : matcher.group(2) == null ? 1 : Long.parseLong(matcher.group(2));
            return least < 1 || most < least ? Optional.empty() : Optional.of(new Bounds(least, most));
        }

        /** One length. */
        public static Bounds of(long length) {
            return new Bounds(length, length);
        }
    }
}
