"""Results as tables for a terminal."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Sequence

import typer

from almaden.cli.language import LANGUAGE, _
from almaden.inventory.corrections import group_names
from almaden.inventory.result import Amount, Check, Result, RowResult
from almaden.reference.languages import n_
from almaden.reference.numerals import decimal
from almaden.reports.names import country
from almaden.reports.numbers import Rounded, rounded
from almaden.reports.words import Words
from almaden.wording import place_of_row


def width() -> int:
    """Columns to write in; a pipe or file gets 100."""
    return min(shutil.get_terminal_size((100, 24)).columns, 140)


def show_result(result: Result) -> None:
    """Rows with ranges and flags, the three totals, what matters most, and what it rests on."""
    echo_title(
        _("{country} {year}, Toolkit Level {level}, factor set {factors}").format(
            country=shown_country(result), year=result.year, level=result.level, factors=result.meta.factor_set
        )
    )
    if result.meta.notice:
        typer.secho(_(result.meta.notice).upper(), bold=True)
    typer.echo()
    show_rows(result)
    typer.echo()
    show_totals(result)
    typer.echo()
    show_key_sources(result)
    typer.echo()
    show_footing(result)


def shown_country(result: Result) -> str:
    """Name of the country in the user's language, unless the inventory gave it a name of its own."""
    return country(result, Words.of(LANGUAGE))


def echo_title(text: str) -> None:
    """A line in bold with a rule under it."""
    typer.secho(text, bold=True)
    typer.echo("=" * min(len(text), width()))


#: Letters that stand behind a source in the table, and what they say.
FLAGS = {
    "no_input_factor": ("n", n_("no input factor")),
    "context_missing": ("m", n_("a value of the country is missing, see check")),
    "one_part": ("1", n_("one part of the supply")),
    "no_distribution": ("d", n_("no distribution factors: all unallocated")),
    "distribution_incomplete": ("i", n_("distribution factors do not add to one")),
    "variant_not_known": ("v", n_("variant not in the tables, default taken")),
    "scenario_default": ("s", n_("no scenario chosen, default taken")),
    "waste_questions_open": ("w", n_("waste questions not answered")),
    "population_default": ("p", n_("population taken as the rate")),
    "candidate_chosen": ("c", n_("a candidate value was chosen")),
    "own_factor": ("o", n_("own input factor")),
    "activity_range_unknown": ("r", n_("range of the rate not stated, class used")),
    "factor_range_unknown": ("f", n_("range of the factor not known, class used")),
}  # fmt: skip

#: Group of the potential hot spots.
HOT_SPOTS = "hot_spots"

_COLUMNS = (10, 18, 8, 8, 8)


def show_rows(result: Result) -> None:
    """One line a source: input with its 95 % range, emission to air, releases to water and land, flags."""
    name_width = max(24, width() - sum(_COLUMNS) - len(_COLUMNS) - 6)
    header = (_("source"), _("input"), _("95 % range"), _("air"), _("water"), _("land"))
    typer.echo(f"{_line(header, name_width)} {_('flags')}")
    typer.echo("-" * width())
    # Hot spots are places, not flows: they take no activity rate, and no amount of theirs is missing.
    present = [row for row in result.rows if row.present == "Y" and row.group != HOT_SPOTS]
    if not any(row.amounts is not None for row in present):
        typer.echo(_("No amount of mercury is known yet, so the zeros below mean nothing."))
    for row in present:
        flags = "".join(FLAGS[flag][0] for flag in row.flags if flag in FLAGS)
        cells = _line((_short(row, name_width), *_row_cells(row)), name_width)
        typer.echo(f"{cells} {flags}".rstrip())
    _show_legend(result, present)
    hot_spots = [_(row.name) for row in result.rows if row.present == "Y" and row.group == HOT_SPOTS]
    if hot_spots:
        typer.echo(textwrap.fill(_("Potential hot spots: {names}").format(names=_("; ").join(hot_spots)), width()))


def _show_legend(result: Result, present: Sequence[RowResult]) -> None:
    used = {flag for row in present for flag in row.flags}
    legend = _("; ").join(f"{letter} {_(text)}" for flag, (letter, text) in FLAGS.items() if flag in used)
    text = _(
        "kg Hg per year. ? = present but amount not known: {unknown} sources, in no total. "
        "{hidden} lines of sources that are absent or of unknown presence are left out. Flags: {legend}."
    )
    unknown = sum(row.amounts is None for row in present)
    hidden = sum(row.present != "Y" for row in result.rows)
    typer.echo(textwrap.fill(text.format(unknown=unknown, hidden=hidden, legend=legend or "-"), width()))


def _short(row: RowResult, size: int) -> str:
    """Code and name of a source, without what stands in brackets if it is too long for the column."""
    name = f"{row.code} {_(row.name)}"
    if len(name) > size:
        name = re.sub(r"\s*\([^)]*\)", "", name)
    return name if len(name) <= size else f"{name[: size - 1].rstrip()}…"


