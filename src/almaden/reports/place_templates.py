"""Templates of facilities, units and sites, to be filled in and imported: text files and workbooks."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from almaden.errors import Fault, InputError
from almaden.inventory.readers.tables import TableKind
from almaden.reference.languages import translator
from almaden.reference.readers.labels import column_label
from almaden.reference.record import columns
from almaden.reference.records import FacilityRecord, SiteRecord, UnitRecord
from almaden.reports.cells import OPTIONS
from almaden.reports.template_look import Form, Lists, Look
from almaden.reports.template_tables import table_sheet
from almaden.reports.template_texts import column_help
from almaden.wording import n_

_FACILITIES: Final = TableKind("facilities", FacilityRecord, ("name", "country"))
_UNITS: Final = TableKind("units", UnitRecord, ("facility", "name"))
_SITES: Final = TableKind("sites", SiteRecord, ("name",))

#: The tables of each template, by the name of the reader that takes it back.
TEMPLATES: Final[Mapping[str, tuple[TableKind, ...]]] = MappingProxyType(
    {"facilities": (_FACILITIES, _UNITS), "units": (_UNITS,), "sites": (_SITES,)}
)
_REMARK: Final = "#"


def template_csv(name: str, lang: str = "en") -> bytes:
    """The template of a reader as a text file: a header, a row of help and a row of examples.

    Both rows are remarks that the reader passes over. Of a template with several tables it is the first.

    Args:
        name: ``facilities``, ``units`` or ``sites``.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: there is no such template.
    """
    translate = translator(lang)
    record = _tables(name)[0].record
    fields = [(column, record.model_fields[column]) for column in columns(record)]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_REMARK, *(column_label(column, lang) for column, _ in fields)])
    writer.writerow([column_help(translate, "#what", ""), *(translate(info.description or "") for _, info in fields)])
    writer.writerow(["# " + translate(n_("example")), *(str((info.examples or [""])[0]) for _, info in fields)])
    # The mark tells spreadsheet programs that the file is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(name: str, lang: str = "en") -> bytes:
    """The template of a reader as a workbook, with a row of help and lists to choose from.

    Args:
        name: ``facilities`` (with a second sheet for units), ``units`` or ``sites``.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: there is no such template.
    """
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {**OPTIONS, "in_memory": True})
    form = Form(book, Look.of(book), Lists(), lang, translator(lang))
    for kind in _tables(name):
        table_sheet(form, kind, kind.name)
    form.lists.write(book)
    book.close()
    return content.getvalue()


def _tables(name: str) -> tuple[TableKind, ...]:
    if name not in TEMPLATES:
        raise InputError(
            Fault(
                "there is no template of this name",
                value=name,
                accepted=", ".join(TEMPLATES),
                advice="choose one of these names",
            )
        )
    return TEMPLATES[name]
