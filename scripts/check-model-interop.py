#!/usr/bin/env python3
"""Loads files that our writer made into torchvision's networks, and prints what those compute.

    python scripts/check-model-interop.py network ARCHITECTURE FILE     a whole network
    python scripts/check-model-interop.py learner ARCHITECTURE FILE     what learn.export(to:) wrote

Prints one line of JSON: the first numbers of the output for the formula image (sin(0.07 i + 0.03 j + c), 64 pixels),
and the file's metadata. A network is loaded by torchvision with strict=True; a learner into fastai's body and the
layers of fastai's head. Exit status 77 when torch, torchvision, fastai or safetensors is not installed.
"""
import json, sys

try:
    import torch
    import torchvision
    from safetensors import safe_open
    from safetensors.torch import load_file
    from torch import nn
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


def image(size=64):
    i, j, c = (torch.arange(n).double() for n in (size, size, 3))
    return (0.07 * i[None, :, None] + 0.03 * j[None, None, :] + c[:, None, None]).sin().float()[None]


def learner(architecture, state):
    try:
        from fastai.vision.all import AdaptiveConcatPool2d, create_body
    except ImportError as error:
        print(f"skipped: {error}")
        sys.exit(77)
    cut = -2 if architecture.startswith("resnet") else -1
    body = create_body(getattr(torchvision.models, architecture)(weights=None), pretrained=False, cut=cut)
    linears = [t.shape for n, t in sorted(state.items()) if n.startswith("1.") and t.dim() == 2]
    (hidden, features), (classes, _) = linears
    head = nn.Sequential(
        AdaptiveConcatPool2d(1), nn.Flatten(), nn.BatchNorm1d(features), nn.Dropout(0.25), nn.Linear(features, hidden),
        nn.ReLU(), nn.BatchNorm1d(hidden), nn.Dropout(0.5), nn.Linear(hidden, classes))
    return nn.Sequential(body, head)


def main(kind, architecture, path):
    state = load_file(path)
    net = learner(architecture, state) if kind == "learner" else getattr(torchvision.models, architecture)(weights=None)
    net.load_state_dict(state, strict=True)
    with torch.no_grad():
        output = net.eval()(image())[0]
    with safe_open(path, framework="pt") as file:
        metadata = file.metadata() or {}
    print(json.dumps({"output": output[:8].tolist(), "metadata": metadata}))


main(*sys.argv[1:])
