"""What the pages show of a plan and of what has become of it. No markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from vagvisaren.faults import enumerate_words
from vagvisaren.records import dates
from vagvisaren.records import model as m
from vagvisaren.records import plan as p
from vagvisaren.records.ageing import Läge
from vagvisaren.records.register import Lokalt, anchor
from vagvisaren.shown.views import Här, asked_for, capital, current_aktör

# ------------------------------------------------------------------ status


@dataclass(frozen=True)
class Status:
    """How far an area has come, in a word and a shape; when, by whom and on what it rests."""

    form: str
    ord: str
    datum: str | None = None
    av: str | None = None
    belägg: str | None = None


OBEDÖMD = Status("obedomd", "Ej bedömd")
_STATUSORD = {
    p.Uppfyllelse.helt: "Helt uppfyllt",
    p.Uppfyllelse.delvis: "Delvis uppfyllt",
    p.Uppfyllelse.ej: "Ej uppfyllt",
}


def history(här: Här, område: p.Område) -> tuple[Status, ...]:
    """The area's assessments, the latest first."""
    # Of two on the same day the later entry of the log comes first.
    latest_first = reversed([b for b in här.lokalt.bedömningar if b.område == område.id])
    own = sorted(latest_first, key=lambda b: b.datum, reverse=True)
    return tuple(
        Status(b.uppfyllelse, _STATUSORD[b.uppfyllelse], dates.in_words(b.datum), här.aktörer[b.av].namn, b.belägg)
        for b in own
    )


# ------------------------------------------------------------------ rows


@dataclass(frozen=True)
class VisadAktivitet:
    text: str
    när: str | None
    villkor: str | None
    alternativ: tuple[str, ...]
    passerad: bool  # its time has passed and nobody has assessed the area since


@dataclass(frozen=True)
class Stapel:
    """A bar: its left edge, middle, top and height in the chart's own units; its value and what it is of."""

    x: int
    mitt: int
    y: int
    bredd: int
    höjd: int
    värde: str
    period: str
    del_: str
    fylld: bool


@dataclass(frozen=True)
class Diagram:
    staplar: tuple[Stapel, ...]
    bredd: int
    höjd: int


@dataclass(frozen=True)
class VisatVärde:
    period: str
    del_: str | None
    värde: str
    underlag: str


@dataclass(frozen=True)
class VisadIndikator:
    text: str
    svar: str | None  # what the build itself answers
    skäl: str | None
    värden: tuple[VisatVärde, ...]
    diagram: Diagram | None


@dataclass(frozen=True)
class VisadAktör:
    namn: str
    i_planen: str | None  # the plan's name, where today's is another
    uppgift: str | None
    medverkan: str | None


@dataclass(frozen=True)
class VisadRubrik:
    text: str
    nivå: str | None


@dataclass(frozen=True)
class VisatOmråde:
    """A row of the plan as a page shows it."""

    område: p.Område
    anker: str
    rubriker: tuple[VisadRubrik, ...]
    aktiviteter: tuple[VisadAktivitet, ...]
    indikatorer: tuple[VisadIndikator, ...]
    aktörer: tuple[VisadAktör, ...]
    aktörstext: str | None  # the plan's own sentence, where it has no table
    ansvarig: str | None
    resultat: str | None
    kommentar: str | None
    status: Status | None  # None where the plan has neither indicator nor assessment
    historik: tuple[Status, ...]
    tolkningar: tuple[str, ...]

    @property
    def namn(self) -> str:
        return self.område.namn or " · ".join(rubrik.text for rubrik in self.rubriker)


@dataclass(frozen=True)
class Plantabell:
    """The rows of a plan. A plan without indicators and assessments shows no empty status."""

    rader: tuple[VisatOmråde, ...]

    @property
    def visa_läge(self) -> bool:
        return any(rad.status for rad in self.rader)


def områden(här: Här) -> Plantabell:
    """The rows of the municipality's plan, in the plan's order."""
    return Plantabell(tuple(_område(här, område) for område in plan_of(här).områden))


def plan_of(här: Här) -> p.Plan:
    """The municipality's plan; pages about it exist only where there is one."""
    if här.lokalt.plan is None:
        raise LookupError(f"{här.kommun.namn} har ingen plan")
    return här.lokalt.plan


