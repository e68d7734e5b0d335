"""Reference vectors of normalising layers and of learned slopes."""

import torch
import torch.nn.functional as F

from vectors import Vectors, exact, uniform

VECTOR = (6,)
SEQUENCE = (6, 5)
IMAGE = (6, 4, 3)
VOLUME = (4, 2, 3, 2)
TOKENS = (5, 7)
SHAPES = (("vector", VECTOR), ("sequence", SEQUENCE), ("image", IMAGE), ("volume", VOLUME))
FLOAT_EPS = 2.0**-23


def main():
    vectors = Vectors(__file__)
    add_batchnorm(vectors)
    add_instancenorm(vectors)
    add_groupnorm(vectors)
    add_layernorm(vectors)
    add_rmsnorm(vectors)
    add_lrn(vectors)
    add_prelu(vectors)
    add_given(vectors)
    vectors.write("norms")


def dims(shape):
    return "x".join(map(str, shape))


def batched(operation, x, *others, **options):
    return operation(x.unsqueeze(0), *others, **options).squeeze(0)


def affine(name, shape, module):
    """A factor around 1 and a summand, as PyTorch names them."""
    return {
        module + ".weight": uniform(name + ".w", shape, 0.25, 2),
        module + ".bias": uniform(name + ".b", shape),
    }


def statistics(name, channels, module):
    return {
        module + ".running_mean": uniform(name + ".mean", (channels,)),
        module + ".running_var": uniform(name + ".var", (channels,), 0.05, 3),
    }


def add_batchnorm(vectors):
    def case(name, shape, written, arguments, eps=1e-5):
        name = "batchnorm_" + name
        x = uniform(name, shape)
        weights = {} if "affine=false" in written else affine(name, shape[:1], "batchnorm1")
        weights.update(statistics(name, shape[0], "batchnorm1"))
        values = [weights.get("batchnorm1." + key) for key in ("running_mean", "running_var", "weight", "bias")]
        y = batched(F.batch_norm, x, *values, training=False, eps=eps)
        if written.endswith("relu"):
            y = F.relu(y)
        vectors.add(name, "batchnorm", "input %s; batchnorm%s" % (dims(shape), written), [x], [y], arguments, weights)

    for name, shape in SHAPES:
        case(name, shape, "", [])
    case("one_channel", (1, 4, 4), "", [])
    case("many_channels", (40, 3, 3), " relu", [])
    case("eps", IMAGE, " eps=0.001", ["eps"], 1e-3)
    case("eps_large", IMAGE, " eps=0.5", ["eps"], 0.5)
    case("eps_zero", VECTOR, " eps=0", ["eps"], 0)
    case("not_affine", IMAGE, " affine=false", ["affine"])
    case("affine", SEQUENCE, " affine", ["affine"])
    case("word", IMAGE, " relu", [])
    add_batchnorm_after(vectors)


def add_batchnorm_after(vectors):
    name = "batchnorm_after_conv"
    x = uniform(name, (2, 6, 5))
    w = uniform(name + ".w", (5, 2, 3, 3))
    weights = {"conv1.weight": w, **affine(name, (5,), "batchnorm1"), **statistics(name, 5, "batchnorm1")}
    values = [weights["batchnorm1." + key] for key in ("running_mean", "running_var", "weight", "bias")]
    y = F.relu(batched(F.batch_norm, batched(F.conv2d, x, w, padding=1), *values, training=False))
    nn = "input 2x6x5; conv 5 3 padding=1 bias=false; batchnorm relu"
    vectors.add(name, "batchnorm", nn, [x], [y], [], weights)
    name = "batchnorm_after_dense"
    x = uniform(name, (7,))
    weights = {"dense1.weight": uniform(name + ".w", (18, 7)), "dense1.bias": uniform(name + ".b", (18,))}
    weights.update(affine(name, (18,), "batchnorm1"))
    weights.update(statistics(name, 18, "batchnorm1"))
    values = [weights["batchnorm1." + key] for key in ("running_mean", "running_var", "weight", "bias")]
    y = F.linear(x, weights["dense1.weight"], weights["dense1.bias"])
    y = torch.tanh(batched(F.batch_norm, y, *values, training=False))
    vectors.add(name, "batchnorm", "input 7; dense 18; batchnorm tanh", [x], [y], [], weights)


