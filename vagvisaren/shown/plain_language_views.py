"""Klarspråk on Redaktionen: how easy each page is to read, and the sentences to look at with what to write.

A plan is quoted word for word and cannot be written otherwise: what its words show is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vagvisaren.records import model as m
from vagvisaren.records import plain_language
from vagvisaren.records.plain_language import Mening, Ordlista, Sagt
from vagvisaren.records.register import Register
from vagvisaren.shown.editors import Redaktion
from vagvisaren.shown.page import Page
from vagvisaren.shown.word import Argument

FEW = 10  # so many sentences of a page are named
# The words that show whom to turn to: who meets one of them may be worried.
HELPS = frozenset({"vägvisare", "skyltar", "larm", "översikt", "situationer", "stödlinjer", "nummer", "affisch"})


@dataclass(frozen=True)
class Sidmått:
    """How easy a page is to read, in figures and in words."""

    sida: str
    lix: int | None  # None: too few sentences to say
    i_ord: str
    mål: str | None  # for a page that a worried person reads
    meningar: int
    ord_per_mening: str
    att_se_på: int


@dataclass(frozen=True)
class Webbplatsmått:
    webbplats: str
    sidor: tuple[Sidmått, ...]


@dataclass(frozen=True)
class Förslag:
    """A sentence to look at, what to write, where it stands in the project and where else it is shown."""

    mening: str
    råd: tuple[str, ...]
    plats: str | None  # None: the words are a template's own
    också: tuple[str, ...]


@dataclass(frozen=True)
class Sidförslag:
    sida: str
    förslag: tuple[Förslag, ...]
    till: int  # how many more


@dataclass(frozen=True)
class Klarspråksrapport:
    mål: int
    nivåer: tuple[str, ...]
    webbplatser: tuple[Webbplatsmått, ...]
    sidor: tuple[Sidförslag, ...]


@dataclass(frozen=True)
class LästSida:
    """A page in Swedish of a website, and its sentences."""

    webbplats: m.Webbplats
    page: Page
    meningar: tuple[Mening, ...]

    @property
    def namn(self) -> str:
        return f"{self.webbplats.id}: {self.page.rubrik}"

    @property
    def är_hjälp(self) -> bool:
        """Whether a worried person reads it: it says whom to turn to, to others than the staff."""
        helps = any(call.word.namn in HELPS for call in self.page.calls)
        return self.webbplats.publik == "extern" and helps and not self.page.om_planen and not _for_staff(self.page)


def _for_staff(page: Page) -> bool:
    roller = (call.argument for call in page.calls if call.word.argument is Argument.roll and call.argument)
    return any(set(m.roller((roll,))) <= set(m.PERSONAL) for roll in roller)


def read_pages(redaktion: Redaktion) -> Iterator[LästSida]:
    """Every page of every website, but those in another language."""
    for webbplats in redaktion.register.webbplatser.values():
        foreign = {one.sida for one in webbplats.språk}
        for page in redaktion.sidor.get(webbplats.id, ()):
            if page.namn not in foreign:
                html = redaktion.sagt.get((webbplats.id, page.namn)) or ("",) * len(page.calls)
                said = (Sagt("" if c.word.om_planen else one, not c.word.eget_stycke) for c, one in zip(page.calls, html, strict=True))
                yield LästSida(webbplats, page, plain_language.sentences_of(page.text, said))


def klarspråk(redaktion: Redaktion) -> Klarspråksrapport:
    """Each page's figures, and each sentence to look at once, under the first page where it stands."""
    read = tuple(read_pages(redaktion))
    ordlista = plain_language.word_list(redaktion.register.klarspråk.kanslispråk)
    råd = {mening.text: tuple(advice(mening, ordlista)) for page in read for mening in page.meningar}
    stands: dict[str, list[LästSida]] = {}
    for page in read:
        for mening in page.meningar:
            if råd[mening.text]:
                stands.setdefault(mening.text, []).append(page)
    places = dict(_places(redaktion.register)) if stands else {}
    return Klarspråksrapport(
        plain_language.HELP,
        tuple(plain_language.levels()),
        tuple(
            Webbplatsmått(webbplats.id, tuple(_sidmått(page, råd) for page in read if page.webbplats is webbplats))
            for webbplats in redaktion.register.webbplatser.values()
        ),
        tuple(
            _sidförslag(page, own, råd, stands, places)
            for page in read
            if (own := [mening for mening in page.meningar if stands.get(mening.text, [None])[0] is page])
        ),
    )


