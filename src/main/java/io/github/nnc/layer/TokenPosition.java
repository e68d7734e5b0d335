package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.COS;
import static io.github.nnc.kernel.Expression.UnaryOperator.SIN;

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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code position}: adds to each token what tells its position: a row of a learned table, or sines and cosines of its
 * position (Vaswani et al., "Attention Is All You Need", 2017, section 3.5).
 *
 * @param maxLength how many rows the table has; as many as there are tokens at most where it is left out
 * @param carry whether positions go on from call to call
 */
record TokenPosition(boolean sinusoidal, OptionalLong maxLength, boolean carry) implements Layer {

    private static final String MAX_LENGTH = "max_length";
    private static final String CARRY = "carry";
    private static final double BASE = 10_000;

    static final LayerType TYPE = new LayerType(
                    "position",
                    "Adds to each token what tells its position.",
                    "`tokens x features` to the same",
                    "input ..8 tokens=10; embedding 4; position",
                    LayerType.Role.CHAIN,
                    false,
                    List.of(
                            Parameter.whole(
                                            MAX_LENGTH,
                                            1,
                                            "how many positions the learned table has, or with `carry` all calls"
                                                    + " together; else the largest length")
                                    .between(1, Integer.MAX_VALUE)
                                    .optional(),
                            Parameter.word(
                                    "kind",
                                    List.of("learned", "sinusoidal"),
                                    "whether it is learned, or sines and cosines of the position"),
                            Parameter.flag(
                                    CARRY,
                                    false,
                                    "whether positions go on from call to call; how far a stream is, is in `State`")),
                    arguments -> new TokenPosition(
                            arguments.word("kind").equals("sinusoidal"),
                            arguments.optionalWhole(MAX_LENGTH),
                            arguments.flag(CARRY)))
            .withTensors(List.of("weight"));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        if (shape.rank() != 2) {
            return inference.reject(Diagnostic.of(
                    Code.WRONG_RANK, inference.place(), "`position` needs tokens x features, but receives " + shape));
        }
        if (!shape.last().isFixed()) {
            return inference.reject(Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            inference.place(),
                            "`position` needs a fixed number of features, but receives " + shape)
                    .withHelp("write the number of features as a number; the number of tokens may vary"));
        }
        if (carry && !context().fits(inference)) {
            return List.of();
        }
        return sinusoidal ? sinusoidalOf(inference, shape) : learnedOf(inference, shape);
    }

    private Context context() {
        return new Context(MAX_LENGTH, maxLength);
    }

    @Override
    public boolean carries() {
        return carry;
    }

    private List<TensorType> sinusoidalOf(Inference inference, Shape shape) {
        if (maxLength.isPresent() && !carry) {
            return inference.rejectArguments(Diagnostic.of(
                            Code.ARGUMENT_WITHOUT_EFFECT,
                            inference.place(MAX_LENGTH),
                            "sinusoidal positions have no table whose length could be given")
                    .withHelp("drop `" + maxLength.getAsLong() + "`"));
        }
        if (shape.last().max() % 2 != 0) {
            return inference.reject(Diagnostic.of(
                            Code.NOT_DIVISIBLE,
                            inference.place(),
                            "sinusoidal positions are pairs of numbers, but a token has " + shape.last())
                    .withHelp("choose an even number of features"));
        }
        return List.of(inference.input());
    }

    private List<TensorType> learnedOf(Inference inference, Shape shape) {
        long longest = shape.extent(0).max();
        if (maxLength.orElse(longest) >= longest) {
            return List.of(inference.input());
        }
        return inference.reject(Diagnostic.of(
                        Code.OUT_OF_RANGE,
                        inference.place(MAX_LENGTH),
                        "there are up to " + longest + " tokens, but only " + maxLength.getAsLong() + " positions")
                .withHelp("write at least " + longest, inference.argument(MAX_LENGTH, Long.toString(longest))));
    }

    /** The table starts as PyTorch's {@code Embedding} does. */
    @Override
    public List<WeightSpec> weights(List<TensorType> inputs) {
        Shape shape = inputs.get(0).shape();
        long rows = maxLength.orElse(shape.extent(0).max());
        return sinusoidal
                ? List.of()
                : List.of(new WeightSpec("weight", Shape.of(rows, shape.last().max()), Initialisation.normal(1)));
    }

    @Override
    public Reading reading() {
        return Reading.TOKENS;
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.inputShape());
        Index.Affine start = Context.start(carry ? Optional.of(context().counter(lowering)) : Optional.empty());
        List<Index> row = List.of(start.plus(Index.of(axes.get(0))), Index.of(axes.get(1)));
        Expression position = sinusoidal
                ? new Expression.Load(Access.of(sines(lowering), row))
                : lowering.weight("weight").at(row);
        Expression token = lowering.load(lowering.input(), axes);
        lowering.kernels().map(axes, token.plus(position), lowering.store(axes));
    }

    /** The positions of as many tokens as there may be: sines in the even columns, cosines in the odd ones. */
    private Buffer sines(Lowering lowering) {
        KernelBuilder kernels = lowering.kernels();
        long positions = context().capacity(lowering.inputShape().extent(0));
        long features = lowering.inputShape().last().max();
        Angles angles = new Angles(features, BASE);
        Axis position = new Axis("p", Extent.of(positions));
        Axis pair = angles.pairs();
        Expression angle = angles.at(position, pair);
        Buffer table = kernels.temporary("positions", Shape.of(positions, features));
        Index.Affine even = Index.of(pair).times(2);
        List<Axis> axes = List.of(position, pair);
        kernels.map(axes, angle.apply(SIN), Access.of(table, List.of(Index.of(position), even)));
        kernels.map(axes, angle.apply(COS), Access.of(table, List.of(Index.of(position), even.plus(1))));
        return table;
    }
}
