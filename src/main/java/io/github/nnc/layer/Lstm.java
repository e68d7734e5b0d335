package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import java.util.List;

/**
 * {@code lstm units}: long short-term memory (Hochreiter and Schmidhuber, 1997, with the forget gate of Gers et al., 2000),
 * as PyTorch's {@code LSTM}: i, f, o are sigmoids and g a tanh of W x + b + U h + c; then c = f c + i g and h = o tanh(c).
 */
record Lstm(Recurrence recurrence) implements Recurrent {

    private static final int INPUT = 0;
    private static final int FORGET = 1;
    private static final int CELL = 2;
    private static final int OUTPUT = 3;

    static final LayerType TYPE = new LayerType(
                    "lstm",
                    "Reads a sequence step by step, with gates that keep, forget and show what its cells hold. Its"
                            + " final states are `.h`, its final cells `.c`.",
                    Recurrence.SHAPE_RULE,
                    "input 5x4; lstm 3",
                    LayerType.Role.CHAIN,
                    false,
                    Recurrence.parameters(Recurrence.start("c0", "cells")),
                    arguments -> new Lstm(Recurrence.of(arguments, "h0", "c0")))
            .withTensors(Recurrence.TENSORS);

    @Override
    public String name() {
        return TYPE.name();
    }

    @Override
    public int gates() {
        return 4;
    }

    @Override
    public List<String> states() {
        return List.of("h", "c");
    }

    @Override
    public void step(RecurrentStep step, Axis unit) {
        Expression kept = Recurrent.sigmoid(step.gate(FORGET, unit)).times(step.state(1, unit));
        Expression added = Recurrent.sigmoid(step.gate(INPUT, unit)).times(Recurrent.tanh(step.gate(CELL, unit)));
        step.replace(1, unit, kept.plus(added));
        Expression shown = Recurrent.sigmoid(step.gate(OUTPUT, unit));
        step.replace(0, unit, shown.times(Recurrent.tanh(step.state(1, unit))));
    }
}
