"""python -m vagvisaren KOMMANDO: what an editor can do without the site engine."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from vagvisaren.commands import COMMANDS, Asked, Unproved, names
from vagvisaren.faults import Fault, Faulty, Place, enumerate_words
from vagvisaren.records import dates
from vagvisaren.records.formats import ascii_id


class Parser(argparse.ArgumentParser):
    """argparse says its errors in English: here they and the usage are in Swedish. `commands`: the parsers of all commands."""

    commands: argparse.Action

    def error(self, message: str) -> NoReturn:
        missing = re.fullmatch(r"the following arguments are required: (.+)", message)
        empty = re.fullmatch(r"argument (\S+): expected (?:one|at least one) argument", message)
        self._refuse(f"Det saknas: {missing[1]}.\n" if missing else f"Det saknas något efter {empty[1]}.\n" if empty else "")

    def parse_args(self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None) -> argparse.Namespace:
        """As argparse's own, which says in English what no argument takes, and shows only how a command begins."""
        said, rest = self.parse_known_args(args, namespace)
        if rest:
            unknown = [one for one in rest if one.startswith("-")]
            left = f"Det här blev över: {' '.join(rest)}. En text med mellanslag ska ha citattecken runt sig.\n"
            self.commands.choices[said.kommando]._refuse(f"{unknown[0]} finns inte.\n" if unknown else left)
        return said

    def _refuse(self, said: str) -> NoReturn:
        self.exit(2, f"Kommandot är inte rätt skrivet. {said}{self.format_usage()}Mer hjälp: {self.prog} -h\n")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """As argparse's own, which says in English which words there are."""
        if action.choices is not None and value not in action.choices:
            known = [command.namn for command in COMMANDS] if action.dest == "kommando" else action.choices
            namn = action.option_strings[0] if action.option_strings else action.metavar
            self._refuse(f'{namn}: "{value}" finns inte. Välj {enumerate_words(known, "eller")}.\n')

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
    top.commands = commands = top.add_subparsers(dest="kommando", required=True, metavar="KOMMANDO")
    for command in COMMANDS:
        ascii_ = ascii_id(command.namn)
        also = [command.namn] if ascii_ != command.namn else []
        own = commands.add_parser(ascii_, aliases=also, help=command.hjälp, description=command.hjälp, add_help=False)
        own.add_argument("-h", "--help", action="help", help="visar den här hjälpen")
        command.arguments(own)
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 when there are faults, 2 when secrecy is not proved."""
    said = parser().parse_args(arguments)
    command = dict(names())[said.kommando]
    try:
        root = Path.cwd()
        if not (root / "data").is_dir():
            raise Faulty([Fault(Place(str(root), 0), "Här finns inga data.", "Kör kommandot i projektets mapp.")])
        command.run(Asked(root, dates.today(os.environ.get("IDAG")), said))
        sys.stdout.flush()
    except BrokenPipeError:  # who reads has read enough, as head does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Faulty as fault:
        print(fault.report(command.undone), file=sys.stderr)
        return 1
    except Unproved as unproved:
        print(unproved, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Avbrutet.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
