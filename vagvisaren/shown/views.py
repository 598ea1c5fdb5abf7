"""What a page shows: which records, in which order, with what in their place. No markup.

Each function takes where it is shown (`Här`) and returns frozen views that the templates print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from operator import attrgetter
from typing import TypeVar

from vagvisaren.faults import enumerate_words
from vagvisaren.records import dates, hours, support
from vagvisaren.records import model as m
from vagvisaren.records.ageing import Delar, Färskhet, Läge, age, färskhet, is_giltig
from vagvisaren.records.formats import first_day, split_stöd, tel
from vagvisaren.records.register import Lokalt, Register, anchor

VÄXEL = "växel"
T = TypeVar("T")


@dataclass(frozen=True)
class Här:
    """Where something is shown: which website, on which day."""

    register: Register = field(repr=False)  # MkDocs writes out its whole configuration, and we stand in it
    webbplats: m.Webbplats = field(repr=False)
    idag: date

    @cached_property
    def lokalt(self) -> Lokalt:
        return self.register.kommun_för(self.webbplats)

    @property
    def kommun(self) -> m.Kommun:
        return self.lokalt.kommun

    @cached_property
    def kontakter(self) -> dict[str, m.Kontakt]:
        return self.register.kontakter(self.lokalt)

    @cached_property
    def aktörer(self) -> dict[str, m.Aktör]:
        return self.register.aktörer_i(self.lokalt)

    @cached_property
    def roller(self) -> tuple[m.Roll, ...]:
        return m.roller(self.webbplats.roller)

    def holds(self, stöd: tuple[str, ...] | str) -> bool:
        return support.holds(stöd, self.register, self.kommun)

    def age(self, uppgift: str, delar: Delar) -> Färskhet:
        """The age of a text that the municipality approves: never younger than its granskning."""
        return age(uppgift, delar, m.OKÄNT, self.lokalt.granskningar, self.register.tider, self.idag)

    def once(self, name: tuple[object, ...], reckon: Callable[[], T]) -> T:
        """What follows from the records, the website and the day alone, reckoned the first time that it is asked for."""
        if name not in self._memory:
            self._memory[name] = reckon()
        return self._memory[name]

    @cached_property
    def _memory(self) -> dict[tuple, object]:
        return self.register.memory(self.webbplats.id, self.idag)

    def färskhet(self, kontakt: m.Kontakt) -> Färskhet:
        """The age of a contact here."""
        return self.once(("färskhet", kontakt.id), lambda: self._age_of(kontakt))

    def _age_of(self, kontakt: m.Kontakt) -> Färskhet:
        own = färskhet(kontakt, self.lokalt.granskningar, self.register.tider, self.idag)
        if kontakt.nummer_från and own.läge is Läge.för_gammal:
            # The number is another's and as fresh as that; what else is said still waits for a granskning.
            owner = self.färskhet(self.kontakter[kontakt.nummer_från])
            läge = Läge.färsk if owner.läge is Läge.åldras_inte else owner.läge
            return replace(owner, läge=läge, granskning=None, ändrat=own.ändrat or owner.ändrat, förra=own.granskning)
        return own


# ------------------------------------------------------------------ contacts


@dataclass(frozen=True)
class Sedan:
    """What stands in a number's place after its last day, when the page itself is old."""

    till: date
    i_mening: str
    text: str
    tel: str


@dataclass(frozen=True)
class VisatNummer:
    """A number as it is printed and as it is dialled, and what the caller asks for."""

    text: str
    tel: str
    säg: str | None = None
    not_: str | None = None
    sedan: Sedan | None = None
    framöver: tuple[str, ...] = ()


@dataclass(frozen=True)
class VisadVäg:
    """Another way in: its kind, its text, its address, its hours."""

    slag: str
    text: str
    href: str | None = None
    öppet: str | None = None
    not_: str | None = None

    @property
    def på_papper(self) -> str | None:
        """The whole address, when the text is only its beginning."""
        whole = written_address(self.href) if self.href and "://" in self.href else self.text
        return whole if whole != self.text else None


class Skäl(StrEnum):
    """Why a contact is not shown itself; the value says it within a sentence."""

    gammal = "som inte är kontrollerad"
    borta = "som är borta för en tid"
    slutat = "som inte gäller längre"
    inte_börjat = "som inte gäller än"


@dataclass(frozen=True)
class Varför:
    """Why another contact stands in the place of the one that was looked for, also as a sentence of its own."""

    skäl: Skäl
    mening: str | None = None


