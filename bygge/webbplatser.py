"""The MkDocs hook: check everything, build each website beside, swap all of them in as the last act.

The outer build is Redaktionen. Each website that people read is rendered by a process of its own
(render.py), which may open only that website's files. Nothing is swapped before every check of every
website has passed, and the gate does not lean on MkDocs' own --strict.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property, partial
from pathlib import Path
from typing import Any

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # a notice of Material's that hides real errors

from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

import macros
from bygge import beside, render, theme_env
from bygge.renderers import Job, Renderers
from vagvisaren import checks, secrecy
from vagvisaren.faults import Fault, Faulty, Place, refuse
from vagvisaren.finished import output, policy, staging
from vagvisaren.numbers import number_lock
from vagvisaren.numbers.contact_index import Index
from vagvisaren.progress import Progress
from vagvisaren.records import dates, register
from vagvisaren.records import model as m
from vagvisaren.records.register import Register
from vagvisaren.shown import pages
from vagvisaren.shown.editors import Redaktion
from vagvisaren.shown.page import Page
from vagvisaren.shown.views import Här

ROOT = Path(__file__).resolve().parents[1]
ROOMS = {"data", "docs", "mallar", "tema", "vagvisaren", "bygge", "bilder", "bench", "tests", "server", ".git", ".venv"}


@dataclass
class Build:
    """One `mkdocs build`: where it builds, who renders what, and whether it may be swapped in."""

    register: Register
    idag: date
    stage: staging.Staging
    renderers: Renderers
    rendered: tuple[Job, ...]
    progress: Progress
    proof: secrecy.Proof | None = None
    ready: bool = False

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """Waits for every website; those that could not be rendered."""
        self.progress.now("Webbplats", len(self.rendered), since_the_beginning=True)
        done = {}
        for one in self.renderers.done():
            done[one.webbplats] = one
            self.progress.one_more()
        lost = (job.webbplats for job in self.rendered if not (job.webbplats in done and done[job.webbplats].lyckat))
        return tuple(Fault(Place(id_, 0), "Webbplatsen kunde inte byggas.", done[id_].sagt if id_ in done else "") for id_ in lost)


_build: Build | None = None


def on_startup(command, dirty):
    """Refuse gh-deploy, which would publish the internal websites; `serve` is our own preview."""
    if command == "gh-deploy":
        raise Abort("gh-deploy är avstängt: det skulle publicera de interna webbplatserna för alla.")
    if command == "serve":
        from bygge import preview

        preview.serve(ROOT)
        raise SystemExit(0)
    signal.signal(signal.SIGINT, _interrupted)


def _interrupted(*_: object) -> None:
    """Ctrl-C, in the editor's words: nothing that takes care of a fault, ours or a library's, takes this for one."""
    raise SystemExit("Avbrutet. Ingenting är ändrat.")


@event_priority(100)  # before the macros plugin asks for `here`
def on_config(config):
    """Check all data and pages, then start rendering beside the old websites."""
    global _build
    target = Path(config.site_dir)
    earlier = config.extra.pop("earlier", None)  # what the preview shows already
    try:
        idag = dates.today(os.environ.get("IDAG"))
        refuse_rooms(target)
        staging.refuse_foreign(target)
        # The sitemaps' dates: the day, not the moment, so that the same data give the same bytes.
        os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.combine(idag, time(12), UTC).timestamp()))
        render.prepare()
        stage = staging.Staging(target)
        renderers = Renderers(render.render)  # before any data but the shared ones are read
        try:
            progress = Progress()
            progress.now("Kontrollerar data och sidor")
            # They begin at once. Were something wrong with the data, nothing that they write is taken.
            jobs = [_job(mapp, w, stage, idag) for mapp, w in register.websites(ROOT)]
            sums = earlier.sums(jobs) if earlier else {}
            rendered = tuple(job for job in jobs if not (earlier and earlier.holds(job, sums)))
            renderers.start(rendered)
            all_data = checks.kontroll(ROOT, idag)
            build = Build(all_data, idag, stage, renderers, rendered, progress)
            if earlier:
                refuse(build.faults)
                earlier.take(jobs, sums)
        except BaseException:
            progress.end()
            renderers.stop()
            stage.close()
            raise
    except Faulty as fault:
        raise Abort(str(fault)) from None
    _build = build
    progress.now("Bygger Redaktionen")
    theme_env.lean(config.theme)
    config.site_dir = str(stage.new / pages.REDAKTIONEN)
    sidor = pages.read_all(ROOT, all_data, idag)
    sagt = said(all_data, sidor, idag)
    config.extra["here"] = Redaktion(all_data, idag, sidor, versions(all_data, sidor, sagt), sagt)
    return config


def _job(mapp: str, webbplats: m.Webbplats, stage: staging.Staging, idag: date) -> Job:
    return Job(webbplats.id, mapp, webbplats.publik == "intern", str(stage.new / webbplats.id), idag.isoformat())


def said(register: Register, sidor: dict[str, tuple[Page, ...]], idag: date) -> dict[tuple[str, str], tuple[str, ...]]:
    """What the words on each page say, by website and page; but not on an internal page about the plan, which takes
    longest: it has no version, and the plan's own words are not judged."""
    mallar = theme_env.words()
    here = {w.id: Här(register, w, idag) for w in register.webbplatser.values()}
    asked = ((id_, page) for id_, own in sidor.items() for page in own if here[id_].webbplats.publik == "extern" or not page.om_planen)
    return {(id_, page.namn): macros.said(page, here[id_], mallar) for id_, page in asked}


