"""The reporting years of one inventory side by side, recalculated alike, with the trend between them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.inventory.compare import compare, with_ranges
from almaden.inventory.comparison import Comparison
from almaden.inventory.inventory import DRAWS, SEED, Inventory
from almaden.inventory.result import Result, Total, result_record
from almaden.inventory.trend import TrendSource, trend_sources, with_trend
from almaden.wording import Fixed, Text, Translate, joined, n_

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Series:
    """Results of several years of one country.

    Attributes:
        results: one for each year, in order; the key sources of the last carry their share of the trend.
        trend: source categories ranked by their part in the trend from the first to the last year.
        change: the first and the last year compared, None with one year.
        notes: what a reader must know before trusting the trend.
    """

    results: tuple[Result, ...]
    trend: tuple[TrendSource, ...]
    change: Comparison | None
    notes: tuple[str, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The reporting years, in order."""
        return tuple(result.year for result in self.results)

    def to_frame(self) -> pandas.DataFrame:
        """One line per year, total and amount, in kg of mercury per year with its 95 % range."""
        import pandas as pd

        return pd.DataFrame(
            [
                {"year": result.year, "total": total.name, "amount": name, **asdict(amount)}
                for result in self.results
                for total in result.totals.values()
                for name, amount in total.amounts.items()
            ]
        )

    def to_record(self) -> dict[str, Any]:
        """The series in the fields of the JSON output."""
        last = self.results[-1]
        return {
            "meta": asdict(last.meta),
            "country": last.country,
            "country_name": last.country_name,
            "notes": list(self.notes),
            "years": [result_record(result) for result in self.results],
            "trend": [asdict(source) for source in self.trend],
            "change": self.change.to_record() if self.change is not None else None,
        }

    def to_json(self) -> str:
        """The series as one JSON object."""
        return json.dumps(self.to_record(), ensure_ascii=False, indent=2, allow_nan=False)

    def last_with_series(self) -> str:
        """The result of the last year as one JSON object, with the other years, the trend and the change in it."""
        record = result_record(self.results[-1])
        own = self.to_record()
        record["series"] = {key: own[key] for key in ("notes", "trend", "change")}
        record["series"]["years"] = [
            {"year": result.year, "totals": result_record(result)["totals"]} for result in self.results
        ]
        return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)

    def summary(self, translate: Translate = n_) -> str:
        """The three input totals by year, the change, and what makes the trend, as lines of text.

        Args:
            translate: translator of a language.
        """
        last = self.results[-1]
        lines = [translate(Text("{country}, kg of mercury input per year", country=last.country_name))]
        lines += [translate(Text("  note: {note}", note=note)) for note in self.notes]
        for result in self.results:
            told = joined(_told(total) for total in result.totals.values())
            lines.append(translate(Text("  {year}: {totals}", year=str(result.year), totals=told)))
        if self.change is not None:
            lines += [self.change.summary(translate), translate(Text("  what makes the trend of the toolkit total:"))]
            ranked = [one for one in self.trend if one.quantity == "input_kg" and one.key]
            lines += [translate(_trend(one)) for one in ranked[:5]]
        return "\n".join(lines)


def _told(total: Total) -> Text:
    amount = total.amounts["input_kg"]
    return Text(
        "{name} {value} ({low} to {high})",
        name=Text(total.name),
        value=Fixed(amount.value, 1),
        low=Fixed(amount.low, 0),
        high=Fixed(amount.high, 0),
    )


def _trend(one: TrendSource) -> Text:
    share = Fixed(100 * one.trend_share, 0)
    return Text("    {code} {name}: {percent}%", code=one.code, name=Text(one.name), percent=share)


def series(results: Sequence[Result]) -> Series:
    """Put results of several years of one country into a series.

    Raises:
        ValueError: there is no result, or they are of several countries or twice of one year.
    """
    ordered = sorted(results, key=lambda result: result.year)
    if not ordered or len({one.country for one in ordered}) > 1 or len({one.year for one in ordered}) < len(ordered):
        raise ValueError("a series needs results of one country, one for each year")
    if len(ordered) == 1:
        return Series(tuple(ordered), (), None, ())
    trend = trend_sources(ordered[0], ordered[-1])
    ordered[-1] = with_trend(ordered[-1], trend)
    return Series(tuple(ordered), trend, compare(ordered[0], ordered[-1]), _notes(ordered))


def run_series(inventory: Inventory, draws: int = DRAWS, seed: int = SEED) -> Series:
    """Run all reporting years of an inventory with one set of factors, and draw first and last year together.

    Args:
        inventory: with one reporting year or several.
        draws: draws of the uncertain numbers.
        seed: of the draws.
    """
    found = series(inventory.run_years(draws, seed))
    if found.change is None:
        return found
    first, last = found.results[0], found.results[-1]
    change = with_ranges(found.change, (inventory.data, first), (inventory.data, last), draws, seed)
    return Series(found.results, found.trend, change, found.notes)


def _notes(results: Sequence[Result]) -> tuple[str, ...]:
    notes = []
    for template, values in (
        (
            n_("not every year was calculated with the same factor set: {values}"),
            {one.meta.factor_set for one in results},
        ),
        (
            n_("not every year was calculated with the same factor layers: {values}"),
            {", ".join(one.meta.layers[1:]) or "none" for one in results},
        ),
        (
            n_("not every year was calculated with the same program version: {values}"),
            {one.meta.version for one in results},
        ),
    ):
        if len(values) > 1:
            notes.append(Text(template, values="; ".join(sorted(values))))
    for result in results:
        unknown = sum(row.amounts is None for row in result.rows)
        if unknown:
            year = str(result.year)
            notes.append(Text("rows of {year} that are not known and in no total: {count}", year=year, count=unknown))
    return tuple(notes)
