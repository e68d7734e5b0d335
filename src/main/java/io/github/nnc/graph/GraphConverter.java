package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.graph.Graph.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One graph of a file, with the graphs inside its operators; each sees the values of those around it. */
final class GraphConverter {

    private static final int MOST_GRAPHS_DEEP = 16;

    private final Problems problems;
    private final TensorReader tensors;
    private final Versions versions;
    private final Optional<GraphConverter> around;
    private final String where;
    private final int depth;

    private final List<Port> inputs = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final Set<String> given = new LinkedHashSet<>();
    private final Map<String, Integer> makers = new HashMap<>();
    private final Set<String> captured = new LinkedHashSet<>();

    GraphConverter(Problems problems, TensorReader tensors, Versions versions) {
        this(problems, tensors, versions, Optional.empty(), "", 0);
    }

    private GraphConverter(
            Problems problems,
            TensorReader tensors,
            Versions versions,
            Optional<GraphConverter> around,
            String where,
            int depth) {
        this.problems = problems;
        this.tensors = tensors;
        this.versions = versions;
        this.around = around;
        this.where = where;
        this.depth = depth;
    }

    /** The graph; what is wrong with it is reported. */
    Graph convert(GraphProto proto) {
        refuseSparse(proto);
        readInputs(proto.getInputList());
        readConstants(proto.getInitializerList());
        noteMakers(proto.getNodeList());
        List<Operator> operators = operators(proto.getNodeList());
        List<Port> outputs = outputs(proto.getOutputList());
        return new Graph(
                problems.text(proto.getNameBytes(), "the name of the graph" + where),
                Ports.documentation(proto.getDocString()),
                inputs.stream()
                        .filter(input -> !constants.containsKey(input.name()))
                        .toList(),
                outputs,
                constants,
                operators,
                versions.byDomain(),
                Map.of(),
                described(proto.getValueInfoList()));
    }

    private void refuseSparse(GraphProto proto) {
        proto.getSparseInitializerList()
                .forEach(sparse -> problems.report(
                        Code.ONNX_PART,
                        "tensor " + Problems.quoted(sparse.getValues().getName()) + where + " is sparse",
                        "export the model with ordinary tensors"));
    }

    private void readInputs(List<ValueInfoProto> all) {
        for (ValueInfoProto proto : all) {
            Port input = new Ports(problems).read(proto, "input" + where);
            if (around.isEmpty() && Ports.isUntyped(proto)) {
                problems.broken("input " + Problems.quoted(input.name()) + " has no type");
            }
            if (isNew(input.name(), "two inputs")) {
                given.add(input.name());
                inputs.add(input);
            }
        }
    }

    private void readConstants(List<TensorProto> all) {
        Set<String> seen = new HashSet<>();
        for (TensorProto proto : all) {
            String name = problems.text(proto.getNameBytes(), "the name of a tensor" + where);
            String what = "tensor " + Problems.quoted(name) + where;
            if (name.isEmpty()) {
                problems.broken("a tensor" + where + " has no name");
            }
            if (!seen.add(name)) {
                problems.broken("two tensors" + where + " have the name " + Problems.quoted(name));
            } else if (given.contains(name) || isNew(name, "two values")) {
                given.add(name);
            }
            tensors.read(proto, what).ifPresent(tensor -> constants.put(name, tensor));
        }
    }

    private void noteMakers(List<NodeProto> operators) {
        for (int i = 0; i < operators.size(); i++) {
            for (ByteString bytes : operators.get(i).getOutputList().asByteStringList()) {
                String output = problems.text(bytes, "an output of " + what(operators, i));
                if (!output.isEmpty() && isNew(output, "two values")) {
                    makers.put(output, i);
                }
            }
        }
    }

    /** Whether nothing else has a name; reported where something has. */
    private boolean isNew(String name, String what) {
        if (isMade(name)) {
            problems.broken(what + where + " have the name " + Problems.quoted(name) + ", where each needs its own");
            return false;
        }
        return true;
    }

    /** Whether a value comes from somewhere, in this graph or around it. */
    private boolean isMade(String name) {
        return isMadeHere(name) || around.isPresent() && around.get().isMade(name);
    }

    private boolean isMadeHere(String name) {
        return given.contains(name) || makers.containsKey(name);
    }

