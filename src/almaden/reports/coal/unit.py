"""The report on one coal-fired unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almaden.reference.numerals import exact
from almaden.reports.coal import names
from almaden.reports.coal.shared import assembled
from almaden.reports.coal.unit_origins import origin_blocks
from almaden.reports.coal.unit_tables import (
    fates_table,
    inputs_table,
    limits_table,
    methods_table,
    plant_text,
    quantities_table,
    tests_table,
)
from almaden.reports.coal.unit_what_if import what_if_table
from almaden.reports.document import Block, Callout, Document, Figure, Heading, Paragraph
from almaden.reports.drawings import StackedBar, StackedBars
from almaden.reports.palette import COLOURS, GREY
from almaden.reports.words import Words, isolated
from almaden.sectors.coal.article8 import Position, measures
from almaden.sectors.coal.comparison import Compared
from almaden.sectors.coal.result import DeviceStep, UnitResult


def unit_report(
    result: UnitResult, what_if: Sequence[Compared], words: Words, source: str = "", money_year: int | None = None
) -> Document:
    """The report on a unit, for any format.

    Args:
        result: the unit.
        what_if: what measures would do; none leaves the chapter out.
        words: the language.
        source: name of the file that the unit came from.
        money_year: year of the money that costs are told in, where it is known.
    """
    _ = words._
    unit = result.unit
    about = ((_("Input"), source),) if source else ()
    size = _("{mw} MW electric").format(mw=exact(unit.capacity_mw, words.lang)) if unit.capacity_mw else ""
    thermal = _("{mw} MW thermal").format(mw=exact(round(unit.thermal_mw, 1), words.lang))
    return assembled(
        isolated(names.place(unit.plant, unit.name)) or unit.id,
        _("{where}, {year}").format(where=names.country(unit.country, words), year=result.meta.state_year),
        result.meta,
        (
            (_("Unit"), unit.id),
            (_("State"), words.known(names.STATUSES, unit.status)),
            (_("Size"), words.listed((size, thermal))),
            (_("First year"), str(unit.start_year) if unit.start_year else "?"),
            *about,
        ),
        _warnings(result, words),
        _blocks(result, what_if, money_year, words),
        words,
        short=True,
    )


def _warnings(result: UnitResult, words: Words) -> Iterator[Callout]:
    _ = words._
    if result.questions:
        yield Callout(_("Please look"), words.listed(_(question) for question in result.questions), "warning")
    known = {"mercury", "controls"} & set(result.unit.filled)
    if known:
        listed = words.listed(words.known(names.FIELDS, name) for name in sorted(known))
        yield Callout(
            _("Not told, filled from default tables"),
            _("{fields}. What is usual for units of this kind may be far from this unit.").format(fields=listed),
            "warning",
        )


def _blocks(result: UnitResult, what_if: Sequence[Compared], money_year: int | None, words: Words) -> Iterator[Block]:
    _ = words._
    yield Heading(_("Summary"))
    yield Paragraph(_summary(result, words))
    yield quantities_table(result, words)
    yield Heading(_("From the coal to the stack"))
    yield Paragraph(plant_text(result, words))
    yield _forms(result, words)
    yield fates_table(result, words)
    yield inputs_table(result, words)
    if result.rules:
        rules = " ".join(_(rule.text) for rule in result.rules)
        yield Paragraph(rules, label=_("Rules of behaviour that applied:"), small=True)
    yield Heading(_("Methods and tests") if result.tests else _("Methods side by side"))
    yield methods_table(result, words)
    if result.tests is not None:
        yield tests_table(result.tests, words)
    yield Heading(_("Limits and Article 8"))
    yield limits_table(result, words) if result.limits else Paragraph(_("No limit is known for such a unit."))
    if result.article8 is not None:
        yield Paragraph(_article8(result.article8, words), label=_("Article 8 of the Minamata Convention."))
    else:
        yield Paragraph(_("Article 8 was not judged: the day on which the Convention entered into force for the "
                          "country was not told."), small=True)  # fmt: skip
    if what_if:
        yield Heading(_("What could be done"))
        yield what_if_table(what_if, money_year, words)
    yield Heading(_("Numbers used and where they come from"))
    yield from origin_blocks(result, words)


def _summary(result: UnitResult, words: Words) -> str:
    _ = words._
    kg = result.quantities["kg_per_year"]
    coal = result.coal_kg_per_year
    passing = words.share(kg.value / coal.value).text if coal.value else "?"
    return _(
        "With its coal come {coal} kg of mercury a year; {kg} kg leave to air (95 % ranges in brackets), {share} of "
        "it. Over the {years} years left, that is {lifetime} kg."
    ).format(
        coal=words.with_span(coal),
        kg=words.with_span(kg),
        share=passing,
        years=result.remaining_years,
        lifetime=words.with_span(result.quantities["lifetime_kg"]),
    )


def _forms(result: UnitResult, words: Words) -> Figure:
    """Forms of mercury after each place, with the likeliest train."""
    _ = words._
    share, steps = max(result.steps, key=lambda one: one[0])
    parts = (
        (_("Hg0, elemental"), COLOURS[4]),
        (_("Hg2+, oxidised"), COLOURS[0]),
        (_("Hgp, on particles"), COLOURS[1]),
        (_("captured so far"), GREY),
    )
    bars = tuple(_bar(step, words) for step in steps)
    told = words.listed(
        words.pair(bar.label, ", ".join(f"{name} {exact(round(part), words.lang)} %"
                                        for (name, _colour), part in zip(parts, bar.parts, strict=True)))
        for bar in bars
    )  # fmt: skip
    likeliest = "" if share == 1.0 else " " + _("Drawn with the likeliest of several trains ({share}).").format(
        share=words.share(share).text
    )  # fmt: skip
    caption = _("Forms of mercury after each place, % of the mercury burned, values of record.") + likeliest
    chart = StackedBars(bars, parts, _("% of the mercury burned"), words.lang)
    return Figure(chart, caption, _("Stacked bars. {told}.").format(told=told))


def _bar(step: DeviceStep, words: Words) -> StackedBar:
    left = tuple(100.0 * one.value for one in (step.elemental, step.oxidised, step.particulate))
    name = words._("after {place}").format(place=names.device(step.place, words))
    return StackedBar(name, (*left, max(0.0, 100.0 - sum(left))))


def _article8(position: Position, words: Words) -> str:
    _ = words._
    source = _("It is a new source") if position.source == "new" else _("It is an existing source")
    sure = "" if position.certain else " " + _("(as far as its first year tells; the begin of construction decides)")
    due = _("measures are due by {day}").format(day=position.deadline.isoformat())
    parts = [f"{source}{sure}", due]
    if position.measure:
        name = measures().get(position.measure, position.measure)
        parts.append(_("measure: {name}").format(name=_(name)))
    if position.level is not None:
        parts.append(_("level of the guidance that the controls reach: {name}").format(name=_(position.level.name)))
    else:
        parts.append(_("the controls reach no level of the guidance"))
    return words.listed(parts) + "."
