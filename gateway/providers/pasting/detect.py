"""What a pasted text connects to: keys, addresses, curl commands, settings, snippets.

Pure and instant, as one types. A key that several vendors could have issued yields all of them and
no choice: trying it would tell it to the wrong ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from gateway.domain.channel import ChannelDraft
from gateway.errors import ServiceError
from gateway.providers import names
from gateway.providers.hosts import Place, base_at, place_of
from gateway.providers.pasting.assignments import findings_of_json, findings_of_pairs, pairs_in
from gateway.providers.pasting.cloud_pastes import cloud_findings
from gateway.providers.pasting.curl import is_curl, read_curl
from gateway.providers.pasting.detection import Candidate, Code, Confidence, Detection, Kind
from gateway.providers.pasting.key_shapes import could_be_key, is_placeholder, shape_of
from gateway.providers.pasting.pasted import (
    MOST_KEYS,
    Finding,
    tidy,
    tokens_in,
    urls_in,
    without_comments,
)
from gateway.providers.pasting.resolving import resolve
from gateway.providers.registry import provider

__all__ = [
    "Candidate",
    "Code",
    "Confidence",
    "Detection",
    "Kind",
    "detect",
    "drafts",
    "from_environment",
]

_ADDRESS = re.compile(
    r"(?:localhost|\[[0-9A-Fa-f:]{2,40}\]|[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})"
    r"(?P<port>:\d{2,5})?(?P<path>/[^\s]{0,2000})?"
)


def detect(text: str) -> Detection:
    """What ``text`` connects to. Never raises; looks at the first 131,072 characters."""
    text = tidy(text)
    if not text:
        return Detection(Kind.EMPTY, code=Code.EMPTY)
    kind, findings = _findings(text)
    detections = [found for finding in findings for found in resolve(kind, finding, text)]
    if not detections:
        return Detection(Kind.TEXT, code=Code.UNKNOWN_TEXT)
    # What can be used comes first, in the order of the text; beside it, keys of nobody are noise.
    detections.sort(key=lambda found: not found.candidates)
    if detections[0].candidates:
        detections = [found for found in detections if found.code is not Code.UNKNOWN_KEY]
    return replace(detections[0], others=tuple(detections[1:]))


def from_environment(environ: Mapping[str, str]) -> tuple[Detection, ...]:
    """Connections in environment variables that are named for a provider and hold a key."""
    known = [
        (name, value)
        for name, value in environ.items()
        if names.provider_of_stem(names.meaning(name)[0])
    ]
    findings = [found for found in findings_of_pairs(known) if found.keys and found.provider]
    detections = [each for found in findings for each in resolve(Kind.SETTINGS, found, "")]
    return tuple(each for each in detections if each.candidates)


def drafts(detection: Detection, provider_id: str) -> ChannelDraft:
    """The channel that ``detection`` makes with the provider a person chose.

    Raises NotFound for an unknown provider.
    """
    chosen = provider(provider_id)
    wanted = {spec.name for spec in chosen.fields}
    models = (detection.model,) if detection.model else ()
    return ChannelDraft(
        provider=chosen.id,
        name=detection.name or chosen.name,
        base_url=_base_url(detection, provider_id),
        keys=detection.keys,
        models=models,
        settings={name: value for name, value in detection.settings.items() if name in wanted},
        test_model=detection.model,
    )


def _base_url(detection: Detection, provider_id: str) -> str:
    """The address in the chosen provider's form; its own default where the address is another's."""
    text = detection.base_url
    place = place_of(text) if text else None
    if place and place.reason in ("host", "path") and provider_id not in place.providers:
        text = ""
    try:
        return base_at(provider_id, text)
    except ServiceError:  # the owner has to give one
        return ""


def _findings(text: str) -> tuple[Kind, list[Finding]]:
    if is_curl(text):
        finding = read_curl(text)
        return Kind.CURL, [finding] if finding and not finding.is_empty else []
    clouds, rest = cloud_findings(text)
    if clouds:
        _, others = _findings(rest.strip()) if rest.strip() else (Kind.TEXT, [])
        named = Kind.SETTINGS if any(pairs_in(text)) else Kind.KEYS
        kind = Kind.JSON if text.startswith(("{", "[")) else named
        return kind, [*clouds, *(each for each in others if each.keys)]
    of_json = findings_of_json(text)
    if of_json:
        return Kind.JSON, of_json
    code = without_comments(text)
    hint = names.provider_of_class(code)
    pairs = findings_of_pairs(pairs_in(code), hint, "anthropic" if hint == "anthropic" else "")
    usable = [found for found in pairs if found.keys or found.base_url]
    if usable:
        return Kind.SETTINGS, usable
    kind, free = _free(code or text)
    return (kind, free) if free else (Kind.SETTINGS, pairs)


def _free(text: str) -> tuple[Kind, list[Finding]]:
    """Addresses and keys that stand in the text without names."""
    words = text.split()
    urls = urls_in(text) or [word for word in words[:50] if _is_address(word)]
    shaped = [(token, shape) for token in tokens_in(text) if (shape := shape_of(token))]
    alone = len(words) == len(shaped)
    real = [(token, shape) for token, shape in shaped if not is_placeholder(token)]
    keys = [token for token, shape in real if alone or not shape.bare]
    placeholder = len(real) < len(shaped)
    if not keys and not urls and len(words) == 1:
        word = words[0].strip("\"'`,;")
        if could_be_key(word):
            keys = [word]
        placeholder = placeholder or (word.startswith("sk-") and is_placeholder(word))
    keys = list(dict.fromkeys(keys))[:MOST_KEYS]
    if urls:
        known = next((url for url in urls if _is_known(place_of(url))), urls[0])
        return Kind.URL, [Finding(keys=keys, base_url=known)]
    finding = Finding(keys=keys, placeholder=placeholder)
    return Kind.KEYS, [] if finding.is_empty else [finding]


def _is_address(word: str) -> bool:
    """A host without scheme that is meant as an address: with a port, a path, or known."""
    found = _ADDRESS.fullmatch(word)
    if found is None or shape_of(word) is not None:
        return False
    if word.startswith("localhost") or found["port"] or (found["path"] or "").startswith("/v"):
        return True
    return _is_known(place_of(word))


def _is_known(place: Place | None) -> bool:
    return place is not None and place.reason in ("host", "key_page")
