"""Alibaba's package at the mock, which has both of its interfaces: python vendor_dashscope.py"""

import dashscope
from dashscope import Generation, ImageSynthesis, MultiModalConversation, TextEmbedding
from verdict import (
    COMPLETION_TOKENS,
    KEY,
    ORIGIN,
    PROMPT_TOKENS,
    TOOL,
    TURNS,
    WORDS,
    city,
    same,
    verdict,
)

MODEL = "qwen-plus"
SEEN = [{"role": "user", "content": [{"text": "Weather in Rome?"}]}]

dashscope.base_http_api_url = f"{ORIGIN}/api/v1"
dashscope.api_key = KEY


def told(answer):
    """A good answer's output."""
    same((answer.status_code, answer.code or ""), (200, ""))
    return answer.output


def chat():
    answer = Generation.call(model=MODEL, messages=TURNS, result_format="message")
    same(told(answer).choices[0].message.content, WORDS)
    usage = answer.usage
    same((usage.input_tokens, usage.output_tokens), (PROMPT_TOKENS, COMPLETION_TOKENS))


def stream():
    answers = list(
        Generation.call(
            model=MODEL,
            messages=TURNS,
            result_format="message",
            stream=True,
            incremental_output=True,
        )
    )
    same("".join(told(each).choices[0].message.content for each in answers), WORDS)
    same(answers[-1].usage.output_tokens, COMPLETION_TOKENS)
    same(answers[-1].output.choices[0].finish_reason, "stop")


def tools():
    answer = Generation.call(model=MODEL, messages=TURNS, tools=[TOOL], result_format="message")
    message = told(answer).choices[0].message
    (call,) = message["tool_calls"]
    city(call["function"]["arguments"])
    result = {"role": "tool", "tool_call_id": call["id"], "content": "sunny"}
    again = Generation.call(
        model=MODEL, messages=[*TURNS, message, result], tools=[TOOL], result_format="message"
    )
    same(told(again).choices[0].message.content, WORDS)


def repeating():
    """Without incremental_output each answer repeats what came before."""
    answers = list(
        Generation.call(model=MODEL, messages=TURNS, result_format="message", stream=True)
    )
    whole = told(answers[-1]).choices[0].message.content
    same(whole, f"You said: {TURNS[0]['content']}")


def pictures_seen():
    answer = MultiModalConversation.call(model="qwen-vl-max", messages=SEEN)
    same(told(answer).choices[0].message.content[0]["text"][:8], "You said")
    answers = list(
        MultiModalConversation.call(
            model="qwen-vl-max", messages=SEEN, stream=True, incremental_output=True
        )
    )
    parts = [part["text"] for each in answers for part in told(each).choices[0].message.content]
    same("".join(parts)[:8], "You said")


def embeddings():
    answer = TextEmbedding.call(model="text-embedding-v4", input=["one", "two"], dimension=64)
    found = told(answer)["embeddings"]
    same(sorted(each["text_index"] for each in found), [0, 1])
    same(len(found[0]["embedding"]), 64)


def images():
    answer = ImageSynthesis.async_call(model="wanx2.1-t2i-turbo", prompt="a ship", n=2)
    same(told(answer).task_status, "PENDING")
    finished = ImageSynthesis.wait(answer)
    same(told(finished).task_status, "SUCCEEDED")
    same(len(finished.output.results), 2)


def error():
    answer = Generation.call(
        model=MODEL, messages=TURNS, result_format="message", api_key="sk-wrong"
    )
    same((answer.status_code, answer.code), (401, "InvalidApiKey"))
    refused = list(
        Generation.call(model="nobody", messages=TURNS, result_format="message", stream=True)
    )
    same([(each.status_code, each.code) for each in refused], [(404, "ModelNotFound")])


verdict(
    chat=chat,
    stream=stream,
    tools=tools,
    repeating=repeating,
    pictures_seen=pictures_seen,
    embeddings=embeddings,
    images=images,
    error=error,
)
