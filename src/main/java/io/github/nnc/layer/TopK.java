package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** {@code topk k}: the k largest numbers along an axis in order, the first of equal ones first; {@code torch.topk}. */
record TopK(long k, OptionalLong axis, boolean largest) implements Layer {

    static final LayerType TYPE = new LayerType(
            "topk",
            "The largest numbers along an axis in order, of equal ones the first first. Their places are `.indices`.",
            "any shape, along the axis `k`; the indices are ids below the length of the axis",
            "input 8; best: topk 3; dense 2",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    Parameter.whole("k", 1, "how many"),
                    Parameter.axis("the dimension that is searched; the last one of vectors and of tokens x"
                            + " features, to be given for anything larger"),
                    Parameter.flag("largest", true, "whether the largest are taken, and not the smallest")),
            arguments -> new TopK(arguments.whole("k"), arguments.optionalWhole("axis"), arguments.flag("largest")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        OptionalInt along = Axes.givenOrLast(inference, axis, shape);
        if (along.isEmpty()) {
            return List.of();
        }
        Extent length = shape.extent(along.getAsInt());
        if (k > length.min()) {
            return inference.reject(Diagnostic.of(
                            Code.OUT_OF_RANGE,
                            inference.place("k"),
                            "`topk` takes " + k + " of " + length + " places"
                                    + (length.isFixed() ? "" : ", which may be " + length.min()))
                    .withHelp(
                            length.isFixed()
                                    ? "take " + length + " at most"
                                    : "let the length begin at what is taken, as in `" + k + "..512`"));
        }
        Shape taken = shape.with(along.getAsInt(), Extent.of(k));
        return List.of(TensorType.floats(taken), TensorType.ids(taken, length.max()));
    }

    @Override
    public List<String> outputNames() {
        return List.of("", "indices");
    }

    @Override
    public Reading reading() {
        return Reading.SAME;
    }

    /**
     * The largest of what is left, k times. What was taken is less than any number; minus infinity counts as the lowest
     * finite number, so that it is still found.
     */
    @Override
    public void lower(Lowering lowering) {
        KernelBuilder kernels = lowering.kernels();
        List<Axis> all = KernelBuilder.axes("i", lowering.inputShape());
        Buffer left = kernels.temporary("left", lowering.inputShape());
        Expression x = lowering.load(lowering.input(), all);
        Expression signed = largest ? x : x.apply(Expression.UnaryOperator.NEGATE);
        kernels.map(all, signed.maximum(Expression.constant(-Float.MAX_VALUE)), lowering.element(left, all));
        int position = Axes.position(axis.orElse(-1), all.size());
        List<Axis> lines = new ArrayList<>(all);
        Axis along = lines.remove(position);
        Axis rank = new Axis("k", Extent.of(k));
        List<Index> taken = new ArrayList<>(KernelBuilder.indices(lines));
        taken.add(position, Index.of(rank));
        Access place = Access.of(lowering.outputs().get(1), taken);
        List<Index> found = new ArrayList<>(KernelBuilder.indices(lines));
        found.add(position, new Index.Indirect(place));
        kernels.sequence(rank, step -> {
            step.reduce(lines, List.of(along), Step.Reduction.ARGMAX, lowering.load(left, all), first -> first, place);
            step.map(
                    lines,
                    new Expression.Load(Access.of(lowering.input(), found)),
                    Access.of(lowering.output(), taken));
            step.map(lines, Expression.constant(Double.NEGATIVE_INFINITY), Access.of(left, found));
        });
    }
}
