"""Which product or process is barred on which day: the dated rules of Annex A and Annex B, asked one by one.

The day is always given; nothing here looks at a clock. What is once barred stays barred on every later day.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almaden.convention.cells import cells
from almaden.convention.finding import Considered, Finding, Verdict
from almaden.convention.party import Party, exemption_end
from almaden.convention.rules import PARAMETERS, Product, Rule, kinds, products, rules, terms
from almaden.errors import Fault, InputError
from almaden.wording import Text, did_you_mean, n_

#: How the text of a rule is read: the rule itself, or the rule with another day.
Reading = Callable[[Rule], Rule]


def as_written(rule: Rule) -> Rule:
    """The rule as the table has it."""
    return rule


@dataclass(frozen=True)
class _Case:
    """One product with every parameter settled: the rule that bars first, and the last day before.

    ``unexempted`` is the last day without the exemption where the exemption moves it, else None.
    """

    kind: str
    first: Rule | None
    after: date | None
    unexempted: date | None

    def verdict(self, on: date) -> Verdict:
        return "barred" if self.after is not None and on > self.after else "allowed"


def status_on(
    product_or_process: str,
    on: date,
    *,
    mercury_mg: float | None = None,
    mercury_ppm: float | None = None,
    watts: float | None = None,
    length_mm: float | None = None,
    exemption_until: date | None = None,
    accepted_amendments: Mapping[str, date] | None = None,
) -> Finding:
    """Whether a product may be made and traded, or a process use mercury, on a day.

    Args:
        product_or_process: key of a product, process or group, e.g. ``cfl_integrated`` or ``battery``.
        on: the day asked about.
        mercury_mg: mercury per lamp, burner, switch or relay in mg.
        mercury_ppm: mercury content in ppm by weight (2% is 20 000 ppm).
        watts: power of a lamp in W.
        length_mm: length of a lamp in mm.
        exemption_until: last day of an exemption that the Party has registered under Article 6.
        accepted_amendments: None for a Party that amendments of annexes bind by themselves. For a Party with
            a declaration under Article 30(5): decision (``MC-4/3``) to the day from which it is in force for
            the Party; what is not named does not bind it.

    Returns:
        The finding. It is ``unclear`` only where the verdict differs between values that were not stated.

    Raises:
        InputError: unknown product, or a number that cannot be.
    """
    product = _product(product_or_process)
    stated = stated_values(
        {"mercury_mg": mercury_mg, "mercury_ppm": mercury_ppm, "watts": watts, "length_mm": length_mm}
    )
    return finding_for(product, kinds(product.key), on, stated, Party(exemption_until, accepted_amendments))


def finding_for(
    product: Product,
    leaves: Sequence[str],
    on: date,
    stated: Mapping[str, float],
    party: Party,
    reading: Reading = as_written,
) -> Finding:
    """What the rules say of some kinds of a product for one Party on a day.

    Args:
        product: what was asked about.
        leaves: the products without further kinds that it stands for.
        on: the day.
        stated: values of the parameters that are known, from :func:`stated_values`.
        party: what the Party has of its own.
        reading: how the text of each rule is read.
    """
    ruled = tuple(reading(rule) for rule in _rules_of(leaves))
    cases = [case for leaf in leaves for case in _cases(leaf, ruled, stated, party)]
    verdict, deciding = _decide(cases, on)
    considered = tuple(_considered(rule, stated, party, leaves) for rule in ruled)
    exempted = verdict == "allowed" and any(case.unexempted is not None and on > case.unexempted for case in cases)
    capped = exempted and _capped(cases, party)
    counted = _status(deciding.first if deciding else None, considered, on)
    return Finding(
        product=product,
        on=on,
        verdict=verdict,
        rule=deciding.first if deciding else None,
        after=deciding.after if deciding else None,
        several_dates=len({case.after for case in cases}) > 1,
        exempted=exempted,
        capped=capped,
        missing=_missing(cases, ruled, on, stated) if verdict == "unclear" else (),
        kinds=tuple(leaves),
        status=terms()["exemption_last"].status if capped and counted == "verified" else counted,
        considered=considered,
    )


def _capped(cases: Iterable[_Case], party: Party) -> bool:
    return any(
        case.first is not None
        and case.first.after is not None
        and case.unexempted is not None
        and (until := party.exempt_until([case.kind])) is not None
        and until > exemption_end(case.first.after)
        for case in cases
    )


def _product(key: str) -> Product:
    known = products()
    plain = key.strip().lower().replace("-", "_").replace(" ", "_")
    if plain in known:
        return known[plain]
    near = difflib.get_close_matches(plain, known, n=3, cutoff=0.5)
    raise InputError(
        Fault(
            "this product or process is not in Annex A or Annex B of the program",
            value=key,
            accepted=", ".join(known),
            advice=did_you_mean(near) if near else n_("take a key of the list"),
        )
    )


def stated_values(values: Mapping[str, float | None]) -> dict[str, float]:
    """The values that were stated, by parameter.

    Raises:
        InputError: a number that cannot be; all of them together.
    """
    stated = {key: value for key, value in values.items() if value is not None}
    faults = [
        Fault(
            Text("this cannot be a number for: {name}", name=Text(PARAMETERS[key])),
            value=str(value),
            accepted="a number of zero or more",
            advice="correct the number, or leave it out when it is not known",
        )
        for key, value in stated.items()
        if not math.isfinite(value) or value < 0
    ]
    if faults:
        raise InputError(faults)
    return stated


def _rules_of(leaves: Iterable[str]) -> tuple[Rule, ...]:
    wanted = set(leaves)
    return tuple(rule for rule in rules() if wanted.intersection(rule.products))


def _cases(leaf: str, ruled: Iterable[Rule], stated: Mapping[str, float], party: Party) -> Iterator[_Case]:
    """One case for each cell that the limits of the rules cut the unstated parameters into."""
    bars = [rule for rule in ruled if rule.bars and leaf in rule.products]
    for values in cells([limit for rule in bars for limit in rule.limits], stated):
        yield _first_bar(leaf, [rule for rule in bars if rule.holds(values)], party)


def _first_bar(leaf: str, bars: Iterable[Rule], party: Party) -> _Case:
    days = [(after, rule) for rule in bars if (after := party.last_day_exempted(rule, [leaf])) is not None]
    if not days:
        return _Case(leaf, None, None, None)
    after, rule = min(days, key=lambda pair: pair[0])
    without = [day for _, other in days if (day := party.last_day(other)) is not None]
    unexempted = min(without)
    return _Case(leaf, rule, after, unexempted if unexempted < after else None)


def _decide(cases: list[_Case], on: date) -> tuple[Verdict, _Case | None]:
    """The verdict on all cases together, and the case whose rule explains it."""
    verdicts = {case.verdict(on) for case in cases}
    if len(verdicts) > 1:
        return "unclear", None
    dated = [case for case in cases if case.after is not None]
    if verdicts == {"barred"}:
        # The last of the bars: only from there on is it barred whatever was not stated.
        return "barred", max(dated, key=lambda case: case.after or date.min)
    return "allowed", min(dated, key=lambda case: case.after or date.max) if dated else None


def _missing(cases: list[_Case], ruled: Iterable[Rule], on: date, stated: Mapping[str, float]) -> tuple[str, ...]:
    by_kind: dict[str, set[Verdict]] = {}
    for case in cases:
        by_kind.setdefault(case.kind, set()).add(case.verdict(on))
    open_kinds = [kind for kind, verdicts in by_kind.items() if len(verdicts) > 1]
    asked = dict.fromkeys(
        limit.parameter
        for rule in ruled
        if rule.bars and not set(open_kinds).isdisjoint(rule.products)
        for limit in rule.limits
        if limit.parameter not in stated
    )
    differing = len({frozenset(verdicts) for verdicts in by_kind.values()}) > 1
    return (("kind",) if differing else ()) + tuple(asked)


def _considered(rule: Rule, stated: Mapping[str, float], party: Party, leaves: Sequence[str]) -> Considered:
    known = [limit.holds(stated[limit.parameter]) for limit in rule.limits if limit.parameter in stated]
    holds: bool | None = None
    if not all(known):
        holds = False
    elif len(known) == len(rule.limits):
        holds = True
    return Considered(rule, holds, party.last_day_exempted(rule, leaves), party.binds_from(rule) is not None)


def _status(deciding: Rule | None, considered: tuple[Considered, ...], on: date) -> str:
    """Verified only if the deciding rule is, and every rule that was already at work and was passed over."""
    counted = [deciding] if deciding else [seen.rule for seen in considered]
    counted += [seen.rule for seen in considered if seen.after is not None and on > seen.after]
    return "verified" if all(rule.status == "verified" for rule in counted) else "unverified"
