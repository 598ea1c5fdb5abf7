"""kontakter.json: exactly the contacts that a website's pages show, for programs to read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from vagvisaren.finished import feed
from vagvisaren.records import model as m
from vagvisaren.records.ageing import Läge, avtryck, parts
from vagvisaren.shown import pages
from vagvisaren.shown.views import VÄXEL, Här

from .planting import IDAG, ROOT, STÖDLINJER, plant, raw, shown, website, websites

DAYS = [IDAG, date(2027, 11, 22), date(2030, 1, 1), date(2036, 11, 22)]
WEBSITES = [här.webbplats.id for här in websites(ROOT)]


def files_of(root, id_: str, idag: date = IDAG) -> dict[str, str]:
    här = website(root, id_, idag)
    return feed.files(här, pages.read_pages(root, här)[0].values())


def listed(root, id_: str, idag: date = IDAG) -> dict:
    """The list of a website as a program reads it."""
    return json.loads(files_of(root, id_, idag)[feed.NAMN])


def contacts(root, id_: str, idag: date = IDAG) -> dict[str, dict]:
    return {one["id"]: one for one in listed(root, id_, idag)["kontakter"]}


def ids_in(found: dict[str, dict]) -> set[str]:
    """Every contact that the list names, also one that another stands in for."""
    return {*found, *(other["id"] for one in found.values() for other in one["i_stället_för"])}


# ------------------------------------------------------------------ the same as the pages


@pytest.mark.parametrize("idag", DAYS, ids=str)
@pytest.mark.parametrize("id_", WEBSITES)
def test_the_list_has_the_numbers_of_the_pages_and_no_other(id_, idag):
    """On any day the numbers in the list are those that the website's pages and frame link to."""
    här = website(ROOT, id_, idag)
    html = set(re.findall(r'href="(tel:[^"]+)"', shown(ROOT, här)))
    numbers = {number["tel"] for one in contacts(ROOT, id_, idag).values() for number in one["nummer"]}
    assert numbers >= {"tel:112", "tel:11414"}
    assert numbers - {"tel:112", "tel:11414"} == html - {"tel:112", "tel:11414"}


@pytest.mark.parametrize("idag", DAYS, ids=str)
@pytest.mark.parametrize("id_", WEBSITES)
def test_a_number_in_the_list_is_fresh_or_always_stands(id_, idag):
    """Years later every number is checked lately, a number of society, or the switchboard, which says that it is old."""
    här = website(ROOT, id_, idag)
    for one in contacts(ROOT, id_, idag).values():
        age = här.färskhet(här.kontakter[one["id"]]).läge
        ways = one["nummer"] or one["vägar"]
        assert age is not Läge.för_gammal or one["id"] == VÄXEL or not ways, one["id"]
        assert one["för_gammal"] == (age is Läge.för_gammal)
        assert one["gäller_till"] is None or one["gäller_till"] >= str(idag)


def test_a_line_that_is_too_old_stands_under_what_is_shown_instead():
    """A year later Bris is named under 1177, which stands in for it, and its number is nowhere in the list."""
    assert contacts(ROOT, "timra.se")["bris"]["nummer"][0]["text"] == "116 111"
    later = contacts(ROOT, "timra.se", date(2027, 11, 22))
    assert "bris" not in later and "bris" in [other["id"] for other in later["1177"]["i_stället_för"]]
    assert "116111" not in re.sub(r"\s", "", files_of(ROOT, "timra.se", date(2027, 11, 22))[feed.NAMN])


@pytest.mark.parametrize("id_", WEBSITES)
def test_a_closed_line_is_in_no_list(id_):
    """No contact that is avstängd is listed, named or stood in for, and none of its numbers is there."""
    här = website(ROOT, id_)
    closed = [kontakt for kontakt in här.kontakter.values() if kontakt.omdöme is m.Omdöme.avstängd]
    assert closed and not {kontakt.id for kontakt in closed} & ids_in(contacts(ROOT, id_))
    text = files_of(ROOT, id_)[feed.NAMN]
    assert not [väg.telefon for kontakt in closed for väg in kontakt.vägar if isinstance(väg, m.Telefon) and väg.telefon in text]


def test_contacts_for_professionals_are_listed_only_where_professionals_are_answered():
    """A public website that answers citizens alone lists no contact for professionals; one for staff does."""
    for här in websites(ROOT):
        staff = set(här.roller) & set(m.PERSONAL)
        found = contacts(ROOT, här.webbplats.id)
        professional = {id_ for id_ in ids_in(found) if här.kontakter[id_].för_yrkesverksamma == "ja"}
        assert bool(professional) == bool(staff), här.webbplats.id
        assert {id_ for id_, one in found.items() if one["för_yrkesverksamma"]} == professional & set(found)


def test_a_contact_that_is_away_for_a_time_stands_under_who_answers_meanwhile(project):
    """During an avvikelse the list says who answers, for whom and to which day."""
    away = "    avvikelser:\n      - {från: 2026-11-20, till: 2026-11-30, text: Bris flyttar., ersatt_med: 1177}\n"
    plant(project, STÖDLINJER, "    reserv: 1177\n", f"    reserv: 1177\n{away}", "bris")
    stands_for = {other["id"]: other for other in contacts(project, "timra.se")["1177"]["i_stället_för"]}
    assert stands_for["bris"]["gäller_till"] == "2026-11-30" and "Bris flyttar." in stands_for["bris"]["framöver"][0]
    assert "bris" in contacts(project, "timra.se", date(2026, 12, 1))