@dataclass(frozen=True)
class VisadKontakt:
    """A contact as a page shows it, with the state of its facts."""

    kontakt: m.Kontakt
    frågad: m.Kontakt  # the one that was asked for; another when that one is too old or closed
    färskhet: Färskhet
    be_om: str | None
    nummer: tuple[VisatNummer, ...]
    vägar: tuple[VisadVäg, ...]
    öppet: tuple[str, ...]
    utanför: VisadKontakt | None
    ersätter: bool  # stands in the place of `frågad`, which has ways in that are not shown
    efterträder: bool  # what was named has ended, and `frågad` has taken over
    varför: Varför | None  # why it stands in the place of `frågad`
    öppet_nu: str | None = None  # the hours for the page's script, when they begin and end
    granskad_av: str | None = None  # the role that checked it
    framöver: tuple[str, ...] = ()  # what else holds for a time, or from a day on, in sentences
    förut: tuple[str, ...] = ()  # what it was called before
    sista_dag: date | None = None  # the last day on which all this holds
    avstår: tuple[m.Kontakt, ...] = ()  # those that it stands in for, by what their own facts say
    bas: tuple[str, ...] = ()
    vid_behov: tuple[str, ...] = ()
    sen: tuple[str, ...] = ()  # what happens after the call, in sentences

    @property
    def id(self) -> str:
        return self.kontakt.id

    @property
    def namn(self) -> str:
        return self.kontakt.namn

    @property
    def rubrik(self) -> str:
        """What the reader looked for."""
        return self.frågad.namn

    @property
    def rubrik_i_mening(self) -> str:
        return self.frågad.i_mening or self.frågad.namn

    @property
    def frågad_webb(self) -> tuple[VisadVäg, ...]:
        """The own pages of what the reader looked for, where today's facts stand."""
        return tuple(VisadVäg("Webb", short_address(v.webb), v.webb) for v in self.frågad.vägar if isinstance(v, m.Webb))

    @property
    def gammal_frågad(self) -> bool:
        """What the reader looked for is too old to show."""
        return self.varför is not None and self.varför.skäl is Skäl.gammal

    @property
    def tillfälligt(self) -> bool:
        """What the reader looked for is away for a time, and says so in `framöver`."""
        return self.varför is not None and self.varför.skäl is Skäl.borta

    @property
    def ändrad(self) -> bool:
        """Changed since it was checked: its sources' dates say nothing of it."""
        return bool(self.färskhet.ändrat)

    @property
    def annan(self) -> bool:
        """Somebody else answers than whom the text speaks of; the switchboard connects to the same."""
        return self.efterträder or self.ersätter and self.kontakt.id != VÄXEL

    @property
    def huvudman(self) -> str | None:
        namn = known(getattr(self.kontakt, "huvudman", m.OKÄNT))
        return None if namn == self.kontakt.namn else namn

    @property
    def ålder(self) -> str | None:
        """'från 18 år', 'till och med 17 år'; None when nobody says, or when the målgrupp does."""
        if re.search(r"\d", self.målgrupp or ""):
            return None
        low, high = self.kontakt.ålder.från, self.kontakt.ålder.till
        parts = [f"från {low}" if isinstance(low, int) else "", f"till och med {high}" if isinstance(high, int) else ""]
        return f"{' '.join(part for part in parts if part)} år" if any(parts) else None

    @property
    def anker(self) -> str:
        return anchor(self.frågad.id)

    @property
    def webb(self) -> tuple[VisadVäg, ...]:
        return tuple(väg for väg in self.vägar if väg.slag == "Webb")

    @property
    def i_mening(self) -> str:
        """The name within a sentence: kommunens växel."""
        return self.kontakt.i_mening or self.kontakt.namn

    @property
    def etikett(self) -> str:
        """The name before the number; nothing when the number is the name, as for 112."""
        return "" if self.första and self.första.text == self.namn else self.i_mening

    @property
    def målgrupp(self) -> str | None:
        return known(getattr(self.frågad, "målgrupp", m.OKÄNT))

    @property
    def vid(self) -> str | None:
        """'vid fara', for a number that is only for that."""
        return getattr(self.kontakt, "vid", None)

    @property
    def första(self) -> VisatNummer | None:
        return self.nummer[0] if self.nummer else None

    @property
    def svarar(self) -> str | None:
        return known(self.kontakt.svarar)

    @property
    def lätta_fakta(self) -> tuple[str, ...]:
        """What makes it easier to call, in short sentences."""
        free = ("Det är gratis.",) if self.kontakt.kostnad == "gratis" else ()
        nameless = ("Du behöver inte säga vad du heter.",) if self.kontakt.anonym == "ja" else ()
        return free + nameless

    @property
    def kostnad(self) -> str | None:
        return known(self.kontakt.kostnad)

    @property
    def anonym(self) -> str | None:
        return known(self.kontakt.anonym)

    @property
    def syns_på_räkningen(self) -> str | None:
        return known(self.kontakt.syns_på_räkningen)

    @property
    def text_och_bildtelefoni(self) -> str | None:
        return known(self.kontakt.text_och_bildtelefoni)

    @property
    def språk(self) -> tuple[str, ...]:
        return self.kontakt.språk if isinstance(self.kontakt.språk, tuple) else ()

    @property
    def sammanfattning(self) -> str:
        """What is known of hours, cost, anonymity, bill and language, as short sentences."""
        return " ".join(part for part in (f"{self.tider}." if self.tider else "", self.övrigt) if part)

    @property
    def tider(self) -> str:
        """The hours on one line."""
        return capital(", ".join(self.öppet))

    @property
    def övrigt(self) -> str:
        """The same without the hours."""
        return " ".join(f"{part}." for part in _known_facts(self))

    @property
    def belagd(self) -> str | None:
        """The source's own date in words; None when it is unknown or does not age."""
        return dates.datum_in_words(self.färskhet.datum)

    @property
    def granskad(self) -> m.Granskning | None:
        return self.färskhet.granskning

    @property
    def åldras(self) -> bool:
        return self.färskhet.läge is not Läge.åldras_inte

    @property
    def gammal(self) -> bool:
        """Too old, and shown all the same because nothing can stand in its place."""
        return self.färskhet.läge is Läge.för_gammal

    @property
    def väntar(self) -> bool:
        """The fact sheet asks a person to check it, and nobody has."""
        return self.kontakt.omdöme is m.Omdöme.kontroll and not self.färskhet.granskad


