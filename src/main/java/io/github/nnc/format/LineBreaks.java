package io.github.nnc.format;

import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Comment;
import io.github.nnc.syntax.Statement;
import java.util.Arrays;
import java.util.List;

/** Says which constructs have neither a line break between statements nor a comment, so that one line can hold them. */
final class LineBreaks {

    private final SourceFile file;
    private final int[] comments;

    LineBreaks(SourceFile file, List<Comment> comments) {
        this.file = file;
        this.comments =
                comments.stream().mapToInt(comment -> comment.span().start()).toArray();
    }

    boolean isFlat(Body body) {
        if (hasComment(body.span())) {
            return false;
        }
        int from = body.span().start();
        for (Body.Branch branch : body.branches()) {
            for (Statement statement : branch.statements()) {
                if (hasBreak(from, statement.span().start()) || !isFlat(statement)) {
                    return false;
                }
                from = statement.span().end();
            }
        }
        return !hasBreak(from, body.span().end());
    }

    /** Line breaks between arguments do not count. */
    boolean isFlat(Statement statement) {
        if (hasComment(statement.span())) {
            return false;
        }
        if (statement instanceof Statement.Group group) {
            return isFlat(group.body());
        }
        return ((Statement.Call) statement).body().map(this::isFlat).orElse(true);
    }

    private boolean hasBreak(int from, int to) {
        int found = file.text().indexOf('\n', from);
        return found >= 0 && found < to;
    }

    private boolean hasComment(Span span) {
        int found = Arrays.binarySearch(comments, span.start());
        int next = found >= 0 ? found : -found - 1;
        return next < comments.length && comments[next] < span.end();
    }
}
