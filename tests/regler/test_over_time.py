"""What a contact is over time: away for a while, replaced for good, renamed, spoken of differently by its sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from vagvisaren import checks
from vagvisaren.checks import contact_checks, time_checks
from vagvisaren.faults import Fault
from vagvisaren.records import model as m
from vagvisaren.records.ageing import avtryck, parts
from vagvisaren.records.formats import tel
from vagvisaren.records.register import Register, load
from vagvisaren.shown import editors, pages, review, views
from vagvisaren.shown.editors import Redaktion
from vagvisaren.shown.views import Här
from vagvisaren.tasks import log

from .planting import AKTÖRER, IDAG, ROOT, STÖDLINJER, messages, plant, raw, value_place, website, websites, word
from .test_review import approve

KOMMUN = "data/timra/kommun.yml"
LINE = "kvinnofridslinjen"
ONE_DAY = timedelta(days=1)


def add(root, post: str, line: str, file: str = STÖDLINJER) -> None:
    """Give a contact one more line of facts."""
    plant(root, file, "\n    omdöme:", f"\n    {line}\n    omdöme:", post)


def days(*names: str) -> list[date]:
    return [date.fromisoformat(namn) for namn in names]


def said_of(root, idag: date, *words: tuple[str, ...], website_id: str = "timra.se") -> list[str]:
    """What some words say on a website on a day."""
    här = website(root, website_id, idag)
    return [word(här, *one) for one in words]


# ------------------------------------------------------------------ away for a while

AWAY = "avvikelser: [{från: 2027-03-01, till: 2027-03-07, text: Linjen byter lokal.}]"
SAID = "1 mars 2027–7 mars 2027: Linjen byter lokal."
WHERE = (("kontakt", LINE), ("stödlinjer",), ("situationer", "invånare"))


@pytest.mark.parametrize(
    ("idag", "stands"),
    [*zip(days("2027-01-29", "2027-01-30", "2027-03-07", "2027-03-08"), (False, True, True, False), strict=True)],
    ids=str,
)
def test_what_holds_for_a_time_is_said_from_thirty_days_before_to_its_last_day(project, idag, stands):
    """The sentence stands from the thirtieth day before, through the last day, wherever the contact is shown."""
    add(project, LINE, AWAY)
    assert [SAID in said for said in said_of(project, idag, *WHERE)] == [stands] * len(WHERE)
    assert all("116 016" in said for said in said_of(project, idag, *WHERE))


@pytest.mark.parametrize(
    ("span", "said"),
    [
        ("från: 2026-12-24, till: 2026-12-24", "24 december 2026: Stängt."),
        ("från: 2026-12-24, till: 2027-01-02", "24 december 2026–2 januari 2027: Stängt."),
        ("från: 2026-12-20", "Från 20 december 2026: Stängt."),
    ],
)
def test_the_days_are_said_in_words(project, span, said):
    """One day, two days, or a first day only: as a reader says them."""
    add(project, LINE, f"avvikelser: [{{{span}, text: Stängt.}}]")
    assert views.show_kontakt(website(project, "timra.se", date(2026, 12, 20)), LINE).framöver == (said,)


def test_what_has_no_last_day_is_said_until_somebody_takes_it_away(project):
    """Without a last day the sentence stays."""
    add(project, LINE, "avvikelser: [{från: 2026-12-20, text: Linjen har flyttat.}]")
    assert views.show_kontakt(website(project, "timra.se", date(2030, 1, 1)), LINE).framöver == ("Från 20 december 2026: Linjen har flyttat.",)


def test_what_holds_for_who_stands_in_is_said_too(project):
    """The switchboard is closed for a day: that is said also where it stands for the social services."""
    add(project, "växel", "avvikelser: [{från: 2026-12-06, till: 2026-12-06, text: Växeln är stängd.}]", KOMMUN)
    här = website(project, "timra.se")
    said = "6 december 2026: Växeln är stängd."
    assert views.show_kontakt(här, "växel").framöver == views.show_kontakt(här, "socialtjänst").framöver == (said,)
    assert said in word(här, "situationer", "invånare")
    assert views.show_kontakt(här, LINE).framöver == ()


REPLACED = "avvikelser: [{från: 2027-03-01, till: 2027-03-07, text: Linjen byter lokal., ersatt_med: polisen}]"


@pytest.mark.parametrize(
    ("idag", "shown"),
    [*zip(days("2027-02-28", "2027-03-01", "2027-03-07", "2027-03-08"), (LINE, "polisen", "polisen", LINE), strict=True)],
    ids=str,
)
def test_another_stands_in_from_the_first_day_to_the_last(project, idag, shown):
    """Before and after, the contact is itself; in between it is the one that stands in, who is said to do so."""
    add(project, LINE, REPLACED)
    visad = views.show_kontakt(website(project, "timra.se", idag), LINE)
    assert (visad.kontakt.id, visad.rubrik, visad.tillfälligt) == (shown, "Kvinnofridslinjen", shown != LINE)
    assert (visad.ersätter, visad.gammal_frågad) == (shown != LINE, False)


def test_a_page_says_why_another_stands_in_and_to_contact_that_one(project):
    """In its place: the sentence, the call, the other number; never that the facts are not checked."""
    add(project, LINE, REPLACED)
    kontakt, linjer, lägen = said_of(project, date(2027, 3, 1), *WHERE)
    said = f'<p class="lapp">{SAID}</p><p>Kontakta polisen under tiden.</p>'
    assert said in kontakt.replace("\n", "") and 'href="tel:11414">114 14</a>' in kontakt
    line = linjer.split('id="kvinnofridslinjen"')[1].split('<li class="linje"')[0]
    assert line.replace("\n", "").startswith(f'><h3>Kvinnofridslinjen</h3>{said}<p class="lnr"><a class="nummer" href="tel:11414"')
    [step] = [row for row in re.findall(r'<tr role="row"><th role="rowheader".*?</tr>', lägen, re.DOTALL) if SAID in row]
    assert '<th role="rowheader" scope="row" class="nr">Kontakta polisen.</th>' in step
    assert '<span class="dov">I stället för Kvinnofridslinjen, som är borta för en tid. <a href="https://kvinnofridslinjen.se/"' in step
    for one in (kontakt, line, step):
        assert "116 016" not in one and "inte kontrollerad" not in one.split("<dl")[0] and "visas därför inte" not in one


def test_a_contact_that_is_too_old_is_said_to_be_unchecked_and_not_away(project):
    """The other reason for standing in is told apart: too old, and not for a time."""
    add(project, LINE, REPLACED)
    idag = date(2027, 7, 1)
    visad = views.show_kontakt(website(project, "timra.se", idag), LINE)
    assert (visad.kontakt.id, visad.tillfälligt, visad.varför.skäl) == ("polisen", False, "som inte är kontrollerad")
    [lägen] = said_of(project, idag, ("situationer", "invånare"))
    assert "I stället för Kvinnofridslinjen, som inte är kontrollerad." in lägen and "borta för en tid" not in lägen


def test_who_stands_in_gives_way_in_turn_when_it_is_too_old(project):
    """A stand-in that has grown too old leaves its place to its own reserv; there is always somebody."""
    add(project, LINE, "avvikelser: [{från: 2027-03-01, text: Linjen byter lokal., ersatt_med: kyrkans-sos}]")
    assert views.show_kontakt(website(project, "timra.se", date(2027, 3, 1)), LINE).kontakt.id == "kyrkans-sos"
    assert views.show_kontakt(website(project, "timra.se", date(2028, 3, 1)), LINE).kontakt.id == "1177"


def test_a_reserv_that_the_contact_itself_has_replaced_does_not_go_round(project):
    """A contact that is too old, whose reserv has ended in its favour, still gives an answer."""
    plant(project, STÖDLINJER, "reserv: 1177", "reserv: tillsyn-digg", "kyrkans-sos")
    plant(project, STÖDLINJER, "ersatt_av: tillsyn-pts", "ersatt_av: kyrkans-sos", "tillsyn-digg")
    assert views.show_kontakt(website(project, "timra.se", date(2026, 12, 31)), "kyrkans-sos").kontakt.id == "kyrkans-sos"
    assert views.show_kontakt(website(project, "timra.se", date(2029, 1, 1)), "kyrkans-sos").kontakt.id == "växel"


# ------------------------------------------------------------------ replaced for good


@pytest.mark.parametrize(
    ("idag", "rubrik", "framöver"),
    [
        ("2026-11-30", "Digg", ()),
        ("2026-12-01", "Digg", ("Från 1 januari 2027: PTS i stället.",)),
        ("2026-12-31", "Digg", ("Från 1 januari 2027: PTS i stället.",)),
        ("2027-01-01", "PTS", ()),
    ],
)
def test_a_successor_is_announced_a_month_before_and_takes_over_on_its_day(idag, rubrik, framöver):
    """Digg stands to the last of December and says from the first who comes; PTS stands from the first of January."""
    visad = views.show_kontakt(website(ROOT, "timra.se", date.fromisoformat(idag)), "tillsyn-digg")
    assert (visad.rubrik, visad.namn, visad.framöver, visad.ersätter) == (rubrik, rubrik, framöver, False)
    said = word(website(ROOT, "timra.se", date.fromisoformat(idag)), "kontakt", "tillsyn-digg")
    assert [f'<p class="lapp">{one}</p>' for one in framöver] == re.findall(r'<p class="lapp">.*?</p>', said)
    assert ("0771-11 44 00" in said) == (rubrik == "Digg")


def test_a_contact_s_earlier_name_is_shown_beside_its_name(project):
    """A reader who knows the old name finds it."""
    assert "Hette förut" not in word(website(project, "timra.se"), "kontakt", LINE)
    add(project, LINE, "tidigare_namn: [{namn: Fridslinjen, till: 2024}, {namn: Linjen, till: okänt}]")
    assert "<dt>Hette förut</dt><dd>Fridslinjen, Linjen</dd>" in word(website(project, "timra.se"), "kontakt", LINE)


# ------------------------------------------------------------------ what sources say differently


def test_what_sources_contradict_each_other_about_is_a_question_and_not_shown(project):
    """Redaktionen asks about it, of a shared line and of a municipality's own contact; no website shows a word of it."""
    add(project, "växel", "motstridigt: {nummer: 'Källorna har två nummer till växeln.'}", KOMMUN)
    register = load(project, internt=True)
    redaktion = Redaktion(register, IDAG)
    line = register.stödlinjer["stödlinjen-för-män"].motstridigt[m.Omstritt.tider]
    assert f"Stödlinjen för män: Källorna säger olika om tider. {line}" in editors.frågor_till_andra(redaktion)
    assert "Kommunens växel: Källorna säger olika om nummer. Källorna har två nummer till växeln." in editors.frågor(redaktion)[0].övriga
    assert "<li>Kommunens växel: Källorna säger olika om nummer. Källorna har två nummer till växeln.</li>" in word(redaktion, "frågor")
    for här in (Här(register, webbplats, IDAG) for webbplats in register.webbplatser.values()):
        for page in pages.read_pages(project, här)[0].values():
            said = "".join(word(här, call.word.namn, *filter(None, [call.argument])) for call in page.calls)
            assert line not in said and "två nummer till växeln" not in said


