"""An estimate and a plan in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.result import Amount
from almaden.reference.numerals import exact
from almaden.reports.document import Block, Bullets, Paragraph
from almaden.reports.gold.baseline_blocks import agreement_text
from almaden.reports.gold.commitments import STATES
from almaden.reports.gold.plan_blocks import target_of
from almaden.reports.gold.shared import country
from almaden.reports.numbers import figures, percent
from almaden.reports.words import Words
from almaden.sectors.gold.chapter import PlanResult
from almaden.sectors.gold.plan_result import TargetResult
from almaden.sectors.gold.result import GoldEstimate
from almaden.sectors.gold.terms import PATHWAYS
from almaden.sectors.gold.told import PATHWAY_NAMES, WORST_NAMES


def estimate_summary(found: GoldEstimate, words: Words) -> Iterator[Block]:
    """How much, how sure, where it goes, what it rests on."""
    _ = words._
    yield Paragraph(
        _(
            "In {year} the small-scale mines of {country} won about {gold} kg of gold and used about {mercury} kg of "
            "mercury for it. The 95 % ranges stand in brackets: the truth is thought to lie between their ends."
        ).format(
            year=found.year,
            country=country(found.country, words),
            gold=words.with_span(found.gold_kg),
            mercury=words.with_span(found.mercury_kg),
        )
    )
    yield Paragraph(agreement_text(found, words), label=_("How sure is it?"))
    goes = _where(found, words)
    if goes:
        yield Paragraph(goes, label=_("Where does the mercury go?"))
    worst = [
        words.pair(_(WORST_NAMES[name]), percent(share, words.lang))
        for name, share in found.worst.items()
        if share is not None and share > 0.0
    ]
    if worst:
        yield Paragraph(
            _("As the input tells: {parts}.").format(parts=words.listed(worst)), label=_("Worst practices.")
        )


def _where(found: GoldEstimate, words: Words) -> str:
    whole = found.mercury_kg.value
    if whole <= 0.0:
        return ""
    flowing = sorted((one for one in PATHWAYS if found.pathways[one].value > 0.0),
                     key=lambda one: -found.pathways[one].value)  # fmt: skip
    parts = (
        words.pair(words._(PATHWAY_NAMES[one]), percent(found.pathways[one].value / whole, words.lang))
        for one in flowing
    )
    return words._("Shares of the mercury used: {parts}.").format(parts=words.listed(parts))


def unverified_text(count: int, words: Words) -> str:
    """On how many unverified numbers a result rests."""
    return words._(
        "Numbers that it rests on and that were remembered or read second-hand: {count}. The annex lists them, and "
        "each can be replaced by your own."
    ).format(count=exact(count, words.lang))


def plan_summary(plan: PlanResult, words: Words) -> Iterator[Block]:
    """The plan in plain words: baseline, targets, cost, what is missing."""
    _ = words._
    yield from estimate_summary(plan.baseline, words)
    if plan.targets:
        yield Paragraph("", label=_("Are the targets reached?"))
        yield Bullets(tuple(_target(one, words) for one in plan.targets))
    if plan.measures:
        yield Paragraph(_cost(plan, words), label=_("What do the measures do and cost?"))
    yield from _missing(plan, words)
    yield Paragraph(unverified_text(len(plan.unverified), words), label=_("Unverified."))


def _target(one: TargetResult, words: Words) -> str:
    _ = words._
    told = _("By {year}, {percent} less ({of}): the measures take {planned}, so the target is {answer}.").format(
        year=one.year,
        percent=percent(one.reduction, words.lang),
        of=target_of(one, words),
        planned=percent(one.planned_reduction.value, words.lang),
        answer=_("reached") if one.reached else _("not reached"),
    )
    parts = [told]
    if not one.reached:
        parts.append(_("{kg} kg a year are missing.").format(kg=words.with_span(one.gap_kg)))
    if one.power is not None and one.baseline_kg.value > 0.0:
        chance = percent(one.power.power, words.lang)
        parts.append(
            _("A later survey would tell this reduction from chance in {chance} of cases.").format(chance=chance)
        )
    return " ".join(parts)


def _cost(plan: PlanResult, words: Words) -> str:
    _ = words._
    cost = plan.cost
    kg = words.with_span(cost.effect.released_less_kg)
    told = [
        _("From {first} to {last} they keep {kg} kg of mercury out of air, water and land.").format(
            first=plan.year, last=plan.last_year, kg=kg
        )
    ]
    if cost.present_usd > 0.0:
        usd = figures(cost.present_usd, 3, words.lang)
        told.append(_("They cost {usd} USD in money of {year}.").format(usd=usd, year=plan.year))
    each = cost.effect.usd_per_kg_released
    if each.value is not None and each.low is not None and each.high is not None and cost.present_usd > 0.0:
        usd = words.with_span(Amount(each.value, each.low, each.high))
        told.append(_("That is {usd} USD for each kg.").format(usd=usd))
    if cost.without_cost:
        told.append(_("Measures whose cost is not told: {count}").format(count=cost.without_cost) + ".")
    return " ".join(told)


def _missing(plan: PlanResult, words: Words) -> Iterator[Block]:
    _ = words._
    label = _("What does the plan still lack?")
    if not plan.missing:
        yield Paragraph(_("Every item that Annex C of the Convention asks for is done."), label=label)
        return
    count = exact(len(plan.missing), words.lang)
    told = _("Items of Annex C of the Convention that are not done: {count}.").format(count=count)
    yield Paragraph(told, label=label)
    yield Bullets(
        tuple(
            _("{item} {name}: {state}").format(item=one.item, name=_(one.name), state=words.known(STATES, one.state))
            for one in plan.missing
        )
    )
