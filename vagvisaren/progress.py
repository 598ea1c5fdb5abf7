"""Says what goes on when work takes more than two seconds: on one row of a terminal, and nowhere else."""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TextIO

QUIET = 2.0  # seconds before anything is said
AGAIN = 0.5  # seconds between two rows
_CLEAR = "\r\033[K"


class Progress:
    """What is being done now, and how much of it. Silent in CI and when what is said goes to a file or a pipe."""

    def __init__(self, stream: TextIO | None = None, quiet: float = QUIET, again: float = AGAIN, ci: bool = "CI" in os.environ):
        self._stream = sys.stderr if stream is None else stream
        self._quiet, self._again = quiet, again
        self._began = time.monotonic()
        self._doing, self._done, self._of, self._since = "", 0, 0, self._began
        self._over = threading.Event()
        self._shown = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        if self._stream.isatty() and not ci:
            self._thread.start()

    def now(self, doing: str, of: int = 0, since_the_beginning: bool = False) -> None:
        """This is being done, so many times: from now on, or since the beginning, beside what was done before."""
        self._doing, self._done, self._of = doing, 0, of
        self._since = self._began if since_the_beginning else time.monotonic()

    def one_more(self) -> None:
        self._done += 1

    def say(self, text: str) -> None:
        """Print a row that stays, above the one that goes away."""
        if self._shown:
            self._stream.write(_CLEAR)
            self._stream.flush()
        print(text, flush=True)

    def end(self) -> None:
        """Take the row away."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()
        if self._shown:
            self._stream.write(_CLEAR)
            self._stream.flush()

    def row(self, at: float) -> str:
        """'Webbplats 12 av 290, ungefär 20 sekunder kvar'; a plain 'Bygger …' for what has no number."""
        if not self._of:
            return f"{self._doing} …"
        left = round((at - self._since) / self._done * (self._of - self._done)) if self._done else 0
        whole = f"{self._doing} {min(self._done + 1, self._of)} av {self._of}"
        return f"{whole}, ungefär {left} {'sekund' if left == 1 else 'sekunder'} kvar" if left else whole

    def _run(self) -> None:
        if self._over.wait(self._quiet):
            return
        while True:
            self._shown = True
            self._stream.write(f"{_CLEAR}{self.row(time.monotonic())}")
            self._stream.flush()
            if self._over.wait(self._again):
                return
