"""Reads and writes .safetensors files with numpy alone: all that the samples need of the format.

A file is the header's length (8 bytes, little endian), the header (JSON: for each tensor its
type, shape and the span of its bytes), then the bytes of all tensors without gaps.
"""

import json
import struct

import numpy as np

_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "I64": "<i8"}


def write(path, tensors, dtype="F32"):
    """Writes the arrays of a dict in its order, floats as dtype (F64, F32, F16 or BF16), integers as I64."""
    header, chunks, at = {}, [], 0
    for name, tensor in tensors.items():
        kind = "I64" if np.issubdtype(np.asarray(tensor).dtype, np.integer) else dtype
        data = _encode(np.asarray(tensor), kind)
        header[name] = {
            "dtype": kind,
            "shape": list(np.shape(tensor)),
            "data_offsets": [at, at + len(data)],
        }
        chunks.append(data)
        at += len(data)
    text = json.dumps(header, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(chunks))


def read(path):
    """Returns a dict from name to float64 array, in the order of the header."""
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack_from("<Q", content)
    body = content[8 + length :]
    tensors = {}
    for name, entry in json.loads(content[8 : 8 + length]).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            values = _decode(body[begin:end], entry["dtype"])
            tensors[name] = values.reshape(entry["shape"])
    return tensors


def _encode(array, dtype):
    if dtype != "BF16":
        return np.ascontiguousarray(array, dtype=_TYPES[dtype]).tobytes()
    # bfloat16 is the upper half of a float32, rounded to nearest even
    bits = np.ascontiguousarray(array, dtype="<f4").view("<u4").astype("<u8")
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2").tobytes()


def _decode(data, dtype):
    values = np.frombuffer(data, dtype=_TYPES[dtype])
    if dtype == "BF16":
        values = (values.astype("<u4") << 16).view("<f4")
    return values.astype(np.float64)
