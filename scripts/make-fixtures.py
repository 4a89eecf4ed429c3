#!/usr/bin/env python3
"""Writes Tests/Fixtures/torch/: numbers from PyTorch and NumPy that the Swift tests must reproduce.

    python scripts/make-fixtures.py [--only NAME …] [--weights FOLDER]

Needs torch and numpy; torchvision for the resnet files and safetensors for files/reference.safetensors, both skipped
when absent. --weights FOLDER holds resnet18-ktb.pth and resnet34-ktb.pth; only numbers computed with them are kept.

Every JSON file opens with "made": the script's seed and the library versions. A float32 is written with the fewest
digits that give it back exactly when read as float32. Not-a-number and the infinities are the strings "nan", "inf",
"-inf". A tensor is {"shape": […], "values": [… row-major …]}.
"""
import argparse, io, json, math, pickle, struct, sys, tarfile
from collections import OrderedDict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

SEED = 20181106
OUT = Path(__file__).resolve().parent.parent / "Tests/Fixtures/torch"

# ---------------------------------------------------------------- writing


def number(x, dtype):
    if dtype.is_floating_point:
        x = float(str(np.float32(x))) if dtype != torch.float64 else float(x)
        return x if math.isfinite(x) else str(x)
    return int(x)


def tensor(t):
    t = t.detach()
    return {"shape": list(t.shape), "values": [number(x, t.dtype) for x in t.flatten().tolist()]}


def text(value, indent=""):
    """JSON with flat lists on one line, so that a difference is readable."""
    inner = indent + " "
    if isinstance(value, dict) and any(isinstance(v, (dict, list)) for v in value.values()):
        return "{\n" + ",\n".join(f"{inner}{json.dumps(k)}: {text(v, inner)}" for k, v in value.items()) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(v, (dict, list)) for v in value):
        return "[\n" + ",\n".join(inner + text(v, inner) for v in value) + f"\n{indent}]"
    return json.dumps(value, allow_nan=False)


def write(name, **content):
    made = {"by": "scripts/make-fixtures.py", "seed": SEED, "torch": torch.__version__, "numpy": np.__version__}
    (OUT / name).write_text(text({"made": made, **content}) + "\n")


def write_safetensors(path, tensors):
    """The format written by hand: u64 header length, JSON header padded to 8 bytes, data (float32 and int64)."""
    header, blob = {}, b""
    for name, t in tensors.items():
        data = t.detach().contiguous().numpy().tobytes()
        dtype = {torch.float32: "F32", torch.int64: "I64"}[t.dtype]
        header[name] = {"dtype": dtype, "shape": list(t.shape), "data_offsets": [len(blob), len(blob) + len(data)]}
        blob += data
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    path.write_bytes(struct.pack("<Q", len(head)) + head + blob)


# ---------------------------------------------------------------- optimizers


def optimizer_case(name, kind, groups, steps, hyper, seed):
    """`hyper(group, step)` gives lr, wd and the rest as they stand at that step; weight decay is applied by hand
    before the step (p *= 1 - wd·lr) for "true" decay, and given to the optimizer otherwise."""
    g = torch.Generator().manual_seed(seed)
    params = [[torch.randn(shape, generator=g).requires_grad_() for shape in shapes] for shapes in groups]
    first = [[tensor(p) for p in ps] for ps in params]
    make = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}[kind]
    opt = make([{"params": ps} for ps in params], lr=0.1)
    out = []
    for step in range(steps):
        grads = [[torch.randn(p.shape, generator=g) for p in ps] for ps in params]
        settings = []
        for i, group in enumerate(opt.param_groups):
            h = hyper(i, step)
            settings.append(h)
            group["lr"], group["weight_decay"] = h["lr"], h.get("l2", 0.0)
            if kind == "adam":
                group["betas"], group["eps"] = (h["beta1"], h["beta2"]), h["eps"]
            else:
                group["momentum"] = h["momentum"]
            for p, grad in zip(params[i], grads[i]):
                p.grad = grad.clone()
                with torch.no_grad():
                    p.mul_(1 - h.get("wd", 0.0) * h["lr"])
        opt.step()
        out.append({"hyper": settings, "grads": [[tensor(x) for x in xs] for xs in grads],
                    "expected": [[tensor(p) for p in ps] for ps in params]})
    return {"name": name, "optimizer": kind, "initial": first, "steps": out}


