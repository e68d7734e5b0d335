package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.List;

/** What {@code pixel_shuffle} and its inverse share: the larger image, c x (h*r + i) x (w*r + j), is c*r*r + i*r + j, h, w. */
final class Pixels {

    static final Parameter FACTOR = Parameter.whole(
                    "factor", 1, "how many pixels of the larger image make one of the smaller, along each axis")
            .between(1, 1 << 15);

    private Pixels() {}

    /** Whether an image of fixed size arrives; reported where not. */
    static boolean required(Inference inference) {
        if (!Floats.required(inference)) {
            return false;
        }
        Shape shape = inference.shape();
        String name = "`" + inference.place().text() + "`";
        if (shape.rank() != 3) {
            inference.reject(Diagnostic.of(
                    Code.WRONG_RANK,
                    inference.place(),
                    name + " needs channels x height x width, but receives " + shape));
            return false;
        }
        if (!shape.isFixed()) {
            inference.reject(Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            inference.place(),
                            name + " needs an image of fixed size, but receives " + shape)
                    .withHelp("write the length as a number where it comes from"));
            return false;
        }
        return true;
    }

    /** Copies between the two images, to the larger one where {@code enlarging}. */
    static void lower(Lowering lowering, Shape larger, long factor, boolean enlarging) {
        Axis channel = new Axis("c", larger.extent(0));
        Axis row = new Axis("h", Extent.of(larger.extent(1).max() / factor));
        Axis column = new Axis("w", Extent.of(larger.extent(2).max() / factor));
        Axis down = new Axis("i", Extent.of(factor));
        Axis right = new Axis("j", Extent.of(factor));
        List<Axis> pixels = List.of(channel, row, down, column, right);
        List<Axis> channels = List.of(channel, down, right, row, column);
        List<Axis> stored = enlarging ? pixels : channels;
        Access read = Access.walk(lowering.input(), enlarging ? channels : pixels);
        lowering.kernels().map(stored, new Expression.Load(read), Access.walk(lowering.output(), stored));
    }
}
