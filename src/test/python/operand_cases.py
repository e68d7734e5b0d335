"""Reference vectors of learned parameters, and of joins of a value with a number."""

import torch

from vectors import Vectors, uniform

NUMBERS = {
    "add": (torch.add, ("1", "-0.75")),
    "sub": (torch.sub, ("1", "2.5")),
    "mul": (torch.mul, ("0.125", "-3")),
    "div": (torch.div, ("2", "-0.375")),
    "maximum": (torch.maximum, ("0", "-0.5")),
    "minimum": (torch.minimum, ("6", "0.25")),
}


def main():
    vectors = Vectors(__file__)
    for layer, (meaning, numbers) in NUMBERS.items():
        for index, number in enumerate(numbers):
            add_number(vectors, "%s_number_%d" % (layer, index), layer, meaning, number)
    x = uniform("mul_number_word", (2, 3))
    nn = "input 2x3; mul number=-2 relu"
    vectors.add("mul_number_word", "mul", nn, [x], [torch.relu(-2 * x)], ["number"])
    add_parameters(vectors)
    vectors.write("operands")


def add_number(vectors, name, layer, meaning, number):
    x = uniform(name, (3, 4))
    y = meaning(x, torch.tensor(float(number), dtype=torch.float64))
    vectors.add(name, layer, "input 3x4; %s %s" % (layer, number), [x], [y], ["number"])


def add_parameters(vectors):
    x, pos = uniform("parameter_added", (4, 3)), uniform("parameter_added.pos", (4, 3))
    nn = "x: input 4x3; pos: parameter 4x3; add x"
    vectors.add("parameter_added", "parameter", nn, [x], [pos + x], ["shape"], {"pos": pos})

    x, token = uniform("parameter_joined", (4, 3)), uniform("parameter_joined.token", (1, 3))
    nn = "x: input 4x3; token: parameter 1x3 std=0; concat x axis=0"
    y = torch.cat([token, x])
    vectors.add("parameter_joined", "parameter", nn, [x], [y], ["shape", "std"], {"token": token})

    x, gain = uniform("parameter_output", (5,)), uniform("parameter_output.gain", (5,))
    nn = "x: input 5; gain: parameter 5; y: mul x; output gain, y"
    vectors.add("parameter_output", "parameter", nn, [x], [gain, gain * x], ["shape"], {"gain": gain})


if __name__ == "__main__":
    main()
