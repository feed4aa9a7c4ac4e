"""HTML pages (stub)."""
def read(file, run):
    return iter(())
