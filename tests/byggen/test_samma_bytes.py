"""What makes the build quick changes no byte of what it makes."""

from __future__ import annotations

import subprocess
import sys

from projekt import Project, tree_hash

# The libraries as they are, MkDocs' own way to find and compile templates, and a program for each website, as where a
# system cannot fork.
PLAIN = """
from bygge import lean, renderers, theme_env
lean.libraries = lambda: None
renderers.Renderers = renderers.Spawned
theme_env.lean = lambda theme: None
from mkdocs.__main__ import cli
cli(["build", "-q"])
"""


def test_the_bytes_are_those_of_mkdocs_as_it_is_and_of_one_program_for_each_website(project: Project, built: Project):
    """A build without our changes, and without a fork, makes the same files."""
    done = subprocess.run([sys.executable, "-c", PLAIN], cwd=project.root, env=project.environment(), capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    assert tree_hash(project.site) == tree_hash(built.site)
