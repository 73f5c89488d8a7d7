"""Haystack's in-memory store with embeddings.

By https://haystack.deepset.ai/tutorials/30_file_type_preprocessing_index_pipeline, which uses the same model:
cleaned, split into 150 words, 50 of them shared. Kept between runs by the store's own save_to_disk.
"""

from __future__ import annotations

from pathlib import Path

from haystack import Pipeline
from haystack.components.converters import TextFileToDocument
from haystack.components.preprocessors import DocumentCleaner, DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)


class Tool:
    def __init__(self, index: Path, model: Path) -> None:
        index.mkdir(parents=True, exist_ok=True)
        self.file = str(index / "store.json")
        self.model = str(model)

    def ingest(self, texts: Path) -> int:
        store = InMemoryDocumentStore()
        pipeline = Pipeline()
        pipeline.add_component("converter", TextFileToDocument())
        pipeline.add_component("cleaner", DocumentCleaner())
        pipeline.add_component(
            "splitter", DocumentSplitter(split_by="word", split_length=150, split_overlap=50)
        )
        pipeline.add_component("embedder", SentenceTransformersDocumentEmbedder(model=self.model))
        pipeline.add_component("writer", DocumentWriter(store))
        for first, second in (
            ("converter", "cleaner"),
            ("cleaner", "splitter"),
            ("splitter", "embedder"),
            ("embedder", "writer"),
        ):
            pipeline.connect(first, second)
        pipeline.run({"converter": {"sources": sorted(texts.glob("*.txt"))}})
        store.save_to_disk(self.file)
        return store.count_documents()

    def open(self) -> None:
        store = InMemoryDocumentStore.load_from_disk(self.file)
        self.pipeline = Pipeline()
        self.pipeline.add_component("embedder", SentenceTransformersTextEmbedder(model=self.model))
        self.pipeline.add_component("retriever", InMemoryEmbeddingRetriever(document_store=store))
        self.pipeline.connect("embedder.embedding", "retriever.query_embedding")
        self.pipeline.warm_up()

    def search(self, question: str, transcript: str | None, k: int) -> list[dict[str, object]]:
        wanted: dict[str, object] = {"top_k": k}
        if transcript is not None:
            wanted["filters"] = {"field": "meta.file_path", "operator": "==", "value": f"{transcript}.txt"}
        done = self.pipeline.run({"embedder": {"text": question}, "retriever": wanted})
        return [
            {"transcript": Path(document.meta["file_path"]).stem, "text": document.content, "start": None}
            for document in done["retriever"]["documents"]
        ]
