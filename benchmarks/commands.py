"""Case C: whole processes, from their start to their end, on the bundled worked example."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.processes import ROOT, Sample, whole

EXAMPLE = str(ROOT / "src" / "almaden" / "demo" / "data" / "philippines")
COMMAND = "from almaden.cli.main import run; run()"


def commands(folder: Path) -> dict[str, list[str]]:
    """What is run, by its name in the report. ``folder`` takes the files that are written."""
    return {
        "python, importing numpy": ["-c", "import numpy"],
        "almaden --help": ["-c", COMMAND, "--help"],
        "Inventory.read(...).run()": [
            "-c",
            f"from almaden.inventory import Inventory; Inventory.read({EXAMPLE!r}).run(draws=10_000)",
        ],
        "almaden inventory run": ["-c", COMMAND, "inventory", "run", EXAMPLE],
        "almaden inventory run --json": ["-c", COMMAND, "inventory", "run", EXAMPLE, "--json"],
        "almaden inventory report --kind toolkit --format pdf": [
            *("-c", COMMAND, "inventory", "report", EXAMPLE),
            *("--kind", "toolkit", "--format", "pdf", "--out", str(folder)),
        ],
    }


def tasks(folder: Path) -> dict[str, Callable[[], Sample]]:
    """The commands as things that can be repeated."""
    return {name: partial(whole, [sys.executable, *command]) for name, command in commands(folder).items()}


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder for what the commands write."""
    return tempfile.TemporaryDirectory(prefix="almaden-benchmarks-")
