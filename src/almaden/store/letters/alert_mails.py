"""What is written to whoever is told of new matches, with the reasons of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final, Literal

from almaden.partnership.matching.match import Match
from almaden.reference.countries import country_name
from almaden.reference.languages import PAGE_LANGUAGES, translator
from almaden.store.mail import message_of
from almaden.store.models import RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.wording import Text, Translate, n_

#: Matches that stand in one message.
MOST: Final = 5


@dataclass(frozen=True)
class Pages:
    """Addresses of pages.

    Attributes:
        record: of the record of a kind with a key.
        stop: on which alerts are ended, with ``{secret}`` where the secret goes.
    """

    record: Callable[[str, str], str]
    stop: str


def message_to(
    row: RegistryRow, side: Literal["need", "offer"], matches: Sequence[Match], pages: Pages, secret: str
) -> EmailMessage:
    """The message to the contact person of a need or an offer about new matches, the best first."""
    language = _language(row)
    say, stop = translator(language), pages.stop.replace("{secret}", secret)
    if side == "need":
        subject, first = say(n_("New offers for what you need")), n_("these offers are new and may help with: {title}")
    else:
        subject, first = (
            say(n_("New needs for what you offer")),
            n_("these needs are new and fit what you offer: {title}"),
        )
    lines = [say(n_("Good day,")), "", say(Text(first, title=_line(row.title or row.key)))]
    for match in matches[:MOST]:
        lines += ["", *_told(match, side, pages, say, language)]
    if len(matches) > MOST:
        lines += ["", say(Text("{count} more stand on the page.", count=len(matches) - MOST))]
    lines += ["", pages.record(row.kind, row.key), "", say(n_("What is found is a suggestion, not an endorsement."))]
    lines += [
        "",
        "-- ",
        say(n_("You get this letter because you asked for it.")),
        f"{say(n_('End the alerts'))}: {stop}",
    ]
    return message_of(row.personal["email"], subject, "\n".join([*lines, ""]), leave=stop)


def _told(match: Match, side: str, pages: Pages, say: Translate, language: str) -> Iterator[str]:
    other = match.offer if side == "need" else match.need
    place = match.offer.provider_text if side == "need" else match.need.organisation
    country = "" if side == "need" or not match.need.country else country_name(match.need.country, language)
    about = ", ".join(one for one in (_line(other.title), _line(place), country) if one)
    yield f"* {about}"
    yield "  " + say(Text("{points} points", points=round(match.total)))
    for part in match.parts:
        if part.points:
            yield f"  - {say(part.reason)}"
    yield "  " + pages.record("offer" if side == "need" else "need", other.id)


def _language(row: RegistryRow) -> str:
    """The first language of the record that the pages have; that of the provider where it names none."""
    spoken = [one for one in row.values.get("languages", ()) if one in PAGE_LANGUAGES]
    if not spoken and (provider := row.values.get("provider")):
        found = RegistryRow.objects.filter(kind="partner", key=provider, state=RegistryState.PUBLISHED).first()
        spoken = [str(found.values.get("language", ""))] if found else []
    return spoken[0] if spoken and spoken[0] in PAGE_LANGUAGES else PAGE_LANGUAGES[0]


def _line(text: str) -> str:
    return " ".join(text.split())
