"""Reading an inventory: forgiving in form, precise in complaint. All data here are made up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from almaden.errors import Fault, InputError
from almaden.inventory.readers import read_inventory
from almaden.inventory.records import InventoryData

TOML = 'format = 1\ncountry = "PHL"\nyear = 2018\n'
OWN = {"input_factor": "0.1", "factor_unit": "g/t"}
HEAD = "code,present,activity_rate,unit"


def folder(path: Path, rows: str | bytes, toml: str = TOML, **others: str | bytes) -> Path:
    """An inventory folder; ``others`` are further tables by name."""
    path.mkdir(exist_ok=True)
    (path / "inventory.toml").write_text(toml, encoding="utf-8")
    for name, content in {"activity_rates": rows, **others}.items():
        data = content if isinstance(content, bytes) else content.encode()
        (path / f"{name}.csv").write_bytes(data)
    return path


def read(path: Path, rows: str | bytes, toml: str = TOML, **others: str | bytes) -> InventoryData:
    return read_inventory(folder(path / "inventory", rows, toml, **others))


def faults(path: Path, rows: str | bytes, toml: str = TOML, **others: str | bytes) -> list[Fault]:
    with pytest.raises(InputError) as error:
        read(path, rows, toml, **others)
    for fault in error.value.faults:
        assert fault.file, fault
        assert fault.problem, fault
        assert fault.advice, fault
    return list(error.value.faults)


def fault(path: Path, rows: str | bytes, toml: str = TOML, **others: str | bytes) -> Fault:
    (only,) = faults(path, rows, toml, **others)
    return only


def line(**cells: str) -> str:
    """A table of one row that would be right, with some cells changed or added."""
    row = {"code": "5.1.1", "present": "Y", "activity_rate": "1000", "unit": "t", **cells}
    return ",".join(row) + "\n" + ",".join(f'"{cell}"' for cell in row.values()) + "\n"


def test_a_plain_inventory_is_read(tmp_path: Path) -> None:
    data = read(tmp_path, f"{HEAD}\n5.1.1,Y,26101000,t\n5.1.2,N,,t\n5.1.6,?,?,t\n")
    assert (data.header.country, data.header.year, data.header.level) == ("PHL", 2018, 1)
    assert data.header.factor_set == "toolkit-2019"
    assert [(row.code, row.present, row.activity_rate, row.unit) for row in data.rows] == [
        ("5.1.1", "Y", 26101000.0, "t"),
        ("5.1.2", "N", None, "t"),
        ("5.1.6", "?", None, "t"),
    ]
    assert data.rows[0].place == "activity_rates.csv, row 2"
    assert len(data.sha256) == 64


def test_a_missing_id_is_made_and_marked_and_a_given_one_is_kept(tmp_path: Path) -> None:
    data = read(tmp_path, f"id,variant,{HEAD}\n,lignite,5.1.1,Y,1,t\nmine,,5.1.2,Y,1,t\n")
    made, given = data.rows
    assert made.id.startswith("5.1.1")
    assert made.id_made
    assert (given.id, given.id_made) == ("mine", False)


@pytest.mark.parametrize(
    "header",
    [
        "unit,activity_rate,present,code",
        "Unit,Activity rate,PRESENT,Code",
        " unit , ACTIVITY RATE ,Present?, Code ",
        "unit;activity_rate;present;code",
    ],
)
def test_columns_are_found_in_any_order_and_case(tmp_path: Path, header: str) -> None:
    mark = ";" if ";" in header else ","
    data = read(tmp_path, f"{header}\n{mark.join(['t', '1000', 'Y', '5.1.1'])}\n")
    assert data.rows[0].activity_rate == 1000.0


@pytest.mark.parametrize(
    ("word", "present"),
    [
        ("y", "Y"), ("Yes", "Y"), ("OUI", "Y"), ("sí", "Y"), ("Si", "Y"), ("x", "Y"), ("1", "Y"),
        ("TRUE", "Y"), ("n", "N"), ("No", "N"), ("non", "N"), ("0", "N"), ("?", "?"), ("inconnu", "?"),
        ("desconocido", "?"), ("", "?"),
    ],
)  # fmt: skip
def test_presence_is_understood_in_three_languages(tmp_path: Path, word: str, present: str) -> None:
    data = read(tmp_path, line(present=word, activity_rate="1" if present == "Y" else "?"))
    assert data.rows[0].present == present


@pytest.mark.parametrize(
    ("cell", "rate"),
    [
        ("26 101 000", 26101000.0),
        ("1.234.567,5", 1234567.5),
        ("1,5e6", 1.5e6),
        ("0,15", 0.15),
        ("?", None),
        ("n/a", None),
    ],
)
def test_rates_are_read_as_people_write_them(tmp_path: Path, cell: str, rate: float | None) -> None:
    assert read(tmp_path, line(activity_rate=cell)).rows[0].activity_rate == rate


def test_the_decimal_mark_of_the_table_decides_what_could_be_two_numbers(tmp_path: Path) -> None:
    german = "code;present;activity_rate;unit\n5.1.1;Y;1.234;t\n5.1.2;Y;0,5;t\n"
    assert [row.activity_rate for row in read(tmp_path, german).rows] == [1234.0, 0.5]
    english = f'{HEAD}\n5.1.1,Y,"1,234",t\n5.1.2,Y,0.5,t\n'
    assert [row.activity_rate for row in read(tmp_path, english).rows] == [1234.0, 0.5]


def test_a_number_that_could_be_two_is_refused_where_nothing_decides(tmp_path: Path) -> None:
    for rows in (f'{HEAD}\n5.1.1,Y,"1,234",t\n', "code;present;activity_rate;unit\n5.1.1;Y;1.234;t\n"):
        found = fault(tmp_path, rows)
        assert (found.row, found.column) == (2, "activity_rate")
        assert "without thousands marks" in found.accepted


def test_a_point_in_a_file_with_commas_between_its_cells_is_a_decimal_point(tmp_path: Path) -> None:
    assert read(tmp_path, f"{HEAD}\n5.1.1,Y,1.234,t\n").rows[0].activity_rate == 1.234


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings_are_understood(tmp_path: Path, encoding: str) -> None:
    data = read(tmp_path, line(facility="Centrale de Sénégal").encode(encoding))
    assert data.rows[0].facility == "Centrale de Sénégal"


def test_blank_lines_remark_columns_and_empty_columns_are_passed_over(tmp_path: Path) -> None:
    rows = f"#name,{HEAD},#mine,whatever,\n,,,,,,,\ncoal,5.1.1,Y,1,t,any text,,\n# a remark,5.1.2,Y,1,t,,,\n"
    data = read(tmp_path, rows)
    assert [row.code for row in data.rows] == ["5.1.1"]
    assert data.rows[0].place.endswith("row 3")


def test_a_code_may_have_its_name_behind_it(tmp_path: Path) -> None:
    assert read(tmp_path, line(code="5.1.1 Coal combustion")).rows[0].code == "5.1.1"


@pytest.mark.parametrize(
    ("cells", "column", "said", "advised"),
    [
        ({"code": "5.1.99"}, "code", "no source category", "did you mean"),
        ({"code": "2001-01-05"}, "code", "date", "column as text"),
        ({"code": ""}, "code", "must not be empty", "5.1.1"),
        ({"code": "5.1"}, "code", "takes no activity rate", "5.1.1"),
        ({"code": "5.11.1", "unit": "t"}, "code", "takes no activity rate", "leave the rate empty"),
        ({"unit": ""}, "unit", "no unit", "write t"),
        ({"unit": "bananas"}, "unit", "unit", "write one of these"),
        ({"unit": "items"}, "unit", "items", "write one of these"),
        ({"activity_rate": "many"}, "activity_rate", "not a number", "write the number alone"),
        ({"activity_rate": "-5"}, "activity_rate", "negative", "sign"),
        ({"activity_rate": "1000 t"}, "activity_rate", "text follows", "own column"),
        ({"activity_rate": "nan"}, "activity_rate", "not finite", "empty"),
        ({"low": "5", "high": "3"}, "low", "low is above high", "exchange"),
        ({**OWN, "factor_low": "2", "factor_high": "1"}, "factor_low", "above", "exchange"),
        ({"input_factor": "0.1"}, "factor_unit", "no unit", "write the unit"),
        ({"input_factor": "0.1", "factor_unit": "g/item"}, "factor_unit", "multiplied", "write one of these"),
        ({"factor_low": "0.1"}, "input_factor", "without the input factor", "best value"),
        ({"share": "30"}, "share", "percentage", "write 0.3"),
        ({"share": "0.3"}, "share", "add to 0.3", "same id"),
        ({"present": "maybe"}, "present", "not one of those", "choose"),
        ({"present": "?"}, "present", "not known", "write Y"),
        ({"present": "N"}, "present", "absent", "write Y"),
        ({"phase": "birth"}, "phase", "not one of those", "choose"),
        ({"distribution": "gamma"}, "distribution", "not one of those", "choose"),
        ({"chosen": "perhaps"}, "chosen", "neither yes nor no", "y or n"),
        ({"year": "18"}, "year", "not a year", "four digits"),
        ({"year": "2018.5"}, "year", "not a year", "four digits"),
        ({"candidate_of": "nobody"}, "candidate_of", "no line has this id", "another value"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_with_what_to_do(
    tmp_path: Path, cells: Mapping[str, str], column: str, said: str, advised: str
) -> None:
    found = fault(tmp_path, line(**cells))
    assert (found.file, found.row, found.column) == ("activity_rates.csv", 2, column)
    assert said in found.problem
    assert advised in found.advice
    assert found.accepted


@pytest.mark.parametrize("unit", ["?", "(", "kg)", "t**", "9**9**9**9", "1/0", "½", "²", "x" * 100, "é*½"])
def test_what_could_not_be_a_unit_is_a_fault_and_nothing_worse(tmp_path: Path, unit: str) -> None:
    assert fault(tmp_path, line(unit=unit)).column == "unit"
    own = {"input_factor": "0.1", "factor_unit": f"g/{unit}"}
    assert fault(tmp_path, line(**own)).column in ("unit", "factor_unit")


def test_the_unit_of_a_factor_is_looked_at(tmp_path: Path) -> None:
    table = "kind,code,value,unit\ninput,5.1.1,0.1,{}\n"
    for unit in ("t", "9**9**9**9", "g/", "?"):
        found = fault(tmp_path, f"{HEAD}\n5.1.1,Y,1,t\n", factors=table.format(unit))
        assert (found.file, found.row, found.column) == ("factors.csv", 2, "unit")
        assert "g/t" in found.accepted
    for unit in ("g/t", "mg Hg/item", "ppm", "ug/Nm3"):
        assert read(tmp_path, f"{HEAD}\n5.1.1,Y,1,t\n", factors=table.format(unit)).layers[0][1][0].unit == unit


def test_a_percent_sign_makes_a_share(tmp_path: Path) -> None:
    data = read(tmp_path, f"id,share,{HEAD}\na,30 %,5.1.1,Y,10,t\na,70%,5.1.1,Y,10,t\n")
    assert [row.share for row in data.rows] == [0.3, 0.7]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    rows = f"{HEAD},low,high\n9.9,Y,-1,t,,\n5.1.1,maybe,x,t,,\n5.1.2,Y,5,,7,6\n"
    found = faults(tmp_path, rows, 'format = 1\ncountry = "Narnia"\nyear = 18\n')
    places = {(one.file, one.row, one.column) for one in found}
    assert places == {
        ("inventory.toml", None, "country"),
        ("inventory.toml", None, "year"),
        ("activity_rates.csv", 2, "code"),
        ("activity_rates.csv", 2, "activity_rate"),
        ("activity_rates.csv", 3, "present"),
        ("activity_rates.csv", 3, "activity_rate"),
        ("activity_rates.csv", 4, "unit"),
        ("activity_rates.csv", 4, "low"),
    }


def test_a_file_that_is_wrong_throughout_is_not_followed_for_ever(tmp_path: Path) -> None:
    rows = f"{HEAD}\n" + "9.9,Y,-1,t\n" * 20_000
    assert len(faults(tmp_path, rows)) == 10_000


def test_faults_of_all_tables_come_together(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        f"{HEAD}\n5.1.1,Y,1,t\n",
        factors="kind,code,air,land\ndistribution,5.1.1,75,25\n",
        published="quantity,value,unit,source\ntotal,many,kg/y,x\n",
        law="obligation,in_law\nOB001,Y\nOB001,N\n",
        sources="id,citation\na,\n",
        priorities="action,code,cost_usd\nx,9.9,-1\n",
        populations="group,persons\n,5\n",
    )
    assert [(one.file, one.row, one.column) for one in found] == [
        ("factors.csv", 2, "air"),
        ("factors.csv", 2, "land"),
        ("sources.csv", 2, "citation"),
        ("law.csv", 3, "obligation"),
        ("published.csv", 2, "value"),
        ("priorities.csv", 2, "cost_usd"),
        ("priorities.csv", 2, "code"),
        ("populations.csv", 2, "group"),
    ]
    assert "0.75" in found[0].advice


def test_factor_shares_may_add_to_less_than_one_but_not_to_more(tmp_path: Path) -> None:
    rows = f"{HEAD}\n5.1.1,Y,1,t\n"
    data = read(tmp_path, rows, factors="kind,code,scenario,air,land\ndistribution,5.1.1,mine,0.5,0.4\n")
    ((name, (factor,)),) = data.layers
    assert (name, factor.air, factor.land) == ("factors", 0.5, 0.4)
    found = fault(tmp_path, rows, factors="kind,code,scenario,air,land\ndistribution,5.1.1,mine,0.7,0.4\n")
    assert "add to 1.1" in found.problem


@pytest.mark.parametrize(
    ("rows", "column", "said"),
    [
        ("a,,5.1.1,Y,1,t\na,,5.1.2,Y,1,t\n", "id", "not every line has a share"),
        ("a,0.5,5.1.1,Y,1,t\na,,5.1.1,Y,1,t\n", "id", "not every line has a share"),
        ("a,0.5,5.1.1,Y,1,t\na,0.4,5.1.1,Y,1,t\n", "share", "add to 0.9"),
        ("a,0.5,5.1.1,Y,1,t\na,0.5,5.1.2,Y,1,t\n", "code", "code differs"),
        ("a,0.5,5.1.1,Y,1,t\na,0.5,5.1.1,Y,2,t\n", "activity_rate", "activity_rate differs"),
    ],
)
def test_lines_that_share_an_id_are_one_activity(tmp_path: Path, rows: str, column: str, said: str) -> None:
    found = fault(tmp_path, f"id,share,{HEAD}\n{rows}")
    assert found.column == column
    assert said in found.problem


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "a,,,5.1.1,Y,1,t\nb,a,y,5.1.1,Y,2,t\nc,a,y,5.1.1,Y,3,t\n",
            "more than one value of a is chosen: b, c",
        ),
        ("a,,y,5.1.1,Y,1,t\nb,a,y,5.1.1,Y,2,t\n", "more than one value of a is chosen: a, b"),
        ("a,a,,5.1.1,Y,1,t\n", "candidate for itself"),
        ("a,,,5.1.1,Y,1,t\nb,a,,5.1.1,Y,2,t\nc,b,,5.1.1,Y,3,t\n", "itself a candidate, of a"),
    ],
)
def test_candidates_are_for_one_activity_and_one_is_chosen(tmp_path: Path, rows: str, said: str) -> None:
    assert said in fault(tmp_path, f"id,candidate_of,chosen,{HEAD}\n{rows}").problem


def test_the_same_id_in_two_reporting_years_is_no_duplicate(tmp_path: Path) -> None:
    rows = f"id,year,{HEAD}\na,2015,5.1.1,Y,1,t\na,2018,5.1.1,Y,2,t\n"
    data = read(tmp_path, rows, TOML + "years = [2015, 2018]\n")
    assert data.header.years == (2015, 2018)
    assert len(data.rows) == 2
    assert fault(tmp_path, rows).column == "id"
    found = fault(tmp_path, rows.replace("2015", "2012"), TOML + "years = [2015, 2018]\n")
    assert (found.column, found.value) == ("year", "2012")


@pytest.mark.parametrize(
    ("header", "said", "advised"),
    [
        ("code,present,unit", "activity_rate is missing", "add"),
        ("code,present,activity_rat,unit", "activity_rate is missing", "activity_rat"),
        ("code,present,activity_rate,unit,code", "there twice", "delete one"),
    ],
)
def test_wrong_columns_are_named(tmp_path: Path, header: str, said: str, advised: str) -> None:
    found = fault(tmp_path, f"{header}\n" + ",".join("1" for _ in header.split(",")) + "\n")
    assert said in found.problem
    assert advised in found.advice


def test_an_unknown_column_with_values_is_a_fault_that_names_the_nearest(tmp_path: Path) -> None:
    found = fault(tmp_path, line(scenaro="esp"))
    assert (found.row, found.column) == (1, "scenaro")
    assert "scenario" in found.advice
    assert read(tmp_path, line(scenaro="")).rows[0].scenario == ""


def test_values_without_a_column_name_are_a_fault(tmp_path: Path) -> None:
    found = fault(tmp_path, f"{HEAD},,note\n5.1.1,Y,1,t,stray,x\n")
    assert "no name" in found.problem


@pytest.mark.parametrize("content", ["", f"{HEAD}\n", f"{HEAD}\n\n,,,\n"])
def test_a_table_without_rows_is_refused(tmp_path: Path, content: str) -> None:
    found = fault(tmp_path, content)
    assert "empty" in found.problem or "no rows" in found.problem


def test_optional_tables_may_have_no_rows(tmp_path: Path) -> None:
    data = read(tmp_path, f"{HEAD}\n5.1.1,Y,1,t\n", law="obligation,in_law\n")
    assert data.law == ()


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        read_inventory(tmp_path / "nothing")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError) as error:
        read_inventory(tmp_path / "empty")
    assert [one.accepted for one in error.value.faults] == [
        "inventory.toml with format, country and year",
        "activity_rates.csv",
    ]
    path = folder(tmp_path / "x", f"{HEAD}\n5.1.1,Y,1,t\n") / "activity_rates.csv"
    with pytest.raises(InputError, match="give the name of its folder"):
        read_inventory(path)
    assert len(read_inventory(path.parent / "inventory.toml").rows) == 1


def test_a_file_whose_name_is_nearly_that_of_a_table_is_not_passed_over(tmp_path: Path) -> None:
    found = fault(tmp_path, f"{HEAD}\n5.1.1,Y,1,t\n", factor="kind,code\n")
    assert found.file == "factor.csv"
    assert "factors.csv" in found.advice
    (tmp_path / "inventory" / "factor.csv").rename(tmp_path / "inventory" / "raw statistics.csv")
    assert read_inventory(tmp_path / "inventory").layers == ()


def test_the_checksum_is_of_the_contents_and_not_of_other_files(tmp_path: Path) -> None:
    first = read(tmp_path, f"{HEAD}\n5.1.1,Y,1,t\n", sources="id,citation\na,b\n")
    (tmp_path / "inventory" / "readme.md").write_text("not read")
    assert read_inventory(tmp_path / "inventory").sha256 == first.sha256
    assert read(tmp_path, f"{HEAD}\n5.1.1,Y,2,t\n", sources="id,citation\na,b\n").sha256 != first.sha256


def test_layers_are_read_in_the_order_of_the_header_and_own_factors_come_last(tmp_path: Path) -> None:
    table = "kind,code,value,unit,status\ninput,5.1.1,{},g/t,verified\n"
    data = read(
        tmp_path,
        f"{HEAD}\n5.1.1,Y,1,t\n",
        TOML + 'layers = ["region.csv", "nation.csv"]\n',
        nation=table.format(0.2),
        region=table.format(0.1),
        factors=table.format(0.3),
    )
    assert [(name, [row.value for row in rows]) for name, rows in data.layers] == [
        ("region.csv", [0.1]),
        ("nation.csv", [0.2]),
        ("factors", [0.3]),
    ]
    found = fault(tmp_path, f"{HEAD}\n5.1.1,Y,1,t\n", TOML + 'layers = ["gone.csv"]\n', factors=table.format(1))
    assert found.file == "gone.csv"


def test_a_hundred_thousand_rows_are_read(tmp_path: Path) -> None:
    rows = "".join(f"row-{number},5.1.1,Y,{number}.5,t\n" for number in range(100_000))
    data = read(tmp_path, f"id,{HEAD}\n{rows}")
    assert len(data.rows) == 100_000
    assert sum(row.activity_rate or 0 for row in data.rows) == 100_000 * 99_999 / 2 + 50_000
