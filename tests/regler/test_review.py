"""What a person has to check: a granskning is of a value and dies with it, and what nobody has checked is listed."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from subprocess import PIPE, CompletedProcess
from subprocess import run as run_process

import pytest
from icalendar import Calendar

from vagvisaren import __main__, checks, commands
from vagvisaren.faults import Faulty
from vagvisaren.records import model as m
from vagvisaren.records.ageing import Färskhet, Läge, avtryck, färskhet, parts
from vagvisaren.records.register import load
from vagvisaren.shown import agenda, pages, review, views
from vagvisaren.shown.editors import Redaktion
from vagvisaren.shown.page import Page
from vagvisaren.shown.review import Uppgift
from vagvisaren.shown.views import Här
from vagvisaren.tasks.log import as_yaml

from .planting import (
    IDAG,
    ROOT,
    RÅD,
    SITUATIONER,
    STÖDLINJER,
    TEXTER,
    copy_project,
    messages,
    place,
    plant,
    raw,
    run_command,
    said_on,
    website,
    websites,
    word,
    write,
)

KOMMUN = "data/timra/kommun.yml"
LOG = "data/timra/granskningar.yml"
CHECKED = date(2026, 11, 1)
FÖRKLARING = "# Vad som har granskats och godkänts. Bara tillägg: den senaste som passar uppgiften gäller.\n"

# ------------------------------------------------------------------ what a granskning is of

LINJE = {
    "id": "linjen",
    "namn": "Linjen",
    "omdöme": "ja",
    "behov": "vård-och-kris",
    "säkerhet": "säker",
    "belagd": [{"källa": "s-2026", "datum": "2026-06"}],
}
# Each field of a contact: a value that is not its default, and the part that it belongs to (None: not checked).
FIELDS = {
    "id": ("annan", None),
    "namn": ("En annan", "namn"),
    "i_mening": ("den andra linjen", "namn"),
    "omdöme": ("kontroll", None),
    "skäl": ("Stängd.", None),
    "svarar": ("En jour", "huvudman"),
    "om": ("Stöd till alla.", "beskrivning"),
    "vägar": ([{"webb": "https://linjen.se/"}], "webb"),
    "kostnad": ("gratis", "kostnad"),
    "anonym": ("ja", "anonym"),
    "syns_på_räkningen": ("nej", "kostnad"),
    "språk": (["svenska"], "språk"),
    "text_och_bildtelefoni": ("ja", "språk"),
    "ålder": ({"till": "17"}, "ålder"),
    "för_yrkesverksamma": ("ja", "målgrupp"),
    "utanför_öppettid": ("112", "tider"),
    "reserv": ("1177", None),
    "nummer_från": ("polisen", None),
    "giltig": ({"till": "2027-01-01"}, "giltig"),
    "ersatt_av": ("annan", "giltig"),
    "tidigare_namn": ([{"namn": "Gamla linjen"}], "namn"),
    "avvikelser": ([{"från": "2026-12-24", "text": "Stängt."}], "avvikelser"),
    "motstridigt": ({"tider": "Dygnet runt eller inte."}, None),
    "deltar": ([{"aktör": "polisen", "medverkan": "bas"}], "deltar"),
    "vad_händer_sen": ([{"text": "Någon ringer upp."}], "beskrivning"),
    "belagd": ([{"källa": "k-2025", "datum": "2025"}], None),
    "säkerhet": ("osäker", None),
    "frågor": (["Hur?"], None),
    "anmärkning": ("Läst två gånger.", None),
}
OWN_FIELDS = {
    m.Kontakt: {},
    m.Samhällsnummer: {"skäl_åldras_inte": ("Regionen bär det.", None), "vid": ("vid fara", "namn"), "behov": ("höra-och-tala", "målgrupp")},
    m.Stödlinje: {"huvudman": ("Stiftelsen", "huvudman"), "målgrupp": ("Alla", "målgrupp"), "behov": ("höra-och-tala", "målgrupp")},
}
# The fields of a way in, in the same manner; the first names its kind.
WAYS = {
    "telefon": {"telefon": ("020-85 20 01", "nummer"), "säg": ("jouren", "nummer")},
    "sms": {"sms": ("020-85 20 01", "nummer")},
    "chatt": {"chatt": ("https://linjen.se/chatt", "chatt")},
    "e-post": {"e-post": ("hej@linjen.se", "e-post"), "får_personuppgifter_skickas": ("nej", "får_personuppgifter_skickas")},
    "formulär": {"formulär": ("https://linjen.se/fraga", "formulär"), "får_personuppgifter_skickas": ("ja", "får_personuppgifter_skickas")},
    "besök": {"besök": ("Storgatan 2", "adress")},
    "brev": {"brev": ("Box 2", "adress")},
    "webb": {"webb": ("https://linjen.se/", "webb")},
}
OF_ALL_WAYS = {
    "öppet": ("dygnet runt", "tider"),
    "säsonger": ([{"från": "06-15", "till": "08-23", "öppet": "okänt"}], "tider"),
    "helgdagar": ("stängt", "tider"),
    "aftnar": ({"julafton": "9–12"}, "tider"),
    "tider_till": ("2026-12-31", "tider"),
    "not": ("Fråga efter jouren.", "beskrivning"),
}
FIRST = {
    **{"telefon": "020-85 20 00", "sms": "020-85 20 00", "chatt": "ja", "e-post": "fraga@linjen.se"},
    **{"formulär": "https://linjen.se/tips", "besök": "Storgatan 1", "brev": "Box 1", "webb": "https://linjen.org/"},
}


def declared(model: type[m.Post]) -> set[str]:
    """The fields of a record as an editor writes them."""
    return {info.alias or name for name, info in model.model_fields.items()}


def changed(before: m.Kontakt, after: m.Kontakt) -> set[str]:
    """The parts that are other."""
    old, new = avtryck(parts(before)), avtryck(parts(after))
    return {part for part in {*old, *new} if old.get(part) != new.get(part)}


def linje(model: type[m.Kontakt] = m.Stödlinje, **fields: object) -> m.Kontakt:
    """A contact of a kind with nothing more than it needs, and some fields."""
    least = {namn: value for namn, value in LINJE.items() if namn in declared(model)}
    least |= {"skäl_åldras_inte": "Staten bär numret."} if model is m.Samhällsnummer else {}
    return model.model_validate({**least, **fields})


@pytest.mark.parametrize("model", OWN_FIELDS, ids=lambda model: model.__name__)
def test_every_field_of_a_contact_is_in_one_part_or_is_not_checked(model):
    """Each field that the model declares is placed: a change of it changes its one part, or none."""
    fields = {**FIELDS, **OWN_FIELDS[model]}
    assert set(fields) == declared(model)
    for namn, (value, part) in fields.items():
        assert changed(linje(model), linje(model, **{namn: value})) == ({part} - {None}), namn


@pytest.mark.parametrize("slag", m.VÄGSLAG)
def test_every_field_of_a_way_in_is_in_one_part(slag):
    """Each field of each kind of way in is placed: a change of it changes its one part."""
    fields = {**WAYS[slag], **OF_ALL_WAYS}
    assert set(fields) == declared(m.VÄGSLAG[slag])
    before = {slag: FIRST[slag]}
    for namn, (value, part) in fields.items():
        assert changed(linje(vägar=[before]), linje(vägar=[{**before, namn: value}])) == {part}, namn


def test_what_is_at_its_default_is_no_part():
    """A contact that writes out what nobody knows has the parts of one that leaves it out."""
    unknown = {"kostnad": "okänt", "anonym": "okänt", "språk": "okänt", "ålder": {}, "giltig": {}, "avvikelser": [], "vad_händer_sen": "okänt"}
    silent = {"öppet": "okänt", "säsonger": [], "helgdagar": "okänt", "aftnar": {}}
    assert set(parts(linje())) == {"namn", "målgrupp"}  # behov, the group that it stands in, has no default
    assert parts(linje(**unknown)) == parts(linje())
    assert parts(linje(vägar=[{"telefon": "020-85 20 00", **silent}])) == parts(linje(vägar=[{"telefon": "020-85 20 00"}]))


def test_a_granskning_lives_when_the_model_learns_a_new_fact():
    """A kind of fact that nobody has written yet changes no fingerprint; once it is written it is a part of its own."""

    class Nyare(m.Stödlinje):
        tolk: m.JaNej = m.OKÄNT

    assert avtryck(parts(linje(Nyare))) == avtryck(parts(linje()))
    assert changed(linje(), linje(Nyare, tolk="ja")) == {"tolk"}


# ------------------------------------------------------------------ what has changed since

RING, CHATT = {"telefon": "020-85 20 00", "öppet": ["mån–tors 10–15"]}, {"chatt": "ja"}
MEJLA, BESÖK, WEBB = {"e-post": "fraga@linjen.se"}, {"besök": "Storgatan 1"}, {"webb": "https://linjen.se/"}
FULL = {"vägar": [RING, CHATT, MEJLA, BESÖK, WEBB], "kostnad": "gratis", "huvudman": "Stiftelsen"}


def ways(*other: dict[str, object]) -> dict[str, object]:
    """The full line's ways in, each that is given in the place of the one of its kind."""
    return {"vägar": [next((o for o in other if next(iter(o)) == next(iter(väg))), väg) for väg in FULL["vägar"]]}


