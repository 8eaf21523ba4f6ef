"""Factor sets and the layers that lie over them: which factor holds for a source category, and from where."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar, cast

from almaden.errors import AlmadenError
from almaden.reference.categories import ancestors, categories
from almaden.reference.pathways import PATHWAYS
from almaden.reference.tables import number_or_none, read_table

DEFAULT_SET = "toolkit-2019"

T = TypeVar("T")


@dataclass(frozen=True)
class InputFactor:
    """Mercury per unit of activity.

    Attributes:
        code, variant: what it is for; an empty variant serves every variant of the code.
        value: the factor in ``unit``; None where the table has a range but no default.
        low, high: its range, None where not known.
        extremes: whether the range is of extremes; otherwise it is a 95 % range.
        unit: such as ``g/t``.
        level1: whether it is the row that Level 1 uses.
        multiplier: name of the context value that it is multiplied by, or empty.
        multiplier_reference: that value is divided by this.
        layer: the set or layer that it comes from.
        source, seen, status, doubt, note: where it was read and how sure it is.
    """

    code: str
    variant: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    layer: str
    extremes: bool = True
    level1: bool = False
    multiplier: str = ""
    multiplier_reference: float = 1.0
    source: str = ""
    seen: str = ""
    status: str = "user"
    doubt: str = ""
    note: str = ""


@dataclass(frozen=True)
class DistributionFactor:
    """Shares of the input that leave by the six pathways, for one scenario row.

    ``shares`` stand in the order of PATHWAYS. ``part`` names one of several rows whose shares add up
    (amalgam: preparation, use, disposal). ``remainder`` says why a row does not add to one:
    ``passes_on``, ``retained`` or ``error``; empty where it does. ``concentration`` is that of a Dirichlet
    distribution around the shares; None means that they do not vary.
    """

    code: str
    variant: str
    scenario: str
    name: str
    shares: tuple[float, ...]
    layer: str
    part: str = ""
    remainder: str = ""
    concentration: float | None = None
    level1: bool = False
    source: str = ""
    seen: str = ""
    status: str = "user"
    doubt: str = ""
    note: str = ""


@dataclass(frozen=True)
class Layer:
    """A named table of factors: a set of the program, or a national or user file that lies over it."""

    name: str
    inputs: tuple[InputFactor, ...]
    distributions: tuple[DistributionFactor, ...]


@dataclass(frozen=True)
class Choice(Generic[T]):
    """A factor that was looked up; ``exact`` is False where the variant or scenario asked for was not found."""

    factor: T
    exact: bool


def _remembered(look_up: Callable[..., T]) -> Callable[..., T]:
    """Keep what a look-up of a factor set found: thousands of plants ask for the same few factors."""

    @functools.wraps(look_up)
    def ask(factors: FactorSet, *what: str) -> T:
        key = (look_up.__name__, *what)
        if key not in factors.found:
            factors.found[key] = look_up(factors, *what)
        return cast(T, factors.found[key])

    return ask


@dataclass(frozen=True)
class FactorSet:
    """A factor set with its layers, the base first; a later layer wins row by row.

    ``found`` keeps the answers to look-ups that were made before.
    """

    name: str
    layers: tuple[Layer, ...]
    found: dict[tuple[str, ...], object] = field(default_factory=dict, repr=False, compare=False)

    def over(self, layers: Iterable[Layer]) -> FactorSet:
        """The same set with more layers on top."""
        return FactorSet(self.name, (*self.layers, *layers))

    @_remembered
    def inputs(self, code: str) -> tuple[InputFactor, ...]:
        """Input factors of a code in force, one for each variant; empty if it has none of its own.

        A layer's row without a variant takes the place of every row of the code in the layers below it.
        """
        found: dict[str, InputFactor] = {}
        standard = default = ""
        for layer in self.layers:
            own = {_fold(factor.variant): factor for factor in layer.inputs if factor.code == code}
            below = found
            found = {} if "" in own else dict(below)
            for key, factor in own.items():
                found[key] = _inherit(factor, below, default)
            if own and not below:
                standard = default = _default_of(own)
            elif "" in own:
                default = ""
            else:
                # The row of an upper layer for the default variant is nearer than a common row below it.
                default = next((key for key in own if key == standard or own[key].level1), default)
        return tuple(replace(row, level1=key == default) for key, row in found.items())

    @_remembered
    def distributions(self, code: str) -> tuple[DistributionFactor, ...]:
        """Distribution factors of a code in force, one for each variant and scenario, or one for each of its parts."""
        found: dict[tuple[str, str], tuple[DistributionFactor, ...]] = {}
        for layer in self.layers:
            own: dict[tuple[str, str], dict[str, DistributionFactor]] = {}
            for factor in layer.distributions:
                if factor.code == code:
                    own.setdefault(_which(factor), {})[factor.part] = factor
            for key, parts in own.items():
                found[key] = tuple(_inherit_distribution(one, found.get(key, ())) for one in parts.values())
        return tuple(row for rows in found.values() for row in rows)

    @_remembered
    def input_factor(self, code: str, variant: str) -> Choice[InputFactor] | None:
        """The input factor for a code and variant, from the code itself or the nearest one above it.

        Without a variant, or with one that no table knows, it is the row that Level 1 uses, or the only row.
        """
        for known in _lineage(code):
            rows = self.inputs(known)
            if rows:
                return _choose_input(rows, variant, self._knows_variant(known, variant))
        return None

    def _knows_variant(self, code: str, variant: str) -> bool:
        """Whether any layer has the variant, also one whose row lies under a row for all variants."""
        rows = (row for layer in self.layers for row in layer.inputs if row.code == code)
        return any(_fold(row.variant) == _fold(variant) for row in rows)

    @_remembered
    def distribution_rows(self, code: str, variant: str) -> tuple[DistributionFactor, ...]:
        """The scenario rows among which a line of this code and variant may choose."""
        rows = self._nearest_distributions(_lineage(code))
        own = tuple(row for row in rows if row.variant and _fold(row.variant) == _fold(variant))
        common = tuple(row for row in rows if not row.variant)
        return own or common or _level1_variant(rows)

    def _nearest_distributions(self, lineage: Sequence[str]) -> tuple[DistributionFactor, ...]:
        """Rows of the first code that has any; where only layers gave it rows, they lie over those above it."""
        for place, known in enumerate(lineage):
            rows = self.distributions(known)
            if not rows:
                continue
            if any(row.code == known for row in self.layers[0].distributions):
                return rows
            above = self._nearest_distributions(lineage[place + 1 :])
            below: dict[tuple[str, str], tuple[DistributionFactor, ...]] = {}
            for row in above:
                below[_which(row)] = (*below.get(_which(row), ()), row)
            over = tuple(_inherit_distribution(row, below.get(_which(row), ())) for row in rows)
            covered = {_which(row) for row in rows}
            return (*over, *(row for row in above if _which(row) not in covered))
        return ()

    @_remembered
    def distribution(self, code: str, variant: str, scenario: str) -> Choice[tuple[DistributionFactor, ...]] | None:
        """The distribution of a line: one row, or the several parts that add up.

        The scenario may be given by its short name, by its text, or by the start of its text. Without one,
        or with one that is not known, the Level 1 default is taken. None if the code has no rows,
        or no default and no scenario.
        """
        rows = self.distribution_rows(code, variant)
        if scenario:
            found = _matching(rows, scenario)
            if found:
                return Choice(found, exact=True)
        # A layer's row without a scenario is meant for every line without one and stands above the set's row.
        default = tuple(row for row in rows if not row.scenario) or tuple(row for row in rows if row.level1)
        if not default and len({row.scenario for row in rows}) == 1:
            default = rows
        return Choice(default, exact=False) if default else None


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _lineage(code: str) -> tuple[str, ...]:
    return (code, *(above.code for above in ancestors(code)))


def _which(row: DistributionFactor) -> tuple[str, str]:
    return _fold(row.variant), _fold(row.scenario)


def _default_of(rows: Mapping[str, InputFactor]) -> str:
    """The variant taken where none is chosen: that of Level 1, or the only one."""
    if "" in rows:
        return ""
    only = next(iter(rows)) if len(rows) == 1 else ""
    return next((key for key, row in rows.items() if row.level1), only)


def _inherit(upper: InputFactor, below: Mapping[str, InputFactor], default: str) -> InputFactor:
    """A layer's factor keeps what the row below it says about multipliers.

    Where its variant has no row below, that is the row for all variants or the default one, if both are factors
    per the same thing: a factor per item is not multiplied by what belongs to a factor per inhabitant.
    """
    key = _fold(upper.variant)
    lower = below.get(key)
    if lower is None:
        lower = below.get("") or (None if key else below.get(default))
        if lower is not None and _per(lower.unit) != _per(upper.unit):
            lower = None
    if lower is None or not lower.multiplier:
        return upper
    return replace(upper, multiplier=lower.multiplier, multiplier_reference=lower.multiplier_reference)


def _per(unit: str) -> str:
    return _fold(unit.rpartition("/")[2])


def _inherit_distribution(upper: DistributionFactor, lower: tuple[DistributionFactor, ...]) -> DistributionFactor:
    """A layer's row keeps what the rows below it say about Level 1, their name, and why they do not add to one.

    A row without a part stands for all the parts below it.
    """
    if not lower:
        return upper
    short = sum(upper.shares) < 1.0 - 1e-9
    return replace(
        upper,
        level1=upper.level1 or any(row.level1 for row in lower),
        name=lower[0].name if upper.name in (upper.scenario, upper.code) else upper.name,
        remainder=upper.remainder or (next((row.remainder for row in lower if row.remainder), "") if short else ""),
    )


def _choose_input(rows: tuple[InputFactor, ...], variant: str, known: bool) -> Choice[InputFactor] | None:
    """The row of a variant, else the row for all variants, else the default one; ``known`` is the variant's."""
    common = [row for row in rows if not row.variant]
    if variant:
        for row in rows:
            if _fold(row.variant) == _fold(variant):
                return Choice(row, exact=True)
        if common:
            return Choice(common[0], exact=known)
    default = [row for row in rows if row.level1] or common or (list(rows) if len(rows) == 1 else [])
    return Choice(default[0], exact=not variant) if default else None


