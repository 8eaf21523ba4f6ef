"""What is missing in a report, and asking the leads of the areas for it by mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from almaden.errors import Fault, InputError
from almaden.partnership.codes import area_names
from almaden.partnership.freshness import current_leads
from almaden.partnership.records.base import OVERARCHING
from almaden.partnership.reporting.contents import Contents
from almaden.reference.languages import PAGE_LANGUAGES, translator
from almaden.store.acting import allow, now
from almaden.store.journal import writing
from almaden.store.mail import MailError, Sent, outbox, send
from almaden.store.models import RegistryRow, ReportDraft, Role, User
from almaden.store.models.registry import RegistryState
from almaden.store.models.report_drafts import ReportState
from almaden.store.registry.links import language_of
from almaden.store.registry.lists import part
from almaden.store.registry.rows import fresh
from almaden.store.report_drafts.who import RIGHT, area_of
from almaden.wording import Text, n_


@dataclass(frozen=True)
class Missing:
    """An area whose chapter is not complete.

    Attributes:
        area: its code.
        text: whether nobody wrote a text of its own.
        entries: whether the registry has no activity of the period.
    """

    area: str
    text: bool
    entries: bool


@dataclass(frozen=True)
class Asked:
    """What became of asking the lead of an area; nothing was sent where no address is known."""

    area: str
    sent: tuple[Sent, ...]


@dataclass(frozen=True)
class _Address:
    to: str
    language: str


def missing(report: ReportDraft, contents: Contents) -> tuple[Missing, ...]:
    """The areas that have no text of their own yet, or no entries in the period."""
    written = {area_of(key) for key in report.sections.exclude(text="").values_list("key", flat=True)}
    areas = (one for one in contents.areas if one.code != OVERARCHING)
    found = (Missing(one.code, one.code not in written, one.activities == 0) for one in areas)
    return tuple(one for one in found if one.text or one.entries)


def leading_partners() -> dict[str, tuple[str, ...]]:
    """Keys of the partners that lead each area now, as everybody sees them."""
    known, today = part(None, {"lead": Q()}), now().date()
    return {code: current_leads(known, code, today) for code in area_names()}


def people_of(area: str) -> tuple[User, ...]:
    """People with an account who lead an area."""
    roles = Role.objects.filter(name="area_lead", area=area, country="", user__is_active=True)
    return tuple(dict.fromkeys(role.user for role in roles.select_related("user").order_by("user__username")))


def ask(actor: User | None, report: ReportDraft, areas: Iterable[str], *, address: str) -> tuple[Asked, ...]:
    """Ask the leads of areas for the text of their chapter.

    People with an account and an address are written to; where an area has none, the partners that lead it.

    Args:
        actor: somebody of the secretariat; None for the program.
        report: a draft.
        areas: codes of the areas.
        address: of the page of the report.

    Raises:
        RightsError: the person may not write a whole report.
        ClosedError: it is no draft.
        InputError: there is no such area, or the address leads nowhere.
    """
    allow(actor, RIGHT)
    areas = tuple(dict.fromkeys(areas))
    faults = [Fault(n_("there is no such area"), column="area", value=one) for one in areas if one not in area_names()]
    if urlsplit(address).scheme not in ("http", "https") or not address.isprintable():
        faults.append(Fault(n_("the text is no address of a page"), column="address", value=address))
    if faults:
        raise InputError(faults)
    to = {area: _addresses(area) for area in areas}
    with writing(actor, "partnership_report.ask", reason=", ".join(areas)) as work:
        fresh(report, None, ReportState.DRAFT)
        day = now().isoformat(timespec="seconds")
        work.change(report, None, asked={**report.asked, **{area: day for area in areas if to[area]}})
    return tuple(Asked(area, tuple(_write_to(one, area, report, address) for one in to[area])) for area in areas)


def words_for(report: ReportDraft, area: str, language: str, address: str) -> tuple[str, str]:
    """Subject and text of the message to the lead of an area."""
    say = translator(language)
    name = Text(area_names()[area])
    paragraphs = (
        n_("Dear colleagues,"),
        Text(
            "a report of the Partnership is being written: {title}, {start} – {end}.",
            title=report.title,
            start=report.starts_on.isoformat(),
            end=report.ends_on.isoformat(),
        ),
        Text("Please write the text of your area: {area}. Sign in, and open the section:", area=name),
        address,
        n_("Activities, outputs and plans stand there already, as far as the registry has them."),
    )
    subject = Text("Text for the report of the Partnership: {area}", area=name)
    return say(subject), "\n\n".join(say(one) for one in paragraphs) + "\n"


def _addresses(area: str) -> tuple[_Address, ...]:
    people = [_Address(one.email, one.language) for one in people_of(area) if _can_be_used(one.email)]
    if people:
        return tuple(people)
    keys = leading_partners()[area]
    rows = RegistryRow.objects.filter(kind="partner", key__in=keys, state=RegistryState.PUBLISHED).order_by("key")
    known = ((row.personal.get("email", ""), language_of(row)) for row in rows)
    return tuple(_Address(to, language) for to, language in known if _can_be_used(to))


def _can_be_used(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _write_to(to: _Address, area: str, report: ReportDraft, address: str) -> Sent:
    language = to.language if to.language in PAGE_LANGUAGES else PAGE_LANGUAGES[0]
    subject, text = words_for(report, area, language, address)
    try:
        return send(to.to, subject, text)
    except MailError as error:
        # The message lies in the outbox: that the server is named wrongly is told with it.
        return Sent(str(outbox()), str(error))
