package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Recurrent layers; ONNX keeps gates in another order than PyTorch, and one tensor for both biases. */
final class RecurrentRules {

    static final Map<String, OperatorRule> RULES = Map.of(
            "RNN", call -> new Recurrent(call, "rnn", List.of(0), List.of("Tanh")).outputs(),
            "GRU", call -> new Recurrent(call, "gru", List.of(1, 0, 2), List.of("Sigmoid", "Tanh")).outputs(),
            "LSTM",
                    call -> new Recurrent(call, "lstm", List.of(0, 2, 3, 1), List.of("Sigmoid", "Tanh", "Tanh"))
                            .outputs());

    /** Layers of the activations that steps which are written out may have. */
    private static final Map<String, String> ACTIVATIONS = Map.of(
            "Sigmoid", "sigmoid", "Tanh", "tanh", "Relu", "relu", "Softsign", "softsign", "Softplus", "softplus");

    /** For each peephole of the layer its place among those of the operator. */
    private static final List<Integer> INPUT_FORGET_OUTPUT = List.of(0, 2, 1);

    private RecurrentRules() {}

    /**
     * One recurrent operator.
     *
     * @param gates for each gate of the layer its place among those of the operator
     * @param usual the activations that the layer has
     */
    private record Recurrent(OperatorCall call, String layer, List<Integer> gates, List<String> usual) {

        List<Operand> outputs() {
            Layers layers = call.layers();
            // those that are accepted have no alpha and no beta
            call.ignore("output_sequence", "activation_alpha", "activation_beta");
            String direction = call.text("direction", "forward");
            boolean batchFirst = call.flag("layout", false);
            refuse();
            Flowing x = call.flowing(0);
            Flowing laid = layers.flowing(batchFirst ? layers.permute(x, List.of(1, 0, 2)) : x);
            List<Long> lengths = lengths(layers, laid);
            boolean reverse = direction.equals("reverse");
            Map<String, Operand> tensors = tensors();
            List<List<Flowing>> examples = new ArrayList<>();
            if (laid.batch() == 1) {
                if (lengths.stream().distinct().count() > 1) {
                    throw new MixesBatch(layers.origin());
                }
                OptionalLong length =
                        lengths.stream().mapToLong(Long::longValue).findFirst();
                examples.add(cut(layers, tensors, laid.at(0), length, reverse, Optional.empty()));
            } else if (laid.isBatched()) {
                throw new MixesBatch(layers.origin());
            } else {
                long count = layers.fixed(layers.slice(laid, 0, 0, 1, 1), "what arrives")
                        .get(1);
                if (!lengths.isEmpty() && lengths.size() != count) {
                    throw new Unsupported(
                            "`sequence_lens` has " + lengths.size() + " lengths for " + count + " sequences");
                }
                for (int i = 0; i < count; i++) {
                    Operand one = layers.squeeze(layers.slice(laid, 1, i, i + 1L, 1), 1);
                    OptionalLong length = lengths.isEmpty() ? OptionalLong.empty() : OptionalLong.of(lengths.get(i));
                    examples.add(cut(layers, tensors, layers.flowing(one), length, reverse, Optional.of((long) i)));
                }
            }
            return laidOut(layers, examples, laid.batch() == 1, batchFirst);
        }

        /** The layer at work on the first steps, from the last one where it reads backwards; states behind them are 0. */
        private List<Flowing> cut(
                Layers layers,
                Map<String, Operand> tensors,
                Flowing steps,
                OptionalLong length,
                boolean reverse,
                Optional<Long> number) {
            int axis = steps.isBatched() ? 1 : 0;
            Extent all = layers.extents(steps).get(axis);
            Flowing own =
                    length.isPresent() ? layers.flowing(layers.slice(steps, axis, 0, length.getAsLong(), 1)) : steps;
            List<Flowing> results =
                    new ArrayList<>(example(layers, tensors, reverse ? reversed(layers, own) : own, number));
            Flowing states = reverse ? reversed(layers, results.get(0)) : results.get(0);
            if (length.isPresent() && length.getAsLong() < all.max() && call.wants(0)) {
                long missing = all.max() - length.getAsLong();
                states = layers.layer("pad")
                        .with("padding", Windows.amounts(List.of(0L), List.of(missing)))
                        .whole("axis", 0)
                        .input(states)
                        .one();
            }
            results.set(0, states);
            return results;
        }

