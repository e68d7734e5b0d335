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
import java.util.Optional;

/**
 * {@code matmul}: the product of two matrices, or of two stacks of as many matrices, one of which may be a stack of one.
 * Of torch.matmul it leaves out vectors, which a {@code reshape} makes a matrix, and stacks that meet a single matrix.
 */
record Matmul() implements Layer {

    static final LayerType TYPE = new LayerType(
            "matmul",
            "The product of two matrices, or of two stacks of matrices.",
            "`m x k` and `k x n` to `m x n`; `b x m x k` and `b x k x n` to `b x m x n`, where a `b` of 1 stretches",
            "a: input 3x4; b: input 4x2; from a; matmul b",
            LayerType.Role.JOIN,
            true,
            List.of(),
            arguments -> new Matmul());

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        List<Shape> shapes = inference.inputs().stream().map(TensorType::shape).toList();
        if (shapes.size() != 2) {
            return inference.reject(Diagnostic.of(
                    Code.SHAPES_DIFFER,
                    inference.place(),
                    "`matmul` multiplies two values, but receives " + Broadcast.list(shapes)));
        }
        Shape left = shapes.get(0);
        Shape right = shapes.get(1);
        if (left.rank() != right.rank() || left.rank() < 2 || left.rank() > 3) {
            return inference.reject(Diagnostic.of(
                            Code.WRONG_RANK,
                            inference.place(),
                            "`matmul` needs two matrices or two stacks of matrices, but receives "
                                    + Broadcast.list(shapes))
                    .withHelp("a `reshape` makes a vector of k numbers a matrix of 1 x k or k x 1"));
        }
        if (!left.last().equals(right.extent(-2))) {
            return inference.reject(misfit(inference, shapes)
                    .withNote("the last dimension of the first must be the last but one of the second, but "
                            + left.last() + " is not " + right.extent(-2))
                    .withHelp("make the second " + right.with(-2, left.last())));
        }
        if (left.rank() == 2) {
            return List.of(TensorType.floats(left.with(1, right.last())));
        }
        Optional<Extent> stack = Broadcast.extent(left.extent(0), right.extent(0));
        return stack.isEmpty()
                ? inference.reject(misfit(inference, shapes)
                        .withNote("the stacks of " + left.extent(0) + " and " + right.extent(0)
                                + " matrices differ, and neither is 1")
                        .withHelp("give both the same number of matrices, or one of them a single one"))
                : List.of(TensorType.floats(left.with(0, stack.get()).with(2, right.last())));
    }

    private static Diagnostic misfit(Inference inference, List<Shape> shapes) {
        return Diagnostic.of(
                Code.SHAPES_DIFFER, inference.place(), "`matmul` cannot multiply " + Broadcast.list(shapes));
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        Axis inner = new Axis("k", lowering.inputShape().last());
        Axis row = axes.get(axes.size() - 2);
        Axis column = axes.get(axes.size() - 1);
        Expression left = load(lowering.input(), axes, row, inner);
        Expression right = load(lowering.inputs().get(1), axes, inner, column);
        lowering.kernels()
                .reduce(axes, List.of(inner), Step.Reduction.SUM, left.times(right), sum -> sum, lowering.store(axes));
    }

    private static Expression load(Buffer buffer, List<Axis> axes, Axis row, Axis column) {
        List<Index> indices = new ArrayList<>();
        if (axes.size() == 3) {
            indices.add(Broadcast.index(buffer.shape().extent(0), axes.get(0)));
        }
        indices.add(Index.of(row));
        indices.add(Index.of(column));
        return new Expression.Load(Access.of(buffer, indices));
    }
}
