"""Reference vectors of what adds up or sorts the numbers of a line, or finds them by places that are computed."""

import torch

from general_cases import AT_LEAST, VARYING, add
from vectors import Vectors, exact, uniform


def main():
    vectors = Vectors(__file__)
    add_cumsum(vectors)
    add_gather(vectors)
    add_topk(vectors)
    vectors.write("picking")


def before(x, axis):
    """Sums of what stands before each place."""
    return x.cumsum(axis) - x


def add_cumsum(vectors):
    for number, (shape, written, meaning, arguments) in enumerate(
        [
            ((5,), "cumsum", lambda x: x.cumsum(0), []),
            ((4, 3), "cumsum", lambda x: x.cumsum(1), []),
            ((4, 3), "cumsum axis=0", lambda x: x.cumsum(0), ["axis"]),
            ((2, 3, 4), "cumsum 1", lambda x: x.cumsum(1), ["axis"]),
            ((2, 3, 4), "cumsum -1 exclusive", lambda x: before(x, 2), ["axis", "exclusive"]),
            ((5,), "cumsum exclusive", lambda x: before(x, 0), ["exclusive"]),
            ((5,), "cumsum reverse", lambda x: x.flip(0).cumsum(0).flip(0), ["reverse"]),
            ((3, 4), "cumsum axis=0 reverse", lambda x: x.flip(0).cumsum(0).flip(0), ["axis", "reverse"]),
            ((3, 4), "cumsum reverse exclusive", lambda x: before(x.flip(1), 1).flip(1), ["reverse", "exclusive"]),
            ((1, 3), "cumsum axis=0", lambda x: x, ["axis"]),
        ]
    ):
        add(vectors, "cumsum", number, shape, written, meaning, arguments)
    add(vectors, "cumsum", 20, (5, 3), "cumsum axis=0", lambda x: x.cumsum(0), ["axis"], VARYING, "(n x 3)")
    add(vectors, "cumsum", 21, (5, 3), "cumsum", lambda x: x.cumsum(1), [], VARYING, "(n x 3)")
    add(
        vectors,
        "cumsum",
        22,
        (5, 3),
        "cumsum axis=0 reverse exclusive",
        lambda x: before(x.flip(0), 0).flip(0),
        ["axis", "reverse", "exclusive"],
        VARYING,
        "(n x 3)",
    )


def add_gather(vectors):
    generator = torch.Generator().manual_seed(3)
    for number, (shape, ids, axis) in enumerate(
        [
            ((5,), (3,), 0),
            ((5,), (8,), 0),
            ((4, 3), (2, 3), 0),
            ((4, 3), (4, 5), 1),
            ((4, 3), (2, 1), -1),
            ((2, 3, 4), (2, 6, 3), 1),
            ((2, 3, 4), (1, 2, 4), -1),
        ]
    ):
        name = "gather_%d" % number
        x = uniform(name, shape)
        places = torch.randint(0, shape[axis], ids, generator=generator)
        nn = "x: input %s; i: input %s tokens=%d; from x; gather index=i%s" % (
            "x".join(map(str, shape)),
            "x".join(map(str, ids)),
            shape[axis],
            "" if axis == 0 else " axis=%d" % axis,
        )
        arguments = ["index"] if axis == 0 else ["index", "axis"]
        vectors.add(name, "gather", nn, [x, places.double()], [x.gather(axis, places)], arguments)
    name = "gather_varying"
    x = uniform(name, (6, 3))
    places = torch.randint(0, 3, (6, 2), generator=generator)
    nn = "x: input (n x 3); i: input (n x 2) tokens=3; from x; gather index=i axis=1"
    vectors.add(
        name,
        "gather",
        nn,
        [x, places.double()],
        [x.gather(1, places)],
        ["index", "axis"],
        preamble=VARYING,
    )


def add_topk(vectors):
    for number, (shape, written, k, axis, largest, arguments, preamble, arriving) in enumerate(
        [
            ((6,), "3", 3, 0, True, ["k"], "", ""),
            ((6,), "6", 6, 0, True, ["k"], "", ""),
            ((6,), "k=2 largest=false", 2, 0, False, ["k", "largest"], "", ""),
            ((4, 5), "1", 1, 1, True, ["k"], "", ""),
            ((4, 5), "2 axis=0", 2, 0, True, ["k", "axis"], "", ""),
            ((2, 4, 3), "3 1", 3, 1, True, ["k", "axis"], "", ""),
            ((2, 4, 3), "2 axis=-1 largest=false", 2, 2, False, ["k", "axis", "largest"], "", ""),
            ((6, 4), "2", 2, 1, True, ["k"], VARYING, "(n x 4)"),
            ((6, 4), "3 axis=0", 3, 0, True, ["k", "axis"], AT_LEAST, "(n x 4)"),
        ]
    ):
        name = "topk_%d" % number
        x = uniform(name, shape)
        nn = "input %s; t: topk %s; output t, t.indices" % (arriving or "x".join(map(str, shape)), written)
        values, places = x.topk(k, axis, largest)
        vectors.add(name, "topk", nn, [x], [values, places.double()], arguments, preamble=preamble)
    x = exact([1.0, 3.0, -2.0, 3.0, 1.0])
    nn = "input 5; t: topk 4; output t, t.indices"
    vectors.add("topk_equal", "topk", nn, [x], [exact([3.0, 3.0, 1.0, 1.0]), exact([1, 3, 0, 4])], ["k"])


if __name__ == "__main__":
    main()
