"""One run of an inventory: resolve, calculate, rank, check, and put the result together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import almaden
from almaden.inventory.calculation import Calculation, Progress, calculate
from almaden.inventory.checks import check_inventory
from almaden.inventory.corrections import linked_corrections, toolkit_corrections
from almaden.inventory.flows import ResolvedInventory, ResolvedRow
from almaden.inventory.key_sources import key_sources, variance_shares
from almaden.inventory.layers import factors_of
from almaden.inventory.records import InventoryData
from almaden.inventory.resolve import resolve
from almaden.inventory.result import Meta, Result, RowResult, Total
from almaden.inventory.unverified import unverified_numbers
from almaden.reference.countries import country_name
from almaden.reference.factors import FactorSet


def run_year(data: InventoryData, year: int, draws: int, seed: int, progress: Progress | None = None) -> Result:
    """Run an inventory for one reporting year.

    Args:
        data: the inventory as read.
        year: the reporting year.
        draws: draws of the uncertain numbers, at least 2.
        seed: of the draws; the same seed gives the same numbers.
        progress: called with the rows done and the rows in all.
    """
    factors = factors_of(data)
    resolved = resolve(data, factors, year)
    calculation = calculate(resolved.rows, draws, seed, progress)
    rows = tuple(_row(row, calculation) for row in resolved.rows)
    result = _result(data, resolved, calculation, rows, factors, seed)
    return _checked(result, data, resolved)


def _row(row: ResolvedRow, calculation: Calculation) -> RowResult:
    return RowResult(
        id=row.id,
        code=row.code,
        name=row.name,
        group=row.group,
        variant=row.variant,
        phase=row.phase,
        facility=row.facility,
        present=row.present,
        activity_rate=row.activity_rate,
        unit=row.unit,
        year=row.year,
        parts=row.parts,
        amounts=calculation.rows[row.key],
        origins=row.origins,
        formula=row.formula,
        flags=row.flags,
    )


def _totals(rows: Sequence[RowResult], calculation: Calculation) -> dict[str, Total]:
    sums = calculation.totals
    corrections = {
        "gross": (),
        "toolkit": toolkit_corrections(rows),
        "linked": linked_corrections(rows),
    }
    return {
        name: Total(
            name=name,
            amounts=sums[name],
            unexplained_kg=calculation.unexplained if name == "linked" else {},
            corrections=corrections[name],
        )
        for name in ("gross", "toolkit", "linked")
    }


def _result(
    data: InventoryData,
    resolved: ResolvedInventory,
    calculation: Calculation,
    rows: tuple[RowResult, ...],
    factors: FactorSet,
    seed: int,
) -> Result:
    header = data.header
    meta = Meta(
        program="almaden",
        version=almaden.__version__,
        factor_set=factors.name,
        layers=tuple(layer.name for layer in factors.layers),
        draws=calculation.sampler.draws,
        seed=seed,
        sampler=calculation.sampler.kind,
        input_sha256=data.sha256,
        notice=header.notice,
    )
    return Result(
        meta=meta,
        country=header.country,
        country_name=country_name(header.country),
        year=resolved.year,
        level=header.level,
        context=resolved.context,
        rows=rows,
        groups=calculation.groups,
        totals=_totals(rows, calculation),
        key_sources=key_sources(resolved.rows, rows),
        variance=variance_shares(resolved.rows),
        checks=(),
        unverified=unverified_numbers(rows),
    )


def _checked(result: Result, data: InventoryData, resolved: ResolvedInventory) -> Result:
    return replace(result, checks=check_inventory(result, data, resolved))
