package io.github.nnc.importer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.graph.Graph;
import io.github.nnc.graph.GraphReader;
import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Network;
import io.github.nnc.operators.MixesBatch;
import io.github.nnc.operators.Obstacle;
import io.github.nnc.operators.Translated;
import io.github.nnc.operators.Translation;
import io.github.nnc.recognise.Recognition;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import io.github.nnc.tensor.Extent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Turns an ONNX file into a {@code .nn} file and the tensors of its weight file. */
public final class OnnxImport {

    private static final Extent ONE = Extent.of(1);

    private final ImportRequest request;
    private final Diagnostics diagnostics;
    private final Span place;
    private final boolean alone;

    /** Whether the network is for one example, whose leading dimension of 1 it does not have. */
    private boolean one;

    private OnnxImport(ImportRequest request, Diagnostics diagnostics, boolean alone) {
        this.request = request;
        this.diagnostics = diagnostics;
        this.alone = alone;
        this.place = new SourceFile(request.path(), "").span(0, 0);
    }

    /** The text and the tensors; empty, and reported, where the file is broken or cannot be said in layers. */
    public static Optional<Imported> of(ImportRequest request, Diagnostics diagnostics) {
        return new OnnxImport(request, diagnostics, true).imported();
    }

    /** The same of one of several files, where the dimensions of the request may be those of the others. */
    public static Optional<Imported> amongOthers(ImportRequest request, Diagnostics diagnostics) {
        return new OnnxImport(request, diagnostics, false).imported();
    }

    private Optional<Imported> imported() {
        Optional<Graph> read = GraphReader.read(request.path(), request.files(), diagnostics);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Graph graph = fixed(read.get());
        if (!inputsHaveShapes(graph) || !dimensionsExist(graph)) {
            return Optional.empty();
        }
        Lengths lengths = new Lengths(graph, request.dimensions());
        Optional<Translated> translated = translated(graph, lengths);
        return translated.flatMap(done -> written(graph, done));
    }

    /** The graph with the inputs that the request fixes as constants. */
    private Graph fixed(Graph graph) {
        Map<String, Tensor> constants = new HashMap<>(request.constants());
        Set<String> inputs = graph.inputs().stream().map(Graph.Port::name).collect(Collectors.toSet());
        for (String name : request.constants().keySet()) {
            if (!inputs.contains(name)) {
                constants.remove(name);
                report(Code.ONNX_NO_SUCH_INPUT, "there is no input `" + name + "` that could be fixed");
            }
        }
        return graph.withFixed(constants);
    }

    private boolean inputsHaveShapes(Graph graph) {
        boolean all = true;
        for (Graph.Port port : graph.inputs()) {
            if (port.shape().isEmpty()) {
                all = false;
                report(Code.ONNX_UNSUPPORTED, "the input `" + port.name() + "` has no shape");
            }
        }
        return all && !diagnostics.hasErrors();
    }

    private boolean dimensionsExist(Graph graph) {
        Set<String> names = Lengths.names(graph);
        List<String> wrong = request.dimensions().keySet().stream()
                .filter(name -> alone && !names.contains(name))
                .sorted()
                .toList();
        for (String name : wrong) {
            diagnostics.report(Diagnostic.of(
                            Code.ONNX_NO_SUCH_DIMENSION,
                            place,
                            "no input has a dimension that is called `" + name + "`")
                    .withHelp(
                            names.isEmpty()
                                    ? "the lengths of all inputs are fixed by the file"
                                    : "the open dimensions of this file are `" + String.join("`, `", names) + "`"));
        }
        return wrong.isEmpty();
    }

    /**
     * With the leading dimension as the batch; if that does not work, for one example where the graph takes any number or
     * one, and nothing else is asked for; otherwise with all dimensions alike.
     */
    private Optional<Translated> translated(Graph graph, Lengths lengths) {
        Optional<Extent> batch = lengths.batch();
        if (batch.isPresent()) {
            boolean anyNumber =
                    !lengths.isChosen() && !batch.get().isFixed() || batch.get().equals(ONE);
            Optional<Translated> translated = attempt(() -> Translation.of(graph, lengths::of, batch))
                    .or(() -> anyNumber ? ofOne(graph, lengths) : Optional.empty());
            if (translated.isPresent()) {
                return accepted(translated.get(), lengths.open(true));
            }
        }
        return accepted(Translation.of(graph, lengths::of, Optional.empty()), lengths.open(false));
    }

    /** For one example: with its dimension as the batch where that mixes with others only, or as an ordinary one of 1. */
    private Optional<Translated> ofOne(Graph graph, Lengths lengths) {
        return attempt(() -> Translation.of(graph, lengths::of, Optional.of(ONE)))
                .or(() -> {
                    one = true;
                    return Optional.of(Translation.ofSingle(graph, lengths::of));
                });
    }

    private static Optional<Translated> attempt(Supplier<Translated> translation) {
        try {
            return Optional.of(translation.get());
        } catch (MixesBatch e) {
            return Optional.empty();
        }
    }

    private Optional<Translated> accepted(Translated translated, Set<String> open) {
        if (!translated.obstacles().isEmpty()) {
            diagnostics.report(Obstacles.diagnostic(place, translated.obstacles()));
            return Optional.empty();
        }
        if (!open.isEmpty()) {
            diagnostics.report(Diagnostic.of(
                            Code.ONNX_OPEN_DIMENSION,
                            place,
                            "how long `" + String.join("`, `", open) + "` may be is not said")
                    .withHelp("say `" + open.iterator().next()
                            + "=1..512`, or one length, with `--dim`, in a POM with `<dimension>`"));
            return Optional.empty();
        }
        return Optional.of(translated);
    }

    private Optional<Imported> written(Graph graph, Translated translated) {
        Network network = Recognition.of(translated.network());
        List<Obstacle> unsaid = unsaid(graph, network);
        if (!unsaid.isEmpty()) {
            diagnostics.report(Obstacles.diagnostic(place, unsaid));
            return Optional.empty();
        }
        boolean batched = one || translated.results().stream().anyMatch(result -> result.isBatched());
        return new NetworkText(request, network, batched).imported(diagnostics);
    }

    /** Tensors of which each call takes as much as it wants, and which no layer has taken in. */
    private static List<Obstacle> unsaid(Graph graph, Network network) {
        Map<String, String> types = new HashMap<>();
        graph.operators().forEach(operator -> types.put(operator.name(), operator.type()));
        return network.calls().stream()
                .filter(call -> call.is("parameter") && !call.output().shape().isFixed())
                .map(call -> new Obstacle(
                        call.origin(),
                        types.getOrDefault(call.origin(), "output"),
                        "it reads as much of a known tensor as each call decides, "
                                + call.output().shape()
                                + ", which layers do of positions and in causal attention only"))
                .toList();
    }

    private void report(Code code, String message) {
        diagnostics.report(Diagnostic.of(code, place, message));
    }
}
