#!/usr/bin/env python3
"""Trains variants of the network for the same time each, from scratch, and writes docs/network.md with a plot.

ablate.py STOCHASTICK DRUMS MINUTES RUNS
STOCHASTICK is built after `git apply docs/ablate.patch`, which heeds the environment variable ABLATE.
Runs that have ended are not repeated: their figures are read from their weights.
"""
import json
import math
import os
import pathlib
import subprocess
import sys

BASE = {
    "frame_size": 32,
    "levels": [[64, 4, 1, 32], [128, 4, 1, 16], [256, 1, 4, 16]],  # channels, stride, blocks, bins
    "bottleneck": "attention",
    "heads": 4,
    "embedding_width": 256,
    "classes": 9,
    "descriptors": 3,
    "expects_power": True,
    "long_windows": True,
    "power_above_noise": True,
    "marks_synthetic": True,
    "sigma_data": 0.1,
}

# Of the network's configuration; "options" are the command line's, "ablate" is what the patch leaves out of the source.
VARIANTS = {
    "as shipped": {},
    "as shipped, another seed": {"options": ["--seed", "2"]},
    "FNet instead of attention": {"bottleneck": "fnet"},
    "no mixing of frames": {"bottleneck": "none"},
    "frames of 16 samples": {"frame_size": 16, "levels": [[64, 8, 1, 16], [128, 4, 1, 16], [256, 1, 4, 16]]},
    "frames of 64 samples": {"frame_size": 64, "levels": [[64, 2, 1, 64], [128, 4, 1, 16], [256, 1, 4, 16]]},
    "normalised over the whole sound": {"ablate": "frame norm"},
    "half as wide": {"levels": [[32, 4, 1, 32], [64, 4, 1, 16], [128, 1, 4, 16]]},
    "wider by half": {"levels": [[96, 4, 1, 32], [192, 4, 1, 16], [384, 1, 4, 16]]},
    "two blocks at the deepest level": {"levels": [[64, 4, 1, 32], [128, 4, 1, 16], [256, 1, 2, 16]]},
    "sinusoids instead of random features": {"ablate": "random frequencies"},
    "condition before the convolutions": {"ablate": "condition between"},
    "no tables of expected power": {"expects_power": False},
    "no long windows": {"long_windows": False},
    "not told of the power above the noise": {"power_above_noise": False},
    "losses not balanced": {"options": ["--no-balance"]},
    "min-SNR weights, not balanced": {"ablate": "weights of c_out", "options": ["--no-balance"]},
    "all noise levels alike": {"ablate": "bell of levels"},
    "no procedural drums": {"options": ["--procedural", "0"]},
    "half of them procedural": {"options": ["--procedural", "0.5"]},
    "a third in rooms": {"options": ["--rooms", "0.33"]},
    "a third layered": {"options": ["--layered", "0.33"]},
}


def configuration(changes):
    config = BASE | {key: value for key, value in changes.items() if key not in ("options", "ablate")}
    names = ("channels", "stride", "blocks", "bins")
    return config | {"levels": [dict(zip(names, level)) for level in config["levels"]]}


def header_of(weights):
    """Of a safetensors file, which begins with its length."""
    with open(weights, "rb") as file:
        return json.loads(file.read(int.from_bytes(file.read(8), "little")))


def run(program, data, minutes, folder, changes):
    """What a network has learned, of how many sounds, and how many weights it has."""
    weights = folder / "weights.safetensors"

    if not weights.exists():
        folder.mkdir(parents=True, exist_ok=True)
        config = folder / "network.json"
        config.write_text(json.dumps(configuration(changes)))
        subprocess.run(
            [program, "train", "--data", data, "--config", config, "--out", folder, "--minutes", minutes,
             "--checkpoint-minutes", "1000", "--learning-rate", "0.0015", *changes.get("options", [])],
            env=os.environ | {"ABLATE": changes.get("ablate", "")}, check=True)

    header = header_of(weights)
    training = json.loads(header.pop("__metadata__")["stochastick"])["training"]
    return {"loss": training["held_out_loss"], "sounds": training["sounds_seen"],
            "weights": sum(math.prod(tensor["shape"]) for tensor in header.values())}


def plot(results, file):
    """Bars from the best loss on."""
    best = min(result["loss"] for result in results.values())
    worst = max(result["loss"] for result in results.values())
    lines = []

    for i, (name, result) in enumerate(results.items()):
        y = 20 + 24 * i
        width = 20 + 380 * (result["loss"] - best) / max(worst - best, 1e-9)
        lines.append(f'<text x="270" y="{y + 12}" text-anchor="end">{name}</text>'
                     f'<rect x="280" y="{y}" width="{width:.0f}" height="16" fill="#e0813a"/>'
                     f'<text x="{286 + width:.0f}" y="{y + 12}">{result["loss"]:.4f}</text>')

    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{24 * len(results) + 30}" '
                    'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
                    + "\n".join(lines) + "</svg>\n")


def table(results, minutes):
    base = results["as shipped"]
    rows = [f"| {name} | {result['loss']:.4f} | {100 * (result['loss'] / base['loss'] - 1):+.1f} % "
            f"| {result['weights']:,} | {result['sounds']:,} | {json.dumps(VARIANTS[name])} |"
            for name, result in results.items()]
    return "\n".join([
        "# The network, part by part", "",
        f"Made by `docs/ablate.py`; do not edit. Each was trained from scratch for {minutes} minutes on the same machine, on the",
        "same batches, as far as it came with them; the loss is that of the averaged weights on held-out real sounds, with the",
        "same noise and the same weights of noise levels for all. So little training asks which learns quickest, not which is best in",
        "the end: what costs time is behind because it saw fewer sounds. What \"ablate\" names is changed by `docs/ablate.patch`.",
        "Emphasis and σ_data change what the loss measures, and so few steps leave a moving average no choice: they are not here.", "",
        "| network | held-out loss | against as shipped | weights | sounds seen | changed in the configuration |",
        "|---|---:|---:|---:|---:|---|", *rows, "", "![held-out loss](network.svg)", ""])


def main():
    program, data, minutes, runs = sys.argv[1:]
    here = pathlib.Path(__file__).parent

    if b"ABLATE" not in pathlib.Path(program).read_bytes():
        sys.exit("This program was built without docs/ablate.patch.")

    results = {name: run(program, data, minutes, pathlib.Path(runs) / name.replace(" ", "-"), changes)
               for name, changes in VARIANTS.items()}
    plot(results, here / "network.svg")
    (here / "network.md").write_text(table(results, minutes))


if __name__ == "__main__":
    main()
