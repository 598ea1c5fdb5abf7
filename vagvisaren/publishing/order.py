"""What is asked for, and what of it is refused, each with the way out."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError

from vagvisaren.faults import Fault, Faulty, Place, Unchecked, nearest
from vagvisaren.publishing.release import Märke
from vagvisaren.publishing.target import AKTUELL, LÅS, MÄRKE, UTGÅVOR, LocalTarget, Target, foreign
from vagvisaren.records import model as m
from vagvisaren.records.register import Register
from vagvisaren.shown import pages, review
from vagvisaren.shown.review import Uppgift
from vagvisaren.shown.views import Här

COMMAND = ".venv/bin/python -m vagvisaren"  # as a person copies it; HANDBOK says it for Windows
ROLL = "ROLL"  # that the reader puts a role in the place of
PUBLIK = {"extern": "för alla", "intern": "bara för medarbetare"}
_OURS = {MÄRKE, UTGÅVOR, AKTUELL}
_HIDDEN = {LÅS, f".{MÄRKE}.ny", ".DS_Store"}  # what may lie in a place where nothing is published yet
_WORDS = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet är slut",
    errno.EFBIG: "filen får inte bli så stor",
    errno.EACCES: "du får inte göra det där",
    errno.EPERM: "du får inte göra det där",
    errno.EROFS: "det går bara att läsa där",
    errno.ENOTDIR: "det är ingen mapp",
    errno.EEXIST: "det finns redan något annat där",
    errno.ENOENT: "det finns inte",
    errno.ENOLCK: "det går inte att låsa där",
    errno.EOPNOTSUPP: "det går inte att låsa där",
}


@dataclass(frozen=True)
class Order:
    """What is asked for: which website, where, on which day, and how."""

    root: Path
    webbplats: str
    target: Target
    idag: date
    now: datetime  # Stockholm's time
    nytt_mål: bool = False
    om_förfallet: bool = False  # only what the day has changed
    prova: bool = False  # everything but the copying and the swap


@contextmanager
def in_plain_words(target: Target) -> Iterator[None]:
    """What the system says no to, and Ctrl-C, in the editor's words; raises `Faulty`."""
    try:
        yield
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        write = "Webbplatsen visas som förut. Rätta det, eller be den som sköter datorn, och försök igen."
        raise Faulty([Fault(Place(target.label, 0), f"Det gick inte att läsa eller skriva{where}: {why(error)}.", write)]) from None
    except KeyboardInterrupt:
        raise Faulty([Fault(Place(target.label, 0), "Avbrutet.", "Webbplatsen visas som förut.")]) from None


def why(error: Faulty | OSError | KeyboardInterrupt) -> str:
    """What went wrong, as the end of a sentence."""
    if isinstance(error, Faulty):
        return " ".join(map(str, error.faults)).rstrip(".")
    if isinstance(error, OSError):
        return _WORDS.get(error.errno) or error.strerror or str(error)
    return "avbrutet"


def target_faults(order: Order) -> Iterator[Fault]:
    """A target is one website's own, and holds nothing but what was published there."""
    target, here = order.target, Place(order.target.label, 0)
    if isinstance(target, LocalTarget) and _overlap(target.root.resolve(), order.root.resolve()):
        yield Fault(here, "Målet ligger i projektets egen mapp.", "Välj en mapp utanför projektet.")
        return
    if outer := target.within():
        yield Fault(here, f"Målet ligger inuti ett annat mål, {outer}.", "Välj en mapp bredvid.")
    raw = target.read(MÄRKE)
    if raw is not None:
        yield from mark_faults(target, order.webbplats)
        yield from (foreign(target.label, name) for name in target.listing() if not name.startswith(".") and name not in _OURS)
    elif not {*target.listing()} <= _HIDDEN:
        yield Fault(here, "Mappen innehåller något som Vägvisaren inte har lagt dit.", "Publicera till en tom mapp.")
    elif order.om_förfallet:
        yield Fault(here, "Här är ingenting publicerat än.", "Publicera för hand första gången.")
    elif not order.nytt_mål:
        yield Fault(here, f"Dit har {order.webbplats} aldrig publicerats.", "Är det rätt mapp? Lägg till --nytt-mal.")


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def mark_faults(target: Target, webbplats: str) -> Iterator[Fault]:
    """A target that is another website's, or whose nobody can tell."""
    mark = read_mark(target)
    if mark is None:
        yield Fault(Place(target.label, 0), f"Dit har {webbplats} aldrig publicerats.", "Välj rätt mapp.")
    elif mark.webbplats != webbplats:
        what = f"Målet hör till {mark.webbplats} ({PUBLIK[mark.publik]}), inte till {webbplats}."
        yield Fault(Place(target.label, 0), what, "Välj rätt webbplats eller rätt mapp.")


