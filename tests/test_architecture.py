"""How the code is built, where import-linter does not look: sizes, files opened, clocks read."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE = REPOSITORY / "src" / "almaden"

#: Rooms that turn records into records. What they know from files comes from the package's own tables, which
#: ``reference`` loads; only modules named ``readers`` open a path that a user gave.
PURE = (
    "quantity",
    "reference",
    "inventory",
    "convention",
    "sectors",
    "supply",
    "monitoring",
    "fate",
    "partnership",
    "scenarios",
)

LONGEST_FILE = 400
LONGEST_FUNCTION = 60

OPENING = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "read_csv", "read_excel"}
CLOCKS = {"now", "today", "utcnow", "time", "perf_counter", "monotonic"}
CLOCK_OWNERS = {"datetime", "date", "time", "dt"}


def modules(*rooms: str) -> list[Path]:
    folders = [PACKAGE / room for room in rooms] if rooms else [PACKAGE]
    # Django writes the migrations.
    return sorted(file for folder in folders for file in folder.rglob("*.py") if file.parent.name != "migrations")


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


def calls(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """Every call as owner, name and line; the owner is empty for a plain name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name):
                    yield "", name, node.lineno
                case ast.Attribute(value=ast.Name(id=owner), attr=name):
                    yield owner, name, node.lineno
                case ast.Attribute(attr=name):
                    yield "?", name, node.lineno


def naming(names: set[str], *rooms: str) -> Iterator[Path]:
    """Modules whose text holds one of some names: no others can call them, and to walk a syntax tree takes time."""
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(names))})\b")
    return (path for path in modules(*rooms) if pattern.search(text_of(path)))


def may_open(path: Path) -> bool:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return "readers" in parts or parts[0] == "reference"


def opened(tree: ast.AST) -> Iterator[str]:
    """Every place that opens a file, but for functions that ask ``files`` for a table of the package."""
    own = {
        line
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and any(name == "files" for _, name, _ in calls(function))
        for _, _, line in calls(function)
    }
    return (f"line {line}: {name}" for _, name, line in calls(tree) if name in OPENING and line not in own)


def test_a_file_is_one_idea() -> None:
    lengths = {name_of(path): len(text_of(path).splitlines()) for path in modules()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_a_function_does_one_thing() -> None:
    long = [
        f"{name_of(path)}: {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for path in modules()
        if len(text_of(path).splitlines()) > LONGEST_FUNCTION
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_only_readers_open_files() -> None:
    closed = [path for path in naming(OPENING, *PURE) if not may_open(path)]
    assert [f"{name_of(path)}: {found}" for path in closed for found in opened(tree_of(path))] == []


def test_pure_rooms_read_no_clock() -> None:
    read = [
        f"{name_of(path)}: line {line}: {owner}.{name}"
        for path in naming(CLOCKS, *PURE)
        for owner, name, line in calls(tree_of(path))
        if name in CLOCKS and owner in CLOCK_OWNERS
    ]
    assert read == []


def test_modules_say_what_they_are_for() -> None:
    assert [name_of(path) for path in modules() if not ast.get_docstring(tree_of(path))] == []


def test_every_room_stands_in_the_contract_of_imports() -> None:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    rooms = next(contract for contract in settings["contracts"] if contract["id"] == "rooms")
    named = {room.strip("() ") for layer in rooms["layers"] for room in layer.split("|")}
    assert {file.parent.name for file in PACKAGE.glob("*/__init__.py")} <= named
    pure = next(contract for contract in settings["contracts"] if contract["id"] == "pure")
    assert {f"almaden.{room}" for room in PURE} <= set(pure["source_modules"])


def test_examples_of_the_rules_are_caught() -> None:
    tree = ast.parse("open(path)\npath.read_text()\ndef f():\n    self.file.open()")
    assert list(opened(tree)) == ["line 1: open", "line 2: read_text", "line 4: open"]
    assert list(opened(ast.parse("def table():\n    return files('almaden').joinpath('a').read_text()"))) == []
    assert ("datetime", "now", 1) in list(calls(ast.parse("datetime.now()")))
    assert not may_open(PACKAGE / "inventory" / "balance.py")
    assert may_open(PACKAGE / "inventory" / "readers" / "folder.py")
