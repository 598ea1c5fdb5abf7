"""`make bilder`: HANDBOK's pictures, taken of the real pages in a preview of a copy of the project."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bygge.copied import previewed
from vagvisaren.finished import printing

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).parent
LOOK = ("mallar", "tema", "docs/redaktionen")  # what a picture shows, but for the data
SUM = HERE / "utseende.txt"
IDAG = "2026-11-22"  # the data are of that day, and the pictures may be taken on any
FAULT = ("data/timra/kommun.yml", "    svarar: Växeln", "    svrar: Växeln")


@dataclass(frozen=True)
class Bild:
    """A picture: its name, the page in the preview, its size in CSS pixels, and what to scroll to."""

    namn: str
    sida: str
    storlek: tuple[int, int]
    till: str = "body"


BILDER = (
    Bild("forhandsvisning", "", (900, 520)),
    Bild("att-gora", "redaktionen/index.html", (1280, 720)),
    Bild("var-det-anvands", "redaktionen/anvands.html", (1280, 600)),
    Bild("vem-kontaktas", "timra.se/vem-kontaktas.html", (900, 640)),
)
FEL = Bild("fel", "timra.se/index.html", (900, 260))


def look() -> str:
    """A sum of the files that decide how the pictures look: another sum, and they are to be taken again."""
    files = (path for name in LOOK for path in ([ROOT / name] if (ROOT / name).is_file() else sorted((ROOT / name).rglob("*"))))
    digest = hashlib.sha256()
    for path in files:
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def take(page: Page, address: str, bild: Bild) -> None:
    width, height = bild.storlek
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address + bild.sida)
    page.locator(bild.till).first.scroll_into_view_if_needed()
    page.screenshot(path=HERE / f"{bild.namn}.png", animations="disabled")
    print(f"Klart: bilder/{bild.namn}.png")


def main() -> None:
    with TemporaryDirectory(prefix="vagvisaren-bilder-") as folder, printing.started(printing.find_browser()) as browser:
        root = Path(folder)
        with previewed(root, IDAG=IDAG) as address:
            page = browser.new_page(locale="sv-SE")
            for bild in BILDER:
                take(page, address, bild)
            file, old, new = FAULT
            text = (root / file).read_text(encoding="utf-8")
            (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
            page.get_by_role("heading", name="Det finns fel").wait_for(timeout=60_000)
            take(page, address, FEL)
    SUM.write_text(look() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
