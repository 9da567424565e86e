"""Dify's package, which hands over what it gets, at the mock: python vendor_dify.py"""

import json

import requests
from dify_client import ChatClient
from verdict import (
    BASE,
    COMPLETION_TOKENS,
    KEY,
    PROMPT,
    PROMPT_TOKENS,
    WORDS,
    raised,
    same,
    verdict,
)


def ask(key=KEY, **more):
    client = ChatClient(key)
    client.base_url = BASE
    answer = client.create_chat_message(inputs={}, query=PROMPT, user="me", **more)
    answer.raise_for_status()
    return answer


def chat():
    told = ask().json()
    same((told["event"], told["answer"]), ("message", WORDS))
    usage = told["metadata"]["usage"]
    same((usage["prompt_tokens"], usage["completion_tokens"]), (PROMPT_TOKENS, COMPLETION_TOKENS))


def stream():
    lines = ask(response_mode="streaming").iter_lines(decode_unicode=True)
    events = [json.loads(line.removeprefix("data: ")) for line in lines if line[:5] == "data:"]
    pieces = [each["answer"] for each in events if each["event"] == "message"]
    same("".join(pieces), WORDS)
    same(events[-1]["event"], "message_end")


def conversation():
    kept_as = ask().json()["conversation_id"]
    same(ask(conversation_id=kept_as).json()["conversation_id"], kept_as)
    said = raised(requests.HTTPError, lambda: ask(conversation_id="nobody"))
    same(said.response.status_code, 404)


def picture():
    client = ChatClient(KEY)
    client.base_url = BASE
    files = {"file": ("harbour.png", b"\x89PNG\r\n\x1a\n", "image/png")}
    told = client.file_upload("me", files)
    same(told.status_code, 201)
    shown = {"type": "image", "transfer_method": "local_file", "upload_file_id": told.json()["id"]}
    same(ask(files=[shown]).json()["event"], "message")
    shown["upload_file_id"] = "nobody"
    said = raised(requests.HTTPError, lambda: ask(files=[shown]))
    same(said.response.status_code, 400)


def error():
    said = raised(requests.HTTPError, lambda: ask("app-wrong"))
    same((said.response.status_code, said.response.json()["code"]), (401, "unauthorized"))


verdict(chat=chat, stream=stream, conversation=conversation, picture=picture, error=error)
