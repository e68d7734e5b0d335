package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What gates share: one half of a value, along an axis, decides what passes of the other. */
interface GateFamily extends Layer {

    Parameter AXIS =
            Parameter.axis("the dimension that is halved; the last one of vectors and of tokens x features, to be"
                    + " given for anything larger");

    String SHAPE_RULE = "half as long along the axis: `features` to `features / 2`, `tokens x features` to"
            + " `tokens x features / 2`";

    OptionalLong axis();

    Expression apply(Expression first, Expression second);

    @Override
    default List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        OptionalInt along = Axes.givenOrLast(inference, axis(), shape);
        return along.isEmpty() ? List.of() : halved(inference, along.getAsInt());
    }

    private static List<TensorType> halved(Inference inference, int along) {
        Shape shape = inference.shape();
        Extent whole = shape.extent(along);
        String name = "`" + inference.place().text() + "`";
        if (!whole.isFixed()) {
            return inference.reject(Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            inference.place(),
                            name + " halves axis " + along + " of " + shape + ", whose length each call decides")
                    .withHelp("name an axis of fixed length, or write the length as a number"));
        }
        if (whole.max() % 2 != 0) {
            return inference.reject(Diagnostic.of(
                            Code.NOT_DIVISIBLE,
                            inference.place(),
                            name + " halves axis " + along + " of " + shape + ", but " + whole + " is odd")
                    .withHelp("let the layer before it make an even number"));
        }
        inference.explain(whole + " / 2 = " + whole.max() / 2);
        return List.of(TensorType.floats(shape.with(along, Extent.of(whole.max() / 2))));
    }

    @Override
    default Reading reading() {
        return Reading.SAME;
    }

    @Override
    default void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        int along = Axes.position(axis().orElse(-1), axes.size());
        List<Index> second = new ArrayList<>(KernelBuilder.indices(axes));
        Axis half = axes.get(along);
        second.set(along, Index.of(half).plus(half.extent().max()));
        Expression gated =
                apply(lowering.load(lowering.input(), axes), new Expression.Load(Access.of(lowering.input(), second)));
        lowering.kernels().map(axes, gated, lowering.store(axes));
    }
}
