"""The source of a release: committed, and that alone; copied where git does not hold it; read again as it was."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from projekt import tree_hash
from releases import GIT, git, keep_in_git, refusal

from vagvisaren.publishing import source
from vagvisaren.publishing.source import Kept


@pytest.fixture(autouse=True)
def own_git_settings():
    """No test reads the settings of whoever runs it."""
    before = {name: os.environ.get(name) for name in GIT}
    os.environ.update(GIT)
    yield
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project in git."""
    return small_project(tmp_path / "projekt")


def small_project(root: Path, in_git: bool = True) -> Path:
    for part in ("data/kommun.yml", "docs/index.md", "mallar/ord.html", "tema/stil.css", "vagvisaren/x.py", "mkdocs.yml", "tests/y.py"):
        (root / part).parent.mkdir(parents=True, exist_ok=True)
        (root / part).write_text(f"{part}\n", encoding="utf-8")
    if in_git:
        keep_in_git(root)
    return root


def keep(root: Path, said: list[str] | None = None, message: str = "timra.se publiceras\n\nLinjen – ändrat: numret.") -> Kept:
    return source.keep(root, source.source_sum(root), message, (said if said is not None else []).append)


def edit(root: Path) -> None:
    (root / "data/kommun.yml").write_text("ändrad\n", encoding="utf-8")
    (root / "docs/ny sida åäö.md").write_text("ny\n", encoding="utf-8")


def test_what_the_editor_has_changed_is_committed_and_nothing_else(root):
    """New, changed and removed files under data/ and docs/ are in the commit; what lies elsewhere, dirty or staged, stays so."""
    edit(root)
    (root / "docs/index.md").unlink()
    for name in ("data/.kommun.yml.swp", "docs/index.md~", "anteckning.txt"):
        (root / name).write_text("skräp")
    (root / "tests/y.py").write_text("förberedd\n")
    git(root, "add", "tests/y.py")
    (root / "tests/y.py").write_text("förberedd och ändrad\n")
    kept = keep(root)
    assert kept == Kept(git(root, "rev-parse", "HEAD"), None)
    assert git(root, "log", "-1", "--format=%B").splitlines() == ["timra.se publiceras", "", "Linjen – ändrat: numret."]
    assert git(root, "show", "--format=", "--name-status").splitlines() == ["M\tdata/kommun.yml", "D\tdocs/index.md", "A\tdocs/ny sida åäö.md"]
    assert git(root, "status", "--porcelain").splitlines() == ["MM tests/y.py", "?? anteckning.txt", "?? data/.kommun.yml.swp", "?? docs/index.md~"]


def test_when_nothing_is_changed_the_commit_is_empty(root):
    """The commit says what was published, and the source is the same as in the one before."""
    before = git(root, "rev-parse", "HEAD")
    kept = keep(root)
    assert kept == Kept(git(root, "rev-parse", "HEAD"), None) and git(root, "rev-parse", "HEAD~1") == before
    assert git(root, "diff", before, kept.commit) == ""


def test_what_was_staged_by_hand_under_data_is_committed_too(root):
    """A file that is half staged is committed as it lies: that is what was built."""
    edit(root)
    git(root, "add", "data")
    (root / "data/kommun.yml").write_text("ändrad igen\n")
    commit = keep(root).commit
    assert git(root, "show", f"{commit}:data/kommun.yml") == "ändrad igen"


def test_a_project_in_a_folder_of_a_repository(tmp_path):
    """A project that is not the root of its repository commits its own data alone, and is read again as it was."""
    root = small_project(tmp_path / "allt/vägvisaren å", in_git=False)
    (tmp_path / "allt/data").mkdir()
    (tmp_path / "allt/data/annat.yml").write_text("annat\n")
    keep_in_git(tmp_path / "allt")
    (tmp_path / "allt/data/annat.yml").write_text("ändrat\n")
    edit(root)
    summa, kept = source.source_sum(root), keep(root)
    assert kept.källkopia is None
    assert git(tmp_path / "allt", "show", "--format=", "--name-only").splitlines() == ["vägvisaren å/data/kommun.yml", "vägvisaren å/docs/ny sida åäö.md"]
    assert git(tmp_path / "allt", "status", "--porcelain") == " M data/annat.yml"
    again = source.unpack(root, kept, summa, tmp_path / "igen")
    assert (again / "data/kommun.yml").read_text() == "ändrad\n"


