"""Why a product is barred or allowed, and what a reader should know besides, as sentences."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.convention.bounds import bounds
from almaden.convention.finding import Finding
from almaden.convention.law import PartyLaw
from almaden.convention.party import exemption_end
from almaden.convention.product_finding import Movement, Reason, Unsure
from almaden.convention.rules import PARAMETERS, amendments, terms
from almaden.wording import Exact, Text, joined, n_


def reason_of(finding: Finding, law: PartyLaw, *, excepted: bool) -> tuple[Reason, Text | str]:
    """The reason of a sure answer, as a word and as a sentence."""
    if finding.verdict == "unclear":
        return "not_stated", Text("It depends on what was not stated: {missing}.", missing=missing_of(finding))
    rule, after = finding.rule, finding.after
    if rule is None or after is None:
        if excepted and any(seen.rule.exception for seen in finding.considered):
            what = next(seen.rule.exception for seen in finding.considered if seen.rule.exception)
            return "exception", Text("Its entry in Annex A excepts: {what}.", what=Text(what))
        return "no_date", n_("No rule of Annex A with a date covers it.")
    place = Text("Annex {annex}, Part {part}", annex=rule.annex, part=rule.part)
    known = {"after": after.isoformat(), "place": place, "decision": Text(amendments()[rule.decision].name)}
    if finding.verdict == "barred":
        return "barred", Text("Barred after {after} ({place}; {decision}).", **known)
    if finding.exempted:
        return "exempted", Text("Allowed until {after} by a registered exemption ({place}; {decision}).", **known)
    adopted, start = amendments()[rule.decision].adopted, law.remembered().binds_from(rule)
    if finding.on < adopted:
        text = Text(
            "The rule did not exist on this day: {decision} was adopted on {adopted}. It bars after {after} ({place}).",
            adopted=adopted.isoformat(), **known,
        )  # fmt: skip
        return "before_rule", text
    if start is not None and finding.on < start:
        text = Text(
            "The rule was not in force on this day: {decision} binds from {start}. It bars after {after} ({place}).",
            start=start.isoformat(), **known,
        )  # fmt: skip
        return "before_entry", text
    return "allowed_until", Text("Allowed until {after}, then barred ({place}; {decision}).", **known)


def missing_of(finding: Finding) -> Text:
    """What should be stated for a clear answer."""
    which = Text("which kind ({kinds})", kinds=", ".join(finding.kinds))
    return joined([which if key == "kind" else Text(PARAMETERS[key]) for key in finding.missing])


def exemption_note() -> Unsure:
    """What is open about exemptions that last longer than one was read to last."""
    term = terms()["exemption_last"]
    return Unsure(
        "exemption",
        "",
        Text("whether an exemption can last beyond {years} years after the phase-out date", years=Exact(term.years)),
        Text(term.source),
    )


def taken_for_granted(finding: Finding, law: PartyLaw, key: Reason) -> Iterator[Text | str]:
    """What a bar rests on that the program has no register of: exemptions, and amendments that a Party refused."""
    rule = finding.rule
    if key != "barred" or rule is None or rule.after is None:
        return
    exempt = law.remembered().exempt_until(finding.kinds)
    if rule.part == "I" and exempt is None and finding.on <= exemption_end(rule.after):
        yield n_("No exemption under Article 6 is taken to hold; the secretariat of the Convention keeps the register.")
    if law.country and amendments()[rule.decision].amends and rule.decision not in law.accepted:
        yield Text(
            "{country} is taken not to have notified the depositary that it cannot accept {decision} (Article 27).",
            country=law.country, decision=Text(amendments()[rule.decision].name),
        )  # fmt: skip


def idle_exemption(finding: Finding, law: PartyLaw) -> Iterator[Text]:
    """An exemption that ends no later than the phase-out dates: it changes nothing, and is perhaps mistyped."""
    party = law.remembered()
    until = party.exempt_until(finding.kinds)
    counted = (seen.rule for seen in finding.considered if seen.holds is not False and seen.rule.part == "I")
    days = [day for rule in counted if (day := party.last_day(rule)) is not None]
    if until is not None and days and until <= min(days):
        yield Text(
            "The exemption until {until} changes nothing: an exemption begins where the phase-out date ends, {after}. "
            "Is its last day right?",
            until=until.isoformat(), after=min(days).isoformat(),
        )  # fmt: skip


def notes_on(finding: Finding, law: PartyLaw, movement: Movement, key: Reason) -> Iterator[Text | str]:
    """What a reader should know of an answer, besides what the rules say."""
    if law.status == "unverified" and law.entry_into_force is not None:
        start = law.entry_into_force.isoformat()
        yield Text("Entry into force for {country}, {day}: not verified.", country=law.country, day=start)
    if law.note:
        yield Text(law.note)
    bound = bounds().get(finding.rule.id) if finding.rule is not None else None
    if bound is not None and bound.unsure and finding.on <= bound.allowed_until:
        until = bound.allowed_until.isoformat()
        yield Text("Allowed for sure until {day} only; not sure: {what}.", day=until, what=Text(bound.unsure))
    if key == "non_party":
        yield n_("A Party may not export the product to it, nor import it from there; its own law may bar more.")
    if key == "barred" and movement != "use":
        yield n_("The use of what is already in the country is not barred by Annex A.")
    if key == "excluded":
        yield n_("The law of the country may bar it all the same.")
    if finding.verdict == "allowed" and key in ("allowed_until", "no_date", "before_rule", "before_entry"):
        yield n_("The law of the country may bar it earlier.")
