"""What the front door writes when it decides, and what it tells the referrer."""

from concord.casework.frontdoor.rules import Decision, Threshold

# (level of need, why, what the referrer is told)
WORDING: dict[Decision, tuple[tuple[Threshold, str, str], ...]] = {
    Decision.ASSESS: (
        (
            Threshold.TARGETED,
            "Unexplained money and an adult whom the family does not know. Together with the"
            " change since the summer this needs an exploitation risk assessment.",
            "Thank you. We will assess the risk of exploitation and may ring you for more.",
        ),
        (
            Threshold.SPECIALIST,
            "The child was found away from home with adults who are not known to be safe. Strategy"
            " discussion held the same day; risk assessment to follow.",
            "Thank you. We are acting on this today. Tell us at once of anything new.",
        ),
        (
            Threshold.TARGETED,
            "What the child says and what the referrer saw fit together, and the child is"
            " frightened. A social worker will assess and see the child.",
            "Thank you. A social worker will see the child. Keep the usual routine going.",
        ),
    ),
    Decision.EARLY_HELP: (
        (
            Threshold.EARLY_HELP,
            "Late and tired at school after a bereavement. No sign that anybody else gains from"
            " it. The family would like help with routines.",
            "Thank you. The family has accepted an offer of early help, which begins next week.",
        ),
    ),
    Decision.ADVICE: (
        (
            Threshold.UNIVERSAL,
            "The school has a safety plan and the parents are in touch with it daily. Advice given"
            " on phones and on what to watch for.",
            "Thank you. We gave the parents advice. Refer again if anything changes.",
        ),
    ),
    Decision.ALLOCATED_WORKER: (
        (
            Threshold.TARGETED,
            "The child has an allocated social worker who saw them this week. The information was"
            " passed on by telephone and added to the plan.",
            "Thank you. The child’s social worker has this information and will ring you.",
        ),
    ),
    Decision.OTHER_AREA: (
        (
            Threshold.TARGETED,
            "The family moved to another district in the spring. Passed to its front door, which"
            " confirmed by telephone that it will act.",
            "Thank you. We passed this to the area where the child now lives.",
        ),
    ),
    Decision.NO_FURTHER_ACTION: (
        (
            Threshold.UNIVERSAL,
            "The money was explained by a part-time job that the parents confirmed with the"
            " employer. No other worry was found by school, health or police.",
            "Thank you. We checked with the family and others and will take no action.",
        ),
    ),
}
