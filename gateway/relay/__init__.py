"""One request's life: who asks, which channel answers, what it costs."""
