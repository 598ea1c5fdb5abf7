"""The releases of a target: how they are named, kept, packed and gone back to."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from projekt import tree_hash
from releases import NOW, a_share, contents, in_a_process, issue, leftovers, live, names, packed, refusal, roll_back, several, unpacked, website
from test_helt_eller_inte_alls import flip
from test_kallan import small_project

from vagvisaren.publishing import publish, release
from vagvisaren.publishing.target import LocalTarget, _link


def test_a_release_of_the_same_files_is_the_same_name_at_the_same_second():
    """The name is the time in Stockholm and a sum of names and contents: another file name or byte gives another."""
    files = {"index.html": "a" * 64}
    assert release.release_name(NOW, files).startswith("20261122-120000-")
    found = {release.release_name(NOW, one) for one in (files, dict(files), {"annan.html": "a" * 64}, {"index.html": "b" * 64}, {})}
    assert len(found) == 4


def test_names_sort_as_they_were_made_when_the_clock_goes_back():
    """In the hour that comes twice in autumn, and after one with a fast clock, a new release still sorts last."""
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Stockholm"))
    first = release.release_name(twice, {"a": "1"})
    second = release.release_name((twice + timedelta(minutes=5)).replace(fold=1, minute=10), {"a": "2"}, first)
    third = release.release_name(twice - timedelta(days=365), {"a": "3"}, second)
    assert first < second < third and second.startswith("20261025-023001-")


def test_the_same_website_again_is_not_published_again(tmp_path):
    """The second time, with the same files, nothing is made."""
    site, target = website(tmp_path / "ett", "ett"), tmp_path / "mål"
    issue(site, target)
    before = tree_hash(target)
    assert issue(site, target) == ["Ingenting har ändrats sedan webbplatsen publicerades senast."] and tree_hash(target) == before


@pytest.mark.parametrize("file", ["index.html", "stod.html.gz", "bilder/pil.svg"])
def test_what_somebody_has_changed_by_hand_is_put_right(tmp_path, file):
    """When the live files are not those of the release, publishing the same website says which and puts them back."""
    site, target = website(tmp_path / "ett", "ett"), tmp_path / "mål"
    issue(site, target)
    flip(target / "aktuell" / file)
    said = issue(site, target)
    assert said[0] == f"Det som visas är skadat eller ändrat för hand, först {file}. Det läggs dit igen." and said[-1].startswith("Publicerat: ")
    assert contents(target / "aktuell") == packed(site)
    flip(target / "aktuell" / file)
    assert issue(site, target, om_förfallet=True)[0].startswith("Det som visas är skadat")


def test_the_ten_latest_stay_and_older_ones_are_packed(tmp_path):
    """The eleventh release packs the first: the archive unpacks to the same bytes, and its manifest stays."""
    target = tmp_path / "mål"
    ten = several(tmp_path, target, 10)
    first = contents(target / f"utgavor/{ten[0]}")
    assert len(ten) == 10 and not (target / "utgavor/arkiv").exists()
    issue(website(tmp_path / "elva", "elva"), target)
    assert names(target)[:-1] == ten[1:] and leftovers(target) == []
    assert unpacked(target, ten[0]) == first == packed(tmp_path / "webbplats-1")
    assert (target / f"utgavor/{ten[0]}.json").is_file()
    for number in range(12, 15):
        issue(website(tmp_path / str(number), f"utgåva {number}"), target)
    assert [path.name for path in sorted((target / "utgavor/arkiv").iterdir())] == [f"{name}.tar.gz" for name in ten[:4]]


def test_neither_what_is_live_nor_what_it_replaced_is_packed(tmp_path):
    """After one has gone back to the oldest release, it stays when the next is published, so that one can go back again."""
    target = tmp_path / "mål"
    ten = several(tmp_path, target, 10)
    for _ in range(9):
        roll_back(target)
    assert LocalTarget(target, "").current() == ten[0]
    issue(website(tmp_path / "elva", "elva"), target)
    assert ten[0] in names(target) and live(target).före == ten[0]
    issue(website(tmp_path / "tolv", "tolv"), target)
    assert [path.name for path in sorted((target / "utgavor/arkiv").iterdir())] == [f"{name}.tar.gz" for name in ten[:2]]
    assert contents(target / "aktuell") == packed(tmp_path / "tolv")


def test_an_archive_that_is_not_the_same_files_removes_nothing(tmp_path):
    """A release whose archive does not read as the same files stays, and the website is published all the same."""

    class Losing(LocalTarget):
        def write(self, path: str, content: bytes) -> None:
            super().write(path, content if "arkiv" not in path else release.pack({}))

    target = tmp_path / "mål"
    ten = several(tmp_path, target, 10)
    said = issue(website(tmp_path / "elva", "elva"), Losing(target, "målet"))
    assert said[-2].startswith("Publicerat: ") and said[-1] == "Äldre utgåvor är inte packade: arkivet blev inte likadant. De packas nästa gång."
    assert ten[0] in names(target) and contents(target / "aktuell") == packed(tmp_path / "elva")
    issue(website(tmp_path / "tolv", "tolv"), target)
    assert ten[0] not in names(target) and unpacked(target, ten[0]) == packed(tmp_path / "webbplats-1")


def test_what_stops_the_packing_is_said_in_swedish(tmp_path):
    """A disk that is full when older releases are packed is said in the editor's words, after what was published."""

    class Full(LocalTarget):
        def pack(self, name: str) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    several(tmp_path, tmp_path / "mål", 10)
    said = issue(website(tmp_path / "elva", "elva"), Full(tmp_path / "mål", "målet"))
    assert said[-1] == "Äldre utgåvor är inte packade: disken är full. De packas nästa gång."