def advice(mening: Mening, ordlista: Ordlista) -> Iterator[str]:
    """What to write instead, as sentences."""
    if mening.är_lång:
        yield f"{len(mening.ord)} ord. Går den att dela i två?"
    for one in dict.fromkeys(plain_language.passives(mening)):
        yield f"”{one}” säger inte vem som gör det. Skriv vem, om det hjälper läsaren."
    for one, hellre in dict.fromkeys(plain_language.office_words(mening, ordlista)):
        yield f"”{one}”: hellre {hellre}."


def _sidmått(page: LästSida, råd: Mapping[str, tuple[str, ...]]) -> Sidmått:
    count, value = len(page.meningar), plain_language.lix(page.meningar)
    enough = count >= plain_language.FEWEST
    per = sum(len(mening.ord) for mening in page.meningar) / count if count else 0
    return Sidmått(
        page.page.rubrik,
        round(value) if enough else None,
        plain_language.lix_in_words(value) if enough else "för få meningar att mäta",
        _goal(round(value)) if enough and page.är_hjälp else None,
        count,
        f"{per:.1f}".replace(".", ","),
        sum(bool(råd[mening.text]) for mening in page.meningar),
    )


def _goal(value: int) -> str:
    over = value - plain_language.HELP
    return f"{over} över målet" if over > 0 else "når målet"


def _sidförslag(
    page: LästSida,
    own: list[Mening],
    råd: Mapping[str, tuple[str, ...]],
    stands: Mapping[str, list[LästSida]],
    places: Mapping[str, str],
) -> Sidförslag:
    förslag = (
        Förslag(mening.text, råd[mening.text], _place(page.page, mening, places), tuple(o.namn for o in stands[mening.text][1:]))
        for mening in own[:FEW]
    )
    return Sidförslag(page.namn, tuple(förslag), max(0, len(own) - FEW))


def _place(page: Page, mening: Mening, places: Mapping[str, str]) -> str | None:
    """The file where the sentence stands, with its line when it is in data."""
    if mening.egen:
        return page.file
    return next((place for text, place in places.items() if mening.text in text), None)


def _places(register: Register) -> Iterator[tuple[str, str]]:
    """Each sentence of the shared and the municipalities' texts, and the file and line where it stands."""
    for record, name in _sentences(register):
        place = register.place(record, name)
        yield getattr(record, name), f"{place.file}:{place.line}"


def _sentences(register: Register) -> Iterator[tuple[m.Post, str]]:
    """Every record that holds a sentence, and the name of the field."""
    local = [lokalt.kommun for lokalt in register.kommuner.values()]
    for situation in (*register.situationer.values(), *(s for kommun in local for s in kommun.situationer)):
        then = situation.vad_händer_sen
        yield from _fields((*situation.ingress, *situation.gör_inte, *(then if isinstance(then, tuple) else ())), "text")
        yield from _fields(situation.steg, "gör")
    for group in register.texter.values():
        yield from _fields(group.utsagor, "text")
    own = (kontakt for kommun in local for kontakt in kommun.kontakter)
    yield from _fields((*register.stödlinjer.values(), *register.samhällsnummer.values(), *own), "om")
    yield from _fields(register.stödlinjer.values(), "målgrupp")
    yield from _fields((insats for kommun in local for insats in kommun.insatser), "hur")


def _fields(records: Iterable[m.Post], name: str) -> Iterator[tuple[m.Post, str]]:
    return ((record, name) for record in records if getattr(record, name, None))
