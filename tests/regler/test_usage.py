"""Where an id is used: found in data and on pages, and said whole when it is gone or closed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

import pytest
from pydantic import AfterValidator

from vagvisaren.faults import Faulty, enumerate_words
from vagvisaren.records import formats
from vagvisaren.records import model as m
from vagvisaren.records import plan as p
from vagvisaren.records.references import FIELDS, Hänvisning, Slag
from vagvisaren.records.register import load
from vagvisaren.shown import editors, pages
from vagvisaren.shown.usage import Uppslag, by_heading, listing

from .planting import (
    IDAG,
    KÄLLOR,
    ROOT,
    RÅD,
    SAMHÄLLSNUMMER,
    SITUATIONER,
    STÖDLINJER,
    TEXTER,
    data_files,
    messages,
    place,
    plant,
    raw,
    record,
    value_place,
    values_of,
    write,
)  # fmt: skip

TIMRÅ = "data/timra/kommun.yml"
UMEÅ = "data/umea/kommun.yml"


def lookup(root) -> Uppslag:
    """All uses in the data and pages under `root`."""
    register = load(root, internt=True)
    return Uppslag(register, pages.read_all(root, register, IDAG), IDAG)


@pytest.fixture(scope="module")
def uppslag() -> Uppslag:
    """All uses in the project's own data and pages."""
    return lookup(ROOT)


def thing(uppslag: Uppslag, slag: Slag, id_: str, mapp: str | None = None):
    return next(t for t in uppslag.find(id_) if t.slag is slag and mapp in (None, t.lokalt and t.lokalt.mapp))


def names(uppslag: Uppslag, slag: Slag, id_: str, mapp: str | None = None) -> dict[str, list[str]]:
    """What uses a thing, by heading, each once."""
    uses = by_heading(uppslag.användningar(thing(uppslag, slag, id_, mapp)))
    return {rubrik: list(dict.fromkeys(one.namn for one in own)) for rubrik, own in uses.items()}


def at(root, file: str, key: str, value: str, post: str | None = None) -> str:
    """The place of the value in the first `key: value`."""
    before, column = place(root, file, f"{key}: {value}", post).rsplit(":", 1)
    return f"{before}:{int(column) + len(key) + 2}"


def file_line(where: str) -> str:
    return where.rsplit(":", 1)[0]


# ------------------------------------------------------------------ the table of fields cannot lag


def posts() -> list[type[m.Post]]:
    return [cls for module in (m, p) for cls in vars(module).values() if isinstance(cls, type) and issubclass(cls, m.Post)]


def holds_id(annotation: object, metadata: tuple[object, ...] = ()) -> bool:
    """Whether a declared type is an id or a stöd, or may hold one."""
    if any(isinstance(meta, AfterValidator) and meta.func in (formats.check_id, formats.check_stöd) for meta in metadata):
        return True
    if get_origin(annotation) is Annotated:
        return holds_id(get_args(annotation)[0], get_args(annotation)[1:])
    return get_origin(annotation) in (tuple, Union, UnionType) and any(map(holds_id, get_args(annotation)))


def declared() -> set[tuple[str, str]]:
    """Every field whose declared type names an id, with the record that declares it."""
    return {
        (cls.__name__, name)
        for cls in posts()
        for name, field in cls.model_fields.items()
        if name in cls.__annotations__ and name != "id" and holds_id(field.annotation, tuple(field.metadata))
    }


# Texts that name an id although any text is allowed, as a log's entry that may be of a page.
TEXTS = {("Granskning", "uppgift"), ("Tolkning", "om")}


def test_every_field_that_names_an_id_is_in_the_table():
    """The table holds exactly the fields whose declared type is an id or a stöd, and the two texts that name one."""
    table = {(cls.__name__, name) for cls, fields in FIELDS.items() for name in fields}
    assert {("Kontakt", "reserv"), ("Utsaga", "stöd"), ("Belägg", "källa"), ("Bedömning", "av")} <= declared()
    assert table == declared() | TEXTS


