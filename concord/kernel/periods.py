"""Months and the days that end them. Every published figure names its period."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month."""

    year: int
    number: int

    @classmethod
    def containing(cls, on: date) -> Self:
        """Return the month in which a day falls."""
        return cls(on.year, on.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the month written "2020-05". Raise ValueError for anything else."""
        year, _, number = text.partition("-")
        month = cls(int(year), int(number))
        date(month.year, month.number, 1)
        return month

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return self.next().first_day - timedelta(days=1)

    def next(self) -> Self:
        """Return the month after this one."""
        if self.number == 12:
            return type(self)(self.year + 1, 1)
        return type(self)(self.year, self.number + 1)

    def back(self, months: int) -> Self:
        """Return the month that many months earlier."""
        index = self.year * 12 + self.number - 1 - months
        return type(self)(index // 12, index % 12 + 1)

    @property
    def label(self) -> str:
        return self.first_day.strftime("%B %Y")

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def months_ending(last: Month, count: int) -> list[Month]:
    """Return `count` months in order, the last of which is `last`."""
    return [last.back(count - 1 - index) for index in range(count)]
