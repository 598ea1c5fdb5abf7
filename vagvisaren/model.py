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

from vagvisaren import formats

OKÄNT = "okänt"
Okänt = Literal["okänt"]

# ------------------------------------------------------------------ the small types

Id = Annotated[str, AfterValidator(formats.check_id)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1500), AfterValidator(formats.check_text)]
Nummer = Annotated[str, AfterValidator(formats.check_nummer)]
Epostadress = Annotated[str, AfterValidator(formats.check_epost)]
Webbadress = Annotated[str, AfterValidator(formats.check_webbadress)]
Datum = Annotated[str, AfterValidator(formats.check_datum)]  # a day, a month, a year or okänt
Dag = Annotated[date, formats.DAG]  # åååå-mm-dd
Årsdag = Annotated[str, AfterValidator(formats.check_årsdag)]  # mm-dd
Färg = Annotated[str, AfterValidator(formats.check_färg)]  # #rrggbb
Avtryck = Annotated[str, StringConstraints(pattern="^[0-9a-f]{12}$")]  # of one part of a value
Språkkod = Annotated[str, StringConstraints(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]  # BCP 47: fi, fit, se, sju
Utgåva = Annotated[str, StringConstraints(pattern="^[a-p]{12}$")]  # of a page; letters alone are never taken for a number
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

    id: Id
    titel: Text
    utgivare: Text | Okänt = OKÄNT
    datum: Datum
    adress: Webbadress | None = None
    fil: Text | None = Field(None, description="Källans text under data/kallor/, om den finns här.")
    sha256: Text | None = Field(None, description="Filens kontrollsumma: källan själv ändras aldrig.")


class Belägg(Post):
    """Where a fact was read, and the source's own date."""

    källa: Id
    datum: Datum


class Råd(Post):
    """An advice or a fact that texts may lean on: what the source supports, and where it holds."""

    id: Id
    råd: Text
    belagd: Annotated[tuple[Belägg, ...], Field(min_length=1)]
    säkerhet: Literal["säker", "sannolik", "osäker"]
    gäller: tuple[Id, ...] | Literal["alla"] = "alla"
    fråga: Text | None = Field(None, description="Det som kommunen behöver bekräfta.")


class Utsaga(Post):
    """One sentence on a page, and its support. Without support it is a question, never shown."""

    text: Text
    stöd: tuple[Stöd, ...] | Okänt = OKÄNT
    för: tuple[Rollord, ...] = ("alla",)
    handlar_om: Id | None = Field(None, description="Kontakten som meningen handlar om; visas bara med den.")


class Råden(Post):
    """A group of sentences that a page shows by name."""

    id: Id
    utsagor: tuple[Utsaga, ...]


# ------------------------------------------------------------------ actors


class Giltighet(Post):
    """First and last day on which something holds."""

    från: Dag | None = None
    till: Dag | None = None


class TidigareNamn(Post):
    """What an actor was called, and until when."""

    namn: Text
    till: Datum = OKÄNT


# ------------------------------------------------------------------ ways in


class Säsong(Post):
    """Other hours between two days of every year, both included; it may go over New Year."""

    från: Årsdag
    till: Årsdag
    öppet: formats.Öppet


class Aftnar(Post):
    """The hours of the days before holidays, each where it is known."""

    skärtorsdag: formats.Afton | None = None
    påskafton: formats.Afton | None = None
    trettondagsafton: formats.Afton | None = None
    valborgsmässoafton: formats.Afton | None = None
    pingstafton: formats.Afton | None = None
    alla_helgons_afton: formats.Afton | None = None
    midsommarafton: formats.Afton | None = None
    julafton: formats.Afton | None = None
    nyårsafton: formats.Afton | None = None


class Väg(Post):
    """One way in. Its kind is the name of its first fact: telefon, sms, chatt …"""

    öppet: formats.Öppet = formats.OKÄNDA_TIDER
    säsonger: tuple[Säsong, ...] = ()
    helgdagar: Literal["stängt", "öppet", "okänt"] = Field(
        OKÄNT, description='Gäller tiderna också på helgdagar? "helgfria" och "alla dagar" i en tid svarar redan.'
    )
    aftnar: Aftnar = Aftnar()
    tider_till: Dag | None = Field(None, description="Sista dagen som tiderna är kända för.")
    not_: Text | None = Field(None, alias="not")


class Telefon(Väg):
    telefon: Nummer
    säg: Text | None = Field(None, description="Vad den som ringer ber om.")


class Sms(Väg):
    sms: Nummer


class Chatt(Väg):
    chatt: Webbadress | Literal["ja"]


class Epost(Väg):
    e_post: Epostadress = Field(alias="e-post")
    får_personuppgifter_skickas: JaNej = OKÄNT


class Formulär(Väg):
    formulär: Webbadress
    får_personuppgifter_skickas: JaNej = OKÄNT


class Besök(Väg):
    besök: Text


class Brev(Väg):
    brev: Text


class Webb(Väg):
    webb: Webbadress


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

    id: Id
    namn: Text
    slag: Literal["myndighet", "kommun", "region", "råd", "roll", "ideell", "bolag"]
    nivå: Literal["lokal", "regional", "nationell"]
    namn_i_källan: tuple[Text, ...] = ()
    tidigare_namn: tuple[TidigareNamn, ...] = ()
    giltig: Giltighet = Giltighet()
    ersatt_av: Id | None = None
    vägar: tuple[EnVäg, ...] = ()
    belagd: tuple[Belägg, ...] = ()


class Ålder(Post):
    """From and to which age, both included, in whole years; okänt when nobody says."""

    från: formats.Heltal | Okänt = OKÄNT
    till: formats.Heltal | Okänt = OKÄNT


class Deltar(Post):
    """An actor that takes part in a contact that is a group."""

    aktör: Id
    namn_i_källan: Text | None = None
    medverkan: Literal["bas", "vid behov"]


class Avvikelse(Post):
    """Something else holds for a time: closed, moved, other hours. Both days included."""

    från: Dag
    till: Dag | None = None
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

    id: Id
    namn: Text
    i_mening: Text | None = Field(None, description="Namnet mitt i en mening: kommunens växel.")
    omdöme: Omdöme
    skäl: Text | None = Field(None, description="Varför kontakten är avstängd.")
    svarar: Text | Okänt = OKÄNT
    om: Text | None = Field(None, description="En mening om vad kontakten är.")
    vägar: tuple[EnVäg, ...] = ()
    kostnad: Text | Okänt = OKÄNT
    anonym: JaNej = OKÄNT
    syns_på_räkningen: JaNej = OKÄNT
    språk: tuple[Text, ...] | Okänt = OKÄNT
    text_och_bildtelefoni: JaNej = Field(OKÄNT, description="Om samtal genom förmedlingstjänsterna tas emot.")
    ålder: Ålder = Ålder()
    för_yrkesverksamma: Literal["ja", "nej"] = "nej"
    utanför_öppettid: Id | None = None
    reserv: Id | None = None
    nummer_från: Id | None = Field(None, description="Kontakten som äger numret. Åldras som den.")
    giltig: Giltighet = Giltighet()
    ersatt_av: Id | None = None
    tidigare_namn: tuple[TidigareNamn, ...] = ()
    avvikelser: tuple[Avvikelse, ...] = ()
    motstridigt: dict[Omstritt, Text] = Field(
        {}, description="Det som källorna säger olika om, och hur. Visas inte; blir en fråga."
    )
    deltar: tuple[Deltar, ...] = ()
    vad_händer_sen: tuple[Utsaga, ...] | Okänt = OKÄNT
    belagd: Annotated[tuple[Belägg, ...], Field(min_length=1)]
    säkerhet: Literal["säker", "sannolik", "osäker"]
    frågor: tuple[Text, ...] = ()
    anmärkning: Text | None = None


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

    skäl_åldras_inte: Text
    vid: Text | None = Field(None, description="När man ringer, om inte alltid: vid fara.")
    behov: Behov | None = None


class Stödlinje(Kontakt):
    """A national contact."""

    huvudman: Text | Okänt = OKÄNT
    målgrupp: Text | Okänt = OKÄNT
    behov: Behov


# ------------------------------------------------------------------ situations


class Steg(Post):
    """One step: what to do, whom to contact, who does it, and what supports it."""

    gör: Text
    kontakt: Id | None = Field(None, description="En funktion eller en kontakts id.")
    ansvarig: Text | None = None
    för: tuple[Rollord, ...] = ("alla",)
    stöd: tuple[Stöd, ...] | Okänt = OKÄNT


class Skylt(Post):
    """The call on a plate: how urgent in words, and the words before and after the number."""

    nivå: Text
    före: Text
    efter: Text


class Situation(Post):
    """What a reader meets: for whom, how fast, what to do, what not, what happens then."""

    id: Id
    rubrik: Text
    arm: Text = Field(description="Texten på vägvisarens arm, högst sex ord.")
    för: Annotated[tuple[Rollord, ...], Field(min_length=1)]
    brådska: Brådska
    skylt: Skylt | None = Field(None, description="Läget står som skylt överst, inte som arm.")
    ingress: tuple[Utsaga, ...] = ()
    steg: Annotated[tuple[Steg, ...], Field(min_length=1)]
    gör_inte: tuple[Utsaga, ...] = ()
    vad_händer_sen: tuple[Utsaga, ...] | Okänt = OKÄNT


# ------------------------------------------------------------------ municipality and websites


class Funktion(Post):
    """Which contact fills a function here, and what is missing."""

    kontakt: Id
    be_om: Text | None = Field(None, description="Vad växeln ska koppla till.")
    lucka: Text | None = Field(None, description="Det som saknas; blir en fråga till kommunen.")


class Insats(Post):
    """Support that the municipality offers."""

    namn: Text
    preventionsnivå: Literal["generell", "specifik", "individinriktad", "okänt"] = OKÄNT
    för: Text
    hur: Text
    ansvarig: Id
    källa: Id


class Minoritetsspråk(Post):
    """Whether the municipality is a förvaltningsområde, and for which languages."""

    förvaltningsområde: tuple[Text, ...]
    stöd: tuple[Stöd, ...]


class Uppgift(Post):
    """A single fact with its evidence."""

    värde: Text | Okänt
    omdöme: Omdöme
    skäl: Text | None = None
    belagd: Annotated[tuple[Belägg, ...], Field(min_length=1)]
    säkerhet: Literal["säker", "sannolik", "osäker"]


class Kommun(Post):
    """A municipality: what holds today, and which contact fills each function."""

    id: Id
    namn: Text
    förvaltning: Text | Okänt = OKÄNT
    region: Id
    länsstyrelse: Id
    minoritetsspråk: Minoritetsspråk
    uppgifter: dict[Id, Uppgift] = {}
    aktörer: tuple[Aktör, ...] = ()
    kontakter: tuple[Kontakt, ...] = ()
    funktioner: dict[Id, Funktion]
    situationer: tuple[Situation, ...] = ()
    insatser: tuple[Insats, ...] = ()
    frågor: tuple[Text, ...] = ()


class Färger(Post):
    """The municipality's colours: accent (text) and fyll (behind white text), by day and night."""

    accent: Färg
    fyll: Färg
    accent_mörk: Färg
    fyll_mörk: Färg


class Inklistrad(Post):
    """A page that is pasted into another publishing system: which, where, and which version of it."""

    sida: Text = Field(description="Sidans namn, som i meny.")
    adress: Webbadress
    utgåva: Utgåva = Field(description="Det som stod efter data-utgava när sidan klistrades in.")
    datum: Dag


class Språkversion(Post):
    """A page in another language than Swedish, written by a person; or what is missing, as a question."""

    språk: Text = Field(description="Språket på svenska: finska.")
    kod: Språkkod = Field(description="Språkets kod i BCP 47: fi, fit, se, en.")
    namn: Text | None = Field(None, description="Språkets eget namn, som länk: Suomi.")
    sida: Text | None = Field(None, description="Sidans namn: filen i docs/ under webbplatsens mapp, utan .md.")
    översatt_av: Text | None = Field(None, description="Den som har skrivit texten, som roll eller företag. Aldrig en maskin.")
    datum: Dag | None = None
    lucka: Text | None = Field(None, description="Frågan till kommunen, så länge texten saknas.")


class Brist(Post):
    """Something on the website that not everyone can use."""

    vad: Text
    skäl: Text
    i_stället: Text = Field(description="Hur man får veta eller göra samma sak på ett annat sätt.")


class Tillgänglighet(Post):
    """What the municipality says of how accessible the website is. Source: MDFFS 2019:2, six parts."""

    följer: Literal["helt", "delvis", "inte", "okänt"]
    brister: tuple[Brist, ...] = ()
    bedömd: Dag | Okänt
    metod: Text | Okänt = Field(description="Hur bedömningen gjordes: av kommunen själv eller av någon annan.")
    uppdaterad: Dag
    formulär: Webbadress | Okänt = Field(description="Kommunens formulär för den som hittar en brist. E-post räcker inte.")


class Webbplats(Post):
    """One website: whose it is, for whom, and which roles it answers."""

    id: Id
    namn: Text
    publik: Literal["extern", "intern"]
    adress: Webbadress | Okänt
    publicerare: Id | Okänt
    innehållsansvarig: Id | Okänt
    roller: Annotated[tuple[Rollord, ...], Field(min_length=1)]
    lämna_snabbt: Webbadress | None = None
    färger: Färger | None = None
    meny: Annotated[dict[Id, Text], Field(min_length=1, description="Sidornas namn i menyn, i ordning.")]
    sidfot: dict[Id, Text] = Field({}, description="Sidor som länkas längst ner i stället för i menyn.")
    inklistrat: tuple[Inklistrad, ...] = Field((), description="Sidor som är inklistrade i ett annat system.")
    språk: tuple[Språkversion, ...] = Field((), description="Sidor på andra språk, och de som saknas.")
    tillgänglighet: Tillgänglighet | None = None

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
    datum: Dag
    av: Id
    hur: Hur


class Granskningstider(Post):
    """How old a fact may be, in days: when to look, when it is late, when it is too old to show."""

    snart_dags: formats.Heltal
    försenad: formats.Heltal
    för_gammal: formats.Heltal


class Tolkning(Post):
    """Our reading of an unclear place. Internal: lies under internt/ and nowhere else."""

    om: Text
    tolkning: Text


# ------------------------------------------------------------------ the files


class Källor(Post):
    källor: tuple[Källa, ...]


class Aktörer(Post):
    aktörer: tuple[Aktör, ...]


class Rådgivning(Post):
    råd: tuple[Råd, ...]


class Texter(Post):
    texter: tuple[Råden, ...]


class Nummerlista(Post):
    """The closed list of short numbers; they dial as they stand."""

    kortnummer: tuple[str, ...]
    samhällsnummer: tuple[Samhällsnummer, ...]


class Stödlinjer(Post):
    stödlinjer: tuple[Stödlinje, ...]


class Situationer(Post):
    situationer: tuple[Situation, ...]


class Frågor(Post):
    frågor: tuple[Text, ...]


class Webbplatser(Post):
    webbplatser: tuple[Webbplats, ...]


class Logg(Post):
    """A file whose rows are only added to. One that has been emptied has none."""

    @field_validator("*", mode="before")
    @classmethod
    def _emptied(cls, value: object) -> object:
        return () if value == "" else value


class Granskningar(Logg):
    granskningar: tuple[Granskning, ...]


class Tolkningar(Post):
    tolkningar: tuple[Tolkning, ...]