def add_instancenorm(vectors):
    def case(name, shape, written, arguments, eps=1e-5):
        name = "instancenorm_" + name
        x = uniform(name, shape)
        given = "affine" in written and "false" not in written
        weights = affine(name, shape[:1], "instancenorm1") if given else {}
        values = {key: weights.get("instancenorm1." + key) for key in ("weight", "bias")}
        y = batched(F.instance_norm, x, eps=eps, **values)
        nn = "input %s; instancenorm%s" % (dims(shape), written)
        vectors.add(name, "instancenorm", nn, [x], [y], arguments, weights)

    for name, shape in SHAPES[1:]:
        case(name, shape, "", [])
    case("eps", IMAGE, " eps=0.125", ["eps"], 0.125)
    case("affine", IMAGE, " affine", ["affine"])
    case("affine_sequence", SEQUENCE, " affine eps=0.01", ["affine", "eps"], 0.01)
    case("not_affine", VOLUME, " affine=false", ["affine"])
    case("wide", (2, 20, 20), " affine=true", ["affine"])


def add_groupnorm(vectors):
    def case(name, shape, groups, written, arguments, eps=1e-5):
        name = "groupnorm_" + name
        x = uniform(name, shape)
        weights = {} if "affine=false" in written else affine(name, shape[:1], "groupnorm1")
        values = [weights.get("groupnorm1." + key) for key in ("weight", "bias")]
        y = batched(F.group_norm, x, groups, *values, eps=eps)
        if written.endswith("silu"):
            y = F.silu(y)
        nn = "input %s; groupnorm %s" % (dims(shape), written)
        vectors.add(name, "groupnorm", nn, [x], [y], ["groups"] + arguments, weights)

    for name, shape in SHAPES:
        case(name, shape, 2, "2", [])
    case("one", IMAGE, 1, "1", [])
    case("each", IMAGE, 6, "groups=6", [])
    case("three", (9, 5), 3, "3 silu", [])
    case("eps", IMAGE, 3, "3 eps=0.5", ["eps"], 0.5)
    case("not_affine", IMAGE, 2, "2 affine=false", ["affine"])
    case("affine", SEQUENCE, 2, "2 affine=true", ["affine"])


def add_layernorm(vectors):
    def case(name, shape, written, arguments, normalised=None, eps=1e-5):
        name = "layernorm_" + name
        normalised = normalised or shape[-1:]
        x = uniform(name, shape)
        weights = {} if "affine=false" in written else affine(name, normalised, "layernorm1")
        if "bias=false" in written:
            weights.pop("layernorm1.bias", None)
        values = [weights.get("layernorm1." + key) for key in ("weight", "bias")]
        y = F.layer_norm(x, normalised, *values, eps=eps)
        if written.endswith("gelu"):
            y = F.gelu(y)
        vectors.add(name, "layernorm", "input %s; layernorm%s" % (dims(shape), written), [x], [y], arguments, weights)

    case("vector", VECTOR, "", [])
    case("tokens", TOKENS, "", [])
    case("wide", (3, 70), " gelu", [])
    case("eps", TOKENS, " eps=0.25", ["eps"], eps=0.25)
    case("eps_small", TOKENS, " eps=0.001", ["eps"], eps=1e-3)
    case("not_affine", TOKENS, " elementwise_affine=false", ["elementwise_affine"])
    case("affine", TOKENS, " elementwise_affine=true", ["elementwise_affine"])
    case("no_bias", TOKENS, " bias=false", ["bias"])
    case("bias", VECTOR, " bias=true", ["bias"])
    case("axis_tokens", TOKENS, " axis=-1", ["axis"])
    case("axis_both", TOKENS, " axis=0", ["axis"], TOKENS)
    case("axis_image", IMAGE, " axis=0", ["axis"], IMAGE)
    case("axis_inner", IMAGE, " axis=1", ["axis"], IMAGE[1:])
    case("axis_last", VOLUME, " axis=-1", ["axis"])


