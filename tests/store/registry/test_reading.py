"""The registry is read as a person may see it, now and as it stood at any moment."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from almaden.demo.store_loader import load_registry
from almaden.errors import InputError
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.records.meetings import QuestionRecord
from almaden.partnership.records.outputs import FundingRecord
from almaden.partnership.records.partners import PartnerRecord, ResourcePersonRecord
from almaden.partnership.registry import Registry
from almaden.store.acting import now
from almaden.store.editions.create import create
from almaden.store.editions.export import export
from almaden.store.editions.files import folder_of
from almaden.store.editions.registry import registry_tables
from almaden.store.models import Entry, Proposal, RegistryRow, User
from almaden.store.registry import counts, loading, proposals, writing
from almaden.store.registry.counts import Money
from almaden.store.registry.reading import published_registry, registry_of, sees_personal, visible_rows
from almaden.store.rights import RightsError
from almaden.store.search import search
from tests.store.conftest import MakeUser
from tests.store.registry.conftest import EXCHANGE, SMALL, registry, row

pytestmark = pytest.mark.usefixtures("small")


def accepted(writer: User, lead: User, key: str, **values: str) -> None:
    waiting = writing.change(writer, row("activity", key), None, values)
    assert isinstance(waiting, Proposal)
    proposals.accept(lead, waiting)


def test_the_public_sees_what_was_loaded_without_persons() -> None:
    seen = registry_of()
    assert seen.all(ActivityRecord) == SMALL.all(ActivityRecord)
    partner = seen.get(PartnerRecord, "P1")
    assert partner is not None
    assert (partner.name, partner.contact, partner.email) == ("Institute one (made up)", "", "")
    assert seen.all(QuestionRecord) == ()


def test_the_secretariat_sees_everything(secretariat: User) -> None:
    assert registry_of(secretariat).tables == SMALL.tables


def test_an_area_lead_sees_persons_of_the_area(lead: User, secretariat: User) -> None:
    seen = registry_of(lead)
    partners = [seen.get(PartnerRecord, key) for key in ("P1", "P2")]
    assert [one.email for one in partners if one is not None] == ["one@example.org", ""]
    assert seen.all(QuestionRecord) == ()
    assert not sees_personal(lead, row("question", "Q1"))
    assert [one.key for one in visible_rows(lead, "question")] == []
    assert [one.key for one in visible_rows(secretariat, "question")] == ["Q1"]


def test_a_question_that_may_be_shown_is_shown_without_who_asked() -> None:
    asked = {"id": "Q2", "text": "How? (made up)", "public": True, "person": "C", "email": "c@example.org"}
    loading.load(None, registry(("question", asked)), "made up")
    assert [(one.id, one.person, one.email) for one in registry_of().all(QuestionRecord)] == [("Q2", "", "")]


def test_who_writes_about_a_person_sees_it_and_nobody_else_does(writer: User, lead: User, secretariat: User) -> None:
    made = writing.add(writer, "resource_person", {"name": "D made-up", "areas": "WASTE"} | {"areas": "COAL"})
    assert [one.pk for one in visible_rows(writer, "resource_person")] == [made.pk]
    assert list(visible_rows(None, "resource_person")) == []
    assert [one.name for one in registry_of(writer, drafts=True).all(ResourcePersonRecord)] == ["D made-up"]
    writing.publish(lead, made)
    assert registry_of().all(ResourcePersonRecord) == ()
    assert [one.name for one in registry_of(secretariat).all(ResourcePersonRecord)] == ["D made-up"]


def test_drafts_are_for_those_who_may_read_them(writer: User, lead: User, person: MakeUser) -> None:
    values = {"id": "A9", "title": "Draft (made up)", "area": "COAL", "type": "training", "status": "planned"}
    writing.add(writer, "activity", values)
    for somebody, sees in (
        (writer, True),
        (lead, True),
        (person("x", "area_lead", area="WASTE"), False),
        (None, False),
    ):
        assert (registry_of(somebody, drafts=True).get(ActivityRecord, "A9") is not None) is sees
        assert visible_rows(somebody, "activity").filter(key="A9").exists() is sees
        assert registry_of(somebody).get(ActivityRecord, "A9") is None


def test_any_past_moment_can_be_read_again(writer: User, lead: User, secretariat: User) -> None:
    before = now()
    first = registry_of()
    accepted(writer, lead, "A2", status="ongoing")
    between = now()
    second = registry_of()
    writing.withdraw(secretariat, row("activity", "A3"), None, "made up")
    values = {"id": "A9", "title": "Later (made up)", "area": "COAL", "type": "training", "status": "planned"}
    draft = writing.add(writer, "activity", values)
    at_draft = now()
    writing.remove(writer, draft, "a mistake")
    assert registry_of(None, before).tables == first.tables
    assert registry_of(None, between).tables == second.tables != first.tables
    assert registry_of(None, now()).tables == registry_of().tables
    assert registry_of(None, datetime(2000, 1, 1)).all(ActivityRecord) == ()
    assert registry_of(writer, at_draft, drafts=True).get(ActivityRecord, "A9") is not None
    assert registry_of(secretariat, before).tables == SMALL.tables


def test_the_published_registry_holds_every_kind_and_no_person(writer: User, lead: User) -> None:
    before = now()
    first = published_registry()
    assert [(one.id, one.text, one.person, one.email) for one in first.all(QuestionRecord)] == [
        ("Q1", "Where to? (made up)", "", "")
    ]
    assert [(one.contact, one.email) for one in first.all(PartnerRecord)] == [("", ""), ("", "")]
    assert {kind: len(records) for kind, records in first.tables.items()} == {
        kind: len(records) for kind, records in SMALL.tables.items()
    }
    values = {"id": "A9", "title": "Draft (made up)", "area": "COAL", "type": "training", "status": "planned"}
    writing.add(writer, "activity", values)
    assert published_registry().tables == first.tables
    accepted(writer, lead, "A2", status="ongoing")
    assert published_registry().tables != first.tables
    assert published_registry(before).tables == first.tables


def test_what_a_load_would_do_is_told_and_not_done(secretariat: User) -> None:
    a2 = SMALL.get(ActivityRecord, "A2")
    p1 = SMALL.get(PartnerRecord, "P1")
    assert a2 is not None
    assert p1 is not None
    more = registry(
        ("activity", a2.model_dump() | {"status": "ongoing"}),
        ("partner", p1.model_dump() | {"email": "new@example.org", "contact": ""}),
        ("partner", {"id": "P9", "name": "New (made up)"}),
        ("question", {"id": "Q1", "text": "Where to? (made up)", "area": "WASTE"}),
    )
    entries = Entry.objects.count()
    told = {one.key: one for one in loading.planned(None, more)}
    assert {key: one.action for key, one in told.items()} == {
        "P1": "changed", "P9": "added", "A2": "changed", "Q1": "unchanged",
    }  # fmt: skip
    assert (told["A2"].before, told["A2"].after) == ({"status": "completed"}, {"status": "ongoing"})
    # That a field of a person changes is said, not what it is or was.
    assert told["P1"].after == {"email": "..."}
    assert "example.org" not in repr(told)
    others = {one.key: one.action for one in loading.planned(secretariat, more)}
    assert others == {"P1": "proposed", "P9": "added", "A2": "proposed", "Q1": "unchanged"}
    assert Entry.objects.count() == entries
    assert loading.load(secretariat, more, "made up") == loading.Loaded(1, 0, 1, 2)
    assert [one.action for one in loading.planned(secretariat, more) if one.key in ("P1", "A2")] == ["unchanged"] * 2
    assert [one.personal for one in Proposal.objects.filter(row__key="P1")] == [{"email": "new@example.org"}]
    assert loading.load(secretariat, more, "again").proposed == 0
    with pytest.raises(RightsError):
        loading.planned(User.objects.create(username="nobody"), more)


def test_the_same_twice_changes_nothing() -> None:
    entries, versions = Entry.objects.count(), list(RegistryRow.objects.values_list("pk", "version", "changed_on"))
    assert loading.load(None, SMALL, "again") == loading.Loaded(0, 0, 11, 0)
    assert list(RegistryRow.objects.values_list("pk", "version", "changed_on")) == versions
    assert Entry.objects.count() == entries + 1


def test_a_demonstration_adds_what_is_missing_and_leaves_what_was_changed(writer: User, lead: User) -> None:
    accepted(writer, lead, "A2", status="ongoing")
    more = registry(
        *((kind, one.model_dump()) for kind, records in SMALL.tables.items() for one in records),
        ("partner", {"id": "P9", "name": "New (made up)"}),
    )
    assert load_registry(more) == loading.Loaded(1, 0, 0, 0)
    assert (row("activity", "A2").status, row("partner", "P9").state) == ("ongoing", "published")


def test_a_clock_that_was_set_back_does_not_tear_the_past(writer: User, lead: User) -> None:
    accepted(writer, lead, "A2", status="ongoing")
    Entry.objects.order_by("number").filter(number__lt=Entry.objects.count()).update(made_on="2999-01-01T00:00:00")
    assert registry_of(None, now()).tables == registry_of().tables


def test_what_is_new_is_added_and_changed() -> None:
    more = registry(
        ("activity", {"id": "A2", "title": "Inventory (made up)", "area": "WASTE", "type": "inventory",
                      "status": "ongoing", "partners": ["P1"]}),
        ("activity", {"id": "A5", "title": "New (made up)", "area": "COAL", "type": "training", "status": "planned",
                      "parent": "A2", "countries": ["GIN"]}),
    )  # fmt: skip
    assert loading.load(None, more, "made up") == loading.Loaded(1, 1, 0, 0)
    assert counts.counts().by_country == {"GHA": 1, "GIN": 1, "PER": 1}
    assert registry_of().get(ActivityRecord, "A2") == more.get(ActivityRecord, "A2")


def test_what_belongs_to_a_loaded_activity_moves_with_it() -> None:
    moved = {"id": "A1", "title": "Training (made up)", "area": "WASTE", "type": "training", "status": "ongoing"}
    assert loading.load(None, registry(("activity", moved)), "made up").changed == 1
    assert row("budget", "B1").area == "WASTE"


@pytest.mark.parametrize(
    ("kind", "values", "column"),
    [
        ("budget", {"id": "B9", "activity": "A77", "start": "2020", "end": "2020", "amount": 1, "currency": "USD"},
         "activity"),
        ("funding", {"id": "F1", "item": "x", "level": "project", "part_of": "F2"}, "part_of"),
    ],
)  # fmt: skip
def test_a_load_with_faults_keeps_nothing(kind: str, values: dict[str, object], column: str) -> None:
    good = ("partner", {"id": "P9", "name": "New (made up)"})
    with pytest.raises(InputError) as told:
        loading.load(None, registry(good, (kind, values)), "made up")
    assert [fault.column for fault in told.value.faults] == [column]
    assert not RegistryRow.objects.filter(key="P9").exists()


def test_what_others_load_waits_for_approval(secretariat: User, lead: User, person: MakeUser) -> None:
    more = registry(
        ("activity", {"id": "A4", "title": "Guidance (made up)", "area": "WASTE", "type": "guidance",
                      "status": "ongoing", "start": "2017", "partners": ["P2"]}),
        ("partner", {"id": "P9", "name": "New (made up)"}),
    )  # fmt: skip
    with pytest.raises(RightsError):
        loading.load(person("reader", "reviewer"), more, "made up")
    assert loading.load(secretariat, more, "made up") == loading.Loaded(1, 0, 0, 1)
    assert loading.load(secretariat, more, "again") == loading.Loaded(0, 0, 2, 0)
    assert (row("partner", "P9").state, row("activity", "A4").status) == ("submitted", "completed")
    with pytest.raises(RightsError):
        writing.publish(secretariat, row("partner", "P9"))
    writing.publish(person("other", "secretariat"), row("partner", "P9"))


def pure(registry: Registry) -> list[ActivityRecord]:
    return [one for one in registry.all(ActivityRecord) if not one.same_as]


def test_counts_of_the_database_are_those_of_the_records(writer: User, lead: User, secretariat: User) -> None:
    accepted(writer, lead, "A2", status="ongoing")
    values = {"id": "A9", "title": "Draft (made up)", "area": "COAL", "type": "training", "status": "planned"}
    writing.add(writer, "activity", values | {"countries": "GHA"})
    writing.withdraw(secretariat, row("activity", "A4"), None, "made up")
    found, activities = counts.counts(), pure(registry_of())
    assert found.activities == len(activities) == 2
    assert found.by_area == Counter(one.area for one in activities)
    assert found.by_status == Counter(one.status for one in activities)
    assert found.by_type == Counter(one.type for one in activities)
    assert found.by_year == Counter(int(one.start[:4]) if one.start else None for one in activities)
    assert found.by_country == Counter(country for one in activities for country in one.countries)
    assert found.by_area_and_status == Counter((one.area, one.status) for one in activities)
    whole = [one for one in registry_of().all(FundingRecord) if one.amount is not None and not one.part_of]
    assert sum(one.amount for one in found.funding) == sum(one.amount or 0 for one in whole)


def test_money_is_summed_by_area_payer_currency_and_certainty() -> None:
    assert counts.funding() == (
        Money("", "P2", "USD", "stated", 300),
        Money("COAL", "A fund (made up)", "EUR", "estimated", 7.5),
    )


def test_the_latest_change_of_an_area_moves_with_its_records(writer: User, lead: User) -> None:
    before = counts.latest()
    assert set(before) == {"COAL", "WASTE"}
    accepted(writer, lead, "A2", status="ongoing")
    after = counts.latest()
    assert after["COAL"] > before["COAL"]
    assert after["WASTE"] == before["WASTE"]


def test_counts_read_no_wide_row(django_assert_max_num_queries: Callable[[int], object]) -> None:
    with django_assert_max_num_queries(5):  # type: ignore[attr-defined]
        counts.counts()
    if connection.vendor == "sqlite":
        groups = RegistryRow.objects.filter(kind="activity", state="published", same_as="").order_by("area", "status")
        assert "COVERING INDEX registry_counted" in groups.values_list("area", "status", "type", "year").explain()


def test_the_search_finds_what_is_published(writer: User) -> None:
    values = {"id": "A9", "title": "Zebra (made up)", "area": "COAL", "type": "training", "status": "planned"}
    writing.add(writer, "activity", values)
    assert search(None, "zebra") == search(writer, "zebra") == ()
    (hit,) = search(None, "guidance made")
    assert (hit.kind, hit.title, hit.address) == (
        "registry_record", "Guidance (made up)", ("registry_record", "activity", "A4"),
    )  # fmt: skip
    assert search(None, "where to") == ()


def test_an_edition_holds_what_is_public_and_no_persons(tmp_path: Path) -> None:
    edition = create(None, "Made up", description="Made up", publisher="Nobody (made up)")
    texts = {path.name: path.read_text(encoding="utf-8") for path in (folder_of(edition) / "data").glob("*.csv")}
    assert "Training (made up)" in texts["registry_activity.csv"]
    assert "P1; P2" in texts["registry_activity.csv"]
    assert "registry_question.csv" not in texts
    for word in ("example.org", "made-up person", "B made-up", "email"):
        assert all(word not in text for name, text in texts.items() if name.startswith("registry_"))
    export(edition, tmp_path / "edition.zip")
    with zipfile.ZipFile(tmp_path / "edition.zip") as packed:
        package = json.loads(packed.read(next(name for name in packed.namelist() if name.endswith("datapackage.json"))))
    named = {one["name"] for one in package["resources"]}
    assert {"registry_activity", "registry_partner", "registry_funding", "registry_budget"} <= named


def test_a_draft_is_in_no_edition(writer: User) -> None:
    values = {"id": "A9", "title": "Zebra (made up)", "area": "COAL", "type": "training", "status": "planned"}
    writing.add(writer, "activity", values)
    edition = create(None, "Made up", description="Made up", publisher="Nobody (made up)")
    assert "Zebra" not in (folder_of(edition) / "data" / "registry_activity.csv").read_text(encoding="utf-8")


def test_every_kind_can_be_kept() -> None:
    assert set(KINDS) == set(registry_of().tables)


def test_the_tables_are_as_the_models_say() -> None:
    call_command("makemigrations", "store", check=True, dry_run=True, verbosity=0)


def test_an_edition_holds_the_needs_that_may_be_shown_without_persons() -> None:
    loading.load(None, EXCHANGE, "made up", "")
    (table,) = (one for one in registry_tables() if one.name == "registry_need")
    (line,) = table.rows()
    assert line[0] == "N1"
    assert not {"contact", "email", "alerts"} & {one.name for one in table.columns}