def _level1_variant(rows: tuple[DistributionFactor, ...]) -> tuple[DistributionFactor, ...]:
    default = next((row.variant for row in rows if row.level1), None)
    return tuple(row for row in rows if row.variant == default)


def _matching(rows: tuple[DistributionFactor, ...], scenario: str) -> tuple[DistributionFactor, ...]:
    wanted = _fold(scenario)
    by_name = tuple(row for row in rows if wanted in _names(row))
    if by_name:
        return by_name
    starting = tuple(row for row in rows if any(name.startswith(wanted) for name in _names(row)))
    return starting if len({row.scenario for row in starting}) == 1 else ()


def _names(row: DistributionFactor) -> set[str]:
    """What a scenario row answers to: short name, text, or both as the Toolkit prints them (``a1: little ...``)."""
    return {_fold(row.scenario), _fold(row.name), _fold(f"{row.scenario}: {row.name}")}


@functools.cache
def factor_set_names() -> tuple[str, ...]:
    """Names of the factor sets that come with the program."""
    return (DEFAULT_SET,)


@functools.cache
def factor_set(name: str = DEFAULT_SET) -> FactorSet:
    """A factor set of the program.

    Raises:
        AlmadenError: if there is none of this name.
    """
    if name not in factor_set_names():
        raise AlmadenError(f"there is no factor set {name!r}; accepted: {', '.join(factor_set_names())}")
    inputs = tuple(_input(row, name) for row in read_table(f"sets/{name}/input_factors"))
    distributions = tuple(_distribution(row, name) for row in read_table(f"sets/{name}/distribution_factors"))
    return FactorSet(name, (Layer(name, inputs, distributions),))