def test_the_keys_that_are_ids_only_give_names():
    """Where an id is a key it names what stands there, or a page, and refers to nothing."""
    keys = {
        (cls.__name__, name)
        for cls in posts()
        for name, field in cls.model_fields.items()
        if name in cls.__annotations__ and get_origin(field.annotation) is dict and holds_id(get_args(field.annotation)[0])
    }
    assert keys == {("Kommun", "uppgifter"), ("Kommun", "funktioner"), ("Webbplats", "meny"), ("Webbplats", "sidfot")}


ALWAYS_NAMES = (
    "källa", "reserv", "utanför_öppettid", "ersatt_av", "nummer_från", "handlar_om", "kontakt", "aktör", "region",
    "länsstyrelse", "publicerare", "innehållsansvarig", "styrgrupp", "rad", "beror_på", "besvaras_av",
)  # fmt: skip


def test_every_name_in_the_files_is_found(uppslag):
    """As many names are found in each data file as stand there when it is read by PyYAML alone."""
    expected: Counter[tuple[str, str]] = Counter()
    for file in data_files():
        for key in ALWAYS_NAMES:
            expected.update((file, value) for value in values_of(raw(file), key) if isinstance(value, str) and value != "okänt")
        for stöd in values_of(raw(file), "stöd"):
            expected.update((file, one.split(" ")[0]) for one in (stöd if isinstance(stöd, list) else ()))
    others = {"Tolkningar", "Råd som gäller här"}
    found = [one for one in uppslag.hänvisningar if one.rubrik not in others and one.place.file.startswith("data/")]
    websites = {one.place for one in found if one.slag == (Slag.webbplats,) and one.rubrik == "Planen"}
    assert Counter((one.place.file, one.id) for one in found if one.place not in websites) == expected
    assert sum(expected.values()) > 300


def first_of_each() -> list[Hänvisning]:
    """One place for each field of the table that the project's data use."""
    found: dict[tuple[type, str], Hänvisning] = {}
    for one in lookup(ROOT).hänvisningar:
        if one.record is not None and one.slag != (Slag.kommun,):
            found.setdefault((type(one.record), one.rubrik), one)
    return list(found.values())


@pytest.mark.parametrize("one", [pytest.param(one, id=formats.ascii_id(f"{type(one.record).__name__} {one.rubrik}")) for one in first_of_each()])
def test_no_name_may_lead_nowhere(project, one):
    """Whichever field names what does not exist, the check points at the place."""
    path = project / one.place.file
    lines = path.read_text(encoding="utf-8").split("\n")
    line = lines[one.place.line - 1]
    before, after = line[: one.place.column - 1], line[one.place.column - 1 :]
    lines[one.place.line - 1] = before + after.replace(one.id, "xyzzy-finns-inte", 1)
    path.write_text("\n".join(lines), encoding="utf-8")
    assert any(f"{one.place.file}:" in message and "xyzzy-finns-inte" in message for message in messages(project))


# ------------------------------------------------------------------ what is found


def test_a_contact_that_is_met_through_a_function_is_used_by_the_situations_that_name_it(uppslag):
    """The situations and pages that name a function count for the contact that fills it, and say through which."""
    assert names(uppslag, Slag.kontakt, "mottagning", "umea")["Funktioner"] == ["socialtjänst"]
    situations = {s["rubrik"] for s in raw(SITUATIONER)["situationer"] if any(steg.get("kontakt") == "socialtjänst" for steg in s["steg"])}
    assert set(names(uppslag, Slag.kontakt, "mottagning", "umea")["Lägen"]) == situations
    forum = [one for one in uppslag.användningar(thing(uppslag, Slag.kontakt, "konsultationsforum")) if one.rubrik == "Sidor"]
    where = place(ROOT, "docs/umea.se/i-arbetet.md", '{{ kontakt("vägledning") }}')
    assert [(str(one.place), one.detalj, one.genom) for one in forum] == [
        (where, '{{ kontakt("vägledning") }}', 'funktionen "vägledning"')
    ]


