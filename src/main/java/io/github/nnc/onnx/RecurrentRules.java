package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.nnc.model.TensorUse;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Recurrent layers. The operators read steps x batch x features, so that the batch and the steps change places before
 * and after; each of several layers is an operator of its own.
 */
final class RecurrentRules {

    /** The gates of PyTorch, in the order in which the operator of that name has them. */
    private static final List<Integer> ONE = List.of(0);

    private static final List<Integer> INPUT_OUTPUT_FORGET_CELL = List.of(0, 3, 1, 2);
    private static final List<Integer> UPDATE_RESET_NEW = List.of(1, 0, 2);

    private static final List<Integer> INPUT_OUTPUT_FORGET = List.of(0, 2, 1);

    /** Which input tells the lengths of sequences that differ within a batch. */
    private static final int LENGTHS = 4;

    private static final int PEEPHOLES = 7;

    static final Map<String, OnnxRule> RULES = Map.of(
            "rnn",
            at -> new RecurrentRules(at, "RNN", ONE, List.of("h")).write(RecurrentRules::nonlinearity),
            "lstm",
            at -> new RecurrentRules(at, "LSTM", INPUT_OUTPUT_FORGET_CELL, List.of("h", "c")).write(count -> List.of()),
            "gru",
            at -> new RecurrentRules(at, "GRU", UPDATE_RESET_NEW, List.of("h"))
                    .write(rules -> List.of(Attributes.whole(
                            "linear_before_reset", at.arguments().flag("reset_after") ? 1 : 0))));

    private final Application at;
    private final String type;
    private final List<Integer> gates;
    private final List<String> states;
    private final int directions;
    private final int layers;
    private final long units;

    private RecurrentRules(Application at, String type, List<Integer> gates, List<String> states) {
        this.at = at;
        this.type = type;
        this.gates = gates;
        this.states = states;
        this.directions = at.arguments().flag("bidirectional") ? 2 : 1;
        this.layers = Math.toIntExact(at.arguments().whole("layers"));
        this.units = at.arguments().whole("units");
    }

    private static List<AttributeProto> nonlinearity(RecurrentRules rules) {
        String function = rules.at.arguments().word("nonlinearity").equals("relu") ? "Relu" : "Tanh";
        return List.of(Attributes.words("activations", Collections.nCopies(rules.directions, function)));
    }

