"""What makes the build quick changes no byte of what it makes."""

from __future__ import annotations

import os
import subprocess
import sys

from projekt import Project, tree_hash

# Of each: where it is done, and what there would be without.
QUICK = (
    ("bygge/lean.py", "    _no_second_reading()\n    _no_git()\n    _sweden_alone()\n    gc.set_threshold(OBJECTS)\n", "    return\n"),
    ("bygge/theme_env.py", "    theme.get_env = get_env\n", ""),
    ("bygge/theme_env.py", 'COMPILED = Compiled(Path(__file__).parent / "__pycache__")', "COMPILED = None"),
    ("bygge/renderers.py", 'Renderers = Forked if hasattr(os, "fork") else Spawned', "Renderers = Spawned"),
)


def test_the_bytes_are_those_of_the_libraries_as_they_are_and_of_one_program_for_each_website(project: Project, built: Project):
    """A build without our changes of MkDocs and the rest, and without a fork, makes the same files."""
    for file, quick, plain in QUICK:
        project.replace(file, quick, plain)
    result = project.build("-q")
    assert result.code == 0, result.said
    assert tree_hash(project.site) == tree_hash(built.site)


def test_a_build_asks_no_git_and_reads_no_other_country_s_holidays(project: Project):
    """A git that is asked would leave its mark; of the calendars only Sweden's is in the memory."""
    git, mark = project.root / "bin" / "git", project.root / "frågad"
    git.parent.mkdir()
    git.write_text(f'#!/bin/sh\n: > "{mark}"\n', encoding="utf-8")
    git.chmod(0o755)
    result = project.build("-q", PATH=f"{git.parent}{os.pathsep}{os.environ['PATH']}")
    assert result.code == 0 and not mark.exists(), result.said
    program = "import sys; from bygge import render; render.prepare(); print([name for name in sys.modules if name.startswith('holidays.countries.')])"
    done = subprocess.run([sys.executable, "-c", program], cwd=project.root, env=project.environment(), capture_output=True, encoding="utf-8", timeout=60)
    assert done.stdout.strip() == "['holidays.countries.sweden']", done.stderr
