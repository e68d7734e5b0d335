package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code adaptive_avgpool size}: PyTorch's {@code AdaptiveAvgPool1d}, {@code AdaptiveAvgPool2d},
 * {@code AdaptiveAvgPool3d} by the rank of the input: output i is the mean of the inputs from floor(i * n / size) up to
 * but not including ceil((i + 1) * n / size).
 */
record AdaptiveAvgPool(List<Long> size) implements Layer {

    /** Each value of an axis whose windows are uneven has its share in a table. */
    private static final long MOST_UNEVEN = 1 << 16;

    static final LayerType TYPE = new LayerType(
            "adaptive_avgpool",
            "The means of windows that are as large as the size of the output asks for.",
            "`channels x length` to `channels x size`, likewise for images and volumes",
            "input 8x13x13; adaptive_avgpool 6",
            LayerType.Role.CHAIN,
            false,
            List.of(Parameter.sizes("size", 1, "how many windows there are along each axis")),
            arguments -> new AdaptiveAvgPool(arguments.sizes("size")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Spatial.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        int axes = shape.rank() - 1;
        if (!Spatial.fits(inference, "size", size, axes)) {
            return List.of();
        }
        if (!shape.isFixed()) {
            return inference.reject(Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            inference.place(),
                            "`adaptive_avgpool` needs lengths that are known, but receives " + shape)
                    .withHelp("`global_avgpool` takes the mean over any length"));
        }
        List<Extent> extents = new ArrayList<>(List.of(shape.extent(0)));
        for (int i = 0; i < axes; i++) {
            long length = shape.extent(i + 1).max();
            long windows = Spatial.spread(size, axes).get(i);
            if (length % windows != 0 && length > MOST_UNEVEN - windows) {
                return inference.reject(Diagnostic.of(
                        Code.NUMBER_TOO_LARGE,
                        inference.place(),
                        "a " + Spatial.axis(i, axes) + " of " + length + " is too long for " + windows
                                + " windows of uneven size"));
            }
            extents.add(Extent.of(windows));
        }
        return List.of(TensorType.floats(new Shape(extents)));
    }

    @Override
    public Reading reading() {
        return Reading.CHANNELS;
    }

    @Override
    public void lower(Lowering lowering) {
        Shape input = lowering.inputShape();
        Axis channel = new Axis("c", input.extent(0));
        List<Axis> parallel = new ArrayList<>(List.of(channel));
        List<Axis> reduction = new ArrayList<>();
        List<Index> read = new ArrayList<>(List.of(Index.of(channel)));
        List<Expression> parts = new ArrayList<>();
        double share = 1;
        for (int i = 0; i + 1 < input.rank(); i++) {
            Along along = new Along(
                    input.extent(i + 1).max(),
                    lowering.output().shape().extent(i + 1).max(),
                    i);
            parallel.add(along.place());
            reduction.add(along.tap());
            read.add(along.read());
            if (along.isEven()) {
                share *= (double) along.size() / along.length();
            } else {
                parts.add(along.parts(lowering));
            }
        }
        Expression sum = weighted(new Expression.Load(Access.padded(lowering.input(), read, 0)), parts);
        Expression even = Expression.constant(share);
        lowering.kernels()
                .reduce(
                        parallel,
                        reduction,
                        Step.Reduction.SUM,
                        sum,
                        total -> total.times(even),
                        lowering.store(parallel));
    }

    /** The value times its parts; what lies behind its window counts nothing, whatever it is. */
    private static Expression weighted(Expression x, List<Expression> parts) {
        if (parts.isEmpty()) {
            return x;
        }
        Expression part = parts.stream().reduce(Expression::times).orElseThrow();
        Expression zero = Expression.constant(0);
        return new Expression.Select(Expression.Comparison.EQUAL, part, zero, zero, x.times(part));
    }

    /** The windows along one axis. */
    private record Along(long length, long size, Axis place, Axis tap) {

        Along(long length, long size, int axis) {
            this(
                    length,
                    size,
                    new Axis("i" + axis, Extent.of(size)),
                    new Axis("k" + axis, Extent.of(widest(length, size))));
        }

        boolean isEven() {
            return length % size == 0;
        }

        Index read() {
            Index.Affine scaled =
                    Index.of(place).times(length).plus(Index.of(tap).times(size));
            return isEven()
                    ? Index.of(place).times(length / size).plus(Index.of(tap))
                    : new Index.FloorDivision(scaled, size);
        }

        /** What each value counts in its window, 0 where it lies behind it. */
        Expression parts(Lowering lowering) {
            int widest = (int) tap.extent().max();
            double[] parts = new double[(int) size * widest];
            for (long i = 0; i < size; i++) {
                long start = i * length / size;
                long end = end(i, length, size);
                for (long k = start; k < end; k++) {
                    parts[(int) (i * widest + k - start)] = 1.0 / (end - start);
                }
            }
            Buffer table = lowering.kernels().table("parts_" + place.name(), Shape.of(size, widest), parts);
            return new Expression.Load(Access.of(table, List.of(Index.of(place), Index.of(tap))));
        }

        private static long widest(long length, long size) {
            long widest = length / size;
            for (long i = 0; i < size && length % size != 0; i++) {
                widest = Math.max(widest, end(i, length, size) - i * length / size);
            }
            return widest;
        }

        private static long end(long place, long length, long size) {
            return ((place + 1) * length + size - 1) / size;
        }
    }
}
