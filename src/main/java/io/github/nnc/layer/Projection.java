package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code y = W x + b} over the last dimension of a value.
 *
 * @param weight a matrix of outputs x inputs, of which rows are used
 * @param bias as many numbers as the matrix has rows
 * @param firstRow the first row that is used; as many are as the target's last dimension is long
 */
record Projection(Lowering.Weight weight, Optional<Lowering.Weight> bias, long firstRow) {

    void lower(KernelBuilder kernels, Buffer source, Buffer target) {
        List<Axis> parallel = KernelBuilder.axes("t", source.shape());
        Axis in = new Axis("i", parallel.remove(parallel.size() - 1).extent());
        Axis out = new Axis("o", target.shape().last());
        Index.Affine row = Index.of(out).plus(firstRow);
        Expression x = new Expression.Load(Access.of(source, indices(parallel, in)));
        kernels.reduce(
                with(parallel, out),
                List.of(in),
                Step.Reduction.SUM,
                x.times(weight.at(List.of(row, Index.of(in)))),
                sum -> bias.map(b -> sum.plus(b.at(List.of(row)))).orElse(sum),
                Access.of(target, indices(parallel, out)));
    }

    private static List<Axis> with(List<Axis> axes, Axis last) {
        List<Axis> all = new ArrayList<>(axes);
        all.add(last);
        return all;
    }

    private static List<Index> indices(List<Axis> axes, Axis last) {
        return KernelBuilder.indices(with(axes, last));
    }
}
