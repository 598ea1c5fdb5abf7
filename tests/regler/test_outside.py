"""Whether addresses outside the websites answer, asked of a real server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from vagvisaren.records.register import load
from vagvisaren.tasks import outside
from vagvisaren.tasks.outside import Länk, Svar

from .planting import ROOT

ANSWERS = {"/finns": 200, "/borta": 404, "/slut": 410, "/nej": 403, "/fel": 500}


class Handler(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]] = []

    def do_GET(self) -> None:
        Handler.asked.append((self.path, self.headers["User-Agent"]))
        moved = {"/flyttad": "/finns", "/snedstreck": "/snedstreck/"}.get(self.path)
        self.send_response(301 if moved else ANSWERS.get(self.path, 200))
        if moved:
            self.send_header("Location", moved)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    Handler.asked.clear()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()


@pytest.mark.parametrize(
    ("path", "svar"),
    [("/finns", Svar.finns), ("/snedstreck", Svar.finns), ("/borta", Svar.borta), ("/slut", Svar.borta), ("/nej", Svar.okänt), ("/fel", Svar.okänt), ("/flyttad", Svar.flyttad)],
)
def test_only_a_plain_no_is_one(server, path, svar):
    """What exists, what is gone and what has moved is said; a server that refuses programs leaves it unknown."""
    assert outside.ask(f"{server}{path}")[0] is svar


def test_what_cannot_be_reached_is_unknown(server):
    """No server, or no such name, is okänt and never borta."""
    assert outside.ask("http://127.0.0.1:1/") == (Svar.okänt, "förbindelsen nekas")
    assert outside.ask("http://finns-inte.invalid/")[0] is Svar.okänt


def test_one_host_is_asked_once_an_address_with_a_pause_between(server):
    """Each address is asked once, we say who we are, and the same host gets a rest before the next question."""
    rests: list[float] = []
    wanted = [Länk(f"{server}/finns", ("a:1",)), Länk(f"{server}/borta", ("b:2",))]
    found = list(outside.try_all(wanted, rests.append))
    assert [path for path, _ in Handler.asked] == ["/finns", "/borta"] and all(who == outside.WHO for _, who in Handler.asked)
    assert rests == [outside.PAUSE]
    assert outside.in_words(found[1]) == f"borta: {server}/borta (svarar 404) b:2"


def test_every_address_in_data_is_asked_for_once_with_its_places():
    """The list holds each outside address of the data once, by host, with file and line of each place."""
    found = outside.links(load(ROOT, internt=True))
    addresses = [one.adress for one in found]
    assert len(set(addresses)) == len(addresses) > 40
    assert all(place.startswith("data/") and place.split(":")[1].isdigit() for one in found for place in one.platser)
    assert "https://mind.se/" in addresses
