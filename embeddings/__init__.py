"""Text to unit vectors to nearest rows; knows nothing of transcripts."""

from embeddings.encoder import Encoder, SentenceEncoder, Vectors
from embeddings.errors import EmbeddingError, ModelChecksumError, ModelNotFoundError, VectorIndexError
from embeddings.token_vectors import QuestionTokens
from embeddings.vector_index import Rows, VectorIndex, files_of

__all__ = [
    "EmbeddingError",
    "Encoder",
    "ModelChecksumError",
    "ModelNotFoundError",
    "QuestionTokens",
    "Rows",
    "SentenceEncoder",
    "VectorIndex",
    "VectorIndexError",
    "Vectors",
    "files_of",
]