def adamw_steps():
    adam = dict(beta1=0.95, beta2=0.99, eps=1e-8)
    one, two = [[(2, 3), (3,)]], [[(2, 2)], [(3,), (1,)]]
    moving = [(1e-3, 0.95), (3e-3, 0.90), (2e-3, 0.85)]
    cases = [
        optimizer_case("adamw, constant", "adam", one, 3, lambda i, s: dict(lr=3e-3, wd=0.01, **adam), 1),
        optimizer_case("adamw, lr and beta1 change at every step", "adam", one, 3,
                       lambda i, s: dict(adam, lr=moving[s][0], beta1=moving[s][1], wd=0.01), 2),
        optimizer_case("adamw, two groups", "adam", two, 3,
                       lambda i, s: dict(lr=[3e-5, 3e-4][i], wd=[0.1, 0.0][i], **adam), 3),
        optimizer_case("adam with L2 (true_wd=False)", "adam", one, 3, lambda i, s: dict(lr=3e-3, l2=0.01, **adam), 4),
        optimizer_case("sgd", "sgd", one, 3, lambda i, s: dict(lr=0.1, momentum=0.0), 5),
        optimizer_case("sgd with momentum", "sgd", one, 3, lambda i, s: dict(lr=0.1, momentum=0.9), 6),
        optimizer_case("sgd with momentum and true decay", "sgd", two, 3,
                       lambda i, s: dict(lr=[0.01, 0.1][i], momentum=0.9, wd=0.01), 7),
        optimizer_case("sgd with momentum and L2", "sgd", one, 3, lambda i, s: dict(lr=0.1, momentum=0.9, l2=0.01), 8),
    ]
    write("adamw-steps.json", cases=cases)


# ---------------------------------------------------------------- schedules


def one_cycle(n, lr_max=3e-3, div=25.0, start_fraction=0.3, moms=(0.95, 0.85)):
    """Cosine up, cosine down (the final notebook's rule): value k of a phase of length a is f(k / a)."""
    cos = lambda s, e, p: e + (s - e) / 2 * (math.cos(math.pi * p) + 1)
    up = int(n * start_fraction)
    lrs, low = [], lr_max / (div * 1e4)
    momentums = []
    for i in range(n):
        if i < up:
            lrs.append(cos(lr_max / div, lr_max, i / up)), momentums.append(cos(moms[0], moms[1], i / up))
        else:
            p = (i - up) / (n - up)
            lrs.append(cos(lr_max, low, p)), momentums.append(cos(moms[1], moms[0], p))
    return {"n": n, "lrMax": lr_max, "div": div, "startFraction": start_fraction, "phase1": up,
            "lr": lrs, "mom": momentums, "finalLR": low, "finalMom": moms[0]}


def onecycle():
    write("onecycle.json", cases=[one_cycle(28), one_cycle(6), one_cycle(100, lr_max=1e-2, start_fraction=0.25)])


# ---------------------------------------------------------------- one training step


class AdaptiveConcatPool2d(nn.Module):
    """fastai's: maximum first, then average."""

    def forward(self, x):
        return torch.cat([F.adaptive_max_pool2d(x, 1), F.adaptive_avg_pool2d(x, 1)], 1)


def small_net():
    body = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2))
    head = nn.Sequential(AdaptiveConcatPool2d(), nn.Flatten(), nn.BatchNorm1d(8), nn.Linear(8, 5), nn.ReLU(), nn.Linear(5, 3))
    return nn.Sequential(body, head)


