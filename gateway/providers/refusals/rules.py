"""What upstreams' errors mean, as data: the first rule that fits decides, else the status does.

Names are an error's own ``type``, ``code``, ``status`` and reasons. Numeric codes carry their
vendor (``zhipu:1113``), because the same number means other things elsewhere. Texts are matched in
the error's own message only. Messages can quote what a person wrote, so every text that takes a
key out of use (bad key, no money) is anchored at the message's start and bound to statuses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gateway.domain.failure import FailureClass

_ANY: frozenset[int] = frozenset()
_REFUSED = frozenset({200, 400, 401, 403, 429})
_REQUEST = frozenset({200, 400, 413, 422, 500})
_SERVER = frozenset({200, *range(500, 600)})


@dataclass(frozen=True, slots=True)
class Rule:
    """Fits an error with one of these statuses (none given: any) and a name or text of these."""

    kind: FailureClass
    names: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    text: re.Pattern[str] | None = None
    statuses: frozenset[int] = _ANY
    unless_told_to_wait: bool = False
    """Only where no Retry-After came along (Anthropic: a throttle has one, a spent budget not)."""

    def fits(self, status: int, names: frozenset[str], message: str, told_to_wait: bool) -> bool:
        if self.statuses and status not in self.statuses:
            return False
        if self.unless_told_to_wait and told_to_wait:
            return False
        if not self.names.isdisjoint(names):
            return True
        if self.prefixes and any(name.startswith(self.prefixes) for name in names):
            return True
        return self.text is not None and self.text.search(message) is not None


def _names(kind: FailureClass, names: str, statuses: frozenset[int] = _ANY) -> Rule:
    return Rule(kind, frozenset(names.split()), statuses=statuses)


def _prefixes(kind: FailureClass, prefixes: str) -> Rule:
    return Rule(kind, prefixes=tuple(prefixes.split()))


def _text(kind: FailureClass, pattern: str, statuses: frozenset[int]) -> Rule:
    return Rule(kind, text=re.compile(pattern), statuses=statuses)


_CLOCK = _text(
    # The computer's clock is wrong, not its key.
    FailureClass.NETWORK,
    r"\ASignature (?:expired|not yet current)|\AInvalid JWT: Token must be a short-lived token"
    r"|\AHMAC signature cannot be verified, a valid date",
    frozenset({400, 401, 403}),
)

_OWN_WORDS = (
    # one-api answers 401 both for a wrong key and for one that is used up.
    _text(
        FailureClass.NO_MONEY,
        r"\A(?:该令牌额度已用尽|令牌 .{0,200}额度已用尽)",
        frozenset({401}),
    ),
    _text(
        FailureClass.NO_MONEY,
        r"\A(?:Your credit balance is too low"
        r"|You have reached your specified API usage limits"
        r"|Your newly created teams? doesn't have any credits"
        r"|Your team \S{1,80} has either used all available credits"
        r"|You have run out of credits"
        r"|inference prohibited, please enter a payment method"
        r"|Insufficient account balance"
        r"|[Ii]nsufficient [Bb]alance"
        r"|Model access is denied due to INVALID_PAYMENT_INSTRUMENT)",
        _REFUSED,
    ),
    _text(FailureClass.NO_MONEY, r"\AAccount \S{1,100} is suspended", frozenset({403, 412})),
    _text(
        FailureClass.BAD_KEY,
        r"\A(?:API key not valid"
        r"|API key expired"
        r"|Incorrect API key provided"
        r"|Your API key was reported as leaked"
        r"|Your access was terminated"
        r"|(?:This|Your) organization has been (?:disabled|restricted)"
        r"|Organization has been restricted"
        r"|Authentication failed: "
        r"|Bearer Token has expired"
        r"|This authentication method does not have sufficient permissions"
        r"|The security token included in the request is (?:invalid|expired))",
        _REFUSED,
    ),
    _text(
        FailureClass.NETWORK,
        r"\A(?:User location is not supported|Access denied due to Virtual Network/Firewall rules"
        r"|Public access is disabled)",
        _REFUSED,
    ),
    _text(
        FailureClass.CONTENT_FILTER,
        r"\A(?:Content Exists Risk|Output blocked by content filtering policy)",
        _REQUEST,
    ),
    _text(FailureClass.OVERLOADED, r"\A当前分组上游负载已饱和", frozenset({429})),
    _text(FailureClass.MODEL_NOT_FOUND, r"无可用渠道|[Nn]o available channel", frozenset({503})),
    _text(
        FailureClass.MODEL_NOT_FOUND,
        r"\AModel Not Exist|\AThe model \S{1,200} does not exist| is not a valid model ID\Z"
        r"|\A(?:invalid params, )?unknown model\b"
        r"|\AInvalid model:|\AThe provided model identifier is invalid"
        r"|\AInvocation of model ID \S{1,300} with on-demand throughput isn"
        r"|\AThe \S{1,60} operation does not work with the specified model"
        r"|\AModel id ?: \S{1,200} ?, has no provider supported"
        r"|\AModel \S{1,200} is not supported\.|Invalid model name passed in model=",
        _REFUSED,
    ),
    _text(
        FailureClass.MODEL_NOT_FOUND,
        r"\A(?:\[address=[^\]]{1,100}\] )?Model not found in the model list",
        frozenset({400, 404, 500}),
    ),
    _text(
        FailureClass.PROTOCOL,
        r"\A(?:Unexpected endpoint or method|Invalid URL \(|Unknown request URL|no Route matched"
        r"|(?:File |Path |Resource )?[Nn]ot [Ff]ound\.?\Z)",
        frozenset({200, 404, 405}),
    ),
    _text(
        FailureClass.CONTEXT_TOO_LONG,
        r"(?i)prompt is too long|maximum context length|exceeds the maximum number of tokens"
        r"|exceeded model token limit|exceeds? the available context size|exceed context limit"
        r"|input is too long|content too long|range of input length should be"
        r"|exceeded this model context window limit"
        r"|input length exceeds the context length|\ARequest payload size exceeds the limit"
        r"|tokens \+ `max_new_tokens` must be <=|`inputs` must have less than"
        r"|maximum prompt length|exceeded max context length|context window exceeds limit"
        r"|(?:greater|longer) than the (?:model's )?context length|when context the overflows"
        r"|prompt token count of \d+ exceeds the limit|exceed max message tokens"
        r"|\Atoo many tokens: size limit exceeded",
        _REQUEST,
    ),
)

_COZE = (
    (FailureClass.NO_MONEY, "coze:4008 coze:4011 coze:4027 coze:4028"),
    (FailureClass.RATE_LIMIT, "coze:4009 coze:4013"),
    (FailureClass.BAD_KEY, "coze:4100"),
    (FailureClass.MODEL_NOT_FOUND, "coze:4101 coze:4200"),
    (FailureClass.BAD_REQUEST, "coze:4000 coze:4010"),
    (FailureClass.OVERLOADED, "coze:5000"),
)
"""https://www.coze.com/docs/developer_guides/coze_error_codes, of errors inside a success."""

