package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.TensorType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A checked model as an ONNX file of operator set 20. Every value has the batch in front, so that an image is N x C x H x W;
 * ids are int64, all else is float32. Inputs, outputs and tensors keep their names; an input without a label is
 * {@code input}, an output without one {@code output}.
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
        model.inputs().forEach(input -> inputs.add(graph.unique(input.name().isEmpty() ? "input" : input.name())));
        model.outputs()
                .forEach(output -> outputs.add(graph.unique(output.name().isEmpty() ? "output" : output.name())));
        this.lengths = new Lengths(graph, model, inputs, batch);
        this.tensors = new Tensors(graph, model, values);
    }

    /**
     * The file of a model; empty, and reported, where it has a layer that cannot be written.
     *
     * @param values of all tensors of the model, by name
     * @param batch how many examples a call takes, at least 1; where it is empty each call decides it
     */
    public static Optional<byte[]> of(
            Model model, Map<String, float[]> values, OptionalLong batch, Diagnostics diagnostics) {
        Optional<Diagnostic> obstacle = Obstacles.of(model).or(() -> tooLarge(model));
        if (obstacle.isPresent()) {
            diagnostics.report(obstacle.get());
            return Optional.empty();
        }
        return Optional.of(new OnnxExport(model, values, batch).file().toByteArray());
    }

    private static Optional<Diagnostic> tooLarge(Model model) {
        BigInteger bytes = model.parameters().add(model.buffers()).multiply(BigInteger.valueOf(Float.BYTES));
        return bytes.compareTo(BigInteger.valueOf(MOST_BYTES)) <= 0
                ? Optional.empty()
                : Optional.of(Diagnostic.of(
                                Code.WEIGHTS_TOO_LARGE,
                                model.span(),
                                "the weights of `" + model.name() + "` are " + bytes + " bytes, but an ONNX file holds"
                                        + " at most 2 GiB")
                        .withHelp("export parts of it as models of their own"));
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
            ValueInfoProto.Builder info = info(inputs.get(i), input.value().type(), true);
            input.documentation().ifPresent(info::setDocString);
            written.addInput(info);
        }
        for (int i = 0; i < outputs.size(); i++) {
            written.addOutput(
                    info(outputs.get(i), model.outputs().get(i).value().type(), true));
        }
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
        List<String> names = new ArrayList<>();
        for (int i = 0; i < arriving.size(); i++) {
            Operand operand = arriving.get(i);
            names.add(
                    rule.stretches()
                            ? operand.name()
                            : batched(operand, node.inputs().get(i)));
        }
        boolean batched = !rule.stretches() || arriving.stream().anyMatch(Operand::batched);
        List<String> made = rule.write(new Application(node, names, graph, lengths, tensors));
        for (int i = 0; i < made.size(); i++) {
            Value value = node.outputs().get(i);
            operands.put(value, new Operand(made.get(i), batched));
            if (graph.isResult(made.get(i))) {
                described.putIfAbsent(made.get(i), info(made.get(i), value.type(), batched));
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
            String name = batched(operands.get(value), value);
            if (graph.isResult(name) && !renamed.containsKey(name)) {
                renamed.put(name, outputs.get(i));
            } else {
                renamed.put(graph.operator(outputs.get(i), "Identity", List.of(name)), outputs.get(i));
            }
        }
        return renamed;
    }

    private ValueInfoProto.Builder info(String name, TensorType type, boolean batched) {
        TensorProto.DataType element = type.isIds() ? TensorProto.DataType.INT64 : TensorProto.DataType.FLOAT;
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(element.getNumber())
                                .setShape(lengths.declared(type.shape(), batched))));
    }
}
