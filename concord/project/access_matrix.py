"""Who may open which page: every address of Concord has a row, and the suite runs every cell.

The people are those of a small partnership. A page about a record is asked about one that a case
has shown to some of them, about the same record in every other state, and about one that does not
exist: hidden and absent are both 404. A page without a row fails the suite, and a role without a
person.
"""

from dataclasses import dataclass

# Every cell is a page, a method, somebody and the state of the record that the page is about.
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
STATES = ("open", "restricted", "sealed", "closed", "moved", "held", "draft", "absent")
PEOPLE = (
    "dsl", "other_dsl", "worker", "manager", "minutes", "officer", "nurse", "youth_worker",
    "keyworker", "analyst", "member", "steward", "governance", "administrator", "lead",
    "intelligence", "carer", "licensing", "adult_worker", "education"
)  # fmt: skip
# Nobody in particular; a manager who has left; a police officer with a conflict of interest.
OTHERS = ("anonymous", "left", "blocked")
EVERYBODY = frozenset(PEOPLE)
NOBODY: frozenset[str] = frozenset()
FRONT_DOOR = frozenset({"worker", "manager"})
REFERRERS = frozenset(
    {"dsl", "other_dsl", "worker", "manager", "officer", "nurse", "youth_worker", "keyworker",
     "carer"}
)  # fmt: skip
# A home refers a child who lives there, and reads no assessment (domain.md 9.2).
READ_ASSESSMENTS = REFERRERS - {"carer"}
# Shown the whole case, these open of it what their role opens. A summary opens no record, so that
# for two of them that is who the child is; licensing may not know even that.
PARTNERS = frozenset({"intelligence", "carer", "adult_worker", "education"})
# The case shows the child to social care, the school that referred, and the meeting's members.
KNOW_THE_CHILD = PARTNERS | frozenset(
    {"dsl", "worker", "manager", "minutes", "officer", "nurse", "steward"}
)
MEETING = frozenset({"worker", "manager", "minutes", "officer", "nurse"})
# Education reads what a meeting said of a child, and does not belong to that meeting.
READ_MINUTES = MEETING | {"education"}
RUN_MEETINGS = frozenset({"manager", "minutes"})
RESTRICTERS = frozenset({"manager"})
# Family belongs to who somebody is, the rest to tracking: whoever writes one or the other.
SOCIAL_CARE = frozenset({"worker", "manager", "minutes", "steward"})
CONNECTERS = frozenset({"worker", "manager", "minutes", "steward"})
# Whoever keeps the entries on the register.
KEEP_ENTRIES = frozenset({"worker", "manager", "steward"})
HOLDERS = frozenset({"manager", "steward"})
KEEPERS = frozenset({"governance"})
EMERGENCY = frozenset({"worker", "manager", "officer", "nurse"})
# Who works with the child. A meeting's members see the level that it agreed, not the tracking.
TRACKING = frozenset({"worker", "manager", "minutes"})
# Roles that read about people, and see nobody who was not shown to them.
SHOWN_NOBODY = frozenset({"youth_worker", "keyworker"})
# Those who look after people's accounts, agree to their roles and review their access.
STAFFING = frozenset({"administrator", "lead"})
ANSWERERS = frozenset({"administrator", "governance"})
REVIEWERS = STAFFING | ANSWERERS


@dataclass(frozen=True)
class Row:
    """Who gets a page, and who is told why not.

    `opens`: 200, or a redirect for a button. `refused`: 403 with a reason. Everybody else gets 404
    for a page about a record (`about` names its kind), 403 for any other.
    """

    opens: frozenset[str]
    refused: frozenset[str] = NOBODY
    about: str = ""
    button: bool = False
    signed_out: bool = False
    # What it answers to those for whom it opens, where that is no page and no redirect.
    answers: int = 0
    kwargs: tuple[tuple[str, str], ...] = ()


def _about(kind: str, opens: frozenset[str], refused: frozenset[str] = NOBODY) -> Row:
    return Row(opens, refused, kind)


