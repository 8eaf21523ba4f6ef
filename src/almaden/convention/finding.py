"""What the dated rules say about one product or process on one day, and how to say it in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from almaden.convention.rules import PARAMETERS, Product, Rule, amendments, terms
from almaden.convention.years import years_after

Verdict = Literal["barred", "allowed", "unclear"]
Translate = Callable[[str], str]


def unchanged(text: str) -> str:
    """The text itself: English."""
    return text


@dataclass(frozen=True)
class Considered:
    """One rule that was looked at.

    ``holds`` is whether its condition is true of the product, None where that depends on what was not stated.
    ``after`` is the last day on which the Party may go on, with its acceptance of amendments and its
    exemption; None where the rule does not bind it or bars nothing.
    """

    rule: Rule
    holds: bool | None
    after: date | None
    bound: bool


@dataclass(frozen=True)
class Finding:
    """Whether a product may be made and traded, or a process use mercury, on a day.

    Attributes:
        product: what was asked about.
        on: the day.
        verdict: ``barred``, ``allowed``, or ``unclear`` where it depends on what was not stated.
        rule: the rule that bars it, or that will; None where none does or where unclear.
        after: last day on which it is allowed under that rule.
        several_dates: True where values or kinds that were not stated have other dates: ``after`` is then
            the first of them for ``allowed`` and the last of them for ``barred``.
        exempted: True where only the exemption keeps it allowed.
        capped: True where the exemption was stated to last longer than any can.
        missing: parameters to state (keys of PARAMETERS, or ``kind`` for one of ``kinds``).
        kinds: the kinds that a group was looked at as.
        status: ``verified``, or ``unverified`` where a rule that counted was recalled or read second-hand.
        considered: every rule of the product.
    """

    product: Product
    on: date
    verdict: Verdict
    rule: Rule | None
    after: date | None
    several_dates: bool
    exempted: bool
    capped: bool
    missing: tuple[str, ...]
    kinds: tuple[str, ...]
    status: str
    considered: tuple[Considered, ...]

    @property
    def decision(self) -> str:
        """Name of the decision behind the rule, empty without one."""
        return amendments()[self.rule.decision].name if self.rule else ""

    @property
    def reason(self) -> str:
        """Why, as one English sentence."""
        return self.say()

    def say(self, _: Translate = unchanged) -> str:
        """Why, as one sentence in the language of the translator."""
        name = _(self.product.name)
        if self.verdict == "unclear":
            return _("{name}: it depends on what was not stated: {missing}.").format(
                name=name, missing=", ".join(self._asked(_))
            )
        if self.rule is None or self.after is None:
            if any(seen.rule.effect == "excluded" for seen in self.considered):
                return _("{name}: excluded from Annex A.").format(name=name)
            return _("{name}: no date binds after which it is barred.").format(name=name)
        place = _("Annex {annex}, Part {part}").format(annex=self.rule.annex, part=self.rule.part)
        after, decision = self.after.isoformat(), _(self.decision)
        return self._sentence(_).format(name=name, what=self._what(_), after=after, place=place, decision=decision)

    def remarks(self, _: Translate = unchanged) -> tuple[str, ...]:
        """What a reader should know besides: exceptions, duties, how the year was read, doubts."""
        texts = []
        if self.rule is not None and self.rule.exception:
            texts.append(_("Excepted: {what}.").format(what=_(self.rule.exception)))
        for seen in self.considered:
            if seen.bound and seen.rule.effect in ("measure", "reduce", "aim", "conditional"):
                texts.append(_("Duty: {what}.").format(what=self._duty(seen.rule, _)))
            if not seen.bound and seen.holds is not False:
                text = _("Not bound by {decision}, which the Party has not accepted ({entry}).")
                texts.append(text.format(decision=_(amendments()[seen.rule.decision].name), entry=_(seen.rule.entry)))
        if self.rule is not None and self.rule.reading:
            text = _("The annex gives the year {year} only; its last day is a reading.")
            texts.append(text.format(year=self.rule.year))
        texts += self._on_exemption(_)
        if self.status == "unverified":
            texts.append(_("Not verified: a rule that counts here was recalled or read second-hand."))
        return tuple(texts)

    def record(self) -> dict[str, Any]:
        """The finding for JSON."""
        return {
            "product": self.product.key,
            "name": self.product.name,
            "date": self.on.isoformat(),
            "verdict": self.verdict,
            "reason": self.reason,
            "remarks": list(self.remarks()),
            "rule": self.rule.id if self.rule else None,
            "allowed_until": self.after.isoformat() if self.after else None,
            "exempted": self.exempted,
            "decision": self.decision,
            "source": self.rule.source if self.rule else "",
            "seen": self.rule.seen if self.rule else "",
            "status": self.status,
            "missing": list(self.missing),
            "kinds": list(self.kinds),
            "considered": [
                {
                    "rule": seen.rule.id,
                    "entry": seen.rule.entry,
                    "condition": seen.rule.condition,
                    "effect": seen.rule.effect,
                    "holds": seen.holds,
                    "bound": seen.bound,
                    "allowed_until": seen.after.isoformat() if seen.after else None,
                    "decision": seen.rule.decision,
                    "status": seen.rule.status,
                }
                for seen in self.considered
            ],
        }

    def _sentence(self, _: Translate) -> str:
        if self.verdict == "barred":
            return _("{name}: {what} barred after {after} ({place}; {decision}).")
        if self.exempted:
            return _("{name}: {what} allowed until {after} by a registered exemption ({place}; {decision}).")
        if self.several_dates:
            return _("{name}: {what} allowed; the first kind is barred after {after} ({place}; {decision}).")
        return _("{name}: {what} allowed until {after}, then barred ({place}; {decision}).")

    def _on_exemption(self, _: Translate) -> list[str]:
        if not self.exempted or self.rule is None or self.rule.after is None or self.after is None:
            return []
        without_extension = years_after(self.rule.after, terms()["exemption_first"].years)
        texts = []
        if self.after > without_extension:
            text = _("Beyond {day} it needs an extension by the Conference of the Parties.")
            texts.append(text.format(day=without_extension.isoformat()))
        if self.capped:
            text = _("No exemption is counted beyond {years} years after the phase-out date.")
            texts.append(text.format(years=terms()["exemption_last"].years))
        return texts

    def _what(self, _: Translate) -> str:
        if self.product.kind == "process":
            return _("use of mercury or mercury compounds in the process")
        return _("manufacture, import and export")

    def _asked(self, _: Translate) -> list[str]:
        which = _("which kind ({kinds})").format(kinds=", ".join(self.kinds))
        return [which if key == "kind" else _(PARAMETERS[key]) for key in self.missing]

    @staticmethod
    def _duty(rule: Rule, _: Translate) -> str:
        if rule.after is None:
            return _(rule.condition)
        return _("{what}, by {day}").format(what=_(rule.condition), day=rule.after.isoformat())
