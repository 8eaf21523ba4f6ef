"""What the pages of monitoring are asked: days, sites, what was measured there, and the series that this means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from almaden.errors import Fault
from almaden.monitoring.series import Series
from almaden.monitoring.views.winds import DIRECTION, SPEED, Wind, wind_of
from almaden.store.observations.measured import MeasuredSite, SeriesHeld
from almaden.store.observations.query import Filter
from almaden.store.observations.series import series
from almaden.store.places import position
from almaden.store.rights import Person
from almaden.web.asked import Asked
from almaden.web.language import translate
from almaden.wording import n_

#: What was sampled, as people read it.
MATRICES = {
    "air": n_("Air"), "precipitation": n_("Rain and snow"), "water": n_("Water"), "soil": n_("Soil"),
    "sediment": n_("Sediment"), "biota": n_("Biota"), "other": n_("Other"),
}  # fmt: skip
#: The flags as people read them, in the order of their codes.
FLAG_WORDS = {
    "valid": n_("valid"), "suspect": n_("suspect"), "invalid": n_("invalid"),
    "below_detection": n_("below detection"), "missing": n_("missing"),
}  # fmt: skip
#: How far values were checked.
LEVEL_WORDS = {
    "": n_("not told"), "raw": n_("raw"), "automatic": n_("checked by rules"), "final": n_("checked by the operator"),
}  # fmt: skip
_LATEST = date(9999, 12, 30)


@dataclass(frozen=True)
class Chosen:
    """A site and what of it is looked at.

    Attributes:
        site: the site.
        what: matrix, species and unit.
        held: its series of that.
        start, end: days, both included; None for all.
    """

    site: MeasuredSite
    what: tuple[str, str, str]
    held: tuple[SeriesHeld, ...]
    start: date | None = None
    end: date | None = None

    @property
    def key(self) -> str:
        """The choice of what is measured, as an address has it."""
        return "|".join(self.what)

    @property
    def count(self) -> int:
        """Observations of any flag."""
        return sum(one.count for one in self.held)

    @property
    def datasets(self) -> tuple[int, ...]:
        """Ids of the data sets that it stands in."""
        return tuple(sorted({number for one in self.held for number in one.datasets}))

    @property
    def name(self) -> str:
        """Site and species."""
        return f"{self.site.name}, {self.what[1]}"


def choices_of(site: MeasuredSite) -> Iterator[Chosen]:
    """What can be looked at of a site."""
    for what in dict.fromkeys(one.what for one in site.series):
        yield Chosen(site, what, tuple(one for one in site.series if one.what == what))


def what_words(what: Iterable[str]) -> str:
    """Matrix, species and unit as people read them."""
    matrix, species, unit = what
    return f"{translate(MATRICES.get(matrix, matrix))}: {species} ({unit})"


def day_asked(asked: Asked, name: str) -> date | None:
    """A day; None where the field is empty or wrong."""
    text = asked.text(name)
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = _LATEST
    if not 1800 <= found.year < 2200:
        asked.tell(Fault(n_("this is no day"), column=name, value=text[:60], accepted="2019-12-31"))
        return None
    return found


def days_asked(asked: Asked) -> tuple[date | None, date | None]:
    """The fields ``from`` and ``to``; the second is left out where it comes before the first, which is told."""
    start, end = day_asked(asked, "from"), day_asked(asked, "to")
    if start is not None and end is not None and end < start:
        asked.tell(Fault(n_("the end is before the beginning"), column="to", value=end.isoformat()))
        end = None
    return start, end


def moments(start: date | None, end: date | None) -> tuple[datetime | None, datetime | None]:
    """The begin of the first day and the end of the last, UTC."""
    first = None if start is None else datetime(start.year, start.month, start.day, tzinfo=UTC)
    after = None if end is None else datetime(end.year, end.month, end.day, tzinfo=UTC) + timedelta(days=1)
    return first, after


def choose(asked: Asked, sites: tuple[MeasuredSite, ...]) -> Chosen | None:
    """The site and what of it is asked for; what has most values where the address leaves it open.

    None where there is nothing at all, or the site or the series asked for is not there, which is told.
    """
    start, end = days_asked(asked)
    identifier, key = asked.text("site"), asked.text("what")
    if identifier:
        sites = tuple(one for one in sites if one.identifier == identifier)
        if not sites:
            asked.tell(Fault(n_("no observations of this site can be seen"), column="site", value=identifier[:60]))
    every = [one for site in sites for one in choices_of(site)]
    wanted = [one for one in every if one.key == key] if key else every
    if key and every and not wanted:
        asked.tell(Fault(n_("this is not measured there"), column="what", value=key[:60]))
    if not wanted:
        return None
    found = max(wanted, key=lambda one: one.count)
    return Chosen(found.site, found.what, found.held, start, end)


def read(user: Person, chosen: Chosen, method: str = "") -> tuple[Series, ...]:
    """The series of a choice that have values in its time; those of one method and instrument only if asked."""
    start, end = moments(chosen.start, chosen.end)
    matrix, species, unit = chosen.what
    found = series(user, Filter((chosen.site.identifier,), species, matrix, start, end, flag=""))
    return tuple(one for one in found if len(one) and one.key.unit == unit and method in ("", method_of(one.key)))


def wind_at(user: Person, chosen: Chosen) -> Wind | None:
    """The wind of the site in the time asked for; None where it is not measured, or is what is looked at."""
    species = (DIRECTION, SPEED)
    if chosen.what[1] in species or not set(species) <= {one.what[1] for one in chosen.site.series}:
        return None
    start, end = moments(chosen.start, chosen.end)
    asked = (Filter((chosen.site.identifier,), one, "", start, end, flag="") for one in species)
    return wind_of(found for one in asked for found in series(user, one))


def method_of(key: tuple[str, ...]) -> str:
    """Method and instrument of a series, as an address has them."""
    return "|".join(key[-2:])


def longitude_of(user: Person, site: MeasuredSite) -> float | None:
    """Where the site is, as the person may know it."""
    return None if site.site is None else position(user, site.site)[1]
