package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code permute axes}: the dimensions in another order; axis k of the result is the k-th that is named. */
record Permute(List<Long> axes) implements Rearranging {

    static final LayerType TYPE = new LayerType(
            "permute",
            "The dimensions in another order.",
            "`a x b x c` to `c x a x b` with `2,0,1`",
            "input 2x3x4; permute 2,0,1; flatten; dense 2",
            LayerType.Role.CHAIN,
            false,
            List.of(Parameter.axes("axes", "all dimensions of what arrives, in the order in which they shall stand")),
            arguments -> new Permute(arguments.wholes("axes")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        int[] order = order(shape.rank());
        int[] all = IntStream.range(0, shape.rank()).toArray();
        if (!Arrays.equals(Arrays.stream(order).sorted().toArray(), all)) {
            return inference.reject(misfit(inference, shape, order));
        }
        List<Extent> extents = Arrays.stream(order).mapToObj(shape::extent).toList();
        return List.of(TensorType.floats(new Shape(extents)));
    }

    private int[] order(int rank) {
        return axes.stream().mapToInt(axis -> Axes.position(axis, rank)).toArray();
    }

    private static Diagnostic misfit(Inference inference, Shape shape, int[] order) {
        int rank = shape.rank();
        int[] distinct = Arrays.stream(order)
                .filter(axis -> axis >= 0 && axis < rank)
                .distinct()
                .toArray();
        boolean outside = Arrays.stream(order).anyMatch(axis -> axis < 0 || axis >= rank);
        IntStream left =
                IntStream.range(0, rank).filter(axis -> Arrays.stream(distinct).noneMatch(named -> named == axis));
        String whole = IntStream.concat(Arrays.stream(distinct), left)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
        Diagnostic misfit = Diagnostic.of(
                outside ? Code.NO_SUCH_AXIS : Code.AXIS_MISSING,
                inference.place("axes"),
                "`permute` of " + shape + " names each of its " + rank + " dimensions once, but this is `"
                        + inference.place("axes").text() + "`");
        return whole.isEmpty()
                ? misfit
                : misfit.withHelp("write `permute " + whole + "`, say", inference.argument("axes", whole));
    }

    @Override
    public List<Index> source(Shape arriving, List<Axis> axes) {
        Index[] indices = new Index[axes.size()];
        int[] order = order(axes.size());
        for (int k = 0; k < order.length; k++) {
            indices[order[k]] = Index.of(axes.get(k));
        }
        return List.of(indices);
    }
}
