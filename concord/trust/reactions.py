"""The switchboard: which reactions follow which event. Only the pathways may register here."""

from collections import defaultdict
from collections.abc import Callable
from typing import Protocol, TypeVar

from concord.trust.actors import Actor
from concord.trust.audit import log

EventType = TypeVar("EventType", bound=log.Event, contravariant=True)


class Reaction(Protocol[EventType]):
    def __call__(self, event: EventType, *, by: Actor) -> None: ...


_reactions: dict[type, list[Callable[..., None]]] = defaultdict(list)


def when(event_type: type[EventType]) -> Callable[[Reaction[EventType]], Reaction[EventType]]:
    """Register a reaction to an event; it runs in the transaction that announced the event."""

    def register(react: Reaction[EventType]) -> Reaction[EventType]:
        _reactions[event_type].append(react)
        return react

    return register


def react_to(event: log.Event, *, by: Actor) -> None:
    """Run the reactions to an event, in the order in which the pathways declare them."""
    for react in _reactions[type(event)]:
        react(event, by=by)
