"""What must hold between the records. Each rule is a small generator; its docstring is the rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from datetime import date
from pathlib import Path

from vagvisaren.checks.contact_checks import ADULT, CONTACT_RULES, covers
from vagvisaren.checks.frame_checks import FRAME_RULES
from vagvisaren.checks.hours_checks import hours_faults
from vagvisaren.checks.plan_checks import frozen_faults, plan_faults, plan_reference_faults
from vagvisaren.checks.time_checks import TIME_RULES, has_phone
from vagvisaren.checks.usage_checks import named_faults, with_uses
from vagvisaren.faults import Fault, Faulty, Place, close_words, enumerate_words, nearest
from vagvisaren.numbers.contact_search import line_and_column
from vagvisaren.numbers.number_lock import data_faults, sentences, source_faults
from vagvisaren.records import model as m
from vagvisaren.records import plan as p
from vagvisaren.records.formats import ascii_id, first_day, split_stöd
from vagvisaren.records.register import Register, anchor, load
from vagvisaren.shown import agenda, pages, review, views
from vagvisaren.shown.views import VÄXEL, Här

AGES = {m.Roll.ung: (0, 17)}  # a reader's age, in whole years; everyone else is an adult


def kontroll(root: Path, idag: date) -> Register:
    """Check everything that can be checked without a site engine; raises `Faulty` with all faults."""
    faults = list(pages.own_faults(root))
    try:
        register = load(root, internt=True)
    except Faulty as fault:
        raise Faulty([*fault.faults, *faults]) from None
    broken = list(reference_faults(register, idag))
    if broken:
        faults += [*broken, *log_faults(register), *plan_reference_faults(register), *pages_faults(root, register, idag)]
        raise Faulty(with_uses(faults, root, register, idag))
    # The rules below follow references, which are known to be whole.
    faults += [fault for rule in RULES for fault in rule(register)]
    faults += future_dates(register, idag)
    faults += old_names_in_data(register, idag)
    faults += plan_faults(register, idag)
    faults += frozen_faults(root, register)
    faults += website_faults(register, idag)
    faults += pages_faults(root, register, idag)
    faults += source_faults(root, register)
    if faults:
        raise Faulty(with_uses(faults, root, register, idag))
    if faults := list(shown_faults(root, register, idag)):
        raise Faulty(faults)
    return register


# ------------------------------------------------------------------ references


def reference_faults(register: Register, idag: date) -> Iterator[Fault]:
    """Every id that a record names exists, in each municipality whose readers can meet the record."""
    yield from _växel_faults(register)
    yield from named_faults(register, idag)
    yield from _fil_faults(register)
    yield from _stöd_faults(register)
    yield from _gäller_faults(register)


def _växel_faults(register: Register) -> Iterator[Fault]:
    for lokalt in register.kommuner.values():
        if VÄXEL not in register.kontakter(lokalt):
            yield Fault(
                register.place(lokalt.kommun, "kontakter"),
                f'{lokalt.kommun.namn} har ingen kontakt med id "växel".',
                "Växeln är den sista reserven. Lägg till den.",
            )


def _missing(register: Register, record: m.Post, path: tuple[str | int, ...], id_: str, what: str, known) -> Fault:
    return Fault(register.place(record, *path), f'{what} "{id_}" finns inte.', nearest(id_, known))


def _fil_faults(register: Register) -> Iterator[Fault]:
    own = (källa for lokalt in register.kommuner.values() for källa in lokalt.kommun.källor)
    for källa in (*register.källor.values(), *own):
        if källa.fil and källa.id not in register.plantexter:
            yield Fault(register.place(källa, "fil"), f'Filen "{källa.fil}" finns inte under data/kallor/.', "")


def _stöd_faults(register: Register) -> Iterator[Fault]:
    for document, path in register.places.values():
        data = _part(document.data, path)
        supports = data.get("stöd") if isinstance(data, dict) else None
        for i, stöd in enumerate(supports if isinstance(supports, list) else ()):
            if wrong := stöd_fault(register, stöd):
                yield Fault(document.place((*path, "stöd", i)), *wrong)


def stöd_fault(register: Register, stöd: str) -> tuple[str, str] | None:
    """What is wrong with one support; None when it is an advice or lines of a plan."""
    split = split_stöd(stöd)
    if isinstance(split, str):
        if split in register.råd:
            return None
        return f'Rådet "{stöd}" finns inte i rad.yml.', nearest(split, register.råd)
    källa, first, last = split
    lines = register.plantexter.get(källa)
    if lines is None:
        return f'Planen "{källa}" finns inte som text.', nearest(källa, register.plantexter)
    if not 1 <= first <= last <= len(lines):
        return f"Raderna {first}–{last} finns inte i planen.", f"Den har {len(lines)} rader."
    return _replaced(register, källa)


def _replaced(register: Register, källa: str) -> tuple[str, str] | None:
    """What is wrong with a plan whose municipality has another today; one that is not in this checkout is let be."""
    for lokalt in register.kommuner.values():
        text = register.källor_i(lokalt).get(källa)
        if text and text.utgivare == lokalt.kommun.namn and lokalt.plan and lokalt.plan.källa != källa:
            return f'"{källa}" är inte längre planen för {lokalt.kommun.namn}.', f'Byt till rader i "{lokalt.plan.källa}", eller skriv okänt.'
    return None


def _part(data: object, path: tuple[str | int, ...]) -> object:
    for step in path:
        data = data[step]  # type: ignore[index]
    return data


def _gäller_faults(register: Register) -> Iterator[Fault]:
    for råd in register.råd.values():
        for i, kommun in enumerate(råd.gäller if isinstance(råd.gäller, tuple) else ()):
            # A municipality may be gone from this checkout; a misspelt one is not.
            if kommun not in register.kommuner and close_words(kommun, register.kommuner):
                yield _missing(register, råd, ("gäller", i), kommun, "Kommunen", register.kommuner)


# ------------------------------------------------------------------ names

NEW_NAME = "Skriv det nya namnet."
NAMES = ("namn", "i_mening", "namn_i_källan", "huvudman")  # fields that say what something else is, or was, called


def renamed(kontakter: dict[str, m.Kontakt], idag: date) -> list[tuple[str, str]]:
    """What contacts were called before, and are called now."""
    return [(old, kontakt.namn) for kontakt in kontakter.values() for old in views.former_names(kontakt, idag)]


def called_before(names: list[tuple[str, str]], text: str) -> Iterator[tuple[int, str]]:
    """Where a text calls a contact what it was called before, and what is wrong with that."""
    for old, new in names:
        for found in re.finditer(rf"\b{re.escape(old)}\b", text):
            if new not in text[found.start() :][: len(new)]:
                yield found.start(), f'"{old}" heter nu "{new}".'


def old_names_in_data(register: Register, idag: date) -> Iterator[Fault]:
    """A text that a page may show does not call a contact what it was called before; a source and a log may."""
    for lokalt in register.kommuner.values():
        names = renamed(register.kontakter(lokalt), idag)
        for record, path, text in sentences(register, lokalt) if names else ():
            if path[0] not in NAMES and not isinstance(record, m.Källa | p.Bedömning | p.Mätvärde):
                for _, wrong in called_before(names, text):
                    yield Fault(register.place(record, *path), wrong, NEW_NAME)


# ------------------------------------------------------------------ logs and situations


def skylt_har_nummer(register: Register) -> Iterator[Fault]:
    """A plate is a sentence round a number: its first contact has a telephone of its own."""
    numbers = {k.id for k in register.samhällsnummer.values() if any(isinstance(v, m.Telefon) for v in k.vägar)}
    for situation in _all_situationer(register):
        first = next((steg.kontakt for steg in situation.steg if steg.kontakt), None)
        if situation.skylt and first not in numbers:
            yield Fault(
                register.place(situation, "skylt"),
                "En skylt börjar med ett samhällsnummer.",
                f"Låt första steget ha någon av {enumerate_words(sorted(numbers))} som kontakt.",
            )


def granskad_av_en_roll(register: Register) -> Iterator[Fault]:
    """A granskning is by a role of the municipality that exists. What it was of may be gone since: a log is history."""
    for lokalt in register.kommuner.values():
        known, roles = register.aktörer_i(lokalt), agenda.local_roles(lokalt)
        for granskning in lokalt.granskningar:
            if granskning.av not in known:
                yield _missing(register, granskning, ("av",), granskning.av, "Rollen", roles)
            elif known[granskning.av].nivå != "lokal":
                wrong = f'"{granskning.av}" är ingen roll i kommunen och kan inte granska.'
                yield Fault(register.place(granskning, "av"), wrong, f"Kända är: {enumerate_words(sorted(roles))}." if roles else "")


def granskad_på_rätt_sätt(register: Register) -> Iterator[Fault]:
    """A text is read; a fact is compared with its source."""
    for lokalt in register.kommuner.values():
        for granskning in lokalt.granskningar:
            text = review.is_text(granskning.uppgift)
            if text != (granskning.hur is m.Hur.läst):
                wrong = "En text granskas genom att läsas." if text else "En uppgift granskas genom att jämföras med källan."
                ways = [hur for hur in m.Hur if text == (hur is m.Hur.läst)]
                yield Fault(register.place(granskning, "hur"), wrong, f"Skriv {enumerate_words(ways, 'eller')}.")


LOG_RULES: tuple[Callable[[Register], Iterator[Fault]], ...] = (granskad_av_en_roll, granskad_på_rätt_sätt)


def log_faults(register: Register) -> Iterator[Fault]:
    """What is wrong with the rows of the log, whatever they are of."""
    for rule in LOG_RULES:
        yield from rule(register)


def future_dates(register: Register, idag: date) -> Iterator[Fault]:
    """Nobody has read a source or checked a fact on a day that lies ahead."""
    for document, path in register.places.values():
        data = _part(document.data, path)
        datum = data.get("datum") if isinstance(data, dict) else None
        if isinstance(datum, str) and (first_day(datum) or idag) > idag:
            yield Fault(document.place((*path, "datum")), f"Datumet {datum} ligger framåt i tiden.", "Rätta datumet.")


def stöd_kan_hålla(register: Register) -> Iterator[Fault]:
    """The råd of one sentence hold in some municipality together; else the sentence could be shown nowhere."""
    for document, path in register.places.values():
        data = _part(document.data, path)
        supports = data.get("stöd") if isinstance(data, dict) else None
        råd = [register.råd[one] for one in supports if one in register.råd] if isinstance(supports, list) else []
        limited = [set(one.gäller) for one in råd if one.gäller != "alla"]
        if limited and not set.intersection(*limited):
            yield Fault(
                document.place((*path, "stöd")),
                "Råden gäller inte i någon gemensam kommun, så meningen kan inte visas någonstans.",
                "Nämn ett råd, och lägg till kommunen under gäller i det rådet.",
            )


def arm_är_kort(register: Register) -> Iterator[Fault]:
    """The text on an arm is six words at most; a plate has five points at most."""
    for situation in _all_situationer(register):
        if len(situation.arm.split()) > 6:
            yield Fault(register.place(situation, "arm"), "Texten på armen är längre än sex ord.", "Korta den.")
        if situation.skylt and len(situation.ingress) > 5:
            yield Fault(register.place(situation, "ingress"), "En skylt har högst fem punkter.", "Ta bort någon.")


def _all_situationer(register: Register) -> Iterator[m.Situation]:
    yield from register.situationer.values()
    for lokalt in register.kommuner.values():
        yield from lokalt.kommun.situationer


def anchors_are_unique(register: Register) -> Iterator[Fault]:
    """Two ids that fold to the same anchor would share an address."""
    seen: dict[str, m.Situation] = {}
    for situation in _all_situationer(register):
        other = seen.setdefault(anchor(situation.id), situation)
        if other.id != situation.id:
            yield Fault(
                register.place(situation, "id"),
                f'"{situation.id}" får samma adress som "{other.id}" (#{anchor(situation.id)}).',
                "Ge den ena ett annat id.",
            )


RULES: tuple[Callable[[Register], Iterator[Fault]], ...] = (
    *CONTACT_RULES,
    skylt_har_nummer,
    *LOG_RULES,
    *TIME_RULES,
    hours_faults,
    stöd_kan_hålla,
    arm_är_kort,
    anchors_are_unique,
    data_faults,
)


# ------------------------------------------------------------------ websites


def website_faults(register: Register, idag: date) -> Iterator[Fault]:
    """Every website answers its roles and reaches someone."""
    websites = [Här(register, webbplats, idag) for webbplats in register.webbplatser.values()]
    for här in websites:
        for rule in WEBSITE_RULES:
            yield from rule(här)
    yield from första_kontakten_har_telefon(websites)


def pages_faults(root: Path, register: Register, idag: date) -> Iterator[Fault]:
    """Every website has pages without faults. No reference in the data is followed."""
    rooms = {pages.EXTERN, pages.INTERN, pages.REDAKTIONEN, *register.webbplatser}
    yield from pages.stray_files(root, rooms)
    for webbplats in register.webbplatser.values():
        här = Här(register, webbplats, idag)
        found, faults = pages.read_pages(root, här)
        yield from faults
        yield from page_faults(här, found, pages.page_files(root, webbplats))
    yield from _unused_pages(root, register)


def shown_faults(root: Path, register: Register, idag: date) -> Iterator[Fault]:
    """Every page can be shown, as the build will: what no rule foresaw is a fault of the page, not a crash of the build."""
    for id_, found in pages.read_all(root, register, idag).items():
        här = Här(register, register.webbplatser[id_], idag)
        for page in found:
            try:
                review.about(page, här)
            except Exception as error:
                wrong = f"Sidan går inte att visa på {id_} ({type(error).__name__}: {error})."
                yield Fault(Place(page.file), wrong, "Ta tillbaka den senaste ändringen.")


def _unused_pages(root: Path, register: Register) -> Iterator[Fault]:
    """A shared page that no website names is read by nobody."""
    for room, publik in ((pages.EXTERN, "extern"), (pages.INTERN, "intern")):
        named = {sida for w in register.webbplatser.values() if w.publik == publik for sida in w.sidor}
        for path in sorted((root / "docs" / room).glob("*.md")):
            if named and path.stem not in named:
                yield Fault(
                    Place(path.relative_to(root).as_posix()),
                    "Sidan står inte i menyn för någon webbplats.",
                    f"Lägg till {path.stem} under meny i webbplatser.yml, eller ta bort filen.",
                )


def inklistrat_finns(här: Här) -> Iterator[Fault]:
    """A page that is pasted elsewhere is a page of the website."""
    for one in här.webbplats.inklistrat:
        if one.sida not in här.webbplats.sidor:
            yield Fault(här.register.place(one, "sida"), f'Sidan "{one.sida}" finns inte för {här.webbplats.id}.', nearest(one.sida, här.webbplats.sidor))


def page_faults(här: Här, found: dict[str, pages.Page], files: Container[str]) -> Iterator[Fault]:
    """The menu's pages exist; every page is in the menu; links between pages lead to pages."""
    names = {page.namn: page for page in found.values()}
    for namn in här.webbplats.sidor:
        if f"{namn}.md" not in files:
            field = "meny" if namn in här.webbplats.meny else "sidfot"
            yield Fault(
                här.register.place(här.webbplats, field, namn),
                f'Sidan "{namn}" finns inte för {här.webbplats.id}.',
                nearest(namn, names),
            )
    for namn, page in names.items():
        if not re.fullmatch(r"[a-z0-9-]+", namn):
            yield Fault(
                Place(page.file),
                "Sidans filnamn blir dess adress.",
                f"Använd bara små bokstäver a–z, siffror och bindestreck, utan mapp: {ascii_id(namn).replace('/', '-')}.md",
            )
        elif namn not in här.webbplats.sidor:
            yield Fault(
                Place(page.file),
                f"Sidan står inte i menyn för {här.webbplats.id}.",
                f"Lägg till {namn} under meny i webbplatser.yml, eller ta bort filen.",
            )
        for place, target in pages.page_links(page):
            if target not in files:
                yield Fault(place, f'Länken leder till "{target}", som inte finns.', nearest(target, found))
        yield from _old_names(här, page)