def _område(här: Här, område: p.Område) -> VisatOmråde:
    past = history(här, område)
    expected = område.indikatorer or här.lokalt.bedömningar
    judged = past[0] if past else (OBEDÖMD if expected else None)
    table = bool(plan_of(här).tabellhuvuden)
    return VisatOmråde(
        område=område,
        anker=anchor(område.id),
        rubriker=tuple(VisadRubrik(r.text, level_name(r.nivå, r.undernivå)) for r in område.rubriker),
        aktiviteter=tuple(_aktivitet(här, område, aktivitet) for aktivitet in område.aktiviteter),
        indikatorer=tuple(_indikator(här, indikator) for indikator in område.indikatorer),
        aktörer=tuple(_aktörer(här, område)),
        aktörstext=None if table else " ".join(one.text for one in område.aktörer) or None,
        ansvarig=_today(här, område.ansvarig.aktör) if område.ansvarig else None,
        resultat=område.resultat.text if område.resultat else None,
        kommentar=område.kommentar.text if område.kommentar else None,
        status=judged,
        historik=past,
        tolkningar=tuple(t.tolkning for t in här.lokalt.tolkningar if t.om.split(".")[0] == område.id),
    )


def _today(här: Här, aktör: str) -> str:
    return current_aktör(här.aktörer, här.aktörer[aktör], här.idag).namn


def _aktörer(här: Här, område: p.Område) -> Iterator[VisadAktör]:
    """The row's actors, those of its activities after them, each once."""
    named = {one.aktör for one in område.aktörer}
    for one in område.aktörer:
        yield VisadAktör(_today(här, one.aktör), None, one.uppgift, one.medverkan)
    if plan_of(här).tabellhuvuden:
        return  # a table has a column of its own for who takes part
    for omnämnd in (o for aktivitet in område.aktiviteter for o in aktivitet.aktörer):
        if omnämnd.aktör not in named:
            named.add(omnämnd.aktör)
            yield _mentioned(här, omnämnd)


def _mentioned(här: Här, omnämnd: p.Omnämnd) -> VisadAktör:
    """An actor with today's name, and the plan's where it is called something else today."""
    aktör = här.aktörer[omnämnd.aktör]
    renamed = aktör.tidigare_namn or aktör.ersatt_av
    return VisadAktör(
        _today(här, omnämnd.aktör), omnämnd.namn_i_källan if renamed else None, None, omnämnd.medverkan
    )


def _aktivitet(här: Här, område: p.Område, aktivitet: p.Aktivitet) -> VisadAktivitet:
    said = (aktivitet.tidpunkt.text if aktivitet.tidpunkt else None, aktivitet.återkommer)
    when = [text for text in said if text and text not in aktivitet.text]
    return VisadAktivitet(
        aktivitet.text,
        ", ".join(when) or None,
        aktivitet.villkor,
        aktivitet.alternativ,
        här.webbplats.publik == "intern" and has_passed(här.lokalt, område, aktivitet, här.idag),
    )


def has_passed(lokalt: Lokalt, område: p.Område, aktivitet: p.Aktivitet, idag: date) -> bool:
    """Its last day has passed, and nobody has assessed the area after it."""
    last = aktivitet.tidpunkt.senast if aktivitet.tidpunkt else None
    judged = any(b.område == område.id and last and b.datum > last for b in lokalt.bedömningar)
    return bool(last and last < idag and not judged)


# ------------------------------------------------------------------ indicators


def _indikator(här: Här, indikator: p.Indikator) -> VisadIndikator:
    svar, skäl = answer(här, indikator)
    values = values_of(här, indikator)
    return VisadIndikator(
        indikator.text,
        svar,
        skäl,
        tuple(VisatVärde(v.period, v.dimension, v.värde, v.underlag) for v in values),
        _diagram(values) if indikator.typ is p.Indikatortyp.antal else None,
    )


def values_of(här: Här, indikator: p.Indikator) -> tuple[p.Mätvärde, ...]:
    """The latest value of each period and part. A public page never shows a small number."""
    public = här.webbplats.publik == "extern"
    latest: dict[tuple[str, str], p.Mätvärde] = {}
    for value in (*här.lokalt.mätvärden, *här.lokalt.interna_mätvärden):
        if value.indikator == indikator.id:
            key = value.period, value.dimension or ""
            if key not in latest or latest[key].datum <= value.datum:
                latest[key] = value
    shown = (latest[key] for key in sorted(latest))
    return tuple(value for value in shown if not (public and is_small(value, indikator, här)))