def test_what_another_has_published_and_one_does_not_have_is_said(tmp_path):
    """When the live release is made of a commit that one's own branch does not hold, that is said before the list of changes."""
    small_project(tmp_path / "projekt")
    for name in ("ett", "två"):
        website(tmp_path / name, name)
    issue(tmp_path / "ett", tmp_path / "mål")
    said = issue(tmp_path / "två", tmp_path / "mål", None, root=tmp_path / "projekt", prova=True)
    assert said[0] == publish.OTHERS and said[1].startswith("2 ändrade sidor: ")
    assert said[1:] == issue(tmp_path / "två", tmp_path / "mål", prova=True)


# ------------------------------------------------------------------ backa


def test_backa_shows_the_release_before_and_keeps_the_newer(tmp_path):
    """One step back, and another, each says what is shown; the newer releases lie where they lay."""
    target = tmp_path / "mål"
    one, two, three = several(tmp_path, target, 3)
    assert roll_back(target) == [f"Klart: timra.se visar nu utgåvan {two}, publicerad 22 november 2026. Den nyare ligger kvar."]
    assert contents(target / "aktuell") == packed(tmp_path / "webbplats-2") and names(target) == [one, two, three]
    roll_back(target)
    assert contents(target / "aktuell") == packed(tmp_path / "webbplats-1")
    said = refusal(lambda: roll_back(target)).splitlines()[0]
    assert said == "målet: Det finns ingen tidigare utgåva att gå tillbaka till. Rätta uppgifterna och publicera igen."
    assert contents(target / "aktuell") == packed(tmp_path / "webbplats-1")


def test_backa_goes_to_what_was_shown_before_and_not_to_what_was_taken_back(tmp_path):
    """After one has gone back and published anew, backa shows what was live then, never the release that was wrong."""
    target = tmp_path / "mål"
    one, wrong = several(tmp_path, target, 2)
    roll_back(target)
    issue(website(tmp_path / "rätt", "rätt"), target)
    roll_back(target)
    assert LocalTarget(target, "").current() == one != wrong


def test_there_is_a_way_out_when_the_only_release_has_lost_its_manifest(tmp_path):
    """Publishing points at backa, backa at publishing without aktuell, and that publishes."""
    target = tmp_path / "mål"
    (only,) = several(tmp_path, target, 1)
    (target / f"utgavor/{only}.json").unlink()
    said = refusal(lambda: roll_back(target)).splitlines()[0]
    assert said == "målet: Det finns ingen tidigare utgåva att gå tillbaka till. Ta bort aktuell och publicera igen."
    (target / "aktuell").unlink()
    issue(website(tmp_path / "två", "två"), target)
    assert contents(target / "aktuell") == packed(tmp_path / "två")


def test_a_damaged_release_is_not_gone_back_to(tmp_path):
    """A byte that has changed in the older release stops backa, and the live one stays."""
    target = tmp_path / "mål"
    one, two = several(tmp_path, target, 2)
    flip(target / f"utgavor/{one}/stod.html")
    before = tree_hash(target)
    said = refusal(lambda: roll_back(target)).splitlines()[0]
    assert said == (
        f"målet/utgavor/{one}: 1 fil är inte som i bygget, först stod.html. Webbplatsen visas som förut. Hämta mappen ur en säkerhetskopia, eller rätta uppgifterna och publicera igen."
    )
    assert tree_hash(target) == before


