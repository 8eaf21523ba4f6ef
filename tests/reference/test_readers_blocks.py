"""Many rows at once give the same records and faults as row by row."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.errors import Fault
from almaden.monitoring.readers.observations import read, read_blocks
from almaden.reference.readers import blocks
from almaden.reference.readers.blocks import Block
from almaden.reference.readers.located import Located
from almaden.reference.readers.places import Form
from almaden.reference.readers.registry import read_blocks as read_any
from almaden.reference.records import ObservationRecord, SiteRecord

HEADER = "site,start,end,matrix,species,value,unit,flag,method,note"
PLAIN = "made:A,2024-01-01T00:00Z,2024-01-01T01:00Z,air,GEM,1.25,ng/m3,valid,Tekran,"


def flat(text: str, take: Any) -> list[tuple[int | None, dict[str, Any]] | Fault]:
    """Everything that a reader gives, blocks taken apart."""
    found: list[tuple[int | None, dict[str, Any]] | Fault] = []
    for item in take(io.BytesIO(text.encode()), "made-up.csv"):
        if isinstance(item, Block):
            found += taken_apart(item)
        else:
            found.append(item if isinstance(item, Fault) else (item.row, dict(item.record)))
    return found


def taken_apart(block: Block) -> Iterator[tuple[int, dict[str, Any]]]:
    for place, row in enumerate(block.rows):
        yield row, {name: column.values[column.places[place]] for name, column in block.columns.items()}


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "SIZE", 3)


def table(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def test_plain_rows_come_as_blocks(small_blocks: None) -> None:
    text = table(*[PLAIN] * 7)
    items = list(read_blocks(io.BytesIO(text.encode()), "made-up.csv"))
    assert [len(item.rows) for item in items if isinstance(item, Block)] == [3, 3, 1]
    assert len(items) == 3
    assert flat(text, read_blocks) == flat(text, read)


REMARKABLE = [
    PLAIN.replace("1.25", ""),
    PLAIN.replace("1.25", "n/a"),
    PLAIN.replace("1.25", "1.685"),
    PLAIN.replace("1.25", "one"),
    PLAIN.replace("1.25", "1e400"),
    PLAIN.replace("valid", ""),
    PLAIN.replace("valid", "Valid "),
    PLAIN.replace("valid", "perhaps"),
    PLAIN.replace("2024-01-01T01:00Z", ""),
    PLAIN.replace("2024-01-01T01:00Z", "2024-01-01 02:00+01:00"),
    PLAIN.replace("2024-01-01T00:00Z", "first of May"),
    PLAIN.replace("2024-01-01T00:00Z", "1704067200"),
    PLAIN.replace("made:A", " made:A "),
    PLAIN.replace("made:A", ""),
    PLAIN.replace("made:A", "'=1+1"),
    PLAIN.replace("made:A", "# a remark"),
    PLAIN.replace("Tekran", '"two\nlines"'),
    PLAIN + "a column nobody knows",
    PLAIN + ",,",
    PLAIN + ",one too many",
    ",,,,,,,,,",
    "",
    PLAIN + '"',
]


@pytest.mark.parametrize("row", REMARKABLE)
@pytest.mark.parametrize("header", [HEADER, HEADER.replace(",note", ",")])
def test_a_remarkable_row_is_read_as_it_is_alone(row: str, header: str, small_blocks: None) -> None:
    text = table(PLAIN, PLAIN, PLAIN, PLAIN, row, PLAIN, PLAIN, PLAIN, header=header)
    assert flat(text, read_blocks) == flat(text, read)


@given(st.lists(st.sampled_from([PLAIN, *REMARKABLE]), max_size=8), st.sampled_from([HEADER, "site,value", "", "#"]))
def test_any_mixture_is_read_the_same(rows: list[str], header: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "SIZE", 3)
        text = table(*rows, header=header)
        assert flat(text, read_blocks) == flat(text, read)


def test_columns_that_are_not_there_have_their_usual_value() -> None:
    text = table("made:A,2024-01-01,air,GEM,ng/m3", header="site,start,matrix,species,unit")
    ((row, values),) = [one for one in flat(text, read_blocks) if not isinstance(one, Fault)]
    assert row == 2
    assert (values["end"], values["value"], values["flag"], values["method"]) == (None, None, "valid", "")
    assert flat(text, read_blocks) == flat(text, read)


def test_a_record_whose_fields_depend_on_each_other_is_refused() -> None:
    with pytest.raises(TypeError):
        blocks._Fields(SiteRecord, Form((), (), ()))
    assert blocks._Fields(ObservationRecord, Form((), (), ())).block([]) is None


def test_other_readers_give_what_they_always_give() -> None:
    text = "identifiers,name,country\nmade:A,Made-up works,GHA\n"
    (item,) = read_any("facilities", io.BytesIO(text.encode()), "made-up.csv")
    assert isinstance(item, Located)
    assert item.record.name == "Made-up works"
