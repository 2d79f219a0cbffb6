"""What sign-in remembers for minutes, for every process of the web server alike.

Used one-time codes, and how often somebody has tried (ASVS V6.5.1, V6.3.1). It lies in the
database, because workers share nothing else; keys are hashed, values are numbers and their lists.
"""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.utils import timezone

from concord.trust.accounts.models import Remembered

_PUT = """
    insert into accounts_remembered (key, value, until) values (%s, %s, %s)
    on conflict (key) do update set value = excluded.value, until = excluded.until
"""
_PUT_UNLESS_ALIVE = f"{_PUT} where accounts_remembered.until <= %s"
_FOR_EVER = datetime.max.replace(tzinfo=UTC)


class SharedMemory(BaseCache):
    """Django's cache on a table: what is added twice is refused once, whoever asks first."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        rows = Remembered.objects.filter(key=self._hashed(key, version), until__gt=timezone.now())
        found = rows.values_list("value", flat=True).first()
        return default if found is None else json.loads(found)

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._put(key, value, timeout, version)

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return self._put(key, value, timeout, version, over=timezone.now())

    def delete(self, key: str, version: int | None = None) -> bool:
        gone, _ = Remembered.objects.filter(key=self._hashed(key, version)).delete()
        return bool(gone)

    def clear(self) -> None:
        Remembered.objects.all().delete()

    def _put(
        self, key: str, value: Any, timeout: Any, version: int | None, over: datetime | None = None
    ) -> bool:
        """Write a row; with `over`, only where none lives any longer. Return whether it did."""
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        until = _FOR_EVER if seconds is None else timezone.now() + timedelta(seconds=seconds)
        asked: list[Any] = [self._hashed(key, version), json.dumps(value), until]
        asked += [over] if over else []
        with connection.cursor() as cursor:
            cursor.execute(_PUT_UNLESS_ALIVE if over else _PUT, asked)
            return bool(cursor.rowcount)

    def _hashed(self, key: str, version: int | None) -> str:
        return hashlib.sha256(self.make_and_validate_key(key, version).encode()).hexdigest()


def forget_old() -> int:
    """Remove what is remembered no longer; return how many rows."""
    gone, _ = Remembered.objects.filter(until__lte=timezone.now()).delete()
    return gone
