"""A new municipality: what is asked, how each answer is checked, and the files that are written from the answers.

Nothing is invented: what nobody has answered is okänt or a question on Redaktionen. All is written, or nothing:
the whole check is run on a copy of the project with the new files in it before the project is touched.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import textwrap
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from pydantic import create_model

from vagvisaren import checks
from vagvisaren.faults import Fault, Faulty, Place, close_words, enumerate_words, nearest
from vagvisaren.finished.staging import only_one
from vagvisaren.numbers.contact_index import Index
from vagvisaren.numbers.contact_search import find
from vagvisaren.numbers.disguises import read_plain
from vagvisaren.records import model as m
from vagvisaren.records import schema
from vagvisaren.records.formats import Öppet, ascii_id, show_öppet, tel
from vagvisaren.records.reading import Document, read_yaml
from vagvisaren.records.register import GEMENSAMT, KÄLLOR, Register
from vagvisaren.shown import pages, review, views
from vagvisaren.shown.views import VÄXEL, Här

TEMPLATES = "tema/ny-kommun"  # not in mallar/: whatever stands there counts as public when secrets are looked for
COPIED = ("data", "docs", "mallar", "tema")  # what the check reads
COMMAND = Place("ny-kommun", 0)
UNDONE = "skrivet"
SKIPPED = ("", m.OKÄNT, "vet inte")
WIDTH = 78

Answers = dict[str, str]  # what is known, by the question's key
Check = Callable[[str, "Known"], "tuple[str, str] | None"]  # what is wrong with an answer, and what to write


@dataclass(frozen=True)
class Known:
    """What an answer is held against: the project's data, and the answers so far."""

    register: Register
    index: Index
    answers: Mapping[str, str]


# ------------------------------------------------------------------ the checks that the types do not make


def _name(text: str, known: Known) -> tuple[str, str] | None:
    for lokalt in known.register.kommuner.values():
        if lokalt.kommun.namn.casefold() == text.casefold():
            return f"{text} finns redan, i data/{lokalt.mapp}.", "Ändra i filerna där, eller skriv en annan kommuns namn."
    return _words(text, known)


def _words(text: str, known: Known) -> tuple[str, str] | None:
    """A name holds no number and no address: those have questions of their own."""
    if hit := next(find(read_plain(text), known.index.known, by_hand=True), None):
        return f'"{hit.text}" är ett nummer, en adress eller en tid.', "Skriv bara namnet här."
    return None


def _id(text: str, known: Known) -> tuple[str, str] | None:
    mapp = ascii_id(text)
    if mapp in (GEMENSAMT, KÄLLOR):
        return f"Mappen data/{mapp} används till annat.", "Välj ett annat id."
    if any(mapp == lokalt.mapp or mapp == ascii_id(id_) for id_, lokalt in known.register.kommuner.items()):
        return f"Kommunen finns redan, i data/{mapp}.", "Ändra i filerna där, eller välj ett annat id."
    return None


def _organisation(text: str, _: Known) -> tuple[str, str] | None:
    if not re.fullmatch(r"\d{6}-\d{4}", text):
        return f'"{text}" är inget organisationsnummer.', "Skriv sex siffror, bindestreck och fyra siffror."
    doubled = (sum(divmod(int(c) * (2 - i % 2), 10)) for i, c in enumerate(text.replace("-", "")))
    return None if sum(doubled) % 10 == 0 else ("Kontrollsiffran stämmer inte.", "Jämför med källan, siffra för siffra.")


def _number(text: str, known: Known) -> tuple[str, str] | None:
    """A number is one contact's: another's, or a short one, would lead somewhere else."""
    same = [key for key in NUMBERS if key in known.answers and tel(known.answers[key]) == tel(text)]
    if same:
        return f"{text} svarade du redan på: {BY_KEY[same[0]].fråga}", "Går samtalet genom samma nummer, tryck bara Enter."
    shared = ((kontakt, "") for kontakt in (*known.register.samhällsnummer.values(), *known.register.stödlinjer.values()))
    local = ((kontakt, f" i {lokalt.kommun.namn}") for lokalt in known.register.kommuner.values() for kontakt in lokalt.kommun.kontakter)
    for kontakt, where in (*shared, *local):
        if any(isinstance(väg, m.Telefon | m.Sms) and tel(getattr(väg, "telefon", None) or väg.sms) == tel(text) for väg in kontakt.vägar):
            return f'Numret {text} är redan "{kontakt.namn}"{where}.', "Skriv kommunens eget nummer."
    if text in known.register.kortnummer or not text.startswith("0"):
        return f'"{text}" är inget nummer till en kommun.', "Skriv det med riktnummer."
    return None


