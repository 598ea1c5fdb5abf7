"""The rules for contacts: each one fails when its fault is planted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from .planting import IDAG, SAMHÄLLSNUMMER, SITUATIONER, STÖDLINJER, messages, place, plant, raw, shown, value_place, website, write

TIMRÅ = "data/timra/kommun.yml"


def line_of(where: str) -> int:
    return int(where.split(":")[1])


def record_place(project, file: str, post: str) -> str:
    """Where a record's first fact stands."""
    return place(project, file, "id: ", post)


def test_the_data_as_they_are_have_no_fault(project):
    """The project's own data and pages pass every rule, so each planted fault below is the only one."""
    assert messages(project) == []


def test_a_short_number_outside_the_closed_list_is_refused(project):
    """A short number that is not in the list is refused: it dials as it stands and would reach someone else."""
    plant(project, STÖDLINJER, "telefon: 116 006", "telefon: 116 007")
    assert messages(project) == [
        f'{place(project, STÖDLINJER, "telefon: 116 007")}: "116 007" finns inte bland kortnumren i samhallsnummer.yml. '
        'Menade du "116 006"?'
    ]


def test_a_short_number_that_leaves_the_list_takes_its_line_with_it(project):
    """A number that is taken out of the list is a fault wherever it is used."""
    plant(project, SAMHÄLLSNUMMER, "  - 90101\n", "")
    found = messages(project)
    assert [message.split(" finns inte")[0] for message in found] == [
        f'{place(project, STÖDLINJER, "telefon: 90101")}: "90101"'
    ]


def test_a_closed_contact_says_why(project):
    """A contact that is avstängd without skäl is refused."""
    plant(project, STÖDLINJER, "    skäl: Linjen är senast belagd 2018.\n", "", "bris-vuxentelefon")
    assert messages(project) == [
        f'{record_place(project, STÖDLINJER, "bris-vuxentelefon")}: "Bris vuxentelefon" är avstängd utan skäl. '
        "Lägg till raden skäl: …"
    ]


def test_reserver_that_go_round_are_refused(project):
    """Two contacts that are each other's reserv are refused, both named at each."""
    plant(project, STÖDLINJER, "reserv: växel", "reserv: kyrkans-sos", "föräldralinjen")
    plant(project, STÖDLINJER, "reserv: 1177", "reserv: föräldralinjen", "kyrkans-sos")
    assert messages(project) == [
        f'{value_place(project, STÖDLINJER, "reserv", "föräldralinjen")}: '
        "Reserverna går runt: föräldralinjen och kyrkans-sos. Sluta med växel eller 112.",
        f'{value_place(project, STÖDLINJER, "reserv", "kyrkans-sos")}: '
        "Reserverna går runt: kyrkans-sos och föräldralinjen. Sluta med växel eller 112.",
    ]


def test_a_contact_that_is_its_own_reserv_is_refused(project):
    """A contact that names itself as reserv goes round and is refused."""
    plant(project, STÖDLINJER, "reserv: 1177", "reserv: kyrkans-sos", "kyrkans-sos")
    assert messages(project) == [
        f'{value_place(project, STÖDLINJER, "reserv", "kyrkans-sos")}: '
        "Reserverna går runt: kyrkans-sos. Sluta med växel eller 112."
    ]


def test_a_reserv_that_is_closed_is_refused(project):
    """A contact whose reserv is avstängd is refused."""
    plant(project, STÖDLINJER, "reserv: 1177", "reserv: bris-vuxentelefon", "bris")
    assert messages(project) == [
        f'{value_place(project, STÖDLINJER, "reserv", "bris")}: Reserven "Bris vuxentelefon" är avstängd. Välj en annan.'
    ]


def test_a_contact_without_a_reserv_is_refused(project):
    """A contact whose chain does not end at the switchboard or a number of society is refused."""
    plant(project, STÖDLINJER, "    reserv: 1177\n", "", "bris")
    assert messages(project) == [
        f'{record_place(project, STÖDLINJER, "bris")}: "Bris" saknar en reserv som alltid finns. '
        "Lägg till raden reserv: växel"
    ]


