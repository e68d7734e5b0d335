"""Rewrites a checkpoint of llama2.c as safetensors with the names of Llama's own code.

Run: NNC_CHECKPOINT=stories260K.bin NNC_WEIGHTS=stories.safetensors python3 stories_weights.py (Python alone)

A checkpoint is seven numbers of four bytes (features, features of the hidden layer, layers, heads,
heads of keys, tokens, positions) and then floats: one kind of tensor after another, and of each
kind that of one layer after another. At the end stand cosines and sines that follow from the rest.
"""

import json
import os
import struct

HEAD = struct.Struct("<7i")


def main():
    with open(os.environ["NNC_CHECKPOINT"], "rb") as file:
        checkpoint = file.read()
    features, hidden, layers, heads, key_heads, tokens, positions = HEAD.unpack_from(checkpoint)
    if tokens <= 0:
        raise ValueError("the last layer has a table of its own")
    keys = features // heads * key_heads
    kinds = [
        ("tok_embeddings.weight", [tokens, features]),
        ("layers.%d.attention_norm.weight", [features]),
        ("layers.%d.attention.q_proj.weight", [features, features]),
        ("layers.%d.attention.k_proj.weight", [keys, features]),
        ("layers.%d.attention.v_proj.weight", [keys, features]),
        ("layers.%d.attention.o_proj.weight", [features, features]),
        ("layers.%d.ffn_norm.weight", [features]),
        ("layers.%d.feed_forward.w1.weight", [hidden, features]),
        ("layers.%d.feed_forward.w2.weight", [features, hidden]),
        ("layers.%d.feed_forward.w3.weight", [hidden, features]),
        ("norm.weight", [features]),
    ]
    header = {}
    size = 0
    for kind, shape in kinds:
        for name in [kind % i for i in range(layers)] if "%" in kind else [kind]:
            begin = size
            size += 4 * shape[0] * (shape[1] if len(shape) == 2 else 1)
            header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [begin, size]}
    tables = 4 * positions * (features // heads)
    if len(checkpoint) != HEAD.size + size + tables:
        raise ValueError("%d bytes, not %d" % (len(checkpoint), HEAD.size + size + tables))
    text = json.dumps(header).encode("utf-8")
    with open(os.environ["NNC_WEIGHTS"], "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.write(checkpoint[HEAD.size : HEAD.size + size])


if __name__ == "__main__":
    main()
