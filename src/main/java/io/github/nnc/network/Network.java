package io.github.nnc.network;

import java.util.List;
import java.util.Optional;

/** Layers at work, each after those it reads. */
public record Network(
        String name, Optional<String> documentation, List<Input> inputs, List<LayerCall> calls, List<Output> outputs) {

    public Network {
        inputs = List.copyOf(inputs);
        calls = List.copyOf(calls);
        outputs = List.copyOf(outputs);
    }

    /**
     * A value that the caller provides.
     *
     * @param name in the graph
     */
    public record Input(String name, Value value, Optional<String> documentation) {}

    /**
     * A value that the caller receives.
     *
     * @param name in the graph
     * @param labels what its entries stand for along the last dimension; empty where nothing is said
     */
    public record Output(String name, Value value, List<String> labels) {

        public Output {
            labels = List.copyOf(labels);
        }
    }

    /** The same inputs and outputs with other layers between them. */
    public Network withCalls(List<LayerCall> others) {
        return new Network(name, documentation, inputs, others, outputs);
    }
}
