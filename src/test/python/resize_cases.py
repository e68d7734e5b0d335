"""Reference vectors of layers that enlarge or shrink sequences, images and volumes, or add to their borders."""

import torch
import torch.nn.functional as F

from vectors import Vectors, uniform

CONV_TRANSPOSE = {1: F.conv_transpose1d, 2: F.conv_transpose2d, 3: F.conv_transpose3d}
ADAPTIVE = {1: F.adaptive_avg_pool1d, 2: F.adaptive_avg_pool2d, 3: F.adaptive_avg_pool3d}
MODES = {
    "nearest": {1: "nearest", 2: "nearest", 3: "nearest"},
    "linear": {1: "linear", 2: "bilinear", 3: "trilinear"},
    "cubic": {2: "bicubic"},
}

SEQUENCE = (2, 7)
IMAGE = (2, 5, 4)
VOLUME = (2, 2, 3, 4)


def main():
    vectors = Vectors(__file__)
    add_conv_transpose(vectors)
    add_adaptive(vectors)
    add_global(vectors)
    add_borders(vectors)
    add_upsample(vectors)
    add_pixels(vectors)
    vectors.write("resizing")


def dims(shape):
    return "x".join(map(str, shape))


def each(value, axes):
    return list(value) if isinstance(value, tuple) else [value] * axes


