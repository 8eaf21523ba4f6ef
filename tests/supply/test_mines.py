"""Mines and their days under Article 3, and what it asks to identify."""

from __future__ import annotations

from datetime import date

import pytest

from almaden.reference.countries import is_country
from almaden.supply.article3 import mine_article3, term, to_identify
from almaden.supply.data import SupplyData, bundled_mines, example
from almaden.supply.mines import mine_register
from almaden.supply.records import MineOutputRecord, MineRecord, SourceRecord, StockRecord

TODAY = date(2026, 1, 1)
IN_FORCE = date(2017, 8, 16)


def mine(**told: object) -> MineRecord:
    usual = {"id": "M", "area": "MEX", "kind": "primary", "party": "Party", "in_force": IN_FORCE}
    return MineRecord.model_validate(usual | told)


@pytest.mark.parametrize(
    ("told", "on", "standing", "last"),
    [
        # Fifteen years from the day of entry into force: Article 3, paragraph 4.
        ({"existed_at_entry": "yes"}, TODAY, "allowed until", date(2032, 8, 16)),
        ({"existed_at_entry": "yes"}, date(2032, 8, 16), "allowed until", date(2032, 8, 16)),
        ({"existed_at_entry": "yes"}, date(2032, 8, 17), "barred since", date(2032, 8, 16)),
        ({"existed_at_entry": "yes", "in_force": date(2020, 2, 29)}, TODAY, "allowed until", date(2035, 2, 28)),
        # A new mine: paragraph 3.
        ({"opened": 2020}, TODAY, "barred: new mine", None),
        ({"existed_at_entry": "no"}, TODAY, "barred: new mine", None),
        # Opened before it does not say that it was worked on that day.
        ({"opened": 1950}, TODAY, "unclear", None),
        ({"opened": 2017}, TODAY, "unclear", None),
        ({"party": "not known"}, TODAY, "unclear", None),
        ({"in_force": None}, TODAY, "unclear", None),
        ({"party": "not a Party", "in_force": None}, TODAY, "not bound", None),
        ({"state": "closed"}, TODAY, "ended", None),
        ({"kind": "by-product"}, TODAY, "not asked", None),
    ],
)
def test_how_a_mine_stands(told: dict[str, object], on: date, standing: str, last: date | None) -> None:
    found = mine_article3(mine(**told), on)
    assert (found.standing, found.last_day) == (standing, last)


def test_output_is_summed_by_country_and_kind() -> None:
    data = SupplyData(
        mines=(mine(id="A"), mine(id="B"), mine(id="C", kind="by-product")),
        outputs=(
            MineOutputRecord(mine="A", year=2024, amount=20.0),
            MineOutputRecord(mine="B", year=2024, amount=None),
            MineOutputRecord(mine="C", year=2024, amount=3000.0, unit="kg"),
        ),
    )
    found = mine_register(data, TODAY)
    sums = {(one.kind, one.year): one for one in found.sums}
    primary = sums["primary", 2024]
    assert primary.output_t is not None
    assert (primary.output_t.value, primary.told, primary.not_told) == (20.0, 1, 1)
    other = sums["by-product", 2024].output_t
    assert other is not None
    assert other.value == pytest.approx(3.0)
    assert [one.years[0].output_t is None for one in found.mines] == [False, True, False]


def test_stocks_above_50_t_and_supplies_above_10_t_a_year() -> None:
    day = date(2024, 12, 31)
    data = SupplyData(
        stocks=(
            StockRecord(area="PER", holder="industry", place="A", day=day, amount=50.0),
            StockRecord(area="PER", holder="industry", place="B", day=day, amount=51.0),
            StockRecord(area="PER", holder="industry", place="C", day=day, amount=40.0, low=30.0, high=60.0),
        ),
        sources=(
            SourceRecord(area="PER", year=2024, kind="oil and gas", amount=10.0),
            SourceRecord(area="PER", year=2024, kind="recycling", amount=12_000.0, unit="kg"),
        ),
    )
    assert term("stock_t").value == 50.0
    assert [(one.what, one.name, one.sure) for one in to_identify(data)] == [
        ("stock", "B", True),
        ("stock", "C", False),
        ("supply", "recycling", True),
    ]


def test_the_register_of_the_program() -> None:
    found = {one.mine.id: one for one in mine_register(bundled_mines(), TODAY).mines}
    assert all(is_country(one.mine.area) and one.mine.source and one.mine.seen for one in found.values())
    assert found["KGZ-KHAIDARKAN"].article3.standing == "not bound"
    assert found["MEX-QUERETARO"].article3.last_day == date(2032, 8, 16)
    assert found["ESP-ALMADEN"].article3.standing == "ended"
    # Nobody told whether these were worked on the day: no date is made up.
    assert found["IDN-SERAM"].article3.standing == "unclear"


def test_the_result_as_table_and_json() -> None:
    found = mine_register(example(), TODAY, draws=100)
    assert list(found.to_frame()["standing"]) == ["allowed until", "barred: new mine", "not asked"]
    assert '"last_year": 2033' in found.to_json()
