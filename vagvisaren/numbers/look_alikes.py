"""What resembles a telephone number and is none: dates, diarienummer, amounts, references to lines and pages."""

from __future__ import annotations

import re
from itertools import pairwise

from vagvisaren.numbers.disguises import DIALLING

_FRESH = r"(?<!\d)(?<!\d[.,/()-])"  # no part of a longer row of digits
_NO_MORE = r"(?![\d]|[ ./-]\d)"  # the number ends here, also for a reader who skips what divides digits
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_CLOCK = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_UNIT = (
    r"(?:%|‰|°|:-|(?:kr|kronor|sek|öre|euro|procent|promille|px|pt|em|rem|mm|cm|dm|km|mil|meter|kvm|hektar|kg|ton|liter"
    r"|kb|mb|gb|miljon|miljoner|miljard|miljarder|tusen|kap|kapitel|st|stycken|sidor|sida|rader|ord|tecken|poäng|grader"
    r"|mandat|röster|platser)\b|§)"
)
# What one may also have before one calls: "ring 112 barn" is no count of children.
_COUNTED = (
    r"(?:personer|människor|invånare|elever|barn|ungdomar|vuxna|kvinnor|män|medlemmar|anställda|medarbetare|ärenden|fall"
    r"|anmälningar|samtal|gånger|år|åren|månader|veckor|dagar|dygn|timmar|minuter|sekunder|kommuner|föreningar"
    r"|familjer|hushåll|lägenheter|skolor|svar|frågor|insatser|aktiviteter)\b"
)

_THOUSANDS = r"(?<!\d)(?<!\d[ .,/()-])(?<!\d[)-] )[1-9]\d{0,2}(?: \d{3})+"
_NO_SERVICE = r"(?!11[68] \d{3}(?! \d{3}))"  # 116 111 and 118 118 are no amounts, 116 111 000 kr is

# Each of these is read over, wherever it stands. The first row says how they begin: most places are passed at once.
MEANS_ELSE = re.compile(
    r"(?=[\d#hw]|\b[a-fiprä])(?:"
    + "|".join(
        (
            rf"(?:https?://|www\.)(?!{DIALLING})[^\s,;)\]]+",
            r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|(?=[0-9a-f]*[a-f])[0-9a-f]{3,4})\b",  # a colour
            r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{12,}\b",  # a checksum
            rf"{_FRESH}(?:(?:0|[1-9]\d{{0,2}})\.){{3}}(?:0|[1-9]\d{{0,2}})(?!\d|\.\d)",  # an IP address
            rf"(?<!\d){_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?!\d)(?!-\d\d\d)",
            rf"(?<![\d/-]){_DAY}([./-]){_MONTH}\1 ?{_YEAR}{_NO_MORE}",
            rf"(?<![\d/-]){_DAY}/{_MONTH} {_YEAR}{_NO_MORE}",
            rf"{_FRESH}{_YEAR}/\d{{2}}:[A-Z]{{0,5}}\d+",  # prop. 2024/25:46
            rf"{_FRESH}{_YEAR}[/:]\d+(?:[-/]\d+)*",  # KS 2016/00123, SFS 2025:400
            rf"(?<!\d)\d\d-\d{{2,6}}/{_YEAR}(?!\d)",
            r"\b(?:dnr|diarie(?:nr|nummer)|ärende(?:nr|nummer)?|ref)\b\.?:? ?[A-ZÅÄÖ]{0,6}[ -]?\d+[-/:]\d[\d/:-]*[/:][\d/:-]*\d",
            r"(?<!\d)(?:16)?[1-9]\d{5}-\d{4}(?!\d)",  # an organisation
            r"\b(?:plusgiro|postgiro|bankgiro|pg|bg)\b\.?:? ?(?:\d{3,4}-\d{4}|\d[\d ]{0,9}-\d)(?!\d)",
            r"\bis[bs]n(?:-1[03])?\b:? ?[\dx -]{7,17}[\dx]\b",
            rf"{_FRESH}0[.,]\d+(?!\d|[ ./-]\d)",
            rf"{_FRESH}{_CLOCK}(?:(?: ?[-,] ?| ){_CLOCK}){{1,20}}(?![\d.]| (?!{_CLOCK})\d\d\b)",
            rf"{_NO_SERVICE}{_THOUSANDS}(?= ?(?:{_UNIT}|{_COUNTED}))",
        )
    )
    + ")",
    re.I,
)