def test_a_contact_without_a_way_in_leads_on_to_its_reserv(uppslag):
    """Timrå's situations about socialtjänsten count for the switchboard, which is the only way there."""
    assert raw(TIMRÅ)["funktioner"]["socialtjänst"]["kontakt"] == "socialtjänst"
    growing = names(uppslag, Slag.kontakt, "växel", "timra")
    assert "Du är under 18 och orolig" in growing["Lägen"] and "Socialtjänsten" in growing["Reserv för"]
    assert "Du är under 18 och orolig" not in names(uppslag, Slag.kontakt, "växel", "umea")["Lägen"]


def test_a_name_means_the_municipality_s_own_contact(uppslag):
    """Each municipality's switchboard is used by its own contacts, its own websites, and the shared lines."""
    for mapp, own, other in (("timra", "Socialtjänsten", "Socialtjänstens mottagning"), ("umea", "Socialtjänstens mottagning", "Socialtjänsten")):
        stands_in_for = names(uppslag, Slag.kontakt, "växel", mapp)["Reserv för"]
        assert own in stands_in_for and other not in stands_in_for and "Föräldralinjen" in stands_in_for
        websites = tuple(w["id"] for w in raw(f"data/{mapp}/webbplatser.yml")["webbplatser"])
        assert uppslag.webbplatser(thing(uppslag, Slag.kontakt, "växel", mapp)) == websites


def test_the_same_word_may_be_the_id_of_several_kinds(uppslag):
    """An id that a contact, a function and an area of a plan share is answered kind by kind."""
    assert [one.slag for one in uppslag.find("polisen")] == [Slag.kontakt, Slag.aktör]
    assert [(one.slag, one.lokalt.mapp) for one in uppslag.find("utbildning")] == [
        (Slag.funktion, "timra"), (Slag.funktion, "umea"), (Slag.rad, "timra"),
    ]  # fmt: skip
    assert "Deltar i" in names(uppslag, Slag.aktör, "polisen") and "Lägen" in names(uppslag, Slag.kontakt, "polisen")


@pytest.mark.parametrize("spelled", ["växel", "vaxel", "va\u0308xel"])
def test_an_id_may_be_written_without_dots(uppslag, spelled):
    """An id is found with å, ä and ö, folded to ASCII, and with separate dots."""
    assert [one.id for one in uppslag.find(spelled)] == ["växel", "växel"]


def test_an_unknown_id_is_said_with_the_nearest(uppslag):
    """An id that nothing has is a fault that names the nearest."""
    with pytest.raises(Faulty) as refused:
        uppslag.find("brris")
    assert [str(fault) for fault in refused.value.faults] == ['id: "brris" är inget känt id. Menade du "bris"?']


def test_an_id_may_be_written_as_in_the_list_of_what_to_check(uppslag):
    """A situation and a group of sentences are found with the word that the list puts before them."""
    assert [(one.slag, one.id) for one in uppslag.find("läge:orolig-för-barn")] == [(Slag.läge, "orolig-för-barn")]


@pytest.mark.parametrize("page", ["stod-och-hjalp", "stod-och-hjalp.md", "docs/extern/stod-och-hjalp.md"])
def test_of_a_page_one_is_told_where_it_is_shown(uppslag, page):
    """A page has no id; the fault says so, and names the websites that show it."""
    with pytest.raises(Faulty) as refused:
        uppslag.find(page)
    assert [str(fault) for fault in refused.value.faults] == [f'id: "{page}" är en sida och har inget id. Den visas på timra.se och umea.se.']


def test_an_actor_is_used_by_the_rows_of_the_plan(uppslag):
    """An actor's uses name the plan's rows and passages, and what it steers."""
    found = names(uppslag, Slag.aktör, "rth")
    assert {"styrgrupp", "styrgrupp.a1", "utbildning"} <= set(found["Planen"]) and found["Styr"] == ["planen"]
    assert uppslag.webbplatser(thing(uppslag, Slag.aktör, "rth")) == ("timra.se", "timnet")


