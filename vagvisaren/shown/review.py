"""What a person has to check or approve: each contact, each page, each text that its words show.

A contact is compared with its provider's own page. A text (a situation, a group of sentences, the plan, a
page's own sentences) is read and approved by the role that answers for the content.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vagvisaren.faults import Place, enumerate_words
from vagvisaren.records import dates
from vagvisaren.records import model as m
from vagvisaren.records.ageing import Delar, Färskhet, Läge, check_of, parts
from vagvisaren.records.register import Lokalt, Register
from vagvisaren.shown import views
from vagvisaren.shown.page import Page
from vagvisaren.shown.views import Här
from vagvisaren.shown.word import Argument


class Slag(StrEnum):
    """The kinds of what is checked; the value stands before the colon in the uppgift's id."""

    kontakt = "kontakt"
    läge = "läge"
    text = "text"
    plan = "plan"
    insatser = "insatser"
    sida = "sida"


def is_text(id_: str) -> bool:
    """Whether an uppgift's id is of a text, which is read; else it is a contact's."""
    return id_ in (Slag.plan, Slag.insatser) or id_.startswith((f"{Slag.läge}:", f"{Slag.text}:", "docs/"))


@dataclass(frozen=True)
class Uppgift:
    """One thing to check: what, by whom, against what, and its state."""

    id: str
    slag: Slag
    namn: str
    delar: Delar
    färskhet: Färskhet
    ägare: str  # a role's id, or okänt
    jämför: str  # what to compare with, as a sentence
    plats: Place

    @property
    def is_text(self) -> bool:
        return self.slag is not Slag.kontakt

    def dags(self, tider: m.Granskningstider, idag: date) -> date:
        """The day on which to look: today, when nobody has or when it is soon due."""
        if not self.färskhet.granskning:
            return idag
        return max(idag, self.färskhet.granskning.datum + timedelta(days=tider.snart_dags))


# ------------------------------------------------------------------ what a website asks a person to check


def uppgifter(register: Register, lokalt: Lokalt, sidor: Mapping[str, Iterable[Page]], idag: date) -> tuple[Uppgift, ...]:
    """All that the municipality's websites show and that a person there has to check, each once."""
    found: dict[str, Uppgift] = {}
    for webbplats in lokalt.webbplatser:
        här, pages = Här(register, webbplats, idag), tuple(sidor.get(webbplats.id, ()))
        for kontakt in views.may_stand(här, named_on(pages, här)).values():
            if not isinstance(kontakt, m.Samhällsnummer):
                found.setdefault(kontakt.id, _kontakt(här, kontakt))
        for page in pages:
            for uppgift in texts_of(page, här):
                found.setdefault(uppgift.id, uppgift)
    return tuple(found.values())


def named_on(pages: Iterable[Page], här: Här) -> Iterator[m.Kontakt]:
    """The contacts that words on the pages name."""
    for page in pages:
        for call in page.calls:
            if call.word.argument is Argument.kontakt and call.argument:
                yield views.find_kontakt(här, call.argument)[0]


def texts_of(page: Page, här: Här) -> tuple[Uppgift, ...]:
    """The texts that a page consists of: its own sentences, and what its words show."""
    return här.once(("texter", page), lambda: tuple(_texts(page, här)))


def _texts(page: Page, här: Här) -> Iterator[Uppgift]:
    named = {f'{call.word.namn}("{call.argument}")': _as_text(_who(här, call.argument)) for call in page.calls if call.word.argument is Argument.kontakt and call.argument}
    yield _text(här, Slag.sida, page.file, page.rubrik, {"text": page.text, **named}, Place(page.file))
    situations = {situation.id: situation for situation in views.situations_in([call.show(här) for call in page.calls])}
    for call in page.calls:
        if call.word.namn == "råd" and call.argument:
            group = här.register.texter[call.argument]
            delar = {"meningar": _as_text(_sentences(här, group.utsagor))}
            yield _text(här, Slag.text, group.id, f"Texten {group.id}", delar, här.register.place(group))
        if call.word.namn == "insatser" and här.kommun.insatser:
            delar = {insats.namn: insats.model_dump_json(by_alias=True) for insats in här.kommun.insatser}
            yield _text(här, Slag.insatser, "", "Insatserna", delar, här.register.place(här.kommun.insatser[0]))
        if call.word.om_planen and (plan := här.lokalt.plan):
            dump = plan.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            yield _text(här, Slag.plan, "", "Planen", {k: _as_text(v) for k, v in dump.items()}, här.register.place(plan))
    for situation in situations.values():
        yield _text(här, Slag.läge, situation.id, situation.rubrik, _of_situation(här, situation), här.register.place(situation))


