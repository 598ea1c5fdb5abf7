"""Readers while releases are swapped: nobody meets a fault, and nobody a page of two versions."""

from __future__ import annotations

import gzip
import hashlib
import random
import shutil
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from serving import NOW, Answer, Server, ask, packed, put, running

READERS = 4
UNCHANGED, FAULT = "unchanged", "fault"


@dataclass
class Crowd:
    """Readers on connections that live on, who ask for all pages in disorder, every other time packed."""

    server: Server
    versions: list[Path]
    faults: list[str] = field(default_factory=list)
    met: Counter = field(default_factory=Counter)  # (version, packed or not), UNCHANGED or FAULT → answers
    etags: dict[str, tuple[str, str]] = field(default_factory=dict)
    done: int = 0
    swapped: int = 0
    counting: threading.Lock = field(default_factory=threading.Lock)
    swapping: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self):
        self.names = sorted(path.name for path in self.versions[0].glob("*.html"))
        bodies = [(v, name, (folder / name).read_bytes()) for v, folder in enumerate(self.versions) for name in self.names]
        self.known = {(name, hashlib.sha256(body).hexdigest()): v for v, name, body in bodies}
        assert len(self.known) == len(bodies)

    def run(self, requests: int, swaps: int, swap) -> None:
        """So many requests; meanwhile so many swaps, evenly spread, by one reader while the others go on reading."""
        readers = [threading.Thread(target=self.read, args=(seed, requests, swaps, swap)) for seed in range(READERS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()

    def read(self, seed: int, requests: int, swaps: int, swap) -> None:
        chance, connection, last = random.Random(seed), self.server.connect(), {}
        while self.done < requests:
            name, coding = chance.choice(self.names), chance.choice(("gzip", "identity"))
            asked = {"accept_encoding": coding}
            if chance.random() < 0.2 and (name, coding) in last:
                asked["if_none_match"] = last[name, coding]
            try:
                met = self.judge(name, coding, asked, ask(connection, f"/{name}", **asked), last)
            except Exception as error:  # whatever a reader can meet is a fault of the server's
                met = self.fault(f"{name} {coding}: {error!r}")
                connection.close()
                connection = self.server.connect()
            with self.counting:
                self.done += 1
                self.met[met] += 1
                due = self.swapped < swaps and self.done * (swaps + 1) >= requests * (self.swapped + 1)
                self.swapped += due
                number = self.swapped
            if due:
                with self.swapping:
                    swap(number)
        connection.close()

    def fault(self, said: str) -> str:
        self.faults.append(said)
        return FAULT

    def judge(self, name: str, coding: str, asked: dict[str, str], answer: Answer, last: dict) -> object:
        """What the answer is: which version, packed or not, or that nothing has changed, or a fault."""
        etag = answer.headers.get("etag", "").removeprefix("W/")  # Apache calls a file weak for its first second
        if answer.status == 304 and etag == asked.get("if_none_match") and not answer.body:
            return UNCHANGED
        body = gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body
        hashed = hashlib.sha256(body).hexdigest()
        version = self.known.get((name, hashed))
        if answer.status != 200 or version is None:
            return self.fault(f"{name} {coding}: {answer.status}, {len(answer.body)} bytes of no version")
        if self.etags.setdefault(etag, (name, hashed)) != (name, hashed):
            return self.fault(f"{name} {coding}: one ETag for two versions")
        last[name, coding] = etag
        return version, coding


@pytest.fixture(scope="session")
def versions(built, tmp_path_factory) -> list[Path]:
    """Two versions of a website: each page says which, first, midst and last, and the newer ones are longer."""
    folder, made = tmp_path_factory.mktemp("versioner"), []
    for number, length in ((0, 10), (1, 20_000)):
        shutil.copytree(built.site / "timra.se", folder / f"obyggd{number}")
        filling = "".join(random.Random(number).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=length))
        for path in (folder / f"obyggd{number}").glob("*.html"):
            html = path.read_text(encoding="utf-8")
            for place in ("<main", "</main>", "</html>"):
                assert html.count(place) == 1
                html = html.replace(place, f"<!-- utgåva {number} {filling} -->{place}")
            path.write_text(html, encoding="utf-8")
        made.append(packed(folder / f"obyggd{number}", folder / str(number)))
    return made


def hold(kind: str, versions: list[Path], requests: int, swaps: int) -> Crowd:
    """A crowd before a server whose public website is swapped to and fro."""
    with running(kind) as server:
        names = [put(server.public, folder, NOW + timedelta(hours=number)) for number, folder in enumerate(versions)]
        server.public.swap(names[0])
        crowd = Crowd(server, versions)
        crowd.run(requests, swaps, lambda number: server.public.swap(names[number % 2]))
    return crowd


def unharmed(crowd: Crowd, requests: int, swaps: int) -> None:
    assert crowd.faults == []
    assert sum(crowd.met.values()) == crowd.done >= requests and crowd.swapped == swaps
    versions = [count for met, count in crowd.met.items() if met != UNCHANGED]
    assert len(versions) == 4 and min(versions) > requests / 20 and crowd.met[UNCHANGED] > requests / 100, crowd.met


@pytest.mark.parametrize("kind", ["nginx", "apache"])
def test_2000_requests_during_15_swaps(kind, versions):
    """While a website is swapped 15 times no request fails and none gets a page of two versions, packed or not."""
    unharmed(hold(kind, versions, 2_000, 15), 2_000, 15)


@pytest.mark.allt
@pytest.mark.parametrize("kind", ["nginx", "apache"])
def test_10000_requests_during_60_swaps(kind, versions):
    """The same of 10,000 requests during 60 swaps."""
    unharmed(hold(kind, versions, 10_000, 60), 10_000, 60)


@pytest.mark.allt
@pytest.mark.parametrize("kind", ["nginx", "apache"])
def test_swaps_without_a_pause(kind, versions):
    """The same of 20,000 requests when the website is swapped after every fifth of them."""
    unharmed(hold(kind, versions, 20_000, 4_000), 20_000, 4_000)


@pytest.mark.parametrize("kind", ["nginx", "apache"])
def test_copying_over_what_is_live_would_be_seen(kind, versions, tmp_path):
    """When files are copied over the live ones instead, the crowd does meet broken pages, so the tests above can fail."""
    with running(kind) as server:
        server.public.swap(put(server.public, versions[0]))
        crowd = Crowd(server, versions)
        live = server.public.root / "aktuell"

        def copy(number: int) -> None:
            if not crowd.faults:
                shutil.copytree(versions[number % 2], live, dirs_exist_ok=True)

        crowd.run(2_000, 200, copy)
    assert crowd.faults