def small_training_step():
    torch.manual_seed(SEED)
    net = small_net()
    with torch.no_grad():  # BatchNorm that is not the identity shows more
        for p in (net[0][1].weight, net[1][2].weight):
            p.uniform_(0.5, 1.5)
        for p in (net[0][1].bias, net[1][2].bias):
            p.uniform_(-0.5, 0.5)
    copy = lambda pairs: OrderedDict((k, v.detach().clone()) for k, v in pairs)
    x, y = torch.randn(4, 3, 8, 8), torch.tensor([0, 2, 1, 2])
    before = copy(net.state_dict().items())
    net.eval()
    eval_logits = net(x).detach()
    net.train()
    hyper = dict(lr=3e-3, betas=(0.95, 0.99), eps=1e-8, weight_decay=0.01)
    opt = torch.optim.AdamW(net.parameters(), **hyper)
    logits = net(x)
    logits.retain_grad()
    loss = F.cross_entropy(logits, y)
    loss.backward()
    grads = copy((k, p.grad) for k, p in net.named_parameters())
    opt.step()
    after = copy(net.state_dict().items())
    net.eval()
    after_logits = net(x).detach()
    describe = ("Sequential(Sequential(Conv2d(3, 4, 3, padding 1, no bias), BatchNorm2d(4), ReLU, MaxPool2d(2)), "
                "Sequential(AdaptiveConcatPool2d(1) = cat(max, avg), Flatten, BatchNorm1d(8), Linear(8, 5), ReLU, Linear(5, 3)))")
    named = lambda d: {k: tensor(v) for k, v in d.items()}
    write("small-training-step.json", net=describe, optimizer={"name": "AdamW", **{k: v for k, v in hyper.items()}},
          input=tensor(x), target=tensor(y), evalLogitsBefore=tensor(eval_logits), trainLogits=tensor(logits),
          loss=number(loss.item(), loss.dtype), logitsGrad=tensor(logits.grad), before=named(before), grads=named(grads),
          after=named(after), evalLogitsAfter=tensor(after_logits))
    flat = OrderedDict(input=x, target=y, trainLogits=logits, evalLogitsBefore=eval_logits, evalLogitsAfter=after_logits)
    for prefix, group in (("before.", before), ("grads.", grads), ("after.", after)):
        flat.update((prefix + k, v) for k, v in group.items())
    write_safetensors(OUT / "small-training-step.safetensors", flat)


# ---------------------------------------------------------------- real networks


def formula_image(n, c, h, w):
    """x[n, c, i, j] = sin(0.01 · (7i + 3j) + c + n), computed in float64, then rounded to float32."""
    a = lambda size: np.arange(size, dtype=np.float64)
    i, j = a(h)[:, None], a(w)[None, :]
    grid = 0.01 * (i * 7 + j * 3)
    x = np.sin(grid[None, None] + a(c)[None, :, None, None] + a(n)[:, None, None, None])
    return torch.from_numpy(x.astype(np.float32))


def resnet_case(model, body, shape):
    x = formula_image(*shape)
    with torch.no_grad():
        logits, features = model(x), body(x)
    norm = lambda t: float(t.double().norm())
    return {"shape": list(shape), "firstLogits": [[number(v, logits.dtype) for v in row[:10].tolist()] for row in logits],
            "argmax": logits.argmax(1).tolist(), "logitsSum": float(logits.double().sum()), "logitsNorm": norm(logits),
            "bodyShape": list(features.shape), "bodySum": float(features.double().sum()), "bodyNorm": norm(features),
            "bodyFirst": [number(v, features.dtype) for v in features.flatten()[:10].tolist()]}


