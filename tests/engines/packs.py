"""Packs of prose into which somebody wrote a protected address, in every way people write."""

import random
import unicodedata

PROSE = (
    "the visit went well and she told us about the new phone 2 times in 14 days at 16:30 with"
    " her aunt in Bradford who lives near the school on a busy road"
)
WORDS = PROSE.split()
STREETS = ("Hidden Row", "Mill Lane", "St Mary’s Road", "Quarry Street", "Zoë Crescent")
_WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def an_address(draw):
    """Return the lines and the postcode of an address."""
    letters = "ABCDEFGHJLNPQRSTUWXYZ"
    lines = f"{draw.randint(1, 220)} {draw.choice(STREETS)}"
    if draw.random() < 0.3:
        lines = f"Flat {draw.randint(1, 30)}, {lines}, Bradford"
    code = f"{draw.choice(['BD', 'LS', 'HX'])}{draw.randint(1, 99)}"
    return lines, f"{code} {draw.randint(0, 9)}{draw.choice(letters)}{draw.choice(letters)}"


def written_somehow(draw, text):
    """Return a text as a tired person, a scanner or somebody clever would write it."""
    ways = [
        str.lower, str.upper, str.title,
        lambda said: said.replace(" ", "  "),
        lambda said: said.replace(" ", "\n"),
        lambda said: said.replace(" ", "\u00a0"),
        lambda said: said.replace(" ", "-"),
        lambda said: " ".join(said) if len(said) < 9 else said,
        lambda said: said.translate(_WIDE),
        lambda said: "\u200b".join(said),
        lambda said: said.replace("Road", "Rd").replace("Street", "St.").replace("Lane", "Ln"),
        lambda said: said.replace("’", "'"),
        lambda said: f"({said})",
        lambda said: f"{said}.",
    ]  # fmt: skip
    if " " in text and len(text) < 9:
        ways.append(lambda said: said.replace(" ", ""))
    for way in draw.sample(ways, draw.randint(0, 2)):
        text = way(text)
    return text


def a_pack(seed):
    """Return an address as (lines, postcode), a text that names it, and what was written in it."""
    draw = random.Random(seed)  # noqa: S311 - the same seed, the same pack
    lines, postcode = an_address(draw)
    street = next(part.strip() for part in lines.split(",") if part.strip()[0].isdigit())
    said = [draw.choice(WORDS) for _ in range(draw.randint(5, 120))]
    named = draw.sample([street, postcode], draw.randint(1, 2))
    written = [written_somehow(draw, part) for part in named]
    for part in written:
        said.insert(draw.randint(0, len(said)), part)
    return (lines, postcode), " ".join(said), written


def names(text, written):
    """Say, by a rule of its own, whether a text still names what was written into it."""
    return any(_squeezed(part) in _squeezed(text) for part in written)


def _squeezed(text):
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum() and letter.isascii())