@pytest.mark.parametrize("change", ["a template that is changed", "a template that is new", "a page that git does not see"])
def test_what_git_does_not_hold_is_copied_and_said(root, tmp_path, change):
    """When the commit is not all that a release is made of, a copy is kept beside it, and the command says which file and where."""
    path = {"a template that is changed": "mallar/ord.html", "a template that is new": "mallar/nytt.html", "a page that git does not see": "docs/dold.md"}[change]
    if path == "docs/dold.md":
        (root / ".git/info/exclude").write_text("dold.md\n")
    (root / path).write_text("annat\n")
    said, summa = [], source.source_sum(root)
    kept = keep(root, said)
    assert said == [f"Git har inte allt som webbplatsen är gjord av: {path}. Det som publiceras är sparat i {kept.källkopia}."]
    assert kept.commit == git(root, "rev-parse", "HEAD")
    (root / path).unlink()
    assert (source.unpack(root, kept, summa, tmp_path / "igen") / path).read_text() == "annat\n"


def test_without_git_a_copy_is_kept_and_said(tmp_path):
    """Where there is no repository, and where the project is not in the one around it, a copy is kept and the command says so."""
    root = small_project(tmp_path / "projekt", in_git=False)
    said, summa = [], source.source_sum(root)
    kept = keep(root, said)
    assert kept.commit is None and said == [f"Projektet ligger inte i git. Det som publiceras är sparat i {kept.källkopia}."]
    assert tree_hash(source.unpack(root, kept, summa, tmp_path / "igen") / "data") == tree_hash(root / "data")
    assert keep(root) == kept and len(list((root / ".publicerat").iterdir())) == 1, "samma källa är en kopia"
    git(tmp_path, "init", "--quiet")
    assert keep(root) == kept and git(tmp_path, "status", "--porcelain", "projekt") == "?? projekt/"


def test_without_the_program_git_a_copy_is_kept(root):
    """On a machine without git the project is copied."""
    with path_of("/nonexistent"):
        assert keep(root).commit is None


@contextmanager
def path_of(folder: str):
    before, os.environ["PATH"] = os.environ["PATH"], folder
    try:
        yield
    finally:
        os.environ["PATH"] = before


def test_a_commit_is_held_by_the_branch_or_not(root):
    """What the branch holds is one's own; what another branch holds, or nobody here, is another's."""
    first = git(root, "rev-parse", "HEAD")
    git(root, "switch", "--quiet", "--create", "annan")
    edit(root)
    other = keep(root).commit
    git(root, "switch", "--quiet", "main")
    assert [source.descends(root, commit) for commit in (first, other, "0" * 40)] == [True, False, False]


# ------------------------------------------------------------------ when git says no


def refused(root: Path) -> str:
    """What keeping the source is refused with; the index and the working copy are as before."""
    before = git(root, "diff", "--cached"), git(root, "status", "--porcelain"), tree_hash(root / "data")
    said = refusal(lambda: keep(root))
    assert (git(root, "diff", "--cached"), git(root, "status", "--porcelain"), tree_hash(root / "data")) == before
    return said.removesuffix("\n1 fel. Ingenting är publicerat.")


def test_without_a_name_the_editor_is_told_to_say_who_she_is(root):
    """A git that does not know who commits is answered with the two commands, and what was staged stays staged."""
    for name in ("user.name", "user.email"):
        git(root, "config", "--unset", name)
    git(root, "config", "user.useConfigOnly", "true")
    edit(root)
    (root / "tests/y.py").write_text("förberedd\n")
    git(root, "add", "tests/y.py")
    assert refused(root) == 'git: Git vet inte vem som sparar. Skriv: git config user.name "Din roll" och git config user.email "rollens adress".'


def test_without_a_branch_edits_are_refused_and_a_clean_copy_is_not(root):
    """A commit that no branch holds could be lost; a checkout without edits publishes the commit where it stands."""
    git(root, "checkout", "--quiet", "--detach")
    assert keep(root).commit == git(root, "rev-parse", "HEAD")
    edit(root)
    assert refused(root) == "git: Git står inte på någon gren: ändringarna skulle kunna gå förlorade. Skriv: git switch -c NAMN"


def hook_before_commit(root: Path, script: str) -> None:
    """Git runs the script before each commit."""
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{script}")
    hook.chmod(0o755)


def test_a_hook_that_says_no_is_quoted(root):
    """What a hook says, in whatever letters and however long, is quoted by its last lines."""
    hook_before_commit(root, "seq 100000\nprintf 'Datan \\377 är fel\\n' >&2\nexit 1\n")
    edit(root)
    said = refused(root)
    assert said.startswith("git: Ändringarna kunde inte sparas i git. Git säger: ") and said.endswith("Datan \ufffd är fel") and len(said) < 200


def test_a_hook_that_rewrites_a_file_is_noticed(root):
    """When a hook changes what is committed, the commit is not what was built: a copy of that is not made in its name."""
    hook_before_commit(root, "echo tillagt >> data/kommun.yml\ngit add data\n")
    edit(root)
    summa = source.source_sum(root)
    keep(root)
    assert source.source_sum(root) != summa, "publiceringen jämför, och slutar här"


