"""The inventory report in the order of the UNEP Toolkit's reporting template."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.records import PublishedRow
from almaden.inventory.result import Result
from almaden.reports.annexes import annex_blocks
from almaden.reports.chapters import category_chapters
from almaden.reports.charts import bar_charts
from almaden.reports.document import Block, Document, Heading, Paragraph
from almaden.reports.findings import (
    balance_table,
    check_blocks,
    correction_blocks,
    key_source_blocks,
    published_blocks,
)
from almaden.reports.front import assemble
from almaden.reports.summary import hot_spot_blocks, summary_blocks, uncertainty_blocks
from almaden.reports.summary_tables import (
    groups_table,
    inputs_table,
    outputs_table,
    presence_table,
)
from almaden.reports.words import Words


def build(result: Result, lang: str, published: tuple[PublishedRow, ...] = ()) -> Document:
    """The Toolkit report of a result.

    Args:
        result: what the run left.
        lang: language code of the report.
        published: figures that others published, to stand beside the result.
    """
    words = Words.of(lang)
    return assemble(result, words, words._("Mercury inventory"), _blocks(result, published, words))


def _blocks(result: Result, published: tuple[PublishedRow, ...], words: Words) -> Iterator[Block]:
    _ = words._
    yield Heading(_("Executive summary"))
    yield from summary_blocks(result, words)
    yield Heading(_("Source types present"))
    yield presence_table(result, words)
    yield Heading(_("Summary of mercury inputs to society"))
    yield inputs_table(result, words)
    yield Heading(_("Summary of mercury outputs"))
    yield outputs_table(result, words)
    yield groups_table(result, words)
    yield from bar_charts(result, words)
    yield Heading(_("Corrections for double counting"))
    yield from correction_blocks(result, words)
    yield Heading(_("Uncertainty"))
    yield from uncertainty_blocks(result, words)
    yield Heading(_("Key sources"))
    yield from key_source_blocks(result, words)
    yield from category_chapters(result, words)
    yield from hot_spot_blocks(result, words)
    yield Heading(_("Test of input against outputs"))
    balance = balance_table(result, words)
    yield balance if balance.rows else Paragraph(_("No total is known."))
    yield Heading(_("Findings of the checks"))
    yield from check_blocks(result.checks, words)
    yield Heading(_("Comparison with published figures"))
    yield from published_blocks(result, published, words)
    yield from annex_blocks(result, words)
