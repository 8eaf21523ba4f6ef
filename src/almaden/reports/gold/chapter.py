"""The baseline chapter of a National Action Plan."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.reference.numerals import exact
from almaden.reports.document import Block, Callout, Document, Heading
from almaden.reports.gold.annexes import method_blocks, number_blocks, question_blocks
from almaden.reports.gold.baseline_blocks import (
    beside_blocks,
    regions_blocks,
    routes_blocks,
    sums_table,
    supply_blocks,
)
from almaden.reports.gold.commitments import budget_blocks, checklist_blocks, formalisation_blocks
from almaden.reports.gold.plan_blocks import measures_blocks, targets_blocks
from almaden.reports.gold.practice_blocks import equipment_blocks, practices_blocks
from almaden.reports.gold.shared import RATIO_SETS, assembled, country
from almaden.reports.gold.summary import plan_summary, unverified_text
from almaden.reports.words import Words, isolated
from almaden.sectors.gold.chapter import PlanResult


def baseline_chapter(plan: PlanResult, words: Words, source: str = "") -> Document:
    """The baseline chapter of a plan, for any format.

    Args:
        plan: the plan with its baseline.
        words: the language.
        source: name of the file or folder that it was read from.
    """
    _ = words._
    where = country(plan.country, words)
    title = ((_("Study"), isolated(_(plan.title))),) if plan.title else ()
    about = ((_("Input"), isolated(source)),) if source else ()
    return assembled(
        _("Baseline of the National Action Plan"),
        _("Small-scale gold mining, {where}, {year}").format(where=where, year=plan.year),
        plan.baseline.meta,
        (
            (_("Country"), where),
            *title,
            (_("Year of the baseline"), str(plan.year)),
            (_("Years of the plan"), f"{plan.year}–{plan.last_year}"),
            (_("Ratios of mercury to gold"), words.known(RATIO_SETS, plan.meta.factor_set)),
            *about,
        ),
        len(plan.unverified),
        _warnings(plan, words),
        _blocks(plan, words),
        words,
    )


def _warnings(plan: PlanResult, words: Words) -> Iterator[Callout]:
    _ = words._
    if plan.unverified:
        yield Callout(_("Unverified numbers"), unverified_text(len(plan.unverified), words), "warning")
    questions = plan.baseline.questions
    if questions:
        count = exact(len(questions), words.lang)
        told = _("Questions that the input leaves open: {count}. They stand in chapter 10.").format(count=count)
        yield Callout(_("Please look"), told, "warning")


def _blocks(plan: PlanResult, words: Words) -> Iterator[Block]:
    _ = words._
    found = plan.baseline
    yield Heading(_("Summary"))
    yield from plan_summary(plan, words)
    yield Heading(_("1. Gold and mercury of the baseline"))
    yield sums_table(found, words)
    yield Heading(_("Routes side by side"), 2)
    yield from routes_blocks(found, words)
    yield Heading(_("2. Practices and where the mercury goes"))
    yield from practices_blocks(found, plan.trajectory[-1], words)
    yield Heading(_("Retorts and gold shops"), 2)
    yield from equipment_blocks(found, words)
    yield Heading(_("3. Regions"))
    yield from regions_blocks(found, words)
    yield Heading(_("4. Supply of mercury, and figures of others"))
    yield from supply_blocks(found, words)
    yield Heading(_("Figures of others"), 2)
    yield from beside_blocks(found, words)
    yield Heading(_("5. Targets"))
    yield from targets_blocks(plan, words)
    yield Heading(_("6. Measures and the years to come"))
    yield from measures_blocks(plan, words)
    yield Heading(_("7. What Annex C asks for"))
    yield from checklist_blocks(plan, words)
    yield Heading(_("8. Budget"))
    yield from budget_blocks(plan.budget, words)
    yield Heading(_("9. Formalisation"))
    yield from formalisation_blocks(plan.formalisation, words)
    yield Heading(_("10. Questions"))
    yield from question_blocks(found.questions, words)
    yield Heading(_("Annex: the method and its limits"))
    yield from method_blocks((*found.notes, *plan.notes), words, plan=True)
    yield Heading(_("Annex: numbers and their sources"))
    yield from number_blocks(tuple(dict.fromkeys((*found.origins, *plan.origins))), words)
