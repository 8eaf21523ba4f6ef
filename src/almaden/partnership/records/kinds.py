"""The record types of the registry: their names, what they link to, and who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from almaden.partnership.records import activities, areas, exchange, meetings, outputs, partners
from almaden.partnership.records.base import RegistryRecord, personal_fields
from almaden.wording import n_


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    Attributes:
        name: what it is called in files, addresses and the API.
        record: its type.
        title: what people call several of them.
        links: fields that hold keys of other records, and of which kind those are.
        public: whether everybody may see what is approved of it, without its personal fields.
    """

    name: str
    record: type[RegistryRecord]
    title: str
    links: Mapping[str, str] = field(default_factory=dict)
    public: bool = True

    @property
    def personal(self) -> frozenset[str]:
        """The fields that tell of a person."""
        return personal_fields(self.record)


_ACTIVITY: Final = {"activity": "activity"}

_KINDS: Final = (
    Kind("area", areas.AreaRecord, n_("Areas")),
    Kind("lead", areas.LeadRecord, n_("Leads of areas"), {"partner": "partner"}),
    Kind("target", areas.TargetRecord, n_("Targets"), {"indicator": "indicator"}),
    Kind("indicator", areas.IndicatorRecord, n_("Indicators")),
    Kind("indicator_value", areas.IndicatorValueRecord, n_("Values of indicators"), {"indicator": "indicator"}),
    Kind("plan", areas.PlanRecord, n_("Business plans")),
    Kind(
        "plan_item",
        areas.PlanItemRecord,
        n_("Points of business plans"),
        {"plan": "plan", "owner": "partner", "partners": "partner", "activity": "activity"},
    ),
    Kind("partner", partners.PartnerRecord, n_("Partners")),
    Kind(
        "membership",
        partners.MembershipRecord,
        n_("Members of partners"),
        {"umbrella": "partner", "partner": "partner"},
    ),
    Kind("partner_count", partners.PartnerCountRecord, n_("Stated counts of partners")),
    Kind("application", partners.ApplicationRecord, n_("Applications"), {"partner": "partner"}, public=False),
    Kind(
        "resource_person", partners.ResourcePersonRecord, n_("Resource persons"), {"partner": "partner"}, public=False
    ),
    Kind(
        "activity",
        activities.ActivityRecord,
        n_("Activities"),
        {"parent": "activity", "same_as": "activity", "partners": "partner", "funders": "partner"},
    ),
    Kind(
        "participation",
        activities.ParticipationRecord,
        n_("Roles of partners"),
        {"activity": "activity", "partner": "partner"},
    ),
    Kind("budget", activities.BudgetRecord, n_("Budgets"), _ACTIVITY),
    Kind(
        "transaction",
        activities.TransactionRecord,
        n_("Transactions"),
        {"activity": "activity", "provider": "partner", "receiver": "partner"},
    ),
    Kind("result", activities.ResultRecord, n_("Results"), _ACTIVITY),
    Kind("cash_flow", activities.CashFlowRecord, n_("Cash flows"), _ACTIVITY),
    Kind("beneficiary", activities.BeneficiaryRecord, n_("People reached"), _ACTIVITY),
    Kind("publication", outputs.PublicationRecord, n_("Publications"), {"activity": "activity", "authors": "partner"}),
    Kind("event", outputs.EventRecord, n_("Events"), {"activity": "activity", "organisers": "partner"}),
    Kind("training", outputs.TrainingRecord, n_("Training given"), _ACTIVITY),
    Kind("commitment", outputs.CommitmentRecord, n_("Voluntary commitments"), {"partner": "partner"}),
    Kind(
        "funding",
        outputs.FundingRecord,
        n_("Funding"),
        {"part_of": "funding", "funder": "partner", "activity": "activity"},
    ),
    Kind("fact", outputs.FactRecord, n_("Stated figures")),
    Kind("member", meetings.MemberRecord, n_("Advisory group"), {"partner": "partner"}),
    Kind("meeting", meetings.MeetingRecord, n_("Meetings")),
    Kind(
        "decision",
        meetings.DecisionRecord,
        n_("Decisions"),
        {"meeting": "meeting", "responsible": "partner", "activity": "activity"},
    ),
    Kind("consultation", meetings.ConsultationRecord, n_("Consultations")),
    Kind("comment", meetings.CommentRecord, n_("Comments"), {"consultation": "consultation", "partner": "partner"}),
    Kind("question", meetings.QuestionRecord, n_("Questions to the help desk"), public=False),
    Kind("mission", meetings.MissionRecord, n_("Missions"), {"activity": "activity", "partners": "partner"}),
    Kind("offer", exchange.OfferRecord, n_("Offers"), {"provider": "partner", "demonstrations": "activity"}),
    Kind("need", exchange.NeedRecord, n_("Needs"), public=False),
    Kind("call", exchange.CallRecord, n_("Calls for ideas"), {"organisers": "partner"}),
    Kind(
        "submission",
        exchange.SubmissionRecord,
        n_("Answers to calls"),
        {"call": "call", "partner": "partner", "offer": "offer"},
    ),
)

#: The kinds by name, in the order in which they are listed and loaded.
KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in _KINDS})
