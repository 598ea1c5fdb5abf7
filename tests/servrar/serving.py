"""Real web servers on loopback: Debian's own nginx and Apache, set up by the shipped files as the README says."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from install import find
from projekt import ROOT, free_port, wait_for

from vagvisaren.publishing import release
from vagvisaren.publishing.target import LocalTarget

SHIPPED = ROOT / "server"
# A browser finds these names on its own machine. The last is a municipality's own website, with ours in a sub-folder.
PUBLIC, INTERNAL, MUNICIPAL = "publik.localhost", "intern.localhost", "kommunen.localhost"
INSIDE, OUTSIDE = "127.0.0.1", "127.0.0.2"  # the allowed network is the first alone
README = (SHIPPED / "README.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 22, 12)


# ------------------------------------------------------------------ what is served


def put(target: LocalTarget, website: Path, now: datetime = NOW) -> str:
    """Lay a built website as a release in a target, as publishing does; its name."""
    name = release.release_name(now, release.sums(website))
    target.stage(website, name)
    target.place(name, b'{"manifest": "hemligt"}')
    target.write("mal.json", b'{"manifest": "hemligt"}')
    return name


def packed(website: Path, to: Path) -> Path:
    """A copy of a built website, with its .gz files."""
    shutil.copytree(website, to)
    release.compress(to)
    return to


# ------------------------------------------------------------------ the servers


def _text(file: str) -> str:
    return (SHIPPED / file).read_text(encoding="utf-8")


def fill(text: str, values: dict[str, str]) -> str:
    """A shipped text with every placeholder replaced."""
    return re.sub(r"<<([^\s<>]+)>>", lambda match: values[match[1]], text)


def block(language: str) -> str:
    """What the README says for a sub-folder."""
    return README.split(f"```{language}\n")[1].split("```")[0]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]  # names in small letters; a header that is sent twice has both values
    body: bytes


@dataclass(frozen=True)
class Server:
    """A machine with a web server and two targets, srv/publik and srv/intern."""

    kind: str
    folder: Path
    http: int
    https: int

    @property
    def public(self) -> LocalTarget:
        return LocalTarget(self.folder / "srv" / "publik", "publik")

    @property
    def internal(self) -> LocalTarget:
        return LocalTarget(self.folder / "srv" / "intern", "intern")

    def address(self, host: str = PUBLIC) -> str:
        return f"https://{host}:{self.https}"

    @property
    def log(self) -> str:
        """Every word that the server has logged, in whatever file."""
        return "".join(path.read_text(encoding="utf-8") for path in sorted((self.folder / "log").iterdir()))

    @property
    def children(self) -> list[int]:
        """The processes that the server has started."""
        number = (self.folder / "run/pid").read_text().strip()
        return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.folder / "cert.pem")

    def connect(self, host: str = PUBLIC, source: str = INSIDE, tls: bool = True) -> http.client.HTTPConnection:
        """A connection that lives until it is closed, from an address of this machine."""
        connection = http.client.HTTPConnection(host, timeout=20)

        def create(*_: object) -> socket.socket:
            plain = socket.create_connection((INSIDE, self.https if tls else self.http), 20, (source, 0))
            return self._tls.wrap_socket(plain, server_hostname=host) if tls else plain

        connection._create_connection = create
        return connection

    def raw(self, request: bytes, source: str = INSIDE, tls: bool = True) -> bytes:
        """All that comes back when a client sends what it likes."""
        plain = socket.create_connection((INSIDE, self.https), 5, (source, 0))
        with (self._tls.wrap_socket(plain, server_hostname=PUBLIC) if tls else plain) as sent:
            sent.sendall(request)
            return b"".join(iter(lambda: sent.recv(65536), b""))

    def ask(
        self,
        path: str,
        host: str = PUBLIC,
        method: str = "GET",
        source: str = INSIDE,
        tls: bool = True,
        named: str | None = None,
        **headers: str,
    ) -> Answer:
        """One request on a connection of its own. `named`: another name in the request than the one of the connection."""
        connection = self.connect(host, source, tls)
        try:
            return ask(connection, path, method, **({"host": named} if named else {}), **headers)
        finally:
            connection.close()


def ask(connection: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str) -> Answer:
    """One request; `if_none_match="…"` is the header If-None-Match."""
    connection.putrequest(method, path, skip_host="host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    names = {name.lower() for name in response.headers}
    return Answer(response.status, {name: ", ".join(response.headers.get_all(name)) for name in names}, body)


@contextmanager
def running(kind: str) -> Iterator[Server]:
    """A server with empty targets, until the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="vagvisaren-server-"))
    folder.chmod(0o755)  # its workers are another user
    try:
        server = Server(kind, folder, free_port(), free_port())
        for room in ("srv", "log", "run", "kommunen"):
            (folder / room).mkdir()
        (folder / "kommunen/index.html").write_text("kommunen", encoding="utf-8")
        _certificate(folder)
        command, environment = {"nginx": _nginx, "apache": _apache}[kind](server)
        process = subprocess.Popen(command, env=environment)
        try:
            wait_for(server.https)
            yield server
        finally:
            process.terminate()
            process.wait()
    finally:
        shutil.rmtree(folder)


