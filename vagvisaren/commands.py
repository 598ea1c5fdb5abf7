"""The commands: what each asks for, and what it does. One pair of functions per command."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vagvisaren import checks
from vagvisaren.checks.plan_checks import lines_accounted
from vagvisaren.faults import Fault, Faulty, Place, enumerate_words
from vagvisaren.progress import Progress
from vagvisaren.records import dates
from vagvisaren.records import model as m
from vagvisaren.records.formats import ascii_id
from vagvisaren.records.register import Lokalt, Register
from vagvisaren.shown import agenda, pages, review, usage
from vagvisaren.tasks import log


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line, where and on which day."""

    root: Path
    idag: date
    said: argparse.Namespace

    def register(self) -> Register:
        """All data, without faults; raises `Faulty`."""
        return checks.kontroll(self.root, self.idag)

    def lokalt(self, register: Register) -> Lokalt:
        return log.find_kommun(register, ascii_id(self.said.kommun))

    @property
    def datum(self) -> str:
        return self.said.datum or self.idag.isoformat()

    def done(self, path: Path) -> None:
        print(f"Klart: {path.relative_to(self.root).as_posix()}")


@dataclass(frozen=True)
class Command:
    """A command: its name, what it does in a line, its arguments, and how it is carried out. `run` raises `Faulty`
    with what is wrong; `undone` is the word for what then was not done."""

    namn: str
    hjälp: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Asked], None]
    undone: str = "ändrat"


def _kommun(parser: argparse.ArgumentParser, required: bool = True) -> None:
    parser.add_argument("--kommun", required=required, help="kommunens mapp under data/, till exempel den i data/KOMMUN")


