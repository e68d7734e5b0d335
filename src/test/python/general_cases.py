"""Reference vectors of the general layers: moving, cutting, reducing, mapping number by number."""

import torch

from vectors import Vectors, exact, uniform

VARYING = "const n = 1..6; "
AT_LEAST = "const n = 3..6; "


def main():
    vectors = Vectors(__file__)
    add_moves(vectors)
    add_slices(vectors)
    add_tokens(vectors)
    add_reductions(vectors)
    add_argmax(vectors)
    add_maps(vectors)
    vectors.write("general")


def add(vectors, layer, number, shape, written, meaning, arguments=(), preamble="", arriving=""):
    """A case of one input; arriving is the shape as the model writes it, if a length varies."""
    name = "%s_%d" % (layer, number)
    x = uniform(name, shape)
    nn = "input %s; %s" % (arriving or "x".join(map(str, shape)), written)
    y = meaning(x).to(torch.float64)
    vectors.add(name, layer, nn, [x], [y], arguments, preamble=preamble)


def add_moves(vectors):
    for number, shape in enumerate([(3, 4), (2, 3, 4), (2, 3, 2, 3), (1, 5), (24, 33)]):
        add(vectors, "transpose", number, shape, "transpose", lambda x: x.transpose(-1, -2))
    add(
        vectors,
        "transpose",
        5,
        (4, 3),
        "transpose; relu",
        lambda x: x.transpose(-1, -2).relu(),
        (),
        VARYING,
        "(n x 3)",
    )
    for number, (shape, axes) in enumerate(
        [((3, 4), (1, 0)), ((2, 3, 4), (2, 0, 1)), ((2, 3, 4), (-2, -1, 0)), ((2, 3, 2, 3), (0, 3, 1, 2)), ((5,), (0,))]
    ):
        written = ",".join(map(str, axes))
        form = "permute axes=%s" if number % 2 else "permute %s"
        add(vectors, "permute", number, shape, form % written, lambda x: x.permute(axes), ["axes"])
    add(
        vectors,
        "permute",
        5,
        (4, 2, 3),
        "permute 1,0,2",
        lambda x: x.permute(1, 0, 2),
        ["axes"],
        VARYING,
        "(n x 2 x 3)",
    )
    add(vectors, "squeeze", 0, (1, 3, 1), "squeeze", lambda x: x.squeeze())
    add(vectors, "squeeze", 1, (1, 3, 1), "squeeze axis=0", lambda x: x.squeeze(0), ["axis"])
    add(vectors, "squeeze", 2, (1, 3, 1), "squeeze -1", lambda x: x.squeeze(-1), ["axis"])
    add(vectors, "squeeze", 3, (1, 1), "squeeze", lambda x: x.squeeze())
    add(vectors, "squeeze", 4, (4, 1), "squeeze; tanh", lambda x: x.squeeze().tanh(), (), VARYING, "(n x 1)")
    add(vectors, "unsqueeze", 0, (3, 4), "unsqueeze 0", lambda x: x.unsqueeze(0), ["axis"])
    add(vectors, "unsqueeze", 1, (3, 4), "unsqueeze axis=-1", lambda x: x.unsqueeze(-1), ["axis"])
    add(vectors, "unsqueeze", 2, (3,), "unsqueeze 1", lambda x: x.unsqueeze(1), ["axis"])
    add(vectors, "unsqueeze", 3, (4, 2), "unsqueeze -2", lambda x: x.unsqueeze(-2), ["axis"], VARYING, "(n x 2)")


def add_slices(vectors):
    for number, (shape, written, meaning, arguments) in enumerate(
        [
            ((5,), "slice 2", lambda x: x[2:], ["start"]),
            ((5,), "slice end=2", lambda x: x[:2], ["end"]),
            ((4, 3), "slice 1 3", lambda x: x[1:3], ["start", "end"]),
            ((4, 3), "slice start=-2 axis=1", lambda x: x[:, -2:], ["start", "axis"]),
            ((4, 3), "slice start=-1 axis=-1", lambda x: x[:, -1:], ["start", "axis"]),
            ((4, 3), "slice end=-1", lambda x: x[:-1], ["end"]),
            ((7, 3), "slice start=1 step=2", lambda x: x[1::2], ["start", "step"]),
            ((3, 8), "slice 0 -1 1 3", lambda x: x[:, 0:-1:3], ["start", "end", "axis", "step"]),
            ((2, 5, 4), "slice 1 4 axis=1; slice step=3 axis=2", lambda x: x[:, 1:4, ::3], ["axis", "step"]),
            ((2, 3), "slice; relu", lambda x: x.relu(), []),
        ]
    ):
        add(vectors, "slice", number, shape, written, meaning, arguments)
    for number, (written, meaning, arguments) in enumerate(
        [
            ("slice end=2", lambda x: x[:2], ["end"]),
            ("slice start=-3", lambda x: x[-3:], ["start"]),
            ("slice -3 -1", lambda x: x[-3:-1], ["start", "end"]),
            ("slice -3 step=2", lambda x: x[-3::2], ["start", "step"]),
            ("slice 1 axis=1", lambda x: x[:, 1:], ["start", "axis"]),
        ]
    ):
        add(vectors, "slice", 20 + number, (5, 2), written, meaning, arguments, AT_LEAST, "(n x 2)")


