package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * {@code pad 1}: adds numbers around the axes behind the channels, or around the one that is named, as PyTorch's
 * {@code functional.pad} does.
 */
record Pad(Margins margins, OptionalLong axis, String mode, OptionalDouble value) implements Margined {

    /** Up to here a float counts every place of a border that shows the inside. */
    private static final long LONGEST = 1 << 24;

    private static final String CONSTANT = "constant";
    private static final String REFLECT = "reflect";
    private static final String REPLICATE = "replicate";
    private static final String CIRCULAR = "circular";
    private static final String AXIS = "axis";

    static final LayerType TYPE = new LayerType(
            "pad",
            "Adds numbers around a sequence, an image or a volume.",
            "`channels x length` to `channels x (length + padding)`, likewise for images and volumes; any shape with"
                    + " `axis=`",
            "input 3x32x32; pad 1 reflect; conv 8 3",
            LayerType.Role.CHAIN,
            false,
            parameters(),
            arguments -> new Pad(
                    Margins.of(arguments, "padding"),
                    arguments.optionalWhole(AXIS),
                    arguments.word("mode"),
                    arguments.optionalReal("value")));

    private static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(Margins.parameters("padding", "how much is added"));
        parameters.add(Parameter.word(
                "mode",
                List.of(CONSTANT, REFLECT, REPLICATE, CIRCULAR),
                "what is added: a number, the values inside as a mirror at the border shows them, the border"
                        + " itself, or what stands at the other end"));
        parameters.add(Parameter.real("value", 0, "the number that `constant` adds, 0 where it is not given")
                .optional()
                .onlyByName());
        parameters.add(
                Parameter.axis("the only dimension that is padded; `padding` is then one amount, or one before it"
                                + " and one behind it")
                        .onlyByName());
        return parameters;
    }

    @Override
    public List<TensorType> outputs(Inference inference) {
        boolean arrives = axis.isPresent()
                ? Floats.required(inference) && alongFits(inference)
                : Spatial.required(inference) && margins.fit(inference, "padding");
        if (!arrives) {
            return List.of();
        }
        if (value.isPresent() && !mode.equals(CONSTANT)) {
            return inference.rejectArguments(Diagnostic.of(
                            Code.ARGUMENT_WITHOUT_EFFECT,
                            inference.place("value"),
                            "`value` has no effect where `mode` is `" + mode + "`")
                    .withHelp("write `mode=constant`", inference.argument("mode", CONSTANT)));
        }
        Optional<Shape> padded = axis.isPresent() ? along(inference) : around(inference);
        if (padded.isEmpty() || !showsInside(inference)) {
            return List.of();
        }
        List<Padding.Sides> sides = sides(inference.shape());
        for (int d = 0; d < sides.size(); d++) {
            if (isMoved(sides.get(d)) && padded.get().extent(d).max() > LONGEST) {
                return inference.reject(Diagnostic.of(
                        Code.NUMBER_TOO_LARGE,
                        inference.place(),
                        "`pad` with `mode=" + mode + "` makes at most " + LONGEST + " places along an axis"));
            }
        }
        return List.of(TensorType.floats(padded.get()));
    }

    /** Whether the axis exists and the amounts are those of one axis; reported where not. */
    private boolean alongFits(Inference inference) {
        if (Axes.required(inference, axis.getAsLong(), inference.shape()).isEmpty()) {
            return false;
        }
        if (!margins.single().isEmpty()) {
            inference.rejectArguments(Diagnostic.of(
                            Code.ARGUMENTS_CLASH,
                            inference.place(AXIS),
                            "`axis` has two sides, which `padding` gives, not `"
                                    + String.join(
                                            "`, `",
                                            new TreeSet<>(margins.single().keySet())) + "`")
                    .withHelp("write `padding=1x0` for one place before the axis"));
            return false;
        }
        if (margins.around().isEmpty()) {
            inference.rejectArguments(
                    Diagnostic.of(Code.MISSING_ARGUMENT, inference.place(), "`pad` needs an amount for the axis")
                            .withHelp("write `padding=1`", inference.argument("padding", "1")));
            return false;
        }
        List<Long> amounts = margins.around().get().amounts();
        if (amounts.size() > 2) {
            inference.rejectArguments(Diagnostic.of(
                    Code.SIZES_FOR_AXES,
                    inference.place("padding"),
                    "`padding` of one axis has one amount, or two, but here are " + amounts.size()));
            return false;
        }
        return true;
    }

    private Optional<Shape> along(Inference inference) {
        Shape shape = inference.shape();
        int at = Axes.position(axis.getAsLong(), shape.rank());
        Padding.Sides own = sides(shape).get(at);
        Optional<Extent> changed = Margins.changed(inference, shape.extent(at), own, 1, "axis " + at);
        if (changed.isPresent()) {
            inference.explain(Margins.arithmetic(shape.extent(at), own, 1));
        }
        return changed.map(length -> shape.with(at, length));
    }

    private Optional<Shape> around(Inference inference) {
        return margins.lengths(inference, 1)
                .map(lengths -> Spatial.shape(inference.shape().extent(0), lengths));
    }

    private boolean isMoved(Padding.Sides sides) {
        return sides.total() > 0 && !mode.equals(CONSTANT);
    }

    /** Whether there is as much inside as a mirror or the other end would show; reported where not. */
    private boolean showsInside(Inference inference) {
        boolean circular = mode.equals(CIRCULAR);
        if (!circular && !mode.equals(REFLECT)) {
            return true;
        }
        Shape shape = inference.shape();
        List<Padding.Sides> sides = sides(shape);
        for (int d = 0; d < sides.size(); d++) {
            long most = Math.max(sides.get(d).before(), sides.get(d).after());
            long least = shape.extent(d).min() - (circular ? 0 : 1);
            if (most > 0 && most > least) {
                String name = axis.isPresent() ? "axis " + d : "the " + Spatial.axis(d - 1, shape.rank() - 1);
                inference.reject(Diagnostic.of(
                                Code.OUT_OF_RANGE,
                                inference.place(),
                                "`" + mode + "` shows " + most + " values beside the border, but " + name + " has only "
                                        + least + " of them")
                        .withHelp("write `mode=replicate`", inference.argument("mode", REPLICATE)));
                return false;
            }
        }
        return true;
    }

    @Override
    public Reading reading() {
        return axis.isPresent() ? Reading.SAME : Reading.CHANNELS;
    }

    @Override
    public List<Padding.Sides> sides(Shape input) {
        if (axis.isEmpty()) {
            return margins.sides(input);
        }
        List<Padding.Sides> sides = new ArrayList<>(Collections.nCopies(input.rank(), new Padding.Sides(0, 0)));
        sides.set(
                Axes.position(axis.getAsLong(), input.rank()),
                margins.around().orElseThrow().sides(0, 1));
        return sides;
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        List<Padding.Sides> sides = sides(lowering.inputShape());
        List<Index> read = new ArrayList<>();
        for (int d = 0; d < sides.size(); d++) {
            Axis moving = axes.get(d);
            long length = lowering.inputShape().extent(d).max();
            Index.Affine inside = Index.of(moving).plus(-sides.get(d).before());
            read.add(isMoved(sides.get(d)) ? new Index.Indirect(source(lowering, moving, inside, length)) : inside);
        }
        Access access = mode.equals(CONSTANT)
                ? Access.padded(lowering.input(), read, value.orElse(0))
                : Access.of(lowering.input(), read);
        lowering.kernels().map(axes, new Expression.Load(access), lowering.store(axes));
    }

    /** A table that says for each place of an axis which value stands there. */
    private Access source(Lowering lowering, Axis moving, Index.Affine inside, long length) {
        Buffer table = lowering.kernels().temporaryIds("source_" + moving.name(), new Shape(List.of(moving.extent())));
        Access entry = Access.of(table, List.of(Index.of(moving)));
        lowering.kernels().map(List.of(moving), found(new Expression.Position(inside), length), entry);
        return entry;
    }

    private Expression found(Expression at, long length) {
        Expression last = Expression.constant(length - 1);
        Expression all = Expression.constant(length);
        Expression none = Expression.constant(0);
        return switch (mode) {
            case REPLICATE -> at.maximum(none).minimum(last);
            case CIRCULAR -> at.ifLess(none, at.plus(all), last.ifLess(at, at.minus(all), at));
            default ->
                last.minus(last.minus(at.apply(Expression.UnaryOperator.ABS)).apply(Expression.UnaryOperator.ABS));
        };
    }
}
