"""What must hold of a contact over time: its validity, its avvikelser, and what sources contradict each other about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from vagvisaren.faults import Fault
from vagvisaren.records import dates
from vagvisaren.records import model as m
from vagvisaren.records.ageing import is_giltig
from vagvisaren.records.register import Lokalt, Register
from vagvisaren.shown.views import VÄXEL


def giltig_går_framåt(register: Register) -> Iterator[Fault]:
    """The last day on which something holds does not come before the first."""
    for lokalt in register.kommuner.values():
        for one in (*register.kontakter(lokalt).values(), *register.aktörer_i(lokalt).values()):
            if one.giltig.från and one.giltig.till and one.giltig.till < one.giltig.från:
                yield Fault(
                    register.place(one.giltig, "till"),
                    f"Den sista dagen, {one.giltig.till}, kommer före den första, {one.giltig.från}.",
                    "Rätta en av dagarna.",
                )


def växel_och_samhällsnummer_gäller_alltid(register: Register) -> Iterator[Fault]:
    """The last reserv of all, and what a plate calls, never ends, and nobody else stands in a plate's words."""
    for lokalt, kontakt in _contacts(register):
        if isinstance(kontakt, m.Samhällsnummer) or kontakt.id == VÄXEL:
            if kontakt.giltig != m.Giltighet() or kontakt.ersatt_av:
                yield Fault(
                    register.place(kontakt, "giltig" if kontakt.giltig != m.Giltighet() else "ersatt_av"),
                    f'"{kontakt.namn}" är en sista reserv och kan inte sluta gälla.',
                    "Ändra numret i stället, när det nya gäller.",
                )
        for one in kontakt.avvikelser:
            if one.ersatt_med and isinstance(kontakt, m.Samhällsnummer):
                yield Fault(register.place(one, "ersatt_med"), f'Ingen kan stå i stället för "{kontakt.namn}".', "Ta bort ersatt_med.")
            elif one.ersatt_med and not has_phone(register.kontakter(lokalt)[one.ersatt_med]) and has_phone(kontakt):
                yield Fault(register.place(one, "ersatt_med"), f'"{kontakt.namn}" har telefon, men den som står i stället har ingen.', "Välj en kontakt med telefon.")


def has_phone(kontakt: m.Kontakt) -> bool:
    return any(isinstance(väg, m.Telefon) for väg in kontakt.vägar)


def efterträdare_kan_visas(register: Register) -> Iterator[Fault]:
    """Who takes over is not closed, and has begun on the day after the last."""
    for lokalt, kontakt in _contacts(register):
        other = register.kontakter(lokalt)[kontakt.ersatt_av] if kontakt.ersatt_av else None
        if other is None:
            continue
        if other.omdöme is m.Omdöme.avstängd:
            yield Fault(register.place(kontakt, "ersatt_av"), f'"{other.namn}" är avstängd och kan inte ta över.', "Välj en annan kontakt.")
        elif kontakt.giltig.till and other.giltig.från and (other.giltig.från - kontakt.giltig.till).days > 1:
            yield Fault(register.place(kontakt, "ersatt_av"), f'"{other.namn}" gäller först från {other.giltig.från}.', "Låt den ena sluta dagen innan den andra börjar.")
        elif kontakt.giltig.till is None:
            yield Fault(register.place(kontakt, "ersatt_av"), f'Den sista dagen för "{kontakt.namn}" saknas.', "Skriv giltig: {till: åååå-mm-dd}.")


def avvikelser_går_framåt(register: Register) -> Iterator[Fault]:
    """An avvikelse ends after it begins, and no two of a contact overlap."""
    for _, kontakt in _contacts(register):
        for i, one in enumerate(kontakt.avvikelser):
            if one.till and one.till < one.från:
                yield Fault(
                    register.place(one, "till"),
                    f"Avvikelsen slutar {one.till}, innan den börjar {one.från}.",
                    "Rätta en av dagarna.",
                )
            for other in kontakt.avvikelser[:i]:
                if _overlap(one, other):
                    yield Fault(
                        register.place(one, "från"),
                        f'Två avvikelser för "{kontakt.namn}" gäller samma dagar (den andra: {dates.span_in_words(other.från, other.till)}).',
                        "Låt den ena sluta dagen innan den andra börjar.",
                    )


