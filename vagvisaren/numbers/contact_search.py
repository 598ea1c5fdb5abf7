"""Finds numbers, e-mail addresses, addresses and opening hours in a text, however they are spaced and split."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import chain

import phonenumbers

from vagvisaren.numbers import look_alikes
from vagvisaren.numbers.disguises import LINK, WALL, Plain
from vagvisaren.records.formats import digits

BLOT = "\ue002"  # over what is read already, or means something else


class Slag(StrEnum):
    """What a hit is."""

    nummer = "nummer"
    kortnummer = "kortnummer"
    e_post = "e-post"
    adress = "adress"
    öppettid = "öppettid"
    länk = "länk"


@dataclass(frozen=True)
class Hit:
    """What was found: as a reader meets it, what it is compared by, and where its first character stands."""

    slag: Slag
    text: str
    key: str
    start: int


@dataclass(frozen=True)
class Known:
    """What the register holds: it tells where a number ends, and which short numbers there are."""

    nummer: frozenset[str]
    kortnummer: tuple[str, ...]
    adresser: tuple[str, ...]

    @cached_property
    def short_digits(self) -> frozenset[str]:
        return frozenset(map(digits, self.kortnummer))

    @cached_property
    def tails(self) -> dict[str, str]:
        """What one writes of a number without its area code, and the whole number."""
        whole = (number for number in sorted(self.nummer, reverse=True) if number not in self.short_digits)
        return {number[start:]: number for number in whole for start in range(2, min(5, len(number) - 4))}

    @cached_property
    def tail(self) -> re.Pattern[str]:
        """These, in any spacing."""
        shapes = "|".join("[ -]?".join(tail) for tail in sorted(self.tails, key=lambda tail: (-len(tail), tail)))
        return re.compile(rf"(?<!\w)(?<!\d[-.,:/ ])(?:{shapes or '(?!)'})(?!\w|[-.,:/]\d)")

    @cached_property
    def short(self) -> re.Pattern[str]:
        """The listed short numbers in any spacing, and what has their shape."""
        longest = sorted(self.short_digits, key=lambda number: (-len(number), number))
        dotted = (kort.replace(" ", "[./]") for kort in self.kortnummer if " " in kort)
        shapes = "|".join((*map(_spaced, longest), *dotted, *_UNLISTED))
        return re.compile(rf"(?<![\w#])(?<!\d[-.,:]){_COUNTRY}({shapes}){_SHORT_ENDS}")

    @cached_property
    def address(self) -> re.Pattern[str]:
        """The register's addresses, whatever their case and spaces."""
        longest = sorted((re.findall(r"[^\W\d]+|\d+", adress) for adress in self.adresser), key=len, reverse=True)
        shapes = (r"[\W_]{0,3}".join(words) for words in longest)
        return re.compile("|".join(rf"\b{shape}\b" for shape in shapes) or r"(?!)", re.I)


Found = tuple[Slag | None, int, int, str]  # what (None: nothing of ours), from, to, what it is compared by

_SEGMENT = re.compile(f"[^{WALL}]+")
_THREE_DIGITS = re.compile(r"\d\D*\d\D*\d")
_WORTH_READING = re.compile(r"\d|@|%40|\bdygnet\b|\bsnabel|\bat\b", re.I)


def find(plain: Plain, known: Known, by_hand: bool = False) -> Iterator[Hit]:
    """Everything found, in the order of the text; by_hand also what only an editor's own words could mean:
    opening hours, numbers without area code, and whatever is to be called."""
    for segment in _SEGMENT.finditer(plain.text):
        if _WORTH_READING.search(segment[0]):
            for slag, start, end, key in _find_in(segment[0], known, by_hand):
                shown = " ".join(segment[0][start:end].split())
                yield Hit(slag, shown, key, plain.origins[segment.start() + start])


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Where a character of a text stands, from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


@lru_cache(maxsize=20_000)
def _find_in(text: str, known: Known, by_hand: bool) -> tuple[Found, ...]:
    """What stands in a text without walls. The same sentence stands on many pages, so it is read once."""
    if text.startswith(LINK):
        return ((Slag.länk, 1, len(text), text[1:].strip()),)
    found: list[Found] = []
    for search in _searches(text, by_hand):
        for one in tuple(search(text, known)):
            found += [one] if one[0] else []
            text = f"{text[: one[1]]}{BLOT * (one[2] - one[1])}{text[one[2] :]}"
    return tuple(sorted(found, key=lambda one: one[1]))


