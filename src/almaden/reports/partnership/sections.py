"""Sections of a report of the Partnership: each has a key, so that its text can be written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from almaden import __version__
from almaden.partnership.reporting.contents import Contents
from almaden.reference.numerals import exact
from almaden.reports.document import Block, Bullets, Callout, Document, Heading, Paragraph
from almaden.reports.partnership import names
from almaden.reports.words import Words

#: Where a text of one's own stands: before the computed text, in its place, or after the tables.
How = Literal["before", "instead", "after"]


@dataclass(frozen=True)
class OwnText:
    """A text of one's own for a section, and where it stands."""

    text: str
    how: How = "instead"


#: Texts by key of their section; plain ones take the place of the text before the tables.
Texts: TypeAlias = Mapping[str, "str | OwnText"]


@dataclass(frozen=True)
class Section:
    """One section of a report.

    Attributes:
        key: what its own text is kept under; it does not change with the language or the data.
        title: its heading.
        intro: text before its tables, which a text of one's own takes the place of.
        blocks: its tables, figures and warnings, which always stay.
        level: 1 for a chapter, 2 for a section of one.
    """

    key: str
    title: str
    intro: tuple[Block, ...] = ()
    blocks: tuple[Block, ...] = ()
    level: int = 1

    def with_text(self, own: str | OwnText) -> Section:
        """The section with a text of one's own; empty lines part paragraphs, ``- `` items."""
        if isinstance(own, str):
            own = OwnText(own)
        blocks = tuple(written(own.text))
        if own.how == "after":
            return replace(self, blocks=(*self.blocks, *blocks))
        return replace(self, intro=blocks if own.how == "instead" else (*blocks, *self.intro))


def written(text: str) -> Iterator[Block]:
    """Plain text as blocks: paragraphs between empty lines, and lists of lines that begin with ``- ``."""
    for part in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            yield Bullets(tuple(line.removeprefix("- ") for line in lines))
        elif lines:
            yield Paragraph(" ".join(lines))


def with_texts(sections: Iterable[Section], texts: Texts) -> tuple[Section, ...]:
    """Sections with the texts that were written for them by hand."""
    return tuple(one.with_text(texts[one.key]) if one.key in texts else one for one in sections)


def assemble(
    contents: Contents, words: Words, title: str, sections: Sequence[Section], draft: bool = False
) -> Document:
    """The document of a report; a draft says so on every page."""
    _ = words._
    period = names.period(contents.period.start, contents.period.end, words)
    activities = exact(len(contents.entries), words.lang)
    return Document(
        title=title,
        subtitle=period,
        lang=words.lang,
        notice=_("Draft, not issued") if draft else "",
        provenance=_("Almaden {version} · {period} · {count} activities").format(
            version=__version__, period=period, count=activities
        ),
        meta=(
            (_("Period"), f"{contents.period.start.isoformat()} – {contents.period.end.isoformat()}"),
            (_("Activities"), activities),
            (_("Documents that tell of the period"), ", ".join(contents.documents) or _("none")),
            (_("Grouped"), _("by partner") if contents.grouping == "partner" else _("by topic")),
            (_("Program"), f"almaden {__version__}"),
        ),
        warnings=tuple(_warnings(contents, words)),
        blocks=tuple(block for section in sections for block in _blocks(section)),
        labels={
            "contents": _("Contents"),
            "table": _("Table"),
            "figure": _("Figure"),
            "figures": _("Figures"),
            "note": _("Please note"),
            "report": _("Report"),
        },
    )


def _blocks(section: Section) -> Iterator[Block]:
    yield Heading(section.title, section.level)
    yield from section.intro
    yield from section.blocks


def _warnings(contents: Contents, words: Words) -> Iterator[Callout]:
    """The areas that nobody has told of: who is to be asked."""
    _ = words._
    stale = [one for one in contents.areas if one.freshness.stale and one.code != contents.overarching.code]
    if stale:
        listed = words.listed(
            words.pair(names.area(one.code, words), ", ".join(one.freshness.ask) or _("no lead is known"))
            for one in stale
        )
        yield Callout(
            _("Areas without recent entries"),
            _("Nothing was told of these areas in the period, or not for two years. Ask their leads. {areas}").format(
                areas=listed
            ),
            "warning",
        )