def _site(text: str, known: Known) -> tuple[str, str] | None:
    if text != ascii_id(text):
        return f'"{text}" blir en mapp och kan inte ha å, ä eller ö.', f"Skriv {ascii_id(text)}."
    if text in known.register.webbplatser or text in (pages.EXTERN, pages.INTERN, pages.REDAKTIONEN):
        return f'Webbplatsen "{text}" finns redan.', "Välj ett annat id."
    if text in (known.answers.get(key) for key in ("webbplats", "internwebb")):
        return f'"{text}" är redan den andra webbplatsens id.', "Välj ett annat id."
    return None


# ------------------------------------------------------------------ the questions


@dataclass(frozen=True)
class Fråga:
    """One question: its key in a file of answers, what is asked, why, an example, and the type of the answer.
    `lucka` is what Redaktionen asks the municipality when nobody knows; `med` names the answer without which the
    question is not asked."""

    nyckel: str
    fråga: str
    varför: str
    exempel: str
    typ: Any = m.Text
    krävs: bool = False
    check: Check | None = None
    lucka: str | None = None
    med: str | None = None


@dataclass(frozen=True)
class Funktion:
    """A function that shared situations and pages name: what it is, and what is said of it until the municipality
    has answered. `heter` is the name of its contact when it has a number of its own. `brådskar` when urgent situations
    may lead there: then 112 answers when it is closed."""

    id: str
    förklaring: str
    heter: str
    be_om: str
    lucka: str
    yrken: bool = False
    brådskar: bool = False


# One number each; the social services and the supervising authority have ways of their own.
FUNKTIONER = (
    Funktion(
        "vägledning",
        "Den som medarbetare rådgör med.",
        "Vägledning för medarbetare",
        "den som arbetar mot våldsbejakande extremism",
        "Vem ger medarbetare vägledning, och vilket nummer gäller?",
        yrken=True,
        brådskar=True,
    ),
    Funktion(
        "säkerhet",
        "Den som arbetar med kommunens säkerhet.",
        "Kommunens säkerhetsarbete",
        "den som ansvarar för säkerhet",
        "Vilken uppgift har säkerhetsfunktionen vid hot, och hur når man den?",
        brådskar=True,
    ),
    Funktion(
        "samfundsdialog",
        "Den som trossamfund och föreningar talar med.",
        "Dialog med trossamfund och föreningar",
        "den som arbetar mot våldsbejakande extremism",
        "Vem har dialogen med trossamfund och föreningar?",
    ),
    Funktion(
        "utbildning",
        "Den som svarar för utbildning.",
        "Utbildning om våldsbejakande extremism",
        "den som arbetar mot våldsbejakande extremism",
        "Vem svarar för utbildning om våldsbejakande extremism?",
    ),
    Funktion(
        "redaktion",
        "Den som rättar fel på sidorna.",
        "De som ansvarar för webbsidorna",
        "den som ansvarar för webbsidorna",
        "Vilket formulär ska den använda som vill rätta ett fel på sidan?",
    ),
)
_TIDER = "mån–fre 8–16.30. Flera tider skiljs åt med semikolon."
_NUMMER = "0980-319 200"  # from the series that is kept free for fiction


def _funktionsfrågor() -> Iterator[Fråga]:
    for one in FUNKTIONER:
        what = f"{one.förklaring[:1].lower()}{one.förklaring[1:-1]}"
        yield Fråga(one.id, f"Vilket direktnummer har {what}?", "Det visas i lägen som leder dit. Utan nummer gäller växeln, och det blir en fråga på Redaktionen.", _NUMMER, m.Nummer, check=_number)
        yield Fråga(f"{one.id}_be_om", f"Vem ska man be om i växeln för att nå {what}?", f'Utan svar skrivs: "{one.be_om}". Skriv en roll, aldrig en persons namn.', one.be_om, check=_words)


