"""Reference vectors of layers whose windows slide over sequences, images and volumes."""

import torch
import torch.nn.functional as F

from vectors import Vectors, uniform

CONV = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}
MAX_POOL = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}
AVG_POOL = {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d}

SEQUENCE = (3, 11)
IMAGE = (2, 7, 6)
VOLUME = (2, 4, 5, 3)


def main():
    vectors = Vectors(__file__)
    add_conv(vectors)
    add_depthwise(vectors)
    add_maxpool(vectors)
    add_avgpool(vectors)
    add_varying(vectors)
    vectors.write("windows")


def dims(shape):
    return "x".join(map(str, shape))


def each(value, axes):
    return list(value) if isinstance(value, tuple) else [value] * axes


def same(shape, kernel, stride=1, dilation=1):
    """The sides in the order of the axes: as many outputs as strides begun, what is odd behind."""
    axes = len(shape) - 1
    sides = []
    for n, k, s, d in zip(shape[1:], each(kernel, axes), each(stride, axes), each(dilation, axes)):
        total = max(0, (-(-n // s) - 1) * s + d * (k - 1) + 1 - n)
        sides += [total // 2, total - total // 2]
    return sides


def causal(shape, kernel, dilation=1):
    axes = len(shape) - 1
    sides = []
    for k, d in zip(each(kernel, axes), each(dilation, axes)):
        sides += [d * (k - 1), 0]
    return sides


def padded(x, sides, value=0.0):
    """Pads by sides in the order of the axes; F.pad begins with the last axis."""
    backwards = []
    for axis in reversed(range(len(sides) // 2)):
        backwards += sides[2 * axis : 2 * axis + 2]
    return F.pad(x, backwards, value=value)


def add_conv(vectors):
    def case(name, shape, channels, kernel, written, arguments, sides=None, **options):
        name = "conv_" + name
        axes = len(shape) - 1
        bias = "bias=false" not in written
        groups = options.get("groups", 1)
        x = uniform(name, shape)
        w = uniform(name + ".w", (channels, shape[0] // groups, *each(kernel, axes)))
        b = uniform(name + ".b", (channels,)) if bias else None
        weights = {"conv1.weight": w}
        if bias:
            weights["conv1.bias"] = b
        y = CONV[axes](padded(x, sides) if sides else x, w, b, **options)
        nn = "input %s; conv %s" % (dims(shape), written)
        vectors.add(name, "conv", nn, [x], [y], ["channels", "kernel"] + arguments, weights)

    case("sequence", SEQUENCE, 4, 3, "4 3", [])
    case("image", IMAGE, 3, 3, "3 3", [])
    case("image_rectangle", IMAGE, 3, (2, 5), "3 2x5", [])
    case("volume", VOLUME, 2, (2, 3, 1), "2 2x3x1", [])
    case("named", IMAGE, 3, 2, "channels=3 kernel=2", [])
    case("one_by_one", IMAGE, 5, 1, "5 1", [])
    case("many_channels", (16, 5, 5), 20, 3, "20 3 padding=1", ["padding"], padding=1)
    case("many_channels_strided", (13, 6, 7), 18, 3, "18 3 2 1", ["padding"], padding=1, stride=2)
    case("whole_image", IMAGE, 3, (7, 6), "3 7x6", [])
    case("stride", IMAGE, 3, 3, "3 3 stride=2", ["stride"], stride=2)
    case("stride_positional", IMAGE, 3, 3, "3 3 2", ["stride"], stride=2)
    case("stride_axes", IMAGE, 3, 2, "3 2 stride=3x1", ["stride"], stride=(3, 1))
    case("stride_beyond_kernel", SEQUENCE, 2, 2, "2 2 stride=4", ["stride"], stride=4)
    case("padding", IMAGE, 3, 3, "3 3 padding=1", ["padding"], padding=1)
    case("padding_beyond_kernel", SEQUENCE, 2, 2, "2 2 padding=3", ["padding"], padding=3)
    case("padding_axes", IMAGE, 3, 3, "3 3 padding=0x2", ["padding"], padding=(0, 2))
    case("padding_sides", IMAGE, 3, 3, "3 3 padding=1x0x2x3", ["padding"], sides=[1, 0, 2, 3])
    case("padding_left_right", SEQUENCE, 2, 3, "2 3 padding=2x1", ["padding"], sides=[2, 1])
    case("padding_volume", VOLUME, 2, 2, "2 2 padding=1x0x0x2x1x1", ["padding"], sides=[1, 0, 0, 2, 1, 1])
    case("same", IMAGE, 3, 3, "3 3 padding=same", ["padding"], padding="same")
    case("same_even", IMAGE, 3, 4, "3 4 padding=same", ["padding"], padding="same")
    case("same_word", SEQUENCE, 3, 2, "3 2 same", ["padding"], padding="same")
    case("same_dilated", SEQUENCE, 3, 4, "3 4 padding=same dilation=3", ["padding"], padding="same", dilation=3)
    case("same_strided", IMAGE, 3, 3, "3 3 2 same", ["padding"], sides=same(IMAGE, 3, 2), stride=2)
    case(
        "same_strided_axes",
        IMAGE,
        3,
        (4, 5),
        "3 4x5 stride=3x2 padding=same",
        ["padding"],
        sides=same(IMAGE, (4, 5), (3, 2)),
        stride=(3, 2),
    )
    case("same_stride_beyond", SEQUENCE, 3, 2, "3 2 5 same", ["padding"], sides=same(SEQUENCE, 2, 5), stride=5)
    case("valid", IMAGE, 3, 3, "3 3 padding=valid", ["padding"], padding="valid")
    case("causal", SEQUENCE, 3, 3, "3 3 padding=causal", ["padding"], sides=causal(SEQUENCE, 3))
    case("causal_image", IMAGE, 2, 2, "2 2 causal", ["padding"], sides=causal(IMAGE, 2))
    case(
        "causal_dilated",
        SEQUENCE,
        2,
        2,
        "2 2 dilation=4 padding=causal",
        ["padding", "dilation"],
        sides=causal(SEQUENCE, 2, 4),
        dilation=4,
    )
    case("dilation", IMAGE, 3, 3, "3 3 dilation=2", ["dilation"], dilation=2)
    case("dilation_axes", IMAGE, 3, 2, "3 2 dilation=5x3", ["dilation"], dilation=(5, 3))
    case("groups", (4, 6, 5), 6, 3, "6 3 groups=2", ["groups"], groups=2)
    case("groups_all", (4, 6, 5), 4, 3, "4 3 groups=4 padding=1", ["groups"], groups=4, padding=1)
    case("groups_multiplied", (3, 9), 6, 2, "6 2 groups=3", ["groups"], groups=3)
    case("groups_wide", (24, 4, 4), 32, 3, "32 3 groups=2 padding=1", ["groups"], groups=2, padding=1)
    case("no_bias", IMAGE, 3, 3, "3 3 bias=false", ["bias"])
    case("bias", SEQUENCE, 2, 3, "2 3 bias=true", ["bias"])
    case(
        "everything",
        (4, 9, 8),
        6,
        (3, 2),
        "6 3x2 stride=2x1 padding=1x2 dilation=2x3 groups=2 bias=false",
        ["stride", "padding", "dilation", "groups", "bias"],
        stride=(2, 1),
        padding=(1, 2),
        dilation=(2, 3),
        groups=2,
    )
    name = "conv_relu"
    x, w, b = uniform(name, IMAGE), uniform(name + ".w", (3, 2, 3, 3)), uniform(name + ".b", (3,))
    y = torch.relu(F.conv2d(x, w, b, padding=1))
    nn = "input %s; conv 3 3 padding=1 relu" % dims(IMAGE)
    vectors.add(name, "conv", nn, [x], [y], [], {"conv1.weight": w, "conv1.bias": b})


def add_depthwise(vectors):
    def case(name, shape, kernel, written, arguments, sides=None, multiplier=1, **options):
        name = "depthwise_" + name
        axes = len(shape) - 1
        x = uniform(name, shape)
        w = uniform(name + ".w", (shape[0] * multiplier, 1, *each(kernel, axes)))
        weights = {"depthwise1.weight": w}
        b = None
        if "bias=false" not in written:
            b = uniform(name + ".b", (shape[0] * multiplier,))
            weights["depthwise1.bias"] = b
        y = CONV[axes](padded(x, sides) if sides else x, w, b, groups=shape[0], **options)
        nn = "input %s; depthwise %s" % (dims(shape), written)
        vectors.add(name, "depthwise", nn, [x], [y], ["kernel"] + arguments, weights)

    case("valid", IMAGE, 3, "3 padding=valid", ["padding"])
    case("sequence", SEQUENCE, 3, "3", [])
    case("image", IMAGE, 3, "3", [])
    case("volume", VOLUME, 2, "kernel=2", [])
    case("one", IMAGE, 1, "1", [])
    case("one_channel", (1, 4, 5), 2, "2", [])
    case("stride", IMAGE, 3, "3 2", ["stride"], stride=2)
    case("padding", IMAGE, 3, "3 padding=1", ["padding"], padding=1)
    case("same", IMAGE, 4, "4 same", ["padding"], padding="same")
    case("causal", SEQUENCE, 3, "3 causal", ["padding"], causal(SEQUENCE, 3))
    case("dilation", IMAGE, 2, "2 dilation=3x2", ["dilation"], dilation=(3, 2))
    case("multiplier", IMAGE, 3, "3 multiplier=3", ["multiplier"], multiplier=3)
    case("multiplier_one_channel", (1, 7), 3, "3 multiplier=4", ["multiplier"], multiplier=4)
    case("no_bias", IMAGE, 3, "3 bias=false", ["bias"])
    case("bias", SEQUENCE, 2, "2 bias=true multiplier=2", ["bias"], multiplier=2)
    case("wide", (20, 4, 5), 3, "3 padding=1", ["padding"], padding=1)


def add_varying(vectors):
    """Lengths that each call decides; the layers see them as any other."""
    x = uniform("varying", SEQUENCE)
    w = uniform("varying.w", (4, 3, 3))
    b = uniform("varying.b", (4,))
    weights = {"conv1.weight": w, "conv1.bias": b}
    for name, layer, written, y, learned in (
        ("same", "conv", "conv 4 3 same", F.conv1d(x, w, b, padding=1), weights),
        ("numbered", "conv", "conv 4 3 padding=1", F.conv1d(x, w, b, padding=1), weights),
        ("causal", "conv", "conv 4 3 causal", F.conv1d(padded(x, [2, 0]), w, b), weights),
        ("maxpool", "maxpool", "maxpool 3 1 same", F.max_pool1d(x, 3, 1, 1), None),
        ("avgpool", "avgpool", "avgpool 3 1 same", F.avg_pool1d(x, 3, 1, 1), None),
        (
            "avgpool_exclude",
            "avgpool",
            "avgpool 3 1 same count_include_pad=false",
            F.avg_pool1d(x, 3, 1, 1, count_include_pad=False),
            None,
        ),
    ):
        for length in ("..11", "..40"):
            full = "varying_%s_%s" % (name, length[2:])
            nn = "input (3 x %s); %s" % (length, written)
            vectors.add(full, layer, nn, [x], [y], [], learned)
    x = uniform("varying_image", (2, 4, 6))
    y = F.avg_pool2d(x, (2, 3), (2, 1), (0, 1), count_include_pad=False)
    nn = "input (2 x 4 x ..9); avgpool 2x3 2x1 0x1 count_include_pad=false"
    vectors.add("varying_image", "avgpool", nn, [x], [y])


def add_maxpool(vectors):
    def case(name, shape, written, arguments, kernel, sides=None, **options):
        name = "maxpool_" + name
        x = uniform(name, shape)
        y = MAX_POOL[len(shape) - 1](padded(x, sides, -1e30) if sides else x, kernel, **options)
        nn = "input %s; maxpool %s" % (dims(shape), written)
        vectors.add(name, "maxpool", nn, [x], [y], ["kernel"] + arguments)

    case("sequence", SEQUENCE, "2", [], 2)
    case("image", IMAGE, "2", [], 2)
    case("volume", VOLUME, "2x2x3", [], (2, 2, 3))
    case("named", IMAGE, "kernel=3x2", [], (3, 2))
    case("one", IMAGE, "1", [], 1)
    case("stride", IMAGE, "3 stride=1", ["stride"], 3, stride=1)
    case("stride_positional", IMAGE, "3 2x1", ["stride"], 3, stride=(2, 1))
    case("padding", IMAGE, "3 stride=2 padding=1", ["padding", "stride"], 3, stride=2, padding=1)
    case("padding_axes", IMAGE, "2x3 padding=0x1", ["padding"], (2, 3), padding=(0, 1))
    case("padding_sides", IMAGE, "3 stride=1 padding=1x0x0x1", ["padding"], 3, [1, 0, 0, 1], stride=1)
    case("same", IMAGE, "3 stride=1 padding=same", ["padding"], 3, same(IMAGE, 3), stride=1)
    case("same_even", IMAGE, "2 1 same", ["padding"], 2, same(IMAGE, 2), stride=1)
    case("same_strided", IMAGE, "3 2 same", ["padding"], 3, same(IMAGE, 3, 2), stride=2)
    case("valid", IMAGE, "2 padding=valid", ["padding"], 2)
    case("causal", SEQUENCE, "4 1 causal", ["padding"], 4, causal(SEQUENCE, 4), stride=1)
    case("dilation", IMAGE, "3 stride=1 dilation=2", ["dilation"], 3, stride=1, dilation=2)
    case("dilation_axes", IMAGE, "2 dilation=3x1", ["dilation"], 2, dilation=(3, 1))
    case("ceil_mode", IMAGE, "2 stride=3 ceil_mode", ["ceil_mode"], 2, stride=3, ceil_mode=True)
    case("ceil_mode_floor", IMAGE, "3 ceil_mode=false", ["ceil_mode"], 3)
    case("ceil_mode_image", IMAGE, "4 ceil_mode", ["ceil_mode"], 4, ceil_mode=True)
    case(
        "ceil_mode_padding",
        SEQUENCE,
        "4 stride=3 padding=2 ceil_mode",
        ["ceil_mode", "padding"],
        4,
        stride=3,
        padding=2,
        ceil_mode=True,
    )
    case(
        "ceil_mode_last_outside",
        (2, 6),
        "2 stride=5 padding=1 ceil_mode",
        ["ceil_mode", "padding"],
        2,
        stride=5,
        padding=1,
        ceil_mode=True,
    )
    case("ceil_mode_larger", (2, 2, 4), "3 stride=2 ceil_mode", ["ceil_mode"], 3, stride=2, ceil_mode=True)
    case(
        "ceil_mode_larger_dilated",
        (2, 4),
        "4 stride=4 padding=1 dilation=2 ceil_mode",
        ["ceil_mode", "dilation", "padding"],
        4,
        stride=4,
        padding=1,
        dilation=2,
        ceil_mode=True,
    )


def add_avgpool(vectors):
    def case(name, shape, written, arguments, kernel, **options):
        name = "avgpool_" + name
        x = uniform(name, shape)
        y = AVG_POOL[len(shape) - 1](x, kernel, **options)
        nn = "input %s; avgpool %s" % (dims(shape), written)
        vectors.add(name, "avgpool", nn, [x], [y], ["kernel"] + arguments)

    def sided(name, shape, written, kernel, sides, stride, counting):
        name = "avgpool_" + name
        x = uniform(name, shape)
        pool = AVG_POOL[len(shape) - 1]
        y = pool(padded(x, sides), kernel, stride)
        if not counting:
            y = y / pool(padded(torch.ones_like(x), sides), kernel, stride)
        nn = "input %s; avgpool %s" % (dims(shape), written)
        arguments = ["padding"] + ([] if counting else ["count_include_pad"])
        vectors.add(name, "avgpool", nn, [x], [y], arguments)

    case("sequence", SEQUENCE, "2", [], 2)
    case("image", IMAGE, "2", [], 2)
    case("volume", VOLUME, "2x2x3", [], (2, 2, 3))
    case("named", IMAGE, "kernel=3x2", [], (3, 2))
    case("stride", IMAGE, "3 stride=1", ["stride"], 3, stride=1)
    case("stride_positional", IMAGE, "3 2x1", ["stride"], 3, stride=(2, 1))
    case("padding", IMAGE, "3 stride=2 padding=1", ["padding"], 3, stride=2, padding=1)
    case("padding_axes", IMAGE, "2x3 padding=0x1", ["padding"], (2, 3), padding=(0, 1))
    case("valid", IMAGE, "2 valid", ["padding"], 2)
    sided("padding_sides", IMAGE, "3 stride=1 padding=1x0x0x1", 3, [1, 0, 0, 1], 1, True)
    sided("same", IMAGE, "3 stride=1 padding=same", 3, same(IMAGE, 3), 1, True)
    sided("same_exclude", IMAGE, "4 1 same count_include_pad=false", 4, same(IMAGE, 4), 1, False)
    sided("same_strided", IMAGE, "3 2 same count_include_pad=false", 3, same(IMAGE, 3, 2), 2, False)
    sided("causal", SEQUENCE, "4 1 causal", 4, causal(SEQUENCE, 4), 1, True)
    sided("causal_exclude", SEQUENCE, "4 1 causal count_include_pad=false", 4, causal(SEQUENCE, 4), 1, False)
    case("ceil_mode", IMAGE, "4 ceil_mode", ["ceil_mode"], 4, ceil_mode=True)
    case("ceil_mode_floor", IMAGE, "4 ceil_mode=false", ["ceil_mode"], 4)
    case("ceil_mode_larger", (2, 2, 4), "3 stride=2 ceil_mode", ["ceil_mode"], 3, stride=2, ceil_mode=True)
    ceil = ["ceil_mode", "padding", "count_include_pad"]
    for counting in (True, False):
        option = "" if counting else " count_include_pad=false"
        suffix = "" if counting else "_exclude"
        case(
            "ceil_mode_padding" + suffix,
            SEQUENCE,
            "4 stride=3 padding=2 ceil_mode" + option,
            ceil,
            4,
            stride=3,
            padding=2,
            ceil_mode=True,
            count_include_pad=counting,
        )
        case(
            "ceil_mode_image" + suffix,
            (2, 6, 9),
            "3x4 stride=2x3 padding=1x2 ceil_mode" + option,
            ceil,
            (3, 4),
            stride=(2, 3),
            padding=(1, 2),
            ceil_mode=True,
            count_include_pad=counting,
        )
        case(
            "count_include_pad" + suffix,
            IMAGE,
            "3 stride=1 padding=1 count_include_pad=" + str(counting).lower(),
            ["count_include_pad"],
            3,
            stride=1,
            padding=1,
            count_include_pad=counting,
        )


if __name__ == "__main__":
    main()
