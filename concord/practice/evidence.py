"""Which indicators go with which kind of worry, and what an assessor writes about the serious ones.

Codes are those of the default tool (domain.md 3.3).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pattern:
    """What tends to be seen together, by weight of the indicator."""

    vulnerable: tuple[str, ...]
    moderate: tuple[str, ...]
    significant: tuple[str, ...]
    critical: tuple[str, ...]


_LIFE = ("FAM05", "FAM06", "FAM11", "FAM13", "HEA01", "IDE02", "REL01", "REL02", "LOC04", "FAM08")

PATTERNS = {
    "criminal": Pattern(
        vulnerable=_LIFE,
        moderate=("MIS01", "EDU01", "REL03", "ONL04", "MON02", "SUB02", "OFF01", "LOC01", "HEA10"),
        significant=("MON01", "REL13", "MIS03", "ONL03", "OFF05", "MIS05"),
        critical=("OFF03", "MON04", "MIS10"),
    ),
    "sexual": Pattern(
        vulnerable=_LIFE,
        moderate=("MIS01", "EDU04", "REL05", "ONL02", "MON02", "SUB01", "HEA02", "ENG02", "LOC01"),
        significant=("REL06", "MIS09", "REL11", "REL08", "MIS04"),
        critical=("DIS01", "DIS02"),
    ),
    "online": Pattern(
        vulnerable=_LIFE,
        moderate=("ONL01", "ONL02", "ONL04", "ONL08", "EDU04", "HEA02", "REL05", "ENG02"),
        significant=("ONL05", "ONL07", "REL14"),
        critical=("ONL06", "DIS01"),
    ),
    "labour": Pattern(
        vulnerable=("IDE05", "IDE07", "FAM13", "REL01", "REL02", "ACC01"),
        moderate=("EDU01", "MIS11", "REL05", "HEA09", "MSH07"),
        significant=("MSH05", "HEA13", "ENG05"),
        critical=("MSH01", "MSH02"),
    ),
}

HOW_KNOWN = {
    "MON01": "New trainers and £120 in cash seen by school; the family cannot explain them.",
    "REL13": "Police and school both name the same group; seen together on three days.",
    "MIS03": "Four missing episodes in ten weeks, from the police missing coordinator.",
    "MIS04": "Missing from Friday evening to Sunday afternoon; found at a station.",
    "MIS05": "Does not feel able to say where they were; came home very tired.",
    "MIS09": "Seen by a member of staff getting into a silver car with two men.",
    "ONL03": "Two handsets and three SIM cards found by a parent and handed to police.",
    "OFF05": "Bruising after an assault at the bus station; police reference on file.",
    "OFF03": "Found by police sixty miles away with two phones and £310.",
    "MON04": "Told the keyworker that they owe £400 and are made to work it off.",
    "MIS10": "Found by police at an address where adults deal from a taken-over home.",
    "REL06": "Tells friends of an adult partner who checks the phone and decides on clothes.",
    "REL11": "A hotel receipt was found; staff at the hotel confirmed two visits.",
    "REL08": "Cries when the phone rings and asks permission before going out.",
    "REL14": "Goes quiet and leaves the room when one name is mentioned.",
    "DIS01": "Told the school nurse in their own words what is expected of them and by whom.",
    "DIS02": "A youth worker saw the exchange and called police at the time.",
    "ONL05": "Was pressed for a picture and sent one; the messages have been kept.",
    "ONL06": "Messages seen by school threaten to send a picture to the class.",
    "ONL07": "A meeting in Leeds was arranged and stopped by a parent at the bus station.",
    "MSH05": "A man answered every question; the child looked at him before speaking.",
    "HEA13": "Untreated burns on both hands seen by the nurse.",
    "ENG05": "The same sentences, word for word, to three professionals.",
    "MSH01": "The man who brings the workers holds the child’s passport.",
    "MSH02": "At the car wash from 7am to 7pm, six days a week, and paid in food.",
}

PROTECTIVE = ("PRO01", "PRO02", "PRO03", "PRO04", "PRO06", "PRO08", "PRO09", "PRO10")

DOMAIN_NOTES = {
    "D1": "Times out of the home were checked with the family and with the police record.",
    "D3": "Seen at home with a parent. The parent is worried and asks for help.",
    "D5": "Friendships have changed since the summer; the new friends are older.",
    "D6": "Talked through on the sofa with the phone switched off and on the table.",
    "D12": "Talks more easily while doing something else. A second visit helped.",
    "PRO": "What works: one adult who turns up when they said they would.",
}

ANALYSIS = {
    "significant": "Adults gain from this and the child is afraid of them. What was seen, what the"
    " child says and what partners know point the same way. Without a plan more harm is likely.",
    "moderate": "Several clear signs that others are drawing the child in. It is not certain how"
    " far this has gone. The child needs a keyworker and the places need attention.",
    "emerging": "Early signs in a child who has a lot to carry. Family and school notice and act."
    " Support now should keep it from growing.",
    "no_identified_risk": "What worried people has an explanation that holds. No sign that anybody"
    " exploits the child. School and family know whom to ring.",
    "insufficient_information": "Too little is known to say. The child was away for most of the"
    " time and two agencies have yet to answer.",
}
