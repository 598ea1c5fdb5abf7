"""kontakter.json: the contacts that a website's pages show, for programs to read, and its JSON Schema.

It is made of the same views as the pages. What is okänt is null, never "nej".
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from vagvisaren.records import model as m
from vagvisaren.records.ageing import latest_datum
from vagvisaren.shown import review, views, words
from vagvisaren.shown.page import Page
from vagvisaren.shown.views import Här, VisadKontakt, known

NAMN = "kontakter.json"
SCHEMA = "kontakter.schema.json"


def _sluten(description: str) -> ConfigDict:
    """A closed record, explained in Swedish to whom the schema is for."""
    return ConfigDict(extra="forbid", frozen=True, populate_by_name=True, json_schema_extra={"description": description})


class Nummer(BaseModel):
    """A telephone number as it is printed and as it is dialled."""

    model_config = _sluten("Ett telefonnummer.")

    text: str = Field(description="Numret så som det trycks.")
    tel: str = Field(description="Det som en länk ringer: tel: och numret.")
    säg: str | None = Field(description="Vad den som ringer ber om eller säger.")
    not_: str | None = Field(alias="not", description="En mening om numret.")


class Väg(BaseModel):
    """Another way in."""

    model_config = _sluten("En annan väg in än telefon.")

    slag: str = Field(description="Sms, Chatt, E-post, Formulär, Besök, Brev eller Webb.")
    text: str = Field(description="Det som visas. Tomt om vägen finns men adressen är okänd.")
    adress: str | None = Field(description="Det som en länk leder till.")
    öppet: str | None = Field(description="Vägens tider i ord. null om de är okända.")
    not_: str | None = Field(alias="not", description="En mening om vägen.")


class Ersatt(BaseModel):
    """A contact that is not shown, and for which another stands in."""

    model_config = _sluten("En kontakt som inte visas med egna uppgifter i dag.")

    id: str = Field(description="Kontaktens id.")
    namn: str = Field(description="Kontaktens namn.")
    be_om: str | None = Field(description="Vad man ber växeln koppla till.")
    gäller_till: date | None = Field(description="Den sista dagen som det säkert är så här.")
    framöver: tuple[str, ...] = Field(description="Det som gäller för en tid, i meningar.")


class Ålder(BaseModel):
    """The ages that a contact takes, both included."""

    model_config = _sluten("Åldrarna som kontakten tar emot, båda räknade med.")

    från: int | None = Field(description="Den yngsta åldern. null om ingen är känd.")
    till: int | None = Field(description="Den högsta åldern. null om ingen är känd.")


class Kontakt(BaseModel):
    """A contact that the website's pages show."""

    model_config = _sluten("En kontakt som webbplatsens sidor visar. Det som är okänt är null. null betyder aldrig nej.")

    id: str = Field(description="Kontaktens id. Det är sig likt när uppgifterna ändras.")
    namn: str = Field(description="Kontaktens namn.")
    slag: Literal["samhällsnummer", "stödlinje", "kommun"] = Field(description="Vems kontakten är. Samhällsnummer åldras inte.")
    för_yrkesverksamma: bool = Field(description="true: bara för den som arbetar med frågan.")
    i_stället_för: tuple[Ersatt, ...] = Field(description="Kontakter som den här står i stället för i dag.")
    be_om: tuple[str, ...] = Field(description="Vad man kan be växeln koppla till.")
    nummer: tuple[Nummer, ...] = Field(description="Telefonnummer, det första först.")
    vägar: tuple[Väg, ...] = Field(description="Andra vägar in.")
    öppet: tuple[str, ...] | None = Field(description="Tiderna i ord. null om de är okända.")
    när_det_är_stängt: str | None = Field(description="id för kontakten som svarar när det är stängt.")
    framöver: tuple[str, ...] = Field(description="Det som gäller för en tid eller från en dag, i meningar.")
    svarar: str | None = Field(description="Vem som svarar, som roll.")
    målgrupp: str | None = Field(description="För vem kontakten är.")
    kostnad: str | None = Field(description="Vad det kostar, i ord.")
    anonym: Literal["ja", "nej"] | None = Field(description="Om man kan vara anonym.")
    syns_på_räkningen: Literal["ja", "nej"] | None = Field(description="Om samtalet syns på telefonräkningen.")
    språk: tuple[str, ...] | None = Field(description="Språken som svaren ges på.")
    text_och_bildtelefoni: Literal["ja", "nej"] | None = Field(description="Om samtal genom förmedlingstjänsterna tas emot.")
    ålder: Ålder | None = Field(description="Åldrarna som kontakten tar emot.")
    utkast: bool = Field(description="true: uppgifterna väntar på en kontroll och är bara ett utkast.")
    kontrollerad: date | None = Field(description="Dagen då kommunen senast kontrollerade uppgifterna. null: aldrig.")
    källans_datum: str | None = Field(description="Den senaste källans eget datum: en dag, en månad eller ett år.")
    för_gammal: bool = Field(description="true: uppgifterna är för gamla, men ingen annan kontakt kan stå i stället.")
    gäller_till: date | None = Field(description="Visa inte uppgifterna efter den här dagen. null: ingen sådan dag är känd.")


