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

/** {@code gather index=places}: for each id the number at that place of its line; {@code torch.gather}. */
record Gather(int index, long axis) implements Layer {

    static final LayerType TYPE = new LayerType(
            "gather",
            "For each id the number at that place of an axis, all other places being those of the id.",
            "any shape, with ids of as many dimensions, each as long or shorter but along the axis; to the shape of"
                    + " the ids",
            "x: input 6; best: topk 3; from x; softmax; gather index=best.indices; dense 2",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    Parameter.value("index", "the label of ids, which are places along the axis")
                            .needed(),
                    Parameter.axis("the dimension along which the places are: by default the first")
                            .defaultingTo(new ArgumentValue.Whole(0))),
            arguments -> new Gather(arguments.input("index").orElseThrow(), arguments.whole("axis")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        TensorType ids = inference.inputs().get(index);
        if (inference.input().isIds()) {
            return inference.reject(Diagnostic.of(
                    Code.IDS_NOT_NUMBERS,
                    inference.place(),
                    "`gather` takes numbers from a value, but receives " + inference.input()));
        }
        if (!ids.isIds()) {
            return inference.reject(Diagnostic.of(
                            Code.NUMBERS_NOT_IDS,
                            inference.place("index"),
                            "`index` must be ids, but is " + ids + " numbers")
                    .withHelp("ids come from `input n tokens=100`, from `argmax`, or from the `indices` of `topk`"));
        }
        Shape shape = inference.shape();
        OptionalInt along = Axes.required(inference, axis, shape);
        if (along.isEmpty()) {
            return List.of();
        }
        if (ids.shape().rank() != shape.rank()) {
            return inference.reject(Diagnostic.of(
                            Code.WRONG_RANK,
                            inference.place("index"),
                            "`index` must have as many dimensions as the value, " + shape + ", but is " + ids)
                    .withHelp(
                            "whole rows are taken by `embedding` with `weight=`, and known places by `index_select`"));
        }
        return fitting(inference, ids, along.getAsInt());
    }

    private List<TensorType> fitting(Inference inference, TensorType ids, int along) {
        Shape shape = inference.shape();
        for (int d = 0; d < shape.rank(); d++) {
            Extent wanted = ids.shape().extent(d);
            if (d != along
                    && !wanted.equals(shape.extent(d))
                    && wanted.max() > shape.extent(d).min()) {
                return inference.reject(Diagnostic.of(
                        Code.SHAPES_DIFFER,
                        inference.place("index"),
                        "`index` is " + ids.shape() + ", which is more along axis " + d + " than the value has, "
                                + shape));
            }
        }
        Extent length = shape.extent(along);
        if (ids.vocabulary().orElseThrow() > length.min()) {
            return inference.reject(Diagnostic.of(
                            Code.OUT_OF_RANGE,
                            inference.place("index"),
                            "`index` may be any of " + ids.vocabulary().orElseThrow() + " places, but axis " + along
                                    + " of " + shape + " has " + (length.isFixed() ? "" : "as few as ") + length.min())
                    .withHelp("ids below the length come from an `input` with `tokens=" + length.min()
                            + "`, or from the same axis of a value as long"));
        }
        return List.of(TensorType.floats(ids.shape()));
    }

    @Override
    public Reading reading() {
        return Reading.SAME;
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        List<Index> read = new ArrayList<>(KernelBuilder.indices(axes));
        read.set(
                Axes.position(axis, axes.size()),
                new Index.Indirect(lowering.element(lowering.inputs().get(index), axes)));
        lowering.kernels().map(axes, new Expression.Load(Access.of(lowering.input(), read)), lowering.store(axes));
    }
}
