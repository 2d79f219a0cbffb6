"""From pairs to people: whom a pair of files names twice, and which records of one file are one."""

from collections.abc import Iterable, Sequence

import igraph

from concord.engines.linkage.batch import Pair

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

    Communities by the constant Potts model (Traag, Van Dooren and Nesterov, 2011) over the
    probability of each pair, so that one wrong pair does not join two people for good.
    """
    place = {record: number for number, record in enumerate(records)}
    known = list(pairs)
    graph = igraph.Graph(
        n=len(records), edges=[(place[pair.left], place[pair.right]) for pair in known]
    )
    found = graph.community_leiden(
        objective_function="CPM",
        weights=[1 / (1 + 2.0**-pair.weight) for pair in known],
        resolution=TIGHTNESS,
        n_iterations=-1,
    )
    return [[records[number] for number in members] for members in found]
