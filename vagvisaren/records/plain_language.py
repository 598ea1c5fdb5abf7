"""Readability: from the text of a page to its sentences, their figures and what to look at in them.

Only whole sentences count. Headings, labels, names, numbers, opening hours and lists of sources are no sentences: a
page of short names would seem easy to read, however hard its sentences are. Nor do sentences of one or two words count,
and a sentence that stands twice on a page counts once. Everything here is a hint to a person; nothing stops a build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from typing import Annotated

from pydantic import Field

from vagvisaren.records.model import Post, Text

LONGEST = 20  # words; a longer sentence is long
LONG_WORD = 6  # letters; a longer word is long, in Björnsson's LIX
SHORTEST = 3  # words; a shorter sentence is mostly a fact: Gratis. Dygnet runt.
FEWEST = 5  # sentences; of fewer, LIX says nothing
HELP = 40  # the highest LIX of a page that a worried person reads


class Kanslispråk(Post):
    """A word of offices, and what to write instead."""

    i_stället_för: Text
    hellre: Text
    former: tuple[Text, ...] = Field((), description="Former som inte bildas med en ändelse: erhöll.")


class Klarspråk(Post):
    kanslispråk: Annotated[tuple[Kanslispråk, ...], Field(min_length=1)]


# ------------------------------------------------------------------ sentences and words

# A full stop after these ends no sentence. Those that may stand last in one are left out (m.m., osv.).
_ABBREVIATIONS = frozenset(
    "t.ex bl.a kl ca nr tel s.k f.d t.o.m fr.o.m dvs d.v.s resp jfr inkl exkl kap st prop dir sid ev tfn".split()
)
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[^a-zåäö\s]|\s*$)")
_ADDRESS = re.compile(r"@|://|\w{2}\.\w{2,}")  # but not t.ex.
_EDGES = "\"”“’'‘«»()[]{}.,:;!?…–—-*_"


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, each with its own last mark; what is left at the end may have none."""
    text, start = " ".join(text.split()), 0
    for end in _END.finditer(text):
        last = text[start : end.start()].rpartition(" ")[2].lower().strip("(\"”")
        if end[0] == "." and end.end() < len(text) and last in _ABBREVIATIONS:
            continue
        yield text[start : end.end()].strip()
        start = end.end()
    if rest := text[start:].strip():
        yield rest


def words(sentence: str) -> Iterator[str]:
    """The words of a sentence, without their marks. A number and an address are no words."""
    for token in sentence.split():
        for part in () if _ADDRESS.search(token.strip(_EDGES)) else token.split("/"):
            word = part.strip(_EDGES)
            if any(map(str.isalpha, word)):
                yield word


def is_whole(sentence: str) -> bool:
    """Whether it is long enough and ends as a sentence does. What does not is a name or a link, unless it goes on."""
    count = sum(1 for _ in words(sentence))
    return count > LONGEST or (count >= SHORTEST and sentence.rstrip("\"”’')] ").endswith((".", "!", "?", "…", ":")))


@dataclass(frozen=True)
class Mening:
    """A sentence as it stands on a page; `egen`: on the page itself, not in what its words show."""

    text: str
    egen: bool = False

    @cached_property
    def ord(self) -> tuple[str, ...]:
        return tuple(words(self.text))

    @property
    def är_lång(self) -> bool:
        return len(self.ord) > LONGEST

    @property
    def långa_ord(self) -> int:
        """Words of more than six letters. A name after the first word is what it is, and never counts as long."""
        return sum(sum(map(str.isalpha, one)) > LONG_WORD and (i == 0 or not one[0].isupper()) for i, one in enumerate(self.ord))


def lix(meningar: Iterable[Mening]) -> float:
    """Björnsson's readability index: words per sentence, and long words of a hundred; 0 without words."""
    meningar = [mening for mening in meningar if mening.ord]
    count = sum(len(mening.ord) for mening in meningar)
    return count / len(meningar) + 100 * sum(mening.långa_ord for mening in meningar) / count if count else 0.0


_LEVELS = ((30, "mycket lätt"), (40, "lätt"), (50, "medelsvår"), (60, "svår"))  # LIX below it, in words
_HARDEST = "mycket svår"


def lix_in_words(value: float) -> str:
    """'lätt' of 30 and up to 40, and so on, of the whole number that is shown."""
    return next((said for below, said in _LEVELS if round(value) < below), _HARDEST)


