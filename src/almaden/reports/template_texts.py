"""The words of a template: what to do, and what each column is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Translate = Callable[[str], str]


def read_me(_: Translate, level: int, name: str, header: str, rates: str) -> Iterator[tuple[str, str]]:
    """The lines of the first sheet, each with its kind: head, text, command or a colour of the legend.

    Args:
        _: translates.
        level: level of the inventory.
        name: name of the workbook.
        header: title of the sheet with the header.
        rates: title of the sheet with the activity rates.
    """
    yield "head", _("What to do, in six steps")
    yield from (("text", step) for step in _steps(_, level, header, rates))
    quoted = f'"{name}"' if " " in name else name
    yield "command", f"almaden inventory check {quoted}"
    yield "command", f"almaden inventory run {quoted}"
    yield "command", f"almaden inventory report {quoted} --kind toolkit --format pdf"
    yield "text", ""
    yield "head", _("Colours")
    yield "must", _("to be filled in")
    yield "known", _("filled in already; change it where you know better")
    yield "may", _("may be filled in")
    yield "text", ""
    yield "head", _("Good to know")
    yield from (("text", hint) for hint in _hints(_, header))


def _steps(_: Translate, level: int, header: str, rates: str) -> Iterator[str]:
    yield _(
        "1. Sheet “{sheet}”: check the country, the year and the figures on the country; fill in those that "
        "are missing, with their source, and answer the two questions on waste."
    ).format(sheet=header)
    yield _(
        "2. Sheet “{sheet}”: for each source choose Y (present), N (absent) or ? (not known). A source that "
        "stays at ? is shown as not known, never as zero."
    ).format(sheet=rates)
    yield _(
        "3. For each source that is present write how much is done in a year, in the unit shown, with its "
        "source. If you know a range, write its ends under low and high: in 95 of 100 cases the true value "
        "lies between them."
    )
    if level == 1:
        yield _(
            "4. If a plant or a practice differs from the default, choose a scenario. To split a source over "
            "several, copy its line, give the lines the same id and write their shares, which add up to 1. "
            "More columns open with the plus sign above the table."
        )
    else:
        yield _(
            "4. Write several lines for several plants, fuels or products, each with its facility or variant. "
            "To split one activity over scenarios, give its lines the same id and write their shares, which "
            "add up to 1. Own input factors stand in the columns beside the default."
        )
    yield _(
        "5. If you have them: own factors, published figures to compare with, what stands in law, costed "
        "priorities and populations at risk go into the other sheets. A sheet that stays empty is passed over."
    )
    yield _(
        "6. Save the workbook, open a terminal in its folder (Windows: type cmd into the address bar of the "
        "folder) and run these commands:"
    )


def _hints(_: Translate, header: str) -> Iterator[str]:
    yield _(
        "Numbers may be written with a decimal comma or a decimal point. Leave thousands marks out: 1,234 "
        "could be read in two ways and is refused."
    )
    yield _(
        "A column whose name starts with # is for people only. A line with # at the start of such a column is "
        "passed over; write your own remarks there."
    )
    yield _(
        "Where an activity rate counts inhabitants it may stay empty: the population of the sheet “{sheet}” is taken."
    ).format(sheet=header)
    yield _(
        "The default factors that are marked unverified were recalled and not re-read: check the ones that "
        "matter in the official documents."
    )


def name_head(_: Translate) -> str:
    """Heading of the column with the names of the sources."""
    return _("# source of mercury")


def counted_head(_: Translate) -> str:
    """Heading of the column that says what is counted."""
    return _("# what is counted")


def factor_head(_: Translate) -> str:
    """Heading of the column with the default factors."""
    return _("# default input factor")


def column_help(_: Translate, column: str, description: str) -> str:
    """What a column is for: a word of the template where there is one, otherwise that of the record."""
    own = {
        "#name": _("# Name of the source of mercury. Lines that start with # are passed over."),
        "#counted": _("What the activity rate counts, and in which unit."),
        "#factor": _("Mercury per unit of activity that is taken if you give no factor of your own."),
        "#what": _("# What the line is for. Lines that start with # are passed over."),
        "key": _("Name of the value; do not change it."),
    }
    return own.get(column) or _(description)


def context_help(_: Translate) -> dict[str, str]:
    """What each line of the header is, by its key."""
    return {
        "format": _("Version of this form; do not change it."),
        "country": _("ISO code or name of the country."),
        "year": _("Year of the inventory."),
        "level": _("Level of the Toolkit inventory: 1 or 2."),
        "factor_set": _("Set of default factors."),
        "title": _("Title of the inventory, for the reports."),
        "context.population": _("Number of inhabitants."),
        "context.electrification_rate": _("Share of the population with electricity, from 0 to 1."),
        "context.dental_personnel_per_1000": _("Dental personnel per 1000 inhabitants."),
        "context.waste_collected_over_two_thirds": _(
            "Is more than two thirds of the general waste collected and put on lined landfills or burnt"
            " in closed incinerators? Y, N or ?"
        ),
        "context.waste_separated_over_one_third": _(
            "Is more than one third of the waste of products with mercury collected and treated separately? Y, N or ?"
        ),
        "context.municipal_waste_t": _("Municipal waste in tonnes per year; for checks only."),
        "context.national_gold_kg": _("Gold production of all mines in kg per year; for checks only."),
        "context.asgm_mercury_kg": _(
            "Mercury used in small-scale gold mining in kg per year, as published; for checks only."
        ),
    }
