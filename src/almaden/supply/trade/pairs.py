"""What both sides of each trade report, year by year: exports of one country to another against its imports."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from almaden.supply.trade.areas import areas
from almaden.supply.trade.repair import Masses
from almaden.supply.trade.rows import EXPORT, IMPORT, RE_EXPORT, RE_IMPORT, BoolArray, FloatArray, IntArray, TradeRows
from almaden.supply.trade.settings import settings
from almaden.wording import n_

if TYPE_CHECKING:
    import pandas

#: How one side of a pair stands.
TOLD, NOTHING, ABSENT, WEIGHT_UNKNOWN, NO_COUNTRY = range(5)
STATES: Final = (
    n_("reported"),
    n_("nothing reported"),
    n_("no statistics of this year"),
    n_("weight not known"),
    n_("partner not specified"),
)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Every exporter, importer and year that either side reports, shape ``(pairs,)``, in the order of these.

    Attributes:
        year: year.
        exporter, importer: places in :func:`~almaden.supply.trade.areas.areas`.
        x_kg, m_kg: what the exporter and the importer report; 0 where a side has statistics of the year, but not of
            this flow; NaN where it has none or its weight is not known.
        re_export_kg: of ``x_kg``, what the exporter says had come in before.
        x_usd, m_usd: values as reported, imports with freight and insurance.
        x_deviation_kg, m_deviation_kg: standard deviation of masses that rest on values.
        x_state, m_state: places in :data:`STATES`.
        shifted_kg: what a delivery at the turn of a year explains of the gap, with its sign.
        hub_kg: what hubs and partners that are not specified explain of the gap, with its sign.
    """

    year: IntArray
    exporter: IntArray
    importer: IntArray
    x_kg: FloatArray
    m_kg: FloatArray
    re_export_kg: FloatArray
    x_usd: FloatArray
    m_usd: FloatArray
    x_deviation_kg: FloatArray
    m_deviation_kg: FloatArray
    x_state: NDArray[np.int8]
    m_state: NDArray[np.int8]
    shifted_kg: FloatArray
    hub_kg: FloatArray

    def __len__(self) -> int:
        return len(self.year)

    @property
    def gap_kg(self) -> FloatArray:
        """Imports less exports; NaN where a side is missing."""
        return self.m_kg - self.x_kg

    @property
    def relative(self) -> FloatArray:
        """The gap over the mean of both sides, between -2 and 2."""
        return relative_gap(self.x_kg, self.m_kg)

    @property
    def value_gap_usd(self) -> FloatArray:
        """Imports less exports in value, freight and insurance taken off the imports; NaN where a side is missing."""
        return np.where(np.isnan(self.gap_kg), np.nan, self.m_usd / settings()["cif_fob"] - self.x_usd)

    @property
    def left_kg(self) -> FloatArray:
        """What of the gap neither the turn of the year nor hubs explain."""
        return self.gap_kg - self.shifted_kg - self.hub_kg

    @property
    def both(self) -> BoolArray:
        """Pairs of which both sides tell a mass above 0."""
        return (self.x_kg > 0) & (self.m_kg > 0)

    def with_explained(self, shifted_kg: FloatArray, hub_kg: FloatArray) -> Pairs:
        """The same with what explains their gaps."""
        return replace(self, shifted_kg=shifted_kg, hub_kg=hub_kg)

    def to_frame(self) -> pandas.DataFrame:
        """One row a pair and year."""
        import pandas

        names, states = np.array(areas()), np.array(STATES)
        return pandas.DataFrame(
            {
                "year": self.year, "exporter": names[self.exporter], "importer": names[self.importer],
                "x_kg": self.x_kg, "m_kg": self.m_kg, "gap_kg": self.gap_kg, "relative_gap": self.relative,
                "exporter_state": states[self.x_state], "importer_state": states[self.m_state],
                "re_export_kg": self.re_export_kg, "x_usd": self.x_usd, "m_usd": self.m_usd,
                "value_gap_usd": self.value_gap_usd,
                "shifted_kg": self.shifted_kg, "hub_kg": self.hub_kg, "left_kg": self.left_kg,
            }
        )  # fmt: skip


