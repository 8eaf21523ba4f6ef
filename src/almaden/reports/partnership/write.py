"""From the contents of a report of the Partnership to a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any, Final

from almaden.partnership.reporting.contents import Contents, Kind
from almaden.reports.build import rendered
from almaden.reports.document import Document
from almaden.reports.files import write_atomically
from almaden.reports.partnership import activity, progress
from almaden.reports.partnership.sections import Section, Texts, assemble, with_texts
from almaden.reports.sheets import DataSheet
from almaden.reports.words import Words

_NO_TEXTS: Final[Texts] = MappingProxyType({})


def build(contents: Contents, lang: str, texts: Texts = _NO_TEXTS, *, title: str = "", draft: bool = False) -> Document:
    """The document of the kind of report that the contents are for.

    Args:
        contents: what it says, from :mod:`almaden.partnership.reporting.contents`.
        lang: language code of the report.
        texts: texts written by hand in this language, by key of their section; a plain one takes the place of
            the text before the tables of its section.
        title: title of its own; that of its kind when empty.
        draft: whether every page says that it is one.
    """
    words = Words.of(lang)
    return assemble(contents, words, title or title_of(contents.kind, lang), sections(contents, lang, texts), draft)


def title_of(kind: Kind, lang: str) -> str:
    """What a kind of report is called in a language."""
    return Words.of(lang)._(_module(kind).TITLE)


def sections(contents: Contents, lang: str, texts: Texts = _NO_TEXTS) -> tuple[Section, ...]:
    """The sections of a report, in order, for editing one by one."""
    return with_texts(_module(contents.kind).sections(contents, Words.of(lang)), texts)


def _module(kind: Kind) -> ModuleType:
    return progress if kind == "progress" else activity


def write_partnership_report(contents: Contents, format: str, lang: str, path: Path, texts: Texts = _NO_TEXTS) -> Path:
    """Write one report.

    Args:
        contents: what it says.
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``.
        lang: language code.
        path: the file to write; its folder is made.
        texts: texts written by hand, by key of their section.

    Raises:
        InputError: there is no such format.
        OutputError: the file cannot be written; nothing half-written is left.
    """
    return write_atomically(path, render(contents, format, lang, texts))


def render(
    contents: Contents, format: str, lang: str, texts: Texts = _NO_TEXTS, *, title: str = "", draft: bool = False
) -> bytes:
    """A report in a format, as for :func:`build`; a workbook also gets its activities, sums and plans as plain tables.

    Raises:
        InputError: there is no such format.
    """
    document = build(contents, lang, texts, title=title, draft=draft)
    return rendered(document, format, _sheets(contents) if format == "xlsx" else ())


def _sheets(contents: Contents) -> tuple[DataSheet, ...]:
    return (
        _sheet("activities", contents.entries),
        _sheet("sums", (*contents.money.sums, *contents.money.named)),
        _sheet("plans", (*contents.earlier_plans, *contents.plans)),
    )


def _sheet(name: str, records: Iterable[Any]) -> DataSheet:
    found = list(records)
    columns = tuple(field.name for field in fields(found[0])) if found else ()
    return DataSheet(name, columns, tuple(tuple(_plain(getattr(one, column)) for column in columns) for one in found))


def _plain(value: Any) -> str | float | int | None:
    """A value that a cell can hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, str | int | float):
        return value
    return "; ".join(one if isinstance(one, str) else f"{one.number:g} {one.unit}" for one in value)
