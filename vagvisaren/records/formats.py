"""How each kind of text in the data is written: ids, numbers, dates, hours, addresses.

Every function takes the text as the editor wrote it and returns it, or raises `Wrong` with two
Swedish sentences: what is wrong, and what to write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated

import phonenumbers
from pydantic import BeforeValidator, PlainSerializer
from pydantic_core import PydanticCustomError

OKÄNT = "okänt"
LONGEST = 1500  # characters of a text; what is longer is no sentence
LONGEST_ID = 60  # it becomes the name of a folder
_ASCII = str.maketrans("åäöéÅÄÖÉ", "aaoeAAOE")


def wrong(what: str, write: str) -> PydanticCustomError:
    """A fault in a value: what is wrong, and what to write instead."""
    return PydanticCustomError("fel", "{what}\n{write}", {"what": what, "write": write})


def ascii_id(text: str) -> str:
    """The one way to a path, an anchor or a command: å→a, ä→a, ö→o."""
    return text.translate(_ASCII).lower()


def check_id(text: str) -> str:
    if not re.fullmatch(r"[a-zåäöé0-9]+(?:[-.][a-zåäöé0-9]+)*", text):
        raise wrong(
            f'"{text}" kan inte vara ett id.',
            "Använd små bokstäver, siffror och bindestreck: föräldralinjen.",
        )
    if len(text) > LONGEST_ID:
        raise wrong(f"Ett id på {len(text)} tecken är för långt.", f"Högst {LONGEST_ID}.")
    return text


def check_text(text: str) -> str:
    if "\n" in text:
        raise wrong("Texten har radbrytningar.", "Skriv den i ett stycke.")
    if match := HIDDEN.search(text) or SPACE.search(text):
        raise wrong(*sign_words(match[0]))
    if re.search(r"<[a-zA-Z/!]", text):
        raise wrong("Texten innehåller HTML.", "Skriv bara ord, utan taggar som <b>.")
    if re.search(r"\{\{|\{%|\{#", text):
        raise wrong("Texten innehåller klamrar.", "Ord som {{ … }} får bara stå på sidor, under docs/.")
    if text == OKÄNT:  # where it is a value, it is a type of its own beside the text
        raise wrong("Här kan det inte stå okänt.", "Skriv det som är känt. Vet ingen, ta bort raden.")
    if text.startswith(("# ", "## ")):
        raise wrong("Texten börjar som en rubrik.", "Ta bort # först i texten.")
    return text


# ------------------------------------------------------------------ characters

# What does not show, or does not show what was meant: controls, marks of direction, letters that were lost.
HIDDEN = re.compile(
    "([\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\uf8ff\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff])\\1*"
)
SPACE = re.compile("([\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])\\1*")  # looks like a space and is none
MISREAD = re.compile("Ã[¤¥¶„…–©]")  # å ä ö Å Ä Ö é, of a file that was read as cp1252 and saved as UTF-8

_SIGNS = (  # from and to which, and what it is
    ("\t", "\t", "en tabb"),
    ("\x00", "\x9f", "ett styrtecken som inte kan visas"),
    ("\xa0", "\xa0", "ett hårt mellanslag"),
    ("\u00ad", "\u00ad", "ett osynligt mjukt bindestreck"),
    ("\u061c", "\u061c", "ett osynligt tecken som vänder skrivriktningen"),
    ("\u1680", "\u1680", "ett ovanligt mellanslag"),
    ("\u2000", "\u200a", "ett ovanligt mellanslag"),
    ("\u200b", "\u200b", "ett osynligt tecken (nollbrett mellanslag)"),
    ("\u200c", "\u200d", "ett osynligt tecken (nollbredds-bindning)"),
    ("\u200e", "\u200f", "ett osynligt tecken som vänder skrivriktningen"),
    ("\u2028", "\u2029", "en osynlig radbrytning"),
    ("\u202a", "\u202e", "ett osynligt tecken som vänder skrivriktningen"),
    ("\u202f", "\u202f", "ett hårt mellanslag"),
    ("\u205f", "\u205f", "ett ovanligt mellanslag"),
    ("\u2060", "\u2060", "ett osynligt tecken (ordfogare)"),
    ("\u2066", "\u2069", "ett osynligt tecken som vänder skrivriktningen"),
    ("\u3000", "\u3000", "ett ovanligt mellanslag"),
    ("\ud800", "\udfff", "ett tecken som inte går att läsa"),
    ("\ue000", "\uf8ff", "ett tecken som bara finns i ett visst typsnitt"),
    ("\ufeff", "\ufeff", "ett osynligt tecken (byteordningsmärke)"),
    ("\ufffd", "\ufffd", "\ufffd i stället för ett tecken som gick förlorat"),
)


def sign_words(signs: str) -> tuple[str, str]:
    """What the signs that `HIDDEN` or `SPACE` found are, and what to do with them."""
    named = (name for first, last, name in _SIGNS if first <= signs[0] <= last)
    write = "Skriv ett vanligt mellanslag." if SPACE.match(signs) else "Ta bort det."
    return f"Här står {next(named, 'ett osynligt tecken')}.", "Skriv tecknet igen." if signs[0] == "\ufffd" else write


def misread_words(signs: str) -> tuple[str, str]:
    """What the signs that `MISREAD` found should have been, and what to do with the file."""
    meant = signs.encode("cp1252").decode("utf-8")
    return f"Här står {signs} i stället för {meant}.", "Ångra ändringen, öppna filen som UTF-8 och gör om den."


# ------------------------------------------------------------------ telephone numbers


def digits(nummer: str) -> str:
    """The digits of a number, in order."""
    return re.sub(r"\D", "", nummer)


def is_kort(nummer: str) -> bool:
    """Short numbers are three to six digits that do not begin with 0. They dial as they stand."""
    return len(digits(nummer)) <= 6 and not nummer.startswith("0")


def check_nummer(text: str) -> str:
    """A number as it is printed: digits, spaces and at most one hyphen after the area code."""
    if not re.fullmatch(r"[0-9]+(?: ?[0-9]+)*(?:-[0-9]+(?: ?[0-9]+)*)?", text):
        raise wrong(
            f'"{text}" är inget telefonnummer.', "Skriv som det trycks: 060-16 31 00 eller 116 111."
        )
    # With the 0 an ordinary Swedish number has 8 to 10 digits; the library lets shorter ones through.
    lonely = re.search(r"[ -]\d$", text)
    if is_kort(text) or not lonely and 8 <= len(digits(text)) <= 10 and re.match("0[1-9]", digits(text)) and _possible(text):
        return text
    if lonely:
        raise wrong(f'"{text}" slutar med en ensam siffra.', "Jämför med källan: en siffra saknas nog.")
    raise wrong(
        f'"{text}" har {len(digits(text))} siffror, det kan inte vara ett svenskt nummer.',
        "Jämför med källan, siffra för siffra.",
    )


def check_kortnummer(text: str) -> str:
    """A number of three to six digits, as it is printed: 112 or 114 14."""
    if not re.fullmatch(r"[1-9][0-9]*(?: [0-9]+)*", text) or not 3 <= len(digits(text)) <= 6:
        raise wrong(f'"{text}" är inget kort nummer.', "Skriv tre till sex siffror: 112 eller 114 14.")
    return text


def _possible(text: str) -> bool:
    return phonenumbers.is_possible_number(phonenumbers.parse(text, "SE"))


@cache
def tel(nummer: str) -> str:
    """What a link dials: a short number as its digits, any other as E.164."""
    if is_kort(nummer):
        return f"tel:{digits(nummer)}"
    parsed = phonenumbers.parse(nummer, "SE")
    return f"tel:{phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)}"


# ------------------------------------------------------------------ addresses


def check_epost(text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[a-z0-9åäö-]+(?:\.[a-z0-9-]+)+", text):
        raise wrong(f'"{text}" är ingen e-postadress.', "Skriv som: namn@kommunen.se")
    return text


def check_webbadress(text: str) -> str:
    if not re.fullmatch(r"https?://[a-z0-9åäö.-]+\.[a-z]{2,}(?:/[^\s<>\"']*)?", text):
        raise wrong(f'"{text}" är ingen webbadress.', "Skriv hela adressen: https://www.exempel.se/")
    return text


def check_fil(text: str) -> str:
    """The name of a file in a folder that is known: never a way out of it."""
    if not re.fullmatch(r"[a-z0-9]+(?:[-.][a-z0-9]+)*\.txt", text) or len(text) > LONGEST_ID:
        raise wrong(f'"{text}" är inget filnamn.', "Skriv filens namn utan mapp: handlingsplan.txt")
    return text


def check_språkkod(text: str) -> str:
    """A language as BCP 47 names it: fi, fit, se, sju, en-GB."""
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text):
        raise wrong(f'"{text}" är ingen språkkod.', "Skriv två eller tre små bokstäver: fi, fit, se eller en.")
    return text


def check_avtryck(text: str) -> str:
    """The fingerprint of one part of a value."""
    if not re.fullmatch(r"[0-9a-f]{12}", text):
        raise wrong(f'"{text}" är inget avtryck.', "Ändra inte i loggen. Granska på nytt med kommandot granskning klar.")
    return text


def check_utgåva(text: str) -> str:
    """The version of a page: letters alone are never taken for a number."""
    if not re.fullmatch(r"[a-p]{12}", text):
        raise wrong(f'"{text}" är ingen utgåva av en sida.', "Skriv de tolv bokstäver som står efter data-utgava på sidan.")
    return text


def check_färg(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        raise wrong(f'"{text}" är ingen färg.', 'Skriv som "#0b4f36", med citattecken.')
    return text


# ------------------------------------------------------------------ dates


def check_datum(text: str) -> str:
    """A day (2026-06-04), a month (2026-06), a year (2026) or okänt."""
    if text != OKÄNT:
        first_day(text)
    return text


def first_day(datum: str) -> date | None:
    """The earliest day the text can mean; None for okänt."""
    if datum == OKÄNT:
        return None
    if match := re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", datum):
        try:
            return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            raise wrong(f"Datumet {datum} finns inte.", "Rätta dag eller månad.") from None
    raise wrong(
        f'"{datum}" är inget datum.',
        "Skriv dag, månad eller år (2026-06-04, 2026-06, 2026) eller okänt.",
    )


def _dag(value: object) -> object:
    if isinstance(value, str):
        if len(value) != 10:
            raise wrong(f'"{value}" är ingen dag.', "Skriv år, månad och dag: 2026-06-04.")
        return check_year(first_day(value))
    return value


FIRST_YEAR, LAST_YEAR = 2000, 2100


def check_year(day: date) -> date:
    """The day, when it lies in a year that anything here can be of."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(f"Året {day.year:04} ligger utanför {FIRST_YEAR}–{LAST_YEAR}.", "Rätta årtalet: 2026-06-04.")
    return day


