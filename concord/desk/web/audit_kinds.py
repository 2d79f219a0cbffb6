"""The words for what stands in the audit log."""

import re

# What a line can be, in the order in which a keeper would look for it.
KINDS = {
    "Opened": "Opened a record",
    "Listed": "Shown in a list",
    "Searched": "Searched",
    "Exported": "Exported",
    "Printed": "Printed",
    "Downloaded": "Downloaded a file",
    "Unmasked": "Asked for something masked",
    "Refused": "Refused",
    "SubjectsLinked": "Connection recorded",
    "PairJudged": "Said whether two entries are one person",
    "HiddenCandidateFound": "Found that an entry may be a restricted person",
    "HiddenCandidateSettled": "Said whether an entry is a restricted person",
    "JoiningProposed": "Proposed to join two entries",
    "JoiningAnswered": "Answered a proposal to join or part two entries",
    "EntriesJoined": "Joined two entries",
    "UndoingProposed": "Proposed to part two joined entries",
    "JoiningUndone": "Parted two joined entries",
    "PersonToldApart": "Let an entry stand for itself again",
    "SightShared": "Gave whoever saw one of two joined entries sight of the other",
    "SharedSightEnded": "Ended the access that joining two entries had given",
    "LinkConfirmed": "Connection confirmed",
    "RelativeEntered": "Somebody of the family entered",
    "ContactRecorded": "Said whether it is safe to contact somebody of the family",
    "LinkEnded": "Connection ended",
    "ThingRegistered": "Place, group or thing entered",
    "AddressProtected": "Address protected",
    "ProtectionLifted": "Protection of an address lifted",
    "GlassBroken": "Emergency access",
    "EmergencyUnanswered": "Emergency access asked for in vain",
    "GlassReviewed": "Emergency access reviewed",
    "GlassReviewOverdue": "Emergency access not reviewed in time",
    "SightGiven": "Access given",
    "SightEnded": "Access ended",
    "SubjectRestricted": "Record restricted",
    "SealProposed": "Sealing or unsealing proposed",
    "SealAnswered": "Sealing or unsealing answered",
    "HoldPlaced": "Legal hold placed",
    "HoldLifted": "Legal hold lifted",
    "SightQuestioned": "Somebody said that they should not see it",
    "RestrictionLifted": "Restriction lifted",
    "SightBlocked": "Conflict of interest recorded",
    "InterestDeclared": "Conflict of interest declared",
    "InterestExtended": "Conflict of interest closes another entry",
    "InterestLifted": "Conflict of interest lifted",
    "OwnRecordBlocked": "Own record closed",
    "InterestProposed": "Something in common found",
    "InterestAgreed": "Conflict of interest agreed",
    "InterestDismissed": "No conflict of interest found",
    "TiesGiven": "Own details given or taken back",
    "RolesChanged": "Roles of a person changed",
    "ProposalAnswered": "Role of a person answered as second person",
    "CeilingChangeProposed": "Change of what a role opens proposed",
    "CeilingChangeAnswered": "Change of what a role opens answered",
    "SignedIn": "Signed in",
    "SignedOut": "Signed out",
    "SignInFailed": "Sign-in failed",
    "SecondFactorChanged": "Sign-in changed",
    "BackupRestored": "Backup restored",
}
_PAGES = {
    "ShowChild": "The child’s page",
    "WhoCanSee": "Who can see the child",
    "WhoOpened": "Who opened the record",
    "WhoOpenedForKeeper": "Who opened the record",
    "WhatChanged": "What changed",
    "AuditLog": "The audit log",
    "Questions": "Looks to explain",
    "AnswerQuestion": "A look to explain",
    "ShowThing": "The page of a place, group or thing",
    "PersonDetails": "Names, numbers and needs",
    "CorrectPerson": "Correcting birth, death or sex",
    "TakeBackName": "Taking back a name",
    "TakeBackNumber": "Taking back a number",
    "TakeBackAddress": "Taking back an address",
    "ToldOfEmergency": "Notice of emergency access",
    "Addresses": "Addresses",
    "ShowAddress": "A protected address",
    "InterestQueue": "Conflicts of interest",
    "AnswerInterest": "A conflict of interest to look into",
    "Home": "Home page",
    "Worklist": "Front door",
}


def kind_words(what: str) -> str:
    """Return what a line is: "Opened a record", "Referral decided"."""
    return KINDS.get(what) or _spaced(what)


def page_words(page: str) -> str:
    """Return the words for a page by the name it has in the log."""
    return _PAGES.get(page) or _spaced(page.removeprefix("Show"))


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").capitalize()