def relative_gap(x: FloatArray, m: FloatArray) -> FloatArray:
    """The gap between both sides over their mean, ``2 (M - X) / (M + X)``; NaN where both are 0 or one is missing.

    Args:
        x: what the exporter reports.
        m: what the importer reports, in the same unit.
    """
    whole = np.asarray(m + x, float)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(whole > 0, 2.0 * (m - x) / whole, np.nan))


def pairs_of(masses: Masses, every: TradeRows) -> Pairs:
    """Both sides of each trade.

    Args:
        masses: the mass of each line of the commodity.
        every: all lines of the files; whoever reports anything in a year has statistics of that year.
    """
    rows = masses.rows
    first = int(every.year.min())
    count = len(areas())
    year = rows.year.astype(np.int64) - first
    reporter, partner = rows.reporter.astype(np.int64), rows.partner.astype(np.int64)
    outward = (rows.flow == EXPORT) | (rows.flow == RE_EXPORT)
    exporter, importer = np.where(outward, reporter, partner), np.where(outward, partner, reporter)
    key = (year * count + exporter) * count + importer
    # Sums come out the same whatever the order of the lines is.
    order = np.lexsort((rows.value_usd, masses.kg, key))
    key, flow = key[order], rows.flow[order]
    new = np.r_[True, key[1:] != key[:-1]] if len(key) else np.zeros(0, bool)
    place, keys = np.cumsum(new) - 1, key[new]
    sums = _Sums(place, len(keys), masses.kg[order], rows.value_usd[order], masses.deviation_kg[order])
    exports, imports, again, back = (sums.of(flow == one) for one in (EXPORT, IMPORT, RE_EXPORT, RE_IMPORT))
    exports, imports = _or_alone(exports, again), _or_alone(imports, back)
    year, exporter, importer = keys // (count * count), keys // count % count, keys % count
    has = np.zeros((int(every.year.max()) - first + 1, count), bool)
    has[every.year.astype(np.int64) - first, every.reporter] = True
    x_kg, x_state = _standing(exports, has[year, exporter], exporter == count - 1)
    m_kg, m_state = _standing(imports, has[year, importer], importer == count - 1)
    nothing = np.zeros(len(keys))
    return Pairs(year + first, exporter, importer, x_kg, m_kg, again.kg, exports.usd, imports.usd,
                 exports.deviation, imports.deviation, x_state, m_state, nothing, nothing)  # fmt: skip


@dataclass(frozen=True)
class _Side:
    """Sums of one flow for each pair: lines, lines without a mass, mass, value, deviation of the mass."""

    lines: FloatArray
    unknown: FloatArray
    kg: FloatArray
    usd: FloatArray
    deviation: FloatArray


@dataclass(frozen=True)
class _Sums:
    place: IntArray
    size: int
    kg: FloatArray
    usd: FloatArray
    deviation: FloatArray

    def of(self, where: BoolArray) -> _Side:
        place = self.place[where]
        kg, usd = self.kg[where], self.usd[where]

        def total(values: FloatArray) -> FloatArray:
            return np.bincount(place, values, minlength=self.size).astype(np.float64)

        return _Side(
            total(np.ones(len(place))), total(np.isnan(kg).astype(float)),
            total(np.nan_to_num(kg)), total(np.nan_to_num(usd)), np.sqrt(total(self.deviation[where] ** 2)),
        )  # fmt: skip


def _or_alone(whole: _Side, part: _Side) -> _Side:
    """Exports or imports, which hold the goods that came back; where there is a line of these alone, they are all."""
    alone = (whole.lines == 0) & (part.lines > 0)
    return _Side(*(np.where(alone, getattr(part, one.name), getattr(whole, one.name)) for one in fields(_Side)))


def _standing(side: _Side, has: BoolArray, no_country: BoolArray) -> tuple[FloatArray, NDArray[np.int8]]:
    """The mass of a side, and how it stands."""
    state = np.select(
        [no_country, side.unknown > 0, side.lines > 0, has], [NO_COUNTRY, WEIGHT_UNKNOWN, TOLD, NOTHING], ABSENT
    ).astype(np.int8)
    return np.where((state == TOLD) | (state == NOTHING), side.kg, np.nan), state