RULES: tuple[Rule, ...] = (
    _CLOCK,
    # Money.
    Rule(
        FailureClass.NO_MONEY,
        frozenset({"enforced_spend_limit_reached", "contract_spend_limit_reached"}),
        unless_told_to_wait=True,
    ),
    _names(
        FailureClass.NO_MONEY,
        "insufficient_quota billing_hard_limit_reached billing_not_active billing_error "
        "exceeded_current_quota_error insufficient_user_quota pre_consume_token_quota_failed "
        "budget_exceeded provider_quota_exceeded Arrearage AllocationQuota.FreeTierOnly "
        "AccountOverdueError "
        "FailedOperation.ResourcePackExhausted FailedOperation.FreeResourcePackExhausted "
        "FailedOperation.ServiceStop FailedOperation.ServiceStopArrears "
        "ResourceInsufficient.ChargeResourceExhaust provider_quota_exceeded "
        "BILLING_DISABLED NOT_ENOUGH_BALANCE insufficientQuota aiPointsNotEnough "
        "zhipu:1113 zhipu:1309 minimax:1008 siliconflow:30001 baidu:17 spark:11200 spark:11201",
    ),
    # Keys.
    _names(
        FailureClass.BAD_KEY,
        "invalid_api_key account_deactivated invalid_organization authentication_error "
        "invalid_authentication_error incorrect_api_key_error auth_error InvalidApiKey "
        "AuthenticationError invalid_iam_token invalid_appid API_KEY_INVALID SERVICE_DISABLED "
        "API_KEY_SERVICE_BLOCKED CONSUMER_SUSPENDED UNAUTHENTICATED "
        "UnrecognizedClientException InvalidSignatureException ExpiredTokenException "
        "IncompleteSignatureException MissingAuthenticationTokenException "
        "invalid_grant invalid_client unauthorized_client wrong_api_key "
        "unAuthApiKey unAuthorization "
        "minimax:1004 minimax:2049 baidu:13 baidu:14 baidu:110 baidu:111 cloudflare:10000",
    ),
    _names(FailureClass.BAD_KEY, " ".join(f"zhipu:{code}" for code in range(1000, 1005))),
    _names(FailureClass.BAD_KEY, " ".join(f"zhipu:{code}" for code in range(1110, 1122))),
    _prefixes(FailureClass.BAD_KEY, "AuthFailure."),
    # The prompt.
    _names(
        FailureClass.CONTENT_FILTER,
        "content_policy_violation content_filter moderation_blocked data_inspection_failed "
        "DataInspectionFailed unsafe_request system_unsafe user_setting_unsafe moderation "
        "sensitive_words_detected OperationDenied.TextIllegalDetected "
        "OperationDenied.ImageIllegalDetected zhipu:1301 minimax:1026 minimax:1027 "
        "spark:10013 spark:10014 spark:10019 spark:10021 spark:10022",
    ),
    _prefixes(
        FailureClass.CONTENT_FILTER,
        "SensitiveContentDetected InputTextSensitive OutputTextSensitive InputImageSensitive "
        "OutputImageSensitive InputTextRisk OutputTextRisk InputImageRisk OutputImageRisk",
    ),
    _names(
        FailureClass.CONTEXT_TOO_LONG,
        "context_length_exceeded exceed_context_size_error request_too_large tokens_too_long "
        "characters_too_long model_context_window_exceeded RequestTooLargeError "
        "zhipu:1261 baidu:336007 baidu:336103 cloudflare:3006 spark:10907",
    ),
    # Load. Before rate limits: Zhipu's 1305 and Moonshot's 429 are the model's load, not the key's.
    _names(
        FailureClass.OVERLOADED,
        "overloaded_error engine_overloaded_error ServerOverloaded service_tier_capacity_exceeded "
        "queue_exceeded engine_overloaded "
        "ModelNotReadyException ModelErrorException ModelStreamErrorException "
        "InternalServerException ServiceUnavailableException "
        "unavailable_error FailedOperation.EngineServerError FailedOperation.EngineRequestTimeout "
        "zhipu:1230 zhipu:1234 zhipu:1305 zhipu:1312 minimax:1000 minimax:1001 minimax:1013 "
        "minimax:1024 minimax:1033 siliconflow:50505 mistral:3505 cloudflare:3040 "
        "baidu:1 baidu:2 baidu:336000 baidu:336100 "
        "spark:10008 spark:10009 spark:10010 spark:10011 spark:10012 spark:10110 spark:10222",
    ),
    _names(
        FailureClass.RATE_LIMIT,
        "rate_limit_exceeded rate_limit_error rate_limit_reached_error rate_limited "
        "rpm_rate_limit_exceeded tpm_rate_limit_exceeded limit_requests LimitRequests Throttling "
        "model_rate_limit request_quota_exceeded token_quota_exceeded "
        "RateLimitError QuotaExceeded RequestBurstTooFast SetLimitExceeded LimitExceeded "
        "ThrottlingException ServiceQuotaExceededException "
        "RequestLimitExceeded FailedOperation.EngineServerLimitExceeded RESOURCE_EXHAUSTED "
        "zhipu:1302 zhipu:1303 zhipu:1304 zhipu:1308 zhipu:1310 zhipu:1313 "
        "minimax:1002 minimax:1039 minimax:1041 minimax:2045 minimax:2056 mistral:1300 "
        "baidu:4 baidu:18 baidu:19 baidu:336501 baidu:336502 cloudflare:3036 "
        "spark:10007 spark:11202 spark:11203",
    ),
    _prefixes(
        FailureClass.RATE_LIMIT,
        "Throttling. RateLimitExceeded. ModelAccountRpm ModelAccountTpm ModelAccountIpm APIAccount",
    ),
    # The model, or this key's right to it: another candidate may have it, the key stays good.
    _names(
        FailureClass.MODEL_NOT_FOUND,
        "model_not_found model_not_available ModelNotFound invalid_model ModelNotOpen "
        "unknown_model unavailable_model model_not_supported unAuthModel "
        "Model.AccessDenied "
        "DeploymentNotFound OperationNotSupported ResourceNotFoundException "
        "model_decommissioned InvalidEndpoint.ClosedEndpoint resource_not_found_error "
        "app_unavailable provider_not_initialize model_currently_not_support "
        "InvalidAction InvalidParameterValue.Model "
        "zhipu:1211 zhipu:1220 zhipu:1221 zhipu:1222 zhipu:1311 siliconflow:20012 "
        "siliconflow:30003 baidu:3 baidu:6 cloudflare:5007 cloudflare:3042",
    ),
    _prefixes(FailureClass.MODEL_NOT_FOUND, "InvalidEndpointOrModel."),
    _names(
        FailureClass.NETWORK,
        "request_forbidden unsupported_country_region_territory",
    ),
    *_OWN_WORDS,
    _names(
        FailureClass.OVERLOADED,
        "server_error api_error internal_error timeout_error internal_server_error "
        "InternalServiceError InternalError SystemError INTERNAL UNAVAILABLE DEADLINE_EXCEEDED",
        _SERVER,
    ),
    _names(
        FailureClass.BAD_REQUEST,
        "invalid_request_error bad_request_error BadRequestError invalid_parameter_error "
        "InvalidParameter INVALID_ARGUMENT minimax:2013 minimax:1042 baidu:100 baidu:336001 "
        "baidu:336003 spark:10003 spark:10004 spark:10005 spark:10163",
        frozenset({200}),
    ),
    *(_names(kind, codes, frozenset({200})) for kind, codes in _COZE),
)

