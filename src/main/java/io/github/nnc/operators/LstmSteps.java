package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Long short-term memory step by step, where the layer has no word for it: activations that it lacks, with peepholes (Gers
 * and Schmidhuber, 2000) or without.
 *
 * @param tensors those of the layer {@code lstm} by name
 * @param activations of the gates, the candidates and the cells shown, in turn for each direction, as layers
 * @param peepholes directions x 3 times units: of the input, the output and the forget gate
 */
record LstmSteps(
        Layers layers, Map<String, Operand> tensors, int units, List<String> activations, Optional<Operand> peepholes) {

    /** More steps than that make no text that anybody reads. */
    private static final long MOST = 64;

    private static final int INPUT = 0;
    private static final int FORGET = 1;
    private static final int CANDIDATE = 2;
    private static final int OUTPUT = 3;

    /** Where each gate's numbers stand among the peepholes. */
    private static final Map<Integer, Integer> PEEPHOLES = Map.of(INPUT, 0, OUTPUT, 1, FORGET, 2);

    /** Hidden state and cells, both unknown before the first step where nothing is given. */
    private record State(Optional<Operand> hidden, Optional<Operand> cells) {}

    /**
     * The same as the layer makes of steps x features: all states, then the final hidden ones and the final cells.
     *
     * @param hidden directions x units to begin with
     * @param cells likewise
     */
    List<Flowing> of(Flowing steps, Optional<Flowing> hidden, Optional<Flowing> cells) {
        int axis = steps.isBatched() ? 1 : 0;
        Extent length = layers.extents(steps).get(axis);
        if (!length.isFixed() || length.max() > MOST) {
            throw new Unsupported("other activations than the layer's over " + length
                    + " steps: each is written out, and at most " + MOST + " are");
        }
        List<Operand> states = new ArrayList<>();
        List<Operand> lastHidden = new ArrayList<>();
        List<Operand> lastCells = new ArrayList<>();
        for (int direction = 0; direction < activations.size() / 3; direction++) {
            State state = new State(row(hidden, direction, axis), row(cells, direction, axis));
            Operand summands = ofInput(steps, direction);
            Operand[] shown = new Operand[(int) length.max()];
            for (int i = 0; i < shown.length; i++) {
                int place = direction == 0 ? i : shown.length - 1 - i;
                Operand own = layers.squeeze(layers.slice(summands, axis, place, place + 1L, 1), axis);
                state = next(own, state, direction, axis);
                shown[place] = layers.unsqueeze(state.hidden().orElseThrow(), axis);
            }
            states.add(layers.concat(List.of(shown), axis));
            lastHidden.add(layers.unsqueeze(state.hidden().orElseThrow(), axis));
            lastCells.add(layers.unsqueeze(state.cells().orElseThrow(), axis));
        }
        return List.of(
                layers.flowing(layers.concat(states, axis + 1)),
                layers.flowing(layers.concat(lastHidden, axis)),
                layers.flowing(layers.concat(lastCells, axis)));
    }

    private Optional<Operand> row(Optional<Flowing> all, int direction, int axis) {
        return all.map(rows -> layers.squeeze(layers.slice(rows, axis, direction, direction + 1L, 1), axis));
    }

    private static String suffix(int direction) {
        return "_l0" + (direction == 1 ? "_reverse" : "");
    }

    /** What the inputs of all steps add to the gates, with both biases. */
    private Operand ofInput(Flowing steps, int direction) {
        Optional<Operand> bias = Optional.ofNullable(tensors.get("bias_ih" + suffix(direction)))
                .map(first -> layers.join("add", first, tensors.get("bias_hh" + suffix(direction))));
        return ProductRules.dense(layers, steps, tensors.get("weight_ih" + suffix(direction)), bias);
    }

    private State next(Operand ofInput, State last, int direction, int axis) {
        Operand gates = last.hidden()
                .map(hidden -> layers.join(
                        "add",
                        ofInput,
                        ProductRules.dense(
                                layers,
                                layers.flowing(hidden),
                                tensors.get("weight_hh" + suffix(direction)),
                                Optional.empty())))
                .orElse(ofInput);
        Operand candidates = activated(part(gates, axis, CANDIDATE), direction, 1);
        Operand added = layers.join("mul", gate(gates, INPUT, last.cells(), direction, axis), candidates);
        Operand cells = last.cells()
                .map(old -> layers.join(
                        "add", layers.join("mul", gate(gates, FORGET, last.cells(), direction, axis), old), added))
                .orElse(added);
        Operand shown = gate(gates, OUTPUT, Optional.of(cells), direction, axis);
        Operand hidden = layers.join("mul", shown, activated(cells, direction, 2));
        return new State(Optional.of(hidden), Optional.of(cells));
    }

    /** A gate, which sees cells where there are any. */
    private Operand gate(Operand gates, int gate, Optional<Operand> cells, int direction, int axis) {
        Operand own = part(gates, axis, gate);
        Operand sum = own;
        if (peepholes.isPresent() && cells.isPresent()) {
            Operand row = layers.squeeze(layers.slice(peepholes.get(), 0, direction, direction + 1L, 1), 0);
            sum = layers.join("add", own, layers.join("mul", cells.get(), part(row, 0, PEEPHOLES.get(gate))));
        }
        return activated(sum, direction, 0);
    }

    private Operand part(Operand all, int axis, int number) {
        long start = (long) number * units;
        return layers.slice(all, axis, start, start + units, 1);
    }

    private Operand activated(Operand x, int direction, int which) {
        return layers.map(activations.get(direction * 3 + which), x);
    }
}
