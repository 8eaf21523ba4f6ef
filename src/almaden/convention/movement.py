"""Whether a product with mercury may be imported, exported or made on a day: barred, allowed, or unclear and why.

A text of law that was not read never decides. The rules are read three times: as remembered, as early and as late as
their unread texts may bar. Where the three agree the answer is sure, else it is unclear and says what is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, get_args

from almaden.convention.bounds import bounds, is_sure, mildest, strictest
from almaden.convention.content import doubts
from almaden.convention.dates import Reading, as_written, finding_for, stated_values
from almaden.convention.finding import Finding, Verdict
from almaden.convention.law import ANY_PARTY, PartyLaw
from almaden.convention.law_records import LegalMeasureRecord
from almaden.convention.national import NationalBar, national_bars
from almaden.convention.party import Party
from almaden.convention.product_finding import ANSWER_NAMES, Movement, ProductFinding, Reason, Unsure
from almaden.convention.product_names import Named, find_product
from almaden.convention.reasons import (
    exemption_note,
    idle_exemption,
    missing_of,
    notes_on,
    reason_of,
    taken_for_granted,
)
from almaden.convention.rules import Rule, products, rules
from almaden.wording import Text, joined, n_

#: Purposes that take a product out of Annex A, or what an entry of it excepts.
Purpose = Literal[
    "civil_protection_military", "research_calibration", "traditional_religious", "vaccine_thiomersal", "exception"
]
PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)


def check_product(
    product: str,
    on: date,
    movement: Movement,
    *,
    mercury_mg: float | None = None,
    mercury_ppm: float | None = None,
    watts: float | None = None,
    length_mm: float | None = None,
    party: PartyLaw | None = None,
    exemption_until: date | None = None,
    purpose: Purpose | None = None,
    measures: Iterable[LegalMeasureRecord] = (),
) -> ProductFinding:
    """Whether a product may be imported, exported or made on a day.

    Args:
        product: key of Annex A, kind of products, or English words.
        on: the day asked about.
        movement: ``import``, ``export``, ``manufacture``; ``use`` is answered too, Annex A does not bar it.
        mercury_mg: mercury per lamp, burner, switch or relay in mg.
        mercury_ppm: mercury content in ppm by weight.
        watts: power of a lamp in W.
        length_mm: length of a lamp in mm.
        party: what binds the country, from :func:`almaden.convention.law.known_law`; None for any Party.
        exemption_until: last day of an exemption registered under Article 6, for this product.
        purpose: what takes the product out of Annex A; ``exception`` where it is what its entry excepts.
        measures: laws of the country, from :meth:`almaden.convention.law.Law.measures_of`; they are told beside.

    Returns:
        The answer, the rule that decides, and how sure its text is.

    Raises:
        InputError: unknown product, or a number that cannot be.
    """
    named = find_product(product)
    stated = stated_values(
        {"mercury_mg": mercury_mg, "mercury_ppm": mercury_ppm, "watts": watts, "length_mm": length_mm}
    )
    law = party or ANY_PARTY
    if exemption_until is not None:
        law = replace(law, exemptions={**law.exemptions, **dict.fromkeys(named.leaves, exemption_until)})
    national = tuple(national_bars(named.leaves, movement, on, stated, measures))
    question = _Question(named, on, stated, law, purpose == "exception", national)
    finding = question.finding(as_written, law.remembered())
    special = _special(named, on, movement, law, purpose)
    if special is not None:
        key, reason, decided = special
        return _answer(question, movement, decided or finding, "allowed", key, reason, ())
    low = question.finding(mildest, law.mildest())
    high = question.finding(strictest, law.strictest())
    if low.verdict == finding.verdict == high.verdict:
        key, reason = reason_of(finding, law, excepted=question.excepted)
        return _answer(question, movement, finding, finding.verdict, key, reason, ())
    unsure = tuple(question.unsure())
    return _answer(question, movement, finding, "unclear", _about(unsure), _open(finding, unsure), unsure)


@dataclass(frozen=True)
class _Question:
    """One product, day and Party, that can be asked under several readings of the law."""

    named: Named
    on: date
    stated: dict[str, float]
    law: PartyLaw
    excepted: bool
    national: tuple[NationalBar, ...]

    def finding(self, reading: Reading, party: Party) -> Finding:
        """What the rules say under a reading; what an entry excepts is not barred by it."""

        def read(rule: Rule) -> Rule:
            return replace(reading(rule), after=None) if self.excepted and rule.exception else reading(rule)

        return finding_for(self.named.product, self.named.leaves, self.on, self.stated, party, read)

    def unsure(self) -> Iterator[Unsure]:
        """What is open: texts, what binds the Party, how long its exemption can last."""
        remembered, law = self.law.remembered(), self.law
        texts = {self.finding(reading, remembered).verdict for reading in (mildest, strictest)}
        parties = {self.finding(as_written, replace(one, capped=True)).verdict for one in self._parties()}
        capped = {self.finding(as_written, replace(remembered, capped=cap)).verdict for cap in (True, False)}
        if len(capped) > 1:
            yield exemption_note()
        if len(parties) > 1 or (len(texts) == 1 and len(capped) == 1):
            yield Unsure(
                "party",
                "",
                Text("which amendments {country} has accepted", country=law.country or Text("the Party")),
                n_("UN Treaty Collection, chapter XXVII-17, treaties.un.org: declarations and acceptances"),
            )
        if len(texts) > 1 or (len(parties) == 1 and len(capped) == 1):
            yield from self._open_texts()

    def _parties(self) -> tuple[Party, Party]:
        return self.law.mildest(), self.law.strictest()

    def _open_texts(self) -> Iterator[Unsure]:
        finding = self.finding(as_written, self.law.remembered())
        for seen in finding.considered:
            bound = bounds().get(seen.rule.id)
            if bound is not None and seen.holds is not False and bound.open_on(self.on):
                yield Unsure(
                    "text", bound.rule, Text(bound.unsure), Text(bound.look_at), seen.rule.after,
                    bound.allowed_until, bound.barred_after,
                )  # fmt: skip


def _special(
    named: Named, on: date, movement: Movement, law: PartyLaw, purpose: Purpose | None
) -> tuple[Reason, Text | str, Finding | None] | None:
    """What is allowed whatever the dates say, with the finding that shows it where there is one."""
    leaves = named.leaves if purpose in (None, "exception") else (str(purpose),)
    rule = next((rule for rule in rules() if rule.effect == "excluded" and set(rule.products) & set(leaves)), None)
    if rule is not None:
        found = finding_for(products()[rule.products[0]], rule.products, on, {}, law.remembered())
        return "excluded", Text("Excluded from Annex A: {what}.", what=Text(rule.entry)), replace(found, rule=rule)
    if movement == "use":
        return (
            "use_not_barred",
            n_("Annex A bars manufacture, import and export; the use of what is in the country is not barred by it."),
            None,
        )
    if law.standing == "non-party":
        reason = Text("{country} is not a Party: Annex A does not bind it.", country=law.country)
        return "non_party", reason, None
    return None


def _about(unsure: Sequence[Unsure]) -> Reason:
    kinds = {one.about for one in unsure}
    if kinds == {"party"}:
        return "unsure_party"
    return "unsure_exemption" if kinds == {"exemption"} else "unsure_text"


def _open(finding: Finding, unsure: Sequence[Unsure]) -> Text:
    what = joined(list(dict.fromkeys(one.what for one in unsure)), "; ")
    where = joined(list(dict.fromkeys(one.look_at for one in unsure)), "; ")
    if finding.verdict == "unclear":
        return Text(
            "Not sure: {what}. If what is remembered holds, it depends on what was not stated: {missing}. "
            "Look at: {where}.",
            what=what, missing=missing_of(finding), where=where,
        )  # fmt: skip
    return Text(
        "Not sure: {what}. If what is remembered holds, it is {answer}. Look at: {where}.",
        what=what, answer=Text(ANSWER_NAMES[finding.verdict]), where=where,
    )  # fmt: skip


def _answer(
    question: _Question,
    movement: Movement,
    finding: Finding,
    answer: Verdict,
    key: Reason,
    reason: Text | str,
    unsure: tuple[Unsure, ...],
) -> ProductFinding:
    own = tuple(rule for rule in rules() if set(rule.products) & set(question.named.leaves))
    notes = [*doubts(question.stated, own), *notes_on(finding, question.law, movement, key),
             *idle_exemption(finding, question.law)]  # fmt: skip
    if question.excepted and not any(rule.exception for rule in own):
        notes.append(n_("Its entry in Annex A excepts nothing: the purpose changes nothing."))
    return ProductFinding(
        asked=question.named.asked,
        country=question.law.country,
        movement=movement,
        answer=answer,
        reason_key=key,
        reason=reason,
        remembered=finding.verdict,
        unsure=unsure,
        missing=finding.missing if answer == "unclear" else (),
        assumptions=(*question.law.assumptions(), *taken_for_granted(finding, question.law, key)),
        notes=tuple(notes),
        national=question.national,
        status="unverified" if unsure else _status(finding, question.on),
        finding=finding,
    )


def _status(finding: Finding, on: date) -> str:
    """Verified where the deciding rule and those passed over were read, or what they say on the day was."""
    counted = [finding.rule] if finding.rule else [seen.rule for seen in finding.considered]
    counted += [seen.rule for seen in finding.considered if seen.after is not None and on > seen.after]
    return "verified" if all(is_sure(rule, on) for rule in counted) else "unverified"