# Each thing that may be contradicted: a line that shows it, and what to take away for it to be okänt.
SHOWN = {
    m.Omstritt.nummer: ("föräldralinjen", "      - telefon: 020-85 20 00\n        öppet:\n          - mån–tors 10–15\n          - tors 19–21\n"),
    m.Omstritt.tider: ("föräldralinjen", "        öppet:\n          - mån–tors 10–15\n          - tors 19–21\n"),
    m.Omstritt.adress: ("brå-växel", "      - brev: Box 1386, 111 93 Stockholm\n"),
    m.Omstritt.e_post: ("välj-att-sluta", "      - e-post: info@valjattsluta.se\n"),
    m.Omstritt.ålder: ("bris", "    ålder: {till: 17}\n"),
    m.Omstritt.kostnad: ("bris", "    kostnad: gratis\n"),
    m.Omstritt.huvudman: ("bris", "    huvudman: Bris\n"),
}


@pytest.mark.parametrize("omstritt", m.Omstritt)
def test_what_is_contradicted_is_not_shown_as_certain(project, omstritt):
    """A line that may be shown and shows what its sources disagree on is refused; once that is okänt it is not."""
    post, lines = SHOWN[omstritt]
    add(project, post, f"motstridigt: {{{omstritt}: Två uppgifter.}}")
    namn = next(linje["namn"] for linje in raw(STÖDLINJER)["stödlinjer"] if linje["id"] == post)
    assert faults(project, time_checks.motstridigt_visas_inte) == [
        f'{value_place(project, STÖDLINJER, f"motstridigt: {{{omstritt}", post)}: Källorna säger olika om {omstritt} för "{namn}", och ändå visas det. '
        "Skriv okänt, eller omdöme: kontroll tills någon har frågat."
    ]
    plant(project, STÖDLINJER, lines, "", post)
    assert faults(project, time_checks.motstridigt_visas_inte) == []


