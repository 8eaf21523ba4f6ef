"""Gold and mercury of the baseline: the sums, every route, whether the routes agree, regions, supply, other figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from almaden.reference.numerals import exact
from almaden.reports.coal.shared import amount_cells, amount_columns
from almaden.reports.document import Block, Bullets, Cell, Column, Paragraph, Row, Table
from almaden.reports.gold.figures import beside_figure, routes_figure
from almaden.reports.gold.shared import ROUNDED, amount_row, parts_table, told_number, told_span
from almaden.reports.numbers import figures, percent
from almaden.reports.words import STATUSES, Words, isolated, text
from almaden.sectors.gold.result import Agreement, Beside, GoldEstimate, RouteResult
from almaden.sectors.gold.terms import PATHWAYS
from almaden.sectors.gold.told import PATHWAY_NAMES

#: Below this probability routes are said not to tell of the same gold: the usual 5 %.
_UNLIKELY: Final = 0.05


def sums_table(found: GoldEstimate, words: Words) -> Table:
    """Gold, mercury, and where the mercury goes."""
    _ = words._
    columns = (Column(_("Quantity")), *amount_columns(_("kg a year"), words))
    rows = [
        amount_row(_("Gold won"), found.gold_kg, words, strong=True),
        amount_row(_("Mercury used: bought and not given back"), found.mercury_kg, words, strong=True),
    ]
    rows += [
        amount_row(_("of it {pathway}").format(pathway=_(PATHWAY_NAMES[one])), found.pathways[one], words)
        for one in PATHWAYS
        if found.pathways[one].high > 0.0
    ]
    if found.recovered_kg.high > 0.0:
        rows.append(amount_row(_("Given back by retorts and used again, beside it"), found.recovered_kg, words))
    ratio = _("For each kg of gold {ratio} kg of mercury are used.").format(ratio=words.with_span(found.ratio))
    return Table(
        _("Gold and mercury in {year}").format(year=found.year),
        columns,
        tuple(rows),
        notes=(ratio, _(ROUNDED)),
        sheet=_("Sums"),
    )


def routes_blocks(found: GoldEstimate, words: Words) -> Iterator[Block]:
    """Every route, drawn and as a table, what is to be known of each, and whether they agree."""
    _ = words._
    yield Paragraph(
        _(
            "The gold can be estimated by several routes, each from other data. Those that have data are put together "
            "with weights from their errors, and multiplied once by the mercury that is used for each kilogram of gold."
        )
    )
    yield routes_figure(found, words)
    yield _routes_table(found, words)
    yield Paragraph(agreement_text(found, words), label=_("Do the routes agree?"))
    told = tuple(words.pair(_(one.title), _joined(one, words)) for one in found.routes if one.told)
    if told:
        yield Paragraph("", label=_("What is to be known of the routes:"))
        yield Bullets(told)


def _joined(one: RouteResult, words: Words) -> str:
    return " ".join(words._(part) for part in one.told)


def _routes_table(found: GoldEstimate, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Route")),
        *amount_columns(_("Gold, kg a year"), words),
        *amount_columns(_("Mercury for it, kg a year"), words),
        Column(_("Standard error"), "number"),
        Column(_("Weight"), "number"),
        Column(_("Chance of such a distance"), "number"),
    )
    footer = Row(
        (
            text(_("All routes together")),
            *amount_cells(found.gold_kg, words),
            *amount_cells(found.mercury_kg, words),
            *(text(""), text(""), text("")),
        ),
        strong=True,
    )
    notes = (
        _("Standard error: of the logarithm of the gold, as a share. Chance of such a distance: how often a route that "
          "tells of the same gold as the others would be so far from them, or farther."),
    )  # fmt: skip
    rows = tuple(_route(one, words) for one in found.routes)
    return Table(_("Gold by route"), columns, rows, (footer,), notes, _("Routes"))


def _route(one: RouteResult, words: Words) -> Row:
    if one.gold_kg is None or one.relative_error is None:
        return Row((text(words._(one.title)), text(words._("no data")), *(text("") for _column in range(6))))
    return Row(
        (
            text(words._(one.title)),
            *amount_cells(one.gold_kg, words),
            *amount_cells(one.mercury_kg, words),
            words.share(one.relative_error),
            words.share(one.weight),
            text("–") if one.p_disagree is None else words.share(one.p_disagree),
        )
    )


def agreement_text(found: GoldEstimate, words: Words) -> str:
    """Whether the routes tell of the same gold, in words."""
    _ = words._
    if found.agreement is None:
        return _("Only one route has data, so nothing tells whether another one would say the same.")
    return f"{_verdict(found.agreement, words)} {_test(found.agreement, words)}"


def _verdict(one: Agreement, words: Words) -> str:
    _ = words._
    chance = percent(one.p_disagree, words.lang)
    if one.p_disagree >= _UNLIKELY:
        told = _("The {count} routes agree within their ranges: the chance of differences as large as theirs, or "
                 "larger, is {chance}.")  # fmt: skip
    else:
        told = _("The {count} routes do not tell of the same gold: the chance of differences as large as theirs, or "
                 "larger, is {chance}. The route that is far off should be looked at first.")  # fmt: skip
    return told.format(count=one.routes, chance=chance)


def _test(one: Agreement, words: Words) -> str:
    _ = words._
    told = [
        _("Chi-squared is {chi2} with {freedom} degrees of freedom.").format(
            chi2=figures(one.chi2, 3, words.lang), freedom=one.freedom
        )
    ]
    if one.widened > 1.0:
        told.append(
            _("The range of all routes together was made wider by the factor {factor} for it.").format(
                factor=figures(one.widened, 3, words.lang)
            )
        )
    return " ".join(told)


def regions_blocks(found: GoldEstimate, words: Words) -> Iterator[Block]:
    """Gold and mercury by region, where any is named."""
    _ = words._
    if not any(one.name for one in found.by_region):
        yield Paragraph(_("The data tell of no regions; all amounts are those of the whole country."))
        return
    yield parts_table(_("Gold and mercury by region"), _("Region"), found.by_region, _("Regions"), words)


def supply_blocks(found: GoldEstimate, words: Words) -> Iterator[Block]:
    """Mercury used against mercury supplied."""
    _ = words._
    one = found.supply
    if one is None:
        yield Paragraph(
            _(
                "No figures of imports or of domestic supply of mercury are told, so that the mercury used cannot be "
                "held against the mercury supplied. Customs records of mercury, and of products that hold it, would "
                "show whether the estimate leaves out a part or takes too much."
            )
        )
        return
    columns = (Column(_("Quantity")), *amount_columns(_("kg a year"), words))
    rows = (
        amount_row(_("Mercury used, by this estimate"), found.mercury_kg, words),
        amount_row(_("Mercury supplied: imports less exports, with domestic supply, less other uses"), one.supply_kg,
                   words),
        amount_row(_("Used without a supply that is told"), one.gap_kg, words, strong=True),
    )  # fmt: skip
    yield Table(_("Mercury used and mercury supplied"), columns, rows, sheet=_("Supply"))
    chance = _("If both told of the same mercury, the chance of such a gap, or a larger one, would be {chance}.")
    yield Paragraph(f"{_(one.told)} {chance.format(chance=percent(one.p_disagree, words.lang))}")


def beside_blocks(found: GoldEstimate, words: Words) -> Iterator[Block]:
    """The figures of others, and those of the input that were not chosen."""
    _ = words._
    if not found.beside:
        yield Paragraph(_("The input tells no figures of others."))
        return
    yield Paragraph(
        _("These figures are of other years or methods. The estimate does not rest on them; they show how far what is "
          "told differs.")
    )  # fmt: skip
    drawn = beside_figure(found, words)
    if drawn is not None:
        yield drawn
    columns = (
        Column(_("Figure")),
        Column(_("kg a year"), "number"),
        Column(_("Range"), "number"),
        Column(_("Year"), "number"),
        Column(_("Status")),
        Column(_("Source")),
    )
    rows = tuple(_beside(one, words) for one in found.beside)
    yield Table(_("Figures beside the estimate"), columns, rows, sheet=_("Beside"))


def _beside(one: Beside, words: Words) -> Row:
    _ = words._
    read = (isolated(_(part)) for part in (one.source, one.seen, one.note) if part)
    return Row(
        (
            text(isolated(_(one.what))),
            Cell(told_number(one.value, words), one.value, "#,##0.##"),
            text(told_span(one.low, one.high, words)),
            text("" if one.year is None else str(one.year)),
            text(words.known(STATUSES, one.status)),
            text(words.listed(read)),
        )
    )


def power_text(found: GoldEstimate, words: Words) -> str:
    """Whether a later survey could tell a reduction, with the sites that were visited."""
    _ = words._
    told = _(found.power.told)
    if not found.power.sites_now:
        return told
    sites = _("{count} sites were visited for this estimate.").format(count=exact(found.power.sites_now, words.lang))
    return f"{told} {sites}"
