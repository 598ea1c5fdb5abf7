"""The rules for situations and websites: each one fails when its fault is planted."""

from __future__ import annotations

import pytest

from vagvisaren.faults import enumerate_words
from vagvisaren.records.model import roller

from .planting import SAMHÄLLSNUMMER, SITUATIONER, messages, place, plant, raw, record, value_place, websites, write

TIMRÅ = "data/timra/webbplatser.yml"


def test_the_text_on_an_arm_is_six_words_at_most(project):
    """An arm of seven words is refused."""
    plant(project, SITUATIONER, "arm: Jag är under 18 och orolig", "arm: Jag är under 18 och mycket orolig")
    assert messages(project) == [
        f'{value_place(project, SITUATIONER, "arm", "ung-och-orolig")}: Texten på armen är längre än sex ord. Korta den.'
    ]


def test_a_plate_has_five_points_at_most(project):
    """A plate with six points is refused."""
    own = raw(SITUATIONER, project)["situationer"][0]
    points = "".join(f"      - text: Punkt {n}.\n        stöd: [r1]\n" for n in range(6 - len(own["ingress"])))
    plant(project, SITUATIONER, "    ingress:\n", f"    ingress:\n{points}", own["id"])
    line = int(place(project, SITUATIONER, "ingress:", own["id"]).split(":")[1]) + 1
    assert messages(project) == [f"{SITUATIONER}:{line}:7: En skylt har högst fem punkter. Ta bort någon."]


def test_a_plate_begins_with_a_number_of_society(project):
    """A plate whose first contact may grow too old is refused: its sentence stands round a number."""
    first = raw(SITUATIONER, project)["situationer"][0]
    plant(project, SITUATIONER, 'kontakt: "112"', "kontakt: kvinnofridslinjen", first["id"])
    numbers = enumerate_words(sorted(s["id"] for s in raw(SAMHÄLLSNUMMER, project)["samhällsnummer"]))
    assert messages(project) == [
        f'{value_place(project, SITUATIONER, "skylt", first["id"])}: En skylt börjar med ett samhällsnummer. '
        f"Låt första steget ha någon av {numbers} som kontakt."
    ]


def test_two_situations_never_share_an_address(project):
    """Two ids that fold to the same anchor are refused, with both ids and the anchor."""
    plant(project, SITUATIONER, "- id: ung-och-orolig", "- id: vill-lamna")
    assert messages(project) == [
        f'{value_place(project, SITUATIONER, "- id", "vill-lämna")}: '
        '"vill-lämna" får samma adress som "vill-lamna" (#vill-lamna). Ge den ena ett annat id.'
    ]


def test_a_municipality_s_own_situation_shares_no_address_with_a_shared_one(project):
    """A municipality's own situation whose id folds to a shared one's anchor is refused."""
    own = record(project, SITUATIONER, "vill-lämna").replace("id: vill-lämna", "id: vill-lamna")
    plant(project, "data/umea/kommun.yml", "situationer: []", "situationer:\n" + own.rstrip("\n"))
    assert messages(project) == [
        f'{value_place(project, "data/umea/kommun.yml", "- id", "vill-lamna")}: '
        '"vill-lamna" får samma adress som "vill-lämna" (#vill-lamna). Ge den ena ett annat id.'
    ]


def test_a_municipality_may_put_its_own_situation_in_a_shared_one_s_place(project):
    """A situation with a shared one's id replaces it for that municipality and for no other."""
    own = record(project, SITUATIONER, "ung-och-orolig").replace("arm: Jag är under 18 och orolig", "arm: Jag är ung")
    plant(project, "data/umea/kommun.yml", "situationer: []", "situationer:\n" + own.rstrip("\n"))
    assert messages(project) == []
    arms = {
        här.webbplats.id: här.register.situationer_i(här.lokalt)["ung-och-orolig"].arm for här in websites(project)
    }
    assert arms == {
        "timra.se": "Jag är under 18 och orolig", "timnet": "Jag är under 18 och orolig", "umea.se": "Jag är ung"
    }  # fmt: skip