def test_a_contact_that_waits_for_a_check_may_be_contradicted(project):
    """With omdöme: kontroll the page says that it is a draft, and the contradiction is allowed."""
    add(project, "bris", "motstridigt: {kostnad: Två uppgifter.}")
    plant(project, STÖDLINJER, "omdöme: ja", "omdöme: kontroll", "bris")
    assert faults(project, time_checks.motstridigt_visas_inte) == []


# ------------------------------------------------------------------ what must hold over time

Rule = Callable[[Register], Iterator[Fault]]


def faults(root, rule: Rule) -> list[str]:
    """What one rule says of the data under `root`, once each."""
    return [str(fault) for fault in sorted(set(rule(load(root, internt=True))))]


def test_the_rules_of_time_are_rules_of_the_check():
    """Each rule that is tried alone below is one that every build runs."""
    assert set(time_checks.TIME_RULES) < set(checks.RULES)


@pytest.mark.parametrize("till", ["2027-01-01", "2026-12-31"])
def test_nothing_ends_before_it_begins(project, till):
    """A contact or an actor that is valid from a day to an earlier one is refused; a single day is allowed."""
    plant(project, STÖDLINJER, "giltig: {från: 2027-01-01}", f"giltig: {{från: 2027-01-01, till: {till}}}", "tillsyn-pts")
    plant(project, AKTÖRER, "giltig: {från: 2018-01-01}", f"giltig: {{från: 2027-01-01, till: {till}}}", "cve")
    said = f"Den sista dagen, {till}, kommer före den första, 2027-01-01. Rätta en av dagarna."
    places = [value_place(project, AKTÖRER, "till", "cve"), value_place(project, STÖDLINJER, "till", "tillsyn-pts")]
    assert faults(project, time_checks.giltig_går_framåt) == ([f"{one}: {said}" for one in places] if till == "2026-12-31" else [])


