"""From pairs to people: whom a pair of files names twice, and which records of one file are one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush

from concord.engines.linkage.batch import Pair

Groups = dict[int, list[str]]
# The probabilities between the records of two groups, added up.
Between = defaultdict[int, dict[int, float]]

# How tight a group is: the mean probability of its pairs stays above it. A chain of weak likenesses
# through one mistaken record falls apart; records that are all alike hold together.
TIGHTNESS = 0.1


def pair_off(pairs: Iterable[Pair], *, least: float) -> list[Pair]:
    """Return the pairs that stand when each file names a person at most once, the best first.

    `least`: the weight in bits below which a pair is not taken even when nothing better is left.
    """
    lefts: set[str] = set()
    rights: set[str] = set()
    kept = []
    for pair in sorted(pairs, key=lambda one: (-one.weight, one.left, one.right)):
        if pair.weight < least:
            break
        if pair.left not in lefts and pair.right not in rights:
            kept.append(pair)
            lefts.add(pair.left)
            rights.add(pair.right)
    return kept


def group(records: Sequence[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """Return the records of one file in groups, a group for each person.

    The two groups whose records are the likeliest to be one person are joined, again and again,
    while the mean probability between them stays above TIGHTNESS: average linkage, in which pairs
    that were never compared count as unlike, so that one wrong pair does not join two people for
    good.
    """
    groups = {number: [record] for number, record in enumerate(records)}
    place = {record: number for number, record in enumerate(records)}
    between: Between = defaultdict(dict)
    for pair in pairs:
        one, other = place[pair.left], place[pair.right]
        between[one][other] = between[other][one] = 1 / (1 + 2.0**-pair.weight)
    for island in list(_islands(between)):
        _join_up(island, between, groups)
    return list(groups.values())


def _islands(between: Between) -> Iterator[list[int]]:
    """Yield the records that some chain of pairs connects; no two islands can share a person."""
    seen: set[int] = set()
    for start in between:
        if start in seen:
            continue
        seen.add(start)
        island = [start]
        for here in island:
            fresh = [there for there in between[here] if there not in seen]
            seen.update(fresh)
            island += fresh
        yield island


def _join_up(island: list[int], between: Between, groups: Groups) -> None:
    """Join the groups of an island, the likeliest first, while what is left holds together."""
    best = [
        (-sure, one, other)
        for one in island
        for other, sure in between[one].items()
        if one < other and sure > TIGHTNESS
    ]
    heapify(best)
    while best:
        sure, one, other = heappop(best)
        near = between.get(one, {})
        # What was said of a group that has been joined or has grown since is out of date.
        if other not in near or -sure != near[other] / (len(groups[one]) * len(groups[other])):
            continue
        _join(between, groups, one, other)
        for third, added in near.items():
            if (mean := added / (len(groups[one]) * len(groups[third]))) > TIGHTNESS:
                heappush(best, (-mean, one, third))


def _join(between: Between, groups: Groups, one: int, other: int) -> None:
    groups[one] += groups.pop(other)
    for third, sure in between.pop(other).items():
        del between[third][other]
        if third != one:
            between[one][third] = between[third][one] = between[one].get(third, 0.0) + sure
