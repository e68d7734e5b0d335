package io.github.nnc.testing;

import io.github.nnc.diagnostic.Edit;
import java.util.Comparator;
import java.util.List;

/** Applies the edits of a help to a text. */
public final class Fixes {

    private Fixes() {}

    /** The text with all edits made; they must not overlap. */
    public static String apply(String text, List<Edit> edits) {
        StringBuilder result = new StringBuilder(text);
        List<Edit> backwards = edits.stream()
                .sorted(Comparator.comparingInt((Edit edit) -> edit.span().start())
                        .reversed())
                .toList();
        int limit = text.length();
        for (Edit edit : backwards) {
            if (edit.span().end() > limit) {
                throw new IllegalArgumentException(
                        "edits overlap at " + edit.span().end());
            }
            limit = edit.span().start();
            result.replace(edit.span().start(), edit.span().end(), edit.replacement());
        }
        return result.toString();
    }

    /** Where an offset of the text lies after the edits. */
    public static int moved(int offset, List<Edit> edits) {
        int moved = offset;
        for (Edit edit : edits) {
            if (edit.span().end() <= offset && edit.span().start() < offset) {
                moved += edit.replacement().length()
                        - (edit.span().end() - edit.span().start());
            }
        }
        return moved;
    }
}