@pytest.mark.parametrize(("file", "post"), [(TIMRÅ, "socialtjänst"), ("data/umea/kommun.yml", "konsultationsforum")])
def test_a_contact_that_readers_are_sent_to_has_a_way_in_or_a_reserv(project, file, post):
    """A contact without a way in of its own and without reserv is refused where a step leads to it."""
    plant(project, file, "    reserv: växel\n", "", post)
    named = next(k["namn"] for k in raw(file, project)["kontakter"] if k["id"] == post)
    assert messages(project) == [
        f'{record_place(project, file, post)}: "{named}" saknar en reserv som alltid finns. Lägg till raden reserv: växel'
    ]


def test_a_reserv_for_other_ages_is_refused(project):
    """A child's line whose reserv is for adults is refused."""
    plant(project, STÖDLINJER, "reserv: 1177", "reserv: hjälplinjen", "bris")
    assert messages(project) == [
        f'{value_place(project, STÖDLINJER, "reserv", "bris")}: "Hjälplinjen" är för andra åldrar än "Bris". '
        "Välj en kontakt som tar emot samma åldrar."
    ]


def test_a_line_for_some_ages_is_no_reserv_for_everyone(project):
    """A line for all ages whose reserv is for children is refused."""
    plant(project, STÖDLINJER, "reserv: 1177", "reserv: bris", "kyrkans-sos")
    assert messages(project) == [
        f'{value_place(project, STÖDLINJER, "reserv", "kyrkans-sos")}: "Bris" är för andra åldrar än "Kyrkans SOS". '
        "Välj en kontakt som tar emot samma åldrar."
    ]


def test_who_answers_when_it_is_closed_takes_the_same_ages(project):
    """A line for all ages that is answered by a children's line at night is refused."""
    plant(project, STÖDLINJER, "utanför_öppettid: 1177", "utanför_öppettid: bris", "jourhavande-präst")
    assert messages(project) == [
        f'{value_place(project, STÖDLINJER, "utanför_öppettid", "jourhavande-präst")}: '
        '"Bris" är för andra åldrar än "Jourhavande präst". Välj en kontakt som tar emot samma åldrar.'
    ]


def test_who_answers_when_it_is_closed_is_not_closed_itself(project):
    """A contact that is avstängd cannot be the one who answers outside another's hours."""
    plant(project, STÖDLINJER, "utanför_öppettid: 1177", "utanför_öppettid: orostelefonen", "jourhavande-präst")
    where = value_place(project, STÖDLINJER, "utanför_öppettid", "jourhavande-präst")
    assert messages(project) == [f'{where}: "Orostelefonen om radikalisering" är avstängd. Välj en annan kontakt.']


def test_office_hours_say_who_answers_outside_them(project):
    """A contact with hours and without utanför_öppettid is refused."""
    plant(project, STÖDLINJER, "    utanför_öppettid: 1177\n", "", "jourhavande-medmänniska")
    assert messages(project) == [
        f'{record_place(project, STÖDLINJER, "jourhavande-medmänniska")}: '
        '"Jourhavande medmänniska" säger inte vem som svarar när det är stängt. '
        "Lägg till raden utanför_öppettid: följd av en kontakts id."
    ]


def test_a_function_through_the_switchboard_is_a_named_gap(project):
    """A function that has no way in of its own needs both what to ask for and the question to the municipality."""
    lucka = raw(TIMRÅ, project)["funktioner"]["vägledning"]["lucka"]
    plant(project, TIMRÅ, f"    lucka: {lucka}\n", "")
    line = line_of(place(project, TIMRÅ, "  vägledning:\n")) + 1
    assert messages(project) == [
        f'{TIMRÅ}:{line}:5: Funktionen "vägledning" går genom växeln. '
        "Skriv både be_om: (vad växeln ska koppla till) och lucka: (frågan till kommunen)."
    ]


def test_a_function_through_the_switchboard_says_what_to_ask_for(project):
    """A function that leads to the switchboard without be_om is refused."""
    plant(project, TIMRÅ, "    be_om: säkerhetsfunktionen\n", "")
    line = line_of(place(project, TIMRÅ, "  säkerhet:\n")) + 1
    assert messages(project) == [
        f'{TIMRÅ}:{line}:5: Funktionen "säkerhet" går genom växeln. '
        "Skriv både be_om: (vad växeln ska koppla till) och lucka: (frågan till kommunen)."
    ]


