"""A new municipality from answers: in a file or typed, all of it or nothing, and nothing invented."""

from __future__ import annotations

import re
import shutil
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from vagvisaren.faults import Faulty, Place
from vagvisaren.numbers.contact_index import Index
from vagvisaren.records.register import load
from vagvisaren.tasks import new_municipality as ny

from .planting import IDAG, ROOT, RÅD, SITUATIONER, TEXT, copy_project, messages, raw, values_of, write

LEAST = {"namn": "Exempels kommun", "region": "Region Exempel", "länsstyrelse": "Länsstyrelsen i Exempels län", "växel": "0980-319 200", "webbplats": "exempel.se"}
MOST = {
    **LEAST,
    "organisationsnummer": "212000-9994",
    "växel_öppet": "mån–tors 8–16.30; fre 8–15",
    "e_post": "kommunen@exempel.se",
    "besöksadress": "Storgatan 1, Exempel",
    "brevadress": "Exempels kommun, 123 45 Exempel",
    "webb": "https://www.exempel.se/",
    "mottagning": "0980-319 201",
    "mottagning_öppet": "mån–fre 8–16",
    "socialjour": "0980-319 202",
    "socialjour_öppet": "mån–tors 17–01; fre–sön 17–03",
    **{one.id: f"0980-319 2{number}" for number, one in enumerate(ny.FUNKTIONER, 10)},
    "säkerhet_be_om": 'samordnaren: den i "huset" # 2',
    "internwebb": "exempelnet",
    "internwebb_namn": "ExempelNet",
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A copy of the project with its templates, never changed."""
    root = copy_project(tmp_path_factory.mktemp("kommun"))
    shutil.copytree(ROOT / ny.TEMPLATES, root / ny.TEMPLATES)
    return root


@pytest.fixture
def root(bare, tmp_path):
    """A copy to write in."""
    shutil.copytree(bare, tmp_path / "projekt")
    return tmp_path / "projekt"


@pytest.fixture(scope="module")
def known(bare):
    return load(bare, internt=True)


@pytest.fixture(scope="module")
def written(bare, tmp_path_factory):
    """A project with a municipality that has answered everything, typed in a file."""
    root = tmp_path_factory.mktemp("skriven") / "projekt"
    shutil.copytree(bare, root)
    from_file(root, MOST)
    return root


def from_file(root: Path, answers: dict[str, str], more: str = "") -> list[str]:
    write(root, "svar.yml", ny.as_file(answers) + f"\n{more}")
    try:
        return ny.from_file(root, load(root, internt=True), IDAG, root / "svar.yml")
    finally:
        (root / "svar.yml").unlink()


class Typist:
    """Someone at the terminal: types each question's replies in turn, then Enter; and stops where `stops` says."""

    def __init__(self, replies: dict[str, list[str]], stops: str | None = None, by: type[BaseException] = KeyboardInterrupt):
        self.replies, self.stops, self.by = {key: list(texts) for key, texts in replies.items()}, stops, by
        self.heard: list[str] = []

    def ask(self, prompt: str) -> str:
        key = "ja" if "Skriv ja" in prompt else self.last_question()
        if key == self.stops:
            raise self.by
        return self.replies[key].pop(0) if self.replies.get(key) else "ja" if key == "ja" else ""

    def last_question(self) -> str:
        said = " ".join(" ".join(self.heard).split())
        return max(ny.BY_KEY, key=lambda key: said.rfind(f"{ny.BY_KEY[key].fråga} {ny.BY_KEY[key].varför}"))

    def write(self, root: Path) -> list[str]:
        return ny.from_terminal(root, load(root, internt=True), IDAG, self.ask, self.heard.append)


def typed(answers: dict[str, str]) -> dict[str, list[str]]:
    return {key: [text] for key, text in answers.items()}


def bytes_of(root: Path) -> dict[str, bytes]:
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if not name.endswith(".las")}


def own(root: Path) -> str:
    """All that was written of the new municipality."""
    return "".join((root / "data/exempel" / name).read_text(encoding="utf-8") for name in ("kommun.yml", "webbplatser.yml"))


