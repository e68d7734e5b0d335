package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The loops of a recurrent layer. What does not depend on the state is computed for all steps at once; inside the loop over
 * the steps remains the product with the last state.
 */
final class RecurrentLowering {

    private final Lowering lowering;
    private final Recurrent layer;
    private final Recurrence recurrence;
    private final KernelBuilder kernels;
    private final Extent tokens;
    private final Axis unit;

    RecurrentLowering(Lowering lowering, Recurrent layer) {
        this.lowering = lowering;
        this.layer = layer;
        this.recurrence = layer.recurrence();
        this.kernels = lowering.kernels();
        this.tokens = lowering.inputShape().extent(0);
        this.unit = new Axis("j", Extent.of(recurrence.units()));
    }

    void lower() {
        Buffer source = lowering.input();
        for (long number = 0; number < recurrence.layers(); number++) {
            boolean last = number == recurrence.layers() - 1;
            Optional<Buffer> sequence = Optional.empty();
            if (!last) {
                Shape shape = new Shape(List.of(tokens, Extent.of(recurrence.width())));
                sequence = Optional.of(kernels.temporary("y" + number, shape));
            } else if (recurrence.sequences()) {
                sequence = Optional.of(lowering.output());
            }
            for (int direction = 0; direction < recurrence.directions(); direction++) {
                List<Buffer> states = run(source, sequence, number, direction);
                if (last && !recurrence.sequences()) {
                    copy(states.get(0), lowering.output(), List.of(place(direction)));
                }
                for (int i = 0; i < states.size(); i++) {
                    long row = number * recurrence.directions() + direction;
                    copy(states.get(i), lowering.outputs().get(i + 1), List.of(Index.of(row), Index.of(unit)));
                }
            }
            source = sequence.orElse(source);
        }
    }

    /** One layer in one direction; the states after its last step. */
    private List<Buffer> run(Buffer source, Optional<Buffer> sequence, long number, int direction) {
        String suffix = Recurrence.suffix(number, direction);
        Buffer projected = kernels.temporary("input" + suffix, new Shape(List.of(tokens, gates(layer.gates()))));
        new Projection(lowering.weight("weight_ih" + suffix), bias("bias_ih" + suffix), 0)
                .lower(kernels, source, projected);
        Buffer recurrent = kernels.temporary("gates" + suffix, new Shape(List.of(gates(layer.gatesOfState()))));
        List<Buffer> states = new ArrayList<>();
        for (int i = 0; i < layer.states().size(); i++) {
            states.add(state(layer.states().get(i) + suffix, i, number * recurrence.directions() + direction));
        }
        Lowering.Weight weight = lowering.weight("weight_hh" + suffix);
        Optional<Lowering.Weight> bias = bias("bias_hh" + suffix);
        Optional<Lowering.Weight> peephole =
                Optional.ofNullable(lowering.weights().get("peephole" + suffix));
        Axis step = new Axis("t", tokens);
        Index row = direction == 0 ? Index.of(step) : Index.of(tokens).plus(-1).minus(Index.of(step));
        kernels.sequence(step, inside -> {
            new Projection(weight, bias, 0).lower(inside, states.get(0), recurrent);
            layer.step(
                    new RecurrentStep(inside, projected, row, recurrent, states, weight, bias, peephole, suffix), unit);
            sequence.ifPresent(y ->
                    inside.map(List.of(unit), load(states.get(0)), Access.of(y, List.of(row, place(direction)))));
        });
        return states;
    }

    private Extent gates(int count) {
        return Extent.of(count * recurrence.units());
    }

    private Optional<Lowering.Weight> bias(String name) {
        return recurrence.bias() ? Optional.of(lowering.weight(name)) : Optional.empty();
    }

    /** A vector that begins with a row of what is given for it, or with zeros, in each call or in the first one. */
    private Buffer state(String name, int which, long row) {
        Shape shape = Shape.of(recurrence.units());
        if (recurrence.carry()) {
            return kernels.state(name, shape);
        }
        Buffer state = kernels.temporary(name, shape);
        OptionalInt start = recurrence.starts().get(which).input();
        Expression first = start.isPresent()
                ? new Expression.Load(
                        Access.of(lowering.inputs().get(start.getAsInt()), List.of(Index.of(row), Index.of(unit))))
                : Expression.constant(0);
        kernels.map(List.of(unit), first, Access.of(state, List.of(Index.of(unit))));
        return state;
    }

    /** Where a direction's states stand in the last dimension. */
    private Index place(int direction) {
        return Index.of(unit).plus(direction * recurrence.units());
    }

    private void copy(Buffer state, Buffer target, List<Index> at) {
        kernels.map(List.of(unit), load(state), Access.of(target, at));
    }

    private Expression load(Buffer state) {
        return new Expression.Load(Access.of(state, List.of(Index.of(unit))));
    }
}