def test_a_release_that_is_packed_is_said_to_be_so(tmp_path):
    """When the release before has been packed or moved away, backa says where it is and how one gets it back."""
    target = tmp_path / "mål"
    one, two = several(tmp_path, target, 2)
    LocalTarget(target, "").pack(one)
    said = refusal(lambda: roll_back(target)).splitlines()[0]
    assert said == f"målet: Utgåvan {one} ligger inte kvar. Packa upp utgavor/arkiv/{one}.tar.gz i utgavor/{one} och försök igen."
    shutil.unpack_archive(target / f"utgavor/arkiv/{one}.tar.gz", target / f"utgavor/{one}", filter="data")
    roll_back(target)
    assert contents(target / "aktuell") == packed(tmp_path / "webbplats-1")


def test_backa_in_another_s_target_is_refused(tmp_path):
    """backa with the wrong website or the wrong folder changes and makes nothing."""
    said = refusal(lambda: roll_back(tmp_path / "mål")).splitlines()[0]
    assert said == "målet: Dit har timra.se aldrig publicerats. Välj rätt mapp." and not (tmp_path / "mål").exists()
    issue(website(tmp_path / "ett", "ett"), tmp_path / "mål", webbplats="timnet")
    said = refusal(lambda: roll_back(tmp_path / "mål")).splitlines()[0]
    assert said == "målet: Målet hör till timnet (bara för medarbetare), inte till timra.se. Välj rätt webbplats eller rätt mapp."


# ------------------------------------------------------------------ names and places


@pytest.mark.parametrize("conditions", [(), (a_share(exchange=False),)], ids=["links", "copies"])
def test_a_web_server_can_read_what_is_published_whatever_the_umask(tmp_path, conditions):
    """Who publishes may keep her own files to herself: what is published can be read by all who may enter the target's
    folder, and that folder itself is left as it is."""
    site, target = website(tmp_path / "ett", "ett"), tmp_path / "mål"
    assert in_a_process(lambda: issue(site, target), lambda: os.umask(0o077), *conditions).code == 0
    assert target.stat().st_mode & 0o077 == 0
    for path in (target / "utgavor", *(target / "aktuell").resolve().rglob("*")):
        if path.name != ".utgava":
            assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_a_link_that_is_made_by_hand_is_known(tmp_path):
    """A web server's keeper may change the link by hand, also with the whole path of the release."""
    one, two = several(tmp_path, tmp_path / "mål", 2)
    live = tmp_path / "mål/aktuell"
    live.unlink()
    live.symlink_to(tmp_path / "mål/utgavor" / one)
    assert LocalTarget(tmp_path / "mål", "").current() == one


def test_windows_gets_no_links(tmp_path, monkeypatch):
    """Windows lets no link to a folder take another's place: there aktuell is a copy."""
    monkeypatch.setattr(sys, "platform", "win32")
    assert not _link("utgavor", tmp_path / "aktuell") and not os.path.lexists(tmp_path / "aktuell")


@pytest.mark.parametrize("name", ["mål för Örnsköldsvik", "två  blanka", "'citat' & \"tecken\" $HOME;ls", "[a-z]*?", "-rf", "ny\nrad"])
def test_any_name_of_a_folder_will_do(tmp_path, name):
    """A target's path may hold spaces, å, quotes and whatever a file system takes."""
    target = tmp_path / name
    several(tmp_path, target, 2)
    roll_back(target)
    assert contents(target / "aktuell") == packed(tmp_path / "webbplats-1") and leftovers(target) == []


def test_a_target_that_is_a_link_stays_a_link(tmp_path):
    """A target may be a link to a folder elsewhere."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "mål").symlink_to("disk")
    several(tmp_path, tmp_path / "mål", 2)
    assert (tmp_path / "mål").is_symlink() and contents(tmp_path / "disk/aktuell") == packed(tmp_path / "webbplats-2")


def test_a_target_can_be_moved(tmp_path):
    """The live link is relative: a target that is moved or mounted elsewhere shows the same release."""
    several(tmp_path, tmp_path / "mål", 2)
    (tmp_path / "mål").rename(tmp_path / "flyttat")
    assert contents(tmp_path / "flyttat/aktuell") == packed(tmp_path / "webbplats-2")


def test_files_that_systems_leave_in_a_target_are_no_hindrance(tmp_path):
    """A hidden file that a file server leaves in a target does not stop the next publishing, and stays."""
    issue(website(tmp_path / "ett", "ett"), tmp_path / "mål")
    (tmp_path / "mål/.DS_Store").write_text("x")
    (tmp_path / "mål/.snapshot").mkdir()
    issue(website(tmp_path / "två", "två"), tmp_path / "mål")
    assert (tmp_path / "mål/.snapshot").is_dir() and (tmp_path / "mål/.DS_Store").exists()
