package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A checked model as an ONNX file of operator set 20. Every value has the batch in front, so that an image is N x C x H x W;
 * ids are int64, all else is float32. Inputs, outputs and tensors keep their names; an input without a label is
 * {@code input}, an output without one {@code output}. What one call leaves to the next is an output that the next one
 * takes as an input.
 */
public final class OnnxExport {

    /** The operator set, and the version of the format that came with it: the first that has {@code Gelu}. */
    private static final long OPERATOR_SET = 20;

    private static final long FORMAT = 9;

    /** What a file of this format holds at most, less some room for the graph. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - (16L << 20);

    private final Model model;
    private final OnnxGraph graph = new OnnxGraph();
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final Lengths lengths;
    private final Tensors tensors;
    private final States states = new States(graph);
    private final Examples examples;
    private final Map<Value, Operand> operands = new HashMap<>();

    /** The types of what layers make, which viewers show. */
    private final Map<String, ValueInfoProto.Builder> described = new LinkedHashMap<>();

    /**
     * A value in the graph.
     *
     * @param batched whether it has an entry for each example, or one for all of them
     */
    private record Operand(String name, boolean batched) {}

    private OnnxExport(Model model, Map<String, float[]> values, OptionalLong batch) {
        this.model = model;
        this.examples = new Examples(model);
        model.inputs().forEach(input -> inputs.add(graph.unique(input.name().isEmpty() ? "input" : input.name())));
        model.outputs()
                .forEach(output -> outputs.add(graph.unique(output.name().isEmpty() ? "output" : output.name())));
        this.lengths = new Lengths(graph, model, inputs, batch);
        this.tensors =
                new Tensors(graph, model, values, value -> operands.get(value).name());
    }

    /**
     * The file of a model; empty, and reported, where {@link #allows} says that there is none.
     *
     * @param values of all tensors of the model, by name
     * @param batch how many examples a call takes, at least 1; where it is empty each call decides it
     */
    public static Optional<byte[]> of(
            Model model, Map<String, float[]> values, OptionalLong batch, Diagnostics diagnostics) {
        return allows(model, batch, diagnostics)
                ? Optional.of(new OnnxExport(model, values, batch).file().toByteArray())
                : Optional.empty();
    }

    /** Whether there is a file for a model and so many examples a call; reported where not. */
    public static boolean allows(Model model, OptionalLong batch, Diagnostics diagnostics) {
        return Examples.shareTensors(model, batch, diagnostics) & fits(model, diagnostics);
    }

    private static boolean fits(Model model, Diagnostics diagnostics) {
        BigInteger bytes = model.parameters().add(model.buffers()).multiply(BigInteger.valueOf(Float.BYTES));
        boolean fits = bytes.compareTo(BigInteger.valueOf(MOST_BYTES)) <= 0;
        if (!fits) {
            diagnostics.report(Diagnostic.of(
                            Code.WEIGHTS_TOO_LARGE,
                            model.span(),
                            "the weights of `" + model.name() + "` are too large for an ONNX file: "
                                    + String.format(Locale.ROOT, "%,d", bytes) + " bytes")
                    .withNote("an ONNX file has at most 2 GiB")
                    .withHelp("export parts of it as models of their own"));
        }
        return fits;
    }

    private ModelProto file() {
        for (int i = 0; i < inputs.size(); i++) {
            operands.put(model.inputs().get(i).value(), new Operand(inputs.get(i), true));
        }
        model.nodes().forEach(this::write);
        GraphProto.Builder written = GraphProto.newBuilder().setName(model.name());
        Map<String, String> renamed = results();
        graph.writeTo(written, renamed);
        described.keySet().removeAll(renamed.keySet());
        described.values().forEach(written::addValueInfo);
        for (int i = 0; i < inputs.size(); i++) {
            Model.Input input = model.inputs().get(i);
            ValueInfoProto.Builder info =
                    lengths.info(inputs.get(i), input.value().type(), true);
            input.documentation().ifPresent(info::setDocString);
            written.addInput(info);
        }
        for (int i = 0; i < outputs.size(); i++) {
            written.addOutput(
                    lengths.info(outputs.get(i), model.outputs().get(i).value().type(), true));
        }
        written.addAllInput(states.inputs()).addAllOutput(states.outputs().keySet());
        model.documentation().ifPresent(written::setDocString);
        ModelProto.Builder file = ModelProto.newBuilder()
                .setIrVersion(FORMAT)
                .setProducerName("nnc")
                .setGraph(written)
                .addAllMetadataProps(labels());
        file.addOpsetImportBuilder().setVersion(OPERATOR_SET);
        return file.build();
    }

    /** The names of an output's entries, one a line. */
    private List<StringStringEntryProto> labels() {
        List<StringStringEntryProto> labels = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            String key = "labels." + outputs.get(i);
            model.outputs()
                    .get(i)
                    .labels()
                    .ifPresent(names -> labels.add(StringStringEntryProto.newBuilder()
                            .setKey(key)
                            .setValue(String.join("\n", names))
                            .build()));
        }
        return labels;
    }

    private void write(Node node) {
        OnnxRule rule = OnnxRules.find(node.type().name()).orElseThrow();
        List<Operand> arriving = node.inputs().stream().map(operands::get).toList();
        // what depends on no input is the same for each example
        boolean batched = examples.differ(node.outputs().get(0));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < arriving.size(); i++) {
            Operand operand = arriving.get(i);
            names.add(
                    rule.stretches() || !batched
                            ? operand.name()
                            : batched(operand, node.inputs().get(i)));
        }
        List<String> made = rule.write(new Application(node, names, graph, lengths, tensors, states));
        for (int i = 0; i < made.size(); i++) {
            Value value = node.outputs().get(i);
            operands.put(value, new Operand(made.get(i), batched));
            if (graph.isResult(made.get(i))) {
                described.putIfAbsent(made.get(i), lengths.info(made.get(i), value.type(), batched));
            }
        }
    }

    private String batched(Operand operand, Value value) {
        return operand.batched()
                ? operand.name()
                : lengths.spread(operand.name(), value.type().shape().rank());
    }

    /** Values that become outputs get their names; what has a name already is copied. */
    private Map<String, String> results() {
        Map<String, String> renamed = new HashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            Value value = model.outputs().get(i).value();
            name(batched(operands.get(value), value), outputs.get(i), renamed);
        }
        states.outputs().forEach((output, value) -> name(value, output.getName(), renamed));
        return renamed;
    }

    private void name(String value, String output, Map<String, String> renamed) {
        boolean free = graph.isResult(value) && !renamed.containsKey(value);
        renamed.put(free ? value : graph.operator(output, "Identity", List.of(value)), output);
    }
}