        /** The steps of each example from the last to the first. */
        private static Flowing reversed(Layers layers, Flowing steps) {
            return layers.layer("slice").whole("step", -1).input(steps).one();
        }

        private void refuse() {
            List<String> wanted = activationsOfLayer();
            Optional<List<String>> activations = call.texts("activations");
            boolean relu = layer.equals("rnn")
                    && activations.filter(RecurrentRules::areRelu).isPresent();
            boolean steps = layer.equals("lstm")
                    && activations
                            .filter(named -> named.size() == wanted.size()
                                    && ACTIVATIONS.keySet().containsAll(named))
                            .isPresent();
            if (activations.isPresent() && !relu && !steps && !activations.get().equals(wanted)) {
                throw new Unsupported("attribute `activations` is " + activations.get());
            }
            if (call.real("clip").isPresent()) {
                throw new Unsupported("attribute `clip` bounds what the gates see");
            }
            if (call.flag("input_forget", false)) {
                throw new Unsupported("attribute `input_forget` couples the gates");
            }
        }

        /** Whether the layer has no word for what the steps do. */
        private boolean isWrittenOut() {
            return !activations().equals(activationsOfLayer());
        }

        private boolean seesCells() {
            return call.has(7) && !isZero(call.input(7));
        }

        private List<String> activationsOfLayer() {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < directions(); i++) {
                all.addAll(usual);
            }
            return all;
        }

        private List<String> activations() {
            return call.texts("activations").orElse(activationsOfLayer());
        }

        private int directions() {
            return call.text("direction", "forward").equals("bidirectional") ? 2 : 1;
        }

        private static boolean isZero(Operand operand) {
            if (!(operand instanceof Operand.Constant constant)) {
                return false;
            }
            for (float value : constant.tensor().reals()) {
                if (value != 0) {
                    return false;
                }
            }
            return true;
        }

        /** The lengths of sequences; none where all are as long as what arrives. */
        private List<Long> lengths(Layers layers, Flowing x) {
            if (!call.has(4)) {
                return List.of();
            }
            Extent all = layers.extents(x).get(0);
            List<Long> lengths = Tensors.wholes(call.known(4, "`sequence_lens`"));
            if (lengths.stream().map(Extent::of).allMatch(all::equals)) {
                return List.of();
            }
            if (!all.isFixed() || lengths.stream().anyMatch(length -> length < 1 || length > all.max())) {
                throw new Unsupported("`sequence_lens` " + lengths + " does not fit sequences of " + all + " steps");
            }
            return lengths;
        }

        /** The layer at work on steps x features: all states, then the final ones of each kind. */
        private List<Flowing> example(
                Layers layers, Map<String, Operand> tensors, Flowing steps, Optional<Long> number) {
            if (layer.equals("lstm") && isWrittenOut()) {
                List<String> layersOf =
                        activations().stream().map(ACTIVATIONS::get).toList();
                return new LstmSteps(layers, tensors, Math.toIntExact(units()), layersOf, call.optional(7))
                        .of(steps.at(steps.isBatched() ? 0 : -1), start(5, number), start(6, number));
            }
            LayerBuilder recurrent = layers.layer(layer)
                    .whole("units", units())
                    .flag("bidirectional", directions() == 2)
                    .flag("bias", call.has(3));
            if (layer.equals("rnn")
                    && call.texts("activations").filter(RecurrentRules::areRelu).isPresent()) {
                recurrent.word("nonlinearity", "relu");
            }
            tensors.forEach(recurrent::tensor);
            if (layer.equals("lstm")) {
                recurrent.flag("peepholes", seesCells());
            }
            if (layer.equals("gru")) {
                recurrent.flag("reset_after", call.flag("linear_before_reset", false));
            }
            recurrent.input(steps.at(steps.isBatched() ? 0 : -1));
            start(5, number).ifPresent(states -> recurrent.value("h0", states));
            start(6, number).ifPresent(cells -> recurrent.value("c0", cells));
            return recurrent.all();
        }

        private long units() {
            long rows = call.layers().fixed(call.input(1), "the weight").get(1);
            return call.whole("hidden_size", rows / gates.size());
        }

