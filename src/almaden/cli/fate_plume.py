"""``almaden fate plume``: the air around a facility, and the workbook for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.fate.plume.receptors import Receptors
    from almaden.fate.plume.result import PlumeResult
    from almaden.fate.plume.rose import Rose
    from almaden.fate.plume.sources import Source, Weather

#: Options that describe one stack, and have no meaning beside a file of stacks.
_ONE: Final = ("--at", "--height", "--emission")


def add_commands(app: CommandGroup) -> None:
    """Add ``plume`` and ``plume-template``."""
    app.command(
        help=_(
            "Tell the mercury in the air around a stack, and what falls there. Without weather it is a screening "
            "of the worst hours. Guideline values stand beside it.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden fate plume --at 40.1,-3.2 --height 60 --diameter 2 --speed 15 --temperature 400 "
            '--emission "12 kg/yr" --species 0.5,0.4,0.1\n'
            "  almaden fate plume --sources works.xlsx --weather works.xlsx --out air\n"
            "  almaden fate plume --sources stacks.csv --rose rose.csv --receptors places.csv --json"
        )
    )(plume)
    app.command(
        "plume-template",
        help=_(
            "Write a workbook to be filled in: stacks, hours of weather or a wind rose, and places.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden fate plume-template --out works.xlsx"
        ),
    )(plume_template)


def plume(
    at: Annotated[str, typer.Option("--at", metavar="LAT,LON", help=_("Where the stack is, degrees."))] = "",
    height: Annotated[
        float | None, typer.Option("--height", metavar="M", help=_("Height of its mouth above the ground."))
    ] = None,
    diameter: Annotated[float, typer.Option("--diameter", metavar="M", help=_("Inner diameter of its mouth."))] = 0.0,
    speed: Annotated[float, typer.Option("--speed", metavar="M/S", help=_("Speed of the gas."))] = 0.0,
    temperature: Annotated[
        float | None, typer.Option("--temperature", metavar="K", help=_("Temperature of the gas, in kelvin."))
    ] = None,
    roof: Annotated[float, typer.Option("--roof", metavar="M", help=_("Height of the building below it."))] = 0.0,
    width: Annotated[
        float, typer.Option("--building-width", metavar="M", help=_("Width of that building across the wind."))
    ] = 0.0,
    emission: Annotated[
        str, typer.Option("--emission", metavar="AMOUNT", help=_("Mercury emitted, with its unit: 12 kg/yr, 2 g/h."))
    ] = "",
    species: Annotated[
        str,
        typer.Option("--species", metavar="SHARES", help=_("Shares of Hg0, Hg2+ and Hg on particles, as 0.5,0.4,0.1.")),
    ] = "1,0,0",
    sources: Annotated[
        Path | None, typer.Option("--sources", metavar="FILE", help=_("Stacks in the template, instead of one here."))
    ] = None,
    weather: Annotated[
        Path | None, typer.Option("--weather", metavar="FILE", help=_("Hours of weather in the template."))
    ] = None,
    rose: Annotated[Path | None, typer.Option("--rose", metavar="FILE", help=_("A wind rose in the template."))] = None,
    receptors: Annotated[
        Path | None, typer.Option("--receptors", metavar="FILE", help=_("Places in the template; rings if left out."))
    ] = None,
    urban: Annotated[bool, typer.Option("--urban", help=_("The ground around is built over."))] = False,
    percentile: Annotated[
        list[float] | None, typer.Option("--percentile", metavar="P", help=_("Percentile of the hours, such as 98."))
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help=_("Folder for table, GeoJSON, maps and a page."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell the mercury in the air around a stack."""
    from almaden.cli.progress import progress_bar
    from almaden.fate.plume.study import near_field

    if sources is not None:
        found, sums = _of_file(sources, bool(at or emission or height is not None))
    else:
        found = [_one(at, height, emission, species, diameter, speed, temperature, roof, width)]
        sums = []
    air, told = _air(weather, rose, sums)
    with progress_bar(_("Receptors")) as bar:
        result = near_field(
            found, air, _receptors(receptors, found[0], sums), setting="urban" if urban else "rural",
            percentiles=percentile or (), findings=told, input_sha256=" ".join(sums), progress=bar,
        )  # fmt: skip
    _show(result, out, as_json)


