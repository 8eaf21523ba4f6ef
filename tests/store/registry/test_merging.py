"""Two records that tell the same become one; nothing is lost, and it can be undone."""

from __future__ import annotations

import pytest

from almaden.errors import InputError
from almaden.partnership.records.activities import ActivityRecord, BudgetRecord
from almaden.partnership.records.outputs import FundingRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.store import journal
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import ConflictError
from almaden.store.models import Entry, Proposal, RegistryCountry, RegistryLink, RegistryRow, User
from almaden.store.registry import loading, merging, proposals, writing
from almaden.store.registry.reading import registry_of
from almaden.store.rights import RightsError
from tests.store.conftest import MakeUser
from tests.store.registry.conftest import registry, row

pytestmark = pytest.mark.usefixtures("small")


def state() -> list[tuple[object, ...]]:
    rows = RegistryRow.objects.order_by("pk").values_list(
        "kind", "key", "values", "personal", "state", "same_as", "parent"
    )
    links = RegistryLink.objects.order_by("row", "field", "target").values_list("row", "field", "target")
    countries = RegistryCountry.objects.order_by("row", "country").values_list("row", "country", "counted")
    return [*rows, *links, *countries]


def test_what_named_one_partner_names_the_other(secretariat: User) -> None:
    merging.merge(secretariat, row("partner", "P1"), row("partner", "P2"), "the same (made up)")
    seen = registry_of()
    assert [(one.id, one.partners) for one in seen.all(ActivityRecord)] == [
        ("A1", ("P1",)), ("A2", ("P1",)), ("A3", ()), ("A4", ("P1",)),
    ]  # fmt: skip
    assert [one.funder for one in seen.all(FundingRecord)] == ["P1", "P1", ""]
    assert seen.get(PartnerRecord, "P2") is None
    dropped = row("partner", "P2")
    assert (dropped.state, dropped.same_as) == ("withdrawn", "P1")


def test_a_dropped_activity_tells_the_other_once_more(lead: User) -> None:
    merging.merge(lead, row("activity", "A2"), row("activity", "A1"), "the same (made up)")
    seen = registry_of()
    assert [(one.id, one.same_as, one.parent) for one in seen.all(ActivityRecord)] == [
        ("A1", "A2", ""), ("A2", "", ""), ("A3", "A2", ""), ("A4", "", ""),
    ]  # fmt: skip
    assert [one.activity for one in seen.all(BudgetRecord)] == ["A2"]
    assert set(RegistryCountry.objects.filter(kind="activity", counted=True).values_list("row__key", "country")) == {
        ("A2", "PER")
    }


def test_a_merge_is_undone_by_its_journal(secretariat: User) -> None:
    before = state()
    for kind, keep, drop in (("partner", "P1", "P2"), ("activity", "A2", "A1")):
        merging.merge(secretariat, row(kind, keep), row(kind, drop), "the same (made up)")
        assert state() != before
        entry = merging.merges_of(row(kind, drop))[0]
        merging.undo_merge(secretariat, entry, "they are two")
        assert state() == before
    assert journal.verify() == Entry.objects.count()


def test_a_merge_whose_records_changed_since_is_not_undone(secretariat: User, lead: User) -> None:
    merging.merge(lead, row("activity", "A2"), row("activity", "A1"), "the same (made up)")
    (entry,) = merging.merges_of(row("budget", "B1"))
    writing.withdraw(secretariat, row("budget", "B1"), None, "made up")
    before = state()
    with pytest.raises(ConflictError):
        merging.undo_merge(secretariat, entry, "they are two")
    assert state() == before
    with pytest.raises(ClosedError):
        merging.undo_merge(secretariat, Entry.objects.get(number=1), "they are two")


def test_corrections_that_wait_name_the_kept_one(secretariat: User, person: MakeUser) -> None:
    waiting = writing.change(secretariat, row("activity", "A3"), None, {"partners": "P2"})
    assert isinstance(waiting, Proposal)
    merging.merge(secretariat, row("partner", "P1"), row("partner", "P2"), "the same (made up)")
    proposals.accept(person("other", "secretariat"), waiting)
    assert row("activity", "A3").values["partners"] == ["P1"]


def test_what_cannot_be_merged_is_refused(secretariat: User, lead: User) -> None:
    for keep, drop in (
        (row("partner", "P1"), row("activity", "A1")),
        (row("partner", "P1"), row("partner", "P1")),
        (row("activity", "A3"), row("activity", "A2")),
    ):
        with pytest.raises(InputError):
            merging.merge(secretariat, keep, drop, "made up")
    with pytest.raises(InputError):
        merging.merge(secretariat, row("partner", "P1"), row("partner", "P2"), "")
    with pytest.raises(RightsError):
        merging.merge(lead, row("partner", "P1"), row("partner", "P2"), "made up")
    with pytest.raises(RightsError):
        merging.merge(lead, row("activity", "A1"), row("activity", "A4"), "made up")


def test_a_merge_that_would_make_a_circle_is_refused(secretariat: User) -> None:
    child = {"id": "A5", "title": "A part of a part (made up)", "area": "COAL", "type": "x", "status": "ongoing"}
    loading.load(None, registry(("activity", child | {"parent": "A2"})), "made up")
    before = state()
    with pytest.raises(InputError):
        merging.merge(secretariat, row("activity", "A5"), row("activity", "A1"), "made up")
    assert state() == before