def resnet_logits(folder):
    try:
        import torchvision
    except ImportError:
        return print("resnet-logits.json skipped: torchvision is not installed")
    files = {name: folder / f"{name}-ktb.pth" for name in ("resnet18", "resnet34")} if folder else {}
    if not files or not all(f.exists() for f in files.values()):
        return print("resnet-logits.json skipped: give --weights FOLDER with resnet18-ktb.pth and resnet34-ktb.pth")
    cases = []
    for name, file in files.items():
        model = getattr(torchvision.models, name)(weights=None)
        model.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))
        model.eval()
        body = nn.Sequential(*list(model.children())[:-2])
        cases += [{"weights": file.name, **resnet_case(model, body, shape)} for shape in ((2, 3, 64, 64), (1, 3, 224, 224))]
    write("resnet-logits.json", input=formula_image.__doc__, torchvision=torchvision.__version__, cases=cases)


# ---------------------------------------------------------------- two training steps of a whole ResNet-18


def hashed(shape, seed):
    """u[i] = frac(sin(12.9898·i + 78.233·seed) · 43758.5453) − 0.5, computed in float64: in −0.5…0.5, row-major."""
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    x = torch.sin(i * 12.9898 + 78.233 * seed) * 43758.5453
    return (x - torch.floor(x) - 0.5).reshape(shape)


def hashed_parameters(net):
    """Matrices and filters: hashed · √12 · √(2 / fan in); batch norm weights 1 + 0.2·hashed; the rest 0.2·hashed.
    The seed is the parameter's place among all, from 1."""
    with torch.no_grad():
        for seed, p in enumerate(net.parameters(), 1):
            u, is_norm_weight = hashed(p.shape, seed), False
            for m in net.modules():
                is_norm_weight |= isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d)) and m.weight is p
            if p.dim() > 1:
                u *= math.sqrt(12 * 2 / math.prod(p.shape[1:]))
            else:
                u = 0.2 * u + (1 if is_norm_weight else 0)
            p.copy_(u.float())


def resnet_training_step():
    try:
        import torchvision
    except ImportError:
        return print("resnet-training-step.json skipped: torchvision is not installed")
    whole = torchvision.models.resnet18(weights=None)
    body = nn.Sequential(*list(whole.children())[:-2])
    head = nn.Sequential(AdaptiveConcatPool2d(), nn.Flatten(), nn.BatchNorm1d(1024), nn.Linear(1024, 512),
                         nn.ReLU(inplace=True), nn.BatchNorm1d(512), nn.Linear(512, 3))
    net = nn.Sequential(body, head)
    hashed_parameters(net)
    rates = [3e-5, math.sqrt(3e-5 * 3e-4), 3e-4]
    groups = [body[:6], body[6:], head]
    opt = torch.optim.AdamW([{"params": list(g.parameters()), "lr": lr} for g, lr in zip(groups, rates)],
                            betas=(0.9, 0.99), eps=1e-8, weight_decay=0.01)
    before = {k: v.detach().clone().double() for k, v in net.state_dict().items()}
    targets = torch.tensor([0, 1, 2, 0, 1, 2])
    losses, norms = [], []
    net.train()
    for step in range(2):
        x = (hashed((6, 3, 64, 64), 1000 + step) * 4).float()
        loss = F.cross_entropy(net(x), targets)
        opt.zero_grad()
        loss.backward()
        losses.append(loss.item())
        norms.append({k: float(p.grad.double().norm()) for k, p in net.named_parameters()})
        opt.step()
    net.eval()
    with torch.no_grad():
        logits = net((hashed((6, 3, 64, 64), 1000) * 4).float())
    state = {}
    for k, v in net.state_dict().items():
        change = v.double() - before[k]
        state[k] = {"sum": float(v.double().sum()), "norm": float(v.double().norm()), "changeNorm": float(change.norm()),
                    "first": [number(x, v.dtype) for x in v.flatten()[:3].tolist()]}
    write("resnet-training-step.json", torchvision=torchvision.__version__, parameters=hashed_parameters.__doc__,
          hashed=hashed.__doc__, input="4 · hashed, [6, 3, 64, 64], seed 1000 + step", targets=targets.tolist(), rates=rates,
          losses=losses, gradNorms=norms, state=state, evalLogits=tensor(logits))


