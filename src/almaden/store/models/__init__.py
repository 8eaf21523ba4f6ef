"""The tables of the store."""

from almaden.store.models.accounts import Invitation, Organisation, Role, Token, User
from almaden.store.models.archive import ArchiveFile, ArchiveSeries
from almaden.store.models.countries import CountryStage
from almaden.store.models.datasets import Dataset, SourceDocument, Upload
from almaden.store.models.editions import Edition
from almaden.store.models.exchange import MatchFeedback, MatchWeights, RegistryWish
from almaden.store.models.facilities import Facility, Identifier, Site, Unit
from almaden.store.models.imports import ImportRun
from almaden.store.models.inventories import FactorLayer, FrozenResult, Inventory, InventoryRow
from almaden.store.models.jobs import Job
from almaden.store.models.journal import Change, Entry
from almaden.store.models.ledgers import Ledger, LedgerEntryRow, LedgerLot
from almaden.store.models.news import MatchLetter, MatchTold, NewsDelivery, NewsIssue, Subscription
from almaden.store.models.product_tests import (
    CampaignProduct,
    CampaignRound,
    ProductCampaign,
    ProductPhoto,
    ProductTest,
    RelistingCheck,
    Takedown,
)
from almaden.store.models.quality import LogbookEntry, QualityDecision, QualityMark, QualityRun
from almaden.store.models.questionnaires import Respondent, RespondentLink, Survey
from almaden.store.models.questions import SavedQuestion
from almaden.store.models.registry import Proposal, RegistryCountry, RegistryLink, RegistryPair, RegistryRow, UpdateLink
from almaden.store.models.report_drafts import ReportDraft, ReportSection
from almaden.store.models.reviews import Comment, Decision
from almaden.store.models.search import SearchText
from almaden.store.models.studies import Study

__all__ = [
    "ArchiveFile",
    "ArchiveSeries",
    "CampaignProduct",
    "CampaignRound",
    "Change",
    "Comment",
    "CountryStage",
    "Dataset",
    "Decision",
    "Edition",
    "Entry",
    "Facility",
    "FactorLayer",
    "FrozenResult",
    "Identifier",
    "ImportRun",
    "Inventory",
    "InventoryRow",
    "Invitation",
    "Job",
    "Ledger",
    "LedgerEntryRow",
    "LedgerLot",
    "LogbookEntry",
    "MatchFeedback",
    "MatchLetter",
    "MatchTold",
    "MatchWeights",
    "NewsDelivery",
    "NewsIssue",
    "Organisation",
    "ProductCampaign",
    "ProductPhoto",
    "ProductTest",
    "Proposal",
    "QualityDecision",
    "QualityMark",
    "QualityRun",
    "RegistryCountry",
    "RegistryLink",
    "RegistryPair",
    "RegistryRow",
    "RegistryWish",
    "RelistingCheck",
    "ReportDraft",
    "ReportSection",
    "Respondent",
    "RespondentLink",
    "Role",
    "SavedQuestion",
    "SearchText",
    "Site",
    "SourceDocument",
    "Study",
    "Subscription",
    "Survey",
    "Takedown",
    "Token",
    "Unit",
    "UpdateLink",
    "Upload",
    "User",
]
