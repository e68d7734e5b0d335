package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one call leaves to the next: an input {@code past.PATH.NAME} and an output {@code present.PATH.NAME} for each value,
 * the latter to be handed in as the former.
 */
final class States {

    private final OnnxGraph graph;
    private final List<ValueInfoProto> inputs = new ArrayList<>();
    private final Map<ValueInfoProto, String> outputs = new LinkedHashMap<>();

    States(OnnxGraph graph) {
        this.graph = graph;
    }

    /** The name of what a layer finds; {@code type} is what it is declared as. */
    String past(String path, String name, ValueInfoProto.Builder type) {
        String input = graph.unique("past." + path + "." + name);
        inputs.add(type.setName(input).build());
        return input;
    }

    /** Says which value a layer leaves behind under the same name. */
    void present(String path, String name, ValueInfoProto.Builder type, String value) {
        outputs.put(type.setName(graph.unique("present." + path + "." + name)).build(), value);
    }

    List<ValueInfoProto> inputs() {
        return List.copyOf(inputs);
    }

    /** The declared outputs, each with the value in the graph that it is. */
    Map<ValueInfoProto, String> outputs() {
        return outputs;
    }
}
