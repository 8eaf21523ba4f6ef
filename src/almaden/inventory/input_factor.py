"""The input factor of a line: its own, or the one of the factor set with its context multiplier."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from almaden.inventory.flows import Uncertain
from almaden.inventory.lookup_checks import NO_CONTEXT, NO_FACTOR, NO_MULTIPLIER, NO_VARIANT
from almaden.inventory.records import ActivityRow
from almaden.inventory.result import Check
from almaden.inventory.setting import Setting, class_origin, number
from almaden.inventory.units import is_mercury_input
from almaden.quantity.spread import Range, spread_of
from almaden.quantity.units import parse_unit
from almaden.reference.context import context_words
from almaden.reference.doubt import told_doubt
from almaden.reference.factors import InputFactor
from almaden.reference.origin import Origin
from almaden.reference.spreads import SpreadClass, spread_classes
from almaden.wording import Exact, Text, joined


@dataclass(frozen=True)
class Factor:
    """An input factor ready for use.

    ``value`` is None where there is no factor, ``multiplier`` None where its context value is missing.
    ``terms`` are the further terms of the formula in words.
    """

    value: float | None
    unit: str
    variant: str
    multiplier: float | None
    uncertain: tuple[Uncertain, ...]
    terms: tuple[str, ...]
    origins: tuple[Origin, ...]
    flags: tuple[str, ...]
    checks: tuple[Check, ...]


def factor_of(line: ActivityRow, key: str, setting: Setting) -> Factor:
    """The input factor of a line. ``key`` names the activity for the random streams."""
    if line.input_factor is not None:
        return _own(line, key, setting)
    if is_mercury_input(line):
        return Factor(1.0, "kg/kg", line.variant, 1.0, (), (), (), ("rate_is_mercury",), ())
    choice = setting.factors.input_factor(line.code, line.variant)
    if choice is None or choice.factor.value is None:
        return _none(line, choice.factor if choice else None)
    return _default(line, key, choice.factor, choice.exact, setting)


def _own(line: ActivityRow, key: str, setting: Setting) -> Factor:
    value = line.input_factor or 0.0
    spread_class = spread_classes()["factor_user"]
    known = Range(line.factor_low, line.factor_high)
    spread = spread_of(value, known, "", spread_class.upper_ratio or 1.0)
    origin = Origin(
        quantity=Text("input factor"),
        value=value,
        unit=line.factor_unit,
        low=line.factor_low,
        high=line.factor_high,
        layer="inventory",
        source=setting.citation(line.source),
        seen=line.seen,
        status="user",
        place=line.place,
    )
    unknown = known.is_unknown(value)
    stream = f"{setting.country}/factor/{key}/{line.variant}"
    return Factor(
        value=value,
        unit=line.factor_unit,
        variant=line.variant,
        multiplier=1.0,
        uncertain=(Uncertain(stream, Text("own input factor of {what}", what=line.id or line.code), spread),),
        terms=(),
        origins=(origin, class_origin(spread_class)) if unknown else (origin,),
        flags=("own_factor", "factor_range_unknown") if unknown else ("own_factor",),
        checks=_without_multiplier(line, value, setting),
    )


def _without_multiplier(line: ActivityRow, value: float, setting: Setting) -> tuple[Check, ...]:
    """A remark where the default in the place of an own factor would be multiplied by a value of the country."""
    choice = setting.factors.input_factor(line.code, line.variant)
    if choice is None or not choice.factor.multiplier or parse_unit(line.unit).dimension != "inhabitants":
        return ()
    values: dict[str, float | str] = {
        "value": value,
        "unit": Text(line.factor_unit),
        "what": context_words(choice.factor.multiplier),
    }
    return (NO_MULTIPLIER.found(values, code=line.code, id=line.id),)


def _none(line: ActivityRow, factor: InputFactor | None) -> Factor:
    unit = factor.unit if factor is not None else ""
    more = Text("")
    if factor is not None and factor.low is not None and factor.high is not None:
        more = Text(
            ": the table gives only a range, {low} to {high} {unit}", low=factor.low, high=factor.high, unit=unit
        )
    what = joined(filter(None, (line.code, Text(line.variant))))
    check = NO_FACTOR.found({"what": what, "more": more}, code=line.code, id=line.id)
    return Factor(None, unit, line.variant, 1.0, (), (), (), ("no_input_factor",), (check,))


def _default(line: ActivityRow, key: str, factor: InputFactor, exact: bool, setting: Setting) -> Factor:
    value = factor.value or 0.0
    range_class = spread_classes()["toolkit_range" if factor.extremes else "user_range"]
    unknown_class = spread_classes()["factor_unknown"]
    known = Range(factor.low, factor.high, range_class.quantile)
    unknown = known.is_unknown(value)
    used_class = unknown_class if unknown else range_class
    spread = spread_of(value, known, "", unknown_class.upper_ratio or 1.0)
    uncertain = Uncertain(
        key=f"{setting.country}/scatter/{key}/{factor.variant}",
        label=Text("input factor of {what}", what=joined(filter(None, (factor.code, Text(factor.variant))))),
        spread=spread,
        shared_key=f"factor/{factor.layer}/{factor.code}/{factor.variant}",
        shared_share=used_class.shared_share,
        owner=line.id or line.code,
    )
    multiplier, more, terms, origins, checks = _multiplier(line, factor, setting)
    flags = ["factor_range_unknown"] if unknown else []
    if multiplier is None:
        flags.append("context_missing")
    if not exact:
        flags.append("variant_not_known")
        checks += (_unknown_variant(line, factor),)
    return Factor(
        value=value,
        unit=factor.unit,
        variant=factor.variant,
        multiplier=multiplier,
        uncertain=(uncertain, *more),
        terms=terms,
        origins=(_origin(factor), *_class_told(used_class), *origins),
        flags=tuple(flags),
        checks=checks,
    )


def _class_told(spread_class: SpreadClass) -> tuple[Origin, ...]:
    return (class_origin(spread_class),) if spread_class.upper_ratio else ()


@functools.lru_cache(maxsize=4096)
def _origin(factor: InputFactor) -> Origin:
    return Origin(
        quantity=joined(filter(None, (Text("input factor"), Text(factor.variant)))),
        value=factor.value or 0.0,
        unit=factor.unit,
        low=factor.low,
        high=factor.high,
        layer=factor.layer,
        source=factor.source,
        seen=factor.seen,
        status=factor.status,
        note=told_doubt(factor.doubt, factor.note),
    )


def _unknown_variant(line: ActivityRow, factor: InputFactor) -> Check:
    return NO_VARIANT.found(
        {"variant": line.variant, "used": Text(factor.variant or "all variants")}, code=line.code, id=line.id
    )


def _multiplier(
    line: ActivityRow, factor: InputFactor, setting: Setting
) -> tuple[float | None, tuple[Uncertain, ...], tuple[str, ...], tuple[Origin, ...], tuple[Check, ...]]:
    if not factor.multiplier:
        return 1.0, (), (), (), ()
    entry = setting.context.get(factor.multiplier)
    value = number(entry) if entry is not None else None
    words = context_words(factor.multiplier)
    if entry is None or value is None:
        check = NO_CONTEXT.found({"what": words, "name": factor.multiplier}, code=line.code, id=line.id)
        return None, (), (), (), (check,)
    uncertain, origins = setting.context_number(factor.multiplier, entry, value)
    reference = factor.multiplier_reference
    term = Text("{words} {value}", words=words, value=Exact(value))
    if reference != 1.0:
        term = Text("{term} / {reference}", term=term, reference=Exact(reference))
    return value / reference, (uncertain,), (term,), origins, ()
