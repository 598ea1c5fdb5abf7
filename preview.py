"""`mkdocs serve`: previews all websites, with live reload, and shows faults in the browser.

Each change runs a whole build in a process of its own, so a fault cannot kill or hang the preview and a
change in Python is seen at once. MkDocs' own server does the watching and the reloading.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import jinja2
from mkdocs.livereload import LiveReloadServer

_POLICY = rb"<meta http-equiv=.Content-Security-Policy[^>]*>"
LONGEST = 120  # seconds for one build
WATCHED = ("data", "docs", "mallar", "tema", "vagvisaren", "macros.py", "webbplatser.py", "render.py", "mkdocs.yml")
class Preview(LiveReloadServer):
    """MkDocs' server, with a list of the websites at / and the faults in place of every page."""

    faults: str = ""
    template: jinja2.Template

    def _inject_js_into_html(self, content, epoch):
        """The page's own policy would refuse the script that reloads it."""
        return super()._inject_js_into_html(re.sub(_POLICY, b"", content), epoch)

    def _serve_request(self, environ, start_response):
        path = environ["PATH_INFO"]
        if path.startswith("/livereload/") or (path != "/" and not self.faults):
            return super()._serve_request(environ, start_response)
        with self._epoch_cond:
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
            epoch = self._visible_epoch
        status, page = self._fault_page() if self.faults else self._index()
        content = self._inject_js_into_html(page.encode(), epoch)
        start_response(status, [("Content-Type", "text/html; charset=utf-8")])
        return [content]

    def _fault_page(self) -> tuple[str, str]:
        faults = [row for row in self.faults.splitlines() if row.strip()]
        return "500 Fel", self.template.render(faults=faults, websites=[])

    def _index(self) -> tuple[str, str]:
        names = sorted(path.name for path in Path(self.root).iterdir() if path.is_dir())
        return "200 OK", self.template.render(faults=[], websites=names)


def build(root: Path, out: Path) -> str:
    """Build all websites into `out`; what went wrong in the editor's words, or nothing."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(out)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, encoding="utf-8", timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return f"Bygget avbröts efter {LONGEST} sekunder."
    return "" if done.returncode == 0 else (done.stderr + done.stdout).strip() or "Bygget misslyckades."


def serve(root: Path) -> None:
    """Serve until Ctrl-C."""
    context = click.get_current_context(silent=True)
    address = str((context and context.params.get("dev_addr")) or "127.0.0.1:8000")
    host, _, port = address.rpartition(":")
    with tempfile.TemporaryDirectory(prefix="vagvisaren-") as folder:
        out = Path(folder) / "site"

        def rebuild() -> None:
            server.faults = build(root, out)
            print(server.faults or "Byggt.", file=sys.stderr)

        server = Preview(rebuild, host=host, port=int(port), root=str(out))
        mallar = jinja2.Environment(loader=jinja2.FileSystemLoader(root / "tema"), autoescape=True)
        server.template = mallar.get_template("forhandsvisning.html")
        rebuild()
        for name in WATCHED:
            server.watch(str(root / name))
        print(f"Förhandsvisning: http://{address}/ (avsluta med Ctrl-C)", file=sys.stderr)
        try:
            server.serve()
        except KeyboardInterrupt:
            pass
        except OSError as error:
            sys.exit(f"Adressen {address} är upptagen ({error.strerror}). Stäng den andra förhandsvisningen, eller välj en annan port med -a 127.0.0.1:8001")
        finally:
            server.shutdown()
