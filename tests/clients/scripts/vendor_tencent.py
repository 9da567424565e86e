"""Tencent Cloud's package for Hunyuan at the mock: python vendor_tencent.py

It signs for Tencent's own name and reaches the mock as a gateway in front of Tencent.
"""

import json
import os

from tencentcloud.common import credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.hunyuan.v20230901 import hunyuan_client, models
from verdict import (
    COMPLETION_TOKENS,
    FUNCTION,
    KEY,
    MODEL,
    ORIGIN,
    PARAMETERS,
    PROMPT,
    PROMPT_TOKENS,
    WORDS,
    city,
    raised,
    same,
    verdict,
)

# It looks for a proxy by the name that it signs for, requests by the address that it asks.
os.environ["no_proxy"] = os.environ["NO_PROXY"] = "127.0.0.1,hunyuan.tencentcloudapi.com"
IDENT, SECRET = KEY.split("|")
TURNS = [{"Role": "user", "Content": PROMPT}]
TOOL = {
    "Type": "function",
    "Function": {
        "Name": FUNCTION["name"],
        "Description": FUNCTION["description"],
        "Parameters": json.dumps(PARAMETERS),
    },
}


def made(secret):
    http = HttpProfile(protocol="http", reqTimeout=20)
    http.apigw_endpoint = ORIGIN.removeprefix("http://") + "/"
    profile = ClientProfile(httpProfile=http)
    return hunyuan_client.HunyuanClient(credential.Credential(IDENT, secret), "", profile)


client = made(SECRET)


def ask(client=client, **more):
    request = models.ChatCompletionsRequest()
    request.from_json_string(json.dumps({"Model": MODEL, "Messages": TURNS} | more))
    return client.ChatCompletions(request)


def chat():
    answer = ask()
    same(answer.Choices[0].Message.Content, WORDS)
    same(answer.Choices[0].FinishReason, "stop")
    usage = answer.Usage
    same((usage.PromptTokens, usage.CompletionTokens), (PROMPT_TOKENS, COMPLETION_TOKENS))


def stream():
    events = [json.loads(each["data"]) for each in ask(Stream=True)]
    pieces = [each["Choices"][0]["Delta"].get("Content") or "" for each in events]
    same("".join(pieces), WORDS)
    same(events[-1]["Choices"][0]["FinishReason"], "stop")


def tools():
    message = ask(Tools=[TOOL]).Choices[0].Message
    (call,) = message.ToolCalls
    city(call.Function.Arguments)
    said = {
        "Role": "assistant",
        "Content": message.Content,
        "ToolCalls": [
            {
                "Id": call.Id,
                "Type": call.Type,
                "Function": {"Name": call.Function.Name, "Arguments": call.Function.Arguments},
            }
        ],
    }
    result = {"Role": "tool", "Content": "sunny", "ToolCallId": call.Id}
    answer = ask(Tools=[TOOL], Messages=[*TURNS, said, result])
    same(answer.Choices[0].Message.Content, WORDS)


def embeddings():
    request = models.GetEmbeddingRequest()
    request.from_json_string(json.dumps({"InputList": ["one", "two"]}))
    answer = client.GetEmbedding(request)
    same([each.Index for each in answer.Data], [0, 1])
    same(answer.Usage.TotalTokens > 0, True)


def error():
    said = raised(TencentCloudSDKException, lambda: ask(made("wrong")))
    same(said.get_code(), "AuthFailure.SignatureFailure")
    said = raised(TencentCloudSDKException, lambda: ask(Model="nobody"))
    same(said.get_code(), "InvalidParameterValue.Model")


verdict(chat=chat, stream=stream, tools=tools, embeddings=embeddings, error=error)
