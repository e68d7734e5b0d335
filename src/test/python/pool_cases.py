"""Reference vectors of means over dilated windows, which PyTorch's pools lack, and of padding beyond half a window.

A mean is a sum of the values seen, by a convolution with ones, divided by how many of them count.
"""

import torch

from vectors import Vectors, uniform
from window_cases import CONV, IMAGE, MAX_POOL, SEQUENCE, VOLUME, dims, each, padded


def main():
    vectors = Vectors(__file__)
    add_dilated(vectors)
    add_wide(vectors)
    vectors.write("pools")


def sums(x, kernel, stride, dilation):
    axes = x.dim() - 1
    ones = torch.ones([1, 1] + each(kernel, axes), dtype=torch.float64)
    return CONV[axes](x.unsqueeze(1), ones, stride=stride, dilation=dilation).squeeze(1)


def counts(shape, kernel, stride, dilation, sides, ceil):
    """As PyTorch's pooling_output_shape: a window that begins behind the input does not count."""
    axes = len(shape) - 1
    result = []
    for d, (k, s, apart) in enumerate(zip(each(kernel, axes), each(stride, axes), each(dilation, axes))):
        before, after = sides[2 * d : 2 * d + 2]
        steps = shape[d + 1] + before + after - apart * (k - 1) - 1
        count = (steps + (s - 1 if ceil else 0)) // s + 1
        if ceil and (count - 1) * s >= shape[d + 1] + before:
            count -= 1
        result.append(count)
    return result


def means(x, kernel, stride, dilation, sides, ceil, counting):
    axes = x.dim() - 1
    beyond = []
    windows = counts(x.shape, kernel, stride, dilation, sides, ceil)
    for d, (k, s, apart) in enumerate(zip(each(kernel, axes), each(stride, axes), each(dilation, axes))):
        reached = (windows[d] - 1) * s + apart * (k - 1) + 1
        beyond += [0, max(0, reached - x.shape[d + 1] - sides[2 * d] - sides[2 * d + 1])]
    ones = padded(padded(torch.ones_like(x), sides, 1.0 if counting else 0.0), beyond)
    values = padded(padded(x, sides), beyond)
    return sums(values, kernel, stride, dilation) / sums(ones, kernel, stride, dilation)


def add_dilated(vectors):
    def case(name, shape, written, arguments, kernel, stride, dilation, sides=None, ceil=False, counting=True):
        name = "avgpool_" + name
        x = uniform(name, shape)
        y = means(x, kernel, stride, dilation, sides or [0] * (2 * len(shape) - 2), ceil, counting)
        nn = "input %s; avgpool %s" % (dims(shape), written)
        vectors.add(name, "avgpool", nn, [x], [y], ["kernel", "dilation"] + arguments)

    case("dilation", SEQUENCE, "2 dilation=3", [], 2, 2, 3)
    case("dilation_image", IMAGE, "2 stride=1 dilation=2", ["stride"], 2, 1, 2)
    case("dilation_axes", IMAGE, "2x3 stride=1 dilation=3x1", ["stride"], (2, 3), 1, (3, 1))
    case("dilation_volume", VOLUME, "2 1 dilation=1x2x1", ["stride"], 2, 1, (1, 2, 1))
    case("dilation_padding", SEQUENCE, "3 stride=2 padding=3x1 dilation=2", ["padding"], 3, 2, 2, [3, 1])
    case(
        "dilation_excluding",
        SEQUENCE,
        "2 stride=1 padding=3 dilation=3 count_include_pad=false",
        ["padding", "count_include_pad"],
        2,
        1,
        3,
        [3, 3],
        counting=False,
    )
    case("dilation_ceil", SEQUENCE, "3 ceil_mode dilation=2", ["ceil_mode"], 3, 3, 2, ceil=True)
    for name, counting in (("counting", True), ("excluding", False)):
        written = "3 stride=4 padding=1x2x0x1 ceil_mode dilation=2"
        case(
            "dilation_ceil_" + name,
            IMAGE,
            written + ("" if counting else " count_include_pad=false"),
            ["ceil_mode", "padding", "count_include_pad"],
            3,
            4,
            2,
            [1, 2, 0, 1],
            True,
            counting,
        )
    case("dilation_same", IMAGE, "3 1 same dilation=2", ["padding"], 3, 1, 2, [2, 2, 2, 2])
    x = uniform("avgpool_dilation_varying", (2, 5))
    vectors.add(
        "avgpool_dilation_varying",
        "avgpool",
        "input (2 x 3..9); avgpool 3 1 same dilation=3 count_include_pad=false",
        [x],
        [means(x, 3, 1, 3, [3, 3], False, False)],
        ["dilation"],
    )


def add_wide(vectors):
    """More than half of a window, which PyTorch pads before."""
    for name, shape, written, kernel, stride, sides in (
        ("sequence", SEQUENCE, "3 stride=1 padding=2", 3, 1, [2, 2]),
        ("image", IMAGE, "3 stride=2 padding=2x0x1x2", 3, 2, [2, 0, 1, 2]),
        ("volume", VOLUME, "2x3x1 1 padding=1x2x0", (2, 3, 1), 1, [1, 1, 2, 2, 0, 0]),
    ):
        x = uniform("wide_" + name, shape)
        y = MAX_POOL[len(shape) - 1](padded(x, sides, -1e30), kernel, stride)
        vectors.add(
            "maxpool_wide_" + name,
            "maxpool",
            "input %s; maxpool %s" % (dims(shape), written),
            [x],
            [y],
            ["padding"],
        )
        for counting in (True, False):
            vectors.add(
                "avgpool_wide_%s%s" % (name, "" if counting else "_excluding"),
                "avgpool",
                "input %s; avgpool %s%s" % (dims(shape), written, "" if counting else " count_include_pad=false"),
                [x],
                [means(x, kernel, stride, 1, sides, False, counting)],
                ["padding"] + ([] if counting else ["count_include_pad"]),
            )


if __name__ == "__main__":
    main()
