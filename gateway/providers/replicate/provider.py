"""Replicate: predictions, which are waited for, or whose stream stands at an address of its own.
Models that draw and edit are asked so too (``replicate_pictures.py``, ``replicate_edits.py``), and
large pictures uploaded before (``replicate_files.py``).

https://replicate.com/docs/reference/http
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal
from urllib.parse import quote, urlsplit

import msgspec

from gateway.errors import DialectError
from gateway.providers.abilities import FormsAsJson, Tasking, TaskStep
from gateway.providers.apps import App, AppPreset
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.headers import assemble, bearer
from gateway.providers.media.picture_answers import request_of
from gateway.providers.media.picture_edits import without_pictures
from gateway.providers.replicate import edits as replicate_edits
from gateway.providers.replicate import files as replicate_files
from gateway.providers.replicate import pictures as replicate_pictures
from gateway.providers.replicate.files import Held
from gateway.providers.urls import join

_HOME, _API = "replicate.com", "https://api.replicate.com/v1/"
_DRAWS = frozenset({Operation.IMAGES, Operation.IMAGE_EDITS})
_RUNNING = frozenset({"starting", "processing", "queued"})
_AGAIN_S = 1.0
_WAIT_S = 5
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Replicate(App, FormsAsJson, Tasking):
    """See Provider and Tasking. A model is ``owner/name``, or ``owner/name:version``."""

    operations = frozenset({Operation.CHAT, *_DRAWS})

    def request(
        self,
        operation: Operation,
        dialect: str,
        endpoint: Endpoint,
        body: bytes,
        client_headers: Mapping[str, str],
        *,
        stream: bool,
    ) -> UpstreamRequest:
        draws = operation in _DRAWS
        if operation is Operation.IMAGES:
            body, asked = replicate_pictures.prediction_of(body, endpoint.model), body
        elif operation is Operation.IMAGE_EDITS:
            wanted = request_of(body)
            body = replicate_edits.edit_of(wanted, endpoint.model)
            asked = without_pictures(wanted)
        else:
            asked = b""
            self.check(operation, dialect)
        # The answer comes when it is whole, if that is soon; a stream begins at once elsewhere.
        # One that is waited for longer tells its name first, so that it can be cancelled.
        return self._next(endpoint, Held(body, asked, waits=draws or not stream))

    def _next(self, endpoint: Endpoint, held: Held) -> UpstreamRequest:
        """The upload of the first picture that is too large, else the prediction."""
        if picture := replicate_files.first_large(held.body):
            form, kind = replicate_files.form_of(picture)
            headers = assemble(endpoint, bearer(endpoint.key), {"Content-Type": kind}, body=form)
            url = join(endpoint.base_url, replicate_files.PATH)
            return UpstreamRequest("POST", url, headers, form, asked=replicate_files.hold(held))
        wait = {"Prefer": f"wait={_WAIT_S}"} if held.waits else {}
        headers = assemble(endpoint, bearer(endpoint.key), wait, body=held.body)
        return UpstreamRequest("POST", self._url(endpoint), headers, held.body, asked=held.asked)

    def _uploaded(
        self, request: UpstreamRequest, endpoint: Endpoint, told: Mapping[str, Any]
    ) -> TaskStep | None:
        """What follows an upload; None for a refusal."""
        address = replicate_files.address_in(told)
        if not address:
            return None
        held = replicate_files.held_by(request.asked)
        picture = replicate_files.first_large(held.body)
        body = replicate_files.uploaded(held.body, picture, address)
        following = self._next(endpoint, replace(held, body=body))
        costs: Literal["asked", "later"] = "later" if _uploads(following) else "asked"
        return TaskStep(following, costs=costs, instead=following)

    def _url(self, endpoint: Endpoint) -> str:
        name, _, version = endpoint.model.partition(":")
        path = "predictions" if version else f"models/{quote(name)}/predictions"
        return join(endpoint.base_url, path)

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        """A model that is not Replicate's own is named by its version alone."""
        _, _, version = endpoint.model.partition(":")
        if not version:
            return body
        members = _MEMBERS.decode(body)
        members["version"] = msgspec.Raw(msgspec.json.encode(version))
        return msgspec.json.encode(members)

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson."""
        return operation is Operation.IMAGE_EDITS

    def is_task(self, request: UpstreamRequest) -> bool:
        """Every prediction is one."""
        return True

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking."""
        value = _object(body)
        if _uploads(request):
            return self._uploaded(request, endpoint, value)
        told = value.get("urls")
        urls: dict[str, Any] = told if isinstance(told, dict) else {}
        running = str(value.get("status")) in _RUNNING
        if request.asked and not running:
            return replicate_pictures.step(request, value)
        streams = stream and not request.asked and isinstance(urls.get("stream"), str)
        if streams and running and self._is_near(urls["stream"], request):
            return TaskStep(self._get(urls["stream"], request, endpoint, stream=True))
        if running and isinstance(urls.get("get"), str):
            ask = self._get(urls["get"], request, endpoint, stream=False)
            return TaskStep(ask, wait_s=_AGAIN_S)
        return None

    def cancel(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes
    ) -> UpstreamRequest | None:
        """See Tasking."""
        value = _object(body)
        told = value.get("urls")
        url = told.get("cancel") if isinstance(told, dict) else None
        if str(value.get("status")) not in _RUNNING or not isinstance(url, str):
            return None
        asked = self._get(url, request, endpoint, stream=False)
        return replace(asked, method="POST")

    def _is_near(self, url: str, request: UpstreamRequest) -> bool:
        """Whether a stream can be read where it stands: who asks by way of another's host (a
        gateway) asks by that way alone, which knows no streams.
        """
        return not _at_home(url) or _at_home(request.url)

    def _get(
        self, url: str, request: UpstreamRequest, endpoint: Endpoint, *, stream: bool
    ) -> UpstreamRequest:
        """The key goes to Replicate alone, or to whom the channel names instead of it."""
        if url.startswith(_API) and not _at_home(request.url):
            url = join(endpoint.base_url, url.removeprefix(_API))
        asked = urlsplit(request.url)
        try:
            told = urlsplit(url)
        except ValueError:
            raise DialectError("the prediction stands at no address") from None
        same = (told.scheme, told.netloc) == (asked.scheme, asked.netloc)
        if not same and not (_at_home(url) and _at_home(request.url)):
            raise DialectError("the prediction stands at an address that is not its provider's")
        headers = assemble(endpoint, bearer(endpoint.key), stream=stream)
        return UpstreamRequest("GET", url, headers)


def _uploads(request: UpstreamRequest) -> bool:
    return request.url.partition("?")[0].endswith(f"/{replicate_files.PATH}")


def _at_home(url: str) -> bool:
    """Whether an address is one of Replicate's own."""
    try:
        found = urlsplit(url)
        return found.scheme == "https" and (found.hostname or "").endswith(f".{_HOME}")
    except ValueError:
        return False


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


REPLICATE = Replicate(
    AppPreset(
        id="replicate",
        name="Replicate",
        tile="Re",
        base_url="https://api.replicate.com/v1",
        key_url="https://replicate.com/account/api-tokens",
        path="predictions",
        mount="/v1",
        below=("/models",),
        numeric_types=(46,),
        catalogue=(
            "meta/meta-llama-3-70b-instruct",
            "meta/meta-llama-3-8b-instruct",
            "deepseek-ai/deepseek-r1",
            "black-forest-labs/flux-schnell",
        ),
    )
)
