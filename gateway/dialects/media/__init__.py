"""OpenAI's endpoints of pictures, sound, moderation and ranking: what passes through, read on its
way for routing and for the bill.
"""

from gateway.dialects.media.base import MediaDialect
from gateway.dialects.media.form_json import as_json
from gateway.dialects.media.forms import Form
from gateway.dialects.media.images import Images
from gateway.dialects.media.moderations import Moderations
from gateway.dialects.media.rerank import Rerank
from gateway.dialects.media.speech import Speech
from gateway.dialects.media.transcriptions import Transcriptions

__all__ = [
    "Form",
    "Images",
    "MediaDialect",
    "Moderations",
    "Rerank",
    "Speech",
    "Transcriptions",
    "as_json",
]
