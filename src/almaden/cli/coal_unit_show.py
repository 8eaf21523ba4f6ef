"""A unit's result as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import typer

from almaden.cli.coal_input import shown
from almaden.cli.language import _
from almaden.cli.show import echo_title
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.inventory.result import Amount
    from almaden.sectors.coal.reconcile import Reconciled
    from almaden.sectors.coal.result import UnitResult

#: What an emission is called in each unit.
QUANTITY_WORDS: Final = {
    "kg_per_year": n_("kg a year"),
    "lifetime_kg": n_("kg over the remaining life"),
    "g_per_gwh": "g/GWh",
    "lb_per_gwh": "lb/GWh",
    "lb_per_tbtu": "lb/TBtu",
    "mg_per_gj": "mg/GJ",
    "ug_per_nm3": n_("ug/Nm3, dry, 6 % oxygen"),
}
#: Width of the column of names.
_NAME: Final = 34


def show_unit(result: UnitResult) -> None:
    """What enters, what leaves and in which form, by every method, against limits, and what is doubtful."""
    unit = result.unit
    name = " ".join(filter(None, (unit.plant, unit.name))) or unit.id
    echo_title(f"{name} ({unit.country})")
    trains = _("; ").join(str(train) if share == 1.0 else f"{share:.0%} {train}" for share, train in unit.trains)
    fuel = unit.conditions[0].fuel
    typer.echo(
        _("{mw} MW, {rank} coal with {mercury} mg/kg mercury (dry), controls: {controls}").format(
            mw=f"{unit.full_mw:g}", rank=_(fuel.rank), mercury=f"{unit.mercury.value:.3g}", controls=trains
        )
    )
    _quantities(result)
    _steps(result)
    _fates(result)
    _methods(result)
    _limits(result)
    _article8(result)
    if result.tests is not None:
        _tests(result.tests)
    _footing(result)


def _line(name: str, cells: Iterable[str]) -> None:
    typer.echo(f"  {name:<{_NAME}}" + "".join(f" {cell:>14}" for cell in cells))


def _amount(name: str, amount: Amount) -> None:
    value, span = shown(amount)
    _line(name, (value, span))


def _head(title: str, columns: Sequence[str] = ()) -> None:
    typer.echo()
    typer.secho(f"{title:<{_NAME + 2}}" + "".join(f" {column:>14}" for column in columns), bold=True)


def _quantities(result: UnitResult) -> None:
    _head(_("Emission to air"), ("", _("95 % range")))
    for name, amount in result.quantities.items():
        _amount(_(QUANTITY_WORDS[name]), amount)


def _steps(result: UnitResult) -> None:
    share, steps = max(result.steps, key=lambda one: one[0])
    _head(_("Share of the mercury burned, %"), ("Hg0", "Hg2+", "Hgp", _("captured")))
    if share != 1.0:
        typer.echo(_("  (with the likeliest of several trains, {share} %)").format(share=f"{100 * share:.0f}"))
    for step in steps:
        values = (step.elemental, step.oxidised, step.particulate, step.captured)
        _line(_(step.place), (f"{100 * one.value:.1f}" for one in values))


def _fates(result: UnitResult) -> None:
    _head(_("Where it goes, kg a year"), ("", _("95 % range")))
    for name, amount in result.fates.items():
        _amount(_(name), amount)
    for name, amount in result.saleable_kg.items():
        _amount(_("of it in what can be sold: {name}").format(name=_(name)), amount)
    if result.ash_note:
        typer.echo(f"  {_(result.ash_note)}")


def _methods(result: UnitResult) -> None:
    _head(_("Methods, kg a year"), ("", _("95 % range"), _("removal, %")))
    for method in result.methods:
        if method.kg_per_year is None or method.removal is None:
            typer.echo(f"  {_(method.title):<{_NAME}} {_('does not apply')}: {_('; ').join(map(_, method.told))}")
            continue
        _line(_(method.title), (*shown(method.kg_per_year), f"{100 * method.removal.value:.0f}"))
        for text in method.told:
            typer.echo(f"    {_(text)}")
    typer.echo(f"  {_(result.default_reason)}")


def _limits(result: UnitResult) -> None:
    _head(_("Limits"), (_("limit"), _("emission"), _("probability")))
    # What binds the unit comes first, then what it would be held to elsewhere.
    for position in sorted(result.limits, key=lambda one: not one.applies):
        limit = position.deciding
        mark = _("binds") if position.applies else _("elsewhere")
        state = _("met") if position.met else _("not met")
        typer.echo(f"  {_(limit.name)}")
        _line(
            "",
            (f"{limit.value:g} {limit.unit}", f"{position.emission:.3g}", f"{position.probability:.0%}", mark, state),
        )


def _article8(result: UnitResult) -> None:
    from almaden.sectors.coal.article8 import measures

    found = result.article8
    if found is None:
        return
    _head(_("Article 8 of the Minamata Convention"))
    text = _("new source") if found.source == "new" else _("existing source")
    typer.echo(f"  {text}, {_('measures due by {day}').format(day=found.deadline.isoformat())}")
    if found.measure:
        typer.echo(f"  {_(measures()[found.measure])}")
    if found.level is not None:
        typer.echo(f"  {_('level of the guidance that the controls reach: {name}').format(name=_(found.level.name))}")


def _tests(tests: Reconciled) -> None:
    _head(_("The plant's own tests"), (_("result"), "", _("residual")))
    for datum, residual in zip(tests.tests.data, tests.standardised, strict=True):
        record = datum.record
        known = "-" if residual is None else f"{residual:.1f}"
        name = " ".join(filter(None, (_(record.stream), record.device, record.test)))
        _line(name, (f"{record.value:g}", record.unit_of_value, known))
    for text in tests.said:
        typer.echo(f"  {_(text)}")


def _footing(result: UnitResult) -> None:
    for question in result.questions:
        typer.secho(_("Please look: {text}").format(text=_(question)), fg=typer.colors.YELLOW)
    typer.echo()
    if result.unit.filled:
        names = ", ".join(f"{_(field)} ({_(name)})" for field, name in result.unit.filled.items())
        typer.echo(_("Filled from default tables: {names}").format(names=names))
    typer.echo(_("Rests on {count} unverified numbers; --json lists them.").format(count=len(result.unverified)))
