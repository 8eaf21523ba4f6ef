"""Plans and what became of them, targets, obstacles, next steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from almaden.partnership.plans import PlanLine
from almaden.partnership.reporting.contents import Contents, PlanHead
from almaden.partnership.targets import TargetProgress
from almaden.reference.numerals import exact
from almaden.reports.document import Block, Bullets, Column, Paragraph, Row, Span, Table
from almaden.reports.partnership import names
from almaden.reports.partnership.area_blocks import obstacles_of, planned_table
from almaden.reports.partnership.sections import Section
from almaden.reports.words import UNKNOWN, Words, isolated, text


def plans(contents: Contents, words: Words, level: int = 1) -> Section:
    """Plans of the period and earlier ones, with what became of them as far as the registry knows."""
    _ = words._
    intro = (
        Paragraph(
            _(
                "A plan is followed to later tellings of the same activity and to its parts. Where a later report "
                "tells of the area and not of the plan, its outcome is unknown."
            )
        ),
    )
    blocks: list[Block] = []
    if contents.earlier_plans:
        blocks.append(_plan_table(_("What became of earlier plans"), contents.earlier_plans, words, _("Earlier plans")))
    else:
        blocks.append(Paragraph(_("No plan from before the period is recorded.")))
    if contents.plans:
        blocks.append(_plan_table(_("Plans told of in the period"), contents.plans, words, _("Plans")))
    return Section("plans", _("Plans and what became of them"), intro, tuple(blocks), level)


def _plan_table(caption: str, lines: Sequence[PlanLine], words: Words, sheet: str) -> Table:
    _ = words._
    columns = (Column(_("Plan")), Column(_("When")), Column(_("What became of it")))
    rows: list[Row | Span] = []
    area = None
    for one in lines:
        if one.area != area:
            area = one.area
            rows.append(Span(names.area(area, words)))
        rows.append(
            Row(
                (
                    text(f"{isolated(one.title)} [{one.key}]"),
                    text(names.days(one.start, one.end)),
                    text(_became(one, words)),
                )
            )
        )
    counts: Counter[str] = Counter(one.outcome for one in lines)
    told = words.listed(
        words.pair(words.known(names.OUTCOMES, outcome), exact(counts[outcome], words.lang))
        for outcome in names.OUTCOMES
        if counts[outcome]
    )
    return Table(caption, columns, tuple(rows), notes=(told,), sheet=sheet)


def _became(one: PlanLine, words: Words) -> str:
    """What became of a plan, with the other record that says so."""
    by = one.told_by.removeprefix("activity ")
    outcome = words.known(names.OUTCOMES, one.outcome)
    return outcome if by in ("", one.key) else f"{outcome} [{by}]"


def business_plans(contents: Contents, words: Words, level: int) -> Section:
    """The business plans in force in the period."""
    _ = words._
    found = [(one.code, plan) for one in contents.areas for plan in one.plans]
    if found:
        blocks: tuple[Block, ...] = (Bullets(tuple(_business_plan(code, plan, words) for code, plan in found)),)
    else:
        blocks = (Paragraph(_("No business plan is recorded as such for the period.")),)
    told = [one for one in contents.entries if one.type == "business plan"]
    if told:
        blocks += (
            Paragraph("", label=_("Activities on business plans:")),
            Bullets(tuple(f"{isolated(one.title)} ({words.known(names.STATUSES, one.status)})" for one in told)),
        )
    return Section("business_plans", _("Business plans"), (), blocks, level)


def _business_plan(code: str, plan: PlanHead, words: Words) -> str:
    approved = words._("approved {date}").format(date=plan.approved_on) if plan.approved_on else ""
    return words.pair(names.area(code, words), words.listed((plan.edition, names.days(plan.start, plan.end), approved)))


def targets(contents: Contents, words: Words, level: int = 1) -> Section:
    """How far targets are, or why that cannot be judged."""
    _ = words._
    blocks: list[Block] = []
    if contents.targets:
        blocks.append(targets_table(contents.targets, words))
    else:
        blocks.append(Paragraph(_("No target is recorded.")))
    return Section("targets", _("Targets"), (), tuple(blocks), level)


def targets_table(found: Sequence[TargetProgress], words: Words) -> Table:
    """Targets, each with its judgement."""
    _ = words._
    columns = (
        *(Column(_("Area")), Column(_("Target")), Column(_("To be reached"), "number"), Column(_("By when"), "mark")),
        *(Column(_("The document says")), Column(_("Judgement"))),
    )
    note = _("Judged only with a baseline, an indicator and a value of it, at the end of the period.")
    rows = tuple(_target_row(one, words) for one in found)
    return Table(_("Targets"), columns, rows, notes=(note,), sheet=_("Targets"))


def _target_row(one: TargetProgress, words: Words) -> Row:
    return Row(
        (
            text(names.area(one.area, words)),
            text(f"{isolated(one.statement)} [{one.key}]"),
            text(_asked(one, words)),
            text(one.due),
            text(isolated(one.stated)),
            text(_judgement(one, words)),
        )
    )


def _asked(one: TargetProgress, words: Words) -> str:
    """The number of a target as it was stated, with the sign of a fall or a rise."""
    if one.asked is None:
        return ""
    sign = {"reduce": "\N{MINUS SIGN}", "increase": "+"}.get(one.direction, "")
    number = sign + words.given(one.asked).text
    if one.asked_unit == "%":
        return words._("{number} %").format(number=number)
    return f"{number}\N{NO-BREAK SPACE}{isolated(one.asked_unit)}" if one.asked_unit else number


def _judgement(one: TargetProgress, words: Words) -> str:
    _ = words._
    verdict = words.known(names.VERDICTS, one.verdict)
    if one.verdict != "cannot be judged":
        return words.listed((verdict, _way(one, words)))
    needed = words._("needed: {needed}").format(needed=words.listed(_(what) for what in one.needed))
    if one.baseline is None:
        return words.listed((_("cannot be judged: baseline missing"), needed))
    return words.listed((verdict, needed))


def _way(one: TargetProgress, words: Words) -> str:
    if one.way is None:
        return ""
    return words._("from {baseline} to {value} {unit}, {share} of the way").format(
        baseline=words.given(one.baseline).text,
        value=words.given(one.value).text,
        unit=isolated(one.unit),
        share=words.share(one.way).text,
    )


def obstacles(contents: Contents, words: Words, level: int = 1) -> Section:
    """What was postponed or cancelled, over all areas."""
    _ = words._
    found = [(one.code, told) for one in contents.areas for told in obstacles_of(one, words)]
    blocks: tuple[Block, ...]
    if found:
        blocks = (Bullets(tuple(words.pair(names.area(code, words), told) for code, told in found)),)
    else:
        blocks = (Paragraph(_("Nothing is recorded as postponed, cancelled or hindered.")),)
    return Section("obstacles", _("Obstacles"), (), blocks, level)


def next_steps(contents: Contents, words: Words) -> Iterator[Section]:
    """A chapter with the planned activities of each area."""
    _ = words._
    intro = (Paragraph(_("Planned activities as they were told of in the period.")),)
    yield Section("next_steps", _("Next steps"), intro)
    for one in contents.areas:
        blocks: tuple[Block, ...]
        if one.planned:
            blocks = (planned_table(one, words),)
        else:
            leads = ", ".join(one.freshness.ask) or UNKNOWN
            blocks = (Paragraph(_("No planned activity is recorded. To be asked: {leads}").format(leads=leads)),)
        yield Section(f"next_steps.{one.code}", names.area(one.code, words), (), blocks, 2)
