"""Reference vectors of the layers over tokens: embedding, one_hot, attention."""

import math

import torch
import torch.nn.functional as F

from vectors import Vectors, exact, uniform


def main():
    vectors = Vectors(__file__)
    add_lookups(vectors)
    add_attention(vectors)
    add_attention_of_unequal_sizes(vectors)
    add_rotary(vectors)
    vectors.write("sequences")


def ids(*values):
    return exact(values)


def add_lookups(vectors):
    for name, written, x in (
        ("tokens", "6 tokens=5", ids(4, 0, 1, 1, 3, 2)),
        ("one_id", "tokens=5", exact(3)),
        ("one_token", "..8 tokens=5", ids(2)),
        ("varying", "..8 tokens=5", ids(0, 4, 4)),
        ("full", "..4 tokens=5", ids(0, 1, 2, 3)),
        ("table", "2x3 tokens=5", exact([[0, 4, 1], [2, 3, 0]])),
    ):
        w = uniform("embedding_" + name, (5, 3))
        nn = "input %s; embedding 3" % written
        vectors.add(
            "embedding_" + name,
            "embedding",
            nn,
            [x],
            [F.embedding(x.long(), w)],
            ["features"],
            {"embedding1.weight": w},
        )
        nn = "input %s; one_hot" % written
        y = F.one_hot(x.long(), 5).double()
        vectors.add("one_hot_" + name, "one_hot", nn, [x], [y])


def shape(*sizes):
    return "(%s)" % " x ".join(map(str, sizes)) if "n" in sizes else "x".join(map(str, sizes))


class SelfAttention:
    """PyTorch's own layer with weights that depend on the case's name."""

    def __init__(self, name, features, heads, bias=True):
        self.module = torch.nn.MultiheadAttention(
            features, heads, bias=bias, batch_first=True, dtype=torch.float64
        )
        for key, parameter in self.module.named_parameters():
            parameter.data = uniform(name + "." + key, tuple(parameter.shape), -1, 1)

    def weights(self):
        return {"attention1." + key: p.data for key, p in self.module.named_parameters()}

    def __call__(self, x, **options):
        return self.module(x, x, x, need_weights=False, **options)[0]


def above(tokens):
    """True above the diagonal: what a causal attention must not see."""
    return torch.ones(tokens, tokens, dtype=torch.bool).triu(1)


def add_attention(vectors):
    for name, length, tokens, features, heads, words in (
        ("plain", "5", 5, 8, 2, ""),
        ("named", "5", 5, 8, 2, ""),
        ("one_head", "3", 3, 4, 1, ""),
        ("heads_of_one", "3", 3, 4, 4, ""),
        ("wide", "4", 4, 36, 3, ""),
        ("no_bias", "4", 4, 6, 2, " bias=false"),
        ("causal", "5", 5, 8, 2, " causal"),
        ("causal_no_bias", "5", 5, 8, 2, " causal bias=false"),
        ("varying_one", "n", 1, 8, 2, ""),
        ("varying_some", "n", 5, 8, 2, ""),
        ("varying_full", "n", 7, 8, 2, ""),
        ("varying_causal_one", "n", 1, 8, 4, " causal"),
        ("varying_causal", "n", 6, 8, 4, " causal"),
    ):
        name = "attention_" + name
        layer = SelfAttention(name, features, heads, "bias=false" not in words)
        x = uniform(name, (tokens, features))
        y = layer(x, attn_mask=above(tokens) if "causal" in words else None)
        written = "heads=%d" % heads if "named" in name else str(heads)
        nn = "input %s; attention %s%s" % (shape(length, features), written, words)
        arguments = ["heads"] + [word for word in ("bias", "causal") if word in words]
        preamble = "const n = ..7; " if length == "n" else ""
        vectors.add(
            name, "attention", nn, [x], [y], arguments, layer.weights(), preamble=preamble
        )
    name = "attention_scale"
    layer = SelfAttention(name, 8, 2)
    x = uniform(name, (5, 8))
    scaled = {key: w.clone() for key, w in layer.weights().items()}
    for key in ("attention1.in_proj_weight", "attention1.in_proj_bias"):
        # PyTorch's layer divides by sqrt(4); queries twice as large make a scale of 1 of it
        layer.module.get_parameter(key.split(".")[1]).data[:8] *= 2
    nn = "input 5x8; attention 2 scale=1"
    vectors.add(name, "attention", nn, [x], [layer(x)], ["heads", "scale"], scaled)


