"""Asks ONNX's own checker whether all files of a folder, NNC_ONNX, are valid and their shapes what they say."""
import os
import pathlib

import onnx

folder = pathlib.Path(os.environ["NNC_ONNX"])
files = sorted(folder.glob("*.onnx"))
assert files, f"no file in {folder}"
for file in files:
    model = onnx.load(str(file))
    try:
        onnx.checker.check_model(model, full_check=True)
        inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=True)
    except Exception as problem:
        raise SystemExit(f"{file.name}: {problem}")
    if list(inferred.graph.output) != list(model.graph.output):
        raise SystemExit(f"{file.name}: its outputs have other shapes than it says")
print(f"{len(files)} files")