        /** The layer's tensors by name, the same for all examples. */
        private Map<String, Operand> tensors() {
            Map<String, Operand> tensors = new LinkedHashMap<>();
            long units = units();
            for (int direction = 0; direction < directions(); direction++) {
                String suffix = "_l0" + (direction == 1 ? "_reverse" : "");
                tensors.put("weight_ih" + suffix, gated(call.input(1), direction, units, 0));
                tensors.put("weight_hh" + suffix, gated(call.input(2), direction, units, 0));
                if (call.has(3)) {
                    tensors.put("bias_ih" + suffix, gated(call.input(3), direction, units, 0));
                    tensors.put("bias_hh" + suffix, gated(call.input(3), direction, units, gates.size()));
                }
                if (layer.equals("lstm") && seesCells()) {
                    tensors.put("peephole" + suffix, parts(call.input(7), direction, units, INPUT_FORGET_OUTPUT));
                }
            }
            return tensors;
        }

        /** What an example begins with, directions x units; nothing where that is 0. */
        private Optional<Flowing> start(int input, Optional<Long> number) {
            if (!call.has(input) || isZero(call.input(input))) {
                return Optional.empty();
            }
            Layers layers = call.layers();
            boolean batchFirst = call.flag("layout", false);
            Operand all = batchFirst ? layers.permute(call.input(input), List.of(1, 0, 2)) : call.input(input);
            if (all instanceof Flowing flowing && flowing.batch() == 1) {
                return Optional.of(flowing.at(0));
            }
            long count = layers.fixed(all, "the states to begin with").get(1);
            if (number.isEmpty() && count != 1) {
                throw new MixesBatch(layers.origin());
            }
            long own = number.orElse(0L);
            return Optional.of(layers.flowing(layers.squeeze(layers.slice(all, 1, own, own + 1, 1), 1)));
        }

        /** The rows of a direction with the gates in the order of the layer, from some gate on. */
        private Operand gated(Operand tensor, int direction, long units, int from) {
            return parts(
                    tensor,
                    direction,
                    units,
                    gates.stream().map(gate -> from + gate).toList());
        }

        /** Some of the equal parts of a direction's rows, in that order. */
        private Operand parts(Operand tensor, int direction, long units, List<Integer> order) {
            Layers layers = call.layers();
            Operand own = layers.squeeze(layers.slice(tensor, 0, direction, direction + 1L, 1), 0);
            List<Operand> parts = new ArrayList<>();
            for (int part : order) {
                long start = part * units;
                parts.add(layers.slice(own, 0, start, start + units, 1));
            }
            return layers.concat(parts, 0);
        }

        /** As ONNX lays them out: steps, directions, examples and units; without the steps for final states. */
        private List<Operand> laidOut(
                Layers layers, List<List<Flowing>> examples, boolean batched, boolean batchFirst) {
            List<Operand> outputs = new ArrayList<>();
            int kinds = examples.get(0).size();
            for (int kind = 0; kind < kinds; kind++) {
                int place = kind == 0 ? 2 : 1;
                List<Operand> parts = new ArrayList<>();
                for (List<Flowing> example : examples) {
                    if (!call.wants(kind)) {
                        break;
                    }
                    Flowing states = kind == 0 ? byDirection(layers, example) : example.get(kind);
                    parts.add(batched ? states.at(place) : layers.unsqueeze(states, place));
                }
                if (parts.isEmpty()) {
                    outputs.add(examples.get(0).get(kind));
                    continue;
                }
                Operand all = layers.concat(parts, place);
                outputs.add(batchFirst ? layers.permute(all, kind == 0 ? List.of(2, 0, 1, 3) : List.of(1, 0, 2)) : all);
            }
            return outputs;
        }

        /** Steps x states of both directions become steps x directions x states. */
        private Flowing byDirection(Layers layers, List<Flowing> example) {
            Flowing states = example.get(0);
            List<Extent> ends = example.get(1).shape().extents();
            if (ends.get(0).equals(Extent.of(1))) {
                int steps = states.isBatched() ? 1 : 0;
                return layers.flowing(layers.unsqueeze(states, steps + 1));
            }
            return layers.inside(
                    states,
                    List.of(Optional.of(states.shape().extent(0)), Optional.of(ends.get(0)), Optional.of(ends.get(1))));
        }
    }

    private static boolean areRelu(List<String> activations) {
        return activations.stream().allMatch("Relu"::equals);
    }
}
