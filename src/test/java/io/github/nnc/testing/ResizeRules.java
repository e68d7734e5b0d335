package io.github.nnc.testing;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.Arguments;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Layers that enlarge or shrink the axes behind the channels, or add to their borders. */
final class ResizeRules {

    static final Map<String, Rule> RULES = Map.of(
            "conv_transpose", Rule.of(ResizeRules::spread),
            "adaptive_avgpool", Rule.of(ResizeRules::adaptive),
            "global_avgpool", Rule.of(at -> global(at, false)),
            "global_maxpool", Rule.of(at -> global(at, true)),
            "pad", Rule.of(ResizeRules::pad),
            "crop", Rule.of(ResizeRules::crop),
            "pixel_shuffle", Rule.of(at -> pixels(at, true)),
            "pixel_unshuffle", Rule.of(at -> pixels(at, false)));

    private ResizeRules() {}

    /** Each input value is added, times the filter, to the outputs around its place. */
    private static Tensor spread(Rule.Application at) {
        Arguments given = at.arguments();
        Tensor x = at.x();
        Tensor weight = at.tensor("weight");
        Tensor y = at.result();
        int axes = x.rank() - 1;
        int[] before = new int[axes];
        for (int d = 0; d < axes; d++) {
            before[d] = removedBefore(given, d, axes);
        }
        int out = weight.shape()[1];
        int inGroup = x.shape()[0] / (int) given.whole("groups");
        for (int i = 0; i < weight.data().length; i++) {
            int[] filter = weight.indices(i);
            for (int j = 0; j < x.data().length; j++) {
                int[] from = x.indices(j);
                int[] to = from.clone();
                to[0] = from[0] / inGroup * out + filter[1];
                for (int d = 0; d < axes; d++) {
                    to[d + 1] = from[d + 1] * sized(given, "stride", d, axes)
                            + filter[d + 2] * sized(given, "dilation", d, axes)
                            - before[d];
                }
                if (from[0] == filter[0] && inside(to, y.shape())) {
                    y.data()[y.offset(to)] += x.data()[j] * weight.data()[i];
                }
            }
        }
        for (int i = 0; given.flag("bias") && i < y.data().length; i++) {
            y.data()[i] += at.tensor("bias").at(y.indices(i)[0]);
        }
        return y;
    }

    private static int removedBefore(Arguments given, int axis, int axes) {
        if (given.padding("padding") instanceof ArgumentValue.Word word) {
            int reach = (sized(given, "kernel", axis, axes) - 1) * sized(given, "dilation", axis, axes);
            int surplus = reach + 1 - sized(given, "stride", axis, axes);
            return word.value().equals("same") ? Math.max(0, surplus) / 2 : 0;
        }
        List<Long> amounts = ((ArgumentValue.Sizes) given.padding("padding")).values();
        return amounts.size() == 2 * axes
                ? amounts.get(2 * axis).intValue()
                : spread(amounts, axes).get(axis).intValue();
    }

    static int sized(Arguments given, String name, int axis, int axes) {
        return spread(given.sizes(name), axes).get(axis).intValue();
    }

    private static List<Long> spread(List<Long> sizes, int axes) {
        return sizes.size() == axes ? sizes : Collections.nCopies(axes, sizes.get(0));
    }

    static boolean inside(int[] indices, int[] shape) {
        for (int d = 0; d < indices.length; d++) {
            if (indices[d] < 0 || indices[d] >= shape[d]) {
                return false;
            }
        }
        return true;
    }

    private static Tensor adaptive(Rule.Application at) {
        Tensor x = at.x();
        Tensor y = at.result();
        int[] counts = new int[y.data().length];
        for (int i = 0; i < x.data().length; i++) {
            int[] from = x.indices(i);
            for (int j = 0; j < y.data().length; j++) {
                int[] to = y.indices(j);
                boolean sees = to[0] == from[0];
                for (int d = 1; d < from.length; d++) {
                    double length = x.shape()[d];
                    double size = y.shape()[d];
                    sees &= from[d] >= Math.floor(to[d] * length / size)
                            && from[d] < Math.ceil((to[d] + 1) * length / size);
                }
                y.data()[j] += sees ? x.data()[i] : 0;
                counts[j] += sees ? 1 : 0;
            }
        }
        for (int j = 0; j < counts.length; j++) {
            y.data()[j] /= counts[j];
        }
        return y;
    }