def test_the_switchboard_has_a_telephone(project):
    """The last reserv of all is refused without a number to call."""
    plant(project, TIMRÅ, "      - telefon: 060-16 31 00\n", "")
    assert messages(project) == [
        f'{record_place(project, TIMRÅ, "växel")}: Växeln saknar telefon. Lägg till raden - telefon: under vägar.'
    ]


def test_nobody_has_read_a_source_tomorrow(project):
    """A source's date that lies after today is refused; today's own is not."""
    plant(project, STÖDLINJER, "datum: 2026-06-04", f"datum: {IDAG}", "bris")
    assert messages(project) == []
    tomorrow = IDAG + timedelta(days=1)
    plant(project, STÖDLINJER, f"datum: {IDAG}", f"datum: {tomorrow}", "bris")
    assert messages(project) == [
        f'{place(project, STÖDLINJER, str(tomorrow), "bris")}: Datumet {tomorrow} ligger framåt i tiden. Rätta datumet.'
    ]


def test_a_granskning_is_by_a_role_that_exists_of_what_may_be_gone_since(project):
    """An entry of the log that names an unknown role is refused; one of a contact that is gone is history."""
    log = "data/timra/granskningar.yml"
    row = "{{uppgift: {}, avtryck: {{namn: 0123456789ab}}, datum: {}, av: {}, hur: källsida}}"
    rows = [row.format("borttagen", IDAG, "webredaktör"), row.format("bris", IDAG, "webredaktörn")]
    write(project, log, "granskningar:\n" + "".join(f"  - {one}\n" for one in rows))
    assert messages(project) == [
        f'{place(project, log, "webredaktörn")}: Rollen "webredaktörn" finns inte. Menade du "webredaktör"?',
    ]


def test_who_answers_when_it_is_closed_does_not_go_round(project):
    """Two contacts that answer for each other when they are closed are refused, both named at each."""
    plant(project, STÖDLINJER, "utanför_öppettid: 1177", "utanför_öppettid: jourhavande-präst", "kyrkans-sos")
    plant(project, STÖDLINJER, "utanför_öppettid: 1177", "utanför_öppettid: kyrkans-sos", "jourhavande-präst")
    priest, church = (value_place(project, STÖDLINJER, "utanför_öppettid", id_) for id_ in ("jourhavande-präst", "kyrkans-sos"))
    assert messages(project) == [
        f"{priest}: Kontakterna hänvisar runt till varandra: jourhavande-präst och kyrkans-sos. Sluta med 112.",
        f"{church}: Kontakterna hänvisar runt till varandra: kyrkans-sos och jourhavande-präst. Sluta med 112.",
    ]


def test_a_municipality_s_contact_does_not_take_a_shared_one_s_name(project):
    """A municipality's own contact with the id of a national line is refused, with where that one stands."""
    plant(project, TIMRÅ, "- id: kontaktperson\n    namn: Kommunens kontaktperson", "- id: exit\n    namn: Kommunens kontaktperson")
    plant(project, TIMRÅ, "    kontakt: kontaktperson\n", "    kontakt: exit\n")
    assert messages(project) == [
        f'{value_place(project, TIMRÅ, "- id", "exit")}: id "exit" finns redan '
        f'({value_place(project, STÖDLINJER, "- id", "exit")}). Välj ett annat id.'
    ]


# ------------------------------------------------------------------ whose a number is


def test_a_number_is_not_another_contact_s(project):
    """A line that gets another line's number is refused where it stands; one that names the owner passes."""
    plant(project, STÖDLINJER, "telefon: 116 111", "telefon: 020-85 20 00", "bris")
    [said] = messages(project)
    where = place(project, STÖDLINJER, "telefon: 020-85 20 00", "bris")
    other = place(project, STÖDLINJER, "telefon: 020-85 20 00", "föräldralinjen")
    assert said in (
        f'{where}: Numret 020-85 20 00 är redan "Föräldralinjen". Rätta numret.',
        f'{other}: Numret 020-85 20 00 är redan "Bris". Rätta numret.',
    )
    plant(project, STÖDLINJER, "\n    omdöme:", "\n    nummer_från: föräldralinjen\n    omdöme:", "bris")
    assert messages(project) == []


def test_a_number_that_two_borrow_from_the_same_owner_is_theirs(project):
    """Two contacts that both name the owner of their number are no fault."""
    plant(project, STÖDLINJER, "telefon: 116 111", "telefon: 114 14", "bris")
    plant(project, STÖDLINJER, "\n    omdöme:", "\n    nummer_från: polisen\n    omdöme:", "bris")
    assert messages(project) == []


