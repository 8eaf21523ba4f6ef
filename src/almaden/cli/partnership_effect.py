"""The commands of the registry that tell of effect: duplicates, results, wishes, newsletter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.partnership_input import Folder, KnownAt, Store, day, read
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

JsonFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE.json", help=_("Write JSON to this file instead of printing."))
]


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``partnership``."""
    app.command(
        help=_(
            "List what may be told twice: activities, and partners under two names.\n\n"
            "The score is the mean of the parts that both state: title, partners, countries, dates, topics, area, "
            "kind.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden partnership duplicates\n"
            "  almaden partnership duplicates almaden-demo/partnership --threshold 0.8 --json"
        )
    )(duplicates)
    app.command(
        help=_(
            "Sum up results, each grade of evidence by itself. Mercury avoided in kg per year, and other figures.\n\n"
            "Parts of an activity and second tellings add nothing; what is left out is listed with its reason in the "
            "JSON.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden partnership results almaden-demo/partnership --json"
        )
    )(results)
    app.command(
        help=_(
            "List what looks for money, for donors. Sums are never converted, only added by currency.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden partnership wishes --area WASTE\n"
            "  almaden partnership wishes --currency USD --gap-up-to 250000 --order gap\n"
            "  almaden partnership wishes --form S4-WASTE-021 --json"
        )
    )(wishes)
    app.command(
        help=_(
            "Draft a newsletter of a period, or a story about one activity.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden partnership newsletter --from 2020-10-01 --to 2020-10-31\n"
            "  almaden partnership newsletter --from 2020-10-01 --to 2020-10-31 --out news.html"
        )
    )(newsletter)


def duplicates(
    folder: Folder = None,
    store: Store = False,
    known_at: KnownAt = "",
    threshold: Annotated[
        float | None, typer.Option("--threshold", min=0, max=1, help=_("Least score; without it the usual one."))
    ] = None,
    out: JsonFile = None,
    as_json: AsJson = False,
) -> None:
    """List possible duplicates of a registry."""
    from almaden.cli.partnership_effect_show import give, show_duplicates
    from almaden.partnership.duplicates import THRESHOLD, pairs
    from almaden.partnership.records.activities import ActivityRecord
    from almaden.partnership.same_partners import partner_pairs

    registry = read(folder, store, known_at)
    least = THRESHOLD if threshold is None else threshold
    found, partners = pairs(registry.all(ActivityRecord), least), partner_pairs(registry)
    content = {
        "threshold": least,
        "activities": [{"id": key, "candidate": one.to_json()} for key, one in found],
        "partners": [{"id": key, "candidate": one.to_json()} for key, one in partners],
    }
    give(content, out, as_json, lambda: show_duplicates(registry, found, partners))


def results(
    folder: Folder = None,
    store: Store = False,
    known_at: KnownAt = "",
    out: JsonFile = None,
    as_json: AsJson = False,
) -> None:
    """Sum up the results of a registry."""
    from almaden.cli.partnership_effect_show import give, show_results
    from almaden.partnership.results import results as sum_up

    found = sum_up(read(folder, store, known_at))
    give(found.to_json(), out, as_json, lambda: show_results(found))


