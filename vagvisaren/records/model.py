"""The records: the only statement of which data there are, their types and allowed values.

Field names are the editor's own words, spelled right. The JSON Schema of the editor's program and
the error texts are made from these declarations. `okänt` is a value: it shows nothing, never "nej".
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    field_validator,
)

from vagvisaren.records import formats

OKÄNT = "okänt"
Okänt = Literal["okänt"]

# ------------------------------------------------------------------ the small types

Id = Annotated[str, AfterValidator(formats.check_id)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=formats.LONGEST), AfterValidator(formats.check_text)]
Nummer = Annotated[str, AfterValidator(formats.check_nummer)]
Epostadress = Annotated[str, AfterValidator(formats.check_epost)]
Webbadress = Annotated[str, AfterValidator(formats.check_webbadress)]
Datum = Annotated[str, AfterValidator(formats.check_datum)]  # a day, a month, a year or okänt
Dag = Annotated[date, formats.DAG]  # åååå-mm-dd
Årsdag = Annotated[str, AfterValidator(formats.check_årsdag)]  # mm-dd
Färg = Annotated[str, AfterValidator(formats.check_färg)]  # #rrggbb
Avtryck = Annotated[str, AfterValidator(formats.check_avtryck)]  # of one part of a value
Språkkod = Annotated[str, AfterValidator(formats.check_språkkod)]  # BCP 47: fi, fit, se, sju
Utgåva = Annotated[str, AfterValidator(formats.check_utgåva)]  # of a page
Kortnummer = Annotated[str, AfterValidator(formats.check_kortnummer)]
Filnamn = Annotated[str, AfterValidator(formats.check_fil)]
JaNej = Literal["ja", "nej", "okänt"]
Stöd = Annotated[str, AfterValidator(formats.check_stöd)]  # an id of råd, or of a källa with rader


class Roll(StrEnum):
    """Who reads a page. `ung` is under 18; every other role is an adult."""

    invånare = "invånare"
    ung = "ung"
    vill_lämna = "vill-lämna"
    trossamfund_förening = "trossamfund-förening"
    skola = "skola"
    fritid = "fritid"
    socialtjänst = "socialtjänst"
    bostadsbolag = "bostadsbolag"
    säkerhet = "säkerhet"
    övrig = "övrig"
    chef = "chef"
    förtroendevald = "förtroendevald"


ROLLNAMN: dict[Roll, str] = {
    Roll.invånare: "Invånare och anhörig",
    Roll.ung: "Du som är under 18 år",
    Roll.vill_lämna: "Du som vill lämna",
    Roll.trossamfund_förening: "Trossamfund och förening",
    Roll.skola: "Skola och förskola",
    Roll.fritid: "Fritid",
    Roll.socialtjänst: "Socialtjänst",
    Roll.bostadsbolag: "Bostadsbolag",
    Roll.säkerhet: "Säkerhet",
    Roll.övrig: "Annan verksamhet",
    Roll.chef: "Chef",
    Roll.förtroendevald: "Förtroendevald",
}

# The municipality's own staff: the word `medarbetare` stands for these.
MEDARBETARE = (
    Roll.skola,
    Roll.fritid,
    Roll.socialtjänst,
    Roll.bostadsbolag,
    Roll.säkerhet,
    Roll.övrig,
)
PERSONAL = (*MEDARBETARE, Roll.chef, Roll.förtroendevald)  # who may meet contacts for professionals
ROLLGRUPPER: dict[str, tuple[Roll, ...]] = {
    "medarbetare": MEDARBETARE,
    "personal": PERSONAL,
    "allmänhet": tuple(roll for roll in Roll if roll not in PERSONAL),
    "alla": tuple(Roll),
}
Rollord = Literal[
    "alla",
    "allmänhet",
    "medarbetare",
    "personal",
    "invånare",
    "ung",
    "vill-lämna",
    "trossamfund-förening",
    "skola",
    "fritid",
    "socialtjänst",
    "bostadsbolag",
    "säkerhet",
    "övrig",
    "chef",
    "förtroendevald",
]


@cache
def roller(words: tuple[str, ...]) -> tuple[Roll, ...]:
    """The roles that the words stand for, in the model's order, each once."""
    named = {roll for word in words for roll in ROLLGRUPPER.get(word, (word,))}
    return tuple(roll for roll in Roll if roll in named)


class Brådska(StrEnum):
    """How fast: at once, the same day, when you can."""

    akut = "akut"
    snart = "snart"
    råd = "råd"


class Omdöme(StrEnum):
    """The fact sheet's verdict: JA, KONTROLL, AVSTÄNGD."""

    ja = "ja"
    kontroll = "kontroll"
    avstängd = "avstängd"