def test_an_unfinished_merge_is_refused(root):
    """While a merge waits for somebody, nothing is committed."""
    git(root, "switch", "--quiet", "--create", "annan")
    edit(root)
    git(root, "commit", "--quiet", "--all", "--message=x")
    git(root, "switch", "--quiet", "main")
    (root / "data/kommun.yml").write_text("en tredje\n")
    git(root, "commit", "--quiet", "--all", "--message=y")
    with pytest.raises(AssertionError):
        git(root, "merge", "annan")
    assert refused(root).startswith("git: Ändringarna kunde inte sparas i git. Git säger: ")


def test_a_repository_that_does_not_read_is_refused(root):
    """A damaged repository is not taken for a folder without git."""
    (root / ".git/HEAD").write_text("skräp")
    edit(root)
    said = refusal(lambda: keep(root))
    assert said.startswith("git: Projektets git går inte att läsa. Git säger: fatal: ") and not (root / ".publicerat").exists()


def test_another_who_holds_git_is_waited_for_by_the_editor(root):
    """When another program holds the repository, the message is git's own."""
    edit(root)
    (root / ".git/index.lock").touch()
    said = refusal(lambda: keep(root))
    assert said.startswith("git: Ändringarna kunde inte sparas i git. Git säger: ") and "index.lock" in said


# ------------------------------------------------------------------ read again


@pytest.mark.parametrize("damage", ["gone", "cut", "flipped", "other"])
def test_a_copy_that_is_lost_or_damaged_is_never_published_from(tmp_path, damage):
    """A copy that is missing, cut, damaged or another's is refused, with the way out."""
    root = small_project(tmp_path / "projekt", in_git=False)
    kept, summa = keep(root), source.source_sum(root)
    path = root / kept.källkopia
    content = path.read_bytes()
    if damage == "gone":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "flipped":
        path.write_bytes(bytes([*content[:200], content[200] ^ 255, *content[201:]]))
    else:
        edit(root)
        shutil.copy(root / keep(root).källkopia, path)
    said = refusal(lambda: source.unpack(root, kept, summa, tmp_path / "igen"))
    what = "är inte sig likt" if damage in ("flipped", "other") else "finns inte kvar här"
    assert said.splitlines()[0] == f"källan: Det som publicerades senast {what}. Publicera för hand."


def test_a_commit_that_is_not_here_is_said(root, tmp_path):
    """A commit of another checkout, and a manifest without any source, are refused."""
    for kept in (Kept("0" * 40, None), Kept(None, None), Kept(git(root, "rev-parse", "HEAD"), ".publicerat/borta.tar.gz")):
        said = refusal(lambda kept=kept: source.unpack(root, kept, "0" * 64, tmp_path / "igen"))
        assert said.splitlines()[0] == "källan: Det som publicerades senast finns inte kvar här. Publicera för hand."


def test_the_sum_is_of_names_and_bytes_of_what_counts(root):
    """The source's sum changes with every file that a release is made of, and with nothing else."""
    before = source.source_sum(root)
    for name in ("tests/y.py", "data/.kommun.yml.swp", "docs/index.md~", "vagvisaren/__pycache__/x.pyc", "anteckning.txt"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("annat")
        assert source.source_sum(root) == before, name
    (root / "docs/index.md").rename(root / "docs/annan.md")
    renamed = source.source_sum(root)
    (root / "mkdocs.yml").write_text("annat")
    assert len({before, renamed, source.source_sum(root)}) == 3


def test_what_a_killed_publishing_left_in_the_temporary_folder_is_removed_by_the_next(tmp_path):
    """A room to build in that nobody holds is removed; one that is in use or just being made, and what is not ours, stays."""
    import tempfile

    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path)
    try:
        for name in ("vagvisaren-publicera-dod", "vagvisaren-publicera-ny", "vagvisaren-publicera-annans", "annat"):
            (tmp_path / name / "site").mkdir(parents=True)
        (tmp_path / "vagvisaren-publicera-ny/las").touch()
        (tmp_path / "vagvisaren-publicera-dod/las").touch()
        os.utime(tmp_path / "vagvisaren-publicera-dod/las", (0, 0))
        with source.workroom() as first, source.workroom() as second:
            assert first.is_dir() and second.is_dir()
            assert not (tmp_path / "vagvisaren-publicera-dod").exists()
        assert sorted(path.name for path in tmp_path.iterdir()) == ["annat", "vagvisaren-publicera-annans", "vagvisaren-publicera-ny"]
    finally:
        tempfile.tempdir = before
