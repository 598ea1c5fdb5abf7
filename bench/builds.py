"""What a build costs: ours, ours without the machinery, plain Material, Hugo, and only writing the same bytes.

That all of them say the same is checked before any time is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import builders, cost, reading
from bench.builders import MATERIAL, OURS, Website
from bench.cost import Command
from vagvisaren.finished import policy
from vagvisaren.shown import pages

ALL_CHECKS, PLAIN, STOCK, HUGO, COPY = "Vägvisaren", "utan maskineriet", "Material", "Hugo", "bara skriva"


@dataclass(frozen=True)
class Builder:
    """The commands that build the websites into a folder; where the main part of a page stands, if not where ours does."""

    name: str
    commands: Sequence[Command]
    out: Path
    main: tuple[str, str] | None = None


def lay_out(project: Path, room: Path) -> tuple[list[Website], list[Builder]]:
    """Everything that the measured commands need, below `room`; of it our own build."""
    websites, ours = builders.websites(project), room / "vagvisaren"
    cost.run(builders.ours(project, ours))
    for one in websites:
        builders.lay_plain(project, one, room / "kalla-utan" / one.id)
        builders.lay_material(ours, one, room / "kalla-material" / one.id)
        builders.lay_hugo(ours, one, room / "kalla-hugo" / one.id)
    return websites, [
        Builder(ALL_CHECKS, builders.ours(project, room / "igen"), room / "igen"),
        Builder(PLAIN, [builders.plain(project, one, room / "kalla-utan" / one.id, room / "utan") for one in websites], room / "utan"),
        Builder(STOCK, [builders.material(one, room / "kalla-material" / one.id, room / "material") for one in websites], room / "material", MATERIAL),
        hugo_builder(websites, room / "kalla-hugo", room / "hugo"),
        Builder(COPY, builders.copied(ours, room / "kopia"), room / "kopia"),
    ]


def hugo_builder(websites: Iterable[Website], sources: Path, out: Path) -> Builder:
    return Builder(HUGO, [builders.run_hugo(one, sources / one.id, out) for one in websites], out, OURS)


def refuse_other(ours: Path, websites: Iterable[Website], others: Iterable[Builder]) -> None:
    """Every builder's pages say what ours do; raises ValueError."""
    for one in websites:
        meant = reading.read_site(ours / one.id, one.files, *one.main)
        for other in others:
            said = reading.read_site(other.out / one.id, one.files, *(other.main or one.main))
            reading.refuse_other(f"{other.name}, {one.id}", meant, said)


def refuse_other_frame(ours: Path, websites: Iterable[Website], plain: Path) -> None:
    """Without the machinery each page is the same, byte for byte, but for its policy; raises ValueError."""
    for one in websites:
        for file in one.files:
            page = policy.seal((plain / one.id / file).read_text(encoding="utf-8"), own_files=one.id == pages.REDAKTIONEN)
            if page != (ours / one.id / file).read_text(encoding="utf-8"):
                raise ValueError(f"{PLAIN}: {one.id}/{file} is another page")


def peaks(measured: Iterable[Builder]) -> dict[str, int]:
    """The most memory that each holds, in bytes; it also builds everything once."""
    found = {}
    for one in measured:
        builders.clear(one.out)
        found[one.name] = cost.peak(one.commands)
    return found


def costs(measured: Sequence[Builder], rounds: int) -> dict[str, list[cost.Cost]]:
    """What each costs, in turns, each time into an empty folder."""
    found: dict[str, list[cost.Cost]] = {one.name: [] for one in measured}
    for _ in range(rounds):
        for one in measured:
            builders.clear(one.out)
            found[one.name].append(cost.cost(one.commands))
    return found


def run(project: Path, room: Path, rounds: int) -> dict[str, object]:
    """Each builder's memory and seconds, and ours against it."""
    websites, measured = lay_out(project, room)
    memory = peaks(measured)
    refuse_other(room / "vagvisaren", websites, measured)
    refuse_other_frame(room / "vagvisaren", websites, room / "utan")
    found = costs(measured, rounds)
    return {
        "webbplatser": len(websites),
        "sidor": sum(len(one.pages) for one in websites),
        "byggare": {name: compared(found[ALL_CHECKS], own, memory[ALL_CHECKS], memory[name]) for name, own in found.items()},
    }


def compared(ours: Sequence[cost.Cost], own: Sequence[cost.Cost], our_peak: int, peak: int) -> dict[str, object]:
    """Ours against one builder, and its own figures, which another machine never has."""
    against, middle = cost.ratio(ours, own), cost.middle(own)
    return {
        "mot tid": round(against.wall, 2),
        "mot processor": round(against.cpu, 2),
        "mot minne": round(our_peak / peak, 2) if peak else None,
        "sekunder": round(middle.wall, 3),
        "processorsekunder": round(middle.cpu, 3),
        "minne MB": round(peak / 1e6),
        "mätningar": [(round(one.wall, 3), round(one.cpu, 3)) for one in own],
    }
