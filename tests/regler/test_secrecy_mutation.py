"""Damages to the search's own code, one at a time: nearly all of them are noticed by test_secrecy.py.

The test makes some of them, drawn with a fixed seed. As a program it makes every one, or every one of the files
that are named, in a copy of the package, and says which ones nobody noticed:
    .venv/bin/python tests/regler/test_secrecy_mutation.py traces.py
A library (mutmut, cosmic-ray) starts Python and pytest anew for each damage, for a quarter of an hour in all; here
each runs in a fork of a process that has read everything but the search.
"""

from __future__ import annotations

import ast
import copy
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = ("__init__.py", "check.py", "traces.py", "values.py")
PATIENCE = 30  # seconds: a damage that makes the search go on for ever is noticed
SOME = 300  # of a thousand: all of them take a quarter of an hour
FLOOR = 0.9  # what is left does nothing, or only makes the search look at more than it must
OTHER = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.And: ast.Or, ast.Or: ast.And, ast.Mod: ast.Mult,
}  # fmt: skip

Damage = tuple[str, int, str, str]  # file, line, what was there and what there is now, the whole source


@pytest.mark.allt
def test_nearly_every_damage_to_the_search_is_noticed():
    """A condition turned, an item, alternative or statement taken away, a constant changed: a test fails."""
    done = subprocess.run([sys.executable, __file__, str(SOME)], capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": "0"}, check=True)
    said = done.stdout.splitlines()
    made, noticed = map(int, said[-1].split()[:2])
    assert made == SOME and noticed >= FLOOR * made, done.stdout


# ------------------------------------------------------------------ damages


def damages(file: str) -> Iterator[Damage]:
    """Every damage of one file, in the order of its lines."""
    tree = ast.parse((ROOT / "vagvisaren" / "secrecy" / file).read_text(encoding="utf-8"))
    skipped = {id(inner) for node in ast.walk(tree) for outer in _unsaid(node) for inner in ast.walk(outer)}
    parents = [node for node in ast.walk(tree) if id(node) not in skipped]
    for node in sorted(parents, key=lambda node: getattr(node, "lineno", 0)):
        for name, old in ast.iter_fields(node):
            for new in _changed(node, name, old, skipped):
                setattr(node, name, new)
                source = ast.unparse(tree)
                setattr(node, name, old)
                yield file, getattr(node, "lineno", 0), f"{_shown(node, name, old)}  ->  {_shown(node, name, new)}", source


def _unsaid(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, imports and types, that a record is frozen and how much is remembered: they do nothing."""
    if isinstance(node, ast.Import | ast.ImportFrom) or isinstance(node, ast.keyword) and node.arg in ("frozen", "maxsize"):
        yield node
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript) and ast.unparse(node.value.value) == "dict":
        yield node.value
    for name in ("annotation", "returns"):
        if inner := getattr(node, name, None):
            yield inner
    body = getattr(node, "body", None)
    if isinstance(body, list) and body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        yield body[0]


def _changed(node: ast.AST, name: str, old: object, skipped: set[int]) -> Iterator[object]:
    """What a field of a node may become."""
    if isinstance(old, list):
        yield from _lists(node, name, [one for one in old if id(one) not in skipped], old)
    elif name == "test" or isinstance(node, ast.comprehension) and name == "ifs":
        yield ast.UnaryOp(ast.Not(), old)
    elif type(old) in OTHER:
        yield OTHER[type(old)]()
    elif isinstance(node, ast.Constant) and name == "value":
        yield from _constants(old)
    elif isinstance(node, ast.Return) and name == "value" and old and not isinstance(old, ast.Constant):
        yield None
    elif isinstance(node, ast.Slice) and old is not None:
        yield None


def _lists(node: ast.AST, name: str, kept: list, old: list) -> Iterator[list]:
    if name == "ifs":
        yield from ([*old[:i], ast.UnaryOp(ast.Not(), one), *old[i + 1 :]] for i, one in enumerate(old))
    elif name == "ops":
        yield from ([OTHER[type(one)]()] for one in old)
    elif name == "body":
        for one in kept:
            if isinstance(one, ast.Return) and ast.unparse(one) == "return None":
                continue  # a function ends so by itself
            if isinstance(one, ast.Expr | ast.Raise | ast.Return | ast.AugAssign | ast.Continue | ast.Break | ast.If | ast.With):
                yield [ast.Pass() if same is one else same for same in old]
    elif name in ("elts", "values") and len(old) > 1 and not isinstance(node, ast.JoinedStr | ast.Dict):
        yield from ([same for same in old if same is not one] for one in old)


def _constants(old: object) -> Iterator[object]:
    if isinstance(old, bool):
        yield not old
    elif isinstance(old, int):
        yield from (old + 1, old - 1)
    elif isinstance(old, str | bytes) and old:
        yield type(old)()
        yield from _fewer(old)


def _fewer(pattern: str | bytes) -> Iterator[str | bytes]:
    """A regular expression without one of its alternatives."""
    text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
    walls: list[tuple[int, int]] = []  # where an alternative may end, and how deep it is
    depth, at, inside = 0, 0, False
    while at < len(text):
        char = text[at]
        inside = char == "[" or inside and char != "]"
        depth += 0 if inside else (char == "(") - (char == ")")
        if not inside and char in "|)":
            walls.append((at, depth + (char == ")")))
        at += 2 if char == "\\" else 1
    for start, deep in ((at, deep) for at, deep in walls if text[at] == "|"):
        end = next((at for at, other in walls if at > start and other == deep), len(text))
        fewer = text[:start] + text[end:]
        yield fewer if isinstance(pattern, str) else fewer.encode("latin-1")


def _shown(node: ast.AST, name: str, value: object) -> str:
    changed = copy.copy(node)
    setattr(changed, name, value)
    try:
        text = ast.unparse(ast.fix_missing_locations(changed))
    except (AttributeError, ValueError, TypeError):
        text = type(value).__name__
    lines = text.splitlines() or [""]
    return (lines[0] if len(lines) == 1 or name != "body" else f"{lines[0]} … {len(lines)} lines")[:150]


# ------------------------------------------------------------------ running


class Backwards:
    """The tests of values and websites stand last, and notice damages of theirs at once."""

    def pytest_collection_modifyitems(self, items: list) -> None:
        items.reverse()


def run(scratch: Path, file: str) -> int:
    """The quick tests, in a fork, until one fails: 0 when none does."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.alarm(PATIENCE)
    resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    quick = ["-x", "-q", "-m", "not allt", "-p", "no:cacheprovider", "-p", "no:xdist", f"--basetemp={scratch / 'tests'}"]
    plugins = [] if file == "traces.py" else [Backwards()]
    try:
        code = int(pytest.main([*quick, str(ROOT / "tests/regler/test_secrecy.py")], plugins))
    except BaseException:
        code = 1
    os._exit(code)


def main() -> None:
    started = time.monotonic()
    scratch = Path(tempfile.mkdtemp())
    shutil.copytree(ROOT / "vagvisaren", scratch / "vagvisaren", ignore=shutil.ignore_patterns("__pycache__"))
    sys.dont_write_bytecode = True  # a damage is of the same second, and often of the same size, as the one before
    sys.path[:1] = [str(scratch)]
    os.chdir(ROOT)
    import hypothesis  # noqa: F401  once for all forks

    from vagvisaren import checks  # noqa: F401

    files = [file for file in FILES if file in sys.argv] or FILES
    made = [damage for file in files for damage in damages(file)]
    if some := [int(one) for one in sys.argv[1:] if one.isdigit()]:
        made = sorted(random.Random(1).sample(made, some[0]), key=lambda damage: damage[:2])
    noticed = 0
    try:
        for file in files:
            assert run(scratch, file) == 0, "the tests fail without any damage"
        for file, line, what, source in made:
            path = scratch / "vagvisaren" / "secrecy" / file
            whole = path.read_text(encoding="utf-8")
            path.write_text(source, encoding="utf-8")
            if run(scratch, file):
                noticed += 1
            else:
                print(f"{file}:{line}: {what}", flush=True)
            path.write_text(whole, encoding="utf-8")
    finally:
        shutil.rmtree(scratch)
    print(f"{len(made)} {noticed} noticed, in {time.monotonic() - started:.0f} s and {sum(os.times()[:4]):.0f} s of computing")


if __name__ == "__main__":
    main()
