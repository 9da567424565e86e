"""iFlytek Spark, over HTTP and over WebSocket."""