class Composed:
    """Attention of heads, groups of heads and sizes of any kind, composed of tensor operations."""

    def __init__(self, name, features, heads, key_heads, size, bias=True, memory=None):
        self.name, self.bias, self.size = name, bias, size
        self.heads, self.key_heads = heads, key_heads
        self.weights = {}
        for module, out, width in (
            ("q_proj", heads * size, features),
            ("k_proj", key_heads * size, memory or features),
            ("v_proj", key_heads * size, memory or features),
            ("o_proj", features, heads * size),
        ):
            self.draw(module + ".weight", (out, width))
            if bias:
                self.draw(module + ".bias", (out,))

    def draw(self, key, sizes):
        self.weights["attention1." + key] = uniform(self.name + "." + key, sizes, -1, 1)

    def linear(self, module, x):
        path = "attention1.%s." % module
        return F.linear(x, self.weights[path + "weight"], self.weights.get(path + "bias"))

    def split(self, x, heads):
        """Tokens x features to heads x tokens x size, each head as often as queries share it."""
        apart = x.reshape(len(x), heads, self.size).transpose(0, 1)
        return apart.repeat_interleave(self.heads // heads, 0)

    def __call__(self, x, memory=None, causal=False, turn=lambda x: x, scale=None):
        memory = x if memory is None else memory
        q = turn(self.split(self.linear("q_proj", x), self.heads))
        k = turn(self.split(self.linear("k_proj", memory), self.key_heads))
        v = self.split(self.linear("v_proj", memory), self.key_heads)
        scores = q @ k.transpose(1, 2) * (scale or 1 / math.sqrt(self.size))
        if causal:
            scores = scores.masked_fill(above(len(x)), -math.inf)
        y = torch.softmax(scores, -1) @ v
        return self.linear("o_proj", y.transpose(0, 1).reshape(len(x), -1))


def add_attention_of_unequal_sizes(vectors):
    for name, length, tokens, heads, key_heads, size, words in (
        ("groups", "5", 5, 4, 2, 2, "kv_heads=2"),
        ("one_group", "5", 5, 4, 1, 2, "kv_heads=1 causal"),
        ("all_groups", "5", 5, 4, 4, 2, "kv_heads=4"),
        ("groups_no_bias", "4", 4, 4, 2, 2, "kv_heads=2 bias=false"),
        ("groups_varying_one", "n", 1, 4, 2, 2, "kv_heads=2 causal"),
        ("groups_varying", "n", 4, 4, 2, 2, "kv_heads=2 causal"),
        ("head_size", "5", 5, 2, 2, 5, "head_size=5"),
        ("head_size_uneven", "5", 5, 3, 3, 2, "head_size=2"),
        ("head_size_groups", "5", 5, 4, 2, 3, "head_size=3 kv_heads=2 scale=0.25"),
        ("head_size_wide", "3", 3, 3, 3, 12, "head_size=12"),
    ):
        name = "attention_" + name
        layer = Composed(name, 8, heads, key_heads, size, "bias=false" not in words)
        x = uniform(name, (tokens, 8))
        y = layer(x, causal="causal" in words, scale=0.25 if "scale" in words else None)
        nn = "input %s; attention %d %s" % (shape(length, 8), heads, words)
        preamble = "const n = ..7; " if length == "n" else ""
        arguments = ["heads"] + [word.split("=")[0] for word in words.split()]
        vectors.add(name, "attention", nn, [x], [y], arguments, layer.weights, preamble=preamble)


def interleaved(base):
    """Neighbours as complex numbers, turned by their position (Su et al., 2021)."""

    def turn(x):
        heads, tokens, size = x.shape
        frequencies = base ** (-torch.arange(0, size, 2).double() / size)
        angles = torch.outer(torch.arange(tokens).double(), frequencies)
        pairs = torch.view_as_complex(x.reshape(heads, tokens, size // 2, 2).contiguous())
        turned = pairs * torch.polar(torch.ones_like(angles), angles)
        return torch.view_as_real(turned).reshape(heads, tokens, size)

    return turn


def halves(base):
    """The same with pairs of one number of each half, as in GPT-NeoX."""

    def turn(x):
        size = x.shape[-1]
        order = torch.arange(size).reshape(2, size // 2).T.reshape(-1)
        turned = torch.empty_like(x)
        turned[..., order] = interleaved(base)(x[..., order])
        return turned

    return turn


def add_rotary(vectors):
    for name, length, tokens, heads, key_heads, size, words in (
        ("interleaved", "6", 6, 2, 2, 4, "rotary=interleaved"),
        ("interleaved_groups", "6", 6, 4, 2, 2, "kv_heads=2 rotary=interleaved causal"),
        ("interleaved_base", "6", 6, 2, 2, 6, "head_size=6 rotary=interleaved base=500"),
        ("interleaved_varying_one", "n", 1, 2, 2, 4, "rotary=interleaved"),
        ("interleaved_varying", "n", 5, 2, 2, 4, "rotary=interleaved"),
        ("half", "6", 6, 2, 2, 4, "rotary=half"),
        ("half_groups", "6", 6, 4, 2, 2, "kv_heads=2 rotary=half causal bias=false"),
        ("half_base", "6", 6, 2, 2, 6, "head_size=6 rotary=half base=500"),
        ("half_varying", "n", 5, 2, 1, 8, "head_size=8 kv_heads=1 rotary=half"),
    ):
        name = "attention_rotary_" + name
        layer = Composed(name, 8, heads, key_heads, size, "bias=false" not in words)
        x = uniform(name, (tokens, 8))
        base = 500.0 if "base" in words else 10000.0
        turn = (interleaved if "interleaved" in words else halves)(base)
        y = layer(x, causal="causal" in words, turn=turn)
        weights = layer.weights
        if "heads=" not in words and "head_size" not in words:
            weights = packed(weights)
        nn = "input %s; attention %d %s" % (shape(length, 8), heads, words)
        preamble = "const n = ..7; " if length == "n" else ""
        arguments = ["heads"] + [word.split("=")[0] for word in words.split()]
        vectors.add(name, "attention", nn, [x], [y], arguments, weights, preamble=preamble)


def packed(weights):
    """The same tensors as PyTorch's layer has them where all sizes are equal."""
    result = {}
    for kind in ("weight", "bias"):
        parts = [weights["attention1.%s_proj.%s" % (part, kind)] for part in "qkv"]
        result["attention1.in_proj_" + kind] = torch.cat(parts)
        result["attention1.out_proj." + kind] = weights["attention1.o_proj." + kind]
    return result


if __name__ == "__main__":
    main()
