"""Who seems to belong together in a network: a question to ask, never a finding about anybody.

Communities by greedy modularity (Clauset, Newman and Moore, 2004) of the links a reader sees. The
same links give the same groups, so that a page says the same twice. No database, no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import networkx

SMALLEST = 3


@dataclass(frozen=True)
class Group:
    """Some of a network, more closely linked with each other than with the rest."""

    members: tuple[UUID, ...]
    inside: int
    outside: int


def groups(links: Iterable[tuple[UUID, UUID, int]]) -> list[Group]:
    """Return the groups among links of two ends and a strength, the closest knit first.

    A network that is one group as a whole holds no question, nor does a pair.
    """
    graph = networkx.Graph()
    for one, other, strength in sorted(links):
        known = graph.get_edge_data(one, other, {"weight": 0})["weight"]
        graph.add_edge(one, other, weight=known + strength)
    if not graph:
        return []
    found = networkx.community.greedy_modularity_communities(graph, weight="weight")
    if len(found) == 1:
        return []
    shown = [_group(graph, frozenset(members)) for members in found if len(members) >= SMALLEST]
    return sorted(shown, key=lambda group: (group.outside - group.inside, group.members))


def _group(graph: networkx.Graph, members: frozenset[UUID]) -> Group:
    inside = graph.subgraph(members).number_of_edges()
    ends = sum(graph.degree(member) for member in members)
    return Group(tuple(sorted(members)), inside, ends - 2 * inside)