AVVIKELSER = {
    "ends before it begins": (
        "{från: 2026-12-24, till: 2026-12-23, text: Stängt.}",
        ("till", "Avvikelsen slutar 2026-12-23, innan den börjar 2026-12-24. Rätta en av dagarna."),
    ),
    "one day": ("{från: 2026-12-24, till: 2026-12-24, text: Stängt.}", None),
    "a day in common": (
        "{från: 2026-12-20, till: 2026-12-24, text: Ett.}, {från: 2026-12-24, till: 2026-12-31, text: Två.}",
        ("Ett.}, {från", 'Två avvikelser för "Bris" gäller samma dagar (den andra: 20 december 2026–24 december 2026). Låt den ena sluta dagen innan den andra börjar.'),
    ),
    "no last day": (
        "{från: 2026-12-20, text: Ett.}, {från: 2027-12-24, text: Två.}",
        ("Ett.}, {från", 'Två avvikelser för "Bris" gäller samma dagar (den andra: Från 20 december 2026). Låt den ena sluta dagen innan den andra börjar.'),
    ),
    "the day after": ("{från: 2026-12-20, till: 2026-12-23, text: Ett.}, {från: 2026-12-24, text: Två.}", None),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "wrong"), AVVIKELSER.values(), ids=AVVIKELSER)
