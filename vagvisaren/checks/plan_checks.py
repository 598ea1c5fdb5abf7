"""What must hold of a plan and of what is told of it. Each rule is a generator; its docstring is the rule."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from vagvisaren.checks.accounting import Account, account, fold
from vagvisaren.faults import Fault, Place, nearest
from vagvisaren.records import model as m
from vagvisaren.records import plan as p
from vagvisaren.records.formats import split_rader
from vagvisaren.records.register import INTERNT, KÄLLOR, RAPPORTER, Lokalt, Register

PERIODS = {"år": r"\d{4}", "halvår": r"\d{4}-[12]", "två år": r"\d{4}-\d{4}"}


def plan_faults(register: Register, idag: date) -> Iterator[Fault]:
    """All faults of all plans, assessments and values."""
    for lokalt in register.kommuner.values():
        if lokalt.plan is None:
            for log in (*lokalt.bedömningar, *lokalt.mätvärden, *lokalt.interna_mätvärden):
                yield Fault(register.place(log), f"{lokalt.kommun.namn} har ingen plan.", "Lägg till plan.yml.")
            continue
        # In another text than the one that was given, every line may have moved: that would be said of each.
        yield from list(_sources(register, lokalt)) or book(register, lokalt)[1]
        yield from _shown(register, lokalt)
        yield from _columns(register, lokalt)
        yield from _left_out(register, lokalt)
        yield from _levels(register, lokalt)
        yield from _readings(register, lokalt)
        yield from _validity(register, lokalt)
        yield from _aktörer(register, lokalt)
        yield from _ids(register, lokalt)
        yield from _rows_named(register, lokalt)
        yield from _ranges(register, lokalt)
        yield from _publishers(register, lokalt)
        yield from _bedömningar(register, lokalt)
        yield from _mätvärden(register, lokalt, idag)


def plan_reference_faults(register: Register) -> Iterator[Fault]:
    """Every actor, row and record that a plan or a reading of it names exists."""
    for lokalt in register.kommuner.values():
        if lokalt.plan:
            yield from _aktörer(register, lokalt)
            yield from _rows_named(register, lokalt)
            yield from _readings(register, lokalt)


def book(register: Register, lokalt: Lokalt) -> tuple[Account | None, list[Fault]]:
    """The account of a plan's words against its source."""
    plan = lokalt.plan
    document, _ = register.places[id(plan)]
    lines = register.plantexter.get(plan.källa)
    if lines is None:
        known = nearest(plan.källa, register.plantexter)
        return None, [Fault(register.place(plan, "källa"), f'Källan "{plan.källa}" finns inte som text.', known)]
    return account(document, plan, lines, f"data/{KÄLLOR}/{register.källor_i(lokalt)[plan.källa].fil}")


def lines_accounted(register: Register) -> tuple[int, int]:
    """How many of the plans' non-empty lines lie wholly within claims, and how many there are."""
    books = [book(register, lokalt)[0] for lokalt in register.kommuner.values() if lokalt.plan]
    return sum(b.covered for b in books if b), sum(b.non_empty for b in books if b)


# ------------------------------------------------------------------ the plan


