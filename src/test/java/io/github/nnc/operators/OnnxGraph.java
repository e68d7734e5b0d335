package io.github.nnc.operators;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.importer.ImportRequest;
import io.github.nnc.importer.Imported;
import io.github.nnc.importer.OnnxImport;
import io.github.nnc.testing.FilesInMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** A small ONNX file for tests: inputs, tensors, operators and outputs in the order in which they are added. */
public final class OnnxGraph {

    private static final long OPEN = 3;

    private final long version;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("g");
    private final Map<String, long[]> inputs = new LinkedHashMap<>();
    private final Map<String, ImportRequest.Bounds> dimensions = new LinkedHashMap<>();
    private final List<StringStringEntryProto> metadata = new ArrayList<>();
    private final Random random = new Random(7);

    private OnnxGraph(long version) {
        this.version = version;
    }

    /** Of a version of the default operator set. */
    public static OnnxGraph of(long version) {
        return new OnnxGraph(version);
    }

    /** One operator with one output on one input of some dimensions; attributes are names and values in turn. */
    public static OnnxGraph of(long version, String operator, List<Long> shape, Object... attributes) {
        return of(version)
                .input("x", longs(shape))
                .node(operator, "x", attributes)
                .output("y");
    }

    public OnnxGraph input(String name, long... shape) {
        inputs.put(name, shape);
        graph.addInput(value(name, shape));
        return this;
    }