def _kontakt(här: Här, kontakt: m.Kontakt) -> Uppgift:
    age, place = här.färskhet(kontakt), här.register.place(kontakt)
    owner = här.webbplats.publicerare
    return Uppgift(kontakt.id, Slag.kontakt, kontakt.namn, parts(kontakt), age, owner, _compare(här, kontakt), place)


def _text(här: Här, slag: Slag, namn: str, rubrik: str, delar: Delar, place: Place) -> Uppgift:
    id_ = namn if slag is Slag.sida else ":".join(part for part in (slag, namn) if part)
    owner = här.webbplats.innehållsansvarig
    return Uppgift(id_, slag, rubrik, delar, här.age(id_, delar), owner, "Läs texten och godkänn den.", place)


def _compare(här: Här, kontakt: m.Kontakt) -> str:
    """The provider's own page; when it has none, its office or switchboard. A help line is never dialled to test it.
    Of a municipality's own contact without any way in only somebody there knows."""
    if kontakt in här.kommun.kontakter and not kontakt.vägar:
        return f"Fråga den som ansvarar för {kontakt.i_mening or kontakt.namn} i kommunen."
    own = kontakt if kontakt in här.register.stödlinjer.values() else här.kontakter[views.VÄXEL]
    page = next((väg.webb for k in (kontakt, own) for väg in k.vägar if isinstance(väg, m.Webb)), None)
    if page:
        return f"Jämför med {page}"
    huvudman = views.known(getattr(kontakt, "huvudman", m.OKÄNT)) or "huvudmannen"
    return f"Fråga kansliet eller växeln hos {huvudman}. Ring inte linjen."


def _of_situation(här: Här, situation: m.Situation) -> dict[str, str]:
    """What the municipality's readers may meet of a situation, whatever the day: its parts as text."""
    steg = [
        [s.gör, s.ansvarig, s.för, *_who(här, s.kontakt)] for s in situation.steg if här.holds(s.stöd)
    ]
    head = [situation.rubrik, situation.arm, situation.brådska, situation.för, situation.skylt and situation.skylt.model_dump()]
    return {
        "rubrik": _as_text(head),
        "ingress": _as_text(_sentences(här, situation.ingress)),
        "steg": _as_text(steg),
        "gör inte": _as_text(_sentences(här, situation.gör_inte)),
        "vad händer sen": _as_text(_sentences(här, situation.vad_händer_sen)),
    }


def _who(här: Här, namn: str | None) -> tuple[str | None, str | None]:
    """The contact of a step and what the switchboard is asked for; nothing where the function is not filled."""
    if namn is None or namn not in {*här.kontakter, *här.kommun.funktioner}:
        return None, None
    kontakt, be_om = views.find_kontakt(här, namn)
    return kontakt.id, be_om


def _sentences(här: Här, utsagor: tuple[m.Utsaga, ...] | str) -> list[list[object]]:
    return [[u.text, u.för, u.handlar_om] for u in utsagor if isinstance(u, m.Utsaga) and här.holds(u.stöd)]


def _as_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


# ------------------------------------------------------------------ what is due, and whose it is

INGEN = "Ingen är utsedd"


def state_in_words(uppgift: Uppgift) -> str:
    """'Aldrig granskad', 'Granskad 1 november 2026, snart dags', 'Ändrad sedan granskningen: nummer och tider'."""
    age = uppgift.färskhet
    if age.förra:
        return f"Granskad {dates.in_words(age.förra.datum)}, {Läge.för_gammal}"
    if age.ändrat:
        return f"Ändrad sedan granskningen: {enumerate_words(age.ändrat)}"
    if age.granskning is None:
        old = not uppgift.is_text and age.läge is not Läge.färsk
        return f"Aldrig granskad, {age.läge}" if old else "Aldrig granskad"
    checked = f"Granskad {dates.in_words(age.granskning.datum)}"
    return checked if age.läge is Läge.färsk else f"{checked}, {age.läge}"


