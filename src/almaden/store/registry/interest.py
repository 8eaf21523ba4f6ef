"""Somebody would like to know more of a wish: written to those who lead its area, whose addresses stay unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from almaden.errors import Fault, InputError, StateError
from almaden.partnership.freshness import current_leads
from almaden.partnership.records.base import ONE_LINE
from almaden.partnership.wishes import Wish
from almaden.reference.languages import PAGE_LANGUAGES, translator
from almaden.store.acting import now, plain_text
from almaden.store.mail import MailError, send
from almaden.store.models import RegistryRow, Role, User
from almaden.store.models.registry import RegistryState
from almaden.store.registry.lists import part
from almaden.wording import Text, n_

#: What somebody writes, and how many letters of it.
FIELDS: Final = {"name": 200, "organisation": 300, "email": 254, "text": 5_000}
_NEEDED: Final = ("name", "email", "text")
#: Letters of a title in a subject.
_TITLE: Final = 200


def checked(values: Mapping[str, Any]) -> dict[str, str]:
    """What somebody wrote, cleaned, by the names of :data:`FIELDS`.

    Raises:
        InputError: with everything that is wrong.
    """
    given = {name: plain_text(str(values.get(name) or "")) for name in FIELDS}
    # A break in what is one line is no slip of a hand: a form has no way to type it.
    broken = [name for name in FIELDS if name != "text" and len(str(values.get(name) or "").strip().splitlines()) > 1]
    _check(given, broken)
    return given


def ask(wish: Wish, given: Mapping[str, str], address: str) -> int:
    """Write to those who lead the area of a wish; gives how many messages there are.

    What somebody wrote is in those messages alone, not in the store. How often somebody may ask is for the page to say.

    Args:
        wish: what they would like to know more of.
        given: what they wrote, as :func:`checked` gives it.
        address: of the page of the wish.

    Raises:
        InputError: the title cannot stand in a message.
        StateError: nobody can be written to.
    """
    to = addresses(wish.area)
    if not to:
        raise StateError(n_("Nobody can be written to about this yet. Nothing was sent."))
    for mail, language in sorted(to.items()):
        subject, text = _words(wish, given, address, language)
        try:
            send(mail, subject, text)
        except MailError:
            # The message lies in the outbox; that the server is named wrongly is for those who keep it.
            continue
    return len(to)


def addresses(area: str) -> dict[str, str]:
    """Whom to write to about an area, with their languages.

    The accounts that lead it; without any the partners that lead it by the registry; without any the secretariat.
    """
    return (
        _accounts(name="area_lead", area=area)
        or _leading_partners(area)
        or _accounts(name="secretariat", area="", country="")
    )


def _accounts(**role: str) -> dict[str, str]:
    users = User.objects.filter(is_active=True, roles__in=Role.objects.filter(**role)).exclude(email="")
    return dict(users.values_list("email", "language"))


def _leading_partners(area: str) -> dict[str, str]:
    leads = current_leads(part(None, {"lead": Q()}), area, now().date())
    rows = RegistryRow.objects.filter(kind="partner", state=RegistryState.PUBLISHED, key__in=leads)
    return {row.personal["email"]: str(row.values.get("language", "en")) for row in rows if row.personal.get("email")}


def _check(given: Mapping[str, str], broken: Collection[str]) -> None:
    faults = [Fault(n_("the field must not be empty"), column=name) for name in _NEEDED if not given[name]]
    faults += [
        Fault(n_("the text is too long"), column=name, accepted=Text("at most {most} letters", most=str(most)))
        for name, most in FIELDS.items()
        if len(given[name]) > most
    ]
    faults += [Fault(ONE_LINE, column=name) for name in broken]
    if given["email"] and "email" not in broken:
        try:
            validate_email(given["email"])
        except ValidationError:
            advice = n_("correct the address")
            faults.append(
                Fault(n_("the text is no e-mail address"), column="email", value=given["email"], advice=advice)
            )
    if faults:
        raise InputError(faults)


def _words(wish: Wish, given: Mapping[str, str], address: str, language: str) -> tuple[str, str]:
    say = translator(language if language in PAGE_LANGUAGES else "en")
    title = " ".join(wish.title.split())[:_TITLE]
    who = "\n".join(" ".join(given[name].split()) for name in ("name", "organisation", "email") if given[name])
    first = say(Text("Somebody would like to know more of what looks for money: {title}", title=title))
    last = say(n_("Answer to the address above; Almaden keeps it nowhere else."))
    text = "\n\n".join((first, address, who, given["text"], last)) + "\n"
    return say(Text("Asked about what looks for money: {title}", title=title)), text
