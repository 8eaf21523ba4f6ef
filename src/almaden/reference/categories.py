"""The source categories of the UNEP Toolkit, with the codes that this program uses for them."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from almaden.errors import Fault, InputError
from almaden.reference.tables import read_table
from almaden.wording import Text, did_you_mean, n_


@dataclass(frozen=True)
class Category:
    """One source category.

    Attributes:
        code: code in the Toolkit, such as ``5.1.1``; where the Toolkit numbers no further, the last
            figure is this program's (the table says so in ``seen``).
        name: name in English.
        parent: code of the category above, empty for the eleven main categories.
        group: key of the group that it is summed in, empty for headings.
        unit: bare unit of its activity rate (``t``, ``kg Hg``), empty for headings and hot spots.
        unit_label: the unit as printed (``t coal/y``).
        alternative_units: other bare units in which the rate may be given.
        mercury_rate: what a rate in kg of mercury means: ``input`` (the mercury input itself) or
            ``produced`` (mercury made, which a factor turns into input); empty for headings.
        level1: whether a Level 1 inventory asks for it.
        quantified: whether it can carry an activity rate; headings and hot spots cannot.
        note: what a user should know before filling it in.
        source: citation.
        seen: where it was read.
        status: ``verified`` or ``unverified``.
    """

    code: str
    name: str
    parent: str
    group: str
    unit: str
    unit_label: str
    alternative_units: tuple[str, ...]
    mercury_rate: str
    level1: bool
    quantified: bool
    note: str
    source: str
    seen: str
    status: str

    @property
    def told(self) -> Text:
        """Code and name, for a message."""
        return Text("{code} ({name})", code=self.code, name=Text(self.name))

    @property
    def units(self) -> tuple[str, ...]:
        """Every bare unit in which the activity rate may be given, the usual one first."""
        return (self.unit, *self.alternative_units) if self.unit else self.alternative_units


def sort_key(code: str) -> tuple[int, ...]:
    """Key that puts codes in the order of the Toolkit: 5.10 after 5.9.

    A part that is not a number sorts last, so that a wrong code cannot break a sort.
    """
    return tuple(int(part) if part.isdecimal() else 1_000_000 for part in code.split("."))


@functools.cache
def categories() -> Mapping[str, Category]:
    """All source categories by code, in the order of the Toolkit."""
    found = (_category(row) for row in read_table("categories"))
    return MappingProxyType({one.code: one for one in sorted(found, key=lambda one: sort_key(one.code))})


def _category(row: Mapping[str, str]) -> Category:
    return Category(
        code=row["code"],
        name=row["name"],
        parent=row["parent"],
        group=row["group"],
        unit=row["unit"],
        unit_label=row["unit_label"],
        alternative_units=tuple(unit for unit in row["alternative_units"].split(";") if unit),
        mercury_rate=row["mercury_rate"],
        level1=row["level1"] == "y",
        quantified=row["quantified"] == "y",
        note=row["note"],
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
    )


def category(code: str) -> Category:
    """The source category of a code.

    Raises:
        InputError: there is no such code; the fault names the codes nearest to it.
    """
    found = categories().get(code.strip())
    if found is None:
        raise InputError(
            Fault(
                "there is no source category with this code",
                column="code",
                value=code,
                accepted="a code of the Toolkit, such as 5.1.1",
                advice=_advice(code.strip()),
            )
        )
    return found


def _advice(code: str) -> str:
    near = nearest(code)
    if not near:
        return n_("see the list of source categories")
    return did_you_mean([one.told for one in near])


def nearest(text: str, most: int = 3) -> tuple[Category, ...]:
    """The categories whose code or name is nearest to a text, best first; may be none."""
    known = categories()
    if text in known:
        return (known[text],)
    if any(character.isalpha() for character in text):
        by_name = {one.name.casefold(): one for one in known.values()}
        folded = text.casefold()
        inside = [one for name, one in by_name.items() if folded in name]
        close = difflib.get_close_matches(folded, by_name, n=most, cutoff=0.4)
        found = dict.fromkeys([*inside, *(by_name[name] for name in close)])
        return tuple(found)[:most]
    # A wrong last figure is likelier than a wrong chapter: siblings come first.
    siblings = [one.code for one in known.values() if one.parent and one.parent == text.rpartition(".")[0]]
    codes = [
        *difflib.get_close_matches(text, siblings, n=most, cutoff=0.6),
        *difflib.get_close_matches(text, known, n=most, cutoff=0.6),
    ]
    return tuple(known[code] for code in dict.fromkeys(codes))[:most]


def ancestors(code: str) -> tuple[Category, ...]:
    """The categories above a code, nearest first: of 5.5.1.2 those are 5.5.1 and 5.5.

    Raises:
        InputError: there is no such code.
    """
    found = []
    above = category(code).parent
    while above:
        found.append(category(above))
        above = found[-1].parent
    return tuple(found)
