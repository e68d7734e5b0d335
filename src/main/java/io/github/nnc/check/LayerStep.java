package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.layer.Arguments;
import io.github.nnc.layer.Layer;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.model.Value;
import io.github.nnc.syntax.Argument;
import io.github.nnc.syntax.Identifier;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.Statement;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes out the statement of a layer: binds its arguments, asks its shape rule, files its tensors. */
final class LayerStep {

    private final JoinOperands joins;

    LayerStep(Elaborator elaborator) {
        this.joins = new JoinOperands(elaborator);
    }

    Result apply(Step step, LayerType type) {
        Statement.Call call = step.call();
        Module module = Names.of(step.report(), step.frame(), call.label(), type.name(), call.span());
        Result.Again[] again = new Result.Again[1];
        again[0] = (name, value, calls) -> once(
                        new Step(step.elaborator(), call, step.frame().calledBy(calls), value, step.alone()),
                        type,
                        name)
                .withReuse(name, again[0]);
        Result result = again[0].apply(module, step.arriving(), step.frame().caller());
        return type.role() == LayerType.Role.SOURCE ? result.withoutReuse() : result;
    }

    private Result once(Step step, LayerType type, Module module) {
        ArgumentBinder.Bound bound = new ArgumentBinder(step, type).bind();
        List<Flow> flows = new ArrayList<>();
        Optional<LabelScope> members = Optional.empty();
        if (type.role() == LayerType.Role.JOIN) {
            JoinOperands.Operands operands = joins.of(step, type, bound, module);
            flows.addAll(operands.flows());
            members = operands.members();
        } else {
            step.refuseBody();
            if (type.role() != LayerType.Role.SOURCE) {
                flows.add(step.arriving());
            }
        }
        bound.inputs().forEach(input -> flows.add(FromStatement.flow(step, input)));
        Result result = applied(step, type, bound, flows, module);
        return members.map(result::withMembers).orElse(result);
    }

    private Result applied(Step step, LayerType type, ArgumentBinder.Bound bound, List<Flow> flows, Module module) {
        Optional<List<Value>> values = values(step, flows);
        if (values.isEmpty() || bound.arguments().isEmpty()) {
            return Result.UNKNOWN;
        }
        Application application = new Application(type, bound.arguments().get(), values.get(), module, false);
        TensorStep tensors = new TensorStep(step, module, bound.tensors());
        Optional<Node> node = infer(step, application, tensors);
        if (node.isEmpty()) {
            return Result.UNKNOWN;
        }
        Value output = node.get().outputs().get(0);
        Flow flow = new Flow.Known(output);
        if (bound.activation().isPresent()) {
            flow = activated(step, bound.activation().get(), output, module);
        }
        return Result.of(flow).withTensors(node.get().tensors()).withOutputs(others(node.get()));
    }

    /** The values of a layer beside the one that flows on. */
    private static Map<String, Flow> others(Node node) {
        List<String> names = node.layer().outputNames();
        Map<String, Flow> others = new HashMap<>();
        for (int at = 1; at < names.size(); at++) {
            others.put(names.get(at), new Flow.Known(node.outputs().get(at)));
        }
        return others;
    }

    /** A join that no layer's name stands for, {@code residual}. */
    Flow join(Step step, LayerType type, List<Flow> flows, Module module) {
        Optional<List<Value>> values = values(step, flows);
        if (values.isEmpty()) {
            return Flow.Absent.UNKNOWN;
        }
        Application application = new Application(type, new Arguments(Map.of()), values.get(), module, false);
        return infer(step, application, new TensorStep(step, module, TensorArguments.Given.NONE))
                .<Flow>map(node -> new Flow.Known(node.outputs().get(0)))
                .orElse(Flow.Absent.UNKNOWN);
    }

    private static Optional<List<Value>> values(Step step, List<Flow> flows) {
        boolean nothing = flows.contains(Flow.Absent.NOTHING);
        if (nothing) {
            step.needsValue(Flow.Absent.NOTHING);
        }
        List<Value> values =
                flows.stream().map(Flow::value).flatMap(Optional::stream).toList();
        return values.size() == flows.size() ? Optional.of(values) : Optional.empty();
    }

    private Flow activated(Step step, Item.Path word, Value value, Module module) {
        String name = word.parts().get(0);
        Statement.Call call = new Statement.Call(
                Optional.empty(),
                new Identifier(name, word.span()),
                List.<Argument>of(),
                Optional.empty(),
                Optional.empty(),
                word.span());
        LayerType type = LayerCatalog.find(name).orElseThrow();
        Step inner = new Step(step.elaborator(), call, step.frame(), new Flow.Known(value), false);
        Optional<Arguments> arguments = new ArgumentBinder(inner, type).bind().arguments();
        if (arguments.isEmpty()) {
            return Flow.Absent.UNKNOWN;
        }
        Module named = module.child(name);
        Application application = new Application(type, arguments.get(), List.of(value), named, true);
        return infer(inner, application, new TensorStep(inner, named, TensorArguments.Given.NONE))
                .<Flow>map(node -> new Flow.Known(node.outputs().get(0)))
                .orElse(Flow.Absent.UNKNOWN);
    }

    /** A layer about to be asked. */
    private record Application(LayerType type, Arguments arguments, List<Value> inputs, Module module, boolean word) {}

    private Optional<Node> infer(Step step, Application application, TensorStep tensors) {
        LayerType type = application.type();
        Layer layer = type.factory().apply(application.arguments());
        LayerInference inference =
                new LayerInference(step, type.parameters(), application.inputs(), application.word());
        List<TensorType> types = layer.outputs(inference);
        if (types.isEmpty()) {
            return Optional.empty();
        }
        if (types.stream().anyMatch(t -> t.shape().elements().bitLength() >= Long.SIZE)) {
            step.reject(Diagnostic.of(Code.NUMBER_TOO_LARGE, step.nameSpan(), "the value that this makes is too large")
                    .withNote(types.get(0).shape() + " has "
                            + types.get(0).shape().elements() + " numbers"));
            return Optional.empty();
        }
        Optional<Map<String, TensorUse>> uses = tensors.of(layer.weights(inference.inputs()));
        if (uses.isEmpty()) {
            return Optional.empty();
        }
        Value.Origin origin =
                origin(step, application, types, inference, uses.get().isEmpty());
        List<Value> outputs = new ArrayList<>();
        types.forEach(t -> outputs.add(new Value(t, origin)));
        Node node = new Node(
                step.builder().freePath(application.module().path()),
                type,
                application.arguments(),
                layer,
                application.inputs(),
                outputs,
                uses.get(),
                application.word(),
                step.call().span());
        step.builder().addNode(node, step.place());
        step.builder().readings().check(step, node, inference);
        step.builder().readings().note(node);
        return Optional.of(node);
    }

    /** A shape that only passes through keeps its origin, which is what a reader looks for. */
    private static Value.Origin origin(
            Step step, Application application, List<TensorType> types, LayerInference inference, boolean noTensors) {
        Optional<Value> first = application.inputs().stream().findFirst();
        return first.filter(value -> noTensors
                        && inference.arithmetic().isEmpty()
                        && types.get(0).equals(value.type()))
                .map(Value::origin)
                .orElseGet(() ->
                        new Value.Origin(step.call().span(), step.call().span().quoted(), inference.arithmetic()));
    }
}
