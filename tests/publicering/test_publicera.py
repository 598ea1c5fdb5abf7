"""What publishing does, with the real command and real builds."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import time
from datetime import datetime
from pathlib import Path

import pytest
from projekt import IDAG, tree_hash
from releases import (
    WEBBPLATS,
    Published,
    checked_project,
    command,
    contents,
    git,
    leftovers,
    live,
    names,
    packed,
    reading,
    start,
    wait_for_the_build,
    without_check,
)

from vagvisaren.publishing import release, source
from vagvisaren.records import register
from vagvisaren.shown import pages, review
from vagvisaren.shown.views import Här, ansvar

NUMBER = ("data/gemensamt/stodlinjer.yml", "telefon: 020-85 20 00", "telefon: 020-85 20 99")
CHECKED = ("granskning", "klar", "föräldralinjen", "--av", "utvecklingsstrateg", "--hur", "källsida", "--kommun", "timra", "--datum", "2026-11-22")


def test_the_first_time_says_how_much_and_where(published: Published):
    """The first publishing says how many pages and contacts there are, and which release lies where."""
    files = contents(published.target / "aktuell")
    shown, listed = sum(name.endswith(".html") for name in files), len(json.loads(files["kontakter.json"])["kontakter"])
    assert published.said.splitlines() == [
        f"Första gången: {shown} sidor, {listed} kontakter.",
        f"Publicerat: timra.se ligger nu i {published.target}, utgåva {published.live.namn}.",
    ]


def test_what_is_live_is_packed_too_and_there_is_nothing_else(published: Published):
    """Each file that a server may send packed has its .gz, and the target holds nothing but what the handbook says."""
    found = contents(published.target / "aktuell")
    packed_ = {name: content for name, content in found.items() if name.endswith(".gz")}
    assert all(gzip.decompress(content) == found[name.removesuffix(".gz")] for name, content in packed_.items())
    assert {name + ".gz" for name in found if Path(name).suffix in {".html", ".json", ".xml", ".css", ".js", ".svg"}} == {*packed_}
    assert sorted(path.name for path in published.target.iterdir()) == [".las", "aktuell", "mal.json", "utgavor"]
    assert leftovers(published.target) == []


def test_the_manifest_is_true(published: Published):
    """Each field of the manifest says what is so: files, source, who answers, when, what was checked and until when it holds."""
    root, manifest = published.project.root, published.live
    här = Här(known := register.load(root, internt=True), known.webbplatser[WEBBPLATS], datetime.fromisoformat(IDAG).date())
    shown = [review.about(page, här).bäst_före for page in pages.read_pages(root, här)[0].values()]
    assert re.fullmatch(r"\d{8}-\d{6}-[0-9a-f]{12}", manifest.namn)
    assert manifest.namn == f"{manifest.publicerad:%Y%m%d-%H%M%S}-{release.one_sum(manifest.filer)[:12]}"
    assert manifest.publicerad.utcoffset() is not None and abs((datetime.now().astimezone() - manifest.publicerad).total_seconds()) < 24 * 3600
    assert (manifest.webbplats, manifest.publik, manifest.idag.isoformat(), manifest.före) == (WEBBPLATS, "extern", IDAG, None)
    assert manifest.filer == release.sums(published.target / "aktuell")
    assert (manifest.commit, manifest.källkopia, manifest.källsumma) == (git(root, "rev-parse", "HEAD"), None, source.source_sum(root))
    assert (manifest.publicerare, manifest.innehållsansvarig) == (ansvar(här).publicerare, ansvar(här).innehållsansvarig)
    assert manifest.kontroller == ("kontroll", "granskning", "bygge", "sekretess", "länkar", "kontrollsummor")
    assert manifest.bäst_före == min(day for day in shown if day)


@pytest.mark.allt
def test_nothing_is_published_when_nothing_has_changed(standing: Published):
    """The same command again, also on the next day, says that nothing has changed, and changes nothing."""
    before, commits = tree_hash(standing.target), git(standing.project.root, "log", "--format=%H")
    result = standing.publish(IDAG="2026-11-23")
    assert (result.code, result.said) == (0, "Ingenting har ändrats sedan webbplatsen publicerades senast.\n")
    assert tree_hash(standing.target) == before and git(standing.project.root, "log", "--format=%H") == commits


def test_a_changed_number_is_refused_until_somebody_has_checked_it_and_then_published(standing: Published):
    """From a wrong number to the right one, live: the fault with its way out, the change in words, a new release, and a
    commit of data and pages alone."""
    project, target, root = standing.project, standing.target, standing.project.root
    old, first = standing.live, contents(target / "aktuell")
    project.replace(*NUMBER)
    before = tree_hash(target)
    refused = standing.publish()
    line = (root / NUMBER[0]).read_text(encoding="utf-8").split("- id: föräldralinjen")[0].count("\n") + 1
    assert (refused.code, refused.said.splitlines()) == (1, [
        f"data/gemensamt/stodlinjer.yml:{line}:5: Föräldralinjen: ändrad sedan granskningen: nummer. Jämför med https://mind.se/"
        " Skriv sedan: .venv/bin/python -m vagvisaren granskning klar föräldralinjen --av ROLL --hur HUR --kommun timra",
        "1 sak är inte granskad. Ingenting är publicerat.",
    ])  # fmt: skip
    assert tree_hash(target) == before

    assert command(project, *CHECKED).code == 0
    (root / "docs/extern/.utkast.swp").write_text("skräp")
    (root / "anteckning.txt").write_text("ny")
    (root / "förberedd.txt").write_text("förberedd")
    git(root, "add", "förberedd.txt")
    (root / ".gitignore").write_text(f"{(root / '.gitignore').read_text()}# ändrad\n")
    result = standing.publish()
    new = standing.live
    assert (result.code, result.said.splitlines()) == (0, [
        "Föräldralinjen – ändrat: numret och kontrolldatumet.",
        "1 ändrad sida: Stöd och hjälp.",
        f"Publicerat: timra.se ligger nu i {target}, utgåva {new.namn}.",
    ])  # fmt: skip
    assert "020-85 20 99" in (target / "aktuell/stod-och-hjalp.html").read_text() and new.före == old.namn
    assert names(target) == [old.namn, new.namn] and contents(target / f"utgavor/{old.namn}") == first

    assert git(root, "log", "-1", "--format=%H") == new.commit != old.commit
    assert git(root, "log", "-1", "--format=%B").splitlines() == ["timra.se publiceras", "", *result.said.splitlines()[:2]]
    assert git(root, "show", "--format=", "--name-only").splitlines() == ["data/gemensamt/stodlinjer.yml", "data/timra/granskningar.yml"]
    assert git(root, "status", "--porcelain").splitlines() == [" M .gitignore", "A  förberedd.txt", "?? anteckning.txt", "?? docs/extern/.utkast.swp"]


@pytest.mark.allt
def test_prova_does_everything_but_publish(standing: Published):
    """--prova builds and says what would change, and what will soon stop it, and touches neither the target nor git."""
    standing.project.replace("docs/extern/om-webbplatsen.md", "# Om webbplatsen", "# Om den här webbplatsen")
    command(standing.project, *("docs/extern/om-webbplatsen.md" if word == "föräldralinjen" else "läst" if word == "källsida" else word for word in CHECKED))
    without_check(standing, "tillsyn-pts")
    before, status = tree_hash(standing.target), git(standing.project.root, "status", "--porcelain")
    result = standing.publish("--prova")
    soon, *said = result.said.splitlines()
    assert soon.startswith("Visas inom 60 dagar, och då publiceras ingenting förrän det är granskat: data/gemensamt/stodlinjer.yml:")
    assert "PTS: aldrig granskad" in soon and "granskning klar tillsyn-pts" in soon
    assert (result.code, said) == (0, ["1 ändrad sida: Om den här webbplatsen.", "Det här skulle publiceras. Ingenting är ändrat."])
    assert (tree_hash(standing.target), git(standing.project.root, "status", "--porcelain")) == (before, status)


@pytest.mark.allt
def test_without_git_the_source_is_kept_and_builds_the_same_bytes(tmp_path):
    """Where there is no git the source is kept as a copy, which the command says, and from which the release can be built again."""
    project, target = checked_project(tmp_path / "projekt", git=False), tmp_path / "mål"
    result = command(project, "publicera", WEBBPLATS, "--till", str(target), "--nytt-mal")
    manifest = live(target)
    assert result.code == 0 and manifest.commit is None
    assert f"Projektet ligger inte i git. Det som publiceras är sparat i {manifest.källkopia}." in result.said.splitlines()
    again = source.unpack(project.root, source.Kept(None, manifest.källkopia), manifest.källsumma, tmp_path / "igen")
    source.build(again, tmp_path / "byggt", manifest.idag)
    assert packed(tmp_path / "byggt" / WEBBPLATS) == contents(target / "aktuell")


@pytest.mark.allt
def test_the_commit_builds_the_same_bytes(published: Published, tmp_path):
    """From the commit that the manifest names the release can be built again."""
    manifest = published.live
    again = source.unpack(published.project.root, source.Kept(manifest.commit, None), manifest.källsumma, tmp_path / "igen")
    source.build(again, tmp_path / "byggt", manifest.idag)
    assert packed(tmp_path / "byggt" / WEBBPLATS) == contents(published.target / "aktuell")


@pytest.mark.allt
def test_a_fault_that_only_the_build_sees_publishes_nothing(standing: Published):
    """What the last check of the finished pages finds stops the publishing, with its own words."""
    standing.project.replace("mallar/vagvisare.html", 'href="#{{ s.anker }}"', 'href="#x{{ s.anker }}"')
    before = tree_hash(standing.target)
    result = standing.publish()
    assert result.code == 1 and "leder till en rubrik som inte finns." in result.said
    assert result.said.endswith("Ingenting är publicerat.\n") and "Traceback" not in result.said
    assert tree_hash(standing.target) == before


@pytest.mark.allt
def test_what_changes_while_it_builds_is_not_published(standing: Published, tmp_path):
    """An edit during the build stops it: what is published is what was checked, built and committed."""
    before = tree_hash(standing.target)
    process = start(standing.project, "publicera", WEBBPLATS, "--till", str(standing.target), TMPDIR=str(tmp_path))
    wait_for_the_build(tmp_path)
    (standing.project.root / "docs/extern/index.md").open("a").write("\nEn rad till.\n")
    said, _ = process.communicate()
    assert process.returncode == 1
    assert said.endswith("publicera: Något ändrades i projektet medan webbplatsen byggdes. Publicera igen.\n1 fel. Ingenting är publicerat.\n")
    assert tree_hash(standing.target) == before


@pytest.mark.allt
def test_ctrl_c_while_it_builds_says_that_nothing_has_changed(standing: Published, tmp_path):
    """Ctrl-C is answered in Swedish, with the exit code of a fault, and no process is left."""
    before = tree_hash(standing.target)
    process = start(standing.project, "publicera", WEBBPLATS, "--till", str(standing.target), TMPDIR=str(tmp_path))
    wait_for_the_build(tmp_path)
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate()
    assert (process.returncode, said) == (1, f"{standing.target}: Avbrutet. Webbplatsen visas som förut.\n1 fel. Ingenting är publicerat.\n")
    assert tree_hash(standing.target) == before


@pytest.mark.allt
def test_two_commands_at_once_publish_once(standing: Published):
    """Two editors who publish the same change at the same time: one publishes, the other finds nothing new."""
    standing.project.replace(*NUMBER)
    command(standing.project, *CHECKED)
    with reading(standing.target) as reader:
        both = [start(standing.project, "publicera", WEBBPLATS, "--till", str(standing.target)) for _ in range(2)]
        said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted("Ingenting har ändrats" in one for one in said) == [False, True]
    assert len(reader.met) == 2 and len(names(standing.target)) == 2


@pytest.mark.allt
def test_killed_at_sixty_moments_of_the_whole_command_the_website_is_whole(standing: Published):
    """SIGKILL of the command and all its children, from its start to its end: always a whole release, and the next one publishes."""
    target, versions = standing.target, [contents(standing.target / "aktuell")]
    started = time.monotonic()
    assert standing.publish().code == 0
    whole = (time.monotonic() - started) * 1.3
    style = standing.project.root / "tema/stil/grund.css"
    with reading(target) as reader:
        for moment in range(60):
            style.write_text(style.read_text(encoding="utf-8") + f".prov-{moment} {{ color: red }}\n", encoding="utf-8")
            process = start(standing.project, "publicera", WEBBPLATS, "--till", str(target))
            time.sleep(whole * moment / 60)
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            now = contents(target / "aktuell")
            versions += [now] if now not in versions else []
            assert release.sums(target / "aktuell") == live(target).filer, moment
    assert reader.missing == 0 and all(seen in versions for seen in reader.met) and len(versions) > 1
    assert standing.publish().code == 0 and leftovers(target) == []
