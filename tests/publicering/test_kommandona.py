"""Every command that HANDBOK shows outside the twelve tasks, run as it stands, in the order in which it stands."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys

import handbok
from releases import Published, git
from test_uppgifterna import TASKS

from vagvisaren.tasks import new_municipality

LEAST = {"namn": "Lilla Ängsö kommun", "region": "Region Ängsö", "länsstyrelse": "Länsstyrelsen i Ängsö län", "växel": "0980-319 210", "webbplats": "lilla-angso.se"}
ANOTHER = {**LEAST, "namn": "Stora Ängsö kommun", "växel": "0980-319 211", "webbplats": "stora-angso.se"}
GIT = ["git pull", "git add -A", 'git commit -m "Umeås växel: nya tider"', "git push", "git status", "git restore data/timra/kommun.yml"]


def rows() -> list[str]:
    """The rows to run: those on a line of their own, and the one for crontab without its times."""
    others = [avsnitt.text for rubrik, avsnitt in handbok.sections().items() if rubrik not in TASKS]
    found = re.findall(rf"^ +(?:15 4 \* \* \* cd /srv/vagvisaren && )?({re.escape(handbok.PROGRAM)}.*)$", "\n".join(others), re.MULTILINE)
    return list(dict.fromkeys(found))


def fill(answers: str) -> str:
    for key, text in ANOTHER.items():
        answers = answers.replace(f"\n{key}:\n", f"\n{key}: {text}\n")
    return answers


def test_every_other_command_of_the_handbook_does_what_it_says(standing: Published):
    """In a project that is published, each row runs to its end without a fault, the one for the night too."""
    root, target = standing.project.root, standing.target
    typed = "".join(f"{LEAST.get(one.nyckel, '')}\n" for one in new_municipality.FRÅGOR if one.med is None or one.med in LEAST) + "ja\n"
    ran = rows()
    assert len(ran) > 10
    for row in ran:
        if row.endswith(" sekretess"):  # HANDBOK: efter ett bygge
            assert standing.project.build("-q").code == 0
        command = row.replace(".venv/bin/python", shlex.quote(sys.executable)).replace("/srv/www/timra.se", shlex.quote(str(target)))
        done = subprocess.run(command, shell=True, cwd=root, env=standing.project.environment(PYTHONPATH=str(root)), input=typed, capture_output=True, encoding="utf-8", timeout=120)
        assert done.returncode == 0, f"{row}\n{done.stdout}{done.stderr}"
        if row.endswith("> svar.yml"):
            (root / "svar.yml").write_text(fill((root / "svar.yml").read_text(encoding="utf-8")), encoding="utf-8")
    assert (root / "data/lilla-angso/kommun.yml").is_file() and (root / "data/stora-angso/kommun.yml").is_file()


def test_what_the_handbook_says_of_git_works(standing: Published):
    """Two editors with git: each of its commands runs, and one's change reaches the other."""
    root = standing.project.root
    assert all(f"`{one}`" in handbok.whole() for one in GIT)
    shared = root.parent / "gemensamt.git"
    git(root, "clone", "--bare", "--quiet", str(root), str(shared))
    git(root, "remote", "add", "origin", str(shared))
    git(root, "fetch", "--quiet", "origin")
    git(root, "branch", "--quiet", "--set-upstream-to=origin/main")
    kommun = root / "data/timra/kommun.yml"
    kommun.write_text(kommun.read_text(encoding="utf-8").replace("  - Vart anmäler man klotter?\n", ""), encoding="utf-8")
    for one in GIT[:5]:
        git(root, *shlex.split(one)[1:])
    git(root.parent, "clone", "--quiet", str(shared), "annan")
    assert "Vart anmäler man klotter?" not in (root.parent / "annan/data/timra/kommun.yml").read_text(encoding="utf-8")
    before = kommun.read_text(encoding="utf-8")
    kommun.write_text("fel", encoding="utf-8")
    git(root, *shlex.split(GIT[5])[1:])
    assert kommun.read_text(encoding="utf-8") == before
    shutil.rmtree(root.parent / "annan")
