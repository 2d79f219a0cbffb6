"""Every way an assessment can change."""

from concord.casework.assessment.commands.answering import answer_domain, record_overall
from concord.casework.assessment.commands.concluding import (
    agree_assessment,
    send_back,
    submit_assessment,
)
from concord.casework.assessment.commands.requesting import request_assessment, take_on

__all__ = [
    "agree_assessment",
    "answer_domain",
    "record_overall",
    "request_assessment",
    "send_back",
    "submit_assessment",
    "take_on",
]