    private List<Operator> operators(List<NodeProto> protos) {
        List<Operator> operators = new ArrayList<>();
        List<Set<String>> reads = new ArrayList<>();
        for (int i = 0; i < protos.size(); i++) {
            captured.clear();
            operators.add(operator(protos.get(i), what(protos, i)));
            Set<String> read = new LinkedHashSet<>(operators.get(i).inputs());
            read.addAll(captured);
            reads.add(read);
        }
        OperatorOrder order = new OperatorOrder(reads, makers);
        if (!order.cycle().isEmpty()) {
            problems.broken("operators wait for each other in a circle: "
                    + order.cycle().stream().limit(10).map(i -> what(protos, i)).collect(Collectors.joining(" -> ")));
        }
        return order.sorted().stream().map(operators::get).toList();
    }

    private String what(List<NodeProto> operators, int i) {
        NodeProto operator = operators.get(i);
        String which = operator.getName().isEmpty() ? String.valueOf(i + 1) : Problems.quoted(operator.getName());
        String type = operator.getOpType().isEmpty() ? "" : " (" + Problems.quoted(operator.getOpType()) + ")";
        return "operator " + which + type + where;
    }

    private Operator operator(NodeProto proto, String what) {
        String type = problems.text(proto.getOpTypeBytes(), "the type of " + what);
        String domain = Versions.normal(problems.text(proto.getDomainBytes(), "the domain of " + what));
        if (type.isEmpty()) {
            problems.broken(what + " has no type");
        }
        versions.check(domain, what);
        List<String> inputs = new ArrayList<>();
        for (ByteString bytes : proto.getInputList().asByteStringList()) {
            String input = problems.text(bytes, "an input of " + what);
            inputs.add(input);
            if (!input.isEmpty()) {
                checkRead(input, what);
            }
        }
        Map<String, Attribute> attributes = new Attributes(problems, tensors)
                .read(proto, what, (graph, attribute) -> inner(graph, " in " + innermost(attribute)));
        return new Operator(
                problems.text(proto.getNameBytes(), "the name of " + what),
                type,
                domain,
                inputs,
                List.copyOf(proto.getOutputList()),
                attributes);
    }

    /** A place without the places around it, which would make messages as long as graphs are deep. */
    private String innermost(String attribute) {
        return attribute.substring(0, attribute.length() - where.length());
    }

    private void checkRead(String name, String reader) {
        if (!isMade(name)) {
            problems.broken(reader + " reads " + Problems.quoted(name)
                    + ", which is no input, no tensor and no output of an operator");
        }
        capture(name);
    }

    /** Makes operators around this graph wait for what it reads. */
    private void capture(String name) {
        if (!isMadeHere(name)) {
            around.ifPresent(outer -> {
                outer.captured.add(name);
                outer.capture(name);
            });
        }
    }

    private Optional<Graph> inner(GraphProto proto, String place) {
        if (depth + 1 >= MOST_GRAPHS_DEEP) {
            problems.report(
                    Code.ONNX_PART,
                    "graphs are nested more than " + MOST_GRAPHS_DEEP + " deep" + place,
                    "export the model with fewer branches and loops inside each other");
            return Optional.empty();
        }
        return Optional.of(
                new GraphConverter(problems, tensors, versions, Optional.of(this), place, depth + 1).convert(proto));
    }

    private List<Port> outputs(List<ValueInfoProto> all) {
        List<Port> outputs = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ValueInfoProto proto : all) {
            Port output = new Ports(problems).read(proto, "output" + where);
            String shown = "output " + Problems.quoted(output.name()) + where;
            if (!isMade(output.name())) {
                problems.broken(shown + " is made by no operator");
            }
            if (!seen.add(output.name()) && around.isEmpty()) {
                problems.broken(shown + " is listed twice");
            }
            capture(output.name());
            outputs.add(output);
        }
        if (outputs.isEmpty()) {
            problems.broken("the graph" + where + " has no output");
        }
        return outputs;
    }

    private Map<String, Port> described(List<ValueInfoProto> all) {
        Map<String, Port> described = new LinkedHashMap<>();
        for (ValueInfoProto proto : all) {
            Port port = new Ports(problems).read(proto, "entry" + where + " of `value_info`");
            if (described.put(port.name(), port) != null) {
                problems.broken("value " + Problems.quoted(port.name()) + where + " is described twice");
            }
        }
        return described;
    }
}