def test_an_advice_is_used_by_the_sentences_that_rest_on_it_where_it_holds(uppslag):
    """A råd's uses are the sentences and steps that name it, on the websites of the municipalities where it holds."""
    assert raw(RÅD)["råd"][7]["id"] == "r8" and raw(RÅD)["råd"][7]["gäller"] == ["umeå"]
    uses = uppslag.användningar(thing(uppslag, Slag.råd, "r8"))
    assert "Du kan rådgöra med socialtjänsten utan att säga vem det gäller." in [one.detalj for one in uses]
    assert {one.rubrik for one in uses} == {"Stöd för"}
    assert uppslag.webbplatser(thing(uppslag, Slag.råd, "r8")) == ("umea.se",)


def test_a_situation_is_shown_by_the_words_that_list_it(uppslag):
    """A situation's uses are the pages whose words show it."""
    uses = uppslag.användningar(thing(uppslag, Slag.läge, "ung-och-orolig"))
    shown = {(one.place.file, one.detalj) for one in uses}
    assert ("docs/extern/index.md", "{{ vägvisare() }}") in shown
    assert ("docs/extern/vem-kontaktas.md", '{{ situationer("allmänhet") }}') in shown
    assert not any("personal" in detalj for _, detalj in shown)


def test_a_municipality_s_own_situation_takes_the_shared_one_s_uses(project):
    """A step of a shared situation that a municipality has replaced leads to nothing there."""
    own = record(project, SITUATIONER, "ung-och-orolig").replace("kontakt: bris", "kontakt: växel")
    plant(project, UMEÅ, "situationer: []", "situationer:\n" + own.rstrip("\n"))
    plant(project, SITUATIONER, "        handlar_om: bris\n", "", "ung-och-orolig")
    plant(project, UMEÅ, "        handlar_om: bris\n", "", "ung-och-orolig")
    changed = lookup(project)
    assert [str(one.place) for one in changed.användningar(thing(changed, Slag.kontakt, "bris")) if one.rubrik == "Lägen"] == [
        f'{value_place(project, SITUATIONER, "kontakt", "ung-och-orolig")}'
    ]
    assert "Du är under 18 och orolig" in names(changed, Slag.kontakt, "växel", "umea")["Lägen"]


# ------------------------------------------------------------------ the command


def test_the_command_s_answer_is_read_line_by_line(uppslag):
    """The answer names the thing, then each heading with its places, then the websites."""
    speech = "Det är gratis att prata med {namn} och du behöver inte säga vad du heter."
    easy = place(ROOT, "docs/extern/lattlast.md", '{{ ring("bris")')
    assert listing(uppslag, "bris").split("\n") == [
        f'Kontakten "bris": Bris ({file_line(place(ROOT, STÖDLINJER, "bris", "bris"))})',
        "  Lägen",
        f'    Du är under 18 och orolig: Prata med {{namn}}. ({value_place(ROOT, SITUATIONER, "kontakt", "ung-och-orolig")})',
        "  Meningar om den",
        f'    Du är under 18 och orolig: {speech} ({value_place(ROOT, SITUATIONER, "handlar_om")})',
        "  Sidor",
        f'    {easy} {{{{ ring("bris") }}}}',
        f'    {place(ROOT, "docs/extern/stod-och-hjalp.md", "{{ stödlinjer")} {{{{ stödlinjer() }}}}',
        "  Visas på timra.se och umea.se.",
    ]


def test_what_nothing_uses_is_said_to_be_unused(uppslag):
    """A closed line that nothing leads to is said not to be used and to show nowhere."""
    assert listing(uppslag, "orostelefonen").split("\n") == [
        f'Kontakten "orostelefonen": Orostelefonen om radikalisering ({file_line(place(ROOT, STÖDLINJER, "orostelefonen", "orostelefonen"))})',
        "  Används inte någonstans.",
        "  Visas på ingen webbplats.",
    ]


@pytest.mark.parametrize("word", ["anvands", "används"])
def test_the_command_answers_without_a_site_engine(uppslag, word):
    """The command prints the answer, and says an unknown id in words, spelled with or without dots itself."""
    environment = {**os.environ, "IDAG": IDAG.isoformat(), "PYTHONUTF8": "1"}

    def run(id_: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "vagvisaren", word, id_]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=60)

    done, refused = run("fralsningsarmen-jour"), run("foraldralinjen")
    assert (done.returncode, done.stderr.split("\n")[0][:4]) == (1, "id: ")
    assert (refused.returncode, refused.stdout) == (0, listing(uppslag, "föräldralinjen") + "\n")


