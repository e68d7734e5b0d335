package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;

/** {@code global_maxpool}: the largest number of each channel, as Keras's {@code GlobalMaxPooling2D}. */
record GlobalMaxPool() implements Layer {

    static final LayerType TYPE = new LayerType(
            "global_maxpool",
            "The largest number of each channel.",
            "`channels x length`, an image or a volume to `channels`",
            "input 8x16x16; global_maxpool; dense 10",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new GlobalMaxPool());

    @Override
    public List<TensorType> outputs(Inference inference) {
        return Spatial.required(inference)
                ? List.of(TensorType.floats(new Shape(List.of(inference.shape().extent(0)))))
                : List.of();
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.inputShape());
        lowering.kernels()
                .reduce(
                        axes.subList(0, 1),
                        axes.subList(1, axes.size()),
                        Step.Reduction.MAXIMUM,
                        lowering.load(lowering.input(), axes),
                        largest -> largest,
                        lowering.store(axes.subList(0, 1)));
    }
}
