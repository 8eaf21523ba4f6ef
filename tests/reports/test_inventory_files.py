"""An inventory written and read again is the same inventory; all data here are made up."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almaden.errors import OutputError
from almaden.inventory.readers import read_inventory
from almaden.inventory.records import (
    ActivityRow,
    ContextEntry,
    FactorRow,
    Header,
    InventoryData,
    LawRow,
    PopulationRow,
    PriorityRow,
    PublishedRow,
    SourceRow,
)
from almaden.reference.record import Record
from almaden.reports.inventory_files import write_folder, write_inventory, write_workbook

TEXTS = (
    "=1+1", "+5", "-5", "@x", "'quoted'", "'=x", "007", "5.10", "1e5", "TRUE", "#N/A", "#note", "?",
    "_x0041_", 'say "so", then; stop', "one\ntwo\n\nthree", "tab\there", "Sénégal ñandú", "水銀", "ртуть",
    "الزئبق", "पारा", "😀", "a" * 5000, "http://example.org/a?b=c&d=<e>", "12 %", "1,234", "2018-01-05",
)  # fmt: skip
NUMBERS = (
    0.0, 1.0, 0.1 + 0.2, 1 / 3, 1.234, 1234.0, 100000.0, 26101000.0, 1e-300, 999999999999999.9, 5e-324,
    123456789012345.67, 1e15, 0.001,
)  # fmt: skip


def bare(data: InventoryData) -> InventoryData:
    """The inventory without what tells where it was read."""

    def placeless(rows: tuple[Record, ...]) -> tuple[Record, ...]:
        return tuple(row.model_copy(update={"place": ""}) for row in rows)

    changed: dict[str, object] = {"sha256": "", "path": ""}
    for name in ("rows", "sources", "published", "law", "priorities", "populations"):
        changed[name] = placeless(getattr(data, name))
    changed["layers"] = tuple((name, placeless(rows)) for name, rows in data.layers)
    return dataclasses.replace(data, **changed)  # type: ignore[arg-type]


def inventory() -> InventoryData:
    """An inventory with everything that can be in one."""
    rows = [
        ActivityRow(id=f"n{place}", code="5.1.1", present="Y", activity_rate=number, unit="t")
        for place, number in enumerate(NUMBERS)
    ]
    rows += [
        ActivityRow(id=f"t{place}", code="5.1.2", present="?", unit="t", note=text, facility=text, seen=text)
        for place, text in enumerate(TEXTS)
    ]
    rows += [
        ActivityRow(id="0012", code="5.5.1.1", present="Y", activity_rate=None, unit="items"),
        ActivityRow(id="s", code="5.3.1", present="Y", activity_rate=5, unit="t", share=0.1, scenario="esp"),
        ActivityRow(id="s", code="5.3.1", present="Y", activity_rate=5, unit="t", share=0.9),
        ActivityRow(
            id="full", code="5.5.1.1", variant="v", phase="disposal", present="Y", activity_rate=7,
            unit="items", low=6, high=8, distribution="triangular", year=2015,
            input_factor=1.25, factor_low=1, factor_high=2, factor_unit="g/item",
            source="s", status="verified", candidate_of="0012", chosen=True,
        ),
        ActivityRow(id="5.2.1", id_made=True, code="5.2.1", present="N", unit="t"),
    ]  # fmt: skip
    factor = FactorRow(kind="input", code="5.1.1", value=0.12, low=0.1, high=1 / 3, unit="g/t", range_is="95%")
    shares = FactorRow(kind="distribution", code="5.1.1", scenario="esp", air=0.75, land=0.25, concentration=50)
    return InventoryData(
        header=Header(
            country="SEN",
            year=2018,
            level=2,
            title='A "title"\nof two lines',
            notice="made up",
            years=(2015, 2018),
            layers=("nation.csv", "../shared/region.csv"),
            context={
                "population": ContextEntry(15_726_037.0, 1.5e7, None, 2018, "a source", "p. 1", "verified"),
                "electrification_rate": ContextEntry(0.1 + 0.2),
                "waste_collected_over_two_thirds": ContextEntry(False),
                "code": ContextEntry("007"),
                "said": ContextEntry("TRUE"),
                "is so": ContextEntry(True),
            },
        ),
        rows=tuple(rows),
        layers=(
            ("nation.csv", (factor,)),
            ("../shared/region.csv", (shares, factor)),
            ("factors", (shares,)),
        ),
        sources=(SourceRow(id="s", citation="Title, 2018", url="https://example.org"),),
        published=(PublishedRow(quantity="total", value=-1.5, unit="kg/y", source="x"),),
        law=(LawRow(obligation="OB001", in_law="partly", note="?"),),
        priorities=(PriorityRow(action="a\nb", code="5.5.1.1", start_year=2027, cost_usd=0.1, reduction_kg=1e6),),
        populations=(PopulationRow(group="g", persons=3, women=None, children=0),),
    )


def test_a_folder_holds_the_whole_inventory(tmp_path: Path) -> None:
    write_folder(inventory(), tmp_path / "a")
    assert bare(read_inventory(tmp_path / "a")) == inventory()


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_a_workbook_holds_the_whole_inventory(tmp_path: Path, lang: str) -> None:
    write_workbook(inventory(), tmp_path / "a.xlsx", lang)
    assert bare(read_inventory(tmp_path / "a.xlsx")) == inventory()


def test_from_folder_to_workbook_and_back_nothing_changes_not_even_the_checksum(tmp_path: Path) -> None:
    write_inventory(inventory(), tmp_path / "a")
    first = read_inventory(tmp_path / "a")
    write_inventory(first, tmp_path / "b.xlsx")
    write_inventory(read_inventory(tmp_path / "b.xlsx"), tmp_path / "c")
    assert read_inventory(tmp_path / "c").sha256 == first.sha256


def test_an_id_that_was_made_is_not_written(tmp_path: Path) -> None:
    write_folder(inventory(), tmp_path / "a")
    table = (tmp_path / "a" / "activity_rates.csv").read_text(encoding="utf-8-sig")
    assert "\n,5.2.1,," in table


def test_tables_without_rows_are_left_out(tmp_path: Path) -> None:
    row = ActivityRow(id="a", code="5.1.1", present="N", unit="t")
    write_folder(InventoryData(Header("SEN", 2018), (row,)), tmp_path / "a")
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [
        "activity_rates.csv",
        "inventory.toml",
    ]


def test_no_cell_of_a_text_file_is_a_formula_for_a_spreadsheet(tmp_path: Path) -> None:
    row = ActivityRow(id="a", code="5.1.1", present="N", unit="t", note="=cmd()", facility="@sum", seen="+1")
    write_folder(InventoryData(Header("SEN", 2018), (row,)), tmp_path / "a")
    cells = (tmp_path / "a" / "activity_rates.csv").read_text(encoding="utf-8-sig").splitlines()[1].split(",")
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cf")), max_size=40).map(
    str.strip
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(text, min_size=1, max_size=4),
    numbers=st.lists(st.floats(min_value=0, max_value=1e15), min_size=1, max_size=4),
)
def test_any_text_and_any_number_come_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], numbers: list[float]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    rows = [ActivityRow(id=f"t{i}", code="5.1.1", present="N", unit="t", note=one) for i, one in enumerate(texts)]
    rows += [
        ActivityRow(id=f"n{i}", code="5.1.1", present="Y", unit="t", activity_rate=one) for i, one in enumerate(numbers)
    ]
    data = InventoryData(Header("SEN", 2018), tuple(rows))
    write_folder(data, folder / "a")
    write_workbook(data, folder / "a.xlsx")
    assert bare(read_inventory(folder / "a")) == data
    assert bare(read_inventory(folder / "a.xlsx")) == data


def test_what_is_there_already_is_not_touched(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b"):
        (tmp_path / name).write_text("mine")
        with pytest.raises(OutputError, match="is there already"):
            write_inventory(inventory(), tmp_path / name)
        assert (tmp_path / name).read_text() == "mine"
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="is there already"):
        write_inventory(inventory(), tmp_path / "c")
    assert [path.name for path in (tmp_path / "c").iterdir()] == ["mine.txt"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    write_folder(inventory(), tmp_path / "a")
    assert bare(read_inventory(tmp_path / "a")) == inventory()


@pytest.mark.parametrize("name", ["a", "a.xlsx"])
def test_where_nothing_can_be_written_nothing_is_left(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        write_inventory(inventory(), tmp_path / "file" / name)
    assert os.listdir(tmp_path) == ["file"]


def test_a_text_too_long_for_a_cell_is_an_error_and_not_cut(tmp_path: Path) -> None:
    row = ActivityRow(id="a", code="5.1.1", present="N", unit="t", note="x" * 32_768)
    data = InventoryData(Header("SEN", 2018), (row,))
    with pytest.raises(OutputError, match="longer than a cell"):
        write_workbook(data, tmp_path / "a.xlsx")
    assert os.listdir(tmp_path) == []
    write_folder(data, tmp_path / "a")
    assert bare(read_inventory(tmp_path / "a")) == data
    endless = ActivityRow(id="a", code="5.1.1", present="N", unit="t", note="x" * 131_073)
    with pytest.raises(OutputError, match="longer than a cell"):
        write_folder(InventoryData(Header("SEN", 2018), (endless,)), tmp_path / "b")