class Post(BaseModel):
    """A record: closed, unchangeable, named by its YAML keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


# ------------------------------------------------------------------ evidence


class Källa(Post):
    """Something that was read: who published it and when."""

    id: Id = Field(description="Källans korta namn, som andra filer pekar på: s-2026.")
    titel: Text = Field(description="Källans titel.")
    utgivare: Text | Okänt = Field(OKÄNT, description="Den som har gett ut källan, eller okänt.")
    datum: Datum = Field(description="Källans eget datum: 2026-06-04, 2026-06, 2026 eller okänt.")
    adress: Webbadress | None = Field(None, description="Hela webbadressen till källan, med https:// först.")
    fil: Filnamn | None = Field(None, description="Källans text under data/kallor/, om den finns här.")
    sha256: Text | None = Field(None, description="Filens kontrollsumma: källan själv ändras aldrig.")


class MedKällor(Post):
    """A file of facts: it may hold the sources of its own, so that a fact and its source are written in one place."""

    källor: tuple[Källa, ...] = Field((), description="Filens egna källor, en post för varje. De andra står i kallor.yml.")


class Belägg(Post):
    """Where a fact was read, and the source's own date."""

    källa: Id = Field(description="Källans id, ur filens egna källor eller ur kallor.yml.")
    datum: Datum = Field(description="Källans eget datum: 2026-06-04, 2026-06, 2026 eller okänt.")


class Råd(Post):
    """An advice or a fact that texts may lean on: what the source supports, and where it holds."""

    id: Id = Field(description="Rådets korta namn, som texter stöder sig på.")
    råd: Text = Field(description="Det som källan stöder, i en mening.")
    belagd: Annotated[
        tuple[Belägg, ...], Field(min_length=1, description="Källorna, en per rad: {källa: ID, datum: 2026-06-04}.")
    ]
    säkerhet: Literal["säker", "sannolik", "osäker"] = Field(
        description="Hur väl källorna stöder rådet: säker, sannolik eller osäker; ett osäkert råd visas inte."
    )
    gäller: Annotated[tuple[Id, ...], Field(min_length=1)] | Literal["alla"] = Field(
        "alla", description="Kommunerna som rådet gäller i, som id i en lista, eller alla."
    )
    fråga: Text | None = Field(None, description="Det som kommunen behöver bekräfta.")


NAMN = "{namn}"  # in a sentence: the name of the contact that it is about, as it is today


class Utsaga(Post):
    """One sentence on a page, and its support. Without support it is a question, never shown."""

    text: Text = Field(description="En mening på sidan, utan nummer, adresser och tider. {namn} blir namnet på kontakten som den handlar om.")
    stöd: tuple[Stöd, ...] | Okänt = Field(
        OKÄNT, description="Det som meningen vilar på: råd ur rad.yml, [r3], eller rader i en plan, [handlingsplan 44-48]; annars okänt."
    )
    för: tuple[Rollord, ...] = Field(
        ("alla",), description="Vilka det gäller, som roller i en lista: [invånare, ung]; alla om raden saknas."
    )
    handlar_om: Id | None = Field(None, description="Kontakten som meningen handlar om; visas bara med den.")


class Råden(Post):
    """A group of sentences that a page shows by name."""

    id: Id = Field(description="Textens korta namn, som en sida hämtar den med.")
    utsagor: tuple[Utsaga, ...] = Field(description="Meningarna, en post för varje.")


# ------------------------------------------------------------------ actors


class Giltighet(Post):
    """First and last day on which something holds."""

    från: Dag | None = Field(None, description="Första dagen: 2026-06-04.")
    till: Dag | None = Field(None, description="Sista dagen, som räknas med: 2026-06-04.")


class TidigareNamn(Post):
    """What an actor was called, and until when."""

    namn: Text = Field(description="Det gamla namnet.")
    till: Datum = Field(OKÄNT, description="När namnet slutade gälla: 2026-06-04, 2026-06, 2026 eller okänt.")


# ------------------------------------------------------------------ ways in


class Säsong(Post):
    """Other hours between two days of every year, both included; it may go over New Year."""

    från: Årsdag = Field(description="Säsongens första dag, månad och dag: 06-15.")
    till: Årsdag = Field(description="Säsongens sista dag, månad och dag: 08-15.")
    öppet: formats.Öppet = Field(description="Säsongens tider: mån–fre 9–15, en lista med sådana, eller dygnet runt.")