def _old_names(här: Här, page: pages.Page) -> Iterator[Fault]:
    """A page does not call a contact what it was called before."""
    for start, wrong in called_before(renamed(här.kontakter, här.idag), page.text):
        yield Fault(Place(page.file, *line_and_column(page.text, start)), wrong, NEW_NAME)


def roller_får_svar(här: Här) -> Iterator[Fault]:
    """Each role that a website answers has its situations."""
    for roll in här.roller:
        situations = här.register.situationer_i(här.lokalt).values()
        if not any(roll in m.roller(s.för) and views.steps(här, s, roll) for s in situations if not s.skylt):
            yield Fault(
                här.register.place(här.webbplats, "roller"),
                f'Rollen "{roll}" har inga lägen på {här.webbplats.id}.',
                "Lägg till rollen i ett läge i situationer.yml, eller ta bort den här.",
            )


def steg_når_någon(här: Här) -> Iterator[Fault]:
    """Each step's contact is visible to the website and takes the reader's age; nobody meets a closed line."""
    for roll, situation, steg in _asked(här):
        kontakt, _ = views.find_kontakt(här, steg.kontakt)
        place = här.register.place(steg, "kontakt")
        if kontakt.omdöme is m.Omdöme.avstängd:
            yield Fault(place, f'"{kontakt.namn}" är avstängd men ska kontaktas i läget "{situation.id}".', "Välj en annan kontakt.")
        if kontakt.för_yrkesverksamma == "ja" and roll not in m.PERSONAL:
            yield Fault(place, f'"{kontakt.namn}" är bara för yrkesverksamma, inte för "{roll}".', "Begränsa steget med för: [medarbetare].")
        if not covers(kontakt.ålder, AGES.get(roll, ADULT)):
            yield Fault(place, f'"{kontakt.namn}" är inte för åldern i rollen "{roll}" (läget "{situation.id}").', "Begränsa steget med för: till rätt roller.")


