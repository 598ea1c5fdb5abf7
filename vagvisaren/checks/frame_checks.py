"""Rules of what surrounds the pages of a website: its colours, its pages' names, its languages, its statement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vagvisaren.faults import Fault
from vagvisaren.shown.views import Här

# The grounds that tema/stil/grund.css lays under text, by day and by night.
GROUND, GROUND_BY_NIGHT, WHITE = "#ffffff", "#0e1314", "#ffffff"
TEXT, CONTROL = 7.0, 3.0  # contrast: WCAG 2.2, 1.4.6 and 1.4.11
# What a tab, a bookmark and the history must not say aloud where a reader may have to leave quickly.
TELLING = re.compile(r"extremis|terror|radikal|valds|våld|avhopp", re.IGNORECASE)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (#rrggbb), 1 to 21. Source: WCAG 2.2, relative luminance."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def färger_syns(här: Här) -> Iterator[Fault]:
    """A municipality's colours can be read. By night an arm is known by its white text, which no fill that is light
    enough to stand out from the ground could carry."""
    färger = här.webbplats.färger
    if färger is None:
        return
    asked = (
        ("accent", färger.accent, GROUND, TEXT, "mot den vita bakgrunden"),
        ("accent_mörk", färger.accent_mörk, GROUND_BY_NIGHT, TEXT, "mot den mörka bakgrunden"),
        ("fyll", färger.fyll, WHITE, TEXT, "mot den vita texten"),
        ("fyll_mörk", färger.fyll_mörk, WHITE, TEXT, "mot den vita texten"),
        ("fyll", färger.fyll, GROUND, CONTROL, "mot den vita bakgrunden"),
    )
    for field, colour, against, least, what in asked:
        if (found := contrast(colour, against)) < least:
            wrong = f"Färgen {colour} syns för dåligt {what}: {_figure(found)} till 1."
            direction = "ljusare" if against == GROUND_BY_NIGHT else "mörkare"
            yield Fault(här.register.place(färger, field), wrong, f"Välj en {direction} färg: minst {_figure(least)} till 1.")


def _figure(value: float) -> str:
    return f"{int(value * 10) / 10:g}".replace(".", ",")


def neutrala_namn(här: Här) -> Iterator[Fault]:
    """Where readers can leave quickly no page's name or address tells what it is about."""
    if not här.webbplats.lämna_snabbt:
        return
    for field in ("meny", "sidfot"):
        for sida, namn in getattr(här.webbplats, field).items():
            if word := TELLING.search(f"{sida} {namn}"):
                wrong = f'Sidans namn och adress syns i flikar och i historiken, och "{word[0]}" röjer vad den handlar om.'
                yield Fault(här.register.place(här.webbplats, field, sida), wrong, "Välj ett neutralt namn, till exempel: Om begreppet.")


def språk_är_sida_eller_fråga(här: Här) -> Iterator[Fault]:
    """Another language is a whole page by somebody, on a day; or a question."""
    for one in här.webbplats.språk:
        place = här.register.place(one)
        given = {"namn": one.namn, "sida": one.sida, "översatt_av": one.översatt_av, "datum": one.datum}
        missing = [field for field, value in given.items() if not value]
        if one.lucka and len(missing) < len(given):
            yield Fault(place, f"Texten på {one.språk} finns och saknas på samma gång.", "Ta bort lucka, eller ta bort sida och de andra uppgifterna.")
        elif not one.lucka and missing:
            yield Fault(place, f"För texten på {one.språk} saknas {' och '.join(missing)}.", "Fyll i det, eller skriv lucka: och frågan till kommunen.")


def redogörelsen_har_sina_delar(här: Här) -> Iterator[Fault]:
    """A statement that finds the website accessible in part says what is not; an assessed one says how."""
    statement = här.webbplats.tillgänglighet
    if statement is None:
        return
    place = här.register.place(statement)
    if statement.följer in ("delvis", "inte") and not statement.brister:
        yield Fault(place, f"Webbplatsen följer kraven {statement.följer}, men inga brister står här.", "Skriv brister: vad, skäl och i_stället för var och en.")
    if statement.följer == "helt" and statement.brister:
        yield Fault(place, "Webbplatsen följer kraven helt, men har brister.", "Skriv följer: delvis.")
    if statement.följer != "okänt" and "okänt" in (statement.bedömd, statement.metod):
        yield Fault(place, "Det står inte när eller hur webbplatsen bedömdes.", "Skriv bedömd och metod, eller följer: okänt.")


FRAME_RULES: tuple[Callable[[Här], Iterator[Fault]], ...] = (
    färger_syns,
    neutrala_namn,
    språk_är_sida_eller_fråga,
    redogörelsen_har_sina_delar,
)
