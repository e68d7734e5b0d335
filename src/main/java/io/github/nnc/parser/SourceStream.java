package io.github.nnc.parser;

import io.github.nnc.source.SourceFile;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/** A file as the lexer reads it. Indices are UTF-16 units as in spans; ANTLR's own streams count code points. */
final class SourceStream implements CharStream {

    private static final char DELETE = 0x7f;

    private final SourceFile file;
    private final String text;
    private int at;

    SourceStream(SourceFile file) {
        this.file = file;
        this.text = file.text();
    }

    @Override
    public String getText(Interval interval) {
        int end = Math.min(interval.b + 1, text.length());
        return interval.a >= end ? "" : text.substring(interval.a, end);
    }

    @Override
    public void consume() {
        if (at == text.length()) {
            throw new IllegalStateException("the end is behind us");
        }
        at++;
    }

    @Override
    public int LA(int offset) {
        int index = offset > 0 ? at + offset - 1 : at + offset;
        if (index < 0 || index >= text.length()) {
            return IntStream.EOF;
        }
        // to the grammar all characters beyond ASCII are alike, and the lexer remembers transitions of ASCII only
        return Math.min(text.charAt(index), DELETE);
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {
        // the whole text is in memory
    }

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = Math.min(index, text.length());
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public String getSourceName() {
        return file.path();
    }
}
