"""Coze's package at the mock: python vendor_coze.py

Streams alone: without one Coze is asked again and again, which the gateway does not do either.
"""

import tempfile
import wave

from cozepy import (
    AudioFormat,
    ChatEventType,
    Coze,
    CozeAPIError,
    Message,
    MessageObjectString,
    TokenAuth,
)
from verdict import (
    COMPLETION_TOKENS,
    KEY,
    MODEL,
    ORIGIN,
    PROMPT,
    PROMPT_TOKENS,
    WORDS,
    raised,
    same,
    verdict,
)

BOT = MODEL.removeprefix("bot-")
VOICE = "7426720361733013513"


def ask(key=KEY, bot=BOT, **more):
    client = Coze(auth=TokenAuth(key), base_url=ORIGIN)
    asked = [Message.build_user_question_text(PROMPT)]
    return list(client.chat.stream(bot_id=bot, user_id="me", additional_messages=asked, **more))


def stream():
    events = ask(auto_save_history=False)
    pieces = [
        each.message.content
        for each in events
        if each.event == ChatEventType.CONVERSATION_MESSAGE_DELTA
    ]
    same("".join(pieces), WORDS)
    same(events[0].event, ChatEventType.CONVERSATION_CHAT_CREATED)
    (done,) = [e for e in events if e.event == ChatEventType.CONVERSATION_CHAT_COMPLETED]
    usage = done.chat.usage
    same((usage.input_count, usage.output_count), (PROMPT_TOKENS, COMPLETION_TOKENS))


def picture():
    client = Coze(auth=TokenAuth(KEY), base_url=ORIGIN)
    file = client.files.upload(file=("harbour.png", b"\x89PNG\r\n\x1a\n"))
    shown = [MessageObjectString.build_text(PROMPT), MessageObjectString.build_image(file.id)]
    asked = [Message.build_user_question_objects(shown)]
    events = list(client.chat.stream(bot_id=BOT, user_id="me", additional_messages=asked))
    same(events[-1].event, ChatEventType.CONVERSATION_CHAT_COMPLETED)


def speech():
    client = Coze(auth=TokenAuth(KEY), base_url=ORIGIN)
    made = client.audio.speech.create(
        input=PROMPT, voice_id=VOICE, response_format=AudioFormat.WAV, speed=1.5
    )
    with tempfile.TemporaryDirectory() as folder:
        made.write_to_file(f"{folder}/said.wav")
        with wave.open(f"{folder}/said.wav") as said:
            same(said.getframerate(), 24_000)


def transcript():
    client = Coze(auth=TokenAuth(KEY), base_url=ORIGIN)
    heard = client.audio.transcriptions.create(file=("a.wav", b"RIFF"))
    same(heard.text, "Ahoj, 世界.")


def error():
    said = raised(CozeAPIError, lambda: ask("pat_wrong"))
    same(said.code, 4100)
    said = raised(CozeAPIError, lambda: ask(bot="nobody"))
    same(said.code, 4000)


verdict(stream=stream, picture=picture, speech=speech, transcript=transcript, error=error)
