"""The mercury inventory as a chapter of a larger report."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.records import PublishedRow
from almaden.inventory.result import Result
from almaden.reports.charts import bar_charts
from almaden.reports.document import Block, Heading, Paragraph
from almaden.reports.findings import (
    balance_table,
    check_blocks,
    correction_blocks,
    key_source_blocks,
    published_blocks,
)
from almaden.reports.summary import hot_spot_blocks, uncertainty_blocks
from almaden.reports.summary_tables import groups_table, inputs_table, outputs_table, presence_table
from almaden.reports.words import Words


def inventory_blocks(result: Result, published: tuple[PublishedRow, ...], words: Words) -> Iterator[Block]:
    """Source types, inputs, outputs, corrections, uncertainty, key sources, hot spots, checks, as sections."""
    _ = words._
    yield Heading(_("Source types present"), 2)
    yield presence_table(result, words)
    yield Heading(_("Summary of mercury inputs to society"), 2)
    yield inputs_table(result, words)
    yield Heading(_("Summary of mercury outputs"), 2)
    yield outputs_table(result, words)
    yield groups_table(result, words)
    yield from bar_charts(result, words)
    yield Heading(_("Corrections for double counting"), 2)
    yield from correction_blocks(result, words)
    yield Heading(_("Uncertainty"), 2)
    yield from uncertainty_blocks(result, words)
    yield Heading(_("Key sources"), 2)
    yield from key_source_blocks(result, words)
    yield from hot_spot_blocks(result, words, level=2)
    yield Heading(_("Test of input against outputs"), 2)
    balance = balance_table(result, words)
    yield balance if balance.rows else Paragraph(_("No total is known."))
    yield Heading(_("Findings of the checks"), 2)
    yield from check_blocks(result.checks, words)
    yield Heading(_("Comparison with published figures"), 2)
    yield from published_blocks(result, published, words)
