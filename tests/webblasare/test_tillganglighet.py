"""Everybody can use every page: axe-core, the Nu HTML checker, and what neither of them sees, in a real Chromium."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from install import HERE, find
from projekt import Project

WEBSITES = ("timra.se", "umea.se", "timnet", "redaktionen")
KINDS = [
    *("timra.se/index", "timra.se/stod-och-hjalp", "timra.se/vem-kontaktas", "timra.se/sa-arbetar-kommunen", "timra.se/affisch"),
    *("timra.se/om-webbplatsen", "timra.se/404", "umea.se/i-arbetet", "timnet/index", "timnet/vad-som-gors"),
    *("redaktionen/index", "redaktionen/fragor", "redaktionen/404"),
]
WIDTHS = (320, 1280)
LEVELS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# WCAG 1.4.12. A sheet of this kind passes the page's own policy, as a reader's own style does.
SPACING = """() => { const sheet = new CSSStyleSheet();
  sheet.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }"""
MODES = {
    "dark": {"color_scheme": "dark"},
    "print": {"media": "print"},
    "forced colours": {"forced_colors": "active"},
    "text spacing": {"spacing": True},
    "400 % zoom": {"height": 256},
}
# Colours and lengths do not meet: what two modes hide shows in them together.
TOGETHER = {"dark, text spacing and 400 % zoom": {"color_scheme": "dark", "spacing": True, "height": 256}}


@pytest.fixture(scope="module")
def looks(browser, served):
    """Opens a page in a mode; each mode has one window, so that a page costs no new one."""
    windows = {}

    def look(name: str, width: int = 1280, *, script: bool = True, height: int = 800, spacing: bool = False, media: str = "screen", **colours):
        key = (width, height, script, media, *colours.values())
        if key not in windows:
            size = {"width": width, "height": height}
            context = browser.new_context(viewport=size, locale="sv-SE", java_script_enabled=script, reduced_motion="reduce", **colours)
            windows[key] = context.new_page()
            windows[key].emulate_media(media=media)
        page = windows[key]
        page.goto(f"{served}/{name}.html", wait_until="load")
        if spacing:
            page.evaluate(SPACING)
        return page

    yield look
    for page in windows.values():
        page.context.close()


@pytest.fixture(scope="module")
def axe() -> str:
    return (HERE / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(page, axe: str, touched: bool = True) -> list[str]:
    """What axe finds. `touched`: nobody taps paper, and how large links are in another system is for its styles."""
    page.evaluate(axe)
    asked = {"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"], "rules": {"target-size": {"enabled": touched}}}
    found = page.evaluate("asked => axe.run(document, asked)", asked)["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def html_pages(built: Project, website: str) -> list[str]:
    return sorted(f"{website}/{path.stem}" for path in (built.site / website).glob("*.html"))


def judge(look, axe, names, **mode) -> dict[str, list[str]]:
    """The pages with faults, and their faults."""
    touched = mode.get("media") != "print"
    return {name: found for name in names if (found := violations(look(name, **mode), axe, touched))}


@pytest.mark.parametrize("website", WEBSITES)
def test_axe_finds_nothing_on_any_page(looks, axe, built, website):
    """No page of any website breaks a rule of axe's, A to AAA and best practice, on a phone by day."""
    names = html_pages(built, website)
    assert len(names) >= 4 and judge(looks, axe, names, width=320) == {}


def test_axe_finds_nothing_in_the_dark_far_apart_and_much_enlarged(looks, axe):
    """One page of each kind has no fault in dark, with text spacing and at 400 % at once."""
    for mode in TOGETHER.values():
        assert judge(looks, axe, KINDS, width=320, **mode) == {}


def test_axe_finds_nothing_in_forced_colours_and_in_print(looks, axe):
    """The pages with the most shapes and rows have no fault in forced colours, nor as paper."""
    names = ["timra.se/vem-kontaktas", "timnet/vad-som-gors", "timra.se/affisch", "redaktionen/index"]
    assert judge(looks, axe, names, **MODES["forced colours"]) == judge(looks, axe, names, **MODES["print"]) == {}


