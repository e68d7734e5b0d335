package io.github.nnc.testing;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.Arguments;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Layers whose windows slide over the axes behind the channels. */
final class WindowRules {

    static final Map<String, Rule> RULES = Map.of(
            "conv", Rule.of(at -> conv(at, (int) at.arguments().whole("groups"))),
            "depthwise", Rule.of(at -> conv(at, at.x().shape()[0])),
            "maxpool", Rule.of(WindowRules::maxpool),
            "avgpool", Rule.of(WindowRules::avgpool));

    private WindowRules() {}

    private static Tensor conv(Rule.Application at, int groups) {
        Tensor weight = at.tensor("weight");
        int out = at.shape()[0] / groups;
        int in = at.x().shape()[0] / groups;
        List<Along> axes = Along.of(at, at.arguments().sizes("dilation"));
        Tensor y = at.result();
        for (int i = 0; i < y.data().length; i++) {
            int[] place = y.indices(i);
            double[] sum = {at.arguments().flag("bias") ? at.tensor("bias").at(place[0]) : 0};
            for (int c = 0; c < in; c++) {
                int channel = place[0] / out * in + c;
                int own = c;
                eachTap(axes, tap -> {
                    int[] seen = seen(axes, place, tap);
                    seen[0] = channel;
                    if (inside(at.x(), seen)) {
                        int[] filter = concat(place[0], own, tap);
                        sum[0] += at.x().at(seen) * weight.at(filter);
                    }
                });
            }
            y.data()[i] = sum[0];
        }
        return y;
    }

    private static Tensor maxpool(Rule.Application at) {
        List<Along> axes = Along.of(at, at.arguments().sizes("dilation"));
        Tensor y = at.result();
        for (int i = 0; i < y.data().length; i++) {
            int[] place = y.indices(i);
            double[] largest = {Double.NEGATIVE_INFINITY};
            eachTap(axes, tap -> {
                int[] seen = seen(axes, place, tap);
                if (inside(at.x(), seen)) {
                    largest[0] = Math.max(largest[0], at.x().at(seen));
                }
            });
            y.data()[i] = largest[0];
        }
        return y;
    }

    private static Tensor avgpool(Rule.Application at) {
        boolean counting = at.arguments().flag("count_include_pad");
        List<Along> axes = Along.of(at, at.arguments().sizes("dilation"));
        Tensor y = at.result();
        for (int i = 0; i < y.data().length; i++) {
            int[] place = y.indices(i);
            double[] sum = {0};
            int[] count = {0};
            eachTap(axes, tap -> {
                int[] seen = seen(axes, place, tap);
                boolean inside = inside(at.x(), seen);
                sum[0] += inside ? at.x().at(seen) : 0;
                count[0] += inside || counting && insidePadding(axes, seen) ? 1 : 0;
            });
            y.data()[i] = sum[0] / count[0];
        }
        return y;
    }

    private static void eachTap(List<Along> axes, Consumer<int[]> visitor) {
        int[] kernel = axes.stream().mapToInt(Along::kernel).toArray();
        Tensor taps = new Tensor(kernel, new double[Tensor.size(kernel)]);
        for (int i = 0; i < taps.data().length; i++) {
            visitor.accept(taps.indices(i));
        }
    }

    /** The input indices, of the output's channel. */
    private static int[] seen(List<Along> axes, int[] place, int[] tap) {
        int[] seen = place.clone();
        for (int d = 0; d < axes.size(); d++) {
            Along axis = axes.get(d);
            seen[d + 1] = place[d + 1] * axis.stride + tap[d] * axis.dilation - axis.before;
        }
        return seen;
    }

    private static boolean inside(Tensor x, int[] indices) {
        for (int d = 0; d < indices.length; d++) {
            if (indices[d] < 0 || indices[d] >= x.shape()[d]) {
                return false;
            }
        }
        return true;
    }

    private static boolean insidePadding(List<Along> axes, int[] seen) {
        for (int d = 0; d < axes.size(); d++) {
            if (seen[d + 1] >= axes.get(d).length + axes.get(d).after) {
                return false;
            }
        }
        return true;
    }

    private static int[] concat(int first, int second, int[] rest) {
        int[] all = new int[rest.length + 2];
        all[0] = first;
        all[1] = second;
        System.arraycopy(rest, 0, all, 2, rest.length);
        return all;
    }

    /** One axis behind the channels. */
    private record Along(int length, int kernel, int stride, int dilation, int before, int after) {

        static List<Along> of(Rule.Application at, List<Long> dilations) {
            Arguments given = at.arguments();
            int axes = at.x().rank() - 1;
            List<Long> kernels = spread(given.sizes("kernel"), axes);
            List<Long> strides = spread(given.optionalSizes("stride").orElse(kernels), axes);
            List<Long> apart = spread(dilations, axes);
            Along[] all = new Along[axes];
            for (int d = 0; d < axes; d++) {
                int kernel = kernels.get(d).intValue();
                int stride = strides.get(d).intValue();
                int dilation = apart.get(d).intValue();
                int length = at.x().shape()[d + 1];
                int[] sides = sides(given.padding("padding"), d, axes, dilation * (kernel - 1));
                if (sides.length == 0) {
                    int lack = (at.shape()[d + 1] - 1) * stride + dilation * (kernel - 1) + 1 - length;
                    sides = new int[] {Math.max(lack, 0) / 2, Math.max(lack, 0) - Math.max(lack, 0) / 2};
                }
                all[d] = new Along(length, kernel, stride, dilation, sides[0], sides[1]);
            }
            return List.of(all);
        }

        private static List<Long> spread(List<Long> sizes, int axes) {
            return sizes.size() == axes ? sizes : Collections.nCopies(axes, sizes.get(0));
        }

        /** Before and after; empty where the number of outputs decides. */
        private static int[] sides(ArgumentValue padding, int axis, int axes, int reach) {
            if (padding instanceof ArgumentValue.Word word) {
                return switch (word.value()) {
                    case "valid" -> new int[] {0, 0};
                    case "causal" -> new int[] {reach, 0};
                    default -> new int[0];
                };
            }
            List<Long> amounts = ((ArgumentValue.Sizes) padding).values();
            if (amounts.size() == 2 * axes) {
                return new int[] {
                    amounts.get(2 * axis).intValue(), amounts.get(2 * axis + 1).intValue()
                };
            }
            int amount = spread(amounts, axes).get(axis).intValue();
            return new int[] {amount, amount};
        }
    }
}
