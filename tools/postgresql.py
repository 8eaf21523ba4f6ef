"""A PostgreSQL of its own for the time of a command, on the loopback address: what the tests run on.

    python tools/postgresql.py pytest tests/store

The command finds the address of the database in ``ALMADEN_DATABASE_URL``. Durability is switched off: the data are
thrown away at the end. PostgreSQL refuses to run as root, so root starts it as the user ``postgres`` or ``nobody``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Where Debian keeps the programs, newest version first.
_DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50", "shared_buffers=64MB")


def programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``, or None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    folders = [*_DEBIAN, *([Path(found).parent] if found else [])]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A database server in an empty folder; gives its address and stops it at the end.

    Raises:
        RuntimeError: PostgreSQL is not installed.
    """
    bin_folder = programs()
    if bin_folder is None:
        raise RuntimeError("PostgreSQL is not installed. On Debian: apt-get install postgresql")
    user = _user(folder)
    data = folder / "data"
    _call(user, str(bin_folder / "initdb"), "-D", str(data), "-U", "almaden", "-A", "trust", "-E", "UTF8", "-N")
    port = _free_port()
    options = [f"-c {option}" for option in (*_QUICK, "listen_addresses=127.0.0.1", f"port={port}")]
    options.append(f"-c unix_socket_directories={folder}")
    control = [str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    _call(user, *control, "-o", " ".join(options), "start")
    try:
        yield f"postgresql://almaden@127.0.0.1:{port}/postgres"
    finally:
        _call(user, *control, "-m", "immediate", "stop")


def _user(folder: Path) -> str:
    """Whom to run as: empty for the present user; the folder is given to them."""
    if os.getuid() != 0:
        return ""
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, name)
    return name


def _call(user: str, *command: str) -> None:
    as_user = ["setpriv", f"--reuid={user}", "--clear-groups", "--"] if user else []
    done = subprocess.run([*as_user, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode(errors="replace"))


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def main(command: list[str]) -> int:
    """Run a command beside a database of its own; returns its exit code."""
    with tempfile.TemporaryDirectory(prefix="almaden-postgresql-") as folder:
        Path(folder).chmod(0o755)
        with running(Path(folder)) as url:
            return subprocess.run(command, env={**os.environ, "ALMADEN_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
