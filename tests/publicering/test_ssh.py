"""A folder of another machine: the same promises, through real ssh and rsync to a real sshd."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from projekt import tree_hash
from releases import (
    InBackground,
    Published,
    command,
    contents,
    dies_at,
    in_a_process,
    issue,
    leftovers,
    names,
    order,
    packed,
    reading,
    refusal,
    roll_back,
    several,
    until,
    website,
)  # fmt: skip
from sshd import HOST, Machine, machine
from test_helt_eller_inte_alls import flip

from vagvisaren.publishing.publish import open_target, publish
from vagvisaren.publishing.ssh import SshTarget


@pytest.fixture(scope="session")
def sshd() -> Iterator[Machine]:
    with TemporaryDirectory(prefix="vagvisaren-sshd-") as folder, machine(Path(folder)) as other:
        yield other


@pytest.fixture
def target(sshd: Machine, tmp_path: Path) -> Iterator[SshTarget]:
    """A folder of the other machine, with spaces, å and quotes in its name."""
    if sshd.process is None:
        sshd.up()
    yield open_target(f"{HOST}:{folder(tmp_path)}")


def folder(tmp_path: Path) -> Path:
    """Where the target's folder lies: the other machine is this one."""
    return tmp_path / "srv" / "Timrås 'mål'"


def test_a_website_is_published_gone_back_from_and_packed(target, tmp_path):
    """What is live is what was built; the eleventh release packs the first, to the same bytes; and backa swaps back."""
    site = website(tmp_path / "noll", "noll")
    for path in site.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    said = issue(site, target)
    assert {path.stat().st_mode & 0o777 for path in (folder(tmp_path) / "aktuell/").rglob("*")} == {0o755, 0o644}, "webbservern läser"
    name = names(folder(tmp_path))[0]
    assert said == ["Första gången: 2 sidor, 0 kontakter.", f"Publicerat: timra.se ligger nu i {target.label}, utgåva {name}."]
    assert contents(folder(tmp_path) / "aktuell") == packed(site)
    several(tmp_path, folder(tmp_path), 9)
    issue(website(tmp_path / "elva", "elva"), target)
    ten = target.releases()
    assert len(ten) == 10 and name not in ten and leftovers(folder(tmp_path)) == []
    shutil.unpack_archive(folder(tmp_path) / f"utgavor/arkiv/{name}.tar.gz", tmp_path / "uppackat", filter="data")
    assert contents(tmp_path / "uppackat") == packed(site)
    assert roll_back(target) == [f"Klart: timra.se visar nu utgåvan {ten[-2]}, publicerad 22 november 2026. Den nyare ligger kvar."]
    assert contents(folder(tmp_path) / "aktuell") == packed(tmp_path / "webbplats-9")


@pytest.mark.allt
def test_one_publishing_asks_for_few_connections(sshd, target, tmp_path):
    """A firewall that counts log-ins does not stop a publishing: all that is done under the lock goes through one."""
    issue(website(tmp_path / "ett", "ett"), target)
    before = sshd.connections
    issue(website(tmp_path / "två", "två"), target)
    assert sshd.connections - before == 1


@pytest.mark.allt
def test_the_same_again_publishes_nothing(target, tmp_path):
    """The same website again is not published again, and the target is untouched."""
    site = website(tmp_path / "ett", "ett")
    issue(site, target)
    before = tree_hash(folder(tmp_path))
    assert issue(site, target) == ["Ingenting har ändrats sedan webbplatsen publicerades senast."] and tree_hash(folder(tmp_path)) == before


@pytest.mark.allt
def test_a_folder_of_the_user_s_home(sshd, tmp_path):
    """A path that does not begin with / lies in the home of whoever logs in."""
    name = f".vagvisaren-prov-{os.getpid()}"
    home = Path.home() / name
    try:
        issue(website(tmp_path / "ett", "ett"), open_target(f"{HOST}:~/{name}/mål"))
        issue(website(tmp_path / "två", "två"), open_target(f"{HOST}:{name}/mål/"))
        assert contents(home / "mål/aktuell") == packed(tmp_path / "två") and len(names(home / "mål")) == 2
    finally:
        shutil.rmtree(home)


# ------------------------------------------------------------------ what is refused


