"""How allauth is bound to Concord: accounts are made by the partnership, never by a visitor."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccounts(DefaultAccountAdapter):
    """Nobody signs up; there is no password by e-mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
