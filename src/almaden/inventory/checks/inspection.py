"""The inventory as the checks look at it: each row with its lines, its result and the values beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from almaden.inventory.activities import activities
from almaden.inventory.flows import ResolvedInventory, ResolvedRow
from almaden.inventory.records import ActivityRow, ContextEntry, InventoryData
from almaden.inventory.resolve import canonical_rate
from almaden.inventory.result import Amounts, Result, RowResult
from almaden.inventory.setting import number


@dataclass(frozen=True)
class Row:
    """One activity: the lines of the file behind it, what was looked up for it, and its result.

    ``candidates`` are other sourced values for the same thing that are not used.
    """

    resolved: ResolvedRow
    result: RowResult
    lines: tuple[ActivityRow, ...]
    candidates: tuple[ActivityRow, ...]

    @property
    def id(self) -> str:
        """Id of the activity."""
        return self.resolved.id

    @property
    def code(self) -> str:
        """Code of its source category."""
        return self.resolved.code

    @property
    def place(self) -> str:
        """File and rows of the input that it was read from, empty where it was not read from a file."""
        return "; ".join(dict.fromkeys(self.resolved.places))

    @property
    def present(self) -> bool:
        """Whether it is said to be in the country."""
        return self.resolved.present == "Y"

    @property
    def flags(self) -> tuple[str, ...]:
        """What the look-up marked."""
        return self.resolved.flags

    @property
    def amounts(self) -> Amounts | None:
        """Amounts of mercury, None where not known."""
        return self.result.amounts

    @property
    def input_kg(self) -> float:
        """Mercury input, zero where it is absent or not known."""
        return self.amounts["input_kg"].value if self.amounts is not None else 0.0

    @property
    def rate(self) -> float | None:
        """Activity rate in the unit of the source category; None where not known or in kg of mercury."""
        return canonical_rate(self.resolved)

    @property
    def notes(self) -> str:
        """What the user noted beside it."""
        return " ".join(line.note for line in self.lines if line.note)


@dataclass(frozen=True)
class Inspection:
    """What every check is given."""

    result: Result
    data: InventoryData
    resolved: ResolvedInventory
    rows: tuple[Row, ...]

    def entry(self, name: str) -> ContextEntry | None:
        """A context value with its range and source, None where it is not given as a number."""
        entry = self.data.header.context.get(name)
        return entry if entry is not None and number(entry) is not None else None

    def context(self, name: str) -> float | None:
        """A context value as a number, None where it is not given as one."""
        entry = self.entry(name)
        return number(entry) if entry is not None else None

    @property
    def population(self) -> float | None:
        """Inhabitants, None where not given or not above zero."""
        population = self.context("population")
        return population if population is not None and population > 0.0 else None

    def of(self, *codes: str) -> tuple[Row, ...]:
        """Rows of some source categories and of those below them."""
        return tuple(row for code in codes for row in self._by_code.get(code, ()))

    @cached_property
    def _by_code(self) -> Mapping[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            steps = row.code.split(".")
            for length in range(2, len(steps) + 1):
                found.setdefault(".".join(steps[:length]), []).append(row)
        return found

    def rate(self, *codes: str) -> float | None:
        """Sum of the known activity rates, in the unit of the source category; None where none is known."""
        rates = [row.rate for row in self.of(*codes) if row.resolved.present != "N"]
        known = [rate for rate in rates if rate is not None]
        return sum(known) if known else None

    def input_kg(self, *codes: str) -> float:
        """Sum of the known mercury inputs."""
        return sum(row.input_kg for row in self.of(*codes))

    @property
    def national_input_kg(self) -> float:
        """The national input: that of the toolkit total."""
        return self.result.totals["toolkit"].amounts["input_kg"].value

    @property
    def unknown_rows(self) -> int:
        """How many rows have no amount and so are in no total."""
        return sum(row.amounts is None for row in self.rows)


def inspection_of(result: Result, data: InventoryData, resolved: ResolvedInventory) -> Inspection:
    """Put lines, look-up and result of each activity together."""
    years = data.header.years
    lines = [line for line in data.rows if not years or line.year in (None, resolved.year)]
    grouped = {activity.key: activity for activity in activities(lines)}
    rows = tuple(
        Row(looked_up, computed, grouped[looked_up.key].lines, grouped[looked_up.key].candidates)
        for looked_up, computed in zip(resolved.rows, result.rows, strict=True)
    )
    return Inspection(result, data, resolved, rows)
