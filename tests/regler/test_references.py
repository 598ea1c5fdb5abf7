"""Every id that a record names exists, and the message says what is lost when it does not."""

from __future__ import annotations

import shutil

import pytest

from vagvisaren.faults import enumerate_words
from vagvisaren.records.model import roller

from .planting import (
    AKTÖRER,
    KÄLLOR,
    RÅD,
    SITUATIONER,
    STÖDLINJER,
    TEXTER,
    messages,
    place,
    plant,
    raw,
    record,
    value_place,
)  # fmt: skip

TIMRÅ = "data/timra/kommun.yml"
UMEÅ = "data/umea/kommun.yml"


def inner(where: str, columns: int) -> str:
    """The place some columns to the right."""
    before, column = where.rsplit(":", 1)
    return f"{before}:{int(column) + columns}"


# ------------------------------------------------------------------ what a deletion takes with it


def situations_through(project, folder: str, names: set[str]) -> list[str]:
    """Headings of the situations that ask for one of `names`, in a step with support for a role that is answered there."""
    answered = {
        roll for w in raw(f"data/{folder}/webbplatser.yml", project)["webbplatser"] for roll in roller(tuple(w["roller"]))
    }
    return [
        f'"{situation["rubrik"]}"'
        for situation in raw(SITUATIONER, project)["situationer"]
        if any(
            steg.get("kontakt") in names
            and steg["stöd"] != "okänt"
            and answered & set(roller(tuple(situation["för"]))) & set(roller(tuple(steg.get("för", ["alla"]))))
            for steg in situation["steg"]
        )
    ]


def test_a_municipality_without_its_växel_names_every_situation_that_lost_its_way_out(project):
    """Deleting växel stops everything and names each situation that was answered through it, each function and page."""
    kommun = raw(TIMRÅ, project)
    through = {"växel"} | {kontakt["id"] for kontakt in kommun["kontakter"] if not kontakt.get("vägar")}
    through |= {namn for namn, funktion in kommun["funktioner"].items() if funktion["kontakt"] in through}
    lost = situations_through(project, "timra", through)
    assert lost
    plant(project, TIMRÅ, record(project, TIMRÅ, "växel"), "")
    expected = [
        f'{inner(place(project, TIMRÅ, "- id: socialtjänst"), 0)}: Timrå kommun har ingen kontakt med id "växel". '
        "Växeln är den sista reserven. Lägg till den."
    ]
    functions = [namn for namn, funktion in kommun["funktioner"].items() if funktion["kontakt"] == "växel"]
    for namn in functions:
        line = int(place(project, TIMRÅ, f"  {namn}:\n    kontakt: växel").split(":")[1]) + 1
        expected.append(f'{TIMRÅ}:{line}:14: Kontakten "växel" finns inte. Menade du "brå-växel"?')
    for page in ("docs/extern/lattlast.md", "docs/extern/stod-och-hjalp.md"):
        where = place(project, page, '{{ nummer("växel") }}')
        expected.append(f'{where}: "växel" är inte en kontakt eller funktion här.')
    whole, *others = messages(project)
    assert others == expected
    assert whole.startswith(f'{value_place(project, STÖDLINJER, "reserv", "föräldralinjen")}: Kontakten "växel" finns inte för Timrå kommun men används på ')
    assert f" Lägen: {enumerate_words(lost)}. Funktioner: {enumerate_words(functions)}. Reserv för: Föräldralinjen, " in whole
    assert whole.endswith(" docs/intern/om-sidan.md:11 och docs/intern/tillganglighetsredogorelse.md:9. Webbplatser: timra.se och timnet.")


