"""Records of the registry are written with rights and versions, and published by somebody else."""

from __future__ import annotations

import json

import pytest

from almaden.errors import InputError
from almaden.partnership.records.activities import ActivityRecord, BudgetRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.store import journal
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import ConflictError
from almaden.store.models import Change, Proposal, RegistryCountry, RegistryLink, RegistryRow, User
from almaden.store.registry import proposals, writing
from almaden.store.registry.reading import record_of, registry_of, visible_rows
from almaden.store.rights import RightsError
from tests.store.conftest import MakeUser
from tests.store.registry.conftest import row

pytestmark = pytest.mark.usefixtures("small")

NEW = {
    "id": "A9", "title": "Works visited (made up)", "area": "COAL", "type": "mission", "status": "planned",
    "start": "2021-02", "end": "2021", "countries": "GHA", "partners": "P1; P2",
}  # fmt: skip


def test_an_address_in_a_text_is_refused_where_everybody_would_read_it() -> None:
    asks = {
        "title": "Storage (made up)",
        "country": "PER",
        "reason": "Because of maria@example.org",
        "email": "x@y.org",
    }
    shown = writing.add(None, "need", {**asks, "id": "N1", "public": True})
    with pytest.raises(InputError) as told:
        writing.publish(None, shown)
    (fault,) = told.value.faults
    assert (fault.file, fault.column, fault.value) == ("N1", "reason", "maria@example.org")
    hidden = writing.publish(None, writing.add(None, "need", {**asks, "id": "N2"}))
    for values in ({"public": True}, {"public": True, "title": "Storage"}):
        waiting = writing.change(None, hidden, None, values)
        assert isinstance(waiting, Proposal)
        with pytest.raises(InputError):
            proposals.accept(None, waiting)
    waiting = writing.change(None, row("activity", "A1"), None, {"outputs": "Written by maria@example.org"})
    assert isinstance(waiting, Proposal)
    with pytest.raises(InputError):
        proposals.accept(None, waiting)
    assert proposals.accept(None, waiting, edits={"outputs": "Written"}).values["outputs"] == "Written"


def test_what_lists_filter_by_is_made_of_the_record(writer: User) -> None:
    made = writing.add(writer, "activity", NEW)
    made.refresh_from_db()
    assert (made.area, made.country, made.type, made.status, made.title) == (
        "COAL", "GHA", "mission", "planned", "Works visited (made up)",
    )  # fmt: skip
    assert (str(made.starts_on), str(made.ends_on), made.year, made.state) == (
        "2021-02-01", "2021-12-31", 2021, "draft",
    )  # fmt: skip
    assert set(RegistryLink.objects.filter(row=made).values_list("field", "target")) == {
        ("partners", "P1"), ("partners", "P2"),
    }  # fmt: skip
    assert list(RegistryCountry.objects.filter(row=made).values_list("country", "counted")) == [("GHA", False)]
    record = record_of(made)
    assert isinstance(record, ActivityRecord)
    assert record.partners == ("P1", "P2")


def test_a_record_without_a_key_gets_one_that_is_free(secretariat: User) -> None:
    first = writing.add(secretariat, "partner", {"name": "Another (made up)"})
    second = writing.add(secretariat, "partner", {"name": "One more (made up)"})
    assert {first.key, second.key} == {"partner-3", "partner-4"}


def test_everything_wrong_is_told_at_once(writer: User) -> None:
    with pytest.raises(InputError) as told:
        writing.add(writer, "activity", {"title": "", "area": "COAL", "status": "soon", "latitude": "north"})
    assert {fault.column for fault in told.value.faults} == {"title", "type", "status", "latitude"}
    with pytest.raises(InputError) as told:
        writing.add(writer, "activity", NEW | {"partners": "P1; P77", "parent": "A77"})
    assert {(fault.column, fault.value) for fault in told.value.faults} == {("partners", "P77"), ("parent", "A77")}
    with pytest.raises(InputError):
        writing.add(writer, "activity", NEW | {"id": "A1"})
    with pytest.raises(InputError):
        writing.add(writer, "nothing", {})


