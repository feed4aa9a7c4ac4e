"""Text of one language in, tokens out.

May enter: what turns a text into tokens, and the facts of languages that this takes (``data``).
May not: articles, indexes, queries, the web. Imports nothing of the project's other packages.
"""

from analyzers.analyzer import Analyzer, Token, get_analyzer
from analyzers.languages import LANGUAGES, analysis_code, primary_language

VERSION = 1
"""Raised whenever some text comes to have other terms, so that older indexes are built anew."""

__all__ = [
    "LANGUAGES",
    "VERSION",
    "Analyzer",
    "Token",
    "analysis_code",
    "get_analyzer",
    "primary_language",
]
