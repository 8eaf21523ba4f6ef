"""Box models of the user's own, and every way in which their table may be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from almaden.errors import InputError
from almaden.fate import boxmodel
from almaden.fate.boxmodel.readers.model_file import read_model

LIST = "from,to,rate,name,source\natm,land,0.5,deposition,made up\nland,atm,0.1,,\nland,out,0.02,burial,made up\n"


def written(folder: Path, text: str, name: str = "made.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path, reservoirs: Path | None = None) -> list[tuple[int | None, str, str]]:
    with pytest.raises(InputError) as caught:
        read_model(path, reservoirs)
    return [(fault.row, fault.column, str(fault.problem)) for fault in caught.value.faults]


def test_a_list_is_read(tmp_path: Path) -> None:
    model = read_model(written(tmp_path, LIST))
    assert model.reservoirs == ("atm", "land")
    assert model.matrix.ravel() == pytest.approx([-0.5, 0.1, 0.5, -0.12])
    assert model.rates[0].origin.status == "user"
    assert model.rates[0].origin.place == "made.csv, row 2"
    # By hand: all that enters leaves from land, so land = 12 / 0.02 = 600, and 0.5 atm = 12 + 0.1 * 600.
    state = boxmodel.Laboratory(model, model).steady_state({"atm": 12.0})
    assert dict(state.masses) == pytest.approx({"atm": 144.0, "land": 600.0})


def test_a_matrix_is_read_where_it_closes(tmp_path: Path) -> None:
    model = read_model(written(tmp_path, ",atm,land\natm,-0.5,0.1\nland,0.5,-0.12\nout,0,0.02\n"))
    assert model.matrix.ravel() == pytest.approx([-0.5, 0.1, 0.5, -0.12])


def test_a_workbook_with_reservoirs_is_read(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    book = xlsxwriter.Workbook(path)
    for title, table in (
        ("rates", [("from", "to", "rate"), ("atm", "store", 0.5)]),
        ("reservoirs", [("key", "name", "start", "input"), ("atm", "Air", 10, 3), ("store", "Store", "", "")]),
    ):
        sheet = book.add_worksheet(title)
        for place, row in enumerate(table):
            sheet.write_row(place, 0, row)
    book.close()
    model = read_model(path)
    assert (model.names, dict(model.start), dict(model.natural_inputs)) == (("Air", "Store"), {"atm": 10}, {"atm": 3})


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        (LIST.replace("land,out", "land,"), (4, "to"), "says not where the mercury goes"),
        (LIST.replace("land,atm,0.1", "land,atm,-0.1"), (3, "rate"), "the number cannot be used"),
        (LIST.replace("land,atm,0.1", "land,atm,much"), (3, "rate"), ""),
        (LIST.replace("land,atm,0.1", "land,atm,"), (3, "rate"), "the rate is missing"),
        (LIST.replace("land,atm", "land,land"), (3, "to"), "a rate leads from a reservoir to itself"),
        (LIST + "land,atm,0.3,,\n", (5, "rate"), "the rate from land to atm is there twice"),
        (LIST + "atm,laand,0.3,,\n", (5, "to"), "mercury gathers for ever in the reservoir laand"),
        ("from,to\natm,out\n", (1, ""), "the column rate is missing"),
        ("from,to,rate\n", (1, ""), "there is no rate"),
        (",atm,land\natm,-0.5,0.1\nland,0.5,-0.12\n", (1, "land"), "the column loses mercury that no row receives"),
        (",atm,land\natm,-0.5,0.1\nland,0.5,-0.12\nout,0,0.03\n", (1, "land"), "makes mercury out of nothing"),
        (",atm,land\natm,0.5,0.1\nland,0.5,-0.1\n", (2, "atm"), "the rate has the wrong sign"),
        (",atm,land\natm,-0.5,0.5\nland,0.5,-0.5\n", (1, "atm"), "mercury gathers for ever in the reservoir atm"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, place: tuple[int, str], told: str) -> None:
    found = faults(written(tmp_path, text))
    assert found[0][:2] == place, found
    assert told in found[0][2]


def test_the_published_matrix_with_shares_that_do_not_add_up_is_found(shared: Path) -> None:
    found = faults(shared / "knowledge/science/reference/amos2014_A_anthro.csv")
    assert (1, "atm", "the column loses mercury that no row receives") in found


def test_reservoirs_that_nobody_named_are_told(tmp_path: Path) -> None:
    named = written(tmp_path, "key,input\natm,3\nland,-1\natm,2\n", "reservoirs.csv")
    found = faults(written(tmp_path, LIST.replace("land,atm", "land,air")), named)
    assert found == [
        (3, "input", "the number cannot be used"),
        (4, "key", "the reservoir atm is there twice"),
        (3, "to", "there is no reservoir 'air'"),
    ]
