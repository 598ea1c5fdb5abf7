"""A leak stops a real build, and is found in a website that is built, wherever and however it stands there."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from forkladnader import DISGUISES, between, each, png, zipped
from projekt import IDAG, ROOT, Project, tree_hash

from vagvisaren.checks import kontroll
from vagvisaren.faults import Fault
from vagvisaren.records.register import Register
from vagvisaren.secrecy.check import Verdict, check, faults
from vagvisaren.secrecy.values import Internal, internal_values

# What is internal, each of its kind, and where the data or the pages say it.
READING = "Det sägs inte om årsrapporten på rad 42 är samma dokument som den årliga rapporten på rad 147. Vi håller dem isär."
QUESTION = "Vem är utsedd ansvarig för dialogen med trossamfund och föreningar?"
NOTE = "Ålder, sommar och chatt är belagda 2026-06, tiderna 2025-12-10."
HEADING = "Vem kontaktas när du känner oro?"
NUMBER = "020-100 200"
E_MAIL = "vasterbotten@lansstyrelsen.se"
ADDRESS = "Pumpbacksgatan 19, Härnösand"
SOURCES = {
    READING: "data/timra/internt/tolkningar.yml", QUESTION: "data/timra/kommun.yml", NOTE: "data/gemensamt/stodlinjer.yml",
    HEADING: "docs/intern/index.md", NUMBER: "data/gemensamt/stodlinjer.yml", E_MAIL: "data/gemensamt/aktorer.yml",
    ADDRESS: "data/gemensamt/aktorer.yml",
}  # fmt: skip

# ------------------------------------------------------------------ real builds

LEAKS = {
    "a template": ("mallar/begrepp.html", "{% for a in it %}", f"<p>{QUESTION}</p>\n{{% for a in it %}}", QUESTION, "om-begreppet.html"),
    "the theme": ("tema/webbplats/404.html", "<h1>Sidan finns inte</h1>", f"<h1>Sidan finns inte</h1><!-- {READING} -->", READING, "404.html"),
    "a page": ("docs/extern/index.md", "## Läs mer", f"{READING}\n\n## Läs mer", READING, "index.html"),
    "the hook": (
        "bygge/webbplatser.py", "    checks = [partial(secrecy.prove",
        f"    for id_ in ('timra.se', 'umea.se'):\n        (build.stage.new / id_ / 'kontakter.json').write_text({json.dumps(json.dumps([QUESTION]))})\n    checks = [partial(secrecy.prove",
        QUESTION, "kontakter.json",
    ),
}  # fmt: skip


def expected(secret: str, page: str) -> str:
    """The whole message but for the lines and the column, which move with the page and the data."""
    shown = secret if len(secret) <= 60 else f"{secret[:57]}…"
    return f'{page}:_:_: Något internt står i filen: "{shown}" ({SOURCES[secret]}:_). Ta bort det ur det som är publikt.'


@pytest.mark.parametrize("where", ["the hook", *(pytest.param(where, marks=pytest.mark.allt) for where in LEAKS if where != "the hook")])
def test_a_leak_stops_the_build_and_the_old_website_stands(standing: Project, where):
    """The build exits with 1, says file, place and record of every leak, and changes no byte of `site/`."""
    file, old, new, secret, page = LEAKS[where]
    standing.replace(file, old, new)
    before = tree_hash(standing.site)
    result = standing.build("-q")
    said = [re.sub(r":\d+(?::\d+)?(?=[:)])", lambda match: re.sub(r"\d+", "_", match[0]), line) for line in result.said.strip().splitlines()]
    folders = ["timra.se", "umea.se"]
    if where in ("a template", "a page"):
        folders = ["redaktionen/fragment/timra.se", "redaktionen/fragment/umea.se", *folders]
    leaks = [expected(secret, f"{folder}/{page}") for folder in folders]
    assert result.code == 1
    assert said == [*leaks, "Sekretessen är inte bevisad."]
    assert tree_hash(standing.site) == before
    assert standing.leftovers() == []


# ------------------------------------------------------------------ leaks in websites that are built


@dataclass(frozen=True)
class Searcher:
    """What is internal in the project, read once, to look for in many websites."""

    root: Path
    register: Register
    internal: Internal

    def search(self, site: Path) -> Verdict:
        return check(self.root, site, self.register, self.internal)

    def told(self, site: Path) -> list[Fault]:
        return list(faults(self.internal, self.search(site), site))


@pytest.fixture(scope="module")
def searcher(built: Project) -> Searcher:
    idag = date.fromisoformat(IDAG)
    register = kontroll(built.root, idag)
    return Searcher(built.root, register, internal_values(built.root, register, idag))


@pytest.fixture
def site(built: Project, tmp_path: Path) -> Path:
    """The built websites, to plant in: files are replaced, never written into."""
    return shutil.copytree(built.site, tmp_path / "site", copy_function=os.link)


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def into(old: str, new: str) -> Callable[[bytes, str], bytes]:
    """Put a text, {}, beside what stands in the file."""

    def plant(content: bytes, secret: str) -> bytes:
        text = content.decode()
        assert old in text, old
        return text.replace(old, new.replace("{}", secret), 1).encode()

    return plant


def whole(disguise: str) -> Callable[[bytes, str], bytes]:
    """A file of its own that holds nothing else."""
    return lambda _, secret: DISGUISES[disguise](secret)


def coded(old: str, new: str, code: Callable[[str], str]) -> Callable[[bytes, str], bytes]:
    return lambda content, secret: into(old, new)(content, code(secret))


def named_gzip(name: str) -> bytes:
    """A packed file that says what it was called."""
    made = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=made) as packed:
        packed.write(b"Hej")
    return made.getvalue()


def inside(disguise: str) -> Callable[[bytes, str], bytes]:
    """A disguise at the end of a page."""
    return lambda content, secret: content.replace(b"</main>", DISGUISES[disguise](secret) + b"</main>", 1)


START, CONTACTS, SITEMAP = "timra.se/index.html", "umea.se/kontakter.json", "timra.se/sitemap.xml"
PLANTED: dict[str, tuple[str, str, Callable[[bytes, str], bytes]]] = {
    "a reading in a paragraph": (START, READING, into("</main>", "<p>{}</p></main>")),
    "a question in a list": ("umea.se/stod-och-hjalp.html", QUESTION, into("</main>", "<ul><li>{}</li></ul></main>")),
    "a note in a comment": (START, NOTE, into("</header>", "</header><!-- {} -->")),
    "a heading of an internal page": ("umea.se/index.html", HEADING, into("</main>", "<h2>{}</h2></main>")),
    "the beginning of a reading": (START, READING, lambda content, secret: into("</main>", "<p>{}…</p></main>")(content, secret[:80])),
    "the end of a reading": (START, READING, lambda content, secret: into("</main>", "<p>…{}</p></main>")(content, secret[-80:])),
    "a reading in the title of a link": (START, READING, into('<a class="hopp"', '<a class="hopp" title="{}"')),
    "a question in the description": ("umea.se/404.html", QUESTION, into("<title>", '<meta name="description" content="{}"><title>')),
    "a note in the page's title": (START, NOTE, into("<title>", "<title>{} ")),
    "a number in the text": (START, NUMBER, into("</main>", "<p>Ring {}</p></main>")),
    "a number from abroad": (START, NUMBER, into("</main>", '<a href="tel:+4620100200">ring</a></main>')),
    "a number with 00": (START, NUMBER, into("</main>", "<p>0046 20-100 200</p></main>")),
    "a number without spaces in data": (START, NUMBER, into("<main ", '<main data-n="020100200" ')),
    "a number split over tags": (START, NUMBER, into("</main>", "<p>020-<b>10</b>0 <i>20</i>0</p></main>")),
    "a number with hard spaces": (START, NUMBER, into("</main>", "<p>020-100&nbsp;200</p></main>")),
    "an e-mail address as a link": (START, E_MAIL, into("</main>", '<a href="mailto:{}">skriv</a></main>')),
    "an e-mail address in entities": (START, E_MAIL, coded("</main>", "<p>{}</p></main>", lambda text: each(text, lambda c: f"&#{ord(c)};"))),
    "an e-mail address in a query": (START, E_MAIL, coded("</main>", '<a href="?till={}">x</a></main>', lambda text: quote(text, safe=""))),
    "an address over two lines": ("umea.se/om-webbplatsen.html", ADDRESS, into("</main>", "<p>Pumpbacksgatan 19<br>\nHärnösand</p></main>")),
    "an address in capitals": ("umea.se/om-webbplatsen.html", ADDRESS, coded("</main>", "<p>{}</p></main>", str.upper)),
    "a reading in capitals": (START, READING, coded("</main>", "<p>{}</p></main>", str.upper)),
    "a reading in two parts of each letter": (START, READING, inside("decomposed")),
    "a reading with soft hyphens": (START, READING, inside("with soft hyphens")),
    "a reading with soft hyphens as entities": (START, READING, inside("with soft hyphens as entities")),
    "a reading with entities of entities": (START, READING, inside("as entities of entities")),
    "a reading with every letter as an entity": (START, READING, inside("as hexadecimal entities")),
    "a question in a script": (START, QUESTION, into("</main>", '<script>var fråga = "{}"</script></main>')),
    "a question with reversed slashes": (START, QUESTION, lambda content, secret: into("</main>", "<script>var f = {}</script></main>")(content, json.dumps(secret))),
    "a question with doubled reversed slashes": (START, QUESTION, inside("as JSON in JSON")),
    "a question in the style sheet": (START, QUESTION, into("<style>", '<style>main::after{content:"{}"}')),
    "a question in the style sheet's escapes": (START, QUESTION, inside("as escapes of a style sheet")),
    "a reading percent-encoded": (START, READING, inside("in an address")),
    "a reading percent-encoded twice": (START, READING, inside("in an address twice")),
    "a note in kontakter.json": (CONTACTS, NOTE, into('"version": "1"', '"version": "1", "anmärkning": "{}"')),
    "a note in kontakter.json in ASCII": (CONTACTS, NOTE, lambda content, secret: json.dumps({**json.loads(content), "x": secret}).encode()),
    "a number in kontakter.json": (CONTACTS, NUMBER, into('"version": "1"', '"version": "1", "tel": "tel:+4620100200"')),
    "a number in the schema": ("umea.se/kontakter.schema.json", NUMBER, into('"description": "', '"description": "{} ')),
    "an e-mail address in base64 in data": (START, E_MAIL, inside("in base64")),
    "a question in base64 in an address": (START, QUESTION, inside("in base64 for addresses")),
    "a question in gzip in base64": (START, QUESTION, inside("in gzip in base64")),
    "a question in the sitemap": (SITEMAP, QUESTION, into("</urlset>", "<url><loc>{}</loc></url></urlset>")),
    "a heading in the sitemap's addresses": (SITEMAP, HEADING, into("</urlset>", "<url><loc>https://x.se/vem-kontaktas-nar-du-kanner-oro.html</loc></url></urlset>")),
    "a question in the packed sitemap": (f"{SITEMAP}.gz", QUESTION, lambda content, secret: gzip.compress(gzip.decompress(content) + secret.encode())),
    "a number in the name of a packed file": (f"{SITEMAP}.gz", NUMBER, lambda *_: named_gzip("020-100 200")),
    "a heading as the name of a page": ("timra.se/vem-kontaktas-nar-du-kanner-oro.html", HEADING, lambda *_: b"<p>Hej</p>"),
    "an e-mail address as the name of a folder": (f"timra.se/{E_MAIL}/index.html", E_MAIL, lambda *_: b"<p>Hej</p>"),
    "a reading in a spreadsheet": ("timra.se/rapporter/2026/rapport.xlsx", READING, lambda _, secret: zipped(**{"xl/sharedStrings.xml": f"<t>{between(secret, '</t><t>')}</t>".encode()})),
    "a copy of an internal file": ("timra.se/rapporter/2026/rapport.xlsx", "tolkningar.yml", lambda *_: (ROOT / "data/timra/internt/tolkningar.yml").read_bytes()),
    "a zipped copy of an internal file": ("timra.se/allt.zip", "tolkningar.yml", lambda *_: zipped(a=(ROOT / "data/timra/internt/tolkningar.yml").read_bytes())),
    "a note in a picture": ("timra.se/bild.png", NOTE, lambda _, secret: png(b"tEXt", b"Comment\x00" + secret.encode("cp1252"))),
    "a note compressed in a picture": ("timra.se/bild.png", NOTE, lambda _, secret: png(b"zTXt", b"Comment\x00\x00" + zlib.compress(secret.encode("cp1252")))),
    "a note in another encoding": ("timra.se/gammal.html", NOTE, whole("in another encoding")),
    "a note in wide characters": ("timra.se/bred.txt", NOTE, whole("in wide characters")),
    "a question in a fragment to paste": ("redaktionen/fragment/timra.se/index.html", QUESTION, lambda content, secret: content + f"<p>{secret}</p>".encode()),
    "a question in a website of its own": ("gammal.se/index.html", QUESTION, whole("in a paragraph")),
    "a question in a feed": ("timra.se/flode.xml", QUESTION, lambda _, secret: f"<rss><![CDATA[<p>{secret}</p>]]></rss>".encode()),
    "a question in a picture of lines": ("timra.se/bild.svg", QUESTION, lambda _, secret: f"<svg><title>{secret}</title></svg>".encode()),
    "a question in a source map": ("timra.se/a.js.map", QUESTION, lambda _, secret: json.dumps({"sourcesContent": [f"// {secret}"]}).encode()),
}  # fmt: skip


@pytest.fixture(scope="module")
def told_of(built: Project, searcher: Searcher, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, list[Fault]]]:
    """For each leak the file that it was planted in, and what is told of that file. All are planted at once: the
    second in a file is planted in a copy beside it."""
    site = shutil.copytree(built.site, tmp_path_factory.mktemp("lackor") / "site", copy_function=os.link)
    files: dict[str, str] = {}
    for number, (leak, (file, secret, plant)) in enumerate(PLANTED.items()):
        content = (built.site / file).read_bytes() if (built.site / file).exists() else b""
        folder, _, name = file.rpartition("/")
        files[leak] = f"{folder}/{number}-{name}" if file in files.values() else file
        put(site / files[leak], plant(content, secret))
    told = searcher.told(site)
    assert {fault.place.file for fault in told} == set(files.values())
    return {leak: (file, [fault for fault in told if fault.place.file == file]) for leak, file in files.items()}


@pytest.mark.parametrize("leak", PLANTED)
def test_a_leak_in_a_built_website_is_found(told_of, leak):
    """Whatever the kind of file and the disguise: the leak is told, with the file and the record."""
    file, told = told_of[leak]
    secret = PLANTED[leak][1]
    assert f"({SOURCES.get(secret, 'data/timra/internt/tolkningar.yml')}:" in told[0].wrong, told


def test_enough_is_planted():
    """At least thirty-six leaks and broken set-ups, each of its own kind."""
    assert len({*LEAKS, *PLANTED, *BROKEN}) >= 70


PUBLIC = "Att anmäla oro är att be om hjälp åt någon, och det kan alla göra hos kommunen."


def test_the_built_websites_pass(built, searcher):
    """The twin: nothing of what is internal stands in them as they are."""
    verdict = searcher.search(built.site)
    assert not (verdict.leaks or verdict.unseen or verdict.empty)
    assert len(verdict.hits) > 20 and len(searcher.internal.values) > 150


def test_a_public_text_in_every_disguise_passes(site, searcher):
    """The twin: what is not internal is let through in whatever kind of file it stands."""
    for number, disguise in enumerate(DISGUISES.values()):
        put(site / f"timra.se/{number}.html", disguise(PUBLIC))
    assert searcher.told(site) == []


# ------------------------------------------------------------------ a search that proves nothing


def sekretess(project: Project) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "vagvisaren", "sekretess"]
    return subprocess.run(command, cwd=project.root, env=project.environment(), capture_output=True, text=True)


def test_the_command_says_what_it_has_proved(standing: Project):
    """With 0, the number of values and files, what was left out, and last that nothing leaks."""
    done = sekretess(standing)
    said = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"\d+ interna värden sökta i \d+ publika filer\. Sökningen ser dem: \d+ på de interna webbplatserna\.", said[0])
    assert sum(line.startswith("Söks inte, ") for line in said) == 4
    assert said[-1] == "Inget internt står i en publik fil."


def test_the_command_says_a_leak_and_ends_with_2(standing: Project):
    """A leak in what lies in `site/`, however it came there, is told by the command."""
    page = standing.site / "timra.se" / "404.html"
    page.write_text(f"<p>Hej</p>\n<p>{READING}</p>", encoding="utf-8")
    done = sekretess(standing)
    line = (standing.root / "data/timra/internt/tolkningar.yml").read_text(encoding="utf-8").split(READING)[0].count("\n") + 1
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f'timra.se/404.html:2:4: Något internt står i filen: "{READING[:57]}…" (data/timra/internt/tolkningar.yml:{line}). Ta bort det ur det som är publikt.',
        "Sekretessen är inte bevisad.",
    ]


def remove(name: str) -> Callable[[Project], None]:
    return lambda project: shutil.rmtree(project.site / name)


def empty(pattern: str) -> Callable[[Project], None]:
    def do(project: Project) -> None:
        for path in [path for path in project.site.glob(pattern) if path.is_file()]:
            path.write_text("")

    return do


def damage(file: str, old: str, new: str) -> Callable[[Project], None]:
    return lambda project: project.replace(f"vagvisaren/secrecy/{file}", old, new)


UNSEEN = "där det ska stå, så den bevisar inget om det."
BROKEN: dict[str, tuple[Callable[[Project], None], str]] = {
    "Redaktionen is not built": (remove("redaktionen"), "Här är inget byggt: site/redaktionen. Bygg först."),
    "TimNet is not built": (remove("timnet"), "Här är inget byggt: site/timnet. Bygg först."),
    "a public website is not built": (remove("umea.se"), "Här är inget byggt: site/umea.se. Bygg först."),
    "Redaktionen's pages are empty": (empty("redaktionen/**/*.*"), UNSEEN),
    "TimNet's pages are empty": (empty("timnet/*.*"), UNSEEN),
    "the page of questions is gone": (lambda project: [(project.site / "redaktionen" / name).unlink() for name in ("fragor.html", "search/search_index.json")], UNSEEN),
    "the search sees no text": (damage("traces.py", "return {form for form in likely if form in text}", "return set()"), UNSEEN),
    "the search reads no file": (damage("check.py", "return search.found_in(path.read_bytes()) | search.found_in(os.fsencode(name))", "return set()"), UNSEEN),
    "every letter is taken away": (damage("traces.py", 'return "".join(map(_squeezed, text.split("\\n")))', 'return ""'), UNSEEN),
    "no file is public": (damage("check.py", "for room in rooms for path in _files(room)", "for room in () for path in _files(room)"), "umea.se: Här finns inga filer att söka i."),
}


QUICK = ("TimNet is not built", "Redaktionen's pages are empty", "the search sees no text")


@pytest.mark.parametrize("case", [*QUICK, *(pytest.param(case, marks=pytest.mark.allt) for case in BROKEN if case not in QUICK)])
def test_a_search_that_proves_nothing_ends_with_2(standing: Project, case):
    """Without the internal websites, or with a search that does not see, nothing is proved."""
    harm, said = BROKEN[case]
    harm(standing)
    done = sekretess(standing)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert said in done.stderr


def test_after_an_edit_the_command_asks_for_a_build_first_and_still_says_a_leak(standing: Project):
    """An internal value that is newer than the built websites cannot be seen in them; what leaks is said all the same."""
    standing.replace("data/timra/internt/tolkningar.yml", READING, f"Nyss tillagt. {READING}")
    done = sekretess(standing)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "site är byggt av äldre data. Skriv make först.\n")
    (standing.site / "timra.se/404.html").write_text(f"<p>Nyss tillagt. {READING}</p>", encoding="utf-8")
    assert sekretess(standing).stderr.endswith("Sekretessen är inte bevisad.\n")


@pytest.mark.parametrize("website", ["timra.se", pytest.param("umea.se", marks=pytest.mark.allt)])
def test_a_public_website_that_is_empty_ends_with_2(standing: Project, website):
    """A folder without files is no website that was searched."""
    shutil.rmtree(standing.site / website)
    (standing.site / website).mkdir()
    done = sekretess(standing)
    assert (done.returncode, done.stderr.splitlines()) == (2, [f"{website}: Här finns inga filer att söka i.", "Sekretessen är inte bevisad."])