FRÅGOR = (
    Fråga("namn", "Vad heter kommunen?", "Sidorna skriver namnet precis så.", "Exempels kommun", krävs=True, check=_name),
    Fråga("id", "Vilket id ska kommunen ha?", "Det är ortens namn med små bokstäver. Mappen under data heter likadant, utan å, ä och ö.", "exempel", m.Id, krävs=True, check=_id),
    Fråga("organisationsnummer", "Vilket organisationsnummer har kommunen?", "Det visas inte, men skiljer kommunen från andra.", "212000-9994", check=_organisation, lucka="Vilket organisationsnummer har kommunen?"),
    Fråga("region", "Vilken region hör kommunen till?", "Skriv regionens namn. En ny läggs till hos kommunen.", "Region Exempel", krävs=True, check=_words),
    Fråga("länsstyrelse", "Vilken är länsstyrelsen?", "Skriv länsstyrelsens namn. En ny läggs till hos kommunen.", "Länsstyrelsen i Exempels län", krävs=True, check=_words),
    Fråga("växel", "Vilket nummer har kommunens växel?", "Växeln är den sista reserven på varje sida. Därför måste den finnas.", _NUMMER, m.Nummer, krävs=True, check=_number),
    Fråga("växel_öppet", "Vilka tider svarar växeln?", "När det är stängt visas 112.", _TIDER, Öppet, lucka="Vilka tider svarar växeln?"),
    Fråga("e_post", "Vilken e-postadress har kommunen?", "Den visas hos växeln.", "kommunen@exempel.se", m.Epostadress, lucka="Vilken e-postadress gäller?"),
    Fråga("besöksadress", "Vilken besöksadress har kommunen?", "Den visas hos växeln.", "Storgatan 1, Exempel", lucka="Vilken besöksadress har kommunen?"),
    Fråga("brevadress", "Vilken brevadress har kommunen?", "Den visas hos växeln.", "Exempels kommun, 123 45 Exempel", lucka="Vilken brevadress har kommunen?"),
    Fråga("webb", "Vilken webbadress har kommunen?", "Den visas hos växeln.", "https://www.exempel.se/", m.Webbadress, lucka="Vilken webbadress har kommunen?"),
    Fråga("mottagning", "Vilket nummer har socialtjänstens mottagning?", "De flesta lägen leder dit. Utan nummer visas växeln.", _NUMMER, m.Nummer, check=_number),
    Fråga("mottagning_öppet", "Vilka tider svarar socialtjänstens mottagning?", "Sidan säger om det är öppet nu.", _TIDER, Öppet, lucka="Vilka tider svarar socialtjänstens mottagning?", med="mottagning"),
    Fråga("socialjour", "Vilket nummer har socialjouren?", "Den svarar när mottagningen är stängd. Utan nummer visas 112.", _NUMMER, m.Nummer, check=_number, lucka="Har kommunen en socialjour, vilket nummer har den och vilka tider svarar den?", med="mottagning"),
    Fråga("socialjour_öppet", "Vilka tider svarar socialjouren?", "Sidan säger om det är öppet nu.", "mån–tors 17–01; fre–sön 17–03", Öppet, lucka="Vilka tider svarar socialjouren?", med="socialjour"),
    *_funktionsfrågor(),
    Fråga("webbplats", "Vilket id ska den publika webbplatsen ha?", "Oftast adressen utan www. Mappen under site heter så.", "exempel.se", m.Id, krävs=True, check=_site),
    Fråga("internwebb", "Vilket id ska den interna webbplatsen ha?", "Den är för kommunens medarbetare. Utan svar byggs ingen.", "exempelnet", m.Id, check=_site),
    Fråga("internwebb_namn", "Vad heter den interna webbplatsen?", "Namnet står överst på varje sida. Utan svar skrivs dess id.", "ExempelNet", check=_words, med="internwebb"),
)
BY_KEY = {one.nyckel: one for one in FRÅGOR}
NUMBERS = tuple(one.nyckel for one in FRÅGOR if one.typ is m.Nummer)
# What no municipality has answered by a number or a name.
ALWAYS_ASKED = (
    "Vilken roll publicerar sidorna, och vilken roll svarar för innehållet?",
    "Är kommunen förvaltningsområde för något minoritetsspråk, och vilka språk ska sidorna finnas på?",
    "Vilken plan mot våldsbejakande extremism gäller i dag?",
    "Vad händer när någon har gjort en orosanmälan, lämnat ett tips eller vill hoppa av?",
    "Vilka två färger ska webbplatserna ha?",
)


