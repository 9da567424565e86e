"""NVIDIA's package for LangChain at a NIM that ranks: python vendor_nvidia.py"""

from langchain_core.documents import Document
from langchain_nvidia_ai_endpoints import NVIDIARerank
from verdict import BASE, KEY, MODEL, raised, same, verdict

TEXTS = ("Bread is baked", "Paris is the capital of France")


def ranked(key=KEY, **more):
    ranker = NVIDIARerank(model=MODEL, base_url=BASE, api_key=key, **more)
    documents = [Document(page_content=text) for text in TEXTS]
    return ranker.compress_documents(query="the capital of France", documents=documents)


def rerank():
    first = ranked(truncate="END", top_n=1)[0]
    same(first.page_content, TEXTS[1])
    same(first.metadata["relevance_score"], 0.5)


def error():
    same("401" in str(raised(Exception, lambda: ranked("nvapi-wrong"))), True)


verdict(rerank=rerank, error=error)