def is_due(uppgift: Uppgift) -> bool:
    """Whether a person should look: nobody has, it has changed, or it is soon too old."""
    return not uppgift.färskhet.granskad or uppgift.färskhet.läge is not Läge.färsk


class Varför(StrEnum):
    """Why a person should look, the most pressing first; the value follows a count."""

    ändrad = "ändrade sedan granskningen"
    för_gammal = "granskade för länge sedan"
    snart_dags = "snart dags att granska igen"
    aldrig = "aldrig granskade"


def why_due(uppgift: Uppgift) -> Varför:
    """Why a person should look at what is due."""
    age = uppgift.färskhet
    if age.ändrat:
        return Varför.ändrad
    if not (checked := age.granskning or age.förra):
        return Varför.aldrig
    return Varför.snart_dags if checked is age.granskning and age.läge is Läge.snart_dags else Varför.för_gammal


def by_owner(lokalt: Lokalt, register: Register, uppgifter: Iterable[Uppgift]) -> Iterator[tuple[str, list[Uppgift]]]:
    """What is due for each role, by the role's name; the switchboard first, since all else falls back on it, then
    the contacts, the oldest first, then the texts."""
    namn = register.rollnamn(lokalt)
    groups: dict[str, list[Uppgift]] = {}
    for uppgift in sorted(filter(is_due, uppgifter), key=_order):
        groups.setdefault(namn.get(uppgift.ägare, INGEN), []).append(uppgift)
    yield from sorted(groups.items())


def _order(uppgift: Uppgift) -> tuple[bool, int, bool, date, str]:
    age = uppgift.färskhet
    kinds = list(Slag)
    return uppgift.id != views.VÄXEL, kinds.index(uppgift.slag), age.läge is not Läge.för_gammal, age.gäller_till or date.max, uppgift.namn


# ------------------------------------------------------------------ what the frame says of a page


@dataclass(frozen=True)
class Sida:
    """What a page's frame says of it, and what of it waits for a person."""

    bäst_före: date | None
    gamla: tuple[str, ...] = ()  # what is shown although it is too old, in words
    väntar: tuple[str, ...] = ()  # ids of what is not checked, or too long ago
    avstår: tuple[str, ...] = ()  # likewise of what is not shown, because its own facts say that another stands in its place

    @property
    def utkast(self) -> bool:
        return bool(self.väntar)

    @property
    def bäst_före_i_ord(self) -> str | None:
        return dates.in_words(self.bäst_före) if self.bäst_före else None

    @property
    def gamla_i_ord(self) -> str:
        return enumerate_words(self.gamla)


def about(page: Page, här: Här) -> Sida:
    """Whether the page is a draft, and the last day on which all that it says holds."""
    return här.once(("om sidan", page), lambda: _about(page, här))


def _about(page: Page, här: Här) -> Sida:
    facts, texts = list(views.facts_in([call.show(här) for call in page.calls])), texts_of(page, här)
    waits = [fact.id for fact in facts if not fact.färskhet.håller] + [t.id for t in texts if not t.färskhet.håller]
    old = tuple(dict.fromkeys(fact.i_mening for fact in facts if fact.gammal))
    away = dict.fromkeys(one.id for fact in facts for one in fact.avstår if not här.färskhet(one).håller)
    last = [fact.sista_dag for fact in facts] + [t.färskhet.gäller_till for t in texts if t.färskhet.håller]
    return Sida(min((day for day in last if day), default=None), old, tuple(dict.fromkeys(waits)), tuple(away))


SOON = timedelta(days=60)  # so long before it is shown one is told of what nobody has checked


def stopping(
    sidor: Iterable[Sida], known: Iterable[Uppgift], lokalt: Lokalt, idag: date, nightly: bool = False
) -> Iterator[Uppgift]:
    """What stops the pages from being published: not checked, or too long ago. When the day alone has changed something
    (`nightly`), what was checked before may be too old: the pages say so themselves."""
    by_id = {uppgift.id: uppgift for uppgift in known}
    for uppgift in (by_id[id_] for id_ in dict.fromkeys(id_ for sida in sidor for id_ in (*sida.väntar, *sida.avstår))):
        if not (nightly and check_of(uppgift.id, uppgift.delar, lokalt.granskningar, idag)[0]):
            yield uppgift