class Aftnar(Post):
    """The hours of the days before holidays, each where it is known."""

    skärtorsdag: formats.Afton | None = Field(
        None, description="Tiderna på skärtorsdagen: 9–12, stängt, eller öppet som andra dagar."
    )
    påskafton: formats.Afton | None = Field(
        None, description="Tiderna på påskafton: 9–12, stängt, eller öppet som andra dagar."
    )
    trettondagsafton: formats.Afton | None = Field(
        None, description="Tiderna på trettondagsafton: 9–12, stängt, eller öppet som andra dagar."
    )
    valborgsmässoafton: formats.Afton | None = Field(
        None, description="Tiderna på valborgsmässoafton: 9–12, stängt, eller öppet som andra dagar."
    )
    pingstafton: formats.Afton | None = Field(
        None, description="Tiderna på pingstafton: 9–12, stängt, eller öppet som andra dagar."
    )
    alla_helgons_afton: formats.Afton | None = Field(
        None, description="Tiderna på alla helgons afton: 9–12, stängt, eller öppet som andra dagar."
    )
    midsommarafton: formats.Afton | None = Field(
        None, description="Tiderna på midsommarafton: 9–12, stängt, eller öppet som andra dagar."
    )
    julafton: formats.Afton | None = Field(
        None, description="Tiderna på julafton: 9–12, stängt, eller öppet som andra dagar."
    )
    nyårsafton: formats.Afton | None = Field(
        None, description="Tiderna på nyårsafton: 9–12, stängt, eller öppet som andra dagar."
    )


class Väg(Post):
    """One way in. Its kind is the name of its first fact: telefon, sms, chatt …"""

    öppet: formats.Öppet = Field(
        formats.OKÄNDA_TIDER, description="Tiderna: mån–fre 9–15, en lista med sådana, dygnet runt eller okänt."
    )
    säsonger: tuple[Säsong, ...] = Field((), description="Andra tider en del av året, en post för varje säsong.")
    helgdagar: Literal["stängt", "öppet", "okänt"] = Field(
        OKÄNT, description='Gäller tiderna också på helgdagar? "helgfria" och "alla dagar" i en tid svarar redan.'
    )
    aftnar: Aftnar = Field(
        Aftnar(), description="Tiderna på dagarna före helgdagar, en rad för varje afton som är känd."
    )
    tider_till: Dag | None = Field(None, description="Sista dagen som tiderna är kända för.")
    not_: Text | None = Field(None, alias="not", description="En mening som visas vid vägen.")


class Telefon(Väg):
    telefon: Nummer = Field(description="Numret som det trycks: 060-16 31 00, 116 111 eller 112.")
    säg: Text | None = Field(None, description="Vad den som ringer ber om.")


class Sms(Väg):
    sms: Nummer = Field(description="Numret för sms, som det trycks.")


class Chatt(Väg):
    chatt: Webbadress | Literal["ja"] = Field(
        description="Chattens webbadress, eller ja om den nås från kontaktens webbsida."
    )


class Epost(Väg):
    e_post: Epostadress = Field(alias="e-post", description="E-postadressen: namn@kommunen.se.")
    får_personuppgifter_skickas: JaNej = Field(
        OKÄNT, description="Om personuppgifter får skickas den här vägen: ja, nej eller okänt."
    )


class Formulär(Väg):
    formulär: Webbadress = Field(description="Formulärets webbadress, med https:// först.")
    får_personuppgifter_skickas: JaNej = Field(
        OKÄNT, description="Om personuppgifter får skickas den här vägen: ja, nej eller okänt."
    )


class Besök(Väg):
    besök: Text = Field(description="Besöksadressen, på en rad.")


class Brev(Väg):
    brev: Text = Field(description="Postadressen, på en rad.")


class Webb(Väg):
    webb: Webbadress = Field(description="Webbadressen, med https:// först.")


VÄGSLAG: dict[str, type[Väg]] = {
    "telefon": Telefon,
    "sms": Sms,
    "chatt": Chatt,
    "e-post": Epost,
    "formulär": Formulär,
    "besök": Besök,
    "brev": Brev,
    "webb": Webb,
}


def _vägslag(value: object) -> str | None:
    if isinstance(value, dict):
        return next((slag for slag in VÄGSLAG if slag in value), None)
    return next((slag for slag, cls in VÄGSLAG.items() if isinstance(value, cls)), None)


EnVäg = Annotated[
    Annotated[Telefon, Tag("telefon")]
    | Annotated[Sms, Tag("sms")]
    | Annotated[Chatt, Tag("chatt")]
    | Annotated[Epost, Tag("e-post")]
    | Annotated[Formulär, Tag("formulär")]
    | Annotated[Besök, Tag("besök")]
    | Annotated[Brev, Tag("brev")]
    | Annotated[Webb, Tag("webb")],
    Discriminator(_vägslag),
]


