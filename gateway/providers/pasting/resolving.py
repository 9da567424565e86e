"""Whose a finding is: by its address, by its keys' shapes, by the names around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gateway.domain.channel import Secret
from gateway.providers.hosts import Place, base_at, place_of
from gateway.providers.openai_compatible import OpenAICompatible
from gateway.providers.pasting.detection import Candidate, Code, Confidence, Detection, Kind
from gateway.providers.pasting.key_shapes import Shape, is_placeholder, shape_of
from gateway.providers.pasting.pasted import Finding
from gateway.providers.registry import PROVIDERS
from gateway.providers.urls import is_loopback

_LONGEST_PROSE = 4096
_SURE_REASONS = frozenset({"host", "key_page", "path"})


def _words_of(preset_name: str, words: Iterable[str]) -> re.Pattern[str]:
    each = {preset_name.split(" (")[0].lower(), *words}
    spelled = "|".join(re.escape(word) for word in sorted(each))
    return re.compile(rf"(?<![a-z0-9])(?:{spelled})(?![a-z0-9])")


_WORDS = {
    ident: _words_of(each.name, each.preset.words)
    for ident, each in PROVIDERS.items()
    if isinstance(each, OpenAICompatible) and ident != "openai_compatible"
}
_OWN_SERVERS = frozenset(
    ident for ident, each in PROVIDERS.items() if each.local or not each.base_url
) - {"openai_compatible", "anthropic_compatible", "echo"}


def resolve(kind: Kind, finding: Finding, text: str) -> Iterator[Detection]:
    """The connections that ``finding`` makes; ``text`` is where it stood."""
    place = place_of(finding.base_url, finding.dialect) if finding.base_url else None
    if place and place.key and not is_placeholder(place.key):
        finding.add_key(place.key)
    if place:
        finding.model = finding.model or place.model
        finding.settings = {**place.settings, **finding.settings}
    shapes = {key: shape_of(key) for key in finding.keys}
    for key, shape in shapes.items():
        if shape and shape.code:
            yield Detection(kind, code=Code(shape.code), recognised=shape.recognised)
            finding.keys.remove(key)
    if place:
        yield _at_place(kind, finding, place)
        return
    groups: dict[tuple[str, ...], list[str]] = {}
    for key in finding.keys:
        groups.setdefault(_owners(shapes[key], finding.provider), []).append(key)
    for owners, keys in groups.items():
        yield _by_key(kind, finding, owners, keys, shapes[keys[0]], text)
    if not shapes and (finding.placeholder or finding.provider):
        yield _without_key(kind, finding)


def _owners(shape: Shape | None, named: str) -> tuple[str, ...]:
    """A prefix of its own outweighs a name next to it; a name outweighs a shared shape."""
    if shape and shape.certain:
        return shape.providers
    if named:
        return (named,)
    return shape.providers if shape else ()


def _at_place(kind: Kind, finding: Finding, place: Place) -> Detection:
    """An address says whose it is, unless a key beside it is another vendor's: a mixture of two
    pastes, on which nothing is sent before a person has chosen.
    """
    shapes = [shape for key in finding.keys if (shape := shape_of(key)) and shape.certain]
    owners = {shape.providers[0] for shape in shapes} - set(place.providers)
    mixed = bool(owners) and place.reason in ("host", "key_page")
    candidates = [*_named(finding, place), *_placed(place, certain=not mixed)]
    if mixed:
        candidates.extend(Candidate(each, Confidence.POSSIBLE, "key") for each in sorted(owners))
    unique = {candidate.provider: candidate for candidate in reversed(candidates)}
    named = candidates[0].reason == "name"
    at_home = place.reason in ("host", "key_page") or is_loopback(place.host)
    return _detection(
        kind,
        finding,
        tuple(unique[each] for each in dict.fromkeys(c.provider for c in candidates)),
        finding.keys,
        base_url=base_at(candidates[0].provider, place.base_url) if named else place.base_url,
        name=finding.name or ("" if at_home else place.host),
        ambiguous=mixed or candidates[0].confidence is Confidence.POSSIBLE,
    )


def _named(finding: Finding, place: Place) -> list[Candidate]:
    """A server of one's own stands at any address: what its variable is called decides."""
    own = finding.provider in _OWN_SERVERS and place.reason in ("url", "port")
    return [Candidate(finding.provider, Confidence.LIKELY, "name")] if own else []


def _placed(place: Place, *, certain: bool) -> list[Candidate]:
    first = Confidence.CERTAIN if place.reason in _SURE_REASONS else Confidence.LIKELY
    if not (place.sure and certain):
        first = Confidence.POSSIBLE
    return [
        Candidate(ident, Confidence.POSSIBLE if at else first, place.reason)
        for at, ident in enumerate(place.providers)
    ]


def _by_key(
    kind: Kind,
    finding: Finding,
    owners: tuple[str, ...],
    keys: list[str],
    shape: Shape | None,
    text: str,
) -> Detection:
    if not owners:
        return replace(_detection(kind, finding, (), keys), code=Code.UNKNOWN_KEY)
    if len(owners) == 1 and (owners[0] == finding.provider or (shape and shape.certain)):
        by_prefix = shape is not None and shape.certain
        confidence = Confidence.CERTAIN if by_prefix else Confidence.LIKELY
        reason = "key" if by_prefix else "name"
        return _detection(kind, finding, (Candidate(owners[0], confidence, reason),), keys)
    mentioned = _mentioned(text, keys)
    ranked = dict.fromkeys((*mentioned, *owners, "openai_compatible"))
    candidates = tuple(
        Candidate(ident, Confidence.POSSIBLE, "mentioned" if ident in mentioned else "key")
        for ident in ranked
    )
    return _detection(kind, finding, candidates, keys, ambiguous=True)


def _without_key(kind: Kind, finding: Finding) -> Detection:
    candidates: tuple[Candidate, ...] = ()
    if finding.provider:
        candidates = (Candidate(finding.provider, Confidence.LIKELY, "name"),)
    return replace(_detection(kind, finding, candidates, []), code=Code.PLACEHOLDER)


def _detection(
    kind: Kind,
    finding: Finding,
    candidates: tuple[Candidate, ...],
    keys: list[str],
    *,
    base_url: str = "",
    name: str = "",
    ambiguous: bool = False,
) -> Detection:
    missing = finding.placeholder and not keys
    return Detection(
        kind,
        candidates,
        tuple(Secret(key) for key in keys),
        base_url,
        finding.model,
        name or finding.name,
        dict(finding.settings),
        ambiguous,
        Code.PLACEHOLDER if missing else Code.OK,
    )


def _mentioned(text: str, keys: Iterable[str]) -> list[str]:
    """Providers that a short text names in words, outside the keys themselves."""
    if len(text) > _LONGEST_PROSE:
        return []
    for key in keys:
        text = text.replace(key, " ")
    text = text.lower()
    return [ident for ident, words in _WORDS.items() if words.search(text)]
