"""Updates by partners as the lead of an area sees them: who was asked, who answered; asking, reminding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from almaden.errors import AlmadenError, Fault, InputError
from almaden.partnership.codes import area_names
from almaden.store.acting import now
from almaden.store.models import RegistryRow, UpdateLink
from almaden.store.models.registry import RegistryState
from almaden.store.questionnaires.making import areas_that_ask
from almaden.store.registry import answers, links
from almaden.store.registry.confirming import stale_offers
from almaden.store.registry.link_mails import words_for
from almaden.store.registry.reading import sees_personal, visible_rows
from almaden.store.rights import Person, RightsError, may
from almaden.web.access import REFUSED, needs, person_of
from almaden.web.failures import status_of
from almaden.web.faults_in_forms import said_of
from almaden.web.language import LANGUAGE_NAMES, translate
from almaden.web.pages.partnership.shared import tell_passed_over, today
from almaden.wording import Text, n_

#: Days that a link works where nothing else is said.
_DAYS: Final = 30
#: A longer number of days is none.
_LONGEST_NUMBER: Final = 4
#: Stands for the secret in a message that is only looked at, and in an address.
_SHOWN: Final = "…"
_SECRET: Final = "SECRET"


@dataclass(frozen=True)
class Line:
    """One partner, what became of asking it, and whether it can be asked.

    Attributes:
        row: of the partner.
        link: the latest by which it was asked, if it was.
        state: of that link, in English.
        has_address: whether it has an e-mail address.
        stale: how many of its offers nobody is known to have confirmed lately.
    """

    row: RegistryRow
    link: UpdateLink | None
    state: str
    has_address: bool
    stale: int


@needs("publish_registry")
def updates(request: HttpRequest) -> HttpResponse:
    """Who was asked what is new, who answered, who has not."""
    areas = areas_that_ask(person_of(request))
    area = request.GET.get("area", areas[0] if areas else "")
    _check(person_of(request), area)
    lines = _lines(area)
    asked = [line for line in lines if line.link is not None]
    values = {
        "areas": [(code, _name(code)) for code in areas],
        "area": area,
        "name": _name(area),
        "asked": sorted(asked, key=lambda line: (line.state == ANSWERED, line.row.title)),
        "others": [line for line in lines if line.link is None],
        "answered": sum(line.state == ANSWERED for line in asked),
        "open": sum(line.state in (WAITING, EXPIRED) for line in asked),
        "stale": any(line.stale and line.has_address for line in lines),
        "choose_stale": request.GET.get("choose") == "stale",
        "words": _words(area),
        "days": _DAYS,
        "longest": links.LONGEST_DAYS,
    }
    return render(request, "partnership/updates.html", values)


@needs("publish_registry")
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Show what would be written, and to whom, before anything is sent."""
    if 0 < _days(request) <= links.LONGEST_DAYS:
        return _preview(request)
    accepted = Text("1 to {count} days", count=links.LONGEST_DAYS)
    sent = request.POST.get("days", "")[:_LONGEST_NUMBER]
    return _preview(request, InputError(Fault(n_("the time cannot be used"), value=sent, accepted=accepted)))


@needs("publish_registry")
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Write to partners, each with a link of its own."""
    user, area, rows = _chosen(request)
    try:
        asked = links.ask(user, rows, area, _days(request), address=_address(request))
    except AlmadenError as error:
        return _preview(request, error)
    sent = sum(one.sent.delivered for one in asked)
    if sent:
        messages.success(request, translate(Text("Messages sent: {count}.", count=sent)))
    if len(asked) > sent:
        told = Text("Messages that lie in the outbox: {count}.", count=len(asked) - sent)
        messages.success(request, translate(told))
    tell_passed_over(request, len(rows) - len(asked))
    return redirect(f"{reverse('partnership_updates')}?area={area}")


@needs("publish_registry")
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Let the open links of a partner work no more."""
    user, area, rows = _chosen(request)
    count = sum(links.withdraw_links(user, row, area) for row in rows)
    messages.success(request, translate(Text("Links that work no more: {count}.", count=count)))
    return redirect(f"{reverse('partnership_updates')}?area={area}")


