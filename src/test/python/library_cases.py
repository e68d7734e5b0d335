"""Reference vectors of the blocks that ship with the compiler.

Layers of transformers are PyTorch's own modules, except Llama's; the blocks of image networks are
composed of convolutions and norms.
"""

import torch
import torch.nn.functional as F
from torch import nn

from call_vectors import CallVectors
from vectors import uniform


def main():
    vectors = CallVectors(__file__)
    add_encoders(vectors)
    add_decoders(vectors)
    add_transformer(vectors)
    add_llama(vectors)
    add_carried(vectors)
    add_resnet(vectors)
    add_mobilenet(vectors)
    vectors.write("library")


def add(vectors, library, name, nn_text, inputs, outputs, weights):
    vectors.add(
        name,
        "import",
        nn_text,
        inputs,
        outputs,
        weights=weights,
        preamble="import nnc.%s; " % library,
    )


def drawn(name, module):
    """A module in float64 without dropout, with weights that depend on the names alone."""
    module = module.double().eval()
    for key, parameter in module.named_parameters():
        parameter.data = weight(name + "." + key, tuple(parameter.shape))
    return module


def weight(name, shape):
    """Within 1 and 1 / sqrt(fan in); scales of norms around 1."""
    if len(shape) == 1:
        return uniform(name, shape, 0.5, 1.5) if "norm" in name else uniform(name, shape, -0.5, 0.5)
    bound = (torch.Size(shape[1:]).numel()) ** -0.5
    return uniform(name, shape, -1.7 * bound, 1.7 * bound)


def prefixed(prefix, module):
    return {prefix + key: parameter.data for key, parameter in module.named_parameters()}


def above(tokens):
    """True above the diagonal: what a causal attention must not see."""
    return torch.ones(tokens, tokens, dtype=torch.bool).triu(1)


def run(module, *inputs, **options):
    """Without the path for inference, which differs in rounding only, but takes no masks."""
    with torch.no_grad():
        return module.train()(*[x.unsqueeze(0) for x in inputs], **options).squeeze(0)


ENCODERS = (
    # name, length, tokens, arguments in .nn, those in PyTorch, causal
    ("plain", "4", 4, "", {}, False),
    ("varying", "..9", 5, "", {}, False),
    ("gelu", "3", 3, " gelu", {"activation": F.gelu}, False),
    ("eps", "3", 3, " eps=0.1", {"layer_norm_eps": 0.1}, False),
    ("causal", "..6", 6, " causal=true", {}, True),
)


def add_encoders(vectors):
    for block, first in (("encoder_layer", False), ("encoder_layer_norm_first", True)):
        for case, length, tokens, written, options, causal in ENCODERS:
            name = block + "_" + case
            layer = nn.TransformerEncoderLayer(
                4, 2, 6, dropout=0.0, batch_first=True, norm_first=first, **options
            )
            layer = drawn(name, layer)
            x = uniform(name, (tokens, 4))
            y = run(layer, x, src_mask=above(tokens) if causal else None)
            text = "input (%s x 4); layer: %s 2 6%s" % (length, block, written)
            add(vectors, "transformer", name, text, [x], [y], prefixed("layer.", layer))


def add_decoders(vectors):
    for block, first in (("decoder_layer", False), ("decoder_layer_norm_first", True)):
        for case, written, options, causal in (
            ("plain", "", {}, True),
            ("silu", " silu eps=0.1", {"activation": F.silu, "layer_norm_eps": 0.1}, True),
            ("all", " causal=false", {}, False),
        ):
            name = block + "_" + case
            layer = nn.TransformerDecoderLayer(
                4, 2, 6, dropout=0.0, batch_first=True, norm_first=first, **options
            )
            layer = drawn(name, layer)
            x, memory = uniform(name, (3, 4)), uniform(name + "_memory", (5, 4))
            y = run(layer, x, memory, tgt_mask=above(3) if causal else None)
            text = (
                "text: input (..7 x 4); memory: input (..7 x 4); from text; "
                "layer: %s 2 memory 6%s" % (block, written)
            )
            add(vectors, "transformer", name, text, [x, memory], [y], prefixed("layer.", layer))