def _asked(här: Här) -> Iterator[tuple[m.Roll, m.Situation, m.Steg]]:
    for situation in här.register.situationer_i(här.lokalt).values():
        for roll in här.roller:
            if roll in m.roller(situation.för):
                for steg in views.steps(här, situation, roll):
                    if steg.kontakt:
                        yield roll, situation, steg


def första_kontakten_har_telefon(websites: list[Här]) -> Iterator[Fault]:
    """The first contact of a situation, for any role, has a telephone; or no way in at all, and is reached by its reserv."""
    used: dict[int, tuple[Place, m.Kontakt, set[str]]] = {}
    for här in websites:
        first: dict[tuple[m.Roll, str], m.Steg] = {}
        for roll, situation, steg in _asked(här):
            first.setdefault((roll, situation.id), steg)
        for (_, situation), steg in first.items():
            kontakt, _ = views.find_kontakt(här, steg.kontakt)
            if kontakt.id != VÄXEL and kontakt.vägar and not has_phone(kontakt):
                used.setdefault(id(kontakt), (här.register.place(kontakt), kontakt, set()))[2].add(situation)
    for place, kontakt, situations in used.values():
        count = "1 läge" if len(situations) == 1 else f"{len(situations)} lägen"
        yield Fault(
            place,
            f'"{kontakt.id}" har inget telefonnummer men används först i {count}.',
            f"Lägg till telefon, eller låt funktionen gå genom växeln: kontakt: {VÄXEL}, med be_om och lucka.",
        )