# ---------------------------------------------------------------- initialisers and losses


def head_init():
    torch.manual_seed(SEED)
    shapes = [(512, 1024), (3, 512), (512, 4096), (37, 512), (64, 3, 7, 7), (128, 64, 3, 3), (512, 256, 1, 1)]
    cases = []
    for shape in shapes:
        fan = lambda mode: nn.init._calculate_correct_fan(torch.empty(shape), mode)
        row = {"shape": list(shape), "fanIn": fan("fan_in"), "fanOut": fan("fan_out")}
        for mode in ("fan_in", "fan_out"):
            key = "In" if mode == "fan_in" else "Out"
            row[f"std{key}"] = nn.init.calculate_gain("leaky_relu", 0) / math.sqrt(fan(mode))
            row[f"sampledStd{key}"] = float(nn.init.kaiming_normal_(torch.empty(shape), mode=mode).double().std())
        row["defaultWeightBound"] = 1 / math.sqrt(fan("fan_in"))  # Linear and Conv2d as made: U(-b, b), bias too
        cases.append(row)
    write("head-init.json", rule="kaiming_normal, a = 0, leaky_relu: std = sqrt(2 / fan)", cases=cases)


def loss_case(name, function, inputs, target, **extra):
    x = inputs.clone().requires_grad_()
    loss = function(x, target)
    loss.sum().backward()
    return {"name": name, **extra, "input": tensor(inputs), "target": tensor(target), "loss": tensor(loss), "inputGrad": tensor(x.grad)}


def losses():
    g = torch.Generator().manual_seed(SEED)
    logits, labels = torch.randn(6, 4, generator=g) * 2, torch.tensor([0, 3, 1, 2, 2, 0])
    weights = torch.tensor([0.5, 1.0, 2.0, 1.5])
    a, b = torch.randn(5, 3, generator=g), torch.randn(5, 3, generator=g)
    bits = (torch.rand(6, 4, generator=g) > 0.5).float()
    ce = F.cross_entropy
    huge = torch.tensor([[1000.0, -1000.0, 0.0], [-1e4, 1e4, 3.0]])
    write("losses.json", note="inputGrad is the gradient of the sum of the losses", cases=[
        loss_case("cross entropy, mean", ce, logits, labels),
        loss_case("cross entropy, none", lambda x, y: ce(x, y, reduction="none"), logits, labels),
        loss_case("cross entropy, sum", lambda x, y: ce(x, y, reduction="sum"), logits, labels),
        loss_case("cross entropy, label smoothing 0.1", lambda x, y: ce(x, y, label_smoothing=0.1), logits, labels),
        loss_case("cross entropy, class weights", lambda x, y: ce(x, y, weight=weights), logits, labels, weights=weights.tolist()),
        loss_case("cross entropy, class weights, none", lambda x, y: ce(x, y, weight=weights, reduction="none"), logits, labels,
                  weights=weights.tolist()),
        loss_case("cross entropy, class weights and label smoothing 0.1",
                  lambda x, y: ce(x, y, weight=weights, label_smoothing=0.1), logits, labels, weights=weights.tolist()),
        loss_case("cross entropy, huge logits", ce, huge, torch.tensor([0, 2])),
        loss_case("mse, mean", F.mse_loss, a, b),
        loss_case("mse, none", lambda x, y: F.mse_loss(x, y, reduction="none"), a, b),
        loss_case("bce with logits, mean", F.binary_cross_entropy_with_logits, logits, bits),
    ])


# ---------------------------------------------------------------- printing


def printed(name, t, **extra):
    flat = t.detach()
    return {"name": name, "dtype": str(t.dtype).removeprefix("torch."), **tensor(flat), "requiresGrad": t.requires_grad,
            "gradFn": t.grad_fn.name() if t.grad_fn else None, **extra, "text": repr(t)}