@pytest.mark.allt
def test_the_same_refusals_as_of_a_folder(target, tmp_path, published: Published):
    """New without --nytt-mal, with something else in it, another website's, within a target: refused, and nothing is made."""

    def told(place: object, **more: object) -> str:
        return refusal(lambda: publish(order(place, root=published.project.root, **{"nytt_mål": False, **more}), print)).splitlines()[0]

    assert told(target) == f"{target.label}: Dit har timra.se aldrig publicerats. Är det rätt mapp? Lägg till --nytt-mal."
    assert not folder(tmp_path).parent.exists()
    folder(tmp_path).mkdir(parents=True)
    (folder(tmp_path) / ".gömd").touch()
    assert told(target, nytt_mål=True) == f"{target.label}: Mappen innehåller något som Vägvisaren inte har lagt dit. Publicera till en tom mapp."
    (folder(tmp_path) / ".gömd").unlink()
    issue(website(tmp_path / "ett", "ett"), target, webbplats="timnet")
    before = tree_hash(folder(tmp_path))
    assert told(target) == f"{target.label}: Målet hör till timnet (bara för medarbetare), inte till timra.se. Välj rätt webbplats eller rätt mapp."
    for inner in ("ny", "aktuell/ny", "ny/längre/in"):
        inside = open_target(f"{target.label}/{inner}")
        real = folder(tmp_path)
        assert told(inside, nytt_mål=True) == f"{inside.label}: Målet ligger inuti ett annat mål, {real}. Välj en mapp bredvid."
    assert tree_hash(folder(tmp_path)) == before


@pytest.mark.allt
def test_a_host_that_is_down_is_said(sshd, target, tmp_path):
    """When nobody answers, the message says what ssh says and how one looks for oneself, and the old release is live."""
    issue(website(tmp_path / "ett", "ett"), target)
    before = tree_hash(folder(tmp_path))
    sshd.down()
    said = refusal(lambda: issue(website(tmp_path / "två", "två"), target)).splitlines()
    assert said[0].startswith(f"{target.label}: Målet gör inte som det ska: ssh: connect to host 127.0.0.1 port {sshd.port}: Connection refused")
    assert said[0].endswith("Prova att logga in: ssh prov") and refusal(lambda: roll_back(target)).splitlines()[0] == said[0]
    assert tree_hash(folder(tmp_path)) == before


def test_a_host_that_is_not_known_is_not_trusted(sshd, target, tmp_path):
    """A machine with another key than the one that is known is refused: nobody stands in between."""
    known = sshd.folder / "known_hosts"
    before = known.read_text()
    known.write_text(before.replace(before.split()[2], (sshd.folder / "nyckel.pub").read_text().split()[1]))
    try:
        assert "Host key verification failed." in refusal(lambda: issue(website(tmp_path / "ett", "ett"), target))
    finally:
        known.write_text(before)
    assert not folder(tmp_path).exists()


@pytest.mark.allt
@pytest.mark.parametrize("program", ["ssh", "rsync"])
def test_a_program_that_is_not_installed_is_named(target, tmp_path, program):
    """Without ssh or rsync the message names the program and the way out, and the old release is live."""
    issue(website(tmp_path / "ett", "ett"), target)
    bin_, before = tmp_path / "bin", os.environ["PATH"]
    bin_.mkdir()
    if program == "rsync":
        (bin_ / "ssh").symlink_to(shutil.which("ssh"))
    os.environ["PATH"] = str(bin_)
    try:
        said = refusal(lambda: issue(website(tmp_path / "två", "två"), target)).splitlines()[0]
    finally:
        os.environ["PATH"] = before
    assert said == f"{program}: Programmet {program} finns inte på datorn. Installera det, eller publicera till en mapp."
    assert contents(folder(tmp_path) / "aktuell") == packed(tmp_path / "ett") and leftovers(folder(tmp_path)) == []


@pytest.mark.allt
@pytest.mark.parametrize("damage", ["mal.json", "manifest"])
def test_damaged_files_are_refused(target, tmp_path, damage):
    """A mark or a manifest that does not read is refused in words over ssh too."""
    _, newer = several(tmp_path, folder(tmp_path), 2)
    name = {"mal.json": "mal.json", "manifest": f"utgavor/{newer}.json"}[damage]
    (folder(tmp_path) / name).write_text("{")
    said = refusal(lambda: issue(website(tmp_path / "tre", "tre"), target)).splitlines()[0]
    assert said.startswith(f"{target.label}/{name}: ") and "går inte att läsa." in said


