"""What a stock model of products leaves: frozen records that commands, pages and reports show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import flat, nested
from almaden.sectors.products.stock import ENDS, FATES
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas

#: What is told of every year, in kg of mercury.
QUANTITIES: Final = ("inflow", "stock", "discards", *FATES, *ENDS)
#: Their names as people read them.
QUANTITY_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "inflow": n_("in products sold"),
        "stock": n_("in use at the end of the year"),
        "discards": n_("leaving use"),
        "broken": n_("broken in use"),
        "collected": n_("collected"),
        "landfill": n_("to landfill"),
        "incineration": n_("to incineration"),
        "open_burning": n_("burned in the open"),
        "sewer": n_("to sewers"),
        "air": n_("to air"),
        "water": n_("to water"),
        "land": n_("to land"),
        "landfilled": n_("kept in landfills"),
        "recovered": n_("recovered as metal"),
    }
)


@dataclass(frozen=True)
class StockSeries:
    """Mercury in products of one kind in one country, or a sum of these.

    Attributes:
        country: the country; empty for the sum of all.
        kind: the kind of product; empty for the sum of all.
        amounts: by name in :data:`QUANTITIES` the kg of every year.
    """

    country: str
    kind: str
    amounts: Mapping[str, tuple[Amount, ...]]


@dataclass(frozen=True)
class StockResult:
    """Stock and flow of mercury in products.

    Attributes:
        title: what the user called it.
        years: the years.
        series: every country and kind, in the order of their names.
        sums: of each country, and of all where there are several.
        imbalance: the largest ``S_t - S_(t-1) - I_t + D_t`` of any series and draw, over its largest stock.
        unplaced: the largest difference between what leaves use and the sum of where it ends, over the former.
        notes: what was taken for years that are not told.
        origins: the numbers it rests on.
        end_shares: by country and fate the shares of the ends of its mercury, at their values of record.
        meta: how it was made.
    """

    title: str
    years: tuple[int, ...]
    series: tuple[StockSeries, ...]
    sums: tuple[StockSeries, ...]
    imbalance: float
    unplaced: float
    notes: tuple[Text | str, ...]
    origins: tuple[Origin, ...]
    end_shares: Mapping[str, Mapping[str, Mapping[str, float]]]
    meta: Meta

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The numbers that nobody has checked in the document they come from."""
        return tuple(one for one in self.origins if one.status == "unverified")

    def of(self, country: str, kind: str = "") -> StockSeries:
        """The series of a country and kind, or a sum.

        Raises:
            KeyError: there is none.
        """
        for one in (*self.series, *self.sums):
            if (one.country, one.kind) == (country, kind):
                return one
        raise KeyError((country, kind))

    def balance(self, country: str, kind: str = "") -> list[dict[str, float]]:
        """The mercury balance of a series or sum year by year, in kg, at the values of record.

        ``left_kg`` is ``S_t - S_(t-1) - I_t + D_t``, which is zero but for rounding.

        Raises:
            KeyError: there is no such series.
        """
        amounts = self.of(country, kind).amounts
        found, before = [], 0.0
        for place, year in enumerate(self.years):
            sold, gone, stock = (amounts[name][place].value for name in ("inflow", "discards", "stock"))
            found.append(
                {
                    "year": year,
                    "before_kg": before,
                    "inflow_kg": sold,
                    "discards_kg": gone,
                    "stock_kg": stock,
                    "left_kg": stock - before - sold + gone,
                }
            )
            before = stock
        return found

    def summary(self, year: int | None = None) -> list[dict[str, Any]]:
        """Series and sums in one year as flat rows, by default in the last."""
        place = self.years.index(self.years[-1] if year is None else year)
        return [
            flat(
                {"country": one.country, "kind": one.kind, "year": self.years[place],
                 **{f"{name}_kg": asdict(one.amounts[name][place]) for name in QUANTITIES}}
            )
            for one in (*self.series, *self.sums)
        ]  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        """Every series, sum and year as a flat row."""
        return [row for year in self.years for row in self.summary(year)]

    def to_frame(self) -> pandas.DataFrame:
        """Every series, sum and year as a row, in kg, with low and high ends."""
        import pandas

        return pandas.DataFrame(self.rows())

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        values = asdict(self)
        return nested({"meta": values.pop("meta"), **values, "unverified": [asdict(one) for one in self.unverified]})

    def to_json(self) -> str:
        """All of it as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)
