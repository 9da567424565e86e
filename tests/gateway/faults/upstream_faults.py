"""What goes wrong with an answer, from its first byte to behind its last."""

from __future__ import annotations

import gzip

from tests.gateway.faults.wire import (
    BEGIN,
    END,
    HTML,
    LARGE,
    LAST_CHUNK,
    STREAM_HEAD,
    answer,
    begin,
    chunk,
    delta,
    fault,
    frame,
    head,
    openai_error,
    pause,
    refusing,
    reset,
    sound,
    streamed,
    until_left,
    whole,
)
from tests.gateway.relay.raw_server import Peer

# Before the first byte


@fault("closed")
async def closed(peer: Peer, stream: bool) -> None:
    peer.writer.close()


@fault("reset")
async def reset_at_once(peer: Peer, stream: bool) -> None:
    reset(peer)


@fault("silent")
async def silent(peer: Peer, stream: bool) -> None:
    await until_left(peer)


@fault("slow-head")
async def slow_head(peer: Peer, stream: bool) -> None:
    await peer.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not peer.reader.at_eof():
        await peer.send(b"y")
        await pause()


@fault("half-a-head")
async def half_a_head(peer: Peer, stream: bool) -> None:
    await peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: appl")
    peer.writer.close()


@fault("endless-head")
async def endless_head(peer: Peer, stream: bool) -> None:
    await peer.send(b"HTTP/1.1 200 OK\r\n" + b"X-More: yes\r\n" * 100_000)
    await until_left(peer)


@fault("garbage")
async def garbage(peer: Peer, stream: bool) -> None:
    await peer.send(b"\x16\x03\x01\x00\xa5 SSH-2.0-OpenSSH_9.6\r\n\r\n")
    await until_left(peer)


# Another answer than was asked for


@fault("error-429")
async def error_429(peer: Peer, stream: bool) -> None:
    body = openai_error("Rate limit reached", "requests", "rate_limit_exceeded")
    await peer.send(refusing(body, "429 Too Many Requests", "Retry-After: 7"))


@fault("error-500")
async def error_500(peer: Peer, stream: bool) -> None:
    body = openai_error("The server had an error", "server_error")
    await peer.send(refusing(body, "500 Internal Server Error"))


@fault("error-400")
async def error_400(peer: Peer, stream: bool) -> None:
    body = openai_error("Invalid value: 'bard'", "invalid_request_error", "invalid_value")
    await peer.send(refusing(body, "400 Bad Request"))


@fault("error-in-200")
async def error_in_200(peer: Peer, stream: bool) -> None:
    body = openai_error("The server had an error", "server_error")
    await peer.send(refusing(body, "200 OK"))


@fault("waf-403")
async def waf_403(peer: Peer, stream: bool) -> None:
    await peer.send(refusing(HTML, "403 Forbidden"))


@fault("waf-200")
async def waf_200(peer: Peer, stream: bool) -> None:
    await peer.send(refusing(HTML, "200 OK"))


@fault("bad-gateway")
async def bad_gateway(peer: Peer, stream: bool) -> None:
    await peer.send(refusing(HTML, "502 Bad Gateway"))


@fault("redirect")
async def redirect(peer: Peer, stream: bool) -> None:
    await peer.send(
        head("Content-Length: 0", "Location: http://10.0.0.1/login", status="302 Found")
    )


@fault("empty")
async def empty(peer: Peer, stream: bool) -> None:
    kind = "text/event-stream" if stream else "application/json"
    await peer.send(whole(b"", kind=kind))


# Framing


@fault("byte-by-byte")
async def byte_by_byte(peer: Peer, stream: bool) -> None:
    raw = sound(stream)
    await peer.send(*(raw[at : at + 1] for at in range(len(raw))))


@fault("slow")
async def slow(peer: Peer, stream: bool) -> None:
    raw = sound(stream)
    step = len(raw) // 12 + 1
    for at in range(0, len(raw), step):
        await peer.send(raw[at : at + step])
        await pause(0.05)


@fault("length-short")
async def length_short(peer: Peer, stream: bool) -> None:
    body = b"".join([*BEGIN, *END]) if stream else answer()
    kind = "text/event-stream" if stream else "application/json"
    await peer.send(head(f"Content-Length: {len(body) // 2}", kind=kind) + body)
    await until_left(peer)


@fault("length-long")
async def length_long(peer: Peer, stream: bool) -> None:
    body = b"".join(BEGIN) if stream else answer()
    kind = "text/event-stream" if stream else "application/json"
    await peer.send(head(f"Content-Length: {len(body) + 9}", kind=kind) + body)
    peer.writer.close()


