"""Annexes: by which rules activities came in, what is told twice, and what does not fit together."""

from __future__ import annotations

from collections import Counter

from almaden.partnership.reporting.contents import Contents
from almaden.reports.document import Block, Bullets, Column, Paragraph, Row, Table
from almaden.reports.partnership import names
from almaden.reports.partnership.sections import Section
from almaden.reports.words import Words, isolated, text


def rules(contents: Contents, words: Words, level: int = 1) -> Section:
    """Why each activity stands in the report."""
    _ = words._
    counts: Counter[str] = Counter(one.way for one in contents.entries)
    columns = (Column(_("An activity stands in this report because")), Column(_("Activities"), "number"))
    rows = tuple(
        Row((text(words.known(names.WAYS, way)), words.given(counts[way]))) for way in names.WAYS if counts[way]
    )
    total = Row((text(_("Sum")), words.given(len(contents.entries))), strong=True)
    notes = (
        _("An activity that goes on, and whose end is not known, is taken to go on until the day that it was told of."),
        _("What several documents tell stands once, under the first telling; the table below lists the others."),
    )
    blocks: list[Block] = [Table(_("How activities came into this report"), columns, rows, (total,), notes)]
    elsewhere = [one for one in contents.entries if one.way in ("told, dated elsewhere", "whole", "told again")]
    if elsewhere:
        headers = (Column(_("Activity")), Column(_("When")), Column(_("Why")), Column(_("Record")))
        listed = tuple(
            Row(
                (
                    text(isolated(one.title)),
                    text(names.days(one.start, one.end)),
                    text(words.known(names.WAYS, one.way)),
                    text(one.key),
                )
            )
            for one in elsewhere
        )
        blocks.append(Table(_("Activities of other dates"), headers, listed))
    others = [one for one in contents.entries if one.source not in contents.documents]
    if others:
        blocks.append(Paragraph("", label=_("Activities of the period that other documents tell of:")))
        blocks.append(Bullets(tuple(f"{isolated(one.title)} [{one.key}]" for one in others)))
    return Section("annex.rules", _("Annex: how this report was made"), (), tuple(blocks), level)


def told_again(contents: Contents, words: Words, level: int = 1) -> Section:
    """What is told once more, each with its first telling."""
    _ = words._
    if contents.again:
        columns = (Column(_("Telling")), Column(_("Record")), Column(_("Stands under")))
        rows = tuple(Row((text(isolated(one.title)), text(one.key), text(one.same_as))) for one in contents.again)
        block: Block = Table(_("Activities told more than once"), columns, rows, sheet=_("Told once more"))
    else:
        block = Paragraph(_("Nothing is told more than once."))
    return Section("annex.told_again", _("Annex: activities told more than once"), (), (block,), level)


def documents(contents: Contents, words: Words, level: int = 1) -> Section:
    """What the codes of documents stand for."""
    _ = words._
    if contents.named:
        columns = (Column(_("Code"), "mark"), Column(_("Document")), Column(_("Date")))
        rows = tuple(
            Row((text(one.code), text(isolated(one.title)), text(isolated(one.dated)))) for one in contents.named
        )
        block: Block = Table(_("Documents of the registry"), columns, rows)
    else:
        block = Paragraph(_("The registry names no document by its title."))
    return Section("annex.documents", _("Annex: documents"), (), (block,), level)


def contradictions(contents: Contents, words: Words, level: int = 1) -> Section:
    """What documents of any period say that does not fit together."""
    _ = words._
    blocks: tuple[Block, ...]
    if contents.contradictions:
        blocks = (
            Paragraph(
                _("Shown as it was stated, for all documents of the registry. Numbers in brackets are documents.")
            ),
            Bullets(tuple(words.pair(_(one.topic), _(one.text)) for one in contents.contradictions)),
        )
    else:
        blocks = (Paragraph(_("Nothing is known that does not fit together.")),)
    return Section("annex.contradictions", _("Annex: what does not fit together"), (), blocks, level)
