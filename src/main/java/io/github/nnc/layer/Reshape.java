package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code reshape}: the same numbers in the same row-major order under another shape; one dimension written {@code ?} is
 * what the others leave. Lengths that vary may be moved, not merged or split.
 */
record Reshape(List<Optional<Extent>> written) implements Reshaping {

    static final LayerType TYPE = new LayerType(
            "reshape",
            "The same numbers in the same order under another shape.",
            "any shape to another of as many numbers; one `?` is what the other dimensions leave",
            "input 12; reshape 3x?; dense 2",
            LayerType.Role.CHAIN,
            false,
            List.of(Parameter.dimensions("shape", "the new dimensions, one of which may be `?`")),
            arguments -> new Reshape(arguments.dimensions("shape").extents()));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        if (written.stream().filter(Optional::isEmpty).count() > 1) {
            return inference.rejectArguments(Diagnostic.of(
                            Code.SIZE_NOT_INFERRED,
                            inference.place("shape"),
                            "`reshape` infers one `?`, but `" + text() + "` has several")
                    .withHelp("write numbers for all but one"));
        }
        List<Extent> given = written.stream().flatMap(Optional::stream).toList();
        List<Extent> left = new ArrayList<>(varying(inference.shape().extents()));
        for (Extent symbol : varying(given)) {
            if (!left.remove(symbol)) {
                return inference.reject(mismatch(inference));
            }
        }
        boolean inferred = given.size() < written.size();
        Optional<Extent> rest =
                inferred ? rest(inference, fixed(inference.shape().extents()), fixed(given), left) : Optional.empty();
        if (inferred && rest.isEmpty()) {
            return List.of();
        }
        List<Extent> extents = new ArrayList<>();
        written.forEach(extent -> extents.add(extent.or(() -> rest).orElseThrow()));
        if (!inferred && !(left.isEmpty() && fixed(inference.shape().extents()).equals(fixed(given)))) {
            return inference.reject(mismatch(inference));
        }
        return List.of(TensorType.floats(new Shape(extents)));
    }

    /** What stands for the question mark; empty, and reported, where nothing does. */
    private Optional<Extent> rest(Inference inference, BigInteger arriving, BigInteger given, List<Extent> symbols) {
        boolean whole = given.signum() > 0 && arriving.mod(given).signum() == 0;
        BigInteger quotient = whole ? arriving.divide(given) : BigInteger.ZERO;
        boolean symbol = symbols.size() == 1 && quotient.equals(BigInteger.ONE);
        if (symbol) {
            return Optional.of(symbols.get(0));
        }
        if (whole && symbols.isEmpty() && quotient.bitLength() < Long.SIZE) {
            inference.explain(arriving + " / " + given + " = " + quotient);
            return Optional.of(Extent.of(quotient.longValueExact()));
        }
        Diagnostic misfit = Diagnostic.of(
                Code.SIZE_NOT_INFERRED,
                inference.place("shape"),
                "no number stands for the `?` of " + text() + " where " + inference.shape() + " arrives");
        inference.reject(
                symbols.isEmpty() && given.signum() > 0
                        ? misfit.withNote(arriving + " / " + given + " leaves the remainder " + arriving.mod(given))
                                .withHelp("choose numbers whose product divides " + arriving)
                        : misfit.withNote("a length that varies can be moved, but neither merged nor split")
                                .withHelp("write each length that varies once"));
        return Optional.empty();
    }

    private Diagnostic mismatch(Inference inference) {
        Shape arriving = inference.shape();
        Shape wanted = new Shape(written.stream().flatMap(Optional::stream).toList());
        Diagnostic misfit = Diagnostic.of(
                Code.ELEMENTS_DIFFER,
                inference.place("shape"),
                "`reshape " + text() + "` does not fit the " + arriving + " that arrives");
        if (!arriving.isFixed() || !wanted.isFixed()) {
            return misfit.withNote("a length that varies can be moved, but neither merged nor split")
                    .withNote("beside such lengths it has " + fixed(wanted.extents()) + " numbers, what arrives has "
                            + fixed(arriving.extents()))
                    .withHelp("write each length that varies once, and as many numbers beside it");
        }
        Diagnostic counted = misfit.withNote(
                "it has " + Reshaping.product(wanted) + " numbers, what arrives has " + Reshaping.product(arriving));
        return inferable(arriving)
                .map(shape -> counted.withHelp("write `reshape " + shape + "`", inference.argument("shape", shape)))
                .orElse(counted);
    }

    /** The shape with a question mark in the place of its first dimension that can give way. */
    private Optional<String> inferable(Shape arriving) {
        for (int d = 0; d < written.size(); d++) {
            List<Optional<Extent>> others = new ArrayList<>(written);
            others.set(d, Optional.empty());
            BigInteger given = fixed(others.stream().flatMap(Optional::stream).toList());
            if (given.signum() > 0 && arriving.elements().mod(given).signum() == 0) {
                return Optional.of(new Reshape(others).text());
            }
        }
        return Optional.empty();
    }

    private String text() {
        boolean varies = written.stream().flatMap(Optional::stream).anyMatch(extent -> !extent.isFixed());
        return written.stream()
                .map(extent -> extent.map(Extent::toString).orElse("?"))
                .collect(Collectors.joining(varies ? " x " : "x"));
    }

    private static List<Extent> varying(List<Extent> extents) {
        return extents.stream().filter(extent -> !extent.isFixed()).toList();
    }

    private static BigInteger fixed(List<Extent> extents) {
        return new Shape(extents.stream().filter(Extent::isFixed).toList()).elements();
    }
}
