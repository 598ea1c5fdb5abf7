"""Renders one website in a process that may open only that website's files.

Asked for by webbplatser.py, in the processes of renderers.py. A public website's process never reads internal data:
it does not ask for them, and an audit hook refuses every file outside the allow-list.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

from bygge import lean, theme_env
from bygge.renderers import Job, die_with

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from vagvisaren.shown.page import Page
    from vagvisaren.shown.views import Här

ROOT = Path(__file__).resolve().parents[1]
VENV = sys.prefix != sys.base_prefix and Path(sys.prefix).resolve().parent == ROOT


@dataclass(frozen=True)
class Allowed:
    """Places that may be opened whole, and folders of which only the files themselves may be."""

    own: tuple[str, ...]
    files_of: tuple[str, ...]
    python: tuple[str, ...]

    def may_open(self, path: str) -> bool:
        real = os.path.realpath(path)
        if _within(real, self.own) or os.path.dirname(real) in self.files_of:
            return True
        # Python's own places may hold the project itself, or lie in it as the environment does.
        ours = _within(real, (str(ROOT),)) and not _within(real, (os.path.realpath(sys.prefix),) if VENV else ())
        return not ours and _within(real, self.python)


def _within(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(place.rstrip(os.sep) + os.sep) for place in places)


def allowed_files(webbplats: str, folder: str, intern: bool, out: Path) -> Allowed:
    """What the process may open: Python itself, our code, and this website's data, pages and folder."""
    data = os.path.realpath(ROOT / "data" / folder)
    own = [
        *("vagvisaren", "macros.py", "mkdocs.yml", "mallar", "tema/webbplats", "tema/stil", "tema/fragment.html", "tema/efter.js", "tema/nu.js", "tema/lamna.js"),
        *("data/gemensamt", "data/kallor", f"docs/{webbplats}"),
        *((f"data/{folder}", "docs/intern") if intern else ("docs/extern",)),
    ]
    python = {sys.prefix, sys.base_prefix, sys.exec_prefix, *(path for path in sys.path if path != str(ROOT))}
    system = ("/dev/null", "/etc/mime.types", "/etc/apache2/mime.types", "/usr/share/zoneinfo", "/etc/localtime")
    places = (
        *(os.path.realpath(ROOT / path) for path in own),
        os.path.realpath(out),
        os.path.realpath(pages_folder(out)),
        os.path.realpath(fragments_folder(out)),
    )
    return Allowed(places, (data,), (*(os.path.realpath(path) for path in python if path), *system))


def pages_folder(out: Path) -> Path:
    """Where the website's pages are gathered, beside where it is built."""
    return out.parent.parent / f"sidor-{out.name}"


def fragments_folder(out: Path) -> Path:
    """Where the website's fragments are laid, for Redaktionen to take."""
    return out.parent.parent / f"fragment-{out.name}"


def guard(allowed: Allowed) -> None:
    """From now on this process opens nothing else, starts no program and asks no network."""
    refused = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect", "os.link", "os.symlink")

    def hook(event: str, arguments: tuple) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes):
            path = os.fsdecode(arguments[0])
            if not allowed.may_open(path):
                raise PermissionError(f"{path} får inte läsas när webbplatsen byggs")
        elif event in refused:
            raise PermissionError(f"{event} är avstängt när webbplatsen byggs")

    sys.addaudithook(hook)


# The style that only some pages need, by what stands on such a page.
STYLES = {
    "linjer": ('class="grupp"',),
    "plan": ('class="plantext"', 'class="planrader"', 'class="kort plan"', 'class="nivaer"', "<blockquote"),
    "affisch": ('class="affisch"',),
}


def style(content: str) -> str:
    """The style of a page, without comments and spaces."""
    names = ["grund", *(name for name, marks in STYLES.items() if any(mark in content for mark in marks))]
    return "".join(_style(name) for name in names)


@cache
def _style(name: str) -> str:
    from rcssmin import cssmin

    return cssmin((ROOT / "tema" / "stil" / f"{name}.css").read_text(encoding="utf-8"))


def script(name: str) -> str:
    """A script of the frame, without comments and spaces."""
    from rjsmin import jsmin

    return jsmin((ROOT / "tema" / name).read_text(encoding="utf-8"))


def prepare() -> None:
    """Import and compile what every website needs, and read what all share. Nothing of a municipality is read."""
    from vagvisaren.records import register

    lean.libraries()
    _compile()
    register.read_shared(ROOT)
    gc.freeze()  # what is here is not looked at again, in those that are forked either


