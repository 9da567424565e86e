"""What reads bytes from clients and upstreams; each target takes any bytes at all.

A target may raise nothing: what is not to be read is a DialectError, and those are caught here.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path

from gateway.dialects.base import Dialect
from gateway.dialects.registry import DIALECTS
from gateway.domain.conversation import (
    Answer,
    Choice,
    Finish,
    Reasoning,
    Refusal,
    Text,
    ToolCall,
)
from gateway.domain.usage import Usage
from gateway.relay.streaming import answer_events
from tests.fuzz import vendors, wires
from tests.fuzz.driving import CHAT, Target, answer, converted, passed, request

__all__ = ["CHAT", "TARGETS"]

GOLDEN = Path(__file__).parents[1] / "golden" / "dialects"
_SAID = Answer(
    "i",
    "m",
    [
        Choice(
            [
                Reasoning("Hm, \u4e16", "c2ln"),
                Text("Well.", citations=[{"type": "web_search_result_location", "url": "u"}]),
                ToolCall("c1", "f", '{"a": 1.50}'),
                ToolCall("c2", "g", "{}"),
            ],
            Finish.TOOL_CALL,
        )
    ],
    Usage(input=9, output=5, reasoning=2),
    7,
)
_REFUSED = Answer("i", "m", [Choice([Refusal("No.")], Finish.FILTERED)], Usage(input=1, output=1))


def _answers(spoken: Dialect) -> list[bytes]:
    return [spoken.encode_answer(copy.deepcopy(said), "m") for said in (_SAID, _REFUSED)]


def _streams(spoken: Dialect) -> list[bytes]:
    found = [path.read_bytes() for path in sorted(GOLDEN.glob(f"{spoken.name}.*s*"))]
    for said in (_SAID, _REFUSED):
        encoder = spoken.stream_encoder("m", include_usage=True)
        found.append(b"".join(encoder.encode(event) for event in answer_events(said)))
    return found


_SCHEMA = (
    b'{"type":"object","$defs":{"d":{"type":["integer","null"],"minimum":0}},"properties":{"a":{'
    b'"$ref":"#/$defs/d"},"b":{"type":"array","items":{"type":"string","format":"date-time"},'
    b'"minItems":1},"c":{"anyOf":[{"type":"string","enum":["x"]},{"const":1}]},"e":{"allOf":[{'
    b'"properties":{"f":{"type":"boolean"}},"required":["f"]},{"$ref":"#/$defs/d"}],"required":'
    b'["f"]}},"oneOf":[{"properties":{"g":{}},"required":["g"]}],"required":["a"],'
    b'"additionalProperties":false}'
)


def _requests(name: str) -> list[bytes]:
    """With schemas for everything that takes one."""
    return [seed.replace(b"SCHEMA", _SCHEMA) for seed in _plain_requests()]


def _plain_requests() -> list[bytes]:
    contents = '"contents":[{"role":"user","parts":[{"text":"Hi"},{"inlineData":{"mimeType":'
    return [
        b'{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Hi"},'
        b'{"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}}]},{"role":'
        b'"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f",'
        b'"arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"ok"}],"stream":true,'
        b'"max_tokens":99,"stop":["x"],"tools":[{"type":"function","function":{"name":"f",'
        b'"parameters":SCHEMA}}],"tool_choice":"required","n":1,"temperature":0.5,"response_format":{'
        b'"type":"json_schema","json_schema":{"name":"n","schema":SCHEMA}}}',
        b'{"model":"m","max_tokens":99,"system":"s","thinking":{"type":"enabled","budget_tokens":'
        b'1024},"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":'
        b'"thinking","thinking":"t","signature":"s"},{"type":"tool_use","id":"c","name":"f",'
        b'"input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c",'
        b'"content":[{"type":"text","text":"ok"}]}]}],"tools":[{"name":"f","input_schema":'
        b'SCHEMA}],"output_config":{"effort":"low","format":{"type":"json_schema","schema":SCHEMA}}}',
        b'{"model":"m","instructions":"s","input":[{"role":"user","content":[{"type":"input_text",'
        b'"text":"Hi"}]},{"type":"reasoning","id":"r","summary":[],"encrypted_content":"e"},{"type"'
        b':"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":'
        b'"function_call_output","call_id":"c","output":"ok"}],"max_output_tokens":99,"text":{'
        b'"format":{"type":"json_schema","name":"n","schema":SCHEMA}},"tools":[{'
        b'"type":"function","name":"f","parameters":SCHEMA},{"type":"custom","name":"g"}]}',
        ("{" + contents + '"image/png","data":"QUJD"}}]},{"role":"model","parts":[{"functionCall":'
         '{"name":"f","args":{}},"thoughtSignature":"aG9tZXBvcnQ6dGhvdWdodHM6W10="}]},{"parts":[{'
         '"functionResponse":{"name":"f","response":{"result":"ok"}}}]}],"generationConfig":{'
         '"maxOutputTokens":9,"thinkingConfig":{"thinkingBudget":99}},"tools":[{'
         '"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{"a":{'
         '"type":"STRING","nullable":true,"maxLength":"9","enum":["x"]}}}},{"name":"g",'
         '"parametersJsonSchema":SCHEMA}]}]}').encode(),
    ]  # fmt: skip


def _all() -> Iterator[tuple[str, Target]]:
    streams = [each for name in CHAT for each in _streams(DIALECTS[name])]
    yield from wires.targets(streams, [b'{"a":1}\n{"b":2}\r\n', *streams])
    for name in CHAT:
        spoken = DIALECTS[name]
        own = _streams(spoken)
        yield f"{name}: requests", Target(request(spoken), _requests(name))
        yield f"{name}: answers", Target(answer(spoken), _answers(spoken))
        yield f"{name}: streams passed", Target(passed(spoken), own)
        yield f"{name}: streams converted", Target(converted(spoken), own)
    yield from vendors.targets()


TARGETS: Mapping[str, Target] = dict(_all())
