package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The lengths of values in a graph: numbers, or what the shapes of its inputs say in each call. In front of every shape
 * stands the batch.
 */
final class Lengths {

    private static final String BATCH = "batch";
    private static final String SCOPE = "lengths";

    private final OnnxGraph graph;
    private final OptionalLong batch;
    private final String first;
    private final Map<Extent, Place> places = new LinkedHashMap<>();
    private final Map<Extent, String> names = new HashMap<>();
    private final Map<Extent, Stream> streams = new HashMap<>();
    private final Set<String> taken = new HashSet<>(Set.of(BATCH));

    /** Where a length can be read: a dimension of a value, the batch counted. */
    private record Place(String value, int dimension) {}

    /** How many tokens calls before this one had, and how many with it. */
    record Stream(Extent.Symbol past, Extent.Symbol total) {}

    /**
     * The lengths of a model's inputs.
     *
     * @param inputs their names in the graph, at least one
     * @param batch empty where each call decides it
     */
    Lengths(OnnxGraph graph, Model model, List<String> inputs, OptionalLong batch) {
        this.graph = graph;
        this.batch = batch;
        this.first = inputs.get(0);
        for (int i = 0; i < inputs.size(); i++) {
            List<Extent> extents = model.inputs().get(i).value().type().shape().extents();
            for (int d = 0; d < extents.size(); d++) {
                Extent extent = extents.get(d);
                if (!extent.isFixed()) {
                    names.computeIfAbsent(extent, this::name);
                    readFrom(extent, inputs.get(i), d + 1);
                }
            }
        }
    }

    /** A length that has no name of its own, {@code ..512}, needs one here. */
    private String name(Extent extent) {
        String written = extent.toString();
        String wanted = written.contains("..") ? "length" : written;
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /** The tokens of the calls so far, for layers that go on from them; the same for all that read as many in a call. */
    Stream stream(Extent tokens, long capacity) {
        Stream known = streams.get(tokens);
        if (known == null) {
            known = new Stream(new Extent.Symbol("past", 0, capacity), new Extent.Symbol("total", 0, capacity));
            names.put(known.past(), name(known.past()));
            names.put(known.total(), name(known.total()));
            streams.put(tokens, known);
        }
        return known;
    }

    /** Says where a length can be read, unless that is known already. */
    void readFrom(Extent extent, String value, int dimension) {
        places.putIfAbsent(extent, new Place(value, dimension));
    }

    /**
     * A value as the graph declares it.
     *
     * @param batched whether there is an entry for each example, or one for all
     */
    ValueInfoProto.Builder info(String name, TensorType type, boolean batched) {
        TensorProto.DataType element = type.isIds() ? TensorProto.DataType.INT64 : TensorProto.DataType.FLOAT;
        return info(name, element, shape(type.shape(), batched));
    }

    /** A vector of one whole number, which counts. */
    static ValueInfoProto.Builder counter() {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimValue(1);
        return info("", TensorProto.DataType.INT64, shape.build());
    }

    private static ValueInfoProto.Builder info(String name, TensorProto.DataType element, TensorShapeProto shape) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(element.getNumber())
                                .setShape(shape)));
    }

    private TensorShapeProto shape(Shape shape, boolean batched) {
        TensorShapeProto.Builder declared = TensorShapeProto.newBuilder();
        if (batch.isPresent() || !batched) {
            declared.addDimBuilder().setDimValue(batched ? batch.getAsLong() : 1);
        } else {
            declared.addDimBuilder().setDimParam(BATCH);
        }
        for (Extent extent : shape.extents()) {
            if (extent.isFixed()) {
                declared.addDimBuilder().setDimValue(extent.max());
            } else {
                declared.addDimBuilder().setDimParam(names.get(extent));
            }
        }
        return declared.build();
    }

    /** A vector of one whole number: the length of a dimension. */
    String of(Extent extent) {
        if (extent.isFixed()) {
            return graph.wholes(List.of(extent.max()));
        }
        Place place = places.get(extent);
        return read(names.get(extent), place.value(), place.dimension());
    }

    private String batch() {
        return batch.isPresent() ? graph.wholes(List.of(batch.getAsLong())) : read(BATCH, first, 0);
    }

    private String read(String name, String value, int dimension) {
        return graph.once(
                "length " + name,
                () -> graph.operator(
                        SCOPE,
                        "Shape",
                        List.of(value),
                        Attributes.whole("start", dimension),
                        Attributes.whole("end", dimension + 1L)));
    }

    /** A vector of whole numbers: the lengths of these dimensions. */
    String of(List<Extent> extents) {
        if (extents.stream().allMatch(Extent::isFixed)) {
            return graph.wholes(extents.stream().map(Extent::max).toList());
        }
        List<String> lengths = extents.stream().map(this::of).toList();
        return joined(lengths);
    }

    private String joined(List<String> lengths) {
        return graph.once(
                "joined " + lengths, () -> graph.operator(SCOPE, "Concat", lengths, Attributes.whole("axis", 0)));
    }

    /**
     * What a {@code Reshape} to these dimensions behind the batch takes: 0 leaves the batch as it is, and one length that
     * varies is what the others leave.
     */
    String target(List<Extent> extents) {
        long varying = extents.stream().filter(extent -> !extent.isFixed()).count();
        if (varying <= 1) {
            List<Long> target = new ArrayList<>(List.of(0L));
            extents.forEach(extent -> target.add(extent.isFixed() ? extent.max() : -1));
            return graph.wholes(target);
        }
        List<String> lengths = new ArrayList<>(List.of(graph.wholes(List.of(0L))));
        extents.forEach(extent -> lengths.add(of(extent)));
        return joined(lengths);
    }

    /** The same value for each example of the batch. */
    String spread(String value, int rank) {
        if (batch.equals(OptionalLong.of(1))) {
            return value;
        }
        List<String> lengths = new ArrayList<>(List.of(batch()));
        lengths.add(graph.wholes(Collections.nCopies(rank, 1L)));
        return graph.operator(SCOPE, "Expand", List.of(value, rank == 0 ? batch() : joined(lengths)));
    }
}
