"""What must hold of each contact. Each rule is a small generator; its docstring is the rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vagvisaren.faults import Fault, enumerate_words, nearest
from vagvisaren.records import model as m
from vagvisaren.records.formats import is_kort, tel
from vagvisaren.records.references import nodes
from vagvisaren.records.register import Lokalt, Register
from vagvisaren.shown.review import Slag
from vagvisaren.shown.views import VÄXEL

ADULT = (18, 120)  # a reader's age, in whole years, unless the role says another


def växel_har_telefon(register: Register) -> Iterator[Fault]:
    """The switchboard is the last reserv of all, so it has a telephone."""
    for lokalt in register.kommuner.values():
        växel = register.kontakter(lokalt)[VÄXEL]
        if not any(isinstance(väg, m.Telefon) for väg in växel.vägar):
            yield Fault(register.place(växel), "Växeln saknar telefon.", "Lägg till raden - telefon: under vägar.")


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


def nummer_från_äger_numret(register: Register) -> Iterator[Fault]:
    """Who owns another's number is another, has that number, borrows it from nobody, and is not closed."""
    for lokalt in register.kommuner.values():
        kontakter = register.kontakter(lokalt)
        for kontakt in kontakter.values():
            owner = kontakter.get(kontakt.nummer_från or "")
            if owner and (owner.nummer_från or not _numbers(owner) & _numbers(kontakt)):
                yield Fault(
                    register.place(kontakt, "nummer_från"),
                    f'"{owner.namn}" äger inte numret till "{kontakt.namn}".',
                    "Nämn kontakten som har samma nummer som sitt eget, eller ta bort raden.",
                )
            elif owner and owner.omdöme is m.Omdöme.avstängd and kontakt.omdöme is not m.Omdöme.avstängd:
                yield Fault(register.place(kontakt, "nummer_från"), f'"{owner.namn}" är avstängd.', "Rätta numret, och ta bort raden.")


def _numbers(kontakt: m.Kontakt) -> set[str]:
    return {tel(nummer) for _, nummer, _ in _dialled(kontakt)}


def _dialled(kontakt: m.Kontakt) -> Iterator[tuple[int, str, str | None]]:
    """Each number of the contact: which way in, as it is printed, and what the caller asks for there."""
    for i, väg in enumerate(kontakt.vägar):
        if nummer := getattr(väg, "telefon", None) or getattr(väg, "sms", None):
            yield i, nummer, getattr(väg, "säg", None)


def nummer_är_ens_eget(register: Register) -> Iterator[Fault]:
    """A number is one contact's, also across municipalities. Another has it only if one of the two names the other in
    nummer_från, or says what to ask for there (säg); what was a closed contact's own is nobody's."""
    owners: dict[str, list[tuple[m.Kontakt, str | None, bool]]] = {}
    for kommun, kontakt in _with_owner(register):
        for i, nummer, säg in _dialled(kontakt):
            closed = kontakt.omdöme is m.Omdöme.avstängd
            for other, elsewhere, asks in owners.setdefault(tel(nummer), []):
                if other is not kontakt and not _share(kontakt, bool(säg), other, asks, elsewhere not in (None, kommun)):
                    yield _taken(register, kontakt, i, nummer, other)
            if not closed or not (säg or kontakt.nummer_från):
                owners[tel(nummer)].append((kontakt, kommun, bool(säg)))


def _with_owner(register: Register) -> Iterator[tuple[str | None, m.Kontakt]]:
    """Every contact and the municipality whose it is (None: shared): the closed first, so that the living is the fault."""
    shared = ((None, kontakt) for kontakt in (*register.samhällsnummer.values(), *register.stödlinjer.values()))
    local = ((lokalt.mapp, kontakt) for lokalt in register.kommuner.values() for kontakt in lokalt.kommun.kontakter)
    yield from sorted((*shared, *local), key=lambda one: one[1].omdöme is not m.Omdöme.avstängd)


def _share(kontakt: m.Kontakt, säg: bool, other: m.Kontakt, other_säg: bool, elsewhere: bool) -> bool:
    """Whether two contacts may have the same number."""
    if m.Omdöme.avstängd in (kontakt.omdöme, other.omdöme):
        return kontakt.omdöme is other.omdöme
    same_owner = (kontakt.nummer_från or kontakt.id) == (other.nummer_från or other.id)
    return not elsewhere and (same_owner or säg or other_säg)


def _taken(register: Register, kontakt: m.Kontakt, i: int, nummer: str, other: m.Kontakt) -> Fault:
    closed = other.omdöme is m.Omdöme.avstängd
    wrong = f'Numret {nummer} är redan "{other.namn}"{" (avstängd)" if closed else ""}.'
    file = register.place(other).file
    whose = "" if file == register.place(kontakt).file or closed else f" Det andra står i {file}."
    return Fault(register.place(kontakt, "vägar", i), wrong, f"Rätta numret.{whose}")


