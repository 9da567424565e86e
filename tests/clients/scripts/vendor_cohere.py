"""Cohere's package at the mock: python vendor_cohere.py"""

import cohere
from verdict import (
    COMPLETION_TOKENS,
    KEY,
    MODEL,
    ORIGIN,
    PROMPT_TOKENS,
    TOOL,
    TURNS,
    WORDS,
    city,
    raised,
    same,
    verdict,
)

client = cohere.ClientV2(KEY, base_url=ORIGIN, max_retries=0)


def chat():
    answer = client.chat(model=MODEL, messages=TURNS)
    same([part.text for part in answer.message.content], [WORDS])
    billed = answer.usage.billed_units
    same((billed.input_tokens, billed.output_tokens), (PROMPT_TOKENS, COMPLETION_TOKENS))
    same(answer.finish_reason, "COMPLETE")


def stream():
    events = list(client.chat_stream(model=MODEL, messages=TURNS))
    pieces = [each.delta.message.content.text for each in events if each.type == "content-delta"]
    same("".join(pieces), WORDS)
    same((events[0].type, events[-1].type), ("message-start", "message-end"))
    same(events[-1].delta.usage.billed_units.output_tokens, COMPLETION_TOKENS)


def tools():
    answer = client.chat(model=MODEL, messages=TURNS, tools=[TOOL])
    (call,) = answer.message.tool_calls
    city(call.function.arguments)
    turns = [
        *TURNS,
        answer.message,
        {"role": "tool", "tool_call_id": call.id, "content": "sunny"},
    ]
    again = client.chat(model=MODEL, messages=turns, tools=[TOOL])
    same(again.message.content[0].text, WORDS)


def embeddings():
    answer = client.embed(
        model="embed-v4.0",
        texts=["one", "two"],
        input_type="search_query",
        embedding_types=["float"],
    )
    same(len(answer.embeddings.float_), 2)
    same(answer.meta.billed_units.input_tokens > 0, True)


def rerank():
    answer = client.rerank(model="rerank-v3.5", query="blue ship", documents=["red", "blue ship"])
    same([each.index for each in answer.results], [1, 0])


def models():
    names = [each.name for each in client.models.list(page_size=50).models]
    same(MODEL in names, True)


def error():
    other = cohere.ClientV2("wrong", base_url=ORIGIN, max_retries=0)
    said = raised(cohere.UnauthorizedError, lambda: other.chat(model=MODEL, messages=TURNS))
    same("token" in said.body["message"], True)


verdict(
    chat=chat,
    stream=stream,
    tools=tools,
    embeddings=embeddings,
    rerank=rerank,
    models=models,
    error=error,
)
