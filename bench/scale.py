"""What many municipalities cost: time, memory and disk per website, against Hugo on the same public pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil

from bench import builders, builds, cost
from bench.kommuner import make_project
from vagvisaren.shown import pages

FEW = (1, 10)
ALL = (1, 10, 50, 290)
ROOM_LEFT = 0.8  # of the memory that is free may be expected to be used
GROWTH = {"tid mot första": "sekunder per webbplats", "processor mot första": "processorsekunder per webbplats"}


def measure(n: int, room: Path, rounds: int) -> dict[str, float]:
    """Build n municipalities in turns with Hugo, which builds only their public websites."""
    project = make_project(room / "projekt", n)
    websites = [one for one in builders.websites(project) if one.record]
    public = [one for one in websites if one.record.publik == "extern"]
    ours = builds.Builder(builds.ALL_CHECKS, builders.ours(project, room / "vagvisaren"), room / "vagvisaren")
    memory = builds.peaks([ours])[ours.name]
    for one in public:
        builders.lay_hugo(ours.out, one, room / "kalla-hugo" / one.id)
    hugo = builds.hugo_builder(public, room / "kalla-hugo", room / "hugo")
    hugo_memory = builds.peaks([hugo])[hugo.name]
    builds.refuse_other(ours.out, public, [hugo])
    found = builds.costs([ours, hugo], rounds)
    middle, hugos, against = cost.middle(found[ours.name]), cost.middle(found[hugo.name]), cost.ratio(found[ours.name], found[hugo.name])
    return {
        "webbplatser": len(websites),
        "sekunder per webbplats": middle.wall / len(websites),
        "processorsekunder per webbplats": middle.cpu / len(websites),
        "minne MB": memory / 1e6,
        "minne MB per webbplats": memory / 1e6 / len(websites),
        "disk MB per webbplats, störst": max(_bytes(ours.out / one.id) for one in websites) / 1e6,
        "disk MB, Redaktionen": _bytes(ours.out / pages.REDAKTIONEN) / 1e6,
        "Hugo, sekunder per webbplats": hugos.wall / len(public),
        "Hugo, processorsekunder per webbplats": hugos.cpu / len(public),
        "Hugo, minne MB": hugo_memory / 1e6,
        "mot Hugo, tid per webbplats": against.wall * len(public) / len(websites),
        "mot Hugo, processor per webbplats": against.cpu * len(public) / len(websites),
    }


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def run(counts: Iterable[int], room: Path, rounds: int) -> Iterator[tuple[int, dict[str, float] | None]]:
    """Each number of municipalities with its figures, and its time per website against that of the first number. None
    for a number that would not have room in the memory, as the number before it used it."""
    first: dict[str, float] = {}
    each = 0.0  # MB per website that the last build held
    for n in counts:
        if each * 2 * n > psutil.virtual_memory().available / 1e6 * ROOM_LEFT:
            yield n, None
            continue
        found = measure(n, room / str(n), rounds)
        first, each = first or found, found["minne MB per webbplats"]
        grown = {name: found[part] / first[part] for name, part in GROWTH.items()}
        yield n, {name: round(value, 3) for name, value in (found | grown).items()}
        builders.clear(room / str(n))
