"""Settings. What differs between installations comes from the environment; see the README."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from concord.project.database.connections import settings_from_environment
from concord.project.database.places import files_folder
from concord.project.keys import (
    key_paths,
    make_backup_key,
    open_or_make_ring,
    read_or_make_secret,
    read_token,
)
from concord.project.mail_settings import mail_from
from concord.project.sign_on_settings import providers_in

ROOT = Path(__file__).resolve().parent.parent.parent
STATE = Path(os.environ.get("CONCORD_STATE", ROOT / ".concord"))

# "practice" is for training and demonstration: invented people sign in without a second factor.
MODE = os.environ.get("CONCORD_MODE", "production")
PRACTICE = MODE == "practice"
DEBUG = False

KEY_PATHS = key_paths(STATE)
SECRET_KEY = read_or_make_secret(KEY_PATHS.secret, may_make=PRACTICE)
FIELD_KEYS = open_or_make_ring(KEY_PATHS.ring, KEY_PATHS.wrapping, may_make=PRACTICE)
if PRACTICE:
    make_backup_key(KEY_PATHS.backup)
ALLOWED_HOSTS = os.environ.get("CONCORD_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [
    origin for origin in os.environ.get("CONCORD_ORIGINS", "").split(",") if origin
]
PARTNERSHIP_NAME = os.environ.get("CONCORD_PARTNERSHIP", "Practice Safeguarding Partnership")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "concord.ui",
    "concord.trust.agencies",
    "concord.trust.accounts",
    "concord.trust.reference",
    "concord.trust.access",
    "concord.trust.people",
    "concord.trust.audit",
    "concord.trust.oversight",
    "concord.trust.interests",
    "concord.trust.safekeeping",
    "concord.engines.jobs",
    "concord.engines.notices",
    "concord.engines.documents",
    "concord.registers.subjects",
    "concord.registers.geography",
    "concord.registers.links",
    "concord.registers.identity",
    "concord.meetings.actions",
    "concord.meetings.sittings",
    "concord.casework.frontdoor",
    "concord.casework.statutory",
    "concord.casework.assessment",
    "concord.casework.tracking",
    "concord.pathways",
    "concord.desk",
    "concord.project",
]

MIDDLEWARE = [
    "concord.project.watching.logs.RequestId",
    "concord.project.watching.metrics.Measure",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "concord.project.headers.PrivateHeaders",
    "concord.project.headers.OwnPagesOnly",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "concord.project.middleware.SessionClock",
    "django.contrib.messages.middleware.MessageMiddleware",
    "concord.project.middleware.HoldForms",
    "concord.project.second_factor.SecondFactor",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "concord.project.middleware.SecurityContext",
    "concord.project.masking.MaskAddresses",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "concord.project.urls"
WSGI_APPLICATION = "concord.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "concord.ui.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "concord.project.page_context.page_context",
            ],
        },
    },
    # allauth renders its own fallbacks with Django templates; every page people see is Jinja2.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASES = settings_from_environment()
DATABASE_ROUTERS = ["concord.project.database.routing.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["concord.trust.accounts.backends.PasswordBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "concord.trust.accounts.passwords.WordsOfTheWork"},
    {"NAME": "concord.trust.accounts.breaches.KnownFromBreaches"},
]
# A list of SHA-1 hashes of stolen passwords, ordered, that the operator keeps up to date.
BREACHED_PASSWORDS = os.environ.get("CONCORD_BREACHED_PASSWORDS", "")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "concord.project.sign_in.ClosedAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_FORMS = {"login": "concord.project.sign_in.SignIn"}
ACCOUNT_EMAIL_VERIFICATION = "none"
# Every process of the web server remembers the same used codes and attempts.
CACHES = {"default": {"BACKEND": "concord.trust.accounts.remembering.SharedMemory"}}
ACCOUNT_SESSION_REMEMBER = False
# Failures are counted over all workers by axes, not by allauth in each worker's memory.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
TRUSTED_PROXIES = int(os.environ.get("CONCORD_PROXIES", "0" if PRACTICE else "1"))
AXES_FAILURE_LIMIT = "concord.project.lockout.failures_allowed"
AXES_COOLOFF_TIME = "concord.project.lockout.locked_for"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "concord.project.lockout.counted_name"
AXES_CLIENT_IP_CALLABLE = "concord.project.lockout.client_address"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "password"]
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# The lock is asked for by our own backend, so that there is one backend and one way in.
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
USERSESSIONS_ADAPTER = "concord.project.sign_in.EndedFromElsewhere"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PRACTICE
SOCIALACCOUNT_ADAPTER = "concord.project.single_sign_on.OwnAgencyOnly"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": providers_in(os.environ.get("CONCORD_SINGLE_SIGN_ON", ""))}
}
MFA_ADAPTER = "concord.project.factor_secrets.SealedSecrets"
MFA_TOTP_ISSUER = "Concord"
MAIL = mail_from(os.environ.get("CONCORD_MAIL", ""))
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER = MAIL[:4]
EMAIL_HOST_PASSWORD = read_token(os.environ.get("CONCORD_MAIL_PASSWORD_FILE", ""))
EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_TIMEOUT = (
    MAIL.from_the_start,
    MAIL.turned_on_later,
    MAIL.seconds,
)
DEFAULT_FROM_EMAIL = os.environ.get("CONCORD_MAIL_FROM", "concord@localhost")

SESSION_IDLE = timedelta(minutes=15)
SESSION_ABSOLUTE = timedelta(hours=10)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
# Practice is served over plain HTTP on this machine; anything else sits behind TLS.
SECURE_COOKIES = not PRACTICE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
# With this prefix browsers keep a cookie to this host and to TLS, whoever else sets one.
COOKIE_PREFIX = "__Host-" if SECURE_COOKIES else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "concord.project.errors.forbidden_form"
SECURE_HSTS_SECONDS = 0 if PRACTICE else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PRACTICE
SECURE_PROXY_SSL_HEADER = None if PRACTICE else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = not PRACTICE
# Asked by machines beside this one, which come without a certificate.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
# "no-referrer" would make browsers send every form with the origin "null", which the check of
# origins rightly refuses. Nothing is told to other sites either way.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Messages may name a child: they are kept in the session, never in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Files that people attach: sealed, in a folder that no web server hands out.
FILES_FOLDER = files_folder(STATE)
FILE_UPLOAD_HANDLERS = ["concord.engines.documents.web.receiving.InMemoryOnly"]
FILE_UPLOAD_LARGEST = 50_000_000
# Where ClamAV's clamd listens: "unix:/path" or "tcp:host:port". Without one nothing is handed out.
CLAMD = os.environ.get("CONCORD_CLAMD", "unix:/run/clamav/clamd.ctl")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
        # Text never becomes script: no page may make one, by any policy of its own.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
        "report-uri": "/reports/csp",
        "report-to": "csp",
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "collected"
STATICFILES_DIRS = [ROOT / "build" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "concord.project.watching.logs.JsonLines"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "plain" if PRACTICE else "json",
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

# Where files are linked: "duckdb" on this machine, or "spark" on the cluster that is named.
LINKAGE_ENGINE = os.environ.get("CONCORD_LINKAGE_ENGINE", "duckdb")
SPARK_MASTER = os.environ.get("CONCORD_SPARK_MASTER", "local[*]")

# Measurements are for whoever bears this token; without one there is no such page.
METRICS_TOKEN = read_token(os.environ.get("CONCORD_METRICS_TOKEN_FILE", ""))
# Where the workers of one web server add up what they measured; `concord serve` sets it.
METRICS_FOLDER = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
