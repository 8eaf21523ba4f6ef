"""People are invited to a questionnaire by mail, each with a link of their own, and reminded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet

from almaden.errors import Fault, InputError
from almaden.partnership.questionnaires.as_json import form_of
from almaden.reference.countries import find_country
from almaden.reference.languages import PAGE_LANGUAGES, translator
from almaden.store.accounts.secret import digest, new_secret
from almaden.store.acting import allow, now, plain_text
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import Work, writing
from almaden.store.mail import MailError, Sent, outbox, send
from almaden.store.models import RegistryRow, Respondent, RespondentLink, Survey, User
from almaden.store.models.registry import RegistryState
from almaden.store.questionnaires.making import RIGHT, is_open
from almaden.store.registry.link_mails import check_address
from almaden.wording import Text, n_

#: Least time between two messages to one person.
PAUSE: Final = timedelta(days=1)
#: Most people that are invited at once.
MOST: Final = 1_000
#: Stands in the address of the page where the secret goes.
_PLACE: Final = "{secret}"
#: Longest text that says what answers are about.
_LONGEST: Final = 200


@dataclass(frozen=True)
class Invited:
    """Somebody to invite.

    Attributes:
        email: where the link goes.
        partner: key of the partner that they answer for; empty for none.
        country: code of the country; empty where it is not known.
        category: category of the partner; empty where it is not known.
        language: in which they are written to; the first of the questionnaire where it has not this one.
        about: what the answers are to be about, such as a plant; somebody may be invited once for each.
    """

    email: str
    partner: str = ""
    country: str = ""
    category: str = ""
    language: str = ""
    about: str = ""


@dataclass(frozen=True)
class Asked:
    """One who was written to, and what became of the message."""

    respondent: Respondent
    sent: Sent


def partners_of(area: str) -> tuple[RegistryRow, ...]:
    """The published partners of an area, or all, who have an address."""
    rows = RegistryRow.objects.filter(kind="partner", state=RegistryState.PUBLISHED).order_by("title", "key")
    found = (row for row in rows if row.personal.get("email"))
    return tuple(row for row in found if not area or area in row.values.get("areas", ()))


def of_partner(row: RegistryRow) -> Invited:
    """A partner as somebody to invite."""
    values = row.values
    return Invited(
        row.personal.get("email", ""),
        row.key,
        values.get("country", ""),
        values.get("category", ""),
        values.get("language", ""),
    )


def addresses_in(text: str) -> tuple[Invited, ...]:
    """People of a list: one address in a line, after it country and what it is about, with semicolons between.

    Raises:
        InputError: with every line that holds something else.
    """
    found, faults = [], []
    for number, line in enumerate(text.splitlines(), 1):
        email, country, about = (part.strip() for part in (*plain_text(line).split(";", 2), "", "")[:3])
        if not email and not country and not about:
            continue
        if len(about) > _LONGEST:
            faults.append(Fault(n_("the text is too long"), row=number, value=about[:80], accepted=str(_LONGEST)))
            continue
        try:
            found.append(Invited(email, country=find_country(country) if country else "", about=about))
        except InputError as error:
            faults += [Fault(one.problem, row=number, value=country, advice=one.advice) for one in error.faults]
    if faults:
        raise InputError(faults)
    return tuple(found)


def invite(actor: User | None, survey: Survey, people: Iterable[Invited], *, address: str) -> tuple[Asked, ...]:
    """Invite people: each gets a link of their own. Who was invited before is passed over.

    Args:
        actor: who leads the area, or the secretariat; None for the program.
        survey: the questionnaire; it is open.
        people: whom to invite.
        address: of the page, with ``{secret}`` where the secret of the link goes.

    Returns:
        What became of each message; one that could not be sent lies in the outbox.

    Raises:
        RightsError: the person may not publish records of the area.
        ClosedError: the questionnaire is not open.
        InputError: an address is none, or there are too many.
    """
    allow(actor, RIGHT, "", survey.area)
    check_address(address)
    people = list(people)
    faults = list(_faults(people))
    if faults:
        raise InputError(faults)
    form = form_of(survey.definition)
    with writing(actor, "survey.invite") as work:
        _check_open(survey)
        known = {(email.casefold(), about) for email, about in survey.respondents.values_list("email", "about")}
        made = []
        for one in people:
            if (one.email.casefold(), one.about) in known:
                continue
            known.add((one.email.casefold(), one.about))
            language = one.language if one.language in form.languages else form.languages[0]
            respondent = work.add(
                Respondent(
                    survey=survey,
                    email=one.email,
                    partner=one.partner,
                    country=one.country,
                    category=one.category,
                    about=one.about,
                    language=language,
                    made_on=now(),
                )
            )
            made.append((respondent, new_link(work, respondent)))
    return tuple(Asked(one, _write(one, address.replace(_PLACE, secret), again=False)) for one, secret in made)


def remind(actor: User | None, survey: Survey, *, address: str) -> tuple[Asked, ...]:
    """Write once more to those who have not answered; their earlier links go on working.

    Who was written to within the last day is passed over.

    Raises:
        RightsError, ClosedError: as for :func:`invite`.
    """
    allow(actor, RIGHT, "", survey.area)
    check_address(address)
    with writing(actor, "survey.remind") as work:
        _check_open(survey)
        made = []
        before = now() - PAUSE
        for one in unanswered(survey):
            if (one.reminded_on or one.made_on) > before:
                continue
            work.change(one, reminded_on=now())
            made.append((one, new_link(work, one)))
    return tuple(Asked(one, _write(one, address.replace(_PLACE, secret), again=True)) for one, secret in made)


def unanswered(survey: Survey) -> QuerySet[Respondent]:
    """Who was invited and has not finished an answer."""
    return survey.respondents.filter(is_invited=True, answered_on=None, withdrawn_on=None)


def withdraw(actor: User | None, respondent: Respondent) -> None:
    """Let the links of somebody who was invited work no more.

    Raises:
        RightsError: as for :func:`invite`.
    """
    allow(actor, RIGHT, "", respondent.survey.area)
    with writing(actor, "survey.withdraw") as work:
        work.change(respondent, withdrawn_on=now())


def new_link(work: Work, respondent: Respondent) -> str:
    """A new link of a respondent within an entry of the journal; gives its secret."""
    secret = new_secret()
    work.add(RespondentLink(respondent=respondent, digest=digest(secret), made_on=now()))
    return secret


def words_for(respondent: Respondent, address: str, *, again: bool) -> tuple[str, str]:
    """Subject and text of the message to somebody, in their language."""
    survey = respondent.survey
    form = form_of(survey.definition)
    language = respondent.language
    say = translator(language if language in PAGE_LANGUAGES else PAGE_LANGUAGES[0])
    title = " ".join(form.say(form.titles, language).split())
    subject = say(Text("Reminder: {title}", title=title)) if again else title
    until = survey.closes_on
    parts: Sequence[str] = (
        form.say(form.introductions, language),
        say(Text("This is about: {about}", about=respondent.about)) if respondent.about else "",
        say(n_("Please answer this questionnaire of the Global Mercury Partnership. No account is needed.")),
        address,
        say(n_("You can keep a half-filled answer and go on later, and correct it by the same link.")),
        say(n_("There you also find it as a workbook, to be filled in without a connection.")),
        say(Text("Answers are taken until {day}.", day=until.isoformat())) if until else "",
        say(n_("The link is yours: who has it sees and changes your answers.")),
    )
    return subject[:300], "\n\n".join(part for part in parts if part) + "\n"


def _write(respondent: Respondent, address: str, *, again: bool) -> Sent:
    subject, text = words_for(respondent, address, again=again)
    try:
        return send(respondent.email, subject, text)
    except MailError as error:
        return Sent(str(outbox()), str(error))


def _check_open(survey: Survey) -> None:
    survey.refresh_from_db()
    if not is_open(survey):
        raise ClosedError(n_("The questionnaire is not open."))


def _faults(people: Sequence[Invited]) -> Iterator[Fault]:
    if len(people) > MOST:
        yield Fault(n_("these are too many"), value=str(len(people)), accepted=str(MOST))
    if not people:
        yield Fault(n_("nobody is named"), column="people", advice=n_("write addresses, or choose partners"))
    for one in people:
        try:
            validate_email(one.email)
        except ValidationError:
            problem = n_("the text is no e-mail address")
            yield Fault(problem, column="people", value=one.email, advice=n_("correct the address"))
