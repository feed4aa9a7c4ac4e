"""The engine that lives in a folder: a SQLite store and a Whoosh index beside it."""
