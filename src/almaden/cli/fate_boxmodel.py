"""``almaden fate boxmodel``: mercury between air, land, waste and sea over years to millennia."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from almaden.cli import fate_boxmodel_input as asked
from almaden.cli.coal_input import Seed
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.wording import n_

if TYPE_CHECKING:
    import pandas

    from almaden.fate.boxmodel.simulation import Question
    from almaden.reports.drawings import LineChart

_GROUP = CommandGroup(
    help=_("Box models of the globe. Reservoirs of mercury and what moves between them, from 2000 BC to 2300.")
)

_LEGACY = n_(
    "Tell how much of past emissions to air comes back to the air in a year, by the response of Feinberg and others "
    "(2024). The command 'budget' tells it with all reservoirs.\n\n"
    "\b\n"
    "Example:\n"
    "  almaden fate boxmodel legacy 2010 --emissions streets2019"
)


def add_commands(app: CommandGroup) -> None:
    """Add the group ``boxmodel`` to the group ``fate``."""
    _GROUP.command(
        help=_(
            "Run a model through the years. Masses of every reservoir, told apart by sector, region or era of "
            "emission if asked, with the balance of the run.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden fate boxmodel run --emissions ssp1-26 --from 1850\n"
            "  almaden fate boxmodel run --emissions ssp1-26 --stop 2030 --plot air.svg\n"
            "  almaden fate boxmodel run --emissions sectors.tab --tag sector --out masses.csv\n"
            "  almaden fate boxmodel run --model amos2014 --emissions streets2011 --tag era --era 1850 --json"
        )
    )(run)
    _GROUP.command(
        help=_(
            "Tell the state at rest under constant inputs. By a direct solve; the natural inputs of the model where "
            "none are given.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden fate boxmodel steady\n"
            "  almaden fate boxmodel steady --model amos2014 --input atm=90 --json"
        )
    )(steady)
    _GROUP.command(
        help=_(
            "Follow a mass put into a reservoir at once. Where it is after some years, and how much has left the "
            "system.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden fate boxmodel pulse atm --mass 1 --years 1 --years 10 --years 100"
        )
    )(pulse)
    _GROUP.command(
        help=_(
            "Tell all flows in a year. Inputs, every process and what leaves the system, with the closure; and how "
            "much of what enters the air is natural, legacy and of the year.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden fate boxmodel budget 2010 --emissions ssp1-26 --json"
        )
    )(budget)
    _GROUP.command(
        help=_(
            "Say how sure a run is. Many members with other rates and inputs, of which those count that fit what is "
            "known of air and sea; 95 % ranges by year.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden fate boxmodel ensemble --members 10000 --emissions ssp5-85 --from 1950 --plot air.png"
        )
    )(ensemble)
    _GROUP.command(help=_(_LEGACY))(legacy)
    _GROUP.command(help=_("List the models and the emission histories that come with the program."))(models)
    app.add_typer(_GROUP, name="boxmodel")


def run(
    model: asked.Model = "geyman2025",
    emissions: asked.Emissions = "ssp1-26",
    scenario: asked.IamcScenario = "",
    before: asked.Before = asked.USUAL_BEFORE,
    keep_first: asked.KeepFirst = False,
    stop: asked.Stop = None,
    hold: asked.Hold = None,
    scale: asked.Scale = "",
    tag: asked.Tag = None,
    era: asked.Eras = None,
    method: Annotated[
        Literal["exact", "euler"], typer.Option("--method", help=_("Without any error of a step, or as published."))
    ] = "exact",
    compat: asked.Compat = False,
    first: asked.First = None,
    last: asked.Last = None,
    out: asked.Out = None,
    plot: asked.Plot = None,
    reservoir: asked.Reservoirs = None,
    as_json: AsJson = False,
) -> None:
    """Run a model through the years."""
    from almaden.cli.fate_boxmodel_show import show_run
    from almaden.fate.boxmodel.comparison import compare
    from almaden.fate.boxmodel.simulation import simulate
    from almaden.reports.fate.reservoirs import draw_run
    from almaden.reports.words import Words

    laboratory = asked.laboratory_of(model, compat, reservoir or ())
    question = _question(
        emissions, scenario, before, keep_first, stop=stop, hold=hold, scale=scale, tag=tag or "",
        eras=tuple(era or ()), first=first, last=last,
    )  # fmt: skip
    found = simulate(laboratory, question, method)
    beside = compare(question)
    _tell_findings(question)
    drawn = None if plot is None else draw_run(found.run, laboratory.model, Words.of(LANGUAGE), reservoir or ())
    _write(out, found.to_frame() if out else None, plot, drawn)
    if as_json:
        typer.echo(_joined(found.as_dict() | {"beside": [one.as_dict() for one in beside]}))
    else:
        show_run(found, laboratory.model, beside)


def steady(
    model: asked.Model = "geyman2025",
    put: Annotated[
        list[str] | None,
        typer.Option("--input", metavar="KEY=MG", help=_("Input of a reservoir in Mg/yr; repeat it for more.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell the state at rest."""
    from almaden.cli.fate_boxmodel_show import show_steady
    from almaden.fate.boxmodel.caveats import caveats
    from almaden.fate.boxmodel.timescales import timescales

    laboratory = asked.laboratory_of(model)
    found = laboratory.steady_state(asked.inputs_of(put) if put else None)
    times = timescales(laboratory.natural)
    if as_json:
        relaxation = times.as_dict()["relaxation_years"]
        typer.echo(_joined(found.as_dict() | {"relaxation_years": relaxation, "caveats": list(caveats())}))
    else:
        show_steady(found, laboratory.natural, times)


