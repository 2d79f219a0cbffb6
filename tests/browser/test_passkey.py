"""A passkey, with the virtual authenticator of a real Chromium."""

import pytest

from tests.browser.axe import violations
from tests.browser.served import Person, serving
from tests.factories import PASSWORD, Partnership

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def partnership(own_database):
    return Partnership()


def test_a_passkey_is_added_signs_in_and_proves_who_it_is(chromium, partnership):
    with serving() as address:
        # A passkey belongs to a name, never to a number.
        ada = Person(chromium, address.replace("127.0.0.1", "localhost"), "ada")
        devtools = ada.context.new_cdp_session(ada.page)
        devtools.send("WebAuthn.enable")
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        ada.sign_in(PASSWORD)

        ada.go("/accounts/2fa/webauthn/add/")
        if ada.heading == "Enter your password again":
            ada.page.locator("main").get_by_label("Password", exact=True).fill(PASSWORD)
            ada.press("Continue")
        assert violations(ada.page) == []
        ada.press("Add this passkey")
        ada.page.wait_for_url(lambda url: not url.endswith("/webauthn/add/"))
        ada.go("/accounts/2fa/webauthn/")
        assert violations(ada.page) == []
        assert "You have none" not in ada.text

        ada.page.get_by_role("button", name="Sign out").click()
        ada.page.wait_for_url("**/accounts/login/**")
        assert violations(ada.page) == []
        ada.press("Sign in with a passkey")
        ada.page.wait_for_url(f"{ada.address}/")
        assert "Ada" in ada.page.locator(".concord-person").inner_text()
        ada.context.close()
