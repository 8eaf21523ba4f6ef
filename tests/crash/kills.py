"""Kills: where they fall, what is looked at afterwards, and how many found what."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.crash.case import LONG
from tests.crash.databases import Databases
from tests.crash.strike import KINDS, VARIABLE

ROOT: Final = Path(__file__).resolve().parents[2]
#: No step takes so long.
_PATIENCE_S: Final = 300


@dataclass(frozen=True)
class Outcome:
    """What one kill found.

    Attributes:
        case: what was done.
        moment: where it was killed.
        killed: whether it was still at work then.
        confirmed: how many things were confirmed before.
        fault: what was wrong afterwards; empty where all was right.
    """

    case: str
    moment: str
    killed: bool
    confirmed: int
    fault: str


class Killing:
    """Kills of one case, each in a copy of the same installation.

    Args:
        case: name of the case.
        folder: an empty folder.
        databases: where the databases are, when not files of the installation.
    """

    def __init__(self, case: str, folder: Path, databases: Databases | None = None) -> None:
        self.case = case
        self._folder = folder
        self._databases = databases
        self._home = folder / "prepared"
        self._home.mkdir()
        self._address = databases.new() if databases else ""
        self._finish(self._start("prepare", self._home, self._address))
        with self._copy("measured") as (home, address):
            self._seconds, self._points = self._measured(home, address)

    def moments(self, count: int, seed: int) -> list[str]:
        """Moments to kill at: two thirds by the clock, spread over the time it takes, one third at commits."""
        chance = random.Random(f"{self.case} {seed}")
        exact = [
            f"{kind} {side} {number + 1}"
            for kind in KINDS
            for number in range(self._points[kind])
            for side in ("before", "after")
        ]
        sharp = chance.sample(exact, min(len(exact), count // 3))
        blunt = count - len(sharp)
        # One in each part of the time, anywhere in it.
        shares = [(part + chance.random()) / blunt for part in range(blunt)]
        return [f"{share:.4f}" for share in shares] + sharp

    def kill(self, moment: str) -> Outcome:
        """Kill the work at a moment, and look at what is left."""
        with self._copy("killed") as (home, address):
            by_clock = moment[0].isdigit()
            process = self._start("work", home, address, **({} if by_clock else {VARIABLE: moment}))
            lines = _Lines(process)
            if by_clock:
                lines.wait_for_begin()
                lines.wait(float(moment) * self._seconds)
                process.send_signal(signal.SIGKILL)
            killed = process.wait(_PATIENCE_S) == -signal.SIGKILL
            said = lines.complete()
            if self._databases:
                self._databases.wait_until_left(address)
            fault = self._look(home, address, said)
        done = [one for one in said if not {"begun", "ended"} & one.keys()]
        return Outcome(self.case, moment, killed, len(done), fault)

    def _measured(self, home: Path, address: str) -> tuple[float, dict[str, int]]:
        process = self._start("work", home, address)
        lines = _Lines(process)
        lines.wait_for_begin()
        begun = time.monotonic()
        process.wait(_PATIENCE_S)
        seconds = time.monotonic() - begun
        said = lines.complete()
        if not said or "ended" not in said[-1]:
            raise RuntimeError(f"{self.case} does not work without being killed:\n{lines.errors()}")
        return seconds, {kind: said[-1]["ended"].get(kind, 0) for kind in KINDS}

    def _look(self, home: Path, address: str, said: list[dict[str, Any]]) -> str:
        told = "".join(json.dumps(one) + "\n" for one in said)
        process = self._start("look", home, address)
        out, errors = process.communicate(told, timeout=_PATIENCE_S)
        good = process.returncode == 0 and '"ended"' in out
        return "" if good else errors[-3000:] or out[-3000:] or "it did not end"

    def _start(self, step: str, home: Path, address: str, **more: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "ALMADEN_HOME": str(home), "ALMADEN_DATABASE_URL": address, **more}
        environment |= {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "CRASH_LONG": "1" if LONG else ""}
        environment |= {"DJANGO_SETTINGS_MODULE": "almaden.store.settings"}
        pipe = subprocess.PIPE
        command = [sys.executable, "-m", "tests.crash.process", step, self.case]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True)

    def _finish(self, process: subprocess.Popen[str]) -> None:
        _out, errors = process.communicate(timeout=_PATIENCE_S)
        if process.returncode != 0:
            raise RuntimeError(f"{self.case} cannot be prepared:\n{errors}")

    @contextmanager
    def _copy(self, name: str) -> Iterator[tuple[Path, str]]:
        """The installation as it was prepared, once more."""
        home = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self._folder))
        shutil.copytree(self._home, home, dirs_exist_ok=True)
        address = self._databases.copy_of(self._address) if self._databases else ""
        try:
            yield home, address
        finally:
            shutil.rmtree(home, ignore_errors=True)
            if self._databases:
                self._databases.drop(address)


class _Lines:
    """What a process says, line by line, read while it works."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._out: list[str] = []
        self._errors: list[str] = []
        self._begun = threading.Event()
        self._over = threading.Event()
        self._readers = [threading.Thread(target=read, daemon=True) for read in (self._read, self._read_errors)]
        for reader in self._readers:
            reader.start()

    def wait_for_begin(self) -> None:
        if not self._begun.wait(_PATIENCE_S):
            raise RuntimeError("it does not begin")

    def wait(self, seconds: float) -> None:
        """Wait so long, or until it is over."""
        self._over.wait(seconds)

    def complete(self) -> list[dict[str, Any]]:
        """All lines of ours that were finished; call it when the process is gone."""
        for reader in self._readers:
            reader.join(_PATIENCE_S)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()
        return [json.loads(line) for line in self._out if line.startswith('{"') and line.endswith("}\n")]

    def errors(self) -> str:
        return "".join(self._errors)[-3000:]

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._out.append(line)
            if '"begun"' in line:
                self._begun.set()
        self._begun.set()
        self._over.set()

    def _read_errors(self) -> None:
        assert self._process.stderr is not None
        self._errors.extend(self._process.stderr)
