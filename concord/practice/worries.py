"""What referrers write: facts and the child's own words, without blame.

`{name}` is the child's forename; `{they}`, `{them}` and `{their}` follow the child's sex.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of worry: its types, what is seen, and the network people have heard of."""

    types: tuple[str, ...]
    evidence: str
    concerns: tuple[str, ...]
    networks: tuple[str, ...]
    youngest: int = 10
    weight: int = 1

    @property
    def main_type(self) -> str:
        return self.types[0]


KINDS = (
    Kind(
        ("CCE",),
        "criminal",
        (
            "{name} has come to school twice this fortnight with a new phone and about £80 in cash"
            " and could not say where they came from. Friends say that an older lad collects"
            " {them} at the gate in a grey hatchback.",
            "A dealer bag was found in {name}’s coat. {name} was very frightened when it was taken"
            " and said that “they will want it back”.",
            "{name} was found on a Tuesday lunchtime in a flat known to police, with two adults"
            " whom the family does not know. {name} was hungry and tired and asked to go home.",
        ),
        (
            "“Jonty”, grey hatchback, meets young people by the canal steps.",
            "A group that calls itself the Basin; phone ends in 0142.",
            "",
        ),
        weight=6,
    ),
    Kind(
        ("county_lines", "CCE"),
        "criminal",
        (
            "{name} was away from home for two nights and was found by police at a railway station"
            " sixty miles away with a train ticket that somebody else had bought. {name} had two"
            " phones and would only say that {they} “owed a day”.",
            "{name}’s mother says that {name} has been “going country” at weekends. Last Sunday"
            " {they} came home with a cut hand and without {their} coat and would not eat.",
        ),
        (
            "The “Marco” line; trains to the coast on Fridays.",
            "A man called “Uncle”, silver people carrier, said to buy the tickets.",
        ),
        youngest=13,
        weight=4,
    ),
    Kind(
        ("CSE",),
        "sexual",
        (
            "{name} has told a friend about a man of about 24 whom {they} describes as a partner."
            " He buys {them} food and clothes and gets angry when {they} does not answer the"
            " phone. {name} has been taken to a hotel at least once.",
            "{name} was seen getting into a taxi outside a takeaway at 11pm with two men. {name}"
            " came into school the next day upset and asked whether messages can be deleted for"
            " ever.",
        ),
        (
            "A man known as “Ty”, and a hotel near the ring road.",
            "The takeaway on Tenter Hill and the flat above it.",
            "",
        ),
        youngest=13,
        weight=4,
    ),
    Kind(
        ("online_grooming", "CSE"),
        "online",
        (
            "{name} showed a teacher messages from somebody who says that he is 17 and who asks"
            " for pictures. He has {name}’s address and has threatened to send an earlier picture"
            " to {their} class.",
            "{name} has been talking every night to an adult met in a game. He has sent vouchers"
            " and now asks {name} to meet him in Leeds.",
        ),
        ("User name “drifter_k9” on two platforms.", ""),
        youngest=11,
        weight=3,
    ),
    Kind(
        ("serious_violence", "CCE"),
        "criminal",
        (
            "{name} was assaulted after school by three older boys over money that somebody else"
            " is said to owe. {name} has stopped using the bus and carries {their} bag in front.",
        ),
        ("Linked by pupils to a dispute between two groups at the bus station.",),
        youngest=12,
        weight=2,
    ),
    Kind(
        ("labour", "trafficking"),
        "labour",
        (
            "{name} is at a car wash on school days from early morning. A man speaks for {them}"
            " and says that {they} is his nephew. {name} does not have {their} own passport.",
        ),
        ("The car wash by the old mill; a white van brings the workers.",),
        youngest=14,
        weight=1,
    ),
)

VOICES = (
    "“I just want it to stop and for nobody to be angry with me.”",
    "“They said it was easy money. It isn’t.”",
    "“I don’t want my mum to get hurt.”",
    "“He’s nice to me when nobody else is.”",
    "“I’m fine. Can I go back to maths?”",
    "",
)
PROTECTIVE = (
    "{name} trusts the form tutor and comes to breakfast club every day.",
    "Grandmother lives near by, notices quickly and rings school.",
    "{name} boxes twice a week and the coach knows the family well.",
    "Mother acts at once when {name} is late and keeps in touch with police.",
    "",
)
# A child known by the same worry some months earlier.
EARLIER_CONCERN = (
    "{name} has started to arrive late and very tired and has new friends who are not at the"
    " school. Nothing else is known at present."
)
SIBLING_CONCERN = (
    "{name} lives with a brother or sister who is already discussed at the risk assessment"
    " meeting. The same older young people have now spoken to {name} outside the home."
)
RETURN_CONCERN = (
    "{name} was doing well for some months. Since the older group came back to the area {name} has"
    " been out late again and has a second phone."
)