def _searches(text: str, by_hand: bool) -> Iterator[Callable[[str, Known], Iterator[Found]]]:
    """What is looked for, the surest first."""
    yield from (_emails, _addresses)
    if by_hand:
        yield _hours
    if _THREE_DIGITS.search(text):
        yield from (_meaning_else, _numbers)
        yield from (_called,) if by_hand else ()
        yield from (_thousands, _short_numbers)
        yield from (_tails,) if by_hand else ()
        yield _other_numbers


def _meaning_else(text: str, known: Known) -> Iterator[Found]:
    for span in (*(match.span() for match in look_alikes.MEANS_ELSE.finditer(text)), *look_alikes.rows(text)):
        yield None, *span, ""


def _thousands(text: str, known: Known) -> Iterator[Found]:
    for match in look_alikes.THOUSANDS.finditer(text):
        if digits(match[0]) not in known.short_digits | known.tails.keys():
            yield None, *match.span(), ""


# ------------------------------------------------------------------ ordinary numbers

_OPEN = r"(?:\((?=[+\d ]{1,6}\)))?"  # a bracket round the area code or the country
_GAP = r"[\s./()\[\]_*~'’-]{0,4}"  # what may stand between two digits of one number
_ORDINARY = re.compile(
    r"(?<!\d)(?<!\d[,:])(?:"
    rf"({_OPEN}(?:\+|0{_GAP}0){_GAP}4{_GAP}6{_GAP}(?:0{_GAP})?[1-9](?:{_GAP}\d){{5,11}})"
    rf"|({_OPEN}0{_GAP}[1-9](?:{_GAP}\d){{5,11}})"
    rf"|(\+(?!{_GAP}4{_GAP}6){_GAP}[1-9](?:{_GAP}\d){{6,13}})"
    r"|((?<!\+)(?<!\d[.,:/-])46[ -]?(?:\(0\) ?)?[1-9]\d?[ -]?\d{2,3}[ -]?\d\d[ -]?\d{2,3}(?!\d))"
    r"|((?<!\+)(?<!\d[.,:/-])[1-9]\d{0,2}-\d{2,3} \d\d \d\d(?! ?\d))"
    r")"
)
# How each of these begins: +46 or 0046, 0, another country's +, 46, and with the 0 left out.
_ABROAD, _HOME, _FOREIGN, _UNMARKED, _HEADLESS = range(1, 6)


def _numbers(text: str, known: Known) -> Iterator[Found]:
    """Numbers with an area code, also one digit short, in every way to begin and to space them."""
    at = 0
    while match := _ORDINARY.search(text, at):
        end, key = _whole_number(match, known)
        if key:
            yield Slag.nummer, match.start(), match.start() + end, key
        at = match.start() + max(end, 1)


def _whole_number(match: re.Match[str], known: Known) -> tuple[int, str]:
    """Where the number ends that begins the match, and its digits as dialled at home.

    Another number may follow with only a space between: the register's own is the surest, then the
    longest that the library holds to be one.
    """
    text = match[0]
    ends = [i for i in range(len(text), 0, -1) if text[i - 1].isdigit() and not text[i : i + 1].isdigit()]
    if match.string[match.end() : match.end() + 1].isdigit():
        ends = ends[1:]
    keys = [(end, _at_home(text[:end], match.lastindex)) for end in ends]
    known_ones = (one for one in keys if one[1] in known.nummer)
    valid = (one for one in keys if len(one[1]) >= 7 and _is_valid(one[1]))
    long_enough = (one for one in keys if 7 <= len(one[1]) <= (16 if one[1][0] == "+" else 11))
    return next(chain(known_ones, valid, long_enough), (0, ""))


def _at_home(text: str, kind: int | None) -> str:
    """The digits that one dials within the country; a foreign number keeps its +."""
    number = digits(text)
    if kind == _FOREIGN:
        return f"+{number}"
    if kind == _HEADLESS:
        return f"0{number}"
    if kind in (_ABROAD, _UNMARKED):
        return f"0{number.removeprefix('00').removeprefix('46').lstrip('0')}"
    return number


