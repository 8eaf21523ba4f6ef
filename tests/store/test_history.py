"""Every record tells who changed what, when and why."""

from __future__ import annotations

import pytest

from almaden.store import inventories
from almaden.store.history import FieldChange, history_of
from tests.store.conftest import MakeUser
from tests.store.samples import COAL, draft, rates

pytestmark = pytest.mark.django_db


def test_a_row_tells_its_versions_column_by_column(person: MakeUser) -> None:
    ana, bob = person("ana", "compiler", "GHA"), person("bob", "compiler", "GHA")
    row = rates(draft(ana, COAL))[0]
    inventories.change_row(bob, row, 1, {"activity_rate": "5", "note": "from the balance"})
    first, second = history_of(row)
    assert (first.entry.actor_name, first.change.kind, second.entry.actor_name) == ("ana", "added", "bob")
    assert FieldChange("code", None, "5.1.1") in first.fields
    assert set(second.fields) == {
        FieldChange("activity_rate", 100_000.0, 5.0),
        FieldChange("note", None, "from the balance"),
    }
