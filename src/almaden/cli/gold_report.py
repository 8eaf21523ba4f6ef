"""``almaden gold report``: the baseline chapter of a plan, or an estimate alone, as a document and a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from almaden.cli.coal_input import Draws, Seed, show_notes
from almaden.cli.gold_estimate import Ratios
from almaden.cli.gold_nap import Budgets, Discount, DiscountMercury, PlanFile, Until, plan_from
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.sectors.gold.data import GoldData
    from almaden.sectors.gold.terms import RatioSet

_DRAWS = 10_000
_SEED = 1


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``gold``."""
    app.command(
        help=_(
            "Write the baseline chapter of a National Action Plan. Gold and mercury with ranges, practices, targets, "
            "measures, Annex C, budget, formalisation, sources. A file without tables of a plan, or --estimate, gives "
            "a shorter report of the estimate alone.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden gold report country.xlsx --format pdf,docx --out reports\n"
            "  almaden gold report country.xlsx --estimate --format xlsx\n"
            "  almaden gold report country.xlsx --lang fr --until 2035 --discount 0.07"
        )
    )(report)


def report(
    file: PlanFile,
    only_estimate: Annotated[
        bool, typer.Option("--estimate", help=_("Only the estimate, also where the file has tables of a plan."))
    ] = False,
    formats: Annotated[str, typer.Option("--format", help=_("pdf, docx, xlsx, html; several with commas."))] = "pdf",
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the report."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("Folder for the report; made if it is missing."))
    ] = Path(),
    ratios: Ratios = "field",
    draws: Draws = _DRAWS,
    seed: Seed = _SEED,
    discount: Discount = None,
    until: Until = None,
    budgets: Budgets = None,
    discount_mercury: DiscountMercury = False,
    as_json: AsJson = False,
) -> None:
    """Write a report in one or several formats."""
    from almaden.reports.build import wanted_formats
    from almaden.reports.files import write_atomically
    from almaden.sectors.gold.readers.field import read_gold

    wanted = wanted_formats(formats)
    data = read_gold(file)
    if only_estimate or not _has_plan(data):
        name, render = "gold-estimate", _estimate(data, ratios, draws, seed, file.name)
    else:
        plan = plan_from(data, ratios, draws, seed, discount, until, budgets, discount_mercury)
        from almaden.reports.gold.write import render_chapter

        name, render = "gold-nap", lambda format, lang: render_chapter(plan, format, lang, file.name)
    stem = f"{name}-{data.about.country}-{data.about.year}-{lang}"
    written = [write_atomically(out / f"{stem}.{format}", render(format, lang)) for format in wanted]
    show_notes(data.notes)
    tell_written(written, as_json)


def _has_plan(data: GoldData) -> bool:
    return any((data.targets, data.measures, data.annex_c, data.budget, data.formalisation))


def _estimate(data: GoldData, ratios: RatioSet, draws: int, seed: int, source: str) -> Callable[[str, str], bytes]:
    from almaden.reports.gold.write import render_estimate
    from almaden.sectors.gold.estimate import estimate

    found = estimate(data, ratio_set=ratios, draws=draws, seed=seed)
    return lambda format, lang: render_estimate(found, format, lang, source)
