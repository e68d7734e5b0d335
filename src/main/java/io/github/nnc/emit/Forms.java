package io.github.nnc.emit;

import java.util.List;

/** Which form of code each step of a program took, in order. */
public record Forms(List<Choice> choices) {

    public Forms {
        choices = List.copyOf(choices);
    }

    public long count(Form form) {
        return choices.stream().filter(choice -> choice.form() == form).count();
    }

    /** The forms of code. */
    public enum Form {
        /** No loop: every element in a local variable. */
        STRAIGHT_LINE,
        /** One loop nest as it stands, one element at a time. */
        LOOP,
        /** A contraction whose outputs are accumulated in local variables, several at a time. */
        LOCALS,
        /** A contraction whose inner loop runs across outputs, several rows of weights at a time. */
        ROWS,
        /** Another reduction whose inner loop runs across its results, of copies of the rows that it reads. */
        ACROSS,
        /** A transcendental function of a whole array. */
        FUNCTION
    }

    /**
     * The form of one step.
     *
     * @param origin the path of the layer that the step came from
     * @param kernel the method that does it; steps of the same code share one
     */
    public record Choice(String origin, Form form, String kernel) {}
}
