package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code rnn units}: h = tanh(W x + b + U h + c), as PyTorch's {@code RNN}. */
record Rnn(Recurrence recurrence, boolean relu) implements Recurrent {

    static final LayerType TYPE = new LayerType(
                    "rnn",
                    "Reads a sequence step by step, each state a mix of the step and the state before: h = tanh(W x +"
                            + " b + U h + c). Its final states are `.h`.",
                    Recurrence.SHAPE_RULE,
                    "input 5x4; rnn 3",
                    LayerType.Role.CHAIN,
                    false,
                    Recurrence.parameters(
                            Parameter.word("nonlinearity", List.of("tanh", "relu"), "what makes the state of the sum")
                                    .onlyByName()),
                    arguments -> new Rnn(
                            Recurrence.of(arguments, "h0"),
                            arguments.word("nonlinearity").equals("relu")))
            .withTensors(Recurrence.TENSORS);

    @Override
    public String name() {
        return TYPE.name();
    }

    @Override
    public int gates() {
        return 1;
    }

    @Override
    public List<String> states() {
        return List.of("h");
    }

    @Override
    public void step(RecurrentStep step, Axis unit) {
        Expression sum = step.gate(0, unit);
        step.replace(0, unit, relu ? sum.maximum(Expression.constant(0)) : Recurrent.tanh(sum));
    }
}
