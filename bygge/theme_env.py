"""How a theme's templates are found and compiled: once, and without a look at the 14,500 icons that no page of ours uses.

Small changes of what MkDocs does, all of how fast and not of what: `tests/byggen/test_samma_bytes.py` builds without
them and compares every byte. A process builds once: nothing that a plugin does to an environment is met by another build.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING

import jinja2
from jinja2.bccache import Bucket

if TYPE_CHECKING:
    from mkdocs.theme import Theme

ROOT = Path(__file__).resolve().parents[1]
OURS = ROOT / "tema"


class Compiled(jinja2.BytecodeCache):
    """Compiled templates: in memory, for this process and those that it forks, and beside Python's own, for the next
    build. Jinja itself compares the source, the same as Python does with a module; what does not fit is compiled anew."""

    def __init__(self, folder: Path) -> None:
        self._code: dict[str, bytes] = {}
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._code.get(bucket.key)
        if code is None:
            with suppress(OSError):
                code = self._code[bucket.key] = self._file(bucket).read_bytes()
        if code:
            with suppress(EOFError, ValueError, TypeError, UnpicklingError):  # cut short
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = self._code[bucket.key] = bucket.bytecode_to_string()
        with suppress(OSError):  # a folder that may only be read
            self._folder.mkdir(exist_ok=True)
            whole = self._folder / f".{bucket.key}.{os.getpid()}"
            whole.write_bytes(code)
            os.replace(whole, self._file(bucket))

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"mall-{bucket.key}.bin"


COMPILED = Compiled(Path(__file__).parent / "__pycache__")


class Shallow(jinja2.FileSystemLoader):
    """Lists no file in a folder whose name begins with a dot, as Material's .icons: MkDocs leaves those out afterwards,
    one by one. One that is asked for is found."""

    def list_templates(self) -> list[str]:
        found = set()
        for folder in self.searchpath:
            for here, folders, files in os.walk(folder, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                within = os.path.relpath(here, folder)
                found |= {name if within == "." else f"{within}/{name}".replace(os.sep, "/") for name in files}
        return sorted(found)


SEARCH_INDEX = "search/search_index.json"


def theirs(theme: Theme) -> frozenset[str]:
    """What nobody here has written: the scripts and styles of an installed theme, and its index, which says the pages again."""
    installed = (Path(folder) for folder in theme.dirs if not Path(folder).is_relative_to(OURS))
    return frozenset([SEARCH_INDEX, *(path.relative_to(folder).as_posix() for folder in installed for path in (folder / "assets").rglob("*"))])


def compile_all(env: jinja2.Environment) -> None:
    """Compile every template now, for the processes that are forked later."""
    for name in env.list_templates(["html", "xml"]):
        env.get_template(name)


@cache
def words() -> jinja2.Environment:
    """How the words on a page look: the templates of mallar/."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "mallar"),
        auto_reload=False,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=COMPILED,
    )


@cache
def fragment() -> jinja2.Template:
    """The frame of a page that is pasted into another system."""
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "tema"), autoescape=True, bytecode_cache=COMPILED)
    return env.get_template("fragment.html")


_THEMES: dict[tuple[str, ...], jinja2.Environment] = {}  # by the folders that they read and their language


def lean(theme: Theme) -> None:
    """Let the theme's environment be made once in this process and those that it forks, compile each template once,
    and list what MkDocs may copy."""
    made = theme.get_env

    def get_env() -> jinja2.Environment:
        own = (*theme.dirs, str(theme.locale))
        if own not in _THEMES:
            env = _THEMES[own] = made()
            env.loader = Shallow(theme.dirs)
            env.bytecode_cache = COMPILED
        return _THEMES[own]

    theme.get_env = get_env
