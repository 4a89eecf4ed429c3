#!/usr/bin/env python3
"""Writes the tables of Sources/Plots: advance widths of DejaVu Sans, and matplotlib's colour maps.

    python scripts/make-plot-tables.py

Needs matplotlib, which ships the fonts and the maps, and fontTools. DejaVu's licence allows use of its metrics;
magma and viridis (van der Walt, Smith, Firing 2015) are in the public domain, Blues is ColorBrewer's (Apache-2.0).
Also writes Tests/Fixtures/plots/colour-maps.json: what matplotlib says between the stops that the tables keep.
"""
import json
from pathlib import Path

import matplotlib
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONTS = Path(matplotlib.get_data_path()) / "fonts/ttf"
# ASCII to Latin Extended-A, Greek, Cyrillic, punctuation, super- and subscripts, arrows, mathematics
RANGES = [(0x20, 0x7E), (0xA0, 0x17F), (0x391, 0x3C9), (0x400, 0x45F), (0x2010, 0x2027), (0x2070, 0x2089),
          (0x2190, 0x2195), (0x2200, 0x2213), (0x2248, 0x2248), (0x2260, 0x2265)]
STOPS = 33


def rows(numbers, indent, width=116):
    lines, line = [], indent
    for number in numbers:
        piece = f"{number}, "
        if len(line) + len(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = indent
        line += piece
    return "\n".join(lines + [line.rstrip()])


def widths(name):
    font = TTFont(FONTS / name)
    assert font["head"].unitsPerEm == 2048
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    missing = advances[".notdef"][0]
    return [[advances[glyphs[c]][0] if c in glyphs else missing for c in range(low, high + 1)] for low, high in RANGES]


def metrics():
    text = [f"// Written by scripts/make-plot-tables.py from DejaVu Sans (matplotlib {matplotlib.__version__}).",
            "extension TextMetrics {", "  /// Advance widths in 1/2048 em, by ranges of code points.",
            "  static let tables: [Table] = ["]
    for (low, _), plain, bold in zip(RANGES, widths("DejaVuSans.ttf"), widths("DejaVuSans-Bold.ttf")):
        text += [f"    Table(", f"      first: 0x{low:X},", "      regular: [", rows(plain, "        "), "      ],",
                 "      bold: [", rows(bold, "        "), "      ]),"]
    return "\n".join(text + ["  ]", "}", ""])


def rgb(colour):
    return [round(255 * part) for part in colour[:3]]


def colour_maps():
    text = [f"// Written by scripts/make-plot-tables.py from matplotlib {matplotlib.__version__}.", "extension ColorMap {"]
    fixture = {"made": {"matplotlib": matplotlib.__version__}}
    for name, source in [("magma", "magma"), ("viridis", "viridis"), ("blues", "Blues")]:
        of = matplotlib.colormaps[source]
        stops = [rgb(of(round(255 * i / (STOPS - 1)))) for i in range(STOPS)]
        text += [f"  static let {name}Stops: [RGB] = [",
                 rows([f"0x{r:02X}{g:02X}{b:02X}" for r, g, b in stops], "    "), "  ]"]
        fixture[name] = [rgb(of(i)) for i in range(0, 256, 5)]
    return "\n".join(text + ["}", ""]), fixture


def main():
    (ROOT / "Sources/Plots/Text/TextMetrics+Tables.swift").write_text(metrics())
    text, fixture = colour_maps()
    (ROOT / "Sources/Plots/Style/ColorMap+Tables.swift").write_text(text)
    out = ROOT / "Tests/Fixtures/plots"
    out.mkdir(parents=True, exist_ok=True)
    (out / "colour-maps.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")


main()
