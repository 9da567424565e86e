"""Who pays: reservations decided in memory, settlements journalled before an answer ends."""
