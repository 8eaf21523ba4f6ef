"""``almaden convention``: phase-out dates and obligations of the Minamata Convention."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from almaden.cli import convention_waste
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson

if TYPE_CHECKING:
    from almaden.convention.finding import Finding
    from almaden.convention.obligations import Gap
    from almaden.convention.timeline import TimelineRow

app = CommandGroup(
    help=_(
        "Dates and duties of the Convention. Which product or process is barred on which day under the Minamata "
        "Convention, and what a Party has to do."
    )
)


def add_commands(main: CommandGroup) -> None:
    """Put the group under the command ``almaden``."""
    convention_waste.add_commands(app)
    main.add_typer(app, name="convention")


@app.command(
    help=_(
        "Say whether a product may be made and traded, or a process use mercury, on a day.\n\n"
        "PRODUCT is a key of the list that almaden convention products prints; a group such as battery is "
        "looked at in all its kinds. What is not stated is taken to be unknown.\n\n"
        "\b\n"
        "Examples:\n"
        "  almaden convention check cfl_integrated --date 2026-01-01 --mercury-mg 4 --watts 20\n"
        "  almaden convention check chlor_alkali --exemption-until 2030-12-31\n"
        "  almaden convention check battery --date 2026-06-30 --accepted MC-4/3=2024-05-01"
    )
)
def check(
    product: Annotated[str, typer.Argument(metavar="PRODUCT", help=_("Key of a product, process or group."))],
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help=_("Day asked about, year-month-day; today if left out.")),
    ] = None,
    mercury_mg: Annotated[
        float | None, typer.Option("--mercury-mg", help=_("Mercury per lamp, burner, switch or relay in mg."))
    ] = None,
    mercury_ppm: Annotated[
        float | None, typer.Option("--mercury-ppm", help=_("Mercury content in ppm by weight; 2% is 20000."))
    ] = None,
    watts: Annotated[float | None, typer.Option("--watts", help=_("Power of the lamp in W."))] = None,
    length_mm: Annotated[float | None, typer.Option("--length-mm", help=_("Length of the lamp in mm."))] = None,
    exemption_until: Annotated[
        str | None,
        typer.Option(
            "--exemption-until",
            metavar="DATE",
            help=_("Last day of an exemption registered under Article 6."),
        ),
    ] = None,
    separate_acceptance: Annotated[
        bool,
        typer.Option(
            "--separate-acceptance",
            help=_("Amendments bind the Party only once it accepts them (Article 30(5))."),
        ),
    ] = False,
    accepted: Annotated[
        list[str] | None,
        typer.Option(
            "--accepted",
            metavar="DECISION=DATE",
            help=_("An amendment that such a Party accepted, in force for it since then; may be repeated."),
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check one product or process on one day."""
    from almaden.convention.dates import status_on

    finding = status_on(
        product,
        _date(day, "--date") if day else date.today(),
        mercury_mg=mercury_mg,
        mercury_ppm=mercury_ppm,
        watts=watts,
        length_mm=length_mm,
        exemption_until=_date(exemption_until, "--exemption-until") if exemption_until else None,
        accepted_amendments=_accepted(accepted or []) if separate_acceptance or accepted else None,
    )
    if as_json:
        _print_json({"finding": finding.record()})
    else:
        _print_finding(finding)


