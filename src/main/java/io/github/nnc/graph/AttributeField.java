package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The fields in which an attribute may have its value, each for one type of attributes. */
enum AttributeField {
    F(AttributeType.FLOAT, "number", AttributeProto::hasF, proto -> proto.getF() == 0),
    I(AttributeType.INT, "whole number", AttributeProto::hasI, proto -> proto.getI() == 0),
    S(AttributeType.STRING, "text", AttributeProto::hasS, proto -> proto.getS().isEmpty()),
    T(AttributeType.TENSOR, "tensor", AttributeProto::hasT, proto -> false),
    G(AttributeType.GRAPH, "graph", AttributeProto::hasG, proto -> false),
    SPARSE_TENSOR(AttributeType.SPARSE_TENSOR, "sparse tensor", AttributeProto::hasSparseTensor, proto -> false),
    TP(AttributeType.TYPE_PROTO, "type", AttributeProto::hasTp, proto -> false),
    FLOATS(AttributeType.FLOATS, "list of numbers", proto -> proto.getFloatsCount() > 0, proto -> false),
    INTS(AttributeType.INTS, "list of whole numbers", proto -> proto.getIntsCount() > 0, proto -> false),
    STRINGS(AttributeType.STRINGS, "list of texts", proto -> proto.getStringsCount() > 0, proto -> false),
    TENSORS(AttributeType.TENSORS, "list of tensors", proto -> proto.getTensorsCount() > 0, proto -> false),
    GRAPHS(AttributeType.GRAPHS, "list of graphs", proto -> proto.getGraphsCount() > 0, proto -> false),
    SPARSE_TENSORS(
            AttributeType.SPARSE_TENSORS,
            "list of sparse tensors",
            proto -> proto.getSparseTensorsCount() > 0,
            proto -> false),
    TYPE_PROTOS(AttributeType.TYPE_PROTOS, "list of types", proto -> proto.getTypeProtosCount() > 0, proto -> false);

    private final AttributeType type;
    private final String word;
    private final Predicate<AttributeProto> present;
    private final Predicate<AttributeProto> isDefault;

    AttributeField(
            AttributeType type, String word, Predicate<AttributeProto> present, Predicate<AttributeProto> isDefault) {
        this.type = type;
        this.word = word;
        this.present = present;
        this.isDefault = isDefault;
    }

    static Optional<AttributeField> of(AttributeType type) {
        return Arrays.stream(values()).filter(field -> field.type == type).findFirst();
    }

    /** The fields that say something: some writers fill in zeros and empty texts, which says nothing. */
    static List<AttributeField> filled(AttributeProto proto) {
        return Arrays.stream(values())
                .filter(field -> field.present.test(proto) && !field.isDefault.test(proto))
                .toList();
    }

    /** The fields that the file has at all. */
    static List<AttributeField> present(AttributeProto proto) {
        return Arrays.stream(values())
                .filter(field -> field.present.test(proto))
                .toList();
    }

    /** Whether an attribute of the type may lack the field: a zero may be left out, and so may an empty list. */
    boolean mayBeAbsent() {
        return this != T && this != G && this != SPARSE_TENSOR && this != TP;
    }

    /** What the field holds, in words. */
    @Override
    public String toString() {
        return word;
    }
}