def _overlap(one: m.Avvikelse, other: m.Avvikelse) -> bool:
    return one.från <= (other.till or date.max) and other.från <= (one.till or date.max)


def ersatt_med_kan_visas(register: Register) -> Iterator[Fault]:
    """The contact that stands in during an avvikelse is another one, and can itself be shown the whole time."""
    for lokalt, kontakt in _contacts(register):
        known = register.kontakter(lokalt)
        for one in kontakt.avvikelser:
            if one.ersatt_med and (wrong := _unfit(known[one.ersatt_med], kontakt, one)):
                yield Fault(register.place(one, "ersatt_med"), *wrong)


def _unfit(other: m.Kontakt, kontakt: m.Kontakt, one: m.Avvikelse) -> tuple[str, str] | None:
    """What is wrong with who stands in, and what to write; None when it can."""
    another = "Välj en annan kontakt."
    if other is kontakt:
        return "Kontakten ersätts med sig själv.", another
    if other.omdöme is m.Omdöme.avstängd:
        return f'"{other.namn}" är avstängd och kan inte stå i stället.', another
    if not other.vägar:
        return f'"{other.namn}" har ingen väg in och kan inte stå i stället.', another
    last = one.till or other.giltig.till or one.från
    if not (is_giltig(other.giltig, one.från) and is_giltig(other.giltig, last)):
        return f'"{other.namn}" gäller inte hela tiden {dates.span_in_words(one.från, one.till)}.', another
    for away in other.avvikelser:
        if away.ersatt_med and _overlap(one, away):
            return f'"{other.namn}" är själv borta {dates.span_in_words(away.från, away.till)}.', another
    return None


_OMSTRIDD_VÄG: dict[m.Omstritt, tuple[type[m.Väg], ...]] = {
    m.Omstritt.nummer: (m.Telefon, m.Sms),
    m.Omstritt.adress: (m.Besök, m.Brev),
    m.Omstritt.e_post: (m.Epost,),
}


def motstridigt_visas_inte(register: Register) -> Iterator[Fault]:
    """What sources contradict each other about is not shown: it is okänt, or the contact waits for a check."""
    for _, kontakt in _contacts(register):
        if kontakt.omdöme is m.Omdöme.ja:
            for omstritt in kontakt.motstridigt:
                if _shows(kontakt, omstritt):
                    yield Fault(
                        register.place(kontakt, "motstridigt", omstritt.value),
                        f'Källorna säger olika om {omstritt.value} för "{kontakt.namn}", och ändå visas det.',
                        "Skriv okänt, eller omdöme: kontroll tills någon har frågat.",
                    )


def _shows(kontakt: m.Kontakt, omstritt: m.Omstritt) -> bool:
    match omstritt:
        case m.Omstritt.tider:
            phones = [väg for väg in kontakt.vägar if isinstance(väg, m.Telefon)]
            return any(väg.öppet.dygnet_runt or väg.öppet.tider for väg in phones or kontakt.vägar)
        case m.Omstritt.ålder:
            return kontakt.ålder != m.Ålder()
        case m.Omstritt.kostnad | m.Omstritt.huvudman:
            return getattr(kontakt, omstritt.value, m.OKÄNT) != m.OKÄNT
    return any(isinstance(väg, _OMSTRIDD_VÄG[omstritt]) for väg in kontakt.vägar)


def _contacts(register: Register) -> Iterable[tuple[Lokalt, m.Kontakt]]:
    return ((lokalt, kontakt) for lokalt in register.kommuner.values() for kontakt in register.kontakter(lokalt).values())


TIME_RULES: tuple[Callable[[Register], Iterator[Fault]], ...] = (
    giltig_går_framåt,
    växel_och_samhällsnummer_gäller_alltid,
    efterträdare_kan_visas,
    avvikelser_går_framåt,
    ersatt_med_kan_visas,
    motstridigt_visas_inte,
)