    /** An input of whole numbers. */
    public OnnxGraph ids(String name, long... shape) {
        ValueInfoProto.Builder input = value(name, shape).toBuilder();
        input.getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.INT64_VALUE);
        graph.addInput(input);
        return this;
    }

    /** An input of floats whose dimensions may have names; each such is {@link #OPEN} long where the graph is run. */
    public OnnxGraph open(String name, Object... shape) {
        inputs.put(
                name,
                Arrays.stream(shape)
                        .mapToLong(extent -> extent instanceof Number number ? number.longValue() : OPEN)
                        .toArray());
        TensorShapeProto.Builder extents = TensorShapeProto.newBuilder();
        for (Object extent : shape) {
            if (extent instanceof String symbol) {
                extents.addDimBuilder().setDimParam(symbol);
            } else {
                extents.addDimBuilder().setDimValue(((Number) extent).longValue());
            }
        }
        graph.addInput(value(name, extents));
        return this;
    }

    public OnnxGraph dimension(String name, long least, long most) {
        dimensions.put(name, new ImportRequest.Bounds(least, most));
        return this;
    }

    public OnnxGraph floats(String name, List<Long> shape, double... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT_VALUE)
                .addAllDims(shape);
        for (double each : values) {
            tensor.addFloatData((float) each);
        }
        graph.addInitializer(tensor);
        return this;
    }

    /** A tensor of numbers that are the same in each run. */
    public OnnxGraph weights(String name, long... shape) {
        int size = size(shape);
        return floats(
                name,
                Arrays.stream(shape).boxed().toList(),
                random.doubles(size, -1, 1).toArray());
    }

    public OnnxGraph wholes(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64_VALUE)
                .addDims(values.length);
        for (long each : values) {
            tensor.addInt64Data(each);
        }
        graph.addInitializer(tensor);
        return this;
    }

    /** Whole numbers of 32 bits. */
    OnnxGraph ints(String name, int... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT32_VALUE)
                .addDims(values.length);
        for (int each : values) {
            tensor.addInt32Data(each);
        }
        graph.addInitializer(tensor);
        return this;
    }

    /** An operator whose output is {@code y}; inputs are parted by blanks, {@code _} stands for one that is left out. */
    public OnnxGraph node(String type, String inputNames, Object... attributes) {
        return operator(type, inputNames, "y", attributes);
    }

    /** An operator whose outputs are parted by blanks, too. */
    public OnnxGraph operator(String type, String inputNames, String outputNames, Object... attributes) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(type);
        for (String name : inputNames.split(" ")) {
            node.addInput(name.equals("_") ? "" : name);
        }
        node.addAllOutput(List.of(outputNames.split(" ")));
        for (int i = 0; i < attributes.length; i += 2) {
            node.addAttribute(attribute((String) attributes[i], attributes[i + 1]));
        }
        graph.addNode(node);
        return this;
    }

    /** Outputs of dimensions that the file leaves open. */
    public OnnxGraph output(String... names) {
        for (String name : names) {
            TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE);
            graph.addOutput(ValueInfoProto.newBuilder()
                    .setName(name)
                    .setType(TypeProto.newBuilder().setTensorType(tensor)));
        }
        return this;
    }

    /** An output of whole numbers. */
    OnnxGraph wholesOutput(String name) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(DataType.INT64_VALUE);
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor)));
        return this;
    }

    public OnnxGraph sized(String name, long... shape) {
        graph.addOutput(value(name, shape));
        return this;
    }

    /** What the entries of an output stand for, one a line of the file's metadata. */
    public OnnxGraph labels(String output, String... labels) {
        metadata.add(StringStringEntryProto.newBuilder()
                .setKey("labels." + output)
                .setValue(String.join("\n", labels))
                .build());
        return this;
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Integer whole) {
            return attribute.setType(AttributeType.INT).setI(whole).build();
        }
        if (value instanceof Double real) {
            return attribute
                    .setType(AttributeType.FLOAT)
                    .setF(real.floatValue())
                    .build();
        }
        if (value instanceof String text) {
            return attribute
                    .setType(AttributeType.STRING)
                    .setS(ByteString.copyFromUtf8(text))
                    .build();
        }
        List<?> values = (List<?>) value;
        if (values.get(0) instanceof String) {
            values.forEach(each -> attribute.addStrings(ByteString.copyFromUtf8((String) each)));
            return attribute.setType(AttributeType.STRINGS).build();
        }
        if (values.get(0) instanceof Double) {
            values.forEach(each -> attribute.addFloats(((Double) each).floatValue()));
            return attribute.setType(AttributeType.FLOATS).build();
        }
        values.forEach(each -> attribute.addInts(((Number) each).longValue()));
        return attribute.setType(AttributeType.INTS).build();
    }

    private static ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder extents = TensorShapeProto.newBuilder();
        for (long extent : shape) {
            extents.addDimBuilder().setDimValue(extent);
        }
        return value(name, extents);
    }

    private static ValueInfoProto value(String name, TensorShapeProto.Builder extents) {
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE).setShape(extents);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    static int size(long... shape) {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }

    /** The dimensions of each input. */
    Map<String, long[]> inputs() {
        return inputs;
    }

    byte[] file() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(version))
                .setGraph(graph)
                .addAllMetadataProps(metadata)
                .build()
                .toByteArray();
    }

    private Optional<Imported> imported(Diagnostics diagnostics) {
        FilesInMemory files = new FilesInMemory(Map.of("g.onnx", file()));
        return OnnxImport.of(
                new ImportRequest("g.onnx", files, "g", "g.safetensors", dimensions, Map.of()), diagnostics);
    }

    Imported imported() {
        Diagnostics diagnostics = new Diagnostics();
        return imported(diagnostics).orElseThrow(() -> new AssertionError(this + reasons(diagnostics)));
    }

    /** The text as it is imported. */
    public String text() {
        return imported().text();
    }

    /** The statements of the text, without that of the weights. */
    public List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (String line : imported().text().lines().toList()) {
            String statement = line.strip();
            if (statement.endsWith(";") && line.startsWith(" ") && !statement.startsWith("weights ")) {
                statements.add(statement.substring(0, statement.length() - 1));
            }
        }
        return statements;
    }

    /** Why it is refused. */
    public String refusal() {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Imported> imported = imported(diagnostics);
        if (imported.isPresent()) {
            throw new AssertionError(this + " is accepted:\n" + imported.get().text());
        }
        return reasons(diagnostics);
    }

    private static String reasons(Diagnostics diagnostics) {
        List<Diagnostic> found = diagnostics.sorted();
        return found.stream()
                .map(each -> each.notes().isEmpty() ? each.message() : String.join("\n", each.notes()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return "version " + version + "\n" + graph;
    }
}