def _input(row: Mapping[str, str], layer: str) -> InputFactor:
    return InputFactor(
        code=row["code"],
        variant=row["variant"],
        value=number_or_none(row["default"]),
        low=number_or_none(row["low"]),
        high=number_or_none(row["high"]),
        unit=row["unit"],
        layer=layer,
        level1=row["level1"] == "y",
        multiplier=row["multiplier"],
        multiplier_reference=number_or_none(row["multiplier_reference"]) or 1.0,
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        doubt=row["doubt"],
        note=row["note"],
    )


def _distribution(row: Mapping[str, str], layer: str) -> DistributionFactor:
    return DistributionFactor(
        code=row["code"],
        variant=row["variant"],
        scenario=row["scenario"],
        name=row["name"],
        shares=tuple(float(row[pathway]) for pathway in PATHWAYS),
        layer=layer,
        part=row["part"],
        remainder=row["remainder"],
        concentration=number_or_none(row["concentration"]),
        level1=row["level1"] == "y",
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        doubt=row["doubt"],
        note=row["note"],
    )


@functools.cache
def parts_of(code: str) -> tuple[str, ...]:
    """Sub-categories that have no factors of their own: together they are the category itself, in parts."""
    own = {factor.code for factor in factor_set().layers[0].inputs}
    return tuple(
        one.code for one in categories().values() if one.parent == code and one.quantified and one.code not in own
    )