def _button(kind: str, opens: frozenset[str], refused: frozenset[str] = NOBODY) -> Row:
    return Row(opens, refused, kind, button=True)


MATRIX: dict[str, Row] = {
    "live": Row(EVERYBODY, signed_out=True),
    "ready": Row(EVERYBODY, signed_out=True),
    # For whoever bears the operator's token; no role opens it, signed in or not.
    "metrics": Row(EVERYBODY, signed_out=True, answers=404),
    "account_login": Row(EVERYBODY, signed_out=True),
    "account_logout": Row(EVERYBODY),
    "account_inactive": Row(EVERYBODY, signed_out=True),
    "account_reauthenticate": Row(EVERYBODY),
    "account_change_password": Row(EVERYBODY),
    "usersessions_list": Row(EVERYBODY),
    "mfa_index": Row(EVERYBODY),
    "mfa_authenticate": Row(EVERYBODY, signed_out=True),
    "mfa_reauthenticate": Row(EVERYBODY),
    "mfa_activate_totp": Row(EVERYBODY),
    "mfa_deactivate_totp": Row(NOBODY, about="none"),
    "mfa_list_webauthn": Row(EVERYBODY),
    "mfa_add_webauthn": Row(EVERYBODY),
    "mfa_edit_webauthn": Row(EVERYBODY, kwargs=(("pk", "0"),)),
    "mfa_remove_webauthn": Row(EVERYBODY, kwargs=(("pk", "0"),)),
    "mfa_reauthenticate_webauthn": Row(EVERYBODY),
    "mfa_login_webauthn": Row(EVERYBODY, signed_out=True),
    "openid_connect_login": Row(
        NOBODY, about="none", kwargs=(("provider_id", "nobody"),), signed_out=True, answers=404
    ),
    "openid_connect_callback": Row(
        NOBODY, about="none", kwargs=(("provider_id", "nobody"),), signed_out=True, answers=404
    ),
    "mfa_view_recovery_codes": Row(NOBODY, about="none"),
    "mfa_generate_recovery_codes": Row(EVERYBODY),
    "mfa_download_recovery_codes": Row(NOBODY, about="none"),
    "policy_breach": Row(EVERYBODY, button=True, signed_out=True, answers=400),
    "keep_draft": Row(NOBODY, about="none", button=True),
    "printed": Row(NOBODY, about="none", button=True),
    "session": Row(EVERYBODY, signed_out=True),
    "held_form": Row(NOBODY, about="held"),
    "help:help": Row(EVERYBODY, signed_out=True),
    "help:roles": Row(EVERYBODY),
    "help:privacy": Row(EVERYBODY, signed_out=True),
    "help:accessibility": Row(EVERYBODY, signed_out=True),
    "gallery:components": Row(EVERYBODY, kwargs=(("state", "full"),)),
    "gallery:fields": Row(EVERYBODY, kwargs=(("state", "full"),)),
    "gallery:question": Row(EVERYBODY, kwargs=(("state", "full"),)),
    "gallery:conflict": Row(EVERYBODY, kwargs=(("state", "full"),)),
    "gallery:error": Row(NOBODY, about="none", kwargs=(("status", "404"),)),
    "desk:home": Row(EVERYBODY),
    "desk:put_away": _button("notice", EVERYBODY),
    "desk:search": Row(KNOW_THE_CHILD | SHOWN_NOBODY | {"other_dsl"}),
    "desk:whom": Row(KNOW_THE_CHILD | SHOWN_NOBODY | {"other_dsl"}, button=True, answers=200),
    "desk:children": Row(MEETING | SHOWN_NOBODY),
    "desk:export_children": Row(frozenset({"manager"})),
    "desk:export_child": _about("child", FRONT_DOOR, KNOW_THE_CHILD - FRONT_DOOR),
    "desk:child": _about("child", KNOW_THE_CHILD),
    "desk:child_access": _about("child", KNOW_THE_CHILD),
    "desk:restrict": _about("child", RESTRICTERS, KNOW_THE_CHILD - RESTRICTERS),
    "desk:lift_restriction": _about("child", RESTRICTERS, KNOW_THE_CHILD - RESTRICTERS),
    "desk:propose_seal": _about("child", RESTRICTERS, KNOW_THE_CHILD - RESTRICTERS),
    "desk:propose_unsealing": _about("child", KNOW_THE_CHILD),
    "desk:place_hold": _about("child", HOLDERS, KNOW_THE_CHILD - HOLDERS),
    # Nothing is held yet, where the child is not.
    "desk:lift_hold": _about("child", NOBODY, KNOW_THE_CHILD),
    "desk:choose_thing": Row(CONNECTERS),
    "desk:add_thing": Row(CONNECTERS, kwargs=(("kind", "place"),)),
    "desk:thing": _about("place", SOCIAL_CARE),
    "desk:connections": _about("child", KNOW_THE_CHILD),
    "desk:network": _about("child", KNOW_THE_CHILD),
    "desk:export_network": _about(
        "child", frozenset({"manager"}), KNOW_THE_CHILD - frozenset({"manager"})
    ),
    "desk:alike": _about("child", KNOW_THE_CHILD),
    "desk:judge": _about("child", KEEP_ENTRIES, KNOW_THE_CHILD - KEEP_ENTRIES),
    "desk:join": _about("child", KEEP_ENTRIES, KNOW_THE_CHILD - KEEP_ENTRIES),
    "desk:hidden_candidate": _about("hidden_candidate", FRONT_DOOR),
    "desk:answer_joining": _about("joining", HOLDERS, SOCIAL_CARE - HOLDERS),
    "desk:undo_joining": _about("joined", KEEP_ENTRIES, SOCIAL_CARE - KEEP_ENTRIES),
    "desk:connect": _about("child", CONNECTERS, KNOW_THE_CHILD - CONNECTERS),
    "desk:add_relative": _about("child", KEEP_ENTRIES, KNOW_THE_CHILD - KEEP_ENTRIES),
    "desk:contact_relative": _about("family_link", KEEP_ENTRIES, frozenset({"dsl", "minutes"})),
    "desk:review_link": _about("link", CONNECTERS - {"steward"}),
    "desk:should_not_see": _about("child", KNOW_THE_CHILD),
    # Proposed by the manager of the case: somebody else answers.
    "desk:answer_seal": _about("seal_proposal", frozenset({"steward", "governance"})),
    "desk:child_readers": _about("child", frozenset({"manager"}), KNOW_THE_CHILD - {"manager"}),
    "desk:child_changes": _about("child", KNOW_THE_CHILD),
    "desk:record_changes": Row(
        KNOW_THE_CHILD, about="child", kwargs=(("record", "00000000-0000-4000-8000-000000000000"),)
    ),
    # A protected address is masked for everybody; these may ask for it, a manager lifts it.
    "desk:addresses": _about("child", KNOW_THE_CHILD),
    "desk:person_details": _about("child", KNOW_THE_CHILD),
    "desk:add_name": _about("child", KEEP_ENTRIES, KNOW_THE_CHILD - KEEP_ENTRIES),
    "desk:add_number": _about("child", KEEP_ENTRIES, KNOW_THE_CHILD - KEEP_ENTRIES),
    "desk:add_address": _about("child", KEEP_ENTRIES, KNOW_THE_CHILD - KEEP_ENTRIES),
    "desk:correct_person": _about("child", KEEP_ENTRIES, KNOW_THE_CHILD - KEEP_ENTRIES),
    "desk:take_back_name": _about("name", KEEP_ENTRIES, KNOW_THE_CHILD - KEEP_ENTRIES),
    "desk:take_back_number": _about("number", KEEP_ENTRIES, KNOW_THE_CHILD - KEEP_ENTRIES),
    "desk:take_back_address": _about("plain_address", KEEP_ENTRIES, KNOW_THE_CHILD - KEEP_ENTRIES),
    "desk:describe": _about("child", KEEP_ENTRIES, KNOW_THE_CHILD - KEEP_ENTRIES),
    "desk:show_address": _about("address", EMERGENCY, KNOW_THE_CHILD - EMERGENCY),
    "desk:protect_address": _about(
        "plain_address", FRONT_DOOR | {"steward"}, KNOW_THE_CHILD - FRONT_DOOR - {"steward"}
    ),
    "desk:lift_protection": _about("address", frozenset({"manager"}), KNOW_THE_CHILD - {"manager"}),
    "desk:emergency": Row(EMERGENCY),
    "desk:emergency_in_vain": Row(EMERGENCY),
    "desk:emergency_reviews": Row(KEEPERS),
    "desk:emergency_review": _about("glass", KEEPERS),
    "desk:emergency_told": _about("glass", SOCIAL_CARE | {"officer"}),
    "desk:interests": Row(EVERYBODY),
    "desk:declare_interest": Row(EVERYBODY),
    "desk:declare_about": Row(frozenset({"manager", "lead", "governance"})),
    "desk:interest_details": Row(EVERYBODY),
    "desk:interest_queue": Row(KEEPERS),
    "desk:answer_interest": _about("interest_proposal", KEEPERS),
    "desk:lift_interest": _about("interest", KEEPERS),
    "desk:audit_log": Row(KEEPERS),
    "desk:audit_find": Row(KEEPERS),
    "desk:audit_questions": Row(KEEPERS),
    "desk:audit_question": _about("question", KEEPERS),
    "desk:audit_child": _about("child", KEEPERS),
    # People and their accounts. The lead looks after social care; nobody changes themselves.
    "begin_account": Row(
        NOBODY, about="none", kwargs=(("token", "no-such-link"),), signed_out=True, answers=404
    ),
    "desk:role_matrix": Row(EVERYBODY),
    "desk:propose_ceiling": Row(ANSWERERS),
    # Proposed by information governance: the administrator answers.
    "desk:answer_ceiling": Row(
        frozenset({"administrator"}), EVERYBODY - {"administrator"}, "ceiling_proposal"
    ),
    "desk:people": Row(STAFFING),
    "desk:add_person": Row(STAFFING),
    "desk:person": Row(STAFFING, EVERYBODY - STAFFING, "person"),
    "desk:change_roles": Row(STAFFING, EVERYBODY - STAFFING, "person"),
    "desk:close_account": Row(STAFFING, EVERYBODY - STAFFING, "person"),
    "desk:reopen_account": Row(STAFFING, EVERYBODY - STAFFING, "person"),
    "desk:sign_on": Row(STAFFING, EVERYBODY - STAFFING, "person"),
    "desk:new_link": Row(STAFFING, EVERYBODY - STAFFING, "person"),
    "desk:proposals": Row(ANSWERERS),
    "desk:answer_proposal": Row(frozenset({"governance"}), EVERYBODY - {"governance"}, "proposal"),
    "desk:reviews": Row(REVIEWERS),
    "desk:start_reviews": Row(ANSWERERS),
    "desk:review": Row(REVIEWERS, EVERYBODY - REVIEWERS, "review"),
    "desk:review_line": Row(REVIEWERS, EVERYBODY - REVIEWERS, "review_line"),
    "desk:insight": Row(EVERYBODY),
    "desk:insight_list": Row(
        frozenset({"worker", "manager", "officer", "intelligence", "analyst"}),
        kwargs=(("month", "2020-05"), ("level", "all")),
    ),
    "frontdoor:drafts": Row(REFERRERS),
    "frontdoor:begin": Row(REFERRERS, button=True),
    "frontdoor:step": Row(
        frozenset({"dsl"}), EVERYBODY - REFERRERS, about="draft", kwargs=(("step", "child"),)
    ),
    "frontdoor:check": Row(frozenset({"dsl"}), EVERYBODY - REFERRERS, about="draft"),
    "frontdoor:discard": Row(REFERRERS, EVERYBODY - REFERRERS, about="draft", button=True),
    "frontdoor:sent": _about("referral", frozenset({"dsl"})),
    "frontdoor:worklist": Row(FRONT_DOOR),
    "frontdoor:referral": _about("referral", FRONT_DOOR | {"dsl", "carer"}),
    "frontdoor:acknowledge": _button("waiting_referral", FRONT_DOOR, frozenset({"dsl"})),
    "frontdoor:identity": _about("waiting_referral", FRONT_DOOR, frozenset({"dsl"})),
    "frontdoor:decide": _about("waiting_referral", FRONT_DOOR, frozenset({"dsl"})),
    "frontdoor:attach": _about("referral", FRONT_DOOR | {"dsl", "carer"}),
    # What somebody said is theirs to correct, or the front door's.
    "frontdoor:correct": _about("referral", FRONT_DOOR | {"dsl"}, frozenset({"carer"})),
    "documents:file": _about("file", FRONT_DOOR | {"dsl", "carer"}),
    "documents:fetch": _about("file", FRONT_DOOR | {"dsl", "carer"}),
    "documents:original": _about(
        "file", frozenset({"manager"}), frozenset({"worker", "dsl", "carer"})
    ),
    "assessment:list": Row(READ_ASSESSMENTS),
    "assessment:assessment": _about("assessment", FRONT_DOOR),
    "tracking:lead_worker": _about("period", FRONT_DOOR, TRACKING - FRONT_DOOR),
    "tracking:close": _about("period", frozenset({"manager"}), TRACKING - {"manager"}),
    "sittings:list": Row(READ_MINUTES | SHOWN_NOBODY | {"dsl", "other_dsl"}),
    "sittings:sitting": _about("sitting", MEETING),
    "sittings:close": _about("sitting", RUN_MEETINGS, MEETING - RUN_MEETINGS),
    "sittings:attendance": _about("sitting", RUN_MEETINGS, MEETING - RUN_MEETINGS),
    "sittings:start": _button("sitting", RUN_MEETINGS, MEETING - RUN_MEETINGS),
    "sittings:item": _about("item", READ_MINUTES),
    "sittings:record": _about("item", RUN_MEETINGS, READ_MINUTES - RUN_MEETINGS),
    "sittings:contribute": _about("item", MEETING, frozenset({"education"})),
    "sittings:correct": _about("contribution", frozenset({"nurse"}), READ_MINUTES - {"nurse"}),
    # The meeting of the case is still under way: its minute is changed, not corrected.
    "sittings:correct_minute": Row(
        NOBODY, READ_MINUTES, about="item", kwargs=(("part", "rationale"),)
    ),
    "sittings:add_action": _about(
        "item", RUN_MEETINGS | {"worker"}, frozenset({"officer", "nurse", "education"})
    ),
    # The action is the school's; a home knows what was agreed for a child who lives there.
    "actions:action": _about("action", MEETING | {"dsl", "carer"}),
    "actions:correct": _about("action", NOBODY, MEETING | {"dsl", "carer"}),
    "actions:complete": _about(
        "action", RUN_MEETINGS | {"dsl"}, frozenset({"worker", "officer", "nurse", "carer"})
    ),
    "assessment:take_on": _button("open_assessment", frozenset({"worker"}), frozenset({"manager"})),
    "assessment:domain": Row(
        frozenset({"worker"}), frozenset({"manager"}), "open_assessment", kwargs=(("domain", "D1"),)
    ),
    "assessment:overall": _about("open_assessment", frozenset({"worker"}), frozenset({"manager"})),
    "assessment:submit": _about("open_assessment", frozenset({"worker"}), frozenset({"manager"})),
    "assessment:agree": _about("open_assessment", NOBODY, FRONT_DOOR),
    "assessment:send_back": _about("open_assessment", NOBODY, FRONT_DOOR),
}