def wrong_with(one: Fråga, text: object, known: Known, place: Place) -> Fault | None:
    """What is wrong with an answer: first by the model's own type, then by what is known."""
    value: object = _spans(text) if one.typ is Öppet else text
    document = Document(place.file, {one.nyckel: value}, {(): place})
    if schema.build(create_model("Svar", __base__=m.Post, **{one.nyckel: (one.typ, ...)}), document) is None:
        return document.faults[0]
    said = one.check(str(text), known) if one.check else None
    return Fault(place, *said) if said else None


def _spans(text: object) -> object:
    """Hours as data writes them: one span, or a list."""
    parts = [part.strip() for part in text.split(";")] if isinstance(text, str) else []
    return parts if len(parts) > 1 else text


def _skipped(text: object) -> bool:
    return isinstance(text, str) and text.casefold() in SKIPPED


def suggested_id(namn: str) -> str:
    """The place's name of a municipality's: a suggestion only, as nobody can tell a genitive from a name in s."""
    words = [word for word in re.findall(r"[a-zåäöé0-9-]+", namn.lower()) if word not in ("kommun", "stad", "region")]
    if words and namn.lower().endswith(("kommun", "stad")) and not words[-1].endswith(("ås", "näs", "fors")):
        words[-1] = words[-1].removesuffix("s")
    return "-".join(words)


def _known_actors(register: Register, nyckel: str) -> list[m.Aktör]:
    slag = _SLAG[nyckel]
    return [aktör for aktör in register.aktörer.values() if (aktör.slag, aktör.nivå) == (slag, "regional")]


_SLAG = {"region": "region", "länsstyrelse": "myndighet"}

# ------------------------------------------------------------------ answers from a file


def example() -> str:
    """A file of answers to fill in: every question, why it is asked, and an example."""
    top = ["# Svar för en ny kommun. Fyll i det du vet efter kolon, och spara filen.", "# En tom rad betyder vet inte: då står det okänt, eller som en fråga på Redaktionen."]
    for one in FRÅGOR:
        must = " Måste fyllas i." if one.krävs and one.nyckel != "id" else ""
        top += ["", *_wrapped(f"{one.fråga} {one.varför}{must}"), *_wrapped(f"Till exempel: {one.exempel}"), f"{one.nyckel}:"]
    return "\n".join(top)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def read_answers(path: Path, register: Register) -> Answers:
    """The answers of a file; raises `Faulty` with everything that is wrong with them."""
    try:
        document = read_yaml(path.read_bytes(), path.name)
    except OSError:
        raise Faulty([Fault(Place(path.name, 0), "Filen går inte att läsa.", "Gör en med: ny-kommun --mall")]) from None
    if document.faults:
        raise Faulty(document.faults)
    if not isinstance(document.data, dict):
        raise Faulty([Fault(Place(path.name), "Filen är ingen lista med svar.", "Gör en med: ny-kommun --mall")])
    faults = [Fault(document.key_place((key,)), f'"{key}" är ingen känd uppgift.', nearest(key, BY_KEY)) for key in document.data if key not in BY_KEY]
    answers: Answers = {}
    for one in FRÅGOR:
        found = document.data.get(one.nyckel, "")
        text = "; ".join(map(str, found)) if isinstance(found, list) and one.typ is Öppet else found
        place = document.place((one.nyckel,))
        faults += _take(one, text, answers, register, place)
    if faults:
        raise Faulty(faults)
    return answers


def _take(one: Fråga, text: object, answers: Answers, register: Register, place: Place) -> Iterator[Fault]:
    """Put one answer of a file among the answers, or say what is wrong with it."""
    if _skipped(text) and one.nyckel == "id":
        text = suggested_id(answers.get("namn", ""))
    if _skipped(text):
        if one.krävs and not (one.nyckel == "id" and "namn" not in answers):
            yield Fault(place, f'"{one.nyckel}" måste fyllas i.', one.varför)
        return
    if one.med and one.med not in answers:
        yield Fault(place, f'"{one.nyckel}" går inte att svara på utan "{one.med}".', f"Svara på {one.med}, eller ta bort raden.")
    elif fault := wrong_with(one, text, Known(register, Index(register), answers), place):
        yield fault
    else:
        answers[one.nyckel] = str(text)


