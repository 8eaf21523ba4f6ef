"""The answer to whether a product may be imported, exported or made, with its reason and how sure it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from almaden.convention.finding import Finding, Translate, Verdict, unchanged
from almaden.convention.national import NationalBar
from almaden.convention.rules import Rule, amendments
from almaden.wording import Text, n_

#: What is done with the product. Annex A bars the first three.
Movement = Literal["import", "export", "manufacture", "use"]
MOVEMENTS: Final[tuple[Movement, ...]] = get_args(Movement)
MOVEMENT_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"import": n_("import"), "export": n_("export"), "manufacture": n_("manufacture"), "use": n_("use")}
)
ANSWER_NAMES: Final[Mapping[Verdict, str]] = MappingProxyType(
    {"barred": n_("barred"), "allowed": n_("allowed"), "unclear": n_("unclear")}
)
#: Why, as one word.
Reason = Literal[
    "barred",
    "allowed_until",
    "no_date",
    "exempted",
    "excluded",
    "exception",
    "use_not_barred",
    "non_party",
    "before_rule",
    "before_entry",
    "not_stated",
    "unsure_text",
    "unsure_party",
    "unsure_exemption",
]


@dataclass(frozen=True)
class Unsure:
    """Something that is not sure and would change the answer.

    Attributes:
        about: ``text`` of a rule, ``party`` (what binds it), or ``exemption`` (how long one can last).
        rule: id of the rule, empty where it is about the Party.
        what: what is not sure.
        look_at: where it can be settled.
        barred_after: last allowed day if what is remembered holds; None where there is none.
        sure_until, sure_after: all is allowed until the first, and it is barred after the second; None: not known.
    """

    about: Literal["text", "party", "exemption"]
    rule: str
    what: Text | str
    look_at: Text | str
    barred_after: date | None = None
    sure_until: date | None = None
    sure_after: date | None = None


@dataclass(frozen=True)
class ProductFinding:
    """Whether a product may be moved or made on a day.

    Attributes:
        asked: the words that were asked with.
        country: three-letter code of the Party; empty for any.
        movement: import, export, manufacture or use.
        answer: ``barred``, ``allowed`` or ``unclear``.
        reason_key: why, as one word.
        reason: why, as a sentence.
        remembered: the answer if what is remembered of unread texts holds.
        unsure: what is not sure and would change the answer.
        missing: what should be stated (keys of PARAMETERS, or ``kind``).
        assumptions: what the answer rests on besides.
        notes: what a reader should know.
        national: measures of national law that bar it too, or may; the answer is that of the Convention alone.
        status: ``verified``, or ``unverified`` where what counts was recalled or read second-hand.
        finding: what the rules as remembered say.
    """

    asked: str
    country: str
    movement: Movement
    answer: Verdict
    reason_key: Reason
    reason: Text | str
    remembered: Verdict
    unsure: tuple[Unsure, ...]
    missing: tuple[str, ...]
    assumptions: tuple[Text | str, ...]
    notes: tuple[Text | str, ...]
    national: tuple[NationalBar, ...]
    status: str
    finding: Finding

    @property
    def on(self) -> date:
        """The day asked about."""
        return self.finding.on

    @property
    def may_go_on(self) -> bool:
        """Whether neither the Convention nor national law that is known bars it, for sure or perhaps."""
        return self.answer == "allowed" and not self.national

    @property
    def rule(self) -> Rule | None:
        """The rule that decides; None where none does."""
        return self.finding.rule

    @property
    def decision(self) -> str:
        """Name of the decision behind the rule, empty without one."""
        return amendments()[self.rule.decision].name if self.rule else ""

    def remarks(self, _: Translate = unchanged) -> tuple[str, ...]:
        """Notes, and what the rules say besides, in the language of a translator."""
        said = replace(self.finding, status=self.status)
        return (*(_(note) for note in self.notes), *said.remarks(_))

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain values, with ``meta``."""
        from almaden import __version__

        rule = self.rule
        return {
            "meta": {"program": "almaden", "version": __version__},
            "asked": self.asked,
            "product": self.finding.product.key,
            "name": self.finding.product.name,
            "kinds": list(self.finding.kinds),
            "country": self.country or None,
            "movement": self.movement,
            "date": self.on.isoformat(),
            "answer": self.answer,
            "reason_key": self.reason_key,
            "reason": str(self.reason),
            "remembered": self.remembered,
            "rule": rule.id if rule else None,
            "decision": self.decision or None,
            "allowed_until": self.finding.after.isoformat() if self.finding.after else None,
            "status": self.status,
            "unsure": [
                {
                    "about": one.about,
                    "rule": one.rule or None,
                    "what": str(one.what),
                    "look_at": str(one.look_at),
                    "barred_after": _day(one.barred_after),
                    "sure_until": _day(one.sure_until),
                    "sure_after": _day(one.sure_after),
                }
                for one in self.unsure
            ],
            "missing": list(self.missing),
            "assumptions": [str(one) for one in self.assumptions],
            "national": [{**asdict(one), "since": one.since.isoformat()} for one in self.national],
            "remarks": list(self.remarks()),
            "source": rule.source if rule else "",
            "seen": rule.seen if rule else "",
            "considered": self.finding.record()["considered"],
        }

    def to_json(self) -> str:
        """The answer as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
