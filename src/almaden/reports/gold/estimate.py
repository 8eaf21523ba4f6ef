"""The report on an estimate of small-scale gold mining, without a plan."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.reports.document import Block, Callout, Document, Heading, Paragraph
from almaden.reports.gold.annexes import method_blocks, number_blocks, question_blocks
from almaden.reports.gold.baseline_blocks import (
    beside_blocks,
    power_text,
    regions_blocks,
    routes_blocks,
    sums_table,
    supply_blocks,
)
from almaden.reports.gold.practice_blocks import equipment_blocks, practices_blocks
from almaden.reports.gold.shared import RATIO_SETS, assembled, country
from almaden.reports.gold.summary import estimate_summary, unverified_text
from almaden.reports.words import Words, isolated
from almaden.sectors.gold.result import GoldEstimate


def estimate_report(found: GoldEstimate, words: Words, source: str = "") -> Document:
    """The report on an estimate, for any format.

    Args:
        found: the estimate.
        words: the language.
        source: name of the file or folder that it was read from.
    """
    _ = words._
    where = country(found.country, words)
    title = ((_("Study"), isolated(_(found.title))),) if found.title else ()
    about = ((_("Input"), isolated(source)),) if source else ()
    return assembled(
        _("Small-scale gold mining: gold and mercury"),
        _("{where}, {year}").format(where=where, year=found.year),
        found.meta,
        (
            (_("Country"), where),
            *title,
            (_("Year"), str(found.year)),
            (_("Ratios of mercury to gold"), words.known(RATIO_SETS, found.meta.factor_set)),
            *about,
        ),
        len(found.unverified),
        _warnings(found, words),
        _blocks(found, words),
        words,
        short=True,
    )


def _warnings(found: GoldEstimate, words: Words) -> Iterator[Callout]:
    _ = words._
    if found.unverified:
        yield Callout(_("Unverified numbers"), unverified_text(len(found.unverified), words), "warning")


def _blocks(found: GoldEstimate, words: Words) -> Iterator[Block]:
    _ = words._
    yield Heading(_("Summary"))
    yield from estimate_summary(found, words)
    yield Paragraph(power_text(found, words), label=_("Could a later survey tell a reduction?"))
    yield sums_table(found, words)
    yield Heading(_("Routes side by side"))
    yield from routes_blocks(found, words)
    yield Heading(_("Practices and where the mercury goes"))
    yield from practices_blocks(found, None, words)
    yield from equipment_blocks(found, words)
    yield Heading(_("Regions"))
    yield from regions_blocks(found, words)
    yield Heading(_("Supply of mercury"))
    yield from supply_blocks(found, words)
    yield Heading(_("Figures of others"))
    yield from beside_blocks(found, words)
    yield Heading(_("Questions"))
    yield from question_blocks(found.questions, words)
    yield Heading(_("Annex: the method and its limits"))
    yield from method_blocks(found.notes, words, plan=False)
    yield Heading(_("Annex: numbers and their sources"))
    yield from number_blocks(found.origins, words)