def test_an_avvikelse_ends_after_it_begins_and_none_overlap(project, rows, wrong):
    """Days that go backwards and days that two share are refused; a single day and the next day are not."""
    add(project, "bris", f"avvikelser: [{rows}]")
    expected = [f"{value_place(project, STÖDLINJER, wrong[0], 'bris')}: {wrong[1]}"] if wrong else []
    assert faults(project, time_checks.avvikelser_går_framåt) == expected


UNFIT = {
    "itself": ("bris", "Kontakten ersätts med sig själv. Välj en annan kontakt."),
    "closed": ("orostelefonen", '"Orostelefonen om radikalisering" är avstängd och kan inte stå i stället. Välj en annan kontakt.'),
    "no way in": ("cve-namnet", '"Namnet" har ingen väg in och kan inte stå i stället. Välj en annan kontakt.'),
    "not valid yet": ("tillsyn-pts-ny", '"PTS" gäller inte hela tiden 24 december 2026–6 januari 2027. Välj en annan kontakt.'),
    "not valid to the end": ("tillsyn-digg", '"Digg" gäller inte hela tiden 24 december 2026–6 januari 2027. Välj en annan kontakt.'),
    "itself away": ("självmordslinjen", '"Självmordslinjen" är själv borta 6 januari 2027–9 januari 2027. Välj en annan kontakt.'),
    "away later": ("hjälplinjen", None),
    "valid and open": ("1177", None),
}


@pytest.mark.parametrize(("other", "wrong"), UNFIT.values(), ids=UNFIT)
def test_who_stands_in_can_be_shown_the_whole_time(project, other, wrong):
    """A stand-in that is closed, cannot be reached, is not valid or is itself away on one of the days is refused."""
    if other == "cve-namnet":
        plant(project, STÖDLINJER, "- id: teletal\n    namn: Teletal", "- id: cve-namnet\n    namn: Namnet")
        plant(project, STÖDLINJER, "    vägar:\n      - webb: https://teletal.se/\n", "", "cve-namnet")
    if other == "tillsyn-pts-ny":
        plant(project, STÖDLINJER, "- id: tillsyn-pts", "- id: tillsyn-pts-ny")
        plant(project, STÖDLINJER, "\n    giltig:", "\n    vägar: [{webb: 'https://pts.se/'}]\n    giltig:", "tillsyn-pts-ny")
    add(project, "självmordslinjen", "avvikelser: [{från: 2027-01-06, till: 2027-01-09, text: Stängt., ersatt_med: '1177'}]")
    add(project, "hjälplinjen", "avvikelser: [{från: 2027-01-07, text: Stängt., ersatt_med: '1177'}]")
    add(project, "bris", f"avvikelser: [{{från: 2026-12-24, till: 2027-01-06, text: Stängt., ersatt_med: {other}}}]")
    expected = [f"{value_place(project, STÖDLINJER, 'ersatt_med', 'bris')}: {wrong}"] if wrong else []
    assert faults(project, time_checks.ersatt_med_kan_visas) == expected


@pytest.mark.parametrize(
    ("post", "other", "wrong"),
    [
        ("bris", "hjälplinjen", '"Hjälplinjen" är för andra åldrar än "Bris". Välj en kontakt som tar emot samma åldrar.'),
        ("kyrkans-sos", "bris", '"Bris" är för andra åldrar än "Kyrkans SOS". Välj en kontakt som tar emot samma åldrar.'),
        (LINE, "brå-växel", '"Brottsförebyggande rådet, växel" är bara för yrkesverksamma. Välj en annan kontakt.'),
        ("cve", "brå-växel", None),
        ("bris", "1177", None),
    ],
)
def test_who_stands_in_takes_the_same_readers(project, post, other, wrong):
    """A stand-in for other ages, or for professionals only, is refused where the contact is for others."""
    add(project, post, f"avvikelser: [{{från: 2026-12-24, text: Stängt., ersatt_med: {other}}}]")
    expected = [f"{value_place(project, STÖDLINJER, 'ersatt_med', post)}: {wrong}"] if wrong else []
    assert faults(project, contact_checks.reserv_passar_åldern) == expected


