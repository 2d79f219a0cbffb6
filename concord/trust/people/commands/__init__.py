"""Every way that people's accounts change: joining, moving, leaving, and reviews of access."""

from concord.trust.people.commands.joining import activate, add_person, issue_activation
from concord.trust.people.commands.leaving import close_account, reopen_account
from concord.trust.people.commands.moving import answer_proposal, change_roles
from concord.trust.people.commands.recognising import recognise_by_agency
from concord.trust.people.commands.reviewing import (
    CALENDAR,
    decide_line,
    escalate_overdue_access_reviews,
    sign_off_review,
    start_due_reviews,
    start_review,
)

__all__ = [
    "CALENDAR",
    "activate",
    "add_person",
    "answer_proposal",
    "change_roles",
    "close_account",
    "decide_line",
    "escalate_overdue_access_reviews",
    "issue_activation",
    "recognise_by_agency",
    "reopen_account",
    "sign_off_review",
    "start_due_reviews",
    "start_review",
]
