"""The servers that are compared, each one process on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

THREADS = "4"
#: Where datasette and pygeoapi are installed: the folder of this Python, or another that is named.
PEERS = Path(os.environ.get("ALMADEN_BENCH_PEERS") or Path(sys.executable).parent)
OWN = Path(sys.executable).parent

PORTS = {"almaden, gunicorn": 8711, "almaden, waitress": 8712, "datasette": 8713, "pygeoapi": 8714}


def commands(folder: Path) -> dict[str, list[str]]:
    own, waitress, datasette, pygeoapi = (f"127.0.0.1:{port}" for port in PORTS.values())
    return {
        "almaden, gunicorn": [f"{OWN}/gunicorn", "-w1", f"--threads={THREADS}", f"-b{own}", "almaden.web.wsgi"],
        "almaden, waitress": [
            f"{OWN}/waitress-serve",
            f"--listen={waitress}",
            f"--threads={THREADS}",
            "almaden.web.wsgi:application",
        ],
        "datasette": [
            f"{PEERS}/datasette", "serve", "-i", str(folder / "bench.db"), "-p", datasette.partition(":")[2],
            "--setting", "suggest_facets", "off", "--setting", "default_cache_ttl", "0",
        ],
        "pygeoapi": [f"{PEERS}/gunicorn", "-w1", f"--threads={THREADS}", f"-b{pygeoapi}", "pygeoapi.flask_app:APP"],
    }  # fmt: skip


@contextmanager
def running(folder: Path) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """All servers at once; the load goes to one after the other."""
    environment = {
        **os.environ,
        "ALMADEN_HOME": str(folder / "home"),
        "DJANGO_SETTINGS_MODULE": "almaden.web.settings",
        "ALMADEN_API_ANONYMOUS_PER_MINUTE": "0",
        "PYGEOAPI_CONFIG": str(folder / "pygeoapi.yml"),
        "PYGEOAPI_OPENAPI": str(folder / "openapi.yml"),
    }
    started: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands(folder).items():
            log = (folder / f"{name}.log").open("wb")
            started[name] = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
        for name in started:
            _wait(f"http://127.0.0.1:{PORTS[name]}/api/v1/factor-sets")
        yield started
    finally:
        for process in started.values():
            process.terminate()
        for process in started.values():
            process.wait(timeout=20)


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            urlopen(address, timeout=5).close()
        except HTTPError:
            return
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError(f"{address} does not answer")


def megabytes(process: subprocess.Popen[bytes]) -> float:
    """The largest resident size of the process that answers: gunicorn's worker, or the server itself."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return max(_high_water(int(pid)) for pid in [process.pid, *map(int, children)])


def _high_water(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
