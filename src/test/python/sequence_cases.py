"""Reference vectors of the layers over tokens: embedding, positions, gates, attention."""

import math

import torch
import torch.nn.functional as F

from vectors import Vectors, exact, uniform


def main():
    vectors = Vectors(__file__)
    add_lookups(vectors)
    add_positions(vectors)
    add_gates(vectors)
    add_attention(vectors)
    add_attention_of_unequal_sizes(vectors)
    add_rotary(vectors)
    add_memory(vectors)
    add_masks(vectors)
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
    varies = any(isinstance(size, str) and not size.isdigit() for size in sizes)
    return "(%s)" % " x ".join(map(str, sizes)) if varies else "x".join(map(str, sizes))


def waves(tokens, features):
    """Sines and cosines of positions ("Attention Is All You Need", section 3.5)."""
    frequencies = 10000.0 ** (-torch.arange(0, features, 2).double() / features)
    angles = torch.outer(torch.arange(tokens).double(), frequencies)
    return torch.stack((angles.sin(), angles.cos()), 2).reshape(tokens, features)


def add_positions(vectors):
    for name, length, tokens, rows, written, arguments in (
        ("learned", "5", 5, 5, "position", []),
        ("named", "5", 5, 5, "position kind=learned", ["kind"]),
        ("longer", "3", 3, 7, "position 7", ["max_length"]),
        ("varying_one", "n", 1, 6, "position", []),
        ("varying", "n", 4, 6, "position", []),
        ("varying_longer", "n", 4, 9, "position max_length=9", ["max_length"]),
        ("sinusoidal", "7", 7, 0, "position sinusoidal", ["kind"]),
        ("sinusoidal_varying_one", "n", 1, 0, "position sinusoidal", ["kind"]),
        ("sinusoidal_varying", "n", 5, 0, "position kind=sinusoidal", ["kind"]),
    ):
        name = "position_" + name
        x = uniform(name, (tokens, 6))
        weights = {"position1.weight": uniform(name + ".w", (rows, 6))} if rows else {}
        y = x + (weights["position1.weight"][:tokens] if rows else waves(tokens, 6))
        nn = "input %s; %s" % (shape(length, 6), written)
        preamble = "const n = ..6; " if length == "n" else ""
        vectors.add(name, "position", nn, [x], [y], arguments, weights, preamble=preamble)
    name = "position_sinusoidal_wide"
    x = uniform(name, (12, 30))
    nn = "input 12x30; position sinusoidal"
    vectors.add(name, "position", nn, [x], [x + waves(12, 30)], ["kind"])


def swiglu(x, axis):
    """Shazeer, "GLU Variants Improve Transformer", 2020."""
    first, second = x.chunk(2, axis)
    return F.silu(first) * second


def add_gates(vectors):
    for layer, meaning in (("glu", F.glu), ("swiglu", swiglu)):
        for name, sizes, written, axis in (
            ("vector", (6,), "", -1),
            ("two", (2,), "", -1),
            ("tokens", (3, 4), "", -1),
            ("axis0", (4, 3), " axis=0", 0),
            ("axis_positional", (4, 3), " 0", 0),
            ("image", (4, 2, 3), " axis=0", 0),
            ("image_last", (3, 2, 4), " axis=-1", -1),
            ("varying", ("n", 6), "", -1),
        ):
            name = layer + "_" + name
            x = uniform(name, tuple(3 if size == "n" else size for size in sizes), -5, 5)
            nn = "input %s; %s%s" % (shape(*sizes), layer, written)
            preamble = "const n = ..5; " if "n" in sizes else ""
            arguments = ["axis"] if written else []
            vectors.add(name, layer, nn, [x], [meaning(x, axis)], arguments, preamble=preamble)


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

    def __call__(self, x, memory=None, **options):
        memory = x if memory is None else memory
        return self.module(x, memory, memory, need_weights=False, **options)[0]


def above(tokens):
    """True above the diagonal: what a causal attention must not see."""
    return torch.ones(tokens, tokens, dtype=torch.bool).triu(1)


