"""The registry of readers: those of the program, those of others, and those of others that are broken."""

from __future__ import annotations

import io
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from almaden.errors import AlmadenError, Fault, InputError
from almaden.reference.readers import registry
from almaden.reference.readers.located import Item, Located
from almaden.reference.readers.registry import BUILT_IN, Reader, read, reader, readers
from almaden.reference.records import RECORD_TYPES

REPOSITORY = Path(__file__).resolve().parents[2]
#: Its module comes with the room of observations, whose tests look at it.
OWN = [name for name in BUILT_IN if name != "observations"]


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Entry points of made-up packages: name and module."""
    points: dict[str, str] = {}

    def found(group: str) -> list[EntryPoint]:
        return [EntryPoint(name, value, group) for name, value in points.items()]

    monkeypatch.setattr(registry, "entry_points", found)
    registry._others.cache_clear()
    yield points
    registry._others.cache_clear()


def made_up(monkeypatch: pytest.MonkeyPatch, name: str, **content: object) -> None:
    module = ModuleType(name)
    for key, value in content.items():
        setattr(module, key, value)
    monkeypatch.setitem(sys.modules, name, module)


@pytest.mark.parametrize("name", OWN)
def test_every_reader_of_the_program_says_what_it_is(name: str) -> None:
    found = reader(name)
    assert found.name == name
    assert found.title
    assert found.extensions
    assert all(one.startswith(".") for one in found.extensions)
    assert set(found.record_types) <= {*RECORD_TYPES, "inventory"}


def test_the_entry_points_of_the_package_are_those_declared_in_code() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["almaden.readers"] == dict(BUILT_IN)


def test_a_reader_that_there_is_not_is_refused() -> None:
    with pytest.raises(InputError, match="there is no such reader") as caught:
        reader("facilites")
    assert "facilities" in caught.value.faults[0].advice
    with pytest.raises(InputError) as caught:
        reader("xyz")
    assert caught.value.faults[0].advice == "see the readers with: almaden data readers"


def test_a_package_of_others_adds_a_reader(others: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    def one_fault(file: io.BytesIO, name: str) -> Iterator[Item]:
        yield Fault("made up", file=name, value=file.read().decode())

    made_up(monkeypatch, "made_up_kilns", READER=Reader("kilns", "Kilns", ("facility",), (".csv",)), read=one_fault)
    others["kilns"] = "made_up_kilns"
    assert [one.name for one in readers()][-1] == "kilns"
    assert list(read("kilns", io.BytesIO(b"x"), "k.csv")) == [Fault("made up", file="k.csv", value="x")]


def test_the_name_of_an_own_reader_cannot_be_taken(others: dict[str, str]) -> None:
    others["sites"] = "no_such_module"
    assert reader("sites").title == "Sites, in the template of the program"


@pytest.mark.parametrize("content", [{}, {"READER": 5, "read": print}, {"READER": Reader("b", "", (), ())}])
def test_a_broken_reader_of_others_is_named_and_stops_no_other(
    others: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    content: dict[str, object],
    caplog: pytest.LogCaptureFixture,
) -> None:
    made_up(monkeypatch, "made_up_broken", **content)
    others["broken"] = "made_up_broken"
    with pytest.raises(AlmadenError, match=r"'broken' of the package made_up_broken does not work"):
        read("broken", io.BytesIO(), "x.csv")
    names = [one.name for one in readers()]
    assert "broken" not in names
    assert set(OWN) <= set(names)
    assert "'broken'" in caplog.text


def test_a_reader_of_others_that_fails_while_it_reads_is_named(
    others: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(file: io.BytesIO, name: str) -> Iterator[Item]:
        yield Located("first")
        raise KeyError("column")

    made_up(monkeypatch, "made_up_late", READER=Reader("late", "Late", (), (".csv",)), read=failing)
    others["late"] = "made_up_late"
    items = read("late", io.BytesIO(), "x.csv")
    assert next(items) == Located("first")
    with pytest.raises(AlmadenError, match="KeyError"):
        next(items)


def test_a_map_of_columns_is_wanted_by_one_reader_only() -> None:
    with pytest.raises(InputError, match="which column feeds which field"):
        read("table", io.BytesIO(b"a\n1\n"), "x.csv")
    with pytest.raises(InputError, match="knows its columns itself"):
        read("sites", io.BytesIO(b"a\n1\n"), "x.csv", {"name": "a"})
