package io.github.nnc.syntax;

import io.github.nnc.source.SourceFile;
import java.util.List;

/**
 * One parsed file: its declarations in order, and all comments in order, doc comments among them.
 *
 * @param complete whether every declaration of the file is there, though statements in it may be broken
 */
public record SourceUnit(SourceFile file, List<Declaration> declarations, List<Comment> comments, boolean complete) {

    public SourceUnit {
        declarations = List.copyOf(declarations);
        comments = List.copyOf(comments);
    }
}