class Aktör(Post):
    """An organisation or a role, with today's name and the name in the source."""

    id: Id = Field(description="Aktörens korta namn, som andra filer pekar på.")
    namn: Text = Field(description="Aktörens namn i dag.")
    slag: Literal["myndighet", "kommun", "region", "råd", "roll", "ideell", "bolag"] = Field(
        description="Vad aktören är: myndighet, kommun, region, råd, roll, ideell eller bolag."
    )
    nivå: Literal["lokal", "regional", "nationell"] = Field(
        description="Var aktören verkar: lokal, regional eller nationell."
    )
    namn_i_källan: tuple[Text, ...] = Field((), description="De namn som planen använder, ord för ord, i en lista.")
    tidigare_namn: tuple[TidigareNamn, ...] = Field((), description="Namn som aktören har haft, en post för varje.")
    giltig: Giltighet = Field(Giltighet(), description="Första och sista dagen som aktören finns, om de är kända.")
    ersatt_av: Id | None = Field(None, description="Id för aktören som har tagit över.")
    vägar: tuple[EnVäg, ...] = Field((), description="Vägarna in till aktören, en post för varje.")
    belagd: tuple[Belägg, ...] = Field((), description="Källorna, en per rad: {källa: ID, datum: 2026-06-04}.")


class Ålder(Post):
    """From and to which age, both included, in whole years; okänt when nobody says."""

    från: formats.Heltal | Okänt = Field(OKÄNT, description="Lägsta ålder i hela år, som räknas med: 13; annars okänt.")
    till: formats.Heltal | Okänt = Field(OKÄNT, description="Högsta ålder i hela år, som räknas med: 17; annars okänt.")


class Deltar(Post):
    """An actor that takes part in a contact that is a group."""

    aktör: Id = Field(description="Aktörens id.")
    namn_i_källan: Text | None = Field(None, description="Planens ord för aktören.")
    medverkan: Literal["bas", "vid behov"] = Field(description="Om aktören är med alltid, bas, eller vid behov.")


class Avvikelse(Post):
    """Something else holds for a time: closed, moved, other hours. Both days included."""

    från: Dag = Field(description="Första dagen som avvikelsen gäller: 2026-06-04.")
    till: Dag | None = Field(None, description="Sista dagen som avvikelsen gäller, om den är känd: 2026-06-04.")
    text: Text = Field(description="En mening som sidan visar från 30 dagar före och tills det är över.")
    ersatt_med: Id | None = Field(None, description="Kontakten som visas i stället under tiden.")


class Omstritt(StrEnum):
    """What sources may contradict each other about."""

    nummer = "nummer"
    tider = "tider"
    adress = "adress"
    e_post = "e-post"
    ålder = "ålder"
    kostnad = "kostnad"
    huvudman = "huvudman"


