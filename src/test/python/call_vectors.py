"""Vectors of networks whose calls depend on those before them; the format is described in README.md."""

import os

from vectors import Vectors, computed, given


class CallVectors(Vectors):
    """The cases of one file, some of them with several calls."""

    def __init__(self, script):
        super().__init__(script)
        self.scripts.append(os.path.basename(__file__))

    def add_calls(self, name, layer, nn, calls, arguments=(), weights=None, **others):
        """Adds a case; calls are pairs of inputs and outputs, each going on from the one before."""
        self.add(name, layer, nn, [], [], arguments, weights, **others)
        case = self.cases[-1]
        del case["inputs"], case["outputs"]
        case["calls"] = [
            {"inputs": [given(x) for x in inputs], "outputs": [computed(y) for y in outputs]}
            for inputs, outputs in calls
        ]
