package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** What recurrent layers share: all but what one step makes of the last state. */
interface Recurrent extends Layer {

    Recurrence recurrence();

    String name();

    /** How many vectors of {@code units} numbers a step computes from its input and the last state. */
    int gates();

    /** How many of them, the first, need the product with the last state as it stands. */
    default int gatesOfState() {
        return gates();
    }

    /** How many of them see the cells, each number by a weight of its own. */
    default int gatesWithPeepholes() {
        return 0;
    }

    /** The final states that are values of their own, the hidden one first. */
    List<String> states();

    /**
     * Writes how one step replaces the states.
     *
     * @param unit the axis of a state's numbers
     */
    void step(RecurrentStep step, Axis unit);

    @Override
    default List<TensorType> outputs(Inference inference) {
        return recurrence().outputs(inference, name(), states().size());
    }

    @Override
    default List<String> outputNames() {
        List<String> names = new ArrayList<>(List.of(""));
        names.addAll(states());
        return names;
    }

    @Override
    default List<WeightSpec> weights(List<TensorType> inputs) {
        return recurrence().weights(inputs.get(0).shape().last().max(), gates(), gatesWithPeepholes());
    }

    @Override
    default boolean carries() {
        return recurrence().carry();
    }

    @Override
    default Reading reading() {
        return Reading.TOKENS;
    }

    @Override
    default void lower(Lowering lowering) {
        new RecurrentLowering(lowering, this).lower();
    }

    static Expression sigmoid(Expression x) {
        return new Sigmoid().apply(x);
    }

    static Expression tanh(Expression x) {
        return new Tanh().apply(x);
    }
}