def _datum(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--datum", help="dagen, om det inte är i dag")


# ------------------------------------------------------------------ kontroll, används


def _no_arguments(_: argparse.ArgumentParser) -> None:
    pass


def kontroll(asked: Asked) -> None:
    register = asked.register()
    covered, lines = lines_accounted(register)
    print(f"{covered} av {lines} rader i planerna är redovisade.")
    print(f"Allt stämmer. {len(register.webbplatser)} webbplatser och Redaktionen kan byggas.")


def _används_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", help="id för en kontakt, en funktion, en aktör, en källa, ett råd, en text, ett läge eller en webbplats")


def används(asked: Asked) -> None:
    register = asked.register()
    print(usage.listing(usage.Uppslag(register, pages.read_all(asked.root, register, asked.idag), asked.idag), asked.said.id))


# ------------------------------------------------------------------ granskning

KALENDER = "granskning.ics"


def _granskning_arguments(parser: argparse.ArgumentParser) -> None:
    _kommun(parser, required=False)
    parser.add_argument("klar", nargs="*", metavar="klar ID", help="ordet klar och sedan id för det som är granskat")
    _granskat_av(parser)
    _datum(parser)


def _granskat_av(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--av", help="rollen som har granskat, som id")
    parser.add_argument("--hur", choices=[*m.Hur], metavar="HUR", help=enumerate_words(m.Hur, "eller"))


def granskning(asked: Asked) -> None:
    """Print what is due and write the calendar; or, with klar, add to the log."""
    register = asked.register()
    sidor = pages.read_all(asked.root, register, asked.idag)
    if asked.said.klar:
        return _klar(asked, register, sidor)
    chosen = [asked.lokalt(register)] if asked.said.kommun else register.kommuner.values()
    found = [(lokalt, review.uppgifter(register, lokalt, sidor, asked.idag)) for lokalt in chosen]
    unwritten = _write(asked.root / KALENDER, agenda.calendar(found, register, asked.idag))
    print("\n\n".join(agenda.listing(lokalt, register, uppgifter) for lokalt, uppgifter in found))
    if unwritten:
        raise Faulty([unwritten])
    whose = f" för {found[0][0].kommun.namn}" if asked.said.kommun else ""
    print(f"\nKalendern{whose} ligger i {KALENDER}. Ring aldrig en stödlinje för att prova den.")


def _write(path: Path, content: bytes) -> Fault | None:
    """Write a file; what is wrong when it cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as error:
        return Fault(Place(path.name, 0), f"Det gick inte att skriva: {error.strerror}.", "Stäng filen om den är öppen, eller ta bort den.")
    return None


def _klar(asked: Asked, register: Register, sidor: dict[str, tuple[pages.Page, ...]]) -> None:
    said = asked.said
    if said.klar[0] != "klar" or not (said.klar[1:] and said.av and said.hur and said.kommun):
        raise Faulty([Fault(Place("granskning", 0), "Något saknas.", "Skriv: granskning klar ID --av ROLL --hur HUR --kommun KOMMUN")])
    _note_checked(asked, register, asked.lokalt(register), sidor, said.klar[1:], asked.datum)


def _note_checked(
    asked: Asked, register: Register, lokalt: Lokalt, sidor: dict[str, tuple[pages.Page, ...]], ids: list[str], datum: str
) -> None:
    """Add to the log that a role has checked these."""
    known = review.uppgifter(register, lokalt, sidor, asked.idag)
    done = [agenda.find(known, id_) for id_ in dict.fromkeys(ids)]
    av = agenda.find_role(register, lokalt, asked.said.av)
    for uppgift in done:
        agenda.refuse_wrong_role(lokalt, uppgift, av)
    entries = [agenda.entry_of(uppgift, av, asked.said.hur, datum) for uppgift in done]
    path = log.append_all(asked.root, register, lokalt, log.GRANSKNINGAR, entries, asked.idag)
    for uppgift in done:
        print(f"Granskad: {uppgift.namn}")
    asked.done(path)


# ------------------------------------------------------------------ the plan's logs and reports


def _bedöm_arguments(parser: argparse.ArgumentParser) -> None:
    _kommun(parser)
    parser.add_argument("område", help="områdets id i plan.yml")
    parser.add_argument("uppfyllelse", help="helt, delvis eller ej")
    parser.add_argument("--av", required=True, help="rollen som bedömer, som id")
    parser.add_argument("--belagg", "--belägg", dest="belägg", required=True, help="vad bedömningen bygger på")
    _datum(parser)


def bedöm(asked: Asked) -> None:
    said = asked.said
    entry = {"område": said.område, "uppfyllelse": said.uppfyllelse, "datum": asked.datum, "av": said.av, "belägg": said.belägg}
    _append(asked, log.BEDÖMNINGAR, entry)


def _mätvärde_arguments(parser: argparse.ArgumentParser) -> None:
    _kommun(parser)
    parser.add_argument("indikator", help="indikatorns id i plan.yml")
    parser.add_argument("period", help="2026, 2026-1 eller 2026-2027")
    parser.add_argument("värde", help="ett tal, ja, nej eller 9 av 12")
    parser.add_argument("--dimension", help="delen, om indikatorn har delar")
    parser.add_argument("--underlag", required=True, help="vad värdet bygger på")
    parser.add_argument("--av", required=True, help="rollen som lämnar värdet, som id")
    _datum(parser)


def mätvärde(asked: Asked) -> None:
    said = asked.said
    entry = {"indikator": said.indikator, "period": said.period, "dimension": said.dimension, "värde": said.värde}
    entry |= {"underlag": said.underlag, "datum": asked.datum, "av": said.av}
    _append(asked, log.MÄTVÄRDEN, {name: value for name, value in entry.items() if value is not None})


def _append(asked: Asked, kind: log.Log, entry: dict[str, str]) -> None:
    register = asked.register()
    lokalt = asked.lokalt(register)
    entry["av"] = agenda.find_role(register, lokalt, entry["av"])
    asked.done(log.append(asked.root, register, lokalt, kind, entry, asked.idag))


def _rapport_arguments(parser: argparse.ArgumentParser) -> None:
    _kommun(parser)
    parser.add_argument("period", help="2026, eller 2026-2027 för två år")


def rapport(asked: Asked) -> None:
    from vagvisaren.tasks.report import freeze  # the spreadsheet library is slow to load

    register = asked.register()
    asked.done(freeze(asked.root, register, asked.lokalt(register), asked.said.period, asked.idag))


# ------------------------------------------------------------------ publishing


def _sekretess_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mapp", nargs="?", default="site", help="mappen med de byggda webbplatserna, om det inte är site")


class Unproved(Exception):
    """The search for internal values found a leak, or proved nothing: the command ends with 2."""


def sekretess(asked: Asked) -> None:
    """Search the built websites for internal values; raises `Unproved`."""
    from vagvisaren import secrecy

    site = asked.root / asked.said.mapp
    register = asked.register()
    if missing := [id_ for id_ in (pages.REDAKTIONEN, *register.webbplatser) if not (site / id_).is_dir()]:
        raise Unproved(f"Här är inget byggt: {enumerate_words(f'{asked.said.mapp}/{id_}' for id_ in missing)}. Bygg först.")
    proof = secrecy.prove(asked.root, site, register, asked.idag)
    if not proof.passed and not proof.verdict.leaks and _is_older(site, asked.root):
        raise Unproved(f"{asked.said.mapp} är byggt av äldre data. Skriv make först.")
    if not proof.passed:
        raise Unproved(proof.report)
    print(proof.report)


def _is_older(site: Path, root: Path) -> bool:
    """Whether something that an editor changes, or a folder of it, is newer than the built websites."""
    built = site.stat().st_mtime
    return any(path.stat().st_mtime > built for room in ("data", "docs") for path in (root / room).rglob("*"))


def _läge_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("webbplats", nargs="?", help="webbplatsen som --till gäller")
    parser.add_argument("--till", metavar="MÅL", help="där den är publicerad: en mapp, eller användare@värd:mapp")


def läge(asked: Asked) -> None:
    """How it stands with each website, and with what is published in a target."""
    from vagvisaren.publishing import publish, state
    from vagvisaren.shown.editors import Redaktion

    said, register = asked.said, asked.register()
    if bool(said.till) != bool(said.webbplats):
        raise Faulty([Fault(Place("lage", 0), "Skriv både webbplatsen och --till, eller ingen av dem.", "Skriv: lage WEBBPLATS --till MAPP")])
    targets = {publish.find_webbplats(register, said.webbplats).id: publish.open_target(said.till)} if said.till else {}
    redaktion = Redaktion(register, asked.idag, pages.read_all(asked.root, register, asked.idag))
    print("\n".join(state.rows(state.statuses(asked.root, redaktion, targets))))


def länkar(asked: Asked) -> None:
    """Ask each outside address once whether it answers."""
    from vagvisaren.tasks import outside

    wanted = outside.links(asked.register())
    print(f"{len(wanted)} adresser prövas, en i taget. Det tar några minuter. Avbryt med Ctrl-C.", flush=True)
    found = [one for one in outside.try_all(wanted) if outside.is_worth_saying(one)]
    for one in sorted(found, key=lambda one: one.svar):
        print(outside.in_words(one))
    print(f"{len(wanted) - len(found)} av {len(wanted)} finns. Det som är okänt: öppna adressen själv i webbläsaren.")


def _target_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("webbplats", help="webbplatsens id, till exempel den i data/KOMMUN/webbplatser.yml")
    parser.add_argument("--till", required=True, metavar="MÅL", help="en mapp, eller användare@värd:mapp")


def _publicera_arguments(parser: argparse.ArgumentParser) -> None:
    _target_arguments(parser)
    parser.add_argument("--nytt-mal", "--nytt-mål", dest="nytt_mål", action="store_true", help="målet är tomt: första gången")
    parser.add_argument("--om-forfallet", "--om-förfallet", dest="om_förfallet", action="store_true", help="bara det som dagen har ändrat: för en rad som körs varje natt")
    parser.add_argument("--prova", action="store_true", help="gör allt utom att publicera")
    parser.add_argument("--granskat", nargs="+", metavar="ID", default=[], help="det som du just har granskat; skrivs in först")
    _granskat_av(parser)


def publicera(asked: Asked) -> None:
    from vagvisaren.publishing import publish

    said = asked.said
    place, now = publish.open_target(said.till), dates.now()
    if said.granskat:
        _granska_först(asked)
    order = publish.Order(asked.root, said.webbplats, place, asked.idag, now, said.nytt_mål, said.om_förfallet, said.prova)
    progress = Progress()
    progress.now("Kontrollerar, bygger och publicerar")
    try:
        publish.publish(order, progress.say)
    finally:
        progress.end()


def _granska_först(asked: Asked) -> None:
    """Note what was checked just before it is published: the same as `granskning klar`."""
    from vagvisaren.publishing import publish

    said = asked.said
    if not (said.av and said.hur) or said.prova:
        raise Faulty([Fault(Place("publicera", 0), "--granskat skriver in en granskning.", "Skriv också --av ROLL --hur HUR, och inte --prova.")])
    register = asked.register()
    lokalt = register.kommun_för(publish.find_webbplats(register, said.webbplats))
    _note_checked(asked, register, lokalt, pages.read_all(asked.root, register, asked.idag), said.granskat, asked.idag.isoformat())


def backa(asked: Asked) -> None:
    from vagvisaren.publishing import publish

    publish.roll_back(publish.open_target(asked.said.till), asked.said.webbplats, print)


def _ny_kommun_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fil", metavar="FIL", help="en fil med svaren, i stället för frågor i terminalen")
    parser.add_argument("--mall", action="store_true", help="visar en tom fil för svaren, med en kommentar till varje")


def ny_kommun(asked: Asked) -> None:
    from vagvisaren.tasks import new_municipality

    if asked.said.mall:
        return print(new_municipality.example())
    register, fil = asked.register(), asked.said.fil
    if fil:
        said = new_municipality.from_file(asked.root, register, asked.idag, Path(fil))
    else:
        said = new_municipality.from_terminal(asked.root, register, asked.idag, input, print)
    print("\n" + "\n".join(said))


def pdf(asked: Asked) -> None:
    from vagvisaren.finished import printing

    printing.print_all(asked.root, pages.read_all(asked.root, asked.register(), asked.idag), asked.done)


def scheman(asked: Asked) -> None:
    from vagvisaren.records import editor_schemas  # who changes the model needs it, nobody else

    for path in editor_schemas.write(asked.root):
        asked.done(path)


COMMANDS = (
    Command("kontroll", "läser alla data och sidor och visar alla fel", _no_arguments, kontroll, "byggt"),
    Command("granskning", "visar vad som ska granskas och gör granskning.ics, eller skriver att något är granskat", _granskning_arguments, granskning),
    Command("används", "visar var ett id används: i data, på sidor och på vilka webbplatser", _används_arguments, används),
    Command("bedöm", "lägger till en bedömning av ett område i planen", _bedöm_arguments, bedöm),
    Command("mätvärde", "lägger till ett mätvärde för en indikator", _mätvärde_arguments, mätvärde),
    Command("rapport", "fryser en uppföljningsrapport för en period", _rapport_arguments, rapport),
    Command("sekretess", "letar efter allt internt i det publika som är byggt", _sekretess_arguments, sekretess),
    Command("pdf", "skriver sidorna för väggen och pärmen som PDF, av det som är byggt", _no_arguments, pdf, "skrivet"),
    Command("läge", "visar vad som stoppar varje webbplats, när den publicerades och vad som är ändrat sedan dess", _läge_arguments, läge),
    Command("länkar", "frågar varje adress utanför webbplatserna om den finns kvar", _no_arguments, länkar),
    Command("ny-kommun", "frågar om en ny kommun och skriver dess filer", _ny_kommun_arguments, ny_kommun, "skrivet"),
    Command("scheman", "skriver scheman för redigeringsprogrammet, när uppgifterna i modellen har ändrats", _no_arguments, scheman, "skrivet"),
    Command("publicera", "bygger en webbplats och publicerar den, helt eller inte alls", _publicera_arguments, publicera, "publicerat"),
    Command("backa", "visar den förra utgåvan igen", _target_arguments, backa),
)


def names() -> Iterator[tuple[str, Command]]:
    """Each command by the names that it may be called, with and without å, ä and ö."""
    for command in COMMANDS:
        yield from {ascii_id(command.namn): command, command.namn: command}.items()
