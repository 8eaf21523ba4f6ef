"""Units at the border: what people write becomes one number in one unit.

Inside Almaden amounts are plain floats. Here a text such as ``t coal/y``, ``million Sm3`` or
``g Hg/(y*inhabitant)`` is read into a dimension and an exact scale. Common words are looked up in a
table; only what the table does not know is given to pint, whose registry takes a third of a second to load.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from almaden.errors import AlmadenError
from almaden.wording import Exact, Text, n_

#: Gas at 15 degrees C and 1 atm, in cubic metres at 0 degrees C: 273.15 / 288.15.
STANDARD_TO_NORMAL = Fraction(27315, 28815)


class UnitError(AlmadenError):
    """A unit that cannot be read, or that does not fit where it stands."""


@dataclass(frozen=True)
class Unit:
    """A unit as read.

    Attributes:
        dimension: ``mass``, ``mercury`` (mass of mercury itself), ``normal volume``, ``volume``,
            ``energy``, ``items``, ``inhabitants``, ``vehicles`` or ``corpses``.
        scale: how many base units one of it is; base units are kg, Nm3, m3, MWh and one.
    """

    dimension: str
    scale: Fraction


_BASES: dict[str, tuple[str, str]] = {
    "g": ("mass", "1/1000"),
    "mg": ("mass", "1/1000000"),
    "ug": ("mass", "1/1000000000"),
    "ng": ("mass", "1/1000000000000"),
    "kg": ("mass", "1"),
    "t": ("mass", "1000"),
    "kt": ("mass", "1000000"),
    "mt": ("mass", "1000000000"),
    "short ton": ("mass", "907.18474"),
    "long ton": ("mass", "1016.0469088"),
    "lb": ("mass", "0.45359237"),
    "troy oz": ("mass", "0.0311034768"),
    "nm3": ("normal volume", "1"),
    "sm3": ("normal volume", f"{STANDARD_TO_NORMAL}"),
    "m3": ("volume", "1"),
    "l": ("volume", "1/1000"),
    "barrel": ("volume", "0.158987294928"),
    "kwh": ("energy", "1/1000"),
    "mwh": ("energy", "1"),
    "gwh": ("energy", "1000"),
    "twh": ("energy", "1000000"),
    "item": ("items", "1"),
    "inhabitant": ("inhabitants", "1"),
    "vehicle": ("vehicles", "1"),
    "corpse": ("corpses", "1"),
}

#: Other spellings, in English, French and Spanish, without accents and in lower case.
_SPELLINGS: dict[str, str] = {
    "gram": "g", "grams": "g", "gramme": "g", "grammes": "g", "gramo": "g", "gramos": "g",
    "µg": "ug", "μg": "ug", "microgram": "ug", "micrograms": "ug", "milligram": "mg", "milligrams": "mg",
    "kgs": "kg", "kilogram": "kg", "kilograms": "kg", "kilogramme": "kg", "kilogrammes": "kg",
    "kilogramo": "kg", "kilogramos": "kg", "kilo": "kg", "kilos": "kg",
    "tonne": "t", "tonnes": "t", "tonelada": "t", "toneladas": "t", "metric ton": "t", "metric tons": "t",
    "metric tonne": "t", "metric tonnes": "t", "ton metric": "t",
    "kilotonne": "kt", "kilotonnes": "kt", "kiloton": "kt", "kilotons": "kt",
    "megatonne": "mt", "megatonnes": "mt", "megaton": "mt",
    "short tons": "short ton", "us ton": "short ton", "us tons": "short ton",
    "tonne courte": "short ton", "tonnes courtes": "short ton", "tonelada corta": "short ton",
    "toneladas cortas": "short ton", "tonne longue": "long ton", "tonnes longues": "long ton",
    "tonelada larga": "long ton", "toneladas largas": "long ton",
    "long tons": "long ton", "lbs": "lb", "pound": "lb", "pounds": "lb",
    "once troy": "troy oz", "onces troy": "troy oz", "onza troy": "troy oz", "onzas troy": "troy oz",
    "troy ounce": "troy oz", "troy ounces": "troy oz", "ozt": "troy oz",
    "nm³": "nm3", "ncm": "nm3", "normal m3": "nm3", "sm³": "sm3", "scm": "sm3", "standard m3": "sm3",
    "m³": "m3", "cubic metre": "m3", "cubic metres": "m3", "cubic meter": "m3", "cubic meters": "m3",
    "metre cube": "m3", "metres cubes": "m3", "metro cubico": "m3", "metros cubicos": "m3",
    "nm^3": "nm3", "sm^3": "sm3", "m^3": "m3",
    "barrels": "barrel", "bbl": "barrel", "bbls": "barrel", "baril": "barrel", "barils": "barrel",
    "barril": "barrel", "barriles": "barrel",
    "litre": "l", "litres": "l", "liter": "l", "liters": "l", "litro": "l", "litros": "l",
    "items": "item", "piece": "item", "pieces": "item", "unit": "item", "units": "item", "number": "item",
    "unite": "item", "unites": "item", "unidad": "item", "unidades": "item", "article": "item",
    "articles": "item", "articulos": "item", "pieza": "item", "piezas": "item",
    "lamp": "item", "lamps": "item", "lampe": "item", "lampes": "item", "lampara": "item", "lamparas": "item",
    "thermometer": "item", "thermometers": "item", "thermometre": "item", "thermometres": "item",
    "termometro": "item", "termometros": "item",
    "inhabitants": "inhabitant", "person": "inhabitant", "persons": "inhabitant", "people": "inhabitant",
    "capita": "inhabitant", "habitant": "inhabitant", "habitants": "inhabitant", "inh": "inhabitant",
    "habitante": "inhabitant", "habitantes": "inhabitant", "personas": "inhabitant", "personnes": "inhabitant",
    "vehicles": "vehicle", "car": "vehicle", "cars": "vehicle", "vehicule": "vehicle",
    "vehicules": "vehicle", "vehiculo": "vehicle", "vehiculos": "vehicle",
    "corpses": "corpse", "bodies": "corpse", "body": "corpse", "deaths": "corpse", "cremations": "corpse",
    "burials": "corpse", "corps": "corpse", "deces": "corpse", "cadaver": "corpse", "cadaveres": "corpse",
}  # fmt: skip

_MULTIPLES: dict[str, int] = {
    "thousand": 10**3, "thousands": 10**3, "mille": 10**3, "milliers": 10**3, "mil": 10**3, "miles": 10**3,
    "1000": 10**3, "10^3": 10**3, "10³": 10**3,
    "million": 10**6, "millions": 10**6, "mln": 10**6, "millones": 10**6, "10^6": 10**6, "mio": 10**6,
    "billion": 10**9, "bn": 10**9, "milliard": 10**9, "milliards": 10**9, "10^9": 10**9,
}  # fmt: skip

#: Letters that mean different masses in upper and lower case are looked up before the case is dropped.
_CASED: dict[str, str] = {"Mt": "mt", "MT": "t", "Mg": "t", "Gg": "kt", "Tg": "mt", "mt": "t"}

#: Words that mean several masses, with what to write instead.
_AMBIGUOUS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"ton", "tons", "tonnage"}), n_("a metric, short or long ton; write t, short ton or long ton")),
    (
        frozenset({"oz", "ounce", "ounces", "once", "onces", "onza", "onzas"}),
        n_("a troy ounce (31.1 g, of gold) or a common one (28.3 g); write troy oz, or convert to kg"),
    ),
)

_PER_YEAR = re.compile(
    r"\s*(/\s*(y|yr|year|a|an|annee|ano)\b|\bper (year|annum)\b|\bpar an\b|\bal ano\b|\bpor ano\b|\bp\.?a\.?$)",
    re.IGNORECASE,
)
#: What is worth asking pint for: words with at most one digit as power. It would work out 9**9**9 for days.
_UNIT_WORD = re.compile(r"[^\W\d_]+((\^|\*\*)?\d)?([/*·][^\W\d_]+((\^|\*\*)?\d)?)*")
_MERCURY = re.compile(r"\b(hg|mercury|mercure|mercurio)\b", re.IGNORECASE)
_NOTE = re.compile(r"\([^)]*\)|;.*$|,.*$")

EXAMPLES = n_(
    "t, kg, kt, Nm3, m3, MWh, items, inhabitants, vehicles, corpses, kg Hg; with or without /y and the substance"
)
#: What a unit measures, in words.
_DIMENSIONS = (n_("mass"), n_("mercury"), n_("normal volume"), n_("volume"), n_("energy"))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("³", "3"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def parse_unit(text: str) -> Unit:
    """Read the unit of an activity rate, per year or bare.

    A substance may follow (``t coal/y``); where it is mercury the dimension is ``mercury``.

    Raises:
        UnitError: if the text is empty or names no unit that is known.
    """
    return _parse(text.strip())


@cache
def _parse(text: str) -> Unit:
    cleaned = _PER_YEAR.sub(" ", _NOTE.sub(" ", _plain(text))).strip()
    words = cleaned.split()
    if not words:
        raise UnitError(Text("no unit given; write one of: {examples}", examples=Text(EXAMPLES)))
    multiple = 1
    while words and words[0].lower() in _MULTIPLES:
        multiple *= _MULTIPLES[words.pop(0).lower()]
    if words and words[0].lower() in {"of", "de", "d'"}:
        words.pop(0)
    for length in (2, 1):
        found = _look_up(words[:length]) if len(words) >= length else None
        if found is not None:
            rest = " ".join(words[length:])
            break
    else:
        found, rest = _ask_pint(words[0] if words else "", text), " ".join(words[1:])
    dimension = found.dimension
    if dimension == "mass" and _MERCURY.search(rest):
        dimension = "mercury"
    return Unit(dimension, found.scale * multiple)


def _look_up(words: list[str]) -> Unit | None:
    name = " ".join(words)
    name = _CASED.get(name) or name.lower()
    name = _SPELLINGS.get(name, name)
    base = _BASES.get(name)
    return Unit(base[0], Fraction(base[1])) if base else None


def _ask_pint(word: str, text: str) -> Unit:
    for names, which in _AMBIGUOUS:
        if word.lower() in names:
            raise UnitError(Text("'{unit}' may be {which}", unit=text, which=Text(which)))
    problem = Text("'{unit}' is not a unit that is known; write one of: {examples}", unit=text, examples=Text(EXAMPLES))
    if not _UNIT_WORD.fullmatch(word):
        raise UnitError(problem)
    try:
        quantity = _registry().Quantity(1, word.replace("**", "^"))
    except Exception as error:  # odd texts make pint raise whatever its tokenizer does, assertions included
        raise UnitError(problem) from error
    for dimension, base in (("mass", "kg"), ("volume", "m**3"), ("energy", "MWh")):
        if quantity.check(f"[{dimension}]"):
            return Unit(dimension, Fraction(str(quantity.to(base).magnitude)))
    raise UnitError(
        Text(
            "'{unit}' is a unit of {dimension}; write one of: {examples}",
            unit=text,
            dimension=str(quantity.dimensionality),
            examples=Text(EXAMPLES),
        )
    )


@cache
def _registry():  # type: ignore[no-untyped-def]  # pint's registry is built at run time and has no static type
    import pint

    return pint.UnitRegistry()


@dataclass(frozen=True)
class FactorUnit:
    """The unit of an input factor: kg of mercury per base unit of a dimension."""

    dimension: str
    scale: Fraction


def parse_factor_unit(text: str) -> FactorUnit:
    """Read the unit of an input factor, such as ``g/t``, ``mg Hg/item``, ``g Hg/(y*inhabitant)`` or ``ppm``.

    Raises:
        UnitError: if it is not a mass of mercury per something.
    """
    return _parse_factor(text.strip())


@cache
def _parse_factor(text: str) -> FactorUnit:
    plain = _plain(text)
    if plain.lower() in {"ppm", "ppm (dry)", "mg/kg"}:
        return FactorUnit("mass", Fraction(1, 10**6))
    mass, slash, per = plain.partition("/")
    if not slash:
        raise UnitError(Text("'{unit}' is not a mercury content; write for example g/t, mg/item or kg/kg", unit=text))
    per = re.sub(r"\(?\s*(y|yr|year|a|an|ano|annee)\s*[*.·]\s*([A-Za-z]+)\s*\)?", r"\2", per)
    per = re.sub(r"\s+x\s+.*$", "", per)
    numerator, denominator = _parse(mass.strip()), _parse(per.strip())
    if numerator.dimension not in {"mass", "mercury"}:
        raise UnitError(Text("'{unit}' does not start with a mass of mercury; write for example g/t", unit=text))
    return FactorUnit(denominator.dimension, numerator.scale / denominator.scale)


def kg_per_unit(rate_unit: str, factor_unit: str) -> float:
    """Kilograms of mercury for a rate of one ``rate_unit`` and a factor of one ``factor_unit``.

    Raises:
        UnitError: if the two do not fit together, with what would.
    """
    rate, factor = parse_unit(rate_unit), parse_factor_unit(factor_unit)
    if not _fit(rate.dimension, factor.dimension):
        raise UnitError(
            Text(
                "a rate in '{rate_unit}' ({rate}) cannot be multiplied by a factor in '{factor_unit}' (per {factor})",
                rate_unit=rate_unit,
                rate=Text(rate.dimension),
                factor_unit=factor_unit,
                factor=Text(factor.dimension),
            )
        )
    return float(rate.scale * factor.scale)


def _fit(rate: str, factor: str) -> bool:
    # A rate in kg Hg may meet a factor per kg of mercury: 'kg/kg' does not say of what.
    return rate == factor or {rate, factor} == {"mass", "mercury"}


def convert(value: float, unit: str, to: str) -> float:
    """A rate in ``unit`` as a rate in ``to``.

    Raises:
        UnitError: if the two are not of one dimension.
    """
    given, wanted = parse_unit(unit), parse_unit(to)
    if given.dimension != wanted.dimension:
        raise UnitError(_misfit(unit, given.dimension, to, wanted.dimension))
    return value if given.scale == wanted.scale else float(Fraction(value) * given.scale / wanted.scale)


def _misfit(unit: str, given: str, to: str, wanted: str) -> Text:
    values = {"unit": unit, "given": Text(given), "to": to, "wanted": Text(wanted)}
    message = Text("'{unit}' is a unit of {given}, but {to} ({wanted}) is needed", **values)
    if {given, wanted} != {"volume", "normal volume"}:
        return message
    return Text(
        "{message}; say at which temperature the gas was measured: Nm3 at 0 degrees C, Sm3 at 15 degrees C "
        "(1 Sm3 = {ratio} Nm3)",
        message=message,
        ratio=Exact(round(float(STANDARD_TO_NORMAL), 5)),
    )
