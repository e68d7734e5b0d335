"""Rewrites the weights of the CNTK network for MNIST as safetensors with the names of PyTorch's layers.

Run: NNC_ONNX=model.onnx NNC_WEIGHTS=mnist.safetensors python3 mnist_weights.py (Python alone)

An ONNX file is a protobuf message; all that is needed of it are the initialisers: field 7 of the
model is the graph, field 5 of the graph is a tensor, and of a tensor field 1 are its extents,
field 2 is its type (1 is float), field 4 or 9 its values and field 8 its name.
"""

import json
import os
import struct

# what ONNX calls it: its name here, its extents there, and how to read it
TENSORS = {
    "Parameter5": ("conv1.weight", [8, 1, 5, 5], None),
    "Parameter6": ("conv1.bias", [8, 1, 1], [8]),
    "Parameter87": ("conv2.weight", [16, 8, 5, 5], None),
    "Parameter88": ("conv2.bias", [16, 1, 1], [16]),
    "Parameter193": ("fc.weight", [16, 4, 4, 10], [256, 10]),
    "Parameter194": ("fc.bias", [1, 10], [10]),
}


def main():
    with open(os.environ["NNC_ONNX"], "rb") as file:
        (graph,) = [value for field, value in fields(file.read()) if field == 7]
    found = dict(tensor(value) for field, value in fields(graph) if field == 5)
    weights = {}
    for name, (new_name, extents, shape) in TENSORS.items():
        stored, values = found[name]
        if stored != extents or len(values) != product(extents):
            raise ValueError("%s is %s, not %s" % (name, stored, extents))
        shape = shape or extents
        if new_name == "fc.weight":
            rows, columns = shape
            values = [values[i * columns + j] for j in range(columns) for i in range(rows)]
            shape = [columns, rows]
        weights[new_name] = (shape, values)
    write(os.environ["NNC_WEIGHTS"], weights)


def fields(message):
    """The fields of a message: number and value, which is an int or bytes."""
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        if key & 7 == 0:
            value, at = varint(message, at)
        elif key & 7 == 2:
            length, at = varint(message, at)
            value, at = message[at : at + length], at + length
        elif key & 7 in (1, 5):
            length = 8 if key & 7 == 1 else 4
            value, at = message[at : at + length], at + length
        else:
            raise ValueError("wire type %d" % (key & 7))
        yield key >> 3, value


def varint(message, at):
    value, shift = 0, 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def tensor(message):
    """Name, and extents and values; the values of other types than float are left out."""
    extents, values, name, is_float = [], b"", "", False
    for field, value in fields(message):
        if field == 1:
            extents += [value] if isinstance(value, int) else varints(value)
        elif field == 2:
            is_float = value == 1
        elif field in (4, 9):
            values += value
        elif field == 8:
            name = value.decode("utf-8")
    count = len(values) // 4 if is_float else 0
    return name, (extents, list(struct.unpack("<%df" % count, values[: 4 * count])))


def varints(packed):
    at, values = 0, []
    while at < len(packed):
        value, at = varint(packed, at)
        values.append(value)
    return values


def product(extents):
    result = 1
    for extent in extents:
        result *= extent
    return result


def write(path, weights):
    header, data = {}, b""
    for name, (shape, values) in weights.items():
        begin = len(data)
        data += struct.pack("<%df" % len(values), *values)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [begin, len(data)]}
    text = json.dumps(header).encode("utf-8")
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    main()
