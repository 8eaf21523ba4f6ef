"""Yearly means and wet deposition of the report of a network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from almaden.monitoring.network_study import NetworkStudy
from almaden.monitoring.series import SeriesKey
from almaden.reports.document import Block, Cell, Column, Figure, Heading, Paragraph, Row, Span, Table
from almaden.reports.drawings import Panel, Panels
from almaden.reports.monitoring.network_report_tables import count, series_name, site_name
from almaden.reports.numbers import figures
from almaden.reports.words import UNKNOWN, Words, text

#: Small charts that a page has room for.
_ON_A_PAGE = 12


def means_blocks(study: NetworkStudy, words: Words) -> Iterator[Block]:
    """Yearly means of each series as figures and a table, with whether enough was measured."""
    _ = words._
    yield Heading(_("Yearly means"))
    rows = list(study.yearly.rows())
    if not rows:
        yield Paragraph(_("There is no value of which a mean could be made."))
        return
    groups: dict[tuple[str, str, str], dict[SeriesKey, list[dict[str, Any]]]] = defaultdict(dict)
    for which, row in zip(study.yearly.which, rows, strict=True):
        key = study.yearly.keys[which]
        groups[key.matrix, key.species, key.unit].setdefault(key, []).append(row)
    for (_matrix, species, unit), series in groups.items():
        yield from _figures(study, f"{species}, {unit}", series, words)
    yield _table(study, groups, words)


def short(value: float | None, words: Words) -> Cell:
    """A number with three figures, ``?`` where it is not known."""
    return Cell(UNKNOWN) if value is None else Cell(figures(value, 3, words.lang), value, "General")


def range_cell(value: float | None, low: float | None, high: float | None, words: Words) -> Cell:
    """A number, or the range in which it lies."""
    if value is None and low is not None and high is None:
        return Cell(words._("at least {low}").format(low=figures(low, 3, words.lang)))
    if value is None and low is not None and high is not None:
        ends = (figures(end, 3, words.lang) for end in (low, high))
        return Cell(words._("{low} to {high}").format(**dict(zip(("low", "high"), ends, strict=True))))
    return short(value, words)


def _figures(
    study: NetworkStudy, axis: str, series: dict[SeriesKey, list[dict[str, Any]]], words: Words
) -> Iterator[Figure]:
    _ = words._
    panels = [panel for key, rows in series.items() if (panel := _panel(series_name(key, study), rows)) is not None]
    names = (_("enough measured"), _("too few measurements"))
    for begin in range(0, len(panels), _ON_A_PAGE):
        part = tuple(panels[begin : begin + _ON_A_PAGE])
        caption = _("Yearly means: {what}").format(what=axis)
        alt = _("{count} series over years; the table of yearly means has the numbers.").format(count=len(part))
        yield Figure(Panels(part, names, axis, words.lang), caption, alt)


def _panel(title: str, rows: list[dict[str, Any]]) -> Panel | None:
    """The means of a series; None for a single year, which the table tells better."""
    known = [row for row in rows if row["mean"] is not None or row["mean_high"] is not None]
    if len(known) < 2:
        return None
    ends = [
        (row["mean"], row["mean"]) if row["mean"] is not None else (row["mean_low"], row["mean_high"]) for row in known
    ]
    return Panel(
        title, tuple(float(row["start"][:4]) for row in known), tuple((low + high) / 2 for low, high in ends),
        tuple(low for low, _high in ends), tuple(high for _low, high in ends), tuple(row["enough"] for row in known),
    )  # fmt: skip


def _table(
    study: NetworkStudy, groups: dict[tuple[str, str, str], dict[SeriesKey, list[dict[str, Any]]]], words: Words
) -> Table:
    _ = words._
    columns = (
        Column(_("Year")), Column(_("Mean"), "number"), Column(_("Unit")), Column(_("Values"), "number"),
        Column(_("Time measured"), "number"), Column(_("Not enough because")),
    )  # fmt: skip
    body: list[Row | Span] = []
    for series in groups.values():
        for key, rows in series.items():
            body.append(Span(series_name(key, study)))
            body.extend(_row(row, words) for row in rows)
    return Table(_("Yearly means"), columns, tuple(body), sheet=_("Yearly means"))


def _row(row: dict[str, Any], words: Words) -> Row:
    covered = Cell(UNKNOWN) if row["covered"] is None else words.share(row["covered"])
    return Row(
        (
            text(row["start"][:4]), range_cell(row["mean"], row["mean_low"], row["mean_high"], words),
            text(row["unit"]), count(row["n"], words), covered, text(words._(row["why"]) if row["why"] else ""),
        )
    )  # fmt: skip


def wet_blocks(study: NetworkStudy, words: Words) -> Iterator[Block]:
    """Wet deposition by years; nothing where no precipitation was measured."""
    _ = words._
    if not study.wet.periods:
        return
    yield Heading(_("Wet deposition"))
    columns = (
        Column(_("Site")), Column(_("Year")), Column(_("Precipitation, mm"), "number"),
        Column(_("Volume-weighted mean, ng/L"), "number"), Column(_("Flux, ng/m2"), "number"),
        Column(_("Standard error"), "number"), Column(_("Samples"), "number"), Column(_("Not enough because")),
    )  # fmt: skip
    rows = [
        Row(
            (
                text(site_name(one.key.site, study)), text(one.start[:4]), short(one.depth_mm, words),
                range_cell(one.mean, one.mean_low, one.mean_high, words),
                range_cell(one.flux, one.flux_low, one.flux_high, words), short(one.error, words),
                count(one.samples, words), text(_(one.why) if one.why else ""),
            )
        )
        for one in study.wet.periods
    ]  # fmt: skip
    notes = (_("A range stands where concentrations are below detection."),)
    yield Table(_("Wet deposition of mercury"), columns, tuple(rows), notes=notes, sheet=_("Wet deposition"))
