package io.github.nnc.diagnostic;

import java.util.List;

/** A way out of a problem; where it says what to write, the edits that write it. */
public record Help(String text, List<Edit> edits) {

    public Help {
        edits = List.copyOf(edits);
    }
}