def backwards(sides):
    """Sides in the order of the axes as F.pad wants them, the last axis first."""
    turned = []
    for axis in reversed(range(len(sides) // 2)):
        turned += sides[2 * axis : 2 * axis + 2]
    return turned


def cropped(x, sides):
    for axis in range(len(sides) // 2):
        before, after = sides[2 * axis : 2 * axis + 2]
        x = x.narrow(axis + 1, before, x.shape[axis + 1] - before - after)
    return x


def add_conv_transpose(vectors):
    def case(name, shape, channels, kernel, written, arguments, sides=None, **options):
        name = "conv_transpose_" + name
        axes = len(shape) - 1
        groups = options.get("groups", 1)
        x = uniform(name, shape)
        w = uniform(name + ".w", (shape[0], channels // groups, *each(kernel, axes)))
        weights = {"conv_transpose1.weight": w}
        b = None
        if "bias=false" not in written:
            b = uniform(name + ".b", (channels,))
            weights["conv_transpose1.bias"] = b
        y = CONV_TRANSPOSE[axes](x, w, b, **options)
        if sides:
            y = cropped(y, sides)
        nn = "input %s; conv_transpose %s" % (dims(shape), written)
        vectors.add(name, "conv_transpose", nn, [x], [y], ["channels", "kernel"] + arguments, weights)

    case("sequence", SEQUENCE, 3, 3, "3 3", [])
    case("image", IMAGE, 3, 2, "3 2", [])
    case("volume", VOLUME, 2, (2, 1, 3), "2 2x1x3", [])
    case("named", IMAGE, 3, 2, "channels=3 kernel=2", [])
    case("double", IMAGE, 3, 2, "3 2 stride=2", ["stride"], stride=2)
    case("stride_positional", IMAGE, 1, 3, "1 3 2", ["stride"], stride=2)
    case("stride_axes", IMAGE, 2, (3, 2), "2 3x2 stride=2x3", ["stride"], stride=(2, 3))
    case("stride_beyond_kernel", SEQUENCE, 2, 2, "2 2 stride=5", ["stride"], stride=5)
    case("stride_three", SEQUENCE, 2, 7, "2 7 stride=3", ["stride"], stride=3)
    case("volume_strided", VOLUME, 2, 2, "2 2 stride=2x1x3", ["stride"], stride=(2, 1, 3))
    case("padding", IMAGE, 3, 3, "3 3 padding=1", ["padding"], padding=1)
    case("padding_positional", IMAGE, 2, 4, "2 4 2 1", ["padding"], stride=2, padding=1)
    case("padding_axes", IMAGE, 2, 4, "2 4 stride=2 padding=1x0", ["padding"], stride=2, padding=(1, 0))
    case("padding_sides", IMAGE, 2, 3, "2 3 stride=2 padding=0x1x2x0", ["padding"], [0, 1, 2, 0], stride=2)
    case("padding_left_right", SEQUENCE, 2, 4, "2 4 stride=2 padding=3x1", ["padding"], [3, 1], stride=2)
    case("padding_beyond_stride", SEQUENCE, 2, 8, "2 8 stride=3 padding=5", ["padding"], stride=3, padding=5)
    case("padding_beyond_kernel", SEQUENCE, 2, 2, "2 2 padding=2", ["padding"], padding=2)
    case("valid", SEQUENCE, 2, 3, "2 3 valid", ["padding"])
    case("same", SEQUENCE, 2, 3, "2 3 same", ["padding"], padding=1)
    case("same_even", SEQUENCE, 2, 4, "2 4 same", ["padding"], [1, 2])
    case("same_strided", IMAGE, 2, 5, "2 5 stride=2 padding=same", ["padding"], [1, 2, 1, 2], stride=2)
    case(
        "same_stride_beyond",
        SEQUENCE,
        2,
        2,
        "2 2 stride=3 padding=same",
        ["padding"],
        stride=3,
        output_padding=1,
    )
    case(
        "output_padding",
        IMAGE,
        2,
        3,
        "2 3 stride=2 padding=1 output_padding=1",
        ["output_padding"],
        stride=2,
        padding=1,
        output_padding=1,
    )
    case(
        "output_padding_axes",
        IMAGE,
        2,
        3,
        "2 3 2 1 1x0",
        ["output_padding"],
        stride=2,
        padding=1,
        output_padding=(1, 0),
    )
    case(
        "output_padding_beyond",
        SEQUENCE,
        2,
        2,
        "2 2 stride=4 output_padding=3",
        ["output_padding"],
        stride=4,
        output_padding=3,
    )
    case(
        "output_padding_dilated",
        SEQUENCE,
        2,
        2,
        "2 2 dilation=3 output_padding=2",
        ["output_padding", "dilation"],
        dilation=3,
        output_padding=2,
    )
    case("groups", (4, 3, 4), 6, 2, "6 2 groups=2", ["groups"], groups=2)
    case("groups_strided", (4, 3, 4), 4, 3, "4 3 stride=2 groups=4", ["groups"], stride=2, groups=4)
    case("groups_positional", (4, 5), 4, 3, "4 3 2 1 1 2", ["groups"], None, stride=2, padding=1, output_padding=1, groups=2)
    case("no_bias", IMAGE, 3, 3, "3 3 stride=2 bias=false", ["bias"], stride=2)
    case("no_bias_padding", SEQUENCE, 2, 3, "2 3 stride=2 padding=1 bias=false", ["bias"], stride=2, padding=1)
    case("bias", SEQUENCE, 2, 3, "2 3 bias=true", ["bias"])
    case("dilation", IMAGE, 2, 2, "2 2 dilation=2", ["dilation"], dilation=2)
    case("dilation_strided", SEQUENCE, 2, 3, "2 3 stride=2 dilation=3", ["dilation"], stride=2, dilation=3)
    case("dilation_even", SEQUENCE, 2, 3, "2 3 stride=4 dilation=2", ["dilation"], stride=4, dilation=2)
    case(
        "everything",
        (4, 4, 3),
        6,
        (3, 2),
        "6 3x2 stride=2x3 padding=2x1 output_padding=1x2 groups=2 dilation=3x2 bias=false",
        ["stride", "padding", "output_padding", "groups", "dilation", "bias"],
        stride=(2, 3),
        padding=(2, 1),
        output_padding=(1, 2),
        groups=2,
        dilation=(3, 2),
    )
    case("wide", (16, 3, 3), 24, 2, "24 2 stride=2", ["stride"], stride=2)


def add_adaptive(vectors):
    for name, shape, written, size in (
        ("sequence", SEQUENCE, "3", 3),
        ("sequence_one", SEQUENCE, "1", 1),
        ("sequence_longer", SEQUENCE, "10", 10),
        ("image", IMAGE, "3", 3),
        ("image_axes", IMAGE, "size=2x3", (2, 3)),
        ("even", (2, 6, 4), "3x2", (3, 2)),
        ("same_size", IMAGE, "5x4", (5, 4)),
        ("one_axis_uneven", (2, 6, 7), "3x2", (3, 2)),
        ("volume", VOLUME, "2x2x3", (2, 2, 3)),
        ("seven", (2, 13, 9), "7", 7),
    ):
        name = "adaptive_avgpool_" + name
        x = uniform(name, shape)
        y = ADAPTIVE[len(shape) - 1](x, size)
        nn = "input %s; adaptive_avgpool %s" % (dims(shape), written)
        vectors.add(name, "adaptive_avgpool", nn, [x], [y], ["size"])


def add_global(vectors):
    for kind, shape, written in (
        ("sequence", SEQUENCE, dims(SEQUENCE)),
        ("image", IMAGE, dims(IMAGE)),
        ("volume", VOLUME, dims(VOLUME)),
        ("one", (3, 1), "3x1"),
        ("varying", SEQUENCE, "(2 x ..9)"),
    ):
        for layer, meaning in (
            ("global_avgpool", lambda x: x.flatten(1).mean(1)),
            ("global_maxpool", lambda x: x.flatten(1).amax(1)),
        ):
            name = "%s_%s" % (layer, kind)
            x = uniform(name, shape)
            vectors.add(name, layer, "input %s; %s" % (written, layer), [x], [meaning(x)])


def add_borders(vectors):
    def pad(name, shape, written, arguments, sides, mode="constant", value=0.0):
        name = "pad_" + name
        x = uniform(name, shape)
        if mode == "constant":
            y = F.pad(x, backwards(sides), mode, value)
        else:
            y = F.pad(x[None], backwards(sides), mode)[0]
        nn = "input %s; pad %s" % (dims(shape), written)
        vectors.add(name, "pad", nn, [x], [y], arguments)

    pad("sequence", SEQUENCE, "2", ["padding"], [2, 2])
    pad("image", IMAGE, "1", ["padding"], [1] * 4)
    pad("image_axes", IMAGE, "padding=1x2", ["padding"], [1, 1, 2, 2])
    pad("image_sides", IMAGE, "1x2x3x0", ["padding"], [1, 2, 3, 0])
    pad("volume", VOLUME, "1", ["padding"], [1] * 6)
    pad("nothing", IMAGE, "0", ["padding"], [0] * 4)
    pad("left", SEQUENCE, "left=3", ["left"], [3, 0])
    pad("right", IMAGE, "right=1", ["right"], [0, 0, 0, 1])
    pad("top_bottom", IMAGE, "top=1 bottom=2", ["top", "bottom"], [1, 2, 0, 0])
    pad("front_back", VOLUME, "front=1 back=2", ["front", "back"], [1, 2, 0, 0, 0, 0])
    pad("all_but_left", IMAGE, "1 left=0", ["padding", "left"], [1, 1, 0, 1])
    pad("value", IMAGE, "1 value=-1.5", ["value"], [1] * 4, value=-1.5)
    pad("constant", SEQUENCE, "1 mode=constant value=2", ["mode", "value"], [1, 1], value=2.0)
    pad("reflect", IMAGE, "2x3 mode=reflect", ["mode"], [2, 2, 3, 3], "reflect")
    pad("reflect_word", SEQUENCE, "6x1 reflect", ["mode"], [6, 1], "reflect")
    pad("reflect_volume", VOLUME, "1x2x3 reflect", ["mode"], [1, 1, 2, 2, 3, 3], "reflect")
    pad("reflect_one_side", SEQUENCE, "right=4 mode=reflect", ["mode", "right"], [0, 4], "reflect")
    pad("replicate", IMAGE, "2x3 mode=replicate", ["mode"], [2, 2, 3, 3], "replicate")
    pad("replicate_far", SEQUENCE, "9x8 replicate", ["mode"], [9, 8], "replicate")
    pad("replicate_volume", VOLUME, "left=1 front=2 mode=replicate", ["mode"], [2, 0, 0, 0, 1, 0], "replicate")

    def crop(name, shape, written, arguments, sides):
        name = "crop_" + name
        x = uniform(name, shape)
        nn = "input %s; crop %s" % (dims(shape), written)
        vectors.add(name, "crop", nn, [x], [cropped(x, sides)], arguments)

    crop("sequence", SEQUENCE, "2", ["cropping"], [2, 2])
    crop("image", IMAGE, "1", ["cropping"], [1] * 4)
    crop("image_axes", IMAGE, "cropping=2x0", ["cropping"], [2, 2, 0, 0])
    crop("image_sides", IMAGE, "1x2x3x0", ["cropping"], [1, 2, 3, 0])
    crop("left_right", SEQUENCE, "left=1 right=4", ["left", "right"], [1, 4])
    crop("top_bottom", IMAGE, "top=1 bottom=2", ["top", "bottom"], [1, 2, 0, 0])
    crop("front_back", (1, 4, 2, 3), "front=2 back=1", ["front", "back"], [2, 1, 0, 0, 0, 0])


def add_upsample(vectors):
    def case(name, shape, written, arguments, mode="nearest", **options):
        name = "upsample_" + name
        x = uniform(name, shape)
        y = F.interpolate(x[None], mode=MODES[mode][len(shape) - 1], **options)[0]
        nn = "input %s; upsample %s" % (dims(shape), written)
        vectors.add(name, "upsample", nn, [x], [y], arguments)

    case("sequence", SEQUENCE, "2", ["scale_factor"], scale_factor=2)
    case("image", IMAGE, "2", ["scale_factor"], scale_factor=2)
    case("image_axes", IMAGE, "scale_factor=2,3", ["scale_factor"], scale_factor=(2, 3))
    case("volume", VOLUME, "2", ["scale_factor"], scale_factor=2)
    case("fraction", IMAGE, "1.5", ["scale_factor"], scale_factor=1.5)
    case("smaller", (2, 8, 6), "0.5", ["scale_factor"], scale_factor=0.5)
    case("same_length", (2, 3), "1.3", ["scale_factor"], scale_factor=1.3)
    case("same_height", (2, 2, 4), "scale_factor=1.3,1.5", ["scale_factor"], scale_factor=(1.3, 1.5))
    case("odd_factor", (2, 5), "1.2345678", ["scale_factor"], scale_factor=1.2345678)
    case("size", IMAGE, "size=7x9", ["size"], size=(7, 9))
    case("size_one", SEQUENCE, "size=3", ["size"], size=3)
    case("mode_nearest", IMAGE, "3 mode=nearest", ["mode"], scale_factor=3)
    for mode, shapes in (("linear", (SEQUENCE, IMAGE, VOLUME)), ("cubic", (IMAGE,))):
        for shape in shapes:
            stem = "%s_%d" % (mode, len(shape) - 1)
            written = " mode=" + mode
            case(stem, shape, "2" + written, ["mode"], mode, scale_factor=2)
            case(stem + "_size", shape, "size=5" + written, ["mode", "size"], mode, size=[5] * (len(shape) - 1))
            case(stem + "_fraction", shape, "1.3" + written, ["mode"], mode, scale_factor=1.3)
            case(stem + "_odd", shape, "1.7654321" + written, ["mode"], mode, scale_factor=1.7654321)
            case(
                stem + "_corners",
                shape,
                "2 align_corners" + written,
                ["align_corners"],
                mode,
                scale_factor=2,
                align_corners=True,
            )
            case(
                stem + "_one",
                shape,
                "size=1 align_corners=true" + written,
                ["align_corners", "size"],
                mode,
                size=[1] * (len(shape) - 1),
                align_corners=True,
            )
        for name, written, options in (
            ("shrunk", "size=3x2", {"size": (3, 2)}),
            ("shrunk_factor", "0.3", {"scale_factor": 0.3}),
            ("enlarged", "1.5", {"scale_factor": 1.5}),
            ("one_axis", "size=9x4", {"size": (9, 4)}),
            ("unchanged", "1", {"scale_factor": 1}),
        ):
            shape = (2, 9, 7)
            stem = "%s_%s" % (mode, name)
            text = "%s mode=%s antialias" % (written, mode)
            case(stem + "_antialias", shape, text, ["antialias"], mode, antialias=True, **options)
            text = "%s mode=%s antialias=false" % (written, mode)
            case(stem, shape, text, ["antialias"], mode, antialias=False, **options)
        case(
            mode + "_antialias_corners",
            (2, 9, 7),
            "size=4 antialias align_corners mode=" + mode,
            ["antialias", "align_corners"],
            mode,
            size=(4, 4),
            antialias=True,
            align_corners=True,
        )


def add_pixels(vectors):
    for name, layer, shape, factor, meaning in (
        ("two", "pixel_shuffle", (8, 3, 2), 2, F.pixel_shuffle),
        ("three", "pixel_shuffle", (9, 2, 2), 3, F.pixel_shuffle),
        ("one", "pixel_shuffle", (3, 2, 2), 1, F.pixel_shuffle),
        ("two", "pixel_unshuffle", (2, 6, 4), 2, F.pixel_unshuffle),
        ("three", "pixel_unshuffle", (1, 3, 6), 3, F.pixel_unshuffle),
    ):
        for spelling in ("%d", "factor=%d"):
            full = "%s_%s%s" % (layer, name, "_named" if "=" in spelling else "")
            x = uniform(full, shape)
            nn = "input %s; %s %s" % (dims(shape), layer, spelling % factor)
            vectors.add(full, layer, nn, [x], [meaning(x[None], factor)[0]], ["factor"])


if __name__ == "__main__":
    main()