class Kontakt(Post):
    """A function, an office or a line that one can turn to. A role, never a person."""

    id: Id = Field(description="Kontaktens korta namn, som andra filer och sidor pekar på; byt det inte.")
    namn: Text = Field(description="Kontaktens namn, som det visas.")
    i_mening: Text | None = Field(None, description="Namnet mitt i en mening: kommunens växel.")
    omdöme: Omdöme = Field(description="Om kontakten får visas: ja, kontroll (som utkast) eller avstängd (skriv skäl).")
    skäl: Text | None = Field(None, description="Varför kontakten är avstängd.")
    svarar: Text | Okänt = Field(OKÄNT, description="Vem som svarar, som roll och aldrig en person, eller okänt.")
    om: Text | None = Field(None, description="En mening om vad kontakten är.")
    vägar: tuple[EnVäg, ...] = Field(
        (), description="Vägarna in, en post för varje: telefon, sms, chatt, e-post, formulär, besök, brev eller webb."
    )
    kostnad: Text | Okänt = Field(OKÄNT, description="Vad det kostar, i ord: gratis; annars okänt.")
    anonym: JaNej = Field(OKÄNT, description="Om man får vara anonym: ja, nej eller okänt.")
    syns_på_räkningen: JaNej = Field(OKÄNT, description="Om samtalet syns på telefonräkningen: ja, nej eller okänt.")
    språk: tuple[Text, ...] | Okänt = Field(
        OKÄNT, description="Språken som man kan tala, i en lista: [svenska, tolk]; annars okänt."
    )
    text_och_bildtelefoni: JaNej = Field(OKÄNT, description="Om samtal genom förmedlingstjänsterna tas emot.")
    ålder: Ålder = Field(Ålder(), description="För vilka åldrar i hela år: {från: 13, till: 17}.")
    för_yrkesverksamma: Literal["ja", "nej"] = Field(
        "nej", description="ja om kontakten bara är för yrkesverksamma, annars nej."
    )
    utanför_öppettid: Id | None = Field(
        None, description="Id för kontakten som svarar när det är stängt, till exempel 112."
    )
    reserv: Id | None = Field(None, description="Id för kontakten som visas i stället när den här är för gammal.")
    nummer_från: Id | None = Field(None, description="Kontakten som äger numret. Åldras som den.")
    giltig: Giltighet = Field(Giltighet(), description="Första och sista dagen som kontakten finns, om de är kända.")
    ersatt_av: Id | None = Field(None, description="Id för kontakten som tar över när den här slutar.")
    tidigare_namn: tuple[TidigareNamn, ...] = Field((), description="Namn som kontakten har haft, en post för varje.")
    avvikelser: tuple[Avvikelse, ...] = Field(
        (), description="Det som är annorlunda en tid, stängt eller flyttat, en post för varje."
    )
    motstridigt: dict[Omstritt, Text] = Field(
        {}, description="Det som källorna säger olika om, och hur. Visas inte; blir en fråga."
    )
    deltar: tuple[Deltar, ...] = Field((), description="Aktörerna som är med, när kontakten är en grupp.")
    vad_händer_sen: tuple[Utsaga, ...] | Okänt = Field(
        OKÄNT, description="Vad som händer när man har hört av sig, mening för mening, eller okänt."
    )
    belagd: Annotated[
        tuple[Belägg, ...], Field(min_length=1, description="Källorna, en per rad: {källa: ID, datum: 2026-06-04}.")
    ]
    säkerhet: Literal["säker", "sannolik", "osäker"] = Field(
        description="Hur väl källorna stöder uppgifterna: säker, sannolik eller osäker."
    )
    frågor: tuple[Text, ...] = Field((), description="Frågor att ställa till kommunen eller huvudmannen, en per rad.")
    anmärkning: Text | None = Field(
        None, description="En anteckning till den som redigerar; den visas inte på någon sida."
    )


class Behov(StrEnum):
    """The groups of Stöd och hjälp, in the order of the page."""

    barn_och_unga = "barn-och-unga"
    föräldrar = "föräldrar"
    våld_och_brott = "våld-och-brott"
    vill_lämna = "vill-lämna"
    någon_att_prata_med = "någon-att-prata-med"
    vård_och_kris = "vård-och-kris"
    diskriminering = "diskriminering"
    höra_och_tala = "höra-och-tala"
    yrkesverksamma = "yrkesverksamma"


class Samhällsnummer(Kontakt):
    """112 and its kin: carried by the state, shown whatever their age. `skäl_åldras_inte` says why."""

    skäl_åldras_inte: Text = Field(description="Varför numret får visas hur gammalt det än är.")
    vid: Text | None = Field(None, description="När man ringer, om inte alltid: vid fara.")
    behov: Behov | None = Field(None, description="Rubriken på Stöd och hjälp som numret står under.")


class Stödlinje(Kontakt):
    """A national contact."""

    huvudman: Text | Okänt = Field(OKÄNT, description="Den som driver stödlinjen, eller okänt.")
    målgrupp: Text | Okänt = Field(OKÄNT, description="Vem stödlinjen är till för, i ord, eller okänt.")
    behov: Behov = Field(description="Rubriken på Stöd och hjälp som stödlinjen står under.")


# ------------------------------------------------------------------ situations


class Steg(Post):
    """One step: what to do, whom to contact, who does it, and what supports it."""

    gör: Text = Field(description="Vad man gör, i en mening utan nummer. {namn} blir kontaktens namn.")
    kontakt: Id | None = Field(None, description="En funktion eller en kontakts id.")
    ansvarig: Text | None = Field(None, description="Vem som gör det: Du, eller en roll.")
    för: tuple[Rollord, ...] = Field(
        ("alla",), description="Vilka steget gäller, som roller i en lista: [invånare, ung]; alla om raden saknas."
    )
    stöd: tuple[Stöd, ...] | Okänt = Field(
        OKÄNT, description="Det som steget vilar på: råd ur rad.yml, [r3], eller rader i en plan, [handlingsplan 44-48]; annars okänt."
    )


class Skylt(Post):
    """The call on a plate: how urgent in words, and the words before and after the number."""

    nivå: Text = Field(description="Hur bråttom det är, i ord.")
    före: Text = Field(description="Orden före numret.")
    efter: Text = Field(description="Orden efter numret.")


