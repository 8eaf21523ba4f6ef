"""The national note on supply and trade: the numbers of the results, every format, what is left out."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from almaden.errors import InputError
from almaden.inventory.result import Amount
from almaden.reports.document import Table
from almaden.reports.supply_note import render_supply_note, supply_note_report
from almaden.reports.words import Words
from almaden.sectors.products.national import data as national
from almaden.sectors.products.national.balance import national_balance
from almaden.sectors.products.national.public import public
from almaden.supply.data import SupplyData, example
from almaden.supply.note import SupplyNote, supply_note
from almaden.supply.records import SourceRecord, TradeRecord, UseRecord
from almaden.supply.trade.consents import match_consents
from almaden.supply.trade.mirror import mirror
from almaden.supply.trade.readers.comtrade import read_trade
from almaden.supply.trade.readers.consents import example_ledger

ON = date(2026, 11, 21)
#: Made up: Peru tells 4 t of the 10 t that Mexico sends in one of the years.
TRADE = """year,reporter,partner,flow,code,net_weight_kg,quantity,quantity_unit,value_usd
2019,MEX,PER,X,280540,10000,,,
2019,PER,MEX,M,280540,10000,,,
2020,MEX,PER,X,280540,10000,,,
2020,PER,MEX,M,280540,4000,,,
"""


@pytest.fixture(scope="module")
def made_up() -> SupplyNote:
    ledger = example_ledger()
    consents = match_consents(ledger.shipments, ledger.consents, ledger.parties, ON, notice=ledger.notice)
    products = public(national_balance(national.example(), draws=100))
    return supply_note(example(), ON, products=products, consents=consents, draws=100)


@pytest.fixture(scope="module")
def peru(tmp_path_factory: pytest.TempPathFactory) -> SupplyNote:
    file = tmp_path_factory.mktemp("trade") / "made_up.csv"
    file.write_text(TRADE, encoding="utf-8")
    trade = mirror(read_trade([file]), hubs=(), gold_kg={"PER": Amount(50_000.0, 30_000.0, 80_000.0)}, draws=100)
    data = SupplyData(
        sources=(SourceRecord(area="PER", year=2020, kind="recycling", amount=3),),
        uses=(UseRecord(area="PER", year=2020, use="ASGM", amount=60, low=50, high=70),),
        trade=(TradeRecord(area="PER", year=2020, flow="imports", amount=4000, unit="kg"),),
    )
    return supply_note(data, ON, area="PER", mirror=trade, draws=100)


def html(note: SupplyNote, lang: str = "en") -> str:
    return render_supply_note(note, "html", lang).decode().replace("\N{NO-BREAK SPACE}", " ")


def test_the_note_tells_the_balance_mines_stocks_and_what_is_unverified(made_up: SupplyNote) -> None:
    page = html(made_up)
    assert "Made-up example: no number in it is of a real country." in page
    # 62 + 12 + 15 + 20 t are supplied, 66 + 6 t used and stored (tables of the example).
    assert made_up.main.supply_t.value == pytest.approx(109)
    assert made_up.main.unexplained_t.value == pytest.approx(37)
    assert "In 2024 supply was 109" in page
    # Fifteen years from 2018-01-01 (Article 3, paragraph 4); the mine opened in 2020 is barred.
    assert "allowed until 2033-01-01" in page
    assert "barred: new mine" in page
    assert "Made-up harbour" in page
    assert f"This rests on {len(made_up.unverified)} unverified numbers" in page
    assert "lacks its consent" in page
    # Amounts of few reporters stay hidden, and a year has all of its figures.
    assert "not published" in page
    assert "2032–2037" in page


def test_trade_is_told_for_the_country_beside_its_gold_mining(peru: SupplyNote) -> None:
    page = html(peru)
    assert peru.trade_country == "PER"
    assert "An indicator of hidden flow" in page
    # 14 t by Peru's own statistics, 20 t by those of Mexico; gold mining uses 50 t a year in two years.
    (sheet,) = (one for one in _tables(peru) if one.sheet == "Hidden trade")
    (row,) = sheet.full_rows
    assert [cell.value for cell in row.cells[1:4]] == [2, 14.0, 20.0]
    assert row.cells[6].value == pytest.approx(100.0)
    assert "No mine is told." in page


def test_a_workbook_has_everything_unrounded(made_up: SupplyNote, peru: SupplyNote) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_supply_note(made_up, "xlsx", "fr")))
    assert {"data balances", "data mines", "data projection", "data shipments", "data reporters"} <= set(
        book.sheet_names
    )
    _notice, names, *rows = book.get_sheet_by_name("data balances").to_python()
    at = names.index("unexplained_t")
    assert made_up.main.unexplained_t.value in [row[at] for row in rows]
    assert "data hidden_trade" in CalamineWorkbook.from_filelike(
        io.BytesIO(render_supply_note(peru, "xlsx", "en"))
    ).sheet_names  # fmt: skip


@pytest.mark.parametrize(("format", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_documents_are_made(made_up: SupplyNote, format: str, start: bytes) -> None:
    assert render_supply_note(made_up, format, "es").startswith(start)


def test_what_cannot_be_told_is_said() -> None:
    data = replace(example(), uses=())
    page = html(supply_note(data, ON, draws=100))
    assert "surplus to come is not reckoned" in page
    assert "Surplus to come and storage need" not in page
    with pytest.raises(InputError):
        supply_note(example(), ON, scenario="no such", draws=100)
    with pytest.raises(InputError):
        supply_note(example(), ON, area="PER", draws=100)


def _tables(note: SupplyNote) -> list[Table]:
    return [one for one in supply_note_report(note, Words.of("en")).blocks if isinstance(one, Table)]
