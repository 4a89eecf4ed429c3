#!/usr/bin/env python3
"""Enlarges photographs to 3 megapixels, as cameras make them: for measuring the loader on large files.

usage: Benchmarks/make-large-photos.py FROM TO [--megapixels 3] [--per-class 60]     (Pillow; class folders in, class folders out)
"""
import argparse
import pathlib

from PIL import Image, ImageOps

parser = argparse.ArgumentParser()
parser.add_argument("source", type=pathlib.Path)
parser.add_argument("target", type=pathlib.Path)
parser.add_argument("--megapixels", type=float, default=3)
parser.add_argument("--per-class", type=int, default=60)
args = parser.parse_args()

for folder in sorted(path for path in args.source.iterdir() if path.is_dir()):
    made = 0
    for path in sorted(folder.glob("*.jpg")):
        if made == args.per_class:
            break
        try:
            image = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
        except OSError:
            continue
        factor = (args.megapixels * 1e6 / (image.width * image.height)) ** 0.5
        large = image.resize((round(image.width * factor), round(image.height * factor)), Image.LANCZOS)
        place = args.target / folder.name / f"{path.stem}.jpg"
        place.parent.mkdir(parents=True, exist_ok=True)
        # A little noise: without it an enlarged picture has fewer coefficients than one from a camera.
        noise = Image.effect_noise(large.size, 18).convert("L")
        Image.blend(large, Image.merge("RGB", (noise,) * 3), 0.06).save(place, quality=90)
        made += 1
    print(folder.name, made)
