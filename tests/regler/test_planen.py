"""The plans: every word of them, and nothing else; assessments and values with the same care."""

from __future__ import annotations

import hashlib
import json
import re
from html import escape

import pytest

from vagvisaren.checks.accounting import fold
from vagvisaren.faults import Faulty
from vagvisaren.records.register import load
from vagvisaren.shown import editors, plan_views
from vagvisaren.shown.views import Här
from vagvisaren.tasks import log

from .planting import IDAG, KÄLLOR, ROOT, command, messages, place, plant, record, value_place, website, word, write

TIMRÅ = "data/timra/plan.yml"
KÄLLA = "data/kallor/timra-anvisningar.txt"
UNSETTLED = ["inhämt-ning", "vålds-be", "intra-nät", "social-tj", "folkhälso- p", "våldsbejak-", "bokslu t", "ansvari g", "träffar/ k"]

BEDÖMNING = """bedömningar:
  - område: lägesbild
    uppfyllelse: delvis
    datum: 2026-10-01
    av: utvecklingsstrateg
    belägg: Protokoll från Rådet för trygghet och hälsa
"""
MÄTVÄRDE = """mätvärden:
  - indikator: kontaktperson.i1
    period: 2026
    dimension: regional
    värde: 12
    underlag: Kalendern
    datum: 2026-10-01
    av: utvecklingsstrateg
"""


# ------------------------------------------------------------------ nothing lost, nothing invented


def test_every_line_of_both_plans_is_accounted_for():
    """The check says that all 281 non-empty lines lie within claims."""
    done = command(ROOT)
    assert done.returncode == 0
    assert "281 av 281 rader i planerna är redovisade." in done.stdout


def test_a_word_changed_in_the_source_is_named(project):
    """A changed source is first one fault; as a new plan, the claim on the changed line is refused and the line's new word missing."""
    plant(project, KÄLLA, "Samverkan på lokal nivå", "Samverkan på regional nivå")
    [changed] = messages(project)
    digest = changed.rpartition(" Är det en ny plan, skriv sha256: ")[2]
    assert changed.startswith(f'{value_place(project, KÄLLOR, "sha256", "timrå-anvisningar")}: Filen "timra-anvisningar.txt" är inte den som angavs.')
    plant(project, KÄLLOR, record(project, KÄLLOR, "timrå-anvisningar").split("sha256: ")[1].split()[0], digest)
    found = messages(project)
    assert any('"Samverkan på lokal nivå i redan befintliga strukturer är en framgångsfaktor." står inte på rad 9–9' in m for m in found)
    assert any(m.startswith(f'{KÄLLA}:9:1: "Samverkan på regional nivå') for m in found)


def test_a_word_changed_in_an_ordagrant_is_named(project):
    """A word that the source does not have is refused at its place."""
    plant(project, TIMRÅ, "Utse ansvarig för dialog", "Utse ansvariga för dialog")
    place_ = place(project, TIMRÅ, "Utse ansvariga")
    assert any(m.startswith(f'{place_}: "Utse ansvariga för dialog (2017)" står inte på rad 219–220 i källan') for m in messages(project))


def test_a_row_deleted_is_named_by_its_lines(project):
    """Each line of a deleted row is named, with its words."""
    text = (project / TIMRÅ).read_text(encoding="utf-8")
    row = re.search(r"( *)- id: dialog\.a2\n(?:\1  .*\n)+", text)[0]
    (project / TIMRÅ).write_text(text.replace(row, ""), encoding="utf-8")
    found = messages(project)
    assert f'{KÄLLA}:219:1: "Utse ansvarig för dialog (2017)" på rad 219–220 finns inte i planens data. Lägg till det i {TIMRÅ}, eller under utelämnat med skäl.' in found


