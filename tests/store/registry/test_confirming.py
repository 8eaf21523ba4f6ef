"""Offers stay current: their providers confirm and correct them by the link, leads confirm them with one step."""

from __future__ import annotations

from datetime import date

import pytest

from almaden.errors import InputError
from almaden.store.acting import now
from almaden.store.journal import ConflictError
from almaden.store.models import Entry, Proposal, RegistryRow, User
from almaden.store.registry import answers, confirming, loading, proposals
from almaden.store.rights import RightsError
from tests.store.conftest import MakeUser
from tests.store.registry.conftest import registry, row
from tests.store.registry.test_links import no_server, secret

__all__ = ["no_server", "secret"]

#: All made up.
OFFERS = registry(
    ("partner", {"id": "P1", "name": "Institute one (made up)", "areas": ("COAL",)}),
    ("partner", {"id": "P2", "name": "Institute two (made up)"}),
    ("offer", {"id": "O1", "title": "Flasks (made up)", "provider": "P1", "capacity_t_per_year": 500,
               "areas": ("COAL", "WASTE"), "confirmed_on": "2019-05", "confirmed_by": "document"}),
    ("offer", {"id": "O2", "title": "Advice (made up)", "provider": "P1"}),
    ("offer", {"id": "O3", "title": "Drums (made up)", "provider": "P2", "confirmed_on": "2019"}),
)  # fmt: skip


@pytest.fixture(autouse=True)
def offers(small: None) -> None:
    loading.load(None, OFFERS, "made up", "")


def test_a_partner_confirms_its_own_offers_by_the_link_without_approval(secret: str) -> None:
    assert [one.row.key for one in answers.open_link(secret).offers] == ["O1", "O2"]
    assert answers.answer(secret, {}, confirmed=[row("offer", "O1").pk]) == ()
    values = row("offer", "O1").values
    assert (values["confirmed_on"], values["confirmed_by"]) == (now().date().isoformat(), "provider")
    assert (values["title"], values["capacity_t_per_year"]) == ("Flasks (made up)", 500)
    assert row("offer", "O2").values.get("confirmed_on", "") == ""
    assert Entry.objects.filter(action="update_link.answer", changes__record_id=row("offer", "O1").pk).exists()


def test_a_correction_waits_for_approval_with_its_confirmation(secret: str, secretariat: User) -> None:
    number = row("offer", "O1").pk
    (made,) = answers.answer(secret, {number: {"capacity_t_per_year": "650"}}, confirmed=[number])
    assert row("offer", "O1").values["confirmed_on"] == "2019-05"
    proposals.accept(secretariat, made)
    values = row("offer", "O1").values
    assert (values["capacity_t_per_year"], values["confirmed_by"]) == (650, "provider")


def test_a_partner_touches_no_offer_of_others_and_no_other_field(secret: str) -> None:
    other, own = row("offer", "O3"), row("offer", "O1")
    for changes, confirmed in (({}, [other.pk]), ({other.pk: {"title": "Ours"}}, []), ({own.pk: {"grade": "A"}}, [])):
        with pytest.raises(InputError):
            answers.answer(secret, changes, confirmed=confirmed)
    with pytest.raises(ConflictError):
        answers.answer(secret, {}, confirmed=[own.pk], versions={own.pk: own.version + 1})
    assert row("offer", "O3").values["confirmed_on"] == "2019"
    assert Proposal.objects.count() == 0


def test_who_leads_one_of_the_areas_confirms_an_offer(lead: User, writer: User, person: MakeUser) -> None:
    waste, asgm = person("waste", "area_lead", area="WASTE"), person("asgm", "area_lead", area="ASGM")
    offer, seen = row("offer", "O1"), row("offer", "O1").version
    for other in (writer, asgm):
        with pytest.raises(RightsError):
            confirming.confirm(other, row("offer", "O1"), seen)
    confirming.confirm(waste, offer, seen)
    assert row("offer", "O1").values["confirmed_by"] == "lead"
    with pytest.raises(ConflictError):
        confirming.confirm(lead, row("offer", "O1"), seen)
    # An offer that names no area is of those of its provider.
    confirming.confirm(lead, row("offer", "O2"))
    assert Entry.objects.filter(action="registry.confirm").count() == 2


def test_stale_offers_are_counted_by_partner() -> None:
    assert confirming.stale_offers(date(2026, 1, 1)) == {"P1": 2, "P2": 1}
    assert confirming.stale_offers(date(2019, 6, 1)) == {"P1": 1}
    RegistryRow.objects.filter(key="O3").update(state="draft")
    assert confirming.stale_offers(date(2026, 1, 1)) == {"P1": 2}
