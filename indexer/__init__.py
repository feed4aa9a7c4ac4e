"""Everything about articles and the index: reading, storing, querying, searching.

May enter: whatever knows articles, passages, queries or an index. May not: the web, the terminal.
Imports go from here to ``analyzers``, never to ``search_app``.
"""

from indexer.documents import Article, Paragraph, Role
from indexer.engine import connect
from indexer.query.model import Match, Query, Sort

__all__ = ["Article", "Match", "Paragraph", "Query", "Role", "Sort", "connect"]
