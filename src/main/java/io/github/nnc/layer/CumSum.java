package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code cumsum}: at each place of an axis the sum of all numbers up to it; {@code torch.cumsum}.
 *
 * @param exclusive whether a place leaves out its own number
 * @param reverse whether sums begin at the end
 */
record CumSum(OptionalLong axis, boolean exclusive, boolean reverse) implements Layer {

    static final LayerType TYPE = new LayerType(
            "cumsum",
            "At each place of an axis the sum of all numbers from the first place to this one.",
            "any shape to the same",
            "input 5x3; cumsum axis=0; dense 2",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    Parameter.axis("the dimension that is summed along; the last one of vectors and of tokens x"
                            + " features, to be given for anything larger"),
                    Parameter.flag(
                            "exclusive", false, "whether a place leaves out its own number, so that the first is 0"),
                    Parameter.flag("reverse", false, "whether sums begin at the last place")),
            arguments -> new CumSum(
                    arguments.optionalWhole("axis"), arguments.flag("exclusive"), arguments.flag("reverse")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        return Axes.givenOrLast(inference, axis, shape).isEmpty() ? List.of() : List.of(inference.input());
    }

    @Override
    public Reading reading() {
        return Reading.SAME;
    }

    /** One place after the other, so that each sum is the one before and a number more. */
    @Override
    public void lower(Lowering lowering) {
        List<Axis> lines = KernelBuilder.axes("i", lowering.inputShape());
        int position = Axes.position(axis.orElse(-1), lines.size());
        Axis along = lines.remove(position);
        Buffer sum = lowering.kernels()
                .temporary("sum", new Shape(lines.stream().map(Axis::extent).toList()));
        Access soFar = lowering.element(sum, lines);
        lowering.kernels().map(lines, Expression.constant(0), soFar);
        Index.Affine place = reverse ? Index.of(along.extent()).plus(-1).minus(Index.of(along)) : Index.of(along);
        List<Index> here = new ArrayList<>(KernelBuilder.indices(lines));
        here.add(position, place);
        Expression more = new Expression.Load(soFar).plus(new Expression.Load(Access.of(lowering.input(), here)));
        Access target = Access.of(lowering.output(), here);
        lowering.kernels().sequence(along, step -> {
            if (exclusive) {
                step.map(lines, new Expression.Load(soFar), target);
            }
            step.map(lines, more, soFar);
            if (!exclusive) {
                step.map(lines, new Expression.Load(soFar), target);
            }
        });
    }
}