@lru_cache(maxsize=10_000)
def _is_valid(number: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "SE"))
    except phonenumbers.NumberParseException:  # a country that does not exist
        return False


_CLOSE_DIGITS = re.compile(r"\d(?:[^\w\s]{0,2}\s?[^\w\s]{0,2}\d){6}")


def _other_numbers(text: str, known: Known) -> Iterator[Found]:
    """What the library finds in what is left. It is slow, so only where digits stand close together."""
    if _CLOSE_DIGITS.search(text):
        for match in phonenumbers.PhoneNumberMatcher(text, "SE", leniency=phonenumbers.Leniency.VALID):
            yield Slag.nummer, match.start, match.end, f"0{match.number.national_number}"


# ------------------------------------------------------------------ short numbers

_COUNTRY = r"(?:(?:\+|00)46 ?(?:\(0\) ?)?)?"
_SHORT_ENDS = r"(?!\w)(?![-.,:]\d)(?!-[a-zåäö])(?!\.[a-zåäö]{2})"
# The shapes of the public service numbers: 114 41, 116 112 and 90102 look like help and are not in the list.
_UNLISTED = (r"116[\s.-]?\d{3}", r"118[\s-]?118", r"11\d[\s.-]?\d\d", r"90\d{3}")


def _spaced(number: str) -> str:
    """The digits in any spacing; fewer digits allow less, since 1/12 is a day and 11-2 a place in a law."""
    if len(number) == 3:
        return "|".join((r"\s?".join(number), "-".join(number)))
    return (r"[\s-]?" if len(number) == 4 else r"[\s-]{0,3}").join(number)


def _short_numbers(text: str, known: Known) -> Iterator[Found]:
    for match in known.short.finditer(text):
        if not _is_part(match, known) and not look_alikes.is_other(text, *match.span(), match[1] not in known.kortnummer):
            yield Slag.kortnummer, *match.span(), digits(match[1])


def _is_part(match: re.Match[str], known: Known) -> bool:
    """Whether oddly spaced digits are only a part of a longer row of digits."""
    around = match.string[max(0, match.start() - 2) : match.start()], match.string[match.end() : match.end() + 2]
    usual = match[1].isdigit() or match[1] in known.kortnummer
    return not usual and (bool(re.search(r"\d\s$", around[0])) or bool(re.match(r"\s\d", around[1])))


# ------------------------------------------------------------------ numbers that only words around them tell

_TO_CALL = re.compile(
    r"\b(?:ringa?|sms(?::?a)?|telefon(?:nummer|numret)?|tel|tfn|nummer|numret|kortnummer|slå)\b[.:]{0,2}"
    r"(?:(?: [^\W\d]{1,20}| [\"'”’][^\W\d]{1,20}[\"'”’]){0,3} (?:till|på|är|nr|nummer))?:? ?(?=[\d\ue002])",
    re.I,
)
_BLOTS = re.compile(f"{BLOT}+")
_TO_DIAL = re.compile(
    r"(?!(?:\d{1,2} )?(?:19|20)\d\d\b)(?!\d{1,2}-\d{1,2}(?!\d| \d))(?!\d\d?/)\d(?:[ -]?\d){2,7}(?!\w|[-.,:/]\d|[ -]\d)"
)
_ALSO = re.compile(r",? ?(?:eller|och|samt|,|/) ?(?:på )?", re.I)


def _called(text: str, known: Known) -> Iterator[Found]:
    """Digits after a word for calling, whatever their shape; a short number is left to its own search."""
    for call in _TO_CALL.finditer(text):
        at: int | None = call.end()
        while at is not None:
            item = _BLOTS.match(text, at) or known.short.match(text, at) or _TO_DIAL.match(text, at)
            if item is None or item.re is _TO_DIAL and (look_alikes.refers(text, at) or look_alikes.is_amount(text, item.end())):
                break
            if item.re is _TO_DIAL:
                yield Slag.nummer, *item.span(), known.tails.get(digits(item[0]), digits(item[0]))
            more = _ALSO.match(text, item.end())
            at = more and more.end()