def test_a_closed_line_s_number_is_nobody_s(project):
    """A living contact with the number of a closed one is refused, also when it says what to ask for."""
    plant(project, TIMRÅ, "telefon: 060-16 31 00", "telefon: 020-100 200", "växel")
    said = 'Numret 020-100 200 är redan "Orostelefonen om radikalisering" (avstängd). Rätta numret.'
    assert messages(project) == [f'{place(project, TIMRÅ, "telefon: 020-100 200", "växel")}: {said}']
    plant(project, TIMRÅ, "telefon: 020-100 200\n", "telefon: 020-100 200\n        säg: växeln\n", "växel")
    assert messages(project) == [f'{place(project, TIMRÅ, "telefon: 020-100 200", "växel")}: {said}']


def test_to_close_a_line_that_borrows_its_number_leaves_the_owner_its_number(project):
    """The number stays its living owner's."""
    plant(project, STÖDLINJER, "    omdöme: ", "    skäl: Slut.\n    omdöme: avstängd\n    anmärkning: förut ", "avhopp-polisen")
    assert not [said for said in messages(project) if "Numret" in said]


def test_a_municipality_s_number_is_not_another_s(project):
    """Umeå's switchboard with the number of Timrå's is refused, with the file where that one stands."""
    umeå = "data/umea/kommun.yml"
    own = next(väg["telefon"] for k in raw(umeå, project)["kontakter"] if k["id"] == "växel" for väg in k["vägar"] if "telefon" in väg)
    plant(project, umeå, f"telefon: {own}", "telefon: 060-16 31 00", "växel")
    where = place(project, umeå, "telefon: 060-16 31 00", "växel")
    assert f'{where}: Numret 060-16 31 00 är redan "Kommunens växel". Rätta numret. Det andra står i {TIMRÅ}.' in messages(project)


def test_an_extension_has_the_switchboard_s_number(project):
    """A contact that says what to ask for may have another's number in its own municipality."""
    plant(project, TIMRÅ, "\n    omdöme:", "\n    vägar: [{telefon: 060-16 31 00, säg: kontaktpersonen}]\n    omdöme:", "kontaktperson")
    assert not [said for said in messages(project) if "Numret" in said]


def test_who_owns_a_number_is_another_that_is_not_closed(project):
    """A contact that names itself as owner, or one that has closed, is refused."""
    plant(project, STÖDLINJER, "\n    omdöme:", "\n    nummer_från: bris\n    omdöme:", "bris")
    assert messages(project) == [
        f'{value_place(project, STÖDLINJER, "nummer_från", "bris")}: "Bris" äger inte numret till "Bris". '
        "Nämn kontakten som har samma nummer som sitt eget, eller ta bort raden."
    ]
    plant(project, STÖDLINJER, "nummer_från: bris", "nummer_från: orostelefonen", "bris")
    plant(project, STÖDLINJER, "telefon: 116 111", "telefon: 020-100 200", "bris")
    assert messages(project) == [
        f'{value_place(project, STÖDLINJER, "nummer_från", "bris")}: "Orostelefonen om radikalisering" är avstängd. '
        "Rätta numret, och ta bort raden.",
        f'{place(project, STÖDLINJER, "telefon: 020-100 200", "bris")}: '
        'Numret 020-100 200 är redan "Orostelefonen om radikalisering" (avstängd). Rätta numret.',
    ]


def test_a_function_does_not_take_a_contact_s_name(project):
    """A function that is named as the municipality's own contact leads to that contact, or is refused."""
    umeå = "data/umea/kommun.yml"
    plant(project, umeå, "funktioner:\n", "funktioner:\n  socialjour:\n    kontakt: mottagning\n")
    line = line_of(place(project, umeå, "  socialjour:\n")) + 1
    where = value_place(project, umeå, "- id", "socialjour")
    assert messages(project) == [
        f'{umeå}:{line}:5: Funktionen "socialjour" heter som en kontakt ({where}) men leder till "mottagning". '
        f"Ta bort kontakten på rad {line_of(where)} om den inte används, eller skriv kontakt: socialjour"
    ]
    plant(project, umeå, "  socialjour:\n    kontakt: mottagning\n", "  socialjour:\n    kontakt: socialjour\n")
    assert messages(project) == []


