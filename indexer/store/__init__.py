"""The article store: SQLite, the source of truth from which an index can be rebuilt.

What changes the articles is a batch: one transaction, durable when it returns (write-ahead log,
full sync), with a number one higher than the last. An index keeps the number of the batch that it
has reached and asks for what changed since, so that an interrupted takeover is known and can be
done again. The store also remembers which sources gave which articles (``ledger.py``), and what an
article said before it was corrected (``revisions.py``).
"""

from indexer.store.model import Change, Entries, Shown, Taken
from indexer.store.store import Store
from indexer.store.totals import Totals

__all__ = ["Change", "Entries", "Shown", "Store", "Taken", "Totals"]
