"""Publishes a website: wholly, or not at all.

Check, build, compare, say what has changed, copy the release beside the live one, verify it where it lies, keep the
source, swap, read back. Until the swap nothing that a reader meets is touched; after it the old release is still there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from vagvisaren import checks
from vagvisaren.faults import Fault, Faulty, Place, refuse
from vagvisaren.publishing import release, source
from vagvisaren.publishing.changes import changes
from vagvisaren.publishing.order import (
    Order,
    another_audience,
    find_webbplats,
    in_plain_words,
    mark_faults,
    refuse_unchecked,
    target_faults,
    unchecked_soon,
    why,
)
from vagvisaren.publishing.release import Manifest, Märke
from vagvisaren.publishing.source import Kept
from vagvisaren.publishing.ssh import SshTarget
from vagvisaren.publishing.target import AKTUELL, ARKIV, MÄRKE, UTGÅVOR, LocalTarget, Say, Target, staged
from vagvisaren.records import dates
from vagvisaren.records import model as m
from vagvisaren.records.register import Register
from vagvisaren.shown import pages, review
from vagvisaren.shown.views import Här, ansvar

KEPT = 10  # releases that lie unpacked
OTHERS = "Någon annan har publicerat ändringar som du inte har. Står här något som du inte har gjort: skriv backa, sedan git pull, och publicera igen."
KONTROLLER = ("kontroll", "granskning", "bygge", "sekretess", "länkar", "kontrollsummor")


@dataclass(frozen=True)
class Basis:
    """What a release is made of, checked: it may not change before the release is made."""

    root: Path
    summa: str
    register: Register
    webbplats: m.Webbplats
    kept: Kept | None = None  # when it is published already


def open_target(till: str) -> Target:
    """The place that `--till` names: användare@värd:mapp is another machine, anything else a folder."""
    if match := re.fullmatch(r"((?:\w[\w.-]*@)?\w[\w.-]+):(.+)", till):
        return SshTarget(match[1], match[2], till)
    return LocalTarget(Path(till), till)


def publish(order: Order, say: Say) -> None:
    """Carry out an order; says what it does. Raises `Faulty`, and the live website is then as it was."""
    with in_plain_words(order.target), source.workroom() as room:
        refuse(target_faults(order))
        basis = None if order.om_förfallet else check(order, order.root)  # before anything is touched there
        with alone(order, say):
            _publish(order, basis or _published(order, room), room, say)


@contextmanager
def alone(order: Order, say: Say) -> Iterator[None]:
    """Nobody else publishes there meanwhile, and what was cut short before is cleared away."""
    if order.prova and order.target.read(MÄRKE) is None:
        yield
        return
    with order.target.lock(say):
        refuse(target_faults(order))  # another may have come first
        if not order.prova:
            order.target.clear()
        yield


def _publish(order: Order, basis: Basis, room: Path, say: Say) -> None:
    last = live_manifest(order.target)
    if order.idag != order.now.date():
        say(f"IDAG är satt: webbplatsen blir som den är {dates.in_words(order.idag)}.")
    if not order.om_förfallet:
        for fault in unchecked_soon(order, basis.root, basis.register, basis.webbplats):
            say(f"Visas inom {review.SOON.days} dagar, och då publiceras ingenting förrän det är granskat: {fault}")
    source.build(basis.root, room / "site", order.idag)
    refuse(_moved(basis))
    issue(order, basis, room / "site" / basis.webbplats.id, last, say)


def issue(order: Order, basis: Basis, made: Path, last: Manifest | None, say: Say) -> None:
    """Publish a built website in the place of the last one, when it differs. A night that changes nothing says nothing:
    what is said is mailed."""
    release.compress(made)
    said = _what_is_new(order, basis, made, last)
    if not said:
        return None if order.om_förfallet else say("Ingenting har ändrats sedan webbplatsen publicerades senast.")
    if order.om_förfallet and source.source_sum(order.root) != basis.summa:
        say("Det finns ändringar som inte är publicerade. De får vänta: här publiceras bara det som dagen har ändrat.")
    if last and last.commit and not (basis.kept or source.descends(order.root, last.commit)):
        say(OTHERS)
    for change in said:
        say(change)
    if order.prova:
        return say("Det här skulle publiceras. Ingenting är ändrat.")
    manifest = _put(order, basis, made, said, say)
    say(f"Publicerat: {order.webbplats} ligger nu i {order.target.label}, utgåva {manifest.namn}.")
    _make_room(order.target, manifest, say)


def _what_is_new(order: Order, basis: Basis, made: Path, last: Manifest | None) -> tuple[str, ...]:
    """What differs from what is live, in sentences; nothing when there is nothing to publish."""
    files, before = release.sums(made), live_files(order.target, last)
    broken = release.differences(last.filer, order.target.sums(AKTUELL)) if last else []
    mended = [f"Det som visas är skadat eller ändrat för hand, först {broken[0]}. Det läggs dit igen."] if broken else []
    said = changes(before, {name: (made / name).read_bytes() for name in files}) if before or not last else ()
    if said or mended or order.om_förfallet or last is None or last.filer == files or last.källsumma == basis.summa:
        return (*mended, *said)
    return ("Texterna är desamma. Utseendet eller något annat har ändrats.",)


def _published(order: Order, room: Path) -> Basis:
    """The published source as it is today: facts that have become too old give way, deviations begin and end."""
    last = live_manifest(order.target)
    if last is None:
        raise Faulty([Fault(Place(order.target.label, 0), "Här är ingenting publicerat än.", "Publicera för hand första gången.")])
    kept = Kept(last.commit, last.källkopia)
    if last.källsumma == source.source_sum(order.root):
        return check(order, order.root, kept)
    return check(order, source.unpack(order.root, kept, last.källsumma, room / "källa"), kept)


def check(order: Order, root: Path, kept: Kept | None = None) -> Basis:
    """What is to be published, without faults; raises `Faulty`."""
    summa = source.source_sum(root)
    register = checks.kontroll(root, order.idag)
    webbplats = find_webbplats(register, order.webbplats)
    refuse(another_audience(order.target, webbplats))
    refuse_unchecked(order, root, register, webbplats)
    return Basis(root, summa, register, webbplats, kept)


def _moved(basis: Basis) -> Iterator[Fault]:
    if source.source_sum(basis.root) != basis.summa:
        yield Fault(Place("publicera", 0), "Något ändrades i projektet medan webbplatsen byggdes.", "Publicera igen.")


# ------------------------------------------------------------------ there and back


def live_manifest(target: Target) -> Manifest | None:
    """What is live; None when nothing is. Raises `Faulty` when its manifest does not read."""
    current = target.current()
    return read_manifest(target, current, "Kör backa och publicera igen, eller hämta filen ur en säkerhetskopia.") if current else None


def read_manifest(target: Target, name: str, write: str) -> Manifest:
    """The manifest of a release; raises `Faulty`, with what to do about it."""
    path = f"{UTGÅVOR}/{name}.json"
    raw = target.read(path)
    try:
        manifest = Manifest.model_validate_json(raw or b"")
    except ValidationError:
        manifest = None
    if manifest is None or manifest.namn != name:
        what = "Utgåvans förteckning finns inte." if raw is None else "Utgåvans förteckning går inte att läsa."
        raise Faulty([Fault(Place(f"{target.label}/{path}", 0), what, write)])
    return manifest


def live_files(target: Target, manifest: Manifest | None) -> Mapping[str, bytes]:
    """The pages and the contacts of the live release, to compare with."""
    wanted = [name for name in manifest.filer if name.endswith((".html", ".json"))] if manifest else []
    found = {name: target.read(f"{AKTUELL}/{name}") for name in wanted}
    return {name: content for name, content in found.items() if content is not None}


def _put(order: Order, basis: Basis, made: Path, said: tuple[str, ...], say: Say) -> Manifest:
    """Copy, verify where it lies, keep the source, swap, read back; the release's manifest. Raises what goes wrong."""
    target, files = order.target, release.sums(made)
    namn, before = release.release_name(order.now, files, max(target.releases(), default="")), target.current()
    if target.read(MÄRKE) is None:
        mark = Märke(webbplats=order.webbplats, publik=basis.webbplats.publik)
        target.write(MÄRKE, mark.model_dump_json(indent=2).encode())
    try:
        target.stage(made, namn)
        verify(target, staged(namn), files)
        kept = basis.kept or source.keep(order.root, basis.summa, "\n".join([source.title(order.webbplats), "", *said]), say)
        refuse(_moved(basis))
        manifest = _manifest(order, basis, kept, namn, files, before)
        target.place(namn, manifest.model_dump_json(indent=2).encode())
        _go_live(target, namn, files, before)
    except BaseException:
        with suppress(Exception):
            target.clear()
        raise
    return manifest