def test_who_stands_in_exists(project):
    """A stand-in that is misspelt is refused, with the nearest."""
    add(project, LINE, "avvikelser: [{från: 2026-12-24, text: Stängt., ersatt_med: polsen}]")
    assert messages(project) == [f'{value_place(project, STÖDLINJER, "ersatt_med", LINE)}: Kontakten "polsen" finns inte. Menade du "polisen"?']


def test_successors_do_not_go_round(project):
    """Two contacts that have each taken over from the other are refused, both named at each."""
    plant(project, STÖDLINJER, "giltig: {från: 2027-01-01}", "giltig: {från: 2027-01-01}\n    ersatt_av: tillsyn-digg", "tillsyn-pts")
    assert faults(project, contact_checks.efterträdare_tar_slut) == [
        f"{value_place(project, STÖDLINJER, 'ersatt_av', first)}: Efterträdarna går runt: {first} och {other}. Ta bort en ersatt_av."
        for first, other in (("tillsyn-digg", "tillsyn-pts"), ("tillsyn-pts", "tillsyn-digg"))
    ]


# ------------------------------------------------------------------ a page that is older than its facts

LINK = re.compile(r'<a class="tel" href="(tel:[^"]+)"(?: data-till="([^"]+)" data-ring="([^"]+)" data-text="([^"]+)" data-tel="([^"]+)")?>([^<]+)</a>')


def after(här: Här, kontakt: m.Kontakt) -> tuple[str, ...]:
    """What the link to a contact's number should carry: the last day, and the last resort's name, number and address."""
    resort = kontakt
    while resort.reserv:
        resort = här.kontakter[resort.reserv]
    number = next((väg.telefon for väg in resort.vägar if isinstance(väg, m.Telefon)), None)
    ends = [här.färskhet(kontakt).gäller_till, kontakt.giltig.till, *(a.från - ONE_DAY for a in kontakt.avvikelser if a.ersatt_med)]
    ahead = [day for day in ends if day and day >= här.idag]
    own = next(väg.telefon for väg in kontakt.vägar if isinstance(väg, m.Telefon))
    if not ahead or number in (None, own):
        return ("",) * 4
    return str(min(ahead)), resort.i_mening or resort.namn, number, tel(number)


def number_links(root, idag: date) -> Iterator[tuple[Här, views.VisadKontakt, tuple[str, ...]]]:
    """Each contact with a number on each website, and the link that shows it."""
    for här in websites(root, idag):
        for kontakt in här.kontakter.values():
            visad = views.show_kontakt(här, kontakt.id)
            if views.may_show(här, kontakt) and visad.första:
                [(href, *data, text)] = LINK.findall(word(här, "nummer", kontakt.id))
                assert (href, text) == (visad.första.tel, visad.första.text)
                yield här, visad, tuple(data)


@pytest.mark.parametrize("idag", days("2026-11-22", "2027-01-01", "2027-06-02", "2036-11-22"), ids=str)
def test_a_number_carries_what_to_call_after_its_last_day(project, idag):
    """The link has the day and the last resort exactly where the number has a day ahead and another number to give."""
    add(project, "bris", "avvikelser: [{från: 2026-12-24, till: 2027-01-06, text: Stängt., ersatt_med: '1177'}]")
    add(project, "självmordslinjen", "avvikelser: [{från: 2026-12-24, text: Andra tider.}]")
    add(project, "hjälplinjen", "giltig: {till: 2026-12-01}")
    check(project, "avhopp-polisen")
    seen = {True: 0, False: 0}
    for här, visad, data in number_links(project, idag):
        assert data == after(här, visad.kontakt), (här.webbplats.id, visad.id)
        seen[any(data)] += 1
    assert seen[False] and bool(seen[True]) == (idag.year < 2030)


