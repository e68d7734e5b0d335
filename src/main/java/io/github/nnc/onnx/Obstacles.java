package io.github.nnc.onnx;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands in the way of writing a model, all of it at once. */
final class Obstacles {

    private static final String CALLS = " with `carry`, which goes on from call to call";

    private Obstacles() {}

    /** One diagnostic that names every kind of layer without a form in ONNX, and how many of them there are. */
    static Optional<Diagnostic> of(Model model) {
        Map<String, List<Node>> found = new LinkedHashMap<>();
        for (Node node : model.nodes()) {
            obstacle(node)
                    .ifPresent(reason -> found.computeIfAbsent(
                                    "`" + node.type().name() + "`" + reason, key -> new ArrayList<>())
                            .add(node));
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int layers = found.values().stream().mapToInt(List::size).sum();
        Node first = found.values().iterator().next().get(0);
        Diagnostic diagnostic = Diagnostic.of(
                Code.NO_ONNX_FORM,
                first.span(),
                "`" + model.name() + "` cannot be written as ONNX because of "
                        + (layers == 1 ? "one of its layers" : layers + " of its layers"));
        for (Map.Entry<String, List<Node>> kind : found.entrySet()) {
            diagnostic = diagnostic.withNote(kind.getKey() + ": " + places(kind.getValue()));
        }
        Diagnostic told = model.carries()
                ? diagnostic.withHelp(
                        "leave out `carry`: the weights stay as they are, each call sees its own tokens only")
                : diagnostic;
        return Optional.of(
                found.keySet().stream().allMatch(kind -> kind.endsWith(CALLS))
                        ? told
                        : told.withHelp("leave these layers out, or export what is before them as a model of its own"));
    }

    private static Optional<String> obstacle(Node node) {
        if (node.layer().carries()) {
            return Optional.of(CALLS);
        }
        return OnnxRules.find(node.type().name()).isPresent() ? Optional.empty() : Optional.of("");
    }

    private static String places(List<Node> nodes) {
        String first = "`" + nodes.get(0).path() + "`";
        return nodes.size() == 1 ? first : nodes.size() + " times, first " + first;
    }
}
