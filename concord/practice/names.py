"""Names for invented people, as they are heard in a West Yorkshire district.

Small lists of our own: common forenames and surnames put together by chance, so that nobody in
particular is meant. Some names are long, some carry accents: pages must bear both.
"""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Community:
    """Names that go together, and the ethnicity code (DfE) usually given with them."""

    ethnicity: str
    weight: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]
    language: str = ""


COMMUNITIES = (
    Community(
        "WBRI",
        42,
        ("Ellie", "Grace", "Chloe", "Maisie", "Freya", "Kayleigh", "Siobhán", "Holly", "Amber"),
        ("Callum", "Jayden", "Alfie", "Reece", "Tyler", "Connor", "Lewis", "Harrison", "Kian"),
        ("Barraclough", "Sutcliffe", "Illingworth", "Firth", "Ackroyd", "Dobson", "Murgatroyd"),
    ),
    Community(
        "APKN",
        30,
        ("Aisha", "Zainab", "Maryam", "Iqra", "Hafsa", "Sumayyah", "Laiba", "Noor"),
        ("Hamza", "Mohammed", "Muhammad", "Bilal", "Zayn", "Ibrahim", "Usman", "Haider"),
        ("Hussain", "Khan", "Mahmood", "Akhtar", "Iqbal", "Shah", "Malik", "Mirza"),
    ),
    Community(
        "ABAN",
        6,
        ("Tahmina", "Nadia", "Ruksana", "Fahmida"),
        ("Rahim", "Tanvir", "Shakil", "Imran"),
        ("Begum", "Miah", "Chowdhury", "Uddin", "Choudhury-Rahman"),
    ),
    Community(
        "WOTH",
        8,
        ("Zofia", "Oliwia", "Wiktoria", "Małgorzata"),
        ("Jakub", "Kacper", "Szymon", "Michał"),
        ("Kowalczyk", "Nowak", "Mazur", "Dąbek", "Brzęczyszczykiewicz"),
        language="Polish interpreter for the parents",
    ),
    Community(
        "WROM",
        6,
        ("Vanesa", "Denisa", "Ľubica", "Sabina"),
        ("Marek", "Patrik", "Ladislav", "Kevin"),
        ("Horváth", "Oláh", "Kováč", "Tancoš", "Bartošovič"),
        language="Slovak interpreter",
    ),
    Community(
        "OOTH",
        4,
        ("Layla", "Rania", "Yasmin", "Shaima"),
        ("Omar", "Karim", "Abdulrahman", "Yousef"),
        ("Al-Hassan", "Abdelrahman", "Haddad", "El-Sayed Abd al-Karim"),
        language="Arabic interpreter",
    ),
    Community(
        "BAFR",
        7,
        ("Chiamaka", "Amina", "Blessing", "Selam"),
        ("Kwame", "Tinashe", "Emeka", "Abdi"),
        ("Okonkwo", "Mensah", "Moyo", "Tesfaye", "Oluwaseun-Adeyemi"),
    ),
    Community(
        "MWAS",
        6,
        ("Leila", "Jasmine", "Sophia", "Aaliyah"),
        ("Adam", "Zak", "Reuben", "Danyal"),
        ("Walker-Hussain", "Ali", "Greenwood", "Rehman"),
    ),
    Community(
        "MWBC",
        5,
        ("Tiana", "Shanice", "Keira", "Jada"),
        ("Marcus", "Tyrese", "Jordan", "Malachi"),
        ("Francis", "Campbell", "Grant-Whitaker", "Bailey"),
    ),
)


def choose_community(chance: Random) -> Community:
    """Return a community by its share of the district."""
    return chance.choices(COMMUNITIES, weights=[one.weight for one in COMMUNITIES])[0]


def choose_forename(community: Community, sex: str, chance: Random) -> str:
    """Return a forename; children whose sex is not known are called by either kind."""
    lists = {"F": community.girls, "M": community.boys}
    return chance.choice(lists.get(sex, community.girls + community.boys))
