package io.github.nnc.format;

import io.github.nnc.source.SourceFile;
import io.github.nnc.syntax.Comment;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text that grows, and the comments that wait for their place in it. It knows how far the source has been taken
 * over, and so where the source had line breaks.
 */
final class Page {

    static final int WIDTH = 100;
    static final int STEP = 2;
    static final int CONTINUATION = 4;

    private final SourceFile file;
    private final List<Comment> comments;
    private final StringBuilder out = new StringBuilder();
    private int lineStart;
    private int nextComment;

    /** The offset behind what was taken over from the source last. */
    private int taken;

    /** Whether the line ends with a comment that goes to the end of its line. */
    private boolean closed;

    private boolean behindComment;

    Page(SourceFile file, List<Comment> comments) {
        this.file = file;
        this.comments = comments;
    }

    int column() {
        return out.length() - lineStart;
    }

    boolean isEmpty() {
        return out.length() == 0;
    }

    /** Whether the line so far cannot be continued. */
    boolean isClosed() {
        return closed;
    }

    /** Whether a comment was written last that something can follow. */
    boolean isBehindComment() {
        return behindComment && !closed;
    }

    /** How far the source was taken over. */
    int taken() {
        return taken;
    }

    private boolean atLineStart() {
        return out.substring(lineStart).isBlank();
    }

    /** Begins a line; the source's empty lines before {@code offset} become one if {@code keepEmpty}. */
    void newLine(int indent, int offset, boolean keepEmpty) {
        if (!isEmpty()) {
            trim();
            out.append('\n');
            boolean behindText = out.length() > 1 && out.charAt(out.length() - 2) != '\n';
            if (keepEmpty && behindText && lineBreaks(offset) > 1) {
                out.append('\n');
            }
        }
        lineStart = out.length();
        out.append(" ".repeat(indent));
        closed = false;
    }

    /** Appends text that ends at an offset of the source. */
    void write(String text, int end) {
        out.append(text);
        taken = Math.max(taken, end);
        behindComment = false;
    }

    /** A space, or a new line if none can follow on this one or {@code width} does not fit. */
    void space(int indent, int width) {
        if (closed || (!atLineStart() && column() + 1 + width > WIDTH)) {
            newLine(indent, taken, false);
        } else if (!atLineStart()) {
            out.append(' ');
        }
    }

    /** How many line breaks the source has between what was taken over and an offset, comments not counted. */
    int lineBreaks(int offset) {
        int breaks = 0;
        for (int at = taken; at < offset; at++) {
            breaks += file.text().charAt(at) == '\n' ? 1 : 0;
        }
        return breaks;
    }

    boolean hasCommentBefore(int offset) {
        return nextComment < comments.size() && comments.get(nextComment).span().start() < offset;
    }

    /** Writes the comments that stand before an offset: behind what is on their line, or on lines of their own. */
    void comments(int offset, int indent, boolean keepEmpty) {
        boolean keep = keepEmpty;
        while (hasCommentBefore(offset)) {
            comment(comments.get(nextComment++), indent, keep);
            keep = true;
        }
    }

    /** The same, but only if one of them is a doc comment, which must not come to stand before something else. */
    boolean docComments(int offset, int indent) {
        int at = nextComment;
        while (at < comments.size() && comments.get(at).span().start() < offset) {
            if (comments.get(at++).kind() == Comment.Kind.DOC) {
                comments(offset, indent, true);
                if (closed) {
                    newLine(indent, taken, false);
                }
                return true;
            }
        }
        return false;
    }

    private void comment(Comment comment, int indent, boolean keepEmpty) {
        int start = comment.span().start();
        boolean behind = !isEmpty() && !closed && lineBreaks(start) == 0;
        if (!behind) {
            newLine(indent, start, keepEmpty);
        } else if (!atLineStart()) {
            out.append(" ".repeat(comment.kind() == Comment.Kind.LINE ? Math.max(1, gap(start)) : 1));
        }
        String text = comment.span().text().replace("\r\n", "\n");
        write(
                comment.kind() == Comment.Kind.LINE ? text.stripTrailing() : aligned(text),
                comment.span().end());
        int lastBreak = out.lastIndexOf("\n");
        lineStart = lastBreak + 1;
        closed = comment.kind() == Comment.Kind.LINE;
        behindComment = true;
    }

    // authors align comments at the end of lines
    private int gap(int start) {
        int at = start;
        while (at > 0 && (file.text().charAt(at - 1) == ' ' || file.text().charAt(at - 1) == '\t')) {
            at--;
        }
        return start - at;
    }

    // lines that begin with an asterisk move with the comment, others may be a drawing
    private String aligned(String text) {
        List<String> lines = text.lines().toList();
        if (!lines.stream().skip(1).allMatch(line -> line.stripLeading().startsWith("*"))) {
            return text;
        }
        String margin = "\n" + " ".repeat(column() + 1);
        return lines.stream().map(String::strip).collect(Collectors.joining(margin));
    }

    private void trim() {
        int end = out.length();
        while (end > lineStart && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(end);
    }

    /** The offset of the next {@code sign} in the source that stands in no comment; the end of the file if none does. */
    int find(char sign) {
        int at = next(taken);
        while (at < file.text().length() && file.text().charAt(at) != sign) {
            at = next(at + 1);
        }
        return at;
    }

    /** Whether this sign comes next in the source, comments aside. */
    boolean isNext(char sign) {
        int at = next(taken);
        return at < file.text().length() && file.text().charAt(at) == sign;
    }

    private int next(int from) {
        int comment = nextComment;
        int at = from;
        String text = file.text();
        while (at < text.length()) {
            while (comment < comments.size() && comments.get(comment).span().start() < at) {
                comment++;
            }
            if (comment < comments.size() && comments.get(comment).span().start() == at) {
                at = comments.get(comment).span().end();
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    /** The whole text, its last line ended. */
    String text() {
        trim();
        return isEmpty() ? "" : out.append('\n').toString();
    }
}
