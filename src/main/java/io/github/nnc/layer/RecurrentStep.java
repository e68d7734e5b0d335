package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import java.util.List;

/**
 * One step of a recurrent layer in one direction.
 *
 * @param kernels writes what is inside the loop over the steps
 * @param projected what the inputs contribute to the gates, a row for each step
 * @param row the step's row of {@code projected}
 * @param recurrent what the last hidden state contributes to the gates
 * @param states by their place in {@link Recurrent#states}, each a vector that the step replaces
 */
record RecurrentStep(
        KernelBuilder kernels, Buffer projected, Index row, Buffer recurrent, List<Buffer> states, long units) {

    Expression ofInput(int gate, Axis unit) {
        return new Expression.Load(Access.of(projected, List.of(row, at(gate, unit))));
    }

    Expression ofState(int gate, Axis unit) {
        return new Expression.Load(Access.of(recurrent, List.of(at(gate, unit))));
    }

    /** The sum of both. */
    Expression gate(int gate, Axis unit) {
        return ofInput(gate, unit).plus(ofState(gate, unit));
    }

    Expression state(int which, Axis unit) {
        return new Expression.Load(Access.of(states.get(which), List.of(Index.of(unit))));
    }

    void replace(int which, Axis unit, Expression value) {
        kernels.map(List.of(unit), value, Access.of(states.get(which), List.of(Index.of(unit))));
    }

    private Index at(int gate, Axis unit) {
        return Index.of(unit).plus(gate * units);
    }
}
