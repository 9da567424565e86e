"""Alibaba's Model Studio, in its own interface and in OpenAI's."""
