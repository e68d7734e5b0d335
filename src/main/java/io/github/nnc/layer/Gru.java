package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import java.util.List;

/**
 * {@code gru units}: gated recurrent units (Cho et al., 2014) as PyTorch's {@code GRU}, whose reset gate works on the product
 * with the state: r and z are sigmoids of W x + b + U h + c, n = tanh(W x + b + r (U h + c)), h = (1 - z) n + z h. In the
 * paper the gate works on the state itself, n = tanh(W x + b + U (r h) + c).
 */
record Gru(Recurrence recurrence, boolean resetAfter) implements Recurrent {

    private static final int RESET = 0;
    private static final int UPDATE = 1;
    private static final int NEW = 2;

    static final LayerType TYPE = new LayerType(
                    "gru",
                    "Reads a sequence step by step, with gates that reset and update its state. Its final states are"
                            + " `.h`.",
                    Recurrence.SHAPE_RULE,
                    "input 5x4; gru 3",
                    LayerType.Role.CHAIN,
                    false,
                    Recurrence.parameters(Parameter.flag(
                                    "reset_after",
                                    true,
                                    "whether the reset gate works on the product with the state, as in PyTorch, or on"
                                            + " the state before it is multiplied")
                            .onlyByName()),
                    arguments -> new Gru(Recurrence.of(arguments, "h0"), arguments.flag("reset_after")))
            .withTensors(Recurrence.TENSORS);

    @Override
    public String name() {
        return TYPE.name();
    }

    @Override
    public int gates() {
        return 3;
    }

    @Override
    public int gatesOfState() {
        return resetAfter ? gates() : NEW;
    }

    @Override
    public List<String> states() {
        return List.of("h");
    }

    @Override
    public void step(RecurrentStep step, Axis unit) {
        Expression reset = Recurrent.sigmoid(step.gate(RESET, unit));
        Expression update = Recurrent.sigmoid(step.gate(UPDATE, unit));
        Expression seen = resetAfter
                ? reset.times(step.ofState(NEW, unit))
                : step.product(NEW, "reset", reset.times(step.state(0, unit)), unit);
        Expression fresh = Recurrent.tanh(step.ofInput(NEW, unit).plus(seen));
        Expression replaced = Expression.constant(1).minus(update).times(fresh);
        step.replace(0, unit, replaced.plus(update.times(step.state(0, unit))));
    }
}
