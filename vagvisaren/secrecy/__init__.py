"""Proof that nothing internal stands in a public website: every internal value is looked for in every public file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vagvisaren.records.register import Register
from vagvisaren.secrecy.check import Verdict, check, what_is_proved, what_is_wrong
from vagvisaren.secrecy.values import Internal, internal_values


@dataclass(frozen=True)
class Proof:
    """What was looked for, and what was found."""

    internal: Internal
    verdict: Verdict
    wrong: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.wrong

    @property
    def report(self) -> str:
        """For a person; only what is wrong when it is not proved."""
        return what_is_proved(self.internal, self.verdict) if self.passed else "\n".join((*self.wrong, "Sekretessen är inte bevisad."))


def prove(root: Path, site: Path, register: Register, idag: date) -> Proof:
    """Search the websites built below `site`."""
    internal = internal_values(root, register, idag)
    verdict = check(root, site, register, internal)
    return Proof(internal, verdict, tuple(what_is_wrong(internal, verdict, site)))
