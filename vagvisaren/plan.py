"""The records of a plan: what the municipality has planned, who does what, and in whose words.

Every text of the plan is an `Ordagrant`: the source's own letters and the lines where they stand.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from vagvisaren import formats
from vagvisaren.model import Dag, Giltighet, Id, Logg, Okänt, Post, Text

Rader = Annotated[str, AfterValidator(formats.check_rader)]  # "82-87" or "99"
DELAR = ("aktörer", "ansvarig", "resultat", "kommentar")  # what of a row may be pointed at, after its id and a full stop


class Ordagrant(Post):
    """The source's letters, the lines they stand on, and what a page shows where letters are wrong."""

    ordagrant: Text
    rader: Rader
    visas: Text | None = None

    @property
    def text(self) -> str:
        """What a page shows."""
        return self.visas or self.ordagrant


class Nivå(StrEnum):
    """The three levels of prevention."""

    generell = "generell"
    specifik = "specifik"
    individinriktad = "individinriktad"


class Undernivå(StrEnum):
    """The two kinds of individual measures that a plan may tell apart."""

    indikativ = "indikativ"
    rehabiliterande = "rehabiliterande"


class Medverkan(StrEnum):
    """How an actor takes part, in the plan's words."""

    bas = "bas"
    vid_behov = "vid behov"
    viktig = "viktig aktör"
    främst = "främst"
    i_viss_mån = "i viss mån"
    stöd = "stöd"
    dialog = "dialog"
    samverkan = "i samverkan"
    samråd = "i samråd"
    berörs = "berörs"


class Omnämnd(Post):
    """An actor as a sentence of the plan mentions it."""

    aktör: Id
    namn_i_källan: Text
    medverkan: Medverkan | None = None


class Avsnitt(Ordagrant):
    """A passage with an id of ours: a principle, a need, a word that is defined, a cooperation."""

    id: Id
    rubrik: Text
    aktörer: tuple[Omnämnd, ...] = ()
    punkter: tuple[Text, ...] = Field((), description="Delarna som stycket räknar upp, med dess ord.")
    visa_som: Literal["stycke", "citat"] = "stycke"


class Preventionsnivå(Ordagrant):
    nivå: Nivå


class Preventionsnivåer(Ordagrant):
    """What the plan says of its levels, and of each."""

    nivåer: tuple[Preventionsnivå, ...]


class Uppföljning(Post):
    """A document in which something is reported or by which it is steered. `finns`: whether it lies here."""

    id: Id
    namn: Text
    rad: Id = Field(description="Raden i planen som nämner dokumentet.")
    slag: Literal["följs upp i", "styrs av"] = "följs upp i"
    period: Text | None = None
    antas_av: Text | None = None
    finns: Literal["ja", "nej"]


class Tidpunkt(Post):
    """When, in the plan's words; the days are our reading of them."""

    text: Text
    tidigast: Dag | None = None
    senast: Dag | None = None
    tolkad: Literal["ja", "nej"] = "nej"


class Slag(StrEnum):
    """What kind of row: a promise, a decision, something to do, or how things are."""

    åtagande = "åtagande"
    beslut = "beslut"
    aktivitet = "aktivitet"
    nuläge = "nuläge"


class Aktivitet(Ordagrant):
    """What is to be done, and when."""

    id: Id
    slag: Slag
    tidpunkt: Tidpunkt | None = None
    återkommer: Text | None = None
    villkor: Text | None = None
    beror_på: Id | None = None
    alternativ: tuple[Text, ...] = ()
    aktörer: tuple[Omnämnd, ...] = ()


class Indikatortyp(StrEnum):
    """What kind of value answers an indicator: there is or is not, a count, a judgement."""

    finns = "finns"
    antal = "antal"
    bedömning = "bedömning"


class Indikator(Ordagrant):
    """What is measured, in which parts, and whether its values may stand on a public page."""

    id: Id
    typ: Indikatortyp
    dimensioner: tuple[Text, ...] = ()
    period: Literal["år", "halvår", "två år"] = "år"
    besvaras_av: Id | None = Field(None, description="Webbplatsen vars färskhet besvarar indikatorn.")
    värden: Literal["publika", "interna"] = "publika"


class Medverkande(Ordagrant):
    """An actor of a row, and its task in the plan's words."""

    aktör: Id
    uppgift: Text | None = None
    medverkan: Medverkan | None = None


class Rubrik(Ordagrant):
    """The heading of a row; a row may have several."""

    nivå: Nivå | None = None
    undernivå: Undernivå | None = None