# ------------------------------------------------------------------ Redaktionen's page


def test_redaktionen_shows_what_uses_each_thing(uppslag):
    """The editors' page names for each contact its situations, functions and pages, and for each actor the plan's rows."""
    redaktion = editors.Redaktion(uppslag.register, IDAG, uppslag.sidor)
    shown = {rubrik: {(a.id, a.ägare): a for a in rows} for rubrik, rows in editors.används(redaktion)}
    växel = shown["Kontakter"]["växel", "Umeå kommun"]
    uses = dict(växel.ställen)
    assert växel.plats == file_line(place(ROOT, UMEÅ, "växel", "växel")) and växel.webbplatser == ("umea.se",)
    assert file_line(place(ROOT, "docs/extern/stod-och-hjalp.md", "{{ nummer")) in uses["Sidor"] and "säkerhet" in uses["Funktioner"]
    assert "styrgrupp.a1" in dict(shown["Aktörer"]["rth", "Timrå kommun"].ställen)["Planen"]
    assert "orostelefonen" not in {id_ for id_, _ in shown["Kontakter"]}
    assert editors.används(redaktion) == editors.används(editors.Redaktion(load(ROOT, internt=True), IDAG, uppslag.sidor))


# ------------------------------------------------------------------ what is gone


def test_removing_a_contact_says_every_use_in_one_run(project):
    """A line that is gone is pointed out at every place in data and on pages, and the first says the whole list."""
    plant(project, "docs/intern/om-sidan.md", '{{ kontakt("redaktion") }}', '{{ kontakt("hjälplinjen") }}')
    plant(project, STÖDLINJER, "reserv: växel", "reserv: hjälplinjen", "föräldralinjen")
    plant(project, STÖDLINJER, record(project, STÖDLINJER, "hjälplinjen"), "")
    step = at(project, SITUATIONER, "kontakt", "hjälplinjen")
    page = place(project, "docs/intern/om-sidan.md", "{{ kontakt")
    assert messages(project) == [
        f'{step}: Kontakten "hjälplinjen" finns inte men används på 3 ställen. '
        'Lägen: "Du är vuxen och orolig för dig själv". Reserv för: Föräldralinjen. '
        f'Sidor: {file_line(page)}. Webbplatser: timra.se, timnet och umea.se.',
        f'{value_place(project, STÖDLINJER, "reserv", "föräldralinjen")}: Kontakten "hjälplinjen" finns inte. Menade du "självmordslinjen"?',
        f'{page}: "hjälplinjen" är inte en kontakt eller funktion här. Menade du "självmordslinjen"?',
    ]


def test_renaming_a_contact_says_every_use_and_the_new_name(project):
    """A line that has a new id is said to be gone under the old one, with the new as the nearest."""
    plant(project, STÖDLINJER, "id: bris\n", "id: briss\n", "bris")
    about, step = value_place(project, SITUATIONER, "handlar_om"), value_place(project, SITUATIONER, "kontakt", "ung-och-orolig")
    page = place(project, "docs/extern/lattlast.md", '{{ ring("bris")')
    assert messages(project) == [
        f'{about}: Kontakten "bris" finns inte men används på 3 ställen. Lägen: "Du är under 18 och orolig". '
        f'Meningar om den: "Du är under 18 och orolig". Sidor: {file_line(page)}. Webbplatser: timra.se och umea.se. Menade du "briss"?',
        f'{step}: Funktionen eller kontakten "bris" finns inte för Timrå kommun. Menade du "briss"?',
        f'{step}: Funktionen eller kontakten "bris" finns inte för Umeå kommun. Menade du "briss"?',
        f'{page}: "bris" är inte en kontakt eller funktion här. Menade du "briss"?',
    ]