@cache
def _compile() -> None:
    from vagvisaren.finished import feed
    from vagvisaren.records import dates, hours

    for name in ("macros", "mkdocs.commands.build", "mkdocs_macros.plugin", "vagvisaren.finished.fragment"):
        import_module(name)
    feed.schema()
    hours.page_helger(dates.today(os.environ.get("IDAG")))  # the list of holidays is slow to load
    style("".join(mark for marks in STYLES.values() for mark in marks))
    theme_env.compile_all(settings().theme.get_env())
    theme_env.compile_all(theme_env.words())
    theme_env.fragment()


def settings(**own: object) -> MkDocsConfig:
    """What MkDocs is told of a website: what all share, and what is its own."""
    from mkdocs.config import load_config
    from mkdocs.utils import yaml

    shared = yaml.yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    theme = {"name": None, "custom_dir": str(ROOT / "tema" / "webbplats"), "static_templates": ["404.html"]}
    plugins = [plugin for plugin in shared["plugins"] if "macros" in plugin]
    config = load_config(str(ROOT / "mkdocs.yml"), theme=theme, plugins=plugins, hooks=[], **own)
    theme_env.lean(config.theme)
    return config


def shown_by_frame(här: Här, found: Mapping[str, Page]) -> dict[str, object]:
    """What the frame of a website and the words on its pages are given, under `extra`."""
    from vagvisaren.records import dates, hours
    from vagvisaren.shown import review, words
    from vagvisaren.shown.views import ansvar

    return {
        "here": här,
        "redaktionen": False,
        "ansvar": ansvar(här),
        "stil": style,
        "efter": script("efter.js"),
        "nu": script("nu.js"),
        "lämna": script("lamna.js"),
        "språk": {f"{one.sida}.md": one.kod for one in här.webbplats.språk if one.sida},
        "helger": hours.helger_as_json(hours.page_helger(här.idag)),
        "idag": dates.in_words(här.idag),
        "skyltar": words.skyltar(här),
        "sidor": {path: review.about(page, här) for path, page in found.items()},
    }


def render(job: Job) -> None:
    """Build one website; raises what goes wrong."""
    webbplats, folder, intern, out = job.webbplats, job.mapp, job.intern, Path(job.ut)
    guard(allowed_files(webbplats, folder, intern, out))

    from mkdocs.commands.build import build

    from vagvisaren.finished import feed, policy
    from vagvisaren.records.register import INTERNT, RAPPORTER, load
    from vagvisaren.shown import pages
    from vagvisaren.shown.views import Här

    register = load(ROOT, internt=intern, only=folder)
    här = Här(register, register.webbplatser[webbplats], date.fromisoformat(job.idag))
    found, _ = pages.read_pages(ROOT, här)
    source = pages_folder(out)
    for path, page in found.items():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_text(page.text, encoding="utf-8")
    config = settings(
        site_name=här.webbplats.namn,
        docs_dir=str(source),
        site_dir=str(out),
        nav=[{namn: f"{sida}.md"} for sida, namn in här.webbplats.sidor.items()],
        extra=shown_by_frame(här, found),
    )
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    policy.seal_all(out)
    for name, text in feed.files(här, found.values()).items():
        (out / name).write_bytes(text.encode())
    write_fragments(här, found, out)
    for namn in här.lokalt.rapporter:
        reports = ROOT / "data" / folder / INTERNT / RAPPORTER
        for suffix in ("html", "xlsx"):
            (out / "rapporter" / namn).mkdir(parents=True, exist_ok=True)
            copyfile(reports / namn / f"rapport.{suffix}", out / "rapporter" / namn / f"rapport.{suffix}")


def write_fragments(här: Här, found: dict[str, Page], out: Path) -> None:
    """Each page of a public website once more, to paste into another system."""
    import macros
    from vagvisaren.finished.fragment import fragment
    from vagvisaren.shown import review

    if här.webbplats.publik == "intern":
        return
    mallar = theme_env.words()
    frame = theme_env.fragment()
    pasted = {f"{one.sida}.html": one.adress for one in här.webbplats.inklistrat}
    fragments_folder(out).mkdir()
    for path, page in found.items():
        sida = review.about(page, här)
        text = frame.render(
            webbplats=här.webbplats.id,
            sida=page.namn,
            utgåva=macros.version(page, macros.said(page, här, mallar)),
            innehåll=fragment((out / path.replace(".md", ".html")).read_text(encoding="utf-8"), pasted),
            bäst_före=sida.bäst_före_i_ord,
            utkast=sida.utkast,
        )
        (fragments_folder(out) / path.replace(".md", ".html")).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    die_with(0)
    render(Job(**json.loads(sys.argv[1])))
