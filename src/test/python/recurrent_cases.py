"""Reference vectors of the recurrent layers: rnn, lstm, gru, in one call and in several."""

import torch

from call_vectors import CallVectors
from vectors import uniform

MODULES = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
UNITS = 3
IN = 4


def main():
    vectors = CallVectors(__file__)
    for layer in MODULES:
        add_single_calls(vectors, layer)
        add_carry(vectors, layer)
    add_nonlinearity(vectors)
    vectors.write("recurrent")


def add_single_calls(vectors, layer):
    for name, shape, written, arguments in (
        ("plain", "5x4", "", ["units"]),
        ("named", "5x4", " units=3", ["units"]),
        ("one_step", "1x4", "", []),
        ("varying", "(..9 x 4)", "", []),
        ("no_bias", "5x4", " bias=false", ["bias"]),
        ("bias", "5x4", " bias", ["bias"]),
        ("layers", "5x4", " layers=3", ["layers"]),
        ("layers_positional", "5x4", " 3 2", ["units", "layers"]),
        ("bidirectional", "5x4", " bidirectional", ["bidirectional"]),
        ("varying_backwards", "(..9 x 4)", " bidirectional", ["bidirectional"]),
        ("last", "5x4", " sequences=false", ["sequences"]),
        ("all", "5x4", " sequences=true", ["sequences"]),
        ("last_bidirectional", "5x4", " sequences=false bidirectional", ["sequences", "bidirectional"]),
        ("wide", "3x4", " units=17", ["units"]),
        (
            "everything",
            "(..9 x 4)",
            " layers=2 bidirectional bias=false sequences=false",
            ["layers", "bidirectional", "bias", "sequences"],
        ),
    ):
        name = layer + "_" + name
        tokens = 6 if ".." in shape else int(shape.split("x")[0])
        x = uniform(name, (tokens, IN))
        options = Options(layer, written)
        module, weights = options.module(name)
        nn = "input %s; rnn: %s; output rnn, rnn.h" % (shape, options.statement())
        results = options.results(*module(x))
        if layer == "lstm":
            nn += ", rnn.c"
        vectors.add(name, layer, nn, [x], results, arguments, weights)


def add_carry(vectors, layer):
    for name, shape, written, lengths in (
        ("carry", "(..4 x 4)", " carry", (3, 1, 4)),
        ("carry_fixed", "2x4", " carry", (2, 2)),
        ("carry_layers", "1x4", " layers=2 carry sequences=false", (1, 1, 1)),
        ("no_carry", "2x4", " carry=false", (2, 2)),
    ):
        name = layer + "_" + name
        options = Options(layer, written)
        module, weights = options.module(name)
        calls = []
        state = None
        for number, length in enumerate(lengths):
            x = uniform("%s.%d" % (name, number), (length, IN))
            y, state = module(x, state if "no_carry" not in name else None)
            calls.append(([x], options.results(y, state)))
        nn = "input %s; rnn: %s; output rnn, rnn.h" % (shape, options.statement())
        if layer == "lstm":
            nn += ", rnn.c"
        vectors.add_calls(name, layer, nn, calls, ["carry"], weights)


def add_nonlinearity(vectors):
    for word in ("tanh", "relu"):
        name = "rnn_nonlinearity_" + word
        x = uniform(name, (5, IN))
        options = Options("rnn", " nonlinearity=" + word)
        module, weights = options.module(name)
        nn = "input 5x4; rnn: %s" % options.statement()
        vectors.add(name, "rnn", nn, [x], [module(x)[0]], ["nonlinearity"], weights)


class Options:
    """What is written behind the layer's name, and what PyTorch makes of it."""

    def __init__(self, layer, written):
        self.layer = layer
        self.written = written
        words = written.split()
        named = dict(word.split("=") for word in words if "=" in word)
        numbers = [int(word) for word in words if word.isdigit()]
        self.units = int(named.get("units", numbers[0] if numbers else UNITS))
        self.layers = int(named.get("layers", numbers[1] if len(numbers) > 1 else 1))
        self.bias = named.get("bias") != "false"
        self.bidirectional = "bidirectional" in words
        self.sequences = named.get("sequences") != "false"
        self.nonlinearity = named.get("nonlinearity")
        self.positional = bool(numbers) or "units" in named

    def statement(self):
        return self.layer + ("" if self.positional else " %d" % self.units) + self.written

    def module(self, name):
        """PyTorch's layer, with weights that depend on the case's name."""
        others = {"nonlinearity": self.nonlinearity} if self.nonlinearity else {}
        module = MODULES[self.layer](
            IN,
            self.units,
            self.layers,
            bias=self.bias,
            bidirectional=self.bidirectional,
            dtype=torch.float64,
            **others
        )
        weights = {}
        for key, parameter in module.named_parameters():
            value = uniform(name + "." + key, tuple(parameter.shape), -1, 1)
            parameter.data.copy_(value)
            weights["rnn." + key] = value
        return module, weights

    def results(self, y, states):
        """The value, then the final states; without sequences the last layer's states are the value."""
        hidden = states[0] if self.layer == "lstm" else states
        value = y
        if not self.sequences:
            value = hidden[-2 if self.bidirectional else -1 :].reshape(-1)
        return [value] + (list(states) if self.layer == "lstm" else [states])


if __name__ == "__main__":
    main()
