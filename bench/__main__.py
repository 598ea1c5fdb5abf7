"""`make bench`: what is measured, as ratios within one run. Writes bench/resultat.json."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from bench import builds, edit, paint, scale

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "hugo", "playwright")
ROUNDS = 3  # of each builder, in turns
SCALE_ROUNDS = 2


def machine() -> dict[str, object]:
    """What the figures depend on. `belastning`: what else the machine did when the run began."""
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processor": _processor(),
        "kärnor": os.cpu_count(),
        "minne GB": round(psutil.virtual_memory().total / 1e9, 1),
        "belastning": round(psutil.getloadavg()[0], 1),
        **{name: version(name) for name in PACKAGES},
    }


def _processor() -> str:
    """Its name, where the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def builders_table(found: dict) -> list[str]:
    """Ours against each of the others."""
    rows = [f"{found['webbplatser']} webbplatser, {found['sidor']} sidor. Samma text överallt: kontrollerat. 2,00 är dubbelt så mycket som den andra.", _row("Vägvisaren mot", "tid", "processor", "minne", "dess minne")]
    for name, own in found["byggare"].items():
        rows.append(_row(name, *(_times(own[part]) for part in ("mot tid", "mot processor", "mot minne")), f"{own['minne MB']} MB"))
    return rows


def scale_table(found: dict[str, dict | None]) -> list[str]:
    """A row per number of municipalities."""
    rows = [_row("Kommuner", "tid/webbpl.", "processor", "mot Hugo", "minne/webbpl.", "disk/webbpl.")]
    for n, own in found.items():
        if own is None:
            rows.append(_row(n, "får inte plats i minnet"))
            continue
        sizes = (f"{own['minne MB per webbplats']:.0f} MB", f"{_times(own['disk MB per webbplats, störst'])} MB")
        rows.append(_row(n, *(_times(own[name]) for name in (*scale.GROWTH, "mot Hugo, tid per webbplats")), *sizes))
    return [*rows, "Tid och processor per webbplats är mot den första raden, mot Hugo är tid per webbplats."]


def paint_row(found: dict[str, dict[str, float]]) -> str:
    """How soon the number is on the screen, against the same page without its frame, and against Material."""
    names = {"bar": "samma sida utan ram", "material": "Material"}
    against = ", ".join(f"{_times(ratio)} mot {names[name]}" for name, ratio in found["vägvisaren mot"].items())
    return f"numret på skärmen, långsam 3G: {found['ms']['vagvisaren']} ms, {against}"


def _row(first: object, *rest: str) -> str:
    return f"{first!s:<18}" + "".join(f"{one:>15}" for one in rest)


def _times(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.2f}".replace(".", ",")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--allt", action="store_true", help="50 och 290 kommuner också")
    counts = scale.ALL if arguments.parse_args().allt else scale.FEW
    found: dict[str, object] = {"maskin": machine()}
    print(", ".join(f"{name} {value}" for name, value in found["maskin"].items()))
    with TemporaryDirectory(prefix="vagvisaren-bench-") as name:
        room = Path(name)
        found["byggen"] = builds.run(ROOT, room / "byggen", ROUNDS)
        print("\n" + "\n".join(builders_table(found["byggen"])))
        found["kommuner"] = {str(n): own for n, own in scale.run(counts, room / "kommuner", SCALE_ROUNDS)}
        print("\n" + "\n".join(scale_table(found["kommuner"])))
        found["från sparad fil till skärmen"] = edit.run(room / "redigering")
        print("\nfrån sparad fil till skärmen, sekunder:", ", ".join(f"{name} {_times(own['sekunder'])}" for name, own in found["från sparad fil till skärmen"].items()))
        found["numret på skärmen, långsam 3G"] = paint.run(room / "3g", room / "byggen/vagvisaren/timra.se")
        print("\n" + paint_row(found["numret på skärmen, långsam 3G"]))
    (ROOT / "bench" / "resultat.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
