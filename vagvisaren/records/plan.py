"""The records of a plan: what the municipality has planned, who does what, and in whose words.

Every text of the plan is an `Ordagrant`: the source's own letters and the lines where they stand.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from vagvisaren.records import formats
from vagvisaren.records.model import Dag, Giltighet, Id, Logg, Okänt, Post, Text

Rader = Annotated[str, AfterValidator(formats.check_rader)]  # "82-87" or "99"
DELAR = ("aktörer", "ansvarig", "resultat", "kommentar")  # what of a row may be pointed at, after its id and a full stop


class Ordagrant(Post):
    """The source's letters, the lines they stand on, and what a page shows where letters are wrong."""

    ordagrant: Text = Field(description="Planens ord, bokstav för bokstav.")
    rader: Rader = Field(description="Raderna i planens textfil: 82-87 eller 99.")
    visas: Text | None = Field(None, description="Det som sidan visar i stället, när planens bokstäver är fel.")

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

    aktör: Id = Field(description="Aktörens id.")
    namn_i_källan: Text = Field(description="Planens ord för aktören.")
    medverkan: Medverkan | None = Field(None, description="Hur aktören är med, enligt planen.")


class Avsnitt(Ordagrant):
    """A passage with an id of ours: a principle, a need, a word that is defined, a cooperation."""

    id: Id = Field(description="Avsnittets korta namn, vårt eget.")
    rubrik: Text = Field(description="Avsnittets rubrik, vår egen.")
    aktörer: tuple[Omnämnd, ...] = Field((), description="Aktörer som stycket nämner, en post för varje.")
    punkter: tuple[Text, ...] = Field((), description="Delarna som stycket räknar upp, med dess ord.")
    visa_som: Literal["stycke", "citat"] = Field("stycke", description="Hur stycket visas: stycke eller citat.")


class Preventionsnivå(Ordagrant):
    nivå: Nivå = Field(description="Nivån: generell, specifik eller individinriktad.")


class Preventionsnivåer(Ordagrant):
    """What the plan says of its levels, and of each."""

    nivåer: tuple[Preventionsnivå, ...] = Field(description="Vad planen säger om varje nivå, en post för varje.")


class Uppföljning(Post):
    """A document in which something is reported or by which it is steered. `finns`: whether it lies here."""

    id: Id = Field(description="Dokumentets korta namn, vårt eget.")
    namn: Text = Field(description="Dokumentets namn.")
    rad: Id = Field(description="Raden i planen som nämner dokumentet.")
    slag: Literal["följs upp i", "styrs av"] = Field(
        "följs upp i", description="Om planen följs upp i dokumentet eller styrs av det."
    )
    period: Text | None = Field(None, description="Hur ofta dokumentet kommer, i planens ord.")
    antas_av: Text | None = Field(None, description="Den som antar dokumentet, i planens ord.")
    finns: Literal["ja", "nej"] = Field(description="Om dokumentet finns här: ja eller nej.")


class Tidpunkt(Post):
    """When, in the plan's words; the days are our reading of them."""

    text: Text = Field(description="När, i planens ord.")
    tidigast: Dag | None = Field(None, description="Första dagen, som vi läser planen: 2026-06-04.")
    senast: Dag | None = Field(None, description="Sista dagen, som vi läser planen: 2026-06-04.")
    tolkad: Literal["ja", "nej"] = Field("nej", description="ja om dagarna är vår läsning av planen, annars nej.")


class Slag(StrEnum):
    """What kind of row: a promise, a decision, something to do, or how things are."""

    åtagande = "åtagande"
    beslut = "beslut"
    aktivitet = "aktivitet"
    nuläge = "nuläge"


