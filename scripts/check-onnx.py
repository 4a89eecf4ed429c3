"""Compares exported ONNX models with what swift-fastai computes: ONNX's own checker, then numbers by ONNX Runtime.

usage: check-onnx.py FOLDER    where OnnxTests wrote NAME.onnx and NAME.json ({"shape", "input", "probabilities"}):
       FASTAI_ONNX_FOLDER=FOLDER swift test --filter OnnxTests
"""
import json, pathlib, sys

try:
    import numpy, onnx, onnxruntime
except ImportError as missing:
    sys.exit(print(f"skipped: {missing}"))

worst = 0.0
files = sorted(pathlib.Path(sys.argv[1]).glob("*.onnx"))
for file in files:
    model = onnx.load(file)
    onnx.checker.check_model(model, full_check=True)
    wanted = json.loads(file.with_suffix(".json").read_text())
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    # The numbers of the Swift side, from the same formula: exact in float32.
    count = int(numpy.prod(wanted["shape"]))
    x = ((numpy.arange(count, dtype=numpy.int64) * 7919 % 256) / numpy.float32(255)).astype(numpy.float32).reshape(wanted["shape"])
    got = session.run(["probabilities"], {"image": x})[0]
    one = session.run(["probabilities"], {"image": x[:1]})[0]  # the batch may have any size
    difference = float(max(abs(got - numpy.array(wanted["probabilities"], dtype=numpy.float32).reshape(got.shape)).max(), abs(one - got[:1]).max()))
    worst = max(worst, difference)
    entries = {entry.key: entry.value for entry in model.metadata_props}
    assert len(json.loads(entries["classes"])) == got.shape[1] and "size" in entries, entries
    print(f"{file.stem:22} opset {model.opset_import[0].version}  {len(model.graph.node):4} nodes  largest difference {difference:.1e}")
    assert difference < 1e-4, f"{file.stem} differs by {difference}"
assert files, "there are no models"
print(f"{len(files)} models, largest difference {worst:.1e}")