def add_rmsnorm(vectors):
    def case(name, shape, written, arguments, axis=-1, eps=FLOAT_EPS):
        name = "rmsnorm_" + name
        x = uniform(name, shape)
        axes = tuple(range(axis % len(shape), len(shape)))
        y = x / torch.sqrt((x * x).mean(axes, keepdim=True) + eps)
        weights = {}
        if "affine=false" not in written:
            weights["rmsnorm1.weight"] = uniform(name + ".w", shape[axes[0] :], 0.25, 2)
            y = y * weights["rmsnorm1.weight"]
        if written.endswith("silu"):
            y = F.silu(y)
        vectors.add(name, "rmsnorm", "input %s; rmsnorm%s" % (dims(shape), written), [x], [y], arguments, weights)

    case("vector", VECTOR, "", [])
    case("tokens", TOKENS, "", [])
    case("word", TOKENS, " silu", [])
    case("eps", TOKENS, " eps=0.5", ["eps"], eps=0.5)
    case("eps_small", TOKENS, " eps=0.00001", ["eps"], eps=1e-5)
    case("not_affine", TOKENS, " elementwise_affine=false", ["elementwise_affine"])
    case("axis_image", IMAGE, " axis=1", ["axis"], 1)
    case("axis_all", IMAGE, " axis=-3", ["axis"], 0)
    case("axis_last", IMAGE, " axis=2", ["axis"], 2)
    name = "rmsnorm_small"
    x = exact([3e-4, -2e-4, 1e-4])
    w = exact([1, 2, 3])
    y = x / torch.sqrt((x * x).mean() + FLOAT_EPS) * w
    vectors.add(name, "rmsnorm", "input 3; rmsnorm", [x], [y], [], {"rmsnorm1.weight": w})


def add_lrn(vectors):
    def case(name, shape, size, written, arguments, alpha=1e-4, beta=0.75, k=1.0):
        name = "lrn_" + name
        x = uniform(name, shape, -20, 20)
        y = batched(F.local_response_norm, x, size, alpha, beta, k)
        vectors.add(name, "lrn", "input %s; lrn %s" % (dims(shape), written), [x], [y], ["size"] + arguments)

    for name, shape in SHAPES[1:]:
        case(name, shape, 3, "3", [])
    case("even", IMAGE, 4, "4 alpha=0.5", ["alpha"], alpha=0.5)
    case("two", IMAGE, 2, "size=2 alpha=0.5", ["alpha"], alpha=0.5)
    case("one", IMAGE, 1, "1 alpha=0.1", ["alpha"], alpha=0.1)
    case("beyond", SEQUENCE, 13, "13 alpha=0.2", ["alpha"], alpha=0.2)
    case("beta", IMAGE, 3, "3 beta=0.5 alpha=0.1", ["beta", "alpha"], beta=0.5, alpha=0.1)
    case("k", IMAGE, 3, "3 k=2 alpha=0.1", ["k", "alpha"], k=2.0, alpha=0.1)
    case("alexnet", IMAGE, 5, "5 0.0001 0.75 2", ["alpha", "beta", "k"], k=2.0)


def add_prelu(vectors):
    def case(name, shape, slopes, written, arguments):
        name = "prelu_" + name
        x = uniform(name, shape)
        w = uniform(name + ".w", (slopes,))
        nn = "input %s; prelu%s" % (dims(shape), written)
        vectors.add(name, "prelu", nn, [x], [batched(F.prelu, x, w)], arguments, {"prelu1.weight": w})

    for name, shape in SHAPES:
        case(name, shape, 1, "", [])
        case(name + "_each", shape, shape[0], " %d" % shape[0], ["num_parameters"])
    case("one", IMAGE, 1, " 1", ["num_parameters"])
    case("named", IMAGE, 6, " num_parameters=6", ["num_parameters"])


def add_given(vectors):
    def case(name, shape, mean, std, written="", axis=0, others=()):
        x = uniform("given_" + name, shape)
        along = [1] * len(shape)
        along[axis] = -1
        m, s = (torch.tensor(v, dtype=torch.float64).reshape(along) for v in (mean, std))
        text = "mean=%s std=%s%s" % (",".join(map(str, mean)), ",".join(map(str, std)), written)
        for layer, y in (("normalize", (x - m) / s), ("denormalize", x * s + m)):
            nn = "input %s; %s %s" % (dims(shape), layer, text)
            vectors.add(layer + "_" + name, layer, nn, [x], [y], ["mean", "std", *others])

    case("vector", (3,), [0.5, -1, 2.25], [2, 0.125, 3.5])
    case("image", (3, 4, 5), [0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
    case("one", (4, 5), [0.1307], [0.3081])
    case("one_mean", (3, 2, 2), [0.5], [0.25, 0.5, 2])
    case("one_std", (3, 2, 2), [0.5, 1, 1.5], [0.25])
    case("volume", (2, 2, 3, 2), [0.5, 1], [0.25, 3])
    case("features", (4, 3), [0.5, 1, -1], [0.25, 3, 1.5], " axis=-1", 1, ["axis"])
    case("channels", (3, 4), [0.5, 1, -1], [0.25, 3, 1.5], " axis=0", 0, ["axis"])
    many = [round(i / 7 - 40, 3) for i in range(600)]
    case("many", (600,), many, [round(0.5 + i % 13, 1) for i in range(600)])


if __name__ == "__main__":
    main()
