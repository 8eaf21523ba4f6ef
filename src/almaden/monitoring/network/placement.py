"""Where one more site would lower the uncertainty of a region's mean most.

What is measured is taken as a random field: the same spread everywhere, alike at a short distance and less and less so
farther off (exponential correlation over the great circle). Sites measure the field with an error. The error of a
region's mean, given the sites, then follows (kriging of a block), and so does what one more site at any place would do
to it. No value is needed for that, only where sites stand.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.monitoring.network.coverage import Measured, origins
from almaden.monitoring.network.regions import Points, points_of, regions, setting
from almaden.monitoring.series import Floats
from almaden.quantity.sphere import EARTH_KM
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.wording import did_you_mean, n_

if TYPE_CHECKING:
    import pandas

#: Sites that can be asked for at once; with more the order says nothing any more.
MOST: Final = 50


@dataclass(frozen=True)
class Place:
    """A proposed site.

    Attributes:
        rank: 1 is the one that lowers the error most; the others follow given those before.
        region: whose mean it is for.
        latitude, longitude: degrees, middle of a cell of the grid.
        error_before, error_after: standard error of the region's mean as a share of the mean.
    """

    rank: int
    region: str
    latitude: float
    longitude: float
    error_before: float
    error_after: float

    @property
    def lowered(self) -> float:
        """Share of the error that the site takes away."""
        return 1.0 - self.error_after / self.error_before


@dataclass(frozen=True)
class Placement:
    """Where to measure next.

    Attributes:
        meta: how it was made.
        matrix, species: the medium.
        sites: how many running sites were counted.
        errors: standard error of the mean of each region as a share of the mean, with the sites that run now.
        places: proposed sites, best first within each region.
        assumed: spread, correlation length and error of a site that were taken.
        notes: what to know when reading it.
        origins: the numbers behind it.
    """

    meta: Meta
    matrix: str
    species: str
    sites: int
    errors: tuple[tuple[str, float], ...]
    places: tuple[Place, ...]
    assumed: Field
    notes: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = field(default=(), repr=False)

    def to_frame(self) -> pandas.DataFrame:
        """One row a proposed site."""
        import pandas

        return pandas.DataFrame([_plain(one) for one in self.places])

    def as_dict(self) -> dict[str, Any]:
        """Everything, as JSON holds it."""
        return {
            "meta": asdict(self.meta),
            "matrix": self.matrix,
            "species": self.species,
            "sites": self.sites,
            "errors": [{"region": region, "error_of_mean": error} for region, error in self.errors],
            "places": [_plain(one) for one in self.places],
            "assumed": asdict(self.assumed),
            "notes": list(self.notes),
            "unverified": [asdict(one) for one in self.origins if one.status == "unverified"],
        }

    def to_json(self) -> str:
        """As :meth:`as_dict`, as text."""
        return json.dumps(self.as_dict(), ensure_ascii=False)


@dataclass(frozen=True)
class Field:
    """How what is measured varies in space.

    Attributes:
        spread: standard deviation as a share of the mean.
        length_km: distance over which places are alike.
        measurement: standard error of a site's mean as a share of it.
    """

    spread: float
    length_km: float
    measurement: float

    def covariance(self, one: Points | _At, other: Points | _At) -> Floats:
        """Covariance between places, shape (places of one, places of other)."""
        return np.asarray(self.spread**2 * np.exp(-_distance_km(one, other) / self.length_km))


@dataclass(frozen=True, eq=False)
class _At:
    latitude: Floats
    longitude: Floats


def usual_field(matrix: str, species: str = "") -> Field:
    """What the table of settings says of a medium."""
    return Field(*(setting(name, matrix, species) for name in ("spread", "length", "measurement")))


def placement(
    measured: Sequence[Measured],
    matrix: str,
    species: str,
    year: int,
    *,
    region: str = "",
    count: int = 1,
    assumed: Field | None = None,
) -> Placement:
    """Propose sites, for one region or for each.

    Args:
        measured: what sites measured; those of the medium that still run count, those of other regions too.
        matrix: the medium.
        species: what is measured in it; empty takes all of the matrix.
        year: "running" means until shortly before this year.
        region: one of the regions; empty for each of them.
        count: how many sites to propose for each region.
        assumed: how the medium varies; otherwise by the table of settings.

    Raises:
        InputError: there is no such region, or too many sites are asked for.
    """
    if region and region not in regions():
        near = [one for one in regions() if one.lower().startswith(region.lower()[:3])]
        raise InputError(
            Fault(n_("there is no such region"), column="region", value=region, accepted=", ".join(regions()),
                  advice=did_you_mean(near) if near else n_("choose one of them"))
        )  # fmt: skip
    if not 1 <= count <= MOST:
        raise InputError(
            Fault(n_("this many sites cannot be proposed"), column="count", value=str(count), accepted=f"1 - {MOST}")
        )
    assumed = assumed or usual_field(matrix, species)
    sites = _running(measured, matrix, species, year)
    errors, places = [], []
    for name in (region,) if region else regions():
        error, found = _best(name, sites, assumed, count)
        errors.append((name, error))
        places += found
    places.sort(key=lambda one: (one.rank, -one.lowered, one.region))
    return Placement(
        meta(0, 0), matrix, species, len(sites.latitude), tuple(errors), tuple(places), assumed,
        notes=(
            n_("Only distances count here: not sources, terrain or ocean, nor whether anybody can go there."),
            n_("A site in a region that nobody measures also tells of what nobody expected; that is not counted."),
        ),
        origins=origins("spread", "length", "measurement", "recent", "grid"),
    )  # fmt: skip


def _running(measured: Sequence[Measured], matrix: str, species: str, year: int) -> _At:
    kept = sorted(
        {
            (one.latitude, one.longitude)
            for one in measured
            if one.matrix == matrix and species in ("", one.species) and one.last_year >= year - setting("recent")
        }
    )
    return _At(np.array([one[0] for one in kept]), np.array([one[1] for one in kept]))


def _best(region: str, sites: _At, assumed: Field, count: int) -> tuple[float, list[Place]]:
    """The error of a region's mean, and the places that lower it most, one after the other."""
    points = points_of(region)
    # Prior covariances of the points, and of the region's mean with each of them; then given the sites.
    inner = assumed.covariance(points, points)
    noise = (assumed.measurement) ** 2
    if len(sites.latitude):
        cross = assumed.covariance(points, sites)
        among = assumed.covariance(sites, sites) + noise * np.eye(len(sites.latitude))
        inner = inner - cross @ np.linalg.solve(among, cross.T)
    places: list[Place] = []
    error = first = _error(inner, points.share)
    for rank in range(1, count + 1):
        with_mean = inner @ points.share
        gain = with_mean**2 / (np.diag(inner) + noise)
        best = int(np.argmax(gain))
        column = inner[:, best]
        inner = inner - np.outer(column, column) / (column[best] + noise)
        after = _error(inner, points.share)
        places.append(Place(rank, region, float(points.latitude[best]), float(points.longitude[best]), error, after))
        error = after
    return first, places


def _error(covariance: Floats, share: Floats) -> float:
    return math.sqrt(max(float(share @ covariance @ share), 0.0))


def _distance_km(one: Points | _At, other: Points | _At) -> Floats:
    lat1, lon1 = np.radians(one.latitude)[:, None], np.radians(one.longitude)[:, None]
    lat2, lon2 = np.radians(other.latitude)[None, :], np.radians(other.longitude)[None, :]
    half = np.sin((lat2 - lat1) / 2.0) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2.0) ** 2
    return np.asarray(2.0 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0))))


def _plain(one: Place) -> dict[str, Any]:
    return {**asdict(one), "lowered": one.lowered}