def test_a_line_that_has_moved_is_told_where_it_stands_now(project):
    """When a line is put in, each text below it is told its new rows, and only the new line is missing."""
    lines = (project / KÄLLA).read_text(encoding="utf-8").split("\n")
    write(project, KÄLLA, "\n".join([*lines[:218], "Rådet för trygghet och hälsa", *lines[218:]]))
    digest = hashlib.sha256((project / KÄLLA).read_bytes()).hexdigest()
    plant(project, KÄLLOR, record(project, KÄLLOR, "timrå-anvisningar").split("sha256: ")[1].split()[0], digest)
    found = [m for m in messages(project) if "står inte på rad" in m or "finns inte i planens data" in m]
    said = 'står inte på rad 219–220 i källan, eller är redan använt. Texten står nu på rad 220–221. Skriv rader: 220-221'
    assert f'{place(project, TIMRÅ, "Utse ansvarig för dialog (2017)")}: "Utse ansvarig för dialog (2017)" {said}' in found
    assert [m for m in found if "Texten står nu" not in m] == [
        f'{KÄLLA}:219:1: "Rådet för trygghet och hälsa" finns inte i planens data. Lägg till det i {TIMRÅ}, eller under utelämnat med skäl.'
    ]


def test_a_new_text_is_given_its_checksum(project):
    """A plan's text without checksum is told which one to add."""
    digest = hashlib.sha256((project / KÄLLA).read_bytes()).hexdigest()
    plant(project, KÄLLOR, f"    sha256: {digest}\n", "")
    assert messages(project) == [
        f'{value_place(project, KÄLLOR, "fil", "timrå-anvisningar")}: Filen "timra-anvisningar.txt" har ingen kontrollsumma. Ny fil: lägg till sha256: {digest}'
    ]


def test_swapped_publishers_are_named(project):
    """The publishers of Intern and Extern information swapped: each row's words name another."""
    text = (project / TIMRÅ).read_text(encoding="utf-8")
    swapped = text.replace("aktör: webredaktör", "aktör: X").replace("aktör: kommunikationsansvarig", "aktör: webredaktör")
    (project / TIMRÅ).write_text(swapped.replace("aktör: X", "aktör: kommunikationsansvarig"), encoding="utf-8")
    found = " ".join(messages(project))
    assert '"Webredaktör (publicering)" nämner inte Kommunikationsansvarig.' in found
    assert '"Kommunikationsansvarig (publicering)" nämner inte Webredaktör.' in found


def test_swapped_publishers_of_the_websites_are_named(project):
    """A website published by another than its plan says is refused."""
    plant(project, "data/timra/webbplatser.yml", "publicerare: webredaktör", "publicerare: kommunikationsansvarig")
    assert messages(project) == [
        f'{value_place(project, "data/timra/webbplatser.yml", "publicerare", "timnet")}: timnet publiceras av '
        '"kommunikationsansvarig", men planens område "intern-information" säger "webredaktör". '
        "Skriv publicerare: webredaktör"
    ]


def test_swapped_responsibles_are_named(project):
    """The words of R2's and R3's ansvarig swapped: they do not stand on the lines."""
    text = (project / TIMRÅ).read_text(encoding="utf-8")
    long = "    ansvarig:\n      aktör: rth\n      ordagrant: Rådet för trygghet och hälsa (RTH)\n      rader: 72-75"
    short = "    ansvarig:\n      aktör: rth\n      ordagrant: RTH\n      rader: 99"
    assert text.count(long) == text.count(short) == 1
    text = text.replace(long, long.replace("Rådet för trygghet och hälsa (RTH)", "RTH X"))
    text = text.replace(short, short.replace("RTH", "Rådet för trygghet och hälsa (RTH)")).replace("RTH X", "RTH")
    (project / TIMRÅ).write_text(text, encoding="utf-8")
    assert any('"Rådet för trygghet och hälsa (RTH)" står inte på rad 99–99' in m for m in messages(project))


def test_a_cell_moved_to_another_row_is_named(project):
    """A claim in an area cites lines of that area only."""
    plant(project, TIMRÅ, "rader: 226-228", "rader: 145-147")
    assert any('som inte hör till området "dialog"' in m for m in messages(project))


def test_the_fold_does_not_touch_numbers(register):
    """White space and hyphens are folded away, so the numbers are also compared as written."""
    source = "\n".join(register.plantexter["timrå-anvisningar"])
    plan = register.kommuner["timrå"].plan
    for fact in plan.uppgifter_om_kommunen:
        assert fact.ordagrant in source or not re.search(r"\d", fact.ordagrant), fact.ordagrant