def test_each_role_that_a_website_answers_has_its_situations(project):
    """A role that a website promises to answer and that no situation is for is refused."""
    text = (project / SITUATIONER).read_text(encoding="utf-8")
    for situation in raw(SITUATIONER, project)["situationer"]:
        if "skylt" not in situation:
            roles = [roll for roll in roller(tuple(situation["för"])) if roll != "förtroendevald"]
            own = record(project, SITUATIONER, situation["id"])
            text = text.replace(own, own.replace(f"    för: [{', '.join(situation['för'])}]\n    brådska",
                                                 f"    för: [{', '.join(roles)}]\n    brådska"))  # fmt: skip
    write(project, SITUATIONER, text)
    assert messages(project) == [
        f'{value_place(project, TIMRÅ, "roller", "timnet")}: Rollen "förtroendevald" har inga lägen på timnet. '
        "Lägg till rollen i ett läge i situationer.yml, eller ta bort den här."
    ]


def step_place(project, id_: str, kontakt: str) -> str:
    """Where a step of a situation names its contact."""
    before, column = place(project, SITUATIONER, f"kontakt: {kontakt}", id_).rsplit(":", 1)
    return f"{before}:{int(column) + len('kontakt: ')}"


def test_no_step_leads_to_a_closed_contact(project):
    """A step that sends a reader to a contact that is avstängd is refused."""
    plant(project, SITUATIONER, "kontakt: kvinnofridslinjen", "kontakt: orostelefonen")
    assert messages(project) == [
        f'{step_place(project, "utsatt-eller-hotad", "orostelefonen")}: "Orostelefonen om radikalisering" är avstängd '
        'men ska kontaktas i läget "utsatt-eller-hotad". Välj en annan kontakt.'
    ]


def test_no_step_for_citizens_leads_to_a_professionals_contact(project):
    """A step that sends a citizen to a contact for professionals is refused."""
    plant(project, SITUATIONER, "kontakt: kvinnofridslinjen", "kontakt: cve")
    assert messages(project) == [
        f'{step_place(project, "utsatt-eller-hotad", "cve")}: "Center mot våldsbejakande extremism, stödfunktionen" är '
        f'bara för yrkesverksamma, inte för "{roll}". Begränsa steget med för: [medarbetare].'
        for roll in ("invånare", "ung")
    ]


def test_no_step_sends_an_adult_to_a_childrens_line(project):
    """A step that sends an adult to Bris is refused."""
    plant(project, SITUATIONER, "kontakt: hjälplinjen", "kontakt: bris")
    assert messages(project) == [
        f'{step_place(project, "orolig-för-mig-själv", "bris")}: "Bris" är inte för åldern i rollen "invånare" '
        '(läget "orolig-för-mig-själv"). Begränsa steget med för: till rätt roller.'
    ]


def test_no_step_sends_a_child_to_an_adults_line(project):
    """A step that sends someone under 18 to a line from 18 is refused."""
    plant(project, SITUATIONER, "kontakt: bris", "kontakt: hjälplinjen")
    assert messages(project) == [
        f'{step_place(project, "ung-och-orolig", "hjälplinjen")}: "Hjälplinjen" är inte för åldern i rollen "ung" '
        '(läget "ung-och-orolig"). Begränsa steget med för: till rätt roller.'
    ]


@pytest.mark.parametrize(
    ("brådska", "instead"), [("akut", ""), ("snart", "        kontakt: teletal\n")], ids=["no contact", "no telephone"]
)
def test_an_urgent_situation_reaches_someone_round_the_clock(project, alla_webbplatser, brådska, instead):
    """An urgent situation none of whose contacts answers at night is refused for every role and website."""
    plant(project, SITUATIONER, "brådska: snart", f"brådska: {brådska}", "rekrytering")
    plant(project, SITUATIONER, "        kontakt: polisen\n", instead, "rekrytering")
    plant(project, SITUATIONER, "        kontakt: vägledning\n", "", "rekrytering")
    where = place(project, SITUATIONER, "id: rekrytering")
    expected = [
        f'{where}: Läget "rekrytering" når ingen som svarar dygnet runt för rollen "{roll}" på {här.webbplats.id}. '
        "Lägg till ett steg med en kontakt som har öppet dygnet runt, eller utanför_öppettid på kontakten."
        for här in alla_webbplatser.values()
        for roll in här.roller
    ]
    assert [said for said in messages(project) if "telefonnummer" not in said] == sorted(expected)


def test_a_situation_that_is_not_urgent_may_lead_to_office_hours(project):
    """The same situation as advice, without hurry, is allowed."""
    plant(project, SITUATIONER, "brådska: snart", "brådska: råd", "rekrytering")
    plant(project, SITUATIONER, "        kontakt: polisen\n", "", "rekrytering")
    assert messages(project) == []


