"""A release: one built website, its files' checksums, and what was true when it was made."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from vagvisaren.records.formats import DAG
from vagvisaren.records.model import Id, Post, Text

Summa = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]  # SHA-256

_WHEN = "%Y%m%d-%H%M%S"
PACKED = {".html", ".json", ".xml", ".css", ".js", ".svg"}


class Märke(Post):
    """Whose a target is. Written when the target is made, never changed."""

    vägvisaren: Literal["mål"] = "mål"
    webbplats: Id
    publik: Literal["extern", "intern"]


class Manifest(Post):
    """What a release holds, from what it was made, who answers for it, and what was checked before it went out."""

    vägvisaren: Literal["utgåva"] = "utgåva"
    namn: Text
    webbplats: Id
    publik: Literal["extern", "intern"]
    före: Text | None = Field(None, description="Utgåvan som visades innan, och som backa går tillbaka till.")
    publicerad: datetime
    idag: Annotated[date, DAG]
    publicerare: Text
    innehållsansvarig: Text
    commit: Text | None = Field(None, description="Källan i git.")
    källkopia: Text | None = Field(None, description="Källan som fil hos den som publicerade, när git inte har allt.")
    källsumma: Summa = Field(description="Kontrollsumma av allt som utgåvan gjordes av.")
    kontroller: tuple[Text, ...]
    bäst_före: Annotated[date, DAG] | None
    filer: dict[str, Summa]


def tree(folder: Path) -> dict[str, Path]:
    """Every file below a folder, by its path in it."""
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def sums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its path in it."""
    return sums_of(tree(folder))


def sums_of(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def compress(folder: Path) -> None:
    """Lay a .gz beside each file that a server may send packed, the same bytes for the same file."""
    for path in tree(folder).values():
        if path.suffix in PACKED:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def one_sum(files: Mapping[str, str]) -> str:
    """One SHA-256 of names and contents together."""
    return hashlib.sha256("".join(f"{name}\0{value}\n" for name, value in sorted(files.items())).encode()).hexdigest()


def release_name(now: datetime, files: Mapping[str, str], last: str = "") -> str:
    """20261122-143005-3f0a9c1b2d4e: when, in Stockholm, and what. It sorts after the last one, whatever the clock
    says: in autumn an hour comes twice, and two who publish may have different clocks."""
    when = now.replace(tzinfo=None)
    if last:
        when = max(when, datetime.strptime(last[:15], _WHEN) + timedelta(seconds=1))
    return f"{when:{_WHEN}}-{one_sum(files)[:12]}"


def differences(wanted: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """The paths that are missing, too many or other."""
    return sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))


def pack(files: Mapping[str, Path]) -> bytes:
    """Files as tar.gz, the same bytes for the same files."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for name, path in sorted(files.items()):
            info = tarfile.TarInfo(name)
            info.size = path.stat().st_size
            with path.open("rb") as file:
                tar.addfile(info, file)
    return out.getvalue()


def unpacked_sums(packed: bytes) -> dict[str, str]:
    """SHA-256 of every file in what `pack` made."""
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as tar:
        return {m.name: hashlib.sha256(tar.extractfile(m).read()).hexdigest() for m in tar.getmembers()}