def print_forms():
    torch.manual_seed(SEED)
    T = torch.tensor
    w = T([-1.0, 1.0], requires_grad=True)
    cases = [
        ("scalar", T(8.8945)), ("integral float scalar", T(3.0)), ("negative scalar", T(-0.5)), ("int scalar", T(7)),
        ("bool scalar", T(True)), ("tiny scalar", T(1e-10)), ("large scalar", T(1.25e9)), ("nan scalar", T(math.nan)),
        ("inf scalar", T(math.inf)), ("integral floats", T([3.0, 2.0])), ("fractions", T([0.1, 22.25, 333.125])),
        ("negatives", T([-1.0, 1.0])), ("mixed signs", T([-0.1338, 1.0, -12.5])), ("ints", T([1, -20, 300])), ("bools", T([True, False, True])),
        ("uint8", T([0, 7, 255], dtype=torch.uint8)), ("int32", T([1, 2], dtype=torch.int32)),
        ("float64", T([0.1, 0.2], dtype=torch.float64)), ("float16", T([0.1, 65504.0], dtype=torch.float16)),
        ("bfloat16", T([0.1, 3.0], dtype=torch.bfloat16)), ("ratio over 1000 turns scientific", T([1e-3, 1.0, 2000.0])),
        ("scientific negatives", T([-1e-5, 123.0, 5.0])), ("huge integral floats", T([1.0, 2e8])), ("integral up to 1e5", T([1.0, 99999.0, -5.0])),
        ("all tiny", T([1e-6, 2e-6])), ("zeros", torch.zeros(3)), ("nan and inf", T([1.0, math.nan, -math.inf, math.inf])),
        ("nan and fractions", T([1.5, math.nan, -2.25])), ("only nan", T([math.nan, math.nan])), ("empty", torch.zeros(0)),
        ("empty 2-D", torch.zeros(0, 3)), ("empty int", torch.zeros(0, dtype=torch.int64)),
        ("matrix", T([[-0.1338, 1.0], [0.5, 1.0], [0.25, 1.0]])), ("int matrix", T([[1, 2, 3], [40, 50, 60]])), ("one row", T([[1.5, 2.5]])),
        ("3-D", torch.randn(2, 2, 3)), ("4-D ones", torch.ones(1, 2, 2, 2)), ("3-D bools", T([[[True], [False]], [[False], [True]]])),
        ("wraps at 80 columns", torch.randn(40)), ("ints wrap", torch.arange(60)), ("matrix wraps", torch.randn(2, 20)),
        ("exactly 1000", torch.arange(1000)), ("summarised", torch.arange(1001)), ("summarised floats", torch.arange(1200) / 7),
        ("summarised matrix", torch.arange(1600, dtype=torch.float32).reshape(200, 8)), ("summarised both ways", torch.arange(1600).reshape(40, 40)),
        ("leaf that requires grad", w), ("mean with graph", (w * w).mean()), ("product with graph", w * T([2.0, 0.5])),
        ("scalar that requires grad", T(2.0, requires_grad=True)), ("wide with graph", (torch.randn(9, requires_grad=True) * 1.0)),
        ("float64 that requires grad", T([0.5], dtype=torch.float64, requires_grad=True)),
    ]
    rows = [printed(name, t) for name, t in cases]
    rows.append({**printed("parameter", nn.Parameter(T([-1.0, 1.0]))), "parameter": True})
    write("print.json", note="repr under torch's default print options", cases=rows)


# ---------------------------------------------------------------- NumPy's generator


