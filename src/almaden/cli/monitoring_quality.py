"""``almaden monitoring check``, ``marks``, ``decide``, ``finish``: the quality of a data set of the store."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.store.models import Dataset, QualityMark

Key = Annotated[str, typer.Argument(metavar="DATASET", help=_("The data set; see almaden data list."))]
OwnRules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", help=_("Own rules, which replace single ones or switch them off.")),
]
Numbers = Annotated[
    list[int], typer.Argument(metavar="NUMBER...", help=_("Numbers of marks; see almaden monitoring marks."))
]
Verdict = Annotated[
    Literal["accepted", "rejected", "changed"],
    typer.Option(
        "--verdict", help=_("accepted: the flag proposed holds; rejected: it does not; changed: --flag holds.")
    ),
]
Flag = Annotated[str, typer.Option("--flag", metavar="FLAG", help=_("The flag, where it is changed."))]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why; it is kept in the journal."))]


def add_commands(group: CommandGroup) -> None:
    """Add the commands to the group ``monitoring``."""
    group.command(
        help=_(
            "Check a data set of the store by the automatic rules. What they mark is kept; no value and no flag is "
            "changed.\n\n"
            "\b\nExamples:\n  almaden monitoring check lake-stations\n"
            "  almaden monitoring check lake-stations --rules own.csv"
        )
    )(check)
    group.command(
        help=_(
            "List the marks of a data set that wait for a decision.\n\n"
            "\b\nExample:\n  almaden monitoring marks lake-stations"
        )
    )(marks)
    group.command(
        help=_(
            "Decide on marks of a data set. What was decided on them before is undone and stays to be read.\n\n"
            "\b\n"
            "Example:\n"
            '  almaden monitoring decide lake-stations 12 13 --verdict accepted --reason "a vehicle nearby"'
        )
    )(decide)
    group.command(
        help=_(
            "Make the final level of a data set: its flags carry what was decided. It is then reviewed and published "
            "like any other.\n\n"
            "\b\nExample:\n  almaden monitoring finish lake-stations"
        )
    )(finish)


def check(key: Key, rules: OwnRules = None, as_json: AsJson = False) -> None:
    """Run the automatic rules."""
    from almaden.monitoring.readers.qc_rules import read_rules

    own = None if rules is None else read_rules(rules)
    dataset = _dataset(key)
    from almaden.store.acting import now
    from almaden.store.operator import operator_with
    from almaden.store.quality.automatic import check_by_rules

    run = check_by_rules(operator_with("import"), dataset, now().date(), rules=own)
    if as_json:
        _print({"dataset": key, "observations": run.observations, "marks": run.counts, "rules": run.rules_sha256})
        return
    typer.echo(_("Observations checked: {count}").format(count=run.observations))
    for rule, count in run.counts.items():
        typer.echo(f"{rule}: {count:,}")


def marks(key: Key, as_json: AsJson = False) -> None:
    """Show the marks that wait for a decision."""
    dataset = _dataset(key)
    from almaden.store.quality.checking import open_marks

    found = [_record(one) for one in open_marks(dataset)]
    if as_json:
        _print({"marks": found})
        return
    for one in found:
        typer.echo("{number}  {site} {species}  {start}  {rule} {finding}: {flag}".format(**one))
    if not found:
        typer.echo(_("No mark waits for a decision."))


def decide(
    key: Key, numbers: Numbers, verdict: Verdict, flag: Flag = "", reason: Reason = "", as_json: AsJson = False
) -> None:
    """Decide on marks by their numbers."""
    dataset = _dataset(key)
    from almaden.store.models import QualityMark
    from almaden.store.operator import operator_with
    from almaden.store.quality import deciding

    found = list(QualityMark.objects.filter(run__dataset=dataset, pk__in=numbers).select_related("run__dataset"))
    missing = sorted({*numbers} - {one.pk for one in found})
    if missing:
        raise InputError([Fault(n_("the data set has no such mark"), value=str(number)) for number in missing])
    made = deciding.decide(operator_with("import"), found, verdict, flag, reason)
    if as_json:
        _print({"decided": [one.pk for one in made], "verdict": verdict})
    else:
        typer.echo(_("Decided: {count}").format(count=len(made)))


def finish(key: Key, reason: Reason = "", as_json: AsJson = False) -> None:
    """Make the final level of a data set."""
    dataset = _dataset(key)
    from almaden.store.operator import operator_with
    from almaden.store.quality import finishing

    changed = finishing.finish(operator_with("import"), dataset, reason)
    if as_json:
        _print({"dataset": key, "level": "final", "changed_flags": changed})
    else:
        typer.echo(_("The final level was made. Flags that changed: {count}").format(count=changed))


def _dataset(key: str) -> Dataset:
    """A data set of the store of this machine, which is started."""
    from almaden.store import setup

    setup.start()

    from almaden.store.models import Dataset

    found = Dataset.objects.filter(key=key).first()
    if found is None:
        problem, advice = n_("there is no data set with this key"), n_("see the keys with: almaden data list")
        raise InputError(Fault(problem, value=key, advice=advice))
    return found


def _record(mark: QualityMark) -> dict[str, Any]:
    names = ("site", "matrix", "species", "unit", "method", "instrument", "rule", "finding", "flag")
    start = mark.start.isoformat() if mark.start is not None else ""
    numbers = {"value": mark.value, "low": mark.low, "high": mark.high}
    return {"number": mark.pk, "start": start, **{name: getattr(mark, name) for name in names}, **numbers}


def _print(content: dict[str, Any]) -> None:
    from almaden.reference.meta import meta

    typer.echo(json.dumps({**content, "meta": asdict(meta(0, 0))}, ensure_ascii=False, indent=2))
