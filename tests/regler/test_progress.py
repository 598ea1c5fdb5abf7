"""What a person at a terminal sees while something takes time, and nobody else."""

from __future__ import annotations

import io
import time

from vagvisaren.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def work(stream: io.StringIO, seconds: float, ci: bool = False) -> str:
    """Some work on three things; all that was written."""
    one = Progress(stream, quiet=0.02, again=0.01, ci=ci)
    one.now("Webbplats", 3)
    one.one_more()
    time.sleep(seconds)
    one.end()
    return stream.getvalue()


def test_work_that_takes_time_says_which_of_how_many_and_takes_the_row_away():
    """The row says the second of three, and the last thing written clears it."""
    said = work(Terminal(), 0.2)
    assert "Webbplats 2 av 3" in said and said.endswith("\r\033[K")


def test_quick_work_says_nothing():
    """What is ready before the time writes not even an empty row."""
    assert work(Terminal(), 0) == ""


def test_a_file_a_pipe_and_ci_are_told_nothing():
    """What is no terminal stays empty, and so does a terminal in CI."""
    assert work(io.StringIO(), 0.1) == ""
    assert work(Terminal(), 0.1, ci=True) == ""


def test_the_time_left_follows_from_what_is_done():
    """Two of ten in four seconds leave sixteen; nothing is promised before the first is done."""
    one = Progress(io.StringIO())
    one.now("Webbplats", 10)
    assert one.row(one._since + 4) == "Webbplats 1 av 10"
    one.one_more()
    one.one_more()
    assert one.row(one._since + 4) == "Webbplats 3 av 10, ungefär 16 sekunder kvar"
    one.now("Letar efter internt i det publika")
    assert one.row(one._since + 4) == "Letar efter internt i det publika …"
