"""What must hold between the records. Each rule is a small generator; its docstring is the rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from datetime import date
from pathlib import Path

from vagvisaren import model as m
from vagvisaren import pages, views
from vagvisaren.faults import Fault, Faulty, Place, close_words, enumerate_words, nearest
from vagvisaren.formats import ascii_id, first_day, is_kort, split_stöd
from vagvisaren.hours_checks import hours_faults
from vagvisaren.number_lock import data_faults, source_faults
from vagvisaren.plan_checks import frozen_faults, plan_faults, plan_reference_faults
from vagvisaren.register import Lokalt, Register, anchor, load
from vagvisaren.time_checks import TIME_RULES
from vagvisaren.usage_checks import answered, with_uses
from vagvisaren.views import VÄXEL, Här

# A reader's age, in whole years: `ung` is under 18, everyone else is an adult.
AGES = {m.Roll.ung: (0, 17)}
ADULT = (18, 120)


def kontroll(root: Path, idag: date) -> Register:
    """Check everything that can be checked without a site engine; raises `Faulty` with all faults."""
    faults = list(pages.own_faults(root))
    try:
        register = load(root, internt=True)
    except Faulty as fault:
        raise Faulty([*fault.faults, *faults]) from None
    broken = list(reference_faults(register))
    if broken:
        faults += [*broken, *granskad_av_en_roll(register), *plan_reference_faults(register), *pages_faults(root, register, idag)]
        raise Faulty(with_uses(faults, root, register, idag))
    # The rules below follow references, which are known to be whole.
    faults += [fault for rule in RULES for fault in rule(register)]
    faults += future_dates(register, idag)
    faults += plan_faults(register, idag)
    faults += frozen_faults(root, register)
    faults += website_faults(register, idag)
    faults += pages_faults(root, register, idag)
    faults += source_faults(root, register)
    if faults:
        raise Faulty(with_uses(faults, root, register, idag))
    return register


# ------------------------------------------------------------------ references


def reference_faults(register: Register) -> Iterator[Fault]:
    """Every id that a record names exists."""
    yield from _källa_faults(register)
    yield from _stöd_faults(register)
    yield from _aktör_faults(register)
    for lokalt in register.kommuner.values():
        yield from _lokala_faults(register, lokalt)


def _missing(register: Register, record: m.Post, path: tuple[str | int, ...], id_: str, what: str, known) -> Fault:
    return Fault(register.place(record, *path), f'{what} "{id_}" finns inte.', nearest(id_, known))


def _källa_faults(register: Register) -> Iterator[Fault]:
    for document, path in register.places.values():
        data = _part(document.data, path)
        if isinstance(data, dict) and "källa" in data and data["källa"] not in register.källor:
            yield Fault(
                document.place((*path, "källa")),
                f'Källan "{data["källa"]}" finns inte.',
                nearest(data["källa"], register.källor),
            )
    for källa in register.källor.values():
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
    return None


def _part(data: object, path: tuple[str | int, ...]) -> object:
    for step in path:
        data = data[step]  # type: ignore[index]
    return data


def _aktör_faults(register: Register) -> Iterator[Fault]:
    for lokalt in register.kommuner.values():
        known = register.aktörer_i(lokalt)
        for aktör in known.values():
            if aktör.ersatt_av and aktör.ersatt_av not in known:
                yield _missing(register, aktör, ("ersatt_av",), aktör.ersatt_av, "Aktören", known)
        for insats in lokalt.kommun.insatser:
            if insats.ansvarig not in known:
                yield _missing(register, insats, ("ansvarig",), insats.ansvarig, "Rollen", known)
    for råd in register.råd.values():
        for i, kommun in enumerate(råd.gäller if isinstance(råd.gäller, tuple) else ()):
            # A municipality may be gone from this checkout; a misspelt one is not.
            if kommun not in register.kommuner and close_words(kommun, register.kommuner):
                yield _missing(register, råd, ("gäller", i), kommun, "Kommunen", register.kommuner)


def _lokala_faults(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    kommun, kontakter = lokalt.kommun, register.kontakter(lokalt)
    aktörer = register.aktörer_i(lokalt)
    if VÄXEL not in kontakter:
        yield Fault(
            register.place(kommun, "kontakter"),
            f'{kommun.namn} har ingen kontakt med id "växel".',
            "Växeln är den sista reserven. Lägg till den.",
        )
    for field in ("region", "länsstyrelse"):
        if (id_ := getattr(kommun, field)) not in aktörer:
            yield _missing(register, kommun, (field,), id_, "Aktören", aktörer)
    for namn, funktion in kommun.funktioner.items():
        if funktion.kontakt not in kontakter:
            yield Fault(
                register.place(funktion, "kontakt"),
                f'Kontakten "{funktion.kontakt}" finns inte.',
                nearest(funktion.kontakt, kontakter),
            )
    for kontakt in kontakter.values():
        for field in ("reserv", "utanför_öppettid", "ersatt_av", "nummer_från"):
            if (id_ := getattr(kontakt, field)) and id_ not in kontakter:
                write = nearest(id_, kontakter)
                if id_ == VÄXEL:
                    continue  # said once, above
                yield Fault(register.place(kontakt, field), f'Kontakten "{id_}" finns inte.', write)
        for avvikelse in kontakt.avvikelser:
            if avvikelse.ersatt_med and avvikelse.ersatt_med not in kontakter:
                yield _missing(register, avvikelse, ("ersatt_med",), avvikelse.ersatt_med, "Kontakten", kontakter)
        for deltar in kontakt.deltar:
            if deltar.aktör not in aktörer:
                yield _missing(register, deltar, ("aktör",), deltar.aktör, "Aktören", aktörer)
    for text in (u for s in register.situationer_i(lokalt).values() for u in s.ingress):
        if text.handlar_om and text.handlar_om not in kontakter:
            yield _missing(register, text, ("handlar_om",), text.handlar_om, "Kontakten", kontakter)
    known = {*kontakter, *kommun.funktioner}
    for situation in register.situationer_i(lokalt).values():
        for steg in situation.steg:
            if steg.kontakt and steg.kontakt not in known and answered(lokalt, situation, steg):
                yield Fault(
                    register.place(steg, "kontakt"),
                    f'Funktionen eller kontakten "{steg.kontakt}" finns inte för {kommun.namn}.',
                    nearest(steg.kontakt, known),
                )
    for webbplats in lokalt.webbplatser:
        for field in ("publicerare", "innehållsansvarig"):
            id_ = getattr(webbplats, field)
            if id_ != m.OKÄNT and id_ not in aktörer:
                yield _missing(register, webbplats, (field,), id_, "Rollen", aktörer)


# ------------------------------------------------------------------ contacts


def växel_har_telefon(register: Register) -> Iterator[Fault]:
    """The switchboard is the last reserv of all, so it has a telephone."""
    for lokalt in register.kommuner.values():
        växel = register.kontakter(lokalt)[VÄXEL]
        if not any(isinstance(väg, m.Telefon) for väg in växel.vägar):
            yield Fault(register.place(växel), "Växeln saknar telefon.", "Lägg till raden - telefon: under vägar.")


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
    """A granskning is by a role that exists. What it was of may be gone since: a log is history."""
    for lokalt in register.kommuner.values():
        known = register.aktörer_i(lokalt)
        for granskning in lokalt.granskningar:
            if granskning.av not in known:
                yield _missing(register, granskning, ("av",), granskning.av, "Rollen", known)


def future_dates(register: Register, idag: date) -> Iterator[Fault]:
    """Nobody has read a source or checked a fact on a day that lies ahead."""
    for document, path in register.places.values():
        data = _part(document.data, path)
        datum = data.get("datum") if isinstance(data, dict) else None
        if isinstance(datum, str) and (first_day(datum) or idag) > idag:
            yield Fault(document.place((*path, "datum")), f"Datumet {datum} ligger framåt i tiden.", "Rätta datumet.")


def kortnummer(register: Register) -> Iterator[Fault]:
    """Short numbers are a closed list: they dial as they stand, so a wrong one reaches someone else."""
    for kontakt in _all_kontakter(register):
        for i, väg in enumerate(kontakt.vägar):
            nummer = getattr(väg, "telefon", None) or getattr(väg, "sms", None)
            if nummer and is_kort(nummer) and nummer not in register.kortnummer:
                yield Fault(
                    register.place(kontakt, "vägar", i),
                    f'"{nummer}" finns inte bland kortnumren i samhallsnummer.yml.',
                    nearest(nummer, register.kortnummer),
                )


def _all_kontakter(register: Register) -> Iterator[m.Kontakt]:
    yield from register.samhällsnummer.values()
    yield from register.stödlinjer.values()
    for lokalt in register.kommuner.values():
        yield from lokalt.kommun.kontakter


def avstängd_har_skäl(register: Register) -> Iterator[Fault]:
    """A closed contact says why."""
    for kontakt in _all_kontakter(register):
        if kontakt.omdöme is m.Omdöme.avstängd and not kontakt.skäl:
            yield Fault(register.place(kontakt), f'"{kontakt.namn}" är avstängd utan skäl.', "Lägg till raden skäl: …")


def reserv_tar_slut(register: Register) -> Iterator[Fault]:
    """Every chain of reserv ends at the switchboard or at a number that does not age, never at a closed one."""
    for lokalt in register.kommuner.values():
        kontakter = register.kontakter(lokalt)
        asked = {f.kontakt for f in lokalt.kommun.funktioner.values()}
        asked |= {steg.kontakt for s in register.situationer_i(lokalt).values() for steg in s.steg}
        for kontakt in kontakter.values():
            # A contact that no step leads to may be a name only, without any way in.
            nameless = not kontakt.vägar and not kontakt.reserv and kontakt.id not in asked
            if kontakt.omdöme is m.Omdöme.avstängd or nameless:
                continue
            yield from _chain_faults(register, kontakter, kontakt, lokalt)


def _chain_faults(
    register: Register, kontakter: dict[str, m.Kontakt], kontakt: m.Kontakt, lokalt: Lokalt
) -> Iterator[Fault]:
    chain = [kontakt]
    while chain[-1].reserv:
        nästa = kontakter[chain[-1].reserv]
        if nästa.omdöme is m.Omdöme.avstängd:
            yield Fault(register.place(kontakt, "reserv"), f'Reserven "{nästa.namn}" är avstängd.', "Välj en annan.")
            return
        if nästa in chain:
            names = enumerate_words(k.id for k in chain)
            yield Fault(register.place(kontakt, "reserv"), f"Reserverna går runt: {names}.", "Sluta med växel eller 112.")
            return
        chain.append(nästa)
    if chain[-1].id != VÄXEL and not isinstance(chain[-1], m.Samhällsnummer):
        yield Fault(
            register.place(kontakt), f'"{kontakt.namn}" saknar en reserv som alltid finns.', "Lägg till raden reserv: växel"
        )


def namn_står_en_gång(register: Register) -> Iterator[Fault]:
    """A municipality's contact or function does not take the name of a shared contact."""
    shared = {**register.stödlinjer, **register.samhällsnummer}
    for lokalt in register.kommuner.values():
        for kontakt in lokalt.kommun.kontakter:
            if kontakt.id in shared:
                where = register.place(shared[kontakt.id], "id")
                yield Fault(register.place(kontakt, "id"), f'id "{kontakt.id}" finns redan ({where}).', "Välj ett annat id.")
        for namn, funktion in lokalt.kommun.funktioner.items():
            if namn in shared:
                where = register.place(shared[namn], "id")
                yield Fault(register.place(funktion), f'Funktionen "{namn}" heter som en kontakt ({where}).', "Välj ett annat namn.")


