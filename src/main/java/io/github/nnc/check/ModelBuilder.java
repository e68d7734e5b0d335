package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Declaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The model as far as it has been written out. */
final class ModelBuilder {

    /** To how many statements a model may be written out. */
    static final int MOST_STATEMENTS = 100_000;

    private final Report report;
    private final List<Model.Input> inputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Span> places = new IdentityHashMap<>();
    private final Set<String> paths = new HashSet<>();
    private final Map<String, LearnedTensor> tensors = new LinkedHashMap<>();
    private final Map<Value, ClassLabels> labels = new IdentityHashMap<>();
    private final Readings readings = new Readings();
    private Optional<List<Model.Output>> outputs = Optional.empty();
    private Optional<Model.WeightFile> weights = Optional.empty();
    private Optional<Span> outputStatement = Optional.empty();
    private int statements;
    private boolean exhausted;
    private boolean unknownInput;
    private boolean broken;
    private boolean missingInput;

    /** The names of the entries of a value. */
    record ClassLabels(List<String> names, Span span) {}

    ModelBuilder(Report report) {
        this.report = report;
    }

    /** Whether so many more statements may be written out; says once that they may not. */
    boolean step(long count, Span span) {
        if (exhausted) {
            return false;
        }
        if (count > MOST_STATEMENTS - statements) {
            exhausted = true;
            report.add(Diagnostic.of(
                            Code.TOO_MANY_STATEMENTS,
                            span,
                            "written out, the model would have more than 100,000 statements")
                    .withNote("each repetition and each call of a block is written out"));
            return false;
        }
        statements += (int) count;
        return true;
    }

    /** Whether so many more could be written out, without doing it yet. */
    boolean allows(long count, Span span) {
        return count <= MOST_STATEMENTS - statements && !exhausted || step(count, span);
    }

    void addInput(Model.Input input) {
        inputs.add(input);
    }

    /** Notes that there is an input, though nothing is known of it. */
    void addUnknownInput() {
        unknownInput = true;
    }

    /** Notes that a statement was reported because nothing arrives at it. */
    void addMissingInput() {
        missingInput = true;
    }

    /** A statement of the model could not be parsed, so that nothing can be said of the model as a whole. */
    void setBroken() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }

    boolean missesInput() {
        return missingInput;
    }

    boolean hasInput() {
        return unknownInput || !inputs.isEmpty();
    }

    List<Model.Input> inputs() {
        return inputs;
    }

    Readings readings() {
        return readings;
    }

    /** {@code place} is where a user looks for its statement. */
    void addNode(Node node, Span place) {
        nodes.add(node);
        places.put(node, place);
        paths.add(node.path());
    }

    Span place(Node node) {
        return places.get(node);
    }

    List<Node> nodes() {
        return nodes;
    }

    /** The path, with a number behind it where another node has it. */
    String freePath(String path) {
        String free = path;
        for (int number = 2; paths.contains(free); number++) {
            free = path + number;
        }
        return free;
    }

    Optional<LearnedTensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    void addTensor(LearnedTensor tensor) {
        tensors.put(tensor.name(), tensor);
    }

    /** The labels that a value had before. */
    Optional<ClassLabels> label(Value value, ClassLabels names) {
        return Optional.ofNullable(labels.putIfAbsent(value, names));
    }

    Map<Value, ClassLabels> labels() {
        return labels;
    }

    /** Where the outputs were listed before. */
    Optional<Span> startOutputs(Span span) {
        Optional<Span> earlier = outputStatement;
        outputStatement = earlier.isPresent() ? earlier : Optional.of(span);
        return earlier;
    }

    void setOutputs(List<Model.Output> list) {
        outputs = Optional.of(list);
    }

    boolean listsOutputs() {
        return outputStatement.isPresent();
    }

    List<Model.Output> outputs() {
        return outputs.orElse(List.of());
    }

    /** Where the weights were named before. */
    Optional<Span> setWeights(Model.WeightFile file) {
        Optional<Span> earlier = weights.map(Model.WeightFile::span);
        weights = weights.isPresent() ? weights : Optional.of(file);
        return earlier;
    }

    Model build(Declaration.Model declaration) {
        List<Model.Output> labelled = outputs().stream().map(this::labelled).toList();
        return new Model(
                declaration.name().text(),
                declaration.documentation(),
                inputs,
                nodes,
                List.copyOf(tensors.values()),
                labelled,
                weights,
                declaration.name().span());
    }

    /** By value, the node that makes it. */
    Map<Value, Node> producers() {
        Map<Value, Node> producers = new HashMap<>();
        nodes.forEach(node -> node.outputs().forEach(value -> producers.put(value, node)));
        return producers;
    }

    private Model.Output labelled(Model.Output output) {
        Optional<List<String>> names =
                Optional.ofNullable(labels.get(output.value())).map(ClassLabels::names);
        return new Model.Output(output.name(), output.value(), names, output.span());
    }
}
