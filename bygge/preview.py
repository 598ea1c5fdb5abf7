"""`mkdocs serve`: previews all websites, with live reload, and shows faults in the browser.

Each change is built in a process of its own (warm.py), so a fault cannot kill or hang the preview and a change in Python
is seen at once. So does the page at /, where the day starts: run as a program this file writes it. MkDocs' own server does
the watching and the reloading.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import threading
import time
from pathlib import Path

import click
import jinja2
from mkdocs.livereload import LiveReloadServer

from bygge.warm import FEL, KLART, LONGEST, VISAS, Builder, Cold, Said, run
from vagvisaren import checks
from vagvisaren.faults import Faulty
from vagvisaren.publishing import state
from vagvisaren.publishing.source import PARTS
from vagvisaren.records import dates
from vagvisaren.records.register import load
from vagvisaren.shown import pages
from vagvisaren.shown.editors import Redaktion
from vagvisaren.tasks import outside

_POLICY = rb"<meta http-equiv=.Content-Security-Policy[^>]*>"
LOOKS = 0.04  # seconds between two looks at the files
WHOLE = 0.02  # seconds until a file that is being written is whole
LINKS = "/lankar"
COMPILED = "__pycache__"


class Links:
    """The addresses outside the websites, asked one at a time in the background, and only when a person has said so."""

    def __init__(self, root: Path):
        self.root = root
        self.wanted: tuple[outside.Länk, ...] = ()
        self.tried: list[outside.Prövad] = []
        self.running = False
        self._starting = threading.Lock()

    def start(self) -> None:
        """Ask them all, once; nothing when that goes on already."""
        with self._starting:
            if self.running:
                return
            self.wanted, self.tried, self.running = outside.links(load(self.root, internt=True)), [], True
        threading.Thread(target=self._try, daemon=True).start()

    def _try(self) -> None:
        try:
            for one in outside.try_all(self.wanted):
                self.tried.append(one)
        finally:
            self.running = False

    @property
    def worth_saying(self) -> list[outside.Prövad]:
        return sorted(filter(outside.is_worth_saying, self.tried), key=lambda one: one.svar)


class Preview(LiveReloadServer):
    """MkDocs' server, with the day's start at /, outside links on request, and the faults in place of every page."""

    faults: str = ""
    project: Path
    links: Links
    template: jinja2.Template
    origins: set[str]  # the addresses that are our own
    redaktionen_read: bool = False  # since it was built last

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """As MkDocs, but for what Python and the templates leave when they are compiled."""
        schedule = self.observer.schedule

        def scheduled(handler, *arguments, **more):
            heard = handler.on_any_event
            handler.on_any_event = lambda event: None if COMPILED in event.src_path else heard(event)
            return schedule(handler, *arguments, **more)

        self.observer.schedule = scheduled
        super().watch(path, func, recursive=recursive)
        self.observer.schedule = schedule

    def tell_browsers(self) -> None:
        """The pages are other than those that the browsers have."""
        with self._epoch_cond:
            self._visible_epoch = self._wanted_epoch = max(int(time.time() * 1000), self._wanted_epoch + 1)
            self._epoch_cond.notify_all()

    def _inject_js_into_html(self, content, epoch):
        """The page's own policy would refuse the script that reloads it."""
        return super()._inject_js_into_html(re.sub(_POLICY, b"", content), epoch)

    def _serve_request(self, environ, start_response):
        path = environ["PATH_INFO"]
        self.redaktionen_read = self.redaktionen_read or path.startswith(f"/{pages.REDAKTIONEN}/")
        if path == LINKS and environ["REQUEST_METHOD"] == "POST":
            return self._ask_links(environ, start_response)
        if path.startswith("/livereload/") or (path not in ("/", LINKS) and not self.faults):
            return super()._serve_request(environ, start_response)
        with self._epoch_cond:
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
            epoch = self._visible_epoch
        status, page = self._fault_page(self.faults) if self.faults else self._page(path)
        content = self._inject_js_into_html(page.encode(), epoch)
        start_response(status, [("Content-Type", "text/html; charset=utf-8")])
        return [content]

    def _ask_links(self, environ, start_response):
        """Only our own page may start it: any other page in the browser says where it is from, and is refused."""
        if environ.get("HTTP_ORIGIN") not in self.origins or self.faults:
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return ["Öppna förhandsvisningen och tryck på knappen där.".encode()]
        self.links.start()
        start_response("303 See Other", [("Location", LINKS)])
        return []

    def _page(self, path: str) -> tuple[str, str]:
        if path == LINKS:
            return "200 OK", self.template.render(links=self.links)
        said, page = run(self.project, "-m", "bygge.preview")
        return ("200 OK", page) if not said else self._fault_page(said)

    def _fault_page(self, said: str) -> tuple[str, str]:
        return "500 Fel", self.template.render(faults=[row for row in said.splitlines() if row.strip()])


