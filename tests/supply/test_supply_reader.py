"""Reading tables of supply: what is wrong is told with its likely fix, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from almaden.errors import InputError
from almaden.reports.supply_template import SUPPLY_TEMPLATE
from almaden.supply.balance import balances
from almaden.supply.readers.supply import read_supply


def folder(place: Path, **tables: str) -> Path:
    for name, text in tables.items():
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    return place


def faults(place: Path, **tables: str) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as caught:
        read_supply(folder(place, **tables))
    return [(one.problem, one.column, one.advice) for one in caught.value.faults]


def test_tables_are_read_and_balanced(tmp_path: Path) -> None:
    data = read_supply(
        folder(
            tmp_path,
            mines="id,area,kind,opened\nA,PER,primary,1950\n",
            mine_output="mine,year,amount,low,high,unit\nA,2024,2000,1500,3000,kg\n",
            sources="area,year,kind,amount,low,high\nPeru,2024,recycling,,4,6\n",
            uses="area,year,use,amount\nPER,2024,ASGM,3\nPER,2024,dental,\n",
            stocks="area,holder,place,day,amount\nPER,industry,Store,2024-12-31,60\nLake,industry,Hut,2024-12-31,1\n",
        )
    )
    (line,) = balances(data, region="PER", draws=100).lines
    # 2,000 kg and the middle of 4 to 6 t, less 3 t; the dental use is not known.
    assert line.unexplained_t.value == pytest.approx(2.0 + 5.0 - 3.0)
    assert "rows that tell only a range, whose middle counts as the value: 1" in data.notes
    assert any("Lake" in note for note in data.notes)
    assert data.sha256


def test_a_single_table_is_one_of_sources(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("area,year,kind,amount\nPER,2024,seized,1\n", encoding="utf-8")
    assert len(read_supply(file).sources) == 1


def test_the_template_can_be_read_as_a_folder_once_filled_in(tmp_path: Path) -> None:
    file = tmp_path / "supply.xlsx"
    SUPPLY_TEMPLATE.write(file)
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("sources").to_python()
    header = next([str(cell) for cell in row] for row in rows if {"area", "kind"} <= {str(cell) for cell in row})
    told = {"area": "PER", "year": "2024", "kind": "recycling", "amount": "7"}
    folder = tmp_path / "filled"
    folder.mkdir()
    lines = (",".join(header), ",".join(told.get(name, "") for name in header))
    (folder / "sources.csv").write_text("\n".join(lines), encoding="utf-8")
    (source,) = read_supply(folder).sources
    assert (source.area, source.amount, source.unit) == ("PER", 7.0, "t")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        mines="id,area,kind,opened,closed,party,in_force\nA,PER,primary,1990,1980,Party,2013-10-10\n",
        mine_output="mine,year,amount\nB,2024,2\n",
        sources=(
            "area,year,kind,amount,low,high,unit\n"
            "PER,2024,recycling,5,6,8,t\nPER,2024,seized,1,,2,t\nPER,2024,other,3,,,items\nPER,2024,recycling,5,,,t\n"
            "XQZ,2024,other,1,,,t\n"
        ),
    )
    problems = [problem for problem, _column, _advice in found]
    for expected in (
        "the mine ends before it begins",
        "the Convention was not in force for anybody on this day",
        "there is no such mine",
        "the value does not lie within its range",
        "only one end of the range is told",
        "this is no unit of mercury",
        "the same is told in row 2 already",
        "no country has this code",
    ):
        assert expected in problems
    advice = {problem: text for problem, _column, text in found}
    assert "signature or ratification" in advice["the Convention was not in force for anybody on this day"]
    assert "write the mercury in them" in advice["this is no unit of mercury"]


def test_output_of_a_year_without_mining(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        mines="id,area,kind,opened,closed\nA,PER,primary,1950,2003\n",
        mine_output="mine,year,amount\nA,2003,2\nA,2010,2\nA,2011,0\n",
    )
    assert [problem for problem, *_rest in found] == ["the mine gives mercury in a year in which it was not worked"]


def test_percent_where_shares_belong(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        assumptions=(
            "scenario,driver,from_year,to_year,kind,value\n"
            "own,ASGM,2025,2030,growth,-5\nown,ASGM,2028,2040,growth,0.01\nown,VCM,2025,2030,growth,3\n"
            "own,dental,2025,2030,ends,2020\nown,asgm,2025,2030,growth,0\n"
        ),
        wastes="area,year,stream,amount,disposed_share\nPER,2024,smelting,3,60\n",
    )
    advice = {problem: text for problem, _column, text in found}
    assert "-5 % a year is -0.05" in advice["nothing can lose more than all of itself in a year"]
    assert "3 % a year is 0.03" in advice["it would more than double each year"]
    assert "these years overlap those of row 2" in advice
    assert "it ends before it begins to fall" in advice
    assert "did you mean ASGM" in advice["there is no such supply or use"]
    assert any("60 % is a share of 0.6" in text for text in advice.values())


def test_an_empty_input_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, sources="area,year,kind,amount\n")[0][0] == "there are no rows of supply"


def test_units_that_are_missing_or_probably_wrong_are_told(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    path.write_text("area,year,kind,amount,unit\nPER,2020,recycling,12000,\nPER,2021,recycling,10,flask\n")
    notes = list(map(str, read_supply(path).notes))
    assert "amounts without a unit, which are taken as t: 1" in notes
    assert "amounts in flask are taken as 34.5 kg each" in notes
    # The most that the world is told to have used in a year: 9,000 t in the 1960s (GRID-Arendal 2013).
    assert "12,000 t are more than the whole world used in a year (9,000 t): is the unit right?" in notes
