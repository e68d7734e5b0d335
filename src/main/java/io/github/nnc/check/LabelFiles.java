package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.source.FileTree;
import io.github.nnc.source.Texts;
import io.github.nnc.syntax.Item;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;

/** Reads the text files that {@code labels file="…"} names. */
final class LabelFiles {

    private static final int MOST_BYTES = 16 << 20;

    private final FileTree files;

    LabelFiles(FileTree files) {
        this.files = files;
    }

    /** The lines of a file; empty, and reported, where it cannot be read. */
    Optional<List<String>> read(Step step, Item.Text path) {
        String resolved = files.resolve(path.span().file().path(), path.value());
        try {
            Optional<String> text = Texts.read(files, resolved, MOST_BYTES);
            if (text.isPresent()) {
                return Optional.of(text.get().lines().map(String::strip).toList());
            }
            step.reject(Code.FILE_TOO_LARGE, path.span(), "`" + resolved + "` is larger than 16 MiB");
        } catch (CharacterCodingException e) {
            step.reject(Code.NOT_UTF8, path.span(), "`" + resolved + "` is not text in UTF-8");
        } catch (IOException e) {
            step.reject(Code.FILE_NOT_FOUND, path.span(), "`" + resolved + "` cannot be read");
        }
        return Optional.empty();
    }
}
