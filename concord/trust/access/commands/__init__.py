"""Every way that sight changes."""

from concord.trust.access.commands.ceilings import answer_ceiling, propose_ceiling
from concord.trust.access.commands.holding import lift_hold, place_hold
from concord.trust.access.commands.restricting import (
    answer_seal,
    lift_restriction,
    propose_seal,
    propose_unsealing,
    restrict,
)
from concord.trust.access.commands.sharing import end_shared_sight, share_sight
from concord.trust.access.commands.sight import (
    ask_in_vain,
    block_sight,
    break_glass,
    end_sight,
    escalate_glass,
    give_sight,
    question_own_sight,
    review_glass,
)

__all__ = [
    "answer_ceiling",
    "answer_seal",
    "ask_in_vain",
    "block_sight",
    "break_glass",
    "end_shared_sight",
    "end_sight",
    "escalate_glass",
    "give_sight",
    "lift_hold",
    "lift_restriction",
    "place_hold",
    "propose_ceiling",
    "propose_seal",
    "propose_unsealing",
    "question_own_sight",
    "restrict",
    "review_glass",
    "share_sight",
]
