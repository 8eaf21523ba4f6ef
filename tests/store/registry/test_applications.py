"""Anybody applies; the secretariat makes a partner of them, or says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.partnership.records.partners import ApplicationRecord, PartnerRecord
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import ConflictError
from almaden.store.models import Change, User
from almaden.store.registry import applications
from almaden.store.registry.reading import record_of, registry_of, visible_rows
from almaden.store.rights import RightsError

pytestmark = pytest.mark.usefixtures("small")

WANTS = {
    "name": "Laboratory (made up)", "category": "academia", "country": "GHA", "areas": "ASGM; COAL",
    "contribution": "Analyses", "contact": "F made-up", "email": "f@example.org",
}  # fmt: skip


def test_an_applicant_becomes_a_partner(secretariat: User, lead: User) -> None:
    sent = applications.apply(WANTS)
    assert list(visible_rows(None, "application")) == []
    assert [one.pk for one in applications.waiting(secretariat)] == [sent.pk]
    with pytest.raises(RightsError):
        applications.accept(lead, sent, sent.version)
    made = applications.accept(secretariat, sent, sent.version, "Welcome")
    shown = registry_of().get(PartnerRecord, made.key)
    assert shown is not None
    assert (shown.name, shown.standing, shown.areas, shown.email) == (
        "Laboratory (made up)", "partner", ("ASGM", "COAL"), "",
    )  # fmt: skip
    kept = record_of(sent)
    assert isinstance(kept, ApplicationRecord)
    assert (kept.state, kept.partner, kept.answer, kept.email) == ("accepted", made.key, "Welcome", "f@example.org")
    assert not applications.waiting(secretariat).exists()
    with pytest.raises(ClosedError):
        applications.decline(secretariat, sent, None, "No")
    assert registry_of().all(ApplicationRecord) == ()


def test_an_application_is_declined_with_an_answer(secretariat: User, own_home: Path) -> None:
    sent = applications.apply(WANTS)
    with pytest.raises(InputError):
        applications.decline(secretariat, sent, sent.version, "")
    with pytest.raises(ConflictError):
        applications.decline(secretariat, sent, sent.version + 1, "No")
    applications.decline(secretariat, sent, sent.version, "No")
    kept = record_of(sent)
    assert isinstance(kept, ApplicationRecord)
    assert (kept.state, kept.answer, kept.partner) == ("declined", "No", "")
    assert Path(applications.write_answer(secretariat, sent, "Your application", "No").path).exists()


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"state": "accepted"}, "state"),
        ({"id": "application-1"}, "id"),
        ({"email": "f@example.org\nBcc: g@example.org"}, "email"),
        ({"email": ""}, "email"),
        ({"contribution": "x" * 5001}, "contribution"),
        ({"areas": "GOLD"}, "areas"),
    ],
)
def test_what_an_applicant_cannot_write_is_told(values: dict[str, str], column: str) -> None:
    with pytest.raises(InputError) as told:
        applications.apply(WANTS | values)
    assert [fault.column for fault in told.value.faults] == [column]


def test_who_applies_is_not_in_the_journal() -> None:
    applications.apply(WANTS)
    kept = "\n".join(Change.objects.values_list("content", flat=True))
    assert "f@example.org" not in kept
    assert "F made-up" not in kept
