"""`make bench`: what is measured, as ratios within one run. Writes bench/resultat.json."""

from __future__ import annotations

import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import paint

ROOT = Path(__file__).resolve().parents[1]


def machine() -> dict[str, str]:
    """What the figures depend on."""
    packages = {name: version(name) for name in ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "playwright")}
    return {"python": platform.python_version(), "system": platform.platform(), "processor": platform.machine(), **packages}


def main() -> int:
    with TemporaryDirectory() as folder:
        found = {"maskin": machine(), "numret på skärmen, långsam 3G": paint.run(Path(folder), ROOT / "site" / "timra.se")}
    (ROOT / "bench" / "resultat.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for name, value in found.items():
        print(name, {k: v for k, v in value.items() if k != "mätningar"})
    return 0


if __name__ == "__main__":
    sys.exit(main())
