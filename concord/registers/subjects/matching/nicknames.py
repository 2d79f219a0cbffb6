"""Forenames that are one name: short forms, and spellings too far apart to sound alike.

Some stand without their vowels: so they come from Arabic letters (kernel/scripts.py).
"""

from functools import lru_cache

from concord.kernel.text_keys import fold, sound_key

# The first of each line stands for the rest. Our own list: what is heard in an English district.
_LINES = """
abdul abdel abd abdool
abdullah abdallah abdulla
abigail abi abbie abby gail
adam adas
aleksandra alexandra ola sandra sasha alex
aleksander alexander aleks alex alec sandy olek xander
ahmed ahmad ahmet akhmed akhmad
alfred alfie fred freddie
andrew andy drew andrzej andrei ondrej
anna anne ann annie ania hannah hana anika
anthony tony ant antoni anton
ayesha aisha aysha aishah aaishah aaishh aishh
barbara basia barbora babs
benjamin ben benji benny
bilal bilaal
catherine katherine kathryn katarzyna katarina kate katie kathy kasia cathy kat katka
charlotte charlie lottie
christopher chris krzysztof kit topher
christina krystyna kristina krysia tina chrissie
daniel dan danny danyal daniyal danek
david dave davey davie dawid daud dawood
deborah debbie deb
edward ed eddie ted teddy ned edek
elizabeth liz lizzie beth betty eliza elzbieta alzbeta libby elsie ela
emily em emmy emilia
fatima fatema fatimah fatma faatimah
frances francis fran frankie franciszek franciszka
gabriel gabe gabi gabrielle gabriela
george georgie jerzy juraj gheorghe georgina georgia
grace gracie
hamza hamzah
harrison harry
hassan hasan hassaan
hussain hussein husain hussayn husayn hsin
ibrahim ebrahim abraham ibraheem
isabella isabel isobel bella izzy izabela
ismail ismael ismaeel
jacob jakub jake kuba yaqub yacoub yakub
james jim jimmy jamie
janet jan
jennifer jen jenny
jessica jess jessie
john johnny jack jon jan janek jan ivan
jonathan jon jonny nathan
joseph joe joey jozef yusuf yousef yousuf yusef
joshua josh
juliet julie julia
khadija khadijah hadija
ladislav laci lada
laura laurie
leonard len lenny leo
lucas luke luka lukasz lukas
madeleine maddie maddy
malgorzata gosia margaret maggie meg peggy margareta greta
mary maria marie maryam mariam miriam mia molly
matthew matt mateusz matej matthias
michael mike mick mikey michal mikolaj mihai mikael
mohammed muhammad mohammad mohamed mohamad muhammed mukhammad mhmd mohd mohamud mehmed mahomed md mo
natalia natalie nat talia
nicholas nick nicky mikulas nicolae
oliver ollie oliwier
olivia liv livvy oliwia
omar umar umer omer amr
osman usman uthman othman athman
patrick paddy pat patryk patrik
peter pete piotr petr pyotr
philip phil filip
rachel rach rachael
rebecca becky becca
richard rick ricky dick rich ryszard
robert rob robbie bob bobby
samantha sam sammy
samuel sam sammy
shaun sean shawn shane
sophia sophie zofia sofia zosia
stephen steven steve stefan szczepan stevie
susan sue suzanne zuzana zuzanna
syed sayed sayyid sayid said
sheikh shaikh sheik shaykh
tanveer tanvir
theodore theo teddy
thomas tom tommy tomasz tomas
timothy tim
victoria vicky vic wiktoria tori viktoria
wasim waseem
william will bill billy willy liam
yasmin jasmine jasmin yasmine yasmeen
zachary zach zak zac
zainab zaynab zaineb
zayn zain zane
"""

_ROOTS: dict[str, str] = {}
_ROOTS_BY_SOUND: dict[str, str] = {}
for _line in _LINES.split("\n"):
    for _name in _line.split():
        # A short form of two names stands for the first of them: the rest of a person decides.
        _ROOTS.setdefault(_name, _line.split()[0])
for _name, _root in _ROOTS.items():
    _ROOTS_BY_SOUND.setdefault(sound_key(_name), _root)


@lru_cache(maxsize=8192)
def root_of(forename: str) -> str:
    """Return the name that stands for a forename, its short forms and spellings.

    Where no list has it, the way it sounds; a sound of two letters or fewer says too little.
    """
    name = fold(forename)
    if name in _ROOTS:
        return _ROOTS[name]
    sound = sound_key(name)
    if len(sound) < 3:
        return name
    return _ROOTS_BY_SOUND.get(sound, sound)


def are_one_name(one: str, other: str) -> bool:
    """Return whether two different forenames are on one line: spellings or forms of one name."""
    root = _ROOTS.get(fold(one))
    return root is not None and root == _ROOTS.get(fold(other))