# ------------------------------------------------------------------ answers from the terminal


class Interview:
    """Asks one question at a time. `ask` shows a line and returns what is typed, `say` shows a line."""

    def __init__(self, register: Register, ask: Callable[[str], str], say: Callable[[str], None]):
        self.register, self.ask, self.say = register, ask, say
        self.index = Index(register)
        self.answers: Answers = {}

    def all(self) -> None:
        """Ask everything, from the first to the last."""
        self.say(textwrap.fill("Frågor om den nya kommunen. Tryck bara Enter om du inte vet. Du kan ändra svaren på slutet. Ctrl och C avbryter: då skrivs ingenting.", WIDTH))
        for number, one in enumerate(FRÅGOR, 1):
            if one.med is None or one.med in self.answers:
                self.one(one, f"{number} av {len(FRÅGOR)}. ")

    def one(self, one: Fråga, heading: str = "") -> None:
        """Ask one question until the answer can be used."""
        self.say("")
        for text in (f"{heading}{one.fråga}", one.varför, f"Till exempel: {one.exempel}", *self._choices(one)):
            self.say(textwrap.fill(text, WIDTH, break_on_hyphens=False))
        before = self.answers.pop(one.nyckel, None)
        suggestion = before or (suggested_id(self.answers["namn"]) if one.nyckel == "id" else "")
        while not self._taken(one, self._typed(_prompt(one, suggestion)) or suggestion):
            pass

    def _typed(self, prompt: str) -> str:
        """What is typed, composed and with plain spaces: what is pasted may hold others."""
        return " ".join(unicodedata.normalize("NFC", self.ask(prompt)).split())

    def _choices(self, one: Fråga) -> Iterator[str]:
        if one.nyckel in _SLAG and (found := _known_actors(self.register, one.nyckel)):
            yield f"Kända är: {enumerate_words(aktör.namn for aktör in found)}."

    def _taken(self, one: Fråga, text: str) -> bool:
        if _skipped(text):
            if one.krävs:
                self.say(f"Den behövs. {one.varför}")
            return not one.krävs
        if fault := wrong_with(one, text, Known(self.register, self.index, self.answers), COMMAND):
            self.say(f"{fault.wrong} {fault.write}".rstrip())
            return False
        self.answers[one.nyckel] = text
        return True

    def confirm(self) -> None:
        """Show all answers and ask until the person says yes; any of them may be given anew."""
        self.say("\nDina svar:")
        self._show(*BY_KEY)
        while (said := self._typed("\nSkriv ja för att skriva filerna, eller ordet före kolon för att ändra ett svar: ").lower()) != "ja":
            if found := next((one for one in FRÅGOR if ascii_id(one.nyckel) == ascii_id(said)), None):
                self.one(found)
                self._drop_orphans()
                self._show(found.nyckel)
            else:
                self.say(f'"{said}" är inget av orden. {nearest(said, BY_KEY)}'.rstrip())

    def _show(self, *keys: str) -> None:
        shown = {key: self.answers[key] for key in keys if key in self.answers}
        for line in (*as_file(shown).splitlines(), *surprises(self.register, shown)):
            self.say(textwrap.fill(line, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False))

    def _drop_orphans(self) -> None:
        """Drop what was answered of something that is no longer there."""
        for one in FRÅGOR:
            if one.med and one.med not in self.answers:
                self.answers.pop(one.nyckel, None)


def _prompt(one: Fråga, suggestion: str) -> str:
    if suggestion:
        return f"Svar [Enter: {suggestion}]: "
    return "Svar: " if one.krävs else "Svar [Enter: vet inte]: "


def as_file(answers: Answers) -> str:
    """The answers as a file that `--fil` reads."""
    return "\n".join(f"{key}: {_scalar(answers[key])}" for key in BY_KEY if key in answers)


def surprises(register: Register, answers: Answers) -> Iterator[str]:
    """What a person may not have meant: a region that is new but spelled nearly as a known one."""
    for nyckel in _SLAG:
        names = {aktör.namn for aktör in _known_actors(register, nyckel)}
        if nyckel in answers and _find_actor(register, nyckel, answers[nyckel]) is None:
            near = close_words(answers[nyckel], names, 0.85)
            yield f"{answers[nyckel]} är ny och läggs till hos kommunen." + (f' Menade du "{near[0]}"?' if near else "")