CHANGES = {
    "the number": (ways({**RING, "telefon": "020-85 20 01"}), ("nummer",)),
    "a second number": ({"vägar": [*FULL["vägar"], {"telefon": "020-85 20 01"}]}, ("nummer",)),
    "what to ask for": (ways({**RING, "säg": "jouren"}), ("nummer",)),
    "from telephone to sms": ({"vägar": [{"sms": "020-85 20 00", "öppet": ["mån–tors 10–15"]}, *FULL["vägar"][1:]]}, ("nummer", "tider")),
    "the hours": (ways({**RING, "öppet": ["mån–tors 10–16"]}), ("tider",)),
    "hours from telephone to chat": (ways({"telefon": "020-85 20 00"}, {**CHATT, "öppet": RING["öppet"]}), ("tider",)),
    "a season": (ways({**RING, "säsonger": [{"från": "06-15", "till": "08-23", "öppet": "okänt"}]}), ("tider",)),
    "the last day of the hours": (ways({**RING, "tider_till": "2026-12-31"}), ("tider",)),
    "the address": (ways({"besök": "Storgatan 2"}), ("adress",)),
    "the e-mail": (ways({"e-post": "hej@linjen.se"}), ("e-post",)),
    "the web": (ways({"webb": "https://linjen.org/"}), ("webb",)),
    "the owner": ({"huvudman": "Föreningen"}, ("huvudman",)),
    "for whom": ({"målgrupp": "Alla"}, ("målgrupp",)),
    "the age": ({"ålder": {"till": "17"}}, ("ålder",)),
    "the cost": ({"kostnad": "vanlig samtalstaxa"}, ("kostnad",)),
    "the languages": ({"språk": ["svenska"]}, ("språk",)),
    "what it is": ({"om": "Stöd till alla."}, ("beskrivning",)),
    "the name": ({"namn": "Nya linjen"}, ("namn",)),
    "a part that is gone": ({"kostnad": "okänt"}, ("kostnad",)),
    "a way in that is gone": ({"vägar": FULL["vägar"][:-1]}, ("webb",)),
    "a part that is new": ({"giltig": {"till": "2027-12-24"}}, ("giltig",)),
    "two at once": (ways({"telefon": "020-85 20 01", "öppet": ["mån–tors 10–16"]}), ("nummer", "tider")),
}


def row(kontakt: m.Kontakt, datum: date = CHECKED, av: str = "webredaktör") -> m.Granskning:
    """An entry of the log: this very value was checked on a day."""
    return m.Granskning(uppgift=kontakt.id, avtryck=avtryck(parts(kontakt)), datum=datum, av=av, hur="källsida")


@pytest.fixture
def age(register) -> Callable[..., Färskhet]:
    """The age of a contact on IDAG, with a log."""
    return lambda kontakt, *log: färskhet(kontakt, log, register.tider, IDAG)


@pytest.mark.parametrize(("fields", "names"), CHANGES.values(), ids=CHANGES)
def test_a_change_leaves_the_contact_unchecked_and_names_exactly_what_changed(age, fields, names):
    """When a part changes the granskning no longer counts, and the parts that changed are named, no other."""
    before, after = linje(**FULL), linje(**{**FULL, **fields})
    assert (age(before, row(before)).granskning, age(before, row(before)).ändrat) == (row(before), ())
    assert (age(after, row(before)).granskning, age(after, row(before)).ändrat) == (None, names)


def test_a_contact_that_nobody_ever_checked_has_not_changed(age):
    """Without an entry of its own, or with one of tomorrow only, nothing is named as changed."""
    other = row(linje(**FULL)).model_copy(update={"uppgift": "en-annan"})
    assert age(linje(), other, row(linje(**FULL), IDAG + timedelta(days=1))).ändrat == ()


def test_what_changed_is_counted_from_the_latest_entry(age):
    """The parts are compared with the latest day's value, wherever its row stands in the file."""
    old, late, now = linje(namn="Gamla"), linje(kostnad="gratis"), linje(kostnad="10 kronor")
    assert age(now, row(late), row(old, date(2026, 10, 1))).ändrat == ("kostnad",)


def test_of_two_rows_on_the_same_day_the_last_one_in_the_file_rules(age):
    """The row further down is the later: its role is the one that checked, and its value the one compared with."""
    first, last = row(linje(), av="utvecklingsstrateg"), row(linje())
    assert age(linje(), first, last).granskning is last
    assert age(linje(), last, first).granskning is first
    assert age(linje(kostnad="10 kronor"), row(linje(namn="Gamla")), row(linje(kostnad="gratis"))).ändrat == ("kostnad",)


def test_an_older_row_that_fits_the_present_value_counts_again(age):
    """A change that is taken back is checked again, as of the day when it was."""
    old = row(linje(), date(2026, 10, 1))
    between = row(linje(kostnad="gratis"))
    assert age(linje(), old, between).granskning is old
    assert age(linje(namn="En tredje"), old, between).granskning is None


# ------------------------------------------------------------------ what the page and the editors say of it


def everything(root: Path, idag: date = IDAG, mapp: str = "timra") -> tuple[Uppgift, ...]:
    """All that a municipality has to check."""
    register = load(root, internt=True)
    lokalt = next(lokalt for lokalt in register.kommuner.values() if lokalt.mapp == mapp)
    return review.uppgifter(register, lokalt, pages.read_all(root, register, idag), idag)


def approve(root: Path, wanted: Callable[[Uppgift], bool] = lambda _: True, datum: date = CHECKED, mapp: str = "timra") -> None:
    """A log that says that what is wanted was checked on a day."""
    rows = [
        agenda.entry_of(uppgift, "utvecklingsstrateg" if uppgift.is_text else "webredaktör", "läst" if uppgift.is_text else "källsida", str(datum))
        for uppgift in everything(root, mapp=mapp)
        if wanted(uppgift)
    ]
    write(root, f"data/{mapp}/granskningar.yml", "granskningar:\n" + "".join(map(as_yaml, rows)))