def _known_facts(visad: VisadKontakt) -> Iterator[str]:
    if visad.första and visad.första.säg:
        yield f"Be om {visad.första.säg}"
    if visad.kostnad:
        yield capital(visad.kostnad)
    if visad.anonym == "ja":
        yield "Du kan vara anonym"
    if visad.syns_på_räkningen == "nej":
        yield "Samtalet syns inte på telefonräkningen"
    if visad.språk:
        yield capital(enumerate_words(visad.språk))
    if visad.text_och_bildtelefoni == "ja":
        yield "Går att nå med text- och bildtelefoni"
    if visad.första and visad.första.not_:
        yield visad.första.not_.rstrip(".")


def capital(text: str) -> str:
    """With a capital first letter; the rest as it is."""
    return text[:1].upper() + text[1:]


def known(value: str) -> str | None:
    """The value; None for okänt, which shows nothing."""
    return None if value == m.OKÄNT else value


def find_kontakt(här: Här, namn: str) -> tuple[m.Kontakt, str | None]:
    """The contact that an id or a funktion stands for here, and what to ask the switchboard for."""
    funktion = här.kommun.funktioner.get(namn)
    if funktion:
        return här.kontakter[funktion.kontakt], funktion.be_om
    return här.kontakter[namn], None


def named(här: Här, text: str, namn: str | None) -> str:
    """A sentence with the name of the contact that it is about."""
    if namn is None or m.NAMN not in text:
        return text
    kontakt, _ = find_kontakt(här, namn)
    return text.replace(m.NAMN, kontakt.i_mening or kontakt.namn)


def show_kontakt(här: Här, namn: str) -> VisadKontakt:
    """The contact itself; when it is too old, away, closed or no longer valid, what stands in its place.

    Whatever happens a contact comes back: last of all the switchboard, with its state.
    """
    return här.once(("kontakt", namn), lambda: _stand(här, *find_kontakt(här, namn), frozenset()))


def _stand(här: Här, named: m.Kontakt, be_om: str | None, closed: frozenset[str]) -> VisadKontakt:
    """What stands for the contact that was named. `closed`: those that it answers for when they are closed."""
    passed = _successors(här, named)
    shown = asked = passed[-1]
    while nästa := _instead(här, shown):
        if nästa in {one.id for one in passed}:  # they stand in for each other, and none of them can
            shown = här.kontakter[VÄXEL]
            break
        passed += _successors(här, här.kontakter[nästa])
        shown = passed[-1]
    if shown.omdöme is m.Omdöme.avstängd:
        shown = här.kontakter[VÄXEL]
    days = [day for one in (*passed, shown) if (day := last_day(här, one))]
    away = tuple(one for one in passed if one is not shown and (one.vägar or has_ended(one, här.idag) or _away(one, här.idag)))
    return _show(här, Standing(named, asked, shown, away), be_om, closed, min(days, default=None))


def _successors(här: Här, kontakt: m.Kontakt) -> list[m.Kontakt]:
    """The contact and those that have taken over until this day, the last one last."""
    found = [kontakt]
    while found[-1].ersatt_av and has_ended(found[-1], här.idag):
        found.append(här.kontakter[found[-1].ersatt_av])
    return found


def has_ended(kontakt: m.Kontakt, idag: date) -> bool:
    """Whether its last day has been."""
    return kontakt.giltig.till is not None and kontakt.giltig.till < idag


def _outside(här: Här, kontakt: m.Kontakt, closed: frozenset[str]) -> VisadKontakt | None:
    """Who answers when the contact is closed. Somebody who stands in for that one must always be open."""
    closed |= {kontakt.id}
    nästa = kontakt.utanför_öppettid
    while nästa and nästa not in closed:
        named = här.kontakter[nästa]
        closed |= {nästa}
        shown = _stand(här, named, None, closed)
        if shown.kontakt is named or _always_open(shown.kontakt) and shown.id not in closed:
            return shown
        nästa = named.utanför_öppettid or shown.kontakt.utanför_öppettid
    return None