def check(root, id_: str) -> None:
    """A log in which a line was checked."""
    register = load(root, internt=True)
    entry = {"uppgift": id_, "avtryck": avtryck(parts(register.stödlinjer[id_])), "datum": str(IDAG), "av": "webredaktör", "hur": "källsida"}
    log.append(root, register, register.kommuner["timrå"], log.GRANSKNINGAR, entry, IDAG)


def test_the_last_resort_is_a_number_that_is_always_shown():
    """What stands in a number's place is a number of society or the switchboard: it carries no day of its own."""
    resorts = {(här.webbplats.id, data[1]): data[2] for här, _, data in number_links(ROOT, IDAG) if any(data)}
    assert len(resorts) >= 3
    for här in websites(ROOT):
        last = [*här.register.samhällsnummer.values(), här.kontakter[views.VÄXEL]]
        known = {k.i_mening or k.namn: next(väg.telefon for väg in k.vägar if isinstance(väg, m.Telefon)) for k in last}
        assert {namn: number for (id_, namn), number in resorts.items() if id_ == här.webbplats.id}.items() <= known.items()
        for kontakt in last:
            assert LINK.findall(word(här, "nummer", kontakt.id))[0][1] == "", kontakt.id


# ------------------------------------------------------------------ what a reader must never meet


def test_two_that_answer_for_each_other_end_somewhere_whatever_their_age(project):
    """A switchboard and an office that answer for each other when closed are shown on any day, also when both are too old."""
    plant(project, KOMMUN, 'utanför_öppettid: "112"', "utanför_öppettid: socialtjänst", "växel")
    for idag in (IDAG, date(2027, 12, 1), date(2036, 1, 1)):
        visad = views.show_kontakt(website(project, "timra.se", idag), "växel")
        assert (visad.id, visad.utanför.id if visad.utanför else None) == ("växel", "112")


def test_two_that_stand_in_for_each_other_and_cannot_leave_it_to_the_switchboard(project):
    """When a contact is away and the one that stands in is too old and names it as reserv, the switchboard answers."""
    add(project, LINE, "avvikelser: [{från: 2027-03-01, text: Linjen byter lokal., ersatt_med: kyrkans-sos}]")
    plant(project, STÖDLINJER, "reserv: 1177", f"reserv: {LINE}", "kyrkans-sos")
    plant(project, STÖDLINJER, "datum: 2026-06", "datum: 2020-06", "kyrkans-sos")
    assert views.show_kontakt(website(project, "timra.se", date(2027, 3, 2)), LINE).id == "växel"


def test_who_stands_in_for_who_answers_outside_hours_is_always_open(project):
    """When the one that answers outside the hours is too old, nobody with hours of his own is named in its place."""
    plant(project, STÖDLINJER, "utanför_öppettid: 1177", "utanför_öppettid: välj-att-sluta", "föräldralinjen")
    plant(project, STÖDLINJER, "reserv: 1177", "reserv: brottsofferjouren", "välj-att-sluta")
    here = {datum: website(project, "timra.se", datum) for datum in (IDAG, date(2027, 5, 30))}
    assert {views.show_kontakt(här, "föräldralinjen").utanför.id for här in here.values()} == {"välj-att-sluta"}
    plant(project, STÖDLINJER, "datum: 2026-06", "datum: 2020-06", "välj-att-sluta")
    plant(project, STÖDLINJER, "datum: 2025-12-10", "datum: 2019-12-10", "välj-att-sluta")
    shown = views.show_kontakt(website(project, "timra.se"), "föräldralinjen").utanför
    assert shown is None or views._always_open(shown.kontakt)


def test_a_line_that_has_ended_says_so_and_not_that_it_is_unchecked(project):
    """A contact without a successor is announced, then said to hold no longer; on the list of lines it is gone."""
    add(project, LINE, "giltig: {till: 2027-03-01}")
    before, after = (website(project, "timra.se", datum) for datum in (date(2027, 2, 20), date(2027, 3, 2)))
    assert "Gäller till och med 1 mars 2027." in views.show_kontakt(before, LINE).framöver
    assert views.show_kontakt(after, LINE).varför.mening == "Kvinnofridslinjen gäller inte längre."
    assert ">Kvinnofridslinjen</h3>" in word(before, "stödlinjer") and "Kvinnofridslinjen" not in word(after, "stödlinjer").split("Du som är")[0]
    assert ">Kvinnofridslinjen</h3>" not in word(after, "stödlinjer")