def versions(
    register: Register, sidor: dict[str, tuple[Page, ...]], sagt: dict[tuple[str, str], tuple[str, ...]]
) -> dict[tuple[str, str], str]:
    """The version of each public page, by website and page, as its fragment carries it."""
    public = (w.id for w in register.webbplatser.values() if w.publik == "extern")
    return {(id_, page.namn): macros.version(page, sagt[id_, page.namn]) for id_ in public for page in sidor[id_]}


def refuse_rooms(target: Path) -> None:
    """The websites are never built into the project's own rooms, or into one another; raises `Faulty`."""
    inside = target.resolve().relative_to(ROOT.resolve()).parts if target.resolve().is_relative_to(ROOT.resolve()) else ()
    if (inside or target.resolve() == ROOT.resolve()) and (len(inside) != 1 or inside[0] in ROOMS):
        place = Place("/".join(inside) or ".", 0)
        raise Faulty([Fault(place, "Dit kan webbplatserna inte byggas.", "Bygg till site, eller till en mapp utanför projektet.")])


def on_post_build(config):
    """Wait for every website, then check the finished HTML of all of them."""
    lost = [fault.place.file for fault in _build.faults]
    policy.seal_all(_build.stage.new / pages.REDAKTIONEN, own_files=True)
    for folder in sorted(_build.stage.folder.glob("fragment-*")):
        room = _build.stage.new / pages.REDAKTIONEN / "fragment" / folder.name.removeprefix("fragment-")
        room.parent.mkdir(exist_ok=True)
        folder.rename(room)
    # Redaktionen leads to the fragments of every website: with one of them lost its links say nothing new.
    unchecked = {*lost, pages.REDAKTIONEN} if lost else set()
    whole = sorted(path.name for path in _build.stage.new.iterdir() if path.name not in unchecked)
    if faults := [*_build.faults, *_finished_faults(_build, whole, theme_env.theirs(config.theme))]:
        raise Abort(str(Faulty(faults)))
    if not _build.proof.passed:
        raise Abort(_build.proof.report)
    _build.ready = True


def _finished_faults(build: Build, names: list[str], theirs: frozenset[str]) -> Iterator[Fault]:
    """Everything that is wrong with the finished websites, in their order; and meanwhile the proof of their secrecy."""
    index = Index(build.register)
    build.progress.now("Kontrollerar webbplats", len(names))
    checks = [partial(secrecy.prove, ROOT, build.stage.new, build.register, build.idag)]  # first: it takes longest
    checks += [partial(_finished, build, name, index, theirs) for name in names]
    found: dict[int, Any] = {}
    for number, result in beside.each(lambda check: check(), checks):
        found[number] = result
        build.progress.one_more()
    build.proof = found.pop(0)
    for number in sorted(found):
        yield from found[number]


def _finished(build: Build, name: str, index: Index, theirs: frozenset[str]) -> list[Fault]:
    """What is wrong with one finished website."""
    folder, webbplats = build.stage.new / name, build.register.webbplatser.get(name)
    sources = {path.replace(".md", ".html"): file for path, file in pages.page_files(ROOT, webbplats).items()}
    här = Här(build.register, webbplats, build.idag) if webbplats else None
    return [
        *output.site_faults(folder, sources, ROOT),
        *number_lock.site_faults(folder, här, index, sources, ROOT, () if webbplats else theirs),
        *(output.stray_faults(folder) if webbplats else ()),
    ]


def on_build_error(error):
    """A full disk and its kin, in the editor's words."""
    if isinstance(error, OSError):
        raise Abort(f"Det gick inte att skriva: {error.strerror or error}. Ingenting är ändrat.")


def on_shutdown():
    """The very last act, after MkDocs' own: swap, unless anything at all went wrong."""
    global _build
    build, _build = _build, None
    if build is None:
        return
    build.progress.end()
    build.renderers.stop()
    if build.ready and sys.exc_info()[0] is None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # from here on something is changed, and whole
        build.stage.swap()
    else:
        build.stage.close()
