"""One answer for goods at the border: Article 3 for mercury, Annex A for products, questions where a code is silent."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from almaden.convention.content import parse_quantity
from almaden.convention.law import LawData, known_law
from almaden.convention.law_records import PartyRecord
from almaden.convention.shipment import check_shipment
from almaden.convention.shipment_finding import Shipment, ShipmentFinding
from almaden.errors import InputError
from almaden.supply.trade.consent_records import ConsentRecord, ShipmentRecord
from almaden.supply.trade.readers.consents import ConsentData

#: Two Parties from the start and a country that is none, made up for these tests.
LAW = known_law(
    LawData(
        (
            PartyRecord(country="CHE", entry_into_force=date(2017, 8, 16)),
            PartyRecord(country="PER", entry_into_force=date(2017, 8, 16)),
            PartyRecord(country="FJI", non_party=True),
        )
    )
)
CONSENT = ConsentRecord(
    reference="A-1", form="A", importer="PER", exporter="CHE", decision="granted", quantity=1000,
    unit="kg", purpose="dental_amalgam",
    valid_from=date(2025, 1, 1), valid_until=date(2025, 12, 31),
)  # fmt: skip
MERCURY: dict[str, Any] = {"quantity": 345.0, "purpose": "dental_amalgam", "origin": "recycled"}


def found(
    code: str, exporter: str = "CHE", importer: str = "PER", day: str = "2025-03-01", movement: Any = "import",
    ledger: ConsentData | None = None, **more: Any,
) -> ShipmentFinding:  # fmt: skip
    return check_shipment(Shipment(code, exporter, importer, date.fromisoformat(day), movement, **more), LAW, ledger)


def ledger(*consents: ConsentRecord, shipments: tuple[ShipmentRecord, ...] = ()) -> ConsentData:
    return ConsentData(shipments, consents, (), "")


def test_mercury_needs_the_consent_that_is_shown() -> None:
    # Article 3, paragraph 6: an export to a Party needs its written consent; form A, or the general notification D.
    without = found("2805.40", **MERCURY)
    assert (without.answer, without.consent and without.consent.needed) == ("lacking", ("A", "D"))
    assert "was shown" in str(without.reason)
    shown = found("2805.40", ledger=ledger(CONSENT), **MERCURY)
    assert (shown.answer, shown.consent and shown.consent.consent) == ("allowed", "A-1")
    late = found("2805.40", day="2026-01-10", ledger=ledger(CONSENT), **MERCURY)
    assert (late.answer, str(late.reason)) == ("lacking", "the consent ended on 2025-12-31")


def test_what_was_shipped_before_has_used_up_its_part() -> None:
    # 20 flasks of 34.5 kg are 690 kg: of 1,000 kg 310 are left, too few for 345.
    before = ShipmentRecord(
        reference="S-1", exporter="CHE", importer="PER", day=date(2025, 2, 1), quantity=20, unit="flask",
        purpose="dental_amalgam", origin="recycled",
    )  # fmt: skip
    answer = found("2805.40", ledger=ledger(CONSENT, shipments=(before,)), **MERCURY)
    assert answer.answer == "lacking"
    assert "310 kg that are left" in str(answer.reason)


def test_no_consent_helps_mercury_of_a_new_mine_and_national_law_bars_alone() -> None:
    mined = found("2805.40", ledger=ledger(CONSENT), **{**MERCURY, "origin": "new_primary_mining"})
    assert mined.answer == "barred"
    # Regulation (EU) 2017/852, Article 3: the export of mercury is prohibited.
    union = found("2805.40", "DEU", movement="export", ledger=ledger(CONSENT), **MERCURY)
    assert (union.answer, [one.measure for one in union.national]) == ("barred", ["EU-EXPORT-2018"])


@pytest.mark.parametrize(
    ("code", "more", "answer", "about"),
    [
        # Mercuric oxide cells all hold mercury; batteries were to end in 2020.
        ("8506.30", {}, "barred", "product"),
        ("9025.11", {}, "unclear", "product"),
        ("9025.11", {"holds_mercury": True}, "barred", "product"),
        ("9025.11", {"holds_mercury": False}, "allowed", "other"),
        ("9025.11", {"product": "thermometer"}, "barred", "product"),
        ("9025.11", {"product": "thermometer", "exemption_until": date(2025, 12, 31)}, "allowed", "product"),
        # Consents are asked for the metal (Article 3, paragraph 1: mixtures from 95 % by weight count as it).
        ("2852.10", {"quantity": 3.0}, "allowed", "compound"),
        ("2853.90", {"quantity": 3.0}, "unclear", "mercury"),
        ("2853.90", {"quantity": 3.0, "mercury_ppm": 500_000.0}, "allowed", "mercury"),
        ("2853.90", {"quantity": 3.0, "mercury_ppm": 960_000.0}, "lacking", "mercury"),
        ("3825.69", {}, "unclear", "waste"),
        ("0901.11", {}, "allowed", "other"),
        ("0901.11", {"holds_mercury": True}, "unclear", "other"),
    ],
)
def test_each_kind_of_code_gets_its_answer(code: str, more: dict[str, Any], answer: str, about: str) -> None:
    made = found(code, **more)
    assert (made.answer, made.about) == (answer, about)
    # Whoever is told something is told what to do.
    assert made.steps
    assert json.loads(made.to_json())["answer"] == answer


def test_a_longer_code_of_the_country_tells_whether_goods_hold_mercury() -> None:
    # China divides manganese cells by their mercury; other batteries than button cells were to end in 2020.
    assert found("8506.10.11.90", importer="CHN").answer == "barred"
    assert found("8506.10.11.10", importer="CHN").answer == "allowed"
    # In another country the digits beyond the sixth say nothing.
    assert found("8506.10.11.90", importer="PER").answer == "unclear"


def test_before_the_rules_existed_nothing_was_asked() -> None:
    assert found("2805.40", day="2016-05-05", **MERCURY).answer == "allowed"


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"code": "2852.00"}, "code"),
        ({"code": "28"}, "code"),
        ({"importer": "CHE"}, "importer"),
        ({"importer": "XYZ"}, "importer"),
        ({"quantity": None}, "quantity"),
        ({"unit": "items"}, "unit"),
        ({"holds_mercury": False}, "holds_mercury"),
        ({"code": "9025.11", "product": "spoon"}, "--product"),
    ],
)
def test_what_cannot_be_is_told(more: dict[str, Any], column: str) -> None:
    with pytest.raises(InputError) as told:
        found(**{"code": "2805.40", **MERCURY, **more})
    assert told.value.faults[0].column == column
    assert told.value.faults[0].advice


def test_quantities_need_their_unit() -> None:
    assert parse_quantity("10 flasks") == (10.0, "flasks")
    for wrong in ("345", "0 kg", "much"):
        with pytest.raises(InputError):
            parse_quantity(wrong)