def _sources(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    """A plan's text is the one that was given: its checksum is that of the file."""
    källa = register.källor_i(lokalt).get(lokalt.plan.källa)
    lines = register.plantexter.get(lokalt.plan.källa)
    if källa and lines is not None:
        digest = register.plansummor[källa.id]
        if källa.sha256 != digest:
            if källa.sha256:
                where, wrong, write = "sha256", "är inte den som angavs", f"Lägg tillbaka den. Är det en ny plan, skriv sha256: {digest}"
            else:
                where, wrong, write = "fil", "har ingen kontrollsumma", f"Ny fil: lägg till sha256: {digest}"
            yield Fault(register.place(källa, where), f'Filen "{källa.fil}" {wrong}.', write)


def _shown(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    """What a page shows beside the plan's words lies in them: times, conditions, parts, mended letters."""
    plan = lokalt.plan
    rows = [*plan.aktiviteter, *plan.indikatorer, *plan.avsnitt]
    rows += [r for o in plan.områden for r in (*o.rubriker, *o.aktörer)]
    rows += [c for o in plan.områden for c in (o.ansvarig, o.resultat, o.kommentar) if c]
    for row in [plan.titel, *([plan.syfte] if plan.syfte else []), *rows]:
        for field, value in _beside(row):
            if fold(value).lower() not in fold(row.ordagrant).lower():
                yield Fault(
                    register.place(row, field), f'"{value}" står inte i planens ord.', f'Där står: "{row.ordagrant}"'
                )
        shown = fold(" ".join((row.visas or row.ordagrant, *getattr(row, "alternativ", ()))))
        if row.visas and _letters_changed(shown, fold(row.ordagrant)) > MENDED:
            yield Fault(
                register.place(row, "visas"), "visas säger något annat än planens ord.", "Rätta bara felskrivna bokstäver."
            )
    for område in plan.områden:
        if område.namn and len(område.rubriker) == 1:
            yield Fault(register.place(område, "namn"), "Området har redan planens rubrik.", "Ta bort raden namn.")
    by_id = {row.id: row for row in (*plan.aktiviteter, *plan.indikatorer)}
    by_id |= {f"{o.id}.kommentar": o.kommentar for o in plan.områden if o.kommentar}
    for one in plan.uppföljning:
        row = by_id.get(one.rad)
        for field in ("namn", "antas_av"):
            value = getattr(one, field)
            if row and value and fold(value).lower() not in fold(row.ordagrant).lower():
                yield Fault(
                    register.place(one, field), f'"{value}" står inte i planens ord.', f'Där står: "{row.ordagrant}"'
                )


MENDED = 3  # letters that a mended misprint may change


def _letters_changed(one: str, other: str) -> int:
    """How many letters differ, a colon not counted."""
    pairs = SequenceMatcher(None, one.replace(":", ""), other.replace(":", ""), autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in pairs if tag != "equal")


def _beside(row: m.Post) -> Iterator[tuple[str, str]]:
    """The texts of a row that must lie in its words."""
    if getattr(row, "tidpunkt", None):
        yield "tidpunkt", row.tidpunkt.text
    for field in ("villkor", "återkommer"):
        if value := getattr(row, field, None):
            yield field, value
    for field in ("alternativ", "punkter", "dimensioner"):
        for value in getattr(row, field, ()):
            yield field, value


def _columns(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    """In a table the columns follow each other: a cell in another column stands on the wrong lines."""
    if not lokalt.plan.tabellhuvuden:
        return
    for område in lokalt.plan.områden:
        last = (område.resultat, område.kommentar)
        columns = (
            område.rubriker,
            område.aktiviteter,
            område.indikatorer,
            område.aktörer,
            (område.ansvarig,) if område.ansvarig else (),
            tuple(cell for cell in last if cell),
        )
        line = 0
        for cell in (cell for column in columns for cell in column):
            first, _ = split_rader(cell.rader)
            if first < line:
                yield Fault(
                    register.place(cell, "rader"), f'"{cell.ordagrant}" står i fel kolumn eller ordning.', "Jämför med planens tabell."
                )
            line = max(line, first)


def _left_out(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    """Only what the plan repeats is left out: a head of a table, its legend, its own title."""
    plan = lokalt.plan
    repeated = {fold(head.ordagrant) for head in plan.tabellhuvuden}
    repeated |= {fold(plan.teckenförklaring.ordagrant)} if plan.teckenförklaring else set()
    title = fold(plan.titel.ordagrant).lower()
    for one in plan.utelämnat:
        if fold(one.ordagrant) not in repeated and title not in fold(one.ordagrant).lower():
            yield Fault(
                register.place(one, "ordagrant"), f'"{one.ordagrant}" upprepas inte i planen.', "Lägg det på sin plats i stället."
            )


def _levels(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    """A level's words begin with the level."""
    levels = lokalt.plan.preventionsnivåer.nivåer if lokalt.plan.preventionsnivåer else ()
    for one in (*levels, *(r for o in lokalt.plan.områden for r in o.rubriker if r.nivå)):
        if not one.ordagrant.lower().startswith(one.nivå):
            yield Fault(
                register.place(one, "nivå"), f'"{one.ordagrant}" är inte nivån "{one.nivå}".', "Läs radens första ord."
            )
        under = getattr(one, "undernivå", None)
        if under and under not in one.ordagrant.lower():
            yield Fault(register.place(one, "undernivå"), f'"{under}" står inte i radens ord.', f'Där står: "{one.ordagrant}"')


def _readings(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    """A reading is of the plan's text of today, and of a row, an actor, a function, a document or a website that exists."""
    known = row_ids(lokalt.plan) | set(register.aktörer_i(lokalt)) | set(lokalt.kommun.funktioner)
    known |= {k.id for k in lokalt.kommun.kontakter} | {u.id for u in lokalt.plan.uppföljning}
    known |= {w.id for w in lokalt.webbplatser}
    for one in lokalt.tolkningar:
        if one.källa not in (None, lokalt.plan.källa):
            wrong = f'Tolkningen gäller "{one.källa}", som inte är planen i dag.'
            yield Fault(register.place(one, "källa"), wrong, "Ta bort den, eller läs om stället.")
        elif one.om not in known:
            yield _no_row(register, one, "om", one.om, known)


def _validity(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    """A plan begins before it ends."""
    gäller = lokalt.plan.gäller
    if gäller != m.OKÄNT and gäller.från and gäller.till and gäller.från > gäller.till:
        yield Fault(register.place(lokalt.plan, "gäller"), "Planen slutar innan den börjar.", "Rätta från eller till.")


def _aktörer(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    """Every actor exists, and the source's words name it where the plan is said to."""
    aktörer = register.aktörer_i(lokalt)
    for record, quote in _passages(lokalt.plan):
        if record.aktör not in aktörer:
            yield Fault(
                register.place(record, "aktör"),
                f'Aktören "{record.aktör}" finns inte.',
                nearest(record.aktör, aktörer),
            )
            continue
        if isinstance(record, p.Omnämnd):
            names = (aktörer[record.aktör].namn, *aktörer[record.aktör].namn_i_källan)
            if fold(record.namn_i_källan).lower() not in {fold(name).lower() for name in names}:
                yield Fault(
                    register.place(record, "aktör"),
                    f'"{record.namn_i_källan}" är inte {aktörer[record.aktör].namn}.',
                    "Rätta aktören, eller skriv planens ord under aktörens namn_i_källan.",
                )
            if fold(record.namn_i_källan) not in fold(quote):
                yield Fault(
                    register.place(record, "namn_i_källan"),
                    f'"{record.namn_i_källan}" står inte i radens ord.',
                    f'Där står: "{quote}"',
                )
            continue
        names = (aktörer[record.aktör].namn, *aktörer[record.aktör].namn_i_källan)
        if not any(fold(name) in fold(quote) for name in names):
            yield Fault(
                register.place(record, "aktör"),
                f'"{quote}" nämner inte {aktörer[record.aktör].namn}.',
                "Rätta aktören, eller skriv planens ord under aktörens namn_i_källan.",
            )
        uppgift = getattr(record, "uppgift", None)
        if uppgift and fold(uppgift) not in fold(quote):
            yield Fault(
                register.place(record, "uppgift"), f'Uppgiften "{uppgift}" står inte i radens ord.', f'Där står: "{quote}"'
            )
    if lokalt.plan.styrgrupp and lokalt.plan.styrgrupp not in aktörer:
        namn = lokalt.plan.styrgrupp
        yield Fault(register.place(lokalt.plan, "styrgrupp"), f'Aktören "{namn}" finns inte.', nearest(namn, aktörer))


def _passages(plan: p.Plan) -> Iterator[tuple[p.Omnämnd | p.Medverkande | p.Förvaltare, str]]:
    """Every mention of an actor, with the words it stands in."""
    for avsnitt in plan.avsnitt:
        for omnämnd in avsnitt.aktörer:
            yield omnämnd, avsnitt.ordagrant
    if plan.förvaltare:
        yield plan.förvaltare, plan.förvaltare.ordagrant
    for område in plan.områden:
        for aktivitet in område.aktiviteter:
            for omnämnd in aktivitet.aktörer:
                yield omnämnd, aktivitet.ordagrant
        for medverkande in (*område.aktörer, *((område.ansvarig,) if område.ansvarig else ())):
            yield medverkande, medverkande.ordagrant


def _ids(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    """Row ids begin with their area's id and stand once."""
    seen: set[str] = set()
    for område in lokalt.plan.områden:
        if not (område.rubriker or område.namn):
            yield Fault(register.place(område), f'Området "{område.id}" har varken rubrik eller namn.', "Lägg till det ena.")
        for row in (område, *område.aktiviteter, *område.indikatorer):
            if row is not område and not row.id.startswith(f"{område.id}."):
                yield Fault(
                    register.place(row, "id"), f'"{row.id}" hör inte till området "{område.id}".', f"Börja med {område.id}."
                )
            if row.id in seen:
                yield Fault(register.place(row, "id"), f'"{row.id}" står två gånger i planen.', "Ge den ena ett annat id.")
            seen.add(row.id)


def row_ids(plan: p.Plan) -> set[str]:
    """Everything that a reading, a follow-up or another row may point at."""
    rows = {row.id for område in plan.områden for row in (område, *område.aktiviteter, *område.indikatorer)}
    parts = {f"{område.id}.{part}" for område in plan.områden for part in p.DELAR}
    passages = {a.id for a in plan.avsnitt}
    return rows | parts | passages


def _rows_named(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    """What names a row names one that exists."""
    known = row_ids(lokalt.plan)
    for uppföljning in lokalt.plan.uppföljning:
        if uppföljning.rad not in known:
            yield _no_row(register, uppföljning, "rad", uppföljning.rad, known)
    for aktivitet in lokalt.plan.aktiviteter:
        if aktivitet.beror_på and aktivitet.beror_på not in known:
            yield _no_row(register, aktivitet, "beror_på", aktivitet.beror_på, known)


def _no_row(register: Register, record: m.Post, field: str, id_: str, known: set[str]) -> Fault:
    return Fault(register.place(record, field), f'Raden "{id_}" finns inte i planen.', nearest(id_, known))


def _ranges(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    """The areas' lines do not overlap: a cell cannot belong to two rows."""
    ordered = sorted(lokalt.plan.områden, key=lambda område: split_rader(område.rader))
    for one, other in zip(ordered, ordered[1:], strict=False):
        # Two rows may meet on a line (a heading after the cell above), not share more than that.
        if split_rader(other.rader)[0] < split_rader(one.rader)[1]:
            yield Fault(
                register.place(other, "rader"), f'Områdena "{one.id}" och "{other.id}" delar rader.', "Rätta rader på det ena."
            )


def _publishers(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    """A website that the plan demands exists, and is published by whom the plan says."""
    websites = {w.id: w for w in lokalt.webbplatser}
    for område in lokalt.plan.områden:
        names = [i.besvaras_av for i in område.indikatorer if i.besvaras_av]
        for namn in (*([område.webbplats] if område.webbplats else []), *names):
            if namn not in websites:
                yield Fault(register.place(område), f'Webbplatsen "{namn}" finns inte.', nearest(namn, websites))
        webbplats = websites.get(område.webbplats or "")
        wanted = next((a.aktör for a in område.aktörer if a.uppgift == "publicering"), None)
        if webbplats and wanted and webbplats.publicerare != wanted:
            yield Fault(
                register.place(webbplats, "publicerare"),
                f'{webbplats.id} publiceras av "{webbplats.publicerare}", men planens område "{område.id}" säger "{wanted}".',
                f"Skriv publicerare: {wanted}",
            )


# ------------------------------------------------------------------ assessments and values


def _bedömningar(register: Register, lokalt: Lokalt) -> Iterator[Fault]:
    """An assessment is of this plan and of an area of it, by a role that the plan names."""
    områden = {område.id for område in lokalt.plan.områden}
    begins = _begins(lokalt.plan)
    for bedömning in lokalt.bedömningar:
        if bedömning.datum < begins:
            wrong = f"Bedömningen är från {bedömning.datum}, men planen gäller från {begins}."
            yield Fault(register.place(bedömning, "datum"), wrong, OF_ANOTHER_PLAN)
            continue
        if bedömning.område not in områden:
            yield Fault(
                register.place(bedömning, "område"),
                f'Området "{bedömning.område}" finns inte i planen.',
                nearest(bedömning.område, områden),
            )
        yield from _by_whom(register, lokalt, bedömning)


OF_ANOTHER_PLAN = "Ta bort raden; den finns i rapporten."


def _begins(plan: p.Plan) -> date:
    """The first day of the plan, where it is known."""
    return (plan.gäller != m.OKÄNT and plan.gäller.från) or date.min


def _ends(period: str) -> date:
    """The last day of a year, a half or two years."""
    year, _, part = period.partition("-")
    return date(int(year), 6, 30) if part == "1" else date(int(part if len(part) == 4 else year), 12, 31)


def _by_whom(register: Register, lokalt: Lokalt, row: p.Bedömning | p.Mätvärde) -> Iterator[Fault]:
    """A role that the plan names. (That no day lies ahead is a rule of all data.)"""
    roles = plan_roles(lokalt)
    if row.av not in roles:
        yield Fault(register.place(row, "av"), f'Rollen "{row.av}" finns inte i planen.', nearest(row.av, roles))


def plan_roles(lokalt: Lokalt) -> set[str]:
    """Who may assess and report: who is responsible, steers, keeps the plan, or has a part in a row."""
    plan = lokalt.plan
    roles = {o.ansvarig.aktör for o in plan.områden if o.ansvarig} | {plan.styrgrupp} - {None}
    roles |= {plan.förvaltare.aktör} if plan.förvaltare else set()
    own = {aktör.id for aktör in lokalt.kommun.aktörer if aktör.slag in ("roll", "råd")}
    return roles | (own & {a.aktör for o in plan.områden for a in o.aktörer}) | (own & _mentioned(plan))


def _mentioned(plan: p.Plan) -> set[str]:
    return {record.aktör for record, _ in _passages(plan)} if not plan.tabellhuvuden else set()


def _mätvärden(register: Register, lokalt: Lokalt, idag: date) -> Iterator[Fault]:
    """A value is of this plan and of an indicator of it, of its kind, period and part; internal ones lie internally."""
    indikatorer = {indikator.id: indikator for indikator in lokalt.plan.indikatorer}
    begins = _begins(lokalt.plan)
    for value in (*lokalt.mätvärden, *lokalt.interna_mätvärden):
        if _ends(value.period) < begins:
            wrong = f"Perioden {value.period} slutade innan planen började gälla, {begins}."
            yield Fault(register.place(value, "period"), wrong, OF_ANOTHER_PLAN)
            continue
        indikator = indikatorer.get(value.indikator)
        if indikator is None:
            yield Fault(
                register.place(value, "indikator"),
                f'Indikatorn "{value.indikator}" finns inte i planen.',
                nearest(value.indikator, indikatorer),
            )
            continue
        if indikator.besvaras_av:
            yield Fault(
                register.place(value, "indikator"), f'"{value.indikator}" besvaras av bygget självt.', "Ta bort mätvärdet."
            )
        if wrong := värde_fault(indikator, value.värde, register.redovisning.minsta_antal):
            yield Fault(register.place(value, "värde"), *wrong)
        if wrong := period_fault(indikator, value.period, idag):
            yield Fault(register.place(value, "period"), *wrong)
        yield from _dimension(register, indikator, value)
        yield from _by_whom(register, lokalt, value)
    for indikator in indikatorer.values():
        if indikator.typ is p.Indikatortyp.bedömning and indikator.värden != "interna":
            yield Fault(register.place(indikator), f'Värden för "{indikator.id}" rör enskilda.', "Skriv värden: interna")
    for value in lokalt.mätvärden:
        if value.indikator in indikatorer and indikatorer[value.indikator].värden == "interna":
            yield Fault(
                register.place(value),
                f'Värden för "{value.indikator}" är interna.',
                "Flytta raden till internt/matvarden.yml.",
            )


def _dimension(register: Register, indikator: p.Indikator, value: p.Mätvärde) -> Iterator[Fault]:
    if indikator.dimensioner and value.dimension not in indikator.dimensioner:
        said = f'Delen "{value.dimension}" finns inte' if value.dimension else "Delen saknas"
        how = "" if value.dimension else " Skriv den som dimension, i kommandot med --dimension."
        write = f"{nearest(value.dimension or '', indikator.dimensioner)}{how}"
        yield Fault(register.place(value, *(("dimension",) if value.dimension else ())), f'{said} för "{indikator.id}".', write)
    if not indikator.dimensioner and value.dimension:
        yield Fault(register.place(value, "dimension"), f'"{indikator.id}" har inga delar.', "Ta bort raden dimension.")


def värde_fault(indikator: p.Indikator, värde: str, minsta: int) -> tuple[str, str] | None:
    """What is wrong with a value for its indicator; None when it is right.

    finns: ja or nej. antal: a whole number. bedömning: 'x av y', never of a single person.
    """
    match indikator.typ:
        case p.Indikatortyp.finns if värde not in ("ja", "nej"):
            return f'"{värde}" svarar inte på om det finns.', "Skriv ja eller nej."
        case p.Indikatortyp.antal if not re.fullmatch(r"0|[1-9][0-9]{0,5}", värde):
            return f'"{värde}" är inget antal.', "Skriv ett heltal: 4"
        case p.Indikatortyp.bedömning:
            match = re.fullmatch(r"([0-9]{1,5}) av ([0-9]{1,5})", värde)
            if not match or int(match[1]) > int(match[2]):
                return f'"{värde}" är ingen sammanräkning.', "Skriv hur många av alla: 9 av 12"
            if int(match[2]) < minsta:
                return (
                    f"Värdet rör färre än {minsta} personer och kan peka ut någon.",
                    "Registrera det inte. Räkna ihop flera perioder.",
                )
    return None


def period_fault(indikator: p.Indikator, period: str, idag: date) -> tuple[str, str] | None:
    """What is wrong with a period for its indicator; None when it is right."""
    if not re.fullmatch(PERIODS[indikator.period], period):
        example = {"år": "2026", "halvår": "2026-1", "två år": "2026-2027"}[indikator.period]
        return f'"{period}" är fel slags period: "{indikator.id}" mäts per {indikator.period}.', f"Skriv som {example}."
    if int(period[:4]) > idag.year:
        return f"Perioden {period} har inte börjat.", "Rätta perioden."
    return None


# ------------------------------------------------------------------ frozen reports


def frozen_faults(root: Path, register: Register) -> Iterator[Fault]:
    """A frozen report is as it was frozen: each of its files has the checksum that stands beside it."""
    for lokalt in register.kommuner.values():
        for namn in lokalt.rapporter:
            folder = root / "data" / lokalt.mapp / INTERNT / RAPPORTER / namn
            for row in (folder / "SHA256").read_text(encoding="utf-8").splitlines():
                digest, _, name = row.partition("  ")
                file = folder / name
                if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
                    yield Fault(
                        Place(file.relative_to(root).as_posix(), 0), "Den frysta rapporten är ändrad.", "Lägg tillbaka filen."
                    )