    private List<String> write(Function<RecurrentRules, List<AttributeProto>> own) {
        List<AttributeProto> attributes = new ArrayList<>(own.apply(this));
        attributes.add(Attributes.whole("hidden_size", units));
        attributes.add(Attributes.word("direction", directions == 2 ? "bidirectional" : "forward"));
        List<List<String>> starts = starts();
        String steps = at.transpose(at.x(), 1L, 0L, 2L);
        List<List<String>> finals = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            List<String> inputs = new ArrayList<>(inputs(steps, layer));
            if (!starts.isEmpty()) {
                // what stands for lengths of sequences in a batch is left out
                inputs.addAll(Collections.nCopies(LENGTHS - inputs.size() + 1, ""));
                inputs.addAll(starts.get(layer));
            }
            if (at.has("peephole_l" + layer)) {
                inputs.addAll(Collections.nCopies(PEEPHOLES - inputs.size(), ""));
                inputs.add(peepholes(layer));
            }
            List<String> made = at.operator(type, inputs, 1 + states.size(), attributes.toArray(AttributeProto[]::new));
            steps = joined(made.get(0));
            finals.add(made.subList(1, made.size()));
        }
        return results(steps, finals);
    }

    private List<String> results(String steps, List<List<String>> finals) {
        String last = finals.get(finals.size() - 1).get(0);
        List<String> results = new ArrayList<>();
        results.add(
                at.arguments().flag("sequences")
                        ? at.transpose(steps, 1L, 0L, 2L)
                        : at.operator("Flatten", List.of(batchFirst(last)), Attributes.whole("axis", 1)));
        for (int i = 0; i < states.size(); i++) {
            results.add(batchFirst(stacked(finals, i)));
            if (at.arguments().flag("carry")) {
                at.states().present(at.node().path(), states.get(i), rows(), results.get(i + 1));
            }
        }
        return results;
    }

    /** The states that the layers start from, of each layer all; none where they are zeros. */
    private List<List<String>> starts() {
        List<String> given = states.stream().map(this::start).toList();
        List<List<String>> starts = new ArrayList<>();
        for (int layer = 0; layer < layers && !given.stream().allMatch(String::isEmpty); layer++) {
            starts.add(new ArrayList<>());
        }
        for (String start : given) {
            List<String> parts = start.isEmpty()
                    ? Collections.nCopies(layers, "")
                    : layers == 1 ? List.of(start) : at.split(start, layers, 0);
            for (int layer = 0; layer < starts.size(); layer++) {
                starts.get(layer).add(parts.get(layer));
            }
        }
        return starts;
    }

    /** What a state of all layers starts from, the batch behind the layers; empty for zeros. */
    private String start(String state) {
        if (at.arguments().flag("carry")) {
            return batchFirst(at.states().past(at.node().path(), state, rows()));
        }
        OptionalInt input = at.arguments().input(state + "0");
        return input.isPresent() ? batchFirst(at.inputs().get(input.getAsInt())) : "";
    }

    private ValueInfoProto.Builder rows() {
        return at.lengths().info("", TensorType.floats(Shape.of(layers, units)), true);
    }

    /** Steps x directions x batch x units with the directions behind each other. */
    private String joined(String steps) {
        return directions == 1
                ? at.operator("Squeeze", steps, at.wholes(1L))
                : at.operator("Reshape", at.transpose(steps, 0L, 2L, 1L, 3L), at.wholes(0L, 0L, 2 * units));
    }

    private String stacked(List<List<String>> finals, int state) {
        List<String> each = finals.stream().map(made -> made.get(state)).toList();
        return each.size() == 1 ? each.get(0) : at.operator("Concat", each, Attributes.whole("axis", 0));
    }

    private String batchFirst(String rows) {
        return at.transpose(rows, 1L, 0L, 2L);
    }

    private List<String> inputs(String steps, int layer) {
        List<String> inputs = new ArrayList<>(List.of(steps));
        inputs.add(matrices("weight_ih_l" + layer));
        inputs.add(matrices("weight_hh_l" + layer));
        if (at.arguments().flag("bias")) {
            inputs.add(biases(layer));
        }
        return inputs;
    }

    /** The matrices of all directions, their gates in the operator's order. */
    private String matrices(String name) {
        List<TensorUse> parts =
                suffixes().stream().map(suffix -> at.use(name + suffix)).toList();
        long columns = parts.get(0).shape().last().max();
        return at.tensors()
                .joined(
                        at.node().path() + "." + name,
                        List.of((long) directions, gates.size() * units, columns),
                        parts,
                        gates);
    }

    private String biases(int layer) {
        List<TensorUse> parts = new ArrayList<>();
        for (String suffix : suffixes()) {
            parts.add(at.use("bias_ih_l" + layer + suffix));
            parts.add(at.use("bias_hh_l" + layer + suffix));
        }
        String name = at.node().path() + ".bias_l" + layer;
        return at.tensors().joined(name, List.of((long) directions, 2 * gates.size() * units), parts, gates);
    }

    private String peepholes(int layer) {
        String name = "peephole_l" + layer;
        List<TensorUse> parts =
                suffixes().stream().map(suffix -> at.use(name + suffix)).toList();
        List<Long> shape = List.of((long) directions, INPUT_OUTPUT_FORGET.size() * units);
        return at.tensors().joined(at.node().path() + "." + name, shape, parts, INPUT_OUTPUT_FORGET);
    }

    private List<String> suffixes() {
        return directions == 1 ? List.of("") : List.of("", "_reverse");
    }
}