WAITING: Final = n_("has not answered")
ANSWERED: Final = n_("has answered")
EXPIRED: Final = n_("has not answered; the link has expired")
WITHDRAWN: Final = n_("the link was withdrawn")


def _state(link: UpdateLink, moment: datetime) -> str:
    if link.answered_on is not None:
        return ANSWERED
    if link.withdrawn_on is not None:
        return WITHDRAWN
    return EXPIRED if link.expires_on <= moment else WAITING


def _lines(area: str) -> list[Line]:
    """The published partners of an area, and others that it asked."""
    latest: dict[str, UpdateLink] = {}
    for link in UpdateLink.objects.filter(area=area).order_by("made_on", "pk"):
        latest[link.partner] = link
    moment, stale = now(), stale_offers(today())
    found = RegistryRow.objects.filter(kind="partner", state=RegistryState.PUBLISHED).order_by("title", "key")
    lines = []
    for row in found:
        asked = latest.get(row.key)
        if asked is not None or not area or area in row.values.get("areas", ()):
            state = _state(asked, moment) if asked is not None else ""
            lines.append(Line(row, asked, state, bool(row.personal.get("email")), stale.get(row.key, 0)))
    return lines


def _words(area: str) -> list[tuple[str, UpdateLink]]:
    """What partners wrote to the lead with their answers, each with the name of the partner."""
    found = answers.words_of(area)
    keys = {link.partner for link in found}
    names = dict(RegistryRow.objects.filter(kind="partner", key__in=keys).values_list("key", "title"))
    return [(names.get(link.partner, link.partner), link) for link in found]


def _preview(request: HttpRequest, error: AlmadenError | None = None) -> HttpResponse:
    user, area, rows = _chosen(request)
    days = _days(request)
    until = now() + timedelta(days=days if 0 < days <= links.LONGEST_DAYS else _DAYS)
    page = _address(request).replace("{secret}", _SHOWN)
    shown: list[dict[str, Any]] = []
    for row in rows:
        subject, text = words_for(row, links.language_of(row), area, until, page)
        to = row.personal.get("email", "") if sees_personal(user, row) else ""
        language = LANGUAGE_NAMES[links.language_of(row)]
        shown.append({"row": row, "to": to, "subject": subject, "text": text, "language": language})
    values = {
        "area": area,
        "name": _name(area),
        "days": days,
        "longest": links.LONGEST_DAYS,
        "shown": shown,
        "problem": said_of(error),
    }
    return render(request, "partnership/updates_preview.html", values, status=status_of(error) if error else 200)


def _chosen(request: HttpRequest) -> tuple[Any, str, list[RegistryRow]]:
    """The person, the area, and the partners that were chosen.

    Raises:
        RightsError: the person may not ask for the area.
    """
    user, area = person_of(request), request.POST.get("area", "")
    _check(user, area)
    keys: Iterable[str] = request.POST.getlist("partner")
    if request.POST.get("who") == "unanswered":
        keys = [row.key for row in links.unanswered_partners(area)]
    found = visible_rows(user, "partner").filter(key__in=keys, state=RegistryState.PUBLISHED)
    return user, area, list(found.order_by("title", "key"))


def _check(user: Person, area: str) -> None:
    if area and area not in area_names():
        raise Http404
    if not may(user, "publish_registry", "", area):
        raise RightsError(REFUSED)


def _name(area: str) -> str:
    return translate(area_names()[area]) if area else translate(n_("All areas"))


def _days(request: HttpRequest) -> int:
    sent = request.POST.get("days", "")
    return int(sent) if sent.isdecimal() and len(sent) <= _LONGEST_NUMBER else 0


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("update", args=[_SECRET])).replace(_SECRET, "{secret}")


urlpatterns = [
    path("partnership/updates/", updates, name="partnership_updates"),
    path("partnership/updates/preview/", preview, name="partnership_updates_preview"),
    path("partnership/updates/send/", send, name="partnership_updates_send"),
    path("partnership/updates/withdraw/", withdraw, name="partnership_updates_withdraw"),
]