def _row_cells(row: RowResult) -> tuple[str, ...]:
    if row.amounts is None:
        return ("?", "", "?", "?", "?")
    amount = row.amounts["input_kg"]
    media = (shown(row.amounts[name]).value for name in ("air_kg", "water_kg", "land_kg"))
    return (shown(amount).value, shown(amount).span, *media)


def _line(cells: Sequence[str], name_width: int) -> str:
    numbers = zip(cells[1:], _COLUMNS, strict=True)
    return f"{cells[0]:<{name_width}}" + "".join(f" {cell:>{size}}" for cell, size in numbers)


def shown(amount: Amount) -> Rounded:
    """Value and range rounded to what the range supports."""
    return rounded(amount.value, amount.low, amount.high, LANGUAGE)


def show_totals(result: Result) -> None:
    """The three totals side by side, and what the linked one cannot explain."""
    labels = {
        "input_kg": _("input"), "air_kg": _("emission to air"), "water_kg": _("release to water"),
        "land_kg": _("release to land"), "products_kg": _("to products"), "general_waste_kg": _("to general waste"),
        "sector_treatment_kg": _("to sector treatment"), "unallocated_kg": _("unallocated"),
    }  # fmt: skip
    names = {"gross": _("gross"), "toolkit": _("toolkit"), "linked": _("linked")}
    typer.secho(f"{_('totals, kg Hg per year'):<24}" + "".join(f"{names[name]:>30}" for name in names), bold=True)
    for amount, label in labels.items():
        cells = [shown(result.totals[name].amounts[amount]).text for name in names]
        typer.echo(f"{label:<24}" + "".join(f"{cell:>30}" for cell in cells))
    inputs = {name: result.totals[name].amounts["input_kg"].value for name in names}
    exact = _("; ").join(f"{names[name]} {decimal(kg, 1 if kg >= 100 else 4, LANGUAGE)}" for name, kg in inputs.items())
    typer.echo(_("input before rounding: {exact}").format(exact=exact))
    unexplained = result.totals["linked"].unexplained_kg
    if unexplained:
        group = group_names()
        parts = [f"{_(group.get(key, key))} {shown(amount).value}" for key, amount in unexplained.items()]
        typer.echo(_("unexplained in the linked total: {parts}").format(parts=_("; ").join(parts)))


def show_key_sources(result: Result) -> None:
    """The sources that make 95 % of the input of the toolkit total."""
    typer.secho(_("key sources (95 % of the input of the toolkit total)"), bold=True)
    for source in result.key_sources:
        if source.quantity == "input_kg" and source.key:
            typer.echo(
                _("  {code} {name}: {share} of the input, {uncertainty} of its variance").format(
                    code=source.code,
                    name=_(source.name),
                    share=_percent(source.share),
                    uncertainty=_percent(source.uncertainty_share),
                )
            )


def _percent(fraction: float) -> str:
    return _("{number}%").format(number=decimal(100.0 * fraction, 0, LANGUAGE))


def show_footing(result: Result) -> None:
    """How many findings there are and how many unverified numbers the result rests on."""
    counts = {level: sum(one.severity == level for one in result.checks) for level in ("error", "warning", "info")}
    typer.echo(
        _("findings: {error} errors, {warning} warnings, {info} remarks (almaden inventory check)").format(**counts)
    )
    typer.echo(_("rests on {count} unverified numbers; every report lists them").format(count=len(result.unverified)))
    typer.echo(
        _("{draws} draws, {sampler}, seed {seed}, version {version}").format(
            draws=result.meta.draws, sampler=_(result.meta.sampler), seed=result.meta.seed, version=result.meta.version
        )
    )


_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}


def show_checks(found: Sequence[Check]) -> None:
    """All findings, the most severe first, each with what to do."""
    if not found:
        typer.echo(_("No findings."))
        return
    for severity in _COLOURS:
        for one in found:
            if one.severity == severity:
                _show_check(one)
    counts = {level: sum(check.severity == level for check in found) for level in _COLOURS}
    typer.echo(_("{error} errors, {warning} warnings, {info} remarks").format(**counts))


def _show_check(one: Check) -> None:
    words = {"error": _("error"), "warning": _("warning"), "info": _("remark")}
    label = _("{label}:").format(label=words[one.severity])
    typer.secho(f"{label} ", fg=_COLOURS[one.severity], bold=True, nl=False)
    # Most messages name their row themselves.
    message = _(one.message)
    place = " ".join(word for word in (one.code, _(place_of_row(one.row))) if word and word not in message)
    wrapped = textwrap.wrap(f"{place} {message}".strip(), width() - 9)
    typer.echo("\n         ".join(wrapped))
    if one.advice:
        typer.echo(
            "    " + "\n        ".join(textwrap.wrap(_("do: {advice}").format(advice=_(one.advice)), width() - 8))
        )
