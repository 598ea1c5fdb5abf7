"""Installs what the tests of browsers, servers and publishing need from the system, or says the command and fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

DEBIAN = {
    "chromium": "chromium", "nginx": "nginx-light", "apache2": "apache2", "openssl": "openssl", "faketime": "faketime",
    "sshd": "openssh-server", "rsync": "rsync", "git": "git",
}  # fmt: skip


def missing() -> list[str]:
    return [program for program in DEBIAN if not find(program)]


def find(program: str) -> str | None:
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


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
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
