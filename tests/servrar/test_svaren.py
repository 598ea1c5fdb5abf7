"""What nginx and Apache answer with the shipped settings: headers, kinds of files, packed files, what is refused, the log."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import signal
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from serving import INSIDE, INTERNAL, MUNICIPAL, OUTSIDE, PUBLIC, SHIPPED, Answer, Server, put, running

SECURITY = {
    "content-security-policy": "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
}
OWN = {
    PUBLIC: {**SECURITY, "cache-control": "no-cache"},
    INTERNAL: {**SECURITY, "cache-control": "no-store", "x-robots-tag": "noindex, nofollow"},
}
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
}
PACKED = {".html", ".css", ".js", ".xml", ".json"}


def live(server: Server, host: str) -> Path:
    return (server.public if host == PUBLIC else server.internal).root / "aktuell"


def files(server: Server, host: str) -> list[str]:
    """Every file of a website that a reader may ask for."""
    folder = live(server, host)
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.suffix in KINDS]


def kind(answer: Answer) -> str:
    return answer.headers["content-type"].replace(";charset", "; charset")


def lacking(answer: Answer, wanted: dict[str, str]) -> dict[str, str | None]:
    """The headers that are missing, other or sent twice."""
    return {name: answer.headers.get(name) for name, value in wanted.items() if answer.headers.get(name) != value}


# ------------------------------------------------------------------ headers


@pytest.mark.parametrize("host", [PUBLIC, INTERNAL])
def test_every_answer_carries_every_header(server, host):
    """On 200, 304 and 404, for GET and HEAD, packed or not, each header stands once, and nothing says a version or unsafe."""
    seen = set()
    for path in ("/", "/index.html", "/kontakter.json", "/sitemap.xml", "/finns-inte", "/a/b/finns-inte.html"):
        for method in ("GET", "HEAD"):
            for coding in ("gzip", "identity"):
                first = server.ask(path, host, method, accept_encoding=coding)
                again = server.ask(path, host, method, accept_encoding=coding, if_none_match=first.headers.get("etag", '""'))
                for answer in (first, again):
                    seen.add(answer.status)
                    assert lacking(answer, OWN[host]) == {}, (path, method, coding, answer.status)
                    assert "x-robots-tag" in answer.headers or host == PUBLIC
                    assert answer.headers["server"].lower() == server.kind
                    assert answer.headers["vary"] == "Accept-Encoding"
                    assert "x-powered-by" not in answer.headers and "unsafe" not in str(answer.headers)
    assert seen == {200, 304, 404}


def test_the_public_website_may_be_indexed(server):
    """The server never says noindex of the public website: a page says it itself while it is a draft."""
    assert "x-robots-tag" not in server.ask("/").headers


@pytest.mark.parametrize("host", [PUBLIC, INTERNAL])
def test_http_leads_to_https(server, host):
    """Without TLS a request gets a redirection to the same page with it, and no referrer goes along."""
    answer = server.ask("/vem-kontaktas.html?a=1", host, tls=False)
    assert (answer.status, answer.headers["location"]) == (301, f"https://{host}/vem-kontaktas.html?a=1")
    assert answer.headers["referrer-policy"] == "no-referrer" and "strict-transport-security" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "PROPFIND"])
def test_nothing_can_be_sent_or_changed(server, method):
    """No method changes anything, and none echoes what was sent."""
    before = server.ask("/").body
    answer = server.ask("/index.html", method=method, content_length="0", x_hemligt="hemligt")
    assert answer.status in (400, 403, 404, 405, 501) or answer.body == before
    assert b"hemligt" not in answer.body
    assert server.ask("/").body == before


# ------------------------------------------------------------------ files


@pytest.mark.parametrize("host", [PUBLIC, INTERNAL])
def test_every_file_is_sent_as_what_it_is_packed_or_not(editors_server, host):
    """Each file has its own kind with UTF-8, is sent byte for byte, and packed as the .gz that lies beside it."""
    seen = set()
    for name in files(editors_server, host):
        path, suffix = live(editors_server, host) / name, Path(name).suffix
        plain = editors_server.ask(f"/{name}", host)
        assert (plain.status, kind(plain), plain.body) == (200, KINDS[suffix], path.read_bytes()), name
        assert "content-encoding" not in plain.headers
        if suffix in PACKED:
            sent = editors_server.ask(f"/{name}", host, accept_encoding="br, gzip")
            assert (sent.status, kind(sent), sent.headers["content-encoding"]) == (200, KINDS[suffix], "gzip"), name
            assert sent.body == path.with_name(f"{path.name}.gz").read_bytes() and gzip.decompress(sent.body) == plain.body
            assert sent.headers["etag"] != plain.headers["etag"]
        seen.add(suffix)
    assert seen == ({".html", ".xml", ".json"} if host == PUBLIC else set(KINDS))


@pytest.mark.parametrize("coding", ["", "identity", "br", "deflate", "gzip;q=0", "gzip; q=0.0, identity"])
def test_a_reader_who_does_not_take_gzip_gets_none(server, coding):
    """Only a reader that asks for gzip gets it."""
    answer = server.ask("/index.html", accept_encoding=coding)
    assert "content-encoding" not in answer.headers
    assert answer.body == (live(server, PUBLIC) / "index.html").read_bytes()


def test_head_says_what_get_would_say(server):
    """HEAD has the status, length, kind and ETag of GET, and no body."""
    for path in ("/", "/kontakter.json", "/finns-inte"):
        for coding in ("gzip", "identity"):
            get, head = (server.ask(path, method=method, accept_encoding=coding) for method in ("GET", "HEAD"))
            assert head.body == b"" and head.status == get.status
            assert lacking(head, {name: get.headers[name] for name in ("content-length", "content-type", "etag")}) == {}


def test_the_first_page_has_two_names(server):
    """/ and /index.html are the same page, neither leads to the other, and a query changes nothing."""
    answers = [server.ask(path) for path in ("/", "/index.html", "/?a=1", "/index.html?b=2")]
    assert {(a.status, a.headers["etag"], a.body) for a in answers} == {(200, answers[0].headers["etag"], answers[0].body)}


def test_a_missing_page_is_the_website_s_own(server):
    """At any depth a missing page answers 404 with the website's page that gives the numbers."""
    for host in (PUBLIC, INTERNAL):
        page = (live(server, host) / "404.html").read_bytes()
        for path in ("/finns-inte", "/finns-inte.html", "/a/b/c/", "/index.html/", "/index.php", "/index"):
            answer = server.ask(path, host)
            assert (answer.status, answer.body) == (404, page), path