DAG = BeforeValidator(_dag)


def check_årsdag(text: str) -> str:
    """A day of any year: 06-15."""
    if not re.fullmatch(r"[0-9]{2}-[0-9]{2}", text):
        raise wrong(f'"{text}" är ingen dag på året.', "Skriv månad och dag: 06-15.")
    try:
        date.fromisoformat(f"2024-{text}")
    except ValueError:
        raise wrong(f"Dagen {text} finns inte.", "Rätta dag eller månad.") from None
    return text


def _heltal(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{1,4}", value):
            raise wrong(f'"{value}" är inget tal.', "Skriv med siffror: 17")
        return int(value)
    return value


Heltal = Annotated[int, BeforeValidator(_heltal)]

# ------------------------------------------------------------------ support


def split_stöd(stöd: str) -> tuple[str, int, int] | str:
    """('handlingsplan', 22, 24) for 'handlingsplan 22-24', else the id of a råd."""
    if match := re.fullmatch(r"(\S+) ([0-9]+)(?:-([0-9]+))?", stöd):
        return match[1], int(match[2]), int(match[3] or match[2])
    return stöd


def check_stöd(text: str) -> str:
    split = split_stöd(text)
    check_id(split if isinstance(split, str) else split[0])
    return text


# ------------------------------------------------------------------ lines and periods


def check_rader(text: str) -> str:
    """Lines of a source: 82-87, or 99."""
    first, last = split_rader(text)
    if not 1 <= first <= last:
        raise wrong(f'Raderna "{text}" går baklänges.', "Skriv den första raden först: 82-87.")
    return text


def split_rader(text: str) -> tuple[int, int]:
    """'82-87' → (82, 87); '99' → (99, 99)."""
    match = re.fullmatch(r"([0-9]{1,4})(?:[-–]([0-9]{1,4}))?", text)
    if not match:
        raise wrong(f'"{text}" är inga rader.', "Skriv som 82-87 eller 99.")
    return int(match[1]), int(match[2] or match[1])


def check_period(text: str) -> str:
    """A year (2026), a half (2026-1, 2026-2) or two years (2026-2027)."""
    if re.fullmatch(r"20[0-9][0-9](?:-[12])?", text):
        return text
    match = re.fullmatch(r"(20[0-9][0-9])-(20[0-9][0-9])", text)
    if match and int(match[2]) == int(match[1]) + 1:
        return text
    raise wrong(f'"{text}" är ingen period.', "Skriv ett år (2026), ett halvår (2026-1) eller två år (2026-2027).")


# ------------------------------------------------------------------ hours

VECKODAGAR = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
ALLA_DAGAR = "alla dagar"  # holidays and eves too
DYGN = 24 * 60
# Minutes of a span over midnight. A socialjour may keep 16.30–8; 17–9 is written the wrong way round.
LONGEST_NIGHT = 15 * 60 + 30
_DAGORD = {
    ALLA_DAGAR: range(7),
    "vardagar": range(5),
    "helgfria vardagar": range(5),
    **{dag: (i,) for i, dag in enumerate(VECKODAGAR)},
}
_KLOCKSLAG = r"([0-9]{1,2}(?:\.[0-9]{2})?)–([0-9]{1,2}(?:\.[0-9]{2})?)"


@dataclass(frozen=True, slots=True)
class Tid:
    """A span of hours: weekdays (0 = Monday), minutes after midnight; `till` ≤ `från` is over night."""

    dagar: frozenset[int]
    från: int
    till: int
    helgfri: bool
    text: str

    @property
    def alla_dagar(self) -> bool:
        """Holidays and eves too."""
        return self.text.startswith(ALLA_DAGAR)


@dataclass(frozen=True, slots=True)
class Öppettider:
    """Round the clock, unknown, or spans in the order they are written."""

    dygnet_runt: bool = False
    tider: tuple[Tid, ...] = ()


OKÄNDA_TIDER = Öppettider()
DYGNET_RUNT = Öppettider(dygnet_runt=True)


def parse_tid(text: str) -> Tid:
    """'mån–tors 10–15', 'helgfria vardagar 9–15', 'mån och tors 15–21', 'fre 8.30–16'."""
    shown = _dashed(text)
    match = re.fullmatch(rf"(.+?) {_KLOCKSLAG}", shown)
    days = _dagar(match[1]) if match else None
    if days is None:
        raise wrong(
            f'"{text}" är ingen öppettid.', "Skriv dagar och klockslag: mån–fre 9–15 eller alla dagar 21–06."
        )
    return Tid(days, *_span(match[2], match[3], text), "helgfri" in shown, shown)


def _dashed(text: str) -> str:
    return re.sub(r"\s*[-–—]\s*", "–", text.strip())


def _dagar(text: str) -> frozenset[int] | None:
    result: set[int] = set()
    for part in re.split(r", | och ", text):
        word = part.removeprefix("helgfria ")
        first, _, last = word.partition("–")
        if word in _DAGORD:
            result |= set(_DAGORD[word])
        elif first in VECKODAGAR and last in VECKODAGAR:
            start, end = VECKODAGAR.index(first), VECKODAGAR.index(last)
            result |= {day % 7 for day in range(start, end + (1 if end >= start else 8))}
        else:
            return None
    return frozenset(result)


def _span(opens: str, closes: str, text: str) -> tuple[int, int]:
    """From and till in minutes, till midnight as 24; refuses what no opening hours can be."""
    från, till = _minutes(opens, text), _minutes(closes, text)
    if från % DYGN == till % DYGN and (från, till) != (0, DYGN):
        raise wrong(f'"{text}" öppnar och stänger samtidigt.', "Skriv dygnet runt, eller rätta ett klockslag.")
    if från == DYGN:
        raise wrong(f'"{text}" öppnar klockan 24.', "Skriv 0, och dagen efter.")
    till = till or DYGN
    if till < från and till + DYGN - från > LONGEST_NIGHT:
        raise wrong(f'"{text}" stänger innan det öppnar.', f"Skriv öppningen först: {closes}–{opens}.")
    return från, till


def _minutes(clock: str, text: str) -> int:
    hour, _, minute = clock.partition(".")
    if int(hour) * 60 + int(minute or 0) > DYGN or int(minute or 0) > 59:
        raise wrong(f'Klockslaget {clock} i "{text}" finns inte.', "Skriv timmar 0–24: 8.30–16.")
    return int(hour) * 60 + int(minute or 0)


def _öppet(value: object) -> object:
    if isinstance(value, Öppettider):
        return value
    if value == OKÄNT:
        return OKÄNDA_TIDER
    if value == "dygnet runt":
        return DYGNET_RUNT
    spans = _texts(value)
    if not spans:
        raise wrong("Öppettiderna går inte att läsa.", "Skriv dygnet runt, okänt eller en lista med tider.")
    return Öppettider(tider=tuple(parse_tid(span) for span in spans))


def _texts(value: object) -> tuple[str, ...]:
    """One text or a list of texts; nothing when it is anything else."""
    texts = (value,) if isinstance(value, str) else value
    return tuple(texts) if isinstance(texts, list | tuple) and all(isinstance(text, str) for text in texts) else ()


def show_öppet(tider: Öppettider) -> str | list[str]:
    """As data writes it: dygnet runt, okänt or the spans."""
    if tider.dygnet_runt:
        return "dygnet runt"
    return [tid.text for tid in tider.tider] or OKÄNT


Öppet = Annotated[Öppettider, BeforeValidator(_öppet), PlainSerializer(show_öppet)]


@dataclass(frozen=True, slots=True)
class Aftonstid:
    """The hours of an eve: those of its weekday, or spans of minutes after midnight, none when closed."""

    text: str
    som_vanligt: bool = False
    tider: tuple[tuple[int, int], ...] = ()


def parse_aftonstid(text: str) -> Aftonstid:
    """'9–12', '9–12 och 13–15', 'stängt', 'öppet' (as on any such weekday)."""
    if text in ("öppet", "stängt"):
        return Aftonstid(text, som_vanligt=text == "öppet")
    shown = _dashed(text)
    matches = [re.fullmatch(_KLOCKSLAG, part) for part in re.split(r", | och ", shown)]
    if None in matches:
        raise wrong(f'"{text}" är inga tider för en afton.', "Skriv klockslag (9–12), stängt eller öppet.")
    return Aftonstid(shown, tider=tuple(_span(match[1], match[2], text) for match in matches))


def _aftonstid(value: object) -> object:
    if isinstance(value, Aftonstid):
        return value
    if not isinstance(value, str):
        raise wrong("Tiderna för aftonen går inte att läsa.", "Skriv klockslag (9–12), stängt eller öppet.")
    return parse_aftonstid(value)


Afton = Annotated[Aftonstid, BeforeValidator(_aftonstid), PlainSerializer(lambda tid: tid.text)]
