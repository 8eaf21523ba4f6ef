"""Who gets the newsletter: asked for by anybody, confirmed from the mailbox, left by a link in every mail."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Count, QuerySet

from almaden.errors import Fault, InputError
from almaden.partnership.codes import area_names
from almaden.reference.languages import PAGE_LANGUAGES
from almaden.store.accounts.secret import digest, new_secret
from almaden.store.acting import allow_somewhere, now
from almaden.store.journal import writing
from almaden.store.letters.once import forget
from almaden.store.letters.subscription_mails import write_to
from almaden.store.models import NewsDelivery, Subscription, User
from almaden.store.registry.link_mails import check_address
from almaden.wording import n_

#: Days in which a subscription has to be confirmed.
CONFIRM_DAYS: Final = 7
#: An address is not written to more often than this by what people type into the form.
_PAUSE: Final = timedelta(minutes=15)
_LONGEST_WORDING: Final = 2000


@dataclass(frozen=True)
class ListCount:
    """How many of a language and interest get the newsletter; ``area`` is empty for all areas."""

    language: str
    area: str
    count: int


@dataclass(frozen=True)
class Statistics:
    """The list in numbers, without anybody in it."""

    confirmed: int
    waiting: int
    ended: int
    lists: tuple[ListCount, ...]


def subscribe(address: str, language: str, areas: Collection[str], wording: str, *, page: str) -> None:
    """Ask somebody, by a message to the address, whether they want the newsletter.

    The caller learns nothing of whether the address was known. How often somebody may ask is for the page to say.

    Args:
        address: the e-mail address.
        language: of the newsletter.
        areas: codes of areas of interest; empty for all.
        wording: what the person agreed to, as they read it.
        page: address of the page behind the link, with ``{secret}`` where the secret goes.

    Raises:
        InputError: with everything that is wrong.
        OutputError: the outbox cannot be written.
    """
    check_address(page)
    address = address.strip().lower()
    check(address, language, areas)
    secret = new_secret()
    with writing(None, "subscription.ask") as work:
        known = Subscription.objects.filter(address=address).first()
        if known is not None and now() - known.asked_on < _PAUSE:
            return
        choices: dict[str, Any] = {"language": language, "areas": sorted(areas), "wording": wording[:_LONGEST_WORDING]}
        if known is None:
            known = work.add(Subscription(address=address, digest=digest(secret), asked_on=now(), **choices))
        elif known.confirmed_on is None:
            forget(known.digest)
            work.change(known, digest=digest(secret), asked_on=now(), **choices)
        else:
            # Whoever types an address into a form may not change what its owner chose.
            work.change(known, digest=digest(secret), asked_on=now())
    write_to(known, page.replace("{secret}", secret))


def check(address: str, language: str, areas: Collection[str]) -> None:
    """Refuse what nobody can subscribe with, before it is counted how often somebody asks.

    Raises:
        InputError: with everything that is wrong.
    """
    faults = [*_address_faults(address.strip().lower()), *_choice_faults(language, areas)]
    if faults:
        raise InputError(faults)


def opened(secret: str) -> Subscription:
    """The subscription behind a link in a mail, also one that has ended.

    Raises:
        InputError: the link is not known, or was not confirmed in time.
    """
    mark = digest(secret.encode("utf-8", "replace").decode())
    found = Subscription.objects.filter(digest=mark).first()
    if found is None:
        delivery = NewsDelivery.objects.filter(digest=mark).select_related("subscription").first()
        found = delivery.subscription if delivery else None
    if found is None:
        raise InputError(Fault(n_("this link is not known"), advice=n_("copy the whole address from the message")))
    if found.confirmed_on is None and now() - found.asked_on > timedelta(days=CONFIRM_DAYS):
        raise _expired()
    return found


def _expired() -> InputError:
    return InputError(Fault(n_("this link has expired"), advice=n_("subscribe once more")))


def confirm(secret: str) -> Subscription:
    """Let a subscription begin.

    Raises:
        InputError: as for :func:`opened`, or it has ended.
    """
    found = opened(secret)
    if found.ended_on is not None:
        raise _expired()
    if found.confirmed_on is None:
        with writing(None, "subscription.confirm") as work:
            work.change(found, confirmed_on=now())
    return found


def choose(secret: str, language: str, areas: Collection[str]) -> Subscription:
    """Change the language and the areas of interest.

    Raises:
        InputError: as for :func:`opened`, or the choices do not exist.
    """
    found = opened(secret)
    faults = list(_choice_faults(language, areas))
    if found.ended_on is not None:
        faults.append(Fault(n_("this subscription has ended"), advice=n_("subscribe once more")))
    if faults:
        raise InputError(faults)
    with writing(None, "subscription.choose") as work:
        work.change(found, language=language, areas=sorted(areas))
    return found


def leave(secret: str) -> Subscription:
    """End a subscription: the address is deleted, and what waits to be sent to it; only the fact stays.

    Raises:
        InputError: as for :func:`opened`.
    """
    found = opened(secret)
    if found.ended_on is None:
        with writing(None, "subscription.leave") as work:
            work.change(found, address="", ended_on=now())
        for mark in (found.digest, *found.deliveries.values_list("digest", flat=True)):
            forget(mark)
    return found


def tidy() -> int:
    """Delete the addresses that were not confirmed in time; gives how many there were."""
    late = Subscription.objects.filter(confirmed_on=None, ended_on=None)
    late = late.filter(asked_on__lt=now() - timedelta(days=CONFIRM_DAYS))
    if not late.exists():
        return 0
    with writing(None, "subscription.expire") as work:
        gone = list(late)
        for one in gone:
            work.change(one, address="", ended_on=now())
    for one in gone:
        forget(one.digest)
    return len(gone)


def receivers(language: str, area: str) -> QuerySet[Subscription]:
    """Whom an issue of a language goes to: one of an area to those who asked for it or for all."""
    found = Subscription.objects.filter(language=language, ended_on=None, confirmed_on__isnull=False)
    if not area:
        return found
    keys = [pk for pk, areas in found.values_list("pk", "areas") if not areas or area in areas]
    return found.filter(pk__in=keys)


def statistics(actor: User | None) -> Statistics:
    """The list in numbers.

    Raises:
        RightsError: the person may publish nothing of the registry.
    """
    allow_somewhere(actor, "publish_registry")
    there = Subscription.objects.filter(ended_on=None)
    counts: dict[tuple[str, str], int] = {}
    for language, areas in there.filter(confirmed_on__isnull=False).values_list("language", "areas"):
        for area in areas or [""]:
            counts[language, area] = counts.get((language, area), 0) + 1
    places = {code: place for place, code in enumerate(("", *area_names()))}
    ordered = sorted(counts.items(), key=lambda one: (PAGE_LANGUAGES.index(one[0][0]), places.get(one[0][1], 99)))
    numbers = there.aggregate(confirmed=Count("confirmed_on"), all=Count("pk"))
    return Statistics(
        confirmed=numbers["confirmed"],
        waiting=numbers["all"] - numbers["confirmed"],
        ended=Subscription.objects.filter(ended_on__isnull=False, confirmed_on__isnull=False).count(),
        lists=tuple(ListCount(language, area, count) for (language, area), count in ordered),
    )


def _address_faults(address: str) -> Iterator[Fault]:
    try:
        validate_email(address)
        address.rpartition("@")[2].encode("idna")
    except (ValidationError, UnicodeError):
        advice = n_("correct the address")
        yield Fault(n_("the text is no e-mail address"), column="address", value=address, advice=advice)


def _choice_faults(language: str, areas: Collection[str]) -> Iterator[Fault]:
    if language not in PAGE_LANGUAGES:
        accepted = ", ".join(PAGE_LANGUAGES)
        yield Fault(n_("the pages do not have this language"), column="language", value=language, accepted=accepted)
    for area in _unknown(sorted(areas)):
        accepted = ", ".join(area_names())
        yield Fault(n_("there is no area of work with this code"), column="areas", value=area, accepted=accepted)


def _unknown(areas: Sequence[str]) -> list[str]:
    return [area for area in areas if area not in area_names()]
