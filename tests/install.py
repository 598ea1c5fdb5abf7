"""Installs what the tests of browsers, servers and publishing need from the system, or says the command and fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

DEBIAN = {
    "chromium": "chromium", "nginx": "nginx-light", "apache2": "apache2", "openssl": "openssl", "faketime": "faketime",
    "sshd": "openssh-server", "rsync": "rsync", "git": "git", "npm": "npm", "java": "default-jre-headless",
}  # fmt: skip
HERE = Path(__file__).resolve().parent
LOCK, INSTALLED = HERE / "package-lock.json", HERE / "node_modules/.package-lock.json"


def missing() -> list[str]:
    needed = [program for program in DEBIAN if program != "npm" or not judges_are_here()]
    return [program for program in needed if not find(program)]


def find(program: str) -> str | None:
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def judges_are_here() -> bool:
    """Whether axe-core and the Nu HTML checker are there, as package-lock.json has them."""
    return INSTALLED.is_file() and INSTALLED.stat().st_mtime >= LOCK.stat().st_mtime


def install_judges() -> bool:
    """The packages of package-lock.json, each with its hash; none of them may run anything while it is installed."""
    if judges_are_here():
        return True
    command = [find("npm") or "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=HERE, stdout=subprocess.DEVNULL)
    if done.returncode == 0:
        INSTALLED.touch()
    return done.returncode == 0


def playwright_chromium() -> bool:
    """Whether Playwright's own Chromium can be started; downloads it when it is not there."""
    done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])
    return done.returncode == 0


def main() -> int:
    lacking = missing()
    packages = [DEBIAN[program] for program in lacking]
    if lacking and hasattr(os, "geteuid") and os.geteuid() == 0 and Path("/etc/debian_version").exists():
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=False, env=environment
        )
        lacking = missing()
    if "chromium" in lacking and playwright_chromium():
        lacking.remove("chromium")
    for program in lacking:
        print(f"Testerna behöver {program}. Installera det: sudo apt-get install {DEBIAN[program]}", file=sys.stderr)
    if "npm" not in lacking and not install_judges():
        print("Testerna behöver axe-core och Nu HTML Checker. Kör i mappen tests: npm ci --ignore-scripts", file=sys.stderr)
        lacking.append("axe-core")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