# ------------------------------------------------------------------ from answers to files


def _find_actor(register: Register, nyckel: str, text: str) -> m.Aktör | None:
    folded = text.casefold()
    return next((a for a in _known_actors(register, nyckel) if folded in (a.id.casefold(), a.namn.casefold())), None)


def _väg(slag: str, värde: str | None, förklaring: str, öppet: str | None = None) -> dict[str, object] | None:
    return {"slag": slag, "värde": värde, "förklaring": förklaring, "öppet": _hours(öppet)} if värde else None


def _hours(text: str | None) -> str | list[str] | None:
    """As data writes the hours, with dashes."""
    if text is None:
        return None
    record = create_model("Tider", öppet=(Öppet, ...)).model_validate({"öppet": _spans(text)})
    shown = show_öppet(record.öppet)
    return shown[0] if isinstance(shown, list) and len(shown) == 1 else shown


def _kontakter(svar: Answers) -> Iterator[dict[str, object]]:
    """The municipality's contacts: the switchboard, the social services, and each function with a number."""
    vägar = (
        _väg("telefon", svar["växel"], "Numret, skrivet som det trycks.", svar.get("växel_öppet")),
        _väg("e-post", svar.get("e_post"), "E-postadressen."),
        _väg("besök", svar.get("besöksadress"), "Besöksadressen."),
        _väg("brev", svar.get("brevadress"), "Brevadressen."),
        _väg("webb", svar.get("webb"), "Kommunens egen webbplats."),
    )
    yield {
        "id": VÄXEL, "namn": "Kommunens växel", "i_mening": "kommunens växel", "svarar": "Växeln, som kopplar dig vidare",
        "förklaring": "Växeln. Den är den sista reserven på varje sida och måste finnas.",
        "vägar": [väg for väg in vägar if väg], "utanför_öppettid": "112",
    }  # fmt: skip
    if "mottagning" in svar:
        stängt = "socialjour" if "socialjour" in svar else "112"
        yield _phone("mottagning", "Socialtjänstens mottagning", "Socialtjänstens mottagning, dit de flesta lägen leder.", svar, stängt, i_mening="socialtjänstens mottagning")
    if "socialjour" in svar:
        yield _phone("socialjour", "Socialjouren, kväll och helg", "Socialjouren, som svarar när mottagningen är stängd.", svar, "112", "112", i_mening="socialjouren")
    for one in FUNKTIONER:
        if one.id in svar:
            yield _phone(one.id, one.heter, one.förklaring, svar, "112" if one.brådskar else None, yrken=one.yrken)


def _phone(id_: str, namn: str, förklaring: str, svar: Answers, stängt: str | None, reserv: str = VÄXEL, **more: object) -> dict[str, object]:
    väg = _väg("telefon", svar[id_], "Numret, skrivet som det trycks.", svar.get(f"{id_}_öppet"))
    return {"id": id_, "namn": namn, "förklaring": förklaring, "vägar": [väg], "utanför_öppettid": stängt, "reserv": reserv, **more}


def _funktioner(svar: Answers) -> Iterator[dict[str, object]]:
    """Which contact fills each function: its own, else the switchboard with what is missing as a question."""
    yield {"id": "tillsyn", "förklaring": "Myndigheten som har tillsyn över tillgängligheten.", "kontakt": "tillsyn-digg"}
    social = "mottagning" if "mottagning" in svar else VÄXEL
    lucka = None if "mottagning" in svar else "Vilket nummer har socialtjänstens mottagning, och hur gör man en orosanmälan?"
    yield {"id": "socialtjänst", "förklaring": "Den som tar emot oro och orosanmälningar.", "kontakt": social, "be_om": "socialtjänstens mottagning", "lucka": lucka}
    for one in FUNKTIONER:
        own = one.id in svar
        be_om = svar.get(f"{one.id}_be_om", one.be_om)
        yield {"id": one.id, "förklaring": one.förklaring, "kontakt": one.id if own else VÄXEL, "be_om": be_om, "lucka": None if own else one.lucka}


def _sida(fil: str, namn: str, förklaring: str) -> dict[str, str]:
    return {"fil": fil, "namn": namn, "förklaring": förklaring}