def _manifest(order: Order, basis: Basis, kept: Kept, namn: str, files: Mapping[str, str], before: str | None) -> Manifest:
    här = Här(basis.register, basis.webbplats, order.idag)
    who, shown = ansvar(här), [review.about(page, här).bäst_före for page in pages.read_pages(basis.root, här)[0].values()]
    return Manifest(
        namn=namn,
        webbplats=basis.webbplats.id,
        publik=basis.webbplats.publik,
        före=before,
        publicerad=order.now,
        idag=order.idag,
        publicerare=who.publicerare or m.OKÄNT,
        innehållsansvarig=who.innehållsansvarig or m.OKÄNT,
        commit=kept.commit,
        källkopia=kept.källkopia,
        källsumma=basis.summa,
        kontroller=tuple(k for k in KONTROLLER if k != "granskning" or not order.om_förfallet),
        bäst_före=min((day for day in shown if day), default=None),
        filer=dict(files),
    )


def _go_live(target: Target, name: str, files: Mapping[str, str], before: str | None) -> None:
    """Swap, and read back what a reader meets; swap back when it is not what was built."""
    try:
        target.swap(name)
        verify(target, AKTUELL, files)
    except BaseException:
        _swap_back(target, before)
        raise


def _swap_back(target: Target, before: str | None) -> None:
    try:
        if target.current() != before:
            target.swap(before)
    except (Faulty, OSError):
        what = "Det gick varken att publicera eller att byta tillbaka. Den utgåva som visas är hel, men det kan vara den nya."
        raise Faulty([Fault(Place(target.label, 0), what, "Publicera igen när målet svarar.")]) from None