def _always_open(kontakt: m.Kontakt) -> bool:
    """Whether the number that is shown first is answered round the clock."""
    first = next((väg for väg in kontakt.vägar if isinstance(väg, m.Telefon)), None)
    return first is not None and first.öppet.dygnet_runt


def _instead(här: Här, kontakt: m.Kontakt) -> str | None:
    """The id of what stands in the contact's place today; None when it stands itself, or nothing can."""
    if away := _away(kontakt, här.idag):
        return away.ersatt_med
    return None if _can_stand(här, kontakt) and kontakt.vägar else kontakt.reserv


def _away(kontakt: m.Kontakt, idag: date) -> m.Avvikelse | None:
    """The avvikelse that lets another stand in the contact's place today."""
    return next((a for a in kontakt.avvikelser if a.ersatt_med and a.från <= idag <= (a.till or date.max)), None)


def _can_stand(här: Här, kontakt: m.Kontakt) -> bool:
    return (
        kontakt.omdöme is not m.Omdöme.avstängd
        and is_giltig(kontakt.giltig, här.idag)
        and här.färskhet(kontakt).läge is not Läge.för_gammal
    )


@dataclass(frozen=True)
class Standing:
    """The contact that was named, the one that has taken over from it, and the one that can be shown today."""

    named: m.Kontakt
    asked: m.Kontakt
    shown: m.Kontakt
    away: tuple[m.Kontakt, ...]  # those that are not shown today, by what their own facts say


def _show(
    här: Här, standing: Standing, be_om: str | None, closed: frozenset[str], sista_dag: date | None
) -> VisadKontakt:
    asked, kontakt = standing.asked, standing.shown
    replaces = kontakt is not asked
    through_växel = be_om or (asked.namn if replaces else None)
    sedan, ahead = _sedan(här, kontakt), _ahead(här, kontakt)
    return VisadKontakt(
        kontakt=kontakt,
        frågad=asked,
        färskhet=här.färskhet(kontakt),
        be_om=through_växel if kontakt.id == VÄXEL else None,
        nummer=tuple(_show_nummer(väg, sedan, ahead) for väg in kontakt.vägar if isinstance(väg, m.Telefon)),
        vägar=tuple(_show_väg(väg, här.idag) for väg in kontakt.vägar if not isinstance(väg, m.Telefon)),
        öppet=_main_hours(kontakt, här.idag),
        öppet_nu=_schedule(här, kontakt),
        utanför=_outside(här, kontakt, closed),
        ersätter=replaces and bool(asked.vägar),
        efterträder=asked is not standing.named,
        varför=_why(här, asked) if replaces and asked.vägar else None,
        granskad_av=_checked_by(här, kontakt),
        framöver=(*(_ahead(här, asked) if replaces else ()), *ahead),
        förut=former_names(asked, här.idag) if not replaces else (),
        sista_dag=sista_dag,
        avstår=standing.away,
        bas=_deltar(här, asked, "bas"),
        vid_behov=_deltar(här, asked, "vid behov"),
        sen=sentences(här, kontakt.vad_händer_sen, här.roller),
    )


# ------------------------------------------------------------------ what a day changes

AHEAD = timedelta(days=30)  # a page names what is about to change this long before


def last_day(här: Här, kontakt: m.Kontakt) -> date | None:
    """The last day on which what is shown of a contact holds: it gets too old, begins, ends, its hours end, or
    an avvikelse begins or ends. None when nothing of it has a last day ahead."""
    if has_ended(kontakt, här.idag):
        return None
    före = timedelta(days=1)
    ends = [här.färskhet(kontakt).gäller_till, kontakt.giltig.till, *(väg.tider_till for väg in kontakt.vägar)]
    ends += [day for a in kontakt.avvikelser for day in (a.från - före, a.till)]
    ends += [kontakt.giltig.från - före] if kontakt.giltig.från else []
    return min((day for day in ends if day and day >= här.idag), default=None)


def _sedan(här: Här, kontakt: m.Kontakt) -> Sedan | None:
    """What to call when the page is older than the contact's last day: a number that is always shown."""
    away = (a.från - timedelta(days=1) for a in kontakt.avvikelser if a.ersatt_med and a.från > här.idag)
    ends = [day for day in (här.färskhet(kontakt).gäller_till, kontakt.giltig.till, *away) if day and day >= här.idag]
    last = _last_resort(här, kontakt)
    number = next((väg.telefon for väg in last.vägar if isinstance(väg, m.Telefon)), None)
    if not ends or number is None or last is kontakt:
        return None
    return Sedan(min(ends), last.i_mening or last.namn, number, tel(number))


def _last_resort(här: Här, kontakt: m.Kontakt) -> m.Kontakt:
    """The end of the chain of reserv: the switchboard, or a number that does not age."""
    visited: set[str] = set()
    while kontakt.reserv and kontakt.id not in visited and not isinstance(kontakt, m.Samhällsnummer):
        visited.add(kontakt.id)
        kontakt = här.kontakter[kontakt.reserv]
    return kontakt