def test_the_contacts_for_programs_are_readable(server):
    """kontakter.json is JSON in UTF-8 for any program."""
    assert json.loads(server.ask("/kontakter.json", accept_encoding="identity").body)["kontakter"]


def test_what_has_not_changed_is_not_sent_again(server):
    """A reader who has the page gets an empty 304; one who has another gets the page."""
    page = server.ask("/", accept_encoding="gzip")
    assert parsedate_to_datetime(page.headers["last-modified"])
    same = server.ask("/", accept_encoding="gzip", if_none_match=page.headers["etag"])
    assert (same.status, same.body, same.headers["etag"]) == (304, b"", page.headers["etag"])
    assert server.ask("/", accept_encoding="gzip", if_none_match='"annan"').body == page.body


# ------------------------------------------------------------------ what is refused


@pytest.fixture
def planted(server):
    """Files that nobody may read, or only by their full name, in what is live."""
    folder = live(server, PUBLIC)
    texts = {".hemlig": "hemligt", ".git/config": "hemligt", "mapp/inre7/sida.html": "sida", ".well-known/security.txt": "kontakt"}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    yield server
    for name in {name.split("/")[0] for name in texts}:
        shutil.rmtree(folder / name) if (folder / name).is_dir() else (folder / name).unlink()


def test_nothing_that_begins_with_a_dot_is_shown(planted):
    """No file or folder that begins with a dot is shown, but for .well-known."""
    for path in ("/.hemlig", "/.git/config", "/.git/", "/mapp/../.hemlig", "/%2ehemlig", "//.hemlig", "/.htaccess", "/mapp/.finns-inte"):
        answer = planted.ask(path)
        assert answer.status in (403, 404) and b"hemligt" not in answer.body, path
    assert planted.ask("/.well-known/security.txt").body == b"kontakt"


def test_no_folder_is_listed(planted):
    """A folder without a first page shows no name of what it holds, with and without a slash."""
    assert planted.ask("/mapp/inre7/sida.html").body == b"sida"
    for path in ("/mapp", "/mapp/", "/mapp/inre7/"):
        answer = planted.ask(path)
        assert answer.status in (301, 403, 404), path
        assert b"sida.html" not in answer.body and (b"inre7" not in answer.body or path.startswith("/mapp/inre7")), path


# Ways to spell the folder above.
UP = (
    *("/", "/../", "/%2e%2e/", "/..%2f", "/%2e%2e%2f", "/..%5c", "/.%2e/", "//../"),
    *("/a/../../", "/./../", "/%252e%252e/", "/..;/", "/aktuell/", "/\\..\\"),
)


def outside_names(target) -> list[str]:
    name = target.current()
    return ["mal.json", f"utgavor/{name}.json", f"utgavor/{name}/index.html", "utgavor/", "../../cert.pem", "../../../../../../etc/passwd"]


