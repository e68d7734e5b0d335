package io.github.nnc.layer;

import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.source.Span;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;

/** What a layer's shape rule is asked with, and how it answers. */
public interface Inference {

    /** The types that arrive, all known. */
    List<TensorType> inputs();

    default TensorType input() {
        return inputs().get(0);
    }

    default Shape shape() {
        return input().shape();
    }

    /** The layer's name where it is written: the place of a misfit. */
    Span place();

    /** Where an argument's value is written; the layer's name where it is left to its default. */
    Span place(String argument);

    /**
     * An edit that gives an argument a value, in the place of the one that is written if there is one. A layer that
     * stands as a word after another becomes a statement by it, since words take no arguments.
     */
    Edit argument(String name, String value);

    /** An edit that puts statements in front of the layer's. */
    Edit insertBefore(String statements);

    /** Says by which arithmetic the output's shape came about, {@code floor((11 - 2) / 2) + 1 = 5}. */
    void explain(String arithmetic);

    /** Reports a misfit, to which the origin of the inputs' shapes is added, and returns the empty list. */
    List<TensorType> reject(Diagnostic misfit);

    /** Reports arguments that would be wrong whatever arrives, and returns the empty list. */
    List<TensorType> rejectArguments(Diagnostic misfit);
}
