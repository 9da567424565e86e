"""Token endpoints of Google and of Entra: a form comes in, a token of a limited life goes out.

RFC 7523 (a service account's assertion, RS256), RFC 6749 (refresh tokens, client credentials).
"""

from __future__ import annotations

import base64
import json
import time
from functools import cache
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from aiohttp import web
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.upstreams.call import Call, Refused, WireError
from tests.upstreams.mock import Mock, Route
from tests.upstreams.script import ErrorKind

_ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_CLOUD = "https://www.googleapis.com/auth/cloud-platform"
_TIMEFRAME = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
    "Check your iat and exp values in the JWT claim."
)


class TokenDesk(Mock):
    """``issued`` are the tokens given out and not revoked; ``users`` and ``apps`` who may ask."""

    prefix = ""
    default_key = "none"
    project = "harbour-123456"
    email = "gateway@harbour-123456.iam.gserviceaccount.com"

    def __init__(self, name: str = "tokens", prefix: str = "ya29.") -> None:
        super().__init__(name)
        self.token_prefix = prefix
        self.life_s = 3599
        self.issued: set[str] = set()
        self.apps: dict[str, str] = {}
        self.users: dict[str, str] = {}
        self._key = _made_key()

    def service_account(self, **changes: Any) -> dict[str, Any]:
        """A key file as the console hands it out."""
        pem = self._key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return {
            "type": "service_account",
            "project_id": self.project,
            "private_key_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c",
            "private_key": pem.decode(),
            "client_email": self.email,
            "client_id": "112233445566778899001",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": "https://oauth2.googleapis.com/token",
            **changes,
        }

    def route(self, call: Call) -> Route:
        if call.exchange.method != "POST":
            raise Refused(405, {"error": "invalid_request"})
        return Route(self.exchange)

    def authenticate(self, call: Call) -> str | None:
        return None

    def bad_json(self, call: Call) -> Refused:
        return Refused(400, {"error": "invalid_request"})

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        body = {"error": "server_error", "error_description": "Internal error"}
        return WireError(status or 500, body, {})

    async def _answer(self, call: Call) -> web.StreamResponse:
        """The body is a form, not JSON."""
        try:
            route = self.route(call)
            call.find_reply(self.scripted, only_by_path=False)
            if call.reply.fails_at_once:
                return await call.fail(call.accept(), self.scripted_error(call))
            return await route.handler(call)
        except Refused as refused:
            return await call.refuse(refused)

    async def exchange(self, call: Call) -> web.StreamResponse:
        """POST /token, and /{tenant}/oauth2/v2.0/token."""
        if "application/x-www-form-urlencoded" not in call.headers.get("content-type", ""):
            _refuse("invalid_request", "the body has to be a form")
        form = dict(parse_qsl(call.exchange.body.decode()))
        match form.get("grant_type"):
            case str(kind) if kind == _ASSERTION:
                self._check_assertion(form.get("assertion", ""))
            case "refresh_token":
                if self.users.get(form.get("refresh_token", "")) != form.get("client_secret"):
                    _refuse("invalid_grant", "Token has been expired or revoked.")
            case "client_credentials":
                self._check_app(form)
            case _:
                _refuse("unsupported_grant_type", "Invalid grant_type")
        call.accept()
        token = f"{self.token_prefix}{call.id('', 40)}"
        self.issued.add(token)
        body = {"access_token": token, "expires_in": self.life_s, "token_type": "Bearer"}
        return await call.send(200, body)

    def _check_assertion(self, assertion: str) -> None:
        parts = assertion.split(".")
        if len(parts) != 3:
            _refuse("invalid_grant", "Bad Request")
        header, claims = (json.loads(_decoded(part)) for part in parts[:2])
        if header.get("alg") != "RS256" or header.get("typ") != "JWT":
            _refuse("invalid_grant", "Invalid JWT: wrong algorithm")
        if claims.get("iss") != self.email:
            _refuse("invalid_grant", "Invalid grant: account not found")
        if claims.get("scope") != _CLOUD or claims.get("aud") != f"{self.base_url}/token":
            _refuse("invalid_grant", "Invalid JWT: Failed audience check.")
        try:
            self._key.public_key().verify(
                _decoded(parts[2]),
                f"{parts[0]}.{parts[1]}".encode(),
                padding.PKCS1v15(),
                hashes.SHA256(),
            )
        except InvalidSignature:
            _refuse("invalid_grant", "Invalid JWT Signature.")
        now, issued, ends = time.time(), claims.get("iat"), claims.get("exp")
        if type(issued) is not int or type(ends) is not int:
            _refuse("invalid_grant", _TIMEFRAME)
        if abs(now - issued) > 300 or not 0 < ends - issued <= 3600:
            _refuse("invalid_grant", _TIMEFRAME)

    def _check_app(self, form: dict[str, str]) -> None:
        if not form.get("scope", "").endswith("/.default"):
            _refuse("invalid_scope", "AADSTS1002012: The provided value for scope is not valid.")
        if self.apps.get(form.get("client_id", "")) != form.get("client_secret"):
            message = "AADSTS7000215: Invalid client secret provided."
            raise Refused(401, {"error": "invalid_client", "error_description": message})


@cache
def _made_key() -> rsa.RSAPrivateKey:
    """One for all tests: making one takes longer than most of them."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _refuse(name: str, message: str) -> NoReturn:
    raise Refused(400, {"error": name, "error_description": message})