@pytest.mark.allt
@pytest.mark.parametrize("mode", ["light", *MODES])
@pytest.mark.parametrize("website", WEBSITES)
def test_axe_finds_nothing_on_any_page_in_any_mode(looks, axe, built, website, mode):
    """Every page of every website, in every mode, at 320 and at 1280 pixels."""
    for width in (320,) if mode == "400 % zoom" else WIDTHS:
        assert judge(looks, axe, html_pages(built, website), width=width, **MODES.get(mode, {})) == {}, width


@pytest.mark.allt
def test_axe_finds_nothing_in_what_is_pasted_elsewhere(looks, axe, built):
    """Each fragment is without fault in a plain page of somebody else's."""
    for path in fragments(built):
        page = looks("timra.se/404", 320)
        page.set_content(framed(path))
        assert violations(page, axe, touched=False) == [], path.name


@pytest.mark.parametrize(
    ("plant", "rule"),
    [
        ("document.querySelector('main').append(new Image())", "image-alt"),
        ("document.querySelector('main p:not(.bara-print)').style.color = '#666'", "color-contrast-enhanced"),
        ("document.querySelector('aside.utkast').outerHTML = '<p>Utkast</p>'", "region"),
    ],
)
def test_axe_is_heard_when_something_is_wrong(looks, axe, plant, rule):
    """A planted fault of each level is found, so silence means that there is none."""
    page = looks("timra.se/om-webbplatsen", 320)
    page.evaluate(plant)
    assert {one.split(":")[0] for one in violations(page, axe)} == {rule}


# ---- The Nu HTML checker


def fragments(built: Project) -> list[Path]:
    return sorted((built.site / "redaktionen/fragment").rglob("*.html"))


def framed(fragment: Path) -> str:
    head = '<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Någon annans sida</title></head>'
    return f"{head}<body><main><h1>Någon annans sida</h1>{fragment.read_text(encoding='utf-8')}</main></body></html>"


# The checker finds a role superfluous that the element has of itself. WebKit takes it away when a narrow screen shows
# rows as cards (display: block), and the role gives it back. Only a cell's, a row's or a heading's own role passes.
OWN_ROLE = re.compile(r"The “role” attribute must not be used on a “t[rdh]” element which has a “table” ancestor")
ROLES = {"td": {"cell"}, "tr": {"row"}, "th": {"columnheader", "rowheader"}}


