"""Reference vectors of recurrent layers that begin with given states, of the gru of the paper, of peepholes.

PyTorch's GRU resets behind the product. The one of Cho et al., 2014, is written out here: its reset gate works on the
state before that is multiplied. Nor has PyTorch's LSTM the peepholes of Gers et al., 2002.
"""

import torch

from call_vectors import CallVectors
from recurrent_cases import IN, Options
from vectors import uniform


def main():
    vectors = CallVectors(__file__)
    for layer in ("rnn", "gru", "lstm"):
        add_starts(vectors, layer)
    add_reset_before(vectors)
    add_peepholes(vectors)
    vectors.write("starts")


def add_starts(vectors, layer):
    for name, shape, written, given in (
        ("start", "5x4", "", "h"),
        ("start_layers", "5x4", " layers=2", "hc"),
        ("start_bidirectional", "(..9 x 4)", " bidirectional", "hc"),
        ("start_all", "3x4", " layers=2 bidirectional bias=false sequences=false", "hc"),
        ("start_cells", "5x4", " layers=2", "c"),
    ):
        if layer != "lstm":
            given = given.replace("c", "")
        if not given:
            continue
        name = layer + "_" + name
        tokens = 6 if ".." in shape else int(shape.split("x")[0])
        x = uniform(name, (tokens, IN))
        options = Options(layer, written)
        module, weights = options.module(name)
        rows = options.layers * (2 if options.bidirectional else 1)
        starts = {
            state: uniform(name + state, (rows, options.units)) if state in given else torch.zeros(rows, options.units)
            for state in "hc"
        }
        states = tuple(starts[state].double() for state in "hc")
        results = options.results(*module(x, states if layer == "lstm" else states[0]))
        nn = "".join("%s: input %dx%d; " % (state, rows, options.units) for state in given)
        nn += "x: input %s; rnn: %s" % (shape, options.statement())
        nn += "".join(" %s0=%s" % (state, state) for state in given) + "; output rnn, rnn.h"
        if layer == "lstm":
            nn += ", rnn.c"
        inputs = [starts[state] for state in given] + [x]
        vectors.add(name, layer, nn, inputs, results, [state + "0" for state in given], weights)


def reset_before(x, h, weights, suffix):
    """The states after each step."""
    w, u = weights["rnn.weight_ih" + suffix], weights["rnn.weight_hh" + suffix]
    b = weights.get("rnn.bias_ih" + suffix, torch.zeros(len(w)))
    c = weights.get("rnn.bias_hh" + suffix, torch.zeros(len(w)))
    n = len(h)
    states = []
    for step in x:
        seen = w @ step + b
        r = torch.sigmoid(seen[:n] + u[:n] @ h + c[:n])
        z = torch.sigmoid(seen[n : 2 * n] + u[n : 2 * n] @ h + c[n : 2 * n])
        fresh = torch.tanh(seen[2 * n :] + u[2 * n :] @ (r * h) + c[2 * n :])
        h = (1 - z) * fresh + z * h
        states.append(h)
    return torch.stack(states)


def add_reset_before(vectors):
    for name, shape, written in (
        ("reset_before", "5x4", ""),
        ("reset_before_varying", "(..9 x 4)", " sequences=false"),
        ("reset_before_no_bias", "5x4", " bias=false"),
        ("reset_before_layers", "3x4", " layers=2"),
        ("reset_before_bidirectional", "4x4", " bidirectional"),
        ("reset_before_wide", "3x4", " units=17"),
    ):
        name = "gru_" + name
        tokens = 6 if ".." in shape else int(shape.split("x")[0])
        x = uniform(name, (tokens, IN))
        options = Options("gru", written)
        _, weights = options.module(name)
        value, finals = x, []
        for layer in range(options.layers):
            zeros = torch.zeros(options.units, dtype=torch.float64)
            sides = [reset_before(value, zeros, weights, "_l%d" % layer)]
            finals.append(sides[0][-1])
            if options.bidirectional:
                backwards = reset_before(value.flip(0), zeros, weights, "_l%d_reverse" % layer)
                finals.append(backwards[-1])
                sides.append(backwards.flip(0))
            value = torch.cat(sides, 1)
        results = options.results(value, torch.stack(finals))
        nn = "input %s; rnn: %s reset_after=false; output rnn, rnn.h" % (shape, options.statement())
        vectors.add(name, "gru", nn, [x], results, ["reset_after"], weights)
    name = "gru_reset_before_carry"
    options = Options("gru", " carry")
    _, weights = options.module(name)
    h = torch.zeros(options.units, dtype=torch.float64)
    calls = []
    for number in range(3):
        x = uniform("%s.%d" % (name, number), (2, IN))
        y = reset_before(x, h, weights, "_l0")
        h = y[-1]
        calls.append(([x], [y]))
    nn = "input 2x4; rnn: %s reset_after=false" % options.statement()
    vectors.add_calls(name, "gru", nn, calls, ["reset_after", "carry"], weights)


def peeping(x, h, c, weights, suffix):
    """The states after each step and the last cells."""
    w, u, p = (weights["rnn." + name + suffix] for name in ("weight_ih", "weight_hh", "peephole"))
    b = weights.get("rnn.bias_ih" + suffix, torch.zeros(len(w)))
    d = weights.get("rnn.bias_hh" + suffix, torch.zeros(len(w)))
    n = len(h)
    states = []
    for step in x:
        i, f, g, o = (w @ step + b + u @ h + d).split(n)
        i = torch.sigmoid(i + p[:n] * c)
        f = torch.sigmoid(f + p[n : 2 * n] * c)
        c = f * c + i * torch.tanh(g)
        h = torch.sigmoid(o + p[2 * n :] * c) * torch.tanh(c)
        states.append(h)
    return torch.stack(states), c


def add_peepholes(vectors):
    for name, shape, written in (
        ("peepholes", "5x4", ""),
        ("peepholes_varying", "(..9 x 4)", " sequences=false"),
        ("peepholes_no_bias", "5x4", " bias=false"),
        ("peepholes_layers", "3x4", " layers=2"),
        ("peepholes_bidirectional", "4x4", " bidirectional"),
        ("peepholes_start", "4x4", ""),
    ):
        name = "lstm_" + name
        tokens = 6 if ".." in shape else int(shape.split("x")[0])
        x = uniform(name, (tokens, IN))
        options = Options("lstm", written)
        _, weights = options.module(name)
        start = uniform(name + ".c", (1, options.units)) if "start" in name else torch.zeros(1, options.units).double()
        value, finals, cells = x, [], []
        for layer in range(options.layers):
            sides = []
            for direction in ("", "_reverse") if options.bidirectional else ("",):
                suffix = "_l%d%s" % (layer, direction)
                weights["rnn.peephole" + suffix] = uniform(name + suffix, (3 * options.units,), -1, 1)
                steps = value.flip(0) if direction else value
                h, c = peeping(steps, torch.zeros(options.units).double(), start[0], weights, suffix)
                finals.append(h[-1])
                cells.append(c)
                sides.append(h.flip(0) if direction else h)
            value = torch.cat(sides, 1)
        results = options.results(value, (torch.stack(finals), torch.stack(cells)))
        given = "start" in name
        nn = "c: input 1x%d; " % options.units if given else ""
        nn += "x: input %s; rnn: %s peepholes%s" % (shape, options.statement(), " c0=c" if given else "")
        nn += "; output rnn, rnn.h, rnn.c"
        inputs = [start, x] if given else [x]
        vectors.add(name, "lstm", nn, inputs, results, ["peepholes"] + (["c0"] if given else []), weights)


if __name__ == "__main__":
    main()
