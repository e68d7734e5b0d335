package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code lstm units}: long short-term memory (Hochreiter and Schmidhuber, 1997, with the forget gate of Gers et al., 2000),
 * as PyTorch's {@code LSTM}: i, f, o are sigmoids and g a tanh of W x + b + U h + c; then c = f c + i g and h = o tanh(c).
 * With peepholes (Gers et al., 2002) i and f see the cells before, o those after the step, each number of the gate its own.
 */
record Lstm(Recurrence recurrence, boolean peepholes) implements Recurrent {

    private static final int INPUT = 0;
    private static final int FORGET = 1;
    private static final int CELL = 2;
    private static final int OUTPUT = 3;

    /** The place of its weights among those of the peepholes. */
    private static final int SEEN_BY_OUTPUT = 2;

    static final LayerType TYPE = new LayerType(
                    "lstm",
                    "Reads a sequence step by step, with gates that keep, forget and show what its cells hold. Its"
                            + " final states are `.h`, its final cells `.c`.",
                    Recurrence.SHAPE_RULE,
                    "input 5x4; lstm 3",
                    LayerType.Role.CHAIN,
                    false,
                    Recurrence.parameters(
                            Recurrence.start("c0", "cells"),
                            Parameter.flag(
                                            "peepholes",
                                            false,
                                            "whether the gates see the cells, by learned numbers of input, forget and"
                                                    + " output gate")
                                    .onlyByName()),
                    arguments -> new Lstm(Recurrence.of(arguments, "h0", "c0"), arguments.flag("peepholes")))
            .withTensors(Stream.concat(Recurrence.TENSORS.stream(), Stream.of("peephole_l0"))
                    .toList());

    @Override
    public String name() {
        return TYPE.name();
    }

    @Override
    public int gates() {
        return 4;
    }

    @Override
    public int gatesWithPeepholes() {
        return peepholes ? 3 : 0;
    }

    @Override
    public List<String> states() {
        return List.of("h", "c");
    }

    @Override
    public void step(RecurrentStep step, Axis unit) {
        Expression forget = Recurrent.sigmoid(seeing(step, FORGET, FORGET, unit));
        Expression input = Recurrent.sigmoid(seeing(step, INPUT, INPUT, unit));
        Expression added = input.times(Recurrent.tanh(step.gate(CELL, unit)));
        step.replace(1, unit, forget.times(step.state(1, unit)).plus(added));
        Expression shown = Recurrent.sigmoid(seeing(step, OUTPUT, SEEN_BY_OUTPUT, unit));
        step.replace(0, unit, shown.times(Recurrent.tanh(step.state(1, unit))));
    }

    /** A gate with what it sees of the cells as they are now. */
    private Expression seeing(RecurrentStep step, int gate, int hole, Axis unit) {
        Expression sum = step.gate(gate, unit);
        return peepholes ? sum.plus(step.peephole(hole, unit).times(step.state(1, unit))) : sum;
    }
}