class Aktivitet(Ordagrant):
    """What is to be done, and when."""

    id: Id = Field(description="Aktivitetens korta namn: områdets id, punkt, a och en siffra.")
    slag: Slag = Field(description="Vad raden är: åtagande, beslut, aktivitet eller nuläge.")
    tidpunkt: Tidpunkt | None = Field(None, description="När det ska göras, om planen säger det.")
    återkommer: Text | None = Field(None, description="Hur ofta det görs, i planens ord.")
    villkor: Text | None = Field(None, description="Vad som måste hända först, i planens ord.")
    beror_på: Id | None = Field(None, description="Id för aktiviteten som måste göras före.")
    alternativ: tuple[Text, ...] = Field((), description="Sätten som planen nämner, i en lista.")
    aktörer: tuple[Omnämnd, ...] = Field((), description="Aktörer som raden nämner, en post för varje.")


class Indikatortyp(StrEnum):
    """What kind of value answers an indicator: there is or is not, a count, a judgement."""

    finns = "finns"
    antal = "antal"
    bedömning = "bedömning"


class Indikator(Ordagrant):
    """What is measured, in which parts, and whether its values may stand on a public page."""

    id: Id = Field(description="Indikatorns korta namn: områdets id, punkt, i och en siffra.")
    typ: Indikatortyp = Field(description="Vad som svarar på indikatorn: finns (ja eller nej), antal eller bedömning.")
    dimensioner: tuple[Text, ...] = Field((), description="Delarna som indikatorn mäts i, i en lista.")
    period: Literal["år", "halvår", "två år"] = Field(
        "år", description="Hur ofta indikatorn mäts: år, halvår eller två år."
    )
    besvaras_av: Id | None = Field(None, description="Webbplatsen vars färskhet besvarar indikatorn.")
    värden: Literal["publika", "interna"] = Field(
        "publika", description="Om värdena får visas på publika sidor: publika eller interna."
    )


class Medverkande(Ordagrant):
    """An actor of a row, and its task in the plan's words."""

    aktör: Id = Field(description="Aktörens id.")
    uppgift: Text | None = Field(None, description="Aktörens uppgift, i planens ord.")
    medverkan: Medverkan | None = Field(None, description="Hur aktören är med, enligt planen.")


class Rubrik(Ordagrant):
    """The heading of a row; a row may have several."""

    nivå: Nivå | None = Field(None, description="Preventionsnivån: generell, specifik eller individinriktad.")
    undernivå: Undernivå | None = Field(
        None, description="Delen av den individinriktade nivån: indikativ eller rehabiliterande."
    )


class Område(Post):
    """A row of the plan's table, or a section of a plan without table. Its claims cite its lines only."""

    id: Id = Field(description="Områdets korta namn, vårt eget.")
    rader: Rader = Field(description="Raderna i planens textfil: 82-87 eller 99.")
    rubriker: tuple[Rubrik, ...] = Field((), description="Områdets rubriker i planen, en post för varje.")
    namn: Text | None = Field(None, description="Vårt namn, där planen inte har en rubrik.")
    webbplats: Id | None = Field(None, description="Webbplatsen som raden ställer krav på.")
    aktiviteter: Annotated[
        tuple[Aktivitet, ...], Field(min_length=1, description="Det som ska göras, en post för varje rad i planen.")
    ]
    indikatorer: tuple[Indikator, ...] = Field((), description="Det som ska mätas, en post för varje.")
    aktörer: tuple[Medverkande, ...] = Field((), description="Aktörerna i området, en post för varje.")
    ansvarig: Medverkande | None = Field(None, description="Den som ansvarar för området.")
    resultat: Ordagrant | None = Field(None, description="Det som står i planens kolumn Resultat.")
    kommentar: Ordagrant | None = Field(None, description="Det som står i planens kolumn Kommentar.")

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
    ] = Field(description="Vilken uppgift om kommunen det är.")


class Utelämnat(Post):
    """Words that no page repeats, with the reason."""

    rader: Rader = Field(description="Raderna i planens textfil: 82-87 eller 99.")
    ordagrant: Text = Field(description="Planens ord, bokstav för bokstav.")
    skäl: Literal["upprepat tabellhuvud", "upprepad teckenförklaring", "sidfot"] = Field(
        description="Varför orden inte visas på någon sida."
    )


class Förvaltare(Ordagrant):
    aktör: Id = Field(description="Id för aktören som förvaltar planen.")


