"""Sites with observations: filtered, counted by network, and as circles of a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from almaden.store.observations.measured import MeasuredSite
from almaden.store.places import position
from almaden.store.rights import Person
from almaden.web.asked import Asked
from almaden.web.language import translate
from almaden.web.monitoring_asked import MATRICES, choices_of
from almaden.web.shown import country
from almaden.wording import n_

FILTERS: Final = ("matrix", "species", "network", "country")
#: The first mark is of what nobody measured; others follow the matrices.
MADE_UP: Final = 0
SEVERAL: Final = 1
_MATRIX_MARKS: Final = ("air", "precipitation", "water", "biota")
#: Names, colours of the marks; the last is of all other matrices.
MARKS: Final = (
    (n_("made up, no real place"), "c6"),
    (n_("several of them"), "c3"),
    (n_("Air"), "c1"),
    (n_("Rain and snow"), "c4"),
    (n_("Water"), "c5"),
    (n_("Biota"), "c2"),
    (n_("Other"), "c6"),
)


@dataclass(frozen=True)
class Network:
    """What a network measures.

    Attributes:
        name: of the network; empty where the sites tell none.
        sites: how many.
        series: how many, each of one species and unit at a site.
        values: of any flag.
        species: what is measured.
        first, last: years.
        made_up: whether all of its sites are made up.
    """

    name: str
    sites: int
    series: int
    values: int
    species: tuple[str, ...]
    first: int
    last: int
    made_up: bool


def network_of(site: MeasuredSite) -> str:
    """The network of a site, empty where none is told."""
    return site.site.network if site.site is not None else ""


def is_made_up(site: MeasuredSite) -> bool:
    """Whether nobody measured there."""
    return site.site is not None and site.site.dataset.made_up


def networks(sites: Iterable[MeasuredSite]) -> tuple[Network, ...]:
    """The networks of sites, by their names."""
    grouped: dict[str, list[MeasuredSite]] = defaultdict(list)
    for one in sites:
        grouped[network_of(one)].append(one)
    return tuple(_network(name, grouped[name]) for name in sorted(grouped, key=str.casefold))


def _network(name: str, sites: list[MeasuredSite]) -> Network:
    held = [one for site in sites for one in site.series]
    return Network(
        name, len(sites), sum(1 for site in sites for _ in choices_of(site)), sum(one.count for one in held),
        tuple(sorted({one.key.species for one in held})), min(one.first.year for one in held),
        max(one.last.year for one in held), all(is_made_up(site) for site in sites),
    )  # fmt: skip


def filtered(asked: Asked, sites: Iterable[MeasuredSite]) -> tuple[MeasuredSite, ...]:
    """The sites that the address asks for."""
    matrix, species, network, iso3 = (asked.text(name) for name in FILTERS)
    return tuple(
        one
        for one in sites
        if (not network or network_of(one) == network)
        and (not iso3 or (one.site is not None and one.site.country == iso3))
        and any(matrix in ("", held.key.matrix) and species in ("", held.key.species) for held in one.series)
    )


def filter_choices(sites: Sequence[MeasuredSite]) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in each filter, with its words."""
    held = [one for site in sites for one in site.series]
    matrices = {one.key.matrix for one in held}
    countries = {one.site.country for one in sites if one.site is not None and one.site.country}
    return {
        "matrix": [(one, translate(MATRICES.get(one, one))) for one in sorted(matrices)],
        "species": [(one, one) for one in sorted({one.key.species for one in held})],
        "network": [(one, one) for one in sorted({network_of(site) for site in sites} - {""})],
        "country": sorted(((one, country(one)) for one in countries), key=lambda one: one[1]),
    }


def placed(sites: Sequence[MeasuredSite]) -> tuple[MeasuredSite, ...]:
    """The sites of a map: those that are made up stand on none of the world, only on one where all are made up."""
    return tuple(one for one in sites if not is_made_up(one)) or tuple(sites)


def circles(user: Person, sites: Iterable[MeasuredSite]) -> list[dict[str, Any]]:
    """Sites as circles of a map, where their places are known; those of informal mines are blurred for the public."""
    made = []
    for one in sites:
        latitude, longitude = (None, None) if one.site is None else position(user, one.site)
        if one.site is None or latitude is None:
            continue
        first, last = min(held.first.year for held in one.series), max(held.last.year for held in one.series)
        lines = [", ".join(sorted({held.key.species for held in one.series})), f"{first}–{last}", network_of(one)]
        if is_made_up(one):
            lines.append(translate(MARKS[MADE_UP][0]))
        made.append(
            {"x": longitude, "y": latitude, "value": 1, "mark": _mark(one), "title": one.name,
             "lines": [line for line in lines if line],
             "href": f"{reverse('monitoring_series')}?{urlencode({'site': one.identifier})}"}
        )  # fmt: skip
    return made


def _mark(site: MeasuredSite) -> int:
    if is_made_up(site):
        return MADE_UP
    matrices = {held.key.matrix for held in site.series}
    if len(matrices) > 1:
        return SEVERAL
    (matrix,) = matrices
    return 2 + _MATRIX_MARKS.index(matrix) if matrix in _MATRIX_MARKS else len(MARKS) - 1