def test_a_borrowed_number_that_was_checked_too_long_ago_says_when(project):
    """When the granskning is too old but the number is fresh, the contact waits, and is not said never to have been checked."""
    approve(project, datum=date(2025, 11, 1))
    borrower = next(id_ for id_, linje in load(project, internt=True).stödlinjer.items() if linje.nummer_från)
    found = next(uppgift for uppgift in everything(project) if uppgift.id == borrower)
    assert review.state_in_words(found) == "Granskad 1 november 2025, för gammal" and not found.färskhet.håller


def control_of(root: Path, id_: str) -> str:
    """What a contact's own facts say of when it was checked."""
    [said] = re.findall(r"<dt>Kontroll</dt><dd>(.*?)</dd>", word(website(root, "timra.se"), "kontakt", id_))
    return said.strip()


@pytest.mark.parametrize(
    ("id_", "unchecked", "since"),
    [
        ("föräldralinjen", "Inte kontrollerad av kommunen. Uppgiften är från juni 2026.", "Inte kontrollerad av kommunen sedan uppgiften ändrades."),
        (
            "kyrkans-sos",
            "Inte kontrollerad av kommunen, bara ett utkast. Uppgiften är från juni 2026.",
            "Inte kontrollerad av kommunen sedan uppgiften ändrades, bara ett utkast.",
        ),
        ("avhopp-polisen", "Inte kontrollerad av kommunen. Vi vet inte hur gammal uppgiften är.", "Inte kontrollerad av kommunen sedan uppgiften ändrades."),
    ],
)
def test_a_page_gives_no_source_s_date_for_a_fact_that_has_changed_since_it_was_checked(project, id_, unchecked, since):
    """Unchecked it gives the source's date, checked the day and the role, changed neither, also for a borrowed number."""
    assert control_of(project, id_) == unchecked
    approve(project, lambda uppgift: uppgift.id == id_)
    assert control_of(project, id_) == "Kontrollerad 1 november 2026 av Webredaktör."
    plant(project, STÖDLINJER, "\n    säkerhet:", "\n    vad_händer_sen: [{text: Någon svarar., stöd: [r1]}]\n    säkerhet:", id_)
    assert control_of(project, id_) == since
    assert "Uppgiften är från" not in control_of(project, id_)


def test_the_list_of_lines_says_the_same(project):
    """Under Stöd och hjälp a line that has changed since it was checked gives no source's date either."""

    def last_line() -> str:
        line = word(website(project, "timra.se"), "stödlinjer").split('id="foraldralinjen"')[1].split('<li class="linje"')[0]
        return re.findall(r'<p class="dov[^"]*">(.*?)</p>', line)[-1].strip()

    assert last_line() == "Inte kontrollerad av kommunen. Uppgiften är från juni 2026."
    approve(project, lambda uppgift: uppgift.id == "föräldralinjen")
    plant(project, STÖDLINJER, "telefon: 020-85 20 00", "telefon: 020-85 20 01")
    assert last_line() == "Inte kontrollerad av kommunen sedan uppgiften ändrades."


def test_the_editors_read_which_parts_have_changed(project):
    """Redaktionen and the list of what to check name the parts, and no source's date beside them."""
    approve(project, lambda uppgift: uppgift.id == "föräldralinjen")
    assert editors_row(project, "föräldralinjen") is None
    plant(project, STÖDLINJER, "telefon: 020-85 20 00\n        öppet:\n          - mån–tors 10–15", "telefon: 020-85 20 01\n        öppet:\n          - mån–tors 10–16")
    where = place(project, STÖDLINJER, "id: föräldralinjen")
    cells = editors_row(project, "föräldralinjen")
    assert {"Ändrad sedan granskningen: nummer och tider", "okänt", "Ja, till 1 juni 2027"} <= set(cells)
    assert where.rsplit(":", 1)[0] in cells[0] and "2026" not in "".join(cells)
    assert f"  föräldralinjen  –  Föräldralinjen\n      Ändrad sedan granskningen: nummer och tider. Jämför med https://mind.se/\n      {where}" in listed(project)


def editors_row(root: Path, id_: str) -> list[str] | None:
    """The cells of a thing to check at Timrå, as Redaktionen shows them; None when nobody need look."""
    register = load(root, internt=True)
    html = word(Redaktion(register, IDAG, pages.read_all(root, register, IDAG)), "kontroller").split(">Umeå")[0]
    rows = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", one) for one in re.findall(r"<tr>(.*?)</tr>", html))
    return next((cells for cells in rows if f"<code>{id_}</code>" in cells[0]), None)


def listed(root: Path) -> str:
    """Timrå's list, as the command prints it."""
    register = load(root, internt=True)
    return agenda.listing(register.kommuner["timrå"], register, everything(root))


# ------------------------------------------------------------------ which texts there are


def site_pages(root: Path, idag: date = IDAG, *ids: str) -> list[tuple[Här, Page]]:
    """Every page of every website, or of some."""
    return [(här, page) for här in websites(root, idag) if not ids or här.webbplats.id in ids for page in pages.read_pages(root, här)[0].values()]


def test_everything_that_the_pages_say_is_something_to_check(project):
    """Each page, each situation and group of sentences on it, the plan, each insats and each contact is listed."""
    insats = "insatser:\n  - {namn: Samtal, för: Alla, hur: Ring växeln., ansvarig: webredaktör, källa: timrå-anvisningar}"
    plant(project, KOMMUN, "insatser: []", insats)
    found = {mapp: {uppgift.id for uppgift in everything(project, mapp=mapp)} for mapp in ("timra", "umea")}
    situations = raw(SITUATIONER, project)["situationer"]
    expected: dict[str, set[str]] = {"timra": set(), "umea": set()}
    for här, page in site_pages(project):
        said = said_on(page, här)
        own = expected[här.lokalt.mapp]
        own.add(page.file)
        own |= {f"läge:{s['id']}" for s in situations if f"<span>{s['arm']}</span>" in said or f">{s['rubrik']}</h3>" in said or plate(s) in said}
        own |= {f"text:{namn}" for namn in re.findall(r'\{\{ råd\("([^"]+)"\) \}\}', page.text)}
        own |= {"plan"} if re.search(r"\{\{ (plan|områden|plantabell|begrepp|namnbyten|preventionsnivåer)\(\) \}\}", page.text) else set()
        own |= {"insatser"} if "<b>Samtal</b>" in said or ">Samtal<" in said else set()
        own |= {fact.id for call in page.calls for fact in views.facts_in(call.show(här)) if not isinstance(fact.kontakt, m.Samhällsnummer)}
    assert {mapp: ids - found[mapp] for mapp, ids in expected.items()} == {"timra": set(), "umea": set()}
    texts = {mapp: {id_ for id_ in ids if ":" in id_ or "/" in id_ or id_ in ("plan", "insatser")} for mapp, ids in found.items()}
    assert {mapp: ids - expected[mapp] for mapp, ids in texts.items()} == {"timra": set(), "umea": set()}
    assert "insatser" in texts["timra"] and "insatser" not in texts["umea"]


def plate(situation: dict) -> str:
    """How a plate's heading begins."""
    return f'<span class="niva">{situation["skylt"]["nivå"]}:</span>' if "skylt" in situation else "inget"


def test_a_contact_that_only_a_page_names_is_something_to_check(project):
    """A contact that no situation leads to is listed once a page shows it with a word, and can be checked."""
    page = "docs/timnet/prov.md"
    assert "stödtelefon-heder-personal" not in {uppgift.id for uppgift in everything(project)}
    write(project, page, '# Prov\n\n{{ kontakt("stödtelefon-heder-personal") }}\n')
    assert {"stödtelefon-heder-personal", page} <= {uppgift.id for uppgift in everything(project)}


# ------------------------------------------------------------------ when an approval dies


