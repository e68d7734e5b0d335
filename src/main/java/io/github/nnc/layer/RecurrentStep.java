package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * One step of a recurrent layer in one direction.
 *
 * @param kernels writes what is inside the loop over the steps
 * @param projected what the inputs contribute to the gates, a row for each step
 * @param row the step's row of {@code projected}
 * @param recurrent what the last hidden state contributes to the gates
 * @param states by their place in {@link Recurrent#states}, each a vector that the step replaces
 * @param weight what states are multiplied by
 * @param peephole what the gates that see the cells multiply them by, gate by gate
 * @param suffix of names that belong to the layer and direction
 */
record RecurrentStep(
        KernelBuilder kernels,
        Buffer projected,
        Index row,
        Buffer recurrent,
        List<Buffer> states,
        Lowering.Weight weight,
        Optional<Lowering.Weight> bias,
        Optional<Lowering.Weight> peephole,
        String suffix) {

    Expression ofInput(int gate, Axis unit) {
        return new Expression.Load(Access.of(projected, List.of(row, at(gate, unit))));
    }

    Expression ofState(int gate, Axis unit) {
        return new Expression.Load(Access.of(recurrent, List.of(at(gate, unit))));
    }

    /** What a vector that the step makes contributes to a gate in the place of the last state. */
    Expression product(int gate, String name, Expression vector, Axis unit) {
        Shape shape = new Shape(List.of(unit.extent()));
        Buffer source = kernels.temporary(name + suffix, shape);
        kernels.map(List.of(unit), vector, Access.of(source, List.of(Index.of(unit))));
        Buffer target = kernels.temporary(name + "_product" + suffix, shape);
        new Projection(weight, bias, gate * unit.extent().max()).lower(kernels, source, target);
        return new Expression.Load(Access.of(target, List.of(Index.of(unit))));
    }

    /** The sum of both. */
    Expression gate(int gate, Axis unit) {
        return ofInput(gate, unit).plus(ofState(gate, unit));
    }

    Expression peephole(int hole, Axis unit) {
        return peephole.orElseThrow().at(List.of(at(hole, unit)));
    }

    Expression state(int which, Axis unit) {
        return new Expression.Load(Access.of(states.get(which), List.of(Index.of(unit))));
    }

    void replace(int which, Axis unit, Expression value) {
        kernels.map(List.of(unit), value, Access.of(states.get(which), List.of(Index.of(unit))));
    }

    private Index at(int gate, Axis unit) {
        return Index.of(unit).plus(gate * unit.extent().max());
    }
}
