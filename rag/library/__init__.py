"""One folder on disk: SQLite is its truth, the tantivy and FAISS indexes are derived from it."""