def add_attention(vectors):
    for name, length, tokens, features, heads, words in (
        ("plain", "5", 5, 8, 2, ""),
        ("named", "5", 5, 8, 2, ""),
        ("one_head", "3", 3, 4, 1, ""),
        ("heads_of_one", "3", 3, 4, 4, ""),
        ("wide", "4", 4, 12, 3, ""),
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

    def __call__(self, x, memory=None, causal=False, turn=lambda x: x, scale=None, mask=None):
        memory = x if memory is None else memory
        q = turn(self.split(self.linear("q_proj", x), self.heads))
        k = turn(self.split(self.linear("k_proj", memory), self.key_heads))
        v = self.split(self.linear("v_proj", memory), self.key_heads)
        scores = q @ k.transpose(1, 2) * (scale or 1 / math.sqrt(self.size))
        if causal:
            scores = scores.masked_fill(above(len(x)), -math.inf)
        if mask is not None:
            scores = scores.masked_fill(mask, -math.inf)
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
        ("head_size_wide", "3", 3, 2, 2, 12, "head_size=12"),
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


def add_memory(vectors):
    for name, tokens, others, features, width, words in (
        ("equal", 4, 4, 8, 8, ""),
        ("shorter", 5, 2, 8, 8, ""),
        ("longer_no_bias", 2, 5, 8, 8, " bias=false"),
        ("wide", 3, 4, 12, 12, ""),
        ("narrower", 4, 3, 8, 6, ""),
        ("wider_groups", 4, 5, 8, 12, " kv_heads=1"),
        ("narrower_head_size", 3, 4, 8, 3, " head_size=3"),
        ("narrower_rotary", 3, 5, 8, 6, " rotary=half"),
    ):
        name = "attention_memory_" + name
        bias = "bias=false" not in words
        if features == width:
            layer = SelfAttention(name, features, 2, bias)
        else:
            sizes = (1 if "kv_heads" in words else 2, 3 if "head_size" in words else features // 2)
            layer = Composed(name, features, 2, *sizes, bias, width)
        x, memory = uniform(name, (tokens, features)), uniform(name + ".m", (others, width))
        weights = layer.weights if isinstance(layer, Composed) else layer.weights()
        options = {"turn": halves(10000.0)} if "rotary" in words else {}
        arguments = ["heads", "memory"] + [word.split("=")[0] for word in words.split()]
        for lengths in (tokens, others), ("n", "m"):
            if lengths[0] == "n":
                name += "_varying"
                if "shorter" not in name and "narrower" not in name:
                    continue
            nn = "x: input %s; other: input %s; from x; attention 2 memory=other%s" % (
                shape(lengths[0], features),
                shape(lengths[1], width),
                words,
            )
            preamble = "const n = ..6; const m = ..5; " if lengths[0] == "n" else ""
            y = layer(x, memory, **options)
            vectors.add(
                name, "attention", nn, [x, memory], [y], arguments, weights, preamble=preamble
            )


def add_masks(vectors):
    """Masks of keys (1 hides) and masks that are added, of PyTorch's own layer."""
    for name, length, tokens, written, words in (
        ("keys", "4", 4, "input 4", ""),
        ("keys_causal", "4", 4, "input 4", " causal"),
        ("keys_ids", "4", 4, "input 4 tokens=2", ""),
        ("keys_varying", "n", 4, "input n", ""),
        ("keys_ids_varying", "n", 4, "input n tokens=2", " causal"),
    ):
        name = "attention_mask_" + name
        layer = SelfAttention(name, 8, 2)
        x, mask = uniform(name, (tokens, 8)), exact([0, 1, 0, 1])
        y = layer(
            x,
            key_padding_mask=mask.bool(),
            attn_mask=above(tokens) if "causal" in words else None,
        )
        nn = "x: input %s; hidden: %s; from x; attention 2 mask=hidden%s"
        nn %= (shape(length, 8), written, words)
        preamble = "const n = ..7; " if length == "n" else ""
        arguments = ["heads", "mask"] + words.split()
        vectors.add(
            name, "attention", nn, [x, mask], [y], arguments, layer.weights(), preamble=preamble
        )
    for name, tokens, others, lengths in (
        ("added", 4, 4, (4, 4)),
        ("added_varying", 4, 4, ("n", "n")),
        ("added_memory", 3, 5, (3, 5)),
        ("added_memory_varying", 3, 5, ("n", "m")),
    ):
        name = "attention_mask_" + name
        layer = SelfAttention(name, 8, 2)
        x, mask = uniform(name, (tokens, 8)), uniform(name + ".mask", (tokens, others))
        memory = uniform(name + ".m", (others, 8)) if "memory" in name else None
        nn = "x: input %s; " % shape(lengths[0], 8)
        nn += "other: input %s; " % shape(lengths[1], 8) if "memory" in name else ""
        nn += "scores: input %s; " % shape(*lengths)
        nn += "from x; attention 2 %smask=scores" % ("memory=other " if "memory" in name else "")
        preamble = "const n = ..7; const m = ..6; " if lengths[0] == "n" else ""
        y = layer(x, memory, attn_mask=mask)
        inputs = [x, mask] if memory is None else [x, memory, mask]
        arguments = ["heads", "mask"] + (["memory"] if "memory" in name else [])
        vectors.add(
            name, "attention", nn, inputs, [y], arguments, layer.weights(), preamble=preamble
        )
    name = "attention_mask_keys_memory"
    layer = Composed(name, 8, 4, 2, 2, True, 6)
    x, memory = uniform(name, (3, 8)), uniform(name + ".m", (5, 6))
    mask = exact([1, 0, 0, 0, 1])
    y = layer(x, memory, mask=mask.bool())
    nn = "x: input 3x8; other: input 5x6; hidden: input 5; from x; "
    nn += "attention 4 kv_heads=2 memory=other mask=hidden"
    arguments = ["heads", "kv_heads", "memory", "mask"]
    vectors.add(name, "attention", nn, [x, memory, mask], [y], arguments, layer.weights)


if __name__ == "__main__":
    main()
