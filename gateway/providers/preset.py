"""What makes one OpenAI-compatible provider different from the next, as data."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.providers.base import MEDIA, FieldSpec, Operation
from gateway.providers.quirks import NO_QUIRKS, Quirks

EVERYTHING: tuple[Operation, ...] = tuple(each for each in Operation if each in MEDIA)
"""For those of whom nobody can tell: a gateway has what stands behind it."""


@dataclass(frozen=True, slots=True)
class Preset:
    """One provider that speaks OpenAI's protocol.

    ``base_url`` holds the version path, '' where only the owner knows it; ``mount`` is the path
    that a bare foreign host is given (a proxy in front of it). ``tile`` are one or two letters.
    """

    id: str
    name: str
    base_url: str
    key_url: str = ""
    tile: str = ""
    mount: str = "/v1"
    key_hint: str = ""
    """How its keys begin, for the form's placeholder; '' where they have no form of their own."""
    needs_key: bool = True
    local: bool = False
    port: int = 0
    """Where a local server of it listens by default."""
    env: tuple[str, ...] = ()
    """Names before ``_API_KEY``, ``_BASE_URL`` and ``_MODEL`` in environment variables."""
    hosts: tuple[str, ...] = ()
    """Other hosts of the same account, whose keys and models are the same."""
    words: tuple[str, ...] = ()
    """What people call it besides its name, in lower case."""
    numeric_types: tuple[int, ...] = ()
    """one-api's channel types."""
    dialects: tuple[str, ...] = ("openai_chat",)
    embeddings: bool = True
    media: tuple[Operation, ...] = ()
    """What it has of pictures, sound, moderation and ranking, in OpenAI's words or as ``images``
    and its provider's class word them. Whatever it has not is asked of others.
    """
    completions: bool = False
    """It has OpenAI's legacy completions; where it does not, they become conversations."""
    rerank_path: str = ""
    """As ``models_path``; '' for ``rerank``."""
    models_path: str = "models"
    """Below the base URL, or from the host with a leading slash; '' where models are not listed."""
    catalogue: tuple[str, ...] = ()
    vendor: str = ""
    """Whose numeric error codes it sends."""
    model_prefix: str = ""
    """What its model list puts before every id and chat does without."""
    quirks: Quirks = NO_QUIRKS
    """What of OpenAI's chat it refuses, or words otherwise."""
    steering: tuple[str, ...] = ()
    """Members that would have another model answer than the one that is paid: left out."""
    refused_message_members: tuple[str, ...] = ()
    """Members of each message that it answers with 422: hints that other vendors know."""
    embeddings_quirks: Quirks = NO_QUIRKS
    rerank_quirks: Quirks = NO_QUIRKS
    images: str = ""
    """In whose words pictures are asked for (``media/image_bodies.py``), '' for OpenAI's."""
    speech: str = ""
    """In whose words speech is asked for (``media/speech_bodies.py``), '' for OpenAI's."""
    transcripts: tuple[str, ...] = ()
    """The forms of transcript that it has of OpenAI's, where it does not have all of them
    (``media/own_transcripts.py``).
    """
    transcripts_named: bool = False
    """It refuses a form with sound that does not say in which form a transcript is wanted."""
    one_api_mount: str = ""
    """Where one-api puts its paths, if not at ``mount``."""
    chat: bool = True
    """False for those that only embed and rank."""
    anthropic_path: str = ""
    """Where it takes Anthropic's messages: below the base URL, with ``../`` beside its version; on
    its own hosts alone. '' where nowhere.
    """
    query: tuple[tuple[str, str], ...] = ()
    """Settings that stand in the query, and the names they have there."""
    balance: str = ""
    """How its accounts' balances are read (``providers/balances.py``), '' where they are not."""
    fields: tuple[FieldSpec, ...] = ()
    keeps: tuple[str, ...] = ()
    """What it keeps beyond a request: ``files``, ``batches``, ``realtime`` sessions."""
    batch_share: int = 100
    """What a batch costs of its requests' price, in hundredths."""

    @property
    def letters(self) -> str:
        return self.tile or self.name[:1].upper()