class Kort(BaseModel):
    """An id and a name."""

    model_config = _sluten("Ett id och ett namn.")

    id: str = Field(description="id.")
    namn: str = Field(description="Namnet.")


class Kontaktlista(BaseModel):
    """All contacts that a website's pages show on the day it was built."""

    model_config = _sluten("Kontakterna som webbplatsens sidor visar den dag de byggdes. Avstängda kontakter är inte med.")

    schema_: Literal["kontakter.schema.json"] = Field(SCHEMA, alias="$schema", description="Den här beskrivningen.")
    version: Literal["1"] = Field("1", description="Formatets version.")
    webbplats: Kort = Field(description="Webbplatsen.")
    kommun: Kort = Field(description="Kommunen.")
    byggd: date = Field(description="Dagen som uppgifterna gäller från.")
    bäst_före: date | None = Field(description="Den första dag då något på webbplatsen slutar gälla. null: ingen sådan dag är känd.")
    kontakter: tuple[Kontakt, ...] = Field(description="Kontakterna, efter id.")


# ------------------------------------------------------------------ from the pages


def feed(här: Här, sidor: Iterable[Page]) -> Kontaktlista:
    """The contacts that the pages show, each once, with what it stands in for."""
    sidor = tuple(sidor)
    ends = [day for page in sidor if (day := review.about(page, här).bäst_före)]
    return Kontaktlista(
        webbplats=Kort(id=här.webbplats.id, namn=här.webbplats.namn),
        kommun=Kort(id=här.kommun.id, namn=här.kommun.namn),
        byggd=här.idag,
        bäst_före=min(ends, default=None),
        kontakter=tuple(_kontakt(här, shown) for _, shown in sorted(_met(här, sidor).items())),
    )


def files(här: Här, sidor: Iterable[Page]) -> dict[str, str]:
    """What a website's folder holds for programs: the list and its schema, by name."""
    return {NAMN: feed(här, sidor).model_dump_json(by_alias=True, indent=2) + "\n", SCHEMA: schema()}


@cache
def schema() -> str:
    """What the list holds, for programs: the same for every website."""
    return json.dumps(Kontaktlista.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2) + "\n"


def _met(här: Här, sidor: Iterable[Page]) -> dict[str, list[VisadKontakt]]:
    """Every contact that the frame and the words of the pages show, by id, as each place shows it."""
    shown = [words.skyltar(här), *(call.show(här) for page in sidor for call in page.calls)]
    found: dict[str, list[VisadKontakt]] = {}
    for visad in views.facts_in(shown):
        found.setdefault(visad.id, []).append(visad)
    return found


def _kontakt(här: Här, shown: list[VisadKontakt]) -> Kontakt:
    one = shown[0]
    own = [visad for visad in shown if visad.frågad is visad.kontakt]
    return Kontakt(
        id=one.id,
        namn=one.namn,
        slag=_slag(one.kontakt),
        för_yrkesverksamma=one.kontakt.för_yrkesverksamma == "ja",
        i_stället_för=_i_stället_för(shown),
        be_om=tuple(sorted({visad.be_om for visad in own if visad.be_om})),
        nummer=tuple(Nummer(text=n.text, tel=n.tel, säg=n.säg, not_=n.not_) for n in one.nummer),
        vägar=tuple(Väg(slag=v.slag, text=v.text, adress=v.href, öppet=v.öppet, not_=v.not_) for v in one.vägar),
        öppet=one.öppet or None,
        när_det_är_stängt=one.utanför.id if one.utanför else None,
        framöver=own[0].framöver if own else (),
        svarar=one.svarar,
        målgrupp=known(getattr(one.kontakt, "målgrupp", m.OKÄNT)),
        kostnad=one.kostnad,
        anonym=one.anonym,
        syns_på_räkningen=one.syns_på_räkningen,
        text_och_bildtelefoni=one.text_och_bildtelefoni,
        språk=one.språk or None,
        ålder=_ålder(one.kontakt.ålder),
        utkast=one.väntar,
        kontrollerad=one.granskad.datum if one.granskad else None,
        källans_datum=known(latest_datum(one.kontakt.belagd)),
        för_gammal=one.gammal,
        gäller_till=views.last_day(här, one.kontakt),
    )


def _slag(kontakt: m.Kontakt) -> str:
    kinds = {m.Samhällsnummer: "samhällsnummer", m.Stödlinje: "stödlinje"}
    return kinds.get(type(kontakt), "kommun")


def _i_stället_för(shown: Iterable[VisadKontakt]) -> tuple[Ersatt, ...]:
    found = {
        (visad.frågad.id, visad.be_om or ""): Ersatt(
            id=visad.frågad.id,
            namn=visad.frågad.namn,
            be_om=visad.be_om,
            gäller_till=visad.sista_dag,
            framöver=visad.framöver,
        )
        for visad in shown
        if visad.frågad is not visad.kontakt
    }
    return tuple(one for _, one in sorted(found.items()))


def _ålder(ålder: m.Ålder) -> Ålder | None:
    years = [year if isinstance(year, int) else None for year in (ålder.från, ålder.till)]
    return Ålder(från=years[0], till=years[1]) if any(year is not None for year in years) else None
