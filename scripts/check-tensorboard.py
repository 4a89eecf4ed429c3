#!/usr/bin/env python3
"""Reads FILE, which our TensorBoardLogger wrote, with TensorBoard's own reader, and prints its figures as JSON.

    python scripts/check-tensorboard.py FILE

Exit status: 0 read, 1 not, 77 when tensorboard is not installed.
"""
import json, sys

try:
    from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


def main(path):
    figures = {}
    for event in EventFileLoader(path).Load():
        for value in event.summary.value:  # the loader turns simple values into tensors
            number = value.tensor.float_val[0] if value.HasField("tensor") else value.simple_value
            figures.setdefault(value.tag, []).append([event.step, number])
    assert figures, "no figures"
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1])
