"""LlamaIndex with its FAISS store, by https://developers.llamaindex.ai/python/examples/vector_stores/faissindexdemo

Its default splitter: 1,024 tokens, 200 of them shared. Its FAISS store can't filter, so one transcript is
searched by asking for everything and dropping what is from others.
"""

from __future__ import annotations

from pathlib import Path

import faiss
from llama_index.core import (
    Settings,
    SimpleDirectoryReader,
    StorageContext,
    VectorStoreIndex,
    load_index_from_storage,
)
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.faiss import FaissVectorStore

DIMENSIONS = 384


class Tool:
    def __init__(self, index: Path, model: Path) -> None:
        self.folder = str(index)
        Settings.embed_model = HuggingFaceEmbedding(model_name=str(model))

    def ingest(self, texts: Path) -> int:
        documents = SimpleDirectoryReader(str(texts)).load_data()
        vector_store = FaissVectorStore(faiss_index=faiss.IndexFlatL2(DIMENSIONS))
        storage = StorageContext.from_defaults(vector_store=vector_store)
        index = VectorStoreIndex.from_documents(documents, storage_context=storage)
        index.storage_context.persist(self.folder)
        return len(index.index_struct.nodes_dict)

    def open(self) -> None:
        vector_store = FaissVectorStore.from_persist_dir(self.folder)
        storage = StorageContext.from_defaults(vector_store=vector_store, persist_dir=self.folder)
        self.index = load_index_from_storage(storage)

    def search(self, question: str, transcript: str | None, k: int) -> list[dict[str, object]]:
        most = k if transcript is None else len(self.index.index_struct.nodes_dict)
        found = [hit.node for hit in self.index.as_retriever(similarity_top_k=most).retrieve(question)]
        if transcript is not None:
            found = [node for node in found if Path(node.metadata["file_name"]).stem == transcript][:k]
        return [
            {
                "transcript": Path(node.metadata["file_name"]).stem,
                "text": node.get_content(),
                "start": node.start_char_idx,
            }
            for node in found
        ]