@app.command(
    help=_(
        "List the dates of Annex A (products) and Annex B (processes), earliest first.\n\n"
        "\b\n"
        "Examples:\n"
        "  almaden convention dates\n"
        "  almaden convention dates --category 5.5.3 --json"
    )
)
def dates(
    category: Annotated[
        list[str] | None,
        typer.Option(
            "--category",
            metavar="CODE",
            help=_("Only what is counted in this source category; may be repeated."),
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the dated rules."""
    from almaden.convention.timeline import timeline

    rows = timeline(category or None)
    if as_json:
        _print_json({"rules": [row.record() for row in rows]})
        return
    heading = ""
    for row in rows:
        if (here := _heading(row)) != heading:
            heading = here
            typer.echo(heading)
        _paragraph(_timeline_text(row), "  ")
    if any(row.status == "unverified" for row in rows):
        typer.echo(_("* not verified: recalled, or read second-hand"))


@app.command(
    help=_(
        "List what the Convention asks of a Party, with the deadlines of a Party that it entered into force "
        "for on a given day.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden convention obligations --entry-into-force 2017-08-16"
    )
)
def obligations(
    entry_into_force: Annotated[
        str | None,
        typer.Option(
            "--entry-into-force",
            metavar="DATE",
            help=_("Day on which the Convention entered into force for the Party."),
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the obligations on Parties."""
    from almaden.convention.obligations import legal_gaps

    start = _date(entry_into_force, "--entry-into-force") if entry_into_force else None
    gaps = legal_gaps({}, start)
    if as_json:
        _print_json({"obligations": [_obligation_record(gap) for gap in gaps]})
        return
    for gap in gaps:
        _paragraph(_obligation_text(gap), "")
    if any(gap.obligation.status == "unverified" for gap in gaps):
        typer.echo(_("* not verified: recalled, or read second-hand"))


@app.command(
    help=_(
        "List the products, processes and groups that almaden convention check knows.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden convention products"
    )
)
def products(as_json: AsJson = False) -> None:
    """List the keys that can be asked about."""
    from almaden.convention.rules import products as known

    rows = tuple(known().values())
    if as_json:
        _print_json(
            {"products": [{"key": row.key, "group": row.parent, "kind": row.kind, "name": row.name} for row in rows]}
        )
        return
    for row in rows:
        typer.echo(f"{row.key:<30}{_(row.name)}")


def _date(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        from almaden.errors import Fault, InputError

        raise InputError(
            Fault(
                "this is not a date",
                column=option,
                value=text,
                accepted="year-month-day, such as 2026-01-31",
                advice="write the date in this order, with two digits for month and day",
            )
        ) from None


def _accepted(pairs: Iterable[str]) -> dict[str, date]:
    return {
        decision.strip(): _date(day.strip(), "--accepted")
        for decision, _sign, day in (pair.partition("=") for pair in pairs)
    }


def _print_json(content: dict[str, Any]) -> None:
    from almaden import __version__

    meta = {"program": "almaden", "version": __version__}
    typer.echo(json.dumps({"meta": meta, **content}, ensure_ascii=False, indent=2))


def _paragraph(text: str, indent: str) -> None:
    width = min(100, shutil.get_terminal_size().columns)
    typer.echo(textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent + "    "))


def _print_finding(finding: Finding) -> None:
    verdicts = {"barred": _("barred"), "allowed": _("allowed"), "unclear": _("unclear")}
    verdict = verdicts[finding.verdict].upper()
    typer.echo(_("{name}: {text}").format(name=finding.on.isoformat(), text=verdict))
    for text in (finding.say(_), *finding.remarks(_)):
        _paragraph(text, "")
    if finding.rule is not None:
        _paragraph(_("Source: {source}.").format(source=finding.rule.source), "")
        _paragraph(_("Read at: {seen}.").format(seen=finding.rule.seen), "")


def _heading(row: TimelineRow) -> str:
    if row.after is None:
        return _("Without a date")
    return _("After {day}").format(day=row.after.isoformat())


def _timeline_text(row: TimelineRow) -> str:
    effects = {
        "phase_out": _("barred"),
        "reduce": _("a duty by then"),
        "aim": _("an aim by then"),
        "measure": _("a duty"),
        "conditional": _("barred after a finding"),
        "excluded": _("excluded from Annex A"),
    }
    what = _(row.entry) + (f", {_(row.condition)}" if row.condition else "")
    place = _("Annex {annex}, {decision}").format(annex=row.annex, decision=_(row.decision))
    mark = "* " if row.status == "unverified" else ""
    text = mark + _("{name}: {text}").format(name=what, text=f"{effects[row.effect]} ({place})")
    if row.exception:
        text += _("; ") + _("excepted: {what}").format(what=_(row.exception))
    return text


def _obligation_text(gap: Gap) -> str:
    duty = gap.obligation
    mark = "* " if duty.status == "unverified" else ""
    name = f"{mark}{duty.id} {_('Article {article}').format(article=duty.place)}"
    parts = [_("{name}: {text}").format(name=name, text=_(duty.obligation))]
    if gap.deadline:
        when = _("from {day}") if duty.years == 0 else _("by {day}")
        parts.append(when.format(day=gap.deadline.isoformat()))
    elif duty.deadline_rule:
        parts.append(_(duty.deadline_rule))
    if duty.who != "Party":
        parts.append(_("for: {who}").format(who=_(duty.who)))
    return f"{_('; ').join(parts)} [{_(duty.nature)}]"


def _obligation_record(gap: Gap) -> dict[str, Any]:
    record = gap.record()
    # Marks on national law belong to an inventory; here there are none to show.
    return {key: value for key, value in record.items() if key not in ("in_law", "instrument", "law_note")}
