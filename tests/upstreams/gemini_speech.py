"""Models of the Gemini mock that speak.

After Google's pages on speech generation (AI Studio's, and the Gemini Enterprise platform's with
its guide from 3.1 to 3.8, November 2026) and the types of google-genai 3.6.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from tests.upstreams import gemini_schema as proto
from tests.upstreams.gemini_errors import refuse
from tests.upstreams.gemini_models import GeminiModel
from tests.upstreams.openai_audio import MS_A_LETTER, sound

TOKENS_PER_S = 25
"""Output tokens a second of speech."""
VOICES = frozenset(
    {
        *("Achernar", "Achird", "Algenib", "Algieba", "Alnilam", "Aoede", "Autonoe", "Callirrhoe"),
        *("Charon", "Despina", "Enceladus", "Erinome", "Fenrir", "Gacrux", "Iapetus", "Kore"),
        *("Laomedeia", "Leda", "Orus", "Pulcherrima", "Puck", "Rasalgethi", "Sadachbia"),
        *("Sadaltager", "Schedar", "Sulafat", "Umbriel", "Vindemiatrix", "Zephyr"),
        "Zubenelgenubi",
    }
)


def check_speech(
    config: Mapping[str, Any], contents: Sequence[Mapping[str, Any]], model: GeminiModel
) -> None:
    """Refuse what a model that speaks, or one that does not, cannot do."""
    asked = "AUDIO" in (config.get("responseModalities") or ())
    styled = any("speechMetadata" in part for each in contents for part in each["parts"])
    if asked is not model.speaks:
        kind = "text" if model.speaks else "audio"
        refuse(f"Model {model.id} does not support the requested response modalities: {kind}")
    if not asked:
        return
    at = "generation_config.speech_config"
    speech = proto.message(
        config.get("speechConfig") or {},
        frozenset({"voiceConfig", "languageCode", "multiSpeakerVoiceConfig"}),
        at,
    )
    voice = proto.message(
        speech.get("voiceConfig") or {}, frozenset({"prebuiltVoiceConfig", "voice"}), at
    )
    prebuilt = proto.message(voice.get("prebuiltVoiceConfig") or {}, frozenset({"voiceName"}), at)
    named = voice.get("voice") or prebuilt.get("voiceName")
    if model.version < (3, 8) and (styled or "voice" in voice):
        refuse(f"speech_metadata and voice are not supported for models/{model.id}")
    if named not in VOICES:
        refuse(f"Voice name {named} is not supported. Allowed voice names are: achernar, ...")


def spoken(letters: int, model: GeminiModel) -> dict[str, Any]:
    """A part with silence, 60 ms a letter: samples before 3.8, a WAV file since."""
    whole = model.version >= (3, 8)
    data = sound("wav" if whole else "pcm", letters)
    mime = "audio/wav" if whole else "audio/L16;codec=pcm;rate=24000"
    return {"inlineData": {"mimeType": mime, "data": base64.b64encode(data).decode()}}


def spoken_tokens(letters: int) -> int:
    return letters * MS_A_LETTER * TOKENS_PER_S // 1000
