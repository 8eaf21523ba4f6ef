"""The factor set of an inventory with the layers that its folder puts over it."""

from __future__ import annotations

from almaden.inventory.records import FactorRow, InventoryData
from almaden.reference.factors import DistributionFactor, FactorSet, InputFactor, Layer, factor_set
from almaden.reference.pathways import PATHWAYS


def factors_of(data: InventoryData) -> FactorSet:
    """The named factor set with the inventory's layers over it."""
    layers = [layer(name, rows) for name, rows in data.layers]
    return factor_set(data.header.factor_set).over(layers)


def layer(name: str, rows: tuple[FactorRow, ...]) -> Layer:
    """A layer from the rows of a factor file."""
    return Layer(
        name,
        tuple(_input(row, name) for row in rows if row.kind == "input"),
        tuple(_distribution(row, name) for row in rows if row.kind == "distribution"),
    )


def _input(row: FactorRow, name: str) -> InputFactor:
    return InputFactor(
        code=row.code,
        variant=row.variant,
        value=row.value,
        low=row.low,
        high=row.high,
        unit=row.unit,
        layer=name,
        extremes=row.range_is == "extremes",
        source=row.source,
        seen=row.seen,
        status=row.status,
        note=row.note,
    )


def _distribution(row: FactorRow, name: str) -> DistributionFactor:
    return DistributionFactor(
        code=row.code,
        variant=row.variant,
        scenario=row.scenario,
        name=row.scenario or row.code,
        shares=tuple(getattr(row, pathway) or 0.0 for pathway in PATHWAYS),
        layer=name,
        remainder=row.remainder,
        concentration=row.concentration,
        level1=not row.scenario,
        source=row.source,
        seen=row.seen,
        status=row.status,
        note=row.note,
    )
