"""A publishing that is cut short, or that meets a broken disk, leaves the live website whole."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from projekt import tree_hash
from releases import (
    InBackground,
    a_share,
    an_ordinary_user,
    contents,
    dies_at,
    in_a_process,
    issue,
    leftovers,
    names,
    no_larger_files_than,
    packed,
    reading,
    refusal,
    roll_back,
    several,
    unpacked,
    until,
    website,
)

from vagvisaren.publishing.target import LocalTarget

PLACES: dict[str, tuple[Callable[[], None], ...]] = {
    "links": (),
    "copies that change names in one step": (a_share(exchange=True),),
    "copies that change names in two steps": (a_share(exchange=False),),
}


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    """Two small websites."""
    return website(tmp_path / "ett", "060-16 31 00"), website(tmp_path / "två", "060-16 31 01")


def published_once(target: Path, site: Path, *conditions: Callable[[], None]) -> None:
    assert in_a_process(lambda: issue(site, target), *conditions).code == 0


@pytest.mark.parametrize("place", [pytest.param(place, marks=pytest.mark.allt) if "one step" in place else place for place in PLACES])
def test_killed_at_every_moment_the_website_is_the_old_or_the_new(tmp_path, sites, place):
    """SIGKILL before each change of the disk, one after the other: a reader meets whole releases alone, and the next run ends what was begun."""
    old, new = map(packed, sites)
    conditions, target, met, moments = PLACES[place], tmp_path / "mål", [], 0
    pages = (old, new) if place == "links" else [{"index.html": one["index.html"]} for one in (old, new)]
    published_once(target, sites[0], *conditions)
    shutil.copytree(target, tmp_path / "mall", symlinks=True)
    code = -signal.SIGKILL
    while code == -signal.SIGKILL:
        shutil.rmtree(target)
        shutil.copytree(tmp_path / "mall", target, symlinks=True)
        moments += 1
        with reading(target, whole=place == "links") as reader:
            code = in_a_process(lambda: issue(sites[1], target), *conditions, dies_at(moments)).code
        assert reader.met and all(seen in pages for seen in reader.met), moments
        assert reader.missing == 0 or place == "copies that change names in two steps", moments
        if (target / "aktuell").exists():
            met.append(contents(target / "aktuell"))
            assert met[-1] in (old, new), moments
        else:
            assert place == "copies that change names in two steps", moments
        result = in_a_process(lambda: issue(sites[1], target), *conditions)
        assert (result.code, result.said) == (0, ""), moments
        assert contents(target / "aktuell") == new and leftovers(target) == [], moments
    assert code == 0 and moments > 20
    assert old in met and new in met


def test_killed_the_first_time_the_next_run_publishes(tmp_path, sites):
    """A target where the first publishing was cut short, anywhere, takes the same command again."""
    code, moments = -signal.SIGKILL, 0
    while code == -signal.SIGKILL:
        moments += 1
        target = tmp_path / f"mål-{moments}"
        code = in_a_process(lambda target=target: issue(sites[0], target), dies_at(moments)).code
        assert not (target / "aktuell").exists() or contents(target / "aktuell") == packed(sites[0])
        issue(sites[0], target)
        assert contents(target / "aktuell") == packed(sites[0]) and leftovers(target) == [], moments
    assert moments > 20


def test_killed_while_it_goes_back_the_website_is_the_old_or_the_new(tmp_path, sites):
    """SIGKILL at every moment of backa, too, and the next backa ends it."""
    target, code, moments = tmp_path / "mål", -signal.SIGKILL, 0
    for site in sites:
        issue(site, target)
    shutil.copytree(target, tmp_path / "mall", symlinks=True)
    while code == -signal.SIGKILL:
        shutil.rmtree(target)
        shutil.copytree(tmp_path / "mall", target, symlinks=True)
        moments += 1
        code = in_a_process(lambda: roll_back(target), dies_at(moments)).code
        if contents(target / "aktuell") == packed(sites[1]):
            roll_back(target)
        assert contents(target / "aktuell") == packed(sites[0]) and leftovers(target) == []
    assert moments > 2


def test_killed_while_it_packs_no_release_is_lost(tmp_path):
    """SIGKILL at every moment of the eleventh publishing, from when it is in place: each release lies whole, unpacked or in the archive, and the next run packs the first."""
    target, code, moments = tmp_path / "mål", -signal.SIGKILL, 20
    ten = several(tmp_path, target, 10)
    site, first = website(tmp_path / "elva", "elva"), contents(target / f"utgavor/{ten[0]}")
    shutil.copytree(target, tmp_path / "mall", symlinks=True)
    while code == -signal.SIGKILL:
        shutil.rmtree(target)
        shutil.copytree(tmp_path / "mall", target, symlinks=True)
        moments += 1
        code = in_a_process(lambda: issue(site, target), dies_at(moments)).code
        assert contents(target / f"utgavor/{ten[0]}") == first or unpacked(target, ten[0]) == first, moments
        issue(website(tmp_path / "tolv", "tolv"), target)
        assert ten[0] not in names(target) and unpacked(target, ten[0]) == first and leftovers(target) == [], moments
    assert moments > 30


def test_a_target_on_a_share_without_links_is_a_copy_that_says_which_release_it_is(tmp_path, sites):
    """On a share aktuell is a folder with the release's own bytes, and backa and publishing know it again."""
    target = tmp_path / "mål"
    for site in sites:
        published_once(target, site, a_share(exchange=False))
    assert not (target / "aktuell").is_symlink()
    assert (target / "aktuell/.utgava").read_text() == LocalTarget(target, "").current() == names(target)[1]
    assert in_a_process(lambda: roll_back(target), a_share(exchange=False)).code == 0
    assert contents(target / "aktuell") == packed(sites[0])


