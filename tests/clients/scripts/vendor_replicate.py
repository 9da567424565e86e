"""Replicate's package at the mock: python vendor_replicate.py"""

from replicate.client import Client
from replicate.exceptions import ReplicateError
from verdict import COMPLETION_TOKENS, KEY, MODEL, ORIGIN, PROMPT, WORDS, raised, same, verdict

client = Client(api_token=KEY, base_url=ORIGIN)
INPUT = {"prompt": PROMPT}
PAINTER = "black-forest-labs/flux-schnell"


def chat():
    same("".join(client.run(MODEL, input=INPUT)), WORDS)


def stream():
    events = list(client.stream(MODEL, input=INPUT))
    same("".join(each.data for each in events if each.event.value == "output"), WORDS)
    same(events[-1].event.value, "done")


def polling():
    """A prediction that is made, asked after until it is done, and then cancelled in vain."""
    prediction = client.models.predictions.create(MODEL, input=INPUT)
    same(prediction.status, "starting")
    prediction.wait()
    same(prediction.status, "succeeded")
    same(prediction.metrics["output_token_count"] >= COMPLETION_TOKENS, True)
    prediction.cancel()


def picture():
    made = client.run(PAINTER, input={"prompt": "A harbour", "num_outputs": 2})
    same([each.rpartition("/")[2] for each in made], ["0.webp", "1.webp"])


def error():
    other = Client(api_token="r8_wrong", base_url=ORIGIN)
    said = raised(ReplicateError, lambda: other.run(MODEL, input=INPUT))
    same(said.status, 401)
    said = raised(ReplicateError, lambda: client.run(MODEL, input={"nothing": 1}))
    same(said.status, 422)


verdict(chat=chat, stream=stream, polling=polling, picture=picture, error=error)