def brådskande_når_någon_nu(här: Här) -> Iterator[Fault]:
    """Each urgent situation reaches something open round the clock, for every role."""
    reached: dict[tuple[str, m.Roll], bool] = {}
    for roll, situation, steg in _asked(här):
        if situation.brådska is not m.Brådska.råd:
            kontakt, _ = views.find_kontakt(här, steg.kontakt)
            key = situation.id, roll
            reached[key] = reached.get(key, False) or open_always(här, kontakt)
    for situation in här.register.situationer_i(här.lokalt).values():
        for roll in här.roller:
            if roll in m.roller(situation.för) and situation.brådska is not m.Brådska.råd:
                if not reached.get((situation.id, roll)):
                    yield Fault(
                        här.register.place(situation),
                        f'Läget "{situation.id}" når ingen som svarar dygnet runt för rollen "{roll}" på {här.webbplats.id}.',
                        "Lägg till ett steg med en kontakt som har öppet dygnet runt, eller utanför_öppettid på kontakten.",
                    )


def open_always(här: Här, kontakt: m.Kontakt) -> bool:
    """Whether the contact, or the one who answers outside its hours, is open round the clock by phone."""
    visited: set[str] = set()
    current: m.Kontakt | None = kontakt
    while current and current.id not in visited:
        visited.add(current.id)
        if any(isinstance(väg, m.Telefon) and väg.öppet.dygnet_runt for väg in current.vägar):
            return True
        current = här.kontakter.get(current.utanför_öppettid or ("" if current.vägar else VÄXEL))
    return False


WEBSITE_RULES: tuple[Callable[[Här], Iterator[Fault]], ...] = (
    inklistrat_finns,
    roller_får_svar,
    steg_når_någon,
    brådskande_når_någon_nu,
    *FRAME_RULES,
)
