"""A real sshd on loopback, with keys of its own, and the system's ssh and rsync set to find it under the name `prov`."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from install import find
from projekt import free_port, wait_for

HOST = "prov"
BIN = """#!/bin/sh
echo "{program} $*" >> {folder}/anrop
exec {program} -F {folder}/ssh_config "$@"
"""
CLIENT = """Host *
HostName 127.0.0.1
Port {port}
User {user}
IdentityFile {folder}/nyckel
IdentitiesOnly yes
UserKnownHostsFile {folder}/known_hosts
StrictHostKeyChecking yes
"""
SERVER = """ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/vardnyckel
AuthorizedKeysFile {folder}/nyckel.pub
PidFile none
StrictModes no
UsePAM {pam}
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
SetEnv SHLVL=1
LogLevel VERBOSE
"""


@dataclass
class Machine:
    """The other machine."""

    folder: Path
    port: int
    process: subprocess.Popen | None = None

    @property
    def connections(self) -> int:
        """How many times somebody has logged in."""
        return (self.folder / "logg").read_text().count("Accepted publickey")

    def up(self) -> None:
        config = str(self.folder / "sshd_config")
        self.process = subprocess.Popen([find("sshd"), "-D", "-f", config, "-E", str(self.folder / "logg")], start_new_session=True)
        wait_for(self.port, 60)

    def down(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None


@contextmanager
def machine(folder: Path) -> Iterator[Machine]:
    """A machine that answers to `prov` for as long as the block; ssh and rsync of this process find it."""
    other, user = Machine(folder, free_port()), pwd.getpwuid(os.geteuid()).pw_name
    for name in ("nyckel", "vardnyckel"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    host_key = (folder / "vardnyckel.pub").read_text()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{other.port} {host_key}")
    values = {"folder": folder, "port": other.port, "user": user, "pam": "yes" if os.geteuid() == 0 else "no"}
    (folder / "ssh_config").write_text(CLIENT.format(**values))
    (folder / "sshd_config").write_text(SERVER.format(**values))
    (folder / "bin").mkdir()
    (folder / "bin/ssh").write_text(BIN.format(program=find("ssh"), folder=folder))
    (folder / "bin/ssh").chmod(0o755)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # as Debian's own start of it does
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{folder / 'bin'}:{before}"
    other.up()
    try:
        yield other
    finally:
        other.down()
        os.environ["PATH"] = before
