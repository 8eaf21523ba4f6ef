"""From the lines of an inventory to flows of mercury: factors looked up, units converted, spreads chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from almaden.inventory.activities import Activity, activities
from almaden.inventory.distribution import Distribution, distribution_of
from almaden.inventory.flows import Flow, ResolvedInventory, ResolvedRow, Uncertain
from almaden.inventory.input_factor import Factor, factor_of
from almaden.inventory.records import ActivityRow, ContextEntry, InventoryData
from almaden.inventory.result import Check, Part
from almaden.inventory.setting import Setting, class_origin, number
from almaden.quantity.spread import Range, spread_of
from almaden.quantity.units import UnitError, convert, kg_per_unit, parse_unit
from almaden.reference.categories import category
from almaden.reference.factors import FactorSet
from almaden.reference.groups import PRODUCTION_GROUP
from almaden.reference.origin import Origin
from almaden.reference.spreads import spread_classes
from almaden.wording import Exact, Text, joined


def resolve(data: InventoryData, factors: FactorSet, year: int) -> ResolvedInventory:
    """Look up everything that the lines of one year need.

    Lines of other reporting years are left out; without reporting years every line counts, and its
    ``year`` only says when its figure is from.
    """
    header = data.header
    setting = Setting(header.country, year, header.context, factors, data.sources)
    lines = [row for row in data.rows if not header.years or row.year in (None, year)]
    rows = tuple(_resolve(activity, setting) for activity in activities(lines))
    context = {name: entry.value for name, entry in header.context.items()}
    return ResolvedInventory(header.country, year, header.level, rows, context)


@dataclass(frozen=True)
class _Rate:
    """The activity rate of an activity with what is known about it."""

    value: float
    unit: str
    uncertain: Uncertain
    origins: tuple[Origin, ...]
    flags: tuple[str, ...]


def _resolve(activity: Activity, setting: Setting) -> ResolvedRow:
    first = activity.lines[0]
    known = category(first.code)
    flags = ["candidate_chosen"] if activity.chosen_candidate else []
    rate = None if first.present == "N" else _rate(activity, setting)
    if first.present == "N" or rate is None:
        return _row(activity, setting, rate=None, parts=(), flags=tuple(flags))
    parts = [_part(line, rate, activity, setting) for line in activity.lines]
    flags += [*rate.flags, *dict.fromkeys(flag for part in parts for flag in part.flags)]
    return _row(activity, setting, rate=rate, parts=tuple(parts), flags=tuple(flags), unit=known.unit)


@dataclass(frozen=True)
class _LinePart:
    """What one line contributes: a share of the activity with a factor and a distribution."""

    part: Part
    flow: Flow | None
    formula: str
    origins: tuple[Origin, ...]
    flags: tuple[str, ...]
    checks: tuple[Check, ...]


def _row(
    activity: Activity,
    setting: Setting,
    rate: _Rate | None,
    parts: tuple[_LinePart, ...],
    flags: tuple[str, ...],
    unit: str = "",
) -> ResolvedRow:
    first = activity.lines[0]
    known = category(first.code)
    flows: tuple[Flow, ...] | None
    if first.present == "N":
        flows, formula = (), Text("absent: 0 kg")
    elif rate is None or any(part.flow is None for part in parts):
        flows = None
        formula = joined((part.formula for part in parts), " + ") if parts else Text("activity rate not known")
    else:
        flows = tuple(part.flow for part in parts if part.flow is not None)
        formula = joined((part.formula for part in parts), " + ")
    produced = first.phase == "production" and first.code.split(".")[1] in {"5", "6"}
    origins = (*(rate.origins if rate else ()), *(origin for part in parts for origin in part.origins))
    return ResolvedRow(
        key=activity.key,
        id=activity.id,
        code=first.code,
        name=known.name,
        group=PRODUCTION_GROUP if produced else known.group,
        variant=" + ".join(dict.fromkeys(line.variant for line in activity.lines if line.variant)),
        phase=first.phase,
        facility=first.facility,
        present=first.present,
        activity_rate=rate.value if rate else (0.0 if first.present == "N" else None),
        unit=rate.unit if rate else first.unit,
        year=first.year or setting.year,
        parts=tuple(part.part for part in parts),
        flows=flows,
        origins=tuple(dict.fromkeys(origins)),
        formula=formula,
        flags=tuple(dict.fromkeys(flags)),
        checks=tuple(check for part in parts for check in part.checks),
        places=tuple(line.place for line in activity.lines if line.place),
    )


def _rate(activity: Activity, setting: Setting) -> _Rate | None:
    line = next((row for row in activity.lines if row.activity_rate is not None), activity.lines[0])
    population = setting.context.get("population")
    if _counts_people(line):
        if line.activity_rate is None and population is not None and line.present == "Y":
            return _population_rate(population, line, setting, ("population_default",))
        if population is not None and line.activity_rate == population.value:
            return _population_rate(population, line, setting, ())
    if line.activity_rate is None:
        return None
    spread_class = spread_classes()[f"activity_{line.status}"]
    known = Range(line.low, line.high)
    unknown = known.is_unknown(line.activity_rate) and line.distribution != "fixed"
    ratio = spread_class.upper_ratio or 1.0
    spread = spread_of(line.activity_rate, known, line.distribution, ratio)
    origin = Origin(
        quantity=Text("activity rate"),
        value=line.activity_rate,
        unit=line.unit,
        low=line.low,
        high=line.high,
        layer="inventory",
        source=setting.citation(line.source),
        seen=line.seen,
        status=line.status,
        place=line.place,
        note=line.note,
    )
    return _Rate(
        line.activity_rate,
        line.unit,
        Uncertain(
            f"{setting.country}/activity/{activity.key}", Text("activity rate of {what}", what=activity.id), spread
        ),
        (origin, class_origin(spread_class)) if unknown else (origin,),
        ("activity_range_unknown",) if unknown else (),
    )


def _counts_people(line: ActivityRow) -> bool:
    try:
        unit = parse_unit(line.unit or category(line.code).unit)
    except UnitError:
        return False
    return unit.dimension == "inhabitants" and unit.scale == 1


def _population_rate(entry: ContextEntry, line: ActivityRow, setting: Setting, flags: tuple[str, ...]) -> _Rate | None:
    value = number(entry)
    if value is None:
        return None
    uncertain, origins = setting.context_number("population", entry, value)
    return _Rate(value, line.unit or "inhabitants", uncertain, origins, flags)


def _part(line: ActivityRow, rate: _Rate, activity: Activity, setting: Setting) -> _LinePart:
    factor = factor_of(line, _factor_key(line, activity), setting)
    distribution = distribution_of(line, setting)
    share = 1.0 if line.share is None else line.share
    part = Part(
        variant=line.variant or factor.variant,
        scenario=distribution.scenario,
        scenario_name=distribution.name,
        share=share,
        input_factor=factor.value,
        factor_unit=factor.unit,
        distribution=distribution.shares,
        remainder=distribution.remainder,
    )
    flow, formula = _flow(rate, share, factor, distribution, f"{setting.country}/distribution/{activity.key}")
    return _LinePart(
        part,
        flow,
        formula,
        (*factor.origins, *distribution.origins),
        (*factor.flags, *distribution.flags),
        (*factor.checks, *distribution.checks),
    )


def _factor_key(line: ActivityRow, activity: Activity) -> str:
    """The name of a line's factor: lines of one activity with own factors that differ have one error each."""

    def stated(row: ActivityRow) -> tuple[str, ...]:
        return tuple(map(repr, (row.input_factor, row.factor_low, row.factor_high, row.factor_unit)))

    same = {stated(row) for row in activity.lines if row.variant == line.variant and row.input_factor is not None}
    place = sorted(same).index(stated(line)) if line.input_factor is not None else 0
    return f"{activity.key}~{place + 1}" if place else activity.key