def faults_of(root: Path, answers: dict[str, str], more: str = "") -> list[str]:
    before = bytes_of(root)
    with pytest.raises(Faulty) as caught:
        from_file(root, answers, more)
    assert bytes_of(root) == before
    return [str(fault) for fault in caught.value.faults]


# ------------------------------------------------------------------ what is written


@pytest.mark.parametrize("answers", [LEAST, MOST], ids=["least", "most"])
def test_a_file_of_answers_becomes_a_municipality_without_faults(root, answers):
    """The least answers and all of them give a municipality that the whole check accepts, and change no byte of the others."""
    before = bytes_of(root)
    said = from_file(root, answers)
    after = bytes_of(root)
    assert set(after) - set(before) == {"data/exempel/kommun.yml", "data/exempel/webbplatser.yml"}
    assert {name: after[name] for name in before} == before
    assert messages(root) == []
    assert said[-5] == "Klart: data/exempel/kommun.yml och data/exempel/webbplatser.yml."


def test_typed_answers_give_the_same_bytes_as_a_file(root, written):
    """The same answers, one question at a time in the terminal, give the same files."""
    Typist(typed(MOST)).write(root)
    assert bytes_of(root) == bytes_of(written)


def test_every_answer_stands_in_the_files(written):
    """Each answer is found where it belongs, also one that YAML could have misread."""
    kommun, webbplatser = raw("data/exempel/kommun.yml", written), raw("data/exempel/webbplatser.yml", written)["webbplatser"]
    kontakter = {kontakt["id"]: kontakt for kontakt in kommun["kontakter"]}
    assert {"id": "exempel", "namn": "Exempels kommun", "region": "region-exempel"}.items() <= kommun.items()
    assert kommun["uppgifter"]["organisationsnummer"]["värde"] == MOST["organisationsnummer"]
    assert kontakter["växel"]["vägar"] == [
        {"telefon": MOST["växel"], "öppet": ["mån–tors 8–16.30", "fre 8–15"]},
        {"e-post": MOST["e_post"]},
        {"besök": MOST["besöksadress"]},
        {"brev": MOST["brevadress"]},
        {"webb": MOST["webb"]},
    ]
    for id_ in ("mottagning", "socialjour", *(one.id for one in ny.FUNKTIONER)):
        assert kontakter[id_]["vägar"][0]["telefon"] == MOST[id_]
    assert kommun["funktioner"]["säkerhet"] == {"kontakt": "säkerhet", "be_om": MOST["säkerhet_be_om"]}
    assert [(w["id"], w["namn"], w["publik"]) for w in webbplatser] == [("exempel.se", "Exempels kommun", "extern"), ("exempelnet", "ExempelNet", "intern")]


def test_nothing_is_granskat_and_every_fact_names_the_municipality_s_own_answer(written):
    """Each contact and fact starts as kontroll, with today's answer from the municipality as its only source."""
    kommun = raw("data/exempel/kommun.yml", written)
    assert set(values_of(kommun, "omdöme")) == {"kontroll"}
    belagd = [one for found in values_of(kommun, "belagd") for one in found]
    assert belagd and all(one == {"källa": "exempel-egna-uppgifter", "datum": "2026-11-22"} for one in belagd)
    assert raw("data/exempel/kommun.yml", written)["källor"] == [{"id": "exempel-egna-uppgifter", "titel": "Kommunens egna uppgifter", "utgivare": "Exempels kommun", "datum": "2026-11-22"}]


def test_what_nobody_has_answered_is_a_question_and_never_a_value(bare, known):
    """With the least answers the only number is the switchboard's, and all that is missing is asked."""
    files = ny.compose(bare, known, {"id": "exempel", **LEAST}, IDAG).files
    kommun, webbplatser = (yaml.load(text, Loader=TEXT) for text in files.values())
    assert list(values_of(kommun, "telefon")) == ["0980-319 200"] and kommun["uppgifter"] == {}
    assert [set(väg) for väg in kommun["kontakter"][0]["vägar"]] == [{"telefon"}]
    through = {name: one for name, one in kommun["funktioner"].items() if one["kontakt"] == "växel"}
    assert set(through) == set(kommun["funktioner"]) - {"tillsyn"} and all(one["be_om"] and one["lucka"] for one in through.values())
    # Who has not answered which number it is is not asked for its hours.
    asked = [one.lucka for one in ny.FRÅGOR if one.lucka and one.nyckel not in LEAST and one.med is None]
    assert kommun["frågor"] == [*asked, *ny.ALWAYS_ASKED]
    (webbplats,) = webbplatser["webbplatser"]
    assert {webbplats[key] for key in ("adress", "publicerare", "innehållsansvarig")} == {"okänt"}