def add_tokens(vectors):
    add(vectors, "first", 0, (4, 3), "first", lambda x: x[0])
    add(vectors, "first", 1, (4, 3), "first", lambda x: x[0], (), VARYING, "(n x 3)")
    add(vectors, "last", 0, (4, 3), "last", lambda x: x[-1])
    add(vectors, "last", 1, (5, 2), "last", lambda x: x[-1], (), VARYING, "(n x 2)")
    add(vectors, "last", 2, (1, 2), "last", lambda x: x[-1], (), VARYING, "(n x 2)")


def add_reductions(vectors):
    for layer, meaning in (
        ("mean", torch.mean),
        ("sum", torch.sum),
        ("max", torch.amax),
        ("min", torch.amin),
    ):
        for number, (shape, written, dims, keep, preamble, arriving) in enumerate(
            [
                ((5,), "", (0,), False, "", ""),
                ((4, 3), "", (0,), False, "", ""),
                ((4, 3), " axis=1", (1,), False, "", ""),
                ((4, 3), " -1 keepdim", (1,), True, "", ""),
                ((2, 3, 4), " axis=0", (0,), False, "", ""),
                ((2, 3, 4), " axis=1,2", (1, 2), False, "", ""),
                ((2, 3, 4), " axis=-1,0 keepdim=true", (0, 2), True, "", ""),
                ((2, 3, 4), " 0,1,2", (0, 1, 2), False, "", ""),
                ((2, 17, 33), " axis=1,2", (1, 2), False, "", ""),
                ((5, 3), "", (0,), False, VARYING, "(n x 3)"),
                ((5, 3), " axis=0,1", (0, 1), False, VARYING, "(n x 3)"),
                ((2, 5, 3), " axis=2,1 keepdim", (1, 2), True, VARYING, "(2 x n x 3)"),
                ((5, 3), " axis=-1", (1,), False, VARYING, "(n x 3)"),
            ]
        ):
            arguments = ([] if not written else ["axis"]) + (["keepdim"] if keep else [])
            add(
                vectors,
                layer,
                number,
                shape,
                layer + written,
                lambda x: meaning(x, dims, keepdim=keep),
                arguments,
                preamble,
                arriving,
            )


def add_argmax(vectors):
    for number, (shape, written, dim, preamble, arriving) in enumerate(
        [
            ((5,), "", 0, "", ""),
            ((4, 3), "", 1, "", ""),
            ((4, 3), " axis=0", 0, "", ""),
            ((2, 3, 4), " axis=1", 1, "", ""),
            ((2, 3, 4), " -1", 2, "", ""),
            ((5, 3), "", 1, VARYING, "(n x 3)"),
            ((5, 3), " axis=0", 0, VARYING, "(n x 3)"),
        ]
    ):
        arguments = ["axis"] if written else []
        add(
            vectors,
            "argmax",
            number,
            shape,
            "argmax" + written,
            lambda x: x.argmax(dim),
            arguments,
            preamble,
            arriving,
        )
    x = exact([1.0, 3.0, 3.0, -1.0])
    vectors.add("argmax_first_of_equal", "argmax", "input 4; argmax", [x], [exact(1)])


def add_maps(vectors):
    for layer, written, meaning, arguments in (
        ("clip", "clip 0 1", lambda x: x.clip(0, 1), ["min", "max"]),
        ("clip", "clip min=-0.5", lambda x: x.clip(min=-0.5), ["min"]),
        ("clip", "clip max=0.25", lambda x: x.clip(max=0.25), ["max"]),
        ("clip", "clip 0.5 0.5", lambda x: x.clip(0.5, 0.5), ["min", "max"]),
        ("abs", "abs", torch.abs, []),
        ("exp", "exp", torch.exp, []),
        ("log", "abs; log", lambda x: x.abs().log(), []),
        ("sqrt", "abs; sqrt", lambda x: x.abs().sqrt(), []),
        ("pow", "pow 2", lambda x: x.pow(2), ["exponent"]),
        ("pow", "pow exponent=3", lambda x: x.pow(3), ["exponent"]),
        ("pow", "abs; pow 0.5", lambda x: x.abs().pow(0.5), ["exponent"]),
        ("pow", "abs; pow -1.5", lambda x: x.abs().pow(-1.5), ["exponent"]),
        ("pow", "pow -1", lambda x: x.pow(-1), ["exponent"]),
        ("pow", "pow 0", lambda x: x.pow(0), ["exponent"]),
    ):
        number = sum(case["layer"] == layer for case in vectors.cases)
        add(vectors, layer, 2 * number, (3, 4), written, meaning, arguments)
        add(vectors, layer, 2 * number + 1, (5, 2), written, meaning, arguments, VARYING, "(n x 2)")


if __name__ == "__main__":
    main()
