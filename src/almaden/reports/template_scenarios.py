"""A sheet of a template to look things up in: which scenarios there are, and where their mercury goes."""

from __future__ import annotations

from typing import Final

from almaden.reference.categories import categories
from almaden.reference.factors import factor_set
from almaden.reference.pathways import PATHWAYS
from almaden.reference.readers.labels import column_label
from almaden.reports.cells import fit_row
from almaden.reports.template_look import Form

_WIDTHS: Final = (10, 44, 22, 60)


def scenarios_sheet(form: Form, level: int) -> None:
    """Add the list of scenarios; it is not read."""
    _ = form.translate
    sheet = form.book.add_worksheet(_("list of scenarios"))
    heads = (_("code"), _("source of mercury"), _("scenario"), _("what it is"))
    labels = (*heads, *(column_label(name, form.lang) for name in PATHWAYS))
    for column, label in enumerate(labels):
        sheet.write_string(0, column, label, form.look.head)
        sheet.set_column(column, column, _WIDTHS[column] if column < len(_WIDTHS) else 11)
    fit_row(sheet, 0, [(label, _WIDTHS[n] if n < len(_WIDTHS) else 11) for n, label in enumerate(labels)])
    row = 1
    factors = factor_set()
    for category in categories().values():
        if not category.quantified or (level == 1 and not category.level1):
            continue
        for factor in factors.distribution_rows(category.code, ""):
            part = f" ({factor.part})" if factor.part else ""
            texts = (category.code, _(category.name), factor.scenario, _(factor.name) + part)
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text, form.look.known)
            fit_row(sheet, row, list(zip(texts, _WIDTHS, strict=True)))
            for column, share in enumerate(factor.shares, len(texts)):
                sheet.write_number(row, column, share, form.look.may)
            row += 1
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, row - 1, len(labels) - 1)
    form.look.print_setup(sheet)
    sheet.repeat_rows(0)
