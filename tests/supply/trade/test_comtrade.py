"""Files of trade statistics: headers new and old, CSV and JSON, numbers of countries, and lines that are told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.supply.trade.areas import UNSPECIFIED, area_place, areas
from almaden.supply.trade.readers.comtrade import read_trade
from almaden.supply.trade.rows import TradeRows

NEW = "refYear,reporterISO,partnerISO,flowCode,cmdCode,qtyUnitAbbr,qty,netWgt,primaryValue,isNetWgtEstimated"
OLD = (
    "Classification,Year,Trade Flow,Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,"
    "Commodity Code,Qty Unit,Qty,Netweight (kg),Trade Value (US$),Flag"
)


def read(folder: Path, text: str, name: str = "made_up.csv", encoding: str = "utf-8") -> TradeRows:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return read_trade([file])


def plain(rows: TradeRows) -> list[tuple[object, ...]]:
    names = areas()
    return [
        (int(rows.year[one]), names[rows.reporter[one]], names[rows.partner[one]], int(rows.flow[one]),
         None if np.isnan(rows.net_kg[one]) else float(rows.net_kg[one]), float(rows.value_usd[one]))
        for one in range(len(rows))
    ]  # fmt: skip


EXPECTED = [(2018, "NLD", "PER", 1, 1725.0, 94000.0), (2018, "PER", "NLD", 0, None, 99000.0)]


def test_headers_new_and_old_csv_json_gzip_and_template_tell_the_same(tmp_path: Path) -> None:
    new = f"{NEW}\n2018,NLD,PER,X,280540,kg,1725,1725,94000,False\n2018,PER,NLD,M,280540,N/A,,,99000,True\n"
    old = (
        f"{OLD}\nHS,2018,Export,528,Netherlands,NLD,604,Peru,PER,280540,Weight in kilograms,1725,1725,94000,0\n"
        "HS,2018,Import,604,Perú,PER,528,Netherlands,NLD,280540,No Quantity,,,99000,6\n"
    )
    codes = "refYear;reporterCode;partnerCode;flowCode;cmdCode;netWgt;cifvalue;fobvalue\n"
    codes += "2018;528;604;X;280540;1725;;94000\n2018;604;528;M;280540;;99000;\n"
    own = "year,reporter,partner,flow,code,net_weight_kg,value_usd\n# remark,,,,,,\n"
    own += "2018,NLD,PER,export,2805.40,1725,94000\n2018,PER,NLD,import,2805 40,,99000\n"
    rows = [dict(zip(NEW.split(","), line.split(","), strict=True)) for line in new.splitlines()[1:]]
    packed = tmp_path / "packed.csv.gz"
    packed.write_bytes(gzip.compress(new.encode()))
    assert plain(read(tmp_path, new)) == EXPECTED
    assert plain(read(tmp_path, old, encoding="cp1252")) == EXPECTED
    assert plain(read(tmp_path, old, encoding="utf-16")) == EXPECTED
    assert plain(read(tmp_path, codes)) == EXPECTED
    assert plain(read(tmp_path, own)) == EXPECTED
    assert plain(read(tmp_path, json.dumps({"data": rows}), "made_up.json")) == EXPECTED
    assert plain(read_trade([packed])) == EXPECTED


def test_lines_that_are_no_flow_are_set_apart_and_told(tmp_path: Path) -> None:
    text = f"{NEW}\n2018,NLD,PER,X,280540,kg,10,10,400,False\n2018,NLD,W00,X,280540,kg,10,10,400,False\n"
    text += "2018,NLD,NLD,RM,280540,kg,5,5,200,False\n2018,NLD,QQQ,X,280540,kg,3,0,120,False\n"
    rows = read(tmp_path, text)
    told = {one.kind: one for one in rows.told}
    assert plain(rows)[1][2] == UNSPECIFIED
    assert {kind: one.rows for kind, one in told.items()} == {
        "own country": 1, "unknown partner": 1, "world": 1, "zero weight": 1,
    }  # fmt: skip
    fault = told["own country"].examples[0]
    assert (fault.row, fault.column, fault.value) == (4, "partnerISO", "NLD")
    assert "re-import" in fault.advice


def test_all_faults_come_at_once_with_row_column_value_and_advice(tmp_path: Path) -> None:
    text = f"{NEW}\nlast,NLD,PER,X,280540,kg,10,10,400,False\n2018,XXX,PER,X,280540,kg,10,10,400,False\n"
    text += '2018,NLD,PER,sale,280540,kg,10,"1,725",400,False\n2018,NLD,PER,X,280540,kg,10,-1,400,False\n'
    with pytest.raises(InputError) as raised:
        read(tmp_path, text)
    assert [(one.row, one.column, one.value) for one in raised.value.faults] == [
        (2, "refYear", "last"), (3, "reporterISO", "XXX"), (4, "flowCode", "sale"), (4, "netWgt", "1,725"),
        (5, "netWgt", "-1"),
    ]  # fmt: skip
    assert "no marks between thousands" in raised.value.faults[3].advice
    with pytest.raises(InputError, match="the column flowCode is missing"):
        read(tmp_path, "refYear,reporterISO,partnerISO,cmdCode,netWgt\n2018,NLD,PER,280540,1\n")
    with pytest.raises(InputError, match="holds no lines"):
        read(tmp_path, '{"data": []}', "empty.json")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "cannot be taken apart"),
        (bytes(range(256)), "not text"),
        (gzip.compress(NEW.encode() * 100)[:40], "damaged or cut off"),
        (f'{NEW}\n2018,"NLD,PER,X,280540,kg,1,1,1,False\n'.encode(), "cannot be taken apart"),
        (b'{"data": [', "holds no lines"),
        (f"{NEW}\n2018,NLD,PER,X,TOTAL,kg,1,1,1,False\n".encode(), "there is no code of a commodity"),
        (f"{NEW}\n2018,NLD,PER,X,280540,kg,1,1e400,1,False\n".encode(), "without end"),
    ],
)
def test_files_that_cannot_be_read_are_told(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "made_up.csv"
    file.write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_trade([file])


def test_numbers_of_countries() -> None:
    # M49: 528 Netherlands, 604 Peru, 4 Afghanistan; 842 is how UN Comtrade numbers the United States.
    assert [areas()[area_place(one)] for one in ("528", "604", "4", "842", "899", "Peru")] == [
        "NLD", "PER", "AFG", "USA", UNSPECIFIED, "PER",
    ]  # fmt: skip


def test_a_line_in_two_files_is_counted_once_and_told(tmp_path: Path) -> None:
    text = f"{NEW}\n2018,NLD,PER,X,280540,kg,10,10,400,False\n2018,NLD,PER,X,280540,kg,10,10,400,False\n"
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text(text, encoding="utf-8")
    second.write_text(f"{text}2018,NLD,BOL,X,280540,kg,10,10,400,False\n", encoding="utf-8")
    rows = read_trade([first, second])
    assert len(rows) == 3
    assert [(one.kind, one.rows, one.examples[0].file) for one in rows.told] == [("line in two files", 2, "second.csv")]