@pytest.mark.parametrize(
    "values",
    [
        {"start": "2021", "end": "2020"},
        {"cost": "5"},
        {"area": "GOLD"},
        {"parent": "A9"},
        {"title": "x" * 501},
        {"description": "x" * 20_001},
        {"start": "last year"},
        {"title": "A\r\nBcc: b@c.example"},
        {"tags": ("one\ntwo",)},
        {"website": "javascript:alert(1)"},
    ],
)
def test_what_cannot_be_is_refused(writer: User, values: dict[str, str]) -> None:
    with pytest.raises(InputError):
        writing.add(writer, "activity", NEW | values)


def test_a_country_that_there_is_not_is_refused_with_those_that_are_near(writer: User) -> None:
    with pytest.raises(InputError) as told:
        writing.add(writer, "activity", NEW | {"countries": "PER; QQQ; Colombi"})
    assert [(fault.column, fault.value) for fault in told.value.faults] == [
        ("countries", "QQQ"),
        ("countries", "Colombi"),
    ]
    assert {fault.problem for fault in told.value.faults} == {"no country has this code or name"}
    assert "COL (Colombia)" in told.value.faults[1].advice
    with pytest.raises(InputError):
        writing.change(writer, row("partner", "P1"), None, {"country": "XXX"})


def test_markup_and_control_characters_are_text(writer: User) -> None:
    made = writing.add(writer, "activity", NEW | {"description": "<b>bold</b>\n\0\x1b", "title": "A\0 b"})
    record = record_of(made)
    assert isinstance(record, ActivityRecord)
    assert record.description == "<b>bold</b>"
    assert record.title == "A  b"


def test_a_circle_of_parents_is_refused(secretariat: User) -> None:
    with pytest.raises(InputError) as told:
        writing.change(secretariat, row("activity", "A1"), None, {"parent": "A2"})
    assert [fault.column for fault in told.value.faults] == ["parent"]


def test_rights_are_for_one_area(writer: User, lead: User, person: MakeUser) -> None:
    other = NEW | {"area": "WASTE"}
    for somebody in (writer, lead, person("nobody"), person("administrator", "administrator")):
        with pytest.raises(RightsError):
            writing.add(somebody, "activity", other)
    made = writing.add(writer, "activity", NEW)
    with pytest.raises(RightsError):
        writing.change(writer, made, None, {"area": "WASTE"})
    with pytest.raises(RightsError):
        writing.publish(writer, made)


def test_nobody_publishes_what_they_wrote(lead: User, writer: User, secretariat: User) -> None:
    own = writing.add(lead, "activity", NEW)
    with pytest.raises(RightsError):
        writing.publish(lead, own)
    made = writing.add(writer, "activity", NEW | {"id": "A10"})
    writing.change(lead, made, made.version, {"status": "ongoing"})
    with pytest.raises(RightsError):
        writing.publish(lead, made)
    writing.submit(writer, made)
    assert [one.key for one in visible_rows(None, "activity") if one.key == "A10"] == []
    writing.publish(secretariat, made, made.version)
    assert (made.state, made.reviewer) == ("published", secretariat)
    assert registry_of().get(ActivityRecord, "A10") is not None
    assert RegistryCountry.objects.get(row=made).counted


def test_on_an_installation_for_one_person_they_may(person: MakeUser, settings: object) -> None:
    settings.ALMADEN_SINGLE_USER = True  # type: ignore[attr-defined]
    owner = person("owner", "administrator")
    made = writing.publish(owner, writing.add(owner, "activity", NEW))
    assert (made.state, made.reviewer_id) == ("published", None)


