package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Pools: what stands for a window, or for a whole channel. */
final class PoolRules {

    static final Map<String, OperatorRule> RULES = Map.of(
            "MaxPool", PoolRules::maxpool,
            "AveragePool", OperatorRule.of(PoolRules::averagepool),
            "LpPool", OperatorRule.of(PoolRules::lppool),
            "GlobalAveragePool", OperatorRule.of(call -> global(call, "global_avgpool")),
            "GlobalMaxPool", OperatorRule.of(call -> global(call, "global_maxpool")),
            "GlobalLpPool", OperatorRule.of(PoolRules::globalLppool));

    private PoolRules() {}

    private static Windows windows(OperatorCall call) {
        List<Long> kernel =
                call.wholes("kernel_shape").orElseThrow(() -> new Unsupported("attribute `kernel_shape` is missing"));
        return Windows.of(call, call.input(0), kernel).simplified();
    }

    /** {@code storage_order} decides how places are counted, not which value is the largest. */
    private static List<Operand> maxpool(OperatorCall call) {
        Layers layers = call.layers();
        boolean columns = call.flag("storage_order", false);
        Windows windows = windows(call);
        Flowing x = call.flowing(0);
        Operand largest = layers.eachExample(x, example -> {
            boolean apart = windows.isWide();
            return apart
                    ? pooled(layers, "maxpool", padded(layers, example, windows, Tensors.LOWEST), windows.whole())
                    : pooled(layers, "maxpool", example, windows);
        });
        return call.wants(1) ? List.of(largest, places(layers, x, windows, columns)) : List.of(largest);
    }

    /** Places count over all examples, so that there must be one. */
    private static Operand places(Layers layers, Flowing x, Windows windows, boolean columns) {
        Extent examples = layers.extents(x).get(0);
        if (!examples.equals(Extent.of(1))) {
            throw new Unsupported("output `Indices` counts places over " + examples + " examples");
        }
        return layers.eachExample(x, new MaxPlaces(layers, windows, columns)::of);
    }

    /** With the amounts around it that the windows want, in a layer of its own. */
    static Flowing padded(Layers layers, Flowing example, Windows windows, double value) {
        boolean none = Stream.concat(windows.begins().stream(), windows.covered().stream())
                .allMatch(amount -> amount == 0);
        if (none) {
            return example;
        }
        LayerBuilder pad = layers.layer("pad").with("padding", Windows.amounts(windows.begins(), windows.covered()));
        if (value != 0) {
            pad.real("value", value);
        }
        return pad.input(example).one();
    }

    private static Flowing pooled(Layers layers, String type, Flowing example, Windows windows) {
        return pool(layers, type, windows).input(example).one();
    }

    /** A pool without its input; a stride like the kernel is left out. */
    private static LayerBuilder pool(Layers layers, String type, Windows windows) {
        LayerBuilder pool = layers.layer(type).sizes("kernel", windows.kernel());
        if (!windows.strides().equals(windows.kernel())) {
            pool.sizes("stride", windows.strides());
        }
        pool.with("padding", windows.padding()).sizes("dilation", windows.dilations());
        return pool.flag("ceil_mode", windows.ceil());
    }

    private static Operand averagepool(OperatorCall call) {
        Windows windows = windows(call);
        boolean counted = call.flag("count_include_pad", false);
        return call.layers().eachExample(call.flowing(0), example -> mean(call.layers(), example, windows, counted));
    }

    /** The mean of each window; whether what is around the input counts matters only where something is. */
    private static Flowing mean(Layers layers, Flowing example, Windows windows, boolean counted) {
        if (windows.isWide()) {
            Flowing means = pooled(layers, "avgpool", padded(layers, example, windows, 0), windows.whole());
            return corrected(layers, means, windows, counted);
        }
        boolean bare = windows.begins().stream().allMatch(amount -> amount == 0)
                && windows.ends().stream().allMatch(amount -> amount == 0);
        return pool(layers, "avgpool", windows)
                .flag("count_include_pad", counted || bare)
                .input(example)
                .one();
    }