def _one(
    at: str, height: float | None, emission: str, species: str, diameter: float, speed: float,
    temperature: float | None, roof: float, width: float,
) -> Source:  # fmt: skip
    """The source that the options describe."""
    from almaden.fate.plume.emission import parse_emission, parse_place, parse_species
    from almaden.fate.plume.one_source import one_source

    missing = [name for name, value in zip(_ONE, (at, height, emission), strict=True) if value in ("", None)]
    if missing or height is None:
        raise InputError(
            Fault(Text("the source is not told: {options}", options=", ".join(missing)),
                  accepted=n_("--at, --height and --emission, or --sources with a file"),
                  advice=n_("add the options, or start from 'almaden fate plume-template'"))
        )  # fmt: skip
    return one_source(
        parse_place(at), height, parse_emission(emission), parse_species(species), diameter, speed, temperature, roof,
        width,
    )  # fmt: skip


def _of_file(file: Path, both: bool) -> tuple[list[Source], list[str]]:
    from almaden.fate.plume.readers.sources_file import read_stacks
    from almaden.fate.plume.weather_year import source_of

    if both:
        raise InputError(
            Fault(n_("a source is told here and in a file"), column="--sources", value=str(file),
                  accepted=n_("one of the two"), advice=n_("leave out --at, --height and --emission"))
        )  # fmt: skip
    read = read_stacks(file)
    return [source_of(one) for one in read.stacks], [read.sha256]


def _air(weather: Path | None, rose: Path | None, sums: list[str]) -> tuple[Weather | Rose | None, tuple[Text, ...]]:
    """The weather of a study, and what must be told of it."""
    from almaden.fate.plume.readers.weather_file import read_rose, read_weather
    from almaden.fate.plume.weather_year import rose_of, weather_of

    if weather is not None and rose is not None:
        raise InputError(
            Fault(n_("hours and a rose are given"), column="--rose", value=str(rose), accepted=n_("one of the two"),
                  advice=n_("leave out the rose: hours tell more"))
        )  # fmt: skip
    if weather is not None:
        hours = read_weather(weather)
        sums.append(hours.sha256)
        return weather_of(hours.hours, hours.gaps)
    if rose is not None:
        cells = read_rose(rose)
        sums.append(cells.sha256)
        return rose_of(cells.cells), ()
    return None, ()


def _receptors(file: Path | None, source: Source, sums: list[str]) -> Receptors | None:
    from almaden.fate.plume.local import LocalPlane
    from almaden.fate.plume.readers.sources_file import read_places
    from almaden.fate.plume.receptors import places

    if file is None:
        return None
    read = read_places(file)
    sums.append(read.sha256)
    return places(
        LocalPlane(source.latitude, source.longitude), [one.name for one in read.places],
        [one.latitude for one in read.places], [one.longitude for one in read.places],
        [one.height for one in read.places],
    )  # fmt: skip


def _show(result: PlumeResult, out: Path | None, as_json: bool) -> None:
    from almaden.cli.language import LANGUAGE
    from almaden.cli.show import echo_title
    from almaden.reports.fate.plume_files import write_plume

    written = write_plume(result, out, LANGUAGE) if out is not None else []
    if as_json:
        typer.echo(json.dumps(result.to_json(), ensure_ascii=False, indent=2, allow_nan=False))
        return
    echo_title(_("The air around the source"))
    for line in result.lines():
        typer.echo(_(line))
    for one in (*result.findings, *result.caveats):
        typer.echo(f"  {_('note')}: {_(one)}")
    typer.echo(_("Numbers that were not read in their source: {count}").format(count=len(result.unverified)))
    tell_written(written, as_json)


def plume_template(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the workbook."""
    from almaden.cli.language import LANGUAGE
    from almaden.reports.fate.plume_template import PLUME_TEMPLATE

    PLUME_TEMPLATE.write(out, LANGUAGE)
    tell_written([out], as_json, [_("Next: almaden fate plume --sources {path}").format(path=out)])
