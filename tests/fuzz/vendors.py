"""Answers and streams in vendors' own formats, which no client speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gateway.dialects.registry import spoken_to
from tests.fuzz.driving import Target, answer, converted
from tests.fuzz.wires import events_of

ANSWERS: Mapping[str, Sequence[bytes]] = {
    "bedrock": (
        b'{"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":'
        b'{"text":"Hm","signature":"s"}}},{"text":"Hi"},{"toolUse":{"toolUseId":"t","name":"f",'
        b'"input":{"a":1}}}]}},"stopReason":"tool_use","usage":{"inputTokens":5,"outputTokens":7,'
        b'"totalTokens":12,"cacheReadInputTokens":1}}',
    ),
    "cohere": (
        b'{"id":"i","finish_reason":"TOOL_CALL","message":{"role":"assistant","tool_plan":"p",'
        b'"content":[{"type":"thinking","thinking":"Hm"},{"type":"text","text":"Hi"}],"tool_calls":'
        b'[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}],"citations":[{'
        b'"start":0,"end":1,"text":"H","sources":[{"type":"document","id":"d","document":{"url":'
        b'"https://a.example"}}]}]},"usage":{"billed_units":{"input_tokens":1},"tokens":{'
        b'"input_tokens":3,"output_tokens":4},"cached_tokens":1}}',
    ),
    "dashscope": (
        b'{"request_id":"r","output":{"choices":[{"finish_reason":"stop","message":{"role":'
        b'"assistant","content":"x","reasoning_content":"Hm"}}]},"usage":{"input_tokens":1,'
        b'"output_tokens":2}}',
        b'{"code":"Throttling","message":"no","request_id":"r"}',
    ),
    "ernie": (
        b'{"id":"a","result":"x","finish_reason":"normal","is_end":true,"function_call":{"name":'
        b'"f","arguments":"{}"},"usage":{"prompt_tokens":1,"total_tokens":2}}',
        b'{"error_code":110,"error_msg":"no"}',
    ),
    "hunyuan": (
        b'{"Response":{"Id":"i","Choices":[{"FinishReason":"stop","Message":{"Role":"assistant",'
        b'"Content":"x","ToolCalls":[{"Id":"c","Type":"function","Function":{"Name":"f",'
        b'"Arguments":"{}"}}]}}],"Usage":{"PromptTokens":1,"CompletionTokens":1}}}',
        b'{"Response":{"Error":{"Code":"AuthFailure.X","Message":"no"}}}',
    ),
    "spark": (
        b'{"code":0,"sid":"s","choices":[{"message":{"content":"x","tool_calls":{"id":"c","type":'
        b'"function","function":{"name":"f","arguments":"{}"}}}}],"usage":{"prompt_tokens":1}}',
        b'{"code":10013,"message":"no"}',
    ),
    "coze": (b'{"code":4013,"msg":"too many"}',),
    "dify": (
        b'{"message_id":"i","answer":"Hi","metadata":{"usage":{"prompt_tokens":3,'
        b'"completion_tokens":4,"total_tokens":7}}}',
    ),
    "deepl": (b'{"translations":[{"text":"Hallo"}],"billed_characters":5}',),
    "palm": (b'{"candidates":[{"author":"1","content":"Hi"}],"filters":[{"reason":"SAFETY"}]}',),
    "replicate": (
        b'{"id":"p","status":"succeeded","output":["H","i"],"metrics":{"input_token_count":3,'
        b'"output_token_count":4}}',
    ),
}
STREAMS: Mapping[str, Sequence[bytes]] = {
    "bedrock": (
        b'messageStart {"role":"assistant"}\n'
        b'contentBlockDelta {"delta":{"reasoningContent":{"text":"Hm"}},"contentBlockIndex":0}\n'
        b'contentBlockDelta {"delta":{"text":"Hi"},"contentBlockIndex":1}\n'
        b'contentBlockStart {"start":{"toolUse":{"toolUseId":"t","name":"f"}},'
        b'"contentBlockIndex":2}\n'
        b'contentBlockDelta {"delta":{"toolUse":{"input":"{}"}},"contentBlockIndex":2}\n'
        b'contentBlockStop {"contentBlockIndex":2}\nmessageStop {"stopReason":"tool_use"}\n'
        b'metadata {"usage":{"inputTokens":5,"outputTokens":7,"totalTokens":12}}',
        b'throttlingException {"message":"Slow down"}',
    ),
    "cohere": (
        b'data: {"type":"message-start","id":"i","delta":{"message":{"role":"assistant"}}}\n\n'
        b'data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"thinking",'
        b'"thinking":"Hm"}}}}\n\n'
        b'data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Hi"'
        b"}}}}\n\n"
        b'data: {"type":"tool-plan-delta","delta":{"message":{"tool_plan":"p"}}}\n\n'
        b'data: {"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"c",'
        b'"type":"function","function":{"name":"f","arguments":""}}}}}\n\n'
        b'data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":'
        b'{"arguments":"{}"}}}}}\n\n'
        b'data: {"type":"citation-start","index":0,"delta":{"message":{"citations":{"start":0,'
        b'"end":1,"text":"H","sources":[{"type":"document","id":"d","document":{}}]}}}}\n\n'
        b'data: {"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"tokens":{'
        b'"input_tokens":3,"output_tokens":4}}}}\n\n',
    ),
    "dashscope": (
        b'id:1\nevent:result\n:HTTP_STATUS/200\ndata:{"output":{"choices":[{"message":{"content":'
        b'"x","role":"assistant"},"finish_reason":"null"}]},"usage":{"output_tokens":1,'
        b'"input_tokens":2},"request_id":"r"}\n\n',
        b'id:3\nevent:error\n:HTTP_STATUS/400\ndata:{"code":"X","message":"no"}\n\n',
    ),
    "spark_websocket": (
        b'data: {"header":{"code":0,"status":1,"sid":"s"},"payload":{"choices":{"text":[{"content":'
        b'"x","reasoning_content":"Hm"}]}}}\n\n'
        b'data: {"header":{"code":0,"status":2},"payload":{"choices":{"text":[{"content":"x",'
        b'"function_call":{"name":"f","arguments":"{}"}}]},"usage":{"text":{"prompt_tokens":1,'
        b'"completion_tokens":1,"total_tokens":2}}}}\n\n',
    ),
    "mistral_chat": (
        b'data: {"id":"i","choices":[{"index":0,"delta":{"role":"assistant","content":[{"type":'
        b'"thinking","thinking":[{"type":"text","text":"Hm"}]},{"type":"text","text":"Hi"}]},'
        b'"finish_reason":null}]}\n\n'
        b'data: {"id":"i","choices":[{"index":0,"delta":{"content":"!"},"finish_reason":"stop"}],'
        b'"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}\n\n'
        b"data: [DONE]\n\n",
    ),
    "coze": (
        b'event: conversation.message.delta\ndata: {"chat_id":"i","type":"answer","content":"Hi",'
        b'"reasoning_content":"Hm"}\n\n'
        b"event: conversation.chat.completed\n"
        b'data: {"usage":{"input_count":3,"output_count":4}}\n\n'
        b'event: conversation.chat.failed\ndata: {"last_error":{"code":4013,"msg":"no"}}\n\n',
    ),
    "dify": (
        b'data: {"event":"message","message_id":"i","answer":"Hi"}\n\n'
        b'data: {"event":"message_end","metadata":{"usage":{"prompt_tokens":3}}}\n\n'
        b'data: {"event":"error","status":429,"code":"x","message":"no"}\n\n',
    ),
    "replicate": (
        b'event: output\ndata: Hi\ndata: there\n\nevent: error\ndata: {"detail":"no"}\n\n'
        b"event: done\ndata: {}\n\n",
    ),
}


def targets() -> Iterator[tuple[str, Target]]:
    for name, seeds in ANSWERS.items():
        yield f"{name}: answers", Target(answer(spoken_to(name)), seeds)
        as_frames = [b"data: " + seed + b"\n\n" for seed in seeds]
        if name in ("ernie", "hunyuan", "spark"):
            yield f"{name}: streams converted", Target(converted(spoken_to(name)), as_frames)
    for name, seeds in STREAMS.items():
        run = converted(spoken_to(name))
        if name == "bedrock":
            run = _messages
        yield f"{name}: streams converted", Target(run, seeds)


def _messages(data: bytes) -> None:
    converted(spoken_to("bedrock"))(events_of(data))