# ------------------------------------------------------------------ names in sentences


def test_a_sentence_follows_when_a_line_changes_its_name(project):
    """Every website says the new name where a step or a sentence is about the line, and the old one in no sentence."""
    sentence = "Det är gratis att prata med {} och du behöver inte säga vad du heter."
    assert sentence.format("Bris") in shown(project, website(project, "timra.se"))
    plant(project, STÖDLINJER, "namn: Bris\n", "namn: Barnens linje\n    tidigare_namn: [{namn: Bris, till: 2026-11-21}]\n", "bris")
    plant(project, STÖDLINJER, "not: Bris tar", "not: Barnens linje tar", "bris")
    assert messages(project) == []
    for id_ in ("timra.se", "umea.se"):
        text = shown(project, website(project, id_))
        assert sentence.format("Barnens linje") in text and sentence.format("Bris") not in text and "Prata med Barnens linje." in text


def test_a_name_that_is_written_by_hand_is_refused_and_the_sentence_is_told_to_fetch_it(project):
    """A line's name in a step or a sentence is a fault, also where the sentence is about nobody."""
    plant(project, SITUATIONER, "gör: Prata med {namn}.", "gör: Prata med Bris.")
    plant(project, SITUATIONER, "med {namn} och du behöver inte säga vad du heter.\n        stöd: [bris-unga]\n        handlar_om: bris", "med Bris och du behöver inte säga vad du heter.\n        stöd: [bris-unga]")
    why = "då följer meningen med när namnet ändras."
    assert messages(project) == [
        f'{value_place(project, SITUATIONER, "text", "ung-och-orolig")}: Namnet "Bris" är skrivet för hand. Skriv {{namn}} i stället och lägg till raden handlar_om: bris: {why}',
        f'{value_place(project, SITUATIONER, "gör", "ung-och-orolig")}: Namnet "Bris" är skrivet för hand. Skriv {{namn}} i stället: {why}',
    ]


def test_braces_hold_the_word_namn_and_need_a_contact(project):
    """Anything else within braces, and a name of nobody, is a fault with what to write."""
    plant(project, SITUATIONER, "gör: Prata med {namn}.", "gör: Prata med {kontakt}.")
    plant(project, SITUATIONER, "gör: Skriv upp tid och plats. Ta en bild.", "gör: Skriv till {namn}.")
    assert messages(project) == [
        f'{value_place(project, SITUATIONER, "gör", "ung-och-orolig")}: Texten innehåller klamrar. Bara {{namn}} får stå så, och blir kontaktens namn.',
        f'{value_place(project, SITUATIONER, "gör", "sett-propaganda")}: "{{namn}}" är namnet på kontakten, men meningen har ingen. '
        "Lägg till raden kontakt: följd av en kontakts id.",
    ]


def test_a_page_does_not_call_a_line_what_it_was_called_before(project):
    """From the day of the change, a page that says the old name stops; a new name that holds the old one does not."""
    page = "docs/extern/stod-och-hjalp.md"
    write(project, page, (project / page).read_text(encoding="utf-8") + "\nBris finns för dig, och Bris Stöd också.\n")
    plant(project, STÖDLINJER, "namn: Bris\n", "namn: Bris Stöd\n    tidigare_namn: [{namn: Bris, till: 2026-11-21}]\n", "bris")
    plant(project, STÖDLINJER, "not: Bris tar", "not: Bris Stöd tar", "bris")
    assert messages(project) == [f'{place(project, page, "Bris finns")}: "Bris" heter nu "Bris Stöd". Skriv det nya namnet.']
    plant(project, STÖDLINJER, "till: 2026-11-21", "till: 2026-11-23")
    assert messages(project) == []


