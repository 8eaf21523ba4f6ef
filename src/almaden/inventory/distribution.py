"""Where the mercury of a line goes: the distribution factors of its scenario."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from almaden.inventory.lookup_checks import INCOMPLETE, NO_DISTRIBUTION, NO_SCENARIO
from almaden.inventory.records import ActivityRow, ContextEntry
from almaden.inventory.result import Check, Severity
from almaden.inventory.setting import Setting
from almaden.reference.doubt import told_doubt
from almaden.reference.factors import DistributionFactor
from almaden.reference.origin import Origin
from almaden.wording import Exact, Text, joined, n_

#: Parts of the amalgam rows by life-cycle phase.
_PARTS = {"production": n_("preparation"), "use": n_("use"), "disposal": n_("disposal")}

#: Shares that add to one but for the last digit of a float.
EXACT = 1e-9
#: Shares that miss one by no more than printed figures do through rounding.
PRINTED = 1e-3

COLLECTED = "waste_collected_over_two_thirds"
SEPARATED = "waste_separated_over_one_third"


@dataclass(frozen=True)
class Distribution:
    """The six shares of a line, None where no distribution is known.

    ``supply`` is the share of the supply that a line for one part (amalgam: preparation, use or disposal) is
    about; its six shares are of that part. It is 1 for all other lines.
    """

    scenario: str
    name: str
    shares: tuple[float, ...] | None
    remainder: str
    concentration: float | None
    origins: tuple[Origin, ...]
    flags: tuple[str, ...]
    checks: tuple[Check, ...]
    supply: float = 1.0


def waste_scenario(context: Mapping[str, ContextEntry]) -> str:
    """The product waste scenario that the two waste questions select, empty where they are not answered."""
    collected, separated = (context.get(name) for name in (COLLECTED, SEPARATED))
    if collected is None or not isinstance(collected.value, bool):
        return ""
    if not collected.value:
        return "a2"
    if separated is None or not isinstance(separated.value, bool):
        return ""
    return "a3" if separated.value else "a1"


def distribution_of(line: ActivityRow, setting: Setting) -> Distribution:
    """The distribution of a line under its scenario, or under the default with a flag that says so."""
    rows = setting.factors.distribution_rows(line.code, line.variant)
    has_parts = any(row.part for row in rows)
    if line.phase == "production" and not has_parts and _is_product(line.code):
        return _none(line, "production", Text("no distribution is kept for the production phase"))
    wanted = line.scenario
    asked = any(row.scenario == "a1" for row in rows) and all(row.scenario for row in rows)
    answered = not wanted and asked and waste_scenario(setting.context)
    choice = setting.factors.distribution(line.code, line.variant, wanted or answered or "")
    if choice is None:
        return _none(line, line.scenario, Text("no distribution factors for {code}", code=line.code))
    chosen = choice.factor
    if chosen[0].part and line.phase:
        chosen = tuple(row for row in chosen if row.part == _PARTS[line.phase])
    choices = len({row.scenario for row in rows})
    checks, flags = _how_chosen(line, chosen[0], choice.exact, bool(answered), choices)
    return _summed(line, chosen, flags, checks)


def _is_product(code: str) -> bool:
    return code.startswith(("5.5", "5.6"))


def _none(line: ActivityRow, scenario: str, problem: Text) -> Distribution:
    check = NO_DISTRIBUTION.found({"problem": problem}, code=line.code, id=line.id)
    return Distribution(scenario, "", None, "error", None, (), ("no_distribution",), (check,))


def _how_chosen(
    line: ActivityRow, row: DistributionFactor, exact: bool, answered: bool, choices: int
) -> tuple[tuple[Check, ...], tuple[str, ...]]:
    """Flags and checks of a default: ``checks`` says once for all lines what the flags mean."""
    if not line.scenario and (choices == 1 or not row.scenario):
        return (), ()
    if exact and (line.scenario or answered):
        return (), ()
    if line.scenario:
        values = {"scenario": line.scenario, "used": Text(row.name)}
        check = NO_SCENARIO.found(values, code=line.code, id=line.id)
        return (check,), ("scenario_default",)
    return (), ("waste_questions_open" if row.scenario == "a2" else "scenario_default",)


def _summed(
    line: ActivityRow,
    chosen: tuple[DistributionFactor, ...],
    flags: tuple[str, ...],
    checks: tuple[Check, ...],
) -> Distribution:
    shares = tuple(sum(column) for column in zip(*(row.shares for row in chosen), strict=True))
    total = sum(shares)
    whole_parts = not (chosen[0].part and line.phase)
    supply = 1.0
    if not whole_parts and total > 0.0:
        # The printed shares of a part are of the whole supply; the other parts have lines of their own.
        supply, shares, flags = total, tuple(share / total for share in shares), (*flags, "one_part")
    remainder = "" if not whole_parts else next((row.remainder for row in chosen if row.remainder), "")
    if remainder == "error" and whole_parts:
        flags += ("distribution_incomplete",)
        checks += (_incomplete(line, total, "warning", chosen[0]),)
    elif not remainder and whole_parts and abs(total - 1.0) > EXACT:
        remainder = "error"
        flags += ("distribution_incomplete",)
        severity: Severity = "warning" if abs(total - 1.0) <= PRINTED else "error"
        checks += (_incomplete(line, total, severity, chosen[0]),)
    return Distribution(
        scenario=chosen[0].scenario,
        name=chosen[0].name,
        shares=shares,
        remainder=remainder,
        concentration=chosen[0].concentration,
        origins=tuple(_origin(row) for row in chosen),
        flags=flags,
        checks=checks,
        supply=supply,
    )


def _incomplete(line: ActivityRow, total: float, severity: Severity, row: DistributionFactor) -> Check:
    values: dict[str, float | str] = {"name": Text(row.name), "sum": total, "rest": 1 - total}
    return INCOMPLETE.found(values, code=line.code, id=line.id, severity=severity)


@functools.lru_cache(maxsize=4096)
def _origin(row: DistributionFactor) -> Origin:
    name = Text("{name} ({part})", name=Text(row.name), part=Text(row.part)) if row.part else Text(row.name)
    shares = joined(map(Exact, row.shares), "/")
    return Origin(
        quantity=Text("distribution factors: {name} [{shares}]", name=name, shares=shares),
        value=sum(row.shares),
        unit="sum of shares",
        low=None,
        high=None,
        layer=row.layer,
        source=row.source,
        seen=row.seen,
        status=row.status,
        note=told_doubt(row.doubt, row.note),
    )
