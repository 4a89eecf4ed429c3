#!/usr/bin/env python3
"""Opens FILE, which our writer made, with Python's safetensors library and compares it with a fixture.

    python scripts/check-python-interop.py FILE

FILE must hold the tensors of Tests/Fixtures/torch/files/expected.json and the metadata {"made by": "swift"}.
Exit status: 0 equal, 1 different, 77 when torch or safetensors is not installed.
"""
import json, sys
from pathlib import Path

try:
    import torch
    from safetensors import safe_open
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

EXPECTED = Path(__file__).resolve().parent.parent / "Tests/Fixtures/torch/files/expected.json"


def main(path):
    expected = json.loads(EXPECTED.read_text())["tensors"]
    with safe_open(path, framework="pt") as file:
        assert file.metadata() == {"made by": "swift"}, file.metadata()
        assert set(file.keys()) == set(expected), set(file.keys()) ^ set(expected)
        for name, want in expected.items():
            got = file.get_tensor(name)
            values = torch.tensor(want["values"], dtype=getattr(torch, want["dtype"])).reshape(want["shape"])
            assert got.dtype == values.dtype and torch.equal(got, values), name
    print(f"{len(expected)} tensors equal")


if __name__ == "__main__":
    main(sys.argv[1])
