"""The report of a network: what it has and how good it is, means, trends of its sites and of all, wet deposition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from almaden.monitoring.network_study import NetworkStudy
from almaden.monitoring.trends.result import VERDICT_NAMES
from almaden.reference.numerals import exact
from almaden.reports.build import rendered
from almaden.reports.chloralkali.shared import origins_table, sentence
from almaden.reports.document import Block, Bullets, Callout, Document, Heading, Paragraph
from almaden.reports.front import assemble_sector
from almaden.reports.monitoring import network_report_tables as tables
from almaden.reports.monitoring.network_report_means import means_blocks, wet_blocks
from almaden.reports.monitoring.network_report_trends import regional_text, trend_blocks
from almaden.reports.sheets import DataSheet, sheet_of
from almaden.reports.words import Words
from almaden.sectors.flat import flat
from almaden.wording import n_

_METHODS = (
    n_("Only values that are valid or below detection count; suspect, invalid and missing ones do not."),
    n_(
        "A yearly mean weighs each value by the time that it lasts, on the clock of UTC. It is told as complete where "
        "enough months and seasons are measured. With values below detection it is a range, from all of them being 0 "
        "to all of them being at their limit."
    ),
    n_(
        "Trends: slope of Theil and Sen per year, with the seasonal test of Kendall whose variance takes account of "
        "the covariance of seasons and of autocorrelation. Intervals are 95 % intervals. The verdict is 'cannot tell' "
        "where a change that matters could not be seen."
    ),
    n_(
        "With many series some trends come by chance. The share of false discoveries among them is held at 5 % by the "
        "method of Benjamini and Yekutieli; q is the smallest such share at which a trend stands."
    ),
    n_(
        "The mean trend of a network is that of a random-effects model with the interval of Hartung and Knapp; sites "
        "near each other count less."
    ),
    n_(
        "Wet deposition is the volume-weighted mean concentration times all precipitation; its standard error is that "
        "of the precipitation that was not measured."
    ),
)
_REFERENCES = (
    "Benjamini Y, Yekutieli D. Ann Stat 29 (2001) 1165-1188.",
    "Hartung J, Knapp G. Stat Med 20 (2001) 3875-3889.",
    "Hirsch R M, Slack J R. Water Resour Res 20 (1984) 727-732.",
    "Sen P K. J Am Stat Assoc 63 (1968) 1379-1389.",
)


def render_network_report(study: NetworkStudy, format: str, lang: str) -> bytes:
    """The report in a format.

    Args:
        study: what it tells.
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``; a workbook also gets everything unrounded.
        lang: language code.

    Raises:
        InputError: there is no such format.
    """
    document = network_report(study, Words.of(lang))
    return rendered(document, format, _sheets(study) if format == "xlsx" else ())


def network_report(study: NetworkStudy, words: Words) -> Document:
    """The report, for any format."""
    return assemble_sector(
        study.about.title, words._("Report of a monitoring network"), study.meta, _about(study, words),
        _warnings(study, words), _blocks(study, words), words,
    )  # fmt: skip


def _about(study: NetworkStudy, words: Words) -> Iterator[tuple[str, str]]:
    _ = words._
    yield _("Period"), tables.period_text(study, words)
    yield _("Sites"), exact(len({one.key.site for one in study.spans}), words.lang)
    yield _("Series"), exact(len(study.spans), words.lang)
    for name, value in (
        (_("Cite as"), study.about.citation), (_("Licence"), study.about.licence), (_("Edition"), study.about.edition),
    ):  # fmt: skip
        if value:
            yield name, value


def _warnings(study: NetworkStudy, words: Words) -> Iterator[Callout]:
    _ = words._
    if study.unverified:
        yield Callout(
            _("This rests on {count} unverified numbers").format(count=len(study.unverified)),
            _("Nobody has yet checked them in the documents that they come from. The last table marks every one."),
            "warning",
        )


def _blocks(study: NetworkStudy, words: Words) -> Iterator[Block]:
    _ = words._
    yield Heading(_("In short"))
    yield Bullets(tuple(_in_short(study, words)))
    yield Heading(_("Sites and series"))
    yield from tables.map_figures(study, words)
    yield tables.sites_table(study, words)
    yield tables.series_table(study, words)
    yield Heading(_("Data quality"))
    yield from tables.quality_blocks(study, words)
    yield from means_blocks(study, words)
    yield from trend_blocks(study, words)
    yield from wet_blocks(study, words)
    yield Heading(_("What cannot be told, and why"))
    yield from _untold(study, words)
    yield Heading(_("How it was made"))
    yield Bullets(tuple(_(one) for one in _METHODS))
    yield Paragraph(" ".join(_REFERENCES), label=_("References"), small=True)
    if study.unverified:
        yield Heading(_("Numbers that nobody has verified"))
        yield origins_table(_("Numbers and their sources"), study.unverified, words)


def _in_short(study: NetworkStudy, words: Words) -> Iterator[str]:
    _ = words._
    yield _("{series} series of {sites} sites with {values} values that count, {period}.").format(
        series=exact(len(study.spans), words.lang), sites=exact(len({one.key.site for one in study.spans}), words.lang),
        values=exact(sum(one.n for one in study.spans), words.lang), period=tables.period_text(study, words),
    )  # fmt: skip
    yield sentence(_(study.quality.summary()))
    verdicts = Counter(one.verdict for one in study.trends.trends)
    counts = [words.pair(_(name), exact(verdicts[verdict], words.lang)) for verdict, name in VERDICT_NAMES.items()]
    yield _("Verdicts on trends: {counts}.").format(counts=", ".join(counts))
    for one in study.regional:
        yield regional_text(one, words)


def _untold(study: NetworkStudy, words: Words) -> Iterator[Block]:
    _ = words._
    reasons = Counter(_(one.reason) for one in study.trends.trends if one.verdict == "cannot tell")
    told = [sentence(_(one)) for one in study.untold]
    if reasons:
        without = sum(reasons.values())
        text = _("No verdict on the trend of {count} of {all} series; the table of trends says why for each.")
        told.append(text.format(count=without, all=len(study.keys)))
    lacking = sum(not enough for enough in study.yearly.means.enough)
    if lacking:
        text = _("{count} of {all} yearly means rest on too few measurements; they are shown, and marked.")
        told.append(text.format(count=lacking, all=len(study.yearly)))
    if study.quality.skipped:
        text = _("{count} rules of quality control could not be used on some series; see there.")
        told.append(text.format(count=len(study.quality.skipped)))
    if told:
        yield Bullets(tuple(told))
    else:
        yield Paragraph(_("Nothing that this report is about was left out."))


def _sheets(study: NetworkStudy) -> tuple[DataSheet, ...]:
    values = study.as_dict()
    sheets = [sheet_of(name, map(flat, values[name])) for name in ("series", "yearly", "trends", "regional", "wet")]
    sheets.append(sheet_of("marks", map(flat, values["quality"]["series"])))
    sheets.append(sheet_of("unverified", values["unverified"]))
    sheets.append(sheet_of("meta", ({"key": key, "value": value} for key, value in asdict(study.meta).items())))
    return tuple(sheet for sheet in sheets if sheet.rows)
