"""Reference vectors of functions of single numbers: steps, angles, the error function."""

import torch
import torch.nn.functional as F

from general_cases import VARYING, add
from vectors import Vectors, exact


def main():
    vectors = Vectors(__file__)
    for layer, written, meaning, arguments in (
        ("sin", "sin", torch.sin, []),
        ("cos", "cos", torch.cos, []),
        ("erf", "erf", torch.erf, []),
        ("floor", "floor", torch.floor, []),
        ("ceil", "ceil", torch.ceil, []),
        ("round", "round", torch.round, []),
        ("sign", "sign", torch.sign, []),
        ("threshold", "threshold 0.5 -1", lambda x: F.threshold(x, 0.5, -1), ["threshold", "value"]),
        ("threshold", "threshold -0.25 value=3", lambda x: F.threshold(x, -0.25, 3), ["threshold", "value"]),
    ):
        number = sum(case["layer"] == layer for case in vectors.cases)
        add(vectors, layer, 2 * number, (3, 4), written, meaning, arguments)
        add(vectors, layer, 2 * number + 1, (5, 2), written, meaning, arguments, VARYING, "(n x 2)")
    steps = exact([-2.5, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.5, 3.5, 1e7, -3e9])
    for layer, meaning in (
        ("floor", torch.floor),
        ("ceil", lambda x: torch.ceil(x) + 0.0),
        ("round", lambda x: torch.round(x) + 0.0),
        ("sign", torch.sign),
        ("threshold", lambda x: F.threshold(x, 0.5, 2)),
    ):
        written = "threshold 0.5 2" if layer == "threshold" else layer
        y = meaning(steps)
        vectors.add(layer + "_steps", layer, "input 12; %s; add 0" % written, [steps], [y], tolerance="element")
    vectors.write("maps")


if __name__ == "__main__":
    main()
