"""The table of countries as a person sees it: what comes with the package, and the values of studies that they see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from almaden.sectors.gold.country_records import CountryEstimateRecord
from almaden.sectors.gold.country_table import CountryLine, CountryTable, CountryValue, country_table
from almaden.store import waiting
from almaden.store.models import Study, User
from almaden.store.rights import Person
from almaden.store.studies import records_of, visible_studies
from almaden.web.language import translate
from almaden.web.shown import rounded_to_range
from almaden.wording import n_

#: Seconds that somebody waits for the table, which is a matter of a moment.
_LONG: Final = 60.0
#: Patterns of the map, by the status of a value that comes with the package.
_STANDINGS: Final = {"verified": "published_elsewhere"}


@dataclass(frozen=True)
class Countries:
    """The table, and whose its values are.

    Attributes:
        table: the table.
        studies: the studies whose values stand in it.
    """

    table: CountryTable
    studies: tuple[Study, ...]

    def study_of(self, country: str, value: CountryValue) -> Study | None:
        """The study that a value was brought by; None for one that comes with the package."""
        return self._brought.get((country, value.year, value.source)) if value.own else None

    @property
    def _brought(self) -> Mapping[tuple[str, int, str], Study]:
        return {
            (row["country"], row["year"], row["source"]): one for one in self.studies for row in one.tables["estimates"]
        }

    @property
    def figures(self) -> dict[str, dict[str, Any]]:
        """What a map shows of each country."""
        return {line.country: _figure(line) for line in self.table.lines}


def table_of(user: Person) -> Countries:
    """The table of countries with the values that a person may see: published ones, and their own drafts.

    What is made up never stands among figures of countries.
    """
    studies = tuple(_joining(user))
    key = ("gold countries", tuple((one.pk, one.version) for one in studies))
    table = waiting.ask(key, lambda: country_table(_values(studies)), _LONG)
    assert table is not None, "the table of countries takes a moment"
    return Countries(table, studies)


def _joining(user: Person) -> list[Study]:
    found = visible_studies(user).filter(sector="gold_countries", made_up=False).order_by("pk")
    own = user.pk if isinstance(user, User) else None
    return [one for one in found if _joins(one, own)]


def _joins(one: Study, own: int | None) -> bool:
    """Whether the values of a study stand in the table: of what is not published for its author alone."""
    return one.state == "published" or (one.state != "superseded" and own is not None and one.author_id == own)


def _values(studies: tuple[Study, ...]) -> list[CountryEstimateRecord]:
    return [row for one in studies for row in records_of(one)["estimates"] if isinstance(row, CountryEstimateRecord)]


def _figure(line: CountryLine) -> dict[str, Any]:
    kg = line.shown.mercury_kg
    shown = rounded_to_range(kg.value, kg.low, kg.high)
    text = translate(n_("{value} kg mercury in {year}"), value=shown.value, year=str(line.shown.year))
    return {
        "value": kg.value,
        "standing": "submitted" if line.shown.own else _STANDINGS.get(line.shown.status, "estimate"),
        "told": f"{text} ({shown.span})" if shown.span else text,
        "href": reverse("gold_country", args=[line.country]),
    }
