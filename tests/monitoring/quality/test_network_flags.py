"""Flags of networks on one scale; what is not known is never valid."""

from __future__ import annotations

import pytest

from almaden.monitoring.quality.ebas_flags import category, ebas_flags, worst_flag
from almaden.monitoring.quality.network_flags import network_flag
from almaden.reference.tables import read_table


# The letters as EBAS lists them (pyaerocom/data/ebas_flags.csv).
@pytest.mark.parametrize(
    ("code", "letter"),
    [("147", "V"), ("456", "I"), ("498", "V"), ("390", "V"), ("391", "I"), ("890", "M"), ("980", "M")],
)
def test_the_letter_of_a_code(code: str, letter: str) -> None:
    (one,) = ebas_flags(f"0.{code}")
    assert (one.code, one.category) == (code, letter)
    assert worst_flag([one]) == {"V": "valid", "I": "invalid", "M": "missing"}[letter]


def test_a_text_of_several_codes() -> None:
    two = ebas_flags(".147559")
    assert [(one.code, one.category) for one in two] == [("147", "V"), ("559", "V")]
    assert (worst_flag(two), category(two)) == ("valid", "V")
    bad = ebas_flags(".147456")
    assert (worst_flag(bad), category(bad)) == ("invalid", "I")


@pytest.mark.parametrize(
    ("text", "codes", "flag"),
    [
        ("0.000", [], "valid"),
        ("0", [], "valid"),
        ("0.147000", ["147"], "valid"),
        ("0.39", ["390"], "valid"),
        ("0.999", ["999"], "missing"),
        ("9.999", ["999"], "missing"),
        ("9.999999", ["999"], "missing"),
        ("0.781", ["781"], "below_detection"),
        ("0.780110", ["780", "110"], "below_detection"),
        ("0.100456", ["100", "456"], "valid"),
        ("0.110456", ["110", "456"], "invalid"),
        ("0.100123", ["100", "123"], "suspect"),
        ("0.900", ["900"], "invalid"),
        ("0.123", ["123"], "suspect"),
        ("0.456123", ["456", "123"], "invalid"),
        ("1.147", ["1.147"], "suspect"),
        ("9.147", ["9.147"], "suspect"),
        ("1.47E-01", ["1.47E-01"], "suspect"),
        ("", [""], "suspect"),
        ("٠.١٤٧", ["٠.١٤٧"], "suspect"),
    ],
)
def test_what_a_numflag_says(text: str, codes: list[str], flag: str) -> None:
    found = ebas_flags(text)
    assert [one.code for one in found] == codes
    assert worst_flag(found) == flag


def test_a_code_that_is_not_known_says_so() -> None:
    (one,) = ebas_flags("0.123")
    assert not one.known
    assert category([one]) == ""


@pytest.mark.parametrize(
    ("network", "code", "kind", "flag"),
    [
        ("MDN", "A", "quality", "valid"),
        ("MDN", "c", "quality", "invalid"),
        ("MDN", "D", "sample", "missing"),
        ("MDN", "D", "quality", "suspect"),
        ("AMNet", "B", "", "valid"),
        ("AMNet", "C", "", "invalid"),
        ("SeaDataNet", "6", "", "below_detection"),
        ("SeaDataNet", "Q", "", "below_detection"),
        ("SeaDataNet", "0", "", "suspect"),
        ("SeaDataNet", "Z", "", "suspect"),
        ("nobody", "A", "", "suspect"),
    ],
)
def test_codes_of_other_networks(network: str, code: str, kind: str, flag: str) -> None:
    assert network_flag(network, code, kind).flag == flag


def test_every_flag_is_told_once_and_with_its_source() -> None:
    for name, key in (("ebas_flags", ("code",)), ("network_flags", ("network", "kind", "code"))):
        rows = read_table(f"monitoring/{name}")
        assert len({tuple(row[part] for part in key) for row in rows}) == len(rows)
        assert all(row["meaning"] and row["source"] and row["seen"] for row in rows)
        assert {row["status"] for row in rows} == {"verified", "unverified"}
