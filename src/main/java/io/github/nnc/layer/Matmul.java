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
 * {@code matmul}: the product of two matrices, or of stacks of them, as torch.matmul. Stacks are paired from the last
 * dimension on; a dimension of 1, or none, stretches. A vector in front is a row, one behind a column, and that dimension
 * is dropped from the product.
 */
record Matmul() implements Layer {

    static final LayerType TYPE = new LayerType(
            "matmul",
            "The product of two matrices, of stacks of matrices, or of a vector and a matrix.",
            "`m x k` and `k x n` to `m x n`; `b x m x k` and `b x k x n` to `b x m x n`, where a `b` of 1 or none"
                    + " stretches; `k` and `k x n` to `n`; `m x k` and `k` to `m`",
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
        if (left.rank() == 0 || right.rank() == 0) {
            return inference.reject(Diagnostic.of(
                            Code.WRONG_RANK,
                            inference.place(),
                            "`matmul` multiplies matrices and vectors, but receives " + Broadcast.list(shapes))
                    .withHelp("a single number is multiplied by `mul`"));
        }
        int inner = right.rank() == 1 ? 0 : right.rank() - 2;
        if (!left.last().equals(right.extent(inner))) {
            String which = right.rank() == 1 ? "the length" : "the last dimension but one";
            return inference.reject(misfit(inference, shapes)
                    .withNote("the last dimension of the first must be " + which + " of the second, but " + left.last()
                            + " is not " + right.extent(inner))
                    .withHelp("make the second " + right.with(inner, left.last())));
        }
        return stacked(inference, shapes);
    }

    private static List<TensorType> stacked(Inference inference, List<Shape> shapes) {
        List<Extent> left = stack(shapes.get(0));
        List<Extent> right = stack(shapes.get(1));
        List<Extent> product = new ArrayList<>();
        for (int back = 1; back <= Math.max(left.size(), right.size()); back++) {
            Extent first = back <= left.size() ? left.get(left.size() - back) : Extent.of(1);
            Extent second = back <= right.size() ? right.get(right.size() - back) : Extent.of(1);
            Optional<Extent> extent = Broadcast.extent(first, second);
            if (extent.isEmpty()) {
                return inference.reject(misfit(inference, shapes)
                        .withNote("the stacks of " + first + " and " + second + " matrices differ, and neither is 1")
                        .withHelp("give both the same number of matrices, or one of them a single one"));
            }
            product.add(0, extent.get());
        }
        if (shapes.get(0).rank() > 1) {
            product.add(shapes.get(0).extent(-2));
        }
        if (shapes.get(1).rank() > 1) {
            product.add(shapes.get(1).last());
        }
        return List.of(TensorType.floats(new Shape(product)));
    }

    /** The dimensions in front of the matrices. */
    private static List<Extent> stack(Shape shape) {
        return shape.extents().subList(0, Math.max(0, shape.rank() - 2));
    }

    private static Diagnostic misfit(Inference inference, List<Shape> shapes) {
        return Diagnostic.of(
                Code.SHAPES_DIFFER, inference.place(), "`matmul` cannot multiply " + Broadcast.list(shapes));
    }

    @Override
    public void lower(Lowering lowering) {
        Buffer left = lowering.input();
        Buffer right = lowering.inputs().get(1);
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        Axis inner = new Axis("k", left.shape().last());
        List<Axis> stack = new ArrayList<>(axes);
        List<Axis> columns = new ArrayList<>();
        List<Axis> rows = new ArrayList<>();
        if (right.shape().rank() > 1) {
            columns.add(stack.remove(stack.size() - 1));
        }
        if (left.shape().rank() > 1) {
            rows.add(stack.remove(stack.size() - 1));
        }
        rows.add(inner);
        columns.add(0, inner);
        lowering.kernels()
                .reduce(
                        axes,
                        List.of(inner),
                        Step.Reduction.SUM,
                        load(left, stack, rows).times(load(right, stack, columns)),
                        sum -> sum,
                        lowering.store(axes));
    }

    /** An element of a matrix, or of a vector, in a stack of its own, which is paired with the product's from the end. */
    private static Expression load(Buffer buffer, List<Axis> stack, List<Axis> matrix) {
        List<Index> indices = new ArrayList<>();
        int own = stack(buffer.shape()).size();
        for (int d = 0; d < own; d++) {
            indices.add(Broadcast.index(buffer.shape().extent(d), stack.get(stack.size() - own + d)));
        }
        indices.addAll(KernelBuilder.indices(matrix));
        return new Expression.Load(Access.of(buffer, indices));
    }
}
