"""``almaden fate shop``: mercury in the air of a room in which gold is heated."""

from __future__ import annotations

import json
import math
from typing import Annotated, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson


def add_commands(app: CommandGroup) -> None:
    """Add ``shop``."""
    app.command(
        help=_(
            "Tell the mercury in the air of a room in which gold or amalgam is heated, beside limits for places of "
            "work. The air holds no more than saturated air does.\n\n"
            "\b\n"
            "Examples:\n"
            '  almaden fate shop --emission "2 g/h" --volume 50 --changes 3 --temperature 25\n'
            '  almaden fate shop --emission "2 g/h" --volume 50 --changes 3 --after 0.5 --json'
        )
    )(shop)


def shop(
    emission: Annotated[
        str, typer.Option("--emission", metavar="AMOUNT", help=_("Mercury given off, with its unit: 2 g/h."))
    ],
    volume: Annotated[float, typer.Option("--volume", metavar="M3", help=_("Volume of the room."))],
    changes: Annotated[float, typer.Option("--changes", metavar="N", help=_("Changes of air in an hour."))],
    temperature: Annotated[
        float, typer.Option("--temperature", metavar="C", help=_("Temperature of the air, degrees Celsius."))
    ] = 20.0,
    surface: Annotated[float, typer.Option("--surface", metavar="M2", help=_("Walls on which mercury settles."))] = 0.0,
    settling: Annotated[
        float, typer.Option("--settling", metavar="M/S", help=_("Velocity at which it settles on them."))
    ] = 0.0,
    after: Annotated[
        list[float] | None, typer.Option("--after", metavar="H", help=_("Hours after the start; the end if left out."))
    ] = None,
    equation: Annotated[
        Literal["huber", "dumarey"], typer.Option("--saturation", help=_("Equation of saturated mercury."))
    ] = "huber",
    as_json: AsJson = False,
) -> None:
    """Tell the mercury in the air of a room."""
    from almaden.fate.plume.shop import shop_air

    found = shop_air(emission, volume, changes, temperature, surface, settling, after or (math.inf,), equation=equation)
    if as_json:
        typer.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2, allow_nan=False))
        return
    for line in found.lines():
        typer.echo(_(line))