def test_deleting_a_line_names_the_situations_that_lost_it(project):
    """Deleting Bris stops everything, points out each place and says the situations and the websites that lost it."""
    plant(project, STÖDLINJER, record(project, STÖDLINJER, "bris"), "")
    step = inner(place(project, SITUATIONER, " kontakt: bris"), len(" kontakt: "))
    lost = enumerate_words(situations_through(project, "timra", {"bris"}))
    page = place(project, "docs/extern/lattlast.md", '{{ ring("bris") }}')
    assert messages(project) == [
        f'{value_place(project, SITUATIONER, "handlar_om")}: Kontakten "bris" finns inte men används på 3 ställen. '
        f"Lägen: {lost}. Meningar om den: {lost}. Sidor: {page.rsplit(':', 1)[0]}. Webbplatser: timra.se och umea.se.",
        *(f'{step}: Funktionen eller kontakten "bris" finns inte för {namn}.' for namn in ("Timrå kommun", "Umeå kommun")),
        f'{page}: "bris" är inte en kontakt eller funktion här.',
    ]


def test_a_sentence_about_a_line_that_is_gone_is_pointed_out(project):
    """A sentence that speaks of a contact's facts is refused when there is no such contact."""
    plant(project, SITUATIONER, "handlar_om: bris", "handlar_om: briss")
    assert messages(project) == [
        f'{value_place(project, SITUATIONER, "handlar_om")}: Kontakten "briss" finns inte. Menade du "bris"?'
    ]


def about(project, file: str, field: str, id_: str) -> str:
    """Put handlar_om on the first sentence of a field; where its id stands."""
    text = (project / file).read_text(encoding="utf-8")
    at = text.index("- text: ", text.index(f"{field}:\n")) if field else text.index("- text: ")
    indent = " " * (at - text.rfind("\n", 0, at) + 1)
    end = text.index("\n", at)
    (project / file).write_text(f"{text[:end]}\n{indent}handlar_om: {id_}{text[end:]}", encoding="utf-8")
    line = text.count("\n", 0, end) + 2
    return f"{file}:{line}:{len(indent) + len('handlar_om: ') + 1}"


SENTENCES = {
    "in a group": (TEXTER, "utsagor"),
    "not to do": (SITUATIONER, "gör_inte"),
    "what happens then": (SITUATIONER, "vad_händer_sen"),
}