def add_transformer(vectors):
    """The whole of torch.nn.Transformer, in its own names."""
    name = "transformer"
    module = drawn(
        name,
        nn.Transformer(
            4,
            2,
            num_encoder_layers=2,
            num_decoder_layers=2,
            dim_feedforward=6,
            dropout=0.0,
            batch_first=True,
        ),
    )
    source, target = uniform(name + "_source", (5, 4)), uniform(name + "_target", (3, 4))
    y = run(module, source, target, tgt_mask=above(3))
    text = (
        "source: input (..7 x 4); target: input (..7 x 4); "
        "from source; encoder: < layers: repeat 2 < encoder_layer 2 6 >; norm: layernorm >; "
        "from target; decoder: < layers: repeat 2 < decoder_layer 2 encoder 6 >; norm: layernorm >"
    )
    add(vectors, "transformer", name, text, [source, target], [y], prefixed("", module))


def add_llama(vectors):
    for case, heads, kv_heads, written, rotary, base, eps in (
        ("plain", 2, 2, "", "half", 10_000, 1e-5),
        ("shared_keys", 4, 2, " kv_heads=2", "half", 10_000, 1e-5),
        ("interleaved", 2, 2, " rotary=interleaved base=500.0", "interleaved", 500, 1e-5),
        ("eps", 2, 1, " kv_heads=1 eps=0.1", "half", 10_000, 0.1),
    ):
        name = "llama_layer_" + case
        shapes = llama_shapes(8, 12, heads, kv_heads)
        w = {key: weight(name + "." + key, shape) for key, shape in shapes}
        x = uniform(name, (5, 8))
        y = llama(x, w, heads, kv_heads, rotary, base, eps)
        text = "input (..9 x 8); layer: llama_layer %d 12%s" % (heads, written)
        weights = {"layer." + key: value for key, value in w.items()}
        add(vectors, "transformer", name, text, [x], [y], weights)


def llama_shapes(width, features, heads, kv_heads):
    narrow = width // heads * kv_heads
    return (
        ("input_layernorm.weight", (width,)),
        ("self_attn.q_proj.weight", (width, width)),
        ("self_attn.k_proj.weight", (narrow, width)),
        ("self_attn.v_proj.weight", (narrow, width)),
        ("self_attn.o_proj.weight", (width, width)),
        ("post_attention_layernorm.weight", (width,)),
        ("mlp.gate_proj.weight", (features, width)),
        ("mlp.up_proj.weight", (features, width)),
        ("mlp.down_proj.weight", (width, features)),
    )


