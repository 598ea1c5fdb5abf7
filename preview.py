"""`mkdocs serve`: previews all websites, with live reload, and shows faults in the browser.

Each change runs a whole build in a process of its own, so a fault cannot kill or hang the preview and a
change in Python is seen at once. MkDocs' own server does the watching and the reloading.
"""

from __future__ import annotations

import html
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click
from mkdocs.livereload import LiveReloadServer

WATCHED = ("data", "docs", "mallar", "tema", "vagvisaren", "macros.py", "webbplatser.py", "render.py", "mkdocs.yml")
_PAGE = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<style>:root{{color-scheme:light dark}}body{{font:1.0625rem/1.5 system-ui,sans-serif;max-width:60rem;
margin:2rem auto;padding:0 1.25rem}}li{{margin:.5rem 0;overflow-wrap:anywhere}}</style></head>
<body><main><h1>{title}</h1>{body}</main></body></html>"""


class Preview(LiveReloadServer):
    """MkDocs' server, with a list of the websites at / and the faults in place of every page."""

    faults: str = ""

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
        rows = "".join(f"<li>{html.escape(row)}</li>" for row in self.faults.splitlines() if row.strip())
        body = f"<p>Rätta felen och spara. Sidan laddas om av sig själv.</p><ul>{rows}</ul>"
        return "500 Fel", _PAGE.format(title="Det finns fel", body=body)

    def _index(self) -> tuple[str, str]:
        names = sorted(path.name for path in Path(self.root).iterdir() if path.is_dir())
        rows = "".join(f'<li><a href="{name}/index.html">{name}</a></li>' for name in names)
        return "200 OK", _PAGE.format(title="Webbplatserna", body=f"<ul>{rows}</ul>")


def build(root: Path, out: Path) -> str:
    """Build all websites into `out`; what went wrong in the editor's words, or nothing."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(out)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8")
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
        rebuild()
        for name in WATCHED:
            server.watch(str(root / name))
        print(f"Förhandsvisning: http://{address}/ (avsluta med Ctrl-C)", file=sys.stderr)
        try:
            server.serve()
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
