"""The consent ledger of Article 3: what each shipment needs, what stands against it, what is left of a consent."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.reference.tables import read_table
from almaden.reports.trade_template import CONSENTS_TEMPLATE
from almaden.supply.trade.article3 import allowed_uses, compounds, forms, last_day_of_mining, least_share_percent
from almaden.supply.trade.consent_records import ConsentRecord, PartyRecord, ShipmentRecord
from almaden.supply.trade.consent_result import ConsentResult, ShipmentAnswer
from almaden.supply.trade.consents import match_consents
from almaden.supply.trade.readers.consents import example_ledger, read_consents

ON = date(2025, 12, 1)
PARTIES = (
    PartyRecord(country="CHE", entry_into_force=date(2017, 8, 16)),
    PartyRecord(country="PER", entry_into_force=date(2017, 8, 16)),
    PartyRecord(country="FJI", entry_into_force=None),
    PartyRecord(country="TON", entry_into_force=None),
)


def shipment(**other: Any) -> ShipmentRecord:
    told = {
        "reference": "S", "exporter": "CHE", "importer": "PER", "day": date(2025, 3, 1), "quantity": 100, "unit": "kg",
        "purpose": "products", "origin": "recycled",
    }  # fmt: skip
    return ShipmentRecord(**{**told, **other})


def consent(**other: Any) -> ConsentRecord:
    told = {
        "reference": "A-1", "form": "A", "exporter": "CHE", "importer": "PER", "decision": "granted", "quantity": 500,
        "valid_from": date(2025, 1, 1), "valid_until": date(2025, 12, 31), "signed": date(2024, 12, 1),
    }  # fmt: skip
    return ConsentRecord(**{**told, **other})


def one(
    sent: ShipmentRecord, *given_consents: ConsentRecord, parties: tuple[PartyRecord, ...] = PARTIES
) -> ShipmentAnswer:
    (answer,) = match_consents([sent], given_consents, parties, ON).shipments
    return answer


def lacks(answer: ShipmentAnswer) -> set[str]:
    return {reason.key for reason in answer.reasons if reason.weight == "lacking"}


def test_an_export_between_parties_with_its_consent() -> None:
    answer = one(shipment(), consent())
    assert (answer.standing, answer.consent, answer.needed) == ("covered", "A-1", ("A", "D"))


@pytest.mark.parametrize(
    ("sent", "agreed", "reason", "paragraph"),
    [
        ({}, {"valid_until": date(2025, 2, 1)}, "expired", "6"),
        ({}, {"valid_from": date(2025, 4, 1)}, "not_yet", "6"),
        ({}, {"signed": date(2025, 4, 1)}, "signed_later", "6"),
        ({}, {"decision": "denied"}, "denied", "6"),
        ({}, {"decision": "revoked", "revoked_on": date(2025, 2, 1)}, "revoked", "6"),
        ({}, {"decision": "revoked"}, "revoked", "6"),
        ({}, {"quantity": 99}, "quantity", "6"),
        ({}, {"purpose": "processes"}, "purpose", "6"),
        ({}, {"origin": "by_product"}, "origin", "6"),
        ({}, {"form": "B"}, "form", "6"),
        ({"consent": "A-2"}, {}, "none", "6"),
        ({"importer": "CHE", "exporter": "PER"}, {}, "none", "6"),
        ({"origin": "new_primary_mining"}, {}, "origin", "3"),
        ({"origin": "chlor_alkali"}, {}, "origin", "5(b)"),
        # 15 years after 16 August 2017 are over on 16 August 2032.
        ({"origin": "existing_primary_mining", "day": date(2032, 8, 17)}, {"valid_until": None}, "origin", "4"),
        ({"origin": "existing_primary_mining", "purpose": "small_scale_gold"}, {}, "origin", "4"),
    ],
)
def test_what_stands_against_a_shipment(
    sent: dict[str, Any], agreed: dict[str, Any], reason: str, paragraph: str
) -> None:
    answer = one(shipment(**sent), consent(**agreed))
    assert answer.standing == "lacking"
    assert [(found.key, found.paragraph) for found in answer.reasons if found.weight == "lacking"] == [
        (reason, paragraph)
    ]


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"day": date(2017, 8, 15)}, "before_rule"),
        ({"material": "compound"}, "compound"),
        ({"material": "mixture", "mercury_percent": 94.9}, "mixture"),
        ({"exporter": "FJI", "importer": "TON"}, "no_party"),
    ],
)
def test_where_nothing_is_asked(sent: dict[str, Any], reason: str) -> None:
    answer = one(shipment(**sent))
    assert (answer.standing, [found.key for found in answer.reasons]) == ("not asked", [reason])


@pytest.mark.parametrize(
    ("sent", "agreed"),
    [
        ({"purpose": None}, {}),
        ({"origin": "not_known"}, {}),
        ({"purpose": "other"}, {}),
        ({"material": "mixture"}, {}),
        ({}, {"decision": "conditional", "terms": "proof of use"}),
        ({"exporter": "MEX"}, {"exporter": "MEX"}),
    ],
)
def test_what_is_not_told_leaves_it_unclear(sent: dict[str, Any], agreed: dict[str, Any]) -> None:
    assert one(shipment(**sent), consent(**agreed)).standing == "unclear"


def test_non_parties_need_forms_b_and_c() -> None:
    to_fiji = shipment(importer="FJI")
    assert one(to_fiji).needed == ("B", "D")
    form_b = {"form": "B", "importer": "FJI"}
    assert one(to_fiji, consent(**form_b, certified="yes")).standing == "covered"
    assert lacks(one(to_fiji, consent(**form_b, certified="no"))) == {"certified"}
    assert one(to_fiji, consent(**form_b)).standing == "unclear"
    # A general notification of a non-Party needs the certification too.
    assert one(to_fiji, consent(form="D", exporter="", importer="FJI")).standing == "unclear"
    from_fiji = shipment(exporter="FJI")
    assert lacks(one(from_fiji)) == {"none"}
    assert one(from_fiji, consent(form="C", exporter="FJI")).standing == "covered"
    # A general notification of the importing Party is no certification of where the mercury comes from.
    assert lacks(one(from_fiji, consent(form="D", exporter=""))) == {"form"}
    # Paragraph 9, which was recalled, not re-read: the answer says so.
    without_8 = (
        PartyRecord(country="PER", entry_into_force=date(2017, 8, 16), paragraph_9_from=date(2020, 1, 1)),
        PARTIES[2],
    )
    answer = one(from_fiji, parties=without_8)
    assert (answer.standing, answer.sure) == ("not asked", False)
    # A Party only from its own day on.
    late = (PartyRecord(country="PER", entry_into_force=date(2025, 6, 1)), PARTIES[0])
    assert one(shipment(), parties=late).needed == ("B", "D")
    # Neither is told to be a Party: nobody knows what is needed.
    assert one(shipment(), parties=()).standing == "unclear"


def test_amounts_for_laboratories() -> None:
    # Paragraph 2 leaves out quantities for laboratories and does not say how small they are.
    assert one(shipment(purpose="laboratory")).standing == "unclear"
    assert one(shipment(purpose="laboratory"), consent()).standing == "covered"


def test_a_general_notification_covers_every_exporter() -> None:
    result = match_consents(
        [shipment(reference=name, quantity=5, unit="t") for name in "XYZ"],
        [consent(form="D", exporter="", quantity=None)], PARTIES, ON,
    )  # fmt: skip
    assert {answer.standing for answer in result.shipments} == {"covered"}
    assert result.consents[0].used_kg == 15_000
    assert result.consents[0].questions == ()


def test_the_running_sum_by_day() -> None:
    sent = [
        shipment(reference="third", day=date(2025, 5, 1), quantity=200),
        shipment(reference="first", quantity=10, unit="flasks"),  # 345 kg
        shipment(reference="second", day=date(2025, 4, 1), quantity=155),
    ]
    result = match_consents(sent, [consent()], PARTIES, ON)
    assert {answer.reference: answer.standing for answer in result.shipments} == {
        "first": "covered", "second": "covered", "third": "lacking",
    }  # fmt: skip
    (left,) = result.consents
    assert (left.used_kg, left.left_kg, left.exceeded) == (700, -200, True)
    assert left.shipments == ("first", "second", "third")
    assert "10 flasks are taken as 345 kg" in " ".join(result.notes)
    # Another consent of the same countries takes what the first cannot.
    two = match_consents(sent, [consent(), consent(reference="A-2", quantity=200)], PARTIES, ON)
    assert two.lacking == ()


def test_who_names_a_consent_comes_first() -> None:
    sent = [shipment(reference="unnamed"), shipment(reference="named", day=date(2025, 6, 1), consent="A-1")]
    result = match_consents(sent, [consent(quantity=100)], PARTIES, ON)
    assert [answer.reference for answer in result.lacking] == ["unnamed"]


def test_what_ends_soon_and_what_is_told_twice() -> None:
    given_consents = [
        consent(),
        consent(reference="A-2", valid_until=date(2026, 1, 31)),
        consent(reference="A-3", valid_until=date(2025, 11, 30)),
        consent(reference="A-4"),
    ]
    sent = [shipment(), shipment(reference="S2"), shipment(reference="S3", quantity=0.1, unit="t")]
    result = match_consents(sent, given_consents, PARTIES, ON, within_days=30)
    assert result.expiring == ("A-1", "A-4")
    assert result.duplicates == (("S", "S2", "S3"), ("A-1", "A-4"))
    assert {answer.reference: answer.state for answer in result.consents}["A-3"] == "ended"


def test_what_the_tables_say() -> None:
    assert set(forms()) == set("ABCD")
    assert least_share_percent() == 95.0
    assert set(compounds()) == {"calomel", "oxide", "sulphate", "nitrate", "cinnabar", "sulphide"}
    assert set(allowed_uses()) == {row["key"] for row in read_table("trade/allowed_uses")}
    assert last_day_of_mining(date(2017, 8, 16)) == date(2032, 8, 16)
    assert last_day_of_mining(date(2024, 2, 29)) == date(2039, 2, 28)


def ledger(count: int, seed: int) -> tuple[list[ShipmentRecord], list[ConsentRecord]]:
    draw = random.Random(seed)
    sent = [
        shipment(
            reference=f"S{n}", day=date(2025, 1, 1) + timedelta(days=draw.randrange(400)),
            quantity=draw.choice([0.1, 1, 33.3, 120, 400]), unit=draw.choice(["kg", "flask", "l"]),
            purpose=draw.choice(["products", "processes", None]), importer=draw.choice(["PER", "FJI"]),
            consent=draw.choice(["", "", "C0", "C9"]),
        )
        for n in range(count)
    ]  # fmt: skip
    given_consents = [
        consent(
            reference=f"C{n}", form=draw.choice(["A", "B", "D"]), importer=draw.choice(["PER", "FJI"]),
            quantity=draw.choice([None, 100, 900]), decision=draw.choice(["granted", "conditional", "denied"]),
            certified=draw.choice(["yes", "no"]), purpose=draw.choice([None, "products"]),
        )
        for n in range(draw.randrange(5))
    ]  # fmt: skip
    return sent, given_consents


@given(st.integers(0, 12), st.integers(0, 2**32))
@settings(max_examples=40)
def test_the_order_of_rows_changes_nothing_and_nothing_is_lost(count: int, seed: int) -> None:
    sent, given_consents = ledger(count, seed)
    result = match_consents(sent, given_consents, PARTIES, ON)
    random.Random(seed).shuffle(sent)
    given_consents.reverse()
    assert match_consents(sent, given_consents, PARTIES[::-1], ON) == result
    kg = {answer.reference: answer.kg for answer in result.shipments}
    for held in result.consents:
        assert held.used_kg == pytest.approx(sum(kg[name] for name in held.shipments))
        if held.left_kg is not None and held.left_kg < 0:
            # Never below zero without being told, here and with the shipments.
            assert held.exceeded
            assert any(answer.consent == held.reference and "quantity" in lacks(answer) for answer in result.shipments)
    assert all(not lacks(answer) for answer in result.shipments if answer.standing == "covered")


@pytest.fixture(scope="session")
def example() -> ConsentResult:
    data = example_ledger()
    return match_consents(data.shipments, data.consents, data.parties, ON, notice=data.notice)


def test_the_example(example: ConsentResult) -> None:
    # What is made up must not be told of real countries: ISO 3166 leaves XXA to XXZ to users.
    assert all(one.exporter[:2] == one.importer[:2] == "XX" for one in example.shipments)
    assert example.summary() == {"lacking": 3, "unclear": 1, "covered": 4, "not asked": 2}
    # Article 7 was recalled: the shipment that rests on it is not called sure.
    assert {answer.reference: answer.sure for answer in example.shipments}["MADE-UP-S-5"] is False
    assert "Article 7" in {told.paragraph for told in example.unverified}
    frame = example.to_frame()
    assert len(frame) == 10
    assert frame["standing"].tolist()[:3] == ["lacking"] * 3
    told = json.loads(example.to_json())
    assert told["meta"]["notice"].startswith("A made-up example")
    assert replace(example, notes=()).summary() == example.summary()


def test_faults_of_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "shipments.csv").write_text(
        "reference,exporter,importer,day,quantity,unit,material,code\n"
        "S1,CHE,CHE,2025-03-01,1,kg,mercury,\n"
        "S2,CHE,PER,2025-03-01,1,items,mercury,\n"
        "S3,CHE,PER,2025-03-01,1,kg,mercury,2852.10\n"
        "S4,CHE,PER,2025-03-01,1,kg,compound,2852.00\n"
        "S4,CHE,QQQ,2025-03-01,1,kg,mercury,2805.40\n"
        "S5,CHE,PER,2025-03-01,0,kg,mercury,2805.40\n"
        # Countries use the edition before for some years: no fault.
        "S6,CHE,PER,2008-03-01,1,kg,compound,2825.90\n",
        encoding="utf-8",
    )
    (tmp_path / "consents.csv").write_text(
        "reference,form,importer,exporter,decision,valid_from,valid_until,signed,revoked_on\n"
        "C1,A,PER,CHE,granted,2025-06-01,2025-01-01,,\n"
        "C2,A,PER,,granted,,,,\n"
        "C3,D,PER,,granted,,,,2025-01-01\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_consents(tmp_path)
    told = [(fault.file, fault.row, fault.problem) for fault in caught.value.faults]
    for file, row, text in (
        ("shipments.csv", 2, "same country"),
        ("shipments.csv", 3, "no unit of mercury"),
        ("shipments.csv", 4, "do not agree"),
        ("shipments.csv", 5, "another edition"),
        ("shipments.csv", 6, "stands in row 5 already"),
        ("shipments.csv", 6, "no country has this code"),
        ("shipments.csv", 7, "out of range"),
        ("consents.csv", 2, "wrong order"),
        ("consents.csv", 3, "names an exporting country"),
        ("consents.csv", 4, "not revoked"),
    ):
        assert [one for one in told if one[:2] == (file, row) and text in one[2]], (file, row, text)
    assert len(told) == 10


def test_a_consent_before_the_convention_and_an_amount_without_a_unit(tmp_path: Path) -> None:
    path = tmp_path / "consents.csv"
    path.write_text("reference,form,importer,exporter,decision,quantity,signed\nA,A,PER,CHE,granted,5,2009-05-01\n")
    with pytest.raises(InputError, match="no consent under Article 3 before 2017-08-16"):
        read_consents(tmp_path)
    parties = tmp_path / "parties.csv"
    parties.write_text("country,entry_into_force\nPER,2016-01-21\n")
    with pytest.raises(InputError, match="not in force for anybody"):
        read_consents(tmp_path)
    parties.unlink()
    path.write_text("reference,form,importer,exporter,decision,quantity,signed\nA,A,PER,CHE,granted,5,2019-05-01\n")
    data = read_consents(tmp_path)
    notes = match_consents(data.shipments, data.consents, data.parties, ON).notes
    assert "amounts without a unit, which are taken as kg: 1" in list(map(str, notes))


def test_the_template_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "ledger.xlsx"
    CONSENTS_TEMPLATE.write(file)
    with pytest.raises(InputError, match="no shipments and no consents"):
        read_consents(file)
