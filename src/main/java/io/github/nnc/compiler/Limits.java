package io.github.nnc.compiler;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import io.github.nnc.source.Span;
import io.github.nnc.tensor.Shape;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can be checked and counted, but not compiled: arrays and files in Java end at 2^31 - 1. */
final class Limits {

    /** An enum's static initialiser spends 27 bytes on each constant and must stay below 64 KiB. */
    private static final int MOST_LABELS = 2048;

    /** An array and an index each, beside the instance and the workspace, of the 255 parameters of a method. */
    private static final int MOST_ARRAYS = 125;

    private static final BigInteger LONGEST_ARRAY = BigInteger.valueOf(Integer.MAX_VALUE);

    private Limits() {}

    /** Whether a class can be made of a model; reports what is too large for it. */
    static boolean allow(Model model, boolean bundled, Diagnostics diagnostics) {
        int before = diagnostics.sorted().size();
        // one statement in a repetition makes many tensors
        Set<Span> places = new HashSet<>();
        for (LearnedTensor tensor : model.tensors()) {
            Shape shape = tensor.spec().shape();
            if (isTooLong(shape) && places.add(tensor.span())) {
                diagnostics.report(tooLarge(Diagnostic.of(
                        Code.TENSOR_TOO_LARGE,
                        tensor.span(),
                        "the tensor `" + tensor.name() + "` is too large to compile: " + numbers(shape))));
            }
        }
        for (Model.Input input : model.inputs()) {
            value(input.value(), places, diagnostics);
        }
        for (Node node : model.nodes()) {
            node.outputs().forEach(value -> value(value, places, diagnostics));
        }
        model.outputs().forEach(output -> labels(output, diagnostics));
        arrays(model, diagnostics);
        BigInteger numbers = model.parameters().add(model.buffers());
        BigInteger bytes = numbers.multiply(BigInteger.valueOf(Float.BYTES));
        boolean fits = diagnostics.sorted().size() == before;
        if (bundled && bytes.compareTo(LONGEST_ARRAY) > 0 && fits) {
            diagnostics.report(tooLarge(Diagnostic.of(
                    Code.WEIGHTS_TOO_LARGE,
                    model.span(),
                    "the weights of `" + model.name() + "` are too large to bundle: " + grouped(numbers)
                            + " numbers are " + grouped(bytes) + " bytes")));
            return false;
        }
        return fits;
    }

    private static void value(Value value, Set<Span> places, Diagnostics diagnostics) {
        Shape shape = value.type().shape();
        if (isTooLong(shape) && places.add(value.origin().span())) {
            diagnostics.report(tooLarge(Diagnostic.of(
                    Code.TENSOR_TOO_LARGE,
                    value.origin().span(),
                    "the value of `" + value.origin().description() + "` is too large to compile: " + numbers(shape))));
        }
    }

    private static void labels(Model.Output output, Diagnostics diagnostics) {
        int count = output.labels().map(List::size).orElse(0);
        if (count > MOST_LABELS) {
            diagnostics.report(Diagnostic.of(
                            Code.TOO_MANY_LABELS,
                            output.span(),
                            "this output has " + count + " labels, but an enum in Java holds " + MOST_LABELS)
                    .withHelp("leave `labels` out and keep the names in a list beside the class"));
        }
    }

    private static void arrays(Model model, Diagnostics diagnostics) {
        long lengths = model.inputs().stream()
                .flatMap(input -> input.value().type().shape().extents().stream())
                .filter(extent -> !extent.isFixed())
                .distinct()
                .count();
        long count = model.inputs().size() + model.outputs().size() + lengths;
        if (count > MOST_ARRAYS) {
            diagnostics.report(Diagnostic.of(
                            Code.TOO_MANY_ARRAYS,
                            model.span(),
                            "`" + model.name() + "` has " + count
                                    + " inputs, outputs and lengths, but a Java method takes " + MOST_ARRAYS)
                    .withHelp("join outputs into one with `concat`"));
        }
    }

    private static boolean isTooLong(Shape shape) {
        return shape.elements().compareTo(LONGEST_ARRAY) > 0;
    }

    private static String numbers(Shape shape) {
        return shape + " has " + grouped(shape.elements()) + " numbers";
    }

    private static Diagnostic tooLarge(Diagnostic diagnostic) {
        return diagnostic.withNote("a Java array has at most 2,147,483,647 elements, a bundled file 2 GiB");
    }

    private static String grouped(BigInteger number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
