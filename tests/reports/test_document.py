"""The document model and the widths of its tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.reports.document import Cell, Column, Document, Heading, Row, Span, Table, plain
from almaden.reports.layout import breakable, column_widths, fitted, width_em


def _table(*rows: tuple[str, ...], kinds: str = "tn") -> Table:
    names = {"t": "text", "n": "number", "m": "mark"}
    columns = tuple(Column(f"Column {kind}", names[kind]) for kind in kinds)  # type: ignore[arg-type]
    return Table("Made up", columns, tuple(Row(tuple(map(Cell, row))) for row in rows))


def test_plain_keeps_words_and_drops_what_no_format_can_hold() -> None:
    assert plain("a\tb\r\nc") == "a b c"
    assert plain("ñ 金 م 🪙") == "ñ 金 م 🪙"
    assert plain("a\x00b\ud800c\uffff") == "a\ufffdb\ufffdc\ufffd"


def test_a_row_of_the_wrong_width_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells, not 2"):
        Table("T", (Column("a"), Column("b")), (Row((Cell("x"),)),))


def test_spans_are_no_full_rows() -> None:
    table = Table("T", (Column("a"),), (Span("head"), Row((Cell("x"),))), (Row((Cell("sum"),)),))
    assert [row.cells[0].text for row in table.full_rows] == ["x", "sum"]


def test_headings_come_in_order() -> None:
    document = Document("T", "", "en", "", "", (), (), (Heading("one"), Span, Heading("two", 2)))  # type: ignore[arg-type]
    assert [heading.text for heading in document.headings] == ["one", "two"]


@given(st.lists(st.tuples(st.text(max_size=200), st.floats(0, 1e12).map(str)), min_size=1, max_size=8))
def test_widths_add_up_to_the_room(rows: list[tuple[str, str]]) -> None:
    widths, _comfortable, _fits = column_widths(_table(*rows), 50.0)
    assert sum(widths) == pytest.approx(50.0)
    assert all(width > 0 for width in widths)


def test_a_number_column_holds_its_longest_number_and_the_text_gets_the_rest() -> None:
    widths, comfortable, fits = column_widths(_table(("word " * 60, "1,234,567,890–2,345,678,901")), 50.0)
    assert comfortable
    assert fits
    assert widths[1] >= width_em("1,234,567,890–2,345,678,901")
    assert widths[0] > widths[1]


def test_a_table_too_wide_is_set_smaller() -> None:
    narrow, _widths, _fits = fitted(_table(("a", "1")), 400.0, (9.0, 6.0))
    wide, _widths, _fits = fitted(_table(tuple(["12,345,678,901"] * 12), kinds="n" * 12), 400.0, (9.0, 6.0))
    assert (narrow, wide) == (9.0, 6.0)


def test_numbers_and_plain_words_are_not_taken_apart() -> None:
    for whole in ("(17\N{NO-BREAK SPACE}000–124\N{NO-BREAK SPACE}000)", "1,234,567–2,345,678", "sphygmomanometers"):
        assert breakable(whole) == whole


def test_addresses_can_break_and_lose_nothing() -> None:
    address = "https://example.org/a-long/address_without/any.space?and=query" + "W" * 60
    broken = breakable(address)
    assert broken.replace("\N{ZERO WIDTH SPACE}", "") == address
    assert max(map(len, broken.split("\N{ZERO WIDTH SPACE}"))) <= 10
