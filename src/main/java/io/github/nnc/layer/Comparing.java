package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Expression;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A join that says of each number of a value how it compares to that of another, or to a number: 1 for yes, 0 for no. */
interface Comparing extends ElementwiseJoin {

    /** The entry of the catalogue. */
    static LayerType type(String name, String summary, Function<OptionalDouble, Layer> factory) {
        return LayerType.elementwiseJoin(
                name,
                summary,
                "input 4; " + name + " 0.5",
                Parameter.real("number", "what stands in the place of a second value"),
                factory);
    }

    static Expression truth(Expression.Comparison comparison, Expression left, Expression right) {
        return new Expression.Select(comparison, left, right, Expression.constant(1), Expression.constant(0));
    }

    @Override
    default List<TensorType> outputs(Inference inference) {
        if (inference.inputs().size() > 2) {
            List<Shape> shapes =
                    inference.inputs().stream().map(TensorType::shape).toList();
            return inference.reject(Diagnostic.of(
                            Code.SHAPES_DIFFER,
                            inference.place(),
                            "`" + inference.place().text() + "` compares two values, but receives "
                                    + Broadcast.list(shapes))
                    .withHelp("compare them by two and two, and join the results by `mul` or `maximum`"));
        }
        return ElementwiseJoin.super.outputs(inference);
    }
}