# ------------------------------------------------------------------ pages and menus


def test_a_menu_names_only_pages_that_exist(project):
    """A page in the menu that no file makes is refused, with the pages that there are."""
    plant(project, TIMRÅ, "      om-sidan: Om sidan\n", "      om-sidan: Om sidan\n      om-sida: Om\n")
    assert messages(project) == [
        f'{value_place(project, TIMRÅ, "om-sida")}: Sidan "om-sida" finns inte för timnet. Menade du "om-sidan"?'
    ]


def test_every_page_is_in_the_menu(project):
    """A page of a website's own that its menu does not lead to is refused."""
    write(project, "docs/timnet/ny.md", "# Ny\n")
    assert messages(project) == [
        "docs/timnet/ny.md:1:1: Sidan står inte i menyn för timnet. "
        "Lägg till ny under meny i webbplatser.yml, eller ta bort filen."
    ]


def test_every_shared_page_is_in_some_menu(project):
    """A shared page that no website's menu leads to is refused."""
    write(project, "docs/extern/ny.md", "# Ny\n")
    assert messages(project) == [
        "docs/extern/ny.md:1:1: Sidan står inte i menyn för någon webbplats. "
        "Lägg till ny under meny i webbplatser.yml, eller ta bort filen."
    ]


def test_only_pages_lie_under_docs(project):
    """Any file under docs/ that is not a page is refused: it would be published as it is."""
    stray = ["docs/extern/bild.png", "docs/umea.se/lista.docx"]
    for file in (*stray, "docs/intern/.DS_Store", "docs/intern/index.md~"):  # the last two are never copied
        write(project, file)
    assert messages(project) == [f"{file}:1:1: Bara sidor (.md) i webbplatsernas mappar får ligga under docs/. Flytta filen." for file in stray]


def test_a_folder_that_belongs_to_no_website_is_refused(project):
    """A folder under docs/ that no website has is refused, with the nearest that one has."""
    write(project, "docs/timnett/index.md", "# Hej\n")
    assert messages(project) == [
        'docs/timnett:1:1: Mappen hör inte till någon webbplats. Menade du "timnet"?'
    ]


def test_a_page_that_lies_directly_under_docs_is_refused(project):
    """A page beside the websites' folders is on no website, and that is a fault."""
    write(project, "docs/ny.md", "# Ny\n")
    assert messages(project) == [
        "docs/ny.md:1:1: Bara sidor (.md) i webbplatsernas mappar får ligga under docs/. Flytta filen."
    ]


def test_a_page_name_becomes_an_address_of_plain_ascii(project):
    """A page whose file name has å, ä or ö is refused: it would become a part of an address."""
    write(project, "docs/timnet/hjälp.md", "# Hjälp\n")
    plant(project, TIMRÅ, "      om-sidan: Om sidan\n", "      om-sidan: Om sidan\n      hjälp: Hjälp\n")
    assert messages(project) == [
        "docs/timnet/hjälp.md:1:1: Sidans filnamn blir dess adress. "
        "Använd bara små bokstäver a–z, siffror och bindestreck, utan mapp: hjalp.md"
    ]


def test_a_link_between_pages_leads_to_a_page(project):
    """A link to a page that the website does not have is refused where it stands, with the nearest page."""
    plant(project, "docs/extern/index.md", "(stod-och-hjalp.md)", "(stod-och-hjälp.md)")
    assert messages(project) == [
        f'{place(project, "docs/extern/index.md", "stod-och-hjälp.md")}: '
        'Länken leder till "stod-och-hjälp.md", som inte finns. Menade du "stod-och-hjalp.md"?'
    ]


def test_a_website_s_own_page_takes_the_shared_one_s_place(project):
    """A page of the website's own stands in the place of the shared page of the same name."""
    write(project, "docs/timra.se/stod-och-hjalp.md", "# Bara Timrås\n\n{{ stödlinjer() }}\n")
    assert messages(project) == []
    write(project, "docs/timra.se/stod-och-hjalp.md", "# Bara Timrås\n\n{{ stödlinje() }}\n")
    assert messages(project) == [
        'docs/timra.se/stod-och-hjalp.md:3:1: "stödlinje" är inget känt ord. Menade du "stödlinjer"?'
    ]