# 412 and 446 are Portkey's: a budget that is spent, a guardrail that said no.
_BY_STATUS: dict[int, FailureClass] = {
    401: FailureClass.BAD_KEY,
    402: FailureClass.NO_MONEY,
    403: FailureClass.MODEL_NOT_FOUND,
    404: FailureClass.MODEL_NOT_FOUND,
    405: FailureClass.PROTOCOL,
    408: FailureClass.TIMEOUT,
    409: FailureClass.OVERLOADED,
    410: FailureClass.MODEL_NOT_FOUND,
    412: FailureClass.NO_MONEY,
    413: FailureClass.CONTEXT_TOO_LONG,
    429: FailureClass.RATE_LIMIT,
    434: FailureClass.MODEL_NOT_FOUND,
    446: FailureClass.CONTENT_FILTER,
    451: FailureClass.CONTENT_FILTER,
    498: FailureClass.RATE_LIMIT,
    499: FailureClass.OVERLOADED,
    501: FailureClass.MODEL_NOT_FOUND,
}


def by_status(status: int, vendor: str = "") -> FailureClass:
    """What a status means where the error's own words say nothing more.

    498 is Groq's for a full tier, and Cohere's for a text that its lists deny.
    """
    if status == 498 and vendor == "cohere":
        return FailureClass.CONTENT_FILTER
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= 500:
        return FailureClass.OVERLOADED
    return FailureClass.BAD_REQUEST if status >= 400 else FailureClass.PROTOCOL


def by_status_of_page(status: int, vendor: str = "") -> FailureClass:
    """What a web page or a bare text means: a proxy or firewall spoke, so nothing about the key,
    but at Perplexity, whose front refuses keys itself.
    """
    if status == 401 and vendor == "perplexity":
        return FailureClass.BAD_KEY
    if status == 429:
        return FailureClass.RATE_LIMIT
    return FailureClass.OVERLOADED if status >= 500 else FailureClass.PROTOCOL
