"""Checks the finished HTML of a website, whoever wrote it: links, anchors, leftovers, other hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from vagvisaren.faults import Fault, Place, nearest

# What makes a browser ask for something, and in which attribute.
_FETCHES = {
    "img": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src",),
    "form": ("action",),
    "base": ("href",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
_FETCHING_LINKS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch"}


@dataclass
class Document(HTMLParser):
    """What one HTML file refers to and offers."""

    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    fetches: list[str] = field(default_factory=list)
    inline: set[str] = field(default_factory=set)  # attributes that are a style or a script of their own
    sealed: bool = False  # says what the browser may run

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.inline |= {name for name in values if name == "style" or name.startswith("on")}
        self.sealed |= "default-src" in values.get("content", "") and values.get("http-equiv") == "Content-Security-Policy"
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "a" and "name" in values:
            self.ids.add(values["name"])
        if tag in ("a", "area") and "href" in values:
            self.links.append(values["href"])
        if tag == "link" and "href" in values:
            fetching = _FETCHING_LINKS & set(values.get("rel", "").split())
            (self.fetches if fetching else self.links).append(values["href"])
        for attribute in _FETCHES.get(tag, ()):
            if values.get(attribute):
                self.fetches.append(values[attribute].split(" ")[0])

    handle_startendtag = handle_starttag


def read_site(folder: Path) -> dict[str, Document]:
    """Every HTML file of a website, by its path within it."""
    documents = {}
    for path in sorted(folder.rglob("*.html")):
        document = Document()
        document.feed(path.read_text(encoding="utf-8"))
        documents[path.relative_to(folder).as_posix()] = document
    return documents


def site_faults(folder: Path, sources: dict[str, Path], root: Path) -> Iterator[Fault]:
    """All faults of a built website. `sources` maps an HTML path to the page that it was made from."""
    documents = read_site(folder)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name, document in documents.items():
        text = (folder / name).read_text(encoding="utf-8")
        if "&lt;section" in text or "&lt;div" in text or "&lt;a href" in text:
            yield Fault(_source_place(root, sources, name, "{{"), "Ett ord visas som programkod.", "Flytta ordet längst ut till vänster.")
        if re.search(r"url\(\s*['\"]?(?:https?:)?//|@import|http-equiv=['\"]?refresh", text):
            yield Fault(Place(name), "Sidan hämtar något från en annan webbplats, eller skickar läsaren vidare.", "Ta bort det.")
        if "{{" in text or "{%" in text:
            yield Fault(_source_place(root, sources, name, "{{"), "Ett ord har inte blivit till text.", "Rätta klamrarna.")
        for attribute in sorted(document.inline):
            said = f'Ett element har "{attribute}". Webbläsaren följer det inte.'
            yield Fault(_source_place(root, sources, name, f"{attribute}="), said, "Skriv det i en fil i tema/.")
        if "/" not in name and not document.sealed:
            yield Fault(Place(name), "Sidan säger inte vad webbläsaren får köra.", "Sätt tillbaka Content-Security-Policy i tema/.")
        for href in document.links:
            if wrong := link_fault(name, href, documents, files):
                yield Fault(_source_place(root, sources, name, href), *wrong)
        for href in document.fetches:
            if urlsplit(href).netloc or urlsplit(href).scheme in ("http", "https"):
                yield Fault(_source_place(root, sources, name, href), f'Sidan hämtar något från en annan webbplats: "{href}".', "Ta bort det.")
            elif wrong := link_fault(name, href, documents, files):
                yield Fault(_source_place(root, sources, name, href), *wrong)


def stray_faults(folder: Path) -> Iterator[Fault]:
    """A website that people read holds pages, its sitemap, its contacts for programs and frozen reports; any other
    file is a mistake."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not re.fullmatch(r"[a-z0-9-]+\.html|sitemap\.xml(\.gz)?|kontakter(\.schema)?\.json|rapporter/[^/]+/rapport\.(html|xlsx)", name):
            yield Fault(Place(f"{folder.name}/{name}", 0), "Filen hör inte hemma på webbplatsen.", "Ta bort den ur tema/webbplats/.")


def link_fault(
    page: str, href: str, documents: dict[str, Document], files: set[str]
) -> tuple[str, str] | None:
    """What is wrong with a link from a page of the website; None when it leads somewhere."""
    parts = urlsplit(href)
    if parts.scheme == "javascript":
        return f'Länken "{href}" kör ett skript.', "Länka till en sida."
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        return f'Länken "{href}" börjar med /. Den går sönder i en undermapp.', "Skriv utan / först."
    target = _resolve(page, unquote(parts.path))
    if target is None:
        return f'Länken "{href}" leder ut ur webbplatsen.', "Skriv hela adressen med https://."
    if target not in files:
        known = [f for f in files if f.endswith(".html")]
        return f'Länken "{href}" leder till en sida som inte finns.', nearest(target, known)
    fragment = unquote(parts.fragment)
    if fragment and target in documents and fragment not in documents[target].ids:
        return f'Länken "{href}" leder till en rubrik som inte finns.', nearest(fragment, documents[target].ids)
    return None


def _resolve(page: str, path: str) -> str | None:
    """The file that a relative path means, seen from a page; None when it leaves the website."""
    parts = page.split("/")[:-1]
    if not path:
        return page
    for step in path.split("/"):
        if step == "..":
            if not parts:
                return None
            parts.pop()
        elif step not in (".", ""):
            parts.append(step)
    if path.endswith(("/", ".", "..")) or not parts:
        parts.append("index.html")
    return "/".join(parts)


def _source_place(root: Path, sources: dict[str, Path], name: str, needle: str) -> Place:
    """Where the editor wrote it, when it stands on the page; else the page's first line."""
    source = sources.get(name)
    if source is None:
        return Place(name)
    file = source.relative_to(root).as_posix()
    lines = source.read_text(encoding="utf-8").splitlines()
    for wanted in (needle, needle.replace(".html", ".md")):
        for number, line in enumerate(lines, 1):
            if wanted in line:
                return Place(file, number, line.index(wanted) + 1)
    return Place(file)