def test_a_copy_stays_a_copy_where_links_can_be_made(tmp_path, sites):
    """The same share from a machine that can make links is published to as before."""
    target = tmp_path / "mål"
    published_once(target, sites[0], a_share(exchange=False))
    issue(sites[1], target)
    assert not (target / "aktuell").is_symlink() and contents(target / "aktuell") == packed(sites[1])


def test_a_link_gives_way_to_a_copy_where_links_cannot_be_made(tmp_path, sites):
    """A target that had a link is published to from a machine whose share has none."""
    target = tmp_path / "mål"
    issue(sites[0], target)
    published_once(target, sites[1], a_share(exchange=False))
    assert not (target / "aktuell").is_symlink() and contents(target / "aktuell") == packed(sites[1])
    assert leftovers(target) == []


# ------------------------------------------------------------------ what is wrong when it is read back


def flip(path: Path) -> None:
    """Change one byte of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


class Damaging(LocalTarget):
    """A disk that damages a file between what it says and what it does."""

    def __init__(self, root: Path, at: str, file: str = "index.html"):
        super().__init__(root, "målet")
        self.at, self.file, self.swaps = at, file, 0

    def stage(self, folder: Path, name: str) -> None:
        super().stage(folder, name)
        if self.at == "copy":
            flip(self.root / f"utgavor/.{name}.ny/{self.file}")

    def swap(self, name: str | None) -> None:
        super().swap(name)
        self.swaps += 1
        if self.at == "swap" and self.swaps == 1:
            flip(self.root / f"utgavor/{name}/{self.file}")


@pytest.mark.parametrize("file", ["index.html", "stod.html.gz", "bilder/pil.svg"])
def test_a_copy_that_is_damaged_is_never_shown(tmp_path, sites, file):
    """A byte that changes between the copying and the swap stops it, and the old release is live and untouched."""
    target = tmp_path / "mål"
    issue(sites[0], target)
    before = tree_hash(target)
    said = refusal(lambda: issue(sites[1], Damaging(target, "copy", file)))
    name = said.split("/.")[1][:28]
    assert said.splitlines() == [
        f"målet/utgavor/.{name}.ny: 1 fil är inte som i bygget, först {file}. Webbplatsen visas som förut. Se efter om disken är full eller trasig.",
        "1 fel. Ingenting är publicerat.",
    ]
    assert tree_hash(target) == before


def test_what_is_damaged_after_the_swap_is_swapped_back(tmp_path, sites):
    """What is read back after the swap is not what was built: the release before is live again."""
    target = tmp_path / "mål"
    issue(sites[0], target)
    before = names(target)[0]
    said = refusal(lambda: issue(sites[1], Damaging(target, "swap")))
    assert said.startswith("målet/aktuell: 1 fil är inte som i bygget, först index.html. Webbplatsen visas som förut.")
    assert LocalTarget(target, "").current() == before and contents(target / "aktuell") == packed(sites[0])
    issue(sites[1], target)
    assert contents(target / "aktuell") == packed(sites[1])


def test_what_is_damaged_the_first_time_is_taken_down(tmp_path, sites):
    """When there is no release before, a damaged one is not left standing."""
    target = tmp_path / "mål"
    refusal(lambda: issue(sites[0], Damaging(target, "swap")))
    assert not (target / "aktuell").exists()


class Deaf(LocalTarget):
    """A place that stops answering after the swap."""

    def swap(self, name: str | None) -> None:
        if self.current() and name != self.current() and hasattr(self, "swapped"):
            raise OSError(5, "Input/output error")
        self.swapped = True
        super().swap(name)

    def sums(self, path: str) -> dict[str, str]:
        if path == "aktuell" and hasattr(self, "swapped"):
            raise OSError(5, "Input/output error")
        return super().sums(path)


def test_when_it_cannot_be_swapped_back_either_the_editor_is_told(tmp_path, sites):
    """A target that stops answering after the swap shows a whole release, and the message does not say that it is the old one."""
    target = tmp_path / "mål"
    issue(sites[0], target)
    said = refusal(lambda: issue(sites[1], Deaf(target, "målet")))
    assert said.splitlines()[0] == (
        "målet: Det gick varken att publicera eller att byta tillbaka. Den utgåva som visas är hel, men det kan vara den nya. Publicera igen när målet svarar."
    )
    assert contents(target / "aktuell") == packed(sites[1])


@pytest.mark.parametrize("size", [0, 10, 100, 700])
def test_a_full_disk_leaves_the_live_website_and_nothing_else(tmp_path, sites, size):
    """When the system refuses to write, after more or fewer bytes, the message says why and the target is as before."""
    target = tmp_path / "mål"
    issue(sites[0], target)
    before = tree_hash(target)
    result = in_a_process(lambda: issue(sites[1], target), no_larger_files_than(size))
    assert result.code == 1 and ": filen får inte bli så stor. Webbplatsen visas som förut. " in result.said
    assert tree_hash(target) == before


@pytest.mark.parametrize("place", ["links", "copies that change names in two steps"])
def test_a_place_where_one_may_only_read_is_left_as_it_is(sites, place):
    """Without the right to write the message says so, and nothing is touched."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        target = Path(folder) / "mål"
        published_once(target, sites[0], *PLACES[place])
        before = tree_hash(target)
        result = in_a_process(lambda: issue(sites[1], target), *PLACES[place], an_ordinary_user)
        assert result.code == 1
        assert f"målet: Det gick inte att läsa eller skriva {target}/.las: du får inte göra det där." in result.said
        assert tree_hash(target) == before