# Pages with a form take POST as well. The rest only show something; a button is only pressed.
FORMS = frozenset(
    name
    for names in (
        "desk: search export_children export_child show_address protect_address lift_protection"
        " declare_interest declare_about interest_details answer_interest lift_interest"
        " emergency emergency_review audit_find audit_question add_person change_roles"
        " close_account reopen_account sign_on new_link answer_proposal start_reviews review"
        " review_line restrict lift_restriction propose_seal propose_unsealing answer_seal"
        " place_hold lift_hold should_not_see add_name add_number add_address describe"
        " correct_person take_back_name take_back_number take_back_address"
        " connect judge join answer_joining undo_joining hidden_candidate"
        " add_thing export_network review_link propose_ceiling answer_ceiling"
        " add_relative contact_relative",
        "frontdoor: step check identity decide attach correct",
        "documents: original",
        "assessment: domain overall submit agree send_back",
        "tracking: lead_worker close",
        "sittings: close attendance record contribute correct correct_minute add_action",
        "actions: correct complete",
    )
    for app, _, pages in (names.partition(" "),)
    for name in (f"{app}{page}" for page in pages.split())
) | {"usersessions_list"}
# Addresses for machines, and files, answer fewer methods than a page does.
FEWER = {
    "live": {"GET", "HEAD"},
    "ready": {"GET", "HEAD"},
    "metrics": {"GET", "HEAD"},
    "session": {"GET", "POST"},
    "held_form": {"GET"},
    "documents:fetch": {"GET"},
    "begin_account": {"GET", "HEAD", "POST", "OPTIONS"},
}
# Who opens what once a state has changed it, in place of `opens`; others who could hear why not,
# except of what is one person's own.
CHANGED_BY: dict[str, dict[str, frozenset[str]]] = {
    # The meeting is over, the action done and tracking closed.
    "closed": {
        "sittings:contribute": NOBODY,
        "sittings:record": NOBODY,
        "sittings:correct_minute": RUN_MEETINGS,
        # What was said of a finished action is worded anew by those who may finish one.
        "actions:correct": RUN_MEETINGS | {"dsl"},
    },
    # A hold stands: everybody reads and works on, and it can be lifted (docs/adr/0019).
    "held": {"desk:place_hold": NOBODY, "desk:lift_hold": HOLDERS},
    # A colleague has begun it and not sent it. Others do not write it; a worker may take it over.
    "draft": {
        "frontdoor:step": NOBODY,
        "frontdoor:check": NOBODY,
        "assessment:domain": NOBODY,
        "assessment:overall": NOBODY,
        "assessment:submit": NOBODY,
    },
}
# Taking away what is one's own ends alike, whether or not it was still there.
ALIKE_WHEN_GONE = frozenset({"desk:put_away", "frontdoor:discard"})
# The part of sign-in that a library answers: it knows nothing of any record.
LIBRARY = ("account_", "mfa_", "openid_")
# What belongs to the child of the case, and closes to whoever may not see the child.
OF_THE_CASE = frozenset(
    {"child", "referral", "assessment", "period", "item", "contribution", "action", "file",
     "address", "plain_address", "name", "number", "seal_proposal", "link", "family_link"}
)  # fmt: skip


# What somebody is in the middle of writing.
BEGUN = frozenset({"draft", "assessment", "open_assessment"})


def methods_of(name: str) -> frozenset[str]:
    """Return the methods that a page answers; every other is 405."""
    row = MATRIX[name]
    if row.button:
        return frozenset({"POST"})
    if name.startswith("gallery:"):
        return frozenset({"GET", "HEAD"})
    shows = {"GET", "HEAD", "OPTIONS"}
    return frozenset(FEWER.get(name, shows | {"POST"} if name in FORMS else shows))


def sees_the_case(who: str, state: str) -> bool:
    """Return whether somebody may know of a case that was shown to them, in one of its states.

    Restricted and sealed for all but the manager; moved: social care's sight has ended.
    """
    if who == "blocked" or state == "absent":
        return False
    if who in KEEPERS:
        # Who opened a restricted child's record is still for information governance to ask.
        return state != "sealed"
    if state in ("restricted", "sealed"):
        return who == "manager"
    return state != "moved" or who not in SOCIAL_CARE
