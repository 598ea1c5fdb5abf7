"""A number that somebody writes by hand stops a real build, wherever it stands, and the old website stays."""

from __future__ import annotations

import pytest
from projekt import Project, tree_hash

# What is replaced, by what, where the build says that it stands, and what it says.
PLANTED = {
    "in a template": (
        "mallar/kontakt.html", "</section>", "<p>Ring 060&#45;<b>16</b> 31 00</p></section>",
        ("mallar/kontakt.html:",), "Numret 060-16 31 00 är skrivet för hand. Ta bort det. En mall visar bara det som ordet ger den.",
    ),
    "in the frame": (
        "tema/webbplats/main.html", "</body>", '<a href="tel:112">Ring</a></body>',
        ("tema/webbplats/main.html:",), "Länken tel:112 är skriven för hand. Ta bort den. En mall visar bara det som ordet ger den.",
    ),
    # No number until it is put together, and then another municipality's.
    "in the finished website": (
        "mallar/kommun.html", "{{ it }}", "{{ it }} 090-16 {{ 10 }} 00",
        ("timra.se/", "timnet/"), "Numret 090-16 10 00 hör till växel (Umeå kommun) och visas inte på den här webbplatsen. Ta bort det.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", PLANTED)
def test_a_number_by_hand_stops_the_build_and_the_old_website_stands(standing: Project, where):
    """The build exits with 1, says what is wrong and where, and changes no byte of `site/`."""
    file, old, new, places, message = PLANTED[where]
    standing.replace(file, old, new)
    before = tree_hash(standing.site)
    result = standing.build("-q")
    said = [line for line in result.said.splitlines() if line.startswith(places)]
    assert result.code == 1
    assert said and all(line.endswith(f": {message}") for line in said)
    assert f"{len(said)} fel. Ingenting är byggt." in result.said
    assert tree_hash(standing.site) == before
    assert standing.leftovers() == []
