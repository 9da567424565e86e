"""What is said of a channel's tests: what there is to test, what it costs, what was found."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop import format
from desktop.i18n import translate
from desktop.problems import word_failure
from gateway.domain.capability import Capability
from gateway.services.channels import TestPlan, TestResult

_CHARS = 120
_RANKED_CHARS = 40
_NAMES = {
    Capability.CHAT: QT_TRANSLATE_NOOP("ChannelWords", "Chat"),
    Capability.EMBEDDING: QT_TRANSLATE_NOOP("ChannelWords", "Embedding"),
    Capability.RERANK: QT_TRANSLATE_NOOP("ChannelWords", "Ranking"),
    Capability.IMAGE: QT_TRANSLATE_NOOP("ChannelWords", "Image"),
    Capability.SPEECH: QT_TRANSLATE_NOOP("ChannelWords", "Speech"),
    Capability.TRANSCRIPTION: QT_TRANSLATE_NOOP("ChannelWords", "Transcription"),
}
_FIELDS = {
    Capability.EMBEDDING: QT_TRANSLATE_NOOP("ChannelWords", "Model for tests of embeddings"),
    Capability.RERANK: QT_TRANSLATE_NOOP("ChannelWords", "Model for tests of rankings"),
    Capability.IMAGE: QT_TRANSLATE_NOOP("ChannelWords", "Model for tests of images"),
    Capability.SPEECH: QT_TRANSLATE_NOOP("ChannelWords", "Model for tests of speech"),
    Capability.TRANSCRIPTION: QT_TRANSLATE_NOOP(
        "ChannelWords", "Model for tests of transcriptions"
    ),
}
_QUESTIONS = {
    Capability.IMAGE: QT_TRANSLATE_NOOP("ChannelWords", "Let {model} draw an image?"),
    Capability.SPEECH: QT_TRANSLATE_NOOP("ChannelWords", "Let {model} speak a sentence?"),
    Capability.TRANSCRIPTION: QT_TRANSLATE_NOOP(
        "ChannelWords", "Let {model} listen to a second of sound?"
    ),
}
_WORKS = {
    Capability.CHAT: QT_TRANSLATE_NOOP("ChannelWords", "It works, first token after {time}"),
    Capability.EMBEDDING: QT_TRANSLATE_NOOP("ChannelWords", "It works, a vector after {time}"),
    Capability.RERANK: QT_TRANSLATE_NOOP("ChannelWords", "It works, a ranking after {time}"),
    Capability.IMAGE: QT_TRANSLATE_NOOP("ChannelWords", "It works, an image after {time}"),
    Capability.SPEECH: QT_TRANSLATE_NOOP("ChannelWords", "It works, first sound after {time}"),
    Capability.TRANSCRIPTION: QT_TRANSLATE_NOOP(
        "ChannelWords", "It works, a transcript after {time}"
    ),
}


def _say(text: object) -> str:
    return translate("ChannelWords", str(text))


def capability_name(capability: Capability) -> str:
    return _say(_NAMES[capability])


def field_label(capability: Capability) -> str:
    """Of the field that names a model to test with."""
    return _say(_FIELDS[capability])


def plan_words(plan: TestPlan) -> str:
    """A test in a menu; of one that asks first, with its cost."""
    name = capability_name(plan.capability)
    if not plan.asks_first:
        return translate("ChannelWords", "{name}: {model}").format(name=name, model=plan.model)
    words = translate("ChannelWords", "{name}: {model}, {cost}")
    return words.format(name=name, model=plan.model, cost=_likely(plan))


def question_words(plan: TestPlan) -> tuple[str, str]:
    """What is asked before a test that costs more than a chat, and what it is likely to cost."""
    question = _say(_QUESTIONS[plan.capability]).format(model=plan.model)
    if plan.cost_nano is None:
        return question, translate("ChannelWords", "Nobody knows this model's price.")
    detail = translate("ChannelWords", "This test is likely to cost {cost}.")
    return question, detail.format(cost=format.dollars(plan.cost_nano))


def _likely(plan: TestPlan) -> str:
    if plan.cost_nano is None:
        return translate("ChannelWords", "price unknown")
    cost = format.dollars(plan.cost_nano)
    return translate("ChannelWords", "about {cost}").format(cost=cost)


def test_words(result: TestResult) -> tuple[str, str]:
    """The result of a test: a sentence, and what else there is to know."""
    if result.failure is not None:
        message = " ".join(result.failure.message.split())[:_CHARS]
        detail = translate("ChannelWords", "The provider said: {message}").format(message=message)
        # What never reached a provider has nothing of its to quote.
        own = result.failure.status == 0 or not message
        return word_failure(result.failure), "" if own else detail
    time = format.seconds(result.first_token_ms)
    text = _say(_WORKS[result.capability]).format(time=time)
    parts = [_found(result)]
    if result.cost_nano is not None:
        cost = format.dollars(result.cost_nano)
        if result.usage.estimated:
            cost = translate("ChannelWords", "about {cost}").format(cost=cost)
        parts.append(cost)
    return text, " · ".join(parts)


def _found(result: TestResult) -> str:
    model, reply = result.model, " ".join(result.reply.split())[:_CHARS]
    if result.order:
        ranked = "; ".join(
            f"{place}. {text[:_RANKED_CHARS].rstrip('.')}"
            for place, text in enumerate(result.order, 1)
        )
        words = translate("ChannelWords", "{model} ranked: {ranked}")
        return words.format(model=model, ranked=ranked)
    if result.dimensions:
        words = translate("ChannelWords", "{model} has {n} dimensions")
        return words.format(model=model, n=format.count(result.dimensions))
    length = format.seconds(result.sound_ms)
    if result.capability is Capability.SPEECH and result.sound_ms:
        words = translate("ChannelWords", "{model} spoke for {length}")
        return words.format(model=model, length=length)
    if result.capability is Capability.TRANSCRIPTION and not reply:
        words = translate("ChannelWords", "{model} heard {length} and no words")
        return words.format(model=model, length=length)
    if result.capability is Capability.TRANSCRIPTION:
        words = translate("ChannelWords", "{model} heard {length}: “{reply}”")
        return words.format(model=model, length=length, reply=reply)
    if reply:
        words = translate("ChannelWords", "{model} answered “{reply}”")
        return words.format(model=model, reply=reply)
    return model