def read_mark(target: Target) -> Märke | None:
    """Whose a target is; None when nothing was ever published there. Raises `Faulty` when it does not read."""
    raw = target.read(MÄRKE)
    try:
        return None if raw is None else Märke.model_validate_json(raw)
    except ValidationError:
        raise Faulty([Fault(Place(f"{target.label}/{MÄRKE}", 0), "Filen går inte att läsa.", "Hämta den ur en säkerhetskopia.")]) from None


def find_webbplats(register: Register, id_: str) -> m.Webbplats:
    """The website with an id; raises `Faulty` with the nearest."""
    if webbplats := register.webbplatser.get(id_):
        return webbplats
    raise Faulty([Fault(Place("publicera", 0), f'Webbplatsen "{id_}" finns inte.', nearest(id_, register.webbplatser))])


def another_audience(target: Target, webbplats: m.Webbplats) -> Iterator[Fault]:
    """A public website never comes to an internal target, nor the other way round."""
    mark = read_mark(target)
    if mark and mark.publik != webbplats.publik:
        what = f"Målet är {PUBLIK[mark.publik]}, men {webbplats.id} är {PUBLIK[webbplats.publik]}."
        yield Fault(Place(target.label, 0), what, "Publicera till en ny mapp.")


def refuse_unchecked(order: Order, root: Path, register: Register, webbplats: m.Webbplats) -> None:
    """Every fact and text that the website shows, or does not show today, is checked, and not too long ago; raises `Unchecked`."""
    if waiting := list(_waiting(order, root, register, webbplats)):
        mapp = register.kommun_för(webbplats).mapp
        raise Unchecked((_unchecked(uppgift, mapp) for uppgift in waiting), _ready(waiting, mapp))


def unchecked_soon(order: Order, root: Path, register: Register, webbplats: m.Webbplats) -> Iterator[Fault]:
    """What nobody has checked and the day will show before long: it will stop the nightly line."""
    later = replace(order, idag=order.idag + review.SOON, om_förfallet=True)
    return (_unchecked(uppgift, register.kommun_för(webbplats).mapp) for uppgift in _waiting(later, root, register, webbplats))


def _waiting(order: Order, root: Path, register: Register, webbplats: m.Webbplats) -> Iterator[Uppgift]:
    här, sidor = Här(register, webbplats, order.idag), pages.read_all(root, register, order.idag)
    known = review.uppgifter(register, här.lokalt, sidor, order.idag)
    abouts = (review.about(page, här) for page in sidor[webbplats.id])
    return review.stopping(abouts, known, här.lokalt, order.idag, order.om_förfallet)


def _unchecked(uppgift: Uppgift, mapp: str) -> Fault:
    av = _role(uppgift) if uppgift.is_text else ROLL  # a text is approved by its own role, a fact compared by any
    write = f"{uppgift.jämför} Skriv sedan: {_checked([uppgift], av, mapp)}"
    return Fault(uppgift.plats, f"{uppgift.namn}: {review.state_in_words(uppgift).lower()}.", write)


def _ready(waiting: Iterable[Uppgift], mapp: str) -> Iterator[str]:
    """One row for each role and each way to check, with all that is the role's, when that is more than one thing."""
    groups: dict[tuple[str, bool], list[Uppgift]] = {}
    for uppgift in waiting:
        groups.setdefault((_role(uppgift), uppgift.is_text), []).append(uppgift)
    for (role, is_text), own in sorted((key, own) for key, own in groups.items() if len(own) > 1):
        what = "har läst alla texter" if is_text else "har jämfört alla uppgifter"
        yield f"När {role} {what}: {_checked(own, role, mapp)}"


def _checked(own: Sequence[Uppgift], av: str, mapp: str) -> str:
    """The command that says that these are checked."""
    hur = m.Hur.läst if own[0].is_text else "HUR"
    return f"{COMMAND} granskning klar {' '.join(uppgift.id for uppgift in own)} --av {av} --hur {hur} --kommun {mapp}"


def _role(uppgift: Uppgift) -> str:
    return ROLL if uppgift.ägare == m.OKÄNT else uppgift.ägare
