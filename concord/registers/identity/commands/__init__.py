"""Every way that something is said of a pair, and that a pair is joined."""

from concord.registers.identity.commands.hidden import find_hidden, settle_hidden
from concord.registers.identity.commands.joining import (
    answer_joining,
    answer_undoing,
    propose_joining,
    propose_undoing,
)
from concord.registers.identity.commands.judging import judge_pair

__all__ = [
    "answer_joining",
    "answer_undoing",
    "find_hidden",
    "judge_pair",
    "propose_joining",
    "propose_undoing",
    "settle_hidden",
]