@pytest.mark.parametrize(("file", "field"), SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_anywhere_is_about_a_contact_that_exists(project, file, field):
    """A sentence of a group, of what not to do and of what happens then names a contact that exists, or is a fault."""
    where = about(project, file, field, "briss")
    assert messages(project) == [f'{where}: Kontakten "briss" finns inte. Menade du "bris"?']


@pytest.mark.parametrize(("file", "field"), SENTENCES.values(), ids=SENTENCES)
def test_a_shared_sentence_is_about_a_contact_that_every_municipality_has(project, file, field):
    """A contact that only Timrå has is a fault in a shared sentence, which says for whom it is missing."""
    where = about(project, file, field, "kontaktperson")
    assert messages(project) == [f'{where}: Kontakten "kontaktperson" finns inte för Umeå kommun.']


def test_deleting_a_function_s_contact_names_the_situations_of_that_municipality_only(project):
    """Deleting Umeå's mottagning names Umeå's situations, and nothing in Timrå."""
    plant(project, UMEÅ, record(project, UMEÅ, "mottagning"), "")
    lost = situations_through(project, "umea", {"socialtjänst"})
    line = int(place(project, UMEÅ, "  socialtjänst:\n").split(":")[1]) + 1
    page = place(project, "docs/extern/affisch.md", "{{ affisch")
    assert messages(project) == [
        f'{UMEÅ}:{line}:14: Kontakten "mottagning" finns inte men används på 9 ställen. '
        f"Lägen: {enumerate_words(lost)}. Funktioner: socialtjänst. Sidor: {page.rsplit(':', 1)[0]}. Webbplatser: umea.se."
    ]


# ------------------------------------------------------------------ each kind of reference

REFERENCES = {
    "a source": (STÖDLINJER, "teletal", "källa: teletal-se", "källa: teletal", 7, 'Källan "teletal" finns inte. Menade du "teletal-se"? En ny källa läggs till under källor.'),
    "a support": (SITUATIONER, "ung-och-orolig", "stöd: [r22]", "stöd: [r222]", 7, 'Rådet "r222" finns inte i rad.yml. Menade du "r22"?'),
    "a support of a text": (TEXTER, "lagen", "stöd: [sekretess-chef]", "stöd: [sekretes-chef]", 7, 'Rådet "sekretes-chef" finns inte i rad.yml. Menade du "sekretess-chef"?'),
    "a source as support": (TEXTER, "lagen", "stöd: [sekretess-chef]", "stöd: [sfs-2009-400]", 7, 'Rådet "sfs-2009-400" finns inte i rad.yml.'),
    "lines after the plan's last": (SITUATIONER, "vill-ha-utbildning", "stöd: [timrå-anvisningar 155-187]", "stöd: [timrå-anvisningar 155-999]", 7, "Raderna 155–999 finns inte i planen. Den har {rader} rader."),
    "lines backwards": (SITUATIONER, "vill-ha-utbildning", "stöd: [timrå-anvisningar 155-187]", "stöd: [timrå-anvisningar 187-155]", 7, "Raderna 187–155 finns inte i planen. Den har {rader} rader."),
    "line zero": (SITUATIONER, "vill-ha-utbildning", "stöd: [timrå-anvisningar 155-187]", "stöd: [timrå-anvisningar 0]", 7, "Raderna 0–0 finns inte i planen. Den har {rader} rader."),
    "a plan": (SITUATIONER, "vill-ha-utbildning", "stöd: [timrå-anvisningar 155-187]", "stöd: [timrå-anvisning 155-187]", 7, 'Planen "timrå-anvisning" finns inte som text. Menade du "timrå-anvisningar"?'),
    "an actor in a group": (UMEÅ, "konsultationsforum", "aktör: polisen", "aktör: polis", 7, 'Aktören "polis" finns inte. Menade du "polisen"?'),
    "an actor's successor": (AKTÖRER, "digg", "ersatt_av: pts", "ersatt_av: ptss", 11, 'Aktören "ptss" finns inte. Menade du "pts"?'),
    "a region": (UMEÅ, None, "region: region-västerbotten", "region: region-västerboten", 8, 'Aktören "region-västerboten" finns inte. Menade du "region-västerbotten"?'),
    "a county": (UMEÅ, None, "länsstyrelse: länsstyrelsen-västerbotten", "länsstyrelse: länsstyrelsen", 14, 'Aktören "länsstyrelsen" finns inte. Menade du "länsstyrelsen-västerbotten"?'),
    "a publisher": ("data/timra/webbplatser.yml", "timnet", "publicerare: webredaktör", "publicerare: webbredaktör", 13, 'Rollen "webbredaktör" finns inte. Menade du "webredaktör"?'),
    "who answers for the content": ("data/timra/webbplatser.yml", "timnet", "innehållsansvarig: utvecklingsstrateg", "innehållsansvarig: utvecklingstrateg", 19, 'Rollen "utvecklingstrateg" finns inte. Menade du "utvecklingsstrateg"?'),
    "a reserv": (STÖDLINJER, "bris", "reserv: 1177", "reserv: 117", 8, 'Kontakten "117" finns inte. Menade du "1177"?'),
    "who answers when it is closed": (STÖDLINJER, "kyrkans-sos", "utanför_öppettid: 1177", "utanför_öppettid: 117", 18, 'Kontakten "117" finns inte. Menade du "1177"?'),
    "a contact's successor": (STÖDLINJER, "tillsyn-digg", "ersatt_av: tillsyn-pts", "ersatt_av: tillsyn-ptss", 11, 'Kontakten "tillsyn-ptss" finns inte. Menade du "tillsyn-pts"?'),
    "the owner of a number": (STÖDLINJER, "avhopp-polisen", "nummer_från: polisen", "nummer_från: polis", 13, 'Kontakten "polis" finns inte. Menade du "polisen"?'),
    "where an advice holds": (RÅD, "r8", "gäller: [umeå]", "gäller: [umea]", 9, 'Kommunen "umea" finns inte. Menade du "umeå"?'),
}  # fmt: skip


@pytest.mark.parametrize(("file", "post", "old", "new", "columns", "said"), REFERENCES.values(), ids=REFERENCES)
def test_a_name_that_leads_nowhere_is_pointed_out_with_the_nearest(project, register, file, post, old, new, columns, said):
    """A name that no record has is one fault, where it stands, with the nearest name that there is."""
    plant(project, file, old, new, post)
    where = inner(place(project, file, new, post), columns)
    rader = len(register.plantexter["timrå-anvisningar"])
    assert messages(project) == [f"{where}: {said.format(rader=rader)}"]


def test_a_plan_without_its_text_is_pointed_out(project):
    """A source that names a file under data/kallor/ that is not there is a fault."""
    (project / "data/kallor/umea-handlingsplan.txt").unlink()
    assert messages(project)[0] == (
        f'{value_place(project, KÄLLOR, "fil", "umeå-handlingsplan")}: '
        'Filen "umea-handlingsplan.txt" finns inte under data/kallor/.'
    )


def test_a_municipality_s_own_actor_has_a_successor_that_exists(project):
    """An actor of one municipality that names a successor that is none is a fault, not a crash."""
    plant(project, UMEÅ, "    namn: UmeBrå\n", "    namn: UmeBrå\n    giltig: {till: 2020-01-01}\n    ersatt_av: pts2\n")
    assert messages(project) == [
        f'{value_place(project, UMEÅ, "ersatt_av", "umebrå")}: Aktören "pts2" finns inte. Menade du "pts"?'
    ]


def test_who_answers_for_an_insats_exists(project):
    """An insats that names a responsible role that is none is a fault."""
    plant(project, TIMRÅ, "insatser: []",
          "insatser:\n  - namn: Samtal\n    för: Alla\n    hur: Ring växeln.\n    ansvarig: strateg\n    källa: timrå-anvisningar")  # fmt: skip
    where = value_place(project, TIMRÅ, "ansvarig")
    assert messages(project) == [f'{where}: Rollen "strateg" finns inte.']


def test_successors_that_go_round_are_refused(project):
    """Two contacts that each have replaced the other are a fault: following them would never end."""
    plant(project, STÖDLINJER, "    giltig: {från: 2027-01-01}\n",
          "    giltig: {från: 2027-01-01, till: 2027-02-01}\n    ersatt_av: tillsyn-digg\n", "tillsyn-pts")  # fmt: skip
    digg, pts = (value_place(project, STÖDLINJER, "ersatt_av", id_) for id_ in ("tillsyn-digg", "tillsyn-pts"))
    assert messages(project) == [
        f"{digg}: Efterträdarna går runt: tillsyn-digg och tillsyn-pts. Ta bort en ersatt_av.",
        f"{pts}: Efterträdarna går runt: tillsyn-pts och tillsyn-digg. Ta bort en ersatt_av.",
    ]


def test_actors_that_have_replaced_each_other_are_refused(project):
    """Two actors that each have replaced the other are a fault: following them would never end."""
    plant(project, AKTÖRER, "    namn: PTS\n", "    namn: PTS\n    ersatt_av: digg\n", "pts")
    digg, pts = (value_place(project, AKTÖRER, "ersatt_av", id_) for id_ in ("digg", "pts"))
    assert messages(project) == [
        f"{digg}: Efterträdarna går runt: digg och pts. Ta bort en ersatt_av.",
        f"{pts}: Efterträdarna går runt: pts och digg. Ta bort en ersatt_av.",
    ]


def test_a_checkout_with_one_municipality_is_whole(project):
    """With only one municipality's folder nothing is wrong, though advice names the other."""
    for name in ("data/umea", "docs/umea.se"):
        shutil.rmtree(project / name)
    assert messages(project) == []