def test_a_successor_stands_once_on_the_list_of_lines(project):
    """Before its first day the new line is not listed; from that day it is listed once, and the old one no more."""
    add(project, LINE, "giltig: {till: 2027-03-01}\n    ersatt_av: stödlinjen-för-transpersoner")
    add(project, "stödlinjen-för-transpersoner", "giltig: {från: 2027-03-02}")
    before, after = (word(website(project, "timra.se", datum), "stödlinjer") for datum in (date(2027, 3, 1), date(2027, 3, 2)))
    assert (before.count(">Kvinnofridslinjen</h3>"), before.count(">Stödlinjen för transpersoner</h3>")) == (1, 0)
    assert (after.count(">Kvinnofridslinjen</h3>"), after.count(">Stödlinjen för transpersoner</h3>")) == (0, 1)


@pytest.mark.parametrize("line", [AWAY, "avvikelser: [{från: 2026-11-22, text: Linjen byter lokal., ersatt_med: polisen}]", "giltig: {till: 2026-11-21}\n    ersatt_av: polisen"])
def test_that_a_line_closes_is_checked_before_it_is_published_and_the_day_alone_changes_nothing(project, line):
    """A line that goes away, soon or today, for a time or for good, waits for a granskning; checked once, no night waits."""

    def waits(idag: date = IDAG, nightly: bool = False) -> list[str]:
        register = load(project, internt=True)
        sidor, här = pages.read_all(project, register, idag), Här(register, register.webbplatser["timra.se"], idag)
        abouts = [review.about(page, här) for page in sidor["timra.se"]]
        known = review.uppgifter(register, här.lokalt, sidor, idag)
        return [uppgift.id for uppgift in review.stopping(abouts, known, här.lokalt, idag, nightly)]

    approve(project)
    assert waits() == []
    add(project, LINE, line)
    assert waits() == waits(nightly=True) == [LINE]
    approve(project)
    assert waits() == [] and {id_ for day in range(0, 800, 20) for id_ in waits(IDAG + timedelta(days=day), nightly=True)} == set()


@pytest.mark.parametrize(
    ("post", "file", "line", "wrong"),
    [
        ("växel", KOMMUN, "giltig: {till: 2027-01-31}", '"Kommunens växel" är en sista reserv och kan inte sluta gälla. Ändra numret i stället, när det nya gäller.'),
        ("polisen", "data/gemensamt/samhallsnummer.yml", "avvikelser: [{från: 2027-01-01, text: Byter., ersatt_med: '1177'}]", 'Ingen kan stå i stället för "Polisen". Ta bort ersatt_med.'),
        (LINE, STÖDLINJER, "ersatt_av: polisen", 'Den sista dagen för "Kvinnofridslinjen" saknas. Skriv giltig: {till: åååå-mm-dd}.'),
        (LINE, STÖDLINJER, "giltig: {till: 2027-01-31}\n    ersatt_av: orostelefonen", '"Orostelefonen om radikalisering" är avstängd och kan inte ta över. Välj en annan kontakt.'),
        (LINE, STÖDLINJER, "avvikelser: [{från: 2027-01-01, text: Byter., ersatt_med: jourhavande-kompis}]", '"Kvinnofridslinjen" har telefon, men den som står i stället har ingen. Välj en kontakt med telefon.'),
    ],
)
def test_what_would_leave_a_reader_without_the_right_number_is_refused(project, post, file, line, wrong):
    """The last reserv does not end, a plate's number is nobody else's, and who takes over can be called."""
    add(project, post, line, file)
    found = [str(fault).split(": ", 1)[1] for rule in time_checks.TIME_RULES for fault in rule(load(project, internt=True))]
    assert wrong in found


def test_the_shipped_contacts_break_no_rule_of_time(register):
    """Without anything planted the same rules find nothing."""
    assert [fault for rule in time_checks.TIME_RULES for fault in rule(register)] == []