@pytest.fixture(scope="module")
def _approved(tmp_path_factory) -> Path:
    root = copy_project(tmp_path_factory.mktemp("godkänt"))
    approve(root)
    return root


@pytest.fixture
def approved(_approved, project) -> Path:
    """A copy in which all that Timrå shows was checked on the first of November."""
    write(project, LOG, (_approved / LOG).read_text(encoding="utf-8"))
    return project


def waiting(root: Path, idag: date = IDAG) -> dict[str, tuple[str, ...]]:
    """What each of Timrå's pages waits for; nothing where it is no draft."""
    abouts = {f"{här.webbplats.id}/{page.namn}": review.about(page, här) for här, page in site_pages(root, idag, "timra.se", "timnet")}
    return {page: sida.väntar for page, sida in abouts.items() if sida.utkast}


def showing(root: Path, died: dict[str, tuple[str, ...]]) -> dict[str, set[str]]:
    """Timrå's pages that say any of the words, and which uppgift each of those words is of."""
    found: dict[str, set[str]] = {}
    for här, page in site_pages(root, IDAG, "timra.se", "timnet"):
        said = said_on(page, här)
        if own := {uppgift for uppgift, words in died.items() if any(one in said for one in words)}:
            found[f"{här.webbplats.id}/{page.namn}"] = own
    return found


def test_where_everything_is_checked_no_page_is_a_draft(approved):
    """With a granskning of every value, none of Timrå's pages waits; so each draft below has the one cause."""
    assert waiting(approved) == {}


DEATHS = {
    "a step's sentence": (SITUATIONER, "gör: Prata med {namn}.", "gör: Prata med {namn}!", {"läge:ung-och-orolig": ("Jag är under 18 och orolig", "Du är under 18 och orolig")}),
    "a råd that comes to hold here": (
        RÅD, "källa: um400, datum: okänt}\n    säkerhet: säker\n    gäller: [umeå]\n  - id: r10",
        "källa: um400, datum: okänt}\n    säkerhet: säker\n    gäller: [umeå, timrå]\n  - id: r10",
        {"läge:orolig-för-barn": (">Ett barn eller en ungdom<", "Du är orolig för ett barn eller en ungdom")},
    ),
    "a sentence of a group": (TEXTER, "Bär inte oron ensam.", "Bär aldrig oron ensam.", {"text:gör-inte": ("Bär aldrig oron ensam.",)}),
    "a page's own sentence": ("docs/extern/stod-och-hjalp.md", "Hit kan du ringa", "Hit får du ringa", {"docs/extern/stod-och-hjalp.md": ("Hit får du ringa",)}),
    "what to ask for": (
        KOMMUN, "be_om: den som ansvarar för webbsidorna", "be_om: webbredaktionen",
        {
            "läge:fel-på-sidan": ("Något är fel på sidan",),
            "docs/extern/om-webbplatsen.md": ("# Om webbplatsen",),
            "docs/extern/tillganglighetsredogorelse.md": ("# Kan alla använda webbplatsen?",),
            "docs/intern/om-sidan.md": ("# Om sidan",),
            "docs/intern/tillganglighetsredogorelse.md": ("# Kan alla använda sidorna?",),
        },
    ),
    "whom a function leads to": (
        KOMMUN, "redaktion:\n    kontakt: växel", "redaktion:\n    kontakt: socialtjänst",
        {
            "läge:fel-på-sidan": ("Något är fel på sidan",),
            "docs/extern/om-webbplatsen.md": ("# Om webbplatsen",),
            "docs/extern/tillganglighetsredogorelse.md": ("# Kan alla använda webbplatsen?",),
            "docs/intern/om-sidan.md": ("# Om sidan",),
            "docs/intern/tillganglighetsredogorelse.md": ("# Kan alla använda sidorna?",),
        },
    ),
    "the plan": (
        "data/timra/plan.yml", "Utse ansvarig för dialog", "Utse ansvariga för dialog",
        {"plan": ("# Så arbetar kommunen", "# Om våldsbejakande extremism", "# Vad som görs")},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "died"), DEATHS.values(), ids=DEATHS)
def test_an_approval_dies_with_its_sentence_on_the_pages_that_show_it_and_nowhere_else(approved, file, old, new, died):
    """Each page that shows what has changed waits for just that; the other pages are no drafts."""
    plant(approved, file, old, new)
    drafts = {page: set(ids) for page, ids in waiting(approved).items()}
    assert drafts == showing(approved, died) != {}


def test_a_first_insats_waits_on_the_pages_that_show_insatser(approved):
    """An insats that the municipality writes in is approved before it stands on a page that is no draft."""
    plant(approved, KOMMUN, "insatser: []", "insatser:\n  - {namn: Samtal, för: Alla, hur: Ring växeln., ansvarig: webredaktör, källa: timrå-anvisningar}")
    pages_of_it = {f"{här.webbplats.id}/{page.namn}" for här, page in site_pages(approved, IDAG, "timra.se", "timnet") if "{{ insatser() }}" in page.text}
    assert waiting(approved) == {page: ("insatser",) for page in pages_of_it} != {}


def test_a_contact_s_change_makes_drafts_of_the_pages_that_show_it(approved):
    """A number that is other than the one that was checked makes a draft of each page with the contact on it."""
    plant(approved, STÖDLINJER, "telefon: 020-85 20 00", "telefon: 020-85 20 01")
    drafts = {page: set(ids) for page, ids in waiting(approved).items()}
    assert drafts == showing(approved, {"föräldralinjen": ("020-85 20 01",)}) != {}


def test_an_approval_gets_too_old(approved, register):
    """On the last day of all that was checked no page is a draft; on the day after every one is, for its texts too."""
    last = CHECKED + timedelta(days=register.tider.för_gammal)
    assert waiting(approved, last) == {}
    after = waiting(approved, last + timedelta(days=1))
    assert set(after) == {f"{här.webbplats.id}/{page.namn}" for här, page in site_pages(approved, IDAG, "timra.se", "timnet")}
    assert {page.file for _, page in site_pages(approved, IDAG, "timra.se", "timnet")} <= {id_ for ids in after.values() for id_ in ids}


def test_the_day_alone_never_ends_an_approval():
    """The fingerprint of each text is the same whatever has grown too old, ended or been replaced by that day."""

    def prints(idag: date) -> dict[tuple[str, str], dict[str, str]]:
        found = ((här, text) for här, page in site_pages(ROOT, idag) for text in review.texts_of(page, här))
        return {(här.lokalt.mapp, text.id): avtryck(text.delar) for här, text in found}

    today = prints(IDAG)
    assert len(today) > 40
    for idag in (date(2027, 11, 22), date(2036, 11, 22)):
        assert prints(idag) == today


# ------------------------------------------------------------------ the list


def granskning(root: Path, *arguments: str) -> CompletedProcess[str]:
    """`python -m vagvisaren granskning`, run in the copy."""
    return run_command(root, "granskning", *arguments)


@pytest.fixture(scope="module")
def listing(tmp_path_factory) -> tuple[Path, str, bytes]:
    """A copy, what the command lists there, and the calendar that it writes."""
    root = copy_project(tmp_path_factory.mktemp("lista"))
    done = granskning(root)
    assert (done.returncode, done.stderr) == (0, "")
    return root, done.stdout, (root / "granskning.ics").read_bytes()


ENTRY = re.compile(r"^  (\S+)  –  (.+)\n      (.+)\n      (\S+)$", re.MULTILINE)


def groups(text: str) -> dict[str, dict[str, list[tuple[str, ...]]]]:
    """The list by municipality and role: id, name, state with source, and place of each."""
    found: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for namn, body in re.findall(r"^(\w+ kommun)\n(.*?)(?=^\w+ kommun\n|^Kalendern)", text, re.MULTILINE | re.DOTALL):
        roles = re.findall(r"^(\S.*) \((\d+)\)\n((?:  .*\n)+)", body, re.MULTILINE)
        found[namn] = {role: ENTRY.findall(rows) for role, _, rows in roles}
        assert [len(found[namn][role]) for role, _, _ in roles] == [int(count) for _, count, _ in roles]
    return found