def is_small(value: p.Mätvärde, indikator: p.Indikator, här: Här) -> bool:
    """A count so small that it could point at somebody. Meetings and the like are counted the same way."""
    limit = här.register.redovisning.minsta_antal
    if indikator.typ is p.Indikatortyp.finns:
        return False
    return any(int(part) < limit for part in value.värde.split(" av "))


def answer(här: Här, indikator: p.Indikator) -> tuple[str | None, str | None]:
    """Whether a website holds up-to-date information, and why: answered by the build itself."""
    if indikator.besvaras_av is None:
        return None, None
    webbplats = här.register.webbplatser[indikator.besvaras_av]
    there = Här(här.register, webbplats, här.idag)
    ages = [there.färskhet(kontakt) for kontakt in asked_for(there).values()]
    where = webbplats.namn if webbplats.publik == "intern" else webbplats.id
    late = sum(not age.granskad or age.läge in (Läge.försenad, Läge.för_gammal) for age in ages)
    if late:
        return "Nej", f"{late} av {len(ages)} uppgifter på {where} är inte granskade i tid"
    return "Ja", f"Alla {len(ages)} uppgifter på {where} är granskade i tid"


_BAR, _GAP, _TALL, _MOST = 48, 40, 100, 6
_ABOVE, _BELOW = 20, 46  # room for the value and for two rows of label


