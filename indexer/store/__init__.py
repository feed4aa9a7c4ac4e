"""The article store: SQLite, the source of truth from which an index can be rebuilt.

A batch is one transaction, durable when it returns (write-ahead log, full sync). It leaves its
articles in the table ``unindexed`` until the index has taken them over, so that an interrupted
takeover is known and can be done again.
"""

from indexer.store.store import Change, Column, Store

__all__ = ["Change", "Column", "Store"]