def test_the_list_gives_each_role_what_is_its_own(listing):
    """Contacts stand under who publishes, texts under who answers for the content; where nobody does, the list says so."""
    root, text, _ = listing
    found = groups(text)
    names = {a["id"]: a["namn"] for a in raw(KOMMUN, root)["aktörer"]}
    sites = raw("data/timra/webbplatser.yml", root)["webbplatser"]
    publishers, editors = ({names[site[field]] for site in sites} for field in ("publicerare", "innehållsansvarig"))
    timrå = {uppgift.id: uppgift for uppgift in everything(root)}
    shown_facts = {role for role, rows in found["Timrå kommun"].items() if any(not timrå[row[0]].is_text for row in rows)}
    shown_texts = {role for role, rows in found["Timrå kommun"].items() if any(timrå[row[0]].is_text for row in rows)}
    assert (shown_facts, shown_texts) == (publishers, editors)
    assert set(found["Umeå kommun"]) == {"Ingen är utsedd"}
    for namn, mapp in (("Timrå kommun", "timra"), ("Umeå kommun", "umea")):
        due = Counter(uppgift.id for uppgift in everything(root, mapp=mapp) if review.is_due(uppgift))
        assert Counter(row[0] for rows in found[namn].values() for row in rows) == due


def test_the_switchboard_stands_first_and_the_texts_last(listing):
    """Within a role the switchboard is first, since all else falls back on it; then contacts, then texts."""
    _, text, _ = listing
    for roles in groups(text).values():
        rows = next(rows for rows in roles.values() if any(row[0] == "växel" for row in rows))
        assert rows[0][0] == "växel"
        for own in roles.values():
            kinds = [":" in id_ or "/" in id_ or id_ == "plan" for id_, *_ in own]
            assert kinds == sorted(kinds)


def test_an_entry_says_what_to_compare_with_and_where_it_stands(listing):
    """The first entry whole; and each place is the very line of the record or the page."""
    root, text, _ = listing
    assert text.startswith(
        "Timrå kommun\n\nKommunikationsansvarig (25)\n  växel  –  Kommunens växel\n"
        "      Aldrig granskad, för gammal. Jämför med https://www.timra.se/\n"
        f"      {place(root, KOMMUN, 'id: växel')}\n"
    )
    for roles in groups(text).values():
        for id_, _, _, where in (row for rows in roles.values() for row in rows):
            file, line, column = where.rsplit(":", 2)
            at = (root / file).read_text(encoding="utf-8").splitlines()[int(line) - 1][int(column) - 1 :]
            if "/" in id_:
                assert (file, at[:2]) == (id_, "# ")
            elif id_ != "plan":
                assert at == f"id: {id_.split(':')[-1]}"


def test_a_line_is_compared_with_its_provider_s_own_page(listing):
    """A line with a page of its own is compared with that; one without is asked about, and not dialled."""
    root, text, _ = listing
    lines = {one["id"]: one for one in raw(STÖDLINJER, root)["stödlinjer"]}
    for roles in groups(text).values():
        rows = {row[0]: row for own in roles.values() for row in own if row[0] in lines}
        assert len(rows) > 15
        for id_, (_, _, said, _) in rows.items():
            own = next((väg["webb"] for väg in lines[id_].get("vägar", []) if "webb" in väg), None)
            asked = f"Fråga kansliet eller växeln hos {lines[id_].get('huvudman', 'huvudmannen')}. Ring inte linjen."
            assert said.split(". ", 1)[1] == (f"Jämför med {own}" if own else asked), id_


def test_nobody_is_told_to_dial_a_help_line(listing):
    """The only calls that the list and the calendar speak of are those that are not to be made."""
    _, text, ics = listing
    assert text.endswith("\n\nKalendern ligger i granskning.ics. Ring aldrig en stödlinje för att prova den.\n")
    calendar = "\n".join(str(event["description"]) for event in Calendar.from_ical(ics).walk("VEVENT"))
    for said in (text, calendar):
        without = said.replace("Ring inte linjen.", "").replace("Ring aldrig en stödlinje för att prova den.", "")
        assert "Ring inte linjen." in said
        assert re.findall(r"(?i)\bring\w*|\bslå\b|\bprovring\w*", without) == []


# ------------------------------------------------------------------ the calendar


def events(ics: bytes) -> dict[str, dict[str, object]]:
    """The events of a calendar by their UIDs, each once."""
    found = Calendar.from_ical(ics).walk("VEVENT")
    uids = [str(event["uid"]) for event in found]
    assert len(set(uids)) == len(uids)
    return {str(event["uid"]): event for event in found}


def calendar(root: Path, idag: date = IDAG) -> bytes:
    """The calendar of all municipalities on a day."""
    register = load(root, internt=True)
    sidor = pages.read_all(root, register, idag)
    return agenda.calendar([(lokalt, review.uppgifter(register, lokalt, sidor, idag)) for lokalt in register.kommuner.values()], register, idag)


def test_the_calendar_has_one_day_for_each_thing_to_check(listing):
    """One event per uppgift, a whole day each, with who, what state, what to compare with and the id for the command."""
    root, _, ics = listing
    found = events(ics)
    assert len(found) == len(everything(root)) + len(everything(root, mapp="umea"))
    växel = found["timra-vaxel@vagvisaren"]
    assert (str(växel["summary"]), växel.decoded("dtstart"), växel.decoded("dtend")) == (
        "Granska: Kommunens växel (Timrå kommun)", IDAG, IDAG + timedelta(days=1)
    )  # fmt: skip
    assert str(växel["description"]) == "Kommunikationsansvarig. Aldrig granskad, för gammal. Jämför med https://www.timra.se/ Id: växel"


def test_the_calendar_made_twice_on_a_day_is_the_same_bytes(listing):
    """Made again on the same day, by another process in another folder, it is the same file."""
    assert calendar(ROOT) == listing[2] != calendar(ROOT, IDAG + timedelta(days=1))


def test_an_event_keeps_its_uid_when_days_pass_and_values_change(listing, project):
    """A calendar that reads the file again moves what it has: the same UIDs on another day and after a change."""
    plant(project, STÖDLINJER, "telefon: 020-85 20 00", "telefon: 020-85 20 01")
    plant(project, "docs/extern/index.md", "## Läs mer", "## Mer att läsa")
    approve(project, lambda uppgift: uppgift.id == "växel")
    later = calendar(project, IDAG + timedelta(days=40))
    assert set(events(later)) == set(events(listing[2]))
    assert later != listing[2]


def test_the_day_in_the_calendar_is_when_to_look(project, register):
    """Today for what nobody has checked or what is late; for the rest when it is soon due."""
    approve(project, lambda uppgift: uppgift.id in ("växel", "plan"))
    due = CHECKED + timedelta(days=register.tider.snart_dags)
    for idag, expected in ((IDAG, due), (due, due), (due + timedelta(days=9), due + timedelta(days=9))):
        days = {uid: event.decoded("dtstart") for uid, event in events(calendar(project, idag)).items()}
        checked = {days.pop("timra-vaxel@vagvisaren"), days.pop("timra-plan@vagvisaren")}
        assert (checked, set(days.values())) == ({expected}, {idag})


# ------------------------------------------------------------------ klar


