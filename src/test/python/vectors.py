"""Builds reference vectors and writes them as JSON; the format is described in README.md.

Inputs and weights are rounded to float32 first and then taken as float64, so that a reader in
float32 starts from exactly the same numbers.
"""

import hashlib
import json
import os
import zlib

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", "..", ".."))
RESOURCES = os.environ.get("NNC_VECTORS") or os.path.join(HERE, "..", "resources")


def exact(values):
    """A float64 tensor of float32 numbers."""
    with np.errstate(over="ignore"):
        rounded = np.asarray(values, dtype=np.float64).astype(np.float32)
    return torch.tensor(rounded.astype(np.float64))


def uniform(name, shape, low=-2.0, high=2.0):
    """Values of three decimals that depend on the name alone: a new case changes no other."""
    generator = np.random.RandomState(zlib.crc32(name.encode("utf-8")))
    return exact(np.round(generator.uniform(low, high, shape), 3))


class Vectors:
    """The cases of one file."""

    def __init__(self, script):
        self.scripts = ["vectors.py", os.path.basename(script)]
        self.cases = []

    def add(self, name, layer, nn, inputs, outputs, arguments=(), weights=None, **others):
        """Adds a case; nn is the body of the model, inputs and outputs are in the model's order.

        Others: preamble, what stands before the model; tolerance, "tensor" if it is not given.
        """
        if any(case["name"] == name for case in self.cases):
            raise ValueError("two cases are named " + name)
        self.cases.append(
            {
                "name": name,
                "layer": layer,
                "arguments": list(arguments),
                "nn": others.get("preamble", "") + "model %s < %s >" % (name, nn),
                "inputs": [given(x) for x in inputs],
                "weights": {key: given(w) for key, w in (weights or {}).items()},
                "outputs": [computed(y) for y in outputs],
                "tolerance": others.get("tolerance", "tensor"),
            }
        )

    def write(self, name):
        """Writes reference/<name>.json, one case a line."""
        write_json("reference", name, self.scripts, [text(case) for case in self.cases])


def write_json(folder, name, scripts, cases):
    """Writes <folder>/<name>.json with torch's version and the scripts' hashes above the cases."""
    head = {
        "torch": torch.__version__,
        "scripts": {script: sha256(os.path.join(HERE, script)) for script in scripts},
    }
    path = os.path.join(RESOURCES, folder, name + ".json")
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(head)[:-1] + ', "cases": [\n')
        file.write(",\n".join(cases))
        file.write("\n]}\n")


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def given(tensor):
    """An input or a weight as JSON data: the shortest decimals of its float32 values."""
    return _tensor(tensor, _short)


def computed(tensor):
    """An output as JSON data: nine digits."""
    return _tensor(tensor, _nine_digits)


def text(value):
    """JSON without spaces, in which the numbers of `data` keep the digits they were given."""
    if isinstance(value, dict):
        return "{%s}" % ",".join(
            json.dumps(key) + ":" + ("[%s]" % ",".join(v) if key == "data" else text(v))
            for key, v in value.items()
        )
    if isinstance(value, list):
        return "[%s]" % ",".join(text(v) for v in value)
    return json.dumps(value)


def _tensor(tensor, form):
    values = tensor.detach().numpy()
    return {"shape": list(values.shape), "data": [form(v) for v in values.ravel()]}


def _short(value):
    digits = str(np.float32(value))
    return digits[:-2] if digits.endswith(".0") and digits != "-0.0" else digits


def _nine_digits(value):
    if not np.isfinite(value):
        raise ValueError("a reference value is not finite")
    return "-0.0" if value == 0 and np.signbit(value) else "%.9g" % value
