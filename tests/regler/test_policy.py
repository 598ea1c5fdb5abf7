"""The policy that a page carries: what stands in the page runs, by its hash, and nothing else does."""

from __future__ import annotations

import base64
import hashlib

import pytest

from vagvisaren.finished import output, policy

from .planting import write

FRAME = '<!doctype html><html lang="sv"><head><meta http-equiv="Content-Security-Policy" content="CSP">{head}</head><body>{body}</body></html>'


def page(head: str = "", body: str = "") -> str:
    return FRAME.format(head=head, body=body)


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def rules(html: str, **how: bool) -> dict[str, str]:
    """Each directive of a page's policy and its values."""
    said = policy.policy(html, how.get("own_files", False))
    return dict(rule.split(" ", 1) for rule in said.split("; "))


def test_a_page_with_nothing_of_its_own_may_run_nothing():
    """A page without styles and scripts allows none, and sends no form and no base."""
    assert rules(page()) == {
        "default-src": "'none'",
        "style-src": "'none'",
        "script-src": "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_each_style_and_script_is_allowed_by_its_own_hash():
    """The hash is of the block's text as it stands, with its spaces, line breaks and å ä ö, and the same one stands once."""
    style, script, other = "a{color:red}\n", '\nlet å = "</b>" + "<i>" + "&amp;"\n', "1"
    body = f"<script>{script}</script><script>{other}</script><script>{other}</script>"
    found = rules(page(f"<style>{style}</style>", body))
    assert found["style-src"] == hash_of(style)
    assert found["script-src"] == f"{hash_of(script)} {hash_of(other)}"


@pytest.mark.parametrize("block", ['<script type="application/json">{"a": 1}</script>', '<script src="a.js"></script>', "<!-- <script>1</script> -->"])
def test_what_is_no_script_of_the_page_gets_no_hash(block):
    """Data for a script, a script in a file and a script in a comment need no hash."""
    assert rules(page(body=block))["script-src"] == "'none'"


def test_a_script_that_is_named_in_an_attribute_or_a_comment_is_none():
    """The real one after it has its own hash, and nothing else has one."""
    body = '<p title="<script>">a</p><!-- <style> --><p title=\'<style>b</style>\'>c</p><script>1</script>'
    found = rules(page(body=body))
    assert found["script-src"] == hash_of("1") and found["style-src"] == "'none'"


def test_a_website_with_files_of_its_own_loads_those_and_no_other_host_s():
    """With files of its own a website may load them, and still no inline block without its hash."""
    found = rules(page("<style>a{}</style>"), own_files=True)
    assert found["style-src"] == f"'self' {hash_of('a{}')}"
    assert {name: found[name] for name in ("script-src", "font-src", "connect-src", "worker-src")} == dict.fromkeys(
        ("script-src", "font-src", "connect-src", "worker-src"), "'self'"
    )
    assert found["img-src"] == "'self' data:" and found["default-src"] == "'none'"


def test_no_policy_says_unsafe():
    """Nothing that begins with unsafe stands in a policy, whatever the page holds."""
    html = page('<style>b{}</style><script>eval("1")</script>', '<p style="color:red" onclick="1">')
    assert "unsafe" not in policy.policy(html, True) and "unsafe" not in policy.policy(html, False)


def test_a_page_is_sealed_once_where_the_frame_says(tmp_path):
    """The policy stands in the frame's place, is the same whoever asks again, and the rest of the page is byte for byte as it was."""
    html = page("<style>a{}</style>", "<p>å</p>")
    write(tmp_path, "index.html", html)
    policy.seal_all(tmp_path)
    sealed = (tmp_path / "index.html").read_bytes().decode("utf-8")
    assert sealed == html.replace('content="CSP"', f'content="{policy.policy(html, False)}"')
    policy.seal_all(tmp_path)
    assert (tmp_path / "index.html").read_bytes().decode("utf-8") == sealed


# ------------------------------------------------------------------ the check of the finished pages


def faults(root, html: str, name: str = "index.html") -> list[str]:
    write(root, f"site/{name}", html)
    return [str(fault) for fault in output.site_faults(root / "site", {}, root)]


def test_a_sealed_page_without_styles_and_scripts_in_its_elements_passes(tmp_path):
    """A page whose styles and scripts stand in blocks has no fault."""
    assert faults(tmp_path, policy.seal(page("<style>a{}</style>", '<p class="style" data-on="1">style="" onclick=""</p>'))) == []


@pytest.mark.parametrize(
    ("element", "attribute"),
    [
        ('<p style="color:red">a</p>', "style"),
        ("<p STYLE=''>a</p>", "style"),
        ('<button onclick="ring()">a</button>', "onclick"),
        ('<img src="data:," alt="" onerror="ring()">', "onerror"),
        ("<svg onload=ring()></svg>", "onload"),
    ],
)
def test_a_style_or_a_script_in_an_element_stops_the_build(tmp_path, element, attribute):
    """An attribute that the page's own policy refuses is a fault, however it is written."""
    said = f'index.html:1:1: Ett element har "{attribute}". Webbläsaren följer det inte. Skriv det i en fil i tema/.'
    assert faults(tmp_path, policy.seal(page(body=element))) == [said]


def test_a_page_without_its_policy_stops_the_build(tmp_path):
    """A page that nobody sealed is a fault, and so is one whose frame has lost the place."""
    said = "index.html:1:1: Sidan säger inte vad webbläsaren får köra. Sätt tillbaka Content-Security-Policy i tema/."
    assert faults(tmp_path, page()) == [said]
    assert faults(tmp_path, policy.seal(page().replace("http-equiv", "name"))) == [said]
