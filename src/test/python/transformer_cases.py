"""Reference vectors of small transformers: as PyTorch has them, and as BERT, GPT-2 and Llama are built."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from sequence_cases import above, interleaved
from vectors import Vectors, uniform

LENGTHS = "const n = ..6; const m = ..7; "


def main():
    vectors = Vectors(__file__)
    vectors.scripts.append("sequence_cases.py")
    add_encoders(vectors)
    add_decoders(vectors)
    add_bert(vectors)
    add_gpt2(vectors)
    add_llama(vectors)
    add_lookup_of_the_largest(vectors)
    vectors.write("transformers")


def drawn(name, module):
    """Gives a module's tensors numbers that depend on the case's name, and returns them."""
    for key, parameter in module.named_parameters():
        parameter.data = uniform(name + "." + key, tuple(parameter.shape), -1, 1)
    module.eval()
    return {key: parameter.data for key, parameter in module.named_parameters()}


def ids(name, count, vocabulary):
    return torch.floor(uniform(name, (count,), 0, vocabulary - 0.001))


def add_encoders(vectors):
    """nn.TransformerEncoder, whose state_dict fits as it is."""
    after = "residual < self_attn: attention 2 >; norm1: layernorm; "
    after += "residual < linear1: dense 12 %s; linear2: dense 8 >; norm2: layernorm"
    before = "residual < norm1: layernorm; self_attn: attention 2 >; "
    before += "residual < norm2: layernorm; linear1: dense 12 %s; linear2: dense 8 >"
    for name, activation, norm_first, tokens in (
        ("encoder", "relu", False, 6),
        ("encoder_one_token", "gelu", False, 1),
        ("encoder_norm_first", "gelu", True, 4),
    ):
        layer = nn.TransformerEncoderLayer(
            8, 2, 12, 0.1, activation, batch_first=True, norm_first=norm_first, dtype=torch.float64
        )
        module = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        weights = drawn(name, module)
        x = uniform(name, (tokens, 8))
        body = (before if norm_first else after) % activation
        text = "input (n x 8); layers: repeat 2 < %s >" % body
        y = module(x[None])[0]
        vectors.add(name, "repeat", text, [x], [y], weights=weights, preamble=LENGTHS)


def add_decoders(vectors):
    """nn.Transformer: an encoder, and a decoder that asks what the encoder made."""
    encoder = "residual < self_attn: attention 2 >; norm1: layernorm; "
    encoder += "residual < linear1: dense 12 relu; linear2: dense 8 >; norm2: layernorm"
    decoder = "residual < self_attn: attention 2 causal >; norm1: layernorm; "
    decoder += "residual < multihead_attn: attention 2 memory=read >; norm2: layernorm; "
    decoder += "residual < linear1: dense 12 relu; linear2: dense 8 >; norm3: layernorm"
    text = "source: input (m x 8); target: input (n x 8); from source; "
    text += "encoder: < layers: repeat 2 < %s >; norm: layernorm >; read: identity; " % encoder
    text += "from target; decoder: < layers: repeat 2 < %s >; norm: layernorm >" % decoder
    for name, sources, targets in (
        ("translator_begins", 7, 1),
        ("translator", 3, 6),
    ):
        module = nn.Transformer(8, 2, 2, 2, 12, 0.1, batch_first=True, dtype=torch.float64)
        weights = drawn("translator", module)
        source, target = uniform(name, (sources, 8)), uniform(name + ".t", (targets, 8))
        mask = torch.zeros(targets, targets).double().masked_fill(above(targets), -math.inf)
        y = module(source[None], target[None], tgt_mask=mask)[0]
        vectors.add(
            name, "labels", text, [source, target], [y], weights=weights, preamble=LENGTHS
        )


def add_bert(vectors):
    """Devlin et al., 2018: words and segments, positions, post-norm layers, a pooler."""
    text = "words: input n tokens=9; segments: input n tokens=2; "
    text += "add < from words; embedding 8 | from segments; embedding 8 >; "
    text += "position; layernorm eps=1e-12; layer: repeat 2 < "
    text += "residual < attention 2 >; layernorm eps=1e-12; "
    text += "residual < dense 12 gelu; dense 8 >; layernorm eps=1e-12 >; "
    text += "sequence: identity; first; pooler: dense 8 tanh; output sequence, pooler"
    for name, tokens in (("bert", 6), ("bert_one_token", 1)):
        modules = nn.ModuleDict(
            {
                "embedding1": nn.Embedding(9, 8),
                "embedding2": nn.Embedding(2, 8),
                "position1": nn.Embedding(6, 8),
                "layernorm1": nn.LayerNorm(8, 1e-12),
                "pooler": nn.Linear(8, 8),
            }
        ).double()
        layers = [
            nn.TransformerEncoderLayer(
                8, 2, 12, 0.1, F.gelu, 1e-12, batch_first=True, dtype=torch.float64
            )
            for _ in range(2)
        ]
        weights = drawn("bert", modules)
        for index, layer in enumerate(layers):
            for key, tensor in drawn("bert.%d" % index, layer).items():
                weights["layer.%d.%s" % (index, numbered(key))] = tensor
        words, segments = ids(name, tokens, 9), ids(name + ".s", tokens, 2)
        x = modules["embedding1"](words.long()) + modules["embedding2"](segments.long())
        x = modules["layernorm1"](x + modules["position1"].weight[:tokens])
        for layer in layers:
            x = layer(x[None])[0]
        pooled = torch.tanh(modules["pooler"](x[0]))
        vectors.add(
            name, "from", text, [words, segments], [x, pooled], weights=weights, preamble=LENGTHS
        )


def numbered(key):
    """A tensor of PyTorch's encoder layer under the name that a layer without label has."""
    for name, number in (
        ("self_attn", "attention1"),
        ("linear", "dense"),
        ("norm", "layernorm"),
    ):
        key = number + key[len(name) :] if key.startswith(name) else key
    return key