def _diagram(values: tuple[p.Mätvärde, ...]) -> Diagram | None:
    """At most six bars, the latest, the first series filled and the other hollow; none of masked values."""
    if not values or not all(value.värde.isdigit() for value in values):
        return None
    shown = values[-_MOST:]
    highest = max(int(v.värde) for v in shown) or 1
    series = list(dict.fromkeys(v.dimension for v in values))
    bars = []
    for i, value in enumerate(shown):
        height = round(int(value.värde) / highest * _TALL)
        x = _GAP // 2 + i * (_BAR + _GAP)
        filled = value.dimension == series[0]
        top = _ABOVE + _TALL - height
        bars.append(
            Stapel(x, x + _BAR // 2, top, _BAR, height, value.värde, value.period, value.dimension or "", filled)
        )
    return Diagram(tuple(bars), len(bars) * (_BAR + _GAP), _ABOVE + _TALL + _BELOW)


# ------------------------------------------------------------------ levels


@dataclass(frozen=True)
class Prick:
    x: int
    menad: bool


@dataclass(frozen=True)
class VisadNivå:
    """A level of prevention: whom it means as a row of twenty at height `y`, in a word, in the plan's words."""

    y: int
    anker: str
    namn: str
    vilka: str
    text: str
    prickar: tuple[Prick, ...]
    rubriker: tuple[str, ...]
    insatser: tuple[str, ...]


_TWENTY, _ROW = 20, 72  # persons in a row, and the height of a row in the picture
_LEVELS = {p.Nivå.generell: ("Alla", 20), p.Nivå.specifik: ("Några", 5), p.Nivå.individinriktad: ("En", 1)}


def level_name(nivå: p.Nivå | None, undernivå: p.Undernivå | None = None) -> str | None:
    if nivå is None:
        return None
    return capital(f"{nivå}, {undernivå}" if undernivå else str(nivå))


@dataclass(frozen=True)
class VisadeNivåer:
    """The levels as one picture, and what it says in words."""

    text: str
    nivåer: tuple[VisadNivå, ...]

    @property
    def beskrivning(self) -> str:
        said = enumerate_words(f"{n.namn.lower()} nivå menar {n.vilka.lower()}" for n in self.nivåer)
        return f"Tre rader med tjugo personer: {said}."

    @property
    def höjd(self) -> int:
        return len(self.nivåer) * _ROW


def preventionsnivåer(här: Här) -> VisadeNivåer | None:
    """The plan's levels; None where the plan has no levels."""
    plan = plan_of(här)
    if plan.preventionsnivåer is None:
        return None
    levels = enumerate(plan.preventionsnivåer.nivåer)
    return VisadeNivåer(plan.preventionsnivåer.text, tuple(_nivå(här, plan, one, i * _ROW) for i, one in levels))


def _nivå(här: Här, plan: p.Plan, one: p.Preventionsnivå, y: int) -> VisadNivå:
    who, meant = _LEVELS[one.nivå]
    return VisadNivå(
        y,
        anchor(one.nivå),
        capital(str(one.nivå)),
        who,
        one.text,
        tuple(Prick(i * 15 + 8, i < meant) for i in range(_TWENTY)),
        tuple(r.text for område in plan.områden for r in område.rubriker if r.nivå is one.nivå),
        tuple(insats.namn for insats in här.kommun.insatser if insats.preventionsnivå == one.nivå),
    )


# ------------------------------------------------------------------ the plan's text


@dataclass(frozen=True)
class VisatAvsnitt:
    rubrik: str
    text: str
    aktörer: tuple[VisadAktör, ...]
    punkter: tuple[str, ...]


@dataclass(frozen=True)
class VisadPlan:
    """The plan as text, in groups, each with its heading in the template."""

    plan: p.Plan
    ålder: str | None  # None when the municipality has confirmed that it is in force
    förvaltare: str | None
    styrgrupp: str | None
    uppdrag: tuple[VisatAvsnitt, ...]
    principer: tuple[VisatAvsnitt, ...]
    behov: tuple[VisatAvsnitt, ...]
    samverkan: tuple[VisatAvsnitt, ...]
    uppföljning: tuple[p.Uppföljning, ...]
    styrs_av: tuple[p.Uppföljning, ...]


def plan(här: Här) -> VisadPlan:
    own = plan_of(här)
    return VisadPlan(
        own,
        age_in_words(own, här.idag),
        own.förvaltare.text if own.förvaltare else None,
        _today(här, own.styrgrupp) if own.styrgrupp else None,
        _avsnitt(här, own.uppdrag),
        _avsnitt(här, own.principer),
        _avsnitt(här, own.behov),
        _avsnitt(här, own.samverkan),
        tuple(u for u in own.uppföljning if u.slag == "följs upp i"),
        tuple(u for u in own.uppföljning if u.slag == "styrs av"),
    )


def age_in_words(plan: p.Plan, idag: date) -> str | None:
    """What a page says of the plan's age; None while it is in force as the municipality has confirmed."""
    if plan.gäller == m.OKÄNT:
        return plan.ålder
    if plan.gäller.till and plan.gäller.till < idag:
        return f"Planen gällde till och med {dates.in_words(plan.gäller.till)}."
    if plan.gäller.från and plan.gäller.från > idag:
        return f"Planen gäller från {dates.in_words(plan.gäller.från)}."
    return None


def begrepp(här: Här) -> tuple[VisatAvsnitt, ...]:
    """The words that the municipality's own plan defines."""
    return _avsnitt(här, plan_of(här).begrepp)


@dataclass(frozen=True)
class Namnbyte:
    i_planen: str
    i_dag: str


def namnbyten(här: Här) -> tuple[Namnbyte, ...]:
    """What the plan calls by a name that is another today, each once."""
    plan = plan_of(här)
    passages = (*plan.avsnitt, *plan.aktiviteter)
    shown = (_mentioned(här, omnämnd) for passage in passages for omnämnd in passage.aktörer)
    return tuple(dict.fromkeys(Namnbyte(capital(a.i_planen), a.namn) for a in shown if a.i_planen))


def _avsnitt(här: Här, passages: Iterable[p.Avsnitt]) -> tuple[VisatAvsnitt, ...]:
    shown: list[VisatAvsnitt] = []
    for a in passages:
        own = VisatAvsnitt(a.rubrik, a.text, _renamed(här, a), a.punkter)
        if shown and shown[-1].text.endswith(","):  # one sentence in two parts
            first = shown.pop()
            own = replace(first, text=f"{first.text} {own.text}", aktörer=(*first.aktörer, *own.aktörer))
        shown.append(own)
    return tuple(shown)


def _renamed(här: Här, avsnitt: p.Avsnitt) -> tuple[VisadAktör, ...]:
    """The actors that are called something else today, with both names."""
    return tuple(shown for a in avsnitt.aktörer if (shown := _mentioned(här, a)).i_planen)
