"""Evaluating queries over the arrays of segments.

May enter: the meaning of query nodes, scoring, and the compiled loops beneath them. May not: the
user's query language, articles, the store.
"""

from indexer.engine.embedded.execute.executor import Executor
from indexer.engine.embedded.execute.matches import Matches
from indexer.engine.embedded.execute.scoring import Scoring, WhooshScoring

__all__ = ["Executor", "Matches", "Scoring", "WhooshScoring"]
