"""How the result card's two lines read: the models that were found, the test that was made."""

from __future__ import annotations

from typing import Protocol

from desktop import format
from desktop.i18n import translate
from desktop.pages import welcome_words as words
from desktop.pages.welcome_lines import CheckLine
from desktop.problems import word_error, word_failure
from desktop.viewmodels.welcome_proposal import NO_MODELS, Phase, Proposal, Source
from desktop.widgets.chips import ChipRow
from desktop.widgets.labels import ElidedLabel
from gateway.services.channels import TestResult


class Card(Protocol):
    """What a card has to show."""

    models: CheckLine
    chips: ChipRow
    names_models: bool
    """Its models are named by hand, where the provider tells none."""
    test: CheckLine
    reply: ElidedLabel


def show_models(card: Card, proposal: Proposal) -> None:
    """The line "Models": asked for, found, or why not."""
    line = card.models
    names = list(proposal.chosen)
    card.chips.setVisible(bool(names) and not card.names_models)
    card.chips.set_texts(names)
    line.link.setVisible(proposal.models_phase is Phase.DONE and len(proposal.models) > 1)
    match proposal.models_phase:
        case Phase.WAITING:
            line.set_state("waiting", translate("welcome", "Not asked yet"))
        case Phase.RUNNING:
            name = proposal.provider.name
            line.set_state(
                "running",
                translate("welcome", "Asking {provider} for its models…").format(provider=name),
            )
        case Phase.DONE:
            line.set_state("ok", _found(proposal))
        case Phase.FAILED:
            _show_failed_models(card, proposal)


def _found(proposal: Proposal) -> str:
    if proposal.source is Source.NAMED:
        return translate("welcome", "Named by you")
    total, chosen = len(proposal.models), len(proposal.chosen)
    if proposal.source is Source.CATALOGUE:
        text = (
            translate("welcome", "1 model from the catalogue")
            if total == 1
            else translate("welcome", "{n} from the catalogue")
        )
    elif chosen < total:
        text = translate("welcome", "{chosen} of {n} chosen")
    else:
        text = (
            translate("welcome", "1 model found")
            if total == 1
            else translate("welcome", "{n} found")
        )
    return text.format(n=format.count(total), chosen=format.count(chosen))


def _show_failed_models(card: Card, proposal: Proposal) -> None:
    error = proposal.models_error
    if error is None:
        return
    if proposal.source is Source.NAMED and proposal.chosen:
        card.models.set_state("ok", translate("welcome", "Named by you"))
        return
    text = word_error(error)
    if error.code == "key_rejected" and not proposal.draft.keys:
        text = translate("welcome", "This address asks for a key.")
    elif error.code == NO_MODELS:
        text = translate(
            "welcome", "{provider} has no models yet. Load one there, then try again."
        ).format(provider=proposal.provider.name)
    actions = words.remedies_for_models(error.code, proposal.provider)
    card.models.set_state("error", text, actions=actions)


def show_test(card: Card, proposal: Proposal) -> None:
    """The line "Test": a real request, how soon it was answered, what it cost."""
    line, result = card.test, proposal.test_result
    card.reply.setVisible(result is not None and bool(result.reply or result.failure))
    match proposal.test_phase:
        case Phase.WAITING:
            line.set_state("waiting", translate("welcome", "Not tested"), actions=(words.RETRY,))
        case Phase.RUNNING:
            line.set_state(
                "running", translate("welcome", "Sending a short request…"), actions=(words.CANCEL,)
            )
        case Phase.DONE if result is not None:
            line.set_state("ok", _worked(result), _detail(result))
            reply = translate("welcome", "“{reply}”").format(reply=" ".join(result.reply.split()))
            card.reply.setText(reply if result.reply else "")
        case _:
            _show_failed_test(card, proposal)


def _worked(result: TestResult) -> str:
    return translate("welcome", "Working, first token {time}").format(
        time=format.seconds(result.first_token_ms)
    )


def _detail(result: TestResult) -> str:
    if result.cost_nano is None:
        return result.model
    cost = format.dollars(result.cost_nano)
    return translate("welcome", "{model} · {cost}").format(model=result.model, cost=cost)


def _show_failed_test(card: Card, proposal: Proposal) -> None:
    result = proposal.test_result
    if result is not None and result.failure is not None:
        actions = words.remedies_for_test(result.remedy, proposal.provider)
        card.test.set_state("error", word_failure(result.failure), actions=actions)
        card.reply.setText(result.failure.message)
    elif proposal.test_error is not None:
        card.test.set_state("error", word_error(proposal.test_error), actions=(words.RETRY,))