def _tails(text: str, known: Known) -> Iterator[Found]:
    """A number of the register without its area code."""
    for match in known.tail.finditer(text):
        if not look_alikes.is_other(text, *match.span(), True):
            yield Slag.nummer, *match.span(), known.tails[digits(match[0])]


# ------------------------------------------------------------------ e-mail

_AT = r"(?:\s?(?:@|%40)\s?|\s?[(\[{<]\s?(?:at|a|ät|@|snabel-?a)\s?[)\]}>]\s?|\s(?:at|snabel-?a)\s)"
_DOT = r"(?:\.|\s?[(\[{<]\s?(?:punkt|dot|\.)\s?[)\]}>]\s?|\s(?:punkt|dot)\s)"
_EMAIL = re.compile(rf"[\w.+%'-]{{0,63}}\w{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,6}}?{_DOT}[^\W\d_]{{2,30}}(?![\w-])", re.I)


_HAS_AT = re.compile(r"@|%40|\bat\b|snabel|[(\[{<]\s*(?:at?|ät)\s*[)\]}>]", re.I)


def _emails(text: str, known: Known) -> Iterator[Found]:
    for match in _EMAIL.finditer(text) if _HAS_AT.search(text) else ():
        plain = re.sub(_DOT, ".", re.sub(_AT, "@", match[0], count=1, flags=re.I), flags=re.I)
        yield Slag.e_post, *match.span(), plain.lower()


# ------------------------------------------------------------------ addresses

_PLANS = (
    r"handlings|åtgärds|läges|tids|verksamhets|utbildnings|beredskaps|detalj|översikts|kris|projekt|arbets|vård"
    r"|genomförande|affärs|insats|säkerhets|utvecklings|behandlings|jämställdhets|kommunikations|trygghets|studie|års|mål"
    r"|skol|läro|kurs|lektions|undervisnings|vecko|ekonomi|budget|personal|resurs|integrations|äldre|miljö|energi|struktur"
    r"|fotbolls|boll|idrotts|sport|spel|lek|bandy|basket|tennis|gräs|grus|våning"
)
# What stands before the ending of a street's name, and the endings; then comes a number.
_STREETS = (
    (r"[A-ZÅÄÖÉ][\w-]{0,40}?", r"(?i:gatan|vägen|torget|gränd|gränden|allén?|stigen|backen|platsen|esplanaden|kajen|stråket|svängen)"),
    (rf"(?!\w{{0,40}}(?i:{_PLANS})plan)[A-ZÅÄÖÉ][\w-]{{0,40}}", r"(?i:plan)"),
    (r"[a-zåäöé]{3,40}", r"(?:gatan|gränd|gränden|torget)"),
    (r"", r"Torget"),
    (r"(?:Stora|Lilla|Norra|Södra|Östra|Västra|Gamla|Nya) ", r"(?i:gatan|vägen|torget|torg|gränd|allén)"),
)
_BOX = r"(?i:box)"
_STREET = re.compile(
    rf"\b(?:(?:{'|'.join(before + ending for before, ending in _STREETS)})\s?\d{{1,3}}(?:\s?-\s?\d{{1,3}})?(?:\s?[A-Z])?"
    rf"|(?i:post)?{_BOX}\s?\d{{1,6}})\b(?![.,:]\d)"
)
# Each of them holds this, which is found or not at once.
_HAS_STREET = re.compile(rf"(?:{'|'.join((_BOX, *(ending for _, ending in _STREETS)))})\s?\d")


def _addresses(text: str, known: Known) -> Iterator[Found]:
    """The register's own addresses, and what has the shape of one. A bare postcode and place passes."""
    own = [match.span() for match in known.address.finditer(text)]
    others = (match.span() for match in (_STREET.finditer(text) if _HAS_STREET.search(text) else ()))
    for start, end in (*own, *(one for one in others if not any(one[0] < b and a < one[1] for a, b in own))):
        yield Slag.adress, start, end, address_key(text[start:end])


def address_key(text: str) -> str:
    """The words and numbers of an address, whatever stands between them."""
    return " ".join(re.findall(r"[^\W\d_]+|\d+", text.casefold()))


# ------------------------------------------------------------------ opening hours

