"""What the websites show of the facts: nothing that is closed, and today's names."""

from __future__ import annotations

import re
from datetime import date

import pytest

from vagvisaren.records import model as m
from vagvisaren.records.formats import digits
from vagvisaren.records.register import load
from vagvisaren.shown import editors, pages, views
from vagvisaren.shown.editors import Redaktion
from vagvisaren.shown.words import WORDS, Argument

from .planting import IDAG, KÄLLOR, ROOT, STÖDLINJER, data_files, plant, raw, shown, values_of, website, websites

DAYS = [IDAG, date(2027, 11, 22)]


def closed(här) -> list[m.Kontakt]:
    return [k for k in här.kontakter.values() if k.omdöme is m.Omdöme.avstängd]


def numbers(kontakter) -> set[str]:
    """The digits of every number of the contacts."""
    return {digits(väg.telefon) for k in kontakter for väg in k.vägar if isinstance(väg, m.Telefon)}


def arguments(word, här) -> list[tuple]:
    """Every argument that a word takes here."""
    match word.argument:
        case Argument.roll:
            return [(), *((str(roll),) for roll in här.roller)]
        case Argument.kontakt:
            return [(namn,) for namn in (*här.kommun.funktioner, *här.kontakter)]
        case Argument.text:
            return [(namn,) for namn in här.register.texter]
    return [()]


@pytest.mark.parametrize("idag", DAYS, ids=str)
def test_a_closed_contact_is_in_no_view_of_any_website(idag):
    """No word shows a contact that is avstängd, on any day, whatever it is asked for."""
    for här in websites(ROOT, idag):
        assert closed(här)
        for word in WORDS.values():
            if not word.redaktionen:
                for given in arguments(word, här):
                    for fact in views.facts_in(word.view(här, *given)):
                        assert fact.kontakt.omdöme is not m.Omdöme.avstängd, (word.namn, given)
                        assert not numbers(closed(här)) & {digits(n.text) for n in fact.nummer}, (word.namn, given)


def test_no_number_or_name_of_a_closed_contact_is_on_any_page():
    """The digits and the name of a contact that is avstängd stand on no page, while another line's do."""
    for här in websites(ROOT):
        text = shown(ROOT, här)
        on_page = {digits(match) for match in re.findall(r"(?<=tel:)\+?\d+", text)}
        printed = re.sub(r"[\s-]", "", text)
        assert digits(här.kontakter["växel"].vägar[0].telefon) in printed, "the search finds what is there"
        assert on_page
        for nummer in numbers(closed(här)):
            assert nummer not in printed and f"46{nummer[1:]}" not in on_page
        for kontakt in closed(här):
            assert kontakt.namn not in text


def test_a_line_that_is_closed_leaves_every_page_at_once(project):
    """When an editor closes a line with a reason, its number and name leave all pages."""
    before = {här.webbplats.id: shown(project, här) for här in websites(project) if här.webbplats.publik == "extern"}
    assert all("0771-800 650" in text and "Kyrkans SOS" in text for text in before.values())
    plant(project, STÖDLINJER, "omdöme: kontroll", "omdöme: avstängd\n    skäl: Nedlagd.", "kyrkans-sos")
    for här in websites(project):
        assert "0771-800 650" not in shown(project, här) and "Kyrkans SOS" not in shown(project, här)


def test_a_contact_that_is_closed_while_fresh_gives_way_to_its_reserv(project):
    """A line whose facts are of yesterday is not shown once it is avstängd: its reserv stands in its place."""
    här = website(project, "timra.se")
    assert views.show_kontakt(här, "kyrkans-sos").kontakt.id == "kyrkans-sos"
    reserv = här.kontakter["kyrkans-sos"].reserv
    plant(project, STÖDLINJER, "omdöme: kontroll", "omdöme: avstängd\n    skäl: Nedlagd.", "kyrkans-sos")
    assert views.show_kontakt(website(project, "timra.se"), "kyrkans-sos").kontakt.id == reserv


def test_redaktionen_lists_every_closed_contact_with_its_reason(register):
    """Each contact that is avstängd stands on Redaktionen with its skäl and its place in the data."""
    listed = {(one.namn, one.skäl) for one in editors.avstängda(Redaktion(register, IDAG))}
    expected = {
        (k.namn, k.skäl)
        for lokalt in register.kommuner.values()
        for k in register.kontakter(lokalt).values()
        if k.omdöme is m.Omdöme.avstängd
    }
    assert listed == expected and expected


def test_no_fact_of_a_municipality_that_is_closed_is_on_any_page():
    """The fax, the bankgiro and other values that are avstängd in kommun.yml stand on no page."""
    for här in websites(ROOT):
        text = shown(ROOT, här)
        values = [u.värde for u in här.kommun.uppgifter.values() if u.omdöme is m.Omdöme.avstängd]
        assert values
        for value in values:
            assert value not in text, value


