"""python -m vagvisaren KOMMANDO: what an editor can do without the site engine."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

from vagvisaren import agenda, checks, dates, log, pages, review, usage
from vagvisaren import model as m
from vagvisaren.faults import Fault, Faulty, Place, enumerate_words, report
from vagvisaren.formats import ascii_id
from vagvisaren.plan_checks import lines_accounted
from vagvisaren.register import Register


class Parser(argparse.ArgumentParser):
    """argparse says its errors in English: here the usage says them."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"Kommandot är inte rätt skrivet. {self.format_usage()}Mer hjälp: {self.prog} -h\n")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Skriv så här:", 1)

    def format_help(self) -> str:
        words = {"usage:": "Skriv så här:", "positional arguments:": "Ord:", "options:": "Val:"}
        text = super().format_help()
        for english, swedish in words.items():
            text = text.replace(english, swedish, 1)
        return text


def parser() -> argparse.ArgumentParser:
    """The commands and their arguments, in Swedish."""
    top = Parser(
        prog="python -m vagvisaren", description="Vägvisarens kommandon för den som redigerar.", add_help=False
    )
    top.add_argument("-h", "--help", action="help", help="visar den här hjälpen")
    commands = top.add_subparsers(dest="kommando", required=True, metavar="KOMMANDO")

    def command(namn: str, hjälp: str, kommun: bool = True, krävs: bool = True) -> argparse.ArgumentParser:
        own = commands.add_parser(ascii_id(namn), aliases=[namn] if ascii_id(namn) != namn else [], help=hjälp, description=hjälp, add_help=False)
        own.add_argument("-h", "--help", action="help", help="visar den här hjälpen")
        if kommun:
            own.add_argument("--kommun", required=krävs, help="kommunens mapp under data/, till exempel den i data/KOMMUN")
        return own

    command("kontroll", "läser alla data och sidor och visar alla fel", kommun=False)
    granskning = command("granskning", "visar vad som ska granskas och gör granskning.ics, eller skriver att något är granskat", krävs=False)
    granskning.add_argument("klar", nargs="*", metavar="klar ID", help="ordet klar och sedan id för det som är granskat")
    granskning.add_argument("--av", help="rollen som har granskat, som id")
    granskning.add_argument("--hur", choices=[*m.Hur], metavar="HUR", help=f"{enumerate_words(m.Hur, 'eller')}")
    granskning.add_argument("--datum", help="dagen, om det inte är i dag")
    används = command("används", "visar var ett id används: i data, på sidor och på vilka webbplatser", kommun=False)
    används.add_argument("id", help="id för en kontakt, en funktion, en aktör, en källa, ett råd, en text, ett läge eller en webbplats")
    bedöm = command("bedöm", "lägger till en bedömning av ett område i planen")
    bedöm.add_argument("område", help="områdets id i plan.yml")
    bedöm.add_argument("uppfyllelse", help="helt, delvis eller ej")
    bedöm.add_argument("--av", required=True, help="rollen som bedömer, som id")
    bedöm.add_argument("--belagg", "--belägg", dest="belägg", required=True, help="vad bedömningen bygger på")
    bedöm.add_argument("--datum", help="dagen, om det inte är i dag")
    mätvärde = command("mätvärde", "lägger till ett mätvärde för en indikator")
    mätvärde.add_argument("indikator", help="indikatorns id i plan.yml")
    mätvärde.add_argument("period", help="2026, 2026-1 eller 2026-2027")
    mätvärde.add_argument("värde", help="ett tal, ja, nej eller 9 av 12")
    mätvärde.add_argument("--dimension", help="delen, om indikatorn har delar")
    mätvärde.add_argument("--underlag", required=True, help="vad värdet bygger på")
    mätvärde.add_argument("--av", required=True, help="rollen som lämnar värdet, som id")
    mätvärde.add_argument("--datum", help="dagen, om det inte är i dag")
    rapport = command("rapport", "fryser en uppföljningsrapport för en period")
    rapport.add_argument("period", help="2026, eller 2026-2027 för två år")
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 when there are faults, which are printed."""
    chosen = parser().parse_args(arguments)
    chosen.kommando = ascii_id(chosen.kommando)
    try:
        idag = dates.today(os.environ.get("IDAG"))
        root = Path.cwd()
        if not (root / "data").is_dir():
            raise Faulty([Fault(Place(str(root), 0), "Här finns inga data.", "Kör kommandot i projektets mapp.")])
        run(chosen, root, checks.kontroll(root, idag), idag)
    except Faulty as fault:
        print(report(fault.faults, "byggt" if chosen.kommando == "kontroll" else "ändrat"), file=sys.stderr)
        return 1
    return 0


def run(chosen: argparse.Namespace, root: Path, register: Register, idag: date) -> None:
    """Carry out a command on data that are without faults; raises `Faulty`."""
    if chosen.kommando == "kontroll":
        covered, lines = lines_accounted(register)
        print(f"{covered} av {lines} rader i planerna är redovisade.")
        print(f"Allt stämmer. {len(register.webbplatser)} webbplatser och Redaktionen kan byggas.")
        return
    if chosen.kommando == "granskning":
        return granskning(chosen, root, register, idag)
    if chosen.kommando == "anvands":
        return print(usage.listing(usage.Uppslag(register, pages.read_all(root, register, idag), idag), chosen.id))
    lokalt = log.find_kommun(register, ascii_id(chosen.kommun))
    if chosen.kommando == "rapport":
        from vagvisaren.report import freeze  # the spreadsheet library is slow to load

        path = freeze(root, register, lokalt, chosen.period, idag)
    else:
        kind, entry = entry_of(chosen, idag)
        path = log.append(root, register, lokalt, kind, entry, idag)
    print(f"Klart: {path.relative_to(root).as_posix()}")


def granskning(chosen: argparse.Namespace, root: Path, register: Register, idag: date) -> None:
    """Print what is due and write the calendar; or, with klar, add to the log. Raises `Faulty`."""
    sidor = pages.read_all(root, register, idag)
    if chosen.klar:
        if chosen.klar[0] != "klar" or not (chosen.klar[1:] and chosen.av and chosen.hur and chosen.kommun):
            raise Faulty([Fault(Place("granskning", 0), "Något saknas.", "Skriv: granskning klar ID --av ROLL --hur HUR --kommun KOMMUN")])
        lokalt = log.find_kommun(register, ascii_id(chosen.kommun))
        known = review.uppgifter(register, lokalt, sidor, idag)
        done = [agenda.find(known, id_) for id_ in dict.fromkeys(chosen.klar[1:])]
        for uppgift in done:
            agenda.refuse_wrong_role(lokalt, uppgift, chosen.av, chosen.hur)
        entries = [agenda.entry_of(uppgift, chosen.av, chosen.hur, chosen.datum or idag.isoformat()) for uppgift in done]
        path = log.append_all(root, register, lokalt, log.GRANSKNINGAR, entries, idag)
        for uppgift in done:
            print(f"Granskad: {uppgift.namn}")
        return print(f"Klart: {path.relative_to(root).as_posix()}")
    chosen_ones = [log.find_kommun(register, ascii_id(chosen.kommun))] if chosen.kommun else register.kommuner.values()
    found = [(lokalt, review.uppgifter(register, lokalt, sidor, idag)) for lokalt in chosen_ones]
    print("\n\n".join(agenda.listing(lokalt, register, uppgifter) for lokalt, uppgifter in found))
    (root / "granskning.ics").write_bytes(agenda.calendar(found, register, idag))
    print("\nKalendern ligger i granskning.ics. Ring aldrig en stödlinje för att prova den.")


def entry_of(chosen: argparse.Namespace, idag: date) -> tuple[log.Log, dict[str, str]]:
    """The log that a command adds to, and the entry in the log's own words."""
    datum = chosen.datum or idag.isoformat()
    if chosen.kommando == "bedom":
        return log.BEDÖMNINGAR, {
            "område": chosen.område,
            "uppfyllelse": chosen.uppfyllelse,
            "datum": datum,
            "av": chosen.av,
            "belägg": chosen.belägg,
        }
    entry = {"indikator": chosen.indikator, "period": chosen.period, "dimension": chosen.dimension, "värde": chosen.värde}
    entry |= {"underlag": chosen.underlag, "datum": datum, "av": chosen.av}
    return log.MÄTVÄRDEN, {name: value for name, value in entry.items() if value is not None}


if __name__ == "__main__":
    sys.exit(main())
