"""What `make bench` stands on: fictitious municipalities, and that only the same text is compared."""

from __future__ import annotations

import pytest

from bench.kommuner import IDAG, answers, make_project, number
from bench.reading import read, refuse_other
from vagvisaren import checks
from vagvisaren.records.formats import tel

PAGE = '<main id="m"><h1>Ring</h1><p>Ring <a href="tel:112">112</a> nu.</p><script>var x</script></main>'


def test_a_project_of_fictitious_municipalities_passes_the_check(tmp_path):
    """Each has a public and an internal website, and none of the project's own is there."""
    register = checks.kontroll(make_project(tmp_path, 2), IDAG)
    assert list(register.webbplatser) == ["exempel-001.se", "exempel-001-intern", "exempel-002.se", "exempel-002-intern"]


def test_every_municipality_has_a_number_that_nobody_answers():
    """As many municipalities as Sweden has get numbers of their own, all from the series that PTS keeps for fiction."""
    numbers = [tel(answers(i)["växel"]) for i in range(1, 291)]
    assert len(set(numbers)) == 290
    assert all(one.startswith(("tel:+469803192", "tel:+468465004", "tel:+463139006", "tel:+464062804")) for one in numbers)
    with pytest.raises(IndexError):
        number(401)


@pytest.mark.parametrize(
    "other",
    [PAGE.replace("nu", "inte"), PAGE.replace("tel:112", "tel:1177"), PAGE.replace("<p>", "<p>Ring.</p><p>")],
    ids=["word", "number", "more"],
)
def test_another_text_is_refused(other):
    """A changed word, another number behind the same text, and a sentence too many are no equal."""
    with pytest.raises(ValueError, match="index.html"):
        refuse_other("Hugo", {"index.html": read(PAGE, "main")}, {"index.html": read(other, "main")})


def test_the_same_text_in_another_dress_is_let_pass():
    """Other elements, classes, spaces and scripts around the same words and numbers are equal."""
    other = '<article class="x y"><h1>Ring</h1>\n<p class="a">Ring <b><a href="tel:112">112</a></b> nu.</p></article>'
    refuse_other("Hugo", {"index.html": read(PAGE, "main")}, {"index.html": read(other, "article", "y")})
