"""What the laboratory of box models is asked: model, emissions or a table that was pasted, and what if."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Final

from django.http import QueryDict

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.emissions import EmissionTable
from almaden.fate.boxmodel.laying import history_titles
from almaden.fate.boxmodel.presets import box_model
from almaden.fate.boxmodel.readers.emissions import read_emission_table
from almaden.fate.boxmodel.simulation import Question
from almaden.fate.boxmodel.study import Study, study
from almaden.fate.boxmodel.world_emissions import WORLD
from almaden.web.asked import Asked
from almaden.web.faults_in_forms import said_of
from almaden.wording import n_

#: Models of the globe that can be run through the years; the first is the usual one.
MODELS: Final = ("geyman2025", "amos2014", "selin2014")
#: Members of the ensemble behind a page: enough for a range, few enough for a request.
MEMBERS: Final = 1000
#: What is asked where the address says nothing.
USUAL: Final = {
    "model": MODELS[0], "emissions": "ssp1-26", "change": "none", "change_year": "2030", "factor": "0.5",
    "from": "1850", "to": "2300", "year": "2020", "table": "",
}  # fmt: skip
OWN: Final = "table"
#: What if: nothing; emissions stop, stay, or are scaled.
CHANGES: Final = {
    "none": n_("are as told"),
    "stop": n_("stop"),
    "hold": n_("stay as they are in that year"),
    "scale": n_("are multiplied by a factor"),
}
#: The history before a pasted table.
BEFORE: Final = "ssp1-26"
FIRST: Final = -2000
LAST: Final = 2300
#: Letters of a pasted table: it travels in the address.
MOST_LETTERS: Final = 4000


def model_names() -> dict[str, str]:
    """The models with their names in English."""
    return {key: box_model(key).name for key in MODELS}


def emission_names() -> dict[str, str]:
    """The histories with what they are, in English, and the table of one's own.

    Those that go year by year since 2000 BC take many seconds with a range, and are left to the command line.
    """
    titles = history_titles()
    return {**{key: titles[key] for key in WORLD}, OWN: n_("my own table, below")}


def asked_of(query: QueryDict) -> Asked:
    """The form."""
    return Asked(query, USUAL)


def run_asked(asked: Asked) -> Study | None:
    """The answer to a form; None, with the problems kept in it, where something cannot be used."""
    model, emissions = asked.word("model", model_names()), asked.word("emissions", emission_names())
    change = asked.word("change", CHANGES)
    first, last = asked.whole("from", FIRST, LAST - 1), asked.whole("to", FIRST + 1, LAST)
    year, when = asked.whole("year", FIRST, LAST), asked.whole("change_year", FIRST, LAST)
    factor = asked.number("factor", 0.0, 100.0)
    if first is not None and last is not None and last <= first:
        asked.tell(Fault(n_("the run ends before it begins"), column="to", accepted=n_("a later year")))
    if year is not None and not (first or FIRST) <= year <= (last or LAST):
        asked.tell(Fault(n_("the year is not in the run"), column="year", value=str(year)))
    if change != "none" and when is None:
        asked.tell(Fault(n_("a year is needed"), column="change_year"))
    if change == "scale" and factor is None:
        asked.tell(Fault(n_("a number is needed"), column="factor"))
    source: str | EmissionTable = emissions
    if emissions == OWN:
        try:
            source = table_of(asked.text("table"))
        except InputError as error:
            # Faults of a table keep their rows.
            asked.problems["table"] = said_of(error, {"table": n_("Table")})
    if asked.problems:
        return None
    question = Question(
        source, BEFORE if emissions == OWN else "",
        stop=float(when or 0) if change == "stop" else None,
        hold=float(when or 0) if change == "hold" else None,
        scale=(float(when or 0), factor or 0.0) if change == "scale" else None,
        first=None if first is None else float(first), last=float(LAST if last is None else last),
    )  # fmt: skip
    return study(
        model, question, None if year is None else float(year),
        others=[one for one in MODELS if one != model], members=MEMBERS,
    )  # fmt: skip


def table_of(text: str) -> EmissionTable:
    """A pasted table; without a header its columns are the year and the emission to air.

    Raises:
        InputError: it is too long, or no table of emissions.
    """
    if not text.strip() or len(text) > MOST_LETTERS:
        problem = n_("the table is too long") if text.strip() else n_("there is no table")
        advice = n_("paste years with emissions; for a long table use the command line")
        raise InputError(Fault(problem, column="table", accepted=n_("two years or more"), advice=advice))
    first = text.lstrip().split("\n", 1)[0]
    mark = next((one for one in ("\t", ";") if one in first), ",")
    bare = first.split(mark)[0].strip().lstrip("-").isdecimal()
    joined = f"Year{mark}Air\n{text}" if bare else text
    try:
        return read_emission_table(io.BytesIO(joined.encode()), "table.csv")
    except InputError as error:
        raise InputError([replace(one, file="", row=_row(one.row, bare)) for one in error.faults]) from None


def _row(row: int | None, bare: bool) -> int | None:
    return None if row is None else row - bare
