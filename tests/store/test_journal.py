"""Everything written is in the journal, and nothing in the journal can be altered unnoticed."""

from __future__ import annotations

import hashlib
import json

import pytest

from almaden.store.journal import START, ConflictError, JournalError, verify, writing
from almaden.store.models import Change, Entry, Organisation, User
from tests.store.conftest import MakeUser

pytestmark = pytest.mark.django_db


def test_an_added_row_is_told_with_who_and_why(person: MakeUser) -> None:
    ana = person("ana")
    with writing(ana, "organisation.add", reason="joined in May") as work:
        made = work.add(Organisation(name="Ministry of Environment (made up)", country="KEN"))
    entry = Entry.objects.get()
    assert (entry.number, entry.actor_name, entry.action, entry.reason) == (
        1,
        "ana",
        "organisation.add",
        "joined in May",
    )
    assert entry.previous_sha256 == START
    change = Change.objects.get()
    assert (change.record_type, change.record_id, change.version, change.kind) == ("organisation", made.pk, 1, "added")
    assert json.loads(change.content)["country"] == "KEN"


def test_a_change_keeps_what_was_before(person: MakeUser) -> None:
    with writing(None, "organisation.add") as work:
        made = work.add(Organisation(name="A (made up)"))
    with writing(person("ana"), "organisation.change") as work:
        assert work.change(made, expected=1, name="B (made up)", country="")
    made.refresh_from_db()
    assert (made.name, made.version) == ("B (made up)", 2)
    content = json.loads(Change.objects.get(kind="changed").content)
    assert content == {"before": {"name": "A (made up)"}, "after": {"name": "B (made up)"}}


def test_the_second_of_two_people_is_told_and_shown_both() -> None:
    with writing(None, "organisation.add") as work:
        made = work.add(Organisation(name="A (made up)"))
    with writing(None, "organisation.change") as work:
        work.change(made, expected=1, country="KEN")
    with pytest.raises(ConflictError) as told, writing(None, "organisation.change") as work:
        work.change(made, expected=1, country="GHA")
    assert told.value.mine == {"country": "GHA"}
    assert told.value.theirs["country"] == "KEN"
    made.refresh_from_db()
    assert (made.country, made.version, Entry.objects.count()) == ("KEN", 2, 2)


def test_an_error_undoes_everything() -> None:
    def fail() -> None:
        with writing(None, "organisation.add") as work:
            work.add(Organisation(name="A (made up)"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not Organisation.objects.exists()
    assert not Entry.objects.exists()


def test_a_password_stays_out_of_the_journal() -> None:
    with writing(None, "user.add") as work:
        made = work.add(User(username="ana", password="hash-one"))
    with writing(None, "user.change") as work:
        work.change(made, password="hash-two")
    assert "hash" not in "".join(Change.objects.values_list("content", flat=True))


def test_the_chain_holds_and_is_what_it_says() -> None:
    for name in ("A", "B", "C"):
        with writing(None, "organisation.add") as work:
            work.add(Organisation(name=f"{name} (made up)"))
    assert verify() == 3
    first, second = Entry.objects.order_by("number")[:2]
    assert second.previous_sha256 == first.sha256
    # Calculated here once more, from the description in the module.
    change = Change.objects.get(entry=first)
    head = f"organisation\0{change.record_id}\x001\0added\0".encode()
    assert first.changes_sha256 == hashlib.sha256(head + hashlib.sha256(change.content.encode()).digest()).hexdigest()


@pytest.mark.parametrize("field", ["reason", "actor_name", "made_on", "changes_sha256"])
def test_an_altered_entry_is_found(field: str) -> None:
    with writing(None, "organisation.add", reason="right") as work:
        work.add(Organisation(name="A (made up)"))
    Entry.objects.update(**{field: "x"})
    with pytest.raises(JournalError):
        verify()


def test_an_altered_or_missing_change_is_found() -> None:
    for name in ("A", "B"):
        with writing(None, "organisation.add") as work:
            work.add(Organisation(name=f"{name} (made up)"))
    Change.objects.filter(entry_id=1).update(content="{}")
    with pytest.raises(JournalError):
        verify()
    Change.objects.filter(entry_id=1).delete()
    Entry.objects.filter(number=1).delete()
    with pytest.raises(JournalError):
        verify()