def utanför_öppettid_tar_slut(register: Register) -> Iterator[Fault]:
    """Every chain of who answers when it is closed ends."""
    for lokalt in register.kommuner.values():
        kontakter = register.kontakter(lokalt)
        for kontakt in kontakter.values():
            chain = [kontakt]
            while (nästa := chain[-1].utanför_öppettid) and nästa not in {c.id for c in chain}:
                chain.append(kontakter[nästa])
            if nästa:
                names = enumerate_words(c.id for c in chain)
                yield Fault(
                    register.place(kontakt, "utanför_öppettid"), f"Kontakterna hänvisar runt till varandra: {names}.", "Sluta med 112."
                )


def utanför_öppettid_är_öppen(register: Register) -> Iterator[Fault]:
    """Who answers when it is closed is not closed for good."""
    for lokalt in register.kommuner.values():
        kontakter = register.kontakter(lokalt)
        for kontakt in kontakter.values():
            other = kontakter.get(kontakt.utanför_öppettid or "")
            if kontakt.omdöme is not m.Omdöme.avstängd and other and other.omdöme is m.Omdöme.avstängd:
                yield Fault(
                    register.place(kontakt, "utanför_öppettid"), f'"{other.namn}" är avstängd.', "Välj en annan kontakt."
                )


def efterträdare_tar_slut(register: Register) -> Iterator[Fault]:
    """Every chain of ersatt_av ends."""
    for lokalt in register.kommuner.values():
        for known in (register.kontakter(lokalt), register.aktörer_i(lokalt)):
            for one in known.values():
                chain = [one]
                while chain[-1].ersatt_av and chain[-1].ersatt_av not in {c.id for c in chain}:
                    chain.append(known[chain[-1].ersatt_av])
                if chain[-1].ersatt_av:
                    names = enumerate_words(c.id for c in chain)
                    yield Fault(register.place(one, "ersatt_av"), f"Efterträdarna går runt: {names}.", "Ta bort en ersatt_av.")


