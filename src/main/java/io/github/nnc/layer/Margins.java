package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Amounts around the axes behind the channels: some for all sides as in {@link Padding}, and those of single sides, which
 * go before.
 */
record Margins(Optional<Padding> around, Map<String, Long> single) {

    private static final List<String> SIDES = List.of("front", "back", "top", "bottom", "left", "right");

    private static final long LONGEST = Long.MAX_VALUE / 4;

    private static final Padding.Sides NONE = new Padding.Sides(0, 0);

    Margins {
        single = Map.copyOf(single);
    }

    /** The amounts for all sides under a name, then one parameter for each side. */
    static List<Parameter> parameters(String name, String documentation) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.padding(
                        name,
                        List.of(),
                        documentation
                                + ": for all sides, for each axis, or for each side in the order left, right or top,"
                                + " bottom, left, right")
                .optional());
        for (String side : SIDES) {
            parameters.add(Parameter.whole(side, 0, documentation + " on this side alone")
                    .between(0, Integer.MAX_VALUE)
                    .optional()
                    .onlyByName());
        }
        return parameters;
    }

    static Margins of(Arguments arguments, String name) {
        Map<String, Long> single = new TreeMap<>();
        SIDES.forEach(side -> arguments.optionalWhole(side).ifPresent(amount -> single.put(side, amount)));
        return new Margins(Optional.ofNullable(arguments.padding(name)).map(Padding::of), single);
    }

    /** Whether the amounts fit the axes of the input; reported where not. */
    boolean fit(Inference inference, String name) {
        if (around.isEmpty() && single.isEmpty()) {
            inference.rejectArguments(Diagnostic.of(
                            Code.MISSING_ARGUMENT,
                            inference.place(),
                            "`" + inference.place().text() + "` needs an amount, for all sides or for some")
                    .withHelp("write `" + name + "=1`", inference.argument(name, "1"))
                    .withHelp("write `left=1`", inference.argument("left", "1")));
            return false;
        }
        int axes = inference.shape().rank() - 1;
        List<String> known = SIDES.subList(SIDES.size() - 2 * axes, SIDES.size());
        Optional<String> foreign = SIDES.stream()
                .filter(side -> single.containsKey(side) && !known.contains(side))
                .findFirst();
        if (foreign.isPresent()) {
            inference.reject(Diagnostic.of(
                            Code.SIZES_FOR_AXES,
                            inference.place(foreign.get()),
                            "`" + foreign.get() + "` is no side of " + inference.shape())
                    .withNote("its sides are `" + String.join("`, `", known) + "`"));
            return false;
        }
        return around.isEmpty()
                || Spatial.sidesFit(inference, name, around.get().amounts(), axes);
    }

    /** The amounts around one of the axes. */
    Padding.Sides sides(int axis, int axes) {
        Padding.Sides all = around.orElse(Padding.NONE).sides(axis, axes);
        int first = SIDES.size() - 2 * axes + 2 * axis;
        return new Padding.Sides(
                single.getOrDefault(SIDES.get(first), all.before()),
                single.getOrDefault(SIDES.get(first + 1), all.after()));
    }

    /** The amounts around each dimension of a shape, none around the channels. */
    List<Padding.Sides> sides(Shape shape) {
        List<Padding.Sides> sides = new ArrayList<>(List.of(NONE));
        for (int i = 0; i + 1 < shape.rank(); i++) {
            sides.add(sides(i, shape.rank() - 1));
        }
        return sides;
    }

    /**
     * The lengths behind the channels with the amounts added, or taken away where {@code sign} is -1, with the arithmetic;
     * empty, and reported, where a length that varies would change.
     */
    Optional<List<Extent>> lengths(Inference inference, int sign) {
        Shape shape = inference.shape();
        List<Extent> lengths = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<Padding.Sides> sides = sides(shape);
        for (int d = 1; d < shape.rank(); d++) {
            String name = "the " + Spatial.axis(d - 1, shape.rank() - 1);
            Optional<Extent> changed = changed(inference, shape.extent(d), sides.get(d), sign, name);
            if (changed.isEmpty()) {
                return Optional.empty();
            }
            lengths.add(changed.get());
            texts.add(arithmetic(shape.extent(d), sides.get(d), sign));
        }
        inference.explain(Spatial.explanation(texts));
        return Optional.of(lengths);
    }

    /** {@code 28 + 1 + 1 = 30}. */
    static String arithmetic(Extent length, Padding.Sides around, int sign) {
        String operator = sign < 0 ? " - " : " + ";
        return around.total() == 0
                ? length.toString()
                : length + operator + around.before() + operator + around.after() + " = "
                        + (length.max() + sign * around.total());
    }

    /** One of these lengths; {@code name} is what messages call the axis. */
    static Optional<Extent> changed(Inference inference, Extent length, Padding.Sides around, int sign, String name) {
        if (around.total() == 0) {
            return Optional.of(length);
        }
        if (!length.isFixed() || length.max() > LONGEST) {
            inference.reject(unfit(inference, length));
            return Optional.empty();
        }
        long changed = length.max() + sign * around.total();
        if (changed < 1) {
            inference.reject(Diagnostic.of(
                            Code.OUT_OF_RANGE,
                            inference.place(),
                            "`" + inference.place().text() + "` leaves nothing of " + name)
                    .withNote(arithmetic(length, around, sign)));
            return Optional.empty();
        }
        return Optional.of(Extent.of(changed));
    }

    private static Diagnostic unfit(Inference inference, Extent length) {
        return length.isFixed()
                ? Diagnostic.of(Code.NUMBER_TOO_LARGE, inference.place(), "a length of " + length + " is too long")
                : Diagnostic.of(
                                Code.LENGTH_NOT_FIXED,
                                inference.place(),
                                "`" + inference.place().text() + "` would change a length that varies, " + length)
                        .withHelp("write the length as a number where it comes from");
    }
}
