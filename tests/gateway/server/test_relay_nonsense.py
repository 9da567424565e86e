"""Whatever is sent to the endpoints beyond chat: a clear refusal, never a failure of our own."""

from __future__ import annotations

import json

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import media_mock
from tests.upstreams import Upstreams

MODEL = "dall-e-2"
BODIES = (
    *(b"", b"{", b"null", b"[]", b"{}", b'"x"', b"\xff\xfe", b"[" * 5_000, b'{"model":' * 5_000),
    *(b'{"model":[]}', b'{"model":{}}', b'{"model":1e999}', b'{"model":""}', b'{"stream":[]}'),
    b'{"model":"dall-e-2"}',
    b'{"model":"dall-e-2","prompt":"\\ud800","input":"\\ud800","query":"\\ud800"}',
    b'{"model":"dall-e-2","prompt":{},"input":{},"query":{},"documents":[{}],"instruction":{}}',
    b'{"model":"dall-e-2","prompt":[[]],"input":[[]],"query":[[]],"documents":[[]]}',
    b'{"model":"dall-e-2","prompt":"x","n":1e30,"best_of":-1,"max_tokens":-5,"size":7}',
    b'{"model":"dall-e-2","prompt":"x","n":99999999999999999999999999,"image":[[]]}',
    b'{"model":"dall-e-2","prompt":"x","size":"xxx","quality":[],"partial_images":-3}',
    b'{"model":"dall-e-2","input":"x","file":{"ms":-5},"file[]":1,"stream_options":3}',
    b'{"model":"dall-e-2","instruction":"x","input":9,"temperature":"hot"}',
)
TYPED = (
    *("/v1/completions", "/v1/edits", "/v1/images/generations", "/v1/images/edits"),
    *("/v1/audio/speech", "/v1/moderations", "/v1/rerank"),
)
FORMS = ("/v1/images/edits", "/v1/images/variations", "/v1/audio/transcriptions")
HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'


async def test_nonsense_is_refused_and_costs_nothing(home: House, up: Upstreams) -> None:
    await home.channel(media_mock(up), MODEL)
    token, key = await home.token(NANO)
    sent = [(path, body, "application/json") for path in TYPED for body in BODIES]
    for path in FORMS:
        form = "multipart/form-data; boundary=x"
        sent += [(path, HEAD + body + b"\r\n--x--", form) for body in BODIES[::2]]
        sent += [(path, body, form) for body in BODIES[1::4]]
    for path, body, kind in sent:
        status, headers, content = await home.post(path, body, key, **{"Content-Type": kind})
        assert status != 500, (path, body[:80], content)
        assert headers.get("x-homeport-error") != "internal_error", (path, body[:80], content)
        assert status == 200 or json.loads(content)["error"]["message"], (path, body[:80])
    charged = sum(entry.request.charge_nano for entry in await home.log())
    await home.check_ledger()
    assert home.balance(token) == NANO - charged