    private static Tensor global(Rule.Application at, boolean largest) {
        Tensor y = at.result();
        int size = at.x().data().length / y.data().length;
        for (int c = 0; c < y.data().length; c++) {
            double[] channel = Arrays.copyOfRange(at.x().data(), c * size, (c + 1) * size);
            y.data()[c] = largest
                    ? Arrays.stream(channel).max().orElseThrow()
                    : Arrays.stream(channel).average().orElseThrow();
        }
        return y;
    }

    private static Tensor pad(Rule.Application at) {
        Tensor x = at.x();
        Tensor y = at.result();
        OptionalLong axis = at.arguments().optionalWhole("axis");
        int[] before = axis.isPresent() ? new int[x.rank() - 1] : before(at, "padding");
        String mode = at.arguments().word("mode");
        for (int i = 0; i < y.data().length; i++) {
            int[] from = moved(y.indices(i), before, -1);
            if (axis.isPresent()) {
                long amount = ((ArgumentValue.Sizes) at.arguments().padding("padding"))
                        .values()
                        .get(0);
                from[GeneralRules.position(axis.getAsLong(), x.rank())] -= (int) amount;
            }
            for (int d = 0; d < from.length; d++) {
                from[d] = source(mode, from[d], x.shape()[d]);
            }
            y.data()[i] = inside(from, x.shape())
                    ? x.at(from)
                    : at.arguments().optionalReal("value").orElse(0);
        }
        return y;
    }

    private static int source(String mode, int at, int length) {
        return switch (mode) {
            case "replicate" -> Math.min(Math.max(at, 0), length - 1);
            case "circular" -> Math.floorMod(at, length);
            case "reflect" -> at < 0 ? -at : at >= length ? 2 * length - 2 - at : at;
            default -> at;
        };
    }

    private static Tensor crop(Rule.Application at) {
        Tensor y = at.result();
        int[] before = before(at, "cropping");
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] = at.x().at(moved(y.indices(i), before, 1));
        }
        return y;
    }

    private static int[] moved(int[] indices, int[] by, int sign) {
        int[] moved = indices.clone();
        for (int d = 0; d < by.length; d++) {
            moved[d + 1] += sign * by[d];
        }
        return moved;
    }

    private static int[] before(Rule.Application at, String name) {
        int axes = at.x().rank() - 1;
        String[] sides = {"front", "top", "left"};
        int[] before = new int[axes];
        for (int d = 0; d < axes; d++) {
            String side = sides[3 - axes + d];
            int all = 0;
            if (at.arguments().padding(name) instanceof ArgumentValue.Sizes sizes) {
                List<Long> amounts = sizes.values();
                int place = amounts.size() == 2 * axes ? 2 * d : amounts.size() == 1 ? 0 : d;
                all = amounts.get(place).intValue();
            }
            before[d] = (int) at.arguments().optionalWhole(side).orElse(all);
        }
        return before;
    }

    /** The channel of the image with many channels counts the pixels row by row. */
    private static Tensor pixels(Rule.Application at, boolean enlarging) {
        int factor = (int) at.arguments().whole("factor");
        Tensor y = at.result();
        Tensor large = enlarging ? y : at.x();
        Tensor small = enlarging ? at.x() : y;
        for (int i = 0; i < large.data().length; i++) {
            int[] pixel = large.indices(i);
            int channel = (pixel[0] * factor + pixel[1] % factor) * factor + pixel[2] % factor;
            int j = small.offset(channel, pixel[1] / factor, pixel[2] / factor);
            if (enlarging) {
                y.data()[i] = small.data()[j];
            } else {
                y.data()[j] = large.data()[i];
            }
        }
        return y;
    }
}
