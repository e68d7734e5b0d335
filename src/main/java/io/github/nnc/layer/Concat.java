package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** {@code concat}: values one behind the other along an axis, as written. */
record Concat(OptionalLong axis) implements Layer {

    static final LayerType TYPE = new LayerType(
            "concat",
            "Its values one behind the other, in the order in which they are written.",
            "values of equal shape but for one axis, along which the lengths add up",
            "input 4; concat < dense 3 | | dense 2 >",
            LayerType.Role.JOIN,
            true,
            List.of(Parameter.axis("the dimension along which they are joined; vectors and the channels of images need"
                            + " none, values of two dimensions do")
                    .onlyByName()),
            arguments -> new Concat(arguments.optionalWhole("axis")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        List<Shape> shapes = inference.inputs().stream().map(TensorType::shape).toList();
        Shape first = shapes.get(0);
        if (first.rank() == 0 || shapes.stream().anyMatch(shape -> shape.rank() != first.rank())) {
            return inference.reject(misfit(inference, shapes)
                    .withNote("values are joined that have the same number of dimensions, at least one")
                    .withHelp("bring all to as many dimensions with `reshape`"));
        }
        if (axis.isEmpty() && first.rank() == 2) {
            Axes.undecided(inference, first);
            return List.of();
        }
        OptionalInt along = Axes.required(inference, axis.orElse(0), first);
        return along.isEmpty() ? List.of() : joined(inference, shapes, along.getAsInt());
    }

    private static List<TensorType> joined(Inference inference, List<Shape> shapes, int along) {
        Shape first = shapes.get(0);
        for (Shape next : shapes) {
            for (int d = 0; d < first.rank(); d++) {
                if (d != along && !first.extent(d).equals(next.extent(d))) {
                    return inference.reject(misfit(inference, shapes)
                            .withNote("only axis " + along + " may differ, but axis " + d + " is " + first.extent(d)
                                    + " and " + next.extent(d))
                            .withHelp("make axis " + d + " equal in all of them"));
                }
            }
        }
        List<Extent> lengths = shapes.stream().map(shape -> shape.extent(along)).toList();
        String sum = lengths.stream().map(Extent::toString).collect(Collectors.joining(" + "));
        if (!lengths.stream().allMatch(Extent::isFixed)) {
            return inference.reject(Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            inference.place(),
                            "`concat` needs fixed lengths along axis " + along + ", but receives "
                                    + Broadcast.list(shapes))
                    .withNote("the length would be " + sum + ", which no bound describes")
                    .withHelp("write these lengths as numbers, or join along another axis"));
        }
        BigInteger total =
                lengths.stream().map(e -> BigInteger.valueOf(e.max())).reduce(BigInteger.ZERO, BigInteger::add);
        if (total.bitLength() >= Long.SIZE) {
            return inference.reject(
                    Diagnostic.of(Code.NUMBER_TOO_LARGE, inference.place(), "the value that `concat` makes is too long")
                            .withNote(sum + " = " + total));
        }
        inference.explain(sum + " = " + total);
        return List.of(TensorType.floats(first.with(along, Extent.of(total.longValueExact()))));
    }

    private static Diagnostic misfit(Inference inference, List<Shape> shapes) {
        return Diagnostic.of(
                Code.SHAPES_DIFFER,
                inference.place(),
                "`concat` needs values that differ along one axis only, but receives " + Broadcast.list(shapes));
    }

    @Override
    public Reading reading() {
        return Reading.SAME;
    }

    @Override
    public void lower(Lowering lowering) {
        int along = Axes.position(axis.orElse(0), lowering.inputShape().rank());
        long offset = 0;
        for (Buffer input : lowering.inputs()) {
            List<Axis> axes = KernelBuilder.axes("i", input.shape());
            List<Index> target = new ArrayList<>(KernelBuilder.indices(axes));
            target.set(along, Index.of(axes.get(along)).plus(offset));
            lowering.kernels().map(axes, lowering.load(input, axes), Access.of(lowering.output(), target));
            offset += input.shape().extent(along).max();
        }
    }
}