def _certificate(folder: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = f"subjectAltName=DNS:{PUBLIC},DNS:{INTERNAL},DNS:{MUNICIPAL}"
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run([*command, "-subj", "/CN=localhost", "-addext", names, *files], check=True, capture_output=True)


def _values(server: Server) -> dict[str, str]:
    """What the shipped files' placeholders stand for here."""
    folder = str(server.folder)
    names = {"www.exempel.se": PUBLIC, "timnet.exempel.se": INTERNAL}
    certificates = {f"/etc/ssl/certs/{name}.pem": f"{folder}/cert.pem" for name in names}
    keys = {f"/etc/ssl/private/{name}.key": f"{folder}/key.pem" for name in names}
    logs = {"/var/log/nginx": f"{folder}/log", "/var/log/apache2": f"{folder}/log"}
    ports = {"80": str(server.http), "443": str(server.https)}
    other = {"/srv/vagvisaren": f"{folder}/srv", "10.0.0.0/8": f"{INSIDE}/32", "www-data:www-data": "www-data:www-data"}
    return {**names, **certificates, **keys, **logs, **ports, **other}


def _install(server: Server, etc: Path) -> None:
    """Our files, filled in, where the README copies them to."""
    for file, place in re.findall(rf"sudo cp (\S+) /etc/{etc.name}/(\S+)", README):
        (etc / place).write_text(fill(_text(file), _values(server)), encoding="utf-8")


NGINX_MUNICIPAL = """
server {{
    listen {port} ssl;
    server_name {name};
    ssl_certificate {folder}/cert.pem;
    ssl_certificate_key {folder}/key.pem;
    root {folder}/kommunen;
    access_log off;
    {block}
}}
"""
APACHE_MUNICIPAL = """
<Directory {folder}/kommunen>
    Require all granted
</Directory>
<VirtualHost *:{port}>
    ServerName {name}
    SSLEngine On
    SSLCertificateFile {folder}/cert.pem
    SSLCertificateKeyFile {folder}/key.pem
    DocumentRoot {folder}/kommunen
    {block}
</VirtualHost>
"""


def _municipal(server: Server, frame: str, language: str) -> str:
    """A municipality's own website, with ours in a sub-folder of it."""
    inner = fill(block(language), _values(server))
    return frame.format(port=server.https, name=MUNICIPAL, folder=server.folder, block=inner)


def _nginx(server: Server) -> tuple[list[str], dict[str, str]]:
    """Debian's own settings, moved to a folder, with ours beside them as the README says."""
    folder, etc = server.folder, server.folder / "nginx"
    shutil.copytree("/etc/nginx", etc, symlinks=True)
    main = (etc / "nginx.conf").read_text(encoding="utf-8")
    moved = {"/etc/nginx": str(etc), "/var/log/nginx": f"{folder}/log", "/run/nginx.pid": f"{folder}/run/pid"}
    for old, new in moved.items():
        main = main.replace(old, new)
    (etc / "nginx.conf").write_text(main, encoding="utf-8")
    for site in (etc / "sites-enabled").iterdir():
        site.unlink()  # Debian's example wants port 80
    _install(server, etc)
    rooms = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    (etc / "conf.d/temp.conf").write_text("".join(f"{room}_temp_path {folder}/run/{room};\n" for room in rooms), encoding="utf-8")
    (etc / "conf.d/z.conf").write_text(_municipal(server, NGINX_MUNICIPAL, "nginx"), encoding="utf-8")
    return [find("nginx"), "-c", str(etc / "nginx.conf"), "-e", f"{folder}/log/error.log", "-g", "daemon off;"], dict(os.environ)


def _apache(server: Server) -> tuple[list[str], dict[str, str]]:
    """Debian's own settings, moved to a folder, with our site and the modules that the README enables."""
    folder, etc = server.folder, server.folder / "apache2"
    shutil.copytree("/etc/apache2", etc, symlinks=True)
    for site in (etc / "sites-enabled").iterdir():
        site.unlink()
    (etc / "ports.conf").write_text(f"Listen {INSIDE}:{server.http}\nListen {INSIDE}:{server.https}\n", encoding="utf-8")
    _install(server, etc)
    (etc / "conf-enabled/name.conf").write_text("ServerName localhost\n", encoding="utf-8")
    (etc / "sites-enabled/z.conf").write_text(_municipal(server, APACHE_MUNICIPAL, "apache"), encoding="utf-8")
    rooms = {"RUN_DIR": "run", "LOCK_DIR": "run", "LOG_DIR": "log", "PID_FILE": "run/pid", "CONFDIR": "apache2", "STATE_DIRECTORY": "run"}
    environment = {**os.environ, **{f"APACHE_{name}": f"{folder}/{room}" for name, room in rooms.items()}}
    environment |= {"APACHE_RUN_USER": "www-data", "APACHE_RUN_GROUP": "www-data"}
    for command in re.findall(r"a2en(?:mod|site) [\w ]+\w", README):
        program, *arguments = command.split()
        subprocess.run([find(program), "-q", *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)
    return [find("apache2"), "-d", str(etc), "-f", "apache2.conf", "-DFOREGROUND"], environment
