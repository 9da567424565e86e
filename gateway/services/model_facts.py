"""What is known of one model as a group's channels serve it."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.providers.model_list import kind_of
from gateway.relay.planner import Planner
from gateway.relay.prices import PriceBook


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """``kind`` is ``chat``, ``embedding`` or another; ``context`` in tokens, 0 if unknown.

    ``supports`` are the catalogue's words; ``listed`` says whether it knows the model at all.
    """

    name: str
    kind: str
    context: int
    supports: tuple[str, ...]
    listed: bool


def facts_of(planner: Planner, prices: PriceBook, group: str, model: str) -> ModelFacts:
    """The first channel that serves the model speaks for all."""
    for tier in planner.snapshot.tiers(group, model):
        for channel in tier:
            entry = prices.entry(channel.provider, channel.sent_model(model))
            if entry is not None:
                kind = entry.mode if entry.mode != "responses" else "chat"
                return ModelFacts(model, kind, entry.context or 0, entry.supports, True)
    return ModelFacts(model, kind_of(model), 0, (), False)