def rng():
    fresh = lambda: np.random.RandomState(42)
    u32 = [int(x) for x in fresh().randint(0, 2**32, 6, dtype=np.uint32)]
    valid = np.where(fresh().uniform(size=614) <= 0.2)[0]
    write("rng.json", generator="numpy.random.RandomState(42), MT19937", u32=u32, uniform=fresh().uniform(size=5).tolist(),
          permutations={str(n): fresh().permutation(n).tolist() for n in (10, 559, 613)},
          twoPermutationsOf10=(lambda r: [r.permutation(10).tolist(), r.permutation(10).tolist()])(fresh()),
          otherSeeds={str(s): {"uniform": np.random.RandomState(s).uniform(size=5).tolist(),
                               "permutation20": np.random.RandomState(s).permutation(20).tolist()} for s in (0, 1, 2, 3, 2**32 - 1)},
          lessonValid614=valid.tolist())


# ---------------------------------------------------------------- weight files


def file_state():
    g = torch.Generator().manual_seed(SEED)
    base = torch.randn(4, 6, generator=g)
    sd = OrderedDict()
    sd["0.0.weight"] = torch.randn(2, 3, 3, 3, generator=g)
    sd["0.1.weight"], sd["0.1.bias"] = torch.ones(2), torch.zeros(2)
    sd["0.1.num_batches_tracked"] = torch.tensor(7)
    sd["transposed"], sd["slice"], sd["shared"] = base.t(), base[1:3, 2:5], base
    sd["f64"] = torch.linspace(0, 1, 3, dtype=torch.float64)
    sd["f16"], sd["bf16"] = torch.tensor([0.5, -2.0]).half(), torch.tensor([0.5, -2.0]).bfloat16()
    sd["i32"], sd["i16"], sd["i8"] = (torch.tensor([1, -2], dtype=d) for d in (torch.int32, torch.int16, torch.int8))
    sd["u8"], sd["bool"] = torch.tensor([0, 255], dtype=torch.uint8), torch.tensor([True, False])
    sd["empty"] = torch.zeros(0, 3)
    return sd


STORAGE = {torch.float32: "Float", torch.int64: "Long"}


def save_tar(path, sd):
    """What torch.save wrote before mid-2017: a tar of sys_info, pickle, tensors and storages, with the same opcodes as
    the official files of that time. A storage: pickled (key, location, type), u64 count, data; after the last, the
    views. A tensor: pickled (key, storage key, type), i32 dimensions, 4 bytes unused, i64 sizes, strides and offset."""
    storages, tensors = b"", b""
    for key, t in enumerate(sd.values()):
        t, kind = t.contiguous(), STORAGE[t.dtype]
        storages += dumps((2000 + key, "cpu", Global(f"torch {kind}Storage"))) + struct.pack("<q", t.numel()) + t.numpy().tobytes()
        tensors += dumps((1000 + key, 2000 + key, Global(f"torch {kind}Tensor")))
        tensors += struct.pack(f"<i4x{2 * t.dim() + 1}q", t.dim(), *t.shape, *t.stride(), 0)
    entries = ((name, (Parameter if name.endswith("weight") else Persistent)(str(1000 + key))) for key, name in enumerate(sd))
    info = dumps({"protocol_version": 1000, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}})
    parts = {"sys_info": info, "pickle": dumps(OrderedDict(entries)), "tensors": dumps(len(sd)) + tensors,
             "storages": dumps(len(sd)) + storages + dumps([])}
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
        for name, data in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(data), 1483719550.98166  # a fraction makes a pax header, as in the real files
            tar.addfile(entry, io.BytesIO(data))


class Global(str): """A bare `module name` in a pickle."""


class Persistent(str): """A persistent id."""


class Parameter(str): """A torch Parameter of the time, around the tensor with this persistent id."""


class Pickler(pickle._Pickler):
    def persistent_id(self, obj):
        return str(obj) if isinstance(obj, Persistent) else None

    def save_global_name(self, obj):
        self.write(b"c" + obj.replace(" ", "\n").encode() + b"\n")

    def save_parameter(self, obj):
        self.write(b"ctorch.nn.parameter\nParameter\n)\x81")
        self.save((Persistent(obj), None, None, True, False))
        self.write(b"b")

    dispatch = {**pickle._Pickler.dispatch, Global: save_global_name, Parameter: save_parameter}