# So may a number that nothing follows, but only when it is none of ours.
THOUSANDS = re.compile(rf"(?!11[68] ){_THOUSANDS}{_NO_MORE}")

_ROW = re.compile(r"(?<![\d.,/()-])\d{1,3}(?:,? \d{1,3}){3,40}(?![\d.,/()-]*\d)")


def rows(text: str) -> list[tuple[int, int]]:
    """Where numbers stand that grow by the same step: 0 5 10 15."""
    found = []
    for match in _ROW.finditer(text):
        numbers = [int(number) for number in re.findall(r"\d+", match[0])]
        steps = {after - before for before, after in pairwise(numbers)}
        if len(steps) == 1 and min(steps) > 0:
            found.append(match.span())
    return found


_REFERS = re.compile(
    r"(?:\b(?:sid(?:a|an|or|orna)?|s|ss|rad(?:en|er|erna)?|kolumn|kap(?:itel|itlet)?|art(?:ikel)?|punkt(?:en|erna)?|p|mom|stycke"
    r"|bilaga|tabell(?:en)?|figur(?:en)?|diagram(?:met)?|avsnitt(?:et)?|version(?:en)?|resolution(?:en)?|konvention(?:en)?|v|vecka|veckorna|steg|rum|sal|trappa|buss|linje|spår|riksväg|länsväg"
    r"|år|åren|årtal)\b\.?|[§#№])"
    r"\s*(?:(?:nr|nummer)\b\.?\s*)?(?:\d+(?:[.:]\d+)?\s*(?:-|,|och|till|samt)\s*)*$",
    re.I,
)
_STANDARD = re.compile(r"\b(?:EN|ISO|IEC|SS|SIS|CEN|ETSI|RFC|SFS|SOU|Ds|MDFFS|HSLF-FS|AFS|BBR)(?:[ /-](?:EN|ISO|IEC|TS|TR))*[ -]?$")
_CALLS = re.compile(r"\b(?:ring\w*|tel|telefon\w*|sms\w*|larm\w*|nummer|numret|numren|slå|kontakta|nå)\b[^.!?]{0,25}$", re.I)
_MEASURED = re.compile(rf"\s?{_UNIT}", re.I)
_COUNTS = re.compile(rf"\s(?:{_COUNTED}|av (?:de |totalt )?\d)", re.I)
_PLACE = re.compile(r"\s+[A-ZÅÄÖ][a-zåäöé]+")
_POSTCODE = re.compile(r"\d{3} ?\d\d")
NEAR = 40  # characters around a number that say what it is


def refers(text: str, start: int) -> bool:
    """Whether the word before says of what this is the number: a table, a page, a bus."""
    return bool(_REFERS.search(text[max(0, start - NEAR) : start]))


def is_amount(text: str, end: int) -> bool:
    """Whether what follows makes it so many of something."""
    after = text[end : end + NEAR]
    return bool(_MEASURED.match(after) or _COUNTS.match(after))


def is_other(text: str, start: int, end: int, postcode: bool) -> bool:
    """Whether digits that could be a short number mean something else, judged by the words around them."""
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    calls = bool(_CALLS.search(before))
    if _REFERS.search(before) and not calls or _STANDARD.search(before) or _MEASURED.match(after):
        return True
    if calls:
        return False
    place = postcode and _POSTCODE.fullmatch(text[start:end]) and _PLACE.match(after)
    return bool(_COUNTS.match(after) or place)
