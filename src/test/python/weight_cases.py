"""Writes the weight files of the cases in ../cases/weights, most of them with one defect each.

Needs nothing but Python: the files are built byte by byte, so that they can be wrong.
"""

import json
import os
import struct

CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cases", "weights")


def tensor(name, shape, values=None, dtype="F32", code="<f"):
    """One entry of a file: its name, what the header says of it, and its bytes."""
    size = 1
    for extent in shape:
        size *= extent
    values = [0.125 * (i + 1) for i in range(size)] if values is None else values
    return name, dtype, shape, b"".join(struct.pack(code, value) for value in values)


def dense(name, outputs, inputs):
    return [tensor(name + ".weight", [outputs, inputs]), tensor(name + ".bias", [outputs])]


def safetensors(tensors):
    entries, data = [], b""
    for name, dtype, shape, content in tensors:
        place = [len(data), len(data) + len(content)]
        entry = {"dtype": dtype, "shape": shape, "data_offsets": place}
        entries.append(json.dumps(name) + ":" + json.dumps(entry, separators=(",", ":")))
        data += content
    # joined by hand: a dict could not hold the same name twice
    header = ("{" + ",".join(entries) + "}").encode("utf-8")
    header += b" " * (-len(header) % 8)
    return struct.pack("<Q", len(header)) + header + data


def write(case, content):
    folder = os.path.join(CASES, case)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "w.safetensors"), "wb") as file:
        file.write(content)


def main():
    two = dense("hidden", 4, 3) + dense("out", 2, 4)
    whole = safetensors(two)
    write("cut_off", whole[:-7])
    write("pickle", b"\x80\x02}q\x00X\x06\x00\x00\x00weight" + b"\x00" * 40)
    write("integers", safetensors([tensor("hidden.weight", [4, 3], range(12), "I64", "<q")] + two[1:]))
    write("twice", safetensors(two + [two[1]]))
    write("claim", safetensors([("hidden.weight", "F32", [1 << 60], b"\x00" * 4)]))
    write("missing", safetensors(dense("hidden", 4, 3)))
    write("misspelt", safetensors(dense("hiden", 4, 3) + dense("out", 2, 4)))
    write("extra", safetensors(two + dense("critic", 1, 4)))
    write("transposed", safetensors([tensor("hidden.weight", [3, 4])] + two[1:]))
    infinite = tensor("hidden.bias", [4], [0.0, 1.0, float("inf"), float("nan")])
    write("not_finite", safetensors([two[0], infinite] + two[2:]))
    write("count", safetensors(dense("0", 4, 4) + dense("2", 4, 4)))
    write("differs", safetensors([tensor("table.weight", [2, 2]), tensor("again.weight", [2, 2], [1, 2, 3, 4])]))
    write("prefix", safetensors(dense("net.hidden", 4, 3) + dense("net.out", 2, 4)))
    write("several", safetensors([tensor("hidden.weight", [4, 2]), tensor("hidden.bias", [4], [float("nan")] * 4)]))


if __name__ == "__main__":
    main()