@pytest.mark.parametrize("file", ["kommun.yml", "webbplatser.yml"])
def test_every_key_says_what_it_is(written, file):
    """On the line above each key stands a comment, with no other between."""
    lines = (written / "data/exempel" / file).read_text(encoding="utf-8").split("\n")
    keys = [i for i, line in enumerate(lines) if re.match(r" *(?:- \{?)?[a-zåäö_-]+: ?", line)]
    keys = [i for i in keys if not re.match(r" *- [A-ZÅÄÖ]", lines[i])]
    assert len(keys) > 30
    assert [lines[i] for i in keys if not re.fullmatch(r" *# .+", lines[i - 1])] == []
    assert len(keys) >= len({place.line for place in _key_places(written / "data/exempel" / file)})


def _key_places(path: Path) -> set[Place]:
    """Where PyYAML sees a key."""

    def walk(node: yaml.Node):
        for part in node.value if isinstance(node.value, list) else ():
            if isinstance(part, tuple):
                yield Place(path.name, part[0].start_mark.line + 1)
                yield from walk(part[1])
            else:
                yield from walk(part)

    return set(walk(yaml.compose(path.read_text(encoding="utf-8"), Loader=TEXT)))


def test_nothing_of_another_municipality_is_in_it(written, known):
    """No name, id, number or address of the other municipalities, their websites and their actors is in the new files."""
    text = own(written).casefold()
    foreign = {entry.text for entry in Index(known).entries if entry.kommun}
    for lokalt in known.kommuner.values():
        foreign |= {lokalt.mapp, lokalt.kommun.id, lokalt.kommun.namn, lokalt.kommun.region, lokalt.kommun.länsstyrelse}
        foreign |= {w.id for w in lokalt.webbplatser} | {aktör.namn for aktör in lokalt.kommun.aktörer if " " in aktör.namn}
    assert len(foreign) > 30
    assert [one for one in foreign if re.search(rf"(?<!\w){re.escape(one.casefold())}(?!\w)", text)] == []


def test_every_function_that_shared_situations_and_pages_name_is_filled(written, known):
    """Whatever a shared situation or page asks for has a contact in the new municipality."""
    asked = set(values_of(raw(SITUATIONER), "kontakt"))
    for folder in ("extern", "intern"):
        for path in (ROOT / "docs" / folder).glob("*.md"):
            asked |= set(re.findall(r'\{\{ (?:kontakt|nummer|affisch)\("([^"]+)"\)', path.read_text(encoding="utf-8")))
    asked -= {*known.stödlinjer, *known.samhällsnummer, "växel"}
    assert {"socialtjänst", "redaktion", "tillsyn"} <= asked <= set(raw("data/exempel/kommun.yml", written)["funktioner"])


def test_a_known_region_is_named_and_a_new_one_is_the_municipality_s_own(bare, known):
    """A region that the project has is named by its id, and one that is spelled nearly so is asked about."""
    region = next(aktör for aktör in known.aktörer.values() if aktör.slag == "region")
    written = ny.compose(bare, known, {**LEAST, "id": "exempel", "region": region.namn.upper()}, IDAG)
    kommun = yaml.load(written.files["kommun.yml"], Loader=TEXT)
    assert kommun["region"] == region.id and [aktör["namn"] for aktör in kommun["aktörer"]] == [LEAST["länsstyrelse"]]
    assert list(ny.surprises(known, {"region": region.namn[:-1]})) == [f'{region.namn[:-1]} är ny och läggs till hos kommunen. Menade du "{region.namn}"?']


