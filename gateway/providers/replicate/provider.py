"""Replicate: predictions, which are waited for, or whose stream stands at an address of its own.
Models that draw, edit, speak and hear are asked so too (``pictures.py``, ``edits.py``,
``speech.py``, ``hearing.py``), and large files uploaded before (``files.py``).

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
from gateway.providers.abilities import FormsAsJson, OwnForms, Tasking, TaskStep
from gateway.providers.apps import App, AppPreset
from gateway.providers.base import Endpoint, Fields, Operation, UpstreamRequest
from gateway.providers.headers import assemble, bearer
from gateway.providers.media import packed
from gateway.providers.media.picture_answers import request_of
from gateway.providers.media.picture_edits import without_pictures
from gateway.providers.replicate import edits as replicate_edits
from gateway.providers.replicate import files as replicate_files
from gateway.providers.replicate import hearing as replicate_hearing
from gateway.providers.replicate import pictures as replicate_pictures
from gateway.providers.replicate import speech as replicate_speech
from gateway.providers.replicate.files import Held
from gateway.providers.urls import join

_HOME, _API = "replicate.com", "https://api.replicate.com/v1/"
_DRAWS = frozenset({Operation.IMAGES, Operation.IMAGE_EDITS})
_HEARS = frozenset({Operation.TRANSCRIPTIONS, Operation.TRANSLATIONS})
_RUNNING = frozenset({"starting", "processing", "queued"})
_AGAIN_S = 1.0
_WAIT_S = 5
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Replicate(App, FormsAsJson, OwnForms, Tasking):
    """See Provider and Tasking. A model is ``owner/name``, or ``owner/name:version``."""

    operations = frozenset({Operation.CHAT, Operation.SPEECH, *_DRAWS, *_HEARS})

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
        if operation is Operation.IMAGES:
            body, asked = replicate_pictures.prediction_of(body, endpoint.model), body
        elif operation is Operation.IMAGE_EDITS:
            wanted = request_of(body)
            body = replicate_edits.edit_of(wanted, endpoint.model)
            asked = without_pictures(wanted)
        elif operation is Operation.SPEECH:
            body, asked = replicate_speech.prediction_of(body, endpoint.model), body
        else:
            asked = b""
            self.check(operation, dialect)
        # The answer comes when it is whole, if that is soon; a stream begins at once elsewhere.
        # One that is waited for longer tells its name first, so that it can be cancelled.
        waits = bool(asked) or not stream
        return self._next(endpoint, Held(body, asked, waits, operation))

    def form_request(
        self, operation: Operation, endpoint: Endpoint, form: Fields
    ) -> UpstreamRequest | None:
        """See OwnForms: sound, as data where it is small, else uploaded first."""
        if operation not in _HEARS:
            return None
        part, sound = packed.file_of(form)
        asked = request_of(form.summary)
        hearing = replicate_hearing.hearing(asked, endpoint.model, operation)
        held = Held(hearing.body, form.summary, True, operation, hearing.takes)
        if replicate_files.is_small(sound):
            whole = replicate_files.with_sound(held, part, sound)
            return replace(self._prediction(endpoint, held), body=b"", pieces=whole)
        upload = replicate_files.sound_form(part, sound)
        return replace(self._upload(endpoint, held, upload.content_type), pieces=upload)

    def _next(self, endpoint: Endpoint, held: Held) -> UpstreamRequest:
        """The upload of the first picture that is too large, else the prediction."""
        if picture := replicate_files.first_large(held.body):
            form, kind = replicate_files.form_of(picture)
            return replace(self._upload(endpoint, held, kind), body=form)
        return self._prediction(endpoint, held)

    def _upload(self, endpoint: Endpoint, held: Held, kind: str) -> UpstreamRequest:
        """The upload, without its form, of a file that ``held`` waits for."""
        headers = assemble(endpoint, bearer(endpoint.key), {"Content-Type": kind})
        url = join(endpoint.base_url, replicate_files.PATH)
        return UpstreamRequest("POST", url, headers, asked=replicate_files.hold(held))

    def _prediction(self, endpoint: Endpoint, held: Held) -> UpstreamRequest:
        wait = {"Prefer": f"wait={_WAIT_S}"} if held.waits else {}
        headers = assemble(endpoint, bearer(endpoint.key), wait, body=held.body)
        return UpstreamRequest(
            "POST",
            self._url(endpoint),
            headers,
            held.body,
            asked=held.asked,
            operation=held.operation,
        )

    def _uploaded(
        self, request: UpstreamRequest, endpoint: Endpoint, told: Mapping[str, Any]
    ) -> TaskStep | None:
        """What follows an upload; None for a refusal."""
        address = replicate_files.address_in(told)
        if not address:
            return None
        held = replicate_files.held_by(request.asked)
        body = replicate_files.with_address(held, address)
        following = self._next(endpoint, replace(held, body=body, sound=""))
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
            return _made(request, endpoint.model, value)
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


def _made(request: UpstreamRequest, model: str, value: Mapping[str, Any]) -> TaskStep:
    """What a prediction that is over made for a client of OpenAI's."""
    if request.operation is Operation.SPEECH:
        return replicate_speech.step(request, model, value)
    if request.operation in _HEARS:
        return replicate_hearing.step(request, model, value)
    return replicate_pictures.step(request, value)


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
            "minimax/speech-2.6-turbo",
            "openai/gpt-4o-transcribe",
        ),
    )
)