def verify(target: Target, path: str, files: Mapping[str, str], write: str = "Se efter om disken är full eller trasig.") -> None:
    """What lies there is what was built, byte for byte; raises `Faulty`."""
    if wrong := release.differences(files, target.sums(path)):
        files_ = "1 fil" if len(wrong) == 1 else f"{len(wrong)} filer"
        what = f"{files_} är inte som i bygget, först {wrong[0]}."
        raise Faulty([Fault(Place(f"{target.label}/{path}", 0), what, f"Webbplatsen visas som förut. {write}")])


def _make_room(target: Target, manifest: Manifest, say: Say) -> None:
    """Pack the oldest releases, never the live one nor the one to go back to. The website is published whatever happens here."""
    try:
        releases = target.releases()
        for old in releases[:-KEPT]:
            if old not in (manifest.namn, manifest.före):
                target.pack(old)
    except (Faulty, OSError, KeyboardInterrupt) as error:
        say(f"Äldre utgåvor är inte packade: {why(error)}. De packas nästa gång.")


def roll_back(target: Target, webbplats: str, say: Say) -> None:
    """Make the release before the live one live again; raises `Faulty` when there is none, or when it has changed."""
    with in_plain_words(target):
        refuse(mark_faults(target, webbplats))
        with target.lock(say):
            target.clear()
            current = target.current()
            earlier = read_manifest(target, _before(target, current), "Hämta filen ur en säkerhetskopia.")
            verify(target, f"{UTGÅVOR}/{earlier.namn}", earlier.filer, "Hämta mappen ur en säkerhetskopia, eller rätta uppgifterna och publicera igen.")
            _go_live(target, earlier.namn, earlier.filer, current)
    say(f"Klart: {webbplats} visar nu utgåvan {earlier.namn}, publicerad {dates.in_words(earlier.publicerad.date())}. Den nyare ligger kvar.")


def _before(target: Target, current: str | None) -> str:
    """The release that the live one took the place of: by its manifest, or by its name when the manifest is lost."""
    here, releases = Place(target.label, 0), target.releases()
    write = "Rätta uppgifterna och publicera igen."
    try:
        live = live_manifest(target)
        before = live.före if live else None
    except Faulty:
        before = max((name for name in releases if name < current), default=None)
        write = f"Ta bort {AKTUELL} och publicera igen."
    if before is None:
        raise Faulty([Fault(here, "Det finns ingen tidigare utgåva att gå tillbaka till.", write)])
    if before not in releases:
        write = f"Packa upp {ARKIV}/{before}.tar.gz i {UTGÅVOR}/{before} och försök igen."
        raise Faulty([Fault(here, f"Utgåvan {before} ligger inte kvar.", write)])
    return before
