package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where the largest number of each window stands in the value, counted over all its numbers: filters of a single 1 lay what a
 * window sees side by side, and the place of the largest of these looks up how far it is from where the window begins.
 *
 * @param columns whether the first of the axes behind the channels is counted first
 */
record MaxPlaces(Layers layers, Windows windows, boolean columns) {

    /** The places, as whole numbers, of one example. */
    Flowing of(Flowing example) {
        if (!example.shape().isFixed()) {
            throw new Unsupported("output `Indices` where lengths vary, " + example.shape());
        }
        // up to here a float counts every place
        TensorMath.checkStretched(
                example.shape().extents().stream().map(Extent::max).toList());
        long channels = example.shape().extent(0).max();
        int taps = Math.toIntExact(Tensors.product(windows.kernel()));
        Windows whole = windows.whole();
        Flowing seen = layers.layer("depthwise")
                .sizes("kernel", whole.kernel())
                .sizes("stride", whole.strides())
                .sizes("dilation", whole.dilations())
                .whole("multiplier", taps)
                .flag("bias", false)
                .tensor("weight", filters(channels, taps))
                .input(PoolRules.padded(layers, example, windows, Tensors.LOWEST))
                .one();
        List<Long> extents = new ArrayList<>(List.of(channels));
        for (int i = 0; i < windows.axes(); i++) {
            extents.add(windows.count(i));
        }
        List<Long> apart = new ArrayList<>(extents);
        apart.add(1, (long) taps);
        Flowing largest = layers.layer("argmax")
                .whole("axis", 1)
                .input(sized(seen, apart))
                .one();
        Flowing steps = layers.layer("embedding")
                .whole("features", 1)
                .tensor("weight", steps(taps))
                .input(largest)
                .one();
        return layers.flowing(layers.join("add", sized(steps, extents), begins(extents)));
    }

    private Flowing sized(Flowing x, List<Long> extents) {
        return layers.inside(
                x, extents.stream().map(Extent::of).map(Optional::of).toList());
    }

    /** For each channel as many filters as a window has taps, each of which sees one of them. */
    private Operand filters(long channels, int taps) {
        List<Long> extents = new ArrayList<>(List.of(channels * taps, 1L));
        extents.addAll(windows.kernel());
        TensorMath.checkStretched(extents);
        float[] weights = new float[Math.toIntExact(channels * taps * taps)];
        for (int filter = 0; filter < channels * taps; filter++) {
            weights[filter * taps + filter % taps] = 1;
        }
        return new Operand.Constant("", Tensor.ofReals(extents, weights));
    }

    /** How far neighbours along each axis are from each other. */
    private long[] apart() {
        List<Long> lengths =
                new ArrayList<>(windows.lengths().stream().map(Extent::max).toList());
        if (!columns) {
            return TensorMath.strides(lengths);
        }
        Collections.reverse(lengths);
        long[] reversed = TensorMath.strides(lengths);
        long[] apart = new long[reversed.length];
        for (int i = 0; i < apart.length; i++) {
            apart[i] = reversed[apart.length - 1 - i];
        }
        return apart;
    }

    /** How far each tap is from the first. */
    private Operand steps(int taps) {
        long[] inWindow = TensorMath.strides(windows.kernel());
        long[] apart = apart();
        float[] steps = new float[taps];
        for (int tap = 0; tap < taps; tap++) {
            for (int i = 0; i < apart.length; i++) {
                long along = tap / inWindow[i] % windows.kernel().get(i);
                steps[tap] += along * windows.dilations().get(i) * apart[i];
            }
        }
        return new Operand.Constant("", Tensor.ofReals(List.of((long) taps, 1L), steps));
    }

    /** Where each window begins. */
    private Operand begins(List<Long> extents) {
        long[] inOutput = TensorMath.strides(extents);
        long[] apart = apart();
        long channel =
                Tensors.product(windows.lengths().stream().map(Extent::max).toList());
        TensorMath.checkStretched(extents);
        float[] begins = new float[Math.toIntExact(Tensors.product(extents))];
        for (int at = 0; at < begins.length; at++) {
            begins[at] = at / inOutput[0] * channel;
            for (int i = 0; i < apart.length; i++) {
                long place = at / inOutput[i + 1] % extents.get(i + 1);
                begins[at] +=
                        (place * windows.strides().get(i) - windows.begins().get(i)) * apart[i];
            }
        }
        return new Operand.Constant("", Tensor.ofReals(extents, begins));
    }
}
