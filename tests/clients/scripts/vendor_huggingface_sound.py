"""Hugging Face's package asking the mock of its Hub and its router for speech and for transcripts:
python vendor_huggingface_sound.py

The model that is named speaks; which one hears is told beside it.
"""

import os
import sys
import tempfile

from verdict import KEY, MODEL, ORIGIN, raised, same, verdict

os.environ |= {"HF_ENDPOINT": ORIGIN, "HF_HOME": tempfile.mkdtemp(dir=os.getcwd())}

from huggingface_hub import constants
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.inference._providers import get_provider_helper
from huggingface_hub.utils import get_session, hf_raise_for_status

constants.INFERENCE_PROXY_TEMPLATE = f"{ORIGIN}/{{provider}}"
EARS, SAID = sys.argv[1:3]
WAV = b"RIFF\x24\0\0\0WAVEfmt "


def asked(provider, task, model, inputs, key=KEY, headers=None, **parameters):
    """As ``InferenceClient`` asks, but for where HF Inference stands and its look at the model."""
    helper = get_provider_helper(provider, task=task, model=model)
    if provider == "hf-inference":
        helper.base_url = f"{ORIGIN}/{provider}"
        helper._prepare_mapping_info = lambda name: type("Mapped", (), {"provider_id": name})
    request = helper.prepare_request(
        inputs=inputs, parameters=parameters, headers=headers or {}, model=model, api_key=key
    )
    answer = get_session().post(
        request.url, json=request.json, content=request.data, headers=request.headers
    )
    hf_raise_for_status(answer)
    kind = answer.headers["content-type"]
    return helper.get_response(
        answer.json() if kind == "application/json" else answer.content, request
    )


def spoken(provider, head, **parameters):
    def step():
        made = asked(provider, "text-to-speech", MODEL, "Ahoj", **parameters)
        same(made[: len(head)], head)

    return step


def heard(provider, **parameters):
    def step():
        headers = {"content-type": "audio/wav"} if provider == "hf-inference" else {}
        headers = {} if parameters else headers
        task = "automatic-speech-recognition"
        told = asked(provider, task, EARS, WAV, headers=headers, **parameters)
        same(told["text"].strip(), SAID)
        if parameters:
            same(told["chunks"][0]["timestamp"], [0.0, 1.2])

    return step


def error():
    def wrong():
        asked("fal-ai", "text-to-speech", MODEL, "Ahoj", key="hf_wrong")

    same(raised(HfHubHTTPError, wrong).response.status_code, 401)


verdict(
    hf_speaks=spoken("hf-inference", b"fLaC"),
    fal_speaks=spoken("fal-ai", b"RIFF", voice="af_sky"),
    replicate_speaks=spoken("replicate", b"RIFF"),
    deepinfra_speaks=spoken("deepinfra", b"\xff\xfb", response_format="mp3"),
    together_speaks=spoken("together", b"RIFF", voice="af_sky", response_format="wav"),
    hf_hears=heard("hf-inference"),
    hf_times=heard("hf-inference", return_timestamps=True),
    fal_hears=heard("fal-ai"),
    replicate_hears=heard("replicate"),
    deepinfra_hears=heard("deepinfra"),
    error=error,
)