_DAYS = (
    r"(?:(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:ar|arna|en|s)?)?|vardag(?:ar|arna|en|s)?|helg(?:er|en|dag|dagar|fria?)?"
    r"|alla dagar|varje dag|dagligen)"
)
_TIME = r"(?<!\d)(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?(?!\d)"
_LINKING = rf"och|samt|till|kl(?:ockan)?\b\.?|mellan|från|öppet|öppnar|är|har|det|vi|{_TIME}"
_MORE = rf"(?:{_DAYS}|{_LINKING})"
_EXACT = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_QUARTER = r"(?:[01]?\d|2[0-4])[.:](?:00|15|30|45)"
_MONTHS = r"jan|feb|mars|apr|maj|juni|juli|aug|sep|okt|nov|dec"
_NO_DATE = (
    rf"(?![.:]?\d|/\d| \d| ?(?:{_MONTHS}|år|procent|%|§|kr|kronor|meter|grader|personer|barn"
    r"|sidor|gånger|dagar|timmar|minuter|veckor|månader|platser|elever|stycken|st\b)|-\d)"
)
_OPENS = r"(?:öppet|öppettid(?:er(?:na)?)?|telefontid(?:er(?:na)?)?|telefon|besökstid(?:er(?:na)?)?|jourtid(?:er)?|stängt|bemannad|svarar)"
_HOURS = re.compile(
    rf"\b{_DAYS}(?:[\s,:(-]+{_MORE}){{0,9}}[\s,:(-]+{_TIME}\s?(?:-|till)\s?{_TIME}{_NO_DATE}"
    rf"|\bkl(?:ockan)?\.?\s?{_TIME}(?:\s?(?:-|till|och)\s?{_TIME})?(?!\d)"
    rf"|(?<!\d)(?<!\d[.:,-])(?:{_EXACT}\s?-\s?{_EXACT}|{_QUARTER}\s?-\s?{_TIME}|{_TIME}\s?-\s?{_QUARTER}){_NO_DATE}"
    rf"|\b{_OPENS}(?:[\s,:(-]+(?:{_LINKING})){{0,4}}[\s,:(-]+{_TIME}\s?(?:-|till|och)\s?{_TIME}{_NO_DATE}"
    rf"|\b(?:öppnar|stänger|(?:öppet|stängt|svarar)\s(?:till|från|efter|före))\s(?:kl\w*\.?\s)?{_TIME}{_NO_DATE}"
    rf"|(?<!\d)(?<!\d[.:,/-])(?:mellan\s{_TIME}\soch\s|{_TIME}\s?(?:-|till)\s?){_TIME}\s(?:(?:på|under)\s{_DAYS}|alla dagar|varje dag|dagligen)\b"
    r"|\bdygnet\s+(?:runt|om)\b|\bdygnets alla timmar\b|\bhela dygnet\b|\b24 timmar (?:om|per) dygn(?:et)?\b"
    r"|(?<!den )(?<!från )(?<!till )(?<!senast )(?<!\d)24/7(?![\d/])",
    re.I,
)
# A clock beside a day of the year is when something happens once, not when it is open.
_DAY_BEFORE = re.compile(
    rf"(?:\b\d{{1,2}} (?:{_MONTHS})[a-zåäö]{{0,8}}\.?(?: \d{{4}})?|\b\d{{1,2}}/\d{{1,2}}(?:[ -]\d{{4}})?|\b\d{{4}}-\d\d-\d\d)[, (]{{0,2}}$", re.I
)
_DAY_AFTER = re.compile(rf",? (?:den )?\d{{1,2}}(?: (?:{_MONTHS})|/\d)", re.I)


def _hours(text: str, known: Known) -> Iterator[Found]:
    for match in _HOURS.finditer(text):
        if not (re.match(r"kl|\d", match[0], re.I) and _happens_once(text, match)):
            yield Slag.öppettid, *match.span(), " ".join(match[0].lower().split())


def _happens_once(text: str, match: re.Match[str]) -> bool:
    """Whether a day of the year stands beside a clock, or it is no clock but the number of a table."""
    before = text[max(0, match.start() - look_alikes.NEAR) : match.start()]
    return bool(_DAY_BEFORE.search(before) or _DAY_AFTER.match(text, match.end())) or look_alikes.refers(text, match.start())