_TILLGÄNGLIGHET = _sida("tillganglighetsredogorelse", "Tillgänglighet", "Vad som fungerar för alla, och hur man klagar.")
# The shared pages that hold without a plan.
EXTERN_MENY = (
    _sida("index", "Start", "Startsidan: välj vad som har hänt."),
    _sida("stod-och-hjalp", "Stöd och hjälp", "De nationella stödlinjerna."),
    _sida("vem-kontaktas", "Vem kontaktas", "Alla lägen, steg för steg."),
)
EXTERN_SIDFOT = (
    _sida("lattlast", "Lättläst", "Det viktigaste på lättläst svenska."),
    _sida("affisch", "Affisch att skriva ut", "En affisch med numren."),
    _TILLGÄNGLIGHET,
    _sida("om-webbplatsen", "Om webbplatsen", "Vem som svarar för sidorna, och varifrån uppgifterna kommer."),
)
INTERN_MENY = (
    _sida("index", "Vem kontaktas", "Startsidan: vem man kontaktar, steg för steg."),
    _TILLGÄNGLIGHET,
    _sida("om-sidan", "Om sidan", "Vem som svarar för sidan, och varifrån uppgifterna kommer."),
)


def _webbplatser(svar: Answers) -> Iterator[dict[str, object]]:
    """The public website, and the internal one when it has been named."""
    allmänhet = ["invånare", "ung", "vill-lämna", "trossamfund-förening"]
    yield {
        "id": svar["webbplats"], "namn": svar["namn"], "publik": "extern", "adress": svar.get("webb", m.OKÄNT),
        "roller": allmänhet, "lämna_snabbt": "https://www.1177.se/", "meny": EXTERN_MENY, "sidfot": EXTERN_SIDFOT,
    }  # fmt: skip
    if "internwebb" in svar:
        namn = svar.get("internwebb_namn", svar["internwebb"])
        yield {"id": svar["internwebb"], "namn": namn, "publik": "intern", "adress": m.OKÄNT, "roller": ["medarbetare", "chef", "förtroendevald"], "meny": INTERN_MENY}


def _aktörer(register: Register, svar: Answers) -> Iterator[dict[str, str]]:
    """The region and the county board that the project does not know yet."""
    for nyckel, slag in _SLAG.items():
        if _find_actor(register, nyckel, svar[nyckel]) is None:
            yield {"nyckel": nyckel, "id": "-".join(re.findall(r"[a-zåäöé0-9]+", svar[nyckel].lower())), "namn": svar[nyckel], "slag": slag}


def _frågor(svar: Answers) -> list[str]:
    asked = (one for one in FRÅGOR if one.lucka and one.nyckel not in svar and (one.med is None or one.med in svar))
    return [*(one.lucka for one in asked), *ALWAYS_ASKED]


@dataclass(frozen=True)
class Written:
    """The texts to write, by the files' names in the new folder."""

    mapp: str
    files: dict[str, str]


def compose(root: Path, register: Register, svar: Answers, idag: date) -> Written:
    """The files of the new municipality, from the annotated templates."""
    aktörer = list(_aktörer(register, svar))
    new = {aktör["nyckel"]: aktör["id"] for aktör in aktörer}
    context = {
        **svar, **{nyckel: new.get(nyckel) or _find_actor(register, nyckel, svar[nyckel]).id for nyckel in _SLAG},
        "idag": idag.isoformat(), "källa": f"{svar['id']}-egna-uppgifter", "aktörer": aktörer,
        "kontakter": list(_kontakter(svar)), "funktioner": list(_funktioner(svar)), "webbplatser": list(_webbplatser(svar)), "frågor": _frågor(svar),
    }  # fmt: skip
    mallar = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / TEMPLATES), trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=_scalar
    )
    files = {name: mallar.get_template(name).render(context) for name in ("kommun.yml", "webbplatser.yml")}
    return Written(ascii_id(svar["id"]), files)


def _scalar(value: object) -> object:
    """A value as YAML: bare where YAML reads it as it stands, else in straight quotes."""
    if isinstance(value, list):
        return f"[{', '.join(_quoted(one, '[{}]', [one]) for one in value)}]"
    return _quoted(value, "{}", value) if isinstance(value, str) else value


def _quoted(text: str, form: str, meant: object) -> str:
    read = read_yaml(f"x: {form.format(text)}\n".encode(), "")
    return text if not read.faults and read.data == {"x": meant} else json.dumps(text, ensure_ascii=False)


