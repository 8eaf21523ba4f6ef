"""The default factors of a Toolkit workbook as rows of a verified layer."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from almaden.inventory.readers.toolkit_rows import ToolkitRow
from almaden.inventory.readers.toolkit_tables import SHARES
from almaden.inventory.readers.unit_cells import is_factor_unit
from almaden.inventory.records import FactorRow
from almaden.reference.factors import factor_set
from almaden.reference.readers.names import plain

_LIKE = 0.7


def factor_rows(rows: Iterable[ToolkitRow], file: str) -> tuple[FactorRow, ...]:
    """The factors in the rows of a workbook, each once.

    A factor that stands in several tables of the workbook is taken from the first. Each is marked verified, and
    ``seen`` tells the file, the sheet and the cell.
    """
    found: dict[tuple[str, str, str, str], FactorRow] = {}
    for row in rows:
        for factor in (_input(row, file), _distribution(row, file)):
            if factor is not None:
                found.setdefault((factor.kind, factor.code, factor.variant, factor.scenario), factor)
    return tuple(found.values())


def _input(row: ToolkitRow, file: str) -> FactorRow | None:
    value = row.numbers.get("factor_default")
    low, high = row.numbers.get("factor_low"), row.numbers.get("factor_high")
    unit = row.texts.get("factor_unit", "")
    if value is None or value < 0 or not is_factor_unit(unit):
        return None
    if low is not None and high is not None and (low > high or low < 0):
        low = high = None
    return FactorRow(
        kind="input",
        code=row.code,
        variant=_variant(row),
        value=value,
        low=low,
        high=high,
        unit=unit,
        range_is="extremes",
        source=f"Toolkit workbook {file}",
        seen=_seen(row, "factor_default", file),
        status="verified",
    )


def _distribution(row: ToolkitRow, file: str) -> FactorRow | None:
    shares = [row.numbers.get(role) for role in SHARES]
    given = [share for share in shares if share is not None]
    if len(given) < 2 or any(not 0 <= share <= 1 for share in given) or not 0 < sum(given) <= 1 + 1e-6:
        return None
    air, water, land, products, general_waste, sector_treatment = (share or 0.0 for share in shares)
    return FactorRow(
        kind="distribution",
        code=row.code,
        scenario=_scenario(row),
        air=air,
        water=water,
        land=land,
        products=products,
        general_waste=general_waste,
        sector_treatment=sector_treatment,
        source=f"Toolkit workbook {file}",
        seen=_seen(row, SHARES[0], file),
        status="verified",
        note=row.texts.get("scenario", ""),
    )


def _seen(row: ToolkitRow, role: str, file: str) -> str:
    return f"{file}, sheet {row.sheet}, cell {row.cells.get(role, f'row {row.row}')}"


def _variant(row: ToolkitRow) -> str:
    """The variant of the factor set that the row means, so that it lies over the right row of the set."""
    factors = factor_set().inputs(row.code)
    text = row.texts.get("variant") or ("" if row.is_first else row.texts.get("name", ""))
    if not text:
        return factors[0].variant if len(factors) == 1 else next((one.variant for one in factors if one.level1), "")
    near = _nearest(text, [one.variant for one in factors])
    return near or (factors[0].variant if len(factors) == 1 else text)


def _scenario(row: ToolkitRow) -> str:
    """The scenario of the factor set that the row means; its own words where there is none like it."""
    text = row.texts.get("scenario", "")
    known = {one.name: one.scenario for one in factor_set().distribution_rows(row.code, "")}
    if not text or re.search(r"\b(level 1|default)\b", plain(text)):
        defaults = [one.scenario for one in factor_set().distribution_rows(row.code, "") if one.level1]
        return defaults[0] if len(set(defaults)) == 1 else ""
    if text in known.values():
        return text
    near = _nearest(text, list(known))
    return known[near] if near else "_".join(plain(text).split())[:60]


def _nearest(text: str, names: list[str]) -> str:
    wanted = plain(text)
    scored = [(difflib.SequenceMatcher(None, wanted, plain(name)).ratio(), name) for name in names]
    score, name = max(scored, default=(0.0, ""))
    return name if score >= _LIKE else ""
