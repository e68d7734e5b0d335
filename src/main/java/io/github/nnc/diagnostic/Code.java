package io.github.nnc.diagnostic;

import static io.github.nnc.diagnostic.Severity.ERROR;

/**
 * The catalogue of all diagnostics. NN0 is text and syntax, NN1 names and arguments, NN2 shapes, NN3 structure,
 * NN4 weights, NN5 generated code. A code keeps its number for ever.
 */
public enum Code {
    FILE_NOT_FOUND("NN001", ERROR, "A file cannot be read", "The file does not exist, or may not be read."),
    FILE_TOO_LARGE("NN002", ERROR, "A source file is too large", "A source file has at most 1 MiB."),
    SYNTAX("NN010", ERROR, "The text is not a statement of the language", "See the language reference."),
    WRONG_RANK("NN203", ERROR, "A layer receives a value with the wrong number of dimensions", "Reshape it first."),
    LENGTH_NOT_FIXED(
            "NN204",
            ERROR,
            "A layer needs a fixed length, but the length varies",
            "Reduce over the varying length first."),
    IDS_NOT_NUMBERS("NN205", ERROR, "A layer that computes receives ids", "Embed the ids first.");

    private final String id;
    private final Severity severity;
    private final String title;
    private final String explanation;

    Code(String id, Severity severity, String title, String explanation) {
        this.id = id;
        this.severity = severity;
        this.title = title;
        this.explanation = explanation;
    }

    /** The stable name that users see, {@code NN203}. */
    public String id() {
        return id;
    }

    public Severity severity() {
        return severity;
    }

    /** One line for the page of codes. */
    public String title() {
        return title;
    }

    /** Why it is an error and what to do, in one or two sentences. */
    public String explanation() {
        return explanation;
    }
}