def add_gpt2(vectors):
    """Radford et al., 2019: learned positions, pre-norm layers, the table of words used twice."""
    text = "input n tokens=9; wte: embedding 8; wpe: position 10; h: repeat 2 < "
    text += "residual < ln_1: layernorm; attn: attention 2 causal >; residual < ln_2: layernorm; "
    text += "mlp: < c_fc: dense 16 gelu_tanh; c_proj: dense 8 > > >; "
    text += "ln_f: layernorm; dense 9 bias=false weight=wte.weight"
    text = text.replace(" gelu_tanh", "; gelu approximate=tanh")
    for name, tokens in (("gpt2", 6), ("gpt2_one_token", 1)):
        module = nn.ModuleDict(
            {"wte": nn.Embedding(9, 8), "wpe": nn.Embedding(10, 8), "ln_f": nn.LayerNorm(8)}
        )
        module["h"] = nn.ModuleList(
            nn.ModuleDict(
                {
                    "ln_1": nn.LayerNorm(8),
                    "attn": nn.MultiheadAttention(8, 2, batch_first=True),
                    "ln_2": nn.LayerNorm(8),
                    "mlp": nn.ModuleDict({"c_fc": nn.Linear(8, 16), "c_proj": nn.Linear(16, 8)}),
                }
            )
            for _ in range(2)
        )
        module.double()
        weights = drawn("gpt2", module)
        words = ids(name, tokens, 9)
        x = module["wte"](words.long()) + module["wpe"].weight[:tokens]
        for layer in module["h"]:
            y = layer["ln_1"](x)
            y = layer["attn"](y, y, y, need_weights=False, attn_mask=above(tokens))[0]
            x = x + y
            y = F.gelu(layer["mlp"]["c_fc"](layer["ln_2"](x)), approximate="tanh")
            x = x + layer["mlp"]["c_proj"](y)
        y = F.linear(module["ln_f"](x), weights["wte.weight"])
        vectors.add(name, "weight", text, [words], [y], weights=weights, preamble=LENGTHS)


