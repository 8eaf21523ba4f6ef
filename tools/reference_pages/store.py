"""The tables of the store with their columns, and the rights of the roles, from the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from almaden.reference.records import RECORD_TYPES
from almaden.sectors.products.testing.records import TABLES as PRODUCT_TESTS
from tools.reference_pages import monitoring_store
from tools.reference_pages.markdown import cell, code, table

#: Which record type says what the columns of a table mean.
_RECORDS: Final = {
    "Facility": RECORD_TYPES["facility"],
    "Unit": RECORD_TYPES["unit"],
    "Site": RECORD_TYPES["site"],
    "SourceDocument": RECORD_TYPES["source"],
    "CampaignRound": PRODUCT_TESTS["campaigns"],
    "CampaignProduct": PRODUCT_TESTS["products"],
    "ProductTest": PRODUCT_TESTS["tests"],
    "Takedown": PRODUCT_TESTS["takedowns"],
    "RelistingCheck": PRODUCT_TESTS["checks"],
    **dict.fromkeys(("ArchiveSeries", "QualityMark", "QualityDecision"), RECORD_TYPES["observation"]),
}
_KINDS: Final = {
    "AutoField": "whole number",
    "BigAutoField": "whole number",
    "BigIntegerField": "whole number",
    "BooleanField": "yes or no",
    "CharField": "text",
    "DateField": "date",
    "DateTimeField": "date and time, UTC",
    "FloatField": "number",
    "IntegerField": "whole number",
    "JSONField": "JSON",
    "PositiveIntegerField": "whole number",
    "PositiveSmallIntegerField": "whole number",
    "SlugField": "text",
    "SmallIntegerField": "whole number",
    "TextField": "text",
}
_RIGHTS: Final = {
    "read_drafts": "read what is not published yet",
    "read_drafts_own": "read one's own drafts",
    "comment": "comment",
    "import": "bring in files",
    "write_data": "make and change facilities, units, sites",
    "write_inventory": "make and change inventories",
    "write_factors": "make and change layers of factors",
    "write_stage": "say how far a country is with its plans",
    "submit": "submit for review",
    "review": "review and return",
    "publish": "publish what others wrote",
    "withdraw": "withdraw what is published",
    "make_edition": "make editions",
    "read_journal": "read the journal",
    "manage_jobs": "see the jobs of all",
    "manage_accounts": "keep accounts and roles",
    "write_registry": "make and change records of the Partnership",
    "publish_registry": "publish records of the Partnership that others wrote",
    "read_personal": "read what is kept about persons of the Partnership",
    "load_registry": "load a whole registry",
    "choose_weights": "choose by which weights everybody's matches are ranked",
}


def load_store() -> None:
    """Load the tables of the store, without a folder or a database of this machine."""
    import django
    from django.apps import apps
    from django.conf import settings

    if not settings.configured:
        settings.configure(
            INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "almaden.store"],
            AUTH_USER_MODEL="store.User",
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            USE_TZ=True,
        )
    if not apps.ready:
        django.setup()


def store_tables() -> str:
    """One section for each table."""
    load_store()
    from django.apps import apps

    found = sorted(apps.get_app_config("store").get_models(), key=lambda model: model._meta.db_table)
    return "\n".join(_section(model) for model in found)


def _section(model: Any) -> str:
    meaning = " ".join((model.__doc__ or "").replace("``", "`").split())
    record = _RECORDS.get(model.__name__)
    rows = [_column(field, record) for field in model._meta.concrete_fields]
    return f"## {model._meta.db_table}\n\n{meaning}\n\n{table(('column', 'holds', 'meaning'), rows)}"


def _column(field: Any, record: Any) -> tuple[str, str, str]:
    return code(field.attname), _holds(field), cell(_meaning(field, record))


def _holds(field: Any) -> str:
    if field.is_relation:
        kind = f"number of a row of `{field.related_model._meta.db_table}`"
    elif field.choices:
        kind = ", ".join(code(str(value)) for value, _words in field.choices)
    else:
        kind = _KINDS[field.get_internal_type()]
    return f"{kind}, or nothing" if field.null else kind


def _meaning(field: Any, record: Any) -> str:
    told = f"{field.model.__name__}.{field.attname}"
    if told in _COLUMNS:
        return _COLUMNS[told]
    if record is not None and field.name in record.model_fields and not field.is_relation and not field.primary_key:
        info = record.model_fields[field.name]
        unit = (info.json_schema_extra or {}).get("unit", "")
        return f"{info.description} In {unit}." if unit else str(info.description)
    return _COLUMNS[field.attname]


def role_table() -> str:
    """What each role may do."""
    load_store()
    from almaden.store.models.accounts import RoleName
    from almaden.store.rights import EVERY_RIGHT, RIGHTS

    # A right without words, or words without a right, is an error here.
    assert set(_RIGHTS) == EVERY_RIGHT, set(_RIGHTS) ^ EVERY_RIGHT
    rows = [(words, *("yes" if right in RIGHTS[role] else "" for role in RIGHTS)) for right, words in _RIGHTS.items()]
    return table(("may", *(str(RoleName(role).label) for role in RIGHTS)), rows)


PARTS: Mapping[str, Callable[[], str]] = {"store": store_tables, "roles": role_table}

#: What a column means, by its name, or by table and name where the same name means different things.
_COLUMNS: Final = {
    **monitoring_store.COLUMNS,
    "id": "Number of the row.",
    "version": "Counts the changes of the row.",
    "country": "Country, as ISO 3166 code of three letters; empty for none or all.",
    "area": "Area of work; empty for all.",
    "author_id": "Who made it; nothing for the program itself.",
    "reviewer_id": "Who reviewed it.",
    "organisation_id": "Organisation that stands for it.",
    "dataset_id": "Data set that it belongs to.",
    "inventory_id": "Inventory that it belongs to.",
    "facility_id": "The facility, if it is one's.",
    "unit_id": "The unit, if it is one's.",
    "site_id": "The site, if it is one's.",
    "user_id": "The person.",
    "upload_id": "The file that it came from.",
    "source_id": "The source that it was read from.",
    "document_id": "The document that says so.",
    "entry_id": "The entry of the journal.",
    "job_id": "The job that works on it.",
    "title": "Title.",
    "description": "What it is for.",
    "note": "Anything a reader should know.",
    "text": "What was said.",
    "name": "Name.",
    "key": "Short name, by which commands and files call it.",
    "licence": "Terms under which it may be used.",
    "state": "Where it stands.",
    "standing": "Whose figure it is.",
    "year": "Year that it is for.",
    "made_on": "When it was made.",
    "published_on": "When it was published.",
    "started_on": "When it was begun.",
    "finished_on": "When it ended.",
    "expires_on": "Until when it works.",
    "used_on": "When it was used.",
    "last_used_on": "When it was last used.",
    "sha256": "SHA-256 of the content.",
    "size": "Bytes.",
    "rows": "How many observations there are.",
    "number": "Number, counted from 1.",
    "program_version": "Version of the program.",
    "digest": "SHA-256 of the secret; the secret itself is not kept.",
    "record_type": "Which kind of record, such as inventory.",
    "record_id": "Which record.",
    "made_up": "Whether the data are made up, to show how the program works.",
    "reader": "The reader that it came through.",
    "kind": "What kind it is.",
    "row_id": "The record of the registry.",
    "values": "The fields of the record, without those that tell of a person.",
    "personal": "The fields that tell of a person; they stand in no journal and no export.",
    "counted": "Whether it counts: the record is published and tells nothing once more.",
    "reason": "Why.",
    "answer": "What was answered.",
    "Ledger.entries": "How many entries it has.",
    "Ledger.head": "SHA-256 of the last entry, which covers all before it.",
    "LedgerLot.ledger_id": "The ledger.",
    "LedgerLot.lot": "Name of the lot.",
    "LedgerLot.mass_mg": "Mercury in it, in milligrams; zero where nothing is left.",
    "LedgerLot.owner": "Company or office that owns it.",
    "LedgerLot.place": "Where it is, or was last.",
    "LedgerLot.form": "Form of the mercury.",
    "LedgerLot.product_ratio": "Kg of product for each kg of mercury in it; nothing where it was not told.",
    "LedgerLot.authority": "Of seized mercury: who seized it.",
    "LedgerLot.case": "Of seized mercury: the number of the case.",
    "LedgerLot.holder": "Of seized mercury: who keeps it.",
    "LedgerLot.opened_on": "Day of its first entry.",
    "LedgerLot.last_day": "Day of its latest entry.",
    "LedgerLot.last_sequence": "Place in the ledger of the latest entry that changed it.",
    "LedgerEntryRow.ledger_id": "The ledger.",
    "LedgerEntryRow.sequence": "Place in the ledger, from 1.",
    "LedgerEntryRow.key": "Identifier of the entry.",
    "LedgerEntryRow.day": "Day on which it happened.",
    "LedgerEntryRow.source": "The lot that mercury went from; empty for the world outside.",
    "LedgerEntryRow.target": "The lot that it went to; empty for the world outside.",
    "LedgerEntryRow.mass_mg": "What moved, or what a count found, in milligrams.",
    "LedgerEntryRow.source_mg": "What was in the first lot before, in milligrams.",
    "LedgerEntryRow.target_mg": "What was in the second lot before, in milligrams.",
    "LedgerEntryRow.account": "Where mercury came from or went to outside the ledger.",
    "LedgerEntryRow.reverses": "The entry that a correction takes back.",
    "LedgerEntryRow.content": "What was told, and how the lots stood before, as JSON.",
    "LedgerEntryRow.sha256": "SHA-256 of the entry and of the hash of the one before.",
    "Proposal.author_id": "Who proposes it; nothing for a partner who used a link.",
    "Proposal.decided_by_id": "Who accepted or refused it.",
    "Proposal.decided_on": "When that was.",
    "Proposal.link_id": "The link that it came by.",
    "Proposal.row_version": "The version of the record that it was made from.",
    "RegistryLink.field": "The field that names another record.",
    "RegistryLink.target_kind": "Kind of the record that is named.",
    "RegistryLink.target": "Key of the record that is named.",
    "RegistryPair.one": "Key of the first of two partners in one activity.",
    "RegistryPair.other": "Key of the second.",
    "RegistryRow.amount": "The sum that it states.",
    "RegistryRow.changed_on": "When it was last changed.",
    "RegistryRow.country": "The only country that it is about; empty for none or several.",
    "RegistryRow.currency": "Currency of the sum.",
    "RegistryRow.ends_on": "Last day that its end may mean.",
    "RegistryRow.is_open": "Whether everybody may see it once it is published.",
    "RegistryRow.key": "Key of the record, by which others name it.",
    "RegistryRow.kind": "Kind of record, such as activity.",
    "RegistryRow.parent": "Key of the activity that it is a part of.",
    "RegistryRow.payer": "Who pays: key of a partner, or the words of the document.",
    "RegistryRow.same_as": "Key of the activity that it tells once more.",
    "RegistryRow.starts_on": "First day that its begin may mean.",
    "RegistryRow.status": "State of the activity.",
    "RegistryRow.submitted_by_id": "Who submitted it.",
    "RegistryRow.type": "Kind of activity, category of partner and the like.",
    "RegistryRow.year": "Year in which it began.",
    "RegistryWish.area": "Area that it is of.",
    "RegistryWish.cofinance": "What others put beside it.",
    "RegistryWish.content": "The wish with all its fields.",
    "RegistryWish.cost": "What it costs in all.",
    "RegistryWish.cost_grade_place": "Place of the best grade of evidence at which a kilogram has a cost, from 0.",
    "RegistryWish.cost_per_kg": "What a kilogram of mercury a year costs at that grade.",
    "RegistryWish.currency": "Currency of the sums.",
    "RegistryWish.funding": "unfunded, part-funded, or cost not stated.",
    "RegistryWish.gap": "The cost less what is secured.",
    "RegistryWish.grade_place": "Place of the best grade of evidence of its effect, from 0.",
    "RegistryWish.key": "Key of the record that looks for money.",
    "RegistryWish.kind": "activity or plan_item.",
    "RegistryWish.mercury": "What it would change at that grade, in kg of mercury a year.",
    "RegistryWish.most_mercury": "The same at the grade with the largest figure.",
    "RegistryWish.parent": "Key of the activity that it is a part of.",
    "RegistryWish.readiness": "idea, concept, proposal or ready.",
    "RegistryWish.readiness_place": "Place of the readiness, the readiest first.",
    "RegistryWish.secured": "What is secured of the cost.",
    "MatchFeedback.need_id": "The need, a record of the registry.",
    "MatchFeedback.note": "Why; it stands in no journal.",
    "MatchFeedback.offer_id": "The offer, a record of the registry.",
    "MatchFeedback.verdict": "What was said of the match.",
    "MatchWeights.is_standing": "Whether matches are ranked by it.",
    "MatchWeights.points": "Points by part of the score.",
    "ReportDraft.asked": "By code of an area when its lead was last asked for a text.",
    "ReportDraft.corrects_id": "The issued report that it corrects.",
    "ReportDraft.edition_id": "The edition that holds it since it was issued.",
    "ReportDraft.ends_on": "Last day of the period.",
    "ReportDraft.grouping": "Activities of an area by topic or by partner.",
    "ReportDraft.kind": "activity or progress.",
    "ReportDraft.known_at": "The moment whose registry an issued report tells of.",
    "ReportDraft.language": "Language of the report.",
    "ReportDraft.published_on": "When it was issued.",
    "ReportDraft.reviewer_id": "Who issued what others wrote; nothing where somebody works alone.",
    "ReportDraft.starts_on": "First day of the period.",
    "ReportSection.changed_by_id": "Who changed it last.",
    "ReportSection.changed_on": "When that was.",
    "ReportSection.key": "Key of the section, the same in every language and period.",
    "ReportSection.place": "Where the text stands in its section.",
    "ReportSection.report_id": "The report.",
    "ReportSection.status": "How far it is.",
    "ReportSection.text": "What people wrote.",
    "MatchLetter.kind": "need or offer: of the record whose contact person was written to.",
    "MatchLetter.key": "Key of that record.",
    "MatchTold.letter_id": "The message.",
    "MatchTold.side": "need or offer: who was told.",
    "MatchTold.need": "Key of the need.",
    "MatchTold.offer": "Key of the offer.",
    "NewsDelivery.issue_id": "The issue.",
    "NewsDelivery.subscription_id": "Who got it.",
    "NewsIssue.kind": "newsletter or story.",
    "NewsIssue.language": "Its language.",
    "NewsIssue.introduction": "Words before the news.",
    "NewsIssue.starts_on": "First day of its period.",
    "NewsIssue.ends_on": "Last day of its period.",
    "NewsIssue.sections": "The pieces of news, as they were when it was drafted.",
    "NewsIssue.left_out": "Marks of the pieces that are left out.",
    "NewsIssue.page": "Address of the page behind the links in its messages.",
    "NewsIssue.sent_on": "When it was sent to everybody.",
    "NewsIssue.recipients": "To how many.",
    "Subscription.address": "E-mail address; empty once the reader has left. It stands in no journal and no export.",
    "Subscription.language": "Language that the reader chose.",
    "Subscription.areas": "Areas that the reader chose; none for all.",
    "Subscription.wording": "What the reader agreed to, as they read it.",
    "Subscription.asked_on": "When it was asked for.",
    "Subscription.confirmed_on": "When it was confirmed from the mailbox.",
    "Subscription.ended_on": "When the reader left, or the time to confirm ran out.",
    "Respondent.about": "What the answers are about, such as a plant.",
    "Respondent.answered_on": "When the answers were sent as finished.",
    "Respondent.category": "Category of the partner that they answer for.",
    "Respondent.country": "Country that they answer for; empty where it is not known.",
    "Respondent.email": "Where the links go; it stands in no journal and no export.",
    "Respondent.is_invited": "Whether they were invited; others came by the public address.",
    "Respondent.kept_on": "When answers were last kept, half or finished.",
    "Respondent.language": "Language in which they are written to, and answer.",
    "Respondent.need": "Key of the need that was made of the answers.",
    "Respondent.opened_on": "When a link of theirs was first opened.",
    "Respondent.partner": "Key of the partner that they answer for; empty for none.",
    "Respondent.reminded_on": "When they were last reminded.",
    "Respondent.survey_id": "The questionnaire.",
    "Respondent.values": "The answers by key of the question; they stand in no journal.",
    "Respondent.withdrawn_on": "When their links were withdrawn.",
    "RespondentLink.respondent_id": "Whose link it is.",
    "Survey.area": "Area that asks; empty for all.",
    "Survey.author_id": "Who made it; nothing for the program.",
    "Survey.closed_on": "When it was closed by hand.",
    "Survey.closes_on": "The last day on which it is answered.",
    "Survey.definition": "Its texts and questions in all its languages.",
    "Survey.is_public": "Whether anybody may answer who knows its address.",
    "Survey.opened_on": "When it was first opened.",
    "Survey.replaces_id": "The version whose place it took.",
    "Survey.title": "Its title in its first language.",
    "UpdateLink.answered_on": "When the partner answered.",
    "UpdateLink.area": "Area that asks; empty for all.",
    "UpdateLink.asked_by_id": "Who asked.",
    "UpdateLink.language": "Language of the mail.",
    "UpdateLink.partner": "Key of the partner that was asked.",
    "UpdateLink.word": "What the partner wrote to the lead of the area; it stays out of the journal.",
    "UpdateLink.withdrawn_on": "When it was withdrawn.",
    "ArchiveFile.path": "Where the file lies, below the folder archive.",
    "ArchiveFile.first": "Start of the first observation.",
    "ArchiveFile.last": "Start of the last observation.",
    "ArchiveFile.superseded_by_id": "The file that counts in its place.",
    "Change.version": "The version of the record after the change.",
    "Change.kind": "added, changed or removed.",
    "Change.content": "The new row, or before and after of each field, as JSON.",
    "Comment.row_id": "The row that it is on, if on one.",
    "Comment.answers_id": "The comment that it answers.",
    "Comment.resolved_by_id": "Who settled it.",
    "CountryStage.kind": "Assessment or plan that the stage is of.",
    "CountryStage.stage": "How far it is.",
    "CountryStage.reached_on": "Day on which it was reached.",
    "Decision.step": "What was decided: submit, take, give_back, publish, withdraw, take_back.",
    "Edition.manifest": "The manifest of the edition.",
    "Edition.sha256": "SHA-256 of the file of the manifest.",
    "Entry.made_on": "When it was done, UTC, as it is hashed.",
    "Entry.actor_id": "Who did it.",
    "Entry.actor_name": "Their sign-in name at that time; almaden for the program itself.",
    "Entry.action": "What was done, such as inventory.change.",
    "Entry.reason": "Why.",
    "Entry.source_sha256": "SHA-256 of the file that it came from.",
    "Entry.changes_sha256": "SHA-256 of its changes.",
    "Entry.previous_sha256": "SHA-256 of the entry before; 64 zeros for the first.",
    "Entry.sha256": "SHA-256 of all the other columns.",
    "FactorLayer.rows": "Its factors, in the fields of the table factors.",
    "ProductCampaign.series": "The same for all versions of one campaign.",
    "ProductCampaign.number": "Number of the version.",
    "ProductCampaign.changed_on": "When it or one of its rows was changed last.",
    "CampaignRound.campaign_id": "The campaign that it is of.",
    "CampaignRound.key": "Identifier of the round.",
    "CampaignProduct.campaign_id": "The campaign that it is of.",
    "CampaignProduct.key": "Identifier of the product.",
    "ProductTest.campaign_id": "The campaign that it is of.",
    "ProductTest.key": "Identifier of the test.",
    "ProductTest.round_id": "The round that it is of.",
    "ProductTest.product_id": "The product that was tested.",
    "Takedown.campaign_id": "The campaign that it is of.",
    "Takedown.key": "Identifier of the request.",
    "Takedown.product_id": "The product whose listing is to go.",
    "RelistingCheck.campaign_id": "The campaign that it is of.",
    "RelistingCheck.takedown_id": "The request whose listing was looked for.",
    "ProductPhoto.test_id": "The test whose product it shows.",
    "ProductPhoto.name": "Its name, which stands among the photographs of the test.",
    "ProductPhoto.upload_id": "The file, written anew without what cameras add.",
    "Study.sector": "What it is of, such as gold, chloralkali or supply.",
    "Study.made_up": "Whether its figures are made up, as in an example.",
    "Study.tables": "Its records by table, in the fields of the template; not in the journal.",
    "FrozenResult.result": "The result, in the fields of the JSON output.",
    "Identifier.scheme": "The system that gave it.",
    "Identifier.value": "The identifier.",
    "ImportRun.options": "What else the reader was told, such as a map of columns.",
    "ImportRun.counts": "By record type: added, changed, unchanged, faulty and so on.",
    "ImportRun.decisions": "What a person decided of doubtful records.",
    "ImportRun.plan_sha256": "SHA-256 of what was shown, so that nothing else is kept.",
    "Inventory.series": "The same for all versions of one inventory.",
    "Inventory.number": "Number of the version.",
    "Inventory.level": "Level of the Toolkit.",
    "Inventory.factor_set": "The set of default factors.",
    "Inventory.header": "The rest of the header.",
    "InventoryRow.table": "Table of the inventory.",
    "InventoryRow.position": "Place in the table.",
    "InventoryRow.data": "The fields of the row.",
    "Invitation.purpose": "first_administrator, join or password.",
    "Job.arguments": "What it works on.",
    "Job.done": "How far it is.",
    "Job.total": "How far it has to go.",
    "Job.problem": "What went wrong.",
    "Job.result": "What came out.",
    "Job.owner_id": "For whom it works.",
    "Job.seen_on": "When its worker was last heard of.",
    "Organisation.website": "Its page.",
    "Role.country": "Country that the role is for; empty for all.",
    "SearchText.text": "Its words, in small letters without accents.",
    "Upload.name": "Name of the file as it came.",
    "Upload.uploaded_by_id": "Who brought it in.",
    "Upload.uploaded_on": "When.",
    "User.password": "Argon2id hash of the password.",
    "User.last_login": "When the person last signed in.",
    "User.username": "Sign-in name.",
    "User.full_name": "Name.",
    "User.email": "E-mail address.",
    "User.language": "Language of the pages.",
    "User.organisation_id": "Where the person works.",
    "User.is_active": "No for a closed account.",
    "User.joined_on": "Since when there is the account.",
}
