"""How it stands with each website: what git and the target know of the last publication."""

from __future__ import annotations

from releases import WEBBPLATS, Published, command


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
    assert "Ändrat sedan dess: docs/extern/om-webbplatsen.md." in own
    assert f"I {standing.target} visas utgåvan {standing.live.namn}, publicerad 22 november 2026." in own


def test_the_state_of_a_target_asks_for_both(standing: Published):
    """A target without a website, or the other way round, is said to be half a question."""
    said = command(standing.project, "lage", WEBBPLATS)
    assert said.code == 1 and "Skriv både webbplatsen och --till" in said.said
