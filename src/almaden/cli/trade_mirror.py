"""``almaden trade mirror``, ``network``, ``statistics-template``: what both sides of trade report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.progress import progress_bar
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.supply.trade.mirror_result import MirrorResult
    from almaden.supply.trade.rows import TradeRows

Files: TypeAlias = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...", help=_("Files of UN Comtrade, CSV (also gz) or JSON; or the filled-in template.")
    ),
]
Code: TypeAlias = Annotated[str, typer.Option("--code", help=_("Code of the commodity; 280540 is mercury."))]
Years: TypeAlias = Annotated[str, typer.Option("--years", metavar="FIRST-LAST", help=_("Only these years: 2010-2020."))]
Hubs: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--hubs", metavar="ISO3", help=_("Country that sells on: ARE; may be given several times; none for no hubs.")
    ),
]
Draws: TypeAlias = Annotated[
    int, typer.Option("--draws", min=100, max=100_000, help=_("Draws of the uncertain numbers."))
]
Seed: TypeAlias = Annotated[int, typer.Option("--seed", min=0, help=_("Seed of the draws."))]

_MERCURY = "280540"


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``trade``."""
    app.command(
        name="mirror",
        help=_(
            "Compare what exporters and importers report. Weights are repaired where needed, and each repair is shown; "
            "what the turn of the year and hubs explain is taken off; flows too far apart are flagged.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden trade mirror comtrade.csv\n"
            "  almaden trade mirror comtrade.csv --years 2010-2020 --country PER\n"
            "  almaden trade mirror comtrade.csv --hubs ARE --hubs SGP --frame pairs.csv --json"
        ),
    )(mirror)
    app.command(
        name="network",
        help=_(
            "Show the trade as a network. Countries by year with what came in, went out, stayed, and their flows.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden trade network comtrade.csv --years 2018-2018 --json"
        ),
    )(network)
    app.command(
        name="statistics-template",
        help=_(
            "Write the template for statistics of trade.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden trade statistics-template trade.xlsx"
        ),
    )(statistics_template)


def mirror(
    files: Files,
    code: Code = _MERCURY,
    years: Years = "",
    country: Annotated[
        str, typer.Option("--country", metavar="ISO3", help=_("Show only flows of this country: PER."))
    ] = "",
    hubs: Hubs = None,
    frame: Annotated[
        Path | None, typer.Option("--frame", metavar="CSV", help=_("Write every pair and year as a table."))
    ] = None,
    repairs: Annotated[
        Path | None, typer.Option("--repairs", metavar="CSV", help=_("Write every repair of a weight as a table."))
    ] = None,
    draws: Draws = 1_000,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Compare what exporters and importers report."""
    from almaden.cli.trade_mirror_show import show_mirror
    from almaden.reports.files import write_atomically
    from almaden.supply.trade.areas import trading_country

    only = trading_country(country) if country else ""
    found = analysed(files, code, years, hubs, draws, seed)
    if frame is not None:
        write_atomically(frame, found.to_frame().to_csv(index=False).encode("utf-8"))
    if repairs is not None:
        write_atomically(repairs, found.masses.to_frame().to_csv(index=False).encode("utf-8"))
    if as_json:
        typer.echo(found.to_json(only))
        return
    show_mirror(found, only)
    written = [one for one in (frame, repairs) if one is not None]
    if written:
        tell_written(written, as_json=False)


def network(
    files: Files,
    code: Code = _MERCURY,
    years: Years = "",
    hubs: Hubs = None,
    frame: Annotated[
        Path | None, typer.Option("--frame", metavar="CSV", help=_("Write the flows of the network as a table."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the trade as a network."""
    import json
    from dataclasses import asdict

    from almaden.cli.trade_mirror_show import show_network
    from almaden.reports.files import write_atomically

    found = analysed(files, code, years, hubs)
    made = found.network()
    if frame is not None:
        write_atomically(frame, made.to_frame().to_csv(index=False).encode("utf-8"))
    if as_json:
        series = [asdict(one) for one in found.years]
        answer = {"meta": asdict(found.meta), "code": found.code, "years": series, **made.as_dict()}
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    show_network(found, made)
    if frame is not None:
        tell_written([frame], as_json=False)


def statistics_template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the template for statistics of trade."""
    from almaden.cli.language import LANGUAGE
    from almaden.reports.trade_statistics_template import TRADE_STATISTICS_TEMPLATE

    TRADE_STATISTICS_TEMPLATE.write(file, LANGUAGE if LANGUAGE in ("en", "fr", "es") else "en")
    tell_written([file], as_json, [_("Next: almaden trade mirror {path}").format(path=file)])


def analysed(
    files: list[Path],
    code: str = _MERCURY,
    years: str = "",
    hubs: list[str] | None = None,
    draws: int = 1_000,
    seed: int = 1,
) -> MirrorResult:
    """Both sides of the trade that files tell, beside the demand of small-scale gold mining.

    Raises:
        InputError: the files or the years have faults.
    """
    from almaden.cli.coal_input import show_notes
    from almaden.sectors.gold.country_table import country_table
    from almaden.supply.trade.areas import areas, trading_country
    from almaden.supply.trade.mirror import mirror as compare

    first, last = _span(years)
    named = None if hubs is None else [trading_country(one) for one in hubs if one.casefold() != "none"]
    rows = _read(files)
    seen = {areas()[place] for place in (*set(rows.reporter.tolist()), *set(rows.partner.tolist()))}
    gold = country_table(only=seen, draws=100)
    demand = {line.country: line.shown.mercury_kg for line in gold.lines}
    found = compare(
        rows, code=code, first_year=first, last_year=last, hubs=named, gold_kg=demand, gold_origins=gold.unverified,
        draws=draws, seed=seed,
    )  # fmt: skip
    show_notes(found.told)
    return found


def _read(files: list[Path]) -> TradeRows:
    from almaden.supply.trade.readers.comtrade import read_trade

    with progress_bar(_("Files")) as bar:
        return read_trade(files, bar)


def _span(text: str) -> tuple[int | None, int | None]:
    """First and last year of a text such as ``2010-2020``; one year alone is both."""
    if not text:
        return None, None
    ends = [part.strip() for part in text.split("-")]
    if len(ends) > 2 or not all(part.isdecimal() and len(part) == 4 for part in ends) or ends[0] > ends[-1]:
        raise InputError(
            Fault(
                n_("these are no years"),
                column="--years",
                value=text,
                accepted="2010-2020, 2018",
                advice=n_("write the first and the last year with a hyphen between"),
            )
        )
    return int(ends[0]), int(ends[-1])