def reserv_passar_åldern(register: Register) -> Iterator[Fault]:
    """Nobody is sent to a line for another age, not as a reserv either."""
    for lokalt in register.kommuner.values():
        kontakter = register.kontakter(lokalt)
        for kontakt in kontakter.values():
            if kontakt.omdöme is m.Omdöme.avstängd:
                continue
            for record, field, id_ in _stand_ins(kontakt):
                other = kontakter.get(id_)
                if other and other.för_yrkesverksamma == "ja" and kontakt.för_yrkesverksamma == "nej":
                    yield Fault(
                        register.place(record, field), f'"{other.namn}" är bara för yrkesverksamma.', "Välj en annan kontakt."
                    )
                if other and not _covers(other.ålder, _span(kontakt.ålder)):
                    yield Fault(
                        register.place(record, field),
                        f'"{other.namn}" är för andra åldrar än "{kontakt.namn}".',
                        "Välj en kontakt som tar emot samma åldrar.",
                    )


def _stand_ins(kontakt: m.Kontakt) -> Iterator[tuple[m.Post, str, str]]:
    """Who may stand in the contact's place: the record and the field that name it, and its id."""
    named = ((kontakt, field, getattr(kontakt, field)) for field in ("reserv", "utanför_öppettid"))
    away = ((avvikelse, "ersatt_med", avvikelse.ersatt_med) for avvikelse in kontakt.avvikelser)
    return ((record, field, id_) for record, field, id_ in (*named, *away) if id_)


