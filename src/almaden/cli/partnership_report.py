"""``almaden partnership report``: the reports on activities and on overall progress."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.partnership_input import Folder, KnownAt, Store, day, read
from almaden.cli.written import tell_written


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``partnership``."""
    app.command(
        help=_(
            "Write a report of the Partnership. On activities, or on overall progress.\n\n"
            "--store tells of what is kept on this machine; without a folder it is the registry that comes along.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden partnership report --kind activity --from 2019-10-01 --to 2020-11-30 --format docx\n"
            "  almaden partnership report registry/ --kind progress --from 2010-07-01 --to 2012-06-30 --lang fr"
        )
    )(report)


def report(
    first: Annotated[str, typer.Option("--from", metavar="DATE", help=_("First day of the period: 2019-10-01."))],
    last: Annotated[str, typer.Option("--to", metavar="DATE", help=_("Last day of the period: 2020-11-30."))],
    folder: Folder = None,
    store: Store = False,
    known_at: KnownAt = "",
    kind: Annotated[Literal["activity", "progress"], typer.Option("--kind", help=_("Kind of report."))] = "activity",
    by: Annotated[
        Literal["topic", "partner"], typer.Option("--by", help=_("Activities of an area by topic or by partner."))
    ] = "topic",
    formats: Annotated[str, typer.Option("--format", help=_("pdf, docx, xlsx, html; several with commas."))] = "pdf",
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the report."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("Folder for the report; made if it is missing."))
    ] = Path(),
    as_json: AsJson = False,
) -> None:
    """Write a report in one or several formats."""
    from almaden.partnership.reporting.contents import activity_contents, progress_contents
    from almaden.reports.build import wanted_formats
    from almaden.reports.partnership.write import write_partnership_report

    wanted = wanted_formats(formats)
    contents_of = activity_contents if kind == "activity" else progress_contents
    contents = contents_of(read(folder, store, known_at), day(first, "--from"), day(last, "--to"), by)
    name = f"partnership-{kind}-{first}-{last}-{lang}"
    written = [write_partnership_report(contents, one, lang, out / f"{name}.{one}") for one in wanted]
    tell_written(written, as_json)