def errors(files: list[Path]) -> list[str]:
    """Every error of the Nu HTML checker."""
    jar = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = [find("java"), "-XX:TieredStopAtLevel=1", "-Xss4m", "-jar", str(jar), "--format", "json", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    messages = json.loads(done.stderr)["messages"]
    return [f"{Path(m['url']).name}:{m.get('lastLine')}: {m['message']}" for m in messages if m["type"] != "info" and not own_role(m)]


def own_role(message: dict) -> bool:
    said = OWN_ROLE.match(message["message"])
    tag = re.search(r'<(t[rdh]) role="(\w+)"', message.get("extract", "")[max(message.get("hiliteStart", 0) - 1, 0) :])
    return bool(said and tag and tag[2] in ROLES[tag[1]])


PLANTED = """<!doctype html><html lang="sv"><head><title>Planterad</title></head>
<body><p><div>Fel</div></p><table role="table"><tr role="button"><td role="cell">1</td></tr></table></body></html>"""


def test_every_page_is_valid_html(built, tmp_path):
    """The Nu HTML checker finds no error on any page, 404 and fragments too; it does on a page with faults planted."""
    pages = sorted(path for website in WEBSITES for path in (built.site / website).glob("*.html"))
    for number, path in enumerate(fragments(built)):
        pages.append(tmp_path / f"{number}-{path.parent.name}-{path.name}")
        pages[-1].write_text(framed(path), encoding="utf-8")
    planted = tmp_path / "planterad.html"
    planted.write_text(PLANTED, encoding="utf-8")
    found = errors([*pages, planted])
    assert [one for one in found if not one.startswith("planterad.html")] == []
    assert [one for one in found if "No “p” element in scope" in one] and [one for one in found if "“tr” element" in one]
    assert len(pages) > 40


# ---- The keyboard

# Every place where Tab should stop, in the order of the page.
STOPS = """() => { window.stops = [...document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex]')]
  .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true})
    && !(e.matches('.md-search__scrollwrap'))); return stops.map(e => e.outerHTML.slice(0, 120)); }"""
# Where Tab stopped: which place it is, and what is wrong with it.
STOP = """() => {
  const e = document.activeElement, faults = [], index = stops.indexOf(e);
  if (e === document.body || !e) return null;
  const light = c => c.match(/[\\d.]+/g).slice(0, 3).map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const seen = c => (c.match(/[\\d.]+/g) || [])[3] !== '0';
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (seen(c)) return c; } return 'rgb(255,255,255)'; };
  const all = e.getBoundingClientRect(), r = e.getClientRects()[0] || all, s = getComputedStyle(e);
  const tall = all.height > innerHeight - 150, inline = s.display === 'inline';
  if (!r.width || !r.height) faults.push('no size');
  const part = e.closest('.no-js .tabell') && all.left < innerWidth && all.right > 0; // without script Chromium leaves half a link
  if ((all.left < -1 || all.right > innerWidth + 1) && !part) faults.push('outside the screen sideways');
  if (!tall && (all.top < -2 || all.bottom > innerHeight + 2)) faults.push('outside the screen');
  if (tall && (all.bottom < 0 || all.top > innerHeight)) faults.push('outside the screen');
  const wide = parseFloat(s.outlineWidth);
  if (s.outlineStyle === 'none' || wide < 2) faults.push('no outline');
  else {
    const a = light(s.outlineColor), b = light(ground(parseFloat(s.outlineOffset) < 0 ? e : e.parentElement));
    if ((Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 3) faults.push('a faint outline');
  }
  const x = Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 2);
  for (const y of tall ? [] : inline ? [r.top + r.height / 2] : [r.top + 3, r.top + r.height / 2, r.bottom - 4]) {
    const at = document.elementFromPoint(x, Math.min(Math.max(y, 0), innerHeight - 1));
    if (at !== e && !e.contains(at)) { faults.push('covered by ' + (at && at.outerHTML.slice(0, 60))); break; }
  }
  return {index, text: e.outerHTML.slice(0, 120), faults, left: r.left, right: r.right, top: r.top + scrollY, bottom: r.bottom + scrollY,
    fixed: !!e.closest('.ut,.fast,.md-header,.sidor,.pa-sidan')};
}"""


def walk(page) -> list[str]:
    """Press Tab from the page's beginning to its end; everything that is wrong on the way."""
    expected, faults, last = page.evaluate(STOPS), [], None
    for number, text in enumerate(expected):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop and stop["faults"]:  # a field that opens when it gets focus takes a moment
            page.wait_for_timeout(100)
            stop = page.evaluate(STOP)
        if stop is None:
            return [*faults, f"{text}: Tab does not come here"]
        faults += [f"{stop['text']}: {fault}" for fault in stop["faults"]]
        if stop["index"] != number:
            return [*faults, f"{stop['text']}: not in the order of the page"]
        if last and not (last["fixed"] or stop["fixed"]) and stop["bottom"] <= last["top"] and stop["left"] < last["right"]:
            faults.append(f"{stop['text']}: above the one before")
        last = stop
    page.keyboard.press("Tab")
    beyond = page.evaluate(STOP)
    return [*faults, *([f"{beyond['text']}: one stop too many"] if beyond and beyond["index"] else [])]  # after the last comes the first again


@pytest.mark.parametrize(("width", "script"), [(320, True), (1280, False)])
@pytest.mark.parametrize("name", KINDS[:3] + KINDS[8:11])
def test_tab_meets_everything_in_order_and_in_sight(looks, name, width, script):
    """Tab stops at each link and field, in the page's order: on the screen, outlined, covered by nothing."""
    assert walk(looks(name, width, script=script)) == []


@pytest.mark.allt
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("website", WEBSITES)
def test_tab_meets_everything_on_every_page(looks, built, website, width, script):
    """The same on every page, narrow and wide, with and without script."""
    assert {name: found for name in html_pages(built, website) if (found := walk(looks(name, width, script=script)))} == {}


@pytest.mark.parametrize(
    ("plant", "fault"),
    [
        ("e => e.tabIndex = 1", "not in the order of the page"),
        ("e => e.style.outline = 'none'", "no outline"),
        ("e => e.style.outlineColor = '#a30f1d'", "a faint outline"),
        ("e => { e.style.position = 'fixed'; e.style.left = '-50px' }", "outside the screen sideways"),
        ("e => { e.style.position = 'absolute'; e.style.top = '-500px' }", "outside the screen"),
        ("() => Object.assign(document.body.appendChild(document.createElement('div')).style, {position: 'fixed', inset: 0, zIndex: 9})", "covered by"),
        ("e => { document.body.prepend(e) ; e.style.position = 'absolute'; e.style.top = '900px' }", "above the one before"),
    ],
)  # fmt: skip
def test_the_tab_walk_is_heard_when_something_is_wrong(looks, plant, fault):
    """Each kind of fault of the keyboard's is found when it is planted on one link."""
    page = looks("timra.se/404", 320)
    assert walk(page) == []
    page.evaluate("document.activeElement.blur()")
    page.reload()
    page.locator("main a").first.evaluate(plant)
    assert [one for one in walk(page) if fault in one]


# ---- Numbers and targets on a phone

SMALL = """() => {
  const faults = [];
  for (const e of document.querySelectorAll('a[href],button,input,summary')) {
    const r = e.getBoundingClientRect(), number = e.matches('[href^=tel],[href^=sms]');
    if (!e.checkVisibility({visibilityProperty: true}) || e.matches('.hopp,.md-skip')) continue;
    const block = e.parentElement.closest('p,li,dd,td,th,h1,h2,h3,label,div,blockquote') || e.parentElement;
    const inText = !number && [...block.childNodes].some(n => n !== e && !n.contains(e) && n.textContent.trim());
    const least = e.matches('.nummer') ? 44 : inText ? 0 : 24;
    if (r.height < least || r.width < Math.min(least, 24)) faults.push(`${e.textContent.trim()}: ${r.width.toFixed(1)} x ${r.height.toFixed(1)}, not ${least}`);
    if ((r.left < 0 || r.right > innerWidth) && !e.closest('.tabell')) faults.push(`${e.textContent.trim()}: off the screen`);
    if (number && e.getClientRects().length > 1) faults.push(`${e.textContent.trim()}: broken`);
    if (number && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline') faults.push(`${e.textContent.trim()}: runs out of its box`);
  }
  return faults;
}"""


@pytest.mark.parametrize("website", WEBSITES)
def test_numbers_and_targets_are_large_enough_and_whole(looks, built, website):
    """At 320 pixels every target is 24 pixels, every headline number 44, and no number is broken or off the screen."""
    names = html_pages(built, website)
    assert {name: found for name in names if (found := looks(name, 320).evaluate(SMALL))} == {}


@pytest.mark.parametrize(
    ("plant", "fault"),
    [
        ("e => { e.style.fontSize = '.5rem' }", "not 44"),
        ("e => { e.style.whiteSpace = 'normal'; e.style.display = 'inline'; e.parentElement.style.width = '1em' }", "broken"),
        ("e => { e.style.marginLeft = '300px' }", "off the screen"),
    ],
)
def test_a_number_that_is_small_broken_or_gone_is_found(looks, plant, fault):
    """The same look finds each fault when it is planted."""
    page = looks("timra.se/404", 320)
    page.locator("a.nummer").last.evaluate(plant)
    assert [one for one in page.evaluate(SMALL) if fault in one]


CARDS = """() => [...document.querySelectorAll('table.kort')].flatMap(t => [...t.rows].filter(r => r.parentElement.tagName === 'TBODY').flatMap(r => {
  const cells = [...r.cells].filter(c => c.textContent.trim()), box = cells.map(c => c.getBoundingClientRect());
  return [...box.slice(1).map((b, i) => b.top >= box[i].bottom - 1 ? '' : cells[i + 1].textContent + ': beside'),
    ...box.map((b, i) => b.right <= innerWidth ? '' : cells[i].textContent + ': off the screen'),
    ...cells.slice(1).map(c => c.dataset.l || t.matches('.matris') ? '' : c.textContent + ': without its heading')].filter(Boolean)}))"""


@pytest.mark.parametrize("name", ["timra.se/vem-kontaktas", "timra.se/sa-arbetar-kommunen", "umea.se/i-arbetet", "timnet/index", "timnet/vad-som-gors"])
def test_tables_are_cards_on_a_phone_and_tables_still(looks, name):
    """At 320 pixels the cells of a row stand under one another, each with its heading, and are still heard as a table."""
    page = looks(name, 320)
    assert page.evaluate(CARDS) == []
    for table in page.locator("table").all():
        heard = table.aria_snapshot()
        assert {"table", "row", "rowheader", "columnheader", "cell"} <= set(re.findall(r"^\s*- '?(\w+)", heard, re.MULTILINE))
    if page.locator("table.kort").count():
        assert [one for one in looks(name, 1280).evaluate(CARDS) if one.endswith("beside")]


def test_state_is_told_by_word_and_shape_and_not_by_colour(looks):
    """How urgent it is and how far it has come have a word of their own and a shape, also when colours are forced."""
    for colours in ({}, MODES["forced colours"]):
        urgent = looks("timnet/index", 320, **colours).locator(".niv").evaluate_all(
            "els => els.map(e => [e.className, e.innerText.trim(), parseFloat(getComputedStyle(e).borderTopWidth)])"
        )
        assert len({look for look, _, _ in urgent}) == len({word for _, word, _ in urgent}) > 1
        assert all(word.count("›") and re.search(r"\w", word) and border >= 1 for _, word, border in urgent)
        assert len({word.count("›") for _, word, _ in urgent}) == len({word for _, word, _ in urgent})
        states = looks("timnet/vad-som-gors", 320, **colours).locator(".status").evaluate_all(
            "els => els.map(e => [e.innerText.trim(), e.querySelector('.kant').getBoundingClientRect().width])"
        )
        assert states and all(word and width > 20 for word, width in states)


# ---- What every page says of itself


class Said(HTMLParser):
    """The words of a page with their language, and how often each landmark stands in it."""

    def __init__(self, html: str):
        super().__init__()
        self.open, self.words, self.count, self.title = [("", "")], [], Counter(), ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        language = values.get("lang") or self.open[-1][1]
        self.count[tag] += 1
        self.words += [(language, values[name]) for name in ("aria-label", "title", "placeholder", "alt") if values.get(name)]
        if tag not in ("meta", "link", "br", "input", "img", "hr", "path", "circle", "rect"):
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        if any(one == tag for one, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        tag, language = self.open[-1]
        if tag == "title":
            self.title += data
        if tag not in ("script", "style", "code"):
            self.words.append((language, data))


ENGLISH = re.compile(r"\b(the|and|of|with|your|search|skip|link|page|next|previous|menu|close|back|made|copy|results?)\b", re.IGNORECASE)


NAMES = re.compile(r"Save the Children|Support for children and young people")  # of an organisation, of a source: as they are


def english(said: Said) -> list[str]:
    return [words.strip() for language, words in said.words if language == "sv" and ENGLISH.search(NAMES.sub("", words))]


@pytest.mark.parametrize("website", WEBSITES)
def test_every_page_has_its_landmarks_its_own_title_and_its_language(built, website):
    """Each page has one main part, one main heading, a title that no other has, and no English word that is called Swedish."""
    said = {name: Said(built.page(f"{name}.html")) for name in html_pages(built, website)}
    for name, page in said.items():
        assert (page.count["main"], page.count["h1"], page.count["html"]) == (1, 1, 1), name
        assert name.endswith("404") or {"header", "footer", "nav"} <= set(page.count), name
        assert {language for language, words in page.words if words.strip()} <= {"sv"} or "/sprak" in name, name
        assert english(page) == [], name
    titles = Counter(page.title for page in said.values())
    assert max(titles.values()) == 1 and all(titles)


def test_an_english_word_is_found_unless_it_is_said_to_be_english():
    """A label that somebody forgot to translate is found; one in its own language is not."""
    assert english(Said('<html lang="sv"><a title="Permanent link" href="#a">#</a>')) == ["Permanent link"]
    assert english(Said('<html lang="sv"><p>Sida på <a lang="en" href="a.html">This page</a></p>')) == []


@pytest.mark.parametrize("website", WEBSITES)
def test_a_missing_page_is_styled_in_any_folder(browser, built, website):
    """The 404 page of each website needs no other file and looks the same three folders down."""
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page, asked = context.new_page(), []
    page.route("**/*", lambda route: (asked.append(route.request.url), route.fulfill(status=404, content_type="text/html; charset=utf-8", body=built.page(f"{website}/404.html"))))
    page.goto("http://kommun.invalid/a/b/c/finns-inte.html")
    assert [url for url in asked if not url.startswith("data:")] == ["http://kommun.invalid/a/b/c/finns-inte.html"]
    assert page.locator("h1").inner_text() == "Sidan finns inte"
    assert "sans-serif" in page.evaluate("getComputedStyle(document.body).fontFamily")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


# ---- Redaktionen: what Material lacks


@pytest.mark.parametrize("script", [True, False])
def test_redaktionens_pages_are_in_sight_on_a_phone(looks, script):
    """There is no drawer: at 320 pixels every page of Redaktionen is a link that one sees, the current one marked."""
    page = looks("redaktionen/fragor", 320, script=script)
    links = page.get_by_role("navigation", name="Sidor").get_by_role("link")
    assert links.count() >= 6 and all(link.is_visible() for link in links.all())
    assert page.locator("[aria-current=page]").all_inner_texts() == ["Frågor till kommunen"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".md-header .md-ellipsis").evaluate_all("els => els.filter(e => e.scrollWidth > e.clientWidth).length") == 0


@pytest.mark.parametrize("script", [True, False])
def test_a_wide_table_scrolls_with_the_keyboard(looks, script):
    """A table that is wider than the phone is reached with Tab and moved with the arrows, with and without script."""
    page = looks("redaktionen/index", 320, script=script)
    table = page.get_by_role("group", name="Tabell").first
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert table.evaluate("e => [e === document.activeElement, e.scrollLeft > 0]") == [True, True]


@pytest.mark.parametrize("width", WIDTHS)
def test_searching_redaktionen_is_named_announced_and_can_be_left(looks, axe, width):
    """The search has a name, says how many hits there are, and Escape leaves it; on a phone a button opens it."""
    page = looks("redaktionen/index", width)
    button, field = page.get_by_role("button", name="Sök", exact=True), page.get_by_role("textbox", name="Sök")
    if width == 320:
        assert not field.is_visible() and button.get_attribute("aria-expanded") == "false"
        button.press("Enter")
        assert button.get_attribute("aria-expanded") == "true"
    else:
        field.focus()
    assert field.evaluate("e => e === document.activeElement")
    page.keyboard.type("växel")
    page.get_by_role("search", name="Sök på Redaktionen").locator("[role=status]", has_text=re.compile(r"\d+ sökresultat|1 sökresultat")).wait_for()
    assert violations(page, axe) == []
    page.keyboard.press("Escape")
    page.wait_for_timeout(100)
    assert page.locator("#__search").is_checked() is False and not page.locator(".md-search__output").is_visible()
    assert width == 1280 or button.evaluate("e => e === document.activeElement")


def pages_with_labels(built: Project) -> Iterator[tuple[str, str]]:
    yield from ((name, tag) for name in html_pages(built, "redaktionen") for tag in re.findall(r"<label[^>]*>", built.page(f"{name}.html")))


def test_redaktionen_has_no_label_that_only_a_mouse_can_press(built):
    """No menu hides behind a label: the only labels left belong to the search field, beside the keyboard's own way."""
    assert {tag for _, tag in pages_with_labels(built)} == {
        '<label class="md-search__overlay" for="__search">',
        '<label class="md-search__icon md-icon" for="__search">',
    }