@pytest.mark.parametrize(
    ("namn", "id_", "mapp"),
    [
        ("Malung-Sälens kommun", "malung-sälen", "malung-salen"),
        ("Region Gotland", "gotland", "gotland"),
        ("Upplands-Bro kommun", "upplands-bro", "upplands-bro"),
        ("Håbo kommun", "håbo", "habo"),
        ("Lilla Edets kommun", "lilla-edet", "lilla-edet"),
        ("Höganäs kommun", "höganäs", "hoganas"),
    ],
)
def test_an_odd_name_gives_an_id_and_a_folder(bare, known, namn, id_, mapp):
    """Hyphens, two words, a region that is a municipality and a name in s give the id that the editor is offered."""
    assert ny.suggested_id(namn) == id_
    written = ny.compose(bare, known, {**MOST, "namn": namn, "id": id_, "region": namn}, IDAG)
    assert written.mapp == mapp
    kommun = yaml.load(written.files["kommun.yml"], Loader=TEXT)
    assert (kommun["id"], kommun["namn"]) == (id_, namn)


def test_a_contact_that_no_page_shows_yet_is_told(root, known):
    """A number that waits for an advice to hold in the municipality is named at the end, one that stands on a page is not."""
    råd = raw(RÅD)["råd"]
    limited = {one["id"] for one in råd if "gäller" in one}
    steps = [steg for s in raw(SITUATIONER)["situationer"] for steg in s["steg"] if steg.get("kontakt") == "vägledning"]
    assert steps and all(limited & set(steg["stöd"]) for steg in steps)
    answers = {"id": "exempel", **MOST}
    written = ny.compose(root, known, answers, IDAG)
    register = ny.write(root, IDAG, written)
    (said,) = ny.waiting(root, register, answers, IDAG)
    assert re.match("Visas inte än: .*”Vägledning för medarbetare”", said) and not re.search("växel|mottagning|Socialjour", said)


# ------------------------------------------------------------------ wrong answers

WRONG = {
    "namn": ("Timrå kommun", "Timrå kommun finns redan, i data/timra. Ändra i filerna där, eller skriv en annan kommuns namn."),
    "id": ("timrå", "Kommunen finns redan, i data/timra. Ändra i filerna där, eller välj ett annat id."),
    "organisationsnummer": ("212000-9990", "Kontrollsiffran stämmer inte. Jämför med källan, siffra för siffra."),
    "region": ("", "Den behövs. Skriv regionens namn. En ny läggs till hos kommunen."),
    "växel": ("060-16 31 00", 'Numret 060-16 31 00 är redan "Kommunens växel" i Timrå kommun. Skriv kommunens eget nummer.'),
    "växel_öppet": ("9–16", '"9–16" är ingen öppettid. Skriv dagar och klockslag: mån–fre 9–15 eller alla dagar 21–06.'),
    "e_post": ("info@exempel", '"info@exempel" är ingen e-postadress. Skriv som: namn@kommunen.se'),
    "besöksadress": ("Stor<b>gatan", "Texten innehåller HTML. Skriv bara ord, utan taggar som <b>."),
    "webb": ("exempel.se", '"exempel.se" är ingen webbadress. Skriv hela adressen: https://www.exempel.se/'),
    "mottagning": ("0980-319 200", "0980-319 200 svarade du redan på: Vilket nummer har kommunens växel? Går samtalet genom samma nummer, tryck bara Enter."),
    "socialjour": ("114 14", 'Numret 114 14 är redan "Polisen". Skriv kommunens eget nummer.'),
    "vägledning": ("12345", '"12345" är inget nummer till en kommun. Skriv det med riktnummer.'),
    "säkerhet_be_om": ("den på 0980-319 209", '"0980-319 209" är ett nummer, en adress eller en tid. Skriv bara namnet här.'),
    "webbplats": ("umea.se", 'Webbplatsen "umea.se" finns redan. Välj ett annat id.'),
    "internwebb": ("exempel.se", '"exempel.se" är redan den andra webbplatsens id. Välj ett annat id.'),
}