@pytest.mark.parametrize("website_id", ["timra.se", "timnet", "umea.se"])
def test_typesetting_faults_are_mended_where_they_are_shown(website_id):
    """No page shows a word that the typesetting of the source broke."""
    här = website(ROOT, website_id)
    texts = [a.text for rad in plan_views.områden(här).rader for a in (*rad.aktiviteter, *rad.indikatorer)]
    texts += [t for rad in plan_views.områden(här).rader for t in (rad.namn, rad.kommentar or "")]
    shown = plan_views.plan(här)
    texts += [a.text for a in (*shown.uppdrag, *shown.principer, *shown.behov, *shown.samverkan)]
    assert not [t for t in texts for fault in UNSETTLED if fault in t]
    assert not [t for t in texts if "enlig punkt" in t or "önska att" in t]


def test_the_shipped_areas_are_not_assessed_and_their_indicators_wait(register):
    """Every area of the shipped plans is ej bedömd, and no indicator has a value."""
    for här in (website(ROOT, "timnet"),):
        rows = plan_views.områden(här).rader
        assert len(rows) == 8
        assert {rad.status.ord for rad in rows} == {"Ej bedömd"}
        assert not [i for rad in rows for i in rad.indikatorer if i.värden]
    assert not [rad for rad in plan_views.områden(website(ROOT, "umea.se")).rader if rad.status]


def test_every_word_of_the_plan_is_shown_on_its_own_website(register):
    """What somebody reads on the pages is the whole plan: activities, indicators, comments, who."""
    for website_id, kommun in (("timnet", "timrå"), ("umea.se", "umeå")):
        här, plan = website(ROOT, website_id), register.kommuner[kommun].plan
        rows = plan_views.områden(här).rader
        shown = fold(" ".join(a.text for rad in rows for a in (*rad.aktiviteter, *rad.indikatorer)))
        for row in (*plan.aktiviteter, *plan.indikatorer):
            assert fold(row.text) in shown, row.id
        assert [rad.kommentar for rad in rows if rad.kommentar] == [o.kommentar.text for o in plan.områden if o.kommentar]


