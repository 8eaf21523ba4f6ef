"""A request for observations as a form asks for it: what is chosen, what there is, how to cite it, the file."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Final
from weakref import finalize

from django.http import QueryDict

from almaden.errors import Fault
from almaden.reports.monitoring.about import ExportAbout
from almaden.reports.monitoring.citation import CitedSet, citation
from almaden.reports.monitoring.request import FORMATS, write_request
from almaden.store import waiting
from almaden.store.home import scratch
from almaden.store.observations.measured import MeasuredSite
from almaden.store.observations.requests import Answer, DataRequest, Part, rows, site_records
from almaden.store.rights import Person
from almaden.web.asked import Asked
from almaden.web.monitoring_asked import FLAG_WORDS, LEVEL_WORDS, choices_of, days_asked, moments
from almaden.wording import n_

#: More values than this are not written for one request: editions and the API hold them.
MOST: Final = 3_000_000
#: Seconds that a request waits for its file before the page says that it is being made.
PATIENCE: Final = 2.0
#: What is chosen where the form was not sent: what counts in averages, in the simplest format.
_USUAL: Final = {"flag": ("valid", "below_detection"), "format": ("csv",)}


@dataclass(frozen=True)
class Request:
    """What was chosen.

    Attributes:
        sites, whats, flags, levels, formats: the choices, as the form names them.
        wanted: what is asked of the archive; None where nothing was chosen.
    """

    sites: tuple[str, ...]
    whats: tuple[str, ...]
    flags: tuple[str, ...]
    levels: tuple[str, ...]
    formats: tuple[str, ...]
    wanted: DataRequest | None


class Made:
    """A file that was made in a folder of its own, which is deleted when nobody keeps it any more."""

    def __init__(self, path: Path) -> None:
        self.path = path
        finalize(self, shutil.rmtree, path.parent, ignore_errors=True)


def request_asked(asked: Asked, every: tuple[MeasuredSite, ...]) -> Request:
    """What the address asks for; what it cannot have is told."""
    start, end = moments(*days_asked(asked))
    sites = _chosen(asked, "site", [one.identifier for one in every])
    keys = {one.key: one.what for site in every for one in choices_of(site)}
    whats = _chosen(asked, "what", keys)
    flags, levels = _chosen(asked, "flag", FLAG_WORDS), _chosen(asked, "level", [*filter(None, LEVEL_WORDS), "-"])
    formats = _chosen(asked, "format", FORMATS)
    if asked.query and not (sites or whats):
        asked.tell(
            Fault(n_("nothing is chosen"), column="site", advice=n_("choose a site, or something that is measured"))
        )
    wanted = None
    if (sites or whats) and not asked.problems:
        told = tuple("" if one == "-" else one for one in levels)
        wanted = DataRequest(sites, tuple(keys[one] for one in whats), start, end, flags, told)
    return Request(sites, whats, flags, levels, formats, wanted)


def _chosen(asked: Asked, name: str, known: Iterable[str]) -> tuple[str, ...]:
    given = tuple(dict.fromkeys(text for text in asked.query.getlist(name) if text))
    allowed = set(known)
    for text in given:
        if text not in allowed:
            asked.tell(Fault(n_("there is no such choice"), column=name, value=text[:60]))
    return tuple(text for text in given if text in allowed) or _USUAL.get(name, ())


def problem_of(found: Answer, formats: tuple[str, ...]) -> Fault | None:
    """Why this cannot be written; None where it can."""
    if found.count > MOST:
        return Fault(
            n_("these are too many values for one file"), column="site", value=str(found.count), accepted=str(MOST),
            advice=n_("ask for fewer years or sites, or take the files of an edition"),
        )  # fmt: skip
    if "darwin-core" in formats and not any(one.biota for one in found.parts):
        return Fault(
            n_("a Darwin Core archive holds animals and plants only"), column="format", value="darwin-core",
            advice=n_("take another format for air, precipitation and water"),
        )  # fmt: skip
    return None


def citation_of(found: Answer, today: date) -> str:
    """How to cite what was found."""
    return citation([_cited(one) for one in found.parts], found.count, today, found.sha256)


def _cited(part: Part) -> CitedSet:
    one = part.dataset
    publisher = one.organisation.name if one.organisation is not None else ""
    source = one.source.title if one.source is not None else ""
    year = (one.published_on or one.made_on).year
    return CitedSet(one.title, publisher, year, one.key, one.licence, one.made_up, source)


def made(user: Person, asked: Request, found: Answer, patience: float = PATIENCE) -> Made | None:
    """The archive with what was found; None while it is being made.

    Raises:
        AlmadenError: it cannot be written.
    """
    wanted = asked.wanted or DataRequest()
    today = datetime.now(UTC).date()
    read, sites = rows(user, wanted), site_records(user, found.sites)
    about = ExportAbout(
        title="; ".join(one.dataset.title for one in found.parts),
        citation=citation_of(found, today),
        licence="; ".join(dict.fromkeys(one.dataset.licence for one in found.parts if one.dataset.licence)),
        notice="Made up, not measured." if any(one.dataset.made_up for one in found.parts) else "",
    )

    def make() -> Made:
        scratch().mkdir(parents=True, exist_ok=True)
        kept = Made(Path(mkdtemp(prefix="request-", dir=scratch())) / "data.zip")
        write_request(sites, read, about, asked.formats, kept.path)
        return kept

    # The files that hold it tell who may see what: others get another file.
    key = ("monitoring request", found.sha256, wanted, asked.formats, today, tuple(map(str, sites)))
    return waiting.ask(key, make, patience)


def query_of(query: QueryDict) -> str:
    """What was chosen, as an address has it."""
    kept = query.copy()
    for name in [name for name, texts in query.lists() if not any(texts)]:
        del kept[name]
    return kept.urlencode()