@pytest.fixture
def run(capsys) -> Callable[..., tuple[str, str]]:
    """The command in this process, on data that are without faults: what it said, and what it complained of."""

    def command(root: Path, *arguments: str) -> tuple[str, str]:
        chosen = __main__.parser().parse_args(["granskning", *arguments])
        try:
            commands.granskning(commands.Asked(root, IDAG, chosen))
        except Faulty as fault:
            return capsys.readouterr().out, fault.report("ändrat")
        return capsys.readouterr().out, ""

    return command


def trees(root: Path) -> dict[str, str]:
    """The hash of each file that people edit."""
    files = [path for room in ("data", "docs") for path in sorted((root / room).rglob("*")) if path.is_file()]
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


FACT = ("--av", "webredaktör", "--hur", "källsida", "--kommun", "timra")
TEXT = ("--av", "utvecklingsstrateg", "--hur", "läst", "--kommun", "timra")


def test_klar_adds_a_row_for_each_id_and_touches_no_other_file(project, run):
    """Ids with or without å, ä and ö; the rows carry the present fingerprint, the old bytes stand, no edited file is rewritten."""
    before = trees(project)
    first = granskning(project, "klar", "växel", "sjalvmordslinjen", *FACT)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == f"Granskad: Kommunens växel\nGranskad: Självmordslinjen\nKlart: {LOG}\n"
    rows = (project / LOG).read_text(encoding="utf-8")
    assert rows.startswith(f"{FÖRKLARING}granskningar:\n  - uppgift: \"växel\"\n    avtryck: {{")

    write(project, LOG, f"{rows}  # en anteckning\n")
    texts = ("lage:vill-lamna", "text:språk", "docs/extern/index.md", "plan")
    assert run(project, "klar", *texts, *TEXT, "--datum", "2026-11-20")[1] == ""
    assert (project / LOG).read_text(encoding="utf-8").startswith(f"{rows}  # en anteckning\n")
    after = trees(project)
    assert after.pop(LOG) and after == before

    log = load(project, internt=True).kommuner["timrå"].granskningar
    assert [(g.uppgift, str(g.datum), g.av, g.hur) for g in log] == [
        ("växel", "2026-11-22", "webredaktör", "källsida"),
        ("självmordslinjen", "2026-11-22", "webredaktör", "källsida"),
        *((id_, "2026-11-20", "utvecklingsstrateg", "läst") for id_ in ("läge:vill-lämna", "text:språk", "docs/extern/index.md", "plan")),
    ]
    assert {uppgift.id for uppgift in everything(project) if uppgift.färskhet.granskning} == {g.uppgift for g in log}


SAY = "granskning: Något saknas. Skriv: granskning klar ID --av ROLL --hur HUR --kommun KOMMUN"
REFUSED = {
    "an unknown id with a near one": (("klar", "brs", *FACT), 'granskning klar: "brs" är inget som ska granskas här. Menade du "bris"?'),
    "an unknown id": (("klar", "xyzzyx", *FACT), 'granskning klar: "xyzzyx" är inget som ska granskas här. Kör granskning utan klar för att se vad som finns.'),
    "one right and one wrong": (("klar", "bris", "plann", *FACT), 'granskning klar: "plann" är inget som ska granskas här. Menade du "plan"?'),
    "a number that does not age": (("klar", "polisen", *FACT), 'granskning klar: "polisen" är inget som ska granskas här. Menade du "avhopp-polisen"?'),
    "a closed line": (("klar", "orostelefonen", *FACT), 'granskning klar: "orostelefonen" är inget som ska granskas här. Kör granskning utan klar för att se vad som finns.'),
    "a fact and a text at once": (
        ("klar", "bris", "plan", *TEXT),
        "hur: En uppgift granskas genom att jämföras med källan. Skriv källsida, kansli, växel eller svar.",
    ),
    "a role that may not approve": (
        ("klar", "plan", "--av", "webredaktör", "--hur", "läst", "--kommun", "timra"),
        '--av: "webredaktör" svarar inte för innehållet och kan inte godkänna en text. Skriv --av utvecklingsstrateg.',
    ),
    "a text that is compared": (
        ("klar", "läge:fara-nu", "--av", "utvecklingsstrateg", "--hur", "källsida", "--kommun", "timra"),
        "hur: En text granskas genom att läsas. Skriv läst.",
    ),
    "a fact that is read": (
        ("klar", "bris", *TEXT),
        "hur: En uppgift granskas genom att jämföras med källan. Skriv källsida, kansli, växel eller svar.",
    ),
    "a role outside the municipality": (
        ("klar", "bris", "--av", "polisen", "--hur", "källsida", "--kommun", "timra"),
        'av: "polisen" är ingen roll i kommunen och kan inte granska. '
        "Kända är: kommunikationsansvarig, nätverk-efter-situation, timrå-kontaktperson, utvecklingsstrateg och webredaktör.",
    ),
    "a year of no use": (("klar", "bris", *FACT, "--datum", "0001-01-01"), "datum: Året 0001 ligger utanför 2000–2100. Rätta årtalet: 2026-06-04."),
    "a day ahead": (("klar", "bris", *FACT, "--datum", "2026-11-23"), "datum: Datumet 2026-11-23 ligger framåt i tiden. Rätta datumet."),
    "no day": (("klar", "bris", *FACT, "--datum", "igår"), 'datum: "igår" är ingen dag. Skriv år, månad och dag: 2026-06-04.'),
    "no role": (("klar", "bris", "--hur", "källsida", "--kommun", "timra"), SAY),
    "no way of checking": (("klar", "bris", "--av", "webredaktör", "--kommun", "timra"), SAY),
    "no municipality": (("klar", "bris", "--av", "webredaktör", "--hur", "källsida"), SAY),
    "no id": (("klar", *FACT), SAY),
    "no klar": (("bris", *FACT), SAY),
    "an unknown role": (("klar", "bris", "--av", "webredaktörn", "--hur", "källsida", "--kommun", "timra"), 'av: Rollen "webredaktörn" finns inte. Menade du "webredaktör"?'),
    "an unknown municipality": (("klar", "bris", *FACT[:-1], "tmra"), '--kommun: Kommunen "tmra" finns inte. Kända är: timra, umea.'),
    "nobody who may approve": (
        ("klar", "plan", *TEXT[:-1], "umea"),
        '--av: "utvecklingsstrateg" svarar inte för innehållet och kan inte godkänna en text. '
        "Skriv först vem som är innehållsansvarig, i data/umea/webbplatser.yml.",
    ),
}


@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=REFUSED)
def test_klar_with_a_fault_says_it_and_writes_nothing(listing, run, arguments, said):
    """Each way of getting it wrong is one message, and every file is as it was."""
    root = listing[0]
    before = trees(root)
    assert run(root, *arguments) == ("", f"{said}\n1 fel. Ingenting är ändrat.")
    assert trees(root) == before and LOG not in before


def test_the_command_tells_what_is_wrong_in_swedish(project):
    """A command that is not rightly written gets what is wrong and the usage, a fault its sentence, each its own code."""
    done = granskning(project, "klar", "bris", "--av", "webredaktör", "--hur", "telefon", "--kommun", "timra")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        'Kommandot är inte rätt skrivet. --hur: "telefon" finns inte. Välj källsida, kansli, växel, svar eller läst.\n'
        "Skriv så här: python -m vagvisaren granskning "
    )
    done = granskning(project, "klar", "bris", "--av", "webredaktör", "--hur", "svar", "--kommun", "timra", "i", "dag")
    assert done.stderr.startswith(
        "Kommandot är inte rätt skrivet. Det här blev över: i dag. En text med mellanslag ska ha citattecken runt sig.\n"
        "Skriv så här: python -m vagvisaren granskning "
    )
    done = granskning(project, "klar", "bris", "--av")
    assert done.stderr.startswith("Kommandot är inte rätt skrivet. Det saknas något efter --av.\nSkriv så här: ")
    done = run_command(project, "granska")
    known = ", ".join(command.namn for command in commands.COMMANDS[:-1])
    assert f'KOMMANDO: "granska" finns inte. Välj {known} eller {commands.COMMANDS[-1].namn}.\nSkriv så här: ' in done.stderr
    done = granskning(project, "klar", "bris", "plann", *FACT)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == 'granskning klar: "plann" är inget som ska granskas här. Menade du "plan"?\n1 fel. Ingenting är ändrat.\n'
    assert not (project / LOG).exists()


