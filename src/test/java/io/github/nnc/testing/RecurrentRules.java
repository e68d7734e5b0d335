package io.github.nnc.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Layers that read a sequence step by step: each layer and direction a list of states, one for each step. */
final class RecurrentRules {

    static final Map<String, Rule> RULES = Map.of("rnn", at -> run(at), "lstm", at -> run(at), "gru", at -> run(at));

    private RecurrentRules() {}

    /** The hidden numbers and, for lstm, the cells of one layer and direction. */
    private record State(double[] hidden, double[] cells) {}

    private static List<Tensor> run(Rule.Application at) {
        int units = (int) at.arguments().whole("units");
        int layers = (int) at.arguments().whole("layers");
        int directions = at.arguments().flag("bidirectional") ? 2 : 1;
        int steps = at.x().shape()[0];
        double[][] rows = new double[steps][];
        for (int t = 0; t < steps; t++) {
            int in = at.x().shape()[1];
            rows[t] = Arrays.copyOfRange(at.x().data(), t * in, (t + 1) * in);
        }
        List<State> last = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            double[][] next = new double[steps][directions * units];
            for (int direction = 0; direction < directions; direction++) {
                int row = layer * directions + direction;
                State state = new State(start(at, "h0", row, units), start(at, "c0", row, units));
                for (int i = 0; i < steps; i++) {
                    int t = direction == 0 ? i : steps - 1 - i;
                    state = step(at, "_l" + layer + (direction == 0 ? "" : "_reverse"), rows[t], state);
                    System.arraycopy(state.hidden, 0, next[t], direction * units, units);
                }
                last.add(state);
            }
            rows = next;
        }
        return results(at, rows, last, directions);
    }

    private static double[] start(Rule.Application at, String argument, int row, int units) {
        OptionalInt input = at.arguments().input(argument);
        return input.isEmpty()
                ? new double[units]
                : Arrays.copyOfRange(at.inputs().get(input.getAsInt()).data(), row * units, (row + 1) * units);
    }

    private static List<Tensor> results(Rule.Application at, double[][] rows, List<State> last, int directions) {
        double[][] hidden = last.stream().map(State::hidden).toArray(double[][]::new);
        List<Tensor> results = new ArrayList<>();
        if (at.arguments().flag("sequences")) {
            results.add(matrix(rows));
        } else {
            Tensor ends = matrix(Arrays.copyOfRange(hidden, hidden.length - directions, hidden.length));
            results.add(new Tensor(new int[] {ends.data().length}, ends.data()));
        }
        results.add(matrix(hidden));
        if (at.node().type().name().equals("lstm")) {
            results.add(matrix(last.stream().map(State::cells).toArray(double[][]::new)));
        }
        return results;
    }

    private static Tensor matrix(double[][] rows) {
        Tensor matrix = new Tensor(new int[] {rows.length, rows[0].length}, new double[rows.length * rows[0].length]);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, matrix.data(), i * rows[i].length, rows[i].length);
        }
        return matrix;
    }

    private static State step(Rule.Application at, String suffix, double[] x, State before) {
        double[] in = sums(at, "_ih" + suffix, x);
        double[] back = sums(at, "_hh" + suffix, before.hidden);
        int units = before.hidden.length;
        State after = new State(new double[units], new double[units]);
        for (int j = 0; j < units; j++) {
            switch (at.node().type().name()) {
                case "rnn" -> {
                    double sum = in[j] + back[j];
                    boolean relu = at.arguments().word("nonlinearity").equals("relu");
                    after.hidden[j] = relu ? Math.max(0, sum) : Math.tanh(sum);
                }
                case "gru" -> {
                    double reset = sigmoid(in[j] + back[j]);
                    double keep = sigmoid(in[units + j] + back[units + j]);
                    double seen = at.arguments().flag("reset_after")
                            ? reset * back[2 * units + j]
                            : sums(at, "_hh" + suffix, resetStates(in, back, before.hidden))[2 * units + j];
                    double fresh = Math.tanh(in[2 * units + j] + seen);
                    after.hidden[j] = keep * before.hidden[j] + (1 - keep) * fresh;
                }
                default -> {
                    double input = sigmoid(in[j] + back[j] + seen(at, suffix, j) * before.cells[j]);
                    double forget =
                            sigmoid(in[units + j] + back[units + j] + seen(at, suffix, units + j) * before.cells[j]);
                    double cell = Math.tanh(in[2 * units + j] + back[2 * units + j]);
                    after.cells[j] = forget * before.cells[j] + input * cell;
                    double output = sigmoid(
                            in[3 * units + j] + back[3 * units + j] + seen(at, suffix, 2 * units + j) * after.cells[j]);
                    after.hidden[j] = output * Math.tanh(after.cells[j]);
                }
            }
        }
        return after;
    }

    private static double seen(Rule.Application at, String suffix, int place) {
        return at.arguments().flag("peepholes") ? at.tensor("peephole" + suffix).at(place) : 0;
    }

    private static double[] resetStates(double[] in, double[] back, double[] hidden) {
        double[] states = new double[hidden.length];
        for (int j = 0; j < states.length; j++) {
            states[j] = sigmoid(in[j] + back[j]) * hidden[j];
        }
        return states;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double[] sums(Rule.Application at, String name, double[] x) {
        Tensor weight = at.tensor("weight" + name);
        double[] sums = new double[weight.shape()[0]];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = at.arguments().flag("bias") ? at.tensor("bias" + name).at(i) : 0;
            for (int k = 0; k < x.length; k++) {
                sums[i] += weight.at(i, k) * x[k];
            }
        }
        return sums;
    }
}
