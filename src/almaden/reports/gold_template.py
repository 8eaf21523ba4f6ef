"""The workbook in which people tell of small-scale gold mining: what was seen in the field, and what a plan says."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from almaden.reports.record_template import Examples, read_me_sheet, record_template, write_template
from almaden.reports.template_look import Form
from almaden.sectors.gold.plan_records import PLAN_TABLES
from almaden.sectors.gold.records import FIELD_TABLES
from almaden.wording import n_

#: The shares of the practices of a region add to one, which one line of example cannot show.
_EXAMPLES: Final[Examples] = {
    "practices": (
        {"practice": "whole_ore", "share": "0.2"},
        {
            "practice": "mercury_free", "share": "0.1", "retort_share": "", "retort_share_low": "",
            "retort_share_high": "", "retort_efficiency": "",
        },
    ),
}  # fmt: skip
#: What each sheet is for.
_SHEETS: Final = {
    "about": n_("Country and year: one line, and always needed."),
    "strata": n_("The frame of the sample: sites of one kind in one region, and how many there are."),
    "sites": n_("Sites that were visited: who works there, how, and how much gold."),
    "miners": n_("What single miners win, where it was measured; miners have numbers, never names."),
    "units": n_("Mills and other processing units: ore, grade, recovery."),
    "buyers": n_("Shops, traders and exporters: the gold that they buy."),
    "mercury": n_("Mercury that sites bought."),
    "practices": n_("How the gold of a region is won: the shares of its practices add to 1."),
    "shops": n_("Gold shops that were not visited one by one."),
    "ratios": n_("Mercury used for gold won, where the country measured it."),
    "figures": n_("Figures of documents, each with its source; of several for one quantity, one is chosen."),
    "tailings": n_("Tailings and ground with mercury."),
    "biomonitoring": n_("Mercury in participants before and after a training; numbers, never names."),
    "targets": n_("Targets of the plan."),
    "measures": n_("Measures of the plan, with their reach and cost."),
    "annex_c": n_("Where the plan answers each item of Annex C."),
    "budget": n_("The budget of the plan."),
    "formalisation": n_("Scores of formalisation, year by year."),
}


def gold_template(plan: bool = False, lang: str = "en") -> bytes:
    """The template of field data as a workbook that can be read when filled in.

    Args:
        plan: whether it has the sheets of a National Action Plan too.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
    """
    tables = {**FIELD_TABLES, **(PLAN_TABLES if plan else {})}
    return record_template(tables, lang, lambda form: _read_me(form, tuple(tables)), _EXAMPLES)


def write_gold_template(path: Path, plan: bool = False, lang: str = "en") -> None:
    """Write the template.

    Args:
        path: the workbook to write, ``.xlsx``.
        plan: whether it has the sheets of a National Action Plan too.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    write_template(path, lambda: gold_template(plan, lang))


def _read_me(form: Form, names: tuple[str, ...]) -> None:
    _ = form.translate
    steps = [
        _(
            "1. Sheet “about”: write the country and the year. All other sheets may stay empty: fill in those that you "
            "have data for."
        ),
        _(
            "2. For gold by what miners win: the sheets “strata” and “sites”. For gold by what mills pass: “units”. "
            "For gold by what is bought: “buyers”. For gold by what is left of the national production: “figures”. "
            "Each way that has data gives an estimate; several are compared."
        ),
        _(
            "3. Sheet “practices”, or the shares in the sheet “sites”: how the gold is won. Without them no mercury "
            "can be calculated."
        ),
        _("4. Shares are numbers from 0 to 1: 0.3 for 30 %. Each amount stands beside its unit and its period."),
        _("5. Write no names of persons anywhere: miners and participants have numbers."),
        _(
            "A line with # at the start of the first column is a remark and is passed over, as the lines with units "
            "and examples are."
        ),
    ]
    read_me_sheet(form, _("Small-scale gold mining"), steps, _("Sheets"), [(name, _(_SHEETS[name])) for name in names])
