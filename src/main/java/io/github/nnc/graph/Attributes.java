package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The attributes of operators, each with a value of the type that it says it has. */
final class Attributes {

    private final Problems problems;
    private final TensorReader tensors;

    Attributes(Problems problems, TensorReader tensors) {
        this.problems = problems;
        this.tensors = tensors;
    }

    /**
     * All attributes of an operator.
     *
     * @param graphs reads the graph that is the value of an attribute; the text says which one it is
     */
    Map<String, Attribute> read(
            NodeProto operator, String what, BiFunction<GraphProto, String, Optional<Graph>> graphs) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (AttributeProto proto : operator.getAttributeList()) {
            String name = problems.text(proto.getNameBytes(), "the name of an attribute of " + what);
            String attribute = "attribute " + Problems.quoted(name) + " of " + what;
            if (name.isEmpty()) {
                problems.broken("an attribute of " + what + " has no name");
            }
            if (attributes.containsKey(name)) {
                problems.broken(attribute + " is given twice");
            }
            field(proto, attribute)
                    .flatMap(field -> value(field, proto, attribute, graphs))
                    .ifPresent(value -> attributes.put(name, value));
        }
        return attributes;
    }

    /** Where the value is; empty, and reported, where the file does not say so without contradiction. */
    private Optional<AttributeField> field(AttributeProto proto, String what) {
        if (proto.hasRefAttrName()) {
            problems.broken(what + " refers to an attribute of a function, but stands in none");
            return Optional.empty();
        }
        List<AttributeField> filled = AttributeField.filled(proto);
        if (proto.getType() == AttributeType.UNDEFINED) {
            List<AttributeField> candidates = filled.isEmpty() ? AttributeField.present(proto) : filled;
            if (candidates.size() != 1) {
                problems.broken(what + " does not say of which type it is");
                return Optional.empty();
            }
            return Optional.of(candidates.get(0));
        }
        AttributeField field = AttributeField.of(proto.getType()).orElseThrow();
        Optional<AttributeField> wrong =
                filled.stream().filter(other -> other != field).findFirst();
        if (wrong.isPresent()) {
            problems.broken(what + " should be a " + field + " by its type, but is a " + wrong.get());
            return Optional.empty();
        }
        if (!field.mayBeAbsent() && filled.isEmpty()) {
            problems.broken(what + " should be a " + field + ", but has no value");
            return Optional.empty();
        }
        return Optional.of(field);
    }

    private Optional<Attribute> value(
            AttributeField field,
            AttributeProto proto,
            String what,
            BiFunction<GraphProto, String, Optional<Graph>> graphs) {
        return switch (field) {
            case F -> Optional.of(new Attribute.Real(proto.getF()));
            case I -> Optional.of(new Attribute.Whole(proto.getI()));
            case S -> Optional.of(new Attribute.Text(problems.text(proto.getS(), what)));
            case T -> tensors.read(proto.getT(), "the tensor of " + what).map(Attribute.OfTensor::new);
            case G -> graphs.apply(proto.getG(), what).map(Attribute.OfGraph::new);
            case FLOATS -> Optional.of(new Attribute.Reals(proto.getFloatsList()));
            case INTS -> Optional.of(new Attribute.Wholes(proto.getIntsList()));
            case STRINGS -> Optional.of(new Attribute.Texts(texts(proto.getStringsList(), what)));
            case SPARSE_TENSOR, TP, TENSORS, GRAPHS, SPARSE_TENSORS, TYPE_PROTOS ->
                Optional.of(new Attribute.Other(field.toString()));
        };
    }

    private List<String> texts(List<ByteString> all, String what) {
        List<String> texts = new ArrayList<>();
        for (ByteString bytes : all) {
            texts.add(problems.text(bytes, what));
        }
        return texts;
    }
}