def wishes(
    folder: Folder = None,
    store: Store = False,
    known_at: KnownAt = "",
    area: Annotated[list[str] | None, typer.Option("--area", help=_("Code of an area; may be repeated."))] = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", metavar="ISO3", help=_("Country; may be repeated."))
    ] = None,
    currency: Annotated[str, typer.Option("--currency", metavar="ISO", help=_("Only sums of this currency."))] = "",
    gap_up_to: Annotated[
        float | None, typer.Option("--gap-up-to", min=0, help=_("Largest missing sum; needs --currency."))
    ] = None,
    readiness: Annotated[
        list[str] | None, typer.Option("--readiness", help=_("idea, concept, proposal or ready; may be repeated."))
    ] = None,
    least_kg: Annotated[
        float | None, typer.Option("--least-kg", min=0, help=_("Least kg of mercury avoided per year."))
    ] = None,
    with_cost: Annotated[bool, typer.Option("--with-cost", help=_("Leave out what states no cost."))] = False,
    order: Annotated[
        Literal["area", "gap", "cost", "readiness", "mercury", "cost per kg"],
        typer.Option("--order", help=_("What the list goes by.")),
    ] = "area",
    form: Annotated[
        str, typer.Option("--form", metavar="ID", help=_("Show the fields of two funds for this one instead."))
    ] = "",
    out: JsonFile = None,
    as_json: AsJson = False,
) -> None:
    """List what looks for money."""
    from almaden.cli.partnership_effect_show import give, show_form, show_wishes
    from almaden.partnership.donor_fields import donor_fields
    from almaden.partnership.wishes import Filter, sums
    from almaden.partnership.wishes import wishes as look_up

    if gap_up_to is not None and not currency:
        raise InputError(
            Fault(
                n_("a sum can only be compared in one currency"),
                column="--gap-up-to",
                value=f"{gap_up_to:g}",
                advice=n_("name the currency too: --currency USD"),
            )
        )
    asked = Filter(
        tuple(area or ()), tuple(country or ()), currency, gap_up_to, tuple(readiness or ()), least_kg, with_cost
    )
    listed = look_up(read(folder, store, known_at), asked, order)
    if form:
        wish = next((one for one in listed if one.id == form), None)
        if wish is None:
            raise _unknown(form, "--form")
        fields = donor_fields(wish)
        content = {"wish": wish.to_json(), "fields": [field.to_json() for field in fields]}
        give(content, out, as_json, lambda: show_form(wish, fields))
        return
    totals = sums(listed)
    content = {"wishes": [one.to_json() for one in listed], "sums": [one.to_json() for one in totals]}
    give(content, out, as_json, lambda: show_wishes(listed, totals))


def newsletter(
    folder: Folder = None,
    store: Store = False,
    known_at: KnownAt = "",
    start: Annotated[str, typer.Option("--from", metavar="DATE", help=_("First day, year-month-day."))] = "",
    end: Annotated[str, typer.Option("--to", metavar="DATE", help=_("Last day, year-month-day."))] = "",
    coming_until: Annotated[
        str, typer.Option("--coming-until", metavar="DATE", help=_("Last day of the events that are announced."))
    ] = "",
    unsubscribe: Annotated[
        str, typer.Option("--unsubscribe", metavar="ADDRESS", help=_("Page on which a reader leaves the list."))
    ] = "",
    story: Annotated[
        str, typer.Option("--story", metavar="ID", help=_("Draft a story about this activity instead."))
    ] = "",
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the draft."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=_("Write the draft: .html, .txt or .json."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draft a newsletter or a story."""
    from almaden.partnership.news import newsletter as draft
    from almaden.partnership.news import story as tell
    from almaden.reports.partnership import newsletter as writer

    registry = read(folder, store, known_at)
    if story:
        told = tell(registry, story)
        if told is None:
            raise _unknown(story, "--story")
        _give_draft(told.to_json(), writer.story_html(told, lang), writer.story_text(told, lang), out, as_json)
        return
    first, last = day(start, "--from"), day(end, "--to")
    if first > last:
        raise InputError(Fault(n_("the period ends before it begins"), column="--to", value=end))
    letter = draft(registry, first, last, day(coming_until, "--coming-until") if coming_until else None)
    address = unsubscribe or writer.UNSUBSCRIBE
    html, text = writer.letter_html(letter, address, lang), writer.letter_text(letter, address, lang)
    _give_draft(letter.to_json(), html, text, out, as_json)


def _give_draft(content: object, html: bytes, text: str, out: Path | None, as_json: bool) -> None:
    from almaden.cli.partnership_effect_show import as_text
    from almaden.reports.inventory_files import write_new_file

    if out is None:
        typer.echo(as_text(content) if as_json else text)
        return
    suffix = out.suffix.lower()
    written = {".html": html, ".txt": text.encode(), ".json": as_text(content).encode()}.get(suffix)
    if written is None:
        raise InputError(
            Fault(n_("a draft cannot be written so"), column="--out", value=str(out), accepted=".html, .txt, .json")
        )
    write_new_file(out, lambda part: _write(part, written))
    tell_written([out], as_json)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _unknown(key: str, option: str) -> InputError:
    return InputError(Fault(n_("there is no entry with this key"), column=option, value=key))
