"""Amazon Bedrock: Converse, its event stream, embeddings by invoke; no client speaks it to us."""

from gateway.dialects.bedrock.dialect import Bedrock
from gateway.dialects.bedrock.embeddings import BedrockEmbeddings
from gateway.dialects.bedrock.invoke import InvokeReframer

__all__ = ["Bedrock", "BedrockEmbeddings", "InvokeReframer"]