def rms(x, weight):
    """Zhang and Sennrich, 2019."""
    return x / torch.sqrt((x * x).mean(-1, keepdim=True) + 1e-5) * weight


def add_llama(vectors):
    """Touvron et al., 2023, with heads that share keys and values as in Llama 2."""
    text = "input n tokens=9; tok_embeddings: embedding 8; layers: repeat 2 < "
    text += "residual < attention_norm: rmsnorm eps=1e-5; "
    text += "attention: attention 4 kv_heads=2 causal rotary=interleaved bias=false >; "
    text += "residual < ffn_norm: rmsnorm eps=1e-5; "
    text += "feed_forward: < w13: dense 24 bias=false; swiglu; w2: dense 8 bias=false > > >; "
    text += "norm: rmsnorm eps=1e-5; output_layer: dense 9 bias=false"
    shapes = {
        "attention_norm.weight": (8,),
        "attention.q_proj.weight": (8, 8),
        "attention.k_proj.weight": (4, 8),
        "attention.v_proj.weight": (4, 8),
        "attention.o_proj.weight": (8, 8),
        "ffn_norm.weight": (8,),
        "feed_forward.w13.weight": (24, 8),
        "feed_forward.w2.weight": (8, 12),
    }
    weights = {"layers.%d.%s" % (i, key): shape for i in range(2) for key, shape in shapes.items()}
    weights.update({"tok_embeddings.weight": (9, 8), "norm.weight": (8,)})
    weights["output_layer.weight"] = (9, 8)
    weights = {key: uniform("llama." + key, shape, -1, 1) for key, shape in weights.items()}
    for name, tokens in (("llama", 6), ("llama_one_token", 1)):
        words = ids(name, tokens, 9)
        x = weights["tok_embeddings.weight"][words.long()]
        for i in range(2):
            x = llama_layer(x, lambda key: weights["layers.%d.%s.weight" % (i, key)])
        y = F.linear(rms(x, weights["norm.weight"]), weights["output_layer.weight"])
        vectors.add(name, "block", text, [words], [y], weights=weights, preamble=LENGTHS)


def llama_layer(x, weight):
    y = rms(x, weight("attention_norm"))
    q, k, v = (
        F.linear(y, weight("attention.%s_proj" % part)).reshape(len(x), -1, 2).transpose(0, 1)
        for part in "qkv"
    )
    q, k = interleaved(10000.0)(q), interleaved(10000.0)(k).repeat_interleave(2, 0)
    scores = (q @ k.transpose(1, 2) / math.sqrt(2)).masked_fill(above(len(x)), -math.inf)
    y = (torch.softmax(scores, -1) @ v.repeat_interleave(2, 0)).transpose(0, 1)
    x = x + F.linear(y.reshape(len(x), 8), weight("attention.o_proj"))
    first, second = F.linear(rms(x, weight("ffn_norm")), weight("feed_forward.w13")).chunk(2, -1)
    return x + F.linear(F.silu(first) * second, weight("feed_forward.w2"))


def add_lookup_of_the_largest(vectors):
    """The id of the largest number is an id like any other."""
    name = "lookup_of_the_largest"
    x = uniform(name, (5, 4))
    table = uniform(name + ".w", (4, 3))
    y = table[x.argmax(-1)]
    text = "input 5x4; argmax; embedding 3"
    weights = {"embedding1.weight": table}
    vectors.add(name, "embedding", text, [x], [y], ["features"], weights)
    name = "names_of_the_largest"
    x = uniform(name, (4,))
    y = F.one_hot(x.argmax(-1), 4).double()
    vectors.add(name, "one_hot", "input 4; argmax; one_hot", [x], [y])


if __name__ == "__main__":
    main()
