"""The main table of a template: one line per source of mercury, with unit, default factor and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from almaden.inventory.blank import asked
from almaden.inventory.readers.tables import ACTIVITY_RATES
from almaden.inventory.records import ActivityRow, Distribution, Phase, Status
from almaden.reference.categories import Category, categories
from almaden.reference.factors import FactorSet, factor_set
from almaden.reference.languages import n_
from almaden.reference.readers.labels import column_label, sheet_label
from almaden.reports.cells import fit_row
from almaden.reports.inventory_workbook import put
from almaden.reports.template_look import Form
from almaden.reports.template_texts import column_help, counted_head, factor_head, name_head

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: Columns in the order in which one fills them in; those with # are for people only.
_COLUMNS: Final = (
    "#name", "#counted", "code", "present", "activity_rate", "unit", "low", "high", "source", "seen", "year",
    "status", "variant", "scenario", "#factor", "note", "share", "input_factor", "factor_low", "factor_high",
    "factor_unit", "phase", "facility", "distribution", "id", "candidate_of", "chosen",
)  # fmt: skip
#: Folded away in Level 1, which takes national sums and default factors.
_FOLDED: Final = frozenset(_COLUMNS[_COLUMNS.index("share") :])
_WIDTHS: Final = {"#name": 46, "#counted": 24, "activity_rate": 15, "source": 36, "seen": 22, "variant": 24,
                  "scenario": 16, "#factor": 26, "note": 36}  # fmt: skip
_MUST: Final = frozenset({"present", "activity_rate"})
_NUMBERS: Final = frozenset({"low", "high", "year", "share", "input_factor", "factor_low", "factor_high"})
_PLACE: Final = {name: place for place, name in enumerate(_COLUMNS)}
#: What a default factor is multiplied by, for people.
_MULTIPLIERS: Final = {
    "electrification_rate": n_("electrification rate"),
    "dental_personnel_per_1000": n_("dental personnel per 1000"),
}
_FIRST_ROW: Final = 2
_PAGES_WIDE: Final = {1: 2, 2: 3}
_EXTRA_ROWS: Final = {1: 30, 2: 100}


def rates_sheet(form: Form, level: int) -> None:
    """Add the sheet with the activity rates."""
    sheet = form.book.add_worksheet(sheet_label(ACTIVITY_RATES.name, form.lang))
    _head(form, sheet, level)
    factors = factor_set()
    row = _FIRST_ROW
    for category in categories().values():
        if category.parent == "":
            sheet.set_row(row, 18)
            title = f"# {category.code} {form.translate(category.name)}"
            for column in range(len(_COLUMNS)):
                sheet.write_blank(row, column, None, form.look.group)
            sheet.write_string(row, 0, title, form.look.group)
            row += 1
        elif asked(category, level):
            _line(form, sheet, row, category, factors)
            row += 1
    last = row + _EXTRA_ROWS[level] - 1
    for blank in range(row, last + 1):
        _blank_line(form, sheet, blank)
    codes = [category.code for category in categories().values() if asked(category, level)]
    form.choose(sheet, (row, last), _PLACE["code"], codes)
    _common_lists(form, sheet, last)
    _mark_missing(form, sheet, last)
    sheet.freeze_panes(_FIRST_ROW, _PLACE["code"] + 1)
    sheet.activate()
    form.look.print_setup(sheet)
    # Side by side on so many pages, each with the names, or the letters could not be read.
    sheet.fit_to_pages(_PAGES_WIDE[level], 0)
    sheet.print_across()
    sheet.repeat_columns(0)
    sheet.repeat_rows(0)


def _head(form: Form, sheet: Worksheet, level: int) -> None:
    _ = form.translate
    own = {"#name": name_head(_), "#counted": counted_head(_), "#factor": factor_head(_)}
    heads, helps = [], []
    for column, name in enumerate(_COLUMNS):
        info = ActivityRow.model_fields.get(name)
        description = (info.description or "") if info is not None else ""
        label, told = own.get(name) or column_label(name, form.lang), column_help(_, name, description)
        sheet.write_string(0, column, label, form.look.head)
        sheet.write_string(1, column, told, form.look.help)
        if not (level == 1 and name in _FOLDED):
            heads.append((label, _WIDTHS.get(name, 12)))
            helps.append((told, _WIDTHS.get(name, 12)))
        folded = {"level": 1, "hidden": True} if level == 1 and name in _FOLDED else {}
        sheet.set_column(column, column, _WIDTHS.get(name, 12), None, folded)
    fit_row(sheet, 0, heads)
    fit_row(sheet, 1, helps, points=9)
    if level == 1:
        sheet.set_column(len(_COLUMNS), len(_COLUMNS), 9, None, {"collapsed": True})


def _line(form: Form, sheet: Worksheet, row: int, category: Category, factors: FactorSet) -> None:
    _ = form.translate
    _blank_line(form, sheet, row, quantified=category.quantified)
    known = {
        "#name": _(category.name),
        "#counted": ". ".join(filter(None, (_(category.unit_label), _(category.note) if category.note else ""))),
        "code": category.code,
        "present": "?",
        "unit": category.unit,
        "#factor": _default_factor(form, category.code, factors),
    }
    for name, value in known.items():
        style = form.look.must_text if name == "present" else form.look.known
        put(sheet, row, _PLACE[name], value, style)
    fit_row(sheet, row, [(text, _WIDTHS.get(name, 12)) for name, text in known.items()])
    if not category.quantified:
        return
    form.choose(sheet, (row, row), _PLACE["unit"], [*dict.fromkeys((*category.units, "kg Hg"))])
    variants = list(dict.fromkeys(one.variant for one in factors.inputs(category.code) if one.variant))
    form.choose(sheet, (row, row), _PLACE["variant"], variants)
    scenarios = {one.scenario: one.name for one in factors.distribution_rows(category.code, "")}
    message = _("; ").join(_("{name}: {text}").format(name=slug, text=_(name)) for slug, name in scenarios.items())
    form.choose(sheet, (row, row), _PLACE["scenario"], list(scenarios), message)


def _blank_line(form: Form, sheet: Worksheet, row: int, quantified: bool = True) -> None:
    for column, name in enumerate(_COLUMNS):
        if name in _MUST and (quantified or name == "present"):
            style = form.look.must_text if name == "present" else form.look.must
        else:
            style = form.look.may if name in _NUMBERS else form.look.may_text
        sheet.write_blank(row, column, None, style)


def _default_factor(form: Form, code: str, factors: FactorSet) -> str:
    _ = form.translate
    choice = factors.input_factor(code, "")
    if choice is None or choice.factor.value is None:
        return "" if choice is None else _("no default: give your own factor")
    factor = choice.factor
    text = f"{factor.value:g} {factor.unit}"
    if factor.low is not None and factor.high is not None and factor.low < factor.high:
        text += f" ({factor.low:g} - {factor.high:g})"
    if factor.multiplier:
        text += " x " + _(_MULTIPLIERS.get(factor.multiplier, factor.multiplier))
        if factor.multiplier_reference != 1:
            text += f" / {factor.multiplier_reference:g}"
    if factor.status == "unverified":
        text += ", " + _("unverified")
    return text


def _common_lists(form: Form, sheet: Worksheet, last: int) -> None:
    _ = form.translate
    rows = (_FIRST_ROW, last)
    form.choose(sheet, rows, _PLACE["present"], ["Y", "N", "?"], _("Y present, N absent, ? not known"))
    form.choose(sheet, rows, _PLACE["phase"], form.choices(get_args(Phase)))
    form.choose(sheet, rows, _PLACE["distribution"], form.choices(get_args(Distribution)))
    form.choose(sheet, rows, _PLACE["status"], form.choices(get_args(Status)))
    form.choose(sheet, rows, _PLACE["chosen"], ["y"])


def _mark_missing(form: Form, sheet: Worksheet, last: int) -> None:
    """A source that is present without an activity rate is coloured, unless the population is taken."""
    present, rate, unit = (chr(65 + _PLACE[name]) for name in ("present", "activity_rate", "unit"))
    first = _FIRST_ROW + 1
    formula = (
        f'=AND(UPPER(LEFT(${present}{first},1))="Y",ISBLANK(${rate}{first}),${unit}{first}<>"",'
        f'${unit}{first}<>"inhabitants")'
    )
    place = _PLACE["activity_rate"]
    rule = {"type": "formula", "criteria": formula, "format": form.look.missing}
    sheet.conditional_format(_FIRST_ROW, place, last, place, rule)