def test_klar_takes_an_id_without_its_kind_and_a_role_without_its_dots(project, run):
    """The id alone is enough where only one thing has it, and a role is found as an id is, without å, ä and ö."""
    assert run(project, "klar", "orolig-for-barn", *TEXT)[1] == ""
    assert run(project, "klar", "bris", "--av", "webredaktor", *FACT[2:])[1] == ""
    log = load(project, internt=True).kommuner["timrå"].granskningar
    assert [(g.uppgift, g.av) for g in log] == [("läge:orolig-för-barn", "utvecklingsstrateg"), ("bris", "webredaktör")]


def test_klar_asks_which_when_two_things_have_the_id(project, run):
    """An id without its kind that a situation and a group of sentences share is refused, with both."""
    plant(project, TEXTER, "- id: språk\n", "- id: fara-nu\n")
    for page in sorted((project / "docs").rglob("*.md")):
        page.write_text(page.read_text(encoding="utf-8").replace('råd("språk")', 'råd("fara-nu")'), encoding="utf-8")
    said = 'granskning klar: "fara-nu" är flera saker här. Skriv läge:fara-nu eller text:fara-nu.'
    assert sorted(run(project, "klar", "fara-nu", *TEXT)[1].splitlines()) == ["1 fel. Ingenting är ändrat.", said]


def hand_written(root: Path, **fields: str) -> str:
    """A log of one row, written by hand; the row as it stands."""
    entry = {"uppgift": "bris", "avtryck": "{namn: 0123456789ab}", "datum": str(CHECKED), "av": "webredaktör", "hur": "källsida", **fields}
    row = "{" + ", ".join(f"{name}: {value}" for name, value in entry.items()) + "}"
    write(root, LOG, f"granskningar:\n  - {row}\n")
    return row


def value_of(root: Path, name: str) -> str:
    """Where a value of the log's one row stands."""
    file, line, column = place(root, LOG, f" {name}: ").rsplit(":", 2)
    return f"{file}:{line}:{int(column) + len(name) + 3}"


def test_a_row_by_hand_is_by_a_role_of_the_municipality(project):
    """A row that says that an authority elsewhere has checked is refused, as the command refuses it."""
    hand_written(project, av="polisen")
    assert messages(project) == [
        f'{value_of(project, "av")}: "polisen" är ingen roll i kommunen och kan inte granska. '
        "Kända är: kommunikationsansvarig, nätverk-efter-situation, timrå-kontaktperson, utvecklingsstrateg och webredaktör."
    ]


@pytest.mark.parametrize("id_", ["läge:fara-nu", "text:språk", "plan", "insatser", "docs/extern/index.md"])
def test_a_row_by_hand_about_a_text_says_that_it_is_read(project, id_):
    """A text that is said to be checked in another way than by reading is refused; read by any local role it stands."""
    hand_written(project, uppgift=f'"{id_}"')
    assert messages(project) == [f'{value_of(project, "hur")}: En text granskas genom att läsas. Skriv läst.']
    hand_written(project, uppgift=f'"{id_}"', hur="läst")
    assert messages(project) == []


def test_a_row_by_hand_about_a_contact_says_with_what_it_is_compared(project):
    """A contact that is said to be read is refused."""
    hand_written(project, hur="läst")
    assert messages(project) == [
        f'{value_of(project, "hur")}: En uppgift granskas genom att jämföras med källan. Skriv källsida, kansli, växel eller svar.'
    ]


def test_a_row_by_hand_is_of_a_year_that_can_be_meant(project):
    """A day before 2000 or after 2100 is refused, in the log as in every date."""
    hand_written(project, datum="0001-01-01")
    assert messages(project) == [f'{value_of(project, "datum")}: Året 0001 ligger utanför 2000–2100. Rätta årtalet: 2026-06-04.']


def test_today_is_of_a_year_that_can_be_meant(project):
    """IDAG after 2100 is refused as a fault."""
    done = run_command(project, "kontroll", idag="2101-01-01")
    said = "IDAG:1:1: Året 2101 ligger utanför 2000–2100. Rätta årtalet: IDAG=2027-03-01.\n1 fel. Ingenting är byggt.\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_a_log_that_has_been_emptied_has_no_rows(project):
    """Only the name of the list is left: all passes, and the next row can be added."""
    write(project, LOG, "granskningar:\n")
    assert messages(project) == []
    assert granskning(project, "klar", "bris", *FACT).returncode == 0
    assert [g.uppgift for g in load(project, internt=True).kommuner["timrå"].granskningar] == ["bris"]


def test_a_calendar_that_cannot_be_written_is_a_fault_after_the_list(project, run):
    """The list is shown all the same, and the reason said."""
    (project / "granskning.ics").mkdir()
    said, wrong = run(project)
    assert said.startswith("Timrå kommun\n")
    assert wrong == (
        "granskning.ics: Det gick inte att skriva: Is a directory. Stäng filen om den är öppen, eller ta bort den.\n1 fel. Ingenting är ändrat."
    )


