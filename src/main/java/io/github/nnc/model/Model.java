package io.github.nnc.model;

import io.github.nnc.source.Span;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A checked model. Nodes stand in an order in which each comes after those it reads; tensors in the order of the model's
 * text, each once.
 */
public record Model(
        String name,
        Optional<String> documentation,
        List<Input> inputs,
        List<Node> nodes,
        List<LearnedTensor> tensors,
        List<Output> outputs,
        Optional<WeightFile> weights,
        Span span) {

    public Model {
        inputs = List.copyOf(inputs);
        nodes = List.copyOf(nodes);
        tensors = List.copyOf(tensors);
        outputs = List.copyOf(outputs);
    }

    /** How many numbers training finds, exact at any size. */
    public BigInteger parameters() {
        return numbers(true);
    }

    /** How many numbers weight files hold beside the parameters, in what PyTorch calls buffers. */
    public BigInteger buffers() {
        return numbers(false);
    }

    private BigInteger numbers(boolean learned) {
        return tensors.stream()
                .filter(tensor -> tensor.spec().learned() == learned)
                .map(tensor -> tensor.spec().shape().elements())
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Whether a call depends on those before it. */
    public boolean carries() {
        return nodes.stream().anyMatch(node -> node.layer().carries());
    }

    /** A value that the caller provides; {@code name} is empty where the only input has no label. */
    public record Input(String name, Value value, Optional<String> documentation, Span span) {}

    /** A value that the caller receives, with the names of its entries where they are declared. */
    public record Output(String name, Value value, Optional<List<String>> labels, Span span) {

        public Output {
            labels = labels.map(List::copyOf);
        }
    }

    /** The file that the model names, relative to its source, and what precedes the tensors' names in it. */
    public record WeightFile(String path, Optional<String> prefix, Span span) {}
}