@pytest.mark.parametrize("host", [PUBLIC, INTERNAL])
def test_nothing_outside_what_is_live_is_reached(server, host):
    """Neither manifests, other releases nor any other file is reached, however the way up is spelled."""
    target = server.public if host == PUBLIC else server.internal
    assert "hemligt" in (target.root / f"utgavor/{target.current()}.json").read_text()
    for up in UP:
        for name in outside_names(target):
            answer = server.ask(f"{up}{name}", host)
            assert answer.status in (301, 400, 403, 404), up + name
            assert not re.search(rb"hemligt|root:|BEGIN CERT", answer.body), up + name


OFFERED = ("/server-status", "/server-status?auto", "/server-info", "/icons/", "/icons/README", "/cgi-bin/", "/manual/")


@pytest.mark.parametrize("path", OFFERED)
def test_the_server_says_nothing_of_itself(server, path):
    """What Debian's own settings offer beside the website is not there, from this machine either."""
    for host in (PUBLIC, INTERNAL):
        answer = server.ask(path, host)
        assert (answer.status, answer.body) == (404, (live(server, host) / "404.html").read_bytes())


def test_no_answer_of_the_server_s_own_says_its_version(server):
    """Pages that the server writes itself, for what is malformed, forbidden or redirected, name no version."""
    broken = [b"X\r\n\r\n", b"GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"]
    said = [server.raw(request) for request in broken] + [server.raw(b"GET / HTTP/1.0\r\n\r\n", tls=False)]
    said += [server.ask("/", INTERNAL, source=OUTSIDE).body, server.ask("/", tls=False).body, server.ask("/", method="TRACE").body]
    assert all(said[1:2]) and b"400" in b"".join(said)
    assert not re.search(rb"(nginx|apache|openssl|perl)/\d|debian|ubuntu", b"".join(said), re.IGNORECASE)


# ------------------------------------------------------------------ the internal website


def test_the_internal_website_is_for_its_own_networks_alone(server):
    """From outside every path of it answers 403, with nothing of the website."""
    own = (live(server, INTERNAL) / "index.html").read_text(encoding="utf-8")
    name = re.search(r"– ([^<]+)</title>", own)[1]
    existing = ("/", "/index.html", "/vad-som-gors.html", "/kontakter.json", "/sitemap.xml", "/404.html", "/index.html.gz")
    for path in (*existing, "/finns-inte", "/.hemlig", "/icons/"):
        for coding in ("gzip", "identity"):
            inside, outside = (server.ask(path, INTERNAL, source=source, accept_encoding=coding) for source in (INSIDE, OUTSIDE))
            assert inside.status in (200, 404)
            assert outside.status == 403, path
            assert len(outside.body) < 500 and name.encode() not in outside.body and b"112" not in outside.body, path
    assert server.ask("/", source=OUTSIDE).status == 200  # the public one is for all


@pytest.mark.parametrize("header", ["x_forwarded_for", "x_real_ip", "forwarded", "client_ip", "true_client_ip"])
def test_a_header_does_not_move_a_reader_inside(server, header):
    """Who says in a header that it comes from an allowed network is still outside."""
    assert server.ask("/", INTERNAL, source=OUTSIDE, **{header: INSIDE}).status == 403


def test_another_name_does_not_lead_inside(server):
    """With the public name to the outside and the internal one inside, or a name that nobody has, no reader from outside gets in."""
    internal = (live(server, INTERNAL) / "index.html").read_bytes()
    for host in (INTERNAL, INTERNAL.upper(), f"{INTERNAL}.", f"{INTERNAL}:443"):
        answer = server.ask("/", PUBLIC, source=OUTSIDE, named=host)
        assert answer.body != internal and answer.status in (200, 400, 403, 421), host
        assert answer.status != 200 or answer.body == server.ask("/").body
    assert server.ask("/", PUBLIC, source=OUTSIDE, named="nagon.annan").body == server.ask("/").body


def test_without_its_name_the_internal_website_is_not_shown_inside_either(server):
    """A request from inside that names no website gets the public one."""
    assert server.ask("/", PUBLIC, named="nagon.annan").body == (live(server, PUBLIC) / "index.html").read_bytes()


# ------------------------------------------------------------------ the log


