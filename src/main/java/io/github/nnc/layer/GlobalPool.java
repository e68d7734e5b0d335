package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.function.Supplier;

/** A pool whose only window is the whole of a channel, as Keras's {@code GlobalAveragePooling2D}. */
interface GlobalPool extends Layer {

    Step.Reduction operation();

    /** What becomes of the reduced value; {@code count} is how many numbers a channel has. */
    default Expression result(Expression reduced, Expression count) {
        return reduced;
    }

    /** The entry of the catalogue. */
    static LayerType type(String name, String summary, Supplier<Layer> factory) {
        return new LayerType(
                name,
                summary,
                "`channels x length`, an image or a volume to `channels`",
                "input 8x16x16; " + name + "; dense 10",
                LayerType.Role.CHAIN,
                false,
                List.of(),
                arguments -> factory.get());
    }

    @Override
    default Reading reading() {
        return Reading.CHANNELS;
    }

    @Override
    default List<TensorType> outputs(Inference inference) {
        return Spatial.required(inference)
                ? List.of(TensorType.floats(new Shape(List.of(inference.shape().extent(0)))))
                : List.of();
    }

    @Override
    default void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.inputShape());
        List<Axis> inside = axes.subList(1, axes.size());
        lowering.kernels()
                .reduce(
                        axes.subList(0, 1),
                        inside,
                        operation(),
                        lowering.load(lowering.input(), axes),
                        value -> result(value, KernelBuilder.count(inside)),
                        lowering.store(axes.subList(0, 1)));
    }
}