def levels() -> Iterator[str]:
    """'under 30: mycket lätt', and so on, to explain the figures."""
    start = 0
    for below, said in _LEVELS:
        yield f"{start} till {below - 1}: {said}" if start else f"under {below}: {said}"
        start = below
    yield f"{start} och uppåt: {_HARDEST}"


# ------------------------------------------------------------------ what to look at

# Verbs that end in s without being passive, by stem; and passives that nobody misses a doer in: kallas, ändras, dras in.
_DEPONENT = frozenset(
    "and avund behöv bråk brott dr en envis fatt finn fröjd föd förtjän förändr glädj häm hämn hopp hör höv kall kiv kräk "
    "kän känn känt lyck låts lät minn misslyck möt nalk närm öppn rym rymm sams samsn skäm skämm svett syn triv träff "
    "träng tvist tyck utveckl vantriv vist väsn ångr åldr ändr".split()
)  # fmt: skip
_OTHER = frozenset(
    "alldeles således framledes särdeles andras allas deras bådas vissas vilkas någras samtligas anhörigas närståendes ungas "
    "gamlas vuxnas äldres sjukas dövas kalas atlas ananas madras databas bas glas ras mammas pappas palats sats".split()
)  # fmt: skip
_GENITIVE = re.compile(r".*(?:rnas|andes|endes|lses|plats|insats|sats|glas)")
_FORMED = re.compile(r"([a-zåäö]{2,}?)(?:as|ades|ats|(?<=[bdfglmnprv])des|(?<=[kpst])tes|(?<=[rvt])its)")
# The present and the strong forms look like any genitive, so only the usual verbs are known, whatever stands before.
_KNOWN = re.compile(
    r"(?:an|av|be|er|bi|för|förut|fast|fram|genom|in|inne|med|ned|ner|om|på|sam|till|under|upp|ut|vidare|åter|över|hän)?"
    r"(?:görs|gjordes|gjorts|förs|leds|sänds|används|använts|anmäls|anmälts|bedöms|bedömts|döms|dömts|ställs|ställts|läggs|lagts|byggs|byggts"
    r"|stängs|stängts|följs|följts|väljs|valts|lyfts|skrivs|skrevs|drivs|drevs|styrs|styrts|bryts|bröts|bjuds|bjöds|hålls|hölls|höjs|sänks"
    r"|sägs|sades|sagts|tas|togs|ges|gavs|getts|givits|nås|nåtts|sågs|setts|säljs|köps|köpts|läses|ställdes|skickas|skyddas|utses|anses|avses|inses|överses)"
)


def passives(sentence: Mening) -> Iterator[str]:
    """The s-passives of a sentence, as far as a form alone can tell. Better one too few than a false one: a word with
    a capital letter may be a name."""
    return (one for one in sentence.ord if one.islower() and is_passive(one))


def is_passive(word: str) -> bool:
    """Whether a word in small letters looks like an s-passive, and like nothing else that ends in s."""
    if word in _OTHER or _GENITIVE.fullmatch(word):
        return False
    formed = _FORMED.fullmatch(word)
    return bool(_KNOWN.fullmatch(word)) or bool(formed and formed[1] not in _DEPONENT)


_ENDINGS = (
    *"s a e t n r ar er or en et it at as es is ade des ades te tes ats its na arna erna orna ande ende are ens ets".split(), ""
)  # fmt: skip
_INFLECTED = 5  # letters; a shorter word has too many strangers among its forms


@dataclass(frozen=True)
class Ordlista:
    """Office words, to look up by the first word of each."""

    böjda: Mapping[str, Sequence[tuple[tuple[str, ...], Kanslispråk]]]  # also with an ending
    raka: Mapping[str, Sequence[tuple[tuple[str, ...], Kanslispråk]]]  # as they stand

    def starting(self, word: str) -> Iterator[tuple[tuple[str, ...], Kanslispråk]]:
        """What may start with a word of the text: the words that shall follow it, and the entry."""
        yield from self.raka.get(word, ())
        for ending in _ENDINGS:
            if word.endswith(ending):
                stem = word.removesuffix(ending)
                yield from self.böjda.get(stem, ())
                yield from self.böjda.get(f"{stem}a", ())


