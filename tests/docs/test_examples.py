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
from pathlib import Path
from typing import Any

import pytest

from almaden.cli.main import main
from tests.docs.pages import DOCS, Block, Typed, blocks, matches, pages, typed

RUN = ("console", "python", "pycon")
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
    elif block.language == "console":
        for one in typed(block):
            check(one, page)
    elif block.language == "python":
        exec(compile("\n" * block.line + block.text, str(page), "exec"), names)
    elif block.language == "pycon":
        run_session(block, names, page)


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
    assert words.pop(0) == "almaden", f"a page may only use almaden: {command}"
    if words[0] in ("--lang", "data"):
        # The language is chosen once for a process, and so is the store.
        done = subprocess.run(
            [sys.executable, "-c", "from almaden.cli.main import run; run()", *words],
            capture_output=True, text=True, check=False, encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": os.pathsep.join(sys.path),
                 "ALMADEN_HOME": str(Path.cwd() / "store"), "DJANGO_SETTINGS_MODULE": "almaden.store.settings"},
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr
    printed = io.StringIO()
    told = io.StringIO() if target is not None else printed
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(told):
        code = main(words)
    if target is None:
        return code, printed.getvalue()
    target.write_text(printed.getvalue(), encoding="utf-8")
    return code, told.getvalue()


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