def llama(x, w, heads, kv_heads, rotary, base, eps):
    tokens = len(x)
    h = rms_norm(x, w["input_layernorm.weight"], eps)
    q, k, v = (
        (h @ w["self_attn.%s_proj.weight" % key].T).view(tokens, count, -1).transpose(0, 1)
        for key, count in (("q", heads), ("k", kv_heads), ("v", kv_heads))
    )
    q, k = turn(q, rotary, base), turn(k, rotary, base)
    k, v = (t.repeat_interleave(heads // kv_heads, 0) for t in (k, v))
    scores = q @ k.transpose(1, 2) / q.shape[-1] ** 0.5
    scores = scores.masked_fill(above(tokens), float("-inf"))
    h = (scores.softmax(-1) @ v).transpose(0, 1).reshape(tokens, -1)
    x = x + h @ w["self_attn.o_proj.weight"].T
    h = rms_norm(x, w["post_attention_layernorm.weight"], eps)
    h = F.silu(h @ w["mlp.gate_proj.weight"].T) * (h @ w["mlp.up_proj.weight"].T)
    return x + h @ w["mlp.down_proj.weight"].T


def add_carried(vectors):
    """Calls that go on from each other compute what one call of all tokens does."""
    encoder = nn.TransformerEncoderLayer(4, 2, 6, dropout=0.0, batch_first=True, norm_first=True)
    encoder = drawn("encoder_carried", encoder)
    add_calls(
        vectors,
        "encoder_carried",
        "layer: encoder_layer_norm_first 2 6 causal=true carry=true",
        lambda x: run(encoder, x, src_mask=above(len(x))),
        prefixed("layer.", encoder),
    )
    w = {key: weight("llama_carried." + key, shape) for key, shape in llama_shapes(4, 6, 2, 1)}
    add_calls(
        vectors,
        "llama_carried",
        "layer: llama_layer 2 6 kv_heads=1 carry=true",
        lambda x: llama(x, w, 2, 1, "half", 10_000, 1e-5),
        {"layer." + key: value for key, value in w.items()},
    )


def add_calls(vectors, name, nn_text, whole, weights):
    x = uniform(name, (6, 4))
    y = whole(x)
    calls = [([x[begin:end]], [y[begin:end]]) for begin, end in ((0, 3), (3, 4), (4, 6))]
    text = "input (..6 x 4); " + nn_text
    preamble = "import nnc.transformer; "
    vectors.add_calls(name, "import", text, calls, weights=weights, preamble=preamble)


def rms_norm(x, w, eps):
    return x * (x.pow(2).mean(-1, keepdim=True) + eps).rsqrt() * w


def turn(x, rotary, base):
    """Su et al., "RoFormer" (2021): pair i of the token at t turns by t / base^(2 i / size)."""
    size = x.shape[-1]
    i = torch.arange(size // 2, dtype=torch.float64)
    t = torch.arange(x.shape[1], dtype=torch.float64)
    angles = torch.outer(t, base ** (-2 * i / size))
    if rotary == "interleaved":
        a, b = x[..., 0::2], x[..., 1::2]
    else:
        a, b = x[..., : size // 2], x[..., size // 2 :]
    c = a * angles.cos() - b * angles.sin()
    d = a * angles.sin() + b * angles.cos()
    return torch.stack((c, d), -1).flatten(-2) if rotary == "interleaved" else torch.cat((c, d), -1)


class ImageWeights:
    """Weights of convolutions and norms by name, drawn when they are first used."""

    def __init__(self, name):
        self.name = name
        self.tensors = {}

    def conv(self, x, module, width, kernel, **options):
        groups = options.get("groups", 1)
        key = module + ".weight"
        shape = (width, x.shape[1] // groups, kernel, kernel)
        self.tensors[key] = weight(self.name + key, shape)
        return F.conv2d(x, self.tensors[key], padding=(kernel - 1) // 2, **options)

    def norm(self, x, module):
        shape = (x.shape[1],)
        for part, low, high in (
            ("weight", 0.5, 1.5),
            ("bias", -0.5, 0.5),
            ("running_mean", -0.5, 0.5),
            ("running_var", 0.5, 1.5),
        ):
            key = module + "." + part
            self.tensors[key] = uniform(self.name + key, shape, low, high)
        w, b, mean, var = (
            self.tensors[module + "." + part]
            for part in ("weight", "bias", "running_mean", "running_var")
        )
        return F.batch_norm(x, mean, var, w, b)


def add_image(vectors, library, name, text, shape, network):
    x = uniform(name, shape)
    weights = ImageWeights(name)
    y = network(weights, x.unsqueeze(0)).squeeze(0)
    text = "input %s; %s" % ("x".join(map(str, shape)), text)
    add(vectors, library, name, text, [x], [y], weights.tensors)


def basic(w, x, prefix, width=None, stride=1):
    y = w.conv(x, prefix + "conv1", width or x.shape[1], 3, stride=stride)
    y = F.relu(w.norm(y, prefix + "bn1"))
    y = w.norm(w.conv(y, prefix + "conv2", y.shape[1], 3), prefix + "bn2")
    return F.relu(y + shortcut(w, x, prefix, width, stride))


def bottleneck(w, x, prefix, width=None, stride=1):
    narrow = width or x.shape[1] // 4
    y = F.relu(w.norm(w.conv(x, prefix + "conv1", narrow, 1), prefix + "bn1"))
    y = F.relu(w.norm(w.conv(y, prefix + "conv2", narrow, 3, stride=stride), prefix + "bn2"))
    y = w.norm(w.conv(y, prefix + "conv3", 4 * narrow, 1), prefix + "bn3")
    return F.relu(y + shortcut(w, x, prefix, width and 4 * width, stride))


def shortcut(w, x, prefix, width, stride):
    if width is None:
        return x
    x = w.conv(x, prefix + "downsample.conv1", width, 1, stride=stride)
    return w.norm(x, prefix + "downsample.batchnorm1")


def add_resnet(vectors):
    shape = (4, 6, 5)
    for name, text, network in (
        ("basic", "layer: basic", lambda w, x: basic(w, x, "layer.")),
        ("basic_down", "layer: basic_down 6", lambda w, x: basic(w, x, "layer.", 6, 2)),
        ("basic_wider", "layer: basic_down 6 stride=1", lambda w, x: basic(w, x, "layer.", 6, 1)),
        ("bottleneck", "layer: bottleneck", lambda w, x: bottleneck(w, x, "layer.")),
        (
            "bottleneck_down",
            "layer: bottleneck_down 2",
            lambda w, x: bottleneck(w, x, "layer.", 2, 2),
        ),
        (
            "basic_stage",
            "layer: basic_stage 2 3",
            lambda w, x: basic(w, basic(w, x, "layer.basic_down1.", 3, 2), "layer.basic1."),
        ),
        (
            "bottleneck_stage",
            "layer: bottleneck_stage 2 2 stride=1",
            lambda w, x: bottleneck(
                w, bottleneck(w, x, "layer.bottleneck_down1.", 2, 1), "layer.bottleneck1."
            ),
        ),
    ):
        add_image(vectors, "resnet", name, text, shape, network)


def conv_norm(w, x, prefix, width, kernel=3, **options):
    x = w.conv(x, prefix + "conv1", width, kernel, **options)
    return F.relu6(w.norm(x, prefix + "batchnorm1"))


def inverted(w, x, prefix, width, stride=1, expand=6):
    prefix += "conv."
    y = conv_norm(w, x, prefix + "conv_norm1.", expand * x.shape[1], 1)
    y = conv_norm(w, y, prefix + "conv_norm2.", y.shape[1], stride=stride, groups=y.shape[1])
    return w.norm(w.conv(y, prefix + "conv1", width, 1), prefix + "batchnorm1")


def separable(w, x, prefix, width, stride=1):
    prefix += "conv."
    y = conv_norm(w, x, prefix + "conv_norm1.", x.shape[1], stride=stride, groups=x.shape[1])
    return w.norm(w.conv(y, prefix + "conv1", width, 1), prefix + "batchnorm1")


def add_mobilenet(vectors):
    shape = (2, 5, 4)
    for name, text, network in (
        (
            "conv_norm",
            "layer: conv_norm 4 stride=2 groups=2",
            lambda w, x: conv_norm(w, x, "layer.", 4, stride=2, groups=2),
        ),
        ("separable", "layer: separable 3 stride=2", lambda w, x: separable(w, x, "layer.", 3, 2)),
        ("inverted", "layer: inverted 3", lambda w, x: inverted(w, x, "layer.", 3)),
        (
            "inverted_down",
            "layer: inverted 3 stride=2 expand=2",
            lambda w, x: inverted(w, x, "layer.", 3, 2, 2),
        ),
        (
            "inverted_residual",
            "layer: inverted_residual expand=2",
            lambda w, x: x + inverted(w, x, "layer.", 2, 1, 2),
        ),
    ):
        add_image(vectors, "mobilenet", name, text, shape, network)


if __name__ == "__main__":
    main()