def namn_står_en_gång(register: Register) -> Iterator[Fault]:
    """A municipality's contact or function does not take the name of a shared contact, or of a text that is approved;
    a function that is named as the municipality's own contact leads to that contact."""
    for kontakt in _all_kontakter(register):
        if kontakt.id in (Slag.plan, Slag.insatser):
            yield Fault(register.place(kontakt, "id"), f'En kontakt kan inte ha id "{kontakt.id}".', "Välj ett annat id.")
    shared = {**register.stödlinjer, **register.samhällsnummer}
    for lokalt in register.kommuner.values():
        own_contacts = {kontakt.id: kontakt for kontakt in lokalt.kommun.kontakter}
        for kontakt in lokalt.kommun.kontakter:
            if kontakt.id in shared:
                where = register.place(shared[kontakt.id], "id")
                yield Fault(register.place(kontakt, "id"), f'id "{kontakt.id}" finns redan ({where}).', "Välj ett annat id.")
        for namn, funktion in lokalt.kommun.funktioner.items():
            if (own := own_contacts.get(namn)) and funktion.kontakt != namn:
                where = register.place(own, "id")
                wrong = f'Funktionen "{namn}" heter som en kontakt ({where}) men leder till "{funktion.kontakt}".'
                yield Fault(register.place(funktion), wrong, f"Ta bort kontakten på rad {where.line} om den inte används, eller skriv kontakt: {namn}")
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
                if other and not covers(other.ålder, _span(kontakt.ålder)):
                    yield Fault(
                        register.place(record, field),
                        f'"{other.namn}" är för andra åldrar än "{kontakt.namn}".',
                        "Välj en kontakt som tar emot samma åldrar.",
                    )


def _stand_ins(kontakt: m.Kontakt) -> Iterator[tuple[m.Post, str, str]]:
    """Who may stand in the contact's place: the record and the field that name it, and its id."""
    named = ((kontakt, field, getattr(kontakt, field)) for field in ("reserv", "utanför_öppettid", "ersatt_av"))
    away = ((avvikelse, "ersatt_med", avvikelse.ersatt_med) for avvikelse in kontakt.avvikelser)
    return ((record, field, id_) for record, field, id_ in (*named, *away) if id_)


def _span(ålder: m.Ålder) -> tuple[int, int]:
    low = ålder.från if isinstance(ålder.från, int) else 0
    high = ålder.till if isinstance(ålder.till, int) else ADULT[1]
    return low, high


def covers(ålder: m.Ålder, span: tuple[int, int]) -> bool:
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


def namnet_hämtas(register: Register) -> Iterator[Fault]:
    """A sentence fetches the name of a line, so that it follows when the line changes its name; and nothing else."""
    names = {linje.namn: linje.id for linje in register.stödlinjer.values()}
    lines = re.compile(r"\b(" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\b") if names else None
    for node in nodes(register):
        match node.record:
            case m.Steg(gör=text, kontakt=about):
                where, how = "gör", "kontakt"
            case m.Utsaga(text=text, handlar_om=about):
                where, how = "text", "handlar_om"
            case _:
                continue
        place = register.place(node.record, where)
        if m.NAMN in text and about is None:
            yield Fault(place, f'"{m.NAMN}" är namnet på kontakten, men meningen har ingen.', f"Lägg till raden {how}: följd av en kontakts id.")
        if re.search(r"[{}]", text.replace(m.NAMN, "")):
            yield Fault(place, "Texten innehåller klamrar.", f"Bara {m.NAMN} får stå så, och blir kontaktens namn.")
        if found := lines and lines.search(text):
            more = f" och lägg till raden {how}: {names[found[0]]}" if about is None else ""
            yield Fault(place, f'Namnet "{found[0]}" är skrivet för hand.', f"Skriv {m.NAMN} i stället{more}: då följer meningen med när namnet ändras.")


def ålder_går_framåt(register: Register) -> Iterator[Fault]:
    """The lowest age is not above the highest: nobody would be of that age."""
    for kontakt in _all_kontakter(register):
        från, till = kontakt.ålder.från, kontakt.ålder.till
        if m.OKÄNT not in (från, till) and från > till:
            yield Fault(register.place(kontakt, "ålder"), f"Åldern börjar vid {från} och slutar vid {till}.", "Rätta från eller till.")


CONTACT_RULES: tuple[Callable[[Register], Iterator[Fault]], ...] = (
    växel_har_telefon,
    kortnummer,
    avstängd_har_skäl,
    reserv_tar_slut,
    nummer_från_äger_numret,
    nummer_är_ens_eget,
    namn_står_en_gång,
    utanför_öppettid_tar_slut,
    utanför_öppettid_är_öppen,
    efterträdare_tar_slut,
    ålder_går_framåt,
    reserv_passar_åldern,
    kontorstid_har_annan_väg,
    väg_in_eller_lucka,
    namnet_hämtas,
)
