package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rule by which values of several shapes are combined: equal ranks, equal extents, an extent of 1 stretches. */
final class Broadcast {

    private static final Extent ONE = Extent.of(1);

    private Broadcast() {}

    /** The shape of all inputs together; empty, and reported, where they do not fit. */
    static Optional<Shape> shape(Inference inference) {
        List<Shape> shapes = inference.inputs().stream().map(TensorType::shape).toList();
        Shape result = shapes.get(0);
        for (Shape next : shapes.subList(1, shapes.size())) {
            if (next.rank() != result.rank()) {
                inference.reject(misfit(inference, shapes)
                        .withNote(result + " has " + dimensions(result) + ", " + next + " has " + dimensions(next))
                        .withHelp("bring both to one shape with `reshape`; a dimension of 1 stretches"));
                return Optional.empty();
            }
            for (int d = 0; d < result.rank(); d++) {
                Optional<Extent> extent = extent(result.extent(d), next.extent(d));
                if (extent.isEmpty()) {
                    inference.reject(misfit(inference, shapes)
                            .withNote(difference(d, result, next))
                            .withHelp(wayOut(result.extent(d), next.extent(d))));
                    return Optional.empty();
                }
                result = result.with(d, extent.get());
            }
        }
        return Optional.of(result);
    }

    /** Both extents as one; empty where they differ and neither is 1. */
    static Optional<Extent> extent(Extent left, Extent right) {
        if (left.equals(right) || right.equals(ONE)) {
            return Optional.of(left);
        }
        return left.equals(ONE) ? Optional.of(right) : Optional.empty();
    }

    /** How a dimension is read along an axis of the result: an extent that stretches is read at 0 for ever. */
    static Index index(Extent own, Axis axis) {
        return own.equals(axis.extent()) ? Index.of(axis) : Index.of(0);
    }

    /** What a value that stretches is at the point of the result's axes. */
    static Expression load(Buffer buffer, List<Axis> axes) {
        List<Index> indices = new ArrayList<>();
        for (int d = 0; d < axes.size(); d++) {
            indices.add(index(buffer.shape().extent(d), axes.get(d)));
        }
        return new Expression.Load(Access.of(buffer, indices));
    }

    /** {@code 3x4, 3x4 and 3x5}. */
    static String list(List<Shape> shapes) {
        String last = shapes.get(shapes.size() - 1).toString();
        return shapes.subList(0, shapes.size() - 1).stream()
                        .map(Shape::toString)
                        .collect(Collectors.joining(", "))
                + " and "
                + last;
    }

    private static Diagnostic misfit(Inference inference, List<Shape> shapes) {
        return Diagnostic.of(
                Code.SHAPES_DIFFER,
                inference.place(),
                "`" + inference.place().text() + "` needs values of equal shape, but receives " + list(shapes));
    }

    private static String difference(int dimension, Shape left, Shape right) {
        return "dimension " + dimension + ": " + left.extent(dimension) + " and " + right.extent(dimension)
                + " differ, and neither is 1";
    }

    private static String wayOut(Extent left, Extent right) {
        return left.isFixed() && right.isFixed()
                ? "make both " + left + " or both " + right + ", or one of them 1"
                : "a length that each call decides equals another only where one `const` names both";
    }

    private static String dimensions(Shape shape) {
        return shape.rank() == 1 ? "one dimension" : shape.rank() + " dimensions";
    }
}
