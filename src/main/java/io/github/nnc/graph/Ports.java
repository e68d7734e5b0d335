package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.graph.Graph.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a file says of values: names, types, shapes. */
final class Ports {

    private final Problems problems;

    Ports(Problems problems) {
        this.problems = problems;
    }

    /**
     * One value.
     *
     * @param role what the value is, {@code input}
     */
    Port read(ValueInfoProto proto, String role) {
        String name = problems.text(proto.getNameBytes(), "the name of an " + role);
        if (name.isEmpty()) {
            problems.broken("an " + role + " has no name");
        }
        String what = role + " " + Problems.quoted(name);
        ElementType type = type(proto.getType(), what);
        Optional<List<Dimension>> shape = proto.getType().getTensorType().hasShape()
                ? Optional.of(shape(proto.getType().getTensorType().getShape(), what))
                : Optional.empty();
        return new Port(name, type, shape, documentation(proto.getDocString()));
    }

    /** Whether a file says nothing of the type of a value. */
    static boolean isUntyped(ValueInfoProto proto) {
        TypeProto type = proto.getType();
        return type.getValueCase() == TypeProto.ValueCase.VALUE_NOT_SET
                || type.hasTensorType() && type.getTensorType().getElemType() == 0;
    }

    /** What a person wrote of something, if anything. */
    static Optional<String> documentation(String text) {
        return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
    }

    private ElementType type(TypeProto type, String what) {
        return switch (type.getValueCase()) {
            case TENSOR_TYPE -> element(type.getTensorType().getElemType(), what);
            case SEQUENCE_TYPE -> ElementType.SEQUENCE;
            case MAP_TYPE -> ElementType.MAP;
            case OPTIONAL_TYPE -> ElementType.OPTIONAL;
            case SPARSE_TENSOR_TYPE -> ElementType.SPARSE_TENSOR;
            case OPAQUE_TYPE -> ElementType.OPAQUE;
            case VALUE_NOT_SET -> ElementType.UNDEFINED;
        };
    }

    private ElementType element(int number, String what) {
        Optional<ElementType> type = ElementType.of(number);
        if (type.isEmpty()) {
            problems.broken(what + " has the element type " + number + ", which does not exist");
        }
        return type.orElse(ElementType.UNDEFINED);
    }

    private List<Dimension> shape(TensorShapeProto shape, String what) {
        List<Dimension> dimensions = new ArrayList<>();
        for (TensorShapeProto.Dimension proto : shape.getDimList()) {
            if (proto.hasDimValue()) {
                if (proto.getDimValue() < 0) {
                    problems.report(
                            Code.ONNX_GRAPH,
                            what + " has a dimension of length " + proto.getDimValue(),
                            "a length that varies has a name (`dim_param`) or is left out");
                }
                dimensions.add(new Dimension.Known(proto.getDimValue()));
            } else {
                String name = problems.text(proto.getDimParamBytes(), "the name of a dimension of " + what);
                dimensions.add(name.isEmpty() ? new Dimension.Unknown() : new Dimension.Named(name));
            }
        }
        return dimensions;
    }
}
