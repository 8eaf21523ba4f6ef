"""The report on a register of chlor-alkali plants: which run, where the mercury went, closures and surplus."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.reference.numerals import exact
from almaden.reports.chloralkali import register_tables as tables
from almaden.reports.chloralkali.closure_blocks import closure_blocks
from almaden.reports.chloralkali.names import STANDINGS
from almaden.reports.chloralkali.shared import assembled, origins_table
from almaden.reports.document import Block, Bullets, Document, Heading, Paragraph
from almaden.reports.words import Words
from almaden.sectors.chloralkali.closure_result import ClosurePlan
from almaden.sectors.chloralkali.standing import RUNNING
from almaden.sectors.chloralkali.which_run import WhichRun


def register_report(found: WhichRun, plan: ClosurePlan, words: Words, title: str = "") -> Document:
    """The report on a register, for any format.

    Args:
        found: which plants run on the day.
        plan: what closures leave.
        words: the language.
        title: what the register is called; empty for the one that comes with the program.
    """
    _ = words._
    about = (
        (_("Register"), title or _("the register that comes with the program")),
        (_("On the day"), found.on.isoformat()),
    )
    name = _("Chlor-alkali plants with mercury cells")
    subtitle = _("Which run, where the mercury went, and what closures leave until {year}").format(year=plan.until)
    return assembled(name, subtitle, plan.meta, about, _blocks(found, plan, words), words)


def _blocks(found: WhichRun, plan: ClosurePlan, words: Words) -> Iterator[Block]:
    _ = words._
    yield Heading(_("Which plants run"))
    yield from _summary(found, words)
    running = [one for one in found.plants if one.standing in RUNNING]
    if running:
        yield tables.plants_table(_("Plants that run, as far as is told"), running, words)
    unsure = [one for one in found.plants if one.standing not in RUNNING and not one.ended]
    if unsure:
        yield tables.plants_table(_("Plants of which it is not known, or that stand still"), unsure, words)
    yield Heading(_("Where the mercury of closed and converted plants went"))
    yield tables.destinations_figure(found, words)
    yield tables.destinations_table(found, words)
    yield from closure_blocks(plan, words)
    if any(one.balances for one in found.years):
        yield Heading(_("Balances"))
        yield tables.balances_table(found, words)
    yield Heading(_("Sums and published figures"))
    yield tables.sums_table(found, words)
    if not found.meta.notice:
        yield tables.anchors_table(found, words)
    ended = [one for one in found.plants if one.ended]
    if ended:
        yield Heading(_("Plants that closed or were converted"))
        yield tables.ended_table(ended, words)
    yield Heading(_("What this rests on"))
    yield Bullets(tuple(dict.fromkeys(_(note) for note in (*found.notes, *plan.notes))))
    # Mercury that plants tell is in the tables above.
    factors = [one for one in plan.origins if one.layer != "register"]
    if factors:
        yield origins_table(_("Numbers of the program"), factors, words)


def _summary(found: WhichRun, words: Words) -> Iterator[Block]:
    _ = words._
    world = next(one for one in found.sums if one.level == "world")
    told = [
        words.pair(_(STANDINGS[name]), exact(world.by_standing[name], words.lang))
        for name in STANDINGS
        if world.by_standing.get(name)
    ]
    yield Paragraph(
        _("Of {count} plants registered, on {day}: {told}.").format(
            count=exact(world.plants, words.lang), day=found.on.isoformat(), told=words.listed(told)
        )
    )
    days = found.deadlines
    yield Paragraph(
        _(
            "Without an exemption, mercury cells of Parties end by {end}; a registered one lasts until {first}, with "
            "an extension until {last} at most."
        ).format(
            end=days.phase_out.isoformat(), first=days.first_exemption.isoformat(), last=days.last_exemption.isoformat()
        )
    )
