"""``almaden monitoring questions``: what users ask of observations, and the answers as of an edition."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.store.models import Edition, SavedQuestion

Slug = Annotated[str, typer.Argument(metavar="[QUESTION]", help=_("Name of a question; without it all are listed."))]
Number = Annotated[
    int | None, typer.Option("--edition", metavar="NUMBER", help=_("Answer it from this edition, and keep the answer."))
]

#: Figures of a line that are printed, where the question has them.
_FIGURES = ("mean", "low", "high", "above", "compared", "share")


def add_commands(group: CommandGroup) -> None:
    """Add the command to the group ``monitoring``."""
    group.command(
        help=_(
            "List the questions that users ask of observations, or answer one as of an edition. The answer comes from "
            "the files of the edition alone: who has it gets the same, and can cite it.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring questions\n"
            "  almaden monitoring questions air-by-country --edition 1\n"
            "  almaden monitoring questions air-by-country --json"
        )
    )(questions)


def questions(slug: Slug = "", edition: Number = None, as_json: AsJson = False) -> None:
    """List questions, or answer one."""
    from almaden.store import setup

    setup.start()
    if not slug and edition is not None:
        raise InputError(Fault(n_("name the question to answer"), column="QUESTION", advice=n_("see them without it")))
    if not slug:
        _list(as_json)
        return
    question = _question(slug)
    if edition is not None:
        from almaden.store.operator import operator_with
        from almaden.store.saved_questions import answer_as_of

        question = answer_as_of(operator_with("write_data"), question, _edition(edition))
    _tell(question, as_json)


def _list(as_json: bool) -> None:
    """The questions of the store, and those of the program that are not in it yet."""
    from almaden.monitoring.questions import built_in
    from almaden.store.models import SavedQuestion

    kept = list(SavedQuestion.objects.select_related("edition"))
    found = [_record(one) for one in kept]
    names = {one.slug for one in kept}
    found += [
        {"slug": one.slug, "title": one.title, "text": one.text, "kind": one.kind, "edition": None}
        for one in built_in()
        if one.slug not in names
    ]
    if as_json:
        _print({"questions": found})
        return
    for one in found:
        typer.echo(f"{one['slug']:<24} {_(one['title'])}")
        typer.echo(f"  {_(one['text'])}")


def _question(slug: str) -> SavedQuestion:
    """A question of the store; one of the program is put into it."""
    from almaden.monitoring.questions import built_in
    from almaden.store.models import SavedQuestion
    from almaden.store.operator import operator_with
    from almaden.store.saved_questions import add_built_in

    found = SavedQuestion.objects.filter(slug=slug).first()
    if found is None and any(one.slug == slug for one in built_in()):
        add_built_in(operator_with("publish"))
        found = SavedQuestion.objects.filter(slug=slug).first()
    if found is None:
        problem, advice = n_("there is no question with this name"), n_("see them with: almaden monitoring questions")
        raise InputError(Fault(problem, value=slug, advice=advice))
    return found


def _edition(number: int) -> Edition:
    from almaden.store.models import Edition

    found = Edition.objects.filter(number=number).first()
    if found is None:
        problem, advice = n_("there is no such edition"), n_("see them with: almaden edition list")
        raise InputError(Fault(problem, column="--edition", value=str(number), advice=advice))
    return found


def _tell(question: SavedQuestion, as_json: bool) -> None:
    from almaden.store.kept_texts import kept_result
    from almaden.store.saved_questions import cite

    citation = cite(question)
    answer = kept_result(question.answer)
    if as_json:
        _print({**_record(question), "answer": answer, "citation": citation})
        return
    typer.echo(_(question.text))
    for line in answer["lines"]:
        typer.echo(_line(line))
    for one in answer.get("trends", {}).get("sites", ()):
        typer.echo(_trend(one))
    if answer["reason"]:
        typer.echo(_(answer["reason"]))
    if answer.get("left_out"):
        text = _("Left out, as they are not on the basis asked for (wet or dry weight): {count} observations")
        typer.echo(text.format(count=answer["left_out"]))
    typer.echo()
    typer.echo(citation)


def _line(line: dict[str, Any]) -> str:
    from almaden.reference.numerals import spoken

    parts = [line["group"], line["unit"], line.get("basis", "")]
    counts = _("{sites} sites, {valid} of {observations} observations valid").format(**line)
    figures = [f"{name} {spoken(line[name], LANGUAGE)}" for name in _FIGURES if line.get(name) is not None]
    return "  ".join((", ".join(filter(None, parts)), counts, *figures))


def _trend(one: dict[str, Any]) -> str:
    from almaden.reference.numerals import spoken

    names = ("percent_per_year", "percent_low", "percent_high")
    figures = [spoken(one[name], LANGUAGE) for name in names if one[name] is not None]
    slope = (
        _("{slope} ({low} to {high}) % a year").format(**dict(zip(("slope", "low", "high"), figures, strict=True)))
        if len(figures) == len(names)
        else ""
    )
    return "  ".join(filter(None, (one["site"], _(one["verdict"]), slope, _(one["reason"]))))


def _record(question: SavedQuestion) -> dict[str, Any]:
    number = None if question.edition is None else question.edition.number
    names = ("slug", "title", "text", "kind")
    return {**{name: getattr(question, name) for name in names}, "edition": number}


def _print(content: dict[str, Any]) -> None:
    from almaden.reference.meta import meta

    typer.echo(json.dumps({**content, "meta": asdict(meta(0, 0))}, ensure_ascii=False, indent=2))
