package io.github.nnc.graph;

import com.google.protobuf.ByteString;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;

/** What is wrong with one file; a file full of mistakes gets the first of them only. */
final class Problems {

    private static final int MOST = 100;
    private static final int LONGEST_NAME = 80;

    private final Diagnostics diagnostics;
    private final Span place;
    private int count;

    Problems(String path, Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.place = new SourceFile(path, "").span(0, 0);
    }

    boolean any() {
        return count > 0;
    }

    /** @param help the way out */
    void report(Code code, String message, String help) {
        count++;
        if (count <= MOST) {
            diagnostics.report(Diagnostic.of(code, place, message).withHelp(help));
        } else if (count == MOST + 1) {
            diagnostics.report(Diagnostic.of(
                    Code.ONNX_GRAPH, place, "there is more wrong with the file than the " + MOST + " things said"));
        }
    }

    /** Something that an exporter should never have written. */
    void broken(String message) {
        report(
                Code.ONNX_GRAPH,
                message,
                "export the model again; `onnx.checker` of Python says whether a file is valid");
    }

    /** A text of the file; reported where it is not one. */
    String text(ByteString bytes, String what) {
        String text = bytes.toStringUtf8();
        if (!bytes.isValidUtf8()) {
            broken(what + " is not text in UTF-8: " + quoted(text));
        }
        return text;
    }

    /** A name of the file for a message, without what a terminal might take for more than letters. */
    static String quoted(String name) {
        StringBuilder shown = new StringBuilder("`");
        int end = Math.min(name.length(), LONGEST_NAME);
        for (int i = 0; i < end; i++) {
            char letter = name.charAt(i);
            boolean plain = !Character.isISOControl(letter) && Character.getType(letter) != Character.FORMAT;
            shown.append(plain ? letter : '\ufffd');
        }
        return shown.append(name.length() > LONGEST_NAME ? "..." : "")
                .append('`')
                .toString();
    }
}
