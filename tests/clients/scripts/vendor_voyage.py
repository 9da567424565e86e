"""Voyage's package at the mock: python vendor_voyage.py"""

import voyageai
from verdict import BASE, KEY, raised, same, verdict
from voyageai.error import AuthenticationError, InvalidRequestError

client = voyageai.Client(KEY, base_url=BASE)


def embeddings():
    answer = client.embed(["one", "two"], model="voyage-3.5", input_type="query")
    same([len(each) for each in answer.embeddings], [1024, 1024])
    same(answer.total_tokens, 2)
    short = client.embed(["one"], model="voyage-3.5", output_dimension=256)
    same(len(short.embeddings[0]), 256)


def rerank():
    documents = ["red", "a blue ship"]
    answer = client.rerank("blue ship", documents, model="rerank-2.5", top_k=1)
    (best,) = answer.results
    same((best.index, best.document, best.relevance_score), (1, documents[1], 1.0))
    same(answer.total_tokens > 0, True)


def error():
    other = voyageai.Client("pa-wrong", base_url=BASE)
    raised(AuthenticationError, lambda: other.embed(["one"], model="voyage-3.5"))
    raised(InvalidRequestError, lambda: client.embed(["one"], model="nobody"))


verdict(embeddings=embeddings, rerank=rerank, error=error)