@fault("two-lengths")
async def two_lengths(peer: Peer, stream: bool) -> None:
    body = answer()
    await peer.send(head("Content-Length: 3", f"Content-Length: {len(body)}") + body)
    await until_left(peer)


@fault("both-framings")
async def both_framings(peer: Peer, stream: bool) -> None:
    body = answer()
    lines = (f"Content-Length: {len(body)}", "Transfer-Encoding: chunked")
    await peer.send(head(*lines) + chunk(body) + LAST_CHUNK)
    await until_left(peer)


@fault("bad-chunk")
async def bad_chunk(peer: Peer, stream: bool) -> None:
    frames = BEGIN if stream else [answer()[:40]]
    kind = "text/event-stream" if stream else "application/json"
    await peer.send(head("Transfer-Encoding: chunked", kind=kind), *map(chunk, frames))
    await peer.send(b"zz\r\n")
    await until_left(peer)


@fault("bad-gzip")
async def bad_gzip(peer: Peer, stream: bool) -> None:
    packed = gzip.compress(b"".join([*BEGIN, *END]) if stream else answer())
    body = packed[:20] + b"\0\0\0\0" + packed[24:]
    kind = "text/event-stream" if stream else "application/json"
    lines = (f"Content-Length: {len(body)}", "Content-Encoding: gzip")
    await peer.send(head(*lines, kind=kind) + body)
    await until_left(peer)


# In the middle


@fault("half-closed")
async def half_closed(peer: Peer, stream: bool) -> None:
    await begin(peer, stream)
    peer.writer.close()


@fault("half-reset")
async def half_reset(peer: Peer, stream: bool) -> None:
    await begin(peer, stream)
    await pause()
    reset(peer)


@fault("half-silent")
async def half_silent(peer: Peer, stream: bool) -> None:
    await begin(peer, stream)
    await until_left(peer)


@fault("error-inside")
async def error_inside(peer: Peer, stream: bool) -> None:
    body = openai_error("The server is overloaded", "server_error")
    if stream:
        await peer.send(streamed(*BEGIN, frame(body)))
    else:
        await peer.send(refusing(body, "503 Service Unavailable"))


@fault("bad-json")
async def bad_json(peer: Peer, stream: bool) -> None:
    if stream:
        await peer.send(streamed(*BEGIN, b'data: {"choices": [{"delta"\n\n', *END))
    else:
        await peer.send(whole(answer()[:-20]))


@fault("not-utf8")
async def not_utf8(peer: Peer, stream: bool) -> None:
    if stream:
        broken = delta(content="caf?").replace(b"?", b"\xe9")
        await peer.send(streamed(*BEGIN, broken, *END))
    else:
        await peer.send(whole(answer("caf?").replace(b"?", b"\xe9")))


@fault("huge")
async def huge(peer: Peer, stream: bool) -> None:
    text = "x" * LARGE
    sent = streamed(*BEGIN, delta(content=text), *END) if stream else whole(answer(text))
    await peer.send(sent)


@fault("endless-frame")
async def endless_frame(peer: Peer, stream: bool) -> None:
    kind = "text/event-stream" if stream else "application/json"
    await peer.send(head("Transfer-Encoding: chunked", kind=kind))
    if stream:
        await peer.send(*map(chunk, BEGIN), chunk(b'data: {"'))
    piece = chunk(b" " * 2**20)
    while not peer.reader.at_eof():
        await peer.send(piece)
        await pause()


# At its end


@fault("no-end")
async def no_end(peer: Peer, stream: bool) -> None:
    await peer.send(streamed(*BEGIN) if stream else whole(answer()[:-1]))


@fault("no-last-chunk")
async def no_last_chunk(peer: Peer, stream: bool) -> None:
    if stream:
        await peer.send(STREAM_HEAD, *map(chunk, [*BEGIN, *END]))
    else:
        await peer.send(head("Transfer-Encoding: chunked"), chunk(answer()))
    peer.writer.close()


@fault("silent-end")
async def silent_end(peer: Peer, stream: bool) -> None:
    if stream:
        await peer.send(STREAM_HEAD, *map(chunk, [*BEGIN, *END]))
    else:
        await peer.send(head("Transfer-Encoding: chunked"), chunk(answer()))
    await until_left(peer)


@fault("more-behind")
async def more_behind(peer: Peer, stream: bool) -> None:
    await peer.send(sound(stream) + b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
    await until_left(peer)