def test_the_log_says_nothing_of_the_visitor(server):
    """Address, query, referrer and browser stand in no log of the server's, whatever goes wrong; the page and the answer do."""
    visitor = "127.0.0.77"
    trail = {"referer": "https://exempel.se/spar-av-lank", "user_agent": "spar-av-webblasare", "cookie": "a=spar-av-kaka"}
    trail["authorization"] = "Basic c3Bhci1hdg=="
    for host in (PUBLIC, INTERNAL, "nagon.annan"):
        for path in ("/", "/finns-inte-har", "/../", "/.git", "/mapp/"):
            server.ask(f"{path}?q=spar-av-fraga", PUBLIC, source=visitor, named=host, **trail)
        server.ask("/?q=spar-av-fraga", PUBLIC, source=visitor, tls=False, named=host, **trail)
        server.ask("/?q=spar-av-fraga", INTERNAL, source=visitor, **trail)
    link = b"\r\nReferer: https://exempel.se/spar-av-lank\r\n\r\n"
    server.raw(b"GET /%zz?q=spar-av-fraga HTTP/1.1\r\nHost: x\r\nConnection: close" + link, visitor)
    server.raw(b"GET /?q=spar-av-fraga HTTP/1.0" + link, visitor, tls=False)
    server.raw(b"X\r\n\r\n", visitor)
    log = server.log
    assert re.search(r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\S+ 404 GET /finns-inte-har \d+$", log, re.MULTILINE)
    words = (visitor, "spar-av", "c3Bhci1hdg==")
    assert [row for row in log.splitlines() if any(word in row for word in words)] == []


# ------------------------------------------------------------------ a sub-folder, and the files themselves


def test_it_works_in_a_sub_folder_of_another_website(server):
    """As the README says: the pages, their headers, packed files and the missing page, below another website's address."""
    folder = live(server, PUBLIC)
    wanted = {name: value for name, value in OWN[PUBLIC].items() if name != "strict-transport-security"}
    for path, file in (("/", "index.html"), ("/index.html", "index.html"), ("/kontakter.json", "kontakter.json")):
        answer = server.ask(f"/trygghet{path}", MUNICIPAL)
        assert (answer.status, answer.body, kind(answer)) == (200, (folder / file).read_bytes(), KINDS[Path(file).suffix])
        packed = server.ask(f"/trygghet{path}", MUNICIPAL, accept_encoding="gzip")
        assert packed.body == (folder / f"{file}.gz").read_bytes()
        assert lacking(answer, wanted) == lacking(packed, wanted) == {}
    missing = server.ask("/trygghet/a/finns-inte.html", MUNICIPAL)
    assert (missing.status, missing.body) == (404, (folder / "404.html").read_bytes()) and lacking(missing, wanted) == {}
    assert server.ask("/trygghet", MUNICIPAL).headers["location"].endswith("/trygghet/")
    assert server.ask("/", MUNICIPAL).body == b"kommunen" and lacking(server.ask("/", MUNICIPAL), wanted).keys() == wanted.keys()
    for path in ("/trygghet/../mal.json", "/trygghet../mal.json", "/trygghet/%2e%2e/mal.json", "/trygghet/.hemlig"):
        assert server.ask(path, MUNICIPAL).status in (400, 404), path


def test_the_website_is_shown_where_there_is_no_link_to_follow(websites):
    """A target that holds a copy instead of a link is shown, and so is Apache's when Perl has been ended."""
    for kind_ in ("nginx", "apache"):
        with running(kind_) as server:
            for target, website in ((server.public, "timra.se"), (server.internal, "timnet")):
                target.swap(put(target, websites[website]))
            followed = {host: server.ask("/", host).body for host in (PUBLIC, INTERNAL)}
            for child in server.children:
                if "perl" in Path(f"/proc/{child}/cmdline").read_text():
                    os.kill(child, signal.SIGKILL)
            assert {host: server.ask("/", host).body for host in followed} == followed
            assert server.ask("/trygghet/", MUNICIPAL).body == followed[PUBLIC]
            folder = live(server, PUBLIC)
            release = folder.resolve()
            folder.unlink()
            shutil.copytree(release, folder)
            for path in ("/", "/index.html", "/finns-inte", "/utgavor/", "/../mal.json"):
                answer = server.ask(path)
                assert answer.status == (200 if "index" in path or path == "/" else 400 if ".." in path else 404), path
            assert server.ask("/", accept_encoding="gzip").body == (folder / "index.html.gz").read_bytes()


@pytest.mark.parametrize("file", ["nginx.conf", "nginx-common.conf", "apache.conf"])
def test_every_placeholder_is_explained(file):
    """Each name between brackets in the settings stands in the README's table, or is one of the certificates and logs there."""
    table = re.findall(r"`<<([^`]+?)(…?)>>`", (SHIPPED / "README.md").read_text(encoding="utf-8"))
    found = set(re.findall(r"<<([^\s<>]+)>>", (SHIPPED / file).read_text(encoding="utf-8")))
    assert found and [one for one in found if not any(one == name or more and one.startswith(name) for name, more in table)] == []


def test_the_servers_and_the_text_for_iis_say_the_same_headers():
    """The three texts name the same headers with the same values, so that none is forgotten."""
    for name, value in SECURITY.items():
        if name != "strict-transport-security":
            for file in ("nginx-common.conf", "apache.conf", "iis.md"):
                text = (SHIPPED / file).read_text(encoding="utf-8")
                assert name in text.lower() and value in text, (file, name)
