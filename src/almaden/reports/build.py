"""From a result to a file: which report, in which format, in which language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from almaden.errors import Fault, InputError
from almaden.inventory.records import InventoryData
from almaden.inventory.result import Result
from almaden.reports.document import Document
from almaden.reports.files import write_atomically
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.reports.sheets import DataSheet

Kind = Literal["toolkit", "mia", "nip"]
Format = Literal["pdf", "docx", "xlsx", "html"]
KINDS: tuple[str, ...] = get_args(Kind)
FORMATS: tuple[str, ...] = get_args(Format)


def write_report(result: Result, data: InventoryData, kind: str, format: str, lang: str, path: Path) -> Path:
    """Write one report.

    Args:
        result: what the run left.
        data: the inventory as it was read; law, priorities, populations and published figures come from here.
        kind: ``toolkit``, ``mia`` (Minamata Initial Assessment) or ``nip`` (national implementation plan).
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``.
        lang: language code.
        path: the file to write; its folder is made.

    Raises:
        InputError: there is no such kind, format or language.
        OutputError: the file cannot be written; nothing half-written is left.
    """
    return write_atomically(Path(path), render(build(result, data, kind, lang), result, format))


def build(result: Result, data: InventoryData, kind: str, lang: str) -> Document:
    """The document of a kind in a language, for any format.

    Raises:
        InputError: there is no such kind or language.
    """
    from almaden.reference.languages import LANGUAGES

    _expect("kind", n_("there is no such kind of report"), kind, KINDS)
    _expect("lang", n_("there is no such language of reports"), lang, LANGUAGES)
    if kind == "mia":
        from almaden.reports import mia

        return mia.build(result, data, lang)
    if kind == "nip":
        from almaden.reports import nip

        return nip.build(result, data, lang)
    from almaden.reports import toolkit

    return toolkit.build(result, lang, data.published)


def render(document: Document, result: Result, format: str) -> bytes:
    """The document in a format; a workbook also gets the data behind it as sheets.

    Raises:
        InputError: there is no such format.
    """
    from almaden.reports.sheets import data_sheets

    return rendered(document, format, data_sheets(result) if format == "xlsx" else ())


def rendered(document: Document, format: str, data: tuple[DataSheet, ...] = ()) -> bytes:
    """A document in a format; ``data`` are further sheets of a workbook.

    Raises:
        InputError: there is no such format.
    """
    _expect("format", n_("there is no such format of reports"), format, FORMATS)
    if format == "pdf":
        from almaden.reports import typst_pdf

        return typst_pdf.render(document)
    if format == "docx":
        from almaden.reports import docx

        return docx.render(document)
    if format == "html":
        from almaden.reports import html

        return html.render(document)
    from almaden.reports import xlsx

    return xlsx.render(document, data)


def wanted_formats(text: str) -> tuple[str, ...]:
    """The formats of a list with commas, each once, in its order.

    Raises:
        InputError: one of them is none.
    """
    wanted = tuple(dict.fromkeys(part.strip().casefold() for part in text.split(",") if part.strip()))
    for one in wanted or (text,):
        _expect("format", n_("there is no such format of reports"), one, FORMATS)
    return wanted


def _expect(column: str, problem: str, value: str, accepted: tuple[str, ...]) -> None:
    if value not in accepted:
        raise InputError(Fault(problem, column=column, value=value, accepted=", ".join(accepted)))