def test_removing_a_function_names_its_situations_and_pages_in_that_municipality(project):
    """A function that one municipality no longer fills is gone there and nowhere else."""
    text = (project / UMEÅ).read_text(encoding="utf-8")
    write(project, UMEÅ, re.sub(r"  redaktion:\n(?:    .*\n)+", "", text))
    where = [place(project, f"docs/extern/{page}.md", '{{ kontakt("redaktion")') for page in ("om-webbplatsen", "tillganglighetsredogorelse")]
    assert messages(project) == [
        f'{value_place(project, SITUATIONER, "kontakt", "fel-på-sidan")}: '
        'Funktionen eller kontakten "redaktion" finns inte för Umeå kommun men används på 3 ställen. '
        f'Lägen: "Något är fel på sidan". Sidor: {enumerate_words(map(file_line, where))}. Webbplatser: umea.se.',
        *(f'{page}: "redaktion" är inte en kontakt eller funktion här.' for page in where),
    ]


def test_removing_a_group_of_sentences_names_every_page(project):
    """A text that is gone is pointed out on every page, and the first names them all."""
    plant(project, TEXTER, "  - id: tecken\n", "  - id: profil\n")
    pages_with = ["docs/extern/index.md", "docs/extern/om-begreppet.md", "docs/extern/vem-kontaktas.md"]
    places = [place(project, file, '{{ råd("tecken") }}') for file in pages_with]
    assert messages(project) == [
        f'{places[0]}: Textgruppen "tecken" finns inte men används på 3 ställen. '
        f"Sidor: {enumerate_words(map(file_line, places))}. Webbplatser: timra.se och umea.se.",
        *(f'{where}: "tecken" är inte en textgrupp här. {known(project)}' for where in places[1:]),
    ]


def known(project) -> str:
    return f"Kända är: {enumerate_words(sorted(text['id'] for text in raw(TEXTER, project)['texter']))}."


def test_removing_an_actor_names_every_row_of_the_plan(project):
    """An actor that is gone is pointed out at every row, and the first says them all."""
    plant(project, TIMRÅ, record(project, TIMRÅ, "kommunikationsansvarig"), "")
    found = messages(project)
    where = value_place(project, "data/timra/webbplatser.yml", "publicerare", "timra.se")
    said = [message for message in found if "används på" in message]
    places = [message.split(" ")[0] for message in found]
    assert len(said) == 1 and '"kommunikationsansvarig" finns inte men används på' in said[0]
    assert f"{where}:" in places and len(places) == len(set(places))
    assert all('"kommunikationsansvarig" finns inte' in message for message in found)
    assert int(said[0].split("används på ")[1].split(" ")[0]) == len(found)


def test_removing_a_source_names_all_that_rests_on_it(project):
    """A source that is gone is one fault at each place, and the first says what rests on it and where that shows."""
    plant(project, KÄLLOR, record(project, KÄLLOR, "sesam"), "")
    found = messages(project)
    users = [k["namn"] for k in raw(SAMHÄLLSNUMMER, project)["samhällsnummer"] if any(b["källa"] == "sesam" for b in k["belagd"])]
    assert len(users) == len(found) == 2
    assert found[0] == (
        f'{place(project, SAMHÄLLSNUMMER, "sesam")}: Källan "sesam" finns inte men används på 2 ställen. '
        f"Källa till: {enumerate_words(users)}. Webbplatser: timra.se, timnet och umea.se."
    )


def test_a_single_misspelt_name_is_one_short_message(project):
    """A name that stands once and resembles a known one is misspelt, and no list is given."""
    plant(project, SITUATIONER, "kontakt: hjälplinjen", "kontakt: hjälplinje")
    where = at(project, SITUATIONER, "kontakt", "hjälplinje")
    assert messages(project) == [
        f'{where}: Funktionen eller kontakten "hjälplinje" finns inte för {namn}. Menade du "hjälplinjen"?'
        for namn in ("Timrå kommun", "Umeå kommun")
    ]


def test_a_situation_s_only_way_that_is_gone_names_the_situation(project):
    """A name that resembles nothing names the situation that lost its way, though it stands once."""
    plant(project, SITUATIONER, "kontakt: hjälplinjen", "kontakt: xyzzy")
    assert messages(project) == [
        f'{at(project, SITUATIONER, "kontakt", "xyzzy")}: Funktionen eller kontakten "xyzzy" finns inte '
        'men används på ett ställe. Lägen: "Du är vuxen och orolig för dig själv". Webbplatser: timra.se och umea.se.'
    ]