def _why(här: Här, asked: m.Kontakt) -> Varför:
    """Why the contact does not stand itself today."""
    namn = asked.i_mening or asked.namn
    if _away(asked, här.idag):
        return Varför(Skäl.borta)
    if has_ended(asked, här.idag):
        return Varför(Skäl.slutat, f"{capital(namn)} gäller inte längre.")
    if asked.giltig.från and här.idag < asked.giltig.från:
        return Varför(Skäl.inte_börjat, f"{capital(namn)} gäller från {dates.in_words(asked.giltig.från)}.")
    datum = dates.datum_in_words(här.färskhet(asked).datum)
    since = f" sedan {datum}" if datum else ""
    return Varför(Skäl.gammal, f"Uppgifterna om {namn} är inte kontrollerade{since} och visas därför inte.")


def former_names(kontakt: m.Kontakt, idag: date) -> tuple[str, ...]:
    """What the contact was called until a day that has been."""
    return tuple(one.namn for one in kontakt.tidigare_namn if (first_day(one.till) or date.min) <= idag)


def _ahead(här: Här, kontakt: m.Kontakt) -> tuple[str, ...]:
    """What holds for a time, now or soon, and who takes over soon, as sentences."""
    soon = här.idag + AHEAD
    current = [a for a in kontakt.avvikelser if a.från <= soon and här.idag <= (a.till or date.max)]
    ended = kontakt.giltig.till and här.idag <= kontakt.giltig.till <= soon
    takes_over = här.kontakter[kontakt.ersatt_av] if kontakt.ersatt_av and ended else None
    return (
        *(f"{dates.span_in_words(a.från, a.till)}: {a.text}" for a in current),
        *((f"Från {dates.in_words(kontakt.giltig.till + timedelta(days=1))}: {takes_over.namn} i stället.",) if takes_over else ()),
        *((f"Gäller till och med {dates.in_words(kontakt.giltig.till)}.",) if ended and not takes_over else ()),
    )


def _checked_by(här: Här, kontakt: m.Kontakt) -> str | None:
    granskning = här.färskhet(kontakt).granskning
    return här.aktörer[granskning.av].namn if granskning else None


def _deltar(här: Här, kontakt: m.Kontakt, medverkan: str) -> tuple[str, ...]:
    return tuple(_name_today(här, d) for d in kontakt.deltar if d.medverkan == medverkan)


def _name_today(här: Här, deltar: m.Deltar) -> str:
    """Today's name, and the plan's own where that is another."""
    namn = current_aktör(här.aktörer, här.aktörer[deltar.aktör], här.idag).namn
    return f"{namn} (i planen {deltar.namn_i_källan})" if deltar.namn_i_källan else namn


def current_aktör(aktörer: dict[str, m.Aktör], aktör: m.Aktör, idag: date) -> m.Aktör:
    """The actor that has taken over on this day."""
    while aktör.ersatt_av and not is_giltig(aktör.giltig, idag):
        aktör = aktörer[aktör.ersatt_av]
    return aktör


def _show_nummer(väg: m.Telefon, sedan: Sedan | None, ahead: tuple[str, ...]) -> VisatNummer:
    other = sedan if sedan and sedan.text != väg.telefon else None
    return VisatNummer(väg.telefon, tel(väg.telefon), väg.säg, väg.not_, other, ahead)


def _show_väg(väg: m.Väg, idag: date) -> VisadVäg:
    öppet = ", ".join(hours.hours_in_words(väg, idag)).lower() or None
    match väg:
        case m.Sms():
            return VisadVäg("Sms", väg.sms, f"sms:{tel(väg.sms).removeprefix('tel:')}", öppet, väg.not_)
        case m.Chatt(chatt="ja"):
            return VisadVäg("Chatt", "" if öppet else "finns", None, öppet, väg.not_)
        case m.Chatt():
            return VisadVäg("Chatt", short_address(väg.chatt), väg.chatt, öppet, väg.not_)
        case m.Epost():
            return VisadVäg("E-post", väg.e_post, f"mailto:{väg.e_post}", öppet, väg.not_)
        case m.Formulär():
            return VisadVäg("Formulär", short_address(väg.formulär), väg.formulär, öppet, väg.not_)
        case m.Besök():
            return VisadVäg("Besök", väg.besök, None, öppet, väg.not_)
        case m.Brev():
            return VisadVäg("Brev", väg.brev, None, öppet, väg.not_)
        case m.Webb():
            return VisadVäg("Webb", short_address(väg.webb), väg.webb, öppet, väg.not_)
    raise TypeError(väg)


def short_address(adress: str) -> str:
    """https://www.bris.se/kontakt/ → bris.se"""
    return written_address(adress).split("/", 1)[0]


def written_address(adress: str) -> str:
    """https://www.bris.se/kontakt/ → bris.se/kontakt, as a person types it from paper."""
    return adress.split("//", 1)[1].removeprefix("www.").rstrip("/")


def _main_hours(kontakt: m.Kontakt, idag: date) -> tuple[str, ...]:
    väg = hours.main_way(kontakt, idag)
    return hours.hours_in_words(väg, idag) if väg else ()


