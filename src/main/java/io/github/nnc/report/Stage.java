package io.github.nnc.report;

import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One statement at work: a layer, and the activation words written after it. Reports speak of stages, because people
 * think of {@code dense 4 relu} as one layer.
 *
 * @param sources for each value it reads the index of the stage that makes it, or -1 - k for the model's input k
 * @param learned the tensors that no earlier stage uses
 * @param shared whether it uses tensors of an earlier stage
 */
record Stage(List<Node> nodes, List<Integer> sources, List<LearnedTensor> learned, boolean shared) {

    Stage {
        nodes = List.copyOf(nodes);
        sources = List.copyOf(sources);
        learned = List.copyOf(learned);
    }

    static List<Stage> of(Model model) {
        Map<Value, Integer> makers = new IdentityHashMap<>();
        for (int i = 0; i < model.inputs().size(); i++) {
            makers.put(model.inputs().get(i).value(), -1 - i);
        }
        List<List<Node>> groups = groups(model);
        List<Stage> stages = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (List<Node> nodes : groups) {
            List<Integer> sources =
                    nodes.get(0).reads().stream().map(makers::get).toList();
            List<LearnedTensor> learned = new ArrayList<>();
            boolean shared = false;
            for (LearnedTensor tensor : inOrder(nodes)) {
                boolean fresh = seen.add(tensor.name());
                shared |= !fresh;
                if (fresh) {
                    learned.add(tensor);
                }
            }
            Stage stage = new Stage(nodes, sources, learned, shared);
            for (Value value : stage.values()) {
                makers.put(value, stages.size());
            }
            stages.add(stage);
        }
        return stages;
    }

    /** The module path. */
    String name() {
        return nodes.get(0).path();
    }

    /** As written, on one line, without label and body: {@code dense 4 relu}. */
    String statement() {
        String first =
                nodes.get(0).description().replaceFirst("^\\w+\\s*:\\s*", "").replaceFirst("\\s*<.*", "");
        StringBuilder text = new StringBuilder(first);
        for (Node word : nodes.subList(1, nodes.size())) {
            if (!first.matches(".*\\b" + word.type().name() + "\\b.*")) {
                text.append(' ').append(word.type().name());
            }
        }
        return text.toString();
    }

    List<Value> inputs() {
        return nodes.get(0).inputs();
    }

    /** Its inputs, then the values that stand for tensors. */
    List<Value> reads() {
        return nodes.get(0).reads();
    }

    List<Value> outputs() {
        return nodes.get(nodes.size() - 1).outputs();
    }

    /** All that its nodes make, also what only flows on inside. */
    List<Value> values() {
        return nodes.stream().flatMap(node -> node.outputs().stream()).toList();
    }

    BigInteger parameters() {
        return learned.stream()
                .filter(tensor -> tensor.spec().learned())
                .map(tensor -> tensor.spec().shape().elements())
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** A word belongs to the node whose value it takes. */
    private static List<List<Node>> groups(Model model) {
        List<List<Node>> groups = new ArrayList<>();
        for (Node node : model.nodes()) {
            if (node.word() && !groups.isEmpty()) {
                List<Node> last = groups.get(groups.size() - 1);
                if (last.get(last.size() - 1).outputs().get(0) == node.inputs().get(0)) {
                    last.add(node);
                    continue;
                }
            }
            groups.add(new ArrayList<>(List.of(node)));
        }
        return groups;
    }

    /** A node's tensors in PyTorch's order, which its map does not keep. */
    private static List<LearnedTensor> inOrder(List<Node> nodes) {
        List<LearnedTensor> tensors = new ArrayList<>();
        for (Node node : nodes) {
            node.layer()
                    .weights(node.inputs().stream().map(Value::type).toList())
                    .forEach(spec -> node.tensors().get(spec.name()).learned().ifPresent(tensors::add));
        }
        return tensors;
    }
}