def test_what_is_published_names_only_what_is_published(writer: User, lead: User) -> None:
    parent = writing.add(writer, "activity", NEW)
    child = writing.add(writer, "activity", NEW | {"id": "A10", "parent": "A9"})
    with pytest.raises(InputError) as told:
        writing.publish(lead, child)
    assert [(fault.column, fault.value) for fault in told.value.faults] == [("parent", "A9")]
    writing.publish_many(lead, [(child, None), (parent, None)])
    assert {parent.state, child.state} == {"published"}


def test_the_second_of_two_people_is_told(writer: User, lead: User) -> None:
    made = writing.add(writer, "activity", NEW)
    seen = made.version
    writing.change(writer, made, seen, {"status": "ongoing"})
    with pytest.raises(ConflictError) as told:
        writing.change(lead, made, seen, {"status": "completed"})
    assert told.value.theirs["status"] == "ongoing"


def test_a_change_without_a_version_undoes_nothing_of_others(writer: User, lead: User) -> None:
    made = writing.add(writer, "activity", NEW)
    seen_before = row("activity", "A9")
    writing.change(lead, made, made.version, {"outputs": "Numbers"})
    writing.change(writer, seen_before, None, {"status": "ongoing"})
    assert row("activity", "A9").values["outputs"] == "Numbers"


def test_a_correction_of_what_is_published_waits(writer: User, lead: User) -> None:
    activity = row("activity", "A2")
    waiting = writing.change(writer, activity, activity.version, {"status": "ongoing", "outputs": "Numbers"})
    assert isinstance(waiting, Proposal)
    assert waiting.values == {"status": "ongoing", "outputs": "Numbers"}
    shown = registry_of().get(ActivityRecord, "A2")
    assert shown is not None
    assert shown.status == "completed"
    assert [one.pk for one in proposals.open_proposals(lead)] == [waiting.pk]
    with pytest.raises(RightsError):
        proposals.accept(writer, waiting)
    assert proposals.may_accept(lead, waiting)
    with pytest.raises(RightsError):
        proposals.accept(lead, waiting, edits={"status": "planned"})
    proposals.accept(lead, waiting)
    shown = registry_of().get(ActivityRecord, "A2")
    assert shown is not None
    assert (shown.status, shown.outputs) == ("ongoing", "Numbers")
    with pytest.raises(ClosedError):
        proposals.accept(lead, waiting)


def test_a_field_that_is_emptied_is_proposed_and_emptied(lead: User, secretariat: User) -> None:
    waiting = writing.change(lead, row("activity", "A1"), None, {"countries": "", "end": ""})
    assert isinstance(waiting, Proposal)
    with pytest.raises(RightsError):
        proposals.accept(lead, waiting)
    proposals.accept(secretariat, waiting)
    assert row("activity", "A1").values.keys().isdisjoint({"countries", "end"})
    assert not RegistryCountry.objects.filter(row__key="A1").exists()


def test_two_proposals_for_different_fields_are_both_kept(writer: User, lead: User) -> None:
    first = writing.change(writer, row("activity", "A2"), None, {"status": "ongoing"})
    second = writing.change(writer, row("activity", "A2"), None, {"outputs": "Numbers"})
    assert isinstance(first, Proposal)
    assert isinstance(second, Proposal)
    after = proposals.accept(lead, first)
    with pytest.raises(ConflictError):
        proposals.accept(lead, second)
    proposals.accept(lead, second, expected=after.version)
    assert row("activity", "A2").values["status"] == "ongoing"
    assert row("activity", "A2").values["outputs"] == "Numbers"


def test_a_proposal_is_refused_with_a_reason(writer: User, lead: User) -> None:
    waiting = writing.change(writer, row("activity", "A2"), None, {"status": "ongoing"})
    assert isinstance(waiting, Proposal)
    with pytest.raises(InputError):
        proposals.refuse(lead, waiting, " ")
    proposals.refuse(lead, waiting, "It is over")
    assert not proposals.open_proposals(lead).exists()
    assert row("activity", "A2").status == "completed"