def _schedule(här: Här, kontakt: m.Kontakt) -> str | None:
    """The same hours for the page's script, which says nothing during an avvikelse or after the last day."""
    väg = hours.main_way(kontakt, här.idag)
    ends = [day for day in (här.färskhet(kontakt).gäller_till, kontakt.giltig.till) if day]
    away = [(a.från, a.till) for a in kontakt.avvikelser]
    schedule = hours.schedule_of(väg, [*away, *((day + timedelta(days=1), None) for day in ends)]) if väg else None
    if schedule is None or (schedule.till and schedule.till < här.idag):
        return None
    return hours.as_json(schedule)


# ------------------------------------------------------------------ situations


@dataclass(frozen=True)
class VisatSteg:
    """A step. `för` names the roles it is for, and is empty when it is for all readers."""

    gör: str
    kontakt: VisadKontakt | None
    ansvarig: str | None
    för: tuple[str, ...] = ()


@dataclass(frozen=True)
class Början:
    """How some readers begin: their steps up to the first that leads to a contact."""

    för: tuple[str, ...]
    steg: tuple[VisatSteg, ...]


@dataclass(frozen=True)
class VisadSituation:
    """A situation for the readers of a page."""

    situation: m.Situation
    ingress: tuple[str, ...]
    steg: tuple[VisatSteg, ...]
    börja: tuple[Början, ...]  # how each role begins, equal ones once
    gör_inte: tuple[str, ...]
    sen: tuple[str, ...]

    @property
    def anker(self) -> str:
        return anchor(self.situation.id)

    @property
    def brådska(self) -> Brådskan:
        return BRÅDSKOR[self.situation.brådska]

    @property
    def första(self) -> VisatSteg:
        """The first step that leads to a contact, else the first."""
        return next((steg for steg in self.steg if steg.kontakt), self.steg[0])


@dataclass(frozen=True)
class Brådskan:
    """How fast, as word and as number of chevrons."""

    id: str
    ord: str
    pilar: int


BRÅDSKOR = {
    m.Brådska.akut: Brådskan("nu", "Nu", 3),
    m.Brådska.snart: Brådskan("dag", "Snart", 2),
    m.Brådska.råd: Brådskan("rad", "När du kan", 1),
}


def sentences(här: Här, utsagor: Iterable[m.Utsaga] | str, roller: Iterable[m.Roll]) -> tuple[str, ...]:
    """The sentences that hold here and are meant for any of the roles."""
    if isinstance(utsagor, str):
        return ()
    wanted = set(roller)
    return tuple(
        named(här, u.text, u.handlar_om)
        for u in utsagor
        if här.holds(u.stöd)
        and wanted & set(m.roller(u.för))
        and not (u.handlar_om and show_kontakt(här, u.handlar_om).annan)
    )


def steps(här: Här, situation: m.Situation, roll: m.Roll) -> tuple[m.Steg, ...]:
    """The steps of a situation for one role, those that hold here."""
    return tuple(s for s in situation.steg if roll in m.roller(s.för) and här.holds(s.stöd))


def show_situation(här: Här, situation: m.Situation, roller: Iterable[m.Roll]) -> VisadSituation | None:
    """The situation for these roles; None when it has no step for them here."""
    wanted = tuple(roller)
    return här.once(("situation", situation.id, wanted), lambda: _show_situation(här, situation, wanted))


def _show_situation(här: Här, situation: m.Situation, roller: tuple[m.Roll, ...]) -> VisadSituation | None:
    by_role = {roll: steps(här, situation, roll) for roll in roller if roll in m.roller(situation.för)}
    readers = tuple(roll for roll, own in by_role.items() if own)
    if not readers:
        return None
    taken = [steg for steg in situation.steg if any(steg in by_role[roll] for roll in readers)]
    begins = {roll: _to_first_contact(by_role[roll]) for roll in readers}
    return VisadSituation(
        situation,
        sentences(här, situation.ingress, readers),
        tuple(_show_steg(här, s, tuple(r for r in readers if s in by_role[r]), readers) for s in taken),
        tuple(
            _show_början(här, own, tuple(r for r in readers if begins[r] == own), readers)
            for own in dict.fromkeys(begins.values())
        ),
        sentences(här, situation.gör_inte, readers),
        sentences(här, situation.vad_händer_sen, readers),
    )


def _to_first_contact(own: tuple[m.Steg, ...]) -> tuple[m.Steg, ...]:
    upto = next((i + 1 for i, steg in enumerate(own) if steg.kontakt), 1)
    return own[:upto]


def _show_början(
    här: Här, own: tuple[m.Steg, ...], roles: tuple[m.Roll, ...], readers: tuple[m.Roll, ...]
) -> Början:
    return Början(
        () if roles == readers else role_names(roles), tuple(_show_steg(här, s, readers, readers) for s in own)
    )


