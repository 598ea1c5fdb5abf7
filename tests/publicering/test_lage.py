"""How it stands with each website: what git and the target know of the last publication."""

from __future__ import annotations

import re
import shutil

from releases import WEBBPLATS, Published, command, git
from test_publicera import NUMBER

OTHERS_PAGE = "docs/intern/om-sidan.md"  # that the website does not have


def test_the_state_says_when_a_website_was_published_and_what_has_changed(standing: Published):
    """After a publication nothing has changed; a file that an editor changes or adds is named, and the target's own
    release is said when the target is given."""
    before = command(standing.project, "lage", WEBBPLATS, "--till", str(standing.target)).said
    assert "Ingenting i data eller docs är ändrat sedan dess." in before
    standing.project.replace("docs/extern/om-webbplatsen.md", "## Språk,", "## Språken,")
    said = command(standing.project, "lage", WEBBPLATS, "--till", str(standing.target))
    assert said.code == 0, said.said
    own = said.said.split(f"{WEBBPLATS}\n")[1].split("\ntimnet\n")[0]
    assert "Går inte att publicera än: 1 sak är inte granskad." in own
    assert "  Ändrat sedan dess:\n    1 ändrad sida: Om webbplatsen.\n    Filer: docs/extern/om-webbplatsen.md." in own
    assert f"I {standing.target} visas utgåvan {standing.live.namn}, publicerad 22 november 2026." in own


def state(standing: Published) -> dict[str, str]:
    """What `lage` says of each website, by its id."""
    said = command(standing.project, "lage").said
    return {rows.split("\n")[0]: rows for rows in re.split(r"\n(?=\S)", said)}


def test_the_state_says_what_has_changed_for_a_reader_as_a_publication_does(standing: Published):
    """A changed number is said by the contact's name; a file that no reader of the website meets is only named."""
    git(standing.project.root, "commit", "--quiet", "--allow-empty", f"--message={WEBBPLATS} publiceras")
    standing.project.replace(*NUMBER)
    said = state(standing)[WEBBPLATS]
    assert "  Publicerad senast" in said and "    Föräldralinjen – ändrat: numret och kontrolldatumet.\n    Filer: data/gemensamt/stodlinjer.yml." in said
    standing.project.replace(NUMBER[0], NUMBER[2], NUMBER[1])
    standing.project.replace(OTHERS_PAGE, "# ", "# Ny: ")
    assert f"  Ingenting som läsaren möter är ändrat sedan dess.\n    Filer: {OTHERS_PAGE}." in state(standing)[WEBBPLATS]


def test_the_state_says_what_the_day_alone_has_changed(standing: Published):
    """On the day when a fact becomes too old nothing in the files has changed, but another stands in its place: the
    state says so as a publication does, and that the release has had its last day."""
    said = command(standing.project, "lage", WEBBPLATS, "--till", str(standing.target), IDAG="2026-11-25").said.split("\ntimnet\n")[0]
    assert " Den gällde till och med 24 november 2026. Publicera." in said
    assert "  Ändrat sedan dess:\n    Dagen har ändrat: Föräldralinjen – Kommunens växel visas i stället." in said


def test_a_second_website_of_the_same_edit_is_known_to_be_published_too(standing: Published, tmp_path):
    """The first commits the edit, the second says itself in a commit of its own, which is empty."""
    standing.project.replace("docs/extern/om-webbplatsen.md", "## Språk,", "## Språken,")
    command(standing.project, "granskning", "klar", "docs/extern/om-webbplatsen.md", *"--av utvecklingsstrateg --hur läst --kommun timra".split())
    assert standing.publish().code == 0
    assert command(standing.project, "publicera", "timnet", "--till", str(tmp_path / "timnet"), "--nytt-mal").code == 0
    assert git(standing.project.root, "log", "-2", "--format=%s") == "timnet publiceras\ntimra.se publiceras"
    assert git(standing.project.root, "diff", "--stat", "HEAD~1") == ""
    assert all("Publicerad senast" in state(standing)[id_] for id_ in (WEBBPLATS, "timnet"))


def test_the_state_without_git_says_so(standing: Published):
    """A project that is not in git has no last publication to tell of, and that is no fault."""
    shutil.rmtree(standing.project.root / ".git")
    assert "  Projektet ligger inte i git. Därför står det inte här när webbplatsen publicerades senast." in state(standing)[WEBBPLATS]


def test_the_state_names_only_files_when_what_was_published_cannot_be_read_any_more(standing: Published):
    """When the published data are of an older kind, the changed files are still named."""
    root = standing.project.root
    standing.project.replace("data/timra/kommun.yml", "förvaltning:", "förvaltnin:")
    git(root, "commit", "--quiet", "--all", f"--message={WEBBPLATS} publiceras")
    standing.project.replace("data/timra/kommun.yml", "förvaltnin:", "förvaltning:")
    assert "  Ändrat sedan dess:\n    Filer: data/timra/kommun.yml." in state(standing)[WEBBPLATS]


def test_the_state_of_a_target_asks_for_both(standing: Published):
    """A target without a website, or the other way round, is said to be half a question."""
    said = command(standing.project, "lage", WEBBPLATS)
    assert said.code == 1 and "Skriv både webbplatsen och --till" in said.said