def test_a_wrong_answer_is_asked_again_with_the_reason(root, written):
    """Each wrong answer is refused at once in a whole sentence, and the right one that follows is taken."""
    typist = Typist({**typed(MOST), **{key: [text, *([MOST[key]] if key in MOST else [])] for key, (text, _) in WRONG.items()}})
    typist.write(root)
    assert [said for _, said in WRONG.values() if said not in typist.heard] == []
    assert bytes_of(root) == bytes_of(written)


def test_a_file_is_told_everything_that_is_wrong_at_once_and_where(root):
    """All wrong answers of a file are said with their lines, as is a key that no question has."""
    wrong = {**MOST, **{key: text for key, (text, _) in WRONG.items() if text and key not in ("mottagning", "internwebb")}}
    said = faults_of(root, wrong, "växeln: 1\n")
    expected = [f"{message}" for key, (text, message) in WRONG.items() if text and key not in ("mottagning", "internwebb")]
    assert [message for message in expected if not any(one.endswith(message) for one in said)] == []
    assert any(re.fullmatch(r'svar\.yml:\d+:1: "växeln" är ingen känd uppgift\. Menade du "växel"\?', one) for one in said)
    assert all(re.match(r"svar\.yml:\d+:\d+: ", one) for one in said)


def test_what_is_pasted_with_other_dots_and_spaces_is_the_same_answer(root, written):
    """Letters with separate dots, hard spaces and a capital in Vet inte are read as anyone would read them."""
    pasted = {key: [unicodedata.normalize("NFD", f" {text} ").replace(" ", "\u00a0")] for key, text in MOST.items()}
    Typist({**pasted, "id": ["Vet inte", ""], "ja": ["\u00a0Ja "]}).write(root)
    assert bytes_of(root) == bytes_of(written)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "svar.yml:1:1: Filen är tom. Fyll i den eller ta bort den."),
        ("bara ord", "svar.yml:1:1: Filen är ingen lista med svar. Gör en med: ny-kommun --mall"),
        ("namn: [Exempel]", 'svar.yml:1:7: Värdet för "namn" ska vara en text. Skriv en text på samma rad.'),
        ("växel_öppet: {mån: 8}", "svar.yml:1:14: Öppettiderna går inte att läsa. Skriv dygnet runt, okänt eller en lista med tider."),
        ("socialjour: 0980-319 202", 'svar.yml:1:13: "socialjour" går inte att svara på utan "mottagning". Svara på mottagning, eller ta bort raden.'),
        ("namn: Exempel\n\tväxel: 1", "svar.yml:2:1: Raden är indragen med tabb. Använd mellanslag, två för varje steg."),
    ],
)
def test_a_file_that_holds_something_else_says_so(known, tmp_path, text, said):
    """An empty file, a text, a list or a record where an answer belongs is a fault with its place, and no crash."""
    write(tmp_path, "svar.yml", text)
    with pytest.raises(Faulty) as caught:
        ny.read_answers(tmp_path / "svar.yml", known)
    assert said in map(str, caught.value.faults)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"namn": "UMEÅ KOMMUN"}, "svar.yml:1:7: UMEÅ KOMMUN finns redan, i data/umea. Ändra i filerna där, eller skriv en annan kommuns namn."),
        ({"id": "umea"}, "svar.yml:2:5: Kommunen finns redan, i data/umea. Ändra i filerna där, eller välj ett annat id."),
        ({"id": "gemensamt"}, "svar.yml:2:5: Mappen data/gemensamt används till annat. Välj ett annat id."),
        ({"webbplats": "timnet"}, 'svar.yml:5:12: Webbplatsen "timnet" finns redan. Välj ett annat id.'),
        ({"webbplats": "redaktionen"}, 'svar.yml:5:12: Webbplatsen "redaktionen" finns redan. Välj ett annat id.'),
        ({"webbplats": "håbo.se"}, 'svar.yml:5:12: "håbo.se" blir en mapp och kan inte ha å, ä eller ö. Skriv habo.se.'),
    ],
)
def test_what_exists_is_refused(root, more, said):
    """A municipality, a folder or a website that exists is not written over."""
    (fault,) = faults_of(root, {**LEAST, **more})
    assert re.sub(r":\d+:", ":", fault, count=1) == re.sub(r":\d+:", ":", said, count=1)


