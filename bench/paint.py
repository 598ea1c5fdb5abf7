"""Time until the first number is painted on slow 3G: our start page, the same text as bare HTML, the same in plain Material."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from vagvisaren.finished import printing

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 9
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 400 * 1024 / 8, "uploadThroughput": 400 * 1024 / 8}
PACKED = (".html", ".css", ".js", ".svg", ".json")
HREF = r' href="[^"]*"'
# The first frame in which a link that dials has a place on the screen. Frames wait for what blocks rendering.
WATCH = """
(function look() {
  var link = document.querySelector('main a[href^="tel:"], body.bar a[href^="tel:"], .md-content a[href^="tel:"]');
  if (link && link.getBoundingClientRect().height) requestAnimationFrame(function () { window.painted = performance.now(); });
  else requestAnimationFrame(look);
})();
"""


class Packed(SimpleHTTPRequestHandler):
    """Serves files with gzip, as a web server does."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.split("?")[0]))
        if not path.is_file():
            return self.send_error(404)
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in PACKED:
            body = gzip.compress(body, 9, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def text_of(html: str) -> str:
    """What a reader reads in the page's main part, on one line."""
    main = next(found[0] for tag in ("article", "main") if (found := re.search(rf"<{tag}\b.*?</{tag}>", html, re.DOTALL)))
    main = re.sub(r"<(script|style)\b.*?</\1>", "", main, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def bare(html: str) -> str:
    """The main part alone: no style, no script, no class."""
    main = re.search(r"<main.*?</main>", html, re.DOTALL)[0]
    main = re.sub(r"<(script|style)\b.*?</\1>", "", main, flags=re.DOTALL)
    main = re.sub(r"<(\w+)([^>]*)>", lambda tag: f"<{tag[1]}{''.join(re.findall(HREF, tag[2]))}>", main)
    return f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>Start</title><body class="bar">{main}</body></html>'


def material(main: str, to: Path) -> None:
    """The same main part as the one page of a plain Material website, with its defaults."""
    (to / "docs").mkdir(parents=True)
    (to / "docs/index.md").write_text(f"{main}\n", encoding="utf-8")
    (to / "mkdocs.yml").write_text("site_name: Timrå kommun\nuse_directory_urls: false\ntheme:\n  name: material\n  language: sv\n  font: false\n", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", "site"], cwd=to, check=True, capture_output=True)


def lay_out(room: Path, site: Path) -> dict[str, str]:
    """The three variants below `room`; the path of each. Raises AssertionError unless all say the same."""
    ours = (site / "index.html").read_text(encoding="utf-8")
    shutil.copytree(site, room / "vagvisaren")
    (room / "bar").mkdir()
    (room / "bar/index.html").write_text(bare(ours), encoding="utf-8")
    material(re.search(r"<main.*?>(.*)</main>", bare(ours), re.DOTALL)[1], room / "m")
    (room / "m/site").rename(room / "material")
    paths = {name: f"{name}/index.html" for name in ("vagvisaren", "bar", "material")}
    said = {name: text_of((room / path).read_text(encoding="utf-8")) for name, path in paths.items()}
    assert said["vagvisaren"] == said["bar"], "the bare page says something else"
    assert said["bar"].replace(" ", "") in said["material"].replace(" ", ""), "Material's page says something else"
    return paths


def measure(room: Path, paths: dict[str, str]) -> dict[str, list[float]]:
    """Milliseconds of each variant, in turns, each in a fresh browser context."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Packed, directory=str(room)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    times: dict[str, list[float]] = {name: [] for name in paths}
    with printing.started(printing.find_browser()) as browser:
        for _ in range(ROUNDS):
            for name, path in paths.items():
                context = browser.new_context(viewport={"width": 390, "height": 780}, bypass_csp=True)
                page = context.new_page()
                session = context.new_cdp_session(page)
                session.send("Network.enable")
                session.send("Network.emulateNetworkConditions", SLOW_3G)
                page.add_init_script(WATCH)
                page.goto(f"http://127.0.0.1:{server.server_port}/{path}", wait_until="commit")
                page.wait_for_function("window.painted", timeout=30_000)
                times[name].append(page.evaluate("window.painted"))
                context.close()
    server.shutdown()
    return times


def run(room: Path, site: Path) -> dict[str, object]:
    """The medians in milliseconds, and ours against the others."""
    times = measure(room, lay_out(room, site))
    middle = {name: round(median(own)) for name, own in times.items()}
    ratios = {name: round(median(a / b for a, b in zip(times["vagvisaren"], own, strict=True)), 2) for name, own in times.items() if name != "vagvisaren"}
    return {"ms": middle, "vägvisaren mot": ratios, "mätningar": times}