def _show_steg(
    här: Här, steg: m.Steg, own: tuple[m.Roll, ...], readers: tuple[m.Roll, ...]
) -> VisatSteg:
    kontakt = show_kontakt(här, steg.kontakt) if steg.kontakt else None
    return VisatSteg(named(här, steg.gör, steg.kontakt), kontakt, steg.ansvarig, () if own == readers else role_names(own))


def role_names(roller: tuple[m.Roll, ...]) -> tuple[str, ...]:
    """The roles as a reader says them; the municipality's staff together when nearly all are meant."""
    missing = [roll for roll in m.MEDARBETARE if roll not in roller]
    others = tuple(m.ROLLNAMN[roll] for roll in roller if roll not in m.MEDARBETARE)
    if not missing:
        return ("Alla medarbetare", *others)
    if len(missing) == 1:
        return (f"Medarbetare utom {m.ROLLNAMN[missing[0]].lower()}", *others)
    return tuple(m.ROLLNAMN[roll] for roll in roller)


def situationer(här: Här, roller: Iterable[m.Roll] | None = None) -> tuple[VisadSituation, ...]:
    """All situations for the roles, in the data's order."""
    wanted = tuple(roller) if roller is not None else här.roller
    shown = (
        show_situation(här, s, wanted) for s in här.register.situationer_i(här.lokalt).values()
    )
    return tuple(s for s in shown if s)


# ------------------------------------------------------------------ lines, texts, sources


@dataclass(frozen=True)
class Ersättare:
    """What stands in the place of lines that are too old to show."""

    kontakt: VisadKontakt
    för: tuple[VisadKontakt, ...]  # one view for each line that it stands for

    @property
    def namn(self) -> str:
        return enumerate_words(line.rubrik_i_mening for line in self.för)


@dataclass(frozen=True)
class Linjegrupp:
    """The lines for one need."""

    behov: m.Behov
    rubrik: str
    linjer: tuple[VisadKontakt, ...]
    i_stället: tuple[Ersättare, ...]

    @property
    def anker(self) -> str:
        return anchor(self.behov)


BEHOVSRUBRIKER = {
    m.Behov.barn_och_unga: "Du som är ung",
    m.Behov.föräldrar: "Du som är förälder",
    m.Behov.våld_och_brott: "Hot, våld och brott",
    m.Behov.vill_lämna: "Att lämna en extremistisk miljö",
    m.Behov.någon_att_prata_med: "Någon att prata med",
    m.Behov.vård_och_kris: "Vård och kris",
    m.Behov.diskriminering: "Diskriminering",
    m.Behov.höra_och_tala: "Svårt att höra eller tala",
    m.Behov.yrkesverksamma: "Du som arbetar med frågan",
}


def stödlinjer(här: Här) -> tuple[Linjegrupp, ...]:
    """The national lines that the website may show, by need. Closed ones are shown nowhere.

    Lines that are too old are named together, with what stands in their place.
    """
    groups = []
    for behov in m.Behov:
        lines = tuple(
            show_kontakt(här, linje.id)
            for linje in (*här.register.samhällsnummer.values(), *här.register.stödlinjer.values())
            if linje.behov is behov and behov is not m.Behov.yrkesverksamma and may_show(här, linje)
            if not has_ended(linje, här.idag) and (linje.giltig.från or här.idag) <= här.idag
        )
        if lines:
            fresh = tuple(line for line in lines if not line.gammal_frågad)
            groups.append(Linjegrupp(behov, BEHOVSRUBRIKER[behov], fresh, _ersättare(lines)))
    return tuple(groups)


def _ersättare(lines: tuple[VisadKontakt, ...]) -> tuple[Ersättare, ...]:
    by_reserv: dict[str, list[VisadKontakt]] = {}
    for line in lines:
        if line.gammal_frågad:
            by_reserv.setdefault(line.kontakt.id, []).append(line)
    return tuple(
        Ersättare(same[0], tuple(same)) for same in by_reserv.values()
    )


def may_show(här: Här, kontakt: m.Kontakt) -> bool:
    """Not closed, and not meant for professionals where none are answered."""
    staff = bool(set(här.roller) & set(m.PERSONAL))
    return kontakt.omdöme is not m.Omdöme.avstängd and (kontakt.för_yrkesverksamma == "nej" or staff)


def asked_for(här: Här) -> dict[str, m.Kontakt]:
    """The contacts that a website's situations and lines ask for, by id."""
    result: dict[str, m.Kontakt] = {}
    for situation in här.register.situationer_i(här.lokalt).values():
        for roll in här.roller:
            if roll in m.roller(situation.för):
                for steg in steps(här, situation, roll):
                    if steg.kontakt:
                        kontakt, _ = find_kontakt(här, steg.kontakt)
                        result[kontakt.id] = kontakt
    if här.webbplats.publik == "extern":
        for linje in här.register.stödlinjer.values():
            if may_show(här, linje):
                result[linje.id] = linje
    result.setdefault(VÄXEL, här.kontakter[VÄXEL])
    return result


@dataclass(frozen=True)
class VisadKälla:
    källa: m.Källa
    utgivare: str | None
    datum: str | None


