"""Google: Gemini at AI Studio, and Vertex AI."""