class Situation(Post):
    """What a reader meets: for whom, how fast, what to do, what not, what happens then."""

    id: Id = Field(description="Lägets korta namn; en kommuns eget läge med samma id ersätter det gemensamma.")
    rubrik: Text = Field(description="Lägets rubrik, som läsaren känner igen sig i.")
    arm: Text = Field(description="Texten på vägvisarens arm, högst sex ord.")
    för: Annotated[
        tuple[Rollord, ...], Field(min_length=1, description="Vilka läget är till för, som roller i en lista: [invånare, ung].")
    ]
    brådska: Brådska = Field(description="Hur bråttom det är: akut, snart (samma dag) eller råd.")
    skylt: Skylt | None = Field(None, description="Läget står som skylt överst, inte som arm.")
    ingress: tuple[Utsaga, ...] = Field((), description="Meningar som står före stegen, en post för varje.")
    steg: Annotated[tuple[Steg, ...], Field(min_length=1, description="Stegen i ordning, en post för varje.")]
    gör_inte: tuple[Utsaga, ...] = Field((), description="Det som läsaren inte ska göra, mening för mening.")
    vad_händer_sen: tuple[Utsaga, ...] | Okänt = Field(
        OKÄNT, description="Vad som händer sedan, mening för mening, eller okänt."
    )


# ------------------------------------------------------------------ municipality and websites


class Funktion(Post):
    """Which contact fills a function here, and what is missing."""

    kontakt: Id = Field(description="Id för kontakten som fyller funktionen i kommunen.")
    be_om: Text | None = Field(None, description="Vad växeln ska koppla till.")
    lucka: Text | None = Field(None, description="Det som saknas; blir en fråga till kommunen.")


class Insats(Post):
    """Support that the municipality offers."""

    namn: Text = Field(description="Insatsens namn.")
    preventionsnivå: Literal["generell", "specifik", "individinriktad", "okänt"] = Field(
        OKÄNT, description="Planens nivå: generell, specifik, individinriktad eller okänt."
    )
    för: Text = Field(description="Vem insatsen är till för, i en mening.")
    hur: Text = Field(description="Hur man får insatsen, i en mening utan nummer.")
    ansvarig: Id = Field(description="Id för aktören som ansvarar.")
    källa: Id = Field(description="Källans id, ur kallor.yml.")


class Minoritetsspråk(Post):
    """Whether the municipality is a förvaltningsområde, and for which languages."""

    förvaltningsområde: tuple[Text, ...] = Field(
        description="Språken som kommunen är förvaltningsområde för, i en lista: [finska]; [] om inga."
    )
    stöd: tuple[Stöd, ...] = Field(description="Det som uppgiften vilar på, som råd ur rad.yml i en lista.")


class Uppgift(Post):
    """A single fact with its evidence."""

    värde: Text | Okänt = Field(description="Uppgiften själv, eller okänt.")
    omdöme: Omdöme = Field(description="Om uppgiften får visas: ja, kontroll (som utkast) eller avstängd (skriv skäl).")
    skäl: Text | None = Field(None, description="Varför uppgiften är avstängd.")
    belagd: Annotated[
        tuple[Belägg, ...], Field(min_length=1, description="Källorna, en per rad: {källa: ID, datum: 2026-06-04}.")
    ]
    säkerhet: Literal["säker", "sannolik", "osäker"] = Field(
        description="Hur väl källorna stöder uppgiften: säker, sannolik eller osäker."
    )


class Kommun(MedKällor):
    """A municipality: what holds today, and which contact fills each function."""

    id: Id = Field(description="Kommunens korta namn, med å, ä och ö.")
    namn: Text = Field(description="Kommunens hela namn, med ordet kommun.")
    förvaltning: Text | Okänt = Field(OKÄNT, description="Förvaltningen som svarar för arbetet, eller okänt.")
    region: Id = Field(description="Id för regionen, ur aktorer.yml.")
    länsstyrelse: Id = Field(description="Id för länsstyrelsen, ur aktorer.yml.")
    minoritetsspråk: Minoritetsspråk = Field(description="Kommunens minoritetsspråk, och stödet för dem.")
    uppgifter: dict[Id, Uppgift] = Field(
        {}, description="Enstaka uppgifter om kommunen: ett namn, och under det värdet."
    )
    aktörer: tuple[Aktör, ...] = Field((), description="Kommunens egna aktörer och roller, en post för varje.")
    kontakter: tuple[Kontakt, ...] = Field((), description="Kommunens egna kontakter, en post för varje.")
    funktioner: dict[Id, Funktion] = Field(
        description="Funktionerna, som växel: ett namn, och under det kontakten som fyller den."
    )
    situationer: tuple[Situation, ...] = Field(
        (), description="Lägen som bara gäller kommunen, en post för varje; [] om inga."
    )
    insatser: tuple[Insats, ...] = Field((), description="Stöd som kommunen erbjuder, en post för varje; [] om inga.")
    frågor: tuple[Text, ...] = Field((), description="Frågor till kommunen, en per rad.")