@pytest.mark.parametrize("foreign", [pytest.param("folder", marks=pytest.mark.allt), "link to a release elsewhere"])
def test_an_aktuell_that_is_not_ours_is_refused(target, tmp_path, foreign):
    """A folder or another's release where the live link should be is not swapped away."""
    issue(website(tmp_path / "ett", "ett"), target)
    live, name = folder(tmp_path) / "aktuell", names(folder(tmp_path))[0]
    live.unlink()
    if foreign == "folder":
        website(live, "någon annans")
    else:
        live.symlink_to(tmp_path / f"annat/utgavor/{name}")
    said = refusal(lambda: issue(website(tmp_path / "två", "två"), target)).splitlines()[0]
    assert said == f"{target.label}/aktuell: Det här har Vägvisaren inte lagt dit. Flytta det."


# ------------------------------------------------------------------ wholly or not at all


class Damaging(SshTarget):
    """A machine whose disk damages a file, before or after the swap."""

    def __init__(self, target: SshTarget, at: str):
        super().__init__(target.host, target.root, target.label)
        self.at, self.swaps = at, 0

    def stage(self, folder: Path, name: str) -> None:
        super().stage(folder, name)
        if self.at == "copy":
            flip(Path(self.root) / f"utgavor/.{name}.ny/index.html")

    def swap(self, name: str | None) -> None:
        super().swap(name)
        self.swaps += 1
        if self.at == "swap" and self.swaps == 1:
            flip(Path(self.root) / f"utgavor/{name}/index.html")


@pytest.mark.parametrize("at", ["copy", pytest.param("swap", marks=pytest.mark.allt)])
def test_what_is_damaged_is_not_shown(target, tmp_path, at):
    """A byte that changes on the other machine is found there, before the swap or after it, and the old release is live."""
    issue(website(tmp_path / "ett", "ett"), target)
    said = refusal(lambda: issue(website(tmp_path / "två", "två"), Damaging(target, at)))
    assert "1 fil är inte som i bygget, först index.html. Webbplatsen visas som förut." in said
    assert contents(folder(tmp_path) / "aktuell") == packed(tmp_path / "ett") and leftovers(folder(tmp_path)) == []


@pytest.mark.allt
def test_killed_at_any_start_of_a_program_the_website_is_whole(target, tmp_path):
    """SIGKILL before each ssh and rsync that a publishing starts: a reader meets whole releases alone, and the next run publishes."""
    whole = [packed(site) for site in (website(tmp_path / "ett", "ett"), website(tmp_path / "två", "två"))]
    issue(tmp_path / "ett", target)
    code, moment = -signal.SIGKILL, 1
    with reading(folder(tmp_path)) as reader:
        while code == -signal.SIGKILL:
            code = in_a_process(lambda: issue(tmp_path / "två", target), dies_at(moment)).code
            assert contents(folder(tmp_path) / "aktuell") in whole, moment
            whole.append(packed(website(tmp_path / f"efter-{moment}", f"efter {moment}")))
            issue(tmp_path / f"efter-{moment}", target)
            assert contents(folder(tmp_path) / "aktuell") == whole[-1] and leftovers(folder(tmp_path)) == [], moment
            moment += 1
    assert code == 0 and moment > 15 and reader.missing == 0 and all(seen in whole for seen in reader.met)


@pytest.mark.allt
@pytest.mark.parametrize("seconds", [n / 20 for n in range(1, 25)])
def test_killed_in_the_middle_the_next_run_publishes(target, tmp_path, seconds):
    """SIGKILL at any time, also while the other machine works, holds no lock and leaves a whole website."""
    old, new = website(tmp_path / "ett", "ett"), website(tmp_path / "två", "två")
    issue(old, target)
    process = InBackground(lambda: issue(new, target))
    time.sleep(seconds)
    if process.is_running():
        process.kill()
    assert contents(folder(tmp_path) / "aktuell") in (packed(old), packed(new))
    issue(website(tmp_path / "tre", "tre"), target)
    assert contents(folder(tmp_path) / "aktuell") == packed(tmp_path / "tre") and leftovers(folder(tmp_path)) == []


