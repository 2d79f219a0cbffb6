"""Every field of every table is sensitive or harmless; the suite fails for one that is neither.

Sensitive is what by itself tells something of a person whom the partnership serves, or lets
somebody in as a person of it. A table with such a field stands behind a wall of the database, or
says here why not; what is sealed is always sensitive. The fields id and version are harmless
everywhere.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fields:
    """The fields of one table, parted."""

    sensitive: frozenset[str]
    harmless: frozenset[str]


EVERYWHERE = frozenset({"id", "version"})
# Tables that hold something sensitive and have no wall by subject or owner, with the reason.
UNWALLED = {
    "accounts.User": "people of the partnership, whom their colleagues know by name",
    "accounts.FactorSecret": "sealed, and asked before anybody is signed in",
    "accounts.Remembered": "hashes and numbers, asked before anybody is signed in",
    "people.Activation": "a keyed hash, asked before anybody is signed in",
    "people.Closure": "about people of the partnership, for their managers",
    "access.CeilingProposal": "about roles, for everybody who works by the matrix",
    "people.RoleProposal": "about people of the partnership, for their managers",
    "people.ReviewLine": "about people of the partnership, for their managers",
    "audit.Entry": "the application may add to it and cannot read it",
}


def _fields(*, sensitive: str, harmless: str) -> Fields:
    return Fields(frozenset(sensitive.split()), frozenset(harmless.split()))


FIELDS: dict[str, Fields] = {
    "actions.EvidenceCorrection": _fields(
        sensitive="reason text", harmless="at by_id field owner_agency record subject"
    ),
    "sittings.ContributionCorrection": _fields(
        sensitive="reason text", harmless="at by_id field record subject"
    ),
    "sittings.MinuteCorrection": _fields(
        sensitive="reason text", harmless="at by_id field record subject"
    ),
    "frontdoor.WorryCorrection": _fields(
        sensitive="reason text", harmless="at by_id field record referrer_agency subject"
    ),
    "agencies.Agency": _fields(
        sensitive="",
        harmless="code name kind valid_from valid_to successor",
    ),
    "accounts.User": _fields(
        sensitive="password full_name email",
        harmless="last_login username job_title agency is_active practice epoch",
    ),
    "accounts.FactorSecret": _fields(sensitive="text", harmless=""),
    "accounts.Remembered": _fields(sensitive="", harmless="key value until"),
    "accounts.RoleHolding": _fields(
        sensitive="",
        harmless="user role held_from held_until",
    ),
    "reference.Code": _fields(
        sensitive="",
        harmless="set_code code label valid_from valid_to order source",
    ),
    "reference.Standard": _fields(
        sensitive="",
        harmless="code label value unit nature source valid_from valid_to",
    ),
    "reference.ClosedDay": _fields(
        sensitive="",
        harmless="on name local",
    ),
    "access.Grant": _fields(
        sensitive="because",
        harmless="subject_id principal_kind principal_id compartments starts_at ends_at "
        "source_type source_id suspended given_by given_at",
    ),
    "access.Restriction": _fields(
        sensitive="reason level open_to lifted_because",
        harmless="subject_id starts_at lifted_at set_by lifted_by",
    ),
    "access.SealProposal": _fields(
        sensitive="reason open_to",
        harmless="subject_id wants proposed_by proposed_at answer answered_by answered_at",
    ),
    "access.LegalHold": _fields(
        sensitive="reason reference lifted_because",
        harmless="subject_id starts_at set_by lifted_at lifted_by",
    ),
    "access.Block": _fields(
        sensitive="reason",
        harmless="subject_id user_id starts_at lifted_at",
    ),
    "access.BreakGlass": _fields(
        sensitive="reason finding",
        harmless="subject_id user_id kind starts_at ends_at review_due_on reviewed_at reviewed_by"
        " escalated_at outcome",
    ),
    "interests.OwnTie": _fields(
        sensitive="token",
        harmless="user_id kind given_at",
    ),
    "interests.Interest": _fields(
        sensitive="relation stated token reason lifted_because",
        harmless="user_id origin declared_by declared_at lifted_by lifted_at",
    ),
    "interests.InterestBlock": _fields(
        sensitive="",
        harmless="interest subject_id block_id at",
    ),
    "interests.Proposal": _fields(
        sensitive="kinds reason",
        harmless="user_id subject_id proposed_at due_on answer answered_by answered_at",
    ),
    "oversight.Question": _fields(
        sensitive="note",
        harmless="key pattern user_id agency_id subject_id happened_at raised_at count week"
        " finding found_by found_at",
    ),
    "access.RoleCeiling": _fields(
        sensitive="",
        harmless="role compartment ability scope valid_from valid_to",
    ),
    "access.CeilingProposal": _fields(
        sensitive="reason answered_because",
        harmless="role compartment ability scope was_ability was_scope from_on proposed_by"
        " proposed_at answer answered_by answered_at",
    ),
    "people.Activation": _fields(
        sensitive="token_hash",
        harmless="user made_at made_by expires_at used_at",
    ),
    "people.Closure": _fields(
        sensitive="reason",
        harmless="user kind closed_at closed_by grants_ended reopened_at reopened_by",
    ),
    "people.RoleProposal": _fields(
        sensitive="reason answer",
        harmless="user role from_on proposed_by proposed_at answered_by answered_at",
    ),
    "people.AccessReview": _fields(
        sensitive="",
        harmless="agency quarter due_on signed_off_by signed_off_at escalated_at",
    ),
    "people.ReviewLine": _fields(
        sensitive="reason",
        harmless="review user roles signed_in_at grants emergencies decision decided_by decided_at",
    ),
    "audit.Entry": _fields(
        sensitive="details purpose",
        harmless="at user_id agency_id what record_type record_id subject_ids",
    ),
    "audit.Change": _fields(
        sensitive="changed",
        harmless="at made_at user_id agency_id change_set table_name record_id subject_id "
        "compartment operation",
    ),
    "audit.Seal": _fields(
        sensitive="",
        harmless="sequence entry_id hash",
    ),
    "safekeeping.Draft": _fields(
        sensitive="title sealed",
        harmless="owner_id form page began_at updated_at",
    ),
    "safekeeping.HeldForm": _fields(
        sensitive="path sealed",
        harmless="owner_id held_at",
    ),
    "safekeeping.Once": _fields(
        sensitive="",
        harmless="user_id key fingerprint went_to at",
    ),
    "jobs.Job": _fields(
        sensitive="",
        harmless="kind payload user_id due_at attempts leased_until lease done_at gave_up_at error"
        " held_at",
    ),
    "notices.Notice": _fields(
        sensitive="",
        harmless="owner_id text url at read_at",
    ),
    "documents.Content": _fields(
        sensitive="",
        harmless="location stored_by extension size sha256 copy_sha256 state finding stored_at "
        "scanned_at",
    ),
    "documents.StoredFile": _fields(
        sensitive="name about",
        harmless="subject compartment record_type record_id agency_id attached_by attached_at "
        "content",
    ),
    "documents.ProtectedPlace": _fields(
        sensitive="",
        harmless="token begins uses",
    ),
    "subjects.Subject": _fields(
        sensitive="descriptor born_on born_precision expected_on about_age age_said_on died_on sex "
        "life_source ethnicity ethnicity_source first_language interpreter language_source "
        "disabilities disability_source sen_provision sen_source school_name",
        harmless="kind same_as",
    ),
    "subjects.Name": _fields(
        sensitive="full source taken_back_because",
        harmless="subject kind taken_back_at taken_back_by",
    ),
    "subjects.Identifier": _fields(
        sensitive="value warning source taken_back_because",
        harmless="subject type verified valid_from valid_to taken_back_at taken_back_by",
    ),
    "subjects.Address": _fields(
        sensitive="lines postcode from_on to_on confidential taken_back_because",
        harmless="subject kind taken_back_at taken_back_by",
    ),
    "subjects.Protection": _fields(
        sensitive="why note lifted_because",
        harmless="subject address set_at set_by lifted_at lifted_by",
    ),
    "subjects.Place": _fields(
        sensitive="type lines postcode uprn latitude longitude", harmless="subject"
    ),
    "subjects.PeerGroup": _fields(sensitive="about", harmless="subject"),
    "subjects.Vehicle": _fields(sensitive="registration make colour", harmless="subject"),
    "subjects.Phone": _fields(sensitive="number e164", harmless="subject"),
    "subjects.OnlineAccount": _fields(sensitive="platform handle", harmless="subject"),
    "subjects.OnlineSpace": _fields(sensitive="platform name", harmless="subject"),
    "subjects.Organisation": _fields(
        sensitive="type valid_from valid_to successor", harmless="subject"
    ),
    "subjects.MatchingWeights": _fields(sensitive="", harmless="learned_at people stated"),
    "subjects.SearchKey": _fields(
        sensitive="token",
        harmless="subject kind",
    ),
    "links.LinkKind": _fields(
        sensitive="",
        harmless="code label says says_back ends part intrusive family order valid_from valid_to",
    ),
    "links.Link": _fields(
        sensitive="kind role source from_on to_on parental_responsibility safe_to_contact"
        " contact_note ended_because confirmed_because",
        harmless="one other part basis confidence agency_id recorded_at recorded_by confirmed_on"
        " confirmed_by expires_on ended_at ended_by wrong",
    ),
    "identity.PairVerdict": _fields(
        sensitive="because reasons",
        harmless="one other part says weight said_at said_by",
    ),
    "identity.Joining": _fields(
        sensitive="because undo_because",
        harmless="kept gone part proposed_at proposed_by answer answered_at answered_by"
        " undo_proposed_at undo_proposed_by undone_at undone_by",
    ),
    "identity.HiddenCandidate": _fields(
        sensitive="because",
        harmless="subject entry kinds found_at says settled_at settled_by",
    ),
    "identity.Moved": _fields(
        sensitive="",
        harmless="joining kept gone part table_name column_name record_id",
    ),
    "geography.AreaSet": _fields(
        sensitive="",
        harmless="code kind name valid_from valid_to attribution",
    ),
    "geography.Area": _fields(
        sensitive="",
        harmless="area_set code name outline",
    ),
    "geography.Postcode": _fields(
        sensitive="",
        harmless="compact latitude longitude live",
    ),
    "geography.PostcodeArea": _fields(
        sensitive="",
        harmless="postcode area by_outline",
    ),
    "actions.Action": _fields(
        sensitive="text evidence",
        harmless="subject owner_agency owner_user_id set_at set_by source_type source_id due_on "
        "due_at state completed_at completed_by",
    ),
    "sittings.Series": _fields(
        sensitive="",
        harmless="kind name recurrence quorum_kinds",
    ),
    "sittings.Sitting": _fields(
        sensitive="",
        harmless="series starts_at place chair_id state closed_at",
    ),
    "sittings.Attendance": _fields(
        sensitive="",
        harmless="sitting agency user_id status",
    ),
    "sittings.Item": _fields(
        sensitive="reason_code reason level_before level_after harm_status discussion rationale "
        "dissent",
        harmless="sitting subject position listed_at state review_due_on discussed_at recorded_by",
    ),
    "sittings.Contribution": _fields(
        sensitive="text share_with_family",
        harmless="item subject agency author_id at",
    ),
    "frontdoor.Referral": _fields(
        sensitive="reference referrer_phone exploitation_types main_type concern immediate_danger "
        "whereabouts_known child_voice protective_factors known_network "
        "learning_disability consent consent_reason parent_aware communication_needs "
        "threshold decision rationale feedback source_code is_re_referral",
        harmless="subject receiving_agency received_at channel referrer_id referrer_agency "
        "decision_due_on decision_due_at standard_version status acknowledged_at "
        "identity_settled_at previous decided_at decided_by",
    ),
    "statutory.Episode": _fields(
        sensitive="source_code need_code closure_code no_further_action conference_on referred_on "
        "closed_on",
        harmless="subject came_from",
    ),
    "statutory.Step": _fields(
        sensitive="kind started_on ended_on codes internal_review_on conference_due_on "
        "conference_not_needed first_category plans_before",
        harmless="episode subject",
    ),
    "assessment.Instrument": _fields(
        sensitive="",
        harmless="code version_number title definition valid_from valid_to",
    ),
    "assessment.Assessment": _fields(
        sensitive="because notes saved child_words analysis exploitation_types harm_status "
        "computed_level score result professional_level override_reason final_level "
        "final_reason returned_because",
        harmless="subject instrument source_id requested_at due_on due_at assessor_id "
        "assessed_on status submitted_at sent_back agreed_at agreed_by",
    ),
    "assessment.Answer": _fields(
        sensitive="indicator state windows source_text",
        harmless="assessment subject",
    ),
    "tracking.Period": _fields(
        sensitive="opened_on opened_level opened_because level harm_status exploitation_types "
        "main_type closed_on closed_level closure_reason closure_note",
        harmless="subject assessment_id lead_worker_id review_due_on confirmed_at_meeting "
        "check_due_on previous",
    ),
    "tracking.LevelChange": _fields(
        sensitive="from_level to_level harm_status reason",
        harmless="period subject changed_on recorded_at source_type source_id by",
    ),
}