class Färger(Post):
    """The municipality's colours: accent (text) and fyll (behind white text), by day and night."""

    accent: Färg = Field(description='Färgen på text i dagsljus: "#0b4f36", med citattecken.')
    fyll: Färg = Field(description='Färgen bakom vit text i dagsljus: "#0b4f36", med citattecken.')
    accent_mörk: Färg = Field(description='Färgen på text i mörkt läge: "#8fd3b6", med citattecken.')
    fyll_mörk: Färg = Field(description='Färgen bakom vit text i mörkt läge: "#0b4f36", med citattecken.')


class Inklistrad(Post):
    """A page that is pasted into another publishing system: which, where, and which version of it."""

    sida: Text = Field(description="Sidans namn, som i meny.")
    adress: Webbadress = Field(description="Webbadressen där sidan är inklistrad.")
    utgåva: Utgåva = Field(description="Det som stod efter data-utgava när sidan klistrades in.")
    datum: Dag = Field(description="Dagen då den klistrades in: 2026-06-04.")


class Språkversion(Post):
    """A page in another language than Swedish, written by a person; or what is missing, as a question."""

    språk: Text = Field(description="Språket på svenska: finska.")
    kod: Språkkod = Field(description="Språkets kod i BCP 47: fi, fit, se, en.")
    namn: Text | None = Field(None, description="Språkets eget namn, som länk: Suomi.")
    sida: Text | None = Field(None, description="Sidans namn: filen i docs/ under webbplatsens mapp, utan .md.")
    översatt_av: Text | None = Field(None, description="Den som har skrivit texten, som roll eller företag. Aldrig en maskin.")
    datum: Dag | None = Field(None, description="Dagen då texten blev klar: 2026-06-04.")
    lucka: Text | None = Field(None, description="Frågan till kommunen, så länge texten saknas.")


class Brist(Post):
    """Something on the website that not everyone can use."""

    vad: Text = Field(description="Det som inte alla kan använda, i en mening.")
    skäl: Text = Field(description="Varför bristen finns, i en mening.")
    i_stället: Text = Field(description="Hur man får veta eller göra samma sak på ett annat sätt.")


class Tillgänglighet(Post):
    """What the municipality says of how accessible the website is. Source: MDFFS 2019:2, six parts."""

    följer: Literal["helt", "delvis", "inte", "okänt"] = Field(
        description="Hur webbplatsen följer lagens krav: helt, delvis, inte eller okänt."
    )
    brister: tuple[Brist, ...] = Field((), description="Bristerna, en post för varje.")
    bedömd: Dag | Okänt = Field(description="Dagen då webbplatsen bedömdes: 2026-06-04; annars okänt.")
    metod: Text | Okänt = Field(description="Hur bedömningen gjordes: av kommunen själv eller av någon annan.")
    uppdaterad: Dag = Field(description="Dagen då redogörelsen senast ändrades: 2026-06-04.")
    formulär: Webbadress | Okänt = Field(description="Kommunens formulär för den som hittar en brist. E-post räcker inte.")


class Webbplats(Post):
    """One website: whose it is, for whom, and which roles it answers."""

    id: Id = Field(description="Webbplatsens korta namn, som mappen under site/ och docs/.")
    namn: Text = Field(description="Webbplatsens namn, som det visas.")
    publik: Literal["extern", "intern"] = Field(
        description="Vem som får läsa den: extern (alla) eller intern (bara kommunen)."
    )
    adress: Webbadress | Okänt = Field(description="Webbplatsens adress, med https:// först, eller okänt.")
    publicerare: Id | Okänt = Field(description="Id för rollen som publicerar, eller okänt.")
    innehållsansvarig: Id | Okänt = Field(description="Id för rollen som godkänner texterna, eller okänt.")
    roller: Annotated[
        tuple[Rollord, ...], Field(min_length=1, description="Vilka webbplatsen svarar, som roller i en lista: [invånare, ung].")
    ]
    lämna_snabbt: Webbadress | None = Field(None, description="Webbadressen som knappen Lämna snabbt leder till.")
    färger: Färger | None = Field(None, description="Kommunens färger, fyra stycken.")
    meny: Annotated[dict[Id, Text], Field(min_length=1, description="Sidornas namn i menyn, i ordning.")]
    sidfot: dict[Id, Text] = Field({}, description="Sidor som länkas längst ner i stället för i menyn.")
    inklistrat: tuple[Inklistrad, ...] = Field((), description="Sidor som är inklistrade i ett annat system.")
    språk: tuple[Språkversion, ...] = Field((), description="Sidor på andra språk, och de som saknas.")
    tillgänglighet: Tillgänglighet | None = Field(None, description="Tillgänglighetsredogörelsens uppgifter.")

    @property
    def sidor(self) -> dict[str, str]:
        """All pages by name, the menu's first."""
        return {**self.meny, **self.sidfot, **{one.sida: one.namn or one.språk for one in self.språk if one.sida}}


