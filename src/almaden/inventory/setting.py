"""What all lines of an inventory share while they are resolved: country, context values, factors, sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from almaden.inventory.flows import Uncertain
from almaden.inventory.records import ContextEntry, SourceRow
from almaden.quantity.spread import Range, spread_of
from almaden.reference.context import context_words
from almaden.reference.factors import FactorSet
from almaden.reference.origin import Origin
from almaden.reference.spreads import SpreadClass, spread_classes
from almaden.wording import Text


@dataclass(frozen=True)
class Setting:
    """The country, year and level of an inventory with its context values, factors and sources."""

    country: str
    year: int
    context: Mapping[str, ContextEntry]
    factors: FactorSet
    sources: tuple[SourceRow, ...] = ()

    def citation(self, source: str) -> str:
        """The citation behind a source id, or the text itself where it is no id."""
        for row in self.sources:
            if row.id == source:
                return f"{row.citation} {row.url}".strip()
        return source

    def context_number(self, name: str, entry: ContextEntry, value: float) -> tuple[Uncertain, tuple[Origin, ...]]:
        """A context value as an uncertain number shared by all rows that use it, with its origins."""
        spread_class = spread_classes()["context"]
        known = Range(entry.low, entry.high)
        spread = spread_of(value, known, "", spread_class.upper_ratio or 1.0)
        words = context_words(name)
        origin = Origin(
            quantity=words,
            value=value,
            unit="",
            low=entry.low,
            high=entry.high,
            layer="inventory",
            source=self.citation(entry.source),
            seen=entry.seen,
            status=entry.status,
            place="[context]",
            note=Text("year {year}", year=str(entry.year)) if entry.year else "",
        )
        origins = (origin, class_origin(spread_class)) if known.is_unknown(value) else (origin,)
        return Uncertain(f"{self.country}/context/{name}", words, spread), origins


def number(entry: ContextEntry) -> float | None:
    """The value of a context entry as a number, None where it is a text or yes/no."""
    if isinstance(entry.value, bool | str):
        return None
    return float(entry.value)


def class_origin(spread_class: SpreadClass) -> Origin:
    """The origin of a spread that was taken from the table of quality classes."""
    return Origin(
        quantity=Text("spread of the class {name} (97.5 % quantile over median)", name=spread_class.name),
        value=spread_class.upper_ratio or 1.0,
        unit="ratio",
        low=None,
        high=None,
        layer="default_spread",
        source=spread_class.source,
        seen=spread_class.seen,
        status=spread_class.status,
    )
