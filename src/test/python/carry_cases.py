"""Reference vectors of layers over tokens that carry: all calls together are one sequence."""

from call_vectors import CallVectors
from sequence_cases import Composed, SelfAttention, above, halves, interleaved, packed, waves
from vectors import uniform


def main():
    vectors = CallVectors(__file__)
    vectors.scripts.append("sequence_cases.py")
    add_attention(vectors)
    add_composed(vectors)
    add_positions(vectors)
    vectors.write("carry")


def calls(name, lengths, features, whole):
    """Pieces of a sequence and the same pieces of what is made of it as a whole."""
    x = uniform(name, (sum(lengths), features))
    y = whole(x)
    ends = [sum(lengths[: i + 1]) for i in range(len(lengths))]
    return [([x[e - n : e]], [y[e - n : e]]) for e, n in zip(ends, lengths)]


def add_attention(vectors):
    for name, shape, lengths, words, arguments in (
        ("varying", "(..6 x 8)", (2, 1, 3), "causal carry", []),
        ("one_by_one", "(..6 x 8)", (1, 1, 1, 1, 1, 1), "causal carry", []),
        ("whole", "(..6 x 8)", (6,), "causal carry", []),
        ("context", "(..3 x 8)", (3, 3, 1), "causal carry context=9", ["context"]),
        ("fixed", "1x8", (1, 1, 1), "causal carry context=5", ["context"]),
        ("fixed_two", "2x8", (2, 2), "causal carry context=4 bias=false", ["context"]),
    ):
        name = "attention_carry_" + name
        layer = SelfAttention(name, 8, 2, "bias=false" not in words)
        pieces = calls(name, lengths, 8, lambda x: layer(x, attn_mask=above(len(x))))
        nn = "input %s; attention 2 %s" % (shape, words)
        arguments = ["carry", "causal"] + arguments
        vectors.add_calls(name, "attention", nn, pieces, arguments, layer.weights())


def add_composed(vectors):
    for name, shape, lengths, key_heads, words in (
        ("groups", "(..6 x 8)", (1, 4, 1), 2, "kv_heads=2"),
        ("interleaved", "(..6 x 8)", (3, 1, 2), 4, "rotary=interleaved"),
        ("interleaved_groups", "1x8", (1, 1, 1), 2, "kv_heads=2 rotary=interleaved context=3"),
        ("half", "(..6 x 8)", (1, 1, 4), 4, "rotary=half"),
        ("half_context", "(..2 x 8)", (2, 1, 2), 1, "kv_heads=1 rotary=half context=7"),
    ):
        name = "attention_carry_" + name
        layer = Composed(name, 8, 4, key_heads, 2)
        turn = interleaved if "interleaved" in words else halves if "half" in words else None
        turning = {"turn": turn(10000.0)} if turn else {}
        pieces = calls(name, lengths, 8, lambda x: layer(x, causal=True, **turning))
        weights = layer.weights if "kv_heads" in words else packed(layer.weights)
        nn = "input %s; attention 4 causal carry %s" % (shape, words)
        arguments = ["carry"] + [word.split("=")[0] for word in words.split()]
        vectors.add_calls(name, "attention", nn, pieces, arguments, weights)


def add_positions(vectors):
    for name, shape, lengths, rows, written in (
        ("learned", "(..6 x 4)", (2, 1, 3), 6, "position carry"),
        ("longer", "(..3 x 4)", (3, 3, 1), 9, "position carry 9"),
        ("fixed", "1x4", (1, 1, 1), 5, "position carry max_length=5"),
        ("sinusoidal", "(..6 x 4)", (1, 5), 0, "position sinusoidal carry"),
        ("sinusoidal_longer", "2x4", (2, 2), 0, "position kind=sinusoidal carry max_length=4"),
    ):
        name = "position_carry_" + name
        weights = {"position1.weight": uniform(name + ".w", (rows, 4))} if rows else {}

        def added(x):
            return weights["position1.weight"][: len(x)] if rows else waves(len(x), 4)

        pieces = calls(name, lengths, 4, lambda x: x + added(x))
        arguments = ["carry"] + (["max_length"] if "9" in written or "=" in written else [])
        vectors.add_calls(name, "position", "input %s; %s" % (shape, written), pieces, arguments, weights)
    name = "position_and_attention_carry"
    layer = SelfAttention(name, 8, 2)
    table = uniform(name + ".w", (7, 8))

    def both(x):
        return layer(x + table[: len(x)], attn_mask=above(len(x)))

    nn = "input (..4 x 8); position carry max_length=7; attention 2 causal carry context=7"
    weights = {"position1.weight": table, **layer.weights()}
    vectors.add_calls(
        name, "attention", nn, calls(name, (4, 1, 2), 8, both), ["carry", "context"], weights
    )


if __name__ == "__main__":
    main()
