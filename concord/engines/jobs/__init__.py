"""The outbox: work that must follow a change, done at least once, safely repeated."""