def test_a_checked_contact_says_when(project):
    """A contact with a valid granskning is no draft and has its day; the source's own date stands beside."""
    här = website(project, "timra.se")
    växel = här.kontakter[VÄXEL]
    checked = m.Granskning(uppgift=VÄXEL, avtryck=avtryck(parts(växel)), datum=date(2026, 11, 1), av="webredaktör", hur="källsida")
    lokalt = replace(här.lokalt, granskningar=(checked,))
    register = replace(här.register, kommuner={**här.register.kommuner, lokalt.kommun.id: lokalt})
    sidor = pages.read_pages(project, här)[0].values()
    before, after = (
        next(one for one in feed.feed(Här(r, här.webbplats, IDAG), sidor).kontakter if one.id == VÄXEL) for r in (här.register, register)
    )
    assert (before.utkast, before.kontrollerad) == (True, None)
    assert (after.utkast, after.kontrollerad, after.källans_datum) == (False, date(2026, 11, 1), before.källans_datum)


# ------------------------------------------------------------------ the format


@pytest.mark.parametrize("id_", WEBSITES)
def test_what_is_unknown_is_null(id_):
    """What the data do not know is null and never nej, and what they know stands."""
    här = website(ROOT, id_)
    found = contacts(ROOT, id_)
    assert "okänt" not in files_of(ROOT, id_)[feed.NAMN]
    for one in found.values():
        kontakt = här.kontakter[one["id"]]
        for fact in ("anonym", "syns_på_räkningen", "kostnad", "svarar"):
            assert one[fact] == (None if getattr(kontakt, fact) == "okänt" else getattr(kontakt, fact))
        assert one["språk"] == (None if kontakt.språk == "okänt" else list(kontakt.språk))
    assert any(one["anonym"] is None for one in found.values())


@pytest.mark.parametrize("id_", WEBSITES)
def test_the_same_data_give_the_same_bytes(id_):
    """Two readings give the same text: by id, in the declared order, with å ä ö as they are, and a last line end."""
    one, other = files_of(ROOT, id_), files_of(ROOT, id_)
    assert one == other and set(one) == {"kontakter.json", "kontakter.schema.json"}
    assert all(text.endswith("}\n") and "\\u" not in text for text in one.values())
    found = listed(ROOT, id_)["kontakter"]
    assert [k["id"] for k in found] == sorted(k["id"] for k in found)
    declared = [field.alias or name for name, field in feed.Kontakt.model_fields.items()]
    assert all(list(k) == declared for k in found)


def test_the_list_says_whose_it_is_and_until_when():
    """The list names the website, the municipality, the day it was made and the first day something ends."""
    här = website(ROOT, "umea.se")
    found = listed(ROOT, "umea.se")
    assert found["$schema"] == "kontakter.schema.json" and found["version"] == "1"
    assert found["webbplats"] == {"id": "umea.se", "namn": här.webbplats.namn} and found["kommun"]["id"] == "umeå"
    assert found["byggd"] == str(IDAG)
    ends = [one["gäller_till"] for one in found["kontakter"] if one["gäller_till"]]
    assert found["bäst_före"] == min(ends)


@pytest.mark.parametrize("id_", WEBSITES)
def test_the_list_keeps_to_its_schema(id_):
    """The published schema is a right one, it accepts the list, and it accepts nothing more."""
    files = files_of(ROOT, id_)
    schema = json.loads(files[feed.SCHEMA])
    Draft202012Validator.check_schema(schema)
    found = json.loads(files[feed.NAMN])
    validator = Draft202012Validator(schema)
    assert list(validator.iter_errors(found)) == []
    assert list(validator.iter_errors({**found, "telefonlista": []})) != []
    assert list(validator.iter_errors({**found, "version": "2"})) != []
    found["kontakter"][0]["nummer"][0]["fax"] = "060-16 31 05"
    assert list(validator.iter_errors(found)) != []


def test_the_schema_explains_every_key_in_swedish():
    """Each record and each key has a description, and no description is one of the code's own."""
    schema = json.loads(files_of(ROOT, "timra.se")[feed.SCHEMA])
    records = [schema, *schema["$defs"].values()]
    described = [part["description"] for record in records for part in (record, *record["properties"].values())]
    assert len(described) > 40
    assert all(re.fullmatch(r"[A-ZÅÄÖa-z].*\.", text, re.DOTALL) for text in described)
    assert not {record["description"] for record in records} & {cls.__doc__ for cls in (feed.Kontaktlista, feed.Kontakt, feed.Nummer, feed.Väg)}


def test_a_record_of_the_list_is_closed():
    """A key that the format does not have is refused."""
    with pytest.raises(ValidationError):
        feed.Kort(id="x", namn="X", mejl="x@exempel.se")


def test_nothing_but_the_shown_facts_is_in_the_list():
    """Questions, notes and why a line is closed are the editors', and in no list."""
    text = "".join(files_of(ROOT, id_)[feed.NAMN] for id_ in WEBSITES)
    lines = raw(STÖDLINJER)["stödlinjer"]
    private = [line[key] for line in lines for key in ("anmärkning", "skäl") if key in line]
    private += [question for line in lines for question in line.get("frågor", ())]
    assert len(private) > 10 and not [one for one in private if one in text]