class Område(Post):
    """A row of the plan's table, or a section of a plan without table. Its claims cite its lines only."""

    id: Id
    rader: Rader
    rubriker: tuple[Rubrik, ...] = ()
    namn: Text | None = Field(None, description="Vårt namn, där planen inte har en rubrik.")
    webbplats: Id | None = Field(None, description="Webbplatsen som raden ställer krav på.")
    aktiviteter: Annotated[tuple[Aktivitet, ...], Field(min_length=1)]
    indikatorer: tuple[Indikator, ...] = ()
    aktörer: tuple[Medverkande, ...] = ()
    ansvarig: Medverkande | None = None
    resultat: Ordagrant | None = None
    kommentar: Ordagrant | None = None

    @property
    def rubrik(self) -> str:
        return self.namn or ", ".join(rubrik.text for rubrik in self.rubriker)


class Kommunuppgift(Ordagrant):
    """A fact about the municipality in the plan's text, and what it became in kommun.yml."""

    uppgift: Literal[
        "namn",
        "förvaltning",
        "postadress",
        "besöksadress",
        "växel",
        "bankgiro",
        "organisationsnummer",
        "fax",
        "webb",
        "e-post",
    ]


class Utelämnat(Post):
    """Words that no page repeats, with the reason."""

    rader: Rader
    ordagrant: Text
    skäl: Literal["upprepat tabellhuvud", "upprepad teckenförklaring", "sidfot"]


class Förvaltare(Ordagrant):
    aktör: Id


class Plan(Post):
    """A plan, whole."""

    källa: Id
    dokumenttyp: Literal["handlingsplan", "anvisningar"]
    titel: Ordagrant
    gäller: Okänt | Giltighet
    redovisas: Literal["år", "två år"] = "år"
    ålder: Text = Field(description="En mening om vad man vet om planens ålder.")
    syfte: Ordagrant | None = None
    förvaltare: Förvaltare | None = None
    styrgrupp: Id | None = None
    uppdrag: tuple[Avsnitt, ...] = ()
    begrepp: tuple[Avsnitt, ...] = ()
    principer: tuple[Avsnitt, ...] = ()
    behov: tuple[Avsnitt, ...] = ()
    samverkan: tuple[Avsnitt, ...] = ()
    preventionsnivåer: Preventionsnivåer | None = None
    tabellhuvuden: tuple[Ordagrant, ...] = ()
    teckenförklaring: Ordagrant | None = None
    uppföljning: tuple[Uppföljning, ...] = ()
    områden: Annotated[tuple[Område, ...], Field(min_length=1)]
    uppgifter_om_kommunen: tuple[Kommunuppgift, ...] = ()
    utelämnat: tuple[Utelämnat, ...] = ()

    @property
    def avsnitt(self) -> tuple[Avsnitt, ...]:
        """Every passage of the plan's text, group by group."""
        return (*self.uppdrag, *self.begrepp, *self.principer, *self.behov, *self.samverkan)

    @property
    def aktiviteter(self) -> tuple[Aktivitet, ...]:
        return tuple(a for område in self.områden for a in område.aktiviteter)

    @property
    def indikatorer(self) -> tuple[Indikator, ...]:
        return tuple(i for område in self.områden for i in område.indikatorer)


# ------------------------------------------------------------------ what becomes of it: appended logs


class Uppfyllelse(StrEnum):
    """The plan's own three values. Before any assessment an area is *ej bedömd*, never *ej uppfyllt*."""

    helt = "helt"
    delvis = "delvis"
    ej = "ej"


class Bedömning(Post):
    """Somebody's assessment of an area on a day, and what it rests on. All required."""

    område: Id
    uppfyllelse: Uppfyllelse
    datum: Dag
    av: Id
    belägg: Text


class Mätvärde(Post):
    """A measured value of an indicator for a period."""

    indikator: Id
    period: Annotated[str, AfterValidator(formats.check_period)]
    dimension: Text | None = None
    värde: Text
    underlag: Text = Field(description="Vad värdet bygger på.")
    datum: Dag
    av: Id


class Redovisning(Post):
    """Rules for what is told of what was measured."""

    minsta_antal: formats.Heltal = Field(description="Mindre tal än så visas aldrig på en publik sida.")


class Bedömningar(Logg):
    bedömningar: tuple[Bedömning, ...]


class Mätvärden(Logg):
    mätvärden: tuple[Mätvärde, ...]

