"""Mass ledgers of mercury: made for a country, kept by those who may write there, their totals published or not."""

from __future__ import annotations

from typing import Final

from django.db.models import Q, QuerySet

from almaden.errors import Fault, InputError
from almaden.store.accounts.checks import check_country
from almaden.store.acting import allow, now, plain_text
from almaden.store.journal import writing
from almaden.store.models import Ledger, User
from almaden.store.models.ledgers import LedgerState
from almaden.store.reviews.authors import check_four_eyes, is_own, works_alone
from almaden.store.rights import Person, countries_with, grants_of, may
from almaden.wording import n_

#: The right that whoever writes into a ledger needs for its country.
WRITE: Final = "write_inventory"
_LONGEST_TITLE: Final = 300


def make_ledger(actor: User | None, country: str, title: str, *, made_up: bool = False) -> Ledger:
    """Begin a ledger.

    Args:
        actor: who begins it; None for the program.
        country: ISO 3166 code of three letters.
        title: what it is of.
        made_up: whether its entries are made up, as in an example.

    Raises:
        RightsError: the person may not write for the country.
        InputError: country or title cannot be kept.
    """
    if not country:
        raise InputError(Fault(n_("no country is given"), column="country", advice=n_("choose a country")))
    check_country(country)
    allow(actor, WRITE, country)
    clean = plain_text(title)
    if not clean or len(clean) > _LONGEST_TITLE:
        raise InputError(
            Fault(n_("the title is empty or too long"), column="title", value=clean, advice=n_("write a few words"))
        )
    ledger = Ledger(country=country, title=clean, made_up=made_up, author=actor, made_on=now())
    with writing(actor, "ledger.add") as work:
        return work.add(ledger)


def publish_totals(actor: User | None, ledger: Ledger, expected: int | None, published: bool, reason: str = "") -> None:
    """Let everybody see the totals of a ledger, or no longer.

    Args:
        actor: who decides, with the right to publish for the country; not who began the ledger or wrote into it.
        ledger: the ledger.
        expected: the version that the person saw; None does not ask.
        published: whether everybody may see them.
        reason: why, for the journal.

    Raises:
        RightsError: the person may not publish for the country, or wrote the ledger.
        ConflictError: somebody changed it meanwhile.
    """
    allow(actor, "publish", ledger.country)
    if published:
        check_four_eyes(actor, ledger)
    state = LedgerState.PUBLISHED if published else LedgerState.PRIVATE
    with writing(actor, "ledger.publish" if published else "ledger.withdraw", reason=plain_text(reason)) as work:
        work.change(ledger, expected, state=state)


def visible_ledgers(user: Person) -> QuerySet[Ledger]:
    """Ledgers of whose totals a person may know: published ones, their own, and those of their countries."""
    public = Q(state=LedgerState.PUBLISHED)
    if not grants_of(user):
        return Ledger.objects.filter(public)
    assert isinstance(user, User)
    countries = countries_with(user, "read_drafts")
    if countries is None:
        return Ledger.objects.all()
    return Ledger.objects.filter(public | Q(author=user) | Q(country__in=sorted(countries)))


def may_read(user: Person, ledger: Ledger) -> bool:
    """Whether a person may see entries, lots, owners and places; the totals are for all where they are published."""
    own = isinstance(user, User) and user.is_active and ledger.author_id == user.pk
    return own or may(user, "read_drafts", ledger.country)


def may_write(user: Person, ledger: Ledger) -> bool:
    """Whether a person may add entries."""
    return may(user, WRITE, ledger.country)


def may_publish(user: Person, ledger: Ledger) -> bool:
    """Whether a person may publish the totals: with the right for the country, and not of their own work."""
    if not isinstance(user, User) or not may(user, "publish", ledger.country):
        return False
    return works_alone(user) or not is_own(user, ledger)