def start_page(root: Path) -> str:
    """The page where the day starts: what stops each website, and what has changed since it was published."""
    idag = dates.today(os.environ.get("IDAG"))
    register = checks.kontroll(root, idag)
    redaktion = Redaktion(register, idag, pages.read_all(root, register, idag))
    return template(root).render(websites=state.statuses(root, redaktion, {}), idag=dates.in_words(idag))


def template(root: Path) -> jinja2.Template:
    mallar = jinja2.Environment(loader=jinja2.FileSystemLoader(root / "tema"), autoescape=True, trim_blocks=True)
    return mallar.get_template("forhandsvisning.html")


class Rebuilding:
    """Builds for the server: it goes on as soon as the websites are shown, and hears later how all of it went."""

    def __init__(self, root: Path, room: Path):
        self._builder = (Builder if hasattr(os, "fork") else Cold)(root, room, self._hear)
        self._said: dict[int, Said] = {}
        self._waiting = 0
        self._heard = threading.Condition()
        self.server: Preview

    def __call__(self) -> None:
        with self._heard:
            self._waiting = number = self._builder.ask()
            self._heard.wait_for(lambda: number in self._said, LONGEST)
            self.server.faults = _wrong(self._said.get(number, Said(number, FEL, f"Det avbröts efter {LONGEST} sekunder.")))
            self._waiting = 0

    def _hear(self, said: Said) -> None:
        """What the builder says, in a thread of its own."""
        with self._heard:
            self._said[said.nummer] = said
            self._heard.notify_all()
            if said.vad != VISAS:
                print(said.sagt or "Byggt.", file=sys.stderr)
            if self._waiting != said.nummer and (said.vad == FEL or self.server.redaktionen_read):
                self.server.faults = _wrong(said)
                self.server.tell_browsers()
            if said.vad == KLART:
                self.server.redaktionen_read = False

    def stop(self) -> None:
        self._builder.stop()


def _wrong(said: Said) -> str:
    return said.sagt if said.vad == FEL else ""


def serve(root: Path) -> None:
    """Serve until Ctrl-C."""
    context = click.get_current_context(silent=True)
    address = str((context and context.params.get("dev_addr")) or "127.0.0.1:8000")
    host, _, port = address.rpartition(":")
    with tempfile.TemporaryDirectory(prefix="vagvisaren-") as folder:
        rebuild = Rebuilding(root, Path(folder))
        rebuild.server = server = Preview(rebuild, host=host, port=int(port), root=f"{folder}/site", polling_interval=LOOKS)
        server.build_delay = WHOLE
        server.project, server.links, server.template = root, Links(root), template(root)
        server.origins = {f"http://{name}" for name in (address, f"127.0.0.1:{port}", f"localhost:{port}")}
        try:
            rebuild()
            for name in PARTS:
                server.watch(str(root / name))
            print(f"Förhandsvisning: http://{address}/ (avsluta med Ctrl-C)", file=sys.stderr)
            server.serve()
        except KeyboardInterrupt:
            print("\nFörhandsvisningen är avslutad.", file=sys.stderr)
        except OSError as error:
            sys.exit(f"Adressen {address} är upptagen ({error.strerror}). Stäng den andra förhandsvisningen, eller välj en annan port med -a 127.0.0.1:8001")
        finally:
            rebuild.stop()
            server.shutdown()


if __name__ == "__main__":
    try:
        print(start_page(Path(__file__).resolve().parents[1]))
    except Faulty as fault:
        sys.exit(str(fault))
