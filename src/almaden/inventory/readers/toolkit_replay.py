"""Computes the rows of a Toolkit workbook again and sets the results beside those that it prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from almaden.inventory.readers.toolkit_rows import ToolkitRow
from almaden.inventory.readers.toolkit_tables import OUTPUTS
from almaden.inventory.readers.unit_cells import is_factor_unit, is_unit
from almaden.inventory.records import FactorRow
from almaden.quantity.units import UnitError, kg_per_unit
from almaden.reference.categories import categories
from almaden.reference.factors import factor_set
from almaden.reference.pathways import AMOUNT_WORDS, PATHWAYS
from almaden.reference.readers.table import number_text
from almaden.wording import Exact, Text, Translate, joined, n_

_INPUT: Final = "input_kg"


@dataclass(frozen=True)
class Replayed:
    """One number of the workbook: as printed and as computed again, in kg per year."""

    printed: float
    computed: float

    @property
    def differs(self) -> bool:
        """Whether the two are further apart than rounding of the printed one explains."""
        decimals = number_text(self.printed).partition("e")[0].partition(".")[2]
        rounding = 0.5 * 10.0 ** -min(len(decimals), 12)
        return abs(self.printed - self.computed) > rounding * 1.000001 + 1e-9 * abs(self.printed)


@dataclass(frozen=True)
class ReplayRow:
    """One row of the workbook computed again.

    Attributes:
        code: code of the source category.
        name: its name in the workbook, or in the table of categories.
        place: sheet and row.
        formula: the activity rate times the factor, in the units of the workbook.
        numbers: ``input_kg`` and the outputs, by name, as printed and as computed.
        problem: why it could not be computed, empty if it was.
    """

    code: str
    name: str
    place: str
    formula: str
    numbers: Mapping[str, Replayed]
    problem: str = ""

    @property
    def differs(self) -> bool:
        """Whether any number differs by more than rounding, or could not be computed."""
        return bool(self.problem) or any(number.differs for number in self.numbers.values())

    def say(self, translate: Translate = n_) -> str:
        """Place, source and what differs, in the language of a translator."""
        name = Text("{place}: {code} {name}", place=self.place, code=self.code, name=Text(self.name))
        if self.problem:
            return translate(Text("{name}: {text}", name=name, text=Text(self.problem)))
        parts = [_differing(name, number) for name, number in self.numbers.items() if number.differs]
        told = joined(parts, "; ") if parts else Text("as printed")
        return translate(Text("{name}: {formula}: {text}", name=name, formula=self.formula, text=told))

    def __str__(self) -> str:
        return self.say()


def _differing(name: str, number: Replayed) -> Text:
    values: dict[str, str | float] = {
        "name": Text(AMOUNT_WORDS[name]),
        "printed": Exact(number.printed),
        "computed": Exact(number.computed),
    }
    if not number.computed:
        return Text("{name} is {printed}, computed {computed}", **values)
    ratio = number.printed / number.computed
    return Text("{name} is {printed}, computed {computed}, {ratio} times as much", ratio=ratio, **values)


def replay(rows: Iterable[ToolkitRow], factors: Iterable[FactorRow]) -> tuple[ReplayRow, ...]:
    """Compute every row that prints a mercury input or outputs and has an activity rate.

    Args:
        rows: the rows of the workbook.
        factors: the factors of the workbook, for rows that do not repeat them.
    """
    known = _Known.of(factors)
    done = (_replay(row, known) for row in rows if "activity_rate" in row.numbers)
    return tuple(row for row in done if row is not None)


@dataclass(frozen=True)
class _Known:
    """The factors of the workbook by code."""

    inputs: Mapping[str, FactorRow]
    shares: Mapping[tuple[str, str], FactorRow]

    @classmethod
    def of(cls, factors: Iterable[FactorRow]) -> _Known:
        inputs: dict[str, FactorRow] = {}
        shares: dict[tuple[str, str], FactorRow] = {}
        for factor in factors:
            if factor.kind == "input":
                inputs.setdefault(factor.code, factor)
            else:
                shares.setdefault((factor.code, factor.note), factor)
                shares.setdefault((factor.code, ""), factor)
        return cls(inputs, shares)


def _replay(row: ToolkitRow, known: _Known) -> ReplayRow | None:
    printed = {role: row.numbers[role] for role in (_INPUT, *OUTPUTS) if role in row.numbers}
    if not printed:
        return None
    name = row.texts.get("name", "") or categories()[row.code].name
    place = Text("sheet {sheet}, row {row}", sheet=row.sheet, row=str(row.row))
    rate = row.numbers["activity_rate"]
    factor, factor_unit = _factor(row, known)
    rate_unit = _rate_unit(row)
    if factor is None:
        return ReplayRow(row.code, name, place, "", {}, Text("prints a result, but has no input factor"))
    if not is_unit(rate_unit) or not is_factor_unit(factor_unit):
        problem = Text("the units are not understood: '{rate}' and '{factor}'", rate=rate_unit, factor=factor_unit)
        return ReplayRow(row.code, name, place, "", {}, problem)
    try:
        scale = kg_per_unit(rate_unit, factor_unit)
    except UnitError as error:
        return ReplayRow(row.code, name, place, "", {}, error.args[0])
    computed = rate * factor * scale
    numbers = {_INPUT: Replayed(printed[_INPUT], computed)} if _INPUT in printed else {}
    for pathway, share in _shares(row, known).items():
        if f"output_{pathway}" in printed:
            numbers[f"{pathway}_kg"] = Replayed(printed[f"output_{pathway}"], computed * share)
    formula = Text(
        "{rate} {rate_unit} x {factor} {factor_unit}",
        rate=Exact(rate),
        rate_unit=rate_unit,
        factor=Exact(factor),
        factor_unit=factor_unit,
    )
    return ReplayRow(row.code, name, place, formula, numbers) if numbers else None


def _factor(row: ToolkitRow, known: _Known) -> tuple[float | None, str]:
    """The input factor of a row with its unit: the one used, the default beside it, or that of another table."""
    listed = known.inputs.get(row.code)
    unit = row.texts.get("factor_unit", "") or (listed.unit if listed is not None else "")
    for role in ("factor_used", "factor_default"):
        if role in row.numbers:
            return row.numbers[role], unit
    return (listed.value, listed.unit) if listed is not None else (None, unit)


def _shares(row: ToolkitRow, known: _Known) -> Mapping[str, float]:
    """The shares of a row by pathway: its own, those of its scenario in another table, or the program's default."""
    own = {name: row.numbers[f"share_{name}"] for name in PATHWAYS if f"share_{name}" in row.numbers}
    if own:
        return own
    listed = known.shares.get((row.code, row.texts.get("scenario", "")))
    if listed is not None:
        return {name: getattr(listed, name) for name in PATHWAYS}
    # A workbook whose shares are not shown is held against those of the program: a difference is worth knowing.
    choice = factor_set().distribution(row.code, "", "")
    if choice is None:
        return {}
    return {name: sum(one.shares[place] for one in choice.factor) for place, name in enumerate(PATHWAYS)}


def _rate_unit(row: ToolkitRow) -> str:
    """The unit of the rate; where the workbook leaves it out it is that of the source category."""
    usual = categories()[row.code]
    return row.texts.get("activity_unit", "") or usual.unit_label or usual.unit