def pulse(
    reservoir: Annotated[str, typer.Argument(metavar="RESERVOIR", help=_("Key of the reservoir, such as atm."))],
    model: asked.Model = "geyman2025",
    mass: Annotated[float, typer.Option("--mass", metavar="MG", help=_("The mass in Mg, which are tonnes."))] = 1.0,
    years: Annotated[
        list[float] | None, typer.Option("--years", metavar="YEARS", help=_("Years after it; repeat it for more."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Follow a mass put into a reservoir at once."""
    from almaden.cli.fate_boxmodel_show import show_pulse
    from almaden.fate.boxmodel.budget import pulse_closure
    from almaden.fate.boxmodel.caveats import caveats

    laboratory = asked.laboratory_of(model)
    found = laboratory.pulse(reservoir, mass, sorted(years or (1.0, 10.0, 100.0, 1000.0)))
    closure_mg = pulse_closure(laboratory.model, found)
    if as_json:
        typer.echo(_joined(found.as_dict() | {"closure_mg": closure_mg, "caveats": list(caveats())}))
    else:
        show_pulse(found, laboratory.model, closure_mg)


def budget(
    year: Annotated[float, typer.Argument(metavar="YEAR", help=_("The year."))],
    model: asked.Model = "geyman2025",
    emissions: asked.Emissions = "ssp1-26",
    scenario: asked.IamcScenario = "",
    before: asked.Before = asked.USUAL_BEFORE,
    keep_first: asked.KeepFirst = False,
    stop: asked.Stop = None,
    first: asked.First = None,
    out: asked.Out = None,
    as_json: AsJson = False,
) -> None:
    """Tell all flows in a year."""
    from almaden.cli.fate_boxmodel_show import show_budget, show_legacy
    from almaden.fate.boxmodel.budget import budget as make
    from almaden.fate.boxmodel.legacy_share import legacy_share
    from almaden.fate.boxmodel.simulation import simulate

    laboratory = asked.laboratory_of(model)
    question = _question(emissions, scenario, before, keep_first, stop=stop, first=first)
    made = simulate(laboratory, question)
    found = make(laboratory.model, made.run, made.forcing, year)
    shares = legacy_share(laboratory.model, made.run, made.forcing, year)
    _tell_findings(question)
    _write(out, found.to_frame() if out else None, None, None)
    if as_json:
        typer.echo(_joined(found.as_dict() | {"to_air": shares.as_dict(), "run_closure": asdict(made.closure)}))
        return
    show_budget(found, laboratory.model)
    show_legacy(shares)


def legacy(
    year: Annotated[int, typer.Argument(metavar="YEAR", help=_("The year."))],
    emissions: Annotated[
        str, typer.Option("--emissions", metavar="NAME", help=_("History by name (almaden fate boxmodel models)."))
    ] = "ssp1-26",
    as_json: AsJson = False,
) -> None:
    """Tell what past emissions give back."""
    from almaden.cli.fate_boxmodel_show import listed_unverified, told
    from almaden.fate.boxmodel.legacy import legacy_of_history

    found = legacy_of_history(emissions, year)
    if as_json:
        typer.echo(found.to_json())
        return
    typer.echo(_(found.summary()))
    told((), found.caveats)
    listed_unverified(found.unverified)


def ensemble(
    model: asked.Model = "geyman2025",
    emissions: asked.Emissions = "ssp1-26",
    scenario: asked.IamcScenario = "",
    before: asked.Before = asked.USUAL_BEFORE,
    keep_first: asked.KeepFirst = False,
    stop: asked.Stop = None,
    hold: asked.Hold = None,
    scale: asked.Scale = "",
    first: asked.First = None,
    last: asked.Last = None,
    members: Annotated[int, typer.Option("--members", min=40, max=200_000, help=_("How many members."))] = 2000,
    seed: Seed = 1,
    free: Annotated[
        bool, typer.Option("--unconstrained", help=_("Count all members, whether they fit what is known or not."))
    ] = False,
    out: asked.Out = None,
    plot: asked.Plot = None,
    reservoir: asked.Reservoirs = None,
    as_json: AsJson = False,
) -> None:
    """Say how sure a run is."""
    from almaden.cli.fate_boxmodel_show import show_ensemble
    from almaden.cli.progress import progress_bar
    from almaden.fate.boxmodel.ensemble import run_ensemble
    from almaden.fate.boxmodel.simulation import inputs
    from almaden.reports.fate.reservoirs import draw_ensemble
    from almaden.reports.words import Words

    laboratory = asked.laboratory_of(model, reservoirs=reservoir or ())
    question = _question(
        emissions, scenario, before, keep_first, stop=stop, hold=hold, scale=scale, first=first, last=last
    )
    forcing, notes = inputs(laboratory, question)
    with progress_bar(_("members")) as progress:
        found = run_ensemble(
            laboratory, forcing, members=members, seed=seed, first=first, until=last, constrained=not free,
            progress=progress,
        )  # fmt: skip
    _tell_findings(question)
    drawn = None if plot is None else draw_ensemble(found, laboratory.model, Words.of(LANGUAGE), reservoir or ())
    _write(out, found.to_frame() if out else None, plot, drawn)
    if as_json:
        typer.echo(_joined(found.as_dict() | {"notes": [*found.notes, *notes]}))
    else:
        show_ensemble(found, laboratory.model, reservoir or ())


def models(as_json: AsJson = False) -> None:
    """List models and histories."""
    from almaden.fate.boxmodel.laying import history_titles
    from almaden.fate.boxmodel.presets import box_model, preset_names

    known = [box_model(name) for name in preset_names()]
    if as_json:
        listed = [
            {"key": one.key, "name": one.name, "reservoirs": dict(zip(one.reservoirs, one.names, strict=True))}
            for one in known
        ]
        typer.echo(_joined({"models": listed, "histories": history_titles()}))
        return
    for one in known:
        typer.secho(f"{one.key:<14} {_(one.name)}", bold=True)
        typer.echo("  " + _("; ").join(f"{key} {_(name)}" for key, name in zip(one.reservoirs, one.names, strict=True)))
    typer.echo()
    typer.secho(_("Emission histories"), bold=True)
    for key, title in history_titles().items():
        typer.echo(f"{key:<14} {_(title)}")


def _question(
    emissions: str,
    scenario: str,
    before: str,
    keep_first: bool,
    *,
    stop: float | None = None,
    hold: float | None = None,
    scale: str = "",
    tag: str = "",
    eras: tuple[float, ...] = (),
    first: float | None = None,
    last: float | None = None,
) -> Question:
    from almaden.fate.boxmodel.simulation import Question

    source = asked.emissions_of(emissions, scenario, keep_first)
    return Question(source, asked.before_of(before), tag, eras, stop, hold, asked.scale_of(scale), first, last)


def _tell_findings(question: Question) -> None:
    """What is odd in a table, on the error stream."""
    if not isinstance(question.emissions, str):
        for finding in question.emissions.findings:
            typer.echo(_("Note: {text}").format(text=finding.say(_)), err=True)


def _write(out: Path | None, frame: pandas.DataFrame | None, plot: Path | None, chart: LineChart | None) -> None:
    """Write the files that were asked for, and name them on the error stream."""
    from almaden.reports.fate.reservoirs import write_figure
    from almaden.reports.files import write_atomically

    written = []
    if out is not None and frame is not None:
        written.append(write_atomically(out, frame.to_csv(index=False, lineterminator="\n").encode()))
    if plot is not None and chart is not None:
        written.append(write_figure(plot, chart))
    for path in written:
        typer.echo(_("Written: {path}").format(path=path), err=True)


def _joined(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2)
