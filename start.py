"""Sets Almaden up in a folder of its own and runs it: needs Python 3.11 or later and nothing else.

    python3 start.py demo      install, then compute two real inventories and write their reports
    python3 start.py test      install with the test tools, then run every check and every test

Everything is installed into the folder .venv beside this file; deleting that folder undoes it. Both commands
take --wheels FOLDER, to install without network from a folder of wheels. Whatever else follows is passed on:
to almaden demo, or to pytest. On Windows the command is: py start.py demo
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "almaden-installed.json"
INSTALL_LOG = ENVIRONMENT / "almaden-install.log"
OLDEST_PYTHON = (3, 11)
#: What an installation is made with, besides the package itself.
BUILT_WITH = ("pyproject.toml", "hatch_build.py", "package.json", "package-lock.json", "tools/browser_files.py")
#: Where Debian keeps the programs of PostgreSQL.
POSTGRESQL = Path("/usr/lib/postgresql")
#: What would lead Python elsewhere than to the environment, or make each of the hundreds of processes that tests start
#: compile the program again.
NOT_PASSED_ON = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")

#: Test folders of the pure rooms, of which coverage is measured.
MEASURED = tuple(
    f"tests/{room}"
    for room in (
        "quantity",
        "reference",
        "inventory",
        "monitoring",
        "fate",
        "sectors",
        "supply",
        "convention",
        "partnership",
        "scenarios",
        "reports",
    )
)

#: Tests of the store and the pages that ask the database nothing but who the visitor is, or ask one of their own.
WITHOUT_DATABASE = (
    "tests/store/imports/test_matching.py",
    "tests/web/test_browser_files.py",
    "tests/web/test_client_address.py",
    "tests/web/test_fate_air.py",
    "tests/web/test_fate_lab.py",
    "tests/web/test_server.py",
)

#: Who may do what, and which form an answer has, is decided in Python, from rows that other tests read on both
#: databases: enough to try it on one.
ON_ONE_DATABASE = ("tests/web/test_access.py", "tests/web/api/test_access.py", "tests/web/api/test_schema.py")

#: The checks before the tests: what each is called, and its command inside the environment.
CHECKS = (
    ("ruff check", ["ruff", "check", "."]),
    ("ruff format", ["ruff", "format", "--check", "."]),
    ("mypy", ["mypy"]),
    ("import-linter", ["lint-imports", "--no-logo"]),
)


class SetupError(Exception):
    """Something outside Almaden keeps it from being set up; the text says what to do."""


def main(arguments: list[str]) -> int:
    """Run one of the two commands and return the exit code of what it ran."""
    commands = {"demo": run_demo, "test": run_tests}
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments in (["--help"], ["-h"]) else 2
    try:
        wheels, rest = take_wheels(arguments[1:])
        return commands[arguments[0]](wheels, rest)
    except SetupError as error:
        print(f"Almaden could not be set up.\n{error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Almaden could not be set up.\n{error.filename or ROOT}: {error.strerror}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def run_demo(wheels: Path | None, rest: list[str]) -> int:
    """Install the program as its users have it, and run the demonstration."""
    make_environment()
    install(".", [], wheels)
    return run([script("almaden"), "demo", *rest])


def run_tests(wheels: Path | None, rest: list[str]) -> int:
    """Install the program in place with its test tools, and run the checks and the tests.

    The summary of pytest is the last thing printed, unless a check before it failed.
    """
    make_environment()
    at_hand = any(wheels.glob("chaospy-*.whl")) if wheels is not None else can_compile()
    extras = "test,docs,oracle" if at_hand else "test,docs"
    install(f".[{extras}]", ["--editable"], wheels)
    failed = []
    for name, command in CHECKS:
        say(name)
        if run([script(command[0]), *command[1:]]) != 0:
            failed.append(name)
    if rest:
        say("pytest")
        code = run([*pytest(), *rest])
    else:
        # Following every line doubles the time of tests, so only those of the rooms that are measured are followed.
        say("pytest, with coverage of the pure rooms")
        code = run([*pytest(), "--cov", "--cov-report=term", *MEASURED])
        say("pytest")
        code = run([*pytest(), *(f"--ignore={folder}" for folder in MEASURED)]) or code
        code = test_on_postgresql() or code
    if failed:
        print(f"Failed before the tests: {', '.join(failed)}", file=sys.stderr)
        return code or 1
    return code


def pytest() -> list[str | Path]:
    """The command that runs tests on all processors; a process that is done takes tests of one that is not."""
    return [script("pytest"), "--numprocesses=auto", "--dist=worksteal"]


def test_on_postgresql() -> int:
    """Run the tests of the store and the pages once more, on a PostgreSQL of their own if it is installed."""
    if not any(POSTGRESQL.glob("*/bin/initdb")) and shutil.which("initdb") is None:
        say("PostgreSQL is not installed: the store was tested on SQLite only")
        return 1 if os.environ.get("CI") else 0
    say("pytest on PostgreSQL")
    tool = str(ROOT / "tools" / "postgresql.py")
    elsewhere = (f"--ignore={path}" for path in (*WITHOUT_DATABASE, *ON_ONE_DATABASE))
    return run([script("python"), tool, *pytest(), "tests/store", "tests/web", *elsewhere])


def can_compile() -> bool:
    """Whether C programs for this Python can be compiled; without, one comparison with another program is skipped."""
    header = Path(sysconfig.get_paths()["include"]) / "Python.h"
    return header.exists() and shutil.which("cc") is not None


def take_wheels(arguments: list[str]) -> tuple[Path | None, list[str]]:
    """Take ``--wheels FOLDER`` out of the arguments; returns the folder, if named, and what is left."""
    rest = list(arguments)
    for position, word in enumerate(rest):
        name, equals, value = word.partition("=")
        if name != "--wheels":
            continue
        if not equals and position + 1 == len(rest):
            raise SetupError("--wheels needs a folder: python3 start.py demo --wheels FOLDER")
        folder = Path(value if equals else rest[position + 1]).resolve()
        if not any(folder.glob("*.whl")):
            raise SetupError(
                f"There are no wheels in {folder}.\n"
                "On a machine with network, in this folder, fill it with:\n"
                '    python3 -m pip wheel --wheel-dir FOLDER ".[test,docs]" hatchling editables\n'
                "Then take this folder along as it is: that command also put what the pages need in the browser\n"
                "into src/almaden/web/assets/vendor, which npm would otherwise fetch from the network."
            )
        del rest[position : position + (1 if equals else 2)]
        return folder, rest
    return None, rest


def make_environment() -> None:
    """Make the virtual environment, unless a working one is there."""
    if works():
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise SetupError(
            f"This Python ({sys.executable}) lacks the modules that make virtual environments.\n"
            "On Debian and Ubuntu: sudo apt-get install python3-venv"
        )
    if ENVIRONMENT.exists() and not (ENVIRONMENT / "pyvenv.cfg").exists():
        raise SetupError(f"{ENVIRONMENT} is there but is no virtual environment. Move it away and try again.")
    say("making the environment .venv")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0 or not works():
        raise SetupError(
            f"The virtual environment {ENVIRONMENT} could not be made:\n{made.stderr or made.stdout}\n"
            "On Debian and Ubuntu: sudo apt-get install python3-venv\n"
            "Elsewhere: check that the disk has room and that this folder can be written."
        )


def works() -> bool:
    """Whether the environment is there and has a Python, new enough, and pip."""
    if not script("python").exists():
        return False
    question = f"import sys, pip; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        asked = subprocess.run([script("python"), "-c", question], capture_output=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0


def install(target: str, options: list[str], wheels: Path | None) -> None:
    """Install Almaden into the environment, unless it is there and nothing that is installed has changed.

    Args:
        target: what pip is to install, seen from this folder.
        options: further options of pip.
        wheels: the only place to take packages from, or None for the package index that pip is set to.
    """
    editable = "--editable" in options
    if is_installed(editable):
        return
    say("installing Almaden and what it needs into .venv; this takes a few minutes the first time")
    # What stands halfway must not be taken for an installation.
    STAMP.unlink(missing_ok=True)
    command = [str(script("python")), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if wheels is not None:
        command += ["--no-index", "--find-links", str(wheels)]
    with INSTALL_LOG.open("w", encoding="utf-8") as log:
        done = run([*command, *options, target], log.fileno())
    if done != 0:
        lines = INSTALL_LOG.read_text(encoding="utf-8", errors="replace").splitlines()
        errors = [line for line in lines if line.startswith("ERROR")] or lines[-5:]
        advice = (
            "Without network, or behind a proxy that pip does not know: use --wheels FOLDER (see README.md)."
            if wheels is None
            else "The wheels must be made on the same system with the same version of Python, and the folder\n"
            "src/almaden/web/assets/vendor must come along from there (see README.md)."
        )
        told = "\n    ".join(["pip could not install it:", *errors])
        raise SetupError(f"{told}\nAll that pip said is in {INSTALL_LOG}.\n{advice}")
    STAMP.write_text(json.dumps({"editable": editable, "digest": digest(editable)}), encoding="utf-8")


def is_installed(editable: bool) -> bool:
    """Whether what is installed will do: as it is now, and with the test tools if they are asked for."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        in_place = bool(stamp["editable"])
        if editable and not in_place:
            return False
        return bool(stamp["digest"] == digest(in_place))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def digest(editable: bool) -> str:
    """SHA-256 of the files that an installation is made from; in place, those that it copies or compiles."""
    files = [*(ROOT / name for name in BUILT_WITH), ROOT / "src" / "almaden" / "__init__.py"]
    pattern = "locale/*/LC_MESSAGES/*.po" if editable else "*"
    found = (ROOT / "src" / "almaden").rglob(pattern)
    files += [file for file in found if file.is_file() and file.suffix not in (".pyc", ".mo")]
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def script(name: str) -> Path:
    """A program inside the environment."""
    if os.name == "nt":
        return ENVIRONMENT / "Scripts" / f"{name}.exe"
    return ENVIRONMENT / "bin" / name


def run(command: Sequence[str | Path], output: int | None = None) -> int:
    """Run a program in this folder and return its exit code; its output goes to a file if one is given."""
    surroundings = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    try:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=ROOT,
            env=surroundings,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            check=False,
        )
    except OSError as error:
        raise SetupError(
            f"{command[0]} cannot be run: {error.strerror}.\n"
            f"Delete the folder {ENVIRONMENT} and try again: it will be made anew."
        ) from error
    return done.returncode


def say(text: str) -> None:
    """Tell what comes next, before what it prints itself."""
    print(f"--- {text}", flush=True)


if __name__ == "__main__":
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(
            "Almaden needs Python 3.11 or later; this is {}.{}. Install a newer one from your system or\n"
            "from python.org, and run it by its full name: python3.11 start.py demo".format(*sys.version_info[:2])
        )
    sys.exit(main(sys.argv[1:]))