    /** Means over whole windows become means over what counts of them. */
    private static Flowing corrected(Layers layers, Flowing means, Windows windows, boolean counted) {
        List<Long> extents = new ArrayList<>();
        for (int i = 0; i < windows.axes(); i++) {
            extents.add(windows.count(i));
        }
        TensorMath.checkStretched(extents);
        float[] factors = new float[Math.toIntExact(Tensors.product(extents))];
        long[] strides = TensorMath.strides(extents);
        boolean all = true;
        for (int at = 0; at < factors.length; at++) {
            double factor = 1;
            for (int i = 0; i < windows.axes(); i++) {
                long place = at / strides[i] % extents.get(i);
                long counting = counting(windows, i, place, counted);
                if (counting == 0) {
                    throw new Unsupported("`pads` are so large that a window sees nothing but padding");
                }
                factor *= windows.kernel().get(i) / (double) counting;
            }
            factors[at] = (float) factor;
            all &= factor == 1;
        }
        if (all) {
            return means;
        }
        Operand.Constant factor = new Operand.Constant("", Tensor.ofReals(extents, factors));
        return layers.flowing(layers.join("mul", means, factor));
    }

    /** How many values of the window at a place of an axis count. */
    private static long counting(Windows windows, int axis, long place, boolean counted) {
        long begin = counted ? -windows.begins().get(axis) : 0;
        long end = windows.lengths().get(axis).max() + (counted ? windows.ends().get(axis) : 0);
        long first = place * windows.strides().get(axis) - windows.begins().get(axis);
        long count = 0;
        for (long tap = 0; tap < windows.kernel().get(axis); tap++) {
            long at = first + tap * windows.dilations().get(axis);
            count += at >= begin && at < end ? 1 : 0;
        }
        return count;
    }

    /** The p-th root of the sum of p-th powers; the sum is the mean of whole windows times their size. */
    private static Operand lppool(OperatorCall call) {
        Layers layers = call.layers();
        Windows windows = windows(call);
        double power = power(call);
        return layers.eachExample(call.flowing(0), example -> {
            Flowing powers = powers(layers, example, power);
            boolean plain = !windows.isWide() && !windows.ceil();
            Flowing means = plain
                    ? pooled(layers, "avgpool", powers, windows)
                    : pooled(layers, "avgpool", padded(layers, powers, windows, 0), windows.whole());
            return root(layers, means, Tensors.product(windows.kernel()), power);
        });
    }

    private static double power(OperatorCall call) {
        double power = call.version() < 2 ? call.real("p", 2) : call.whole("p", 2);
        if (power <= 0) {
            throw new Unsupported("`p` is " + power);
        }
        return power;
    }

    private static Flowing powers(Layers layers, Flowing x, double power) {
        Flowing sizes = power % 2 == 0 ? x : layers.map("abs", x);
        return power == 1
                ? sizes
                : layers.layer("pow")
                        .real("exponent", power)
                        .input(sizes)
                        .batch(x.batch())
                        .one();
    }

    private static Flowing root(Layers layers, Flowing means, long count, double power) {
        Operand times = new Operand.Constant("", Tensor.ofReals(List.of(), count));
        Flowing sums = count == 1 ? means : layers.flowing(layers.join("mul", means, times));
        if (power == 1) {
            return sums;
        }
        return power == 2
                ? layers.map("sqrt", sums)
                : layers.layer("pow")
                        .real("exponent", 1 / power)
                        .input(sums)
                        .batch(sums.batch())
                        .one();
    }

    private static Operand globalLppool(OperatorCall call) {
        Layers layers = call.layers();
        double power = power(call);
        List<Long> extents = new ArrayList<>();
        for (Extent extent : spatial(call)) {
            if (!extent.isFixed()) {
                throw new Unsupported("lengths vary: " + extent);
            }
            extents.add(extent.max());
        }
        return layers.eachExample(
                call.flowing(0),
                example -> kept(
                        layers,
                        root(
                                layers,
                                layers.map("global_avgpool", powers(layers, example, power)),
                                Tensors.product(extents),
                                power),
                        extents.size()));
    }

    private static List<Extent> spatial(OperatorCall call) {
        List<Extent> extents = call.layers().extents(call.input(0));
        if (extents.size() < 3) {
            throw new Unsupported("it reads a value of " + extents.size() + " dimensions");
        }
        return extents.subList(2, extents.size());
    }

    private static Operand global(OperatorCall call, String layer) {
        int axes = spatial(call).size();
        return call.layers()
                .eachExample(
                        call.flowing(0),
                        example -> kept(call.layers(), call.layers().map(layer, example), axes));
    }

    /** Axes of which one number is left keep the length 1. */
    private static Flowing kept(Layers layers, Flowing pooled, int axes) {
        List<Optional<Extent>> extents =
                new ArrayList<>(List.of(Optional.of(pooled.shape().extent(0))));
        extents.addAll(Collections.nCopies(axes, Optional.of(Extent.of(1))));
        return layers.inside(pooled, extents);
    }
}
