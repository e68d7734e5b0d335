package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A mean and a standard deviation for each channel, or one for all, known when the model is compiled.
 *
 * @param axis the channels; the only dimension of a vector, the first one of images and volumes
 */
record MeanAndDeviation(List<Double> mean, List<Double> std, OptionalLong axis) {

    static final List<Parameter> PARAMETERS = List.of(
            Parameter.numbers("mean", "the mean of each feature or channel, or one for all"),
            Parameter.numbers("std", "the standard deviation of each feature or channel, or one for all")
                    .positive(),
            Parameter.axis("the dimension of the features or channels; the first one, to be given for two dimensions"));

    static MeanAndDeviation of(Arguments arguments) {
        return new MeanAndDeviation(
                arguments.numbers("mean"), arguments.numbers("std"), arguments.optionalWhole("axis"));
    }

    List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        if (axis.isEmpty() && isSame()) {
            return List.of(inference.input());
        }
        if (axis.isEmpty() && shape.rank() == 2) {
            Axes.undecided(inference, shape);
            return List.of();
        }
        OptionalInt found = Axes.required(inference, axis.orElse(0), shape);
        if (found.isEmpty()) {
            return List.of();
        }
        Extent channels = shape.extent(found.getAsInt());
        if (fits(inference, "mean", mean, channels) && fits(inference, "std", std, channels)) {
            return List.of(inference.input());
        }
        return List.of();
    }

    private boolean isSame() {
        return mean.size() == 1 && std.size() == 1;
    }

    private static boolean fits(Inference inference, String name, List<Double> numbers, Extent channels) {
        if (numbers.size() == 1 || channels.equals(Extent.of(numbers.size()))) {
            return true;
        }
        inference.reject(Diagnostic.of(
                        Code.SHAPES_DIFFER,
                        inference.place(name),
                        "`" + name + "` has " + numbers.size() + " numbers, but " + inference.shape() + " has "
                                + channels + " along its axis")
                .withNote("it takes one number for all, or one for each"));
        return false;
    }

    /** Writes (x - mean) / std, or, backwards, x * std + mean. */
    void lower(Lowering lowering, boolean forwards) {
        List<Axis> all = KernelBuilder.axes("i", lowering.inputShape());
        Optional<Axis> channel =
                isSame() ? Optional.empty() : Optional.of(all.get(Axes.position(axis.orElse(0), all.size())));
        Expression x = lowering.load(lowering.input(), all);
        Expression mean = number(lowering, "mean", this.mean, channel);
        Expression std = number(lowering, "std", this.std, channel);
        lowering.kernels()
                .map(all, forwards ? x.minus(mean).dividedBy(std) : x.times(std).plus(mean), lowering.store(all));
    }

    private static Expression number(Lowering lowering, String name, List<Double> numbers, Optional<Axis> channel) {
        if (numbers.size() == 1) {
            return Expression.constant(numbers.get(0));
        }
        Buffer table = lowering.kernels()
                .table(
                        name,
                        Shape.of(numbers.size()),
                        numbers.stream().mapToDouble(Double::doubleValue).toArray());
        return lowering.load(table, List.of(channel.orElseThrow()));
    }
}
