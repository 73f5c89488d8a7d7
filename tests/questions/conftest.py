"""The samples in a library, with the encoder that needs no model."""

import pytest

from embeddings.hashing import HashingEncoder
from rag.indexing import index_paths
from rag.library.library import Library
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    """A library of the samples."""
    library = Library(tmp_path_factory.mktemp("samples-library"))
    index_paths(library, [ROOT / "samples" / "port-ellery"], HashingEncoder())
    return library


@pytest.fixture
def snapshot(samples):
    with samples.snapshot() as snapshot:
        yield snapshot