def test_a_connection_that_breaks_leaves_the_website(sshd, target, tmp_path):
    """When the other machine cuts every connection in the middle, the message says so, and what is live is whole."""

    class Breaking(SshTarget):
        def place(self, name: str, manifest: bytes) -> None:
            cut(sshd)
            super().place(name, manifest)

    old = website(tmp_path / "ett", "ett")
    issue(old, target)
    said = refusal(lambda: issue(website(tmp_path / "två", "två"), Breaking(target.host, target.root, target.label)))
    assert said.startswith(f"{target.label}: Målet gör inte som det ska: ")
    assert contents(folder(tmp_path) / "aktuell") == packed(old)
    sshd.up()
    issue(website(tmp_path / "tre", "tre"), target)
    assert contents(folder(tmp_path) / "aktuell") == packed(tmp_path / "tre") and leftovers(folder(tmp_path)) == []


def test_without_the_lock_nothing_is_done(sshd, target, tmp_path):
    """When the connection that holds the lock is cut no other is made: somebody else may be publishing by then."""
    issue(website(tmp_path / "ett", "ett"), target)
    before = sshd.connections
    with target.lock(print):
        assert target.read("mal.json")
        hang_up(sshd)
        assert refusal(lambda: target.read("mal.json")).startswith(f"{target.label}: Målet gör inte som det ska: ")
    assert sshd.connections == before + 1 and target.read("mal.json")


def hang_up(sshd: Machine) -> None:
    """Every connection to the other machine is cut."""
    for pid in Path(f"/proc/{sshd.process.pid}/task/{sshd.process.pid}/children").read_text().split():
        os.kill(int(pid), signal.SIGKILL)


def cut(sshd: Machine) -> None:
    """Every connection to the other machine is cut, and it goes down."""
    hang_up(sshd)
    sshd.down()


def test_a_file_that_is_cut_on_its_way_does_not_get_its_name(target, tmp_path):
    """A connection that ends early reads as the end of a file: what came is compared, and thrown away."""
    folder(tmp_path).mkdir(parents=True)
    target.write("prov.json", b"hela filen")
    script = target._ask.__globals__["_WRITE"]
    said = target._ask(script, "prov.json", ".prov.json.ny", "0" * 64, content=b"halva")
    assert said.returncode != 0 and (folder(tmp_path) / "prov.json").read_bytes() == b"hela filen"


@pytest.mark.allt
def test_two_at_once_wait_for_each_other(target, tmp_path):
    """Two publishings to another machine do not disturb each other: the second waits, and says so."""
    issue(website(tmp_path / "noll", "noll"), target)
    held, free, said = tmp_path / "låst", tmp_path / "fri", tmp_path / "sagt"

    def hold() -> None:
        with target.lock(print):
            held.touch()
            until(free.exists)

    first = InBackground(hold)
    until(held.exists)
    second = InBackground(lambda: said.write_text("\n".join(issue(website(tmp_path / "ett", "ett"), target))))
    time.sleep(1)
    assert second.is_running() and contents(folder(tmp_path) / "aktuell") == packed(tmp_path / "noll")
    free.touch()
    assert (first.wait(), second.wait()) == (0, 0)
    assert said.read_text().splitlines()[0] == "Någon annan publicerar hit just nu. Väntar."
    assert contents(folder(tmp_path) / "aktuell") == packed(tmp_path / "ett")


def test_a_place_where_one_may_not_write_is_said(target, tmp_path):
    """What the other machine says no to is quoted, and nothing changes."""
    folder(tmp_path).parent.mkdir(parents=True)
    folder(tmp_path).write_text("en fil")
    said = refusal(lambda: issue(website(tmp_path / "ett", "ett"), target)).splitlines()[0]
    assert said.startswith(f"{target.label}: Målet gör inte som det ska: ") and folder(tmp_path).read_text() == "en fil"


@pytest.mark.allt
def test_the_real_command_publishes_over_ssh(target, tmp_path, published: Published):
    """publicera, the nightly line and backa, with the whole website."""
    project = published.copy(tmp_path).project
    where = ("timra.se", "--till", target.label)
    result = command(project, "publicera", *where, "--nytt-mal")
    assert result.code == 0, result.said
    assert contents(folder(tmp_path) / "aktuell") == contents(published.target / "aktuell")
    result = command(project, "publicera", *where, "--om-forfallet", IDAG="2026-11-25")
    assert result.code == 0 and "Föräldralinjen – Kommunens växel visas i stället." in result.said
    assert command(project, "backa", *where).code == 0
    assert contents(folder(tmp_path) / "aktuell") == contents(published.target / "aktuell")
