"""``almaden monitoring report``: a network as a document."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.monitoring_input import ReaderName
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.monitoring.network_study import NetworkAbout, NetworkStudy
    from almaden.reference.records import SiteRecord


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``monitoring``."""
    app.command(
        help=_(
            "Write the report of a network. Sites and series, data quality, yearly means, trends with their verdicts "
            "and intervals, wet deposition, and what cannot be told.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring report *.nas --title 'Our network' -o report.pdf\n"
            "  almaden monitoring report values.csv --sites sites.csv --title 'Lakes' --lang fr -o report.docx\n"
            "  almaden monitoring report values.csv --json"
        )
    )(report)


def report(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("Files with observations."))],
    title: Annotated[str, typer.Option("--title", help=_("Title of the report; otherwise the file names."))] = "",
    out: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help=_("File to write: .pdf, .docx, .html or .xlsx.")),
    ] = None,
    reader: ReaderName = "",
    sites: Annotated[
        Path | None, typer.Option("--sites", metavar="FILE", help=_("Table of the sites, in the template of sites."))
    ] = None,
    citation: Annotated[str, typer.Option("--citation", help=_("How to cite the data."))] = "",
    licence: Annotated[str, typer.Option("--licence", help=_("Terms under which the data may be used."))] = "",
    notice: Annotated[str, typer.Option("--notice", help=_("Said on every page, as of made-up data."))] = "",
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the report."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    as_json: AsJson = False,
) -> None:
    """Write the report of a network."""
    from almaden.monitoring.network_study import NetworkAbout

    form = _form(out, as_json)
    about = NetworkAbout(title or ", ".join(path.name for path in files), citation, licence, "", notice)
    study = _study(files, reader, sites, about)
    if out is not None:
        from almaden.reports.files import write_atomically
        from almaden.reports.monitoring.network_report import render_network_report

        write_atomically(out, render_network_report(study, form, lang))
    if as_json:
        typer.echo(json.dumps(study.as_dict(), ensure_ascii=False, indent=2, allow_nan=False))
    elif out is not None:
        from almaden.cli.written import tell_written

        tell_written([out], as_json=False)


def _form(out: Path | None, as_json: bool) -> str:
    """The format of the report, by the ending of its name.

    Raises:
        InputError: no file is named, or its ending names no format.
    """
    from almaden.reports.build import FORMATS

    form = "" if out is None else out.suffix.lower().removeprefix(".")
    if form not in FORMATS and not (out is None and as_json):
        raise InputError(
            Fault(
                n_("the name of the report does not tell its format"), column="--output", value=str(out or ""),
                accepted=", ".join(f".{one}" for one in FORMATS), advice=n_("write for example -o report.pdf"),
            )
        )  # fmt: skip
    return form


def _study(files: list[Path], reader: str, sites: Path | None, about: NetworkAbout) -> NetworkStudy:
    from almaden.cli.progress import progress_bar
    from almaden.monitoring.network_study import NetworkData, network_study
    from almaden.monitoring.quality.surroundings import surroundings
    from almaden.monitoring.readers.gathered import gather
    from almaden.monitoring.series import series_of

    with progress_bar(_("Files")) as bar:
        given = gather(files, reader, bar)
    known = (*given.sites, *(_sites(sites) if sites is not None else ()))
    series = series_of(given.observations)
    beside = surroundings(given.observations, series, known)
    data = NetworkData(series, known, beside, given.traps, sha256=given.sha256)
    with progress_bar(_("Trends")) as bar:
        return network_study(data, about, datetime.now(UTC).date(), bar)


def _sites(path: Path) -> list[SiteRecord]:
    from almaden.reference.readers import registry
    from almaden.reference.readers.faults import Faults
    from almaden.reference.readers.safety import check_file
    from almaden.reference.records import SiteRecord

    check_file(path, path.name)
    faults, found = Faults(), []
    with path.open("rb") as file:
        for item in registry.read("sites", file, path.name):
            if isinstance(item, Fault):
                faults.add(item)
            elif isinstance(item.record, SiteRecord):
                found.append(item.record)
    faults.raise_if_any()
    return found
