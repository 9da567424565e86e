"""Reading what a test was answered with: text, vectors, a picture, sound, an order."""

from __future__ import annotations

from gateway.dialects import vectors
from gateway.dialects.base import UpstreamDialect
from gateway.dialects.media.pipes import BytesPipe
from gateway.dialects.registry import dialect, spoken_to
from gateway.domain.capability import Capability
from gateway.domain.conversation import ImageDelta, StreamEvent
from gateway.domain.failure import Failure, FailureClass
from gateway.errors import DialectError
from gateway.providers.base import Operation
from gateway.relay.awaiting import told_by
from gateway.relay.refused import hidden_refusal
from gateway.relay.streaming import ConvertingPipe
from gateway.relay.transport import UpstreamAnswer
from gateway.relay.turns import TurnCollector
from gateway.services.channel_test_media import (
    RECORDED_MS,
    Probe,
    order_of,
    picture_of,
    sound_ms,
    unpacked,
)
from gateway.services.channel_test_request import TestRun

_NO_SOUND = ("application/json", "text/")


class _Picture(TurnCollector):
    """Keeps the first picture of a conversation."""

    def __init__(self, run: TestRun) -> None:
        super().__init__()
        self._run = run

    def take(self, event: StreamEvent) -> None:
        found = self._run.found
        if isinstance(event, ImageDelta) and not (found.picture or found.picture_url):
            found.picture = unpacked(event.image.data) if event.image.data else b""
            found.picture_url = event.image.url


async def read_stream(run: TestRun, answer: UpstreamAnswer) -> Failure | None:
    """A chat's answer in pieces; the failure, None if it came whole. Raises DialectError."""
    encoder = dialect("openai_chat").stream_encoder(run.model, include_usage=True)
    draws = run.capability is Capability.IMAGE
    collector = _Picture(run) if draws else None
    pipe = ConvertingPipe(spoken_to(run.dialect).stream_decoder(), encoder, collector)
    meter = run.meter = pipe.meter
    async for data in answer.chunks():
        pipe.feed(data)
        if meter.started:
            run.note_first_token()
        if meter.error is not None or meter.complete:
            break
    pipe.close()
    run.usage = meter.usage
    if meter.error is not None:
        return meter.error
    if not meter.complete:
        return Failure(FailureClass.PROTOCOL, 200, "the stream ended without its end")
    run.note_first_token()
    await answer.drain()
    if draws and not (run.found.picture or run.found.picture_url):
        return Failure(FailureClass.PROTOCOL, 200, "its answer holds no picture")
    return None


async def read_whole(run: TestRun, answer: UpstreamAnswer) -> Failure | None:
    """An answer in one piece, as :func:`read_stream`."""
    probe, content_type = run.probe, answer.headers.get("content-type", "")
    if run.capability is Capability.SPEECH and probe is not None:
        if not content_type.startswith(_NO_SOUND):
            return await _read_sound(run, probe, answer)
    elif content_type.startswith("text/html"):
        raise DialectError("it is a page")
    body = await answer.read()
    run.note_first_token()
    spoken: UpstreamDialect = probe.dialect if probe is not None else spoken_to(run.dialect)

    def named(found: Failure) -> Failure:
        return hidden_refusal(run.provider, run.dialect, answer, body, run.endpoint, found)

    try:
        run.usage, run.meter.texts, hidden = spoken.answer_usage(body)
        run.usage = told_by(answer) or run.usage
        if hidden is None:
            _find(run, spoken, body)
    except DialectError as error:
        failure = named(Failure(FailureClass.PROTOCOL, answer.status, str(error)))
        if failure.kind is FailureClass.PROTOCOL:
            raise
        return failure
    return hidden and named(hidden)


async def _read_sound(run: TestRun, probe: Probe, answer: UpstreamAnswer) -> Failure | None:
    pipe = probe.dialect.pipe(answer.headers.get("content-type", ""), told_by(answer))
    run.meter = pipe.meter
    async for data in answer.chunks():
        pipe.feed(data)
        if pipe.meter.started:
            run.note_first_token()
    pipe.close()
    if pipe.meter.error is not None:
        return pipe.meter.error
    run.usage = pipe.meter.usage
    if isinstance(pipe, BytesPipe) and run.usage is not None:
        run.found.sound_ms = sound_ms(run.usage.units)
    return None


def _find(run: TestRun, spoken: UpstreamDialect, body: bytes) -> None:
    """What is to be shown of an answer. Raises DialectError where it holds nothing of the kind."""
    found = run.found
    match run.capability:
        case Capability.EMBEDDING if run.operation is Operation.EMBEDDINGS:
            made = vectors.vectors_of(spoken.decode_answer(body))
            found.dimensions = len(made[0]) if made else 0
            if not found.dimensions:
                raise DialectError("its answer holds no vector")
        case Capability.IMAGE:
            found.picture, found.picture_url = picture_of(body)
        case Capability.TRANSCRIPTION:
            found.sound_ms = RECORDED_MS
        case Capability.RERANK:
            found.order = order_of(body)
