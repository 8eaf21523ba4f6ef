"""The satellite layer as a whole: mined land by place and date, what of it is protected, and mercury by a proxy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.sectors.draws import FleetDraws
from almaden.sectors.flat import flat
from almaden.sectors.gold.area_proxy import AreaProxy, Factor, area_proxy
from almaden.sectors.gold.area_records import NO_DATE, AreaPolygons, AreaTable, Regions, year_of
from almaden.sectors.gold.areas import AreaSum, By, Progress, place, sums
from almaden.sectors.gold.overlap import Overlap, overlap
from almaden.sectors.gold.readers.areas import refuse_mixture
from almaden.sectors.gold.satellite import setting, settings
from almaden.wording import Text


@dataclass(frozen=True)
class MinedLand:
    """Mined land of some files.

    Attributes:
        meta: how it was made.
        by: what the places are.
        stock_year: land dated until this year is the stock that stood before.
        polygons: how many there are; 0 for a table.
        places: by place and date; those without country and name lie in none of the borders.
        total: of all places by date.
        protected: None where no protected areas were given.
        proxy: mercury by area; None where no factor was given.
        notes: how the files were understood, with their names.
        origins: the numbers of the program behind it.
    """

    meta: Meta
    by: By
    stock_year: int
    polygons: int
    places: tuple[AreaSum, ...]
    total: tuple[AreaSum, ...]
    protected: Overlap | None
    proxy: AreaProxy | None
    notes: tuple[Text, ...]
    origins: tuple[Origin, ...]

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain values; amounts ``x`` as ``x``, ``x_low`` and ``x_high``."""
        return {
            "meta": asdict(self.meta),
            "by": self.by,
            "stock_year": self.stock_year,
            "polygons": self.polygons,
            "places": [asdict(one) for one in self.places],
            "total": [asdict(one) for one in self.total],
            "protected": asdict(self.protected) if self.protected else None,
            "proxy": _proxy(self.proxy) if self.proxy else None,
            "notes": list(self.notes),
            "origins": [asdict(one) for one in self.origins],
        }

    def to_json(self) -> str:
        """As :meth:`as_dict`, written."""
        return json.dumps(self.as_dict(), ensure_ascii=False)


def _proxy(one: AreaProxy) -> dict[str, Any]:
    return {
        "warning": one.warning,
        "told": list(one.told),
        **flat({"mercury_kg": asdict(one.mercury_kg)}),
        "sums": [flat(asdict(part)) for part in one.sums],
    }


def _stock_year(files: Sequence[AreaPolygons | AreaTable]) -> int:
    """The year until which mined land is a stock."""
    layers = [one for one in files if isinstance(one, AreaPolygons)]
    if len(layers) < len(files) or any(layer.differences for layer in layers):
        return int(setting("stock_year"))
    return min((year_of(int(date)) for layer in layers for date in layer.date if date), default=NO_DATE)


def mined_land(
    files: Sequence[AreaPolygons | AreaTable],
    boundaries: Regions | None = None,
    protected: Regions | None = None,
    *,
    by: By = "country",
    stock_year: int | None = None,
    factor: Factor | None = None,
    draws: int = 10_000,
    seed: int = 1,
    progress: Progress | None = None,
) -> MinedLand:
    """Add mined land up.

    Args:
        files: polygons of one or more dates, or one table.
        boundaries: borders that polygons are parted by; a table has its own units.
        protected: protected areas; for polygons only.
        by: country, administrative unit or dates alone.
        stock_year: land dated until this year is the stock; by default that of Amazon Mining Watch, and the first year
            where polygons give no areas.
        factor: mercury for a hectare.
        draws: how many draws the factor gets.
        seed: seed of the draws.
        progress: told of the regions that are done, for each file anew.

    Raises:
        InputError: files that would count land twice, swapped coordinates, or a factor without newly mined land.
    """
    refuse_mixture(files)
    layers = [one for one in files if isinstance(one, AreaPolygons)]
    if layers and boundaries is None:
        by = "year"
    stock = _stock_year(files) if stock_year is None else stock_year
    placed = [place(layer, boundaries, progress) for layer in layers]
    rows = [row for one in files if isinstance(one, AreaTable) for row in one.rows]
    rows.extend(row for one in placed for row in one.rows)
    places, total = sums(rows, by, stock), sums(rows, "year", stock)
    proxy = area_proxy(places, total, factor, FleetDraws(draws, seed)) if factor is not None else None
    inside = overlap(layers, protected, stock, progress) if protected is not None and layers else None
    used = [*files, *(one for one in (boundaries, protected) if one is not None)]
    named = [(one.name, note) for one in used for note in one.notes]
    named += [(layer.name, note) for layer, one in zip(layers, placed, strict=True) for note in one.notes]
    return MinedLand(
        meta(draws, seed, hashlib.sha256("".join(one.sha256 for one in used).encode()).hexdigest()),
        by,
        stock,
        sum(len(layer) for layer in layers),
        places,
        total,
        inside,
        proxy,
        (
            *(Text("{file}: {note}", file=name, note=note) for name, note in named),
            *_notes(stock, bool(layers) and boundaries is None, protected is not None and not layers),
        ),
        (settings()["stock_year"], *(proxy.origins if proxy else ())),
    )


def _notes(stock: int, without_borders: bool, table_protected: bool) -> Iterator[Text]:
    if stock:
        yield Text(
            "land dated until {year} is the stock, later dates are taken for what is new: a later date that holds all "
            "mined land again would count twice",
            year=str(stock),
        )
    if without_borders:
        yield Text("without borders mined land is summed by date alone")
    if table_protected:
        yield Text("protected areas can be compared with polygons only, not with a table")
