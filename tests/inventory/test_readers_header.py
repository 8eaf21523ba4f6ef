"""The header of an inventory, in TOML."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.errors import Fault, InputError
from almaden.inventory.readers.header import header_from_toml
from almaden.inventory.records import ContextEntry, Header
from almaden.reference.readers.faults import Faults

TOML = 'format = 1\ncountry = "PHL"\nyear = 2018\n'


def header(text: str) -> Header:
    faults = Faults()
    found = header_from_toml(text, "inventory.toml", faults).header
    faults.raise_if_any()
    assert found is not None
    return found


def fault(text: str) -> Fault:
    with pytest.raises(InputError) as error:
        header(text)
    (only,) = error.value.faults
    assert only.file == "inventory.toml"
    assert only.advice
    return only


def test_a_header_has_defaults() -> None:
    assert header(TOML) == Header(country="PHL", year=2018)


def test_every_key_is_read() -> None:
    found = header("""
        format = 1
        country = "Sénégal"
        year = "2018"
        level = 2
        factor_set = "toolkit-2019"
        title = "T"
        notice = "N"
        years = [2018, 2015]
        layers = ["a.csv"]
        [context]
        population = 1000
        waste_collected_over_two_thirds = "non"
        remark = "007"
        [context.electrification_rate]
        value = "0,93"
        low = 0.9
        high = 0.95
        year = 2019
        source = "S"
        seen = "p. 1"
        status = "verified"
    """)
    assert found == Header(
        country="SEN",
        year=2018,
        level=2,
        factor_set="toolkit-2019",
        title="T",
        notice="N",
        years=(2015, 2018),
        layers=("a.csv",),
        context={
            "population": ContextEntry(1000.0),
            "electrification_rate": ContextEntry(0.93, 0.9, 0.95, 2019, "S", "p. 1", "verified"),
            "waste_collected_over_two_thirds": ContextEntry(False),
            "remark": ContextEntry("007"),
        },
    )


@pytest.mark.parametrize("written", ['"2017-08-16"', "2017-08-16", '"2017-08-16 00:00:00"'])
def test_the_entry_into_force_is_a_day(written: str) -> None:
    found = header(TOML + f"[context]\nentry_into_force = {written}\n")
    assert found.context["entry_into_force"] == ContextEntry("2017-08-16")


def test_what_is_not_known_is_left_out_of_the_context() -> None:
    found = header(TOML + '[context]\npopulation = "?"\nwaste_collected_over_two_thirds = "?"\n')
    assert found.context == {}


@pytest.mark.parametrize(
    ("text", "column", "said", "advised"),
    [
        (TOML.replace("1", "2", 1), "format", "later version", "update"),
        (TOML.replace("1", "0", 1), "format", "not known", "write 1"),
        (TOML.replace("PHL", "Narnia"), "country", "no country", ""),
        (TOML.replace("2018", "20018"), "year", "not a year", "four digits"),
        (TOML.replace("year = 2018\n", ""), "year", "missing", "add year"),
        (TOML + "level = 3\n", "level", "not known", "write 1"),
        (TOML + "contry = 1\n", "contry", "not known", "country"),
        (TOML + "population = 5\n", "population", "not known", "context.population"),
        (
            TOML + "[context]\nelectrification_rate = 93\n",
            "context.electrification_rate",
            "percentage",
            "0.93",
        ),
        (TOML + "[context]\npopulation = -1\n", "context.population", "negative", "sign"),
        (TOML + '[context]\npopulation = "many"\n', "context.population", "not a number", "write"),
        (TOML + "[context]\npopulation = nan\n", "context.population", "no number", "write"),
        (TOML + "[context]\npopulatio = 5\n", "context.populatio", "not known", "population"),
        (
            TOML + "[context]\npopulation = { value = 5, low = 7, high = 6 }\n",
            "context.population",
            "low is above",
            "",
        ),
        (
            TOML + "[context]\npopulation = { value = 5, lo = 7 }\n",
            "context.population",
            "lo is not known",
            "delete",
        ),
        (
            TOML + '[context]\npopulation = { value = 5, status = "sure" }\n',
            "context.population",
            "status",
            "choose",
        ),
        (TOML + '[context]\nwaste_separated_over_one_third = "some"\n', "", "neither yes nor no", "y or n"),
        (TOML + '[context]\nentry_into_force = "16/08/2017"\n', "entry_into_force", "not a day", "hyphens"),
        (TOML + '[context]\nentry_into_force = "2017-02-30"\n', "entry_into_force", "not a day", "hyphens"),
        (TOML + '[context]\nentry_in_force = "2017-08-16"\n', "entry_in_force", "not known", "entry_into_force"),
        (TOML + 'factor_set = "toolkit-2020"\n', "factor_set", "no factor set", "toolkit-2019"),
        (TOML + 'factor_set = "mine"\n', "factor_set", "no factor set", "write toolkit-2019"),
        (TOML + "years = [2015]\n", "year", "not one of years", "add it"),
        ("format = \n", "", "not valid TOML", "quotation marks"),
    ],
)
def test_a_wrong_header_is_told(text: str, column: str, said: str, advised: str) -> None:
    found = fault(text)
    assert column in found.column
    assert said in found.problem
    assert advised in found.advice


def test_all_faults_of_a_header_come_together() -> None:
    with pytest.raises(InputError) as error:
        header('format = 9\ncountry = "Atlantis"\nyear = 1\n[context]\nelectrification_rate = 93\n')
    assert [one.column for one in error.value.faults] == [
        "format",
        "country",
        "year",
        "context.electrification_rate",
    ]


def test_a_header_in_another_encoding_is_read(tmp_path: Path) -> None:
    from almaden.inventory.readers import read_inventory

    (tmp_path / "inventory.toml").write_bytes((TOML + 'title = "Énergie"\n').encode("utf-16"))
    (tmp_path / "activity_rates.csv").write_text("code,present,activity_rate,unit\n5.1.1,Y,1,t\n")
    assert read_inventory(tmp_path).header.title == "Énergie"
