"""Tables and the map of the report of a network: sites, series, marks of quality control."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from almaden.monitoring.network_study import NetworkStudy, SeriesSpan
from almaden.monitoring.quality.result import SeriesQc
from almaden.monitoring.quality.rules import titles
from almaden.monitoring.series import SeriesKey
from almaden.reference.numerals import decimal, exact
from almaden.reports.chloralkali.shared import sentence
from almaden.reports.document import Block, Bullets, Cell, Column, Figure, Paragraph, Row, Table
from almaden.reports.drawings import MapPlace, PlaceMap
from almaden.reports.palette import COLOURS
from almaden.reports.words import UNKNOWN, Words, isolated, text

#: Sites whose names a map has room for, and whose numbers in the table of sites it has room for.
_NAMED, _NUMBERED = 12, 60
#: Notes on rules that could not be used, of which a report tells the first.
_MOST_NOTES = 20


def period_text(study: NetworkStudy, words: Words) -> str:
    """First and last day of all series."""
    first = [one.first for one in study.spans if one.first is not None]
    last = [one.last for one in study.spans if one.last is not None]
    if not first:
        return UNKNOWN
    return words._("{first} to {last}").format(first=min(first).isoformat(), last=max(last).isoformat())


def site_name(site: str, study: NetworkStudy) -> str:
    """The name of a site, or its identifier where no name is told."""
    known = study.sites.get(site)
    return isolated(known.name) if known is not None else site


def series_name(key: SeriesKey, study: NetworkStudy) -> str:
    """Site and substance, with method or instrument only where it tells two series apart."""
    name = f"{site_name(key.site, study)}, {key.species}"
    alike = [one for one in study.spans if one.key[:4] == key[:4]]
    apart = key.instrument or key.method
    return f"{name} ({apart})" if len(alike) > 1 and apart else name


def count(value: int, words: Words) -> Cell:
    """A count as a cell."""
    return Cell(exact(value, words.lang), float(value), "#,##0")


def sites_of(study: NetworkStudy) -> list[str]:
    """Identifiers of the sites in the order of their series."""
    return list(dict.fromkeys(one.key.site for one in study.spans))


def map_figures(study: NetworkStudy, words: Words) -> Iterator[Figure]:
    """The sites that have coordinates, on a grid of degrees; none where none has."""
    _ = words._
    sites = sites_of(study)
    places = []
    for number, site in enumerate(sites, 1):
        known = study.sites.get(site)
        if known is None or known.latitude is None or known.longitude is None:
            continue
        label = known.name if len(sites) <= _NAMED else str(number) if len(sites) <= _NUMBERED else ""
        places.append(MapPlace(label, known.latitude, known.longitude, 0))
    if places:
        alt = _("{count} sites; the table of sites has their coordinates.").format(count=len(places))
        numbered = _NAMED < len(sites) <= _NUMBERED
        caption = _("Sites, by their numbers in the table of sites") if numbered else _("Sites")
        yield Figure(PlaceMap(tuple(places), (), ((_("Site"), COLOURS[0]),)), caption, alt)


def sites_table(study: NetworkStudy, words: Words) -> Table:
    """Sites with their coordinates."""
    _ = words._
    columns = (
        Column(_("No."), "number"), Column(_("Site")), Column(_("Identifier")), Column(_("Country")),
        Column(_("Latitude"), "number"), Column(_("Longitude"), "number"), Column(_("Height, m"), "number"),
        Column(_("Series"), "number"),
    )  # fmt: skip
    rows = []
    for number, site in enumerate(sites_of(study), 1):
        known = study.sites.get(site)
        series = sum(one.key.site == site for one in study.spans)
        numbers = (None, None, None) if known is None else (known.latitude, known.longitude, known.elevation_m)
        place = (words.given(None if one is None else round(one, 4)) for one in numbers)
        rows.append(
            Row(
                (
                    count(number, words), text(site_name(site, study)), text(site),
                    text(known.country if known is not None else ""), *place,
                    count(series, words),
                )
            )
        )  # fmt: skip
    return Table(_("Sites"), columns, tuple(rows), sheet=_("Sites"))


def series_table(study: NetworkStudy, words: Words) -> Table:
    """Series with their first and last day, values that count and months without any."""
    _ = words._
    columns = (
        Column(_("Site")), Column(_("What")), Column(_("Unit")), Column(_("Instrument or method")), Column(_("First")),
        Column(_("Last")), Column(_("Values"), "number"), Column(_("Below detection"), "number"),
        Column(_("Months without"), "number"),
    )  # fmt: skip
    notes = (_("Values are those that count. Months without a value are a share of those from the first to the last."),)
    return Table(
        _("Series"), columns, tuple(_series_row(one, study, words) for one in study.spans), notes=notes,
        sheet=_("Series"),
    )  # fmt: skip


def _series_row(one: SeriesSpan, study: NetworkStudy, words: Words) -> Row:
    key = one.key
    days = [text("" if day is None else day.isoformat()) for day in (one.first, one.last)]
    missing = Cell(UNKNOWN) if one.share_missing is None else words.share(one.share_missing)
    what = f"{key.species}, {words._(key.matrix)}"
    return Row(
        (
            text(site_name(key.site, study)), text(what), text(key.unit), text(key.instrument or key.method), *days,
            count(one.n, words), count(one.below_detection, words), missing,
        )
    )  # fmt: skip


def quality_blocks(study: NetworkStudy, words: Words) -> Iterator[Block]:
    """What readers met, what the rules marked, and what operators decided."""
    _ = words._
    yield Paragraph(sentence(_(study.quality.summary())))
    if study.decisions is None:
        yield Paragraph(_("Files have no logbook: nobody has decided on these marks."), small=True)
    else:
        told = _("Decisions of operators that stand: {decisions}; entries in their logbooks: {entries}.")
        numbers = {"decisions": study.decisions, "entries": study.logbook}
        yield Paragraph(told.format(**{name: exact(value, words.lang) for name, value in numbers.items()}))
    if study.traps:
        odd = tuple(Row((text(_(trap)), count(times, words))) for trap, times in study.traps.items())
        columns = Column(_("Kind")), Column(_("How often"), "number")
        yield Table(_("Odd places in the files, read all the same"), columns, odd)
    if study.quality.by_rule:
        three = (Column(_("Rule")), Column(_("What it looks at")), Column(_("Marks"), "number"))
        rows = [
            Row((text(rule), text(_(titles().get(rule, ""))), count(times, words)))
            for rule, times in study.quality.by_rule.items()
        ]
        yield Table(_("Marks by rule"), three, tuple(rows))
        yield _flagged(study.quality.series, study, words)
    skipped = [sentence(_(one)) for one in study.quality.skipped]
    if skipped:
        yield Paragraph(_("Rules that could not be used:"))
        if len(skipped) > _MOST_NOTES:
            more = _("And {count} more.").format(count=len(skipped) - _MOST_NOTES)
            skipped = [*skipped[:_MOST_NOTES], more]
        yield Bullets(tuple(skipped))


def _flagged(found: Iterable[SeriesQc], study: NetworkStudy, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Series")), Column(_("Unit")), Column(_("Judged"), "number"), Column(_("Flagged"), "number"),
        Column(_("Share"), "number"), Column(_("Marks")),
    )  # fmt: skip
    rows = []
    for one in found:
        if not one.by_rule:
            continue
        share = Cell(UNKNOWN) if one.share_flagged is None else words.share(one.share_flagged)
        marks = ", ".join(f"{rule} {decimal(times, 0, words.lang)}" for rule, times in one.by_rule.items())
        rows.append(
            Row(
                (
                    text(series_name(one.key, study)), text(one.key.unit), count(one.judged, words),
                    count(one.flagged, words), share, text(marks),
                )
            )
        )  # fmt: skip
    notes = (_("Flagged are values for which a rule proposes suspect or invalid. No value was changed."),)
    return Table(_("Series with marks"), columns, tuple(rows), notes=notes)
