"""LangChain with its FAISS store.

By https://docs.langchain.com/oss/python/langchain/knowledge-base (splitting: 1,000 characters, 200 of them
shared) and https://docs.langchain.com/oss/python/integrations/vectorstores/faiss (the store). Its filter
drops results after the search, so with one, everything is fetched.
"""

from __future__ import annotations

from pathlib import Path

import faiss
from langchain_community.docstore.in_memory import InMemoryDocstore
from langchain_community.document_loaders import DirectoryLoader, TextLoader
from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter


class Tool:
    def __init__(self, index: Path, model: Path) -> None:
        self.folder = str(index)
        self.embeddings = HuggingFaceEmbeddings(model_name=str(model))

    def ingest(self, texts: Path) -> int:
        loader = DirectoryLoader(
            str(texts), glob="*.txt", loader_cls=TextLoader, loader_kwargs={"encoding": "utf-8"}
        )
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        splits = splitter.split_documents(loader.load())
        store = FAISS(
            embedding_function=self.embeddings,
            index=faiss.IndexFlatL2(len(self.embeddings.embed_query("hello world"))),
            docstore=InMemoryDocstore(),
            index_to_docstore_id={},
        )
        store.add_documents(splits)
        store.save_local(self.folder)
        return len(splits)

    def open(self) -> None:
        self.store = FAISS.load_local(self.folder, self.embeddings, allow_dangerous_deserialization=True)
        self.sources = {
            Path(document.metadata["source"]).stem: document.metadata["source"]
            for document in self.store.docstore._dict.values()
        }

    def search(self, question: str, transcript: str | None, k: int) -> list[dict[str, object]]:
        if transcript is None:
            found = self.store.similarity_search(question, k=k)
        else:
            found = self.store.similarity_search(
                question,
                k=k,
                filter={"source": self.sources[transcript]},
                fetch_k=self.store.index.ntotal,
            )
        return [
            {
                "transcript": Path(document.metadata["source"]).stem,
                "text": document.page_content,
                "start": document.metadata["start_index"],
            }
            for document in found
        ]
