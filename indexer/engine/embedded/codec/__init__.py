"""The codec: segments of a Whoosh index as memory-mapped arrays.

May enter: the layout of a segment's two files, and reading and writing them. May not: articles,
queries, scores.
"""

from indexer.engine.embedded.codec.segment import ArrayCodec, ArraySegment

__all__ = ["ArrayCodec", "ArraySegment"]
