"""The line that is run every night: what the day has changed is published, and nothing else."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest
from projekt import tree_hash
from releases import WEBBPLATS, Published, command, contents, git, order, without_check
from test_publicera import CHECKED, NUMBER

from vagvisaren.faults import Unchecked
from vagvisaren.publishing import source
from vagvisaren.publishing.order import refuse_unchecked, unchecked_soon
from vagvisaren.records import register

AGED = "2026-11-25"  # a year after somebody checked Föräldralinjen
PENDING = "Det finns ändringar som inte är publicerade. De får vänta: här publiceras bara det som dagen har ändrat."


def without_git(standing: Published) -> None:
    """The same target, published from a project without git."""
    root, manifest = standing.project.root, standing.live
    shutil.rmtree(root / ".git")
    copy = source.copy(root, manifest.källsumma)
    path = standing.target / f"utgavor/{manifest.namn}.json"
    path.write_text(manifest.model_copy(update={"commit": None, "källkopia": copy}).model_dump_json(indent=2), encoding="utf-8")


@pytest.mark.parametrize("git_", [True, pytest.param(False, marks=pytest.mark.allt)])
def test_a_fact_that_has_become_too_old_gives_way_and_pending_edits_wait(standing: Published, git_):
    """On the day when a fact becomes too old its reserv is published, from the published source; a number that somebody
    has begun to change, even wrongly, is neither published nor committed."""
    if not git_:
        without_git(standing)
    root, first = standing.project.root, standing.live
    standing.project.replace(*NUMBER)
    standing.project.replace("data/timra/kommun.yml", "förvaltning:", "förvaltnin:")
    edited = source.source_sum(root)
    result = standing.publish("--om-forfallet", IDAG=AGED)
    assert result.code == 0, result.said
    said, second = result.said.splitlines(), standing.live
    assert said[0] == PENDING and "Föräldralinjen – Kommunens växel visas i stället." in said
    page = (standing.target / "aktuell/stod-och-hjalp.html").read_text(encoding="utf-8")
    assert "020-85 20" not in page and "visas därför inte" in page
    assert (second.commit, second.källkopia, second.källsumma, second.före) == (first.commit, first.källkopia, first.källsumma, first.namn)
    assert second.kontroller == ("kontroll", "bygge", "sekretess", "länkar", "kontrollsummor") and second.idag.isoformat() == AGED
    assert source.source_sum(root) == edited
    assert not git_ or git(root, "rev-parse", "HEAD") == first.commit


@pytest.mark.allt
def test_a_night_that_changes_nothing_publishes_nothing(standing: Published):
    """The next day, with the same facts, leaves the target as it is and says nothing, with pending edits and without."""
    before = tree_hash(standing.target)
    assert (result := standing.publish("--om-forfallet", IDAG="2026-11-23")).code == 0 and result.said == ""
    standing.project.replace(*NUMBER)
    assert (result := standing.publish("--om-forfallet", IDAG="2026-11-23")).code == 0 and result.said == ""
    assert tree_hash(standing.target) == before


@pytest.mark.allt
def test_the_night_after_one_has_gone_back_keeps_to_what_is_shown(standing: Published):
    """After backa the nightly line publishes from the source of what is live, not from the newer one."""
    project, first = standing.project, standing.live
    project.replace(*NUMBER)
    command(project, *CHECKED)
    assert standing.publish().code == 0
    assert command(project, "backa", "timra.se", "--till", str(standing.target)).code == 0
    assert standing.live.namn == first.namn
    result = standing.publish("--om-forfallet", IDAG=AGED)
    assert result.code == 0 and standing.live.källsumma == first.källsumma and standing.live.före == first.namn
    assert "020-85 20 99" not in (standing.target / "aktuell/stod-och-hjalp.html").read_text()


def test_what_was_once_checked_never_stops_the_night(published: Published):
    """Two years on everything is too old, also a contact whose number is another's: by hand each is refused, by night none."""
    root, later = published.project.root, date(2028, 11, 1)
    known = register.load(root, internt=True)
    nattlig = order(published.target, root=root, idag=later, om_förfallet=True)
    with pytest.raises(Unchecked) as by_hand:
        refuse_unchecked(replace(nattlig, om_förfallet=False), root, known, known.webbplatser[WEBBPLATS])
    assert any(fault.wrong.startswith("Polisens avhopparsamordning: ") for fault in by_hand.value.faults)
    refuse_unchecked(nattlig, root, known, known.webbplatser[WEBBPLATS])


def test_what_the_day_will_show_and_nobody_has_checked_is_said_before_it_stops_the_night(standing: Published):
    """PTS takes Digg's place at the turn of the year: until somebody has checked it the editor is told in November."""
    root = standing.project.root

    def soon() -> list[str]:
        known = register.load(root, internt=True)
        return [fault.wrong for fault in unchecked_soon(order(standing.target, root=root), root, known, known.webbplatser[WEBBPLATS])]

    assert soon() == []
    without_check(standing, "tillsyn-pts")
    assert soon() == ["PTS: aldrig granskad, för gammal."]


def test_a_published_source_that_is_lost_is_said(standing: Published):
    """When neither the commit nor the copy is there any more, nothing is published and the editor is told to do it by hand."""
    shutil.rmtree(standing.project.root / ".git")
    standing.project.replace(*NUMBER)
    before = contents(standing.target)
    result = standing.publish("--om-forfallet", IDAG=AGED)
    assert (result.code, result.said.splitlines()) == (1, ["källan: Det som publicerades senast finns inte kvar här. Publicera för hand.", "1 fel. Ingenting är publicerat."])
    assert contents(standing.target) == before


def test_a_night_before_the_first_day_is_refused(published: Published, tmp_path):
    """The nightly line never publishes to a place where nobody has published by hand."""
    result = Published(published.project, tmp_path / "mål", "").publish("--om-forfallet", "--nytt-mal")
    assert (result.code, result.said.splitlines()) == (1, [f"{tmp_path}/mål: Här är ingenting publicerat än. Publicera för hand första gången.", "1 fel. Ingenting är publicerat."])
    assert not (tmp_path / "mål").exists()
