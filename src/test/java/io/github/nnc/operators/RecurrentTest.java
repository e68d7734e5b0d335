package io.github.nnc.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Recurrent layers in what the suite leaves out: directions, layouts, states to begin with, lengths, refusals. */
class RecurrentTest {

    private static final Map<String, Integer> GATES = Map.of("RNN", 1, "GRU", 3, "LSTM", 4);
    private static final List<String> DIRECTIONS = List.of("forward", "reverse", "bidirectional");

    private static String outputs(String type) {
        return type.equals("LSTM") ? "y h c" : "y h";
    }

    /** A sequence of 4 steps, 2 examples and 3 features for 5 units. */
    private static OnnxGraph recurrent(String type, String direction, String more, Object... attributes) {
        return recurrent(OnnxGraph.of(14).input("x", 4, 2, 3), type, direction, more, attributes);
    }

    private static OnnxGraph recurrent(
            OnnxGraph graph, String type, String direction, String more, Object... attributes) {
        int directions = direction.equals("bidirectional") ? 2 : 1;
        int rows = GATES.get(type) * 5;
        List<Object> all = new ArrayList<>(List.of(attributes));
        all.addAll(List.of("hidden_size", 5, "direction", direction));
        return graph.weights("w", directions, rows, 3)
                .weights("r", directions, rows, 5)
                .weights("b", directions, 2L * rows)
                .weights("h0", directions, 2, 5)
                .weights("c0", directions, 2, 5)
                .weights("p", directions, 15)
                .ints("lens", 4, 2)
                .ints("whole", 4, 4)
                .ints("long", 5, 1)
                .operator(type, "x w r " + more, outputs(type), all.toArray())
                .output(outputs(type).split(" "));
    }

    @Test
    void readsSequencesAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (String type : GATES.keySet()) {
            for (String direction : DIRECTIONS) {
                graphs.add(recurrent(type, direction, "_"));
                graphs.add(recurrent(type, direction, "b whole h0"));
                graphs.add(recurrent(type, direction, "b lens"));
            }
        }
        graphs.add(recurrent("LSTM", "bidirectional", "b _ h0 c0"));
        graphs.add(recurrent("LSTM", "reverse", "_ _ _ c0"));
        OnnxRuntime.agrees(graphs);
    }

    @Test
    void readsOtherActivationsAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        graphs.add(recurrent("GRU", "forward", "b", "linear_before_reset", 1));
        graphs.add(recurrent("RNN", "bidirectional", "b", "activations", List.of("Relu", "Relu")));
        graphs.add(recurrent("LSTM", "forward", "b", "activations", List.of("Sigmoid", "Tanh", "Tanh")));
        graphs.add(recurrent("LSTM", "reverse", "b", "activations", List.of("Sigmoid", "Softsign", "Relu")));
        OnnxRuntime.agrees(graphs);
    }

    @Test
    void seesCellsThroughPeepholesAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (String direction : DIRECTIONS) {
            graphs.add(recurrent("LSTM", direction, "b _ _ _ p"));
            graphs.add(recurrent("LSTM", direction, "_ lens h0 c0 p"));
        }
        graphs.add(recurrent("LSTM", "reverse", "b _ _ _ p", "activations", List.of("Sigmoid", "Softsign", "Relu")));
        OnnxRuntime.agrees(graphs);
        assertThat(recurrent("LSTM", "forward", "b _ _ _ p").statements())
                .anyMatch(statement -> statement.contains("lstm 5 peepholes"));
        OnnxGraph longer = recurrent(
                OnnxGraph.of(14).input("x", 65, 2, 3),
                "LSTM",
                "forward",
                "b",
                "activations",
                List.of("Sigmoid", "Softsign", "Relu"));
        assertThat(longer.refusal()).contains("`LSTM`: other activations than the layer's over 65 steps");
    }

    @Test
    void keepsTheBatch() {
        OnnxGraph graph = OnnxGraph.of(14)
                .open("x", "n", 4, 3)
                .weights("w", 1, 20, 3)
                .weights("r", 1, 20, 5)
                .weights("b", 1, 40)
                .operator("Transpose", "x", "t", "perm", List.of(1, 0, 2))
                .operator("LSTM", "t w r b", "s h", "hidden_size", 5)
                .wholes("one", 1)
                .operator("Squeeze", "s one", "q")
                .operator("Transpose", "q", "y", "perm", List.of(1, 0, 2))
                .output("y");
        assertThat(graph.statements()).containsExactly("input 4x3", "lstm 5");
    }

    @Test
    void laysDirectionsBesideEachOther() {
        OnnxGraph graph = OnnxGraph.of(14)
                .open("x", "n", 4, 3)
                .weights("w", 2, 15, 3)
                .weights("r", 2, 15, 5)
                .wholes("beside", 0, 0, -1)
                .operator("Transpose", "x", "t", "perm", List.of(1, 0, 2))
                .operator("GRU", "t w r", "s", "hidden_size", 5, "direction", "bidirectional")
                .operator("Transpose", "s", "d", "perm", List.of(0, 2, 1, 3))
                .operator("Reshape", "d beside", "q")
                .operator("Transpose", "q", "y", "perm", List.of(1, 0, 2))
                .output("y");
        assertThat(graph.statements()).containsExactly("input 4x3", "gru 5 reset_after=false bidirectional bias=false");
    }

    @Test
    void keepsOneSetOfTensors() {
        assertThat(recurrent("GRU", "forward", "b lens").statements())
                .contains(
                        "y: gru 5 reset_after=false",
                        "y_2: gru 5 reset_after=false weight_ih_l0=y.weight_ih_l0 weight_hh_l0=y.weight_hh_l0");
    }

    @Test
    void readsSequencesOfAnyLengthBackwards() {
        OnnxGraph graph = recurrent(OnnxGraph.of(14).open("x", "t", 1, 3).dimension("t", 2, 9), "RNN", "reverse", "b");
        assertThat(graph.statements()).contains("input (t x 1 x 3)", "slice step=-1", "y: rnn 5");
    }

    @Test
    void refusesLengthsBeyondTheSequence() {
        OnnxGraph graph = recurrent("RNN", "forward", "b long");
        assertThat(graph.refusal()).contains("`RNN`: `sequence_lens` [5, 1] does not fit sequences of 4 steps");
        assertThat(recurrent(OnnxGraph.of(14).input("x", 4, 1, 3), "GRU", "forward", "b lens")
                        .refusal())
                .contains("`GRU`: `sequence_lens` has 2 lengths for 1 sequences");
    }

    @Test
    void refusesWhatChangesSteps() {
        assertThat(recurrent("GRU", "forward", "b", "clip", 0.5).refusal()).contains("`GRU`: attribute `clip`");
        assertThat(recurrent("RNN", "forward", "b", "activations", List.of("Affine"))
                        .refusal())
                .contains("`RNN`: attribute `activations` is [Affine]");
    }
}