def test_nothing_changed_is_no_proposal(writer: User) -> None:
    with pytest.raises(InputError):
        writing.change(writer, row("activity", "A2"), None, {"status": "completed"})


def test_a_partner_with_activities_is_neither_deleted_nor_withdrawn(secretariat: User) -> None:
    partner = row("partner", "P1")
    with pytest.raises(ClosedError):
        writing.remove(secretariat, partner, "told twice")
    with pytest.raises(InputError) as told:
        writing.withdraw(secretariat, partner, partner.version, "told twice")
    (fault,) = told.value.faults
    assert fault.problem == "this cannot be withdrawn: other records name it: A1; A2"
    assert "left" in fault.advice
    activity = registry_of().get(ActivityRecord, "A1")
    assert activity is not None
    assert activity.partners == ("P1", "P2")


def test_what_nothing_names_is_withdrawn_and_given_back(secretariat: User) -> None:
    activity = row("activity", "A3")
    with pytest.raises(InputError):
        writing.withdraw(secretariat, activity, activity.version, "")
    writing.withdraw(secretariat, activity, activity.version, "told twice")
    assert registry_of().get(ActivityRecord, "A3") is None
    writing.give_back(secretariat, activity, None, "it was right")
    assert row("activity", "A3").state == "draft"


def test_what_belongs_to_a_withdrawn_activity_is_out_of_sight_too(secretariat: User) -> None:
    values = {"id": "B4", "activity": "A4", "start": "2020", "end": "2020", "amount": 5, "currency": "USD"}
    writing.publish(None, writing.add(None, "budget", values))
    writing.withdraw(secretariat, row("activity", "A4"), None, "made up")
    assert [one.id for one in registry_of().all(BudgetRecord)] == ["B1"]
    assert row("budget", "B4").state == "published"


def test_an_activity_can_be_corrected_though_it_names_a_withdrawn_partner(lead: User) -> None:
    RegistryRow.objects.filter(key="P2").update(state="withdrawn")
    waiting = writing.change(lead, row("activity", "A1"), None, {"status": "completed"})
    assert isinstance(waiting, Proposal)


def test_a_draft_is_deleted_and_stays_in_the_journal(writer: User) -> None:
    made = writing.add(writer, "activity", NEW)
    number = made.pk
    writing.remove(writer, made, "a mistake")
    assert not RegistryRow.objects.filter(pk=number).exists()
    kept = Change.objects.get(record_type="registry_row", record_id=number, kind="removed")
    assert json.loads(kept.content)["title"] == "Works visited (made up)"
    assert journal.verify() > 0


def test_what_belongs_to_an_activity_moves_with_it(secretariat: User, lead: User, person: MakeUser) -> None:
    assert (row("budget", "B1").area, row("budget", "B1").country) == ("COAL", "")
    waiting = writing.change(secretariat, row("activity", "A1"), None, {"area": "WASTE", "countries": "PER"})
    assert isinstance(waiting, Proposal)
    with pytest.raises(RightsError):
        proposals.accept(lead, waiting)
    proposals.accept(person("other", "secretariat"), waiting)
    assert (row("budget", "B1").area, row("budget", "B1").country) == ("WASTE", "PER")


def test_the_journal_holds_nothing_about_persons(secretariat: User, person: MakeUser) -> None:
    waiting = writing.change(secretariat, row("partner", "P1"), None, {"email": "new@example.org", "language": "es"})
    assert isinstance(waiting, Proposal)
    proposals.accept(person("other", "secretariat"), waiting)
    record = record_of(row("partner", "P1"))
    assert isinstance(record, PartnerRecord)
    assert (record.email, record.contact) == ("new@example.org", "A made-up person")
    kept = "\n".join(Change.objects.values_list("content", flat=True))
    assert "example.org" not in kept
    assert "made-up person" not in kept
