"""What must hold of opening hours: no two spans at once, no two seasons at once, nothing that contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator

from vagvisaren.faults import Fault
from vagvisaren.records import model as m
from vagvisaren.records.formats import DYGN, VECKODAGAR, Tid
from vagvisaren.records.hours import end, is_within, season_in_words
from vagvisaren.records.register import Register

VECKA = 7 * DYGN


def hours_faults(register: Register) -> Iterator[Fault]:
    """No two spans are open at once, no two seasons hold at once, and nothing contradicts `helgdagar`."""
    for väg in _ways_in(register):
        for record in (väg, *väg.säsonger):
            yield from _overlap_faults(register, record)
            yield from _holiday_faults(register, väg, record)
        for i, säsong in enumerate(väg.säsonger):
            for other in väg.säsonger[:i]:
                if _share_days(säsong, other):
                    yield Fault(
                        register.place(säsong, "från"),
                        f"Säsongerna {season_in_words(säsong)} och {season_in_words(other)} har dagar gemensamt.",
                        "Låt den ena sluta dagen innan den andra börjar.",
                    )


def _ways_in(register: Register) -> Iterator[m.Väg]:
    owners: list[m.Kontakt | m.Aktör] = [*register.samhällsnummer.values(), *register.stödlinjer.values()]
    owners += register.aktörer.values()
    for lokalt in register.kommuner.values():
        owners += (*lokalt.kommun.kontakter, *lokalt.kommun.aktörer)
    return (väg for owner in owners for väg in owner.vägar)


def _overlap_faults(register: Register, record: m.Väg | m.Säsong) -> Iterator[Fault]:
    tider = record.öppet.tider
    for i, tid in enumerate(tider):
        for other in tider[:i]:
            dag = _clash(tid, other)
            if dag is not None:
                yield Fault(
                    register.place(record, "öppet", i),
                    f'"{tid.text}" och "{other.text}" överlappar varandra på {VECKODAGAR[dag]}dagar.',
                    "Låt den ena börja när den andra slutar.",
                )


def _clash(one: Tid, other: Tid) -> int | None:
    """The weekday on which two spans are open at once, also past midnight; None when there is none."""
    for a, b in _in_week(one):
        for c, d in _in_week(other):
            for week in (-VECKA, 0, VECKA):
                if a < d + week and c + week < b:
                    return max(a, c + week) % VECKA // DYGN
    return None


def _in_week(tid: Tid) -> list[tuple[int, int]]:
    return [(dag * DYGN + tid.från, dag * DYGN + end(tid.från, tid.till)) for dag in sorted(tid.dagar)]


def _share_days(one: m.Säsong, other: m.Säsong) -> bool:
    return is_within(one.från, one.till, other.från) or is_within(other.från, other.till, one.från)


def _holiday_faults(register: Register, väg: m.Väg, record: m.Väg | m.Säsong) -> Iterator[Fault]:
    always = ["dygnet runt"] if record.öppet.dygnet_runt else [tid.text for tid in record.öppet.tider if tid.alla_dagar]
    never = [tid.text for tid in record.öppet.tider if tid.helgfri]
    if väg.helgdagar == "stängt" and always:
        wrong, write = f'"{always[0]}" gäller också helgdagar, men helgdagar är stängt.', "Skriv mån–sön med klockslag"
    elif väg.helgdagar == "öppet" and never:
        wrong, write = f'"{never[0]}" gäller inte helgdagar, men helgdagar är öppet.', "Ta bort ordet helgfria"
    else:
        return
    yield Fault(register.place(väg, "helgdagar"), wrong, f"{write}, eller ta bort raden helgdagar.")
