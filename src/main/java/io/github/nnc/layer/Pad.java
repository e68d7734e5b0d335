package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code pad 1}: adds numbers around the axes behind the channels, as PyTorch's {@code functional.pad} does. */
record Pad(Margins margins, String mode, OptionalDouble value) implements Margined {

    /** Up to here a float counts every place of a border that shows the inside. */
    private static final long LONGEST = 1 << 24;

    private static final String CONSTANT = "constant";
    private static final String REFLECT = "reflect";
    private static final String REPLICATE = "replicate";

    static final LayerType TYPE = new LayerType(
            "pad",
            "Adds numbers around a sequence, an image or a volume.",
            "`channels x length` to `channels x (length + padding)`, likewise for images and volumes",
            "input 3x32x32; pad 1 reflect; conv 8 3",
            LayerType.Role.CHAIN,
            false,
            parameters(),
            arguments ->
                    new Pad(Margins.of(arguments, "padding"), arguments.word("mode"), arguments.optionalReal("value")));

    private static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(Margins.parameters("padding", "how much is added"));
        parameters.add(Parameter.word(
                "mode",
                List.of(CONSTANT, REFLECT, REPLICATE),
                "what is added: a number, the values inside as a mirror at the border shows them, or the"
                        + " border itself"));
        parameters.add(Parameter.real("value", 0, "the number that `constant` adds, 0 where it is not given")
                .optional()
                .onlyByName());
        return parameters;
    }

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Spatial.required(inference) || !margins.fit(inference, "padding")) {
            return List.of();
        }
        if (value.isPresent() && !mode.equals(CONSTANT)) {
            return inference.rejectArguments(Diagnostic.of(
                            Code.ARGUMENT_WITHOUT_EFFECT,
                            inference.place("value"),
                            "`value` has no effect where `mode` is `" + mode + "`")
                    .withHelp("write `mode=constant`", inference.argument("mode", CONSTANT)));
        }
        Optional<List<Extent>> lengths = margins.lengths(inference, 1);
        if (lengths.isEmpty() || mode.equals(REFLECT) && !mirrors(inference)) {
            return List.of();
        }
        if (!mode.equals(CONSTANT) && lengths.get().stream().anyMatch(length -> length.max() > LONGEST)) {
            return inference.reject(Diagnostic.of(
                    Code.NUMBER_TOO_LARGE,
                    inference.place(),
                    "`pad` with `mode=" + mode + "` makes at most " + LONGEST + " places along an axis"));
        }
        return List.of(TensorType.floats(Spatial.shape(inference.shape().extent(0), lengths.get())));
    }

    /** Whether there is as much inside as a mirror at each border would show; reported where not. */
    private boolean mirrors(Inference inference) {
        List<Padding.Sides> sides = sides(inference.shape());
        for (int i = 0; i < sides.size(); i++) {
            long most = Math.max(sides.get(i).before(), sides.get(i).after());
            Extent length = inference.shape().extent(i + 1);
            if (most > 0 && most >= length.min()) {
                inference.reject(Diagnostic.of(
                                Code.OUT_OF_RANGE,
                                inference.place(),
                                "`reflect` shows " + most + " values beside the border, but the "
                                        + Spatial.axis(i, sides.size()) + " has only " + (length.min() - 1)
                                        + " of them")
                        .withHelp("write `mode=replicate`", modeEdit(inference)));
                return false;
            }
        }
        return true;
    }

    private static Edit modeEdit(Inference inference) {
        return inference.argument("mode", REPLICATE);
    }

    @Override
    public Reading reading() {
        return Reading.CHANNELS;
    }

    @Override
    public List<Padding.Sides> sides(Shape input) {
        return margins.sides(input);
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        List<Padding.Sides> sides = sides(lowering.inputShape());
        List<Index> read = new ArrayList<>();
        read.add(Index.of(axes.get(0)));
        for (int i = 0; i < sides.size(); i++) {
            Axis axis = axes.get(i + 1);
            Extent length = lowering.inputShape().extent(i + 1);
            Index.Affine inside = Index.of(axis).plus(-sides.get(i).before());
            boolean moved = sides.get(i).total() > 0 && !mode.equals(CONSTANT);
            read.add(moved ? new Index.Indirect(source(lowering, axis, inside, length.max())) : inside);
        }
        Access access = mode.equals(CONSTANT)
                ? Access.padded(lowering.input(), read, value.orElse(0))
                : Access.of(lowering.input(), read);
        lowering.kernels().map(axes, new Expression.Load(access), lowering.store(axes));
    }

    /** A table that says for each place of an axis which value stands there. */
    private Access source(Lowering lowering, Axis axis, Index.Affine inside, long length) {
        Buffer table = lowering.kernels().temporaryIds("source_" + axis.name(), new Shape(List.of(axis.extent())));
        Expression last = Expression.constant(length - 1);
        Expression at = new Expression.Position(inside);
        Expression found = mode.equals(REPLICATE)
                ? at.maximum(Expression.constant(0)).minimum(last)
                : last.minus(last.minus(at.apply(Expression.UnaryOperator.ABS)).apply(Expression.UnaryOperator.ABS));
        Access entry = Access.of(table, List.of(Index.of(axis)));
        lowering.kernels().map(List.of(axis), found, entry);
        return entry;
    }
}
