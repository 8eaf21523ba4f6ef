"""``almaden products lamps``: what LED lamps in place of lamps with mercury save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from almaden.cli.coal_input import Draws, Seed, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.sectors.products.lamp_records import LampResult, Told

_DRAWS = 1_000
_SEED = 1
_PARTS = (1, 3)

Number: TypeAlias = Annotated[
    str, typer.Option("--number", metavar="N[:LOW:HIGH]", help=_("Lamps in use; or tell --stock."))
]


def _own(name: str, text: str) -> object:
    return typer.Option(name, metavar="X[:LOW:HIGH]", help=text)


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``products``."""
    app.command(
        "lamps",
        help=_(
            "Reckon the switch to LED lamps. Electricity, money, payback, mercury in lamps, and mercury from coal "
            "power told apart. Numbers may have a 95 % range: 32:30:36.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products lamps --from lfl --number 1000 --hours 3000 --electricity 0.12\n"
            "  almaden products lamps --from cfl --number 500 --hours 1200 --electricity 0.2 --grid 0.02:0.01:0.04\n"
            "  almaden products lamps --from lfl --stock stock.json --country BRA --hours 2500 --electricity 0.1"
        ),
    )(lamps)


def lamps(
    lamp: Annotated[str, typer.Option("--from", metavar="LAMP", help=_("Lamps in use: cfl, lfl or hpmv."))],
    hours: Annotated[float, typer.Option("--hours", min=1, max=8784, help=_("Hours that each burns in a year."))],
    electricity: Annotated[float, typer.Option("--electricity", min=0, help=_("Price of a kWh."))],
    number: Number = "",
    stock: Annotated[
        Path | None,
        typer.Option(
            "--stock",
            metavar="FILE",
            help=_("Result of 'almaden products stock --json': number of lamps and their mercury."),
        ),
    ] = None,
    country: Annotated[str, typer.Option("--country", metavar="ISO3", help=_("Country in that result."))] = "",
    year: Annotated[int | None, typer.Option("--year", help=_("Year in that result; otherwise its last."))] = None,
    currency: Annotated[str, typer.Option("--currency", help=_("Currency of all prices."))] = "USD",
    discount: Annotated[
        float | None, typer.Option("--discount", min=0, max=1, help=_("Real rate per year, as a share."))
    ] = None,
    grid: Annotated[
        str,
        typer.Option(
            "--grid", metavar="X[:LOW:HIGH]", help=_("Mercury that your grid emits, mg per kWh; there is no default.")
        ),
    ] = "",
    power: Annotated[str, _own("--power", _("Power of one in use, W."))] = "",
    life: Annotated[str, _own("--life", _("Life of one in use, hours."))] = "",
    price: Annotated[str, _own("--price", _("Price of one in use."))] = "",
    mercury: Annotated[str, _own("--mercury", _("Mercury in one in use, mg."))] = "",
    new_power: Annotated[str, _own("--new-power", _("Power of a new one, W."))] = "",
    new_life: Annotated[str, _own("--new-life", _("Life of a new one, hours."))] = "",
    new_price: Annotated[str, _own("--new-price", _("Price of a new one."))] = "",
    draws: Draws = _DRAWS,
    seed: Seed = _SEED,
    as_json: AsJson = False,
) -> None:
    """Reckon the switch to LED lamps."""
    from almaden.sectors.products.lamp_records import LampQuestion
    from almaden.sectors.products.lamps import lamp_switch

    told = {
        "power": power, "life": life, "price": price, "mercury": mercury, "new_power": new_power, "new_life": new_life,
        "new_price": new_price,
    }  # fmt: skip
    own = {name: _told(text, f"--{name.replace('_', '-')}") for name, text in told.items() if text}
    count = _count(lamp, number, stock, country.upper(), year, own)
    question = LampQuestion(
        lamp, count, hours, electricity, currency.upper(), discount,
        _told(grid, "--grid") if grid else None, own,
    )  # fmt: skip
    found = lamp_switch(question, draws, seed)
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes(tuple(found.notes))
    _show(found)


def _count(lamp: str, number: str, stock: Path | None, country: str, year: int | None, own: dict[str, Told]) -> Told:
    """Lamps in use, as told or from the result of a run of the stock, from which then comes their mercury as well.

    Raises:
        InputError: neither or both are told, or the result has them not.
    """
    from almaden.sectors.products.lamps import lamp_switches
    from almaden.sectors.products.readers.stock_result import items_in_use

    if bool(number) == (stock is not None):
        raise InputError(
            Fault(
                n_("either the number of lamps or a result of the stock is needed"), column="--number",
                accepted="--number N, --stock FILE", advice=n_("tell one of them"),
            )
        )  # fmt: skip
    switches = lamp_switches()
    if stock is None or lamp not in switches:
        return _told(number or "1", "--number")
    found = items_in_use(stock, switches[lamp]["kind"], country, year)
    own.setdefault("mercury", (found.mercury_mg, None, None))
    return found.value, found.low, found.high


def _told(text: str, option: str) -> Told:
    """A number with the ends of its range where they are told.

    Raises:
        InputError: it is none, or not above 0.
    """
    from almaden.quantity.numbers import NumberError, parse_number

    try:
        numbers = [parse_number(part) for part in text.split(":")]
    except NumberError:
        numbers = []
    if len(numbers) not in _PARTS or min(numbers) <= 0.0:
        raise InputError(
            Fault(
                n_("this is no number above 0, with or without a range"), column=option, value=text,
                accepted=Text("32, or 32:30:36"), advice=n_("write value, low end and high end with colons between"),
            )
        )  # fmt: skip
    return (numbers[0], numbers[1], numbers[2]) if len(numbers) > 1 else (numbers[0], None, None)


def _show(found: LampResult) -> None:
    from almaden.cli.product_switch import unverified, years
    from almaden.cli.show import echo_title, shown
    from almaden.sectors.products.lamps import lamp_names

    names = lamp_names()
    title = _("{new} in place of {lamp}, a year, money in {currency}")
    echo_title(title.format(new=_(names[found.new]), lamp=_(names[found.lamp]), currency=found.currency))
    lines = [
        (_("lamps"), found.number), (_("electricity saved, kWh"), found.saved_kwh),
        (_("cost of going on"), found.continuing), (_("cost of the switch"), found.switching),
        (_("saving"), found.saving), (_("needed at once"), found.investment),
        (_("mercury in the lamps in use, g"), found.in_lamps_g),
        (_("mercury in lamps no longer thrown away, g"), found.avoided_g),
        (_("the same with low-mercury lamps, g"), found.avoided_low_mercury_g),
        (_("mercury no longer emitted by power plants, g"), found.avoided_grid_g),
    ]  # fmt: skip
    for label, amount in lines:
        if amount is not None:
            typer.echo(f"  {label:<46} {shown(amount).text}")
    typer.echo(f"  {_('payback, years'):<46} {years(found.payback)}")
    unverified(len(found.unverified))