def dumps(value):
    out = io.BytesIO()
    Pickler(out, protocol=2).dump(value)
    return out.getvalue()


def fastai2_file(folder, net):
    """What Learner.save of fastai 2 writes: its optimizer state holds a few objects that are not plain."""
    try:
        from fastai.learner import save_model
        from fastai.optimizer import Adam
    except ImportError:
        return print("files/fastai-v2.pth skipped: fastai is not installed")
    opt = Adam(list(net.parameters()), lr=1e-3)
    opt.hypers[0]["lr"] = np.float64(1e-3)  # what a schedule leaves there
    net(torch.ones(2, 2)).sum().backward(), opt.step()
    save_model(folder / "fastai-v2.pth", net, opt)


def weight_files():
    folder = OUT / "files"
    folder.mkdir(exist_ok=True)
    sd = file_state()
    torch.save(sd, folder / "zip.pth")
    torch.save(sd, folder / "zip-protocol-4.pth", pickle_protocol=4)
    torch.save(sd, folder / "legacy.pth", _use_new_zipfile_serialization=False)
    net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
    with torch.no_grad():
        net[0].weight.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0]])), net[0].bias.zero_()
    opt = torch.optim.AdamW(net.parameters())
    net(torch.ones(2, 2)).sum().backward(), opt.step()
    both = {"model": net.state_dict(), "opt": opt.state_dict()}
    torch.save(both, folder / "fastai-v1.pth", _use_new_zipfile_serialization=False)
    torch.save(both, folder / "fastai-v1-zip.pth")
    torch.save({"epoch": 3, "arch": "net", "state_dict": net.state_dict(), "best": 0.5}, folder / "checkpoint.pth")
    torch.save({"weight": nn.Parameter(torch.tensor([1.0, 2.0]))}, folder / "parameter.pth")
    torch.save({"x": torch.zeros(1).expand(1 << 20, 1 << 20)}, folder / "expanded.pth")
    torch.save(net, folder / "whole-module.pth")
    fastai2_file(folder, net)
    with open(folder / "export.pkl", "wb") as f:
        pickle.dump({"opt_func": print, "model": [1, 2], "cls": OrderedDict}, f, protocol=2)
    plain = OrderedDict((k, v) for k, v in sd.items() if v.dtype in STORAGE and v.numel())
    save_tar(folder / "tar.pth", plain)
    assert all(torch.equal(v, plain[k]) for k, v in torch.load(folder / "tar.pth", weights_only=False).items())
    write("files/expected.json", tensors={k: {"dtype": str(v.dtype).removeprefix("torch."), "strides": list(v.stride()),
                                              **tensor(v)} for k, v in sd.items()})
    try:
        from safetensors.torch import save_file
    except ImportError:
        return print("files/reference.safetensors skipped: safetensors is not installed")
    reference = folder / "reference.safetensors"
    save_file({k: v.clone().contiguous() for k, v in sd.items()}, reference,
              metadata={"classes": json.dumps(["black", "grizzly"])})
    reference.chmod(0o644)


# ---------------------------------------------------------------- main


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--only", nargs="+")
    options = parser.parse_args()
    (OUT / "files").mkdir(parents=True, exist_ok=True)
    parts = {"adamw-steps": adamw_steps, "onecycle": onecycle, "small-training-step": small_training_step,
             "resnet-logits": lambda: resnet_logits(options.weights),
             "resnet-training-step": resnet_training_step, "head-init": head_init, "print": print_forms,
             "rng": rng, "losses": losses, "files": weight_files}
    for name in options.only or parts:
        if name not in parts:
            sys.exit(f"no fixture named {name}: one of {', '.join(parts)}")
        parts[name]()
        print(name)


if __name__ == "__main__":
    main()