class Plan(Post):
    """A plan, whole."""

    källa: Id = Field(description="Planens id i kallor.yml.")
    dokumenttyp: Literal["handlingsplan", "anvisningar"] = Field(
        description="Vad planen kallar sig: handlingsplan eller anvisningar."
    )
    titel: Ordagrant = Field(description="Planens titel, och raderna där den står.")
    gäller: Okänt | Giltighet = Field(description="Första och sista dagen som planen gäller, eller okänt.")
    redovisas: Literal["år", "två år"] = Field("år", description="Hur ofta planen redovisas: år eller två år.")
    ålder: Text = Field(description="En mening om vad man vet om planens ålder.")
    syfte: Ordagrant | None = Field(None, description="Planens syfte.")
    förvaltare: Förvaltare | None = Field(None, description="Den som förvaltar planen.")
    styrgrupp: Id | None = Field(None, description="Id för aktören som styr arbetet.")
    uppdrag: tuple[Avsnitt, ...] = Field((), description="Avsnitt om uppdraget, en post för varje.")
    begrepp: tuple[Avsnitt, ...] = Field((), description="Avsnitt som förklarar ord, en post för varje.")
    principer: tuple[Avsnitt, ...] = Field((), description="Avsnitt om principer, en post för varje.")
    behov: tuple[Avsnitt, ...] = Field((), description="Avsnitt om behov, en post för varje.")
    samverkan: tuple[Avsnitt, ...] = Field((), description="Avsnitt om samverkan, en post för varje.")
    preventionsnivåer: Preventionsnivåer | None = Field(None, description="Vad planen säger om sina nivåer.")
    tabellhuvuden: tuple[Ordagrant, ...] = Field((), description="Tabellens rubriker, en post för varje.")
    teckenförklaring: Ordagrant | None = Field(None, description="Planens förklaring av sina tecken.")
    uppföljning: tuple[Uppföljning, ...] = Field(
        (), description="Dokument som planen följs upp i eller styrs av, en post för varje."
    )
    områden: Annotated[tuple[Område, ...], Field(min_length=1, description="Planens områden, en post för varje.")]
    uppgifter_om_kommunen: tuple[Kommunuppgift, ...] = Field(
        (), description="Uppgifter om kommunen som står i planen, en post för varje."
    )
    utelämnat: tuple[Utelämnat, ...] = Field((), description="Ord i planen som inte visas, en post för varje.")

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

    område: Id = Field(description="Områdets id i plan.yml.")
    uppfyllelse: Uppfyllelse = Field(description="Hur väl området är uppfyllt: helt, delvis eller ej.")
    datum: Dag = Field(description="Dagen då området bedömdes: 2026-06-04.")
    av: Id = Field(description="Id för rollen som bedömde, aldrig en person.")
    belägg: Text = Field(description="Vad bedömningen bygger på.")


class Mätvärde(Post):
    """A measured value of an indicator for a period."""

    indikator: Id = Field(description="Indikatorns id i plan.yml.")
    period: Annotated[str, AfterValidator(formats.check_period)] = Field(
        description="Perioden: ett år (2026), ett halvår (2026-1) eller två år (2026-2027)."
    )
    dimension: Text | None = Field(None, description="Delen, när indikatorn har dimensioner.")
    värde: Text = Field(description="Ett antal (4), ja, nej eller en sammanräkning (9 av 12).")
    underlag: Text = Field(description="Vad värdet bygger på.")
    datum: Dag = Field(description="Dagen då värdet lämnades: 2026-06-04.")
    av: Id = Field(description="Id för rollen som lämnade värdet, aldrig en person.")


class Redovisning(Post):
    """Rules for what is told of what was measured."""

    minsta_antal: formats.Heltal = Field(description="Mindre tal än så visas aldrig på en publik sida.")


class Bedömningar(Logg):
    bedömningar: tuple[Bedömning, ...] = Field(
        description="Bedömningarna, den senaste sist; kommandot bedom skriver dem."
    )


class Mätvärden(Logg):
    mätvärden: tuple[Mätvärde, ...] = Field(description="Mätvärdena, det senaste sist; kommandot matvarde skriver dem.")

