"""Hunyuan's pictures: by a job that is asked for until it is done; of the light model at once.

https://cloud.tencent.com/document/api/1729/105969 (SubmitHunyuanImageJob),
https://cloud.tencent.com/document/api/1729/108738 (TextToImageLite), as Tencent's own package has
them (tencentcloud-sdk-python-hunyuan 3.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.base import UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.dashscope.images import answer_with
from gateway.providers.media.picture_answers import failed, only_one, packed, request_of
from gateway.providers.media.picture_edits import data_of, pictures_given
from gateway.providers.media.picture_sizes import nearest_ratio

SUBMIT, QUERY, LIGHT = "SubmitHunyuanImageJob", "QueryHunyuanImageJob", "TextToImageLite"
REGION = "ap-guangzhou"
"""The only one that draws."""
AGAIN_S = 2.0
_SQUARES = {"1024:1024": 1.0, "768:1024": 0.75, "1024:768": 4 / 3}
_SIZES = {
    **_SQUARES,
    **{"720:1280": 9 / 16, "1280:720": 16 / 9, "768:1280": 0.6, "1280:768": 5 / 3},
}
_OWN = {
    "negative_prompt": "NegativePrompt",
    "clarity": "Clarity",
    "revise": "Revise",
    "seed": "Seed",
    "logo_add": "LogoAdd",
    "logo_param": "LogoParam",
}
"""Tencent's members, as clients of OpenAI's write them."""
_LIGHT = frozenset({"negative_prompt", "logo_add", "logo_param"})
_NUMBERS = frozenset({"revise", "seed", "logo_add"})
_RUNNING, _FAILED, _DONE = frozenset({"1", "2"}), "4", "5"
_DENIED = "OperationDenied"


def is_light(model: str) -> bool:
    return "lite" in model


def picture(body: bytes, model: str, *, edits: bool) -> bytes:
    """The request, as the model's own action takes it. Raises Unconvertible."""
    asked = request_of(body)
    light = is_light(model)
    made: dict[str, Any] = {"Prompt": asked.get("prompt") or ""}
    for name, own in _OWN.items():
        if name in asked and (not light or name in _LIGHT):
            made[own] = _typed(name, asked[name])
    if str(asked.get("style") or "").isdecimal():  # OpenAI's are words, which it does not know
        made["Style"] = str(asked["style"])
    if (size := nearest_ratio(asked.get("size"), _SQUARES if edits else _SIZES)) is not None:
        made["Resolution"] = size
    if light:
        only_one(asked)
        made["RspImgType"] = "base64" if asked.get("response_format") == "b64_json" else "url"
    elif (number := asked.get("n") or 1) != 1:
        made["Num"] = number
    if edits:
        made["ContentImage"] = _given(asked, light=light)
    return dumped(made)


def _typed(name: str, value: Any) -> Any:
    """What a form says in letters, as JSON has it."""
    if name in _NUMBERS and isinstance(value, str) and value.isdecimal():
        return int(value)
    return value


def _given(asked: Mapping[str, Any], *, light: bool) -> dict[str, str]:
    if light:
        raise Unconvertible("This model draws from words alone", "model")
    given = pictures_given(asked)
    if len(given) != 1:
        raise Unconvertible("This model edits one picture", "image")
    if given[0].startswith("data:"):
        return {"ImageBase64": data_of(given[0])[1]}
    return {"ImageUrl": given[0]}


def question(told: Mapping[str, Any]) -> bytes | None:
    """The body that asks for the job that was just taken; None where ``told`` names none."""
    job = told.get("JobId")
    return dumped({"JobId": job}) if isinstance(job, str) and job else None


def step(request: UpstreamRequest, told: Mapping[str, Any]) -> TaskStep | None:
    """What follows what stood in the envelope of an answer; None where that is an error."""
    status = str(told.get("JobStatusCode"))
    if status in _RUNNING:
        return TaskStep(again=True, wait_s=AGAIN_S)
    if status == _FAILED:
        code, why = str(told.get("JobErrorCode") or ""), str(told.get("JobErrorMsg") or "")
        if code.startswith(_DENIED):
            return failed(400, "content_policy_violation", why)
        return failed(502, code or "generation_failed", why or "the picture was not made")
    made = told.get("ResultImage")
    if isinstance(made, str) and made:  # the light model's
        at_address = made.startswith(("https:", "http:"))
        return (
            answer_with(request, [{"url": made}]) if at_address else packed(request.asked, [made])
        )
    if status != _DONE:
        return None
    urls = [each for each in made if isinstance(each, str)] if isinstance(made, list) else []
    if not urls:
        raise DialectError("the job made no picture")
    revised = told.get("RevisedPrompt")
    prompts = revised if isinstance(revised, list) else []
    return answer_with(
        request,
        [
            {"url": url, "actual_prompt": prompts[at] if at < len(prompts) else None}
            for at, url in enumerate(urls)
        ],
    )
