package io.github.nnc.check;

import java.util.List;

/** A statement of the language that is not a layer: what the reference says of it, and how it is written out. */
public abstract class StatementType {

    private final String name;
    private final String summary;
    private final String example;
    private final List<Form> forms;

    /**
     * One way of writing it.
     *
     * @param syntax with words in italics for what varies, {@code repeat count < … >}
     */
    public record Form(String syntax, String meaning) {}

    /** {@code example} is the body of a model that uses it and compiles as it stands. */
    StatementType(String name, String summary, String example, Form... forms) {
        this.name = name;
        this.summary = summary;
        this.example = example;
        this.forms = List.of(forms);
    }

    public final String name() {
        return name;
    }

    /** What it does, one sentence. */
    public final String summary() {
        return summary;
    }

    public final String example() {
        return example;
    }

    public final List<Form> forms() {
        return forms;
    }

    /** Whether its positional argument at this place may be a word, so that it is no forgotten {@code ;}. */
    abstract boolean takesWord(int position);

    /** Whether a {@code < >} stands behind its arguments. */
    boolean takesBody() {
        return false;
    }

    abstract Result apply(Step step);
}