def _flow(rate: _Rate, share: float, factor: Factor, distribution: Distribution, key: str) -> tuple[Flow | None, str]:
    if factor.value is None or factor.multiplier is None:
        return None, Text("no input factor") if factor.value is None else Text("a context value is missing")
    scale = kg_per_unit(rate.unit, factor.unit)
    point = rate.value * share * distribution.supply * factor.value * factor.multiplier * scale
    terms = [_measured(rate.value, rate.unit), _measured(factor.value, factor.unit), *factor.terms]
    if distribution.supply != 1.0:
        terms.insert(1, Text("share of the supply {share}", share=Exact(distribution.supply)))
    if share != 1.0:
        terms.insert(1, Text("share {share}", share=Exact(share)))
    flow = Flow(
        point_kg=point,
        uncertain=(rate.uncertain, *factor.uncertain),
        shares=distribution.shares or (0.0,) * 6,
        concentration=distribution.concentration,
        distribution_key=f"{key}/{distribution.scenario}" if distribution.concentration else "",
    )
    return flow, Text("{terms} = {point} kg", terms=joined(terms, " x "), point=Exact(point))


def _measured(value: float, unit: str) -> Text:
    return Text("{value} {unit}", value=Exact(value), unit=Text(unit))


def canonical_rate(row: ResolvedRow) -> float | None:
    """The activity rate in the unit of its source category, None where not known or in kg of mercury."""
    if row.activity_rate is None or not row.unit:
        return None
    try:
        return convert(row.activity_rate, row.unit, category(row.code).unit)
    except UnitError:
        return None


def flows_of(rows: Sequence[ResolvedRow]) -> tuple[Flow, ...]:
    """All flows of some rows."""
    return tuple(flow for row in rows for flow in row.flows or ())
