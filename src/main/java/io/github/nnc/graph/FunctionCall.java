package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The operators of a function as one call of it means them: with the caller's values and attributes. */
final class FunctionCall {

    private final FunctionProto function;
    private final String prefix;
    private final UnaryOperator<String> fresh;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeProto> attributes = new HashMap<>();
    private final List<NodeProto> copies = new ArrayList<>();

    /** @param fresh gives a name that no value of the model has, like the one that is wanted */
    FunctionCall(NodeProto call, FunctionProto function, UnaryOperator<String> fresh) {
        this.function = function;
        this.prefix = (call.getName().isEmpty() ? call.getOpType() : call.getName()) + "/";
        this.fresh = fresh;
        for (int i = 0; i < function.getInputCount(); i++) {
            names.put(function.getInput(i), i < call.getInputCount() ? call.getInput(i) : "");
        }
        for (int i = 0; i < call.getOutputCount(); i++) {
            bindOutput(function.getOutput(i), call.getOutput(i));
        }
        function.getAttributeProtoList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
        call.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
    }

    /** An output that is an input as well, or another output, is a copy. */
    private void bindOutput(String formal, String actual) {
        if (!actual.isEmpty() && names.containsKey(formal)) {
            copies.add(NodeProto.newBuilder()
                    .setName(prefix + formal)
                    .setOpType("Identity")
                    .addInput(names.get(formal))
                    .addOutput(actual)
                    .build());
        } else if (!actual.isEmpty()) {
            names.put(formal, actual);
        }
    }

    List<NodeProto> body() {
        List<NodeProto> body = new ArrayList<>();
        function.getNodeList().forEach(node -> body.add(copied(node)));
        body.addAll(copies);
        return body;
    }

    private String renamed(String name) {
        String known = name.isEmpty() ? name : names.get(name);
        if (known == null) {
            known = fresh.apply(prefix + name);
            names.put(name, known);
        }
        return known;
    }

    private NodeProto copied(NodeProto node) {
        NodeProto.Builder copy = node.toBuilder().clearInput().clearOutput().clearAttribute();
        node.getInputList().forEach(input -> copy.addInput(renamed(input)));
        node.getOutputList().forEach(output -> copy.addOutput(renamed(output)));
        if (!node.getName().isEmpty()) {
            copy.setName(prefix + node.getName());
        }
        for (AttributeProto attribute : node.getAttributeList()) {
            if (!attribute.hasRefAttrName()) {
                copy.addAttribute(attribute.hasG() ? withGraph(attribute) : attribute);
            } else if (attributes.containsKey(attribute.getRefAttrName())) {
                copy.addAttribute(
                        attributes.get(attribute.getRefAttrName()).toBuilder().setName(attribute.getName()));
            }
        }
        return copy.build();
    }

    private AttributeProto withGraph(AttributeProto attribute) {
        return attribute.toBuilder().setG(copied(attribute.getG())).build();
    }

    private GraphProto copied(GraphProto graph) {
        GraphProto.Builder copy = graph.toBuilder().clearNode();
        graph.getNodeList().forEach(node -> copy.addNode(copied(node)));
        copy.getInputBuilderList().forEach(this::rename);
        copy.getOutputBuilderList().forEach(this::rename);
        copy.getValueInfoBuilderList().forEach(this::rename);
        for (TensorProto.Builder tensor : copy.getInitializerBuilderList()) {
            tensor.setName(renamed(tensor.getName()));
        }
        return copy.build();
    }

    private void rename(ValueInfoProto.Builder value) {
        value.setName(renamed(value.getName()));
    }
}
