package io.github.nnc.operators;

import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.layer.Inference;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import io.github.nnc.tensor.TensorType;
import java.util.List;

/** Asks layers for their shape rules while there is no text yet; a misfit is what the rule cannot say. */
record LayerShapes(List<TensorType> inputs) implements Inference {

    private static final Span NOWHERE = new SourceFile("", "").span(0, 0);

    LayerShapes {
        inputs = List.copyOf(inputs);
    }

    @Override
    public Span place() {
        return NOWHERE;
    }

    @Override
    public Span place(String argument) {
        return NOWHERE;
    }

    @Override
    public Edit argument(String name, String value) {
        return new Edit(NOWHERE, value);
    }

    @Override
    public Edit insertBefore(String statements) {
        return new Edit(NOWHERE, statements);
    }

    @Override
    public void explain(String arithmetic) {
        // the text will be checked again, with places
    }

    @Override
    public List<TensorType> reject(Diagnostic misfit) {
        throw new Unsupported(misfit.message());
    }

    @Override
    public List<TensorType> rejectArguments(Diagnostic misfit) {
        throw new Unsupported(misfit.message());
    }
}
