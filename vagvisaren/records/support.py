"""Which statements a website may make: those whose support holds in its municipality."""

from __future__ import annotations

from vagvisaren.records import model as m
from vagvisaren.records.formats import split_stöd
from vagvisaren.records.register import Register


def holds(stöd: tuple[str, ...] | str, register: Register, kommun: m.Kommun) -> bool:
    """Whether every support exists, is sure enough, and holds in this municipality.

    A råd holds where its `gäller` says; a line of a plan holds in the municipality whose plan it is today.
    """
    if stöd == m.OKÄNT or not stöd:
        return False
    return all(_holds(one, register, kommun) for one in stöd)


def _holds(stöd: str, register: Register, kommun: m.Kommun) -> bool:
    split = split_stöd(stöd)
    if isinstance(split, str):
        råd = register.råd.get(split)
        return bool(råd) and råd.säkerhet != "osäker" and (råd.gäller == "alla" or kommun.id in råd.gäller)
    plan = register.kommuner[kommun.id].plan
    return plan is not None and plan.källa == split[0]
