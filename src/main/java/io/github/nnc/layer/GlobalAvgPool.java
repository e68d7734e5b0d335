package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;

/** {@code global_avgpool}: the mean of each channel, as Keras's {@code GlobalAveragePooling2D}. */
record GlobalAvgPool() implements Layer {

    static final LayerType TYPE = new LayerType(
            "global_avgpool",
            "The mean of each channel.",
            "`channels x length`, an image or a volume to `channels`",
            "input 8x16x16; global_avgpool; dense 10",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new GlobalAvgPool());

    @Override
    public List<TensorType> outputs(Inference inference) {
        return Spatial.required(inference)
                ? List.of(TensorType.floats(new Shape(List.of(inference.shape().extent(0)))))
                : List.of();
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.inputShape());
        Expression count = count(Spatial.lengths(lowering.inputShape()));
        lowering.kernels()
                .reduce(
                        axes.subList(0, 1),
                        axes.subList(1, axes.size()),
                        Step.Reduction.SUM,
                        lowering.load(lowering.input(), axes),
                        sum -> sum.dividedBy(count),
                        lowering.store(axes.subList(0, 1)));
    }

    private static Expression count(List<Extent> lengths) {
        double known = 1;
        for (Extent length : lengths) {
            known *= length.isFixed() ? length.max() : 1;
        }
        Expression count = Expression.constant(known);
        for (Extent length : lengths) {
            count = length.isFixed() ? count : new Expression.Position(Index.of(length)).times(count);
        }
        return count;
    }
}