def källor(här: Här) -> tuple[VisadKälla, ...]:
    """The sources that the website's contacts and sentences rest on, by title."""
    used = sources_used(här)
    return tuple(
        VisadKälla(k, known(k.utgivare), dates.datum_in_words(k.datum))
        for k in sorted(här.register.källor_i(här.lokalt).values(), key=lambda k: k.titel.lower())
        if k.id in used
    )


def may_stand(här: Här, named: Iterable[m.Kontakt] = ()) -> dict[str, m.Kontakt]:
    """Every contact that the website can show: those asked for or named, and those that may stand in their place."""
    waiting = [*asked_for(här).values(), *named, *(här.kontakter[f.kontakt] for f in här.kommun.funktioner.values())]
    if här.webbplats.publik == "extern":
        listed = (*här.register.stödlinjer.values(), *(k for k in här.register.samhällsnummer.values() if k.behov))
        waiting += [k for k in listed if may_show(här, k)]
    found: dict[str, m.Kontakt] = {}
    while waiting:
        kontakt = waiting.pop()
        if kontakt.id not in found:
            found[kontakt.id] = kontakt
            away = (avvikelse.ersatt_med for avvikelse in kontakt.avvikelser)
            named = (kontakt.reserv, kontakt.utanför_öppettid, kontakt.ersatt_av, kontakt.nummer_från, *away)
            waiting += [här.kontakter[id_] for id_ in named if id_]
    return found


def sources_used(här: Här) -> set[str]:
    """Ids of the sources behind every contact and every sentence that the website may show."""
    used = {b.källa for kontakt in may_stand(här).values() for b in kontakt.belagd}
    for stöd in _supports(här):
        split = split_stöd(stöd)
        used |= {b.källa for b in här.register.råd[split].belagd} if isinstance(split, str) else {split[0]}
    return used


def _supports(här: Här) -> Iterator[str]:
    """The support of every sentence and step that holds here for some reader."""
    wanted = set(här.roller)
    statements = [u for text in här.register.texter.values() for u in text.utsagor]
    for s in här.register.situationer_i(här.lokalt).values():
        if wanted & set(m.roller(s.för)):
            then = s.vad_händer_sen if isinstance(s.vad_händer_sen, tuple) else ()
            statements += [*s.ingress, *s.gör_inte, *then, *s.steg]
    for statement in statements:
        if wanted & set(m.roller(statement.för)) and här.holds(statement.stöd):
            yield from statement.stöd


@dataclass(frozen=True)
class Ansvar:
    """Who publishes and who answers for the content; None when the municipality has not said."""

    kommun: str
    publicerare: str | None
    innehållsansvarig: str | None


def ansvar(här: Här) -> Ansvar:
    names = här.register.rollnamn(här.lokalt)
    return Ansvar(
        här.kommun.namn,
        names.get(här.webbplats.publicerare),
        names.get(här.webbplats.innehållsansvarig),
    )


@dataclass(frozen=True)
class Redogörelse:
    """The accessibility statement. None is what the municipality has not said."""

    vem: str
    webbplats: str
    adress: str | None
    följer: str | None
    brister: tuple[m.Brist, ...]
    bedömd: str | None
    metod: str | None
    uppdaterad: str | None
    formulär: VisadVäg | None


def tillgänglighet(här: Här) -> Redogörelse:
    """The statement of a website, in words."""
    own, adress = här.webbplats.tillgänglighet, known(här.webbplats.adress)
    form = known(own.formulär) if own else None
    return Redogörelse(
        här.kommun.namn,
        här.webbplats.namn,
        written_address(adress) if adress else None,
        known(own.följer) if own else None,
        own.brister if own else (),
        dates.in_words(own.bedömd) if own and isinstance(own.bedömd, date) else None,
        known(own.metod) if own else None,
        dates.in_words(own.uppdaterad) if own else None,
        VisadVäg("Formulär", short_address(form), form) if form else None,
    )


# ------------------------------------------------------------------ what a page has asserted


def shown_in(view: object, kind: type[T]) -> Iterator[T]:
    """Every view of a kind that a view shows, wherever it lies in it, in the order of the page."""
    waiting = [view]
    while waiting:
        one = waiting.pop()
        if isinstance(one, kind):
            yield one
        if isinstance(one, tuple | list):
            waiting += one[::-1]
        elif inner := _inner(type(one)):
            waiting += inner(one)


@cache
def _inner(kind: type) -> Callable[[object], tuple[object, ...]] | None:
    """Gives the fields of a view, the last first; None for what has none, as a record or a text."""
    names = [one.name for one in reversed(fields(kind))] if is_dataclass(kind) else []
    if len(names) == 1:
        return lambda one: (getattr(one, names[0]),)
    return attrgetter(*names) if names else None


def facts_in(view: object) -> Iterator[VisadKontakt]:
    """Every contact that a view shows."""
    return shown_in(view, VisadKontakt)


def situations_in(view: object) -> Iterator[m.Situation]:
    """Every situation that a view shows."""
    return (visad.situation for visad in shown_in(view, VisadSituation))