class Hur(StrEnum):
    """How a value was checked: the provider's own page, its office, its switchboard, its written answer;
    a text is read."""

    källsida = "källsida"
    kansli = "kansli"
    växel = "växel"
    svar = "svar"
    läst = "läst"


class Granskning(Post):
    """A person at the municipality checked a value. It dies when the value changes."""

    uppgift: Text = Field(
        description="En kontakts id, läge:id, text:id, plan, insatser eller en sidas fil: docs/extern/index.md."
    )
    avtryck: Annotated[dict[Text, Avtryck], Field(min_length=1, description="Del för del, det som granskades.")]
    datum: Dag = Field(description="Dagen då det granskades: 2026-06-04.")
    av: Id = Field(description="Id för rollen som granskade, aldrig en person.")
    hur: Hur = Field(description="Hur det granskades: källsida, kansli, växel, svar (skriftligt) eller läst (en text).")


class Granskningstider(Post):
    """How old a fact may be, in days: when to look, when it is late, when it is too old to show."""

    snart_dags: formats.Heltal = Field(description="Efter så många dagar är en uppgift snart dags att granska.")
    försenad: formats.Heltal = Field(description="Efter så många dagar är granskningen försenad.")
    för_gammal: formats.Heltal = Field(description="Efter så många dagar är en uppgift för gammal att visa.")


class Tolkning(Post):
    """Our reading of an unclear place. Internal: lies under internt/ and nowhere else."""

    om: Text = Field(description="Id för det som är otydligt: ett avsnitt, ett område, en rad i planen eller en aktör.")
    tolkning: Text = Field(description="Hur vi läser stället, och varför.")
    källa: Id | None = Field(None, description="Id för planen som stället står i; byter kommunen plan pekas tolkningen ut.")


# ------------------------------------------------------------------ the files


class Källor(Post):
    källor: tuple[Källa, ...] = Field(description="Allt som har lästs, en post för varje källa.")


class Aktörer(MedKällor):
    aktörer: tuple[Aktör, ...] = Field(description="Aktörer som flera kommuner delar, en post för varje.")


class Rådgivning(MedKällor):
    råd: tuple[Råd, ...] = Field(description="Råd som texter får stödja sig på, en post för varje.")


class Texter(Post):
    texter: tuple[Råden, ...] = Field(description="Texter som sidor hämtar, en post för varje.")


class Nummerlista(MedKällor):
    """The closed list of short numbers; they dial as they stand."""

    kortnummer: tuple[Kortnummer, ...] = Field(description="Alla korta nummer som finns, som de trycks: [112, 114 14].")
    samhällsnummer: tuple[Samhällsnummer, ...] = Field(
        description="Nummer som aldrig blir för gamla, en post för varje."
    )


class Stödlinjer(MedKällor):
    stödlinjer: tuple[Stödlinje, ...] = Field(description="Nationella stödlinjer, en post för varje.")


class Situationer(Post):
    situationer: tuple[Situation, ...] = Field(description="Lägen som gäller alla kommuner, en post för varje.")


class Frågor(Post):
    frågor: tuple[Text, ...] = Field(description="Frågor som ställs till alla kommuner, en per rad.")


class Webbplatser(Post):
    webbplatser: tuple[Webbplats, ...] = Field(description="Kommunens webbplatser, en post för varje.")


class Logg(Post):
    """A file whose rows are only added to. One that has been emptied has none."""

    @field_validator("*", mode="before")
    @classmethod
    def _emptied(cls, value: object) -> object:
        return () if value == "" else value


class Granskningar(Logg):
    granskningar: tuple[Granskning, ...] = Field(
        description="Granskningarna, den senaste sist; kommandot granskning skriver dem."
    )


class Tolkningar(Post):
    tolkningar: tuple[Tolkning, ...] = Field(description="Vår läsning av otydliga ställen, en post för varje.")