def word_list(kanslispråk: Iterable[Kanslispråk]) -> Ordlista:
    böjda: dict[str, list] = {}
    raka: dict[str, list] = {}
    for entry in kanslispråk:
        first, *rest = entry.i_stället_för.lower().split()
        (böjda if len(first) >= _INFLECTED else raka).setdefault(first, []).append((tuple(rest), entry))
        for form in entry.former:
            first, *rest = form.lower().split()
            raka.setdefault(first, []).append((tuple(rest), entry))
    return Ordlista(böjda, raka)


def office_words(sentence: Mening, ordlista: Ordlista) -> Iterator[tuple[str, str]]:
    """Office words of a sentence as they stand there, and what to write instead."""
    lower = tuple(one.lower() for one in sentence.ord)
    for i, word in enumerate(lower):
        for rest, entry in ordlista.starting(word):
            end = i + 1 + len(rest)
            if lower[i + 1 : end] == rest:
                yield " ".join(sentence.ord[i:end]), entry.hellre
                break


# ------------------------------------------------------------------ the sentences of a page

_BLOCKS = {"p", "li", "blockquote"}
_LABELS = {"h1", "h2", "h3", "h4", "h5", "h6", "dl", "b", "script", "style", "svg", "label", "thead"}
_SMALL_PRINT = {"dov", "uppgifter", "vagar", "kallor", "for", "rubrik"}  # hours, ways in, sources: facts, no sentences
_VOID = {"br", "hr", "wbr", "img", "input", "circle", "path", "rect", "meta", "link"}


@dataclass
class _Blocks(HTMLParser):
    """The texts of paragraphs, list items and steps, each by itself."""

    found: list[str] = field(default_factory=list)
    open: list[tuple[bool, bool]] = field(default_factory=list)  # per open tag: is it a block, is it left out
    texts: list[list[str]] = field(default_factory=list)  # of the open blocks

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_data(" ")
            return
        kinds = set((dict(attrs).get("class") or "").split())
        block = tag in _BLOCKS or (tag == "th" and "nr" in kinds)  # the heading of a row that is a step
        out = tag in _LABELS or bool(kinds & _SMALL_PRINT)
        if block:
            self.texts.append([])
        self.open.append((block, out or self._left_out))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self.open and self.open.pop()[0]:
            self.found.append("".join(self.texts.pop()))

    def handle_data(self, data: str) -> None:
        if self.texts and not self._left_out:
            self.texts[-1].append(data)

    @property
    def _left_out(self) -> bool:
        return bool(self.open) and self.open[-1][1]


def blocks_of_html(html: str) -> list[str]:
    """The texts of a word's HTML that may hold sentences."""
    reader = _Blocks()
    reader.feed(html)
    reader.close()
    return reader.found


_CALL = re.compile(r"\{\{.*?\}\}")
_TAG = re.compile(r"<[^>]+>")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+", re.MULTILINE)
_MARKS = re.compile(r"[*`]|(?<!\w)_|_(?!\w)")


@dataclass(frozen=True)
class Sagt:
    """What a word says on a page, as HTML; `i_text`: within a sentence of the page's own."""

    html: str
    i_text: bool


def blocks_of_markdown(text: str) -> Iterator[str]:
    """The paragraphs and list items of a page, without marks; headings and tables are none."""
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.split("\n") if not line.lstrip().startswith(("#", "|"))]
        for item in _ITEM.split("\n".join(lines)):
            if plain := _MARKS.sub("", _LINK.sub(r"\1", item)).strip():
                yield plain


def sentences_of(text: str, said: Iterable[Sagt]) -> tuple[Mening, ...]:
    """The sentences of a page, each once: those of its own text, then those that its words show. `said` is what each
    word on the page says, in their order."""
    said = tuple(said)
    fills = iter(said)
    filled = _CALL.sub(lambda _: _within(next(fills, None)), text)
    texts: dict[str, bool] = {}
    for egen, blocks in ((True, blocks_of_markdown(filled)), (False, (b for one in said if not one.i_text for b in blocks_of_html(one.html)))):
        for one in (one for block in blocks for one in sentences(block) if is_whole(one)):
            texts.setdefault(one, egen)
    return tuple(Mening(one, egen) for one, egen in texts.items())


def _within(one: Sagt | None) -> str:
    """What a word says within a sentence of the page."""
    return unescape(_TAG.sub("", one.html)) if one and one.i_text else ""
