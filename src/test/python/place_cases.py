"""Reference vectors of what finds, repeats or adds numbers along axes: slices that run backwards or beyond the length."""

from general_cases import AT_LEAST, VARYING, add
from vectors import Vectors


def main():
    vectors = Vectors(__file__)
    add_slices(vectors)
    vectors.write("places")


def add_slices(vectors):
    for number, (shape, written, meaning, arguments) in enumerate(
        [
            ((5,), "slice 3 9", lambda x: x[3:9], ["start", "end"]),
            ((5,), "slice -9 2", lambda x: x[-9:2], ["start", "end"]),
            ((5,), "slice step=-1", lambda x: x.flip(0), ["step"]),
            ((3, 4), "slice step=-1 axis=1", lambda x: x.flip(1), ["step", "axis"]),
            ((7,), "slice step=-3", lambda x: x.flip(0)[::3], ["step"]),
            ((6,), "slice 4 1 step=-1", lambda x: x[2:5].flip(0), ["start", "end", "step"]),
            ((6, 2), "slice start=-2 step=-2", lambda x: x[:5].flip(0)[::2], ["start", "step"]),
            ((6,), "slice end=1 step=-1", lambda x: x[2:].flip(0), ["end", "step"]),
            ((6,), "slice end=-3 step=-2", lambda x: x[4:].flip(0)[::2], ["end", "step"]),
            ((6,), "slice 90 -90 step=-4", lambda x: x.flip(0)[::4], ["start", "end", "step"]),
            ((2, 3, 4), "slice 1 axis=-1; slice 2 0 step=-1 axis=-1", lambda x: x[..., 2:].flip(2), ["axis", "step"]),
        ]
    ):
        add(vectors, "slice", number, shape, written, meaning, arguments)
    for number, (written, meaning, arguments) in enumerate(
        [
            ("slice step=-1", lambda x: x.flip(0), ["step"]),
            ("slice 2 step=-1", lambda x: x[:3].flip(0), ["start", "step"]),
            ("slice end=-3 step=-1", lambda x: x[-2:].flip(0), ["end", "step"]),
            ("slice -1 -4 step=-2", lambda x: x[-3:].flip(0)[::2], ["start", "end", "step"]),
            ("slice end=6; tanh", lambda x: x.tanh(), ["end"]),
            ("slice start=-6; tanh", lambda x: x.tanh(), ["start"]),
            ("slice 6 -7 step=-1", lambda x: x.flip(0), ["start", "end", "step"]),
            ("slice -90 2", lambda x: x[:2], ["start", "end"]),
        ]
    ):
        add(vectors, "slice", 20 + number, (5, 2), written, meaning, arguments, AT_LEAST, "(n x 2)")
    add(vectors, "slice", 40, (1, 2), "slice step=-1", lambda x: x, ["step"], VARYING, "(n x 2)")


if __name__ == "__main__":
    main()