# ------------------------------------------------------------------ all or nothing


def write(root: Path, idag: date, written: Written) -> Register:
    """Check the whole project with the new files in it, then put them in place; all data. Raises `Faulty`, and has
    then changed nothing."""
    with only_one(root / ".ny-kommun.las"):
        if (root / "data" / written.mapp).exists():
            raise Faulty([Fault(Place(f"data/{written.mapp}", 0), "Mappen finns redan.", "Välj ett annat id, eller ta bort mappen.")])
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder)
            for part in COPIED:
                if (root / part).is_dir():
                    shutil.copytree(root / part, copy / part)
            _fill(copy / "data" / written.mapp, written)
            register = checks.kontroll(copy, idag)
        _put(root, written)
    return register


def _fill(folder: Path, written: Written) -> None:
    folder.mkdir()
    for name, text in written.files.items():
        (folder / name).write_bytes(text.encode())


def _put(root: Path, written: Written) -> None:
    """The whole folder by one rename, or nothing."""
    target, beside = root / "data" / written.mapp, root / "data" / f".{written.mapp}.ny"
    try:
        shutil.rmtree(beside, ignore_errors=True)
        _fill(beside, written)
        os.rename(beside, target)
    except OSError as error:
        raise Faulty([Fault(Place(f"data/{written.mapp}", 0), f"Det gick inte att skriva: {error.strerror}.", "")]) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def from_file(root: Path, register: Register, idag: date, path: Path) -> list[str]:
    """Write a municipality from a file of answers; what to tell the person."""
    svar = read_answers(path, register)
    done = write(root, idag, compose(root, register, svar, idag))
    return [*surprises(register, svar), *waiting(root, done, svar, idag), *ending(svar)]


def from_terminal(root: Path, register: Register, idag: date, ask: Callable[[str], str], say: Callable[[str], None]) -> list[str]:
    """Ask, and write the municipality; what to tell the person. Whoever stops loses no answer, and writes nothing."""
    interview = Interview(register, ask, say)
    try:
        interview.all()
        while True:
            interview.confirm()
            try:
                svar = interview.answers
                done = write(root, idag, compose(root, register, svar, idag))
                return [*waiting(root, done, svar, idag), *ending(svar)]
            except Faulty as fault:
                say(fault.report(UNDONE))
    except (KeyboardInterrupt, EOFError):
        if interview.answers:
            say("\nDina svar, att spara i en fil och läsa in med ny-kommun --fil:\n")
            say(as_file(interview.answers))
        raise Faulty([Fault(COMMAND, "Du avbröt.", "Börja om när du vill.")]) from None


def waiting(root: Path, register: Register, svar: Answers, idag: date) -> Iterator[str]:
    """The new contacts that no page shows yet: no sentence that leads to them holds in the municipality."""
    lokalt, sidor = register.kommuner[svar["id"]], pages.read_all(root, register, idag)
    here = [Här(register, webbplats, idag) for webbplats in lokalt.webbplatser]
    met = [kontakt for här in here for kontakt in (*views.asked_for(här).values(), *review.named_on(sidor[här.webbplats.id], här))]
    shown = {VÄXEL, *(kontakt.id for kontakt in met), *(kontakt.utanför_öppettid for kontakt in met)}
    if names := [f"”{kontakt.namn}”" for kontakt in lokalt.kommun.kontakter if kontakt.id not in shown]:
        yield f"Visas inte än: {enumerate_words(names)}. Ingen mening som leder dit har ett råd som gäller här. Läs i HANDBOK: Stöd."


def ending(svar: Answers) -> Iterator[str]:
    """What was written, and what to do next."""
    mapp, sites = ascii_id(svar["id"]), [svar[key] for key in ("webbplats", "internwebb") if key in svar]
    yield f"Klart: data/{mapp}/kommun.yml och data/{mapp}/webbplatser.yml."
    yield f"Allt stämmer, så {enumerate_words(sites)} kan byggas. Skriv make. Sidorna hamnar i {enumerate_words(f'site/{one}' for one in sites)}."
    yield "Allt är utkast. Det som saknas står på Redaktionen, under Frågor till kommunen."
    yield "Skriv sedan vem som svarar för innehållet. Läs i HANDBOK: Säg vem som svarar för innehållet."
    yield f"Fel kommun? Ta bort mappen data/{mapp}, så är allt som förut."