# ------------------------------------------------------------------ what is closed

CLOSED = "omdöme: avstängd\n    skäl: Linjen har stängt."


def test_closing_a_line_says_every_way_that_is_lost(project):
    """Closing a line points out each step, each reserv and each page, and at the line the whole list."""
    plant(project, "docs/extern/stod-och-hjalp.md", '{{ nummer("växel") }}', '{{ nummer("hjälplinjen") }}')
    plant(project, STÖDLINJER, "reserv: 1177", "reserv: hjälplinjen", "självmordslinjen")
    plant(project, STÖDLINJER, "omdöme: ja", CLOSED, "hjälplinjen")
    page = place(project, "docs/extern/stod-och-hjalp.md", "{{ nummer")
    assert [message for message in messages(project) if "andra åldrar" not in message] == [
        f'{at(project, SITUATIONER, "kontakt", "hjälplinjen")}: '
        '"Hjälplinjen" är avstängd men ska kontaktas i läget "orolig-för-mig-själv". Välj en annan kontakt.',
        f'{value_place(project, STÖDLINJER, "reserv", "självmordslinjen")}: Reserven "Hjälplinjen" är avstängd. Välj en annan.',
        f'{value_place(project, STÖDLINJER, "omdöme", "hjälplinjen")}: "Hjälplinjen" är avstängd men används på 3 ställen. '
        f'Lägen: "Du är vuxen och orolig för dig själv". Reserv för: Självmordslinjen. Sidor: {file_line(page)}. '
        "Webbplatser: timra.se och umea.se.",
        f'{page}: "Hjälplinjen" är avstängd: Linjen har stängt. Välj en annan kontakt, eller ta bort ordet.',
    ]


def test_closing_what_fills_a_function_names_the_situations_and_the_page(project):
    """A page that names a function says which contact is closed and why, and the contact names them all."""
    plant(project, UMEÅ, "omdöme: kontroll", CLOSED, "konsultationsforum")
    forum = value_place(project, UMEÅ, "omdöme", "konsultationsforum")
    page = place(project, "docs/umea.se/i-arbetet.md", "{{ kontakt")
    found = messages(project)
    assert f'{page}: "Konsultationsforum mot våldsbejakande extremism" är avstängd: Linjen har stängt. Välj en annan kontakt, eller ta bort ordet.' in found
    steps = {message.split(":")[1] for message in found if "men ska kontaktas i läget" in message}
    whole = next(message for message in found if message.startswith(forum))
    assert whole.startswith(f'{forum}: "Konsultationsforum mot våldsbejakande extremism" är avstängd men används på {len(steps) + 2} ställen. Lägen: ')
    assert whole.endswith(f"Funktioner: vägledning. Sidor: {file_line(page)}. Webbplatser: umea.se.")


def test_closing_a_line_that_one_place_leads_to_is_said_there_only(project):
    """A line with a single use is pointed out where it is used."""
    plant(project, "docs/extern/om-webbplatsen.md", "## Språk,", '{{ kontakt("jourhavande-kompis") }}\n\n## Språk,')
    plant(project, STÖDLINJER, "omdöme: ja", CLOSED, "jourhavande-kompis")
    where = place(project, "docs/extern/om-webbplatsen.md", '{{ kontakt("jourhavande-kompis")')
    assert messages(project) == [f'{where}: "Jourhavande kompis" är avstängd: Linjen har stängt. Välj en annan kontakt, eller ta bort ordet.']


def test_a_page_names_no_contact_for_professionals_where_none_are_answered(project):
    """A contact for professionals is refused on a page of a website that answers none, also by its function."""
    plant(project, "docs/extern/stod-och-hjalp.md", '{{ nummer("växel") }}', '{{ nummer("vägledning") }}')
    where = place(project, "docs/extern/stod-och-hjalp.md", "{{ nummer")
    assert messages(project) == [
        f'{where}: "Kommunens kontaktperson" är bara för yrkesverksamma, som timra.se inte svarar. '
        "Välj en annan kontakt, eller ta bort ordet."
    ]
