"""HANDBOK and README: what they name exists, and what exists that an editor may use is named."""

from __future__ import annotations

import re
import subprocess

import handbok
import pytest

from bilder.__main__ import BILDER, FEL, SUM, look
from vagvisaren.__main__ import parser
from vagvisaren.commands import COMMANDS
from vagvisaren.records.formats import ascii_id

from .planting import ROOT

TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("HANDBOK.md", "README.md")}
FOR_ENGINEERS = {"scheman"}
# What a sentence in italics says that is no heading: words on a page or in the terminal.
SAID = re.compile(r"\.$|^(Hette förut|Avstängda uppgifter|Att granska|Sidorna|Jämför med|Utkast|Ingen är utsedd|Någon annan har |Visas inom|Det som publicerades|Ingenting |Pröva länkarna|Borta|Flyttad|Okänt|Den här månaden)")
# Examples that are to be made by the reader, and what a build or a command makes.
MADE = {
    "data/timra/bedomningar.yml", "data/timra/matvarden.yml", "data/timra/internt/matvarden.yml", "data/timra/granskningar.yml",
    "data/timra/internt/rapporter/2026-2026-11-22", "docs/timra.se/hitta-hit.md", "docs/umea.se/suomeksi.md",
}  # fmt: skip


def rows(text: str) -> list[list[str]]:
    return list(handbok.commands(re.sub(r" > \S+$", "", text, flags=re.MULTILINE).replace("15 4 * * * cd /srv/vagvisaren && ", "")))


@pytest.mark.parametrize("arguments", [*map(tuple, dict.fromkeys(map(tuple, rows(TEXTS["HANDBOK.md"]))))], ids=" ".join)
def test_a_command_in_the_handbook_is_one_that_the_program_takes(arguments):
    """Every command that stands on a row of its own is read by the program's own parser, each option of it too."""
    assert parser().parse_args(list(arguments)).kommando


def test_every_command_stands_in_the_handbook_and_in_the_readme():
    """The table of commands names each that an editor has, and no other; README names all."""
    table = handbok.sections()["Skriv ett kommando"].text
    named = {name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`([a-z-]+)", row)}
    known = {ascii_id(command.namn) for command in COMMANDS}
    assert named == known - FOR_ENGINEERS
    assert {name for name in known if f"`{name}`" in TEXTS["README.md"]} == known


def test_a_make_target_that_is_named_exists():
    """Each `make …` of README and HANDBOK is a target that make can plan."""
    found = {target for text in TEXTS.values() for target in re.findall(r"(?:`|^ {4,}|&& )make ?([a-z-]*)(?=[` ]|$)", text, re.MULTILINE)}
    assert {"", "test", "serve", "pdf", "kontroll"} <= found
    for target in found:
        done = subprocess.run(["make", "--dry-run", *([target] if target else [])], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def test_a_heading_that_is_referred_to_exists():
    """Each heading in italics is one of the handbook's."""
    headings = set(handbok.sections())
    wanted = {" ".join(found.split()) for found in re.findall(r"(?<!\*)\*([A-ZÅÄÖ][^*]*?)\*(?!\*)", TEXTS["HANDBOK.md"])}
    referred = {one for one in wanted if not SAID.search(one)}
    assert len(referred) > 30 and referred - headings == set()


def test_a_file_that_is_named_exists():
    """Each path below data/, docs/, server/, tema/ or vagvisaren/ is in the project, but for those that are made."""
    found = {path for text in TEXTS.values() for path in re.findall(r"`((?:data|docs|server|tema|tests|bench|\.vscode)/[^`\s:<>*{}]*)[`:]", text)}
    assert {"data/gemensamt/stodlinjer.yml", "docs/extern"} <= found
    assert {path for path in found - MADE if not (ROOT / path).exists()} == set()


def test_the_pictures_are_those_of_the_handbook_and_of_today_s_look():
    """Each picture is shown once with words for those who do not see it, and `make bilder` has been run since the look changed."""
    shown = re.findall(r"!\[([^]]{20,})\]\((bilder/[^)]+)\)", TEXTS["HANDBOK.md"])
    assert sorted(path for _, path in shown) == sorted(f"bilder/{bild.namn}.png" for bild in (*BILDER, FEL))
    assert all((ROOT / path).read_bytes().startswith(b"\x89PNG") for _, path in shown)
    assert SUM.read_text(encoding="utf-8").strip() == look(), "Utseendet har ändrats. Kör: make bilder"
