"""What a customs code became in another edition, with every split and merger told; nothing is shared out silently."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal, cast

from almaden.errors import Fault, InputError
from almaden.reference.meta import Meta, meta
from almaden.reference.tables import read_table
from almaden.supply.trade.editions import (
    HS_DIGITS,
    NEWEST,
    digits_of,
    edition_before,
    edition_named,
    editions,
    editions_between,
    pointed,
)
from almaden.supply.trade.hs_codes import hs_codes
from almaden.wording import Text, n_

#: How codes of two editions belong together: whole and alike, renumbered, divided, joined, or both.
Relation = Literal["same", "moved", "split", "merged", "split and merged"]
#: What is said of each relation.
RELATION_TEXTS: Final[Mapping[Relation, str]] = MappingProxyType(
    {
        "same": n_("the same goods under the same code"),
        "moved": n_("the same goods under another code"),
        "split": n_("the goods are divided among several codes"),
        "merged": n_("the goods are joined with those of other codes"),
        "split and merged": n_("the goods are divided, and joined with those of other codes"),
    }
)


@dataclass(frozen=True)
class Link:
    """A code of one edition and a code of the next that share goods.

    Attributes:
        newer_edition, newer, older_edition, older: the two.
        relation: how they belong together.
        other_older: further codes of the older edition that went into the newer code and concern no mercury.
        other_newer: further codes of the newer edition that took goods of the older code and concern no mercury.
        source, seen, status, note: where it was read.
    """

    newer_edition: str
    newer: str
    older_edition: str
    older: str
    relation: Relation
    other_older: int
    other_newer: int
    source: str
    seen: str
    status: str
    note: str


@dataclass(frozen=True)
class Counterpart:
    """A code of the edition that was asked for.

    Attributes:
        code: its digits; four where the goods are spread over a heading.
        whole: whether all goods of the code that was asked for, and no others, are in it.
        relations: how it came about, step by step.
        concerns_mercury: whether it is among the codes that concern mercury in that edition.
        ends: empty; or the edition after which its way was not followed, since it concerned no mercury any more.
        note: what the table says of it.
    """

    code: str
    whole: bool
    relations: tuple[Relation, ...]
    concerns_mercury: bool
    ends: str
    note: str


@dataclass(frozen=True)
class Concordance:
    """What a code of one edition is in another.

    Attributes:
        code, from_edition, to_edition: what was asked.
        counterparts: every code that took some of its goods, by code.
        others: further codes, without mercury, that share goods with it on the way and are not listed.
        text: the answer in a sentence.
        meta: how it was made.
    """

    code: str
    from_edition: str
    to_edition: str
    counterparts: tuple[Counterpart, ...]
    others: int
    text: Text | str
    meta: Meta

    @property
    def one_to_one(self) -> bool:
        """Whether a single code has all the goods and no others, so that amounts can be carried over."""
        return len(self.counterparts) == 1 and self.counterparts[0].whole

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain values."""
        return {**asdict(self), "one_to_one": self.one_to_one, "text": str(self.text)}

    def to_json(self) -> str:
        """The answer as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


@cache
def links() -> tuple[Link, ...]:
    """Every link between codes of neighbouring editions that concerns mercury, the newest edition first."""
    return tuple(
        Link(
            row["newer_edition"], row["newer"], row["older_edition"], row["older"], cast(Relation, row["relation"]),
            int(row["other_older"]), int(row["other_newer"]), row["source"], row["seen"], row["status"], row["note"],
        )
        for row in read_table("trade/hs_concordance")
    )  # fmt: skip


@cache
def _by_code() -> tuple[Mapping[tuple[str, str], tuple[Link, ...]], Mapping[tuple[str, str], tuple[Link, ...]]]:
    """Links by edition and code, of the older code and of the newer."""
    older: dict[tuple[str, str], tuple[Link, ...]] = {}
    newer: dict[tuple[str, str], tuple[Link, ...]] = {}
    for link in links():
        older[link.older_edition, link.older] = (*older.get((link.older_edition, link.older), ()), link)
        newer[link.newer_edition, link.newer] = (*newer.get((link.newer_edition, link.newer), ()), link)
    return older, newer


def editions_with(code: str) -> tuple[str, ...]:
    """The editions in which a code of six digits concerns mercury or shares goods with one that does."""
    known = hs_codes().get(code)
    found = set(known.editions) if known is not None else set()
    for link in links():
        if link.older == code:
            found.add(link.older_edition)
        if link.newer == code:
            found.add(link.newer_edition)
    return tuple(edition for edition in editions() if edition in found)


def concorded(code: str, from_edition: str, to_edition: str = NEWEST) -> Concordance:
    """What a code of one edition is in another.

    Args:
        code: as people write it; only its first six digits count, since longer ones are national.
        from_edition: edition the code is of, as people name it.
        to_edition: edition that is asked for; older or newer.

    Raises:
        InputError: no such edition; no code; a code that the tables do not hold in that edition.
    """
    start, goal = edition_named(from_edition, "--from"), edition_named(to_edition, "--to")
    digits = digits_of(code)[:HS_DIGITS]
    held = editions_with(digits)
    if start not in held:
        raise InputError(_not_held(code, digits, start, held))
    forward = edition_before(start, goal)
    order = editions_between(start, goal) if forward else tuple(reversed(editions_between(goal, start)))
    found: dict[str, Counterpart] = {digits: Counterpart(digits, True, (), True, "", "")}
    others = 0
    for edition in order[:-1]:
        found, more = _step(found, edition, forward)
        others += more
    last = tuple(
        _finished(one, goal) for one in sorted(found.values(), key=lambda one: (not one.concerns_mercury, one.code))
    )
    return Concordance(digits, start, goal, last, others, _text(digits, start, goal, last), meta(0, 0))


def _step(found: Mapping[str, Counterpart], edition: str, forward: bool) -> tuple[dict[str, Counterpart], int]:
    """One step to the next edition; and how many codes without mercury were left out."""
    following: dict[str, Counterpart] = {}
    others: dict[str, int] = {}
    for one in found.values():
        ways = () if one.ends else _by_code()[0 if forward else 1].get((edition, one.code), ())
        for link in ways:
            others[one.code] = link.other_newer if forward else link.other_older
            _add(following, one, link, forward)
        if not ways:
            # A code that concerns no mercury any more is not followed: it stands as it was.
            following[one.code] = one if one.ends else Counterpart(one.code, one.whole, one.relations, False, edition,
                                                                   one.note)  # fmt: skip
    return following, sum(others.values())


def _add(following: dict[str, Counterpart], one: Counterpart, link: Link, forward: bool) -> None:
    code = link.newer if forward else link.older
    whole = one.whole and link.relation in ("same", "moved")
    made = Counterpart(code, whole, (*one.relations, link.relation), True, "", link.note or one.note)
    known = following.get(code)
    if known is not None and not known.ends:
        made = Counterpart(code, False, max(known.relations, made.relations, key=len), True, "", known.note)
    following[code] = made


def _finished(one: Counterpart, goal: str) -> Counterpart:
    known = hs_codes().get(one.code)
    concerns = known is not None and goal in known.editions
    return Counterpart(one.code, one.whole, one.relations, concerns, one.ends, one.note)


def _text(code: str, start: str, goal: str, found: Sequence[Counterpart]) -> Text | str:
    if len(found) == 1 and found[0].whole:
        return Text("{code} of {start} is {other} in {goal}, with all its goods and no others", code=pointed(code),
                    start=start, goal=goal, other=pointed(found[0].code))  # fmt: skip
    return Text(
        "{code} of {start} shares goods with {others} in {goal}; no amount can be carried over without knowing how "
        "they divide",
        code=pointed(code), start=start, goal=goal, others=", ".join(pointed(one.code) for one in found),
    )  # fmt: skip


def became(code: str, edition: str) -> tuple[str, ...]:
    """Codes that concern mercury in an edition and share goods with a code of another, () where nothing is known."""
    return tuple(dict.fromkeys(_became(code, edition)))


def _became(code: str, edition: str) -> Iterator[str]:
    for other in editions_with(code):
        yield from (one.code for one in concorded(code, other, edition).counterparts if one.concerns_mercury)


def _not_held(written: str, digits: str, edition: str, held: Sequence[str]) -> Fault:
    if not held:
        return Fault(
            n_("this code is not among those that concern mercury"),
            column="code",
            value=written,
            accepted=n_("codes of the tables of this program, such as 2805.40"),
            advice=n_("search by words: almaden trade codes WORDS"),
        )
    return Fault(
        n_("this is a code of another edition"),
        column="code",
        value=written,
        accepted=Text("{code} in {editions}", code=pointed(digits), editions=", ".join(held)),
        advice=Text("name its edition, {edition}", edition=held[-1]),
    )
