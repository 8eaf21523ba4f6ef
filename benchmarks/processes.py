"""Runs things in fresh processes and measures them.

Loads nothing heavy itself: a process that is started from a large one looks large to the system.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Sample:
    """One repetition: seconds of wall and processor time, megabytes at the peak, and what it answered."""

    wall: float
    cpu: float
    megabytes: float
    process: float
    answer: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Series:
    """All repetitions of one thing."""

    samples: tuple[Sample, ...]

    def median(self, name: str) -> float:
        """Median of a field of the samples."""
        return float(statistics.median(getattr(sample, name) for sample in self.samples))

    def spread(self, name: str) -> tuple[float, float]:
        """Smallest and largest of a field."""
        values = [getattr(sample, name) for sample in self.samples]
        return min(values), max(values)

    @property
    def answer(self) -> Mapping[str, Any]:
        """What the last repetition answered."""
        return self.samples[-1].answer


def interleaved(
    tasks: Mapping[str, Callable[[], Sample]], repetitions: int, say: Callable[[str], None]
) -> dict[str, Series]:
    """Let all tasks take turns, so that whatever else runs on the machine disturbs them alike."""
    found: dict[str, list[Sample]] = {name: [] for name in tasks}
    for turn in range(repetitions):
        for name, task in tasks.items():
            sample = task()
            found[name].append(sample)
            say(f"  {turn + 1}/{repetitions} {name}: {sample.wall:.2f} s, {sample.megabytes:.0f} MB")
    return {name: Series(tuple(samples)) for name, samples in found.items()}


def child(case: str, program: str, **options: float) -> Sample:
    """Compute a case with a program in a fresh process; the clock runs there, without loading."""
    arguments = [f"{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "benchmarks.child", case, program, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command[2:])} failed:\n{done.stderr[-2000:]}")
    record = json.loads(done.stdout.splitlines()[-1])
    return Sample(record["wall"], record["cpu"], record["megabytes"], record["process"], record["answer"])


def whole(command: Sequence[str]) -> Sample:
    """Run a command and measure it from outside, from start to end."""
    before = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _pid, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    errors = process.stderr.read().decode() if process.stderr else ""
    if process.stderr:
        process.stderr.close()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} failed:\n{errors[-2000:]}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, wall)


def _environment() -> dict[str, str]:
    environment = dict(os.environ)
    # As after an installation, which compiles all modules.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    environment["ALMADEN_LANG"] = "en"
    environment["BENCHMARK_STARTED"] = repr(time.monotonic())
    return environment
