package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.github.nnc.diagnostic.Code;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Tensors of a file. Before memory is taken, it is known that the file has as many values as a tensor claims. */
final class TensorReader {

    private final ExternalData external;
    private final Problems problems;
    private final Map<Stored, Tensor> read = new HashMap<>();

    TensorReader(ExternalData external, Problems problems) {
        this.external = external;
        this.problems = problems;
    }

    /** What tensors share that have their values in the same place. */
    private record Stored(ExternalData.Region region, ElementType type) {}

    /**
     * A tensor.
     *
     * @param what the tensor in words, for messages
     * @return empty, and reported, where it is broken
     */
    Optional<Tensor> read(TensorProto proto, String what) {
        Optional<ElementType> type =
                ElementType.of(proto.getDataType()).filter(found -> found.bits() > 0 || found == ElementType.STRING);
        if (type.isEmpty()) {
            broken(
                    proto.getDataType() == 0
                            ? what + " has no element type"
                            : what + " has the element type " + proto.getDataType() + ", which does not exist");
            return Optional.empty();
        }
        OptionalLong count = count(proto.getDimsList(), what);
        if (count.isEmpty()) {
            return Optional.empty();
        }
        if (proto.hasSegment()) {
            problems.report(
                    Code.ONNX_PART,
                    what + " is a segment of a larger tensor",
                    "save the model again with `onnx.save`, which writes whole tensors");
            return Optional.empty();
        }
        int fields = (proto.hasRawData() ? 1 : 0) + TypedField.filled(proto).size();
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            if (fields > 0) {
                broken(what + " has values in the file and in another one");
                return Optional.empty();
            }
            return external(proto, type.get(), count.getAsLong(), what);
        }
        if (fields > 1) {
            broken(what + " has its values twice, in " + TypedField.names(proto));
            return Optional.empty();
        }
        return proto.hasRawData()
                ? raw(proto, type.get(), count.getAsLong(), what)
                : TypedField.read(proto, type.get(), count.getAsLong(), message -> broken(what + message));
    }

    private void broken(String message) {
        problems.report(
                Code.ONNX_TENSOR, message, "export the model again; the file does not hold what it says it does");
    }

    /** How many elements a shape asks for, at most as many as an array can hold. */
    private OptionalLong count(List<Long> extents, String what) {
        String shape = shape(extents);
        if (extents.stream().anyMatch(extent -> extent < 0)) {
            broken(what + " has a negative length in its shape " + shape);
            return OptionalLong.empty();
        }
        if (extents.contains(0L)) {
            return OptionalLong.of(0);
        }
        long count = 1;
        for (long extent : extents) {
            if (extent > Integer.MAX_VALUE / count) {
                broken(what + " has the shape " + shape + ", but a tensor has at most 2,147,483,647 elements");
                return OptionalLong.empty();
            }
            count *= extent;
        }
        return OptionalLong.of(count);
    }

    private static String shape(List<Long> extents) {
        return extents.size() > 10 ? extents.subList(0, 10) + "..." : extents.toString();
    }

    private static long bytes(ElementType type, long count) {
        return (count * type.bits() + Byte.SIZE - 1) / Byte.SIZE;
    }

    private Optional<Tensor> raw(TensorProto proto, ElementType type, long count, String what) {
        if (type == ElementType.STRING) {
            broken(what + " has texts in `raw_data`, which holds numbers only");
            return Optional.empty();
        }
        ByteString data = proto.getRawData();
        if (data.size() != bytes(type, count)) {
            broken(what + " has the shape " + shape(proto.getDimsList()) + " and the type " + type + ", which asks for "
                    + bytes(type, count) + " bytes, but has " + data.size());
            return Optional.empty();
        }
        return Optional.of(RawNumbers.decode(type, proto.getDimsList(), data.asReadOnlyByteBuffer()));
    }

    private Optional<Tensor> external(TensorProto proto, ElementType type, long count, String what) {
        if (type == ElementType.STRING) {
            broken(what + " has texts in another file, which holds numbers only");
            return Optional.empty();
        }
        List<Long> extents = new ArrayList<>(proto.getDimsList());
        return external.find(proto.getExternalDataList(), bytes(type, count), what)
                .flatMap(region -> {
                    Stored stored = new Stored(region, type);
                    if (!read.containsKey(stored)) {
                        Optional<ByteBuffer> bytes = external.read(region, what);
                        bytes.ifPresent(found -> read.put(stored, RawNumbers.decode(type, extents, found)));
                    }
                    return Optional.ofNullable(read.get(stored)).map(tensor -> tensor.shaped(extents));
                });
    }
}
