"""What the Convention asks of a plan and what is missing, its budget beside those of others, and formalisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from almaden.reference.numerals import exact
from almaden.reports.coal.shared import counted, short
from almaden.reports.document import Block, Bullets, Column, Paragraph, Row, Span, Table
from almaden.reports.gold.shared import between
from almaden.reports.numbers import figures, percent
from almaden.reports.words import Words, isolated, text
from almaden.sectors.gold.annex_c import Answer
from almaden.sectors.gold.budgets import BudgetComparison, ThemeBeside
from almaden.sectors.gold.chapter import PlanResult
from almaden.sectors.gold.formalisation import Change, Formalisation, FormalisationYear
from almaden.wording import n_

STATES: Final[Mapping[str, str]] = {"done": n_("done"), "partly": n_("partly"), "missing": n_("missing")}


def checklist_blocks(plan: PlanResult, words: Words) -> Iterator[Block]:
    """Every item of Annex C with its answer and what is missing."""
    _ = words._
    yield Paragraph(
        _(
            "Annex C of the Minamata Convention says what a National Action Plan has to hold. Where the plan itself "
            "says how it answers an item, that counts; otherwise the tables of the plan do, as far as they can."
        )
    )
    columns = (
        Column(_("Item")),
        Column(_("What it asks for")),
        Column(_("State")),
        Column(_("Where")),
        Column(_("What is missing")),
    )
    rows = tuple(_answer(one, words) for one in plan.checklist)
    notes = (
        _("Items that a plan has to hold and that are not done: {count}").format(
            count=exact(len(plan.missing), words.lang)
        ),
    )
    yield Table(_("Annex C item by item"), columns, rows, notes=notes, sheet=_("Annex C"))
    said = tuple(words.pair(one.item, isolated(one.text)) for one in plan.checklist if one.text)
    if said:
        yield Paragraph("", label=_("What the plan says itself:"))
        yield Bullets(said)


def _answer(one: Answer, words: Words) -> Row:
    _ = words._
    name = _(one.name) if one.required else _("{name} (not required)").format(name=_(one.name))
    where = isolated(one.where) or (_("not told") if one.told or one.state == "missing" else _("tables of the plan"))
    return Row(
        (
            text(one.item),
            text(name),
            text(words.known(STATES, one.state)),
            text(where),
            text(words.listed(_(part) for part in one.lacking)),
        ),
        strong=one.required and one.state == "missing",
    )


def budget_blocks(budget: BudgetComparison | None, words: Words) -> Iterator[Block]:
    """The budget by theme beside the published ones."""
    _ = words._
    if budget is None:
        yield Paragraph(_("The plan has no budget, or one that costs nothing."))
        return
    lang = words.lang
    yield Paragraph(
        _(
            "The budget is {total} USD: place {rank} of {of}, the largest first. The {count} published budgets have "
            "{least} to {largest} USD, half of them less than {median}; together {sum}."
        ).format(
            total=figures(budget.total_usd, 3, lang),
            rank=budget.rank,
            of=budget.of,
            count=budget.countries,
            least=figures(budget.least_usd, 3, lang),
            largest=figures(budget.largest_usd, 3, lang),
            median=figures(budget.median_usd, 3, lang),
            sum=figures(budget.published_usd, 4, lang),
        )
    )
    if budget.usd_per_kg is not None:
        each = words.with_span(budget.usd_per_kg)
        yield Paragraph(_("That is {usd} USD for each kg of mercury used in a year of the baseline.").format(usd=each))
    yield _themes(budget, words)
    yield Bullets(tuple(_(told) for told in budget.told))


def _themes(budget: BudgetComparison, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Theme")),
        Column(_("Lines"), "number"),
        Column(_("USD"), "number"),
        Column(_("Share"), "number"),
        Column(_("Median share of the others"), "number"),
        Column(_("Least and largest share"), "number"),
        Column(_("Place of the share"), "number"),
    )
    footer = Row(
        (
            text(_("Sum")),
            text(""),
            short(budget.total_usd, words, 4),
            words.share(1.0),
            *(text(""), text(""), text("")),
        ),
        strong=True,
    )
    rows = tuple(_theme(one, words) for one in budget.themes)
    return Table(
        _("Budget by theme beside {count} published ones").format(count=budget.countries),
        columns,
        rows,
        (footer,),
        sheet=_("Budget"),
    )


def _theme(one: ThemeBeside, words: Words) -> Row:
    none = one.least_share is None or one.largest_share is None
    return Row(
        (
            text(isolated(words._(one.theme))),
            counted(one.lines, words),
            short(one.cost_usd, words),
            words.share(one.share),
            text("–" if one.median_share is None else percent(one.median_share, words.lang)),
            text("–" if none else between(one.least_share or 0.0, one.largest_share or 0.0, words)),
            text("–" if one.rank is None else f"{one.rank}/{one.of}"),
        )
    )


def formalisation_blocks(found: Formalisation | None, words: Words) -> Iterator[Block]:
    """The index by year, its scores, its changes."""
    _ = words._
    if found is None:
        yield Paragraph(_("No scores of formalisation are told."))
        return
    yield Paragraph(
        _(
            "The index is the mean of scores from 0 (none) to 1 (full), one for each dimension, with the weights "
            "of the plan. Its ranges say what it owes to the choice of weights and dimensions, not how sure scores are."
        )
    )
    yield _index(found, words)
    yield _scores(found, words)
    changes = tuple(_change(one, words) for one in found.changes)
    if changes:
        yield Paragraph("", label=_("Changes:"))
        yield Bullets(changes)
    yield Bullets(tuple(_(told) for told in found.told))


def _index(found: Formalisation, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Year"), "number"),
        Column(_("Index"), "number"),
        Column(_("With a weight halved or doubled"), "number"),
        Column(_("Without one of the scores"), "number"),
        Column(_("Scores"), "number"),
    )
    rows = tuple(
        Row(
            (
                text(str(one.year)),
                short(one.index, words, 2),
                text(_ends(one.weights_low, one.weights_high, words)),
                text(_ends(one.without_low, one.without_high, words)),
                counted(len(one.scores), words),
            )
        )
        for one in found.years
    )
    return Table(_("Index of formalisation"), columns, rows, sheet=_("Formalisation"))


def _ends(low: float, high: float, words: Words) -> str:
    return f"{figures(low, 2, words.lang)}–{figures(high, 2, words.lang)}"


def _scores(found: Formalisation, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Dimension")),
        Column(_("Score"), "number"),
        Column(_("Weight"), "number"),
        Column(_("What it rests on")),
    )
    rows: list[Row | Span] = []
    for year in found.years:
        rows += _of_year(year, words, headed=len(found.years) > 1)
    return Table(_("Scores that the index is made of"), columns, tuple(rows), sheet=_("Scores"))


def _of_year(year: FormalisationYear, words: Words, *, headed: bool) -> Iterator[Row | Span]:
    if headed:
        yield Span(str(year.year))
    for one in year.scores:
        yield Row(
            (
                text(isolated(words._(one.dimension))),
                words.given(one.score),
                words.given(one.weight),
                text(isolated(one.evidence)),
            )
        )


def _change(one: Change, words: Words) -> str:
    _ = words._
    text = _("{first} to {last}: change of {change} over the dimensions of both years")
    told = text.format(first=one.first, last=one.last, change=figures(one.change, 2, words.lang))
    ordered = sorted(one.effects.items(), key=lambda item: (-abs(item[1]), item[0]))
    parts = words.listed(words.pair(isolated(_(name)), figures(effect, 2, words.lang)) for name, effect in ordered)
    return f"{told} ({parts})" if parts else told
