package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Declaration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Judges a model as a whole once its last statement is written out. */
final class ModelCheck {

    private final Report report;
    private final ModelBuilder builder;
    private final Declaration.Model declaration;

    ModelCheck(Report report, ModelBuilder builder, Declaration.Model declaration) {
        this.report = report;
        this.builder = builder;
        this.declaration = declaration;
    }

    /** {@code last} is the value that the model ends with. */
    void run(Flow last) {
        if (!builder.hasInput()) {
            if (builder.missesInput()) {
                return;
            }
            report.add(Diagnostic.of(
                            Code.NO_INPUT,
                            declaration.name().span(),
                            "the model `" + declaration.name().text() + "` has no input")
                    .withHelp("begin with `input`, as in `input 3`"));
            return;
        }
        if (!builder.listsOutputs()) {
            last.value()
                    .ifPresent(value -> builder.setOutputs(List.of(new Model.Output(
                            "", value, Optional.empty(), value.origin().span()))));
        }
        unlabelledInputs();
        for (Model.Output output : builder.outputs()) {
            if (builder.inputs().stream().anyMatch(input -> input.value() == output.value())) {
                report.add(Diagnostic.of(
                        Code.NO_OUTPUT,
                        output.name().isEmpty() ? declaration.name().span() : output.span(),
                        output.name().isEmpty()
                                ? "the model `" + declaration.name().text() + "` computes nothing"
                                : "the output `" + output.name() + "` is an input, which nothing computes"));
            }
        }
        if (!report.hasErrors()) {
            labelsOfOutputs();
            unusedValues();
        }
    }

    private void unlabelledInputs() {
        if (builder.inputs().size() < 2) {
            return;
        }
        for (Model.Input input : builder.inputs()) {
            if (input.name().isEmpty()) {
                String name = "input" + (builder.inputs().indexOf(input) + 1);
                report.add(Diagnostic.of(
                                Code.UNLABELLED_INPUT,
                                input.span(),
                                "this model has several inputs, so each needs a label")
                        .withHelp(
                                "give it one, `" + name + ": input …`",
                                new Edit(input.span().before(), name + ": ")));
            }
        }
    }

    private void labelsOfOutputs() {
        builder.labels().forEach((value, labels) -> {
            boolean output = builder.outputs().stream().anyMatch(o -> o.value() == value);
            if (!output) {
                report.add(Diagnostic.of(
                                Code.LABELS_WITHOUT_OUTPUT,
                                labels.span(),
                                "these labels name the entries of a value that is not an output")
                        .withHelp("put `labels` behind the statement that makes the output"));
            }
        });
    }

    /**
     * Warns of what no output depends on: at the end of each such chain, once for each place in the text, and not at all
     * where another repetition of the same place is needed.
     */
    private void unusedValues() {
        Map<Value, Node> producers = builder.producers();
        Set<Value> needed = new HashSet<>();
        Deque<Value> open = new ArrayDeque<>();
        builder.outputs().forEach(output -> open.add(output.value()));
        while (!open.isEmpty()) {
            Value value = open.remove();
            if (needed.add(value) && producers.containsKey(value)) {
                open.addAll(producers.get(value).reads());
            }
        }
        Set<Value> read = new HashSet<>();
        builder.nodes().forEach(node -> read.addAll(node.reads()));
        Set<Span> useful = new HashSet<>();
        for (Node node : builder.nodes()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                useful.add(builder.place(node));
            }
        }
        for (Node node : builder.nodes()) {
            boolean dead = node.outputs().stream().noneMatch(v -> needed.contains(v) || read.contains(v))
                    && !lendsTensors(node);
            if (dead && !useful.contains(builder.place(node))) {
                Span statement = builder.place(statement(node, producers));
                unused(statement, "the value of `" + statement.quoted() + "` reaches no output");
            }
        }
        for (Model.Input input : builder.inputs()) {
            if (!needed.contains(input.value()) && !read.contains(input.value())) {
                String name = input.name().isEmpty() ? "this input" : "the input `" + input.name() + "`";
                unused(input.span(), name + " reaches no output");
            }
        }
    }

    /** Whether it is a tensor that other layers use, rather than a value. */
    private boolean lendsTensors(Node node) {
        return node.inputs().isEmpty()
                && builder.nodes().stream()
                        .filter(other -> other != node)
                        .flatMap(ModelCheck::learned)
                        .anyMatch(used -> learned(node).anyMatch(own -> own == used));
    }

    private static Stream<LearnedTensor> learned(Node node) {
        return node.tensors().values().stream().flatMap(use -> use.learned().stream());
    }

    private static Node statement(Node node, Map<Value, Node> producers) {
        return node.word() ? producers.get(node.inputs().get(0)) : node;
    }

    private void unused(Span span, String message) {
        report.add(Diagnostic.of(Code.UNUSED_VALUE, span, message));
    }
}
