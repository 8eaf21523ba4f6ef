"""The answer of a fleet in words: how much, how sure, which units, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.reference.numerals import exact
from almaden.reports.coal import names
from almaden.reports.coal.fleet_tables import running
from almaden.reports.coal.shared import tonnes
from almaden.reports.document import Block, Bullets, Callout, Paragraph
from almaden.reports.numbers import percent
from almaden.reports.words import Words, isolated
from almaden.sectors.coal.ranked import RankedUnit, RankResult
from almaden.sectors.coal.result import FleetResult, FleetTotal


def summary_blocks(result: FleetResult, ranking: RankResult, words: Words) -> Iterator[Block]:
    """The summary of a fleet."""
    _ = words._
    total = running(result)
    if total is None:
        yield Callout(_("No unit operates"), _("The file has no unit that operates in this year."), "warning")
    else:
        yield Paragraph(_how_much(total, result, words))
    if ranking.units:
        yield Paragraph(_how_many(ranking, words))
        yield Paragraph("", label=_("The first ten, with the probability that each belongs to the first ten:"))
        yield Bullets(tuple(_first(unit, words) for unit in ranking.units[:10]))
    yield Paragraph(_filled(result, words), label=_("Filled in."))
    yield Paragraph(
        _(
            "The result rests on {count} unverified numbers: remembered, or read second-hand. The annex lists them, "
            "and each can be replaced by your own."
        ).format(count=exact(len(result.unverified), words.lang)),
        label=_("Unverified."),
    )


def _how_much(total: FleetTotal, result: FleetResult, words: Words) -> str:
    _ = words._
    return _(
        "{units} units with {mw} MW operate. With their coal come {coal} t of mercury a year; {air} t leave to air "
        "(95 % ranges in brackets). If each runs as today to the end of its life ({rule}), {lifetime} t more will "
        "have left by then."
    ).format(
        units=exact(total.units, words.lang),
        mw=exact(round(total.capacity_mw, 1), words.lang),
        coal=tonnes(total.coal_kg_per_year, words),
        air=tonnes(total.kg_per_year, words),
        rule=_(result.meta.lifetime_rule),
        lifetime=tonnes(total.lifetime_kg, words),
    )


def _how_many(ranking: RankResult, words: Words) -> str:
    _ = words._
    half = ranking.k_for_half
    told = _("{count} of {units} units carry half of {what} ({low} to {high} in 95 % of the draws).").format(
        count=exact(half.value, words.lang),
        units=exact(len(ranking.units), words.lang),
        what=_(names.RANKED_BY[ranking.by]),
        low=exact(half.low, words.lang),
        high=exact(half.high, words.lang),
    )
    if not half.low <= half.value <= half.high:
        told += " " + _(
            "The values of record lie outside this range because they are alike where little is known of units: "
            "the true emissions differ more, so fewer units carry half."
        )
    return told


def _first(unit: RankedUnit, words: Words) -> str:
    _ = words._
    return _("{name}: {lifetime} kg over {years} years, {year} kg a year; {probability}").format(
        name=isolated(unit.name),
        lifetime=words.with_span(unit.lifetime_kg),
        years=unit.remaining_years,
        year=words.with_span(unit.kg_per_year),
        probability=percent(unit.p_top10, words.lang),
    )


def _filled(result: FleetResult, words: Words) -> str:
    _ = words._
    if not result.filled:
        return _("Nothing was filled in; every field was told.")
    count = len(result.units)
    everywhere = [name for name, number in result.filled.items() if number == count]
    some = {name: number for name, number in result.filled.items() if number != count}
    parts = []
    if everywhere:
        listed = words.listed(words.known(names.FIELDS, name) for name in everywhere)
        parts.append(_("For all {count} units: {names}.").format(count=exact(count, words.lang), names=listed))
    if some:
        listed = words.listed(
            words.pair(words.known(names.FIELDS, name), exact(number, words.lang)) for name, number in some.items()
        )
        parts.append(_("For some: {names}.").format(names=listed))
    return _("Fields that the file does not tell were filled from default tables.") + " " + " ".join(parts)