def test_a_reader_who_leaves_early_gets_no_complaint(project):
    """Into a pipe that nobody reads the list ends quietly, and the calendar is written."""
    reading, writing = os.pipe()
    os.close(reading)
    environment = {**os.environ, "IDAG": str(IDAG), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = run_process([sys.executable, "-m", "vagvisaren", "granskning"], cwd=project, env=environment, stdout=writing, stderr=PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (project / "granskning.ics").is_file()


def test_what_no_rule_foresaw_is_a_fault_of_the_page(project, register):
    """A page that cannot be shown is named with its website, as it would have stopped the build."""
    holed = replace(register, stödlinjer={id_: line for id_, line in register.stödlinjer.items() if id_ != "bris"})
    found = [str(fault) for fault in checks.shown_faults(project, holed, IDAG)]
    assert "docs/extern/index.md:1:1: Sidan går inte att visa på timra.se (KeyError: 'bris'). Ta tillbaka den senaste ändringen." in found


def test_the_editors_read_what_a_page_waits_for(project):
    """The first five ids and how many more; of a page that waits for nothing only the count."""
    approve(project, lambda uppgift: uppgift.id != "bris", IDAG)
    register = load(project, internt=True)
    html = word(Redaktion(register, IDAG, pages.read_all(project, register, IDAG)), "sidor")
    timra, umea = html.split("<h3>umea.se</h3>")
    assert "<td>1: <code>bris</code></td>" in timra and "<td>0</td>" in timra
    här = website(project, "umea.se")
    waits = [review.about(page, här).väntar for page in pages.read_pages(project, här)[0].values()]
    long = next(ids for ids in waits if len(ids) > 5)
    named = ", ".join(f"<code>{id_}</code>" for id_ in long[:5])
    assert f"<td>{len(long)}: {named} och {len(long) - 5} till</td>" in umea


def test_a_municipality_s_contact_without_a_way_in_is_asked_about_there(project):
    """Nothing on the start page can be compared with it: somebody in the municipality knows."""
    found = {uppgift.id: uppgift.jämför for uppgift in everything(project)}
    kontakt = next(k for k in raw(KOMMUN, project)["kontakter"] if not k.get("vägar") and k["id"] in found)
    assert found[kontakt["id"]] == f"Fråga den som ansvarar för {kontakt.get('i_mening', kontakt['namn'])} i kommunen."


def test_when_all_that_is_due_is_done_the_list_is_empty_and_no_page_is_a_draft(project, run):
    """After klar on every id that the list names at Timrå, it names none, and only Umeå's pages are drafts."""
    roles = groups(run(project, "--kommun", "timra")[0])["Timrå kommun"]
    ids = [row[0] for rows in roles.values() for row in rows]
    texts = [id_ for id_ in ids if ":" in id_ or "/" in id_ or id_ == "plan"]
    assert run(project, "klar", *(id_ for id_ in ids if id_ not in texts), *FACT)[1] == ""
    assert run(project, "klar", *texts, *TEXT)[1] == ""
    assert run(project, "--kommun", "timra")[0] == (
        "Timrå kommun\nIngenting behöver granskas nu.\n\nKalendern för Timrå kommun ligger i granskning.ics. Ring aldrig en stödlinje för att prova den.\n"
    )
    drafts = {här.lokalt.mapp for här, page in site_pages(project) if review.about(page, här).utkast}
    assert drafts == {"umea"}


# ------------------------------------------------------------------ until when a page holds

BRIS = "bris"
UNTIL = {
    "its age": ((), date(2026, 6, 4) + timedelta(days=365)),
    "its last day": (("giltig: {till: 2027-01-31}",), date(2027, 1, 31)),
    "its first day": (("giltig: {från: 2027-01-01}",), date(2026, 12, 31)),
    "something begins": (("avvikelser: [{från: 2027-01-10, text: Stängt.}]",), date(2027, 1, 9)),
    "something is going on": (("avvikelser: [{från: 2026-11-01, till: 2026-12-05, text: Stängt.}]",), date(2026, 12, 5)),
    "something ends today": (("avvikelser: [{från: 2026-11-01, till: 2026-11-22, text: Stängt.}]",), IDAG),
    "something is over": (("avvikelser: [{från: 2026-11-01, till: 2026-11-21, text: Stängt.}]",), date(2027, 6, 4)),
    "who stands in": (("avvikelser: [{från: 2026-11-01, text: Stängt., ersatt_med: brottsofferjouren}]",), date(2026, 12, 31)),
    "who answers when it is closed": (("utanför_öppettid: brottsofferjouren",), date(2026, 12, 31)),
    "the earliest": (("giltig: {till: 2027-01-31}", "avvikelser: [{från: 2026-12-24, text: Stängt.}]", "utanför_öppettid: brottsofferjouren"), date(2026, 12, 23)),
}


def a_page(här: Här, text: str) -> Page:
    """A page of the website's with a text."""
    calls, faults = pages.read_words(text, "docs/extern/prov.md", här)
    assert faults == []
    return Page("docs/extern/prov.md", "prov.md", text, tuple(calls))


def until(root: Path, text: str = '# Prov\n\n{{ kontakt("bris") }}\n', idag: date = IDAG) -> date | None:
    här = website(root, "timra.se", idag)
    return review.about(a_page(här, text), här).bäst_före


@pytest.mark.parametrize(("lines", "expected"), UNTIL.values(), ids=UNTIL)
def test_a_page_holds_until_the_first_of_all_that_ends_on_it(project, lines, expected):
    """The day is the earliest on which any contact on the page gets too old, begins, ends, closes or opens again."""
    for line in lines:
        plant(project, STÖDLINJER, "\n    omdöme:", f"\n    {line}\n    omdöme:", BRIS)
    assert until(project) == expected


@pytest.mark.parametrize("väg", ["- telefon: 116 111", "- chatt: ja"])
def test_a_page_holds_no_longer_than_the_hours_on_it(project, väg):
    """The last day of a way's hours is the page's, whichever way it is."""
    plant(project, STÖDLINJER, f"      {väg}\n", f"      {väg}\n        tider_till: 2027-02-28\n", BRIS)
    assert until(project) == date(2027, 2, 28)


def test_a_page_holds_no_longer_than_its_approval(project, register):
    """A page whose sentences were approved long ago ends with that approval; one that nobody approved, with its facts."""
    här = website(project, "timra.se")
    page = a_page(här, '# Prov\n\n{{ kontakt("bris") }}\n')
    [text] = review.texts_of(page, här)
    entry = agenda.entry_of(text, "utvecklingsstrateg", "läst", "2026-01-05")
    write(project, LOG, "granskningar:\n" + as_yaml(entry))
    assert until(project) == date(2026, 1, 5) + timedelta(days=register.tider.för_gammal)
    assert until(project, '# Ett annat prov\n\n{{ kontakt("bris") }}\n') == date(2027, 6, 4)


def test_a_page_that_cannot_grow_old_has_no_last_day(project):
    """A page with nothing but a number that does not age holds for good."""
    assert until(project, '# Prov\n\nRing {{ nummer("112") }}.\n') is None


PLANTED = {
    BRIS: "avvikelser: [{från: 2026-12-20, till: 2027-01-05, text: Bris flyttar., ersatt_med: '1177'}]",
    "kvinnofridslinjen": "giltig: {till: 2027-03-01}",
    "föräldralinjen": "avvikelser: [{från: 2026-11-20, till: 2026-11-30, text: Stängt för utbildning.}]",
}
DAYS = [IDAG, date(2026, 12, 9), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 5), date(2027, 6, 1), date(2027, 11, 22), date(2036, 1, 1)]


@pytest.mark.parametrize("id_", ["timra.se", "timnet", "umea.se"])
def test_to_the_last_day_a_page_says_what_holds_and_on_the_next_something_is_other(approved, id_):
    """For every page and several days: the same is shown from that day to its bäst före, and not on the day after."""
    for post, line in PLANTED.items():
        plant(approved, STÖDLINJER, "\n    omdöme:", f"\n    {line}\n    omdöme:", post)
    register = load(approved, internt=True)
    sidor = pages.read_all(approved, register, IDAG)[id_]
    seen = 0
    for page in sidor:
        states = States(register, id_, page)
        for idag in DAYS:
            last = states.until(idag)
            if last is not None:
                seen += 1
                assert last >= idag, page.file
                assert states.on(last) == states.on(idag), (page.file, idag, last)
                assert states.on(last + timedelta(days=1)) != states.on(idag), (page.file, idag, last)
    assert seen > 10


class States:
    """What a page states on a day, computed once for each day."""

    def __init__(self, register, id_: str, page: Page):
        self.register, self.id, self.page = register, id_, page
        self.known: dict[date, tuple[object, ...]] = {}

    def until(self, idag: date) -> date | None:
        return review.about(self.page, self._here(idag)).bäst_före

    def on(self, idag: date) -> tuple[object, ...]:
        """Who is shown for whom with which ways in and hours, what is closed, what is too old, what is approved."""
        if idag not in self.known:
            här = self._here(idag)
            facts = views.facts_in([call.show(här) for call in self.page.calls])
            held = tuple(text.id for text in review.texts_of(self.page, här) if text.färskhet.håller)
            self.known[idag] = (*(_stated(fact, idag) for fact in facts), held)
        return self.known[idag]

    def _here(self, idag: date) -> Här:
        return Här(self.register, self.register.webbplatser[self.id], idag)


def _stated(fact: views.VisadKontakt, idag: date) -> tuple[object, ...]:
    current = [a.text for k in (fact.kontakt, fact.frågad) for a in k.avvikelser if a.från <= idag <= (a.till or date.max)]
    numbers = [(n.text, n.säg, n.not_) for n in fact.nummer]
    return fact.id, fact.frågad.id, numbers, fact.vägar, fact.öppet, fact.ersätter, fact.tillfälligt, fact.färskhet.läge is Läge.för_gammal, current