def _span(ålder: m.Ålder) -> tuple[int, int]:
    low = ålder.från if isinstance(ålder.från, int) else 0
    high = ålder.till if isinstance(ålder.till, int) else ADULT[1]
    return low, high


def _covers(ålder: m.Ålder, span: tuple[int, int]) -> bool:
    low, high = _span(ålder)
    return low <= span[0] and span[1] <= high


def kontorstid_har_annan_väg(register: Register) -> Iterator[Fault]:
    """A contact with office hours says who answers outside them."""
    for kontakt in _all_kontakter(register):
        if kontakt.omdöme is m.Omdöme.avstängd or not kontakt.vägar or kontakt.utanför_öppettid:
            continue
        if not any(väg.öppet.dygnet_runt for väg in kontakt.vägar) and any(väg.öppet.tider for väg in kontakt.vägar):
            yield Fault(
                register.place(kontakt),
                f'"{kontakt.namn}" säger inte vem som svarar när det är stängt.',
                "Lägg till raden utanför_öppettid: följd av en kontakts id.",
            )


def väg_in_eller_lucka(register: Register) -> Iterator[Fault]:
    """A function whose contact has no way in stands as a named gap, with what to ask the switchboard for."""
    for lokalt in register.kommuner.values():
        kontakter = register.kontakter(lokalt)
        for namn, funktion in lokalt.kommun.funktioner.items():
            kontakt = kontakter[funktion.kontakt]
            through_växel = kontakt.id == VÄXEL or not kontakt.vägar
            if through_växel and not (funktion.lucka and funktion.be_om):
                yield Fault(
                    register.place(funktion),
                    f'Funktionen "{namn}" går genom växeln.',
                    "Skriv både be_om: (vad växeln ska koppla till) och lucka: (frågan till kommunen).",
                )


# ------------------------------------------------------------------ situations


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
    växel_har_telefon,
    skylt_har_nummer,
    granskad_av_en_roll,
    *TIME_RULES,
    hours_faults,
    kortnummer,
    avstängd_har_skäl,
    reserv_tar_slut,
    namn_står_en_gång,
    utanför_öppettid_tar_slut,
    utanför_öppettid_är_öppen,
    efterträdare_tar_slut,
    reserv_passar_åldern,
    kontorstid_har_annan_väg,
    väg_in_eller_lucka,
    stöd_kan_hålla,
    arm_är_kort,
    anchors_are_unique,
    data_faults,
)


# ------------------------------------------------------------------ websites


def website_faults(register: Register, idag: date) -> Iterator[Fault]:
    """Every website answers its roles and reaches someone."""
    for webbplats in register.webbplatser.values():
        for rule in WEBSITE_RULES:
            yield from rule(Här(register, webbplats, idag))


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
        if not _covers(kontakt.ålder, AGES.get(roll, ADULT)):
            yield Fault(place, f'"{kontakt.namn}" är inte för åldern i rollen "{roll}" (läget "{situation.id}").', "Begränsa steget med för: till rätt roller.")


def _asked(här: Här) -> Iterator[tuple[m.Roll, m.Situation, m.Steg]]:
    for situation in här.register.situationer_i(här.lokalt).values():
        for roll in här.roller:
            if roll in m.roller(situation.för):
                for steg in views.steps(här, situation, roll):
                    if steg.kontakt:
                        yield roll, situation, steg


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
    roller_får_svar,
    steg_når_någon,
    brådskande_når_någon_nu,
)