# ------------------------------------------------------------------ two at once, and Ctrl-C


def test_two_who_publish_at_once_wait_for_each_other(tmp_path, sites):
    """Who comes second says that it waits, and publishes when the first is done."""
    target, held, free, said = tmp_path / "mål", tmp_path / "låst", tmp_path / "fri", tmp_path / "sagt"
    issue(sites[0], target)

    def hold() -> None:
        with LocalTarget(target, "målet").lock(print):
            held.touch()
            until(free.exists)

    first = InBackground(hold)
    until(held.exists)
    second = InBackground(lambda: said.write_text("\n".join(issue(sites[1], target))))
    time.sleep(0.5)
    assert second.is_running() and contents(target / "aktuell") == packed(sites[0])
    free.touch()
    assert (first.wait(), second.wait()) == (0, 0)
    assert said.read_text().splitlines()[:2] == ["Någon annan publicerar hit just nu. Väntar.", "2 ändrade sidor: index.html och stod.html."]
    assert contents(target / "aktuell") == packed(sites[1])


def test_many_at_once_leave_a_whole_website(tmp_path, sites):
    """Six publishings at once, of different websites, all end well, and a reader meets whole ones alone."""
    target = tmp_path / "mål"
    issue(sites[0], target)
    made = [website(tmp_path / str(number), f"nummer {number}") for number in range(6)]
    with reading(target) as reader:
        running = [InBackground(lambda site=site: issue(site, target)) for site in made]
        assert [one.wait() for one in running] == [0] * 6
    assert all(seen in [packed(site) for site in (sites[0], *made)] for seen in reader.met) and reader.missing == 0
    assert len(names(target)) == 7 and leftovers(target) == []


def test_ctrl_c_leaves_the_website_and_says_so(tmp_path, sites):
    """Ctrl-C, also just after the swap, leaves the old release live, and the message says that nothing has changed."""
    target = tmp_path / "mål"
    issue(sites[0], target)

    class Impatient(LocalTarget):
        def sums(self, path: str) -> dict[str, str]:
            if path == "aktuell" and self.current() != first:
                signal.raise_signal(signal.SIGINT)
            return super().sums(path)

    first = names(target)[0]
    said = refusal(lambda: issue(sites[1], Impatient(target, "målet")))
    assert said == "målet: Avbrutet. Webbplatsen visas som förut.\n1 fel. Ingenting är publicerat."
    assert contents(target / "aktuell") == packed(sites[0])


def test_prova_makes_nothing_at_a_new_place(tmp_path, sites):
    """--prova at a new place makes nothing there, not even the folder."""
    target = tmp_path / "mål"
    assert issue(sites[0], target, prova=True) == ["Första gången: 2 sidor, 0 kontakter.", "Det här skulle publiceras. Ingenting är ändrat."]
    assert not target.exists()