def test_an_empty_file_of_answers_says_what_must_be_filled_in(root):
    """The example as it is printed lacks only what every municipality must answer, and asks every question."""
    write(root, "svar.yml", ny.example())
    with pytest.raises(Faulty) as caught:
        ny.from_file(root, load(root, internt=True), IDAG, root / "svar.yml")
    assert [fault.wrong for fault in caught.value.faults] == [f'"{key}" måste fyllas i.' for key in LEAST]
    assert re.findall(r"^(\w+):$", ny.example(), re.MULTILINE) == list(ny.BY_KEY)


@pytest.mark.parametrize("nyckel", list(ny.BY_KEY))
def test_every_example_is_an_answer_that_would_be_taken(known, nyckel):
    """What stands after Till exempel passes its own question's check."""
    one = ny.BY_KEY[nyckel]
    text = one.exempel.split(". Flera")[0]
    assert ny.wrong_with(one, text, ny.Known(known, Index(known), {}), ny.COMMAND) is None


# ------------------------------------------------------------------ all or nothing


@pytest.mark.parametrize("by", [KeyboardInterrupt, EOFError])
@pytest.mark.parametrize("stops", ["namn", "socialjour", "internwebb_namn", "ja"])
def test_whoever_stops_writes_nothing_and_keeps_the_answers(root, stops, by):
    """Ctrl and C, or the end of what is typed, at any question leaves the project as it was and prints the answers as a file."""
    before, typist = bytes_of(root), Typist(typed(MOST), stops, by)
    with pytest.raises(Faulty) as caught:
        typist.write(root)
    assert bytes_of(root) == before
    assert [str(fault) for fault in caught.value.faults] == ["ny-kommun: Du avbröt. Börja om när du vill."]
    if stops == "ja":
        printed = yaml.load(typist.heard[-1], Loader=TEXT)
        assert printed == {"id": "exempel", **MOST}
    else:
        assert stops not in typist.heard[-1]


def test_an_answer_can_be_given_anew_before_anything_is_written(root):
    """The word of a question, with or without its dots, asks it again, and what hung on it is dropped with it."""
    replies = {**typed(MOST), "ja": ["vaxel", "hej", "mottagning"], "växel": ["0980-319 200", "0980-319 299"], "mottagning": ["0980-319 201", "vet inte"]}
    typist = Typist(replies)
    typist.write(root)
    assert '"hej" är inget av orden.' in typist.heard
    numbers = list(values_of(raw("data/exempel/kommun.yml", root), "telefon"))
    assert "0980-319 299" in numbers and not {"0980-319 200", "0980-319 201", "0980-319 202"} & set(numbers)


def test_files_that_the_check_refuses_are_not_written(root, known):
    """Whatever no question could see is found by the whole check, in a copy, and the project is not touched."""
    good, before = ny.compose(root, known, {"id": "exempel", **MOST}, IDAG), bytes_of(root)
    kommun = good.files["kommun.yml"].replace("kontakt: tillsyn-digg", "kontakt: tillsyn-dig")
    with pytest.raises(Faulty) as caught:
        ny.write(root, IDAG, replace(good, files={**good.files, "kommun.yml": kommun}))
    assert all("tillsyn-dig" in str(fault) for fault in caught.value.faults) and bytes_of(root) == before


def test_a_folder_that_appeared_meanwhile_is_left_alone(root, known):
    """If the folder has come into being since the questions were asked nothing is written."""
    write(root, "data/exempel/egen.txt", "min")
    before = bytes_of(root)
    with pytest.raises(Faulty, match="Mappen finns redan."):
        ny.write(root, IDAG, ny.compose(root, known, {"id": "exempel", **MOST}, IDAG))
    with pytest.raises(Faulty, match="Det gick inte att skriva"):
        ny._put(root, ny.compose(root, known, {"id": "exempel", **MOST}, IDAG))
    assert bytes_of(root) == before
