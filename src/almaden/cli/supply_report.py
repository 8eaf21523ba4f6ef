"""``almaden supply report`` and ``storage-report``: the national note and the comparison of storage as documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from almaden.cli.chloralkali_input import OnDay, day_asked
from almaden.cli.coal_input import Seed, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.supply_input import DEFAULT_DRAWS, Draws, Example, Plants, SupplyFile, read_file
from almaden.cli.supply_storage_input import DEFAULT_DRAWS as DRAWS_OF_STORAGE
from almaden.cli.supply_storage_input import DiscountOfStorage, DrawsOfStorage, StorageFile, read_storage_data
from almaden.cli.supply_storage_input import Example as ExampleOfStorage
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from datetime import date

    from almaden.sectors.products.national.public import PublicResult
    from almaden.supply.trade.consent_result import ConsentResult
    from almaden.supply.trade.mirror_result import MirrorResult

Formats: TypeAlias = Annotated[str, typer.Option("--format", help=_("pdf, docx, xlsx, html; several with commas."))]
Language: TypeAlias = Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the report."))]
Folder: TypeAlias = Annotated[
    Path, typer.Option("--out", metavar="DIR", help=_("Folder for the report; made if it is missing."))
]
Until: TypeAlias = Annotated[
    int | None, typer.Option("--until", metavar="YEAR", min=2010, max=2150, help=_("Last year."))
]
_UNTIL = 2050


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``supply``."""
    app.command(
        help=_(
            "Write the national note on supply and trade. Balance with what nothing explains, mines, both sides of "
            "trade, surplus to come, stocks, and what it all rests on.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply report --example\n"
            "  almaden supply report supply.xlsx --country PER --trade comtrade.csv --format pdf,xlsx\n"
            "  almaden supply report supply.xlsx --balance reports.xlsx --consents ledger.xlsx --lang es --out reports"
        )
    )(report)
    app.command(
        "storage-report",
        help=_(
            "Write the report on storage. Ways compared with ranges, what decides, sites, capacity against need, "
            "checks and the list of the plan.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply storage-report --example\n"
            "  almaden supply storage-report storage.xlsx --tonnes 200 --format docx --out reports"
        ),
    )(storage_report)


def report(
    file: SupplyFile = None,
    country: Annotated[
        str, typer.Option("--country", metavar="AREA", help=_("Country (ISO3), region, continent or world."))
    ] = "",
    trade: Annotated[
        list[Path] | None,
        typer.Option("--trade", metavar="FILE", help=_("Statistics of trade, as for trade mirror; several times.")),
    ] = None,
    balance: Annotated[
        Path | None,
        typer.Option("--balance", metavar="FILE", help=_("Reports for the national balance, as for products balance.")),
    ] = None,
    consents: Annotated[
        Path | None,
        typer.Option("--consents", metavar="FILE", help=_("Shipments and consents, as for trade consents.")),
    ] = None,
    plants: Plants = None,
    scenario: Annotated[
        str,
        typer.Option(
            "--scenario", metavar="NAME", help=_("convention in full, slow, no measures, or one of your own.")
        ),
    ] = "convention in full",
    until: Until = _UNTIL,
    on: OnDay = "",
    formats: Formats = "pdf",
    lang: Language = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    out: Folder = Path(),
    example: Example = False,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Write the national note on supply and trade."""
    from almaden.reports.build import wanted_formats
    from almaden.reports.supply_note import render_supply_note
    from almaden.sectors.chloralkali.readers.plants import read_plants
    from almaden.supply.note import supply_note

    wanted, day = wanted_formats(formats), day_asked(on)
    note = supply_note(
        read_file(file, example), day, area=country, scenario=scenario, until=until or _UNTIL,
        plants=None if plants is None else read_plants(plants), mirror=_mirror(trade, seed),
        products=_products(balance, example, draws, seed), consents=_consents(consents, example, day),
        draws=draws, seed=seed,
    )  # fmt: skip
    show_notes(note.notes)
    _write(
        {one: render_supply_note(note, one, lang) for one in wanted}, out, f"supply-{day.isoformat()}-{lang}", as_json
    )


def _mirror(files: list[Path] | None, seed: int) -> MirrorResult | None:
    if not files:
        return None
    from almaden.cli.trade_mirror import analysed

    return analysed(files, seed=seed)


def _products(file: Path | None, example: bool, draws: int, seed: int) -> PublicResult | None:
    """The national balance as it may be published; the made-up one beside the made-up example."""
    if file is None and not example:
        return None
    from almaden.sectors.products.national import data
    from almaden.sectors.products.national.balance import national_balance
    from almaden.sectors.products.national.public import public
    from almaden.sectors.products.national.readers.national import read_national

    return public(national_balance(data.example() if file is None else read_national(file), draws=draws, seed=seed))


def _consents(file: Path | None, example: bool, on: date) -> ConsentResult | None:
    """Shipments and their consents; the made-up ones beside the made-up example."""
    if file is None and not example:
        return None
    from almaden.supply.trade.consents import match_consents
    from almaden.supply.trade.readers.consents import example_ledger, read_consents

    data = example_ledger() if file is None else read_consents(file)
    return match_consents(
        data.shipments, data.consents, data.parties, on, input_sha256=data.sha256, notice=data.notice
    )  # fmt: skip


def storage_report(
    file: StorageFile = None,
    tonnes: Annotated[
        float | None,
        typer.Option("--tonnes", metavar="T", min=0, help=_("Mercury to deal with; otherwise that of the sources.")),
    ] = None,
    discount: DiscountOfStorage = None,
    max_km: Annotated[
        float | None, typer.Option("--max-km", metavar="KM", min=0, help=_("Longest way by road that is allowed."))
    ] = None,
    most: Annotated[int | None, typer.Option("--most", metavar="N", min=1, help=_("How many sites at most."))] = None,
    open_borders: Annotated[
        bool, typer.Option("--open-borders", help=_("Mercury may cross all borders; otherwise those of the table."))
    ] = False,
    sector: Annotated[
        str, typer.Option("--sector", metavar="SECTOR", help=_("chlor-alkali, non-ferrous metals or oil and gas."))
    ] = "",
    done: Annotated[
        list[str] | None,
        typer.Option("--done", metavar="ITEM", help=_("An item that is done; may be given several times.")),
    ] = None,
    until: Until = None,
    on: OnDay = "",
    formats: Formats = "pdf",
    lang: Language = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    out: Folder = Path(),
    made_up: ExampleOfStorage = False,
    draws: DrawsOfStorage = DRAWS_OF_STORAGE,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Write the report on storage."""
    from almaden.reports.build import wanted_formats
    from almaden.reports.storage_report import render_storage_report
    from almaden.supply.storage.study import storage_study

    wanted, day = wanted_formats(formats), day_asked(on)
    study = storage_study(
        read_storage_data(file, made_up), day, tonnes=tonnes, discount=discount, until=until, max_km=max_km,
        most_sites=most, open_borders=open_borders, sector=sector, states=dict.fromkeys(done or (), "done"),
        draws=draws, seed=seed,
    )  # fmt: skip
    show_notes(study.notes)
    contents = {one: render_storage_report(study, one, lang) for one in wanted}
    _write(contents, out, f"storage-{day.isoformat()}-{lang}", as_json)


def _write(contents: dict[str, bytes], out: Path, stem: str, as_json: bool) -> None:
    from almaden.reports.files import write_atomically

    tell_written([write_atomically(out / f"{stem}.{one}", content) for one, content in contents.items()], as_json)
