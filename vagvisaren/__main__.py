"""python -m vagvisaren KOMMANDO: what an editor can do without the site engine."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from vagvisaren import checks, dates
from vagvisaren.faults import Faulty
from vagvisaren.plan_checks import lines_accounted


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 when there are faults, which are printed."""
    parser = argparse.ArgumentParser(
        prog="python -m vagvisaren", description="Vägvisarens kommandon för den som redigerar.", add_help=False
    )
    parser.add_argument("-h", "--help", action="help", help="visar den här hjälpen")
    commands = parser.add_subparsers(dest="kommando", required=True, metavar="KOMMANDO")
    commands.add_parser("kontroll", help="läser alla data och sidor och visar alla fel", add_help=False)
    parser.parse_args(arguments)
    try:
        register = checks.kontroll(Path.cwd(), dates.today(os.environ.get("IDAG")))
    except Faulty as fault:
        print(fault, file=sys.stderr)
        return 1
    covered, lines = lines_accounted(register)
    print(f"{covered} av {lines} rader i planerna är redovisade.")
    print(f"Allt stämmer. {len(register.webbplatser)} webbplatser och Redaktionen kan byggas.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
