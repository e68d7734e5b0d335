package io.github.nnc.emit;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.source.Span;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is right as a model but cannot be a class of this shape. */
final class Restrictions {

    private Restrictions() {}

    /** Whether a class can be made of a model; reports why not. */
    static boolean allow(Model model, Program program, Diagnostics diagnostics) {
        List<Diagnostic> problems = new ArrayList<>(arrays(model, program));
        Set<Extent> known = new HashSet<>();
        for (Model.Input input : model.inputs()) {
            List<Extent> unknown = input.value().type().shape().extents().stream()
                    .filter(extent -> !extent.isFixed() && !known.contains(extent))
                    .toList();
            known.addAll(unknown);
            if (unknown.size() > 1) {
                problems.add(undecided(input, unknown));
            }
        }
        problems.forEach(diagnostics::report);
        return problems.isEmpty();
    }

    private static Diagnostic undecided(Model.Input input, List<Extent> unknown) {
        boolean twice = Set.copyOf(unknown).size() < unknown.size();
        return Diagnostic.of(
                        Code.LENGTHS_UNDECIDED,
                        input.span(),
                        "the length of an array cannot tell the lengths of "
                                + input.value().type().shape() + ": "
                                + (twice ? unknown.get(0) + " stands in it twice" : unknown.size() + " of them vary"))
                .withNote("one length of each input may vary that no input before it has")
                .withHelp("put an input before it that has " + unknown.get(0) + " alone");
    }

    /** What a model needs beside its values while it computes, and from call to call, where no array is as long. */
    private static List<Diagnostic> arrays(Model model, Program program) {
        Map<Span, Diagnostic> problems = new LinkedHashMap<>();
        for (Buffer buffer : program.buffers()) {
            if (buffer.shape().elements().bitLength() >= Integer.SIZE) {
                Span place = owner(model, buffer).map(Node::span).orElse(model.span());
                problems.putIfAbsent(
                        place,
                        Diagnostic.of(
                                        Code.TENSOR_TOO_LARGE,
                                        place,
                                        "this needs an array that is too large to compile, `" + buffer.name() + "`: "
                                                + buffer.shape() + " has "
                                                + String.format(
                                                        Locale.ROOT,
                                                        "%,d",
                                                        buffer.shape().elements())
                                                + " numbers")
                                .withNote("a Java array has at most 2,147,483,647 elements"));
            }
        }
        return List.copyOf(problems.values());
    }

    /** The node whose path a buffer's name begins with. */
    private static Optional<Node> owner(Model model, Buffer buffer) {
        return model.nodes().stream()
                .filter(node -> (buffer.name() + ".").startsWith(node.path() + "."))
                .max(Comparator.comparingInt(node -> node.path().length()));
    }
}