# ------------------------------------------------------------------ who has taken over


@pytest.mark.parametrize(("idag", "namn"), [(date(2026, 12, 31), "Digg"), (date(2027, 1, 1), "PTS")])
def test_the_supervising_authority_changes_with_the_year(idag, namn):
    """On the last day of 2026 the page about supervision names Digg, on the first of 2027 PTS."""
    for här in websites(ROOT, idag):
        assert views.show_kontakt(här, "tillsyn-digg").rubrik == namn


def test_digg_is_shown_with_its_own_way_in_until_its_last_day():
    """On Digg's last day its own number and form are shown; on the next day they are not."""
    own = {väg["telefon"] for line in raw(STÖDLINJER)["stödlinjer"] if line["id"] == "tillsyn-digg" for väg in line["vägar"] if "telefon" in väg}
    for idag, expected in ((date(2026, 12, 31), own), (date(2027, 1, 1), set())):
        for här in websites(ROOT, idag):
            visad = views.show_kontakt(här, "tillsyn-digg")
            assert {n.text for n in visad.nummer} & own == expected
            assert ("digg.se" in " ".join(v.text for v in visad.vägar)) is bool(expected)


def test_an_authority_without_a_known_way_in_is_shown_by_name():
    """PTS has no way in that is checked, so the page says PTS and gives nobody's number as its own."""
    for här in websites(ROOT, date(2027, 1, 1)):
        visad = views.show_kontakt(här, "tillsyn-digg")
        assert (visad.rubrik, visad.namn, visad.nummer, visad.vägar) == ("PTS", "PTS", (), ())


def test_the_forum_names_the_region_as_it_is_called_today_and_in_the_plan():
    """Konsultationsforum shows Region Västerbotten with the plan's name beside it, among those who always take part."""
    visad = views.show_kontakt(website(ROOT, "umea.se"), "vägledning")
    assert visad.rubrik == "Konsultationsforum mot våldsbejakande extremism"
    assert "Region Västerbotten (i planen Västerbottens läns landsting)" in visad.bas
    assert visad.vid_behov == ("Andra samverkansaktörer",)


def test_an_actor_that_has_been_replaced_is_named_by_its_successor(register):
    """An actor whose time has passed is named by the one that has taken over, on that day."""
    digg = register.aktörer["digg"]
    names = [views.current_aktör(register.aktörer, digg, day).namn for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert names == ["Digg", "PTS"]


# ------------------------------------------------------------------ sources


def test_the_list_of_sources_holds_the_source_of_every_sentence_that_is_shown():
    """Each source of each råd behind a sentence on a website is in that website's list of sources."""
    for här in websites(ROOT):
        listed = {visad.källa.id for visad in views.källor(här)}
        assert listed
        missing = set()
        for situation in views.situationer(här):
            texts = {*situation.ingress, *situation.gör_inte, *situation.sen, *(steg.gör for steg in situation.steg)}
            record = situation.situation
            then = record.vad_händer_sen if isinstance(record.vad_händer_sen, tuple) else ()
            for text, stöd in [
                *((u.text, u.stöd) for u in (*record.ingress, *record.gör_inte, *then)),
                *((s.gör, s.stöd) for s in record.steg),
            ]:
                if text in texts and här.holds(stöd):
                    for one in stöd:
                        råd = här.register.råd.get(one)
                        missing |= {b.källa for b in råd.belagd} - listed if råd else {one.split(" ")[0]} - listed
        assert missing == set(), här.webbplats.id


def test_the_list_of_sources_holds_the_source_of_every_contact_on_a_page():
    """Each source of each contact that a website's pages show is in that website's list of sources."""
    for här in websites(ROOT):
        listed = {visad.källa.id for visad in views.källor(här)}
        for page in pages.read_pages(ROOT, här)[0].values():
            for call in page.calls:
                for fact in views.facts_in(call.show(här)):
                    assert {b.källa for b in fact.kontakt.belagd} <= listed, (här.webbplats.id, page.file, call.word.namn, fact.id)


def test_every_source_that_is_named_is_in_the_register_of_sources():
    """Every källa in the data is a source with a title, a publisher and a date or okänt."""
    known = {k["id"] for k in raw(KÄLLOR)["källor"]}
    named = {value for file in data_files() for value in values_of(raw(file), "källa") if isinstance(value, str)}
    assert named and named <= known


def test_a_register_read_twice_is_the_same_register():
    """Reading the same data twice gives equal records."""
    assert load(ROOT, internt=True) == load(ROOT, internt=True)