UMEÅ = "data/umea/plan.yml"
MUTATIONS = {
    "a mended word that says something else": (TIMRÅ, "visas: Genomförd utbildning enligt punkt a och b.", "visas: Genomförd utbildning för alla anställda.", "visas säger något annat än planens ord."),
    "a time that the plan does not say": (TIMRÅ, "text: hösten 2017", "text: hösten 2019", '"hösten 2019" står inte i planens ord.'),
    "an alternative that is another": (TIMRÅ, "a/ Grundutbildning", "a/ Påbyggnad för chefer", '"a/ Påbyggnad för chefer" står inte i planens ord.'),
    "a grouping that is added": (TIMRÅ, "      - ensamagerande individer\n", "      - ensamagerande individer\n      - ungdomar\n", '"ungdomar" står inte i planens ord.'),
    "a part of an indicator that is another": (TIMRÅ, "- nationell\n", "- internationell\n", '"internationell" står inte i planens ord.'),
    "a name of ours where the plan has one": (TIMRÅ, "  - id: dialog\n    rader:", "  - id: dialog\n    namn: Kyrksamtal\n    rader:", "Området har redan planens rubrik."),
    "an actor that the words do not name": (TIMRÅ, "aktör: polisen\n        namn_i_källan: polisen", "aktör: säkerhetspolisen\n        namn_i_källan: polisen", '"polisen" är inte Säkerhetspolisen.'),
    "a follow-up by another name": (TIMRÅ, "namn: Årsrapport", "namn: Budget", '"Budget" står inte i planens ord.'),
    "levels that change places": (TIMRÅ, "- nivå: generell\n      ordagrant", "- nivå: specifik\n      ordagrant", 'är inte nivån "specifik".'),
    "words left out that are not repeated": (UMEÅ, "ordagrant: Umeå kommuns handlingsplan mot våldsbejakande extremism", "ordagrant: Umeå kommuns plan", "upprepas inte i planen."),
    "a plan that ends before it begins": (TIMRÅ, "gäller: okänt", "gäller: {från: 2018-01-01, till: 2016-01-01}", "Planen slutar innan den börjar."),
    "a reading of another text": ("data/timra/internt/tolkningar.yml", "källa: timrå-anvisningar", "källa: umeå-handlingsplan", 'Tolkningen gäller "umeå-handlingsplan", som inte är planen i dag. Ta bort den, eller läs om stället.'),
    "values of people made public": (TIMRÅ, "typ: bedömning", "typ: bedömning\n        periodd: x", '"periodd" är ingen känd uppgift.'),
    "a reading of nothing": ("data/timra/internt/tolkningar.yml", "om: vägledning", "om: väglednin", 'Raden "väglednin" finns inte i planen.'),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_what_is_shown_beside_the_words_is_held_against_them(project, mutation):
    """A planted change of anything that a page shows of a plan is named."""
    file, old, new, said = MUTATIONS[mutation]
    text = (project / file).read_text(encoding="utf-8")
    assert old in text
    (project / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [message for message in messages(project) if said in message]


def test_source_and_data_cannot_change_together(project):
    """The plans' texts are pinned by their checksum."""
    for file in (KÄLLA, TIMRÅ):
        text = (project / file).read_text(encoding="utf-8")
        (project / file).write_text(text.replace("framgångsfaktor", "framgångsfråga"), encoding="utf-8")
    assert any('Filen "timra-anvisningar.txt" är inte den som angavs.' in message for message in messages(project))


def test_rows_in_another_order_are_named(project):
    """The first and the last activity of a row changed about: the cells do not follow each other."""
    text = (project / TIMRÅ).read_text(encoding="utf-8")
    first, last = (re.search(rf"( *)- id: dialog\.{a}\n(?:\1  .*\n)+", text)[0] for a in ("a1", "a3"))
    changed = text.replace(first, "X").replace(last, first).replace("X", last)
    (project / TIMRÅ).write_text(changed, encoding="utf-8")
    assert any("står i fel kolumn eller ordning." in message for message in messages(project))


def test_only_those_with_a_part_in_the_plan_assess(project):
    """A mentioned association is no role that assesses."""
    write(project, "data/timra/bedomningar.yml", BEDÖMNING.replace("av: utvecklingsstrateg", "av: timrå-idrottsföreningar"))
    assert any('Rollen "timrå-idrottsföreningar" finns inte i planen.' in message for message in messages(project))


@pytest.mark.parametrize("period", ["2025", "2024-2025", "2026-1"])
def test_what_is_told_of_an_earlier_plan_is_not_told_of_this_one(project, period):
    """An assessment from before the plan's first day, and a value whose period ended before it, are faults; later ones are not."""
    write(project, "data/timra/bedomningar.yml", BEDÖMNING)
    write(project, "data/timra/matvarden.yml", MÄTVÄRDE.replace("period: 2026", f"period: {period}"))
    plant(project, TIMRÅ, "gäller: okänt", "gäller: {från: 2026-10-02}")
    assert messages(project) == [
        "data/timra/bedomningar.yml:4:12: Bedömningen är från 2026-10-01, men planen gäller från 2026-10-02. Ta bort raden; den finns i rapporten.",
        f"data/timra/matvarden.yml:3:13: Perioden {period} slutade innan planen började gälla, 2026-10-02. Ta bort raden; den finns i rapporten.",
    ]
    plant(project, "data/timra/matvarden.yml", f"period: {period}", "period: 2026")
    plant(project, TIMRÅ, "2026-10-02", "2026-10-01")
    assert messages(project) == []


def test_a_plan_that_is_over_says_so(project):
    """When the municipality has said that a plan is over, pages open with that."""
    plant(project, TIMRÅ, "gäller: okänt", "gäller: {från: 2016-01-01, till: 2018-12-31}")
    assert messages(project) == []
    assert plan_views.plan(website(project, "timra.se")).ålder == "Planen gällde till och med 31 december 2018."


# ------------------------------------------------------------------ honest about age


def test_a_passed_date_is_listed_inside_and_is_no_verdict(register):
    """A date that has passed without assessment is said internally, never on a public page."""
    inside = [a for rad in plan_views.områden(website(ROOT, "timnet")).rader for a in rad.aktiviteter]
    public = [a for rad in plan_views.områden(website(ROOT, "timra.se")).rader for a in rad.aktiviteter]
    assert sum(a.passerad for a in inside) >= 10
    assert not [a for a in public if a.passerad]


def test_the_editors_find_the_id_of_every_area_and_indicator(project):
    """The page of the plans says each id beside its area's name or its indicator's words, also of what waits for nothing."""
    write(project, "data/timra/bedomningar.yml", BEDÖMNING)
    said = word(editors.Redaktion(load(project, internt=True), IDAG), "väntar")
    for här in (website(project, "timnet"), website(project, "umea.se")):
        for område in plan_views.områden(här).rader:
            assert f"{escape(område.namn)} <code>{område.område.id}</code>" in said
            assert all(f"{escape(one.text)} <code>{one.id}</code>" in said for one in område.område.indikatorer)


def test_an_assessment_after_the_date_ends_the_waiting(project):
    """Assessed after its day, an activity is no longer listed as passed."""
    write(project, "data/timra/bedomningar.yml", BEDÖMNING)
    rows = {rad.område.id: rad for rad in plan_views.områden(website(project, "timnet")).rader}
    assert rows["lägesbild"].status.ord == "Delvis uppfyllt"
    assert not [a for a in rows["lägesbild"].aktiviteter if a.passerad]
    assert [a for a in rows["utbildning"].aktiviteter if a.passerad]


def test_the_history_of_assessments_is_kept_latest_first(project):
    """The latest assessment rules; the older ones are the history."""
    later = BEDÖMNING.split("\n", 1)[1].replace("2026-10-01", "2026-11-01").replace("delvis", "helt")
    write(project, "data/timra/bedomningar.yml", BEDÖMNING + later)
    rad = next(r for r in plan_views.områden(website(project, "timnet")).rader if r.område.id == "lägesbild")
    assert [s.ord for s in rad.historik] == ["Helt uppfyllt", "Delvis uppfyllt"]


# ------------------------------------------------------------------ bad input


BAD = [
    ("bedomningar.yml", BEDÖMNING, "    belägg: Protokoll från Rådet för trygghet och hälsa\n", "", '2:5: "belägg" saknas. Lägg till raden belägg: …'),
    ("bedomningar.yml", BEDÖMNING, "2026-10-01", "2026-02-30", "4:12: Datumet 2026-02-30 finns inte. Rätta dag eller månad."),
    ("bedomningar.yml", BEDÖMNING, "2026-10-01", "2027-10-01", "4:12: Datumet 2027-10-01 ligger framåt i tiden. Rätta datumet."),
    ("bedomningar.yml", BEDÖMNING, "lägesbild", "lägesbilden", '2:13: Området "lägesbilden" finns inte i planen. Menade du "lägesbild"?'),
    ("bedomningar.yml", BEDÖMNING, "delvis", "nästan", '3:18: "nästan" är inget känt värde för "uppfyllelse". Kända är: delvis, ej och helt.'),
    ("bedomningar.yml", BEDÖMNING, "av: utvecklingsstrateg", "av: utvecklingstrateg", '5:9: Rollen "utvecklingstrateg" finns inte i planen. Menade du "utvecklingsstrateg"?'),
    ("matvarden.yml", MÄTVÄRDE, "kontaktperson.i1", "kontaktperson.i2", '2:16: Indikatorn "kontaktperson.i2" finns inte i planen. Menade du "kontaktperson.i1"?'),
    ("matvarden.yml", MÄTVÄRDE, "värde: 12", "värde: tolv", '5:12: "tolv" är inget antal. Skriv ett heltal: 4'),
    ("matvarden.yml", MÄTVÄRDE, "period: 2026", "period: 2026-1", '3:13: "2026-1" är fel slags period: "kontaktperson.i1" mäts per år. Skriv som 2026.'),
    ("matvarden.yml", MÄTVÄRDE, "period: 2026", "period: 2027", "3:13: Perioden 2027 har inte börjat. Rätta perioden."),
    ("matvarden.yml", MÄTVÄRDE, "period: 2026", "period: i år", '3:13: "i år" är ingen period. Skriv ett år (2026), ett halvår (2026-1) eller två år (2026-2027).'),
    ("matvarden.yml", MÄTVÄRDE, "dimension: regional", "dimension: lokal", '4:16: Delen "lokal" finns inte för "kontaktperson.i1". Kända är: nationell och regional.'),
    ("matvarden.yml", MÄTVÄRDE, "    dimension: regional\n", "", '2:5: Delen saknas för "kontaktperson.i1". Kända är: nationell och regional. Skriv den som dimension, i kommandot med --dimension.'),
]


@pytest.mark.parametrize(("file", "text", "old", "new", "said"), BAD, ids=[f"{b[0]}: {b[3] or b[2]}".strip() for b in BAD])
def test_a_wrong_entry_of_a_log_is_named_with_its_place(project, file, text, old, new, said):
    """Each kind of wrong assessment or value says file, line, column, what is wrong and what to write."""
    assert old in text
    write(project, f"data/timra/{file}", text.replace(old, new))
    assert messages(project) == [f"data/timra/{file}:{said}"]


def test_an_internal_value_in_a_public_file_is_refused(project):
    """Values of an indicator that is internal lie under internt/ only."""
    row = MÄTVÄRDE.replace("kontaktperson.i1", "förebyggande-insatser.i2").replace("    dimension: regional\n", "")
    write(project, "data/timra/matvarden.yml", row)
    assert messages(project) == [
        'data/timra/matvarden.yml:2:5: Värden för "förebyggande-insatser.i2" är interna. Flytta raden till internt/matvarden.yml.'
    ]


def test_the_outcome_of_a_single_person_cannot_be_recorded(project):
    """A judgement is a count of many: fewer than the limit, or one in words, is refused even internally."""
    row = MÄTVÄRDE.replace("kontaktperson.i1", "förebyggande-insatser.i3").replace("    dimension: regional\n", "")
    file = "data/timra/internt/matvarden.yml"
    write(project, file, row.replace("värde: 12", "värde: 1 av 1"))
    assert messages(project) == [
        f"{file}:4:12: Värdet rör färre än 5 personer och kan peka ut någon. Registrera det inte. Räkna ihop flera perioder."
    ]
    write(project, file, row.replace("värde: 12", "värde: Kalle mår bättre"))
    assert messages(project) == [f'{file}:4:12: "Kalle mår bättre" är ingen sammanräkning. Skriv hur många av alla: 9 av 12']
    write(project, file, row.replace("värde: 12", "värde: 9 av 12"))
    assert messages(project) == []


def test_small_numbers_never_stand_on_a_public_page(project):
    """A value below the limit of the data is shown inside and left out outside."""
    write(project, "data/timra/matvarden.yml", MÄTVÄRDE.replace("värde: 12", "värde: 4"))

    def values(website_id):
        rows = plan_views.områden(website(project, website_id)).rader
        return [v.värde for rad in rows for i in rad.indikatorer for v in i.värden]

    assert values("timnet") == ["4"]
    assert values("timra.se") == []


# ------------------------------------------------------------------ the commands


def _append(project, kind, entry):
    register = load(project, internt=True)
    return log.append(project, register, log.find_kommun(register, "timra"), kind, entry, IDAG)


ENTRY = {"område": "lägesbild", "uppfyllelse": "helt", "datum": "2026-11-01", "av": "utvecklingsstrateg", "belägg": 'Med "citat", kolon: och # tecken'}


def test_a_command_only_adds_to_a_log_and_what_it_adds_is_read_back(project):
    """The file's old bytes stand, the new entry follows, and its text survives quotes, colons and #."""
    write(project, "data/timra/bedomningar.yml", "# min kommentar\n" + BEDÖMNING.rstrip("\n"))
    before = (project / "data/timra/bedomningar.yml").read_bytes()
    _append(project, log.BEDÖMNINGAR, ENTRY)
    assert (project / "data/timra/bedomningar.yml").read_bytes().startswith(before)
    assert messages(project) == []
    rows = load(project, internt=True).kommuner["timrå"].bedömningar
    assert rows[-1].belägg == ENTRY["belägg"] and len(rows) == 2


def test_a_command_with_faults_says_them_all_and_writes_nothing(project):
    """A wrong entry is refused with every fault of its own, by the names of its parts."""
    wrong = {**ENTRY, "område": "lägesbld", "datum": "2027-01-01", "av": "ingen"}
    with pytest.raises(Faulty) as said:
        _append(project, log.BEDÖMNINGAR, wrong)
    assert [str(f.place) for f in said.value.faults] == ["av", "datum", "område"]
    assert not (project / "data/timra/bedomningar.yml").exists()


@pytest.mark.parametrize("log_", ["bedömningar: []\n", "bedömningar: [{område: lägesbild}]\n", "bedömningar:\n...\n"])
def test_a_log_that_cannot_take_a_row_is_refused_and_keeps_its_bytes(project, log_):
    """A command never says that it is done and leaves a log that does not read."""
    path = project / "data/timra/bedomningar.yml"
    write(project, "data/timra/bedomningar.yml", "bedömningar:\n")
    register = load(ROOT, internt=True)
    path.write_text(log_, encoding="utf-8")
    with pytest.raises(Faulty):
        log.append(project, register, log.find_kommun(register, "timra"), log.BEDÖMNINGAR, ENTRY, IDAG)
    assert path.read_text(encoding="utf-8") == log_


@pytest.mark.parametrize("belägg", ["   ", "med \u200b osynligt", "med \x07 styrtecken"])
def test_blank_or_hidden_evidence_is_refused(project, belägg):
    """Evidence is words that can be seen."""
    with pytest.raises(Faulty):
        _append(project, log.BEDÖMNINGAR, {**ENTRY, "belägg": belägg})
    assert not (project / "data/timra/bedomningar.yml").exists()


def test_a_command_takes_ids_without_dots(project):
    """lagesbild means lägesbild."""
    _append(project, log.BEDÖMNINGAR, {**ENTRY, "område": "lagesbild"})
    assert load(project, internt=True).kommuner["timrå"].bedömningar[0].område == "lägesbild"


def test_an_internal_value_is_added_under_internt(project):
    """The command knows which values are internal."""
    entry = {"indikator": "förebyggande-insatser.i2", "period": "2026", "värde": "3", "underlag": "x", "datum": "2026-11-01", "av": "utvecklingsstrateg"}
    path = _append(project, log.MÄTVÄRDEN, entry)
    assert path == project / "data/timra/internt/matvarden.yml"
    assert messages(project) == []


# ------------------------------------------------------------------ what the build answers itself


def test_whether_information_is_up_to_date_is_answered_by_the_website(project):
    """No while facts are unchecked, with the count; yes when every fact of that website is checked in time."""
    from vagvisaren.records.ageing import avtryck, parts

    def answer():
        rows = {rad.område.id: rad for rad in plan_views.områden(website(project, "timnet")).rader}
        return rows["intern-information"].indikatorer[0]

    before = answer()
    assert before.svar == "Nej" and re.fullmatch(r"\d+ av \d+ uppgifter på TimNet är inte granskade i tid", before.skäl)
    här = website(project, "timnet")
    rows = "".join(
        f'  - {{uppgift: "{k.id}", avtryck: {json.dumps(avtryck(parts(k)))}, datum: 2026-11-01, av: utvecklingsstrateg, hur: källsida}}\n'
        for k in här.kontakter.values()
    )
    write(project, "data/timra/granskningar.yml", "granskningar:\n" + rows)
    assert messages(project) == []
    assert answer().svar == "Ja"


def test_a_public_page_of_the_plan_needs_no_internal_file():
    """The public register, which has never read internt/, shows the plan without our readings."""
    register = load(ROOT, internt=False, only="timra")
    här = Här(register, register.webbplatser["timra.se"], IDAG)
    assert [rad.tolkningar for rad in plan_views.områden(här).rader] == [()] * 8
