"""The list of what to check, by who answers for it: as text, as a calendar; and the entry that says it is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from vagvisaren.faults import Fault, Faulty, Place, enumerate_words, nearest
from vagvisaren.records import model as m
from vagvisaren.records.ageing import avtryck
from vagvisaren.records.formats import ascii_id
from vagvisaren.records.register import Lokalt, Register
from vagvisaren.shown.review import INGEN, Uppgift, by_owner, state_in_words

if TYPE_CHECKING:
    from icalendar import Event


def listing(lokalt: Lokalt, register: Register, uppgifter: Sequence[Uppgift]) -> str:
    """The list as an editor reads it in the terminal."""
    rows = [lokalt.kommun.namn]
    for namn, own in by_owner(lokalt, register, uppgifter):
        rows += ["", f"{namn} ({len(own)})"]
        for uppgift in own:
            rows += [f"  {uppgift.id}  –  {uppgift.namn}", f"      {state_in_words(uppgift)}. {uppgift.jämför}", f"      {uppgift.plats}"]
    if len(rows) == 1:
        rows.append("Ingenting behöver granskas nu.")
    return "\n".join(rows)


# ------------------------------------------------------------------ the calendar


def calendar(found: Iterable[tuple[Lokalt, Sequence[Uppgift]]], register: Register, idag: date) -> bytes:
    """An iCalendar file with one whole day per uppgift. Its UIDs are the same every time, so that a calendar that
    reads the file again moves what it has instead of doubling it."""
    from icalendar import Calendar  # slow to load, and only needed here

    made = Calendar()
    made.add("prodid", "-//Vägvisaren//granskning//SV")
    made.add("version", "2.0")
    made.add("name", "Att granska")
    for lokalt, uppgifter in found:
        roles = register.rollnamn(lokalt)
        for uppgift in uppgifter:
            made.add_component(_event(lokalt, uppgift, roles.get(uppgift.ägare, INGEN), register.tider, idag))
    return made.to_ical()


def _event(lokalt: Lokalt, uppgift: Uppgift, ägare: str, tider: m.Granskningstider, idag: date) -> Event:
    from icalendar import Event

    day = uppgift.dags(tider, idag)
    event = Event()
    event.add("uid", f"{lokalt.mapp}-{ascii_id(uppgift.id).replace('/', '-').replace(':', '-')}@vagvisaren")
    event.add("dtstamp", datetime.combine(idag, time(12), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"Granska: {uppgift.namn} ({lokalt.kommun.namn})")
    event.add("description", f"{ägare}. {state_in_words(uppgift)}. {uppgift.jämför} Id: {uppgift.id}")
    event.add("transp", "TRANSPARENT")
    return event


# ------------------------------------------------------------------ done


def entry_of(uppgift: Uppgift, av: str, hur: str, datum: str) -> dict[str, str | dict[str, str]]:
    """The row that says that this very value was checked, in the log's own words."""
    return {"uppgift": uppgift.id, "avtryck": avtryck(uppgift.delar), "datum": datum, "av": av, "hur": hur}


def find(uppgifter: Iterable[Uppgift], id_: str) -> Uppgift:
    """The uppgift with an id, which may be written without å, ä and ö, and without its kind where only one has it;
    raises `Faulty` with the nearest."""
    known = {ascii_id(uppgift.id): uppgift for uppgift in uppgifter}
    wanted = ascii_id(id_)
    found = [known[wanted]] if wanted in known else [u for key, u in known.items() if key.rpartition(":")[2] == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        wrong, write = f'"{id_}" är flera saker här.', f"Skriv {enumerate_words((u.id for u in found), 'eller')}."
    else:
        wrong, ids = f'"{id_}" är inget som ska granskas här.', (u.id for u in known.values())
        write = nearest(id_, ids) or "Kör granskning utan klar för att se vad som finns."
    raise Faulty([Fault(Place("granskning klar", 0), wrong, write)])


def local_roles(lokalt: Lokalt) -> list[str]:
    """The ids of the municipality's own roles; where it has none, of all its own actors."""
    own = [aktör for aktör in lokalt.kommun.aktörer if aktör.nivå == "lokal"]
    return [aktör.id for aktör in own if aktör.slag == "roll"] or [aktör.id for aktör in own]


def find_role(register: Register, lokalt: Lokalt, av: str) -> str:
    """A role's id as the data spell it: a command may be written without å, ä and ö."""
    return {ascii_id(id_): id_ for id_ in register.aktörer_i(lokalt)}.get(ascii_id(av), av)


def refuse_wrong_role(lokalt: Lokalt, uppgift: Uppgift, av: str) -> None:
    """A text is approved now by the role that answers for the content now. Raises `Faulty`."""
    answers = {w.innehållsansvarig for w in lokalt.webbplatser} - {m.OKÄNT}
    if uppgift.is_text and av not in answers:
        write = f"Skriv --av {enumerate_words(sorted(answers), 'eller')}." if answers else f"Skriv först vem som är innehållsansvarig, i data/{lokalt.mapp}/webbplatser.yml."
        raise Faulty([Fault(Place("--av", 0), f'"{av}" svarar inte för innehållet och kan inte godkänna en text.', write)])
