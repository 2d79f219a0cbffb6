"""What is said, agreed and done at and after a risk assessment meeting."""

from dataclasses import dataclass

CONTRIBUTIONS = {
    "police": (
        "Two stops in the company of older males since the last meeting; no arrest. Patrols know"
        " whom to ring if the child is seen late.",
        "No new reports. The missing coordinator has spoken to the family and the trigger plan is"
        " up to date.",
        "The address named in the referral is of interest to us. Ask that nobody visits alone.",
    ),
    "nurse": (
        "Seen at the drop-in. Sleeps badly and eats little. A longer appointment is booked.",
        "Registered with a GP; no attendance at urgent care since the last meeting.",
    ),
    "youthjustice": (
        "Not open to us. One community resolution last year. Happy to offer a worker.",
        "Comes to sessions and talks about wanting to go back to football.",
    ),
    "keyworker": (
        "Met three times. Says little about the older group but came of their own accord.",
        "A good fortnight: breakfast, gym, and two honest conversations in the car.",
    ),
}

DISCUSSION = (
    "Each agency said what it knows and what it does not. The meeting looked at the people and"
    " places around the child before looking at the child’s own days.",
    "The meeting heard what the child says would help, and planned around it.",
    "Shared views on what has changed, what has not, and who the child turns to.",
)

RATIONALE = {
    "significant": "Exploitation is happening or highly likely: an adult gains, the child is"
    " afraid, and the last weeks brought more, not less.",
    "moderate": "Clear signs that others are drawing the child in; family and school are protecting"
    " and the plan is being used.",
    "emerging": "Early signs, with family and school acting on them. The level is kept under review"
    " so that a step back is noticed.",
}
DISSENT = "Police would have agreed a higher level because of the address named in the referral."


@dataclass(frozen=True)
class Task:
    """Something an agency is asked to do, and how it later shows that it was done."""

    owner: str
    text: str
    evidence: str


TASKS = (
    Task(
        "police",
        "Visit the address named in the referral and report what was found",
        "Visited with the neighbourhood team on two days. Two adults spoken to; a report has gone"
        " to the intelligence unit.",
    ),
    Task(
        "police",
        "Check CCTV at the bus station for the last two Fridays",
        "Footage viewed and kept. The silver car is visible on both days; number passed on.",
    ),
    Task(
        "nurse",
        "Offer a health appointment and ask about sleep and injuries",
        "Seen on Tuesday with a parent’s agreement. Sleep plan given; no injuries seen.",
    ),
    Task(
        "youthjustice",
        "Offer a worker for six weekly sessions",
        "Worker allocated and first two sessions held at the leisure centre.",
    ),
    Task(
        "keyworker",
        "Start weekly sessions and agree with the child how to keep in touch",
        "Three sessions held. The child chose how to be contacted and it is in the plan.",
    ),
    Task(
        "worker",
        "Update the safety plan with the family and share it with the school",
        "Plan written with the child and mother at home; school has it and confirmed.",
    ),
    Task(
        "worker",
        "Ask the housing office about a move away from the group’s meeting place",
        "Housing officer confirmed priority band; the family has been told by letter.",
    ),
)

LISTED_FOR_REVIEW = "The review of the level is due on {due}."
CLOSING_NOTE = {
    "risk_reduced": "Six steady months. The child, the parent and the school say the same, and know"
    " whom to ring.",
    "moved_out_of_area": "The family moved. Records were passed to the new area, whose meeting has"
    " accepted the child.",
    "turned_18_transitioned": "Adult services took over after a handover meeting at which the young"
    " person spoke for themselves.",
}
SENT_BACK = (
    "Say what the child themselves says about the older group, and check with health whether the"
    " appointment took place."
)
LEVEL_STANDS_LOWER = (
    "The score counts everything of the last six months. Nothing new has been seen for ten weeks"
    " and the child uses the safety plan."
)
LEVEL_STANDS_HIGHER = (
    "The count is low because much is not yet known. What police shared at the strategy discussion"
    " and the child’s fear weigh more."
)
