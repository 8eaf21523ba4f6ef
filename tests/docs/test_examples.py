"""Every example in the documentation does what the page says."""

from __future__ import annotations

import contextlib
import csv
import doctest
import importlib.resources
import io
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from almaden.cli.main import main
from tests.docs.pages import DOCS, Block, Typed, blocks, matches, pages, typed

RUN = ("console", "python", "pycon")
#: Commands that work with the store. It is chosen once for a process, so each of them gets its own.
OF_STORE = ("data", "edition", "backup", "restore", "doctor", "user", "journal")
#: Commands of groups that work on files otherwise, which need no option to work on the store.
ON_STORE = (
    ["partnership", "import"],
    ["partnership", "remind"],
    *(["monitoring", name] for name in ("import", "check", "marks", "decide", "finish", "logbook", "questions")),
)
#: The folder of the store, where a command names no other.
STORE = "store"
LOAD_EXAMPLES = "from almaden.demo.store_loader import load_examples; load_examples()"
#: Where packages of examples are installed, below the folder of the example.
INSTALLED = Path("installed")
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def with_examples() -> list[Path]:
    return [page for page in pages() if any(block.language in RUN for block in blocks(page))]


@pytest.mark.parametrize("page", with_examples(), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_examples(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    if page.name != "tutorial.md":
        # Every other page starts where the demonstration ends; here without its reports, which take their time.
        data = importlib.resources.files("almaden.demo") / "data"
        with importlib.resources.as_file(data) as bundled:
            shutil.copytree(bundled, tmp_path / "almaden-demo")
    names: dict[str, Any] = {"__name__": "__main__"}
    for block in blocks(page):
        run(block, names, page)


def run(block: Block, names: dict[str, Any], page: Path) -> None:
    if block.is_file:
        target = Path(block.caption)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text, encoding="utf-8")
    elif block.language == "edit":
        edit(block.lines[0])
    elif block.language == "copy":
        origin, target_folder = shlex.split(block.lines[0])
        shutil.copytree(origin, target_folder)
    elif block.language == "store":
        done = in_own_process(LOAD_EXAMPLES, [], STORE)
        assert done.returncode == 0, done.stderr
    elif block.language == "install":
        install(Path(block.lines[0]))
    elif block.language == "console":
        for one in typed(block):
            check(one, page)
    elif block.language == "python":
        exec(compile("\n" * block.line + block.text, str(page), "exec"), names)
    elif block.language == "pycon":
        run_session(block, names, page)


def install(folder: Path) -> None:
    """Do what pip would do with a package of pure Python: its modules and its entry points, found by ``PYTHONPATH``."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    about = INSTALLED / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Name: {project['name']}\nVersion: {project['version']}\n", encoding="utf-8")
    lines = []
    for group, points in project["entry-points"].items():
        lines += [f"[{group}]", *(f"{name} = {value}" for name, value in points.items())]
    (about / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for module in folder.glob("*.py"):
        shutil.copy(module, INSTALLED)


def edit(what: str) -> None:
    """Change cells of one line of a table, as ``FILE ID COLUMN=VALUE ...`` says."""
    path, id, *changes = shlex.split(what)
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(row for row in rows if row["id"] == id)
    for change in changes:
        column, _equals, value = change.partition("=")
        assert column in row
        row[column] = value
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def check(one: Typed, page: Path) -> None:
    code, printed = execute(one.command)
    place = f"{page.name}, line {one.line}: {one.command}"
    assert code == one.code, f"{place}\nleft with {code}:\n{printed}"
    if one.printed:
        assert matches(one.printed, printed), f"{place}\nshould print:\n{one.text}\nand printed:\n{printed}"


def execute(command: str) -> tuple[int, str]:
    """Run a command as a shell would; what goes to a file is not in the text that comes back."""
    words = shlex.split(command)
    target = Path(words.pop()) if len(words) > 1 and words[-2] == ">" else None
    if target is not None:
        words.pop()
    home = words.pop(0).removeprefix("ALMADEN_HOME=") if words[0].startswith("ALMADEN_HOME=") else STORE
    assert words.pop(0) == "almaden", f"a page may only use almaden: {command}"
    if words[0] in ("--lang", *OF_STORE) or words[:2] in ON_STORE or "--store" in words:
        # The language is chosen once for a process, too.
        done = in_own_process("from almaden.cli.main import run; run()", words, home)
        return done.returncode, done.stdout + done.stderr
    printed = io.StringIO()
    told = io.StringIO() if target is not None else printed
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(told):
        code = main(words)
    if target is None:
        return code, printed.getvalue()
    target.write_text(printed.getvalue(), encoding="utf-8")
    return code, told.getvalue()


def in_own_process(program: str, words: list[str], home: str) -> subprocess.CompletedProcess[str]:
    """Run Python with a folder of its own for the store."""
    if home == STORE and not Path(home).exists():
        shutil.copytree(fresh_store(), home)
    return started(program, words, Path.cwd() / home)


@cache
def fresh_store() -> Path:
    """A store with its tables and nothing else, to be copied: each table takes its time to make."""
    folder = Path(tempfile.mkdtemp(prefix="fresh-", dir=os.environ["ALMADEN_HOME"]))
    done = started("from almaden.store.setup import start; start()", [], folder)
    assert done.returncode == 0, done.stderr
    return folder


def started(program: str, words: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    surroundings = {
        **{name: value for name, value in os.environ.items() if name != "ALMADEN_SINGLE_USER"},
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join([str(INSTALLED.resolve()), *sys.path]),
        "ALMADEN_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "almaden.store.settings",
    }
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        capture_output=True, text=True, check=False, encoding="utf-8", env=surroundings,
    )  # fmt: skip


def run_session(block: Block, names: dict[str, Any], page: Path) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, names, page.name, str(page), block.line)
    test.globs = names
    said = io.StringIO()
    doctest.DocTestRunner(optionflags=OPTIONS).run(test, out=said.write, clear_globs=False)
    assert not said.getvalue(), said.getvalue()


@pytest.mark.parametrize(
    ("expected", "got", "fits"),
    [
        (("a", "...", "d"), "a\nb\nc\nd\n", True),
        (("a", "...", "d"), "a\nd\n", True),
        (("a ... c",), "a b c\n", True),
        (("a",), "a\nb\n", False),
        (("a", "b"), "a\nc\n", False),
        (("a.c",), "abc\n", False),
    ],
)
def test_an_output_is_compared_line_by_line(expected: tuple[str, ...], got: str, fits: bool) -> None:
    assert matches(expected, got) is fits