@pytest.mark.parametrize(
    ("file", "post", "key", "text"),
    [
        (STÖDLINJER, "bris-vuxentelefon", "målgrupp", "Vuxna som oroar sig för ett barn"),
        (STÖDLINJER, "bris", "not", "Bris tar också emot sms och mejl, dygnet runt."),
        ("data/umea/kommun.yml", None, "be_om", "socialtjänstens mottagning"),
        ("data/timra/webbplatser.yml", None, "stod-och-hjalp", "Stöd och hjälp"),
        (SITUATIONER, "sett-propaganda", "gör", "Skriv upp tid och plats. Ta en bild."),
    ],
)
def test_a_text_in_the_data_does_not_call_a_line_what_it_was_called_before(project, file, post, key, text):
    """Every text that a page may show, of any line or municipality, says the new name; a source and a question may say the old."""
    new = "namn: Stödtelefonen\n    tidigare_namn: [{namn: Kvinnofridslinjen, till: 2026-11-22}]\n"
    plant(project, STÖDLINJER, "namn: Kvinnofridslinjen\n", new, "kvinnofridslinjen")
    said = '"Kvinnofridslinjen" heter nu "Stödtelefonen". Skriv det nya namnet.'
    assert messages(project) == [f"{place(project, STÖDLINJER, 'Stödlinje om heder. Ring')}: {said}"]
    plant(project, STÖDLINJER, "Ring Kvinnofridslinjen i första hand.", "Ring Stödtelefonen i första hand.")
    plant(project, file, f"{key}: {text}", f"{key}: Fråga Kvinnofridslinjen.", post)
    before, column = place(project, file, f"{key}: Fråga", post).rsplit(":", 1)
    assert messages(project) == [f"{before}:{int(column) + len(key) + 2}: {said}"]


# ------------------------------------------------------------------ a file's own sources

SOURCE = """
källor:
  - id: timrå-svar
    titel: Svar från Timrå kommun
    utgivare: Timrå kommun
    datum: 2026-11-16
"""


def test_a_fact_and_its_source_are_written_in_one_file(project):
    """A source that stands last in the municipality's file, or among the lines, supports and is shown like any other."""
    for file, old in ((TIMRÅ, '{källa: timrå-annons-2015, datum: "2015"}'), (STÖDLINJER, "{källa: s-2026, datum: 2026-06-04}")):
        where = "växel" if file == TIMRÅ else "bris"
        name = "timrå-svar" if file == TIMRÅ else "bris-svar"
        plant(project, file, old, f"{{källa: {name}, datum: 2026-11-16}}", where)
        write(project, file, (project / file).read_text(encoding="utf-8") + SOURCE.replace("timrå-svar", name))
    assert messages(project) == []
    assert shown(project, website(project, "timra.se")).count("Svar från Timrå kommun") == 2
    assert shown(project, website(project, "umea.se")).count("Svar från Timrå kommun") == 1


def test_what_is_shared_names_no_source_of_one_municipality(project):
    """A line that names a source in a municipality's own file is refused for those that do not have it; and no id stands twice."""
    write(project, TIMRÅ, (project / TIMRÅ).read_text(encoding="utf-8") + SOURCE)
    plant(project, STÖDLINJER, "{källa: s-2026, datum: 2026-06-04}", "{källa: timrå-svar, datum: 2026-11-16}", "bris")
    found = messages(project)
    assert len(found) == 1 and found[0].startswith(f'{value_place(project, STÖDLINJER, "- {källa", "bris").split(":")[0]}:')
    assert 'Källan "timrå-svar" finns inte för Umeå kommun.' in found[0]
    plant(project, TIMRÅ, "  - id: timrå-svar", "  - id: s-2026")
    assert any('id "s-2026" finns redan (data/gemensamt/kallor.yml:' in one for one in messages(project))


# ------------------------------------------------------------------ a plan that is replaced


def test_a_sentence_does_not_lean_on_a_plan_that_has_been_replaced(project):
    """When the municipality has another plan, each sentence that leans on the old one is a fault, and does not hold."""
    källor = project / "data/gemensamt/kallor.yml"
    text = källor.read_text(encoding="utf-8")
    new = text.split("  - id: umeå-handlingsplan")[0].split("källor:\n")[1].replace("id: timrå-anvisningar", "id: timrå-plan-2026")
    källor.write_text(text.replace("källor:\n", f"källor:\n{new}", 1), encoding="utf-8")
    plant(project, "data/timra/plan.yml", "källa: timrå-anvisningar\n", "källa: timrå-plan-2026\n")
    found = [one for one in messages(project) if "/internt/" not in one]  # where a reading says so itself
    assert found and all('"timrå-anvisningar" är inte längre planen för Timrå kommun. Byt till rader i "timrå-plan-2026", eller skriv okänt.' in one for one in found)
