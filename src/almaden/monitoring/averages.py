"""Means over hours, days, months, seasons and years that tell whether enough was measured."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.averaging import PARTS, Means, averaged
from almaden.monitoring.averaging_below import METHODS
from almaden.monitoring.censored import origins as censored_origins
from almaden.monitoring.coverage import Coverage, coverage_origins, default_coverage
from almaden.monitoring.periods import Period
from almaden.monitoring.series import Series, SeriesKey
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas as pd

_NUMBERS: Final = ("mean", "mean_low", "mean_high", "sd", "low", "high", "p5", "p95", "valid_share", "covered")
_LEFT_OUT: Final = n_(
    "{site} {species}: means of the months of the year over several years were left out: they are of no single period"
)
_TOO_FEW: Final = {
    "hour": n_("{have} of its {whole} hours are measured well enough; {needed} are needed"),
    "day": n_("{have} of its {whole} days are measured well enough; {needed} are needed"),
    "month": n_("{have} of its {whole} months are measured well enough; {needed} are needed"),
}


@dataclass(frozen=True, eq=False)
class Averages:
    """Means of series over periods. Arrays of ``means`` have one element for each series and period.

    Attributes:
        period: what was averaged over.
        zone: the clock by which periods begin.
        coverage: what was held to be enough.
        keys: the series.
        which: series of each line, as place in ``keys``, shape (n,).
        means: the means and what stands beside them.
        notes: what is to be known.
        unverified: numbers it rests on that nobody has checked at their source.
        meta: how it was made.
    """

    period: Period
    zone: str
    coverage: Coverage
    keys: tuple[SeriesKey, ...]
    which: NDArray[np.int64]
    means: Means
    notes: tuple[Text, ...]
    unverified: tuple[Origin, ...]
    meta: Meta

    def __len__(self) -> int:
        return len(self.which)

    def why(self, line: int) -> str:
        """Why what was measured in a period is not enough; empty where it is."""
        return why_not(self.means, line)

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row for each series and period; what is not known is None."""
        columns = {one.name: getattr(self.means, one.name) for one in fields(self.means)}
        for line, which in enumerate(self.which):
            key = self.keys[which]
            yield {
                **key._asdict(),
                "start": str(columns["start"][line]),
                **{name: _known(columns[name][line]) for name in _NUMBERS},
                "mean_by": METHODS[columns["mean_by"][line]],
                "n": int(columns["n"][line]),
                "below_detection": int(columns["below_detection"][line]),
                "enough": bool(columns["enough"][line]),
                "why": self.why(line),
            }

    def to_frame(self) -> pd.DataFrame:
        """The rows as a table."""
        import pandas as pd

        return pd.DataFrame(list(self.rows()))

    def as_dict(self) -> dict[str, Any]:
        """Everything, of plain values."""
        return {
            "meta": asdict(self.meta),
            "period": self.period,
            "zone": self.zone,
            "coverage": asdict(self.coverage),
            "averages": list(self.rows()),
            "notes": list(self.notes),
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """Everything as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def averages(
    series: Series | Sequence[Series],
    period: Period,
    zone: tzinfo = UTC,
    coverage: Coverage | None = None,
    *,
    suspect: bool = False,
    with_percentiles: bool = False,
    input_sha256: str = "",
) -> Averages:
    """Average series over periods.

    Only valid values and those below detection count. Each weighs by the time that it lasts, and one that lies on
    both sides of an edge counts on both by its time. With values below detection the mean is told as a range, from
    all of them being 0 to all of them being at their limit, and ``mean`` itself as far as the statistics of
    :mod:`almaden.monitoring.averaging_below` can tell it; no limit is halved.

    Args:
        series: one or several; they are never mixed, and an empty one is left out. So are climatologies, which is told:
            the mean of the Januaries of several years is that of no month or year.
        period: what to average over.
        zone: clock by which periods begin: a fixed offset, as the standard time of a place, or a zone of the world.
        coverage: what is enough; None for the rules of the table.
        suspect: whether values that are marked as suspect count too.
        with_percentiles: whether to tell the percentiles 5 and 95 too, which takes longer.
        input_sha256: of what was read.
    """
    given = tuple(one for one in ((series,) if isinstance(series, Series) else series) if len(one))
    all_series = tuple(one for one in given if not one.key.is_climatology)
    rules = default_coverage() if coverage is None else coverage
    found = [
        averaged(one, period, zone, rules, suspect=suspect, with_percentiles=with_percentiles) for one in all_series
    ]
    means = _joined([one for one, _notes in found])
    which = np.repeat(np.arange(len(found)), np.array([len(one.start) for one, _notes in found], dtype=np.int64))
    notes = (
        *(Text(_LEFT_OUT, site=one.key.site, species=one.key.species) for one in given if one.key.is_climatology),
        *(note for _means, told in found for note in told),
    )
    origins = (*(coverage_origins() if coverage is None else ()), *(censored_origins() if means.mean_by.any() else ()))
    unverified = tuple(one for one in origins if one.status != "verified")
    keys = tuple(one.key for one in all_series)
    return Averages(period, str(zone), rules, keys, which, means, notes, unverified, meta(0, 0, input_sha256))


def why_not(means: Means, line: int) -> str:
    """Why a period has not enough; empty where it has."""
    if means.enough[line]:
        return ""
    if means.poor_seasons[line]:
        return Text("{count} of its 4 seasons have too few months", count=float(means.poor_seasons[line]))
    have, needed, whole = (float(one[line]) for one in (means.have, means.needed, means.whole))
    part = PARTS[means.parts[line]]
    if part == "time":
        return Text(
            "{have} % of its time is measured; {needed} % is needed",
            have=100 * have / whole,
            needed=100 * needed / whole,
        )
    return Text(_TOO_FEW[part], have=have, whole=whole, needed=needed)


def _joined(parts: Sequence[Means]) -> Means:
    if not parts:
        nothing: Any = np.empty(0)
        return Means(**{one.name: nothing for one in fields(Means)})
    return Means(**{one.name: np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Means)})


def _known(value: np.float64) -> float | None:
    return float(value) if np.isfinite(value) else None
