"""What published observations say of the world: which substances at which sites, and the trends of all of them.

All of it is of what anybody may see: the same address tells everybody the same. Data that are made up are asked for by
themselves and never stand beside measurements. Observations of people are in none of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from almaden.store import waiting
from almaden.store.models import Identifier
from almaden.store.observations.holdings import Holding, sites_with_data
from almaden.store.observations.query import Filter, source_of
from almaden.store.observations.series import series_where
from almaden.store.places import position
from almaden.store.rights import visible_datasets, visible_sites

if TYPE_CHECKING:
    from almaden.monitoring.network.coverage import Measured
    from almaden.monitoring.trends.map import By, Place, TrendMap

_PEOPLE: Final = "human"


@dataclass(frozen=True)
class TrendsAsked:
    """What trends are asked for; see :func:`almaden.monitoring.trends.map.trends_of`."""

    matrix: str
    species: str
    first_year: int | None = None
    last_year: int | None = None
    by: By = "region"
    made_up: bool = False


@dataclass(frozen=True)
class Located:
    """A site of the store as the public sees it: its number, and where it is."""

    number: int
    place: Place


def has_measurements() -> bool:
    """Whether anything is published that is not made up."""
    return bool(holdings(made_up=False))


def holdings(*, made_up: bool, matrices: Iterable[str] = ()) -> tuple[Holding, ...]:
    """What is published of each site, without people.

    Args:
        made_up: of data that are made up, otherwise of measurements.
        matrices: only of these; of all where none is named.
    """
    datasets = _datasets(made_up)
    if not datasets:
        return ()
    wanted = set(matrices)
    found = sites_with_data(None, Filter(datasets=datasets))
    return tuple(one for one in found if one.matrix != _PEOPLE and (not wanted or one.matrix in wanted))


def located(identifiers: Iterable[str]) -> dict[str, Located]:
    """The sites that the public sees, by their identifiers."""
    from almaden.monitoring.trends.map import Place

    asked = set(identifiers)
    values = {one.partition(":")[2] for one in asked}
    rows = Identifier.objects.filter(site__in=visible_sites(None), value__in=values).select_related("site")
    found = {}
    for row in rows:
        name = f"{row.scheme}:{row.value}"
        if name in asked and row.site is not None:
            place = Place(row.site.name, row.site.country, *position(None, row.site))
            found[name] = Located(row.site.pk, place)
    return found


def trend_map(asked: TrendsAsked, patience: float) -> TrendMap | None:
    """The trends of a substance at all sites; None while they take longer than one wants to wait.

    Raises:
        InputError: trends cannot be asked for so.
    """
    from almaden.monitoring.trends.map import trends_of

    datasets = _datasets(asked.made_up)
    wanted = Filter(matrix=asked.matrix, flag="", datasets=datasets)
    source = source_of(None, wanted) if datasets else None
    held = [one for one in holdings(made_up=asked.made_up, matrices=[asked.matrix]) if one.species in _species(asked)]
    places = {name: one.place for name, one in located(one.site for one in held).items()}

    def made() -> TrendMap:
        return trends_of(
            series_where(source) if source is not None and places else (), places, asked.matrix, asked.species,
            first_year=asked.first_year, last_year=asked.last_year, by=asked.by,
        )  # fmt: skip

    if source is not None:
        # Only what is asked for is read.
        marks = ", ".join("?" * len(_species(asked)))
        source = (source[0], f"{source[1]} AND species IN ({marks})", [*source[2], *_species(asked)])
    key = ("trends", asked, repr(source), tuple(sorted(places.items())))
    return waiting.ask(key, made, patience)


def measured(*, made_up: bool) -> tuple[Measured, ...]:
    """What sites measure, for the coverage of the world: from what was counted when files were written."""
    from almaden.monitoring.network.coverage import Measured

    held: dict[tuple[str, str, str], list[Holding]] = defaultdict(list)
    for one in holdings(made_up=made_up):
        held[one.site, one.matrix, one.species].append(one)
    places = {name: one.place for name, one in located(site for site, _, _ in held).items()}
    found = []
    for (site, matrix, species), parts in sorted(held.items()):
        place = places.get(site)
        if place is None or place.latitude is None or place.longitude is None:
            continue
        first, last = min(one.first.year for one in parts), max(one.last.year for one in parts)
        found.append(
            Measured(
                site, place.latitude, place.longitude, matrix, species, first, last, last - first + 1, place.country
            )
        )
    return tuple(found)


def _species(asked: TrendsAsked) -> list[str]:
    return asked.species.split("|")


def _datasets(made_up: bool) -> tuple[int, ...]:
    return tuple(visible_datasets(None).filter(made_up=made_up).order_by("pk").values_list("pk", flat=True))
