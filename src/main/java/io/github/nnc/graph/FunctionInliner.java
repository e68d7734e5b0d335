package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.ByteString;
import io.github.nnc.diagnostic.Code;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the functions of a model out where operators call them. Values of a function get the name of the call before
 * their own.
 */
final class FunctionInliner {

    /** Small functions that call each other twice would grow without end. */
    private static final int MOST_OPERATORS = 100_000;

    private static final long MOST_BYTES = 1L << 28;

    /** Calls and graphs in each other, each of which takes some stack. */
    private static final int MOST_DEEP = 64;

    /** What stands in a text for bytes that are none. */
    private static final char NO_TEXT = '\ufffd';

    private final Problems problems;
    private final Map<Key, FunctionProto> functions = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final List<OperatorSetIdProto> further = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Deque<Key> active = new ArrayDeque<>();
    private long bytes;
    private int operators;
    private int depth;

    FunctionInliner(ModelProto model, Problems problems) {
        this.problems = problems;
        for (FunctionProto function : model.getFunctionsList()) {
            Key key = new Key(Versions.normal(function.getDomain()), function.getName(), function.getOverload());
            if (functions.put(key, function) != null) {
                problems.broken("two functions have the name " + Problems.quoted(function.getName()));
            }
            checkNames(function);
        }
        for (OperatorSetIdProto set : model.getOpsetImportList()) {
            versions.put(Versions.normal(set.getDomain()), set.getVersion());
        }
    }

    private void checkNames(FunctionProto function) {
        String what = " of function " + Problems.quoted(function.getName());
        Set<String> inputs = new HashSet<>();
        for (ByteString bytes : function.getInputList().asByteStringList()) {
            String input = problems.text(bytes, "an input" + what);
            if (!inputs.add(input)) {
                problems.broken("two inputs" + what + " have the name " + Problems.quoted(input));
            }
        }
        function.getOutputList().asByteStringList().forEach(bytes -> problems.text(bytes, "an output" + what));
    }

    private record Key(String domain, String name, String overload) {

        static Key of(NodeProto call) {
            return new Key(Versions.normal(call.getDomain()), call.getOpType(), call.getOverload());
        }
    }

    /** The model without functions, those that cannot be written out reported. */
    ModelProto inlined(ModelProto model) {
        if (functions.isEmpty()) {
            return model;
        }
        noteNames(model.getGraph());
        ModelProto.Builder inlined = model.toBuilder().clearFunctions().setGraph(inlined(model.getGraph()));
        inlined.addAllOpsetImport(further);
        return inlined.build();
    }

    private void noteNames(GraphProto graph) {
        graph.getInputList().forEach(input -> used.add(input.getName()));
        graph.getInitializerList().forEach(tensor -> used.add(tensor.getName()));
        for (NodeProto node : graph.getNodeList()) {
            used.addAll(node.getOutputList());
            node.getAttributeList().stream().filter(AttributeProto::hasG).forEach(inner -> noteNames(inner.getG()));
        }
    }

    private GraphProto inlined(GraphProto graph) {
        return graph.toBuilder()
                .clearNode()
                .addAllNode(inlined(graph.getNodeList()))
                .build();
    }

    private List<NodeProto> inlined(List<NodeProto> nodes) {
        if (depth == MOST_DEEP) {
            refuse("functions and graphs are nested more than " + MOST_DEEP + " deep");
            return nodes;
        }
        depth++;
        List<NodeProto> inlined = new ArrayList<>();
        for (NodeProto node : nodes) {
            FunctionProto function = functions.get(Key.of(node));
            if (function == null) {
                inlined.add(withInlinedGraphs(node));
            } else if (canInline(node, function)) {
                active.push(Key.of(node));
                inlined.addAll(inlined(new FunctionCall(node, function, this::fresh).body()));
                active.pop();
            }
        }
        depth--;
        return inlined;
    }

    private NodeProto withInlinedGraphs(NodeProto node) {
        NodeProto.Builder builder = node.toBuilder();
        for (AttributeProto.Builder attribute : builder.getAttributeBuilderList()) {
            if (attribute.hasG()) {
                attribute.setG(inlined(attribute.getG()));
            }
        }
        return builder.build();
    }

    private boolean canInline(NodeProto call, FunctionProto function) {
        if (problems.any()) {
            return false;
        }
        String what = "function " + Problems.quoted(function.getName());
        if (active.contains(Key.of(call))) {
            refuse(what + " calls itself");
            return false;
        }
        if (call.getInputCount() > function.getInputCount() || call.getOutputCount() > function.getOutputCount()) {
            problems.broken(what + " is called with more inputs or outputs than it has");
            return false;
        }
        for (OperatorSetIdProto set : function.getOpsetImportList()) {
            Long before = versions.putIfAbsent(Versions.normal(set.getDomain()), set.getVersion());
            if (before == null) {
                further.add(set);
            } else if (before != set.getVersion()) {
                refuse(what + " needs version " + set.getVersion() + " of operators where the model has " + before);
                return false;
            }
        }
        bytes += call.getSerializedSize() + function.getSerializedSize();
        operators += 1 + function.getNodeCount();
        if (bytes > MOST_BYTES || operators > MOST_OPERATORS) {
            refuse("functions become more than " + MOST_OPERATORS + " operators, or more than 256 MiB, where they are"
                    + " written out");
            return false;
        }
        return true;
    }

    private void refuse(String message) {
        problems.report(
                Code.ONNX_PART, message, "write functions out in Python: `onnx.inliner.inline_local_functions(model)`");
    }

    private String fresh(String wanted) {
        if (wanted.indexOf(NO_TEXT) >= 0) {
            problems.broken("a name in a function is not text in UTF-8: " + Problems.quoted(wanted));
        }
        String name = wanted;
        while (!used.add(name)) {
            name = wanted + "_" + (1 + counts.merge(wanted, 1, Integer::sum));
        }
        return name;
    }
}
